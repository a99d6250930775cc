"""Sheets filled by hand at the scale: their columns, and how a whole one is taken in at once.

The columns are the same, and in the same order, on the blank sheet and where it is typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.cash.cash_book import Payment
from models.changes import Refused, transaction
from models.documents import Document, Paper
from models.fields import SolesField, folded, show
from models.language import N_, _, ngettext
from models.money import CASH
from models.months import check_open
from models.numbers import show_number
from models.parameters import parameter
from models.people.members import Member, active_on
from models.places import Community
from models.produce.deliveries import Delivery, Handover, advances_on, deliver
from models.produce.products import Grade, Product
from models.produce.weigh_in import grades_of, likely, promises
from models.produce.weighing import Weight, weigh
from models.record import Doubtful, RulesBroken, new_uid

ZERO = Decimal(0)
CODE, MEMBER, GRADE, SACKS, GROSS = "code", "member", "grade", "sacks", "gross"
TARE, IMPURITY, MOISTURE, ADVANCE = "tare", "impurity", "moisture", "advance"
TITLES = {
    CODE: N_("Código"),
    MEMBER: N_("Socio"),
    GRADE: N_("Calidad"),
    SACKS: N_("Sacos"),
    GROSS: N_("Peso bruto"),
    TARE: N_("Tara"),
    IMPURITY: N_("Impureza %"),
    MOISTURE: N_("Humedad %"),
    ADVANCE: N_("Adelanto S/"),
}
_MONEY = SolesField()


# What a sheet is made of ------------------------------------------------------------------------


def columns_of(product: Product) -> list[str]:
    """What is written of each member: only what can be measured of this product."""
    graded = [GRADE] if len(grades_of(product)) > 1 else []
    weighed = product.unit == "kg"
    sacks, tare = ([SACKS], [TARE]) if weighed else ([], [])
    damp = [MOISTURE] if product.moisture_base is not None else []
    dirty = [IMPURITY] if weighed else []
    return [CODE, MEMBER, *graded, *sacks, GROSS, *tare, *dirty, *damp, ADVANCE]


def title_of(column: str, product: Product) -> str:
    """The heading of a column, to be translated: of pieces or litres it is a quantity."""
    if column == GROSS and product.unit != "kg":
        return N_("Cantidad")
    return TITLES[column]


def grade_marks(product: Product) -> list[tuple[str, Grade]]:
    """What is written for each quality, «1», «2», …, and typed again."""
    return [(str(place), one) for place, one in enumerate(grades_of(product), start=1)]


def grade_named(product: Product, words: str) -> Grade:
    """The quality meant by its mark or by how its name begins; ValueError, with a sentence, if none."""
    marks = grade_marks(product)
    wanted = folded(words)
    exact = [grade for mark, grade in marks if wanted in (mark, folded(grade.name))]
    found = exact or [g for _m, g in marks if wanted and folded(g.name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{mark} {grade}" for mark, grade in marks)
    raise ValueError(_("Escriba la calidad: {known}.").format(known=known))


def on_the_sheet(
    association: Association, day: date, community: Community | None = None
) -> list[Member]:
    """Who is printed on a blank sheet: the members of that day, of all or one community; by alphabet."""
    query = Member.select().where(Member.association == association, active_on(day))
    if community is not None:
        query = query.where(Member.community == community)
    return list(query.order_by(Member.found_by))


def communities_of(association: Association, day: date) -> list[Community]:
    """Where its members of that day live, by alphabet."""
    query = Community.select().join(Member)
    query = query.where(Member.association == association, active_on(day))
    return list(query.distinct().order_by(Community.found_by))


@dataclass(frozen=True)
class SheetLine:
    """One line as it was written: `uid` is its token, so that storing it twice makes one delivery."""

    member: Member
    grade: Grade
    weight: Weight
    advance: Decimal = ZERO  # S/, paid in cash
    uid: str = field(default_factory=new_uid)


@dataclass(frozen=True)
class Totals:
    """What a sheet says at its foot, or what its lines come to. None was not written."""

    lines: int | None = None
    gross: Decimal | None = None  # in the unit of the product
    sacks: int | None = None
    advances: Decimal | None = None  # S/


def totals_of(lines: Sequence[SheetLine]) -> Totals:
    return Totals(
        lines=len(lines),
        gross=sum((one.weight.gross for one in lines), ZERO),
        sacks=sum(one.weight.sacks for one in lines),
        advances=sum((one.advance for one in lines), ZERO),
    )


def checked(line: SheetLine, day: date) -> SheetLine:
    """The line, if it can have been weighed on that day; RulesBroken or Refused where it cannot."""
    weigh(line.grade, line.weight, parameter(line.member.association, "cash_step", day))
    return line


# Whether it squares -----------------------------------------------------------------------------


def differences(control: Totals, typed: Totals, product: Product) -> dict[str, str]:
    """Each total that does not square, and by how much; empty when the sheet squares."""
    said = {
        name: _difference(name, missing, control, typed, product)
        for name, missing in missing_of(control, typed).items()
        if missing
    }
    if control.lines is None:
        said["lines"] = _("Escriba cuántas líneas llenas tiene la hoja.")
    if control.gross is None:
        said["gross"] = _("Escriba el total que dice la hoja.")
    return said


def missing_of(control: Totals, typed: Totals) -> dict[str, Decimal]:
    """What is still to come until each total squares; below zero, what is too much.

    Sacks that were not added up on the sheet are not compared; advances that were not, are none.
    """
    said = {"lines": control.lines, "gross": control.gross, "sacks": control.sacks}
    said["advances"] = control.advances or ZERO
    return {
        name: Decimal(value) - Decimal(getattr(typed, name) or 0)
        for name, value in said.items()
        if value is not None
    }


def _difference(
    name: str, missing: Decimal, control: Totals, typed: Totals, product: Product
) -> str:
    def words(amount: Decimal) -> str:
        if name == "gross":
            return product.said(amount)
        if name == "advances":
            return _("S/ {amount}").format(amount=show(_MONEY, amount))
        count = int(amount)
        noun = (
            ngettext("{n} línea", "{n} líneas", count)
            if name == "lines"
            else ngettext("{n} saco", "{n} sacos", count)
        )
        return noun.format(n=show_number(amount, 0, 0))

    say = _("{what} de menos: la hoja dice {said} y van {typed}.")
    if missing < 0:
        say = _("{what} de más: la hoja dice {said} y van {typed}.")
    told = say.format(
        what=words(abs(missing)),
        said=words(Decimal(getattr(control, name) or 0)),
        typed=words(Decimal(getattr(typed, name) or 0)),
    )
    return _("Adelantos: {told}").format(told=told) if name == "advances" else told


# What it became ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class MadeOf:
    """What a line became: its note as it stands now, and the receipts of its advance."""

    delivery: Delivery
    note: Document
    receipts: Sequence[tuple[str, Decimal]]  # number and amount, S/

    @property
    def paid(self) -> Decimal:
        return sum((amount for _number, amount in self.receipts), ZERO)


def made_of(deliveries: Sequence[Delivery]) -> list[MadeOf]:
    """The papers of these deliveries, in their order, as they stand now."""
    keys = [one.document_id for one in deliveries]
    notes = {one.id: one for one in Document.select().where(Document.id.in_(keys))}
    paid = advances_on(keys)
    return [MadeOf(one, notes[one.document_id], paid[one.document_id]) for one in deliveries]


# Taking it in -----------------------------------------------------------------------------------


@transaction()
def take_in(
    association: Association,
    day: date,
    lines: Sequence[SheetLine],
    control: Totals,
    *,
    sure: bool = False,
) -> list[Delivery]:
    """Take in a whole sheet or nothing of it: each line its note EN and its advance's receipt RE.

    Numbers follow in the order written. Refused until it squares with `control`; what is wrong or
    odd with a line is said under its place («3»), of all lines at once.
    """
    if not lines:
        raise RulesBroken({"lines": _("Escriba al menos una línea.")})
    check_open(association, day)
    if said := differences(control, totals_of(lines), lines[0].grade.product):
        raise RulesBroken(said)
    problems, doubts, made = dict[str, str](), dict[str, str](), list[Delivery]()
    for place, line in enumerate(lines, start=1):
        try:
            made.append(_take_in_line(line, day, sure=sure, doubts=doubts, place=place))
        except RulesBroken as broken:
            problems[str(place)] = _at(place, line, broken.problems.values())
        except Refused as refused:
            raise Refused(_at(place, line, [str(refused)])) from refused
    if problems:
        raise RulesBroken(problems)
    if doubts:
        raise Doubtful(doubts)
    return made


def _take_in_line(
    line: SheetLine, day: date, *, sure: bool, doubts: dict[str, str], place: int
) -> Delivery:
    """Take in one line. What is odd about it goes to `doubts`, and it is taken in all the same:
    what comes after it is judged as if it were true."""
    chosen = likely(promises(line.member, line.grade.product, day))
    handover = Handover(
        line.member,
        line.grade,
        line.weight,
        chosen.harvest if chosen else None,
        Payment(line.advance, CASH) if line.advance else None,
    )
    paper = Paper(day, line.uid)
    try:
        return deliver(handover, paper, sure=sure)
    except Doubtful as doubt:
        odd: Mapping[str, str] = doubt.doubts
        doubts |= {"day": odd["day"]} if "day" in odd else {}
        if own := [say for name, say in odd.items() if name != "day"]:
            doubts[str(place)] = _at(place, line, own)
        return deliver(handover, paper, sure=True)


def _at(place: int, line: SheetLine, said: Iterable[str]) -> str:
    """«Línea 3, Quispe Mamani, María: Falta el peso.»"""
    say = _("Línea {n}, {name}: {words}")
    return say.format(n=place, name=line.member, words="  ".join(said))
