"""The sums that must agree before a month is closed; each that does not is a fault.

What the papers of the month say is added up on one side, what they posted on the other. Only the
month that is closed is read: what came before stands in its opening.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models import money, stock
from models.associations import Association
from models.changes import database
from models.fields import QuantityField, SolesField, show
from models.language import _
from models.money import MoneyEntry
from models.months import Month
from models.produce.products import Grade, Product
from models.stock import StockEntry, described


@dataclass(frozen=True)
class Mismatch:
    """A sum that does not come out: in words, and the number of the paper behind it, if one is."""

    sentence: str
    number: str = ""


def mismatches(association: Association, month: Month) -> Iterator[Mismatch]:
    """Everything of the open month that does not add up."""
    yield from _kilos(association, month)
    yield from _purses(association, month)
    yield from _papers(association, month)
    yield from _settled(association, month)
    yield from _runs(association, month)
    yield from _left_in_lots(association, month)
    yield from _numbers(association, month)


def _asked(sql: str, association: Association, month: Month) -> list[tuple[Any, ...]]:
    values = {"association": association.id, "first": str(month.first), "last": str(month.last)}
    return list(database.execute_sql(sql, values).fetchall())


def _soles(stored: int) -> str:
    return show(MoneyEntry.amount, SolesField().python_value(stored))


# Kilos ----------------------------------------------------------------------------------------

# The papers of the month, found by their day; valid ones only.
_OF_MONTH = """
    document d WHERE d.association_id = :association AND d.day BETWEEN :first AND :last
    AND d.state = 'valid'
"""
_KILOS = f"""
    WITH paper AS MATERIALIZED (SELECT d.id, d.kind FROM {_OF_MONTH}), said AS (
        SELECT v.grade_id, v.payable AS quantity
        FROM paper CROSS JOIN delivery v ON v.document_id = paper.id
        UNION ALL SELECT l.grade_id, -l.quantity
        FROM paper CROSS JOIN sale_line l ON l.sale_id = paper.id
        UNION ALL SELECT w.grade_id, -w.quantity
        FROM paper CROSS JOIN write_off w ON w.document_id = paper.id
        UNION ALL SELECT s.grade_id, s.quantity
        FROM paper CROSS JOIN stock_entry s ON s.document_id = paper.id WHERE paper.kind = 'EX'
    )
    SELECT grade_id, sum(iif(quantity > 0, quantity, 0)), sum(iif(quantity < 0, -quantity, 0))
    FROM said GROUP BY grade_id
"""


def _kilos(association: Association, month: Month) -> Iterator[Mismatch]:
    """Had + delivered = in store + sold + lost, of each product and grade."""
    quantity = QuantityField().python_value
    said = {
        grade: (quantity(came), quantity(went))
        for grade, came, went in _asked(_KILOS, association, month)
    }
    begun = stock.held_before(association, month.first)
    left = stock.held_before(association, month.next.first)
    zero = Decimal(0)
    wrong = {}
    for grade in said.keys() | begun.keys() | left.keys():
        came, went = said.get(grade, (zero, zero))
        expected = begun.get(grade, zero) + came - went
        if expected != left.get(grade, zero):
            wrong[grade] = (expected, left.get(grade, zero))
    grades = Grade.select(Grade, Product).join(Product).where(Grade.id.in_(list(wrong)))
    say = _("De {what} debería haber {expected} {unit} y el kardex dice {held} {unit}.")
    for grade in grades.order_by(Product.id, Grade.place):
        expected, held = wrong[grade.id]
        yield Mismatch(
            say.format(
                what=described(grade),
                expected=show(StockEntry.quantity, expected),
                held=show(StockEntry.quantity, held),
                unit=grade.product.text("unit"),
            )
        )


# Money ----------------------------------------------------------------------------------------

_PURSES = f"""
    WITH paper AS MATERIALIZED (SELECT d.id, d.kind FROM {_OF_MONTH}), said AS (
        SELECT r.account, iif(paper.kind = 'RI', r.amount, -r.amount) AS amount
        FROM paper CROSS JOIN receipt r ON r.document_id = paper.id
        UNION ALL SELECT t.target, t.amount
        FROM paper CROSS JOIN transfer t ON t.document_id = paper.id
        UNION ALL SELECT t.source, -t.amount
        FROM paper CROSS JOIN transfer t ON t.document_id = paper.id
        UNION ALL SELECT e.account, e.amount
        FROM paper CROSS JOIN money_entry e ON e.document_id = paper.id WHERE paper.kind = 'EX'
    )
    SELECT account, sum(amount) FROM said WHERE account IN ('cash', 'bank') GROUP BY account
"""


def _purses(association: Association, month: Month) -> Iterator[Mismatch]:
    """Opening + in − out = closing, of cash and of bank."""
    moved = dict(_asked(_PURSES, association, month))
    say = _("{book} debería terminar con S/ {expected} y termina con S/ {held}.")
    for purse, book in ((money.CASH, _("Caja")), (money.BANK, _("Banco"))):
        start = money.balance_before(association, purse, month.first)
        expected = start + SolesField().python_value(moved.get(purse, 0))
        held = money.balance(association, purse, month.last)
        if expected != held:
            yield Mismatch(
                say.format(
                    book=book,
                    expected=show(MoneyEntry.amount, expected),
                    held=show(MoneyEntry.amount, held),
                )
            )


def _papers(association: Association, month: Month) -> Iterator[Mismatch]:
    """The entries of each paper add up to zero; a void one moves nothing any more."""
    unbalanced = """
        SELECT d.number, sum(e.amount) FROM document d CROSS JOIN money_entry e
        ON e.document_id = d.id
        WHERE d.association_id = :association AND d.day BETWEEN :first AND :last
        GROUP BY d.id HAVING sum(e.amount) <> 0
    """
    say = _("Los asientos de {number} no suman cero: sobran S/ {amount}.")
    for number, amount in _asked(unbalanced, association, month):
        yield Mismatch(say.format(number=number, amount=_soles(amount)), number)
    moving = """
        SELECT DISTINCT d.number FROM document d CROSS JOIN money_entry e ON e.document_id = d.id
        WHERE d.association_id = :association AND d.day BETWEEN :first AND :last
        AND d.state = 'voided'
        GROUP BY d.id, e.account, e.party HAVING sum(e.amount) <> 0
    """
    for (number,) in _asked(moving, association, month):
        yield Mismatch(_("{number} está anulado y todavía mueve dinero.").format(number=number))


# What was settled -----------------------------------------------------------------------------

_NETS = f"""
    WITH paper AS MATERIALIZED (SELECT d.id, d.kind, d.about_id FROM {_OF_MONTH})
    SELECT coalesce(sum(amount), 0) FROM (
        SELECT s.net AS amount FROM paper CROSS JOIN settlement s ON s.document_id = paper.id
        UNION ALL SELECT -s.net
        FROM paper CROSS JOIN settlement s ON s.document_id = paper.about_id
        WHERE paper.kind = 'RE'
        UNION ALL SELECT -e.amount
        FROM paper CROSS JOIN money_entry e ON e.document_id = paper.id
        WHERE paper.kind = 'EX' AND e.account = 'payable'
    )
"""


def _settled(association: Association, month: Month) -> Iterator[Mismatch]:
    """Owed before + settled = paid + owed now."""
    ((moved,),) = _asked(_NETS, association, month)
    expected = SolesField().python_value(moved) - money.balance_before(
        association, money.PAYABLE, month.first
    )
    owed = -money.balance(association, money.PAYABLE, month.last)
    if expected != owed:
        say = _("De liquidaciones debería deberse S/ {expected} y se debe S/ {owed}.")
        yield Mismatch(
            say.format(
                expected=show(MoneyEntry.amount, expected), owed=show(MoneyEntry.amount, owed)
            )
        )


def _runs(association: Association, month: Month) -> Iterator[Mismatch]:
    """What a lot gave is what its members got, to the céntimo."""
    sql = """
        SELECT l.name, r.gross - sum(s.gross), r.costs - sum(s.costs), r.service - sum(s.service)
        FROM lot_settlement r JOIN lot l ON l.id = r.lot_id
        JOIN settlement s ON s.run_id = r.id
        WHERE r.association_id = :association AND r.day BETWEEN :first AND :last
        GROUP BY r.id
        HAVING r.gross <> sum(s.gross) OR r.costs <> sum(s.costs) OR r.service <> sum(s.service)
    """
    say = _("Las liquidaciones del lote «{lot}» no suman lo que dio el lote.")
    for lot, *_differences in _asked(sql, association, month):
        yield Mismatch(say.format(lot=lot))


def _left_in_lots(association: Association, month: Month) -> Iterator[Mismatch]:
    """A lot settled in the month holds the later prices that wait, and nothing else."""
    sql = """
        WITH counts AS MATERIALIZED (
            SELECT DISTINCT r.id, r.lot_id, r.is_top_up
            FROM lot_settlement r JOIN settlement s ON s.run_id = r.id
            JOIN document d ON d.id = s.document_id AND d.state = 'valid'
            WHERE r.lot_id IN (SELECT lot_id FROM lot_settlement
                               WHERE association_id = :association
                               AND day BETWEEN :first AND :last)
        ), undone AS (
            SELECT v.original_id FROM reversal v JOIN document d ON d.id = v.document_id
            WHERE d.state = 'valid'
        ), waiting AS (
            SELECT u.lot_id, sum(u.amount) AS amount
            FROM top_up u JOIN document d ON d.id = u.document_id AND d.state = 'valid'
            WHERE u.lot_id IN (SELECT lot_id FROM counts) AND d.id NOT IN undone
            AND d.id NOT IN (SELECT top_up_id FROM shared_top_up
                             WHERE run_id IN (SELECT id FROM counts))
            GROUP BY u.lot_id
        )
        SELECT t.name, coalesce(w.amount, 0) + coalesce(sum(e.amount), 0) AS held
        FROM counts c JOIN lot t ON t.id = c.lot_id
        LEFT JOIN waiting w ON w.lot_id = t.id
        LEFT JOIN money_entry e ON e.account = 'produce' AND e.party = t.id
        WHERE NOT c.is_top_up GROUP BY c.id HAVING held <> 0
    """
    say = _("El lote «{lot}» está liquidado y le sobra o falta dinero: S/ {amount}.")
    for lot, amount in _asked(sql, association, month):
        yield Mismatch(say.format(lot=lot, amount=_soles(amount)))


# Numbers --------------------------------------------------------------------------------------


def _numbers(association: Association, month: Month) -> Iterator[Mismatch]:
    """No number of the year is missing, in the series that were used in the month."""
    sql = """
        SELECT d.kind, min(d.sequence), max(d.sequence), count(*),
            coalesce((SELECT first FROM series_start s WHERE s.association_id = :association
                      AND s.kind = d.kind AND s.year = :year), 1)
        FROM (SELECT DISTINCT kind FROM document INDEXED BY document_association_id_day
              WHERE association_id = :association AND day BETWEEN :first AND :last) used
        CROSS JOIN document d ON d.association_id = :association AND d.kind = used.kind
            AND d.year = :year
        GROUP BY d.kind
    """
    values = {
        "association": association.id,
        "first": str(month.first),
        "last": str(month.last),
        "year": month.year,
    }
    say = _("En la serie {series} faltan números: van del {first} al {last} y hay {count}.")
    for kind, first, last, count, begins in database.execute_sql(sql, values).fetchall():
        if first != begins or last - first + 1 != count:
            series = f"{kind}-{month.year}"
            yield Mismatch(say.format(series=series, first=first, last=last, count=count))
