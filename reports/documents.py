"""The papers of the books: the facts of each, read from the records, as a PDF."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from peewee import chunked

from models import documents
from models.associations import Association
from models.buyers import Buyer
from models.cash_book import METHODS, Receipt
from models.changes import Refused
from models.deliveries import Delivery, advances_on, season_start, seasons_so_far
from models.documents import Document
from models.language import _, speaking
from models.members import Member
from models.products import Grade, Product
from models.sales import Sale, SaleLine, balances_after, lines_by_sale
from models.settlement_facts import facts_by_paper
from models.transfers import Transfer
from reports.files import safe_name, write_whole
from reports.paper import Head, Letterhead, Void, pdf
from reports.settlement_paper import SettlementPaper
from reports.slips import DeliveryNote, MoneyReceipt, SaleNote, SoldItem, TransferNote

Slip = DeliveryNote | MoneyReceipt | SaleNote | TransferNote | SettlementPaper
AT_ONCE = 500  # papers whose facts are read together


def document_pdf(document: Document, *, with_dni: bool = False) -> bytes:
    """The paper, as it was issued; the DNI stands on a delivery note only if asked for."""
    return documents_pdf([document], with_dni=with_dni)


def documents_pdf(several: Iterable[Document], *, with_dni: bool = False) -> bytes:
    """Many papers in one file, each on its own page; Spanish, whatever the screen speaks."""
    with speaking("es"):
        return pdf(slip.paper() for slip in slips_of(several, with_dni=with_dni))


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
    with speaking("es"):
        return [
            write_whole(folders[paper.association_id] / file_name(paper), pdf([slip.paper()]))
            for paper, slip in zip(several, slips_of(several), strict=True)
        ]


def _folders(associations: set[Association], folder: Path) -> dict[int, Path]:
    if len(associations) == 1:
        return {one.id: folder for one in associations}
    return {one.id: folder / f"{safe_name(str(one.name))}-{one.id}" for one in associations}


def slip_of(document: Document, *, with_dni: bool = False) -> Slip:
    """The facts the paper states."""
    return next(slips_of([document], with_dni=with_dni))


def slips_of(several: Iterable[Document], *, with_dni: bool = False) -> Iterator[Slip]:
    """The facts the papers state, in their order; a few questions for hundreds of them."""
    for some in chunked(several, AT_ONCE):
        heads = _heads([paper.id for paper in some])
        keys: dict[str, list[int]] = {}
        for paper in some:
            keys.setdefault(str(paper.kind), []).append(paper.id)
        slips: dict[int, Slip] = {}
        for kind, of_kind in keys.items():
            if kind == "EN":
                slips |= _delivery_notes(of_kind, heads, with_dni=with_dni)
            elif kind == "V":
                slips |= _sale_notes(of_kind, heads)
            elif kind == "TR":
                slips |= _transfer_notes(of_kind, heads)
            elif kind == "LQ":
                slips |= _settlements(of_kind, heads, with_dni=with_dni)
            else:
                slips |= _receipts(of_kind, heads)
        yield from (slips[paper.id] for paper in some)


def _heads(keys: list[int]) -> dict[int, Head]:
    papers = list(Document.select().where(Document.id.in_(keys)))
    associations = Association.select().where(
        Association.id.in_({paper.association_id for paper in papers})
    )
    letters = {one.id: (_letterhead(one), str(one.district)) for one in associations}
    voided = [paper.id for paper in papers if not paper.is_valid]
    replaced = [paper.replaces_id for paper in papers if paper.replaces_id]
    followers = documents.replacements(voided) if voided else {}
    numbers = documents.numbers_of(replaced) if replaced else {}
    return {
        paper.id: Head(
            letters[paper.association_id][0],
            str(paper.number),
            paper.day,
            letters[paper.association_id][1],
            numbers.get(paper.replaces_id or 0, ""),
            None
            if paper.is_valid
            else Void(paper.voided_on, str(paper.reason), followers.get(paper.id, "")),
        )
        for paper in papers
    }


def _letterhead(association: Association) -> Letterhead:
    return Letterhead(
        str(association.name),
        str(association.ruc or ""),
        str(association.place),
        str(association.registry),
    )


def _delivery_notes(
    keys: list[int], heads: Mapping[int, Head], *, with_dni: bool
) -> dict[int, Slip]:
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


def _receipts(keys: list[int], heads: Mapping[int, Head]) -> dict[int, Slip]:
    balances = balances_after(keys)
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
        )
        for one in Receipt.select().where(Receipt.document.in_(keys))
    }


def _sale_notes(keys: list[int], heads: Mapping[int, Head]) -> dict[int, Slip]:
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


def _transfer_notes(keys: list[int], heads: Mapping[int, Head]) -> dict[int, Slip]:
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


def _settlements(keys: list[int], heads: Mapping[int, Head], *, with_dni: bool) -> dict[int, Slip]:
    return {
        key: SettlementPaper(heads[key], facts, with_dni)
        for key, facts in facts_by_paper(keys).items()
    }


def _unit(product: Product) -> str:
    return product.text("unit")
