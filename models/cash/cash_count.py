"""Cash counts (arqueo): notes and coins counted against the book; a difference is booked (FORMAT 13)."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, IntegerField

from models import money
from models.associations import Association
from models.cash.cash_book import Matter, Party, Payment, ask, day_doubts, hand_out, receive
from models.cash.categories import EXPENSE, INCOME, SHORTAGE, SURPLUS, category
from models.changes import note, transaction
from models.documents import Document, Paper
from models.fields import DayField, MomentField, NameField, NoteField, SolesField, read
from models.language import N_, _, in_spanish
from models.money import CASH
from models.months import check_open
from models.numbers import MOST, too_large
from models.record import Column, Record, RecordType, RulesBroken, State, insert_all

# Notes and coins of the sol (BCRP), S/.
PIECES = tuple(
    map(Decimal, ("200", "100", "50", "20", "10", "5", "2", "1", "0.50", "0.20", "0.10"))
)


class CashCount(Record):
    """What was counted at the end of a day, S/, beside what the book said then. Written once."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    day = DayField(verbose_name=N_("Fecha"))
    typed = MomentField(verbose_name=N_("Registrado el"))
    counted = SolesField(verbose_name=N_("Contado S/"))
    book = SolesField(verbose_name=N_("Según libro S/"))
    explanation = NoteField(verbose_name=N_("Explicación"), default="")
    witness = NameField(verbose_name=N_("Testigo o fiscal"), default="")
    document = ForeignKeyField(
        Document, null=True, on_delete="RESTRICT", verbose_name=N_("Recibo de la diferencia")
    )
    association_id: int
    pieces: Any

    class Meta:
        indexes = ((("association", "day"), False),)

    def __str__(self) -> str:
        return self.text("day")

    def searched(self) -> str:
        return f"{self.explanation} {self.witness}"

    @property
    def difference(self) -> Decimal:
        """Counted less book, S/: negative where money is missing."""
        return Decimal(self.counted - self.book)


class CountedPiece(Record):
    """How many of one note or coin there were."""

    cash_count = ForeignKeyField(CashCount, on_delete="RESTRICT", backref="pieces", index=False)
    value = SolesField()
    pieces = IntegerField()

    class Meta:
        indexes = ((("cash_count", "value"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


def counted(count: Mapping[Decimal, int]) -> Decimal:
    """What so many of each note and coin are worth, S/."""
    return sum((value * pieces for value, pieces in count.items()), Decimal(0))


def in_book(association: Association, day: date) -> Decimal:
    """What the cash book holds at the end of that day, S/."""
    return money.balance(association, CASH, day)


@transaction()
def count_cash(
    association: Association,
    count: Mapping[Decimal, int],
    paper: Paper,
    *,
    explanation: str = "",
    witness: str = "",
    sure: bool = False,
) -> CashCount:
    """Count the cash: note or coin (S/) -> how many. A difference is an RE or RI of that day."""
    if made := CashCount.get_or_none(CashCount.uid == paper.uid):
        return made
    found, book = counted(count), in_book(association, paper.day)
    texts = _checked(count, found, {"explanation": explanation, "witness": witness})
    check_open(association, paper.day)
    noted = ask(day_doubts(paper.day), sure=sure)
    difference = found - book
    if difference and not texts["explanation"]:
        raise RulesBroken({"explanation": _("Hay una diferencia: escriba por qué.")})
    document = None
    if difference:
        document = _book_difference(association, difference, texts["explanation"], paper.day, noted)
    made = CashCount.create(
        uid=paper.uid,
        association=association,
        day=paper.day,
        typed=datetime.now().isoformat(timespec="seconds"),
        counted=found,
        book=book,
        document=document,
        **texts,
    )
    pieces = [
        {"cash_count": made.id, "value": value, "pieces": number}
        for value, number in count.items()
        if number
    ]
    insert_all(CountedPiece, pieces)
    note(CashCount)
    return made


def _checked(
    count: Mapping[Decimal, int], found: Decimal, texts: Mapping[str, str]
) -> dict[str, str]:
    """The words as they are kept; refused is what is no count."""
    if any(value not in PIECES for value in count) or any(n < 0 for n in count.values()):
        raise RulesBroken({"count": _("Cuente billetes y monedas, de S/ 200 a S/ 0.10.")})
    if found >= MOST:
        raise RulesBroken({"count": too_large()})
    fields = CashCount._meta.fields
    kept, problems = {}, {}
    for name, text in texts.items():
        try:
            kept[name] = read(fields[name], text)
        except ValueError as unreadable:
            problems[name] = str(unreadable)
    if problems:
        raise RulesBroken(problems)
    return kept


def _book_difference(
    association: Association, difference: Decimal, explanation: str, day: date, noted: str
) -> Document:
    payment = Payment(abs(difference), CASH)
    paper, who = Paper(day), Party(str(association.name))
    concept = in_spanish("Arqueo: {why}").format(why=explanation.splitlines()[0])[:120]
    if difference > 0:
        heading = category(association, INCOME, SURPLUS)
        matter = Matter(concept, heading, [(money.INCOME, heading, difference)])
        document: Document = receive(association, paper, who, matter, payment, noted).document
    else:
        heading = category(association, EXPENSE, SHORTAGE)
        matter = Matter(concept, heading, [(money.EXPENSE, heading, -difference)])
        document = hand_out(association, paper, who, matter, payment, noted).document
    return document


def counts_in(association: Association, since: date, until: date) -> list[CashCount]:
    """Counts from `since` to `until`, both included, by day and typing."""
    query = CashCount.select(CashCount).where(
        CashCount.association == association, CashCount.day.between(since, until)
    )
    return list(query.order_by(CashCount.day, CashCount.id))


CASH_COUNTS = RecordType(
    CashCount,
    title=N_("Arqueos de caja"),
    one=N_("arqueo"),
    menu="inside",
    icon="calculator",
    columns=(
        Column(N_("Fecha"), CashCount.day, sample="31/12/2026"),
        Column(N_("Contado S/"), CashCount.counted, sample="12,239.50", strong=True),
        Column(N_("Según libro S/"), CashCount.book, sample="12,239.50"),
        Column(
            N_("Diferencia S/"),
            CashCount.counted - CashCount.book,
            like=CashCount.counted,
            sample="12,239.50",
        ),
        Column(N_("Explicación"), CashCount.explanation, sample="vuelto mal dado", rank=1),
        Column(N_("Testigo o fiscal"), CashCount.witness, sample="Quispe Mamani, R.", rank=2),
    ),
    form={N_("Arqueo"): ("day", "counted", "book", "explanation", "witness", "document")},
    order=(CashCount.day.desc(), CashCount.id.desc()),
    day=CashCount.day,
    states=(State(N_("Con diferencia"), CashCount.counted != CashCount.book),),
    issued=True,
)
