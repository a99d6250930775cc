"""Rubros: the headings of income and expense, in the words of people who are not accountants."""

from collections.abc import Iterator
from typing import Any

from peewee import ForeignKeyField

from models.associations import Association
from models.fields import ChoiceField, NameField, folded
from models.language import N_, _
from models.record import Column, Record, RecordType

INCOME, EXPENSE = "income", "expense"
DIRECTIONS = ((INCOME, N_("Ingreso")), (EXPENSE, N_("Egreso")))

# domain 6.5. Headings of the books themselves (a collection, an advance, a transfer) come with the
# paper that makes them and are chosen by nobody.
COLLECTIONS, ADVANCES = "ventas cobradas", "adelantos a socios"
SERVICE, DUES, INTEREST, DONATIONS = "descuento por servicio", "cuotas", "intereses", "donaciones"
LENT, REPAID = "préstamos a socios", "devolución de préstamos"
INPUTS_GIVEN, INPUTS_REPAID = "insumos a crédito", "devolución de insumos"
PAYOUTS, ROUNDING = "pago de liquidaciones", "redondeo"
TOP_UPS = "reintegros de compradores"
SHORTAGE, SURPLUS = "faltante de caja", "sobrante de caja"
DEFAULTS = {
    INCOME: (
        "cuotas",
        "aportes",
        "donaciones",
        "proyecto de ONG",
        "intereses",
        "multas",
        "otros ingresos",
    ),
    EXPENSE: (
        "flete/estiba/sacos",
        "insumos",
        "útiles",
        "movilidad/viáticos",
        "honorarios",
        "servicios",
        "equipos",
        "devoluciones",
        "impuestos",
        "comisiones bancarias",
        "otros gastos",
    ),
}
OF_THE_BOOKS = {
    INCOME: (COLLECTIONS, SERVICE, REPAID, INPUTS_REPAID, TOP_UPS, SURPLUS),
    EXPENSE: (ADVANCES, LENT, INPUTS_GIVEN, PAYOUTS, ROUNDING, SHORTAGE),
}
# Named by the deeds: a person may choose them, but not call them otherwise.
FIXED = {INCOME: (*OF_THE_BOOKS[INCOME], DUES, INTEREST, DONATIONS), EXPENSE: OF_THE_BOOKS[EXPENSE]}


class Category(Record):
    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = NameField(verbose_name=N_("Rubro"))
    direction = ChoiceField(verbose_name=N_("Clase"), choices=DIRECTIONS)
    receipt_set: Any

    class Meta:
        indexes = ((("association", "direction", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        before = self.before()
        if before is None:
            return
        yield (
            "direction",
            before.direction == self.direction or not before.receipt_set.exists(),
            _("Ya hay recibos con este rubro; la clase no se cambia."),
        )
        yield (
            "direction",
            before.direction == self.direction or before.name not in FIXED[before.direction],
            _("Este rubro lo usa el programa; la clase no se cambia."),
        )
        yield (
            "name",
            before.name == self.name or before.name not in FIXED[before.direction],
            _("Este rubro lo usa el programa; el nombre no se cambia."),
        )


def set_default_categories(association: Association) -> None:
    for direction, names in DEFAULTS.items():
        for name in names + OF_THE_BOOKS[direction]:
            Category.create(association=association, direction=direction, name=name)


def category(association: Association, direction: str, name: str) -> Category:
    """The heading of that name, made when it is not there yet."""
    for one in headings(association, direction, with_books=True):
        if folded(one.name) == folded(name):
            return one
    return Category.create(association=association, direction=direction, name=name)


def headings(
    association: Association, direction: str, *, with_books: bool = False
) -> list[Category]:
    """What a person may choose for an income or an expense."""
    rows = Category.select().where(
        Category.association == association, Category.direction == direction
    )
    hidden = () if with_books else OF_THE_BOOKS[direction]
    return [row for row in rows.order_by(Category.found_by) if row.name not in hidden]


CATEGORIES = RecordType(
    Category,
    title=N_("Rubros"),
    one=N_("rubro"),
    menu="catalogue",
    icon="tags",
    columns=(
        Column(N_("Rubro"), Category.name, sample="movilidad/viáticos", strong=True),
        Column(N_("Clase"), Category.direction, sample="Ingreso"),
    ),
    form={N_("Rubro"): ("name", "direction")},
    order=(Category.direction.desc(), Category.found_by),
)
