"""Importing: all is read first, what is in question is said cell by cell, all is stored or nothing."""

from decimal import Decimal
from uuid import UUID

import pytest
from openpyxl import Workbook

from models import money
from models.booklets import Booklet
from models.changes import Refused
from models.documents import Document
from models.importing.answering import Answering
from models.importing.checking import check
from models.importing.draft import draft_of
from models.importing.entries import Cell
from models.importing.imports import Import, Imported
from models.importing.kinds import DELIVERIES, RECEIPTS
from models.importing.mapping import Layout, matched
from models.importing.reading import read_file
from models.importing.readings import DecimalSign
from models.importing.steps import to_its_end
from models.importing.taking import taken_in
from models.importing.undoing import undo
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.plots import Plot
from models.produce.sales import Sale, balance_of
from models.record import RulesBroken
from models.review.books import faults
from models.voiding import void
from tests import sheets_by_others
from tests.factories import a_delivery, a_grade, a_member, a_sale, everything, may
from tests.sheets_to_import import ENTREGAS, PADRON, checked, draft, imported, padron, said, sheet


def book_of(tmp_path, **sheets):
    """An .xlsx with these sheets; rows of each, the headings first."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(row)
    book.save(tmp_path / "libro.xlsx")
    return tmp_path / "libro.xlsx"


def test_a_padron_is_stored_with_the_next_places_and_codes(association, tmp_path):
    a_member(association, "Huamán Puma, José")

    imported(association, padron(tmp_path, 2))

    found = [(m.place, m.code, m.name, m.dni) for m in Member.select().order_by(Member.place)][1:]
    assert found == [
        (2, "S02", "Socia Número1", "41000001"),
        (3, "S03", "Socia Número2", "41000002"),
    ]
    assert faults() == []


def test_a_delivery_may_name_a_member_of_the_same_file(association, tmp_path):
    a_grade(association)
    path = book_of(
        tmp_path,
        Entregas=[ENTREGAS.split(";"), [may(7), "Socia Nueva", "papa", "primera", 52.5, 20]],
        Padrón=[PADRON.split(";"), ["Socia Nueva", "41234567", "Mujer", may(1)]],
    )

    imported(association, path)

    made = Delivery.get()
    assert (made.member.name, made.payable, made.suggested) == (
        "Socia Nueva",
        Decimal("52.5"),
        Decimal("26.20"),
    )
    assert money.balance(association, money.CASH, may(31)) == Decimal("980.00")
    assert [d.number for d in Document.select()] == ["EN-2026-0001", "RE-2026-0001"]
    assert faults() == []


def test_each_cell_in_question_is_named_and_nothing_is_stored(association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    before = everything()

    report = checked(
        association,
        sheet(
            tmp_path,
            ENTREGAS,
            "31/02/2026;Quispe Mamani, María;Papa;Primera;50.5;",
            "07/05/2026;Quispe Mamani, Marta;Papa;Primera;;",
            "07/04/2026;quispe mamani, maria;papa;PRIMERA;50.5;",
        ),
    )

    assert said(report) == [
        "hoja, fila 2, columna A (Fecha): La fecha «31/02/2026» no existe.",
        "hoja, fila 3, columna E (Peso bruto): Falta este dato.",
        (
            "hoja, fila 4, columna A (Fecha): El libro empieza el 01/05/2026; "
            "no se puede registrar nada antes."
        ),
    ]
    with pytest.raises(Refused, match="Todavía hay celdas"):
        to_its_end(taken_in(association, draft(association, tmp_path / "hoja.csv"), report))
    assert everything() == before


def test_a_cell_is_corrected_on_the_spot_and_looked_at_again(association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    made = draft(
        association, sheet(tmp_path, ENTREGAS, "31/02/2026;Quispe Mamani, María;Papa;Primera;50.5;")
    )
    answering = Answering(made, list(check(association, made).questions))

    with pytest.raises(RulesBroken, match="no existe"):
        answering.correct(answering.open[0], "30/02/2026")
    answering.correct(answering.open[0], "28/05/2026")

    assert answering.open == []
    report = check(association, made)
    to_its_end(taken_in(association, made, report))
    assert Delivery.get().document.day == may(28)


def test_the_same_mistake_is_corrected_in_all_its_rows_and_an_answer_is_taken_back(
    association, tmp_path
):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    rows = [f"0{day}/05/2026;Kispe Mamani, María;Papa;Primera;5{day}.5;" for day in range(1, 4)]
    made = draft(association, sheet(tmp_path, ENTREGAS, *rows))
    answering = Answering(made, list(check(association, made).questions))

    answering.correct_all(answering.open[0], "Quispe Mamani, María")
    assert answering.open == []
    assert len(check(association, made).plan.handed) == 3

    answering.take_back()
    assert len(answering.open) == 3
    assert answering.draft.answers.corrected == {}


def test_what_is_improbable_is_asked_and_noted_on_its_paper(association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    path = sheet(tmp_path, ENTREGAS, "07/05/2026;Quispe Mamani, María;Papa;Primera;2500.5;")

    assert said(checked(association, path)) == [
        "hoja, fila 2, columna E (Peso bruto): ¿2,500.5 kg de una sola persona?"
    ]

    imported(association, path)
    assert Document.get().noted == "¿2,500.5 kg de una sola persona?"


def test_what_looks_the_same_is_asked_people_and_deliveries(association, tmp_path):
    member = a_member(association, "Quispe Mamani, María")
    a_delivery(association, "50.5", may(7), member=member)
    path = book_of(
        tmp_path,
        Padrón=[PADRON.split(";"), ["María Quispe Mamani", "41234567", "Mujer", may(1)]],
        Entregas=[
            ENTREGAS.split(";"),
            [may(7), member.code, "Papa", "Primera", 50.5, None],
            [may(8), member.code, "Papa", "Primera", 50.5, None],
            [may(8), member.code, "Papa", "Primera", 50.5, None],
        ],
    )

    found = [
        (one.about, one.cell.sheet, one.cell.row) for one in checked(association, path).questions
    ]

    assert found == [
        ("duplicate", "Padrón", 2),
        ("duplicate", "Entregas", 2),
        ("duplicate", "Entregas", 4),
    ]


def test_what_was_learned_of_a_sheet_is_stored_with_its_rows_or_neither(
    association, tmp_path, monkeypatch
):
    made = draft(association, padron(tmp_path, 3))
    report = check(association, made)

    def gone(_self, _association):
        raise Refused("El disco no responde.")

    monkeypatch.setattr(type(made), "remember", gone)
    with pytest.raises(Refused, match="no responde"):
        to_its_end(taken_in(association, made, report))

    assert (Member.select().count(), Import.select().count()) == (0, 0)


def test_a_row_left_out_is_not_imported(association, tmp_path):
    made = draft(association, padron(tmp_path, 3))
    made.answers.left_out.add(Cell("padron", 3))

    report = check(association, made)
    to_its_end(taken_in(association, made, report))

    assert report.left_out == 1
    assert [m.name for m in Member.select()] == ["Socia Número1", "Socia Número3"]


def test_importing_again_adds_nothing_and_new_rows_alone_are_added(association, tmp_path):
    imported(association, padron(tmp_path, 2))
    before = everything()

    again = checked(association, padron(tmp_path, 2))
    assert (dict(again.already), again.is_empty) == ({"members": 2}, True)
    with pytest.raises(Refused, match="nada nuevo"):
        to_its_end(taken_in(association, draft(association, tmp_path / "padron.csv"), again))
    assert everything() == before

    imported(association, padron(tmp_path, 3))
    assert Member.select().count() == 3


def test_money_that_cash_does_not_hold_puts_the_row_in_question(association, tmp_path):
    a_member(association, "Quispe Mamani, María")
    path = sheet(
        tmp_path,
        "Fecha;Recibido de / Pagado a;Concepto;Rubro;Ingreso S/;Egreso S/",
        "05/05/2026;Librería Demo;Cuadernos;útiles;;400.00",
        "06/05/2026;Transportes Demo;Flete;flete/estiba/sacos;;700.00",
    )
    before = everything()

    assert said(checked(association, path)) == [
        (
            "hoja, fila 3, columna F (Egreso S/): No alcanza el saldo de caja: "
            "el 06/05/2026 faltarían S/ 100.00."
        )
    ]
    assert everything() == before


def test_receipts_sales_and_collections_go_through_their_deeds(association, tmp_path):
    a_delivery(association, "100.0", may(4))
    path = book_of(
        tmp_path,
        Ventas=[
            [
                "Venta N°",
                "Fecha",
                "Cliente",
                "Lote",
                "Producto",
                "Calidad",
                "Cantidad",
                "Precio",
                "Vence",
            ],
            [
                "1",
                may(5),
                "Comercial Sur S.A.C.",
                "papa de mayo",
                "Papa",
                "Primera",
                60,
                2,
                may(20),
            ],
            [
                "1",
                may(5),
                "Comercial Sur S.A.C.",
                "papa de mayo",
                "Papa",
                "Primera",
                40,
                1.5,
                may(20),
            ],
        ],
        Cobros=[["Venta N°", "Fecha", "Monto", "Caja o banco"], ["1", may(6), 100, "Banco"]],
    )

    imported(association, path)

    sale = Sale.get()
    assert (sale.total, sale.terms, balance_of(sale)) == (
        Decimal("180.00"),
        "credit",
        Decimal("80.00"),
    )
    assert money.balance(association, money.BANK, may(31)) == Decimal("600.00")
    assert faults() == []
    assert checked(association, path).is_empty


def test_a_sale_of_more_than_there_is_is_said_in_its_row(association, tmp_path):
    a_delivery(association, "100.0", may(4))
    path = sheet(
        tmp_path,
        "Venta N°;Fecha;Cliente;Lote;Producto;Calidad;Cantidad;Precio unitario S/",
        "1;05/05/2026;Comercial Sur;papa de mayo;Papa;Primera;60.5;2.55",
        "2;05/05/2026;Comercial Sur;papa de mayo;Papa;Primera;60;2.55",
    )

    (question,) = checked(association, path).questions

    assert (question.cell.row, question.letter) == (3, "G")
    assert "No alcanza" in question.say


def test_the_sign_of_the_decimals_is_asked_where_two_readings_exist(association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    path = sheet(tmp_path, ENTREGAS, "07/05/2026;Quispe Mamani, María;Papa;Primera;1.250;")
    made = draft(association, path)
    (part,) = made.parts

    assert list(part.asked) == [4]
    assert "de dos maneras" in made.undecided()[0]

    part.layout = part.layout.with_sign(4, DecimalSign.COMMA)
    assert made.undecided() == []
    assert check(association, made).plan.handed[0][1].weighed.gross == Decimal("1250.0")


def test_how_a_sheet_was_understood_is_remembered_for_the_next_one(association, tmp_path):
    headings = "Cuándo;Quién;Qué;Cuál;Cuánto"
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    made = draft(
        association, sheet(tmp_path, headings, "07/05/2026;Quispe Mamani, María;Papa;Primera;50.5")
    )
    (part,) = made.parts
    names = ("day", "member", "product", "grade", "gross")
    part.layout = Layout(DELIVERIES, dict(enumerate(names)))
    to_its_end(taken_in(association, made, check(association, made)))

    again = draft(
        association, sheet(tmp_path, headings, "08/05/2026;Quispe Mamani, María;Papa;Primera;51.5")
    )

    assert again.parts[0].layout.remembered
    assert len(check(association, again).plan.handed) == 1


def test_the_leaf_of_a_talonario_is_kept_and_used_once(association, tmp_path):
    Booklet(association=association, kind="EN", name="Serie A", first=101, last=150).save()
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    path = sheet(
        tmp_path,
        "Fecha;Socio;Producto;Calidad;Peso bruto;Hoja N°",
        "07/05/2026;Quispe Mamani, María;Papa;Primera;50.5;101",
        "08/05/2026;Quispe Mamani, María;Papa;Primera;51.5;101",
        "09/05/2026;Quispe Mamani, María;Papa;Primera;52.5;99",
    )

    assert said(checked(association, path)) == [
        "hoja, fila 3, columna F (Hoja N°): La hoja 101 ya está en otra fila.",
        "hoja, fila 4, columna F (Hoja N°): El talonario «Serie A» va de la hoja 101 a la 150.",
    ]


def test_every_import_is_a_record_of_what_it_made(association, tmp_path):
    run = imported(association, padron(tmp_path, 3))

    assert (run.file_name, run.stands) == ("padron.csv", True)
    assert Imported.select().where(Imported.import_run == run).count() == 3
    assert list(tmp_path.glob("copias/*-copia-0001.ecocuenca"))  # a verified copy was made first


# Undoing ------------------------------------------------------------------------------------


def test_undoing_voids_the_papers_and_removes_the_registers(association, tmp_path):
    imported(association, padron(tmp_path, 2))
    a_grade(association)
    run = imported(
        association, sheet(tmp_path, ENTREGAS, "07/05/2026;Socia Número1;Papa;Primera;50.5;20")
    )

    undo(run, "Era otro archivo")

    assert [(d.number, d.state) for d in Document.select()] == [
        ("EN-2026-0001", "voided"),
        ("RE-2026-0001", "voided"),
    ]
    assert money.balance(association, money.CASH, may(31)) == Decimal("1000.00")
    assert not Import.get_by_id(run.id).stands
    with pytest.raises(Refused, match="ya se deshizo"):
        undo(run, "Otra vez")
    assert faults() == []


def test_undoing_a_padron_takes_its_members_away(association, tmp_path):
    run = imported(association, padron(tmp_path, 3))

    assert undo(run, "Era otro archivo") == 0
    assert Member.select().count() == 0


def test_undoing_is_refused_whole_while_something_stands_on_it(association, tmp_path):
    run = imported(association, padron(tmp_path, 2))
    a_delivery(association, "10.0", may(5), member=Member.get(Member.dni == "41000001"))
    before = everything()

    with pytest.raises(Refused, match="Socia Número1 tiene"):
        undo(run, "Era otro archivo")
    assert everything() == before


def test_undoing_deliveries_that_were_sold_says_which_sale(association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    run = imported(
        association,
        sheet(tmp_path, ENTREGAS, "04/05/2026;Quispe Mamani, María;Papa;Primera;50.5;"),
    )
    sale = a_sale(association, "10.0", may(5))
    before = everything()

    with pytest.raises(Refused, match="Ya se vendió en V-2026-0001"):
        undo(run, "Era otro archivo")
    assert everything() == before

    void(sale.document, may(6), "error")
    undo(run, "Era otro archivo")
    assert not Import.get_by_id(run.id).stands


def test_what_was_undone_can_be_imported_again(association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    path = sheet(tmp_path, ENTREGAS, "04/05/2026;Quispe Mamani, María;Papa;Primera;50.5;")
    undo(imported(association, path), "Era otro archivo")

    imported(association, path)

    assert [(d.number, d.state) for d in Document.select()] == [
        ("EN-2026-0001", "voided"),
        ("EN-2026-0002", "valid"),
    ]
    assert checked(association, path).is_empty


def test_plots_and_harvests_are_stored_with_what_follows_from_them(association, tmp_path):
    a_grade(association)
    path = book_of(
        tmp_path,
        Padrón=[PADRON.split(";"), ["Socia Nueva", "41234567", "Mujer", may(1)]],
        Parcelas=[["Socio", "Área", "Medida en"], ["Socia Nueva", 2, "topo"]],
        Cosechas=[
            ["Fecha", "Socio", "Producto", "Parcela", "Total cosechado", "Venta"],
            [may(9), "Socia Nueva", "Papa", "P001", 800, None],
        ],
    )

    imported(association, path)

    harvest = Harvest.get()
    assert (Plot.get().code, Plot.get().area) == ("P001", Decimal("0.6666"))
    assert (harvest.area, harvest.undecided) == (Decimal("0.6666"), Decimal("800.0"))
    assert UUID(harvest.uid)
    assert draft_of(read_file(path), association).undecided() == []


@pytest.mark.parametrize("name", sorted(sheets_by_others.WRITTEN))
def test_no_row_of_a_sheet_by_others_is_lost_in_silence(association, tmp_path, name):
    make, _expected = sheets_by_others.WRITTEN[name]
    make(tmp_path / name)
    made = draft(association, tmp_path / name)
    for part in made.parts:  # whatever it was taken for: a person may choose any kind
        kind = part.layout.kind or RECEIPTS
        part.layout = Layout(kind, matched(part.table, kind))

    report = check(association, made)

    plan = report.plan
    stored = sum(plan.counts().values()) + len(plan.sales_by_ref) - len(plan.sales)
    in_question = {one.cell.line for one in report.questions if one.about == "problem"}
    records = sum(len(part.table.records) for part in made.parts)
    assert stored + len(in_question) == records
    assert all(one.say and one.heading for one in report.questions)


def test_a_name_that_is_nearly_one_of_the_book_brings_it_and_what_its_row_says(
    association, tmp_path
):
    a_grade(association)
    a_member(association, "Tito Condori, Basilia")
    rows = (
        "07/05/2026;Tito Condori, Basila;Papa;1ra;50.5;",
        "07/05/2026;Otra Persona;Papa;1ra;9;",
        "08/05/2026;Tito Condori, Basilia;Papa;1era;9;",
    )
    made = draft(association, sheet(tmp_path, ENTREGAS, *rows))

    report = check(association, made)
    near, far = report.questions

    assert (near.text, near.meant) == ("Tito Condori, Basila", "Tito Condori, Basilia")
    assert (far.text, far.meant) == ("Otra Persona", "")
    assert said(report)[0].endswith("¿Quiso decir «Tito Condori, Basilia»?")
    answering = Answering(made, list(report.questions))
    assert answering.row_of(near) == "07/05/2026  ·  Tito Condori, Basila  ·  Papa  ·  1ra  ·  50.5"


def test_a_heading_the_book_does_not_have_is_told_with_those_it_has(association, tmp_path):
    headings = "Fecha;Recibido de / Pagado a;Concepto;Rubro;Egreso S/"
    rows = ("07/05/2026;Juan;A Sicuani;pasajes;15", "07/05/2026;Juan;A Cusco;fletes;15")

    far, near = checked(association, sheet(tmp_path, headings, *rows)).questions

    assert far.say.startswith("«pasajes» no está entre: comisiones bancarias, ")
    assert near.meant == "flete/estiba/sacos"


def test_rows_of_totals_are_counted_as_set_aside(association, tmp_path):
    a_grade(association)
    a_member(association, "Tito Condori, Basilia")
    rows = ("07/05/2026;Tito Condori, Basilia;Papa;Primera;50.5;", "TOTAL;;;;50.5;")
    made = draft(association, sheet(tmp_path, ENTREGAS, *rows))

    assert made.set_aside == 1
    made.answers.taken_in = {Cell(made.parts[0].table.sheet, 3)}
    assert made.set_aside == 0
