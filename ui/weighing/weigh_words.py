"""What the scale says by itself: how the day goes, what is left in cash, what a figure means."""

from datetime import date
from decimal import Decimal

from models.associations import Association
from models.cash.cash_book import Receipt
from models.fields import show
from models.language import _, ngettext
from models.money import CASH, balance_after
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product, units_of
from models.produce.weigh_in import day_totals
from models.produce.weighing import Weighed
from ui.widgets.amounts import price, soles
from ui.widgets.words import number


def so_far(association: Association, day: date) -> str:
    """«Hoy: 9 entregas, 2,203.4 kg, S/ 2,141.50 en adelantos»; "" for none."""
    totals = day_totals(association, day)
    if not totals.deliveries:
        return ""
    when = _("Hoy") if day == date.today() else f"{day:%d/%m}"
    count = ngettext("{n} entrega", "{n} entregas", totals.deliveries)
    weights = (
        f"{show(Delivery.net, quantity)} {show(Product.unit, unit)}"
        for unit, quantity in totals.delivered.items()
    )
    parts = [count.format(n=number(totals.deliveries)), *weights]
    if totals.advances:
        parts.append(_("{amount} en adelantos").format(amount=soles(totals.advances)))
    return f"{when}: {', '.join(parts)}"


def purse(
    association: Association, account: str, day: date, advance: Decimal | None
) -> tuple[str, str] | None:
    """What will be left in cash or bank after the advance, or that there is not enough; its tone."""
    if advance is None:
        return None
    left = balance_after(association, account, day, -advance)
    if left < 0:
        where = _("En caja no alcanza") if account == CASH else _("En el banco no alcanza")
        return _("{where}: faltan {amount}.").format(where=where, amount=soles(-left)), "danger"
    words = (
        _("Se paga en efectivo. Quedan en caja {amount}.")
        if account == CASH
        else _("Se paga por banco. Quedan en el banco {amount}.")
    )
    return words.format(amount=soles(left)), "good"


def hints(grade: Grade, unit: str, weighed: Weighed | None) -> dict[str, str]:
    """Under each field, what the program made of the weight."""
    product = grade.product
    spoken = spoken_units(product)
    said = {"gross": spoken or _("lo que marca la balanza"), "impurity": "", "advance": ""}
    if weighed is None:
        return said
    if unit != product.unit:
        said["gross"] = _("son {quantity}").format(quantity=product.said(weighed.gross))
    if weighed.impurity_off:
        off = product.said(weighed.impurity_off)
        said["impurity"] = _("quita {quantity}").format(quantity=off)
    if weighed.suggested:
        said["advance"] = _("sugerido: {quantity} × {tariff} = {amount}").format(
            quantity=product.said(weighed.payable),
            tariff=price(grade.tariff),
            amount=show(Receipt.amount, weighed.suggested),
        )
    return said


def spoken_units(product: Product) -> str:
    """«10a: arrobas, 10q: quintales»: how the first letter chooses another unit."""
    names = [str(one.name) for one in units_of(product) if one.name != product.unit]
    letters = {name[:1]: f"10{name[:1]}: {_several(name)}" for name in reversed(names[:2])}
    return ", ".join(reversed(letters.values()))


def _several(unit: str) -> str:
    return unit + ("s" if unit[-1:] in "aeiou" else "es")
