"""«Llevar a Excel»: any list, all of it, while the window goes on."""

import errno
import os

import pytest
from openpyxl import load_workbook

from models.people.members import MEMBERS, Member
from tests.ui_book import context_of, settle, small_book
from tests.ui_desk import Desk
from tests.workbook_reader import rows_of
from ui import to_excel
from ui.kardex import KardexPage
from ui.month.month_book import MonthBook
from ui.people.dues_screen import DuesScreen
from ui.register import Register


@pytest.fixture(autouse=True)
def documents(tmp_path, monkeypatch):
    """A person's folder of documents, on a machine with nothing to open a workbook."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    return tmp_path


@pytest.fixture
def desk(root, worked_month):
    made = Desk(root, worked_month)
    yield made
    made.clear()


def taken(desk, screen, *keys):
    """The only sheet of what the keys took to Excel."""
    screen.ledger.canvas.focus_force()
    desk.root.update()
    desk.type(*(keys or ("<Control-l>",)))
    settle(desk.root, lambda: any("Está en" in one for one in desk.told), 20)
    return load_workbook(desk.told[-1].removeprefix("Está en ")).worksheets[0]


def test_five_thousand_rows_go_in_slices_and_are_written_beside_the_window(root, monkeypatch):
    said, turns = [], []
    with small_book(5000) as association:
        context = context_of(association)
        context.say = lambda words, *_tone: said.append(words)
        screen = Register(root, context, MEMBERS)
        screen.pack()
        screen.shown()
        settle(root)
        asked = []
        window = screen.asked.window
        object.__setattr__(
            screen.asked, "window", lambda *what: (asked.append(what), window(*what))[1]
        )

        screen.to_excel.take()

        def turn():  # anything else the window has to do
            turns.append(len(asked))
            if screen.to_excel.under_way:
                root.after(1, turn)

        turn()
        settle(root, lambda: not screen.to_excel.under_way, 60)
        screen.destroy()
    assert asked == [(place, to_excel.SLICE) for place in range(0, 5001, to_excel.SLICE)]
    assert len(set(turns)) > 15  # the window had its turn between the slices
    sheet = load_workbook(said[-1].removeprefix("Está en ")).worksheets[0]
    assert len(rows_of(sheet)) == 5000


def test_what_is_stored_meanwhile_makes_it_begin_again(root):
    said = []
    with small_book(600) as association:
        context = context_of(association)
        context.say = lambda words, *_tone: said.append(words)
        screen = Register(root, context, MEMBERS)
        screen.shown()
        settle(root)

        screen.to_excel.take()
        first = Member.get(Member.place == 1)
        first.name = "Zúñiga, Ana"
        first.save()
        settle(root, lambda: not screen.to_excel.under_way, 20)
        screen.destroy()
    names = [
        row["Apellidos y nombres"] for row in rows_of(load_workbook(said[-1][8:]).worksheets[0])
    ]
    assert (len(names), names.count("Zúñiga, Ana"), "Apaza 01" in names) == (600, 1, False)


def test_a_second_list_waits_for_the_first(root):
    said = []
    with small_book(300) as association:
        context = context_of(association)
        context.say = lambda words, *_tone: said.append(words)
        screen = Register(root, context, MEMBERS)
        screen.shown()
        settle(root)

        screen.to_excel.take()
        screen.to_excel.take()

        assert said[-1] == "Todavía se escribe la lista anterior."
        settle(root, lambda: not screen.to_excel.under_way, 20)
        screen.destroy()


def test_a_kardex_goes_as_it_stands_with_its_totals(desk):
    screen = desk.show(KardexPage)

    sheet = taken(desk, screen)

    *_rows, last, total = rows_of(sheet)
    assert (last["Documento"], last["Salida"], last["Saldo"]) == ("V-2026-0002", 1028.4, 0)
    assert (total["Fecha"], total["Entrada"], total["Saldo"]) == ("Total", 1028.4, 0)
    assert "Papa primera" in sheet["A2"].value


def test_dues_go_with_their_states_and_their_filter(desk):
    screen = desk.show(DuesScreen)
    screen.filter.set("owing")
    screen._fill()

    sheet = taken(desk, screen)

    first, second, total = rows_of(sheet)
    assert {first["Estado"], second["Estado"]} == {"Debe este mes"}
    assert (first["Debe S/"], total["Debe S/"]) == (5, 10)
    assert sheet["A2"].value.endswith("mayo de 2026 · Deben")


def test_a_list_open_in_excel_is_written_under_a_second_name_and_that_is_said(desk, monkeypatch):
    screen = desk.show(KardexPage)
    taken(desk, screen)
    replace, first = os.replace, desk.told[-1].removeprefix("Está en ")

    def refuse(source, target):
        if str(target) == first:
            raise PermissionError(errno.EACCES, "in use", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    desk.type("<Control-l>")
    settle(desk.root, lambda: "abierto en otro programa" in desk.told[-1], 20)

    assert desk.told[-1].endswith(" (2).xlsx».")


@pytest.mark.parametrize(
    ("key", "name", "says"),
    [
        ("<F9>", "2026-05_asociacion-de-productores-demo-ecocuenca.xlsx", "El libro está en"),
        ("<Control-y>", "2026_asociacion-de-productores-demo-ecocuenca.xlsx", "El libro del año"),
    ],
)
def test_month_and_year_are_written_beside_the_window(desk, documents, key, name, says):
    screen = desk.show(MonthBook)

    desk.type(key)

    settle(desk.root, lambda: not screen.writing, 20)
    (path,) = documents.rglob("*.xlsx")
    assert path.name == name
    assert desk.told[-1].startswith(says)
    assert load_workbook(path).sheetnames[0] == "Portada"
