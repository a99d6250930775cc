"""The papers of the books: each states what its records say, also when it is printed again."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from models.booklets import Booklet
from models.cash.cash_book import Party, Receipt, income
from models.changes import Refused
from models.documents import Document, Paper, Slip
from models.produce.deliveries import Delivery, Handover, deliver
from models.produce.selling import Bargain, Item, sell
from models.produce.weighing import Weight
from models.voiding import void, void_delivery
from reports.papers.documents import (
    document_pdf,
    documents_pdf,
    file_name,
    named,
    save_documents,
    slip_of,
    slips_of,
)
from tests.factories import (
    a_buyer,
    a_collection,
    a_delivery,
    a_grade,
    a_heading,
    a_lot,
    a_member,
    a_sale,
    an_association,
    bank,
    cash,
    june,
    may,
)


def paper(number):
    return Document.get(Document.number == number)


def words_of(number, **options):
    reader = PdfReader(BytesIO(document_pdf(paper(number), **options)))
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("number", "facts"),
    [
        (
            "EN-2026-0003",
            (
                "Asociación de Productores DEMO Ecocuenca",
                "RUC 20999999990 · Pomacanchi, Acomayo, Cusco",
                "Pomacanchi, 7 de mayo de 2026",
                "Socio Demo 02",
                "Papa – Primera",
                "Peso bruto 332.0 kg",
                "Tara (6 sacos) − 3.0 kg",
                "Impureza 2 % − 6.6 kg",
                "Pagable 322.4 kg",
                "Sugerido a S/ 0.50 por kg S/ 161.20",
                "Pagado con RE-2026-0003 S/ 161.20",
                "Lleva entregado en la campaña 2025-2026 322.4 kg",
            ),
        ),
        ("EN-2026-0004", ("Peso bruto (10.0 arroba × 11.5) 115.0 kg", "Papa – Segunda")),
        ("EN-2026-0002", ("Lleva entregado en la campaña 2025-2026 659.0 kg",)),
        ("EN-2026-0006", ("Humedad 15.5 % (base 14 %) − 6.1 kg", "Pagable 343.5 kg")),
        ("EN-2026-0007", ("Humedad 13.5 % (base 14 %) 0.0 kg",)),
        (
            "RE-2026-0003",
            (
                "Páguese a Socio Demo 02 DNI 99900002",
                "CIENTO SESENTA Y UNO Y 20/100 SOLES",
                "Adelanto de la entrega EN-2026-0003",
                "[x] Efectivo",
            ),
        ),
        (
            "V-2026-0001",
            (
                "ANULADO",
                "Anulado el 16/05/2026: precio mal digitado (1.03 por 1.30).",
                "Lo reemplaza V-2026-0002.",
                "Papa Primera 1,028.4 kg 1.03 Exonerado 1,059.25",
            ),
        ),
        (
            "V-2026-0002",
            (
                "Reemplaza a V-2026-0001.",
                "Cliente Comprador Demo A RUC 20999999981",
                "Papa Segunda 595.5 kg 0.85 Exonerado 506.18",
                "MIL OCHOCIENTOS CUARENTA Y TRES Y 10/100 SOLES S/ 1,843.10",
            ),
        ),
        ("V-2026-0003", ("Crédito vence el 21/06/2026", "579.5 kg 4.60 Exonerado 2,665.70")),
        (
            "TR-2026-0001",
            ("Sale de Caja (efectivo) Entra a Banco o billetera", "MIL Y 00/100 SOLES"),
        ),
    ],
)
def test_each_paper_of_the_worked_month_states_its_facts(worked_month, number, facts):
    words = words_of(number)

    for fact in facts:
        assert fact in words


def test_a_collection_states_what_is_still_owed(worked_month):
    last = Receipt.select().join(Document).where(Document.kind == "RI").order_by(Document.id.desc())

    slip = slip_of(last.get().document)

    assert (slip.concept, slip.amount) == ("Cobro de la venta V-2026-0003", Decimal("1000.00"))
    assert slip.balance == Decimal("1665.70")


def test_the_dni_is_on_a_delivery_note_only_if_asked_for(worked_month):
    assert "DNI 99900002" not in words_of("EN-2026-0003")
    assert "DNI 99900002" in words_of("EN-2026-0003", with_dni=True)


def test_a_note_is_printed_again_as_it_was_after_more_is_delivered(association):
    note = a_delivery(association, "100.0", may(6), advance=cash("40.00"))
    before = document_pdf(note.document)

    a_delivery(association, "50.0", may(6))

    assert document_pdf(note.document) == before


def test_what_was_written_by_hand_first_states_its_leaf(association):
    booklet = Booklet(association=association, kind="RI", name="azul", first=101, last=150)
    booklet.save()
    made = income(
        a_heading(association, "income"),
        Party("Rosa"),
        "Venta de sacos",
        cash("5.00"),
        Paper(may(6), slip=Slip(booklet, 123)),
        sure=True,
    )

    assert "Talonario azul, hoja 0123." in words_of(str(made.document))


def test_a_receipt_is_printed_again_as_it_was_after_more_is_collected(association):
    a_delivery(association, "100.0", may(6))
    sale = a_sale(association, "100.0", may(7), price="2.00", credit_days=30)
    receipt = a_collection(sale, bank("50.00"), may(8))
    before = document_pdf(receipt.document)

    a_collection(sale, bank("150.00"), may(9))

    assert document_pdf(receipt.document) == before
    assert slip_of(receipt.document).balance == Decimal("150.00")


def test_kilos_of_void_deliveries_and_of_the_crop_year_before_do_not_count(association):
    member = a_member(association)
    wrong = a_delivery(association, "100.0", may(6), member=member)
    void_delivery(wrong, may(6), "peso equivocado")
    right = a_delivery(association, "90.0", may(7), member=member)
    next_season = a_delivery(association, "10.0", date(2026, 8, 1), member=member)

    assert slip_of(right.document).season_quantity == Decimal("90.0")
    assert slip_of(next_season.document).season == "2026-2027"
    assert slip_of(next_season.document).season_quantity == Decimal("10.0")


def test_a_void_note_states_no_advance_once_its_receipt_is_void_too(association):
    delivery = a_delivery(association, "100.0", may(6), advance=cash("40.00"))
    void_delivery(delivery, may(6), "peso equivocado")

    assert slip_of(delivery.document).advances == []
    assert "ANULADO" in words_of("EN-2026-0001")
    assert "Anulado el 06/05/2026: peso equivocado." in words_of("RE-2026-0001")


def test_a_void_receipt_states_no_balance(association):
    a_delivery(association, "100.0", may(6))
    sale = a_sale(association, "100.0", may(7), credit_days=30)
    receipt = a_collection(sale, bank("50.00"), may(8))
    void(receipt.document, may(8), "monto equivocado")

    assert slip_of(Document.get_by_id(receipt.document_id)).balance is None


def test_pieces_are_counted_without_decimals(association):
    grade = a_grade(association, "Cuy")
    grade.product.unit = "unidad"
    grade.product.save()
    handover = Handover(a_member(association), grade, Weight(Decimal(12), "unidad"))
    deliver(handover, Paper(may(6)))

    assert "Pagable 12 unidad" in words_of("EN-2026-0001")


def test_all_the_papers_of_a_month_make_one_file(worked_month):
    papers = named(["2026-05"])

    pages = PdfReader(BytesIO(documents_pdf(papers))).pages

    assert len(pages) == len(papers) == Document.select().count()


def test_papers_are_named_by_month_or_number_each_once(association):
    note = a_delivery(association, "100.0", may(6), advance=cash("40.00"))
    a_delivery(association, "100.0", june(6))

    found = named(["en-2026-0001", "2026-05"])

    assert [str(one) for one in found] == ["EN-2026-0001", "RE-2026-0001"]
    assert found[0] == note.document


@pytest.mark.parametrize("text", ["EN-2026-0099", "2026-07", "todo"])
def test_what_names_no_paper_is_refused(association, text):
    with pytest.raises(Refused, match=f"No hay ningún documento de «{text}»"):
        named([text])


def test_each_paper_has_a_file_named_by_its_number(association, tmp_path):
    a_delivery(association, "100.0", may(6), advance=cash("40.00"))

    written = save_documents(named(["2026-05"]), tmp_path / "recibos")

    assert [path.name for path in written] == ["EN-2026-0001.pdf", "RE-2026-0001.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF") for path in written)


def test_papers_of_two_associations_with_the_same_number_are_kept_apart(association, tmp_path):
    other = an_association("Asociación de Cachora")
    for one in (association, other):
        a_delivery(one, "100.0", may(6))

    written = save_documents(named(["EN-2026-0001"]), tmp_path)

    assert len({path.parent for path in written}) == len(written) == 2


def test_hostile_words_are_printed_as_they_are(association):
    a_delivery(association, "100.0", may(6))
    bargain = Bargain(
        a_buyer(association, "<b>Rojas & Hijos</b> <img src='x'/> =1+1"),
        a_lot(association),
        [Item(a_grade(association), Decimal("100.0"), Decimal("1.00"))],
    )
    sell(bargain, Paper(may(7)), sure=True)

    assert "<b>Rojas & Hijos</b> <img src='x'/> =1+1" in words_of("V-2026-0001")


def test_papers_read_together_state_what_each_states_alone(worked_month):
    papers = named(["2026-05"])
    alone = [(slip_of(paper), document_pdf(paper)) for paper in papers]

    together = list(slips_of(papers))

    documents_pdf(papers)  # what was drawn and measured for many leaves no trace in the next
    assert together == [slip for slip, _content in alone]
    assert [document_pdf(paper) for paper in papers] == [content for _slip, content in alone]


def test_a_file_of_many_papers_asks_no_more_questions_than_one_paper(association):
    from playhouse.test_utils import count_queries

    notes = [
        a_delivery(association, "10.0", may(6), advance=cash("1.00")).document for _n in range(20)
    ]
    with count_queries() as one:
        document_pdf(notes[0])
    with count_queries() as many:
        documents_pdf(notes)

    assert many.count == one.count <= 12
    assert file_name(notes[0]) == "EN-2026-0001.pdf"
    assert Delivery.select().count() == 20
