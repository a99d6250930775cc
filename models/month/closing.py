"""Closing a month: it is frozen by rule and by trigger, its balances open the next one.

What was found before closing is written down with it. A control code over all the month posted
says later whether anything in it was altered. Only the newest closed month is opened again, with a
reason; its closing stays in the register.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from peewee import BlobField, ForeignKeyField, TextField

from models import chain, history
from models.associations import Association
from models.chain import BookCode
from models.changes import Refused, database, note, transaction
from models.fields import MomentField, NoteField, read
from models.language import N_, _
from models.month.preflight import FAULT, WARNING, findings
from models.months import Month, Opening, OpeningBalance, newest_opening
from models.opening import carry_forward
from models.people import dues
from models.record import Column, Doubtful, Record, RecordType, RulesBroken, State
from models.stock import OpeningStock


class Closing(Record):
    """One closing of a month: when, by whom, its control code, and what was warned of then."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    month = TextField(verbose_name=N_("Mes"))  # AAAA-MM
    made = MomentField(verbose_name=N_("Cerrado el"))
    who = TextField(verbose_name=N_("Quién lo cerró"), default="")
    code = TextField(verbose_name=N_("Código de control"))
    warnings = TextField(verbose_name=N_("Se advirtió"), default="")
    reopened = MomentField(verbose_name=N_("Reabierto el"), null=True)
    reason = NoteField(verbose_name=N_("Por qué se reabrió"), default="")
    association_id: int

    class Meta:
        indexes = ((("association", "month"), False),)

    def __str__(self) -> str:
        return Month.read(str(self.month)).title

    def searched(self) -> str:
        return f"{self.month} {self.code}"

    @property
    def stands(self) -> bool:
        return self.reopened is None


# One closing of a month stands; those that were lifted stay beside it.
Closing.add_index(
    Closing.index(Closing.association, Closing.month, unique=True, name="closing_standing").where(
        Closing.reopened.is_null()
    )
)


class KeptWorkbook(Record):
    """The month's workbook as it was when the month closed."""

    closing = ForeignKeyField(Closing, on_delete="RESTRICT", unique=True)
    content = BlobField()

    def searched(self) -> str:
        return ""  # found by its closing


@transaction()
def close_month(association: Association, month: Month, *, sure: bool = False) -> Closing:
    """Close the oldest open month. Faults refuse it; warnings are asked, then written down."""
    found = findings(association, month)
    if faults := [str(one) for one in found if one.level == FAULT]:
        raise Refused("\n".join(faults))
    warnings = [str(one) for one in found if one.level == WARNING]
    if warnings and not sure:
        raise Doubtful({str(place): say for place, say in enumerate(warnings)})
    code = control_code(association, month)
    dues.freeze(association, month)
    carry_forward(association, month)
    note(Closing)
    return Closing.create(
        association=association,
        month=str(month),
        made=datetime.now().isoformat(timespec="seconds"),
        who=history.signed(),
        code=code,
        warnings="\n".join(warnings),
    )


@transaction()
def reopen_month(association: Association, month: Month, reason: str) -> Closing:
    """Lift the closing of the newest closed month, with a reason."""
    try:
        reason = read(Closing.reason, reason)
    except ValueError as unreadable:
        raise RulesBroken({"reason": str(unreadable)}) from unreadable
    if not reason:
        raise RulesBroken({"reason": _("Escriba por qué se reabre.")})
    opening = newest_opening(association)
    closing = standing(association, month)
    if closing is None or opening is None:
        raise Refused(_("El mes de {month} no está cerrado.").format(month=month.title))
    if str(opening.month) != str(month.next):
        newest = Month.of(opening.day).previous
        raise Refused(_("Primero reabra {month}.").format(month=newest.title))
    for part in (OpeningBalance, OpeningStock):
        part.delete().where(part.opening == opening).execute()
    opening.remove()
    dues.thaw(association, month)
    closing.reopened = datetime.now().isoformat(timespec="seconds")
    closing.reason = reason
    closing.save()
    note(Opening)
    return closing


def standing(association: Association, month: Month) -> Closing | None:
    """The closing of that month that was not lifted; None while the month is open."""
    return Closing.get_or_none(
        Closing.association == association,
        Closing.month == str(month),
        Closing.reopened.is_null(),
    )


def closed_months(association: Association) -> list[Closing]:
    """Every closing that stands, the newest first."""
    query = Closing.select().where(Closing.association == association, Closing.reopened.is_null())
    return list(query.order_by(Closing.month.desc()))


def keep_workbook(closing: Closing, content: bytes) -> None:
    """Store the month's workbook with its closing, once."""
    with transaction():
        if not KeptWorkbook.select().where(KeptWorkbook.closing == closing).exists():
            KeptWorkbook.create(closing=closing, content=content)


def kept_workbook(closing: Closing) -> bytes | None:
    row = KeptWorkbook.get_or_none(KeptWorkbook.closing == closing)
    return bytes(row.content) if row is not None else None


def book_code(closing: Closing) -> BookCode | None:
    """The code of the book as it was when that month closed: of all written until then."""
    return chain.code_with(str(Closing._meta.table_name), closing.key)


# The control code -----------------------------------------------------------------------------

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"  # without I and O, which are read as 1 and 0

# All the month posted, in the order it was typed.
_FACTS = (
    """
    SELECT d.number, d.day, d.state, coalesce(d.voided_on, ''), d.reason
    FROM document d WHERE d.association_id = ? AND d.day BETWEEN ? AND ? ORDER BY d.id
    """,
    """
    SELECT d.number, e.account, e.party, e.amount FROM document d
    CROSS JOIN money_entry e ON e.document_id = d.id
    WHERE d.association_id = ? AND d.day BETWEEN ? AND ? ORDER BY e.id
    """,
    """
    SELECT d.number, s.grade_id, s.delivery_id, s.line, s.quantity FROM document d
    CROSS JOIN stock_entry s ON s.document_id = d.id
    WHERE d.association_id = ? AND d.day BETWEEN ? AND ? ORDER BY s.id
    """,
    """
    SELECT h.day, h.member_id, h.product_id, h.total, h.sale, h.own_use, h.seed, h.barter,
        h.processing, h.feed, h.gift, h.loss, h.undecided
    FROM harvest h WHERE h.association_id = ? AND h.day BETWEEN ? AND ? ORDER BY h.id
    """,
    """
    SELECT v.member_id, v.grade_id, v.harvest_id, v.sacks, v.gross, v.tare, v.net, v.payable
    FROM document d CROSS JOIN delivery v ON v.document_id = d.id
    WHERE d.association_id = ? AND d.day BETWEEN ? AND ? ORDER BY d.id
    """,
    """
    SELECT s.buyer_id, s.lot_id, s.terms, s.due, s.total, l.place, l.grade_id, l.quantity, l.price,
        l.amount, l.igv
    FROM document d CROSS JOIN sale s ON s.document_id = d.id
    CROSS JOIN sale_line l ON l.sale_id = d.id
    WHERE d.association_id = ? AND d.day BETWEEN ? AND ? ORDER BY l.id
    """,
    """
    SELECT r.party, r.concept, r.category_id, r.amount, r.account, r.method, r.operation
    FROM document d CROSS JOIN receipt r ON r.document_id = d.id
    WHERE d.association_id = ? AND d.day BETWEEN ? AND ? ORDER BY d.id
    """,
    """
    SELECT s.member_id, s.gross, s.costs, s.service, s.advances, s.deducted, s.net, s.carried_out
    FROM document d CROSS JOIN settlement s ON s.document_id = d.id
    WHERE d.association_id = ? AND d.day BETWEEN ? AND ? ORDER BY d.id
    """,
    """
    SELECT c.day, c.counted, c.book, c.explanation, c.witness
    FROM cash_count c WHERE c.association_id = ? AND c.day BETWEEN ? AND ? ORDER BY c.id
    """,
)
# What it began with; a row for each balance, in an order of its own.
_BEGUN = """
    SELECT b.account, b.party, b.detail, b.amount FROM opening o
    JOIN opening_balance b ON b.opening_id = o.id
    WHERE o.association_id = ? AND o.month = ? ORDER BY b.account, b.party, b.detail
"""


def control_code(association: Association, month: Month) -> str:
    """Eight letters («KXRM-TQWA») that change when anything the month posted changes."""
    digest = hashlib.sha256()
    for facts in _FACTS:
        for row in database.execute_sql(facts, (association.id, str(month.first), str(month.last))):
            digest.update(repr(row).encode())
    for row in database.execute_sql(_BEGUN, (association.id, str(month))):
        digest.update(repr(row).encode())
    charged = dues.charged_in(association, month)
    digest.update(repr(sorted(charged.items())).encode())
    number = int.from_bytes(digest.digest()[:8])
    letters = ""
    for _place in range(8):
        number, letter = divmod(number, len(_LETTERS))
        letters += _LETTERS[letter]
    return f"{letters[:4]}-{letters[4:]}"


@dataclass(frozen=True)
class Check:
    """A closed month with its code as it was closed and as it comes out now."""

    closing: Closing
    code_now: str

    @property
    def is_same(self) -> bool:
        return bool(self.closing.code == self.code_now)


def checked(association: Association) -> list[Check]:
    """Every closed month with its code made anew."""
    return [
        Check(one, control_code(association, Month.read(str(one.month))))
        for one in closed_months(association)
    ]


CLOSINGS = RecordType(
    Closing,
    title=N_("Cierres de mes"),
    one=N_("cierre"),
    menu="inside",
    icon="lock",
    columns=(
        Column(N_("Mes"), Closing.month, sample="2026-05", strong=True),
        Column(N_("Cerrado el"), Closing.made, sample="02/06/2026 18:30"),
        Column(N_("Quién lo cerró"), Closing.who, sample="Quispe Mamani, R."),
        Column(N_("Código de control"), Closing.code, sample="KXRM-TQWA"),
        Column(N_("Reabierto el"), Closing.reopened, sample="02/06/2026 18:30", rank=1),
        Column(N_("Por qué se reabrió"), Closing.reason, sample="faltaba un recibo", rank=2),
    ),
    form={
        N_("Cierre"): ("month", "made", "who", "code", "warnings"),
        N_("Reapertura"): ("reopened", "reason"),
    },
    order=(Closing.month.desc(), Closing.id.desc()),
    states=(State(N_("Reabiertos"), Closing.reopened.is_null(False)),),
    issued=True,
)
