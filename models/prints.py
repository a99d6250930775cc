"""How often a paper left the book, printed or saved as a PDF: the next one says DUPLICADO and which."""

from collections.abc import Iterable
from datetime import datetime

from peewee import ForeignKeyField, TextField, fn

from models.changes import note, transaction
from models.documents import Document
from models.fields import ChoiceField
from models.language import N_
from models.record import Record, insert_all, rows

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
    """Keep that these papers were sent or saved just now, each once; after it was done."""
    moment = datetime.now().isoformat(timespec="seconds")
    with transaction():
        note(Printing)
        insert_all(
            Printing, [{"document": one.id, "moment": moment, "way": way} for one in several]
        )


def times_printed(papers: Iterable[int]) -> dict[int, int]:
    """Paper's key -> how often it left the book; without those that never did."""
    query = Printing.select(Printing.document, fn.COUNT(Printing.id))
    found = query.where(Printing.document.in_(list(papers))).group_by(Printing.document)
    return dict(rows(found))
