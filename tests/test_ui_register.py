"""The list of any kind: it answers each key, counts afterwards, and notices what changed."""

import threading

import pytest
from openpyxl import load_workbook

from models.changes import database
from models.people.members import MEMBERS, Member
from models.places import WATERSHEDS, Watershed
from tests.ui_book import context_of, press, settle, small_book
from ui import register
from ui.register import Register


@pytest.fixture
def association():
    with small_book() as association:
        yield association


@pytest.fixture
def context(association):
    made = context_of(association)
    made.gone = []
    made.go = lambda place, **what: made.gone.append((place, what))
    return made


@pytest.fixture
def open_list(root, context):
    screens = []

    def make(kind=MEMBERS, maker=Register):
        made = maker(root, context, kind)
        made.pack(fill="both", expand=True)
        made.take_keys()
        root.geometry("1366x768")
        settle(root)
        made.shown()
        settle(root)
        screens.append(made)
        return made

    yield make
    for made in screens:
        made.drop_keys()
        made.destroy()


def codes(screen):
    ledger = screen.ledger
    return [ledger.row(place)[2] for place in range(ledger.count)]


def chip(screen, title):
    return str(screen.chips.chips[title].cget("text")).strip()


def words_in(widget):
    found = [str(widget.cget("text"))] if widget.winfo_class() in ("TLabel", "TButton") else []
    return found + [words for child in widget.winfo_children() for words in words_in(child)]


def test_each_key_narrows_the_list(root, open_list):
    screen = open_list()

    press(screen.search.entry, "apaza")
    assert len(codes(screen)) == 12
    press(screen.search.entry, " ", "s", "0", "3")

    assert codes(screen) == ["S03"]


def test_what_stands_under_the_list_is_counted_once_the_hands_rest(root, open_list, monkeypatch):
    monkeypatch.setattr(register, "TYPING_MS", 700)  # longer than the slowest machine between keys
    screen = open_list()

    press(screen.search.entry, "apaza", " ", "s", "0", "3")
    assert not screen.ledger.totals, "those of other words must not stand under these rows"

    settle(root, lambda: chip(screen, "") == "Todos  1")
    assert screen.ledger.totals[""] == "1 socio"


def test_searching_needs_no_accents(open_list):
    Member(
        association=Member.get().association,
        name="Ñaupa Huamán, Óscar",
        dni="41000000",
        sex="M",
        admitted=Member.get().admitted,
    ).save()
    screen = open_list()

    screen.search.words.set("naupa oscar")

    assert codes(screen) == ["S13"]


def test_states_are_chips_with_their_counts(root, open_list):
    screen = open_list()

    assert [chip(screen, title) for title in ("", "Activos", "Retirados")] == [
        "Todos  12",
        "Activos  11",
        "Retirados  1",
    ]
    screen.chips.chips["Retirados"].invoke()
    settle(root)

    assert codes(screen) == ["S12"]
    assert screen.ledger.totals[""] == "1 socio"


def test_enter_opens_the_form_of_the_selected_record(context, open_list):
    screen = open_list()

    press(screen.ledger.canvas, "<Down>", "<Return>")

    assert context.gone == [
        ("form", {"kind": MEMBERS, "record": Member.get(Member.place == 2)}),
    ]


def test_ctrl_n_makes_a_new_one_and_ctrl_f_searches(root, context, open_list):
    screen = open_list()

    press(screen.ledger.canvas, "<Control-n>", "<Control-f>")
    settle(root)

    assert context.gone == [("form", {"kind": MEMBERS})]
    assert root.focus_get() is screen.search.entry


def test_the_sheet_at_the_right_follows_the_selection(root, open_list):
    screen = open_list()

    press(screen.ledger.canvas, "<Down>", "<Down>")
    settle(root, lambda: "Apaza 03" in words_in(screen.pane))

    assert "•••003" in words_in(screen.pane)


def test_what_is_stored_elsewhere_shows_at_once_and_the_selection_stays(root, open_list):
    screen = open_list()
    press(screen.ledger.canvas, "<Down>", "<Down>")

    first = Member.get(Member.place == 1)
    first.name = "Zúñiga, Rosa"
    first.save()
    settle(root)

    assert screen.ledger.row(0)[3] == "Zúñiga, Rosa"
    assert screen.ledger.current[2] == "S03"


def test_a_hidden_list_looks_again_only_when_it_is_shown(root, open_list):
    screen = open_list()
    screen.pack_forget()
    root.update()

    first = Member.get(Member.place == 1)
    first.name = "Zúñiga, Rosa"
    first.save()
    settle(root)
    assert screen.ledger.row(0)[3] == "Apaza 01"

    screen.pack(fill="both", expand=True)
    screen.shown()
    assert screen.ledger.row(0)[3] == "Zúñiga, Rosa"


def test_work_in_a_thread_does_not_touch_the_window(root, open_list):
    screen = open_list()
    worker = threading.Thread(target=screen._changed, args=({Member},))

    worker.start()
    worker.join()

    assert screen.stale
    assert not screen._waiting


def test_a_list_that_is_closed_hears_nothing_more(root, context):
    screen = Register(root, context, MEMBERS)
    screen.destroy()

    Member.get(Member.place == 1).save()
    root.update()  # a callback on a dead widget would fail here


def test_nothing_found_says_what_was_searched_and_leads_on(root, open_list):
    screen = open_list()

    screen.search.words.set("maíz")
    settle(root)

    said = words_in(screen.nothing)
    assert "Ningún socio contiene «maíz»." in said
    assert "Ver todos los socios" in said
    screen.widen()
    settle(root)
    assert len(codes(screen)) == 12
    assert not screen.nothing.winfo_manager()


def test_an_empty_register_offers_to_begin(root, open_list):
    screen = open_list(WATERSHEDS)
    settle(root)

    said = words_in(screen.nothing)
    assert "Todavía no hay cuencas." in said
    assert any("Nueva cuenca" in words for words in said)


def test_excel_gets_exactly_what_is_asked(root, tmp_path, monkeypatch, context, open_list):
    monkeypatch.setenv("HOME", str(tmp_path))  # where «Documents» is
    monkeypatch.setenv("PATH", "")  # no viewer on this machine
    screen = open_list()
    screen.search.words.set("s03")

    screen.to_excel.take()

    while screen.to_excel.under_way:
        root.update()
    (path,) = tmp_path.rglob("*.xlsx")
    sheet = load_workbook(path).worksheets[0]
    written = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "S03" in written
    assert "S04" not in written


def test_the_record_just_made_is_selected_on_return(root, open_list):
    screen = open_list()

    screen.point_at(Member.get(Member.place == 9))
    screen.shown()
    settle(root)

    assert screen.ledger.current[2] == "S09"


def test_a_deleted_record_leaves_the_selection_in_its_place(root, open_list):
    screen = open_list()
    press(screen.ledger.canvas, "<Down>", "<Down>", "<Down>")

    Member.get(Member.place == 4).remove()
    settle(root)

    assert screen.ledger.current[2] == "S05"


def test_a_key_costs_two_questions_however_long_the_list(root, context):
    for size in (50, 3000):
        database.close()
        with small_book(size) as association:
            context.association = association
            screen = Register(root, context, MEMBERS)
            screen.pack(fill="both", expand=True)
            settle(root)
            screen.shown()
            settle(root)
            asked = []
            database.query_hooks.append(asked.append)
            screen.search.words.set("apaza")
            screen._count()
            screen.ledger.update_idletasks()
            database.query_hooks.clear()
            screen.destroy()

            assert len(asked) <= 3, [one.sql for one in asked]
    database.connect()  # for the fixture to close


class Greeting(Register):
    """A screen that does more with its kind."""

    new_words, new_key = "Registrar entrega", "F2"
    subtitle = "Lo que se hizo en {month}"

    def new(self):
        self.context.go("weigh_in")

    def open(self, record):
        self.context.go("member", record=record)

    def detail(self, pane, record):
        self.seen = record


def test_a_work_screen_names_its_own_deeds(root, context, open_list):
    screen = open_list(maker=Greeting)
    settle(root, lambda: hasattr(screen, "seen"))

    press(screen.ledger.canvas, "<Return>", "<Control-n>")

    assert context.gone == [("member", {"record": Member.get(Member.place == 1)})]
    assert any("Registrar entrega" in words for words in words_in(screen))
    assert "Lo que se hizo en mayo de 2026" in words_in(screen)


def test_no_record_of_another_association_is_shown(open_list, association):
    other = type(association)(name="Otra", district=association.district)
    other.save()
    Member.update(association=other.get_id()).where(Member.place > 5).execute()

    screen = open_list()

    assert len(codes(screen)) == 5
    assert Watershed.select().count() == 0
