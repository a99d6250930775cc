"""A full weigh-in sheet is typed by keys alone, and stored when it squares; nothing typed is lost."""

from decimal import Decimal

import pytest

from models.documents import Document
from models.month.preflight import FAULT, findings
from models.people.members import Member
from models.produce.deliveries import Delivery, advance_of
from models.produce.products import Product
from models.produce.weigh_sheet import CODE, MEMBER, columns_of
from tests.factories import MAY
from tests.test_reports_weigh_sheet import pages_of
from tests.ui_desk import Desk
from tests.ui_keys import Keys
from tests.ui_shell import shell_on, type_keys
from ui import printing
from ui.weighing.blank_sheets import BlankSheets


@pytest.fixture
def shell(root, open_month):
    with shell_on(root, open_month) as made:
        yield made


@pytest.fixture
def screen(shell, root):
    made = shell.go("pass_sheet")
    root.update()
    return made


@pytest.fixture
def keys(root):
    return lambda *pressed: type_keys(root, *pressed)


def deliveries() -> int:
    return Delivery.select().count()


def type_totals(keys, lines: str, sacks: str, gross: str, advances: str) -> None:
    for total in (lines, sacks, gross, advances):
        keys(total, "<Return>")


def type_line(keys, *fields: str) -> None:
    """Code, quality, sacks, gross, tare, impurity, advance; "" leaves what stands there."""
    who, *rest = fields
    keys(who, "<Return>")
    for words in rest:
        keys(words, "<Return>")


def two_lines(keys) -> None:
    """Socio Demo 07 with 100.5 kg in 2 sacks and S/ 40.00; Socia Demo 06 with 50 kg."""
    type_line(keys, "s07", "1", "2", "100.5", "", "", "40")
    type_line(keys, "s06", "2", "", "50,0", "", "", "")


def test_a_whole_sheet_by_keys_alone_becomes_its_notes_in_the_order_written(shell, screen, keys):
    before = deliveries()
    type_totals(keys, "2", "2", "150,5", "40")
    two_lines(keys)
    keys("<F9>")

    place, what = shell.where
    first, second = what["deliveries"]
    assert place == "sheet_made"
    assert deliveries() == before + 2
    assert [one.member.code for one in (first, second)] == ["S07", "S06"]
    assert [str(one.grade) for one in (first, second)] == ["Primera", "Segunda"]
    assert (first.gross, first.sacks, first.tare) == (Decimal("100.5"), 2, Decimal(1))
    assert (second.gross, second.sacks, second.tare) == (Decimal(50), 0, Decimal(0))
    assert [advance_of(one) for one in (first, second)] == [Decimal(40), Decimal(0)]
    assert shell.said == ["Hoja guardada: 2 entregas."]


def test_its_papers_are_listed_and_seen_together_with_their_receipts(shell, screen, keys):
    type_totals(keys, "2", "", "150.5", "40")
    two_lines(keys)
    keys("<F9>")
    made = shell.current
    shown = [row[1:] for row in made.rows]
    keys("<F9>")

    assert [cells[0] for cells in shown] == [str(one) for one in made.deliveries]
    assert [cells[4] for cells in shown] == [Decimal(40), None]
    assert shell.where[0] == "preview"
    assert [one.kind for one in shell.where[1]["documents"]] == ["EN", "RE", "EN"]


def test_its_fields_stand_in_the_order_of_the_paper(screen):
    columns = columns_of(screen.product)
    fields = [MEMBER, *screen.line.entries]

    assert fields == [one for one in columns if one != CODE]
    lefts = [screen.line.who.winfo_x()]
    lefts += [one.winfo_x() for one in screen.line.entries.values()]
    assert lefts == sorted(lefts)


def test_it_is_not_stored_until_it_squares_and_says_which_total_and_by_how_much(screen, keys):
    before = deliveries()
    type_totals(keys, "3", "2", "160.5", "40")
    two_lines(keys)
    keys("<F9>", "<F9>")

    assert deliveries() == before
    assert "1 línea de menos: la hoja dice 3 líneas y van 2 líneas." in screen.beside.said
    assert "10.0 kg de menos: la hoja dice 160.5 kg y van 150.5 kg." in screen.beside.said
    assert screen.control.entries["gross"].instate(["invalid"])
    assert not screen.control.entries["sacks"].instate(["invalid"])


def test_what_lacks_is_always_in_sight(screen, keys):
    type_totals(keys, "2", "2", "100.5", "40")
    type_line(keys, "s07", "1", "2", "100.5", "", "", "40")

    assert screen.control.shown["lines"] == ("1", "warn")
    assert screen.control.shown["gross"] == ("cuadra", "good")

    type_line(keys, "s06", "2", "", "50", "", "", "")

    assert screen.control.shown["lines"] == ("cuadra", "good")
    assert screen.control.shown["gross"] == ("sobran 50.0", "danger")


def test_pressing_twice_makes_one_sheet(shell, screen, keys, root):
    before = deliveries()
    type_totals(keys, "2", "", "150.5", "40")
    two_lines(keys)
    field = screen.line.who.entry
    field.event_generate("<F9>")
    field.event_generate("<F9>")
    root.update()

    assert deliveries() == before + 2


def test_what_is_odd_is_asked_of_each_line_and_the_second_press_is_the_answer(screen, keys):
    before = deliveries()
    type_totals(keys, "2", "", "1350", "")
    type_line(keys, "s07", "1", "", "1250.0", "0", "", "")
    type_line(keys, "s06", "1", "", "100", "0", "", "")
    keys("<F9>")

    assert deliveries() == before
    assert "Línea 1, Socio Demo 07: ¿1,250.0 kg de una sola persona?" in screen.beside.said
    assert screen.list.selected == 0

    keys("<F9>")

    assert deliveries() == before + 2


def test_a_line_that_cannot_have_been_weighed_is_not_taken(screen, keys):
    screen.line.focus_set()
    type_line(keys, "s07", "1", "2", "100.5", "200", "", "")

    assert screen.list.lines == []
    assert "La tara debe ser menor que el peso bruto." in screen.beside.said
    assert screen.focus_get() is screen.line.entries["tare"]


def test_who_is_not_found_is_said_until_another_is_typed(screen, keys):
    screen.line.focus_set()
    keys("zzz", "<Return>")
    said = screen.beside.said
    keys("<BackSpace>", "<BackSpace>", "<BackSpace>", "s07")

    assert said == "Nadie tiene «zzz» en su código, nombre o DNI."
    assert screen.beside.said == ""


def test_a_figure_with_two_readings_is_asked_before_one_goes_on(screen, keys):
    keys("2", "<Return>", "<Return>", "1.250", "<Return>")

    assert "puede ser 1250 o 1.25" in screen.beside.said
    assert screen.focus_get() is screen.control.entries["gross"]


def test_a_line_is_put_right_in_its_place_or_taken_away(screen, keys):
    screen.line.focus_set()
    two_lines(keys)
    keys("<Control-Up>", "<Home>", "<Return>")
    keys("<Return>", "<Return>", "<Return>", "90", "<Return>", "<Return>", "<Return>", "<Return>")
    grosses = [one.weight.gross for one in screen.list.lines]
    keys("<Control-Up>", "<End>", "<Delete>")

    assert grosses == [Decimal(90), Decimal(50)]
    assert [one.member.code for one in screen.list.lines] == ["S07"]
    assert "Se quitó la línea de Socia Demo 06." in screen.beside.said


def test_a_half_typed_sheet_waits_while_somebody_is_registered(shell, screen, keys, root):
    type_totals(keys, "2", "2", "150.5", "40")
    type_line(keys, "s07", "1", "2", "100.5", "", "", "40")
    shell.go("member")
    again = shell.go("pass_sheet")
    root.update()

    assert [one.weight.gross for one in again.list.lines] == [Decimal("100.5")]
    assert again.control.typed() == {
        "lines": "2",
        "sacks": "2",
        "gross": "150.5",
        "advances": "40.00",
    }


def test_it_stays_typed_when_the_window_is_laid_out_anew(shell, screen, keys, root):
    type_totals(keys, "2", "2", "150.5", "40")
    type_line(keys, "s07", "1", "2", "100.5", "", "", "40")
    shell.lay_out_again()
    root.update()

    assert shell.current is not screen
    assert [str(one.member.code) for one in shell.current.list.lines] == ["S07"]


def test_a_line_half_typed_is_asked_about_before_one_leaves(shell, screen, root):
    hands = Keys(root)
    screen.line.focus_set()
    hands.type("s07", "<Return>")
    answered = hands.answer("¿Salir con una línea a medias?", "<Escape>")
    shell.go("member")
    answered()

    assert shell.current is screen


def test_the_month_still_squares_after_a_sheet(screen, keys, open_month):
    screen.day.put(MAY.last)
    type_totals(keys, "2", "2", "150.5", "40")
    two_lines(keys)
    before = {one.sentence for one in findings(open_month, MAY) if one.level == FAULT}
    keys("<F9>", "<F9>")

    assert Document.select().where(Document.kind == "EN").count() == 10
    assert {one.sentence for one in findings(open_month, MAY) if one.level == FAULT} <= before


# The blank sheet --------------------------------------------------------------------------------


@pytest.fixture
def desk(root, open_month):
    made = Desk(root, open_month)
    yield made
    made.clear()


def test_the_blank_sheet_is_seen_as_it_prints_and_follows_what_is_chosen(desk):
    screen = desk.show(BlankSheets)
    members = Member.select().count()
    desk.wait(500)
    (page,) = pages_of(screen.view.pdf)
    desk.type("<Tab>")
    screen.people.set("Sin nombres")
    screen.people.event_generate("<<ComboboxSelected>>")
    screen.empty.set("20")
    desk.wait(500)

    assert page.count("Demo 0") == members == 8
    assert screen.view.desk.count == 2
    assert "Demo" not in " ".join(pages_of(screen.view.pdf))


def test_an_impossible_number_of_rows_is_said_and_prints_nothing(desk):
    screen = desk.show(BlankSheets)
    screen.empty.set("muchas")
    desk.wait(500)

    assert "de 0 a 300" in screen.line.said
    assert screen.view.printout is None
    assert screen.view.print_button.instate(["disabled"])


def test_it_is_saved_under_the_name_of_its_product(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "user_documents_path", lambda: tmp_path)
    desk.show(BlankSheets)
    desk.type("<F9>")

    product = Product.select().order_by(Product.id).first()
    path = tmp_path / "Ecocuenca" / "hojas" / f"hoja-de-acopio_{product}.pdf"
    assert path.read_bytes().startswith(b"%PDF")
