"""Money as sentences say it: «S/ 1,239.50»."""

from decimal import Decimal

from models.fields import PriceField, SolesField, show
from models.language import _

_SOLES, _PRICE = SolesField(), PriceField()


def soles(amount: Decimal) -> str:
    return _("S/ {amount}").format(amount=show(_SOLES, amount))


def price(amount: Decimal) -> str:
    """«1.30», without its unit."""
    return show(_PRICE, amount)
