"""The whole window: every place it names opens, and another association may begin its books."""

import sys
from decimal import Decimal

import pytest
import ttkbootstrap as ttk

from models import catalog
from models.associations import Association
from models.attention import Notice
from models.council.forums import Forum
from models.documents import Document, Paper, newest_day
from models.indicators.records import Indicator
from models.land.seasons import Season
from models.months import Month
from models.people.charges import FINE, Charge, charge
from models.people.members import MEMBERS, Member
from models.people.workdays import Workday
from models.plan.plans import Activity, Axis, Objective, Plan
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from tests.factories import MAY, june, may
from tests.pomacanchi import a_forum, a_plan, a_session
from tests.ui_book import settle
from tests.ui_keys import Keys
from tests.ui_shell import type_keys
from ui.app import PAGES, open_window
from ui.context import last_month_of
from ui.detail import facts
from ui.finder import _called
from ui.preferences import Preferences
from ui.widgets.tiles import Figure


@pytest.fixture
def window(root, open_month, tmp_path):
    root.geometry("1366x768")
    # Else the window would hear of its size later, and lay everything out anew.
    settle(root, lambda: root.winfo_width() == 1366)
    made = open_window(
        open_month,
        MAY,
        "libro.ecocuenca",
        preferences=Preferences(),
        preferences_path=tmp_path / "preferencias.json",
        root=root,
    )
    root.focus_force()
    root.update()
    yield made
    if made.shell.current is not None:
        made.shell.current.drop_keys()
    for sequence in made.shell.deeds:
        root.unbind(sequence)
    made.shell.destroy()
    root.protocol("WM_DELETE_WINDOW", root.destroy)
    root.update()


def _work_day() -> Workday:
    made = Workday(association=Association.get(), day=june(7), title="Canal", fine=Decimal(30))
    made.save()
    return made


def _charge() -> Charge:
    amounts = {Member.get().id: Decimal(10)}
    return charge(Association.get(), FINE, "Asamblea", amounts, Paper(june(7)), sure=True)


def _forum() -> Forum:
    return Forum.get_or_none() or a_forum()


def _plan() -> Plan:
    return Plan.get_or_none() or a_plan(_forum())[0]


def _activity() -> Activity:
    return Activity.select().join(Objective).join(Axis).where(Axis.plan == _plan()).get()


def _indicator() -> Indicator:
    return Indicator.create(name="Socios", formula="members")


ABOUT = {
    "activity_page": lambda: {"activity": _activity()},
    "attendance": lambda: {"workday": _work_day()},
    "charge_page": lambda: {"charge": _charge()},
    "indicator_page": lambda: {"indicator": _indicator()},
    "plan_board": lambda: {"plan": _plan()},
    "session_page": lambda: {"session": a_session(_forum(), may(9))},
    "family_page": lambda: {
        "family": f"m{Member.get().id}",
        "name": "Socia",
        "season": Season(2025),
    },
    "form": lambda: {"kind": MEMBERS},
    "lot_page": lambda: {"lot": Lot.get()},
    "member_page": lambda: {"member": Member.get()},
    "preview": lambda: {"documents": list(Document.select().limit(2))},
    "settle_lot": lambda: {"lot": Lot.get()},
    "settled_lot": lambda: {"lot": Lot.get()},
    "sheet_made": lambda: {"deliveries": list(Delivery.select().limit(2))},
    "top_up": lambda: {"lot": Lot.get()},
}


def test_every_page_and_every_list_opens(window, root):
    for place in (*PAGES, *(kind.name for kind in catalog.CATALOG)):
        screen = window.shell.go(place, **ABOUT.get(place, dict)())
        settle(root)

        assert screen is window.shell.current, place
        assert screen.winfo_ismapped(), place


@pytest.mark.parametrize("key", ["<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>"])
def test_each_f_key_opens_its_deed_and_leaves_the_keyboard_in_it(window, root, key):
    home = window.shell.current

    type_keys(root, key)
    settle(root)

    assert window.shell.current is not home
    assert str(root.focus_get()).startswith(str(window.shell.current))


def test_heavy_libraries_and_screens_not_in_sight_wait_until_they_are_needed(window, root):
    """In a process of its own: this one has long written workbooks."""
    import subprocess

    script = (
        "import sys; from ui.app import open_window;"
        "late = {'openpyxl', 'reportlab', 'pypdfium2', 'stdnum', 'playhouse', 'ui.walk', 'ui.papers'};"
        "print(sorted(late & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )

    assert done.stdout == "[]\n"


def test_another_association_begins_its_books_and_is_shown_at_once(window, root):
    window.shell.go("association")
    settle(root)
    type_keys(root, "<Control-n>")
    settle(root)

    type_keys(root, "Los Andes", "<Return>", "<Return>", "pomac", "<Return>")
    type_keys(root, "Rosa", "<Return>", "<Return>", "100", "<Return>", "0", "<F9>")
    settle(root)

    made = Association.get(Association.name == "Los Andes")
    assert window.context.association == made
    assert window.shell.where[0] == "home"


def test_the_size_of_the_window_is_kept_for_the_next_time(window, root, tmp_path):
    root.geometry("1100x700")
    settle(root, lambda: root.winfo_width() == 1100)

    assert window._size() == (1100, 700)


def figures_of(home) -> list[Figure]:
    return [one for one in home.strip.winfo_children() if isinstance(one, Figure)]


def test_a_figure_leads_to_the_records_that_add_up_to_it(window, root):
    window.context.month = Month(2026, 9)  # nothing happened then, and yet there is money to get
    window.context.refresh()
    for place, title in ((4, "Por cobrar S/"), (5, "Por liquidar S/")):
        home = window.shell.go("home")
        figure = figures_of(home)[place]
        amount = figure.winfo_children()[1].cget("text")
        figure.command()
        settle(root, lambda title=title: title in window.shell.current.ledger.totals)

        assert f"S/ {window.shell.current.ledger.totals[title]}" == amount


def test_an_empty_month_is_shown_as_an_empty_list(window, root):
    home = window.shell.current

    home._see(Notice("empty", "Junio", month=Month(2026, 6)))
    settle(root, lambda: window.shell.where[0] == "delivery")

    assert window.context.month == Month(2026, 6)
    assert window.shell.current.nothing.winfo_ismapped()


def test_the_arrows_of_the_month_stand_still(window, root):
    places = set()
    for number in range(1, 13):
        window.shell.show_month(Month(2026, number))
        root.update()
        places.add(window.shell.header.month.master.winfo_rootx())

    assert len(places) == 1


def test_esc_empties_a_search_and_going_elsewhere_forgets_it(window, root):
    members = window.shell.go("member")
    members.search.words.set("zzz")
    root.update()
    members.search.focus_set()
    type_keys(root, "<Escape>")
    assert members.search.get() == ""

    members.search.words.set("zzz")
    window.shell.go("sale")
    assert window.shell.go("member").search.get() == ""
    assert members.ledger.count


def test_a_paper_is_found_by_whose_it_is_and_says_its_figure(window):
    finder = window.shell.header.finder
    member = Delivery.select().first().member

    said = [_called(found) for found in finder._search(member.name)]

    assert said[0] == (member.name, "socio")
    papers = [words for words, _rest in said if words.startswith("EN-")]
    assert papers
    assert all(member.name in words and words.endswith("kg") for words in papers)


def test_a_place_is_found_by_its_name_and_gone_to(window, root):
    type_keys(root, "<Control-k>", "verific")
    settle(root, lambda: window.shell.header.finder.list.is_open)
    type_keys(root, "<Return>")
    settle(root)

    assert window.shell.where[0] == "verify_paper"


def test_closing_with_a_sheet_half_typed_asks_first(window, root):
    sheet = window.shell.go("pass_sheet")
    sheet.control.words["lines"].set("3")
    answered = Keys(root).answer("¿Cerrar con una hoja a medias?", "<Escape>")

    closed = window.close()

    answered()
    assert not closed
    assert window.shell.current is sheet


def test_books_left_long_ago_open_where_they_were_left(window, open_month):
    assert newest_day(open_month) is not None
    assert last_month_of(open_month) == Month.of(newest_day(open_month))


def test_f1_says_the_keys_and_esc_goes_back(window, root):
    window.shell.go("sale")
    type_keys(root, "<F1>")
    settle(root, lambda: window.shell.where[0] == "help")

    type_keys(root, "<Escape>")
    settle(root, lambda: window.shell.where[0] == "sale")


def test_a_list_opened_in_the_settings_leads_back_to_them(window, root):
    window.shell.go("settings")
    window.shell.go("product")
    root.update()

    type_keys(root, "<Escape>")

    settle(root, lambda: window.shell.where[0] == "settings")


def test_the_settings_stay_where_they_were_when_the_look_changes(window, root):
    settings = window.shell.go("settings")
    root.update()
    night = settings.ways[0, "night"]
    night.focus_set()
    root.update()
    down = settings.roll_.canvas.yview()[0]
    assert down > 0

    night.invoke()
    settle(root, lambda: window.shell.current is not settings)
    root.update()

    again = window.shell.current
    assert root.focus_get() is again.ways[0, "night"]
    assert abs(again.roll_.canvas.yview()[0] - down) < 0.02
    again.ways[0, "day"].invoke()
    root.update()


def test_the_sheet_of_a_member_hides_the_middle_of_the_dni(window, root):
    members = window.shell.go("member")
    member = members._record(members.ledger.current)
    pane = ttk.Frame(root)
    facts(pane, MEMBERS, member)

    said = [one.cget("text") for one in pane.winfo_children()[0].winfo_children()]
    assert member.masked_dni in said
    assert member.dni not in said
    pane.destroy()
