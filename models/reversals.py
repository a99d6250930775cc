"""Reversals (EX): the way out for a paper of a closed month (FORMAT rule 12, design 3).

A paper of an open month is voided and is as if it had never been. One of a closed month stays; a
reversal of today posts the opposite of what it posted.
"""

from peewee import ForeignKeyField

from models.documents import Document
from models.fields import NoteField
from models.language import N_
from models.record import Record


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
        return f"{self.document.number} {self.reason}"
