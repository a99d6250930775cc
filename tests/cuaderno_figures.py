"""What a book holds, in the words and the shape of a cuaderno's `expected` (see FORMAT).

Everything is asked of `models`; what no question there answers (the place of an event in its file,
how many rows a sheet has) is left out.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models import money
from models.associations import Association
from models.documents import Document
from models.produce.deliveries import Delivery, advance_receipts
from models.produce.harvests import DESTINATIONS
from models.produce.lots import lots_of
from models.produce.sales import Sale, SaleLine, balance_of, state_of
from models.produce.write_offs import WriteOff
from models.settling.deductions import CARRIED, DUES, INPUTS, LOAN, RETENTION
from models.settling.settlements import LotSettlement, Settlement, lines_of, runs_of
from models.stock import StockEntry

ZERO = Decimal(0)
STATES = {
    "pending": "PENDIENTE",
    "partial": "PARCIAL",
    "collected": "COBRADA",
    "voided": "ANULADA",
}
PARTS = [name for name in DESTINATIONS if name != "undecided"]
BASES = {
    "carried_in": CARRIED,
    "retention": RETENTION,
    "inputs": INPUTS,
    "loan": LOAN,
    "dues": DUES,
}

Told = dict[str, Any]


def soles(amount: Decimal) -> str:
    return f"{amount:.2f}"


@dataclass(frozen=True)
class Refs:
    """What the cuaderno calls each name."""

    people: Mapping[str, str]  # members and buyers
    products: Mapping[str, str]
    grades: Mapping[tuple[str, str], str]
    funds: Mapping[str, str]
    unit_of: Mapping[str, str]  # product's name -> its unit

    @classmethod
    def of(cls, inputs: Told) -> "Refs":
        made = [one for event in inputs["events"] for one in _entered(event)]
        people = [*inputs["members"], *inputs["buyers"], *made]
        return cls(
            {one["name"]: one["ref"] for one in people},
            {one["name"]: one["ref"] for one in inputs["products"]},
            {
                (one["name"], grade["name"]): grade["ref"]
                for one in inputs["products"]
                for grade in one["grades"]
            },
            {one["name"]: one["fund"] for one in inputs["opening"].get("funds", ())},
            {one["name"]: one["unit"] for one in inputs["products"]},
        )

    def who(self, name: Any) -> str:
        return self.people.get(str(name), str(name))

    def grade(self, grade: Any) -> Told:
        product = str(grade.product)
        return {
            "product": self.products[product],
            "grade": self.grades[product, str(grade)],
        }

    def quantity(self, amount: Decimal, product: Any) -> str:
        return f"{amount:.{0 if self.unit_of[str(product)] == 'unidad' else 1}f}"


def _entered(event: Told) -> list[Told]:
    return [event[name] for name in ("member", "buyer") if isinstance(event.get(name), dict)]


# Papers -------------------------------------------------------------------------------------


def documents(refs: Refs) -> list[Told]:
    """Every paper in the order typed."""
    return [document(one, refs) for one in Document.select().order_by(Document.id)]


def document(one: Document, refs: Refs) -> Told:
    said = {"number": str(one.number), "date": str(one.day), "state": str(one.state)}
    if one.about is not None:
        said["about"] = str(one.about)
    if not one.is_valid:
        said |= {"voided_on": str(one.voided_on), "reason": str(one.reason)}
    if one.replaced_by is not None:
        said["replaced_by"] = str(one.replaced_by)
    if one.kind == "TR":
        moved = one.transfer_set.get()
        return said | {"from": moved.source, "to": moved.target, "amount": soles(moved.amount)}
    if one.kind in ("EN", "LQ"):
        made = (one.delivery_set if one.kind == "EN" else one.settlement_set).get()
        said["party"] = refs.who(made.member)
        return said if one.kind == "EN" else said | {"amount": soles(made.net)}
    if one.kind == "V":
        sale = one.sale_set.get()
        return said | {"party": refs.who(sale.buyer), "amount": soles(sale.total)}
    if one.kind == "ME":
        return said
    paid = one.receipt_set.get()
    who = {"party": refs.who(paid.party), "account": str(paid.account)}
    return said | who | {"amount": soles(paid.amount)}


def deliveries(refs: Refs) -> list[Told]:
    return [_delivery(one, refs) for one in Delivery.select().order_by(Delivery.document)]


def _delivery(one: Delivery, refs: Refs) -> Told:
    receipts = [receipt for receipt in advance_receipts(one) if receipt.document.is_valid]
    figures = {
        name: refs.quantity(getattr(one, name), one.product)
        for name in ("gross", "tare", "net", "discount", "payable")
    }
    return {
        "number": str(one.document),
        "date": str(one.document.day),
        "member": refs.who(one.member),
        **refs.grade(one.grade),
        "unit": str(one.product.unit),
        "sacks": one.sacks,
        **figures,
        "suggested_advance": soles(one.suggested),
        "advance": soles(sum((receipt.amount for receipt in receipts), ZERO)),
        "advance_document": str(receipts[0].document) if receipts else None,
    }


def sales(refs: Refs) -> list[Told]:
    return [_sale(one, refs) for one in Sale.select().order_by(Sale.document)]


def _sale(sale: Sale, refs: Refs) -> Told:
    owed = balance_of(sale)
    collected = sale.total - owed if sale.document.is_valid else ZERO
    return {
        "number": str(sale),
        "date": str(sale.document.day),
        "buyer": refs.who(sale.buyer),
        "lot": str(sale.lot),
        "terms": sale.terms,
        "due": str(sale.due),
        "lines": [
            refs.grade(line.grade)
            | {
                "quantity": refs.quantity(line.quantity, line.product),
                "amount": soles(line.amount),
                "draws": _draws(line, refs),
            }
            for line in sale.lines.order_by(SaleLine.place)
        ],
        "total": soles(sale.total),
        "collected": soles(collected),
        "state": STATES[state_of(sale, owed)],
    }


def _draws(line: SaleLine, refs: Refs) -> dict[str, str]:
    """What the line took when it was typed; a void one gave it back since."""
    taken = StockEntry.select().where(
        StockEntry.document == line.sale_id,
        StockEntry.line == line.place,
        StockEntry.quantity < 0,
    )
    return {str(one.delivery): refs.quantity(-one.quantity, line.product) for one in taken}


# Lots and settlements -----------------------------------------------------------------------


def lots(association: Association) -> list[Told]:
    """Those with a valid sale or loss, or settled, in the order they were first named."""
    return [_lot(one) for one in reversed(lots_of(association))]


def _lot(lot: Any) -> Told:
    sold = [one for one in Sale.select().where(Sale.lot == lot) if one.document.is_valid]
    lost = [one for one in WriteOff.select().where(WriteOff.lot == lot) if one.document.is_valid]
    papers = [one.document_id for one in (*sold, *lost)]
    pieces: dict[str, Decimal] = defaultdict(Decimal)
    units = set()
    for entry in StockEntry.select().where(StockEntry.document << papers):
        pieces[str(entry.delivery)] -= entry.quantity
        units.add(str(entry.grade.product.unit))
    unit = units.pop() if units else ""
    places = 0 if unit == "unidad" else 1
    gross = sum((one.total for one in sold), ZERO)
    runs = [one for one in runs_of(lot) if any(s.document.is_valid for s in one.settlements)]
    costs = runs[0].costs if runs else money.owed_by(money.PRODUCE, lot.id) + gross
    quantity = sum((line.quantity for one in sold for line in one.lines), ZERO)
    said = {
        "lot": str(lot),
        "unit": unit,
        "sold": f"{quantity:.{places}f}",
        "written_off": f"{sum((one.quantity for one in lost), ZERO):.{places}f}",
        "gross": soles(gross),
        "costs": soles(costs),
        "pieces": {number: f"{part:.{places}f}" for number, part in pieces.items()},
        "settled_on": str(runs[0].day) if runs else None,
    }
    if not runs:
        return said
    return said | {"service_pct": soles(runs[0].service_pct), "service": soles(runs[0].service)}


def settlements(refs: Refs) -> list[Told]:
    query = Settlement.select().order_by(Settlement.document)
    return [_settlement(one, refs) for one in query if one.document.is_valid]


def _settlement(one: Settlement, refs: Refs) -> Told:
    run = LotSettlement.get_by_id(one.run_id)
    taken = {
        name: sum((part.amount for part in one.deductions if part.base == base), ZERO)
        for name, base in BASES.items()
    }
    figures = ("gross", "costs", "service", "advances", "net", "carried_out")
    return {
        "number": str(one),
        "lot": str(run.lot),
        "date": str(one.document.day),
        "member": refs.who(one.member),
        "lines": [
            {
                "delivery": str(line.delivery),
                "quantity": _of_delivery(line.delivery_id, line.quantity, refs),
                **{name: soles(getattr(line, name)) for name in figures[:3]},
                "advance": soles(line.advance),
            }
            for line in lines_of(one)
        ],
        **{name: soles(getattr(one, name)) for name in figures},
        **{name: soles(amount) for name, amount in taken.items()},
        "payment": _payment(one),
    }


def _of_delivery(key: int, quantity: Decimal, refs: Refs) -> str:
    return refs.quantity(quantity, Delivery.get_by_id(key).product)


def _payment(one: Settlement) -> Told | None:
    paid = Document.get_or_none(Document.about == one.document, Document.state == "valid")
    if paid is None:
        return None
    receipt = paid.receipt_set.get()
    return {
        "document": str(paid),
        "date": str(paid.day),
        "account": str(receipt.account),
        "paid": soles(receipt.amount),
        "rounding": soles(receipt.amount - one.net),
    }
