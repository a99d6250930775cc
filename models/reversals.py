"""Reversals (EX): the way out for a paper of a closed month (FORMAT rule 12, domain 2.7).

A paper of an open month is voided and is as if it had never been. One of a closed month stays; a
reversal on a day of an open month posts the opposite of all it posted. A reversal is a paper of
its own: made by mistake it is voided, and the paper it was about counts again.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, Case, ForeignKeyField, fn

from models import money
from models.documents import (
    STATES,
    STATES_OF_HER,
    TONES,
    VALID,
    VOIDED,
    Document,
    dependents,
)
from models.fields import ChoiceField, NoteField, total
from models.language import N_, _
from models.money import MoneyEntry
from models.prints import TIMES_PRINTED
from models.record import Column, Record, RecordType, RulesBroken, State, rows

REVERSED = "reversed"
STATES_SHOWN = (*STATES, (REVERSED, N_("Extornado")))
STATES_OF_HER_SHOWN = (*STATES_OF_HER, (REVERSED, N_("Extornada")))
TONES_SHOWN = TONES | {REVERSED: "warn"}


class Reversal(Record):
    """The opposite of a paper of a closed month, on a day of an open one."""

    document = ForeignKeyField(Document, primary_key=True, on_delete="RESTRICT")
    original = ForeignKeyField(
        Document, on_delete="RESTRICT", backref="reversals", verbose_name=N_("Extorna a")
    )
    reason = NoteField(verbose_name=N_("Motivo"))
    document_id: int
    original_id: int

    def __str__(self) -> str:
        return str(self.document)

    def searched(self) -> str:
        return f"{self.document.number} {self.original.number} {self.reason}"


def reversed_papers(until: date = date.max) -> Any:
    """The keys of the papers that a reversal undid by that day, as a query within others."""
    paper = Document.alias()
    # Crossed, so that SQLite goes through the few reversals and not through every paper.
    return (
        Reversal.select(Reversal.original)
        .join(paper, JOIN.CROSS)
        .where(Reversal.document == paper.id, paper.state == VALID, paper.day <= until)
    )


def reversed_by(document: Document) -> Document | None:
    """The reversal that undid a paper; None while it counts."""
    query = Document.select().join(Reversal, on=Reversal.document == Document.id)
    return query.where(Reversal.original == document, Document.state == VALID).get_or_none()


def reversals_of(papers: Sequence[int]) -> dict[int, str]:
    """Paper's key -> number of the reversal that undid it, of those that one did."""
    query = (
        Reversal.select(Reversal.original, Document.number)
        .join(Document, on=Reversal.document == Document.id)
        .where(Reversal.original.in_(papers), Document.state == VALID)
    )
    return dict(rows(query))


def standing(document: Document) -> list[Document]:
    """Papers that serve this one and count: neither void nor reversed."""
    papers = [one for one in dependents(document) if one.kind != "EX"]
    undone = reversals_of([one.id for one in papers])
    return [one for one in papers if one.id not in undone]


def check_not_before_reversal(
    document: Document, day: date, amount: Decimal, account: str, party: Record, sign: int = 1
) -> None:
    """Refuse to pay for a paper what was still paid on that day, and went back later."""
    paper, served = Document.alias(), Document.alias()
    back = (
        Reversal.select(fn.MAX(paper.day))
        .join_from(Reversal, paper, on=(Reversal.document == paper.id))
        .join_from(Reversal, served, on=(Reversal.original == served.id))
        .where(served.about == document, paper.state == VALID)
        .scalar()
    )
    if back is None or day >= back:
        return
    if amount > money.lowest(document.association, account, day, party, sign).amount:
        say = _("Lo pagado por {number} se extornó el {day}: no se paga de nuevo antes.")
        raise RulesBroken({"day": say.format(number=document, day=f"{back:%d/%m/%Y}")})


def moved_by(document: Document, account: str) -> Decimal:
    """What a paper moved in an account, S/; positive where it received."""
    query = MoneyEntry.select(total(MoneyEntry.amount)).where(
        MoneyEntry.document == document, MoneyEntry.account == account
    )
    return Decimal(query.scalar())


def shown_state() -> Case:
    """What a list says of a paper: valid, void or reversed."""
    return Case(None, [(Document.id.in_(reversed_papers()), REVERSED)], Document.state)


_original = Document.alias()

REVERSALS = RecordType(
    Reversal,
    title=N_("Extornos"),
    one=N_("extorno"),
    menu="month",
    icon="arrow-counterclockwise",
    columns=(
        Column(N_("Número"), Document.number, sample="EX-2026-0007"),
        Column(N_("Fecha"), Document.day, sample="31/12/2026"),
        Column(
            N_("Extorna a"),
            _original.select(_original.number).where(_original.id == Reversal.original),
            like=Document.number,
            sample="RI-2026-0007",
            strong=True,
        ),
        Column(
            N_("Del día"),
            _original.select(fn.STRFTIME("%d/%m/%Y", _original.day)).where(
                _original.id == Reversal.original
            ),
            like=Document.number,
            sample="31/12/2026",
            rank=1,
        ),
        Column(N_("Motivo"), Reversal.reason, sample="se registró en otro socio", rank=2),
        Column(
            N_("Estado"),
            Document.state,
            like=ChoiceField(choices=STATES),
            sample="Anulado",
            tones=TONES,
        ),
        TIMES_PRINTED,
    ),
    joins=(Reversal.document,),
    form={N_("Extorno"): ("original", "reason")},
    order=(Document.day.desc(), Document.id.desc()),
    every=Document.kind == "EX",
    day=Document.day,
    states=(State(N_("Anulados"), Document.state == VOIDED),),
    counts=Document.state == VALID,
    issued=True,
)
