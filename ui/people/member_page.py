"""One member: who it is, how they stand with the association, and all that happened with them."""

from collections.abc import Callable
from datetime import date
from tkinter import Misc, StringVar
from typing import Any

import ttkbootstrap as ttk

from models import history
from models.cash.cash_book import Receipt
from models.documents import VOIDED, Document
from models.language import N_, _, ngettext
from models.listing import Row
from models.parameters import Parameter
from models.people.charges import Charge
from models.people.member_account import account_at
from models.people.member_view import TIME_LINE, TimeLine, brought, record_of
from models.people.members import MEMBERS, Member
from models.people.workdays import Attendance, Workday
from models.produce.deliveries import Delivery, season_start
from models.produce.harvests import HARVESTS, Harvest
from models.record import Record
from ui import detail
from ui.context import Context, Screen
from ui.past import show_past
from ui.people.member_account import AccountSheet, day_of, open_statement
from ui.privacy.forgetting import forget_member, open_member_file
from ui.register import Register
from ui.to_excel import Asked, ToExcel, of_ledger
from ui.widgets import controls
from ui.widgets.ledger import Ledger
from ui.widgets.nothing import Nothing
from ui.widgets.words import number


class MemberPage(Screen):
    kinds = (Member, Document, Delivery, Receipt, Harvest, Attendance, Parameter)

    def __init__(self, parent: Misc, context: Context, member: Member) -> None:
        super().__init__(parent, context)
        self.member = member
        self.dni_shown = False
        self.whole_time = False
        self._month = context.month
        px = self.look.px
        self.to_excel = ToExcel(self, self._asked)
        self.head = controls.area(self)
        self.head.pack(fill="x")
        self.standing = controls.text(self, "", "small", "warn", justify="left")
        controls.wrap(self.standing)
        self.figures = AccountSheet(self, context)
        self.figures.pack(fill="x", pady=(px(2), 0))
        self._line_head().pack(fill="x", pady=px(2))
        body = controls.area(self)
        body.pack(fill="both", expand=True)
        self.line = self._time_line()
        self.ledger = Ledger(
            body,
            TIME_LINE,
            lambda offset, limit: self.line.window(offset, limit),
            voided=lambda row: row[-1] == VOIDED,
            on_open=self._open,
        )
        self.ledger.pack(fill="both", expand=True)
        self.nothing = Nothing(body)
        self.deeds |= {
            "<F2>": self.weigh,
            "<Control-e>": self.edit,
            "<Control-h>": self.see_past,
            "<Escape>": self.context.back,
        }
        self.reload()

    # Building -----------------------------------------------------------------------------------

    def _show_head(self) -> None:
        """The deeds first: where room is short, the long name gives way."""
        px, head, member = self.look.px, self.head, self.member
        controls.clear(head)
        compact = self.context.compact
        deeds = controls.area(head)
        deeds.pack(side="right", anchor="n")
        for words, deed, icon, key, kind in (
            (_("Registrar entrega"), self.weigh, "plus-lg", _("F2"), "primary"),
            (_("Cobrar"), self._going("receive"), "box-arrow-in-down", "", "secondary"),
            (
                _("Estado") if compact else _("Estado de cuenta"),
                self.see_statement,
                "file-earmark-pdf",
                "",
                "secondary",
            ),
        ):
            controls.Button(deeds, words, deed, kind=kind, icon=icon, key=key).pack(
                side="right", padx=(px(2), 0)
            )
        left = controls.area(head)
        left.pack(side="left", fill="x", expand=True)
        name = controls.text(left, str(member), "lead" if compact else "title", justify="left")
        name.pack(fill="x")
        controls.wrap(name)
        row = controls.area(left)
        row.pack(fill="x", pady=(px(1), 0))
        may_vote = not self.account.objections
        standing = (_("Hábil"), "good") if may_vote else (_("No hábil"), "warn")
        states = [] if member.departed else [standing]
        if not (compact and states):  # who may vote or not is active
            states = [*detail.states(MEMBERS, member), *states]
        for words, tone in states:
            mark = controls.pill(row, words, tone, controls.STATE_ICONS[tone])
            mark.pack(side="left", padx=(0, px(3)))
        controls.text(row, str(member.code), "strong").pack(side="left")
        self.dni = StringVar(self, "")
        controls.text(row, self.dni, "body").pack(side="left", padx=(px(3), 0))
        self.show_dni = controls.Button(row, "", self.turn_dni, kind="quiet")
        self.show_dni.pack(side="left")
        self._say_dni()
        if member.community:
            controls.text(row, str(member.community), "body", "soft").pack(side="left", padx=px(2))
        self._say_standing()

    def _say_standing(self) -> None:
        """Why she may not vote, in a line of its own."""
        account = self.account
        if not account.objections or self.member.departed:
            self.standing.pack_forget()
            return
        say = _("No vota al {day}: {why}.")
        why = _(" y ").join(account.objections)
        self.standing.configure(text=say.format(day=f"{account.day:%d/%m/%Y}", why=why))
        self.standing.pack(fill="x", pady=(self.look.px(1), 0), after=self.head)

    def turn_dni(self) -> None:
        """Show the whole number, or hide it again: others may look at the screen."""
        self.dni_shown = not self.dni_shown
        self._say_dni()

    def _say_dni(self) -> None:
        hidden = self.member.lost_dni or not self.dni_shown
        dni = self.member.masked_dni if hidden else self.member.dni
        self.dni.set(_("DNI {dni}").format(dni=dni))
        self.show_dni.say(_("Ocultar") if self.dni_shown else _("Mostrar"))

    def _show_account(self) -> None:
        since, until = self._season()
        self.account = account_at(self.member, day_of(self.context))
        found = brought(self.member, since, until)
        self.figures.show(self.account, found, f"{since.year}-{since.year + 1}")

    def _line_head(self) -> ttk.Frame:
        row = controls.area(self)
        self.when = controls.text(row, "", "strong")
        self.more = controls.area(row)
        self.more.pack(side="right")
        self.when.pack(side="left")
        self.widen_button = controls.Button(row, "", self.widen, kind="quiet")
        self.widen_button.pack(side="left", padx=self.look.px(2))
        return row

    def _show_more(self) -> None:
        """What is done less often, at the right of the line; who left is lent and charged nothing."""
        controls.clear(self.more)
        compact, left = self.context.compact, self.member.departed is not None
        deeds: list[tuple[str, Callable[[], object]]] = [
            (_("Historial"), self.see_past),
            (_("Sus datos"), self.see_file),
            (_("Editar") if compact else _("Editar ficha"), self.edit),
        ]
        if not left:
            deeds += [
                (_("Cargar"), self._going("charge_run")),
                (_("Insumos") if compact else _("Dar insumos"), self._going("spend", inputs=True)),
                (_("Prestar"), self._going("spend")),
            ]
        for words, deed in deeds:
            controls.Button(self.more, words, deed, kind="quiet").pack(side="right")
        self.to_excel.short_button(self.more, kind="quiet").pack(side="right")
        if left and not self.member.lost_dni:
            forget = _("Retirar sus datos…")
            controls.Button(self.more, forget, self.forget, kind="danger_quiet").pack(side="right")
        for made in reversed(self.more.winfo_children()):
            made.lift()  # Tab goes from the left, though they are packed from the right

    # Asking -------------------------------------------------------------------------------------

    def _season(self) -> tuple[date, date]:
        """The crop year until the end of the month on display."""
        until = self.context.month.last
        return season_start(until), until

    def _asked(self) -> Asked:
        since, until = (None, None) if self.whole_time else self._season()
        who = str(self.member)
        return of_ledger(
            self.ledger,
            self.context,
            _("Cuenta de socio"),
            who,
            since=since,
            until=until,
            people=1,
        )

    def _time_line(self) -> TimeLine:
        if self.whole_time:
            return TimeLine(self.member)
        return TimeLine(self.member, *self._season())

    def reload(self) -> None:
        stored = Member.get_or_none(Member.id == self.member.get_id())
        if stored is None:
            return  # taken away altogether, and this page goes next
        self.member = stored
        self._show_account()
        self._show_head()
        self._show_more()
        self._show_line()

    def _show_line(self) -> None:
        since, _until = self._season()
        self.line = self._time_line()
        place = self.ledger.selected
        self.ledger.refill(place)
        count = self.line.count()
        words = ngettext("{n} línea", "{n} líneas", count).format(n=number(count))
        self.ledger.complete(count, {"": words})
        if self.whole_time:
            self.when.configure(text=_("Todo lo que hubo con esta persona"))
            self.widen_button.say(_("Ver solo esta campaña"))
        else:
            say = "{since}-{next}" if self.context.compact else _("Campaña {since}-{next}")
            self.when.configure(text=say.format(since=since.year, next=since.year + 1))
            self.widen_button.say(_("Ver todo"))
        self._show_nothing(empty=not count)

    def _show_nothing(self, *, empty: bool) -> None:
        if not empty:
            self.nothing.place_forget()
            return
        ways = [(_("Registrar entrega"), self.weigh, _("F2"), "plus-lg")]
        lead = _("Todavía no hay nada con esta persona.")
        if not self.whole_time:
            ways.insert(0, (_("Ver todo"), self.widen, "", ""))
            lead = _("No hay nada con esta persona en la campaña.")
        self.nothing.say(
            "person",
            lead,
            _("Sus entregas, recibos y cosechas aparecerán aquí."),
            ways,
        )
        self.nothing.place(x=0, y=0, relwidth=1, relheight=1)
        self.nothing.lift()

    def widen(self) -> None:
        """All there ever was, or the crop year alone."""
        self.whole_time = not self.whole_time
        self._show_line()
        self.ledger.canvas.focus_set()

    # Deeds ----------------------------------------------------------------------------------------

    def weigh(self) -> None:
        self.context.go("weigh_in", member=self.member)

    def _going(self, place: str, **what: Any) -> Callable[[], object]:
        return lambda: self.context.go(place, member=self.member, **what)

    def see_statement(self) -> None:
        open_statement(self.context, self.account, self._season()[0])

    def see_file(self) -> None:
        """All that the book holds of this person, to be handed to them."""
        open_member_file(self.context, self.member)

    def forget(self) -> None:
        if forget_member(self, self.context, self.member):
            self.context.back()

    def edit(self) -> None:
        self.context.go("form", kind=MEMBERS, record=self.member)

    def see_past(self) -> None:
        show_past(self, str(self.member), history.of(MEMBERS, self.member))

    def _open(self, row: Row) -> None:
        """The paper of a line; a harvest opens its form, a charge and a work day their page."""
        record: Any = record_of(row[0])
        if isinstance(record, Harvest):
            self.context.go("form", kind=HARVESTS, record=record)
        elif isinstance(record, Charge):
            self.context.go("charge_page", charge=record)
        elif isinstance(record, Workday):
            self.context.go("attendance", workday=record)
        else:
            self.context.go("preview", documents=[record.document])

    # Coming and going -----------------------------------------------------------------------------

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month = self.context.month
            self.stale = True
        self.look_again()
        if not self.ledger.held:
            self._show_line()  # only now there is room to know how many rows fit
        self.ledger.canvas.focus_set()


class Members(Register):
    """The list of members; Enter leads to all that happened with one."""

    kind = MEMBERS
    subtitle = N_("Quiénes son la asociación")
    search_hint = N_("Nombre, código o DNI")

    def open(self, record: Record) -> None:
        self.context.go("member_page", member=record)
