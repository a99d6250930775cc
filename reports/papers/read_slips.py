"""The facts of deliveries, receipts, sales and transfers, read from the records."""

from collections.abc import Mapping
from decimal import Decimal

from models.cash.cash_book import METHODS, Receipt
from models.cash.receipt_facts import details_of
from models.cash.transfers import Transfer
from models.language import _
from models.people.members import Member
from models.produce.buyers import Buyer
from models.produce.deliveries import Delivery, advances_on, season_start, seasons_so_far
from models.produce.products import Grade, Product
from models.produce.sales import Sale, SaleLine, balances_after, lines_by_sale
from reports.papers.furniture import Head
from reports.papers.slips import DeliveryNote, MoneyReceipt, SaleNote, SoldItem, TransferNote


def delivery_notes(
    keys: list[int], heads: Mapping[int, Head], *, with_dni: bool
) -> dict[int, DeliveryNote]:
    paid, seasons = advances_on(keys), seasons_so_far(keys)
    found = (
        Delivery.select(
            Delivery, Member.name, Member.code, Member.dni, Product.name, Product.unit, Grade.name
        )
        .join_from(Delivery, Member)
        .join_from(Delivery, Product)
        .join_from(Delivery, Grade)
        .where(Delivery.document.in_(keys))
    )
    return {
        one.document_id: _delivery_note(
            one,
            heads[one.document_id],
            paid[one.document_id],
            seasons[one.document_id],
            with_dni=with_dni,
        )
        for one in found
    }


def _delivery_note(
    delivery: Delivery,
    head: Head,
    paid: list[tuple[str, Decimal]],
    season: Decimal,
    *,
    with_dni: bool,
) -> DeliveryNote:
    member, product, start = delivery.member, delivery.product, season_start(head.day)
    typed = f"{delivery.text('typed_quantity')} {delivery.typed_unit}"
    return DeliveryNote(
        head=head,
        member=str(member.name),
        code=str(member.code),
        dni=str(member.dni) if with_dni else "",
        product=str(product.name),
        grade=str(delivery.grade.name),
        unit=_unit(product),
        typed=typed if delivery.factor != 1 else "",
        factor=delivery.factor,
        sacks=delivery.sacks,
        gross=delivery.gross,
        tare=delivery.tare,
        net=delivery.net,
        impurity=delivery.impurity,
        impurity_off=delivery.impurity_off,
        moisture=delivery.moisture,
        moisture_base=delivery.moisture_base,
        moisture_off=delivery.moisture_off,
        payable=delivery.payable,
        tariff=delivery.tariff,
        suggested=delivery.suggested,
        advances=paid,
        season=f"{start.year}-{start.year + 1}",
        season_quantity=season,
    )


def receipts(keys: list[int], heads: Mapping[int, Head]) -> dict[int, MoneyReceipt]:
    balances, details = balances_after(keys), details_of(keys)
    return {
        one.document_id: MoneyReceipt(
            head=(head := heads[one.document_id]),
            comes_in=head.number.startswith("RI"),
            party=str(one.party),
            tax_id=str(one.party_id),
            amount=one.amount,
            concept=str(one.concept),
            methods=[(_(name), kept == one.method) for kept, name in METHODS],
            operation=str(one.operation),
            balance=None if head.void else balances.get(one.document_id),
            details=() if head.void else details[one.document_id],
        )
        for one in Receipt.select().where(Receipt.document.in_(keys))
    }


def sale_notes(keys: list[int], heads: Mapping[int, Head]) -> dict[int, SaleNote]:
    lines = lines_by_sale(keys)
    found = (
        Sale.select(Sale, Buyer.name, Buyer.ruc, Buyer.dni)
        .join(Buyer)
        .where(Sale.document.in_(keys))
    )
    return {
        one.document_id: SaleNote(
            head=heads[one.document_id],
            buyer=str(one.buyer.name),
            tax_id=str(one.buyer.tax_id),
            items=[_sold(line) for line in lines[one.document_id]],
            total=one.total,
            terms=one.text("terms"),
            due=one.due if one.terms == "credit" else None,
            voucher=str(one.voucher),
        )
        for one in found
    }


def _sold(line: SaleLine) -> SoldItem:
    return SoldItem(
        str(line.product.name),
        str(line.grade.name),
        line.quantity,
        _unit(line.product),
        line.price,
        line.text("igv"),
        line.amount,
    )


def transfer_notes(keys: list[int], heads: Mapping[int, Head]) -> dict[int, TransferNote]:
    return {
        one.document_id: TransferNote(
            head=heads[one.document_id],
            source=one.text("source"),
            target=one.text("target"),
            amount=one.amount,
            operation=str(one.operation),
        )
        for one in Transfer.select().where(Transfer.document.in_(keys))
    }


def _unit(product: Product) -> str:
    return product.text("unit")
