"""How often a paper left the book, printed or saved as a PDF: the next one says DUPLICADO and which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peewee import ForeignKeyField, IntegerField, TextField, fn

from models.changes import note, transaction, why_look_only
from models.documents import Document
from models.fields import ChoiceField
from models.language import N_
from models.record import Column, Record, insert_all, rows

PRINTED, SAVED = "printed", "saved"
WAYS = ((PRINTED, N_("Enviado a imprimir")), (SAVED, N_("Guardado en PDF")))


class Printing(Record):
    """One time a paper was sent to a printer or written to a file. Never changed."""

    document = ForeignKeyField(Document, on_delete="RESTRICT", backref="+")
    moment = TextField()
    way = ChoiceField(choices=WAYS)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


def record_prints(several: Iterable[Document], way: str) -> None:
    """Keep that these papers were sent or saved just now, each once; after it was done.

    A book that is only looked at keeps nothing of it.
    """
    if why_look_only():
        return
    moment = datetime.now().isoformat(timespec="seconds")
    with transaction():
        note(Document)  # its lists say it, and the next print does
        insert_all(
            Printing, [{"document": one.id, "moment": moment, "way": way} for one in several]
        )


def times_printed(papers: Iterable[int]) -> dict[int, int]:
    """Paper's key -> how often it left the book; without those that never did."""
    query = Printing.select(Printing.document, fn.COUNT(Printing.id))
    found = query.where(Printing.document.in_(list(papers))).group_by(Printing.document)
    return dict(rows(found))


@dataclass(frozen=True)
class Last:
    """The last time a paper left the book, and how often it did until then."""

    times: int
    moment: datetime
    way: str


def last_print(document: Document) -> Last | None:
    """None for a paper that never left the book."""
    times = times_printed([document.id]).get(document.id, 0)
    if not times:
        return None
    query = Printing.select().where(Printing.document == document)
    newest = query.order_by(Printing.id.desc()).get()
    return Last(times, datetime.fromisoformat(newest.moment), str(newest.way))


# How often each left the book, in every list of papers; nothing for those that never did.
TIMES_PRINTED = Column(
    N_("Impreso"),
    fn.NULLIF(
        Printing.select(fn.COUNT(Printing.id)).where(Printing.document == Document.id), 0
    ).coerce(False),
    like=IntegerField(),
    rank=1,
    sample="12",
)
