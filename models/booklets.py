"""Paper talonarios: what leaves they have, and series that go on from one.

Which leaves are used, void or missing is asked in `models.numbering`.
"""

from collections.abc import Iterator

from peewee import ForeignKeyField, IntegerField, fn

from models.asked import kept
from models.associations import Association
from models.fields import ChoiceField, NameField
from models.language import N_, _
from models.record import Column, Record, RecordType, RulesBroken, rows

KINDS = (
    ("RI", N_("Recibo de ingreso")),
    ("RE", N_("Recibo de egreso")),
    ("EN", N_("Nota de entrega")),
)
MOST = 999_999  # the highest number a leaf or a series begins with


class Booklet(Record):
    """A pre-printed talonario: leaves `first` to `last` of one kind of paper."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    kind = ChoiceField(verbose_name=N_("Clase"), choices=KINDS)
    name = NameField(verbose_name=N_("Talonario"))
    first = IntegerField(verbose_name=N_("Primera hoja"))
    last = IntegerField(verbose_name=N_("Última hoja"))
    association_id: int

    class Meta:
        indexes = ((("association", "kind", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "first", 0 < self.first <= MOST, _("Las hojas van de 1 a 999999.")
        yield "last", self.last <= MOST, _("Las hojas van de 1 a 999999.")
        yield "last", self.last >= self.first, _("La última hoja va después de la primera.")
        kind, used = self._held()
        yield "kind", kind in (None, self.kind), _("Ya tiene hojas usadas: no cambia de clase.")
        if used:
            say = _("La hoja {leaf} ya está usada: debe quedar dentro.")
            yield "first", self.first <= used[0], say.format(leaf=used[0])
            yield "last", self.last >= used[-1], say.format(leaf=used[-1])

    def _held(self) -> tuple[str | None, list[int]]:
        """The kind it was stored with and its leaves in use, once there are any."""
        before = self.before()
        if before is None:
            return None, []
        from models.documents import Document

        papers = Document.select(fn.MIN(Document.slip), fn.MAX(Document.slip))
        spoiled = SpoiledSlip.select(fn.MIN(SpoiledSlip.slip), fn.MAX(SpoiledSlip.slip))
        ends = [
            *rows(papers.where(Document.booklet == self)),
            *rows(spoiled.where(SpoiledSlip.booklet == self)),
        ]
        used = sorted(leaf for pair in ends for leaf in pair if leaf is not None)
        return (str(before.kind) if used else None), used


class SpoiledSlip(Record):
    """A leaf that was spoiled and stands for no paper."""

    booklet = ForeignKeyField(
        Booklet, verbose_name=N_("Talonario"), on_delete="RESTRICT", index=False
    )
    slip = IntegerField(verbose_name=N_("Hoja N°"))
    reason = NameField(verbose_name=N_("Motivo"))

    class Meta:
        indexes = ((("booklet", "slip"), True),)

    def searched(self) -> str:
        return f"{self.booklet} {self.slip}"


class SeriesStart(Record):
    """The number a series begins with in a year, where a talonario was used up to the one before."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    kind = ChoiceField(verbose_name=N_("Clase"), choices=KINDS)
    year = IntegerField(verbose_name=N_("Año"))
    first = IntegerField(verbose_name=N_("Empieza en"))

    class Meta:
        indexes = ((("association", "kind", "year"), True),)

    def searched(self) -> str:
        return f"{self.kind} {self.year}"


def booklets_of(association: Association, kind: str = "") -> list[Booklet]:
    """Its talonarios (of one kind, or all), the newest first."""
    query = Booklet.select().where(Booklet.association == association)
    if kind:
        query = query.where(Booklet.kind == kind)
    return list(query.order_by(Booklet.id.desc()))


def check_leaf(booklet: Booklet, association: Association, kind: str, leaf: int) -> None:
    """Refuse a leaf this talonario does not have, or one that is spoiled."""
    said = ""
    if booklet.association_id != association.id or booklet.kind != kind:
        said = _("El talonario «{name}» es de {kind}.").format(
            name=booklet.name, kind=booklet.text("kind").lower()
        )
    elif not booklet.first <= leaf <= booklet.last:
        said = _("El talonario «{name}» va de la hoja {first} a la {last}.").format(
            name=booklet.name, first=booklet.first, last=booklet.last
        )
    elif spoiled := SpoiledSlip.get_or_none(
        SpoiledSlip.booklet == booklet, SpoiledSlip.slip == leaf
    ):
        said = _("La hoja {leaf} está malograda: {reason}.").format(
            leaf=leaf, reason=spoiled.reason
        )
    if said:
        raise RulesBroken({"slip": said})


@kept
def first_of(association: Association, kind: str, year: int) -> int:
    """The number the series of that kind and year begins with: 1, or what goes on from a talonario."""
    start = SeriesStart.get_or_none(
        SeriesStart.association == association, SeriesStart.kind == kind, SeriesStart.year == year
    )
    return int(start.first) if start is not None else 1


BOOKLETS = RecordType(
    Booklet,
    title=N_("Talonarios"),
    one=N_("talonario"),
    menu="catalogue",
    icon="journal-text",
    columns=(
        Column(N_("Talonario"), Booklet.name, sample="Recibos 2026, serie A", strong=True),
        Column(N_("Clase"), Booklet.kind, sample="Recibo de ingreso"),
        Column(N_("Primera hoja"), Booklet.first, sample="000101"),
        Column(N_("Última hoja"), Booklet.last, sample="000150"),
    ),
    form={N_("Talonario"): ("name", "kind", "first", "last")},
    order=(Booklet.id.desc(),),
)
