"""Weighing: from what the scale says to the quantity that is paid for (FORMAT rule 5)."""

from dataclasses import dataclass
from decimal import Decimal

from models.language import _
from models.numbers import MOST, cut, rounded
from models.produce.products import Grade, Product, factor_of
from models.record import RulesBroken


@dataclass(frozen=True)
class Weight:
    """What the scale or the counter says, in `unit`; the tare is in base units."""

    gross: Decimal
    unit: str
    tare: Decimal = Decimal(0)
    sacks: int = 0
    impurity: Decimal | None = None  # per cent
    moisture: Decimal | None = None  # per cent


@dataclass(frozen=True)
class Weighed:
    """A weight worked out (FORMAT rule 5), all in the product's base unit."""

    factor: Decimal
    gross: Decimal
    net: Decimal
    impurity_off: Decimal
    moisture_off: Decimal
    payable: Decimal
    suggested: Decimal  # advance, S/

    @property
    def discount(self) -> Decimal:
        return self.net - self.payable


def weigh(grade: Grade, weight: Weight, step: Decimal) -> Weighed:
    """Net, discounts, payable quantity and suggested advance (S/, cut down to `step`).

    Impurity comes off the net first; then moisture, where it is above the product's base. Each of
    the two results is rounded to a tenth (a whole piece). Refuses what cannot have been weighed.
    """
    product = grade.product
    _check_weight(product, weight)
    factor = factor_of(product, weight.unit)
    gross = rounded(weight.gross * factor, product.places)
    if gross >= MOST:
        raise RulesBroken({"gross": _("Ese peso no puede ser. Revise la unidad.")})
    if weight.tare >= gross:
        raise RulesBroken({"tare": _("La tara debe ser menor que el peso bruto.")})
    net = gross - weight.tare
    impurity_off = rounded(net * (weight.impurity or Decimal(0)) / 100, product.places)
    rest, base = net - impurity_off, product.moisture_base
    payable = rest
    if base is not None and weight.moisture is not None and weight.moisture > base:
        payable = rounded(rest * (100 - weight.moisture) / (100 - base), product.places)
    if payable <= 0:
        raise RulesBroken({"gross": _("Con esos descuentos no queda nada que pagar.")})
    suggested = cut(payable * grade.tariff, step)
    return Weighed(factor, gross, net, impurity_off, rest - payable, payable, suggested)


def _check_weight(product: Product, weight: Weight) -> None:
    if weight.gross <= 0:
        raise RulesBroken({"gross": _("El peso debe ser mayor que cero.")})
    step = Decimal(1).scaleb(-product.places)
    if weight.unit == product.unit and weight.gross % step:
        say = _("Se pesa con 1 decimal.") if product.places else _("Se cuenta en enteros.")
        raise RulesBroken({"gross": say})
    if weight.tare < 0 or weight.tare % step:
        raise RulesBroken({"tare": _("La tara se pesa con 1 decimal.")})
    if weight.sacks < 0:
        raise RulesBroken({"sacks": _("No puede ser menor que cero.")})
    for name, percent in (("impurity", weight.impurity), ("moisture", weight.moisture)):
        if percent is not None and not 0 <= percent < 100:
            raise RulesBroken({name: _("Un porcentaje va de 0 a 100.")})
        if percent is not None and percent % Decimal("0.01"):
            raise RulesBroken({name: _("Un porcentaje lleva como máximo 2 decimales.")})
