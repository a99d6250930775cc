"""How a cuaderno writes figures, days and keys, and what its keys stand for once they are made."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from models.associations import Association
from models.cash.cash_book import Party, Payment, Receipt
from models.cash.funds import Fund
from models.documents import Document, Paper
from models.fields import folded, line, read
from models.language import _
from models.numbers import as_typed
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.produce.products import Grade, Product
from models.produce.sales import Sale
from models.produce.weighing import Weight

Event = Mapping[str, Any]
Made = Sale | Receipt
_M = TypeVar("_M", Sale, Receipt)
_Kept = TypeVar("_Kept")

# What a cuaderno says, and the method the program knows by that name.
_METHODS = {
    "efectivo": "cash",
    "deposito": "deposit",
    "transferencia": "transfer",
    "yape": "wallet",
    "plin": "wallet",
    "yape o plin": "wallet",
    "cheque": "cheque",
}


@dataclass
class Keys:
    """What the keys of the file stand for, as it is done."""

    association: Association = field(default_factory=Association)
    members: dict[str, Member] = field(default_factory=dict)
    products: dict[str, Product] = field(default_factory=dict)
    grades: dict[tuple[str, str], Grade] = field(default_factory=dict)
    buyers: dict[str, Buyer] = field(default_factory=dict)
    plots: dict[str, Plot] = field(default_factory=dict)
    harvests: dict[str, Harvest] = field(default_factory=dict)
    papers: dict[str, Made] = field(default_factory=dict)  # sales and receipts
    deliveries: dict[str, Delivery] = field(default_factory=dict)
    funds: dict[str, Fund] = field(default_factory=dict)

    def copied(self) -> "Keys":
        """The same keys, to try an event on: what it adds is not in these."""
        return replace(
            self,
            members=dict(self.members),
            buyers=dict(self.buyers),
            harvests=dict(self.harvests),
            papers=dict(self.papers),
            deliveries=dict(self.deliveries),
        )

    def grade(self, written: Event) -> Grade:
        return self.grades[written["product"], written["grade"]]

    def who(self, name: str) -> Party:
        """A member's key, or a name."""
        return Party.of(self.members.get(name) or line(name))

    def made(self, kind: type[_M], ref: str) -> _M:
        """The paper of that kind an event made under that key."""
        paper = self.papers[ref]
        if isinstance(paper, kind):
            return paper
        raise LookupError(_("«{ref}» es otra clase de documento.").format(ref=ref))

    def paper(self, event: Event) -> Paper:
        replaced = event.get("replaces")
        return Paper(
            day(event["date"]),
            replaces=self._document(replaced) if replaced else None,
            number=event.get("number", ""),
        )

    def _document(self, ref: str) -> Document:
        return Document.get_by_id(self.papers[ref].document_id)


def number(text: Any) -> Decimal:
    """A figure of the file: a string of digits with a decimal point, no thousands comma."""
    written = re.fullmatch(r"(-?)[0-9]{1,10}(\.[0-9]+)?", text) if isinstance(text, str) else None
    if not written:
        raise ValueError(_("«{text}» no es un número.").format(text=text))
    if written[1]:
        raise ValueError(_below_zero(text))
    return Decimal(text)


def whole(value: Any) -> int:
    """A plain number of the file, as sacks and days are."""
    if not isinstance(value, int) or isinstance(value, bool) or value > 10**6:
        raise ValueError(_("«{text}» no es un número.").format(text=value))
    if value < 0:
        raise ValueError(_below_zero(value))
    return value


def _below_zero(text: Any) -> str:
    return _("«{text}» es negativo: debe ser mayor que cero.").format(text=text)


def day(text: Any) -> date:
    """A day of the file: AAAA-MM-DD and no other way."""
    if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError(_("«{text}» no es una fecha.").format(text=as_typed(str(text))))
    written: date = read(Document.day, text)
    return written


def keep(made: dict[str, _Kept], ref: Any, record: _Kept) -> None:
    """Remember what a key stands for; refused where it stands for something already."""
    if not isinstance(ref, str) or not ref:
        raise ValueError(_("«{text}» no es una clave.").format(text=ref))
    if ref in made:
        raise ValueError(_("la clave «{ref}» está repetida.").format(ref=ref))
    made[ref] = record


def weight(event: Event, grade: Grade) -> Weight:
    """What the scale said, or a quantity in a unit."""
    on_scale = "gross" in event
    return Weight(
        gross=number(event["gross" if on_scale else "quantity"]),
        unit=str(grade.product.unit) if on_scale else event["unit"],
        tare=number(event["tare"]) if on_scale else Decimal(0),
        sacks=whole(event.get("sacks", 0)),
        impurity=number(event["impurity_pct"]) if event.get("impurity_pct") else None,
        moisture=number(event["moisture_pct"]) if event.get("moisture_pct") else None,
    )


def payment(event: Event) -> Payment:
    """How the money was paid; a method the program has no word for is left to the account."""
    return Payment(
        number(event["amount"]),
        event["account"],
        line(event.get("operation", "")),
        _METHODS.get(folded(event.get("method", "")), ""),
    )


def why(failure: BaseException) -> str:
    """The sentence of a failure; a key the file lacks is named as it is."""
    if isinstance(failure, KeyError):
        return _("falta «{name}», o no se registró antes.").format(name=failure.args[0])
    if isinstance(failure, (TypeError, AttributeError, ArithmeticError)):
        return _("está escrito de una forma que el programa no entiende.")
    return str(failure)
