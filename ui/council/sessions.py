"""Sesiones: the list, and one session with who came, what was resolved, and its papers."""

from collections.abc import Callable
from datetime import date
from functools import partial
from tkinter import Event, Misc

from models.changes import Refused
from models.council.forums import AGES, FORUMS, Delegate, Forum
from models.council.resolutions import (
    RESOLUTIONS,
    STATES,
    TONES,
    Resolution,
    resolutions_of,
)
from models.council.sessions import (
    PRESENCES,
    SESSIONS,
    Presence,
    Session,
    Turn,
    attend,
    quorum_of,
    reopen,
    roll_of,
    seal,
    sessions_of,
    take_away,
)
from models.exports import PAPERS, Taken
from models.fields import ChoiceField, NameField
from models.language import N_, _, in_spanish, ngettext
from models.listing import Row
from models.people.members import SEXES
from models.record import Column, Record, RulesBroken
from ui.context import Context
from ui.council.page import Deed, Face, Page
from ui.previewing.printout import Unnumbered
from ui.register import Register
from ui.widgets.dialogs import Voiding, ask, ask_reason, tell
from ui.widgets.tiles import Line
from ui.widgets.words import number

PEOPLE, AGREED = "people", "agreed"
CAME, AWAY = "came", "away"
MARKS = ((CAME, N_("Vino")), (AWAY, N_("No vino")))


class Sessions(Register):
    """The list; Enter opens the attendance and the resolutions of one."""

    kind = SESSIONS
    subtitle = N_("Convocatoria, asistencia, acuerdos y acta")
    search_hint = N_("N°, fecha o lugar")

    def new(self) -> None:
        """In the space there is, led as the last time; without a space, that one first."""
        forums = list(Forum.select().limit(2))
        if not forums:
            self.context.say(_("Registre primero el espacio de concertación."), "warn")
            self.context.go("form", kind=FORUMS)
            return
        made = Session(day=date.today(), called_on=date.today())
        if len(forums) == 1:
            made.forum = forums[0]
            for last in sessions_of(forums[0])[:1]:
                made.chair, made.secretary = last.chair, last.secretary
                made.means, made.venue = last.means, last.venue
        self.context.go("form", kind=SESSIONS, record=made)

    def open(self, record: Record) -> None:
        self.context.go("session_page", session=record)


class Resolutions(Register):
    """What was resolved in every session, what is due first. They are made in their session."""

    kind = RESOLUTIONS
    subtitle = N_("De todas las sesiones; lo que vence primero, arriba")
    search_hint = N_("Acuerdo o responsable")

    @property
    def can_make(self) -> bool:
        return False


class SessionPage(Page):
    """V marks the selected one and goes on to the next; Supr takes the mark away."""

    kinds = (Session, Presence, Resolution, Delegate)
    faces = (
        Face(
            PEOPLE,
            N_("Asistencia"),
            (
                Column(N_("Apellidos y nombres"), NameField(), sample="Quispe M., R.", strong=True),
                Column(N_("Representa a"), NameField(), sample="Municipalidad de Poma"),
                Column(N_("Va como"), NameField(), sample="Titular", rank=1),
                Column(N_("Sexo"), ChoiceField(choices=SEXES), sample="Mujer", rank=3),
                Column(N_("Edad"), ChoiceField(choices=AGES), sample="De 30 a 59 años", rank=4),
                Column(
                    N_("Ese día"),
                    ChoiceField(choices=MARKS),
                    sample="No vino",
                    tones={CAME: "good", AWAY: "soft"},
                ),
            ),
        ),
        Face(
            AGREED,
            N_("Acuerdos"),
            (
                Column(N_("N°"), NameField(), sample="12-34"),
                Column(N_("Se acuerda"), NameField(), sample="Cercar los manantes", strong=True),
                Column(N_("Votos"), NameField(), sample="12 · 2 · 1"),
                Column(N_("Responsable"), NameField(), sample="Comunidad Tocorani", rank=2),
                Column(N_("Plazo"), Resolution.due, sample="31/12/2026", rank=1),
                Column(
                    N_("Cómo va"), ChoiceField(choices=STATES), sample="En proceso", tones=TONES
                ),
            ),
        ),
    )

    def __init__(self, parent: Misc, context: Context, session: Session) -> None:
        self.session = session
        self.turns: list[Turn] = []
        super().__init__(parent, context)
        canvas = self.ledgers[PEOPLE].canvas
        for key in ("v", "V", "<space>"):
            canvas.bind(key if key.startswith("<") else f"<Key-{key}>", self._mark)
        canvas.bind("<Delete>", self._unmark)
        self.deeds |= {"<Control-n>": self._new, "<Control-e>": self._edit}

    # What is shown ------------------------------------------------------------------------------

    def look_up(self) -> None:
        self.session = Session.get_by_id(self.session.id)
        self.turns = roll_of(self.session)
        self.rows[PEOPLE] = [_line_of(place, one) for place, one in enumerate(self.turns)]
        self.rows[AGREED] = [
            (
                one.id,
                str(one),
                str(one.wording).replace("\n", " "),
                f"{one.in_favour} · {one.against} · {one.abstained}",
                str(one.responsible),
                one.due,
                one.state,
            )
            for one in resolutions_of(self.session)
        ]
        came = [one for one in self.turns if one.presence is not None]
        say = ngettext("Vino {n} persona", "Vinieron {n} personas", len(came))
        self.totals[PEOPLE] = {"": say.format(n=number(len(came)))}
        count = len(self.rows[AGREED])
        say = ngettext("{n} acuerdo", "{n} acuerdos", count)
        self.totals[AGREED] = {"": say.format(n=number(count))}

    def title(self) -> str:
        return _("Sesión {number}, {day}").format(
            number=self.session.number, day=self.session.text("day")
        )

    def pill(self) -> tuple[str, str]:
        if self.session.sealed is not None:
            return _("Acta cerrada"), "good"
        return _("Por cerrar"), "warn"

    def main(self) -> Deed:
        if self.session.sealed is None:
            return Deed(_("Cerrar el acta"), "lock", self._seal)
        return Deed(_("Ver el acta"), "file-earmark-pdf", self._acta)

    def lines(self) -> list[Line]:
        quorum, session = quorum_of(self.session), self.session
        reached = _("Sí") if quorum.reached else _("No todavía")
        came = [one for one in self.turns if one.presence is not None]
        women = sum(one.sex == "F" for one in came)
        hours = f"{session.starts} – {session.ends or '…'}"
        return [
            (_("Actores acreditados"), number(quorum.accredited), "body"),
            (_("Vinieron de"), number(quorum.present), "body"),
            (_("Se necesitan"), number(quorum.needed), "body"),
            (_("Hay quórum"), reached, "figure"),
            (_("Mujeres"), number(women), "body"),
            (_("Varones"), number(len(came) - women), "body"),
            (session.text("call"), "", "body"),
            (_("Hora"), hours, "body"),
        ]

    def more(self, inside: Misc) -> None:
        session = self.session
        self.say_on_sheet(inside, str(session.forum), "strong")
        self.say_on_sheet(inside, str(session.venue))
        self.say_on_sheet(inside, _("Agenda"), "strong")
        for place, point in enumerate(session.points, start=1):
            self.say_on_sheet(inside, f"{place}. {point}")
        if session.reopened:
            say = _("Se abrió de nuevo: {why}")
            self.say_on_sheet(inside, say.format(why=session.reopened), "small", "warn")
        if session.sealed is None:
            keys = _("V anota que vino y pasa al siguiente; Supr lo quita.")
            self.say_on_sheet(inside, keys, "small", "soft")

    def foot(self) -> list[Deed]:
        session, papers = self.session, []
        if session.sealed is None:
            guest = Deed(_("Anotar invitado"), "person-plus", self._guest)
            agree = Deed(_("Nuevo acuerdo"), "plus-lg", self._new, _("Ctrl+N"))
            papers += [guest, agree]
            papers.append(Deed(_("Lista para firmar"), "pencil", self._sheet))
            papers.append(Deed(_("Borrador del acta"), "file-earmark-pdf", self._acta))
            papers.append(Deed(_("Editar sesión"), "pencil", self._edit, _("Ctrl+E")))
        else:
            papers.append(Deed(_("Abrir de nuevo…"), "unlock", self._reopen))
        return papers

    def open(self, row: Row) -> None:
        if self.face.get() == AGREED:
            found = Resolution.get_by_id(row[0])
            self.context.go("form", kind=RESOLUTIONS, record=found)
        else:
            self._mark()

    # Deeds --------------------------------------------------------------------------------------

    @property
    def _turn(self) -> Turn | None:
        row = self.current
        return self.turns[row[0]] if row is not None and self.face.get() == PEOPLE else None

    def _mark(self, _event: Event | None = None) -> str:
        turn = self._turn
        if turn is not None and turn.delegate is not None:
            self._do(partial(attend, self.session, turn.delegate), 1)
        return "break"

    def _unmark(self, _event: Event | None = None) -> str:
        turn = self._turn
        if turn is not None and turn.presence is not None:
            self._do(partial(take_away, turn.presence), 0)
        return "break"

    def _do(self, deed, step: int) -> None:
        try:
            deed()
        except Refused as refused:
            self.context.say(str(refused), "danger")
            return
        self.reload()
        self.stale = False
        self.ledger.select(self.ledger.selected + step)

    def _guest(self) -> None:
        self.context.go("form", kind=PRESENCES, record=Presence(session=self.session))

    def _new(self) -> None:
        if self.session.sealed is None:
            self.context.go("form", kind=RESOLUTIONS, record=Resolution(session=self.session))

    def _edit(self) -> None:
        if self.session.sealed is None:
            self.context.go("form", kind=SESSIONS, record=self.session)

    def _seal(self) -> None:
        say = _(
            "La asistencia, los acuerdos y los votos quedan como están. Cómo va cada acuerdo se sigue"
            " anotando."
        )
        if not ask(self, _("¿Cerrar el acta?"), say, _("Cerrar el acta"), _("No cerrar")):
            return
        try:
            seal(self.session, date.today())
        except RulesBroken as broken:
            tell(
                self,
                _("Todavía no se puede cerrar"),
                "  ".join(broken.problems.values()),
                [(_("Editar sesión"), self._edit)],
            )
        except Refused as refused:
            tell(self, _("Todavía no se puede cerrar"), str(refused))
        else:
            self.context.say(_("Acta cerrada: {what}.").format(what=self.session))

    def _reopen(self) -> None:
        reason = ask_reason(
            self,
            Voiding(
                question=_("¿Abrir de nuevo el acta de la sesión {number}?").format(
                    number=self.session.number
                ),
                about=f"{self.session.forum}  ·  {self.session.text('day')}",
                facts=[
                    ("pencil", _("Se podrá cambiar la asistencia, los acuerdos y los votos.")),
                    ("printer", _("El acta impresa y firmada ya no vale: se imprime otra.")),
                ],
                reasons=(
                    in_spanish("Voto mal contado"),
                    in_spanish("Asistencia mal anotada"),
                    in_spanish("Acuerdo mal escrito"),
                ),
                yes=_("Abrir el acta"),
                no=N_("No abrir"),
                why=N_("¿Por qué se abre?"),
                icon="unlock",
            ),
        )
        if reason is None:
            return
        try:
            reopen(self.session, reason)
        except Refused as refused:
            tell(self, _("No se puede abrir"), str(refused))

    def _acta(self) -> None:
        from reports.territory.acta import acta_pdf

        self._preview(_("Acta"), "acta", partial(acta_pdf, self.session))

    def _sheet(self) -> None:
        from reports.territory.acta import attendance_pdf

        self._preview(_("Hoja de asistencia"), "asistencia", partial(attendance_pdf, self.session))

    def _preview(self, title: str, kind: str, make: Callable[[], bytes]) -> None:
        name = f"{kind}-{self._file_name}.pdf"
        # Whoever takes part signs with the DNI; they are no members of the padrón.
        taken = Taken(self.context.association, PAPERS, f"{title}: {self.title()}", 0, True)
        self.context.go("preview", printout=Unnumbered(title, kind, "actas", name, make, taken))

    @property
    def _file_name(self) -> str:
        from reports.files import safe_name

        return f"{self.session.number:03}-{safe_name(str(self.session.forum))}"


def _line_of(place: int, one: Turn) -> Row:
    came = CAME if one.presence is not None else AWAY
    return place, one.name, one.body, one.role, one.sex, one.age, came
