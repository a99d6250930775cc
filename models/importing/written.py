"""What the book holds, as the rows an import would read: the way back of `kinds`."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from peewee import JOIN

from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.categories import OF_THE_BOOKS, Category
from models.cash.funds import Fund
from models.documents import VALID, Document
from models.importing.kinds import BY_NAME
from models.importing.wanted import Kind
from models.months import Month
from models.people.members import Member, register_of
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery
from models.produce.harvests import harvests_of
from models.produce.lots import Lot
from models.produce.plots import Plot
from models.produce.products import Grade, Product
from models.produce.sales import Sale, SaleLine
from models.reversals import reversed_papers

Written = Mapping[str, Any]  # name of the column -> its value


def rows_of(association: Association, kind: Kind, month: Month) -> list[Written]:
    """The rows of a sheet: a register whole, papers and harvests of that month, void ones left out.

    Receipts are those a person chooses the heading of; what other deeds paid comes with them.
    """
    return list(_WRITERS[kind.name](association, month))


def _texts(record: Any, kind: Kind, *but: str) -> dict[str, Any]:
    """What the record says in the columns that are its own fields."""
    fields = record._meta.fields
    return {
        one.name: getattr(record, one.name)
        for one in kind.columns
        if one.name in fields and one.name not in but
    }


def _members(association: Association, month: Month) -> Iterator[Written]:
    for member in register_of(association, month.last):
        row = _texts(member, BY_NAME["members"])
        yield row | {"community": str(member.community) if member.community else None}


def _plots(association: Association, month: Month) -> Iterator[Written]:
    query = Plot.select(Plot, Member).join(Member).where(Plot.association == association)
    for plot in query.order_by(Plot.code):
        yield _texts(plot, BY_NAME["plots"]) | {"member": plot.member.code}


def _harvests(association: Association, month: Month) -> Iterator[Written]:
    codes = _codes(association)
    for one in harvests_of(association, month.first, month.last):
        yield _texts(one, BY_NAME["harvests"]) | {
            "member": codes[one.member_id],
            "product": one.product.name,
            "plot": one.plot.code if one.plot else None,
        }


def _codes(association: Association) -> dict[int, str]:
    """Member's key -> their code, which no two share."""
    return {
        one.id: str(one.code) for one in Member.select().where(Member.association == association)
    }


def _papers(association: Association, month: Month) -> list[Any]:
    return [
        Document.association == association,
        Document.state == VALID,
        Document.id.not_in(reversed_papers()),
        Document.day.between(month.first, month.last),
    ]


def _deliveries(association: Association, month: Month) -> Iterator[Written]:
    codes, advances = _codes(association), _advances(association, month)
    query = (
        Delivery.select(Delivery, Document, Product, Grade)
        .join_from(Delivery, Document)
        .join_from(Delivery, Product)
        .join_from(Delivery, Grade)
        .where(*_papers(association, month))
    )
    for one in query.order_by(Document.id):
        paid = advances.get(one.document_id)
        yield {
            "day": one.document.day,
            "member": codes[one.member_id],
            "product": one.product.name,
            "grade": one.grade.name,
            "gross": one.typed_quantity,
            "unit": one.typed_unit,
            "sacks": one.sacks or None,
            "tare": one.tare or None,
            "impurity": one.impurity,
            "moisture": one.moisture,
            "advance": paid.amount if paid else None,
            "account": paid.account if paid else None,
            "operation": paid.operation if paid else None,
            "uid": one.document.uid,
        }


def _advances(association: Association, month: Month) -> dict[int, Receipt]:
    """Note's key -> the receipt of the advance paid on its own day; the first, of several."""
    note = Document.alias()
    query = (
        Receipt.select(Receipt, Document)
        .join(Document)
        .join(note, on=Document.about == note.id)
        .where(*_papers(association, month), note.kind == "EN", note.day == Document.day)
    )
    found: dict[int, Receipt] = {}
    for receipt in query.order_by(Document.id):
        if receipt.document.about_id is not None:
            found.setdefault(receipt.document.about_id, receipt)
    return found


def _sales(association: Association, month: Month) -> Iterator[Written]:
    query = (
        SaleLine.select(SaleLine, Sale, Document, Buyer, Lot, Product, Grade)
        .join_from(SaleLine, Sale)
        .join_from(Sale, Document)
        .join_from(Sale, Buyer)
        .join_from(Sale, Lot)
        .join_from(SaleLine, Product)
        .join_from(SaleLine, Grade)
        .where(*_papers(association, month))
    )
    for line in query.order_by(Document.id, SaleLine.place):
        sale = line.sale
        yield {
            "ref": sale.document.number,
            "day": sale.document.day,
            "buyer": sale.buyer.name,
            "lot": sale.lot.name,
            "product": line.product.name,
            "grade": line.grade.name,
            "quantity": line.quantity,
            "price": line.price,
            "terms": sale.terms,
            "due": sale.due if sale.terms == "credit" else None,
            "voucher": sale.voucher,
            "uid": sale.document.uid,
        }


def _collections(association: Association, month: Month) -> Iterator[Written]:
    sold = Document.alias()
    query = (
        Receipt.select(Receipt, Document, sold)
        .join(Document)
        .join(sold, on=Document.about == sold.id, attr="about")
        .where(*_papers(association, month), Document.kind == "RI", sold.kind == "V")
    )
    for receipt in query.order_by(Document.id):
        yield _paid(receipt) | {
            "ref": str(receipt.document.about),
            "amount": receipt.amount,
        }


def _receipts(association: Association, month: Month) -> Iterator[Written]:
    of_the_books = {name for names in OF_THE_BOOKS.values() for name in names}
    query = (
        Receipt.select(Receipt, Document, Category, Lot, Fund)
        .join_from(Receipt, Document)
        .join_from(Receipt, Category)
        .join_from(Receipt, Lot, JOIN.LEFT_OUTER)
        .join_from(Receipt, Fund, JOIN.LEFT_OUTER)
        .where(
            *_papers(association, month),
            Document.about.is_null(),
            Category.name.not_in(of_the_books),
        )
    )
    for receipt in query.order_by(Document.id):
        comes_in = receipt.document.kind == "RI"
        yield _paid(receipt) | {
            "party": receipt.party,
            "concept": receipt.concept,
            "category": receipt.category.name,
            "income": receipt.amount if comes_in else None,
            "expense": None if comes_in else receipt.amount,
            "lot": receipt.lot.name if receipt.lot else None,
            "fund": receipt.fund.name if receipt.fund else None,
        }


def _paid(receipt: Receipt) -> dict[str, Any]:
    return {
        "day": receipt.document.day,
        "account": receipt.account,
        "method": receipt.method,
        "operation": receipt.operation,
        "uid": receipt.document.uid,
    }


_WRITERS: dict[str, Callable[[Association, Month], Iterator[Written]]] = {
    "members": _members,
    "plots": _plots,
    "harvests": _harvests,
    "deliveries": _deliveries,
    "sales": _sales,
    "collections": _collections,
    "receipts": _receipts,
}
