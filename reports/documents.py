"""The papers of the books: the facts of each, read from the records, as a PDF."""

from collections.abc import Iterable
from pathlib import Path

from models import documents
from models.associations import Association
from models.cash_book import METHODS, Receipt, Transfer
from models.changes import Refused
from models.deliveries import Delivery, advance_receipts, season_so_far, season_start
from models.documents import Document
from models.language import _, speaking
from models.products import Product
from models.sales import Sale, balance_after, lines_of
from reports.files import safe_name, write_whole
from reports.paper import Head, Letterhead, Void, pdf
from reports.slips import DeliveryNote, MoneyReceipt, SaleNote, Slip, SoldItem, TransferNote


def document_pdf(document: Document, *, with_dni: bool = False) -> bytes:
    """The paper, as it was issued; the DNI stands on a delivery note only if asked for."""
    return documents_pdf([document], with_dni=with_dni)


def documents_pdf(several: Iterable[Document], *, with_dni: bool = False) -> bytes:
    """Many papers in one file, each on its own page; Spanish, whatever the screen speaks."""
    with speaking("es"):
        return pdf(slip_of(document, with_dni=with_dni).paper() for document in several)


def file_name(document: Document) -> str:
    """«RI-2026-0001.pdf»."""
    return f"{safe_name(str(document.number))}.pdf"


def named(texts: Iterable[str]) -> list[Document]:
    """The papers that months (AAAA-MM) and numbers name; refused where one names none."""
    found: dict[int, Document] = {}
    for text in texts:
        papers = documents.named(text)
        if not papers:
            raise Refused(_("No hay ningún documento de «{text}».").format(text=text))
        found |= {paper.id: paper for paper in papers}
    return list(found.values())


def save_documents(several: Iterable[Document], folder: Path) -> list[Path]:
    """A file for each; those of several associations, which share numbers, in a folder each."""
    several = list(several)
    folders = _folders({paper.association for paper in several}, folder)
    return [
        write_whole(folders[paper.association_id] / file_name(paper), document_pdf(paper))
        for paper in several
    ]


def _folders(associations: set[Association], folder: Path) -> dict[int, Path]:
    if len(associations) == 1:
        return {one.id: folder for one in associations}
    return {one.id: folder / f"{safe_name(str(one.name))}-{one.id}" for one in associations}


def slip_of(document: Document, *, with_dni: bool = False) -> Slip:
    """The facts the paper states."""
    if document.kind == "EN":
        return _delivery_note(Delivery.get_by_id(document.id), with_dni=with_dni)
    if document.kind == "V":
        return _sale_note(Sale.get_by_id(document.id))
    if document.kind == "TR":
        return _transfer_note(Transfer.get_by_id(document.id))
    return _receipt(Receipt.get_by_id(document.id))


def _head(document: Document) -> Head:
    association = document.association
    return Head(
        Letterhead(
            str(association.name),
            str(association.ruc or ""),
            str(association.place),
            str(association.registry),
        ),
        str(document.number),
        document.day,
        str(association.district),
        str(document.replaces or ""),
        _void(document),
    )


def _void(document: Document) -> Void | None:
    if document.is_valid:
        return None
    return Void(document.voided_on, str(document.reason), str(document.replaced_by or ""))


def _delivery_note(delivery: Delivery, *, with_dni: bool) -> DeliveryNote:
    member, product = delivery.member, delivery.product
    paid = advance_receipts(delivery)
    start = season_start(delivery.document.day)
    typed = f"{delivery.text('typed_quantity')} {delivery.typed_unit}"
    return DeliveryNote(
        head=_head(delivery.document),
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
        advances=[(str(receipt), receipt.amount) for receipt in paid],
        season=f"{start.year}-{start.year + 1}",
        season_quantity=season_so_far(delivery),
    )


def _receipt(receipt: Receipt) -> MoneyReceipt:
    return MoneyReceipt(
        head=_head(receipt.document),
        comes_in=receipt.document.kind == "RI",
        party=str(receipt.party),
        tax_id=str(receipt.party_id),
        amount=receipt.amount,
        concept=str(receipt.concept),
        methods=[(_(name), kept == receipt.method) for kept, name in METHODS],
        operation=str(receipt.operation),
        balance=balance_after(receipt) if receipt.document.is_valid else None,
    )


def _sale_note(sale: Sale) -> SaleNote:
    return SaleNote(
        head=_head(sale.document),
        buyer=str(sale.buyer.name),
        tax_id=str(sale.buyer.tax_id),
        items=[
            SoldItem(
                str(line.product.name),
                str(line.grade.name),
                line.quantity,
                _unit(line.product),
                line.price,
                line.text("igv"),
                line.amount,
            )
            for line in lines_of(sale)
        ],
        total=sale.total,
        terms=sale.text("terms"),
        due=sale.due if sale.terms == "credit" else None,
        voucher=str(sale.voucher),
    )


def _transfer_note(transfer: Transfer) -> TransferNote:
    return TransferNote(
        head=_head(transfer.document),
        source=transfer.text("source"),
        target=transfer.text("target"),
        amount=transfer.amount,
        operation=str(transfer.operation),
    )


def _unit(product: Product) -> str:
    return product.text("unit")
