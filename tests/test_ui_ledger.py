"""The ledger: rows in view only, keys, sorting, widths, the clipboard."""

from itertools import pairwise

import pytest

from models.listing import Listing
from models.people.members import MEMBERS, Member
from models.record import Column
from tests.ui_book import LONG_NAME, click, press, small_book
from ui.widgets.ledger import Ledger


class Paper:
    """A list of members on the window, and what it asked for."""

    def __init__(self, root, association, **options):
        self.association, self.asked = association, []
        self.order = ()
        self.opened, self.widths = [], {}
        self.ledger = Ledger(
            root,
            MEMBERS.columns,
            self.fetch,
            widths=self.widths,
            on_open=self.opened.append,
            on_sort=self.sort,
            **options,
        )
        self.width(1000)
        self.ledger.refill()
        self.ledger.complete(Listing(MEMBERS, association).summary().count, {})

    def width(self, px):
        self.ledger.place(x=0, y=0, width=px, height=500)
        self.ledger.update()

    def fetch(self, offset, limit):
        self.asked.append(limit)
        return Listing(MEMBERS, self.association, order=self.order).window(offset, limit)

    def sort(self, column, descending):
        self.order = [column.order.desc() if descending else column.order.asc()]
        self.ledger.refill()

    def words(self):
        canvas = self.ledger.canvas
        return [
            canvas.itemcget(item, "text")
            for item in canvas.find_all()
            if canvas.type(item) == "text"
        ]


@pytest.fixture
def association():
    with small_book(members=60) as association:
        yield association


@pytest.fixture
def paper(root, association):
    made = Paper(root, association)
    yield made
    made.ledger.destroy()


def test_it_asks_only_for_the_rows_around_the_view(paper):
    press(paper.ledger.canvas, "<End>")

    assert paper.ledger.current[2] == "S60"
    assert max(paper.asked) <= 3 * paper.ledger.in_view


def test_keys_walk_through_it_and_stop_at_its_ends(paper):
    canvas, ledger = paper.ledger.canvas, paper.ledger

    press(canvas, "<Up>")
    assert ledger.selected == 0
    press(canvas, "<Down>", "<Down>")
    assert ledger.selected == 2
    press(canvas, "<Next>")
    assert ledger.selected == 2 + ledger.in_view - 1
    press(canvas, "<End>", "<Down>")
    assert ledger.selected == 59
    press(canvas, "<Home>")
    assert ledger.selected == 0
    assert "Apaza 01" in paper.words()


def test_enter_and_a_double_click_open_the_selected_row(paper):
    press(paper.ledger.canvas, "<Down>", "<Return>")
    y = paper.ledger.head_px + 4 * paper.ledger.row_px + 5
    for _click in range(2):  # Tk makes a double click of two on one place
        click(paper.ledger.canvas, 60, y)

    assert [row[2] for row in paper.opened] == ["S02", "S05"]


def test_a_copied_run_of_rows_is_ready_for_a_sheet(root, paper):
    press(paper.ledger.canvas, "<Down>", "<Shift-Down>", "<Control-c>")

    lines = root.clipboard_get().splitlines()

    assert [line.split("\t")[:3] for line in lines] == [
        ["2", "S02", "Apaza 02"],
        ["3", "S03", "Apaza 03"],
    ]
    assert lines[0].split("\t")[6:] == ["15/01/2024", "Activo"]


def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(paper):
    slot = next(slot for slot in paper.ledger.slots if slot.column.title == "Código")

    click(paper.ledger.canvas, slot.left + 3, 5)
    assert paper.ledger.current[2] == "S01"
    click(paper.ledger.canvas, slot.left + 3, 5)

    assert paper.ledger.current[2] == "S60"


def test_names_are_sorted_as_people_do_not_as_computers_do(paper):
    Member(
        association=paper.association,
        name="Álvarez, Ñusta",
        dni="41000000",
        sex="F",
        admitted=Member.get().admitted,
    ).save()
    slot = next(slot for slot in paper.ledger.slots if slot.column.title == "Apellidos y nombres")

    click(paper.ledger.canvas, slot.left + 3, 5)

    assert paper.ledger.current[3] == "Álvarez, Ñusta"


def test_ctrl_and_a_figure_sorts_without_a_mouse(paper):
    press(paper.ledger.canvas, "<Control-Key-2>", "<Control-Key-2>")

    assert paper.ledger.current[2] == "S60"


def test_a_column_drawn_wider_stays_so(paper):
    ledger, canvas = paper.ledger, paper.ledger.canvas
    slot = ledger.slots[1]

    canvas.event_generate("<Button-1>", x=slot.grip, y=5)
    canvas.event_generate("<B1-Motion>", x=slot.grip + 60, y=5)
    canvas.event_generate("<ButtonRelease-1>", x=slot.grip + 60, y=5)
    canvas.update()

    assert ledger.slots[1].room == pytest.approx(slot.room + 60, abs=2)
    assert list(paper.widths) == ["Código"]


def test_a_long_name_ends_in_an_ellipsis_and_touches_nothing(paper):
    Member.update(name=LONG_NAME).where(Member.place == 1).execute()
    paper.width(560)
    paper.ledger.refill()

    name = next(words for words in paper.words() if words.startswith("Quispe"))

    assert name.endswith("…")
    slot = next(slot for slot in paper.ledger.slots if slot.column.strong)
    assert paper.ledger.look.width(name, "strong") <= slot.room


def test_where_room_is_short_the_highest_rank_goes_first(paper):
    paper.width(620)

    titles = [slot.column.title for slot in paper.ledger.slots]

    assert "Celular" not in titles
    assert {"N°", "Código", "Apellidos y nombres", "Condición"} <= set(titles)


def test_no_two_columns_overlap_at_any_width(paper):
    for width in (420, 620, 900, 1366):
        paper.width(width)
        slots = paper.ledger.slots
        gaps = [right.left - left.right for left, right in pairwise(slots)]
        assert all(gap > 0 for gap in gaps), width


def test_a_voided_row_is_struck(root, association):
    made = Paper(root, association, voided=lambda row: row[2] == "S01")
    canvas = made.ledger.canvas

    fonts = {
        canvas.itemcget(item, "text"): canvas.itemcget(item, "font")
        for item in canvas.find_all()
        if canvas.type(item) == "text"
    }
    made.ledger.destroy()

    assert fonts["Apaza 01"] == "look-struck"
    assert fonts["Apaza 02"] == "look-strong"


def test_the_wheel_moves_the_rows_and_not_the_selection(paper):
    paper.ledger.canvas.event_generate("<Button-5>", x=50, y=100)
    paper.ledger.update()

    assert (paper.ledger.top, paper.ledger.selected) == (3, 0)


def test_a_list_that_became_shorter_shows_its_last_rows(paper):
    press(paper.ledger.canvas, "<End>")
    Member.delete().where(Member.place > 20).execute()

    paper.ledger.refill(59)

    assert paper.ledger.current[2] == "S20"


def test_totals_stand_under_their_own_column(root, association):
    columns = (Column("Socio", Member.name), Column("Hogar", Member.household, total=True))
    ledger = Ledger(root, columns, lambda offset, limit: [(1, "Apaza 01", 4)])
    ledger.pack(fill="both", expand=True)
    root.update()
    ledger.refill()

    ledger.complete(1, {"": "1 socio", "Hogar": "4"})

    canvas = ledger.canvas
    texts = [item for item in canvas.find_all() if canvas.type(item) == "text"]
    right = {canvas.coords(item)[0] for item in texts if canvas.itemcget(item, "text") == "4"}
    assert right == {ledger.slots[1].right}  # the figure of the row and the total
    ledger.destroy()
