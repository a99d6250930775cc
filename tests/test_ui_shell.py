"""The frame: places, keys, months, small screens, and nothing typed lost on the way."""

import pytest
import ttkbootstrap as ttk

from models.associations import Association
from models.months import Month
from models.people.members import MEMBERS, Member
from tests.ui_book import MAY, context_of, press, settle, small_book
from ui import form as form_room
from ui.context import Screen
from ui.form import Form
from ui.places import Group, Place, register_place
from ui.shell import Shell


class Sheet(Screen):
    """A screen that remembers what it was told."""

    def __init__(self, parent, context, **what):
        super().__init__(parent, context)
        self.what, self.times = what, 0
        self.pressed = []
        self.deeds = {"<F9>": lambda: self.pressed.append("F9")}
        ttk.Entry(self).pack()

    def shown(self):
        self.times += 1


@pytest.fixture
def association():
    with small_book() as association:
        yield association


@pytest.fixture
def shell(root, association):
    root.geometry("1366x768")
    root.update()
    pressed = []
    made = Shell(
        root,
        context_of(association),
        [
            Group("", "Inicio", "house", [Place("home", "Inicio", "house", Sheet)]),
            Group("PERSONAS", "Personas", "people", [register_place(MEMBERS)]),
            Group("MES", "Mes", "lock", [Place("closing", "Cerrar", "lock", Sheet)]),
            Group("", "Ajustes", "gear", [Place("settings", "Ajustes", "gear", Sheet)]),
        ],
        pages={"form": Form, "paper": Sheet},
        keys={"<F2>": lambda: pressed.append("F2"), "<F9>": lambda: pressed.append("global F9")},
        catalog=(MEMBERS,),
    )
    made.pressed = pressed
    made.pack(fill="both", expand=True)
    root.update()
    made.go("home")
    yield made
    made.destroy()
    for sequence in made.deeds:
        root.unbind(sequence)


def test_a_place_is_kept_and_shown_again(shell):
    home = shell.go("home")

    shell.go("member")
    again = shell.go("home")

    assert again is home
    assert home.times == 2


def test_what_is_about_something_lives_until_it_is_left(shell):
    paper = shell.go("paper", number=7)
    assert paper.what == {"number": 7}

    shell.go("home")

    assert not paper.winfo_exists()


def test_back_returns_to_the_place_before(shell):
    shell.go("member")
    shell.go("form", kind=MEMBERS)

    shell.back()

    assert shell.where[0] == "member"
    shell.back()
    assert shell.where[0] == "home"


def test_escape_leaves_a_form(root, shell):
    shell.go("member")
    form = shell.go("form", kind=MEMBERS)

    press(form.inputs["name"].keyboard, "<Escape>")

    assert shell.where[0] == "member"


def test_a_saved_record_is_selected_in_its_list(root, shell):
    shell.go("member")
    form = shell.go("form", kind=MEMBERS, record=Member.get(Member.place == 7))
    form.inputs["address"].words.set("Plaza")

    press(form.inputs["name"].keyboard, "<F9>")
    settle(root)

    assert shell.where[0] == "member"
    assert shell.current.ledger.current[2] == "S07"
    said = [part.cget("text") for part in shell.status.told.winfo_children()]
    assert any(words.startswith("Guardado: Apaza 07.") for words in said)


def test_one_stays_where_something_would_be_lost(shell, monkeypatch):
    monkeypatch.setattr(form_room, "ask", lambda *words, **more: False)
    form = shell.go("form", kind=MEMBERS)
    form.inputs["name"].words.set("Rosa")

    assert shell.go("home") is None
    assert shell.current is form


def test_keys_work_on_every_screen_and_a_screen_has_its_own(root, shell):
    press(shell.current, "<F2>", "<F9>")
    assert shell.pressed == ["F2"]
    assert shell.current.pressed == ["F9"]

    shell.go("member")
    press(shell.current.ledger.canvas, "<F2>", "<F9>")
    assert shell.pressed == ["F2", "F2", "global F9"]


def test_the_month_changes_for_every_screen(root, shell):
    home = shell.current

    press(home, "<Alt-Right>")

    assert shell.context.month == Month(2026, 6)
    assert shell.header.month.cget("text") == "junio de 2026"
    assert home.times == 2


def test_a_month_before_the_books_is_not_called_open(shell):
    def state():
        shown = shell.header.state_of_month.winfo_children()[0].winfo_children()
        return shown[-1].cget("text")

    assert state() == "Abierto"
    shell.show_month(MAY.previous)
    assert state() == "Cerrado"


def test_on_a_small_screen_the_spine_folds_and_opens_out_again(root, shell):
    assert not shell.context.compact
    wide = shell.spine.winfo_width()

    shell.place(x=0, y=0, width=1024, height=600)
    settle(root, lambda: shell.context.compact)
    assert shell.spine.winfo_width() < wide
    assert shell.where[0] == "home"

    shell.place(x=0, y=0, width=1366, height=700)
    settle(root, lambda: not shell.context.compact)


def test_folding_loses_nothing_that_was_typed(root, shell):
    form = shell.go("form", kind=MEMBERS)
    form.inputs["name"].words.set("Rosa")

    shell.place(x=0, y=0, width=1024, height=600)
    settle(root, lambda: shell.context.compact)

    assert shell.current is form
    assert form.typed()["name"] == "Rosa"


def test_another_association_opens_its_own_books(root, shell, association):
    other = Association(name="Otra asociación", district=association.district)
    other.save()
    shell.go("member")

    shell.show_association(other)
    shell.go("member")

    assert shell.context.association == other
    assert shell.current.ledger.count == 0
    assert not shell.trail or shell.trail[0][0] == "home"


def test_whatever_is_found_opens(root, shell):
    finder = shell.header.finder
    press(finder.entry, "s05")
    settle(root, lambda: finder.list.is_open)

    press(finder.entry, "<Return>")
    settle(root)

    assert shell.where[0] == "form"
    assert shell.current.record == Member.get(Member.place == 5)
    shell.back()
    assert shell.current.ledger.current[2] == "S05"


def test_ctrl_k_searches_from_anywhere(root, shell):
    shell.go("member")

    press(shell.current.ledger.canvas, "<Control-k>")
    settle(root)

    assert root.focus_get() is shell.header.finder.entry


def test_every_place_is_reached_with_the_keyboard(root, shell):
    tab = shell.spine.tabs["member"]

    press(tab, "<Return>")

    assert shell.where[0] == "member"


def test_the_keyboard_goes_down_the_spine_as_the_eye_does(root, shell):
    seen = [shell.spine.tabs["home"]]
    for _step in range(4):
        press(seen[-1], "<Tab>")
        seen.append(root.focus_get())

    people, month = (head.line for head in shell.spine.heads)
    tabs = shell.spine.tabs
    assert seen[1:] == [people, tabs["member"], month, tabs["settings"]]


def test_a_heading_of_the_spine_unfolds_its_places_and_folds_the_others(root, shell):
    press(shell.spine.heads[1].line, "<Return>")
    settle(root)

    assert shell.spine.tabs["closing"].winfo_ismapped()
    assert not shell.spine.tabs["member"].winfo_ismapped()

    shell.go("member")
    settle(root)

    assert shell.spine.tabs["member"].winfo_ismapped()
    assert not shell.spine.tabs["closing"].winfo_ismapped()


def test_refreshing_looks_again_at_what_a_thread_stored(root, shell):
    shell.go("member")
    Member.update(name="Zúñiga").where(Member.place == 1).execute()

    shell.refresh()

    assert shell.current.ledger.row(0)[3] == "Zúñiga"


def test_a_long_name_gives_way_to_the_month(root, shell):
    shell.context.association.name = "Asociación " + "de Productores " * 9
    shell.header.show()
    settle(root)

    assert shell.header.month.winfo_ismapped()
    assert shell.header.finder.winfo_ismapped()
    right = shell.header.finder.winfo_rootx() + shell.header.finder.winfo_width()
    assert right <= shell.winfo_rootx() + shell.winfo_width()


def test_a_place_keeps_its_parts_under_the_pointer_so_that_no_click_is_lost(root, shell):
    tab = shell.spine.tabs["member"]
    parts = tab.winfo_children()

    for event in ("<Enter>", "<Leave>", "<Enter>"):
        tab.event_generate(event)
    root.update()
    assert tab.winfo_children() == parts

    tab.words.event_generate("<Button-1>")
    root.update()

    assert shell.where[0] == "member"
    assert tab.winfo_children() == parts  # also once it is the chosen one


def test_a_long_sentence_is_read_whole_and_the_facts_come_back_in_their_order(root, shell):
    def facts():
        return [str(one) for one, _width in shell.status.pieces if one.winfo_manager()]

    shell.status.last_copy = lambda: ("Ninguna copia en USB todavía", "warn")
    shell.status.show()
    before = facts()
    said = "Se deshizo la importación de «padron.xlsx». "
    said += "Quedan 3 registros que nombran sus papeles anulados."
    shell.say(said)
    root.update()
    words = [one.cget("text") for one in shell.status.told.winfo_children()]
    assert any(said in str(one) for one in words)
    assert len(facts()) < len(before)

    shell.say("Guardado: Rosa Quispe.")
    root.update()
    assert facts() == before
    places = [one.winfo_x() for one, _width in shell.status.pieces]
    assert places == sorted(places)
