"""The sheet of a member's account: what was brought, what is owed by kind, and what is owed to them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models import money
from models.exports import PAPERS, Taken
from models.language import N_, _, ngettext
from models.people.member_account import Account
from models.people.member_view import Brought
from models.produce.deliveries import DELIVERIES
from models.record import RecordType
from models.settling.settlements import SETTLEMENTS, unpaid
from ui import theme
from ui.context import Context
from ui.previewing.printout import Unnumbered
from ui.register import Register
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.tiles import Figure
from ui.widgets.words import number

UNSETTLED = N_("Adelanto por liquidar")  # a state of deliveries
MOST_PRODUCTS = 3  # figures of products; the time line has them all


@dataclass(frozen=True)
class Cell:
    """One figure; where it leads, if it does."""

    name: str
    figure: str
    what: str = ""
    deed: Callable[[], object] | None = None


class AccountSheet(ttk.Frame):
    """Two lines of figures; those that can be collected or paid lead to the deed."""

    def __init__(self, parent: Misc, context: Context) -> None:
        self.look, self.context = theme.of(parent), context
        super().__init__(parent, style=self.look.frame("paper", "line"), padding=self.look.px(2))
        self.account: Account | None = None

    def show(self, account: Account, found: Sequence[Brought], season: str) -> None:
        self.account = account
        controls.clear(self)
        brought = [*_brought(found, season), *self._due_to()]
        owed = self._owed() or [Cell(_("Deudas"), _("nada"))]
        if self.context.compact:
            for cells in self._fitting([*brought, *owed]):
                self._line("", cells)
        else:
            self._line(_("Trajo"), brought)
            self._line(_("Debe"), owed)

    def _fitting(self, cells: Sequence[Cell]) -> list[list[Cell]]:
        """As many in a line as there is room for."""
        look, lines, used = self.look, list[list[Cell]](), 0
        room = self.master.winfo_width() - look.px(6)
        for cell in cells:
            wide = max(
                look.width(f"{cell.name}  ›", "small_strong"), look.width(cell.figure, "lead")
            )
            wide += look.px(6)
            if not lines or (used + wide > room > 1):
                lines.append([])
                used = 0
            lines[-1].append(cell)
            used += wide
        return lines

    def _line(self, title: str, cells: Sequence[Cell]) -> None:
        look = self.look
        row = controls.area(self, "paper")
        row.pack(fill="x")
        if title:
            head = controls.text(row, title, "small", "soft", "paper", width=7)
            head.pack(side="left", padx=look.px(2))
        for cell in cells:
            if cell.deed is not None:
                what = "" if self.context.compact else cell.what
                Figure(row, cell.name, cell.figure, cell.deed, what=what).pack(
                    side="left", anchor="n"
                )
            else:
                self._plain(row, cell)

    def _plain(self, row: Misc, one: Cell) -> None:
        compact, px = self.context.compact, self.look.px
        padding = (2.5, 1.2) if compact else (4, 2.2)
        cell = controls.area(row, "paper", padding)
        cell.pack(side="left", anchor="n")
        controls.text(cell, one.name, "small_strong", "soft", "paper").pack(
            anchor="w", padx=px(0.5)
        )
        role = "lead" if compact else "figure"
        controls.text(cell, one.figure, role, "ink", "paper").pack(anchor="w", padx=px(0.5))
        if one.what and not compact:
            controls.text(cell, one.what, "small", "soft", "paper").pack(anchor="w", padx=px(0.5))

    # Cells --------------------------------------------------------------------------------------

    def _due_to(self) -> list[Cell]:
        assert self.account is not None
        unpaid, credit, found = self.account.debts.unpaid, self.account.dues_credit, list[Cell]()
        if unpaid:
            name = _("Neto por pagarle")
            found.append(Cell(name, soles(unpaid), _("de liquidaciones"), self._pay))
        if credit:
            found.append(Cell(_("Cuotas"), soles(credit), _("a favor")))
        return found

    def _owed(self) -> list[Cell]:
        """Only what is owed: a line of zeros says nothing."""
        account = self.account
        assert account is not None
        debts, found = account.debts, list[Cell]()
        if account.dues:
            count = len(account.dues)
            months = ngettext("{n} mes", "{n} meses", count).format(n=number(count))
            found.append(
                Cell(_("Cuotas"), soles(account.dues_owed), months, self._collect(money.DUES))
            )
        if account.charges:
            count = len(account.charges)
            papers = ngettext("{n} cargo", "{n} cargos", count).format(n=number(count))
            amount = soles(account.charges_owed)
            found.append(Cell(_("Multas y aportes"), amount, papers, self._collect(money.CHARGES)))
        if debts.loans:
            said = _loan(account)
            found.append(Cell(_("Préstamos"), soles(debts.loans), said, self._collect(money.LOANS)))
        if debts.inputs:
            amount, said = soles(debts.inputs), _("por pagar")
            found.append(Cell(_("Insumos"), amount, said, self._collect(money.INPUTS)))
        if debts.advances:
            see = self._listing(DELIVERIES, UNSETTLED)
            found.append(Cell(_("Adelantos"), soles(debts.advances), _("por liquidar"), see))
        if debts.carried:
            amount, see = soles(debts.carried), self._listing(SETTLEMENTS)
            found.append(Cell(_("Saldo deudor"), amount, _("de liquidaciones"), see))
        if account.work_days:
            count = len(account.work_days)
            days = ngettext("{n} día", "{n} días", count).format(n=number(count))
            found.append(Cell(_("Faenas"), days, _("por reponer"), self._see_work_day))
        return found

    def _collect(self, account: str) -> Callable[[], object]:
        shown = self.account
        assert shown is not None
        return lambda: self.context.go("receive", member=shown.member, account=account)

    def _listing(self, kind: RecordType, state: str = "") -> Callable[[], object]:
        """To the papers of this member of a kind, of every month."""

        def see() -> None:
            assert self.account is not None
            member, shown = self.account.member, self.context.go(kind.name)
            if isinstance(shown, Register):
                shown.narrow(state, words=f"{member.name} {member.code}", whole_time=True)

        return see

    def _pay(self) -> None:
        """Where the oldest net that waits is paid."""
        assert self.account is not None
        member = self.account.member
        waiting = unpaid(member.association, self.account.day)
        lots = [one.run.lot for one, _net in waiting if one.member_id == member.id]
        self.context.go("settled_lot", lot=lots[0])

    def _see_work_day(self) -> None:
        assert self.account is not None
        self.context.go("attendance", workday=self.account.work_days[0].workday)


def _brought(found: Sequence[Brought], season: str) -> list[Cell]:
    cells = [
        Cell(str(one.product), one.product.said(one.delivered), _promised(one))
        for one in found[:MOST_PRODUCTS]
    ]
    return cells or [Cell(_("Entregado"), _("nada"), _("en la campaña {s}").format(s=season))]


def _promised(one: Brought) -> str:
    """«de 500.0 kg para vender»."""
    if not one.promised:
        return _("entregado, sin cosecha registrada")
    return _("entregado, de {promised} para vender").format(promised=one.product.said(one.promised))


def _loan(account: Account) -> str:
    """«vencido S/ 50.00», or when the next part is due."""
    if account.overdue:
        return _("vencido {amount}").format(amount=soles(account.overdue))
    following = account.next_due
    if following is None or following.due is None:
        return _("por devolver")
    return _("vence el {day}").format(day=f"{following.due:%d/%m/%Y}")


def day_of(context: Context) -> date:
    """The day an account is shown at: today, or the end of the month on display."""
    today, month = date.today(), context.month
    return today if month.first <= today <= month.last else month.last


def open_statement(context: Context, account: Account, since: date) -> None:
    """The statement of a member, as it will be printed."""
    from reports.files import safe_name
    from reports.papers.statement import statement_pdf

    member, until = account.member, account.day
    title = _("Estado de cuenta de {name}").format(name=member)
    name = f"estado-{safe_name(str(member))}-{until:%Y-%m-%d}.pdf"
    make = partial(statement_pdf, member, since, until)
    taken = Taken(member.association, PAPERS, title, 1)
    context.go("preview", printout=Unnumbered(title, "statement", "estados", name, make, taken))
