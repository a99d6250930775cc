"""Imports: what was taken in from sheets, when, by whom, and what each one made."""

from datetime import datetime
from typing import Any

from peewee import Case, ForeignKeyField, IntegerField, TextField, fn

from models.associations import Association
from models.documents import Document
from models.fields import ChoiceField, MomentField, NameField, NoteField, writable
from models.history import signed
from models.language import N_
from models.people.members import Member
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.record import Column, Record, RecordType, State, insert_all, rows

STANDS, UNDONE = "stands", "undone"
STATES = ((STANDS, N_("Vale")), (UNDONE, N_("Deshecha")))
TONES = {STANDS: "good", UNDONE: "soft"}
# What a row of an import can have made, by the name of its table.
MADE: dict[str, type[Record]] = {
    "member": Member,
    "plot": Plot,
    "harvest": Harvest,
    "document": Document,
}


class Import(Record):
    """One import: all of a file was taken in, and may be undone as a whole."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    moment = MomentField(verbose_name=N_("Importado el"))
    who = TextField(verbose_name=N_("Quién lo importó"), default="")
    file_name = NameField(verbose_name=N_("Archivo"))
    undone = MomentField(verbose_name=N_("Deshecho el"), null=True)
    reason = NoteField(verbose_name=N_("Por qué se deshizo"), default="")
    association_id: int

    class Meta:
        table_name = "import_run"
        indexes = ((("association", "moment"), False),)

    def __str__(self) -> str:
        return str(self.file_name)

    def searched(self) -> str:
        return f"{self.file_name} {self.text('moment')}"

    @property
    def stands(self) -> bool:
        return self.undone is None


class Imported(Record):
    """One record that an import made."""

    import_run = ForeignKeyField(Import, on_delete="RESTRICT", backref="made", index=False)
    kind = TextField()  # table of the record
    record = IntegerField()

    class Meta:
        indexes = ((("import_run", "kind", "record"), False), (("kind", "record"), False))

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


class SourceColumn(Record):
    """What a column of a kind of sheet was understood as, the last time it was imported."""

    association = ForeignKeyField(Association, on_delete="RESTRICT", index=False)
    source = TextField()  # the headings of the sheet, as `mapping.source_of` tells them apart
    kind = TextField()  # of import; "" for a sheet that is left out
    place = IntegerField()  # of the column, from 0
    field = TextField()
    form = TextField(default="")  # sign of its decimals, where two were possible

    class Meta:
        indexes = ((("association", "source", "place"), True),)

    def searched(self) -> str:
        return ""  # nobody looks for one by itself


def begin(association: Association, file_name: str) -> Import:
    """The record of an import that is being stored. Inside a transaction."""
    return Import.create(
        association=association,
        moment=datetime.now().isoformat(timespec="seconds"),
        who=signed(),
        file_name=_kept_name(file_name),
    )


def _kept_name(file_name: str) -> str:
    """The name of a file as far as it can be kept and shown."""
    letters = "".join(one if writable(one) and one != "\n" else "_" for one in file_name)
    return letters[-120:].strip() or "_"


def keep_made(run: Import, kind: str, keys: list[int]) -> None:
    """Remember which records of a table the import made."""
    made = [{"import_run": run.id, "kind": kind, "record": key} for key in keys]
    insert_all(Imported, made)


def made_by(run: Import, kind: str) -> list[int]:
    """The keys of what the import made of a kind, as it was made."""
    query = Imported.select(Imported.record).where(
        Imported.import_run == run, Imported.kind == kind
    )
    return [key for (key,) in rows(query.order_by(Imported.id))]


def imports_of(association: Association) -> list[Import]:
    """Every import, the newest first."""
    query = Import.select().where(Import.association == association)
    return list(query.order_by(Import.id.desc()))


def undone_uids(association: Association) -> set[str]:
    """The tokens of the papers that imports made and that were undone with them."""
    query = (
        Document.select(Document.uid)
        .join(Imported, on=(Imported.kind == "document") & (Imported.record == Document.id))
        .join(Import, on=Imported.import_run == Import.id)
        .where(Import.association == association, Import.undone.is_null(False))
    )
    return {uid for (uid,) in rows(query)}


# Kind of sheet -> what its rows can be in the book: a register, or a kind of paper.
STORED_AS = {
    "members": ("member",),
    "plots": ("plot",),
    "harvests": ("harvest",),
    "deliveries": ("EN",),
    "sales": ("V",),
    "collections": ("RI",),
    "receipts": ("RI", "RE"),
}


def stored_uids(association: Association) -> dict[str, str]:
    """The token of all that an import can make and that the book has -> what it is."""
    papers = Document.select(Document.uid, Document.kind)
    found: dict[str, str] = dict(rows(papers.where(Document.association == association)))
    for model in (Member, Plot, Harvest):
        own = model._meta.fields["association"] == association
        uids = rows(model.select(model.uid).where(own))
        found |= dict.fromkeys((uid for (uid,) in uids), str(model._meta.table_name))
    return found


def foreign_uids(association: Association) -> set[str]:
    """The tokens that other associations of the file use already: a row of theirs is new here."""
    found: set[str] = set()
    for model in MADE.values():
        others = model._meta.fields["association"] != association
        found |= {uid for (uid,) in rows(model.select(model.uid).where(others))}
    return found


_count: Any = Imported.select(fn.COUNT(1)).where(Imported.import_run == Import.id).coerce(False)

IMPORTS = RecordType(
    Import,
    title=N_("Importaciones"),
    one=N_("importación"),
    menu="inside",
    icon="box-arrow-in-down",
    columns=(
        Column(N_("Importado el"), Import.moment, sample="02/06/2026 18:30"),
        Column(N_("Archivo"), Import.file_name, sample="entregas de mayo.xlsx", strong=True),
        Column(N_("Registros"), _count, like=IntegerField(), sample="20,000"),
        Column(N_("Quién lo importó"), Import.who, sample="Quispe Mamani, R.", rank=2),
        Column(
            N_("Estado"),
            Case(None, [(Import.undone.is_null(), STANDS)], UNDONE),
            like=ChoiceField(choices=STATES),
            sample="Deshecha",
            tones=TONES,
        ),
        Column(N_("Deshecho el"), Import.undone, sample="02/06/2026 18:30", rank=1),
    ),
    form={
        N_("Importación"): ("file_name", "moment", "who"),
        N_("Si se deshizo"): ("undone", "reason"),
    },
    order=(Import.id.desc(),),
    states=(State(N_("Deshechas"), Import.undone.is_null(False)),),
    issued=True,
)
