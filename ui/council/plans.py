"""Planes: the list, and the board of one: each axis, objective and activity, and how they fare."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from tkinter import Misc

from models.changes import Refused
from models.council.sessions import sessions_of
from models.documents import Document
from models.fields import ChoiceField, DayField, NameField, PercentField, SolesField
from models.language import N_, _, ngettext
from models.listing import Row
from models.plan.board import (
    STATES,
    TONES,
    Board,
    Step,
    amount,
    board_of,
    percent,
    planned,
    spent,
)
from models.plan.plans import (
    ACTIVITIES,
    AXES,
    OBJECTIVES,
    PLANS,
    Activity,
    Axis,
    Objective,
    Plan,
    PlannedMoney,
    Progress,
)
from models.plan.spending import PlanExpense
from models.plan.versions import PlanVersion, Standing, approve, standing_of, versions_of
from models.record import Column, Record, RulesBroken
from ui.context import Context
from ui.council.page import Deed, Face, Page
from ui.previewing.printout import Unnumbered
from ui.register import Register
from ui.widgets.amounts import soles
from ui.widgets.dialogs import choose, tell
from ui.widgets.tiles import Line
from ui.widgets.words import number

BOARD = "board"
INDENT = "      "
SHOWN_SESSIONS = 3


class Plans(Register):
    kind = PLANS
    subtitle = N_("Ejes, objetivos, actividades y cómo van")

    def open(self, record: Record) -> None:
        self.context.go("plan_board", plan=record)


class PlanBoard(Page):
    """Enter opens an activity, and the words of an axis or an objective."""

    kinds = (Plan, Axis, Objective, Activity, PlannedMoney, Progress, PlanExpense, Document)
    faces = (
        Face(
            BOARD,
            N_("Tablero"),
            (
                Column(N_("N°"), NameField(), sample="1.1.1"),
                Column(
                    N_("Eje, objetivo o actividad"),
                    NameField(),
                    sample="Rehabilitar andenes en desuso",
                ),
                Column(N_("Hasta"), DayField(), sample="31/12/2026", rank=3),
                Column(N_("Previsto S/"), SolesField(), sample="12,345.00", rank=1),
                Column(N_("Gastado S/"), SolesField(), sample="12,345.00", rank=2),
                Column(N_("Avance %"), PercentField(), sample="100.0", strong=True),
                Column(N_("Estado"), ChoiceField(choices=STATES), sample="En marcha", tones=TONES),
            ),
        ),
    )

    def __init__(self, parent: Misc, context: Context, plan: Plan) -> None:
        self.plan = plan
        self.board: Board
        self.standing = Standing(None, True)
        self.records: list[Axis | Objective | Step] = []
        super().__init__(parent, context)
        self.deeds |= {"<Control-n>": self._new, "<Control-e>": self._edit}

    # What is shown ------------------------------------------------------------------------------

    def look_up(self) -> None:
        self.plan = Plan.get_by_id(self.plan.id)
        self.board = board_of(self.plan, date.today())
        self.standing = standing_of(self.plan)
        self.records, rows = [], list[Row]()

        def add(record: Axis | Objective | Step, *cells: object) -> None:
            rows.append((len(rows), *cells))
            self.records.append(record)

        for branch in self.board.branches:
            add(branch.axis, branch.code, str(branch.axis), None, *_sums(branch.steps), None)
            for aim in branch.aims:
                words = INDENT + str(aim.objective)
                add(aim.objective, aim.code, words, None, *_sums(aim.steps), None)
                for one in aim.steps:
                    words, until = INDENT * 2 + str(one.activity), one.activity.until
                    money = (one.planned or None, one.spent or None)
                    add(one, one.code, words, until, *money, one.percent, one.state)
        self.rows[BOARD] = rows
        steps = self.board.steps
        columns = self.faces[0].columns
        say = ngettext("{n} actividad", "{n} actividades", len(steps))
        self.totals[BOARD] = {
            "": say.format(n=number(len(steps))),
            columns[3].title: columns[3].show(planned(steps)),
            columns[4].title: columns[4].show(spent(steps)),
            columns[5].title: columns[5].show(percent(steps)),
        }

    def title(self) -> str:
        return str(self.plan)

    def pill(self) -> tuple[str, str]:
        return self.standing.words, "warn" if self.standing.is_draft else "good"

    def main(self) -> Deed | None:
        if self.standing.is_draft and self.board.steps:
            return Deed(_("Aprobar en sesión"), "check2-circle", self._approve)
        return Deed(_("Ver el plan"), "file-earmark-pdf", partial(self._paper, True))

    def lines(self) -> list[Line]:
        steps = self.board.steps
        lines = [
            (_("Previsto"), soles(planned(steps)), "body"),
            (_("Gastado"), soles(spent(steps)), "body"),
            (_("Avance"), f"{percent(steps)} %", "figure"),
        ]
        counts = [(words, sum(one.state == key for one in steps)) for key, words in STATES]
        return [*lines, *((_(words), number(count), "body") for words, count in counts if count)]

    def more(self, inside: Misc) -> None:
        chosen = self._chosen
        if isinstance(chosen, Step):
            one = chosen.activity
            self.say_on_sheet(inside, f"{chosen.code} {one}", "strong")
            done = _("Hecho: {done} de {goal} {unit}")
            said = done.format(done=amount(chosen.done), goal=amount(one.goal), unit=one.unit)
            self.say_on_sheet(inside, said)
            self.say_on_sheet(inside, _("Responsable: {name}").format(name=one.responsible))
            if one.allies:
                self.say_on_sheet(inside, _("Con: {name}").format(name=one.allies))
        elif chosen is None:
            say = _("Empiece por un eje: «Nuevo eje». Después agregue sus objetivos y actividades.")
            self.say_on_sheet(inside, say)

    def foot(self) -> list[Deed]:
        deeds = []
        chosen = self._chosen
        if isinstance(chosen, Step):
            deeds.append(Deed(_("Ver gastos y avances"), "list-check", self._see, _("Enter")))
        if chosen is not None:
            words = _("Nueva actividad") if not isinstance(chosen, Axis) else _("Nuevo objetivo")
            deeds.append(Deed(words, "plus-lg", self._new, _("Ctrl+N")))
            deeds.append(Deed(_("Editar"), "pencil", self._edit, _("Ctrl+E")))
        deeds.append(Deed(_("Nuevo eje"), "signpost", self._new_axis))
        deeds.append(Deed(_("Plan para imprimir"), "printer", partial(self._paper, False)))
        words = _("Revisión del año {year}").format(year=self._year)
        deeds.append(Deed(words, "calendar-check", self._review))
        deeds.append(Deed(_("Visión y fechas"), "pencil-square", self._edit_plan))
        return deeds

    @property
    def _chosen(self) -> Axis | Objective | Step | None:
        row = self.current
        return self.records[row[0]] if row is not None and row[0] < len(self.records) else None

    @property
    def _year(self) -> int:
        """The one on display, as far as the plan reaches."""
        plan = self.plan
        return int(min(max(self.context.month.year, plan.since.year), plan.until.year))

    # Deeds --------------------------------------------------------------------------------------

    def open(self, row: Row) -> None:
        if isinstance(self.records[row[0]], Step):
            self._see()
        else:
            self._edit()

    def _see(self) -> None:
        if isinstance(chosen := self._chosen, Step):
            self.context.go("activity_page", activity=chosen.activity)

    def _new(self) -> None:
        """Of what stands under the one selected: an objective of an axis, an activity of the rest."""
        chosen = self._chosen
        if chosen is None:
            self._new_axis()
        elif isinstance(chosen, Axis):
            self.context.go("form", kind=OBJECTIVES, record=Objective(axis=chosen))
        else:
            above = chosen.activity.objective if isinstance(chosen, Step) else chosen
            new = Activity(objective=above, since=self.plan.since, until=self.plan.until)
            self.context.go("form", kind=ACTIVITIES, record=new)

    def _new_axis(self) -> None:
        self.context.go("form", kind=AXES, record=Axis(plan=self.plan))

    def _edit(self) -> None:
        chosen = self._chosen
        if isinstance(chosen, Step):
            self.context.go("form", kind=ACTIVITIES, record=chosen.activity)
        elif isinstance(chosen, Axis):
            self.context.go("form", kind=AXES, record=chosen)
        elif chosen is not None:
            self.context.go("form", kind=OBJECTIVES, record=chosen)

    def _edit_plan(self) -> None:
        self.context.go("form", kind=PLANS, record=self.plan)

    def _approve(self) -> None:
        """Ask in which session, then keep the plan as it stands."""
        sessions = sessions_of(self.plan.forum)[:SHOWN_SESSIONS]
        if not sessions:
            say = _("El plan se aprueba en una sesión de su espacio. Registre primero la sesión.")
            tell(self, _("Todavía no hay sesiones"), say)
            return
        session = choose(
            self,
            _("¿En qué sesión se aprobó?"),
            _("El plan se guarda como está ahora. Lo que cambie después será otra versión."),
            [
                (
                    _("Sesión {number}, {day}").format(number=one.number, day=one.text("day")),
                    one,
                )
                for one in sessions
            ],
            no=_("No aprobar"),
        )
        if session is None:
            return
        try:
            made = approve(self.plan, session)
        except RulesBroken as broken:
            tell(self, _("No se puede aprobar"), "  ".join(broken.problems.values()))
        except Refused as refused:
            tell(self, _("No se puede aprobar"), str(refused))
        else:
            self.context.say(_("Aprobado: {plan}, {version}.").format(plan=self.plan, version=made))
            self.reload()

    def _paper(self, approved: bool) -> None:
        from reports.files import safe_name
        from reports.territory.plan_paper import plan_pdf

        version: PlanVersion | None = None
        if approved or not self.standing.is_draft:
            version = next(iter(versions_of(self.plan)), None)
        state = f"version-{version.number}" if version is not None else "borrador"
        name = f"plan-{safe_name(str(self.plan))}-{state}.pdf"
        self._preview(str(self.plan), "plan", name, partial(plan_pdf, self.plan, version))

    def _review(self) -> None:
        from reports.files import safe_name
        from reports.territory.plan_paper import review_pdf

        name = f"revision-{self._year}-{safe_name(str(self.plan))}.pdf"
        title = _("Revisión de {year}").format(year=self._year)
        self._preview(title, "plan_review", name, partial(review_pdf, self.plan, self._year))

    def _preview(self, title: str, kind: str, name: str, make: Callable[[], bytes]) -> None:
        self.context.go("preview", printout=Unnumbered(title, kind, "planes", name, make))


def _sums(steps: Sequence[Step]) -> tuple[object, object, object]:
    return planned(steps) or None, spent(steps) or None, percent(steps) if steps else None
