"""The whole window: every place it names opens, and another association may begin its books."""

import sys

import pytest

from models import catalog
from models.associations import Association
from models.documents import Document
from models.members import MEMBERS, Member
from tests.factories import MAY
from tests.ui_book import settle
from tests.ui_shell import type_keys
from ui.app import PAGES, open_window
from ui.preferences import Preferences


@pytest.fixture
def window(root, worked_month, tmp_path):
    root.geometry("1366x768")
    # Else the window would hear of its size later, and lay everything out anew.
    settle(root, lambda: root.winfo_width() == 1366)
    made = open_window(
        worked_month,
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
    made.shell.destroy()
    root.protocol("WM_DELETE_WINDOW", root.destroy)
    root.update()


ABOUT = {
    "form": lambda: {"kind": MEMBERS},
    "member_page": lambda: {"member": Member.get()},
    "preview": lambda: {"documents": list(Document.select().limit(2))},
}


@pytest.mark.parametrize("place", [*PAGES, *(kind.name for kind in catalog.CATALOG)])
def test_every_page_and_every_list_opens(window, root, place):
    screen = window.shell.go(place, **ABOUT.get(place, dict)())
    settle(root)

    assert screen is window.shell.current
    assert screen.winfo_ismapped()


@pytest.mark.parametrize("key", ["<F2>", "<F3>", "<F4>", "<F5>", "<F6>", "<F7>"])
def test_each_f_key_opens_its_deed_and_leaves_the_keyboard_in_it(window, root, key):
    home = window.shell.current

    type_keys(root, key)
    settle(root)

    assert window.shell.current is not home
    assert str(root.focus_get()).startswith(str(window.shell.current))


def test_heavy_libraries_wait_until_they_are_needed(window, root):
    """In a process of its own: this one has long written workbooks."""
    import subprocess

    script = (
        "import sys; from ui.app import open_window;"
        "print(sorted({'openpyxl', 'reportlab', 'pypdfium2', 'stdnum'} & set(sys.modules)))"
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
