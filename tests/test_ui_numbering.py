"""Numeración, and the leaf a paper was written on first: by keys, and said where it cannot be."""

import pytest
from openpyxl import load_workbook

from models.booklets import Booklet, SeriesStart, SpoiledSlip
from models.cash.cash_book import Party, Receipt, income
from models.cash.categories import INCOME
from models.documents import Document, Paper, Slip
from models.numbering import leaves_of
from models.produce.deliveries import Delivery
from models.voiding import void
from tests.factories import a_delivery, a_heading, a_member, cash, may
from tests.ui_book import press, settle
from tests.ui_desk import Desk
from tests.ui_keys import Keys, sentences_in, words_in
from ui import printing
from ui.cash.receive import Receive
from ui.month.numbering import Numbering
from ui.weighing.weigh_in import WeighIn


@pytest.fixture
def desk(root, association):
    made = Desk(root, association)
    yield made
    made.clear()


@pytest.fixture
def keys(root) -> Keys:
    return Keys(root)


def a_booklet(association, kind: str = "RI", first: int = 131, name: str = "Serie A") -> Booklet:
    made = Booklet(association=association, kind=kind, name=name, first=first, last=first + 19)
    made.save()
    return made


def received(booklet: Booklet, leaf: int) -> Document:
    heading = a_heading(booklet.association, INCOME)
    paper = Paper(may(5), slip=Slip(booklet, leaf))
    return income(heading, Party("Feria"), "Rifa", cash("5.00"), paper, sure=True).document


def in_other_income(desk: Desk) -> Receive:
    """The form of another income, filled in but for its leaf."""
    screen = desk.show(Receive)
    screen.way.word.set("Otro ingreso")
    desk.wait()
    screen.cells["category"].input.lookup.put(a_heading(desk.context.association, INCOME))
    screen.cells["party"].input.lookup.words.set("Feria Demo")
    screen.cells["concept"].input.words.set("Rifa")
    screen.cells["amount"].input.words.set("12.00")
    screen.put("day", may(9))
    desk.wait()
    return screen


# The list -----------------------------------------------------------------------------------


def test_each_series_shows_its_papers_and_each_talonario_what_is_missing(desk, association):
    booklet = a_booklet(association)
    received(booklet, 132)
    void(received(booklet, 135), may(6), "error")

    screen = desk.show(Numbering)

    assert [row[1:] for row in screen.rows["series"]] == [
        ("RI-2026", "RI", "RI-2026-0001", "RI-2026-0002", 1, 1)
    ]
    ((_place, *cells),) = screen.rows["leaves"]
    assert cells == ["Serie A", "RI", "0131 a 0150", 1, 1, 0, "0131, 0133 a 0134", 15]
    assert [row[1] for row in screen.rows["papers"]] == ["RI-2026-0001", "RI-2026-0002"]
    assert [screen.of_papers.voided(row) for row in screen.rows["papers"]] == [False, True]
    assert screen.of_leaves.totals[""] == "Faltan 0131, 0133 a 0134."


def test_enter_on_a_paper_shows_it_as_it_prints(desk, association):
    made = received(a_booklet(association), 132)
    screen = desk.show(Numbering)

    press(screen.of_papers.canvas, "<Return>")

    assert desk.gone == [("preview", {"documents": [made]})]


def test_without_a_talonario_the_place_says_what_to_do(desk):
    screen = desk.show(Numbering)

    assert screen.nothing.winfo_ismapped()
    press(screen.of_series.canvas, "<Control-n>")
    desk.wait()
    assert desk.gone[0][0] == "form"


def test_a_leaf_is_marked_spoiled_by_keys(desk, keys, association):
    a_booklet(association)
    desk.show(Numbering)
    keys.tab_to_words("Marcar hoja malograda")
    answered = keys.answer("Hoja N°", "133", "<Tab>", "se rompio", "<F9>")
    keys.type("<Return>")
    answered()

    torn = SpoiledSlip.get()
    assert (torn.slip, torn.reason) == (133, "se rompio")
    assert desk.told == ["Guardado: la hoja queda como malograda."]


def test_a_leaf_that_cannot_be_spoiled_is_said_and_the_question_stays(desk, keys, association):
    received(a_booklet(association), 132)
    screen = desk.show(Numbering)
    said = []

    def look():
        over = screen.winfo_toplevel().grab_current()
        said.append(sentences_in(over))
        over.event_generate("<Escape>")

    keys.tab_to_words("Marcar hoja malograda")
    screen.after(700, look)
    answered = keys.answer("Hoja N°", "132", "<Tab>", "manchada", "<F9>")
    keys.type("<Return>")
    answered()

    assert "La hoja 132 ya se usó en RI-2026-0001." in said[0]
    assert SpoiledSlip.select().count() == 0


def test_a_series_goes_on_after_the_last_number_of_a_talonario(desk, keys):
    desk.show(Numbering)
    keys.tab_to_words("Seguir numeración")
    answered = keys.answer("Último número usado", "130", "<F9>")
    keys.type("<Return>")
    answered()

    start = SeriesStart.get()
    assert (start.kind, start.year, start.first) == ("RI", 2026, 131)


def test_all_of_it_becomes_a_workbook(desk, association, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "user_documents_path", lambda: tmp_path)
    opened = []
    monkeypatch.setattr(printing, "open_with_system", lambda path: opened.append(path) or True)
    received(a_booklet(association), 133)
    screen = desk.show(Numbering)

    screen.export()

    sheets = load_workbook(opened[0])
    assert sheets.sheetnames == ["Series", "Talonarios", "RI-2026"]
    written = [cell.value for row in sheets["Talonarios"].iter_rows() for cell in row]
    assert "0131 a 0132" in written
    assert "RI-2026-0001" in [cell.value for row in sheets["RI-2026"].iter_rows() for cell in row]


# The leaf in the deeds ------------------------------------------------------------------------


def test_without_a_talonario_no_leaf_is_asked(desk):
    screen = desk.show(Receive)

    assert not screen.leaf.widget.winfo_ismapped()


def test_what_was_written_by_hand_is_typed_with_its_leaf(desk, association, keys):
    booklet = a_booklet(association)
    screen = in_other_income(desk)
    assert "sigue la 0131" in screen.leaf.following.cget("text")

    screen.leaf.focus()
    desk.wait()
    assert desk.root.focus_get() is screen.leaf.keyboard
    keys.type("133", "<F9>")
    desk.wait()

    (made,) = Receipt.select()
    assert (made.document.booklet, made.document.slip) == (booklet, 133)
    assert screen.leaf.typed() == ""
    assert "sigue la 0134" in screen.leaf.following.cget("text")


def test_mostly_no_leaf_is_typed(desk, association, keys):
    a_booklet(association)
    in_other_income(desk)
    keys.type("<F9>")
    desk.wait()

    assert Receipt.get().document.slip is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("151", "El talonario «Serie A» va de la hoja 131 a la 150."),
        ("132", "La hoja 132 ya se usó en RI-2026-0001."),
        ("x", "«x» no es un número."),
    ],
)
def test_a_leaf_that_cannot_be_is_said_beside_it(desk, association, keys, typed, said):
    received(a_booklet(association), 132)
    screen = in_other_income(desk)
    screen.leaf.focus()
    desk.wait()
    keys.type(typed, "<F9>")
    desk.wait()

    assert said in sentences_in(screen.leaf_row)
    assert Receipt.select().count() == 1


def test_of_several_talonarios_one_is_chosen(desk, association, keys):
    a_booklet(association)
    other = a_booklet(association, first=201, name="Serie B")
    screen = in_other_income(desk)
    assert screen.leaf.box.winfo_ismapped()
    assert screen.leaf.booklet == other  # the newest first

    screen.leaf.focus()
    desk.wait()
    keys.type("201", "<F9>")
    desk.wait()

    assert Receipt.get().document.booklet == other


def test_what_replaces_a_void_paper_keeps_its_leaf(desk, association, keys):
    booklet = a_booklet(association)
    wrong = received(booklet, 140)
    void(wrong, may(6), "monto mal")
    screen = desk.show(Receive, instead_of=Receipt.get())
    assert screen.leaf.typed() == "140"

    keys.type("<F9>")
    settle(desk.root, lambda: Receipt.select().count() == 2)

    (leaves,) = leaves_of(association)
    assert (leaves.used, leaves.voided) == ([140], [])


def test_a_delivery_weighed_in_a_power_cut_has_its_leaf(desk, association, keys):
    a_delivery(association, "10.0", may(4))
    booklet = a_booklet(association, "EN", 1, "Entregas")
    screen = desk.show(WeighIn, member=a_member(association))
    assert "Hoja" in words_in(screen) or "talonario" in words_in(screen)
    screen.form.fields["gross"].put("50")
    screen._told("gross")
    screen.day.put(may(5))
    screen.leaf.focus()
    desk.wait()
    keys.type("7", "<F9>")
    desk.wait(400)

    made = Delivery.select().order_by(Delivery.document.desc()).first()
    assert (made.document.booklet, made.document.slip) == (booklet, 7)
    assert made.gross == 50
