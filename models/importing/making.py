"""From a row that was read to what it stores, by the rules of its deed. Nothing is stored here.

Each maker raises what the deed would: RulesBroken, Refused, or Doubtful where the person is not
sure. The names in their problems are those of the columns of the kind.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models.cash.cash_book import (
    Party,
    Payment,
    check_payment,
    donation_of,
    expense_of,
    income_of,
)
from models.cash.categories import DONATIONS, EXPENSE, INCOME
from models.documents import Paper, Slip, check_slip
from models.fields import folded
from models.importing.entries import Entry
from models.importing.mapping import plain
from models.importing.plan import Collected, Made, Plan, SoldLines, day_of, money_of
from models.importing.register import Known
from models.language import _
from models.money import BANK, CASH
from models.people.members import Member
from models.produce.deliver_many import Handed
from models.produce.deliveries import Handover, judged
from models.produce.harvests import DESTINATIONS, Harvest
from models.produce.lots import Lot, lot_like
from models.produce.plots import Plot
from models.produce.selling import Bargain, Item, check_bargain
from models.produce.weighing import Weight
from models.record import Doubtful, Record, RulesBroken

ZERO = Decimal(0)
Maker = Callable[[Known, Plan, Entry, bool], Made]


@dataclass
class _Row:
    """The cells of a row that name something, looked up; all that is not found is said at once."""

    known: Known
    entry: Entry
    problems: dict[str, str] = field(default_factory=dict)

    def named(self, name: str, find: Callable[[str], Any]) -> Any:
        text = self.entry.get(name)
        if text is None:
            return None
        try:
            return find(text)
        except (ValueError, LookupError) as unknown:
            self.problems[name] = str(unknown)
            return None

    def grade(self) -> Any:
        product, grade = self.entry.get("product"), self.entry.get("grade") or ""
        try:
            return self.known.grade(product, grade)
        except LookupError as unknown:
            self.problems["grade"] = str(unknown)
        except ValueError as unknown:
            self.problems["product"] = str(unknown)
        return None

    def check(self) -> None:
        if self.problems:
            raise RulesBroken(self.problems)


def _filled(record: Record, entry: Entry, *but: str) -> None:
    """Take the values of the row; what is empty stays what it usually is."""
    fields = record._meta.fields
    for name, value in entry.values.items():
        if value is not None and name not in but and name in fields:
            setattr(record, name, value)
    record.uid = entry.uid


def _member(known: Known, plan: Plan, entry: Entry, sure: bool) -> Made:
    row = _Row(known, entry)
    community = row.named("community", known.communities.find)
    row.check()
    member = Member(association=known.association)
    _filled(member, entry, "community", "uid")
    member.community = community
    member.judge(sure=sure)
    say = _("Se parece a {name}, que ya está ({code}). ¿Es otra persona?")
    return Made(member, (words_of(str(member.name)),), "name", say)


def words_of(name: str) -> str:
    """The words of a name, in whichever order and with whichever signs they were written."""
    return " ".join(sorted(plain(name).split()))


def _plot(known: Known, plan: Plan, entry: Entry, sure: bool) -> Made:
    row = _Row(known, entry)
    member = row.named("member", known.members.find)
    row.check()
    plot = Plot(association=known.association, member=member)
    _filled(plot, entry, "member", "uid")
    plot.judge(sure=sure)
    return Made(plot)


def _harvest(known: Known, plan: Plan, entry: Entry, sure: bool) -> Made:
    row = _Row(known, entry)
    member = row.named("member", known.members.find)
    product = row.named("product", known.products.find)
    plot = row.named("plot", known.plots.find)
    row.check()
    harvest = Harvest(association=known.association, member=member, product=product, plot=plot)
    _filled(harvest, entry, "member", "product", "plot", "uid")
    if not any(entry.get(name) for name in DESTINATIONS):
        harvest.undecided = harvest.total
    harvest.judge(sure=sure)
    same = (member.id, product.id, harvest.day, harvest.total)
    say = _("Ya hay una cosecha igual: {name}, {day}, {quantity}. ¿Es otra?").format(
        name=member, day=day_of(harvest.day), quantity=product.said(harvest.total)
    )
    return Made(harvest, same, "total", say)


def _delivery(known: Known, plan: Plan, entry: Entry, sure: bool) -> Made:
    row = _Row(known, entry)
    member, grade = row.named("member", known.members.find), row.grade()
    slip = _slip(row, "EN")
    row.check()
    advance = entry.get("advance")
    weight = Weight(
        entry.values["gross"],
        entry.get("unit") or str(grade.product.unit),
        entry.get("tare") or ZERO,
        entry.get("sacks") or 0,
        entry.get("impurity"),
        entry.get("moisture"),
    )
    paid = _payment(entry, advance) if advance else None
    if paid is not None:
        check_payment(paid)
    handover = Handover(member, grade, weight, None, paid)
    paper = _paper(known, plan, entry, "EN", slip)
    weighed, noted = judged(handover, paper.day, sure=sure)
    say = _("Ya hay una entrega igual: {name}, {day}, {quantity}. ¿Es otra?").format(
        name=member, day=day_of(paper.day), quantity=grade.product.said(weighed.gross)
    )
    same = (member.id, paper.day, grade.product_id, weighed.gross)
    return Made(Handed(handover, paper, weighed, noted), same, "gross", say)


def _sale(known: Known, plan: Plan, entry: Entry, sure: bool) -> Made:
    row = _Row(known, entry)
    likely = known.likely_buyer(entry.values["buyer"])
    grade, buyer = row.grade(), row.named("buyer", known.buyer)
    row.check()
    item = Item(grade, entry.values["quantity"], entry.values["price"])
    day, due = entry.values["day"], entry.get("due")
    terms = entry.get("terms") or ("credit" if due and due > day else "cash")
    credit = None
    if terms == "credit":
        if due is None:
            raise RulesBroken({"due": _("Al crédito, diga hasta cuándo se paga.")})
        credit = (due - day).days
    elif due is not None and due != day:
        raise RulesBroken({"due": _("Al contado no hay vencimiento: quítelo, o escriba Crédito.")})
    if likely and not sure:
        raise Doubtful({"buyer": _("Es un cliente nuevo. {guess}").format(guess=likely)})
    lot = _lot(known, entry, sure=sure)
    bargain = Bargain(buyer, lot, [item], credit, entry.get("voucher") or "")
    before = plan.sales_by_ref.get(folded(entry.values["ref"]))
    if isinstance(before, SoldLines):
        _check_same_sale(before, bargain, day)
    check_bargain(bargain, day)
    paper = before.paper if isinstance(before, SoldLines) else Paper(day, entry.uid)
    same = (folded(str(buyer.name)), day, folded(str(lot.name)), grade.id, item.quantity)
    say = _("Ya hay una venta igual: {name}, {day}, {quantity}. ¿Es otra?").format(
        name=buyer.name, day=day_of(day), quantity=grade.product.said(item.quantity)
    )
    return Made(SoldLines(entry, bargain, paper, [item], [entry]), same, "quantity", say)


def _lot(known: Known, entry: Entry, *, sure: bool) -> Lot:
    """The lot the row names; of a new name it is asked whether it is a slip of another."""
    lot = known.lot(entry.values["lot"])
    if not sure and known.is_new(lot):
        like = lot_like(known.association, str(lot.name))
        if like is not None:
            raise Doubtful({"lot": _("¿Quiso decir «{lot}»?").format(lot=like)})
    return lot


def _check_same_sale(before: SoldLines, bargain: Bargain, day: Any) -> None:
    """The rows of one sale say the same of it."""
    say = _("La venta N° {ref} dice otra cosa en la fila {row}.").format(
        ref=before.entry.values["ref"], row=before.entry.at.row
    )
    other = before.bargain
    differ = {
        "day": day != before.paper.day,
        "buyer": bargain.buyer is not other.buyer,
        "lot": bargain.lot is not other.lot,
        "due": bargain.credit_days != other.credit_days,
        "voucher": bargain.voucher not in ("", other.voucher),
    }
    if wrong := {name: say for name, differs in differ.items() if differs}:
        raise RulesBroken(wrong)


def _collection(known: Known, plan: Plan, entry: Entry, sure: bool) -> Made:
    row = _Row(known, entry)
    sale = row.named("ref", lambda text: _sale_named(known, plan, text))
    slip = _slip(row, "RI")
    row.check()
    payment = _payment(entry, entry.values["amount"])
    paper = _paper(known, plan, entry, "RI", slip)
    which = sale if isinstance(sale, int) else folded(entry.values["ref"])
    say = _("Ya hay un cobro igual de esa venta: {day}, {amount}. ¿Es otro?").format(
        day=day_of(paper.day), amount=money_of(payment.amount)
    )
    same = (which, paper.day, payment.amount)
    return Made(Collected(entry, sale, payment, paper), same, "amount", say)


def _sale_named(known: Known, plan: Plan, text: str) -> Any:
    """A sale of this file by its number there, or one of the book by its own."""
    if (found := plan.sales_by_ref.get(folded(text))) is not None:
        return found
    if (key := known.sales.get(folded(text))) is not None:
        return key
    raise LookupError(_("No hay venta N° {text} en el archivo ni en el libro.").format(text=text))


def _receipt(known: Known, plan: Plan, entry: Entry, sure: bool) -> Made:
    income, expense = entry.get("income"), entry.get("expense")
    if bool(income) == bool(expense):
        say = _("Llene Ingreso o Egreso: uno de los dos.")
        raise RulesBroken({"expense" if income else "income": say})
    direction, kind = (INCOME, "RI") if income else (EXPENSE, "RE")
    row = _Row(known, entry)
    heading = row.named("category", known.categories[direction].find)
    fund, slip = row.named("fund", known.funds.find), _slip(row, kind)
    row.check()
    payment, who = _payment(entry, income or expense), _party(known, entry.values["party"])
    paper = _paper(known, plan, entry, kind, slip)
    concept = entry.values["concept"]
    if direction == INCOME and entry.get("lot"):
        raise RulesBroken({"lot": _("Solo un egreso puede ser gasto de un lote.")})
    lot = _lot(known, entry, sure=sure) if entry.get("lot") else None
    if direction == EXPENSE:
        given = expense_of(heading, who, concept, payment, paper, lot=lot, fund=fund, sure=sure)
    elif folded(str(heading.name)) == folded(DONATIONS):
        given = donation_of(heading, who, concept, payment, paper, fund=fund, sure=sure)
    elif fund is not None:
        raise RulesBroken({"fund": _("A un fondo solo entran donaciones.")})
    else:
        given = income_of(heading, who, concept, payment, paper, sure=sure)
    same = (kind, paper.day, folded(who.name), payment.amount, folded(concept))
    say = _("Ya hay un recibo igual: {name}, {day}, {amount}. ¿Es otro?").format(
        name=who.name, day=day_of(paper.day), amount=money_of(payment.amount)
    )
    return Made(given, same, "expense" if direction == EXPENSE else "income", say)


def _party(known: Known, text: str) -> Party:
    """A member or a buyer, where the words name one; else just a name."""
    for names in (known.members, known.buyers):
        if len(found := names.all_of(text)) == 1:
            return Party.of(found[0])
    return Party(text)


def _payment(entry: Entry, amount: Decimal) -> Payment:
    method = entry.get("method") or ""
    usual = BANK if method and method != "cash" else CASH
    account = entry.get("account") or usual
    return Payment(amount, account, entry.get("operation") or "", method)


def _slip(row: _Row, kind: str) -> Slip | None:
    """The leaf of a paper talonario, where the row says one."""
    leaf, named = row.entry.get("slip"), row.entry.get("booklet")
    if leaf is None:
        return None
    if named:
        booklet = row.named("booklet", row.known.booklets.find)
        return Slip(booklet, leaf) if booklet is not None else None
    own = [one for one in row.known.every_booklet if one.kind == kind]
    if len(own) == 1:
        return Slip(own[0], leaf)
    row.problems["booklet"] = (
        _("Diga de qué talonario es la hoja {leaf}.").format(leaf=leaf)
        if own
        else _("No hay talonario registrado para la hoja {leaf}. Regístrelo en Talonarios.").format(
            leaf=leaf
        )
    )
    return None


def _paper(known: Known, plan: Plan, entry: Entry, kind: str, slip: Slip | None) -> Paper:
    """The paper of the row on its day, which lies in an open month; its number comes when stored."""
    known.check_open(entry.values["day"])
    if slip is not None:
        check_slip(slip, known.association, kind, None)
    return Paper(entry.values["day"], entry.uid, slip=slip)


MAKERS: dict[str, Maker] = {
    "members": _member,
    "plots": _plot,
    "harvests": _harvest,
    "deliveries": _delivery,
    "sales": _sale,
    "collections": _collection,
    "receipts": _receipt,
}
