"""One activity of a plan: what pays for it, what was done, what was promised for it."""

from datetime import date
from functools import partial
from tkinter import Event, Misc

from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document
from models.fields import ChoiceField, DayField, NameField, QuantityField, SolesField
from models.language import N_, _, ngettext
from models.listing import Row
from models.plan.board import amount, done_by_activity, planned_by_activity
from models.plan.plans import (
    ACTIVITIES,
    PLANNED_MONEY,
    PROGRESS,
    SOURCES,
    Activity,
    PlannedMoney,
    Progress,
)
from models.plan.spending import PlanExpense, expenses_of, free_expenses, tie, untie
from models.record import Column
from ui.context import Context
from ui.council.page import Deed, Face, Page
from ui.deed import show_papers
from ui.widgets.amounts import soles
from ui.widgets.tiles import Line
from ui.widgets.words import number

PAID, FREE, DONE, PROMISED = "paid", "free", "done", "promised"
RECEIPTS = (
    Column(N_("Número"), Document.number, sample="RE-2026-0007"),
    Column(N_("Fecha"), DayField(), sample="31/12/2026"),
    Column(N_("Pagado a"), NameField(), sample="Ferretería Demo", rank=1),
    Column(N_("Concepto"), NameField(), sample="Postes y alambre", rank=2),
    Column(N_("Monto S/"), SolesField(), sample="12,345.00", strong=True),
)


class ActivityPage(Page):
    kinds = (Activity, PlannedMoney, Progress, PlanExpense, Receipt, Document)
    faces = (
        Face(PAID, N_("Lo que se gastó"), RECEIPTS),
        Face(FREE, N_("Gastos sin actividad"), RECEIPTS),
        Face(
            DONE,
            N_("Avances"),
            (
                Column(N_("Fecha"), DayField(), sample="31/12/2026"),
                Column(N_("Se hizo"), QuantityField(), sample="1,234.0", strong=True),
                Column(N_("Qué se hizo"), NameField(), sample="Faena con 32 personas"),
                Column(N_("Prueba"), NameField(), sample="Acta de faena", rank=1),
            ),
        ),
        Face(
            PROMISED,
            N_("Presupuesto"),
            (
                Column(N_("Año"), NameField(), sample="2026"),
                Column(N_("Quién lo pone"), ChoiceField(choices=SOURCES), sample="Municipalidad"),
                Column(N_("Monto S/"), SolesField(), sample="12,345.00", strong=True),
            ),
        ),
    )

    def __init__(self, parent: Misc, context: Context, activity: Activity) -> None:
        self.activity = activity
        super().__init__(parent, context)
        self.deeds |= {"<Control-n>": self._progress}
        self.ledgers[PAID].canvas.bind("<Delete>", self._untie_by_key)

    # What is shown ------------------------------------------------------------------------------

    def look_up(self) -> None:
        one = self.activity = Activity.get_by_id(self.activity.id)
        for face, found in ((PAID, expenses_of(one)), (FREE, free_expenses())):
            self.rows[face] = [_receipt(receipt) for receipt in found]
            amounts = sum((receipt.amount for receipt in found), one.goal - one.goal)
            say = ngettext("{n} recibo", "{n} recibos", len(found))
            self.totals[face] = {
                "": say.format(n=number(len(found))),
                RECEIPTS[4].title: RECEIPTS[4].show(amounts),
            }
        progress = Progress.select().where(Progress.activity == one)
        self.rows[DONE] = [
            (step.id, step.day, step.done, str(step.note), str(step.evidence))
            for step in progress.order_by(Progress.day, Progress.id)
        ]
        money = PlannedMoney.select().where(PlannedMoney.activity == one)
        self.rows[PROMISED] = [
            (share.id, str(share.year), share.source, share.amount)
            for share in money.order_by(PlannedMoney.year, PlannedMoney.source)
        ]
        self.totals[DONE] = {"": f"{amount(self._done)} {one.unit}"}
        column = self.faces[3].columns[2]
        self.totals[PROMISED] = {"": _("Total"), column.title: column.show(self._planned)}

    @property
    def _done(self):
        found = done_by_activity([self.activity.id])
        return found.get(self.activity.id, self.activity.goal - self.activity.goal)

    @property
    def _planned(self):
        found = planned_by_activity([self.activity.id])
        return found.get(self.activity.id, self.activity.goal - self.activity.goal)

    def title(self) -> str:
        return str(self.activity)

    def main(self) -> Deed:
        if self.face.get() == FREE:
            return Deed(_("Amarrar este gasto"), "link-45deg", self._tie)
        return Deed(_("Anotar avance"), "graph-up-arrow", self._progress)

    def _choose(self) -> None:
        self._show_head()  # the deed goes with the list
        super()._choose()

    def lines(self) -> list[Line]:
        one = self.activity
        paid = sum((row[5] for row in self.rows[PAID]), one.goal - one.goal)
        return [
            (_("Previsto"), soles(self._planned), "body"),
            (_("Gastado"), soles(paid), "strong"),
            (_("Meta"), f"{amount(one.goal)} {one.unit}", "body"),
            (_("Hecho"), f"{amount(self._done)} {one.unit}", "figure"),
            (_("Empieza"), one.text("since"), "body"),
            (_("Termina"), one.text("until"), "body"),
        ]

    def more(self, inside: Misc) -> None:
        one = self.activity
        self.say_on_sheet(inside, _("Responsable: {name}").format(name=one.responsible))
        if one.allies:
            self.say_on_sheet(inside, _("Con: {name}").format(name=one.allies))
        if self.face.get() == PAID:
            say = _(
                "Son recibos de egreso del libro caja. Supr quita uno de aquí; el recibo queda."
            )
            self.say_on_sheet(inside, say, "small", "soft")
        if self.face.get() == FREE:
            say = _("Recibos de egreso que ninguna actividad tiene. F9 amarra el elegido a esta.")
            self.say_on_sheet(inside, say, "small", "soft")

    def foot(self) -> list[Deed]:
        deeds = []
        if self.face.get() == PAID and self.current:
            deeds.append(Deed(_("Quitar de aquí"), "x-lg", self._untie, _("Supr")))
        budget = PlannedMoney(activity=self.activity, year=self.context.month.year)
        add = partial(self.context.go, "form", kind=PLANNED_MONEY, record=budget)
        edit = partial(self.context.go, "form", kind=ACTIVITIES, record=self.activity)
        return [
            *deeds,
            Deed(_("Agregar presupuesto"), "piggy-bank", add),
            Deed(_("Pagar o gastar"), "box-arrow-up", partial(self.context.go, "spend"), "F5"),
            Deed(_("Editar actividad"), "pencil", edit),
        ]

    # Deeds --------------------------------------------------------------------------------------

    def open(self, row: Row) -> None:
        face = self.face.get()
        if face in (PAID, FREE):
            show_papers(self.context, Document.get_by_id(row[0]))
        elif face == DONE:
            self.context.go("form", kind=PROGRESS, record=Progress.get_by_id(row[0]))
        else:
            self.context.go("form", kind=PLANNED_MONEY, record=PlannedMoney.get_by_id(row[0]))

    def _progress(self) -> None:
        new = Progress(activity=self.activity, day=date.today())
        self.context.go("form", kind=PROGRESS, record=new)

    def _tie(self) -> None:
        if (row := self.current) is None:
            return
        try:
            tie(Receipt.get_by_id(row[0]), self.activity)
        except Refused as refused:
            self.context.say(str(refused), "danger")
        else:
            say = _("{number} es ahora un gasto de «{activity}».")
            self.context.say(say.format(number=row[1], activity=self.activity))
            self.reload()

    def _untie(self) -> None:
        if (row := self.current) is None or self.face.get() != PAID:
            return
        untie(Receipt.get_by_id(row[0]))
        self.context.say(_("{number} ya no es un gasto de esta actividad.").format(number=row[1]))
        self.reload()

    def _untie_by_key(self, _event: Event) -> str:
        self._untie()
        return "break"


def _receipt(one: Receipt) -> Row:
    paper = one.document
    return one.document_id, str(paper), paper.day, str(one.party), str(one.concept), one.amount
