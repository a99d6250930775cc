"""Associations: whose books these are, their legal books, and who holds office."""

from collections.abc import Iterator
from datetime import date

from peewee import ForeignKeyField

from models.fields import ChoiceField, DayField, NameField, NoteField, RucField
from models.language import N_, _
from models.places import Community, District
from models.record import Column, Record, RecordType

FORMS = (
    ("association", N_("Asociación civil")),
    ("associative_form", N_("Forma asociativa (Ley 32434)")),
    ("cooperative", N_("Cooperativa agraria")),
    ("community", N_("Comunidad campesina")),
    ("committee", N_("Comité o grupo no inscrito")),
)


class Association(Record):
    """A producers' association, with what its letterhead says (domain 1.1, 2.8)."""

    name = NameField(verbose_name=N_("Nombre"), unique=True)
    form = ChoiceField(verbose_name=N_("Forma legal"), choices=FORMS, default="association")
    ruc = RucField(verbose_name=N_("RUC"), null=True, unique=True)
    district = ForeignKeyField(District, verbose_name=N_("Distrito"), on_delete="RESTRICT")
    community = ForeignKeyField(
        Community, verbose_name=N_("Comunidad"), null=True, on_delete="RESTRICT"
    )
    address = NameField(verbose_name=N_("Dirección"), default="")
    registry = NameField(verbose_name=N_("Partida SUNARP N°"), default="")
    ppa_code = NameField(verbose_name=N_("Código PPA"), default="")
    ppa_day = DayField(verbose_name=N_("Inscrita en el PPA el"), null=True)
    remarks = NoteField(verbose_name=N_("Observaciones"), default="")

    def __str__(self) -> str:
        return str(self.name)

    def searched(self) -> str:
        return f"{self.name} {self.ruc or ''}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        others = Association.select().where(Association.id != (self.id or 0))
        same_name = others.where(Association.name == self.name).exists()
        same_ruc = bool(self.ruc) and others.where(Association.ruc == self.ruc).exists()
        yield "name", not same_name, _("Ya hay una asociación con ese nombre en este archivo.")
        yield "ruc", not same_ruc, _("Ya hay una asociación con ese RUC en este archivo.")

    @property
    def place(self) -> str:
        """«Tocorani, Pomacanchi, Acomayo, Cusco»: what stands under the name on a paper."""
        places = ([str(self.community)] if self.community else []) + [self.district.full_name]
        return ", ".join(places)


BOOKS = (
    ("members", N_("Libro padrón de asociados")),
    ("minutes_assembly", N_("Libro de actas de asamblea")),
    ("minutes_board", N_("Libro de actas del consejo")),
    ("cash", N_("Libro caja")),
    ("inventory", N_("Libro de inventario")),
    ("attendance", N_("Libro de asistencia")),
)


class LegalBook(Record):
    """A certified book of the association, which printed pages are pasted into (domain 1.3)."""

    association = ForeignKeyField(Association, verbose_name=N_("Asociación"), on_delete="RESTRICT")
    book = ChoiceField(verbose_name=N_("Libro"), choices=BOOKS)
    number = NameField(verbose_name=N_("Libro N°"))
    opened = DayField(verbose_name=N_("Abierto el"))
    certified_by = NameField(verbose_name=N_("Legalizado por"), default="")
    pages = NameField(verbose_name=N_("Folios"), default="")

    def __str__(self) -> str:
        return f"{self.text('book')} {self.number}"

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        yield "opened", self.opened <= date.today(), _("La fecha no puede ser futura.")


ASSOCIATIONS = RecordType(
    Association,
    title=N_("Asociaciones"),
    one=N_("asociación"),
    menu="association",
    icon="people-fill",
    columns=(
        Column(N_("Nombre"), Association.name, sample="Asociación de Productores Tocorani"),
        Column(N_("RUC"), Association.ruc, sample="20999999990"),
        Column(N_("Distrito"), District.name, sample="San Pedro de Cachora"),
    ),
    joins=(Association.district,),
    search=(Association.district,),
    form={
        N_("Quiénes son"): ("name", "form", "ruc", "registry"),
        N_("Dónde están"): ("district", "community", "address"),
        N_("Padrón de Productores Agrarios"): ("ppa_code", "ppa_day"),
        N_("Algo más"): ("remarks",),
    },
    order=(Association.found_by,),
)

LEGAL_BOOKS = RecordType(
    LegalBook,
    title=N_("Libros legales"),
    one=N_("libro"),
    menu="association",
    icon="journal-bookmark",
    columns=(
        Column(N_("Libro"), LegalBook.book, sample="Libro de actas de asamblea"),
        Column(N_("N°"), LegalBook.number, sample="12"),
        Column(N_("Abierto el"), LegalBook.opened, sample="31/12/2026"),
        Column(
            N_("Legalizado por"), LegalBook.certified_by, sample="Juez de paz de Pomacanchi", rank=1
        ),
        Column(N_("Folios"), LegalBook.pages, sample="200", rank=2),
    ),
    form={N_("Libro"): ("book", "number", "opened", "certified_by", "pages")},
    order=(LegalBook.book, LegalBook.opened),
)
