"""What left the book with people's data in it: when, who took it, how many people, where to.

Kept because the rules on personal data ask who took data out (D.S. 016-2024-JUS, art. 46). Rows are
added and never changed, and the chain of the history covers them. Of a folder only its kind is
kept: its path holds the name of a user.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import BooleanField, ForeignKeyField, IntegerField, fn
from platformdirs import user_documents_path

from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import why_look_only
from models.documents import AT_ONCE, Document
from models.fields import ChoiceField, MomentField, NameField, writable
from models.file import copies
from models.history import signed
from models.language import N_
from models.people.charges import ChargeLine
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from models.record import Column, Record, RecordType, State, rows
from models.settling.settlements import LotSettlement, Settlement

LIST, WORKBOOK, TEMPLATE, PAPERS = "list", "workbook", "template", "papers"
DONORS, COPY = "donors", "copy"
KINDS = (
    (LIST, N_("Lista en Excel")),
    (WORKBOOK, N_("Libro Excel")),
    (TEMPLATE, N_("Plantilla con datos")),
    (PAPERS, N_("Papeles")),
    (DONORS, N_("Informe a donantes")),
    (COPY, N_("Copia del libro")),
)
DOCUMENTS, BESIDE, STICK, FOLDER, PRINTER = "documents", "beside", "stick", "folder", "printer"
PLACES = (
    (DOCUMENTS, N_("Carpeta Documentos")),
    (BESIDE, N_("Junto al libro")),
    (STICK, N_("Memoria USB u otro disco")),
    (FOLDER, N_("Otra carpeta")),
    (PRINTER, N_("Impresora")),
)
LONGEST = 120  # letters of what it was


class Leaving(Record):
    """One time that data of people left the book."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    moment = MomentField(verbose_name=N_("Salió el"))
    who = NameField(verbose_name=N_("Quién lo sacó"), default="")
    kind = ChoiceField(verbose_name=N_("Clase"), choices=KINDS)
    what = NameField(verbose_name=N_("Qué salió"))
    people = IntegerField(verbose_name=N_("Socios"))
    with_dni = BooleanField(verbose_name=N_("Con DNI"))
    place = ChoiceField(verbose_name=N_("A dónde"), choices=PLACES)
    association_id: int

    class Meta:
        indexes = ((("association", "moment"), False),)

    def __str__(self) -> str:
        return str(self.what)

    def searched(self) -> str:
        return f"{self.what} {self.who}"


@dataclass(frozen=True)
class Taken:
    """What is about to leave: of how many members it tells, and whether their DNI stand in it."""

    association: Association
    kind: str
    what: str  # in the words of the screen
    people: int
    with_dni: bool = False

    def to(self, place: str) -> None:
        """Keep that it left just now. A book that is only looked at keeps nothing of it."""
        if why_look_only():
            return
        said = "".join(one if writable(one) and one != "\n" else " " for one in self.what)
        Leaving.create(
            association=self.association,
            moment=datetime.now().isoformat(timespec="seconds"),
            who=signed(),
            kind=self.kind,
            what=said[:LONGEST].strip() or self.kind,
            people=self.people,
            with_dni=self.with_dni,
            place=place,
        )


def note_copy(path: Path) -> None:
    """Keep that a copy of the whole book went to this path, with all its associations."""
    for one in Association.select():
        Taken(one, COPY, path.name, members_of(one), with_dni=True).to(place_of(path))


def place_of(path: Path) -> str:
    """Which kind of place a file or a folder is."""
    folder = path if path.is_dir() else path.parent
    if copies.is_elsewhere(folder):
        return STICK
    if folder.resolve().is_relative_to((user_documents_path() / "Ecocuenca").resolve()):
        return DOCUMENTS
    if folder.resolve().is_relative_to(copies.book_path().resolve().parent):
        return BESIDE
    return FOLDER


def members_of(association: Association) -> int:
    """How many people stand in the padrón, also those who left."""
    return int(Member.select().where(Member.association == association).count())


def members_on(papers: Iterable[Document]) -> int:
    """How many members these papers name."""
    keys, found = [one.id for one in papers], set[int]()
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        for model, paper in (
            (Delivery, Delivery.document),
            (Receipt, Receipt.document),
            (Settlement, Settlement.document),
            (ChargeLine, ChargeLine.charge),
        ):
            query = model.select(fn.DISTINCT(model.member)).where(paper.in_(some))
            found |= {key for (key,) in rows(query) if key is not None}
    return len(found)


def members_in(lot: Lot) -> int:
    """How many members a lot was settled with."""
    query = Settlement.select(fn.COUNT(fn.DISTINCT(Settlement.member)))
    return int(query.join(LotSettlement).where(LotSettlement.lot == lot).scalar())


LEAVINGS = RecordType(
    Leaving,
    title=N_("Salidas de datos"),
    one=N_("salida de datos"),
    menu="privacy",
    icon="box-arrow-right",
    columns=(
        Column(N_("Salió el"), Leaving.moment, sample="02/06/2026 18:30"),
        Column(N_("Qué salió"), Leaving.what, sample="Libro de mayo de 2026", strong=True),
        Column(N_("Clase"), Leaving.kind, sample="Plantilla con datos", rank=2),
        Column(N_("Socios"), Leaving.people, sample="1,240"),
        Column(N_("Con DNI"), Leaving.with_dni, sample="sí"),
        Column(N_("A dónde"), Leaving.place, sample="Memoria USB u otro disco", rank=1),
        Column(N_("Quién lo sacó"), Leaving.who, sample="Quispe Mamani, R.", rank=3),
    ),
    form={N_("Salida de datos"): ("what", "kind", "moment", "who", "people", "with_dni", "place")},
    order=(Leaving.id.desc(),),
    states=(
        State(N_("Con DNI"), Leaving.with_dni == True),
        State(N_("A una memoria USB"), Leaving.place == STICK),
    ),
    issued=True,
)
