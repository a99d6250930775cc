"""The screens that take a sheet in, by keys: recognised, put right in place, stored, undone."""

import time

import pytest
from ttkbootstrap import Toplevel

from models import catalog, money
from models.associations import Association
from models.changes import database, transaction
from models.importing.checking import Report
from models.importing.imports import Import
from models.importing.readings import DecimalSign
from models.people.members import Member
from models.produce.deliveries import Delivery
from tests.factories import a_grade, a_member, may
from tests.sheets_to_import import ENTREGAS, imported, padron, sheet
from ui.finder import Finder
from ui.importing.import_screen import CHECK, COLUMNS, STORE, ImportScreen
from ui.importing.imports_list import Imports
from ui.importing.work import Storing
from ui.places import WAYS
from ui.widgets.dialogs import Dialog


def until(desk, holds, seconds=30.0):
    """Let the window live until that holds."""
    ends = time.monotonic() + seconds
    while not holds() and time.monotonic() < ends:
        desk.root.update()
    assert holds()


@pytest.fixture
def read(desk):
    """A screen on a file that was read."""

    def show(path):
        screen = desk.show(ImportScreen)
        screen.read(path)
        until(desk, lambda: screen.draft is not None)
        desk.wait()
        return screen

    return show


def test_a_sheet_is_put_right_by_keys_stored_and_undone(read, desk, association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    rows = ("31/02/2026;Quispe Mamani, María;Papa;Primera;50.5;20", "TOTAL;;;;50.5;20")
    screen = read(sheet(tmp_path, ENTREGAS, *rows))
    assert screen.stage == COLUMNS

    desk.type("<F9>")
    until(desk, lambda: screen.stage == CHECK and screen.work is None)
    assert screen.questions.current.say == "La fecha «31/02/2026» no existe."

    desk.type(*"070526", "<Return>")  # chosen whole as the field takes the keyboard
    until(desk, lambda: screen.stage == STORE)
    desk.type("<F9>")
    until(desk, lambda: screen.run_ is not None)
    desk.wait()

    made = Delivery.get()
    assert (made.document.day.month, made.document.day.day) == (5, 7)
    assert money.balance(association, money.CASH, made.document.day) == 980
    assert desk.told[-1] == "Se importó: 1 entrega."

    answered(desk, screen.undo)
    assert not Import.get().stands
    assert money.balance(association, money.CASH, may(31)) == 1000


def answered(desk, deed):
    """Do the deed, and answer the question it asks with its first reason and the verb."""

    def answer():
        dialogs = [one for one in desk.root.winfo_children() if isinstance(one, Dialog)]
        if not dialogs:
            desk.root.after(50, answer)
            return
        dialogs[-1].answer("Era otro archivo")

    desk.root.after(100, answer)
    deed()
    desk.wait()


def test_doubts_are_confirmed_and_a_row_is_left_out_by_their_keys(
    read, desk, association, tmp_path
):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    rows = (
        "07/05/2026;Quispe Mamani, María;Papa;Primera;2500.5;",
        "08/05/2026;Nadie Conocida;Papa;Primera;50.5;",
    )
    screen = read(sheet(tmp_path, ENTREGAS, *rows))
    desk.type("<F9>")
    until(desk, lambda: screen.stage == CHECK and screen.work is None)

    desk.type("<F8>")
    assert [one.about for one in screen.answering.open] == ["problem"]
    desk.type("<Control-z>")
    assert len(screen.answering.open) == 2
    desk.type("<F8>")
    screen.questions.ledger.canvas.focus_force()
    desk.type("<Delete>")
    until(desk, lambda: screen.stage == STORE)

    assert isinstance(screen.report, Report)
    assert (screen.report.plan.counts()["deliveries"], screen.report.left_out) == (1, 1)


def test_what_a_column_is_can_be_changed_from_the_keyboard(read, desk, association, tmp_path):
    headings = "Apellidos y nombres;DNI;Sexo;Otra cosa"
    screen = read(sheet(tmp_path, headings, "Socia Uno;41234567;Mujer;15/01/2024"))
    box = screen.columns.boxes[3]
    assert "Fecha de ingreso" in screen.columns.said.said

    box.focus_force()
    while box.get() != "Fecha de ingreso *":
        desk.type("f")  # a letter goes to the next word that begins with it

    assert screen.draft.parts[0].layout.columns[3] == "admitted"
    desk.type("<F9>")
    until(desk, lambda: screen.stage == STORE)
    desk.type("<F9>")
    until(desk, lambda: screen.run_ is not None)
    assert Member.get().admitted.isoformat() == "2024-01-15"


def test_the_decimals_are_asked_where_two_readings_exist(read, desk, association, tmp_path):
    a_grade(association)
    a_member(association, "Quispe Mamani, María")
    screen = read(sheet(tmp_path, ENTREGAS, "07/05/2026;Quispe Mamani, María;Papa;Primera;1.250;"))
    assert "disabled" in screen.next.state()

    screen.columns._choose_sign(4, DecimalSign.COMMA)

    assert "disabled" not in screen.next.state()


def test_the_window_lives_while_many_rows_are_checked(read, desk, association, tmp_path):
    screen = read(padron(tmp_path, 400))
    turns = []
    desk.root.after(1, lambda: tick(desk, turns, screen))

    desk.type("<F9>")
    until(desk, lambda: screen.stage == STORE)

    assert len(turns) > 3
    assert screen.report.plan.counts()["members"] == 400


def tick(desk, turns, screen):
    turns.append(time.monotonic())
    if screen.stage != STORE:
        desk.root.after(5, lambda: tick(desk, turns, screen))


def test_a_file_that_cannot_be_read_is_said_and_another_can_be_chosen(desk, association, tmp_path):
    path = tmp_path / "roto.xlsx"
    path.write_bytes(b"no es un libro")
    screen = desk.show(ImportScreen)

    screen.read(path)
    until(desk, lambda: screen.line.said)

    assert "roto" in screen.line.said or "archivo" in screen.line.said
    assert screen.draft is None


def test_esc_while_checking_goes_back_to_the_columns_and_nothing_is_stored(
    read, desk, association, tmp_path
):
    screen = read(padron(tmp_path, 300))

    screen.check()
    desk.root.update()
    desk.type("<Escape>")

    assert screen.stage == COLUMNS
    assert Member.select().count() == 0


def test_the_list_of_imports_undoes_one(desk, association, tmp_path):
    imported(association, padron(tmp_path, 2))
    screen = desk.show(Imports)
    assert screen.ledger.current[2] == "padron.csv"

    answered(desk, lambda: screen.open(Import.get()))

    assert Member.select().count() == 0
    assert desk.told[-1] == "Se deshizo la importación de «padron.csv»."


def test_importing_is_found_by_its_words(desk, association):
    finder = Finder(
        desk.root, desk.context, catalog.CATALOG, WAYS, lambda *_found: None, desk.context.go
    )

    ways = finder._search("importar")
    finder._take(ways[0])

    assert [one.title for one in ways] == ["Importar de Excel", "Plantilla para importar"]
    assert desk.gone[-1] == ("import_sheet", {})


def test_a_window_closed_while_an_import_is_stored_leaves_nothing_half_stored(desk, association):
    def steps():
        with transaction():
            association.remarks = "a medias"
            association.save(sure=True)
            while True:
                yield 1, 2

    window = Toplevel(master=desk.root)
    made = Storing(window, "Importando", "Dejar de importar", steps())
    until(desk, database.in_transaction)

    window.destroy()

    assert not made.winfo_exists()
    assert not database.in_transaction()
    assert Association.get().remarks == ""
