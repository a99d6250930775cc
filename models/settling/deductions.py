"""Deductions of a settlement, as data: what each takes, in which order, and at most how much.

The association's own are rows of its register; the five every settlement knows are rows too, made
with the association. A deduction takes either what a member owes (`OWED`), the tax of the law, or
a rate of a base.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from peewee import ForeignKeyField, IntegerField

from models.associations import Association
from models.cash.categories import DIRECTIONS, INCOME, Category
from models.cash.funds import Fund
from models.changes import Refused
from models.fields import ChoiceField, DayField, FactorField, NameField, PercentField
from models.language import N_, _, in_spanish
from models.months import open_since
from models.parameters import EPOCH
from models.record import Column, Record, RecordType

CARRIED, RETENTION, INPUTS, LOAN, DUES, CHARGES = (
    "carried",
    "retention",
    "inputs",
    "loan",
    "dues",
    "charges",
)
GROSS, NET, QUANTITY, FIXED = "gross", "net", "quantity", "fixed"
BASES = (
    (CARRIED, N_("Saldo deudor de liquidaciones anteriores")),
    (RETENTION, N_("Retención del impuesto")),
    (INPUTS, N_("Insumos que debe")),
    (LOAN, N_("Préstamo que debe")),
    (DUES, N_("Cuotas que debe")),
    (CHARGES, N_("Multas y aportes que debe")),
    (GROSS, N_("% del bruto")),
    (NET, N_("% de lo que le toca")),
    (QUANTITY, N_("S/ por kilo o unidad")),
    (FIXED, N_("S/ por liquidación")),
)
ASKED = (INPUTS, LOAN, DUES, CHARGES)  # taken only as far as the person asks for it
OWED = (CARRIED, *ASKED)
RATED = (GROSS, NET, QUANTITY, FIXED)
# FORMAT rule 9: in this order, each never more than is left.
DEFAULTS = (
    (CARRIED, in_spanish("Saldo anterior")),
    (RETENTION, in_spanish("Retención")),
    (INPUTS, in_spanish("Insumos")),
    (LOAN, in_spanish("Préstamo")),
    (DUES, in_spanish("Cuotas")),
    (CHARGES, in_spanish("Multas y aportes")),
)


class Deduction(Record):
    """One concept taken off what a member is due, from a day on.

    `rate` is % of the base, or S/; `most_pct` is its limit as a share of what is left before any
    deduction, 100 for none.
    """

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = NameField(verbose_name=N_("Concepto"))
    place = IntegerField(verbose_name=N_("Orden"))
    base = ChoiceField(verbose_name=N_("Qué descuenta"), choices=BASES)
    rate = FactorField(verbose_name=N_("Cuánto (% o S/)"), default=Decimal(0))
    most_pct = PercentField(verbose_name=N_("Hasta qué % del pago"), default=Decimal(100))
    category = ForeignKeyField(
        Category, verbose_name=N_("Rubro de ingreso"), null=True, on_delete="RESTRICT"
    )
    fund = ForeignKeyField(Fund, verbose_name=N_("Fondo"), null=True, on_delete="RESTRICT")
    since = DayField(verbose_name=N_("Rige desde"))
    until = DayField(verbose_name=N_("Rige hasta"), null=True)

    class Meta:
        indexes = ((("association", "name", "since"), True),)

    def __str__(self) -> str:
        return str(self.name)

    def remove(self) -> None:
        """Refused for the only one of a debt, which would then be taken by none, unsaid."""
        same = Deduction.select().where(
            Deduction.association == self.association, Deduction.base == self.base
        )
        if self.base not in RATED and same.count() == 1:
            raise Refused(
                _(
                    "«{name}» es el único descuento de su clase y no se borra. "
                    "Si ya no se descuenta, escriba hasta cuándo rige."
                ).format(name=self.name)
            )
        super().remove()

    def rules(self) -> Iterator[tuple[str, bool, str]]:
        rated = self.base in RATED
        yield "rate", self.rate >= 0, _("No puede ser menor que cero.")
        yield "rate", not rated or self.rate > 0, _("Escriba cuánto se descuenta.")
        percent = self.base in (GROSS, NET)
        yield "rate", not percent or self.rate <= 100, _("Un porcentaje llega hasta 100.")
        yield "most_pct", 0 <= self.most_pct <= 100, _("Un porcentaje va de 0 a 100.")
        one = (self.category is None) != (self.fund is None)
        yield "category", not rated or one, _("Elija el rubro o el fondo que lo recibe, uno solo.")
        yield (
            "category",
            self.category is None or self.category.direction == INCOME,
            _("Elija un rubro de {kind}.").format(kind=_(dict(DIRECTIONS)[INCOME]).lower()),
        )
        yield (
            "until",
            self.until is None or self.until >= self.since,
            _("Termina antes de empezar. Revise las dos fechas."),
        )
        yield from self._alone()
        yield from self._fixed()

    def _alone(self) -> Iterator[tuple[str, bool, str]]:
        """A debt, and the tax, is taken by one concept on any day: two would take it twice."""
        if self.base in RATED:
            return
        others = Deduction.select().where(
            Deduction.association == self.association,
            Deduction.base == self.base,
            Deduction.id != (self.id or 0),
            Deduction.since <= (self.until or date.max),
            Deduction.until.is_null() | (Deduction.until >= self.since),
        )
        other = others.order_by(Deduction.since).first()
        if other is None:
            return
        if other.since < self.since:
            say = _(
                "En esas fechas ya rige «{name}», que descuenta lo mismo. "
                "Primero escriba en «{name}» que rige hasta el {day}."
            )
            yield "since", False, _until(say, other, self.since)
        elif other.since > self.since:
            say = _(
                "Desde el {since} rige «{name}», que descuenta lo mismo. "
                "Este puede regir hasta el {day}."
            )
            yield "until", False, _until(say, other, other.since)
        else:
            say = _("Desde ese día ya rige «{name}», que descuenta lo mismo. Use ese.")
            yield "since", False, say.format(name=other.name)

    def _fixed(self) -> Iterator[tuple[str, bool, str]]:
        """What held in a closed month stays; it may end, and another may begin, in an open one."""
        line, before = open_since(self.association), self.before()
        if line is None:
            return
        say = _("Rige en meses cerrados: eso ya no se cambia. Use una fecha desde el {day}.")
        sentence = say.format(day=f"{line:%d/%m/%Y}")
        held = before is not None and before.since < line
        for name in ("base", "rate", "most_pct", "category", "fund"):
            same = before is None or before.__data__.get(name) == self.__data__.get(name)
            yield name, not held or same, sentence
        kept = before is not None and before.since == self.since
        yield "since", kept or (self.since >= line and not held), sentence
        ends = before is not None and before.until == self.until
        last = line - timedelta(days=1)  # a deduction may end with the months that are closed
        yield "until", ends or self.until is None or self.until >= last, sentence


def _until(say: str, other: Deduction, begins: date) -> str:
    """Names another deduction, and the day before one begins."""
    day = begins - timedelta(days=1)
    return say.format(name=other.name, since=f"{other.since:%d/%m/%Y}", day=f"{day:%d/%m/%Y}")


def set_default_deductions(association: Association) -> None:
    for place, (base, name) in enumerate(DEFAULTS, start=1):
        Deduction.create(association=association, name=name, place=place, base=base, since=EPOCH)


def deductions_on(association: Association, day: date) -> list[Deduction]:
    """Those in force on that day, in the order they are taken."""
    query = Deduction.select().where(
        Deduction.association == association,
        Deduction.since <= day,
        Deduction.until.is_null() | (Deduction.until >= day),
    )
    return list(query.order_by(Deduction.place, Deduction.id))


DEDUCTIONS = RecordType(
    Deduction,
    title=N_("Descuentos de la liquidación"),
    one=N_("descuento"),
    menu="catalogue",
    icon="scissors",
    columns=(
        Column(N_("Orden"), Deduction.place, sample="12"),
        Column(N_("Concepto"), Deduction.name, sample="Fondo de solidaridad", strong=True),
        Column(N_("Qué descuenta"), Deduction.base, sample="Saldo deudor de liquidaciones"),
        Column(N_("Cuánto"), Deduction.rate, sample="1,000.00", rank=1),
        Column(N_("Hasta %"), Deduction.most_pct, sample="100.0", rank=2),
        Column(N_("Rige desde"), Deduction.since, sample="01/01/2026", rank=3),
    ),
    form={
        N_("Descuento"): ("name", "place", "base", "rate", "most_pct"),
        N_("Dónde va"): ("category", "fund"),
        N_("Cuándo"): ("since", "until"),
    },
    order=(Deduction.place, Deduction.id),
)
