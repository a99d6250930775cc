"""The window on the worked month, with the screens of the scale, and hands that type."""

from collections.abc import Iterator
from contextlib import contextmanager

from models.people.members import MEMBERS
from tests.factories import MAY
from tests.ui_book import press, settle
from ui.app import PAGES
from ui.context import Context
from ui.papers import REGISTERS
from ui.people.member_page import Members
from ui.places import Group, Place
from ui.preferences import Preferences
from ui.shell import Shell


@contextmanager
def shell_on(root, association, size: str = "1366x768") -> Iterator[Shell]:
    context = Context(association, MAY, "demo.ecocuenca", Preferences())
    lists = [Place(one.kind.name, one.kind.title, one.kind.icon, one) for one in REGISTERS]
    people = [Place(MEMBERS.name, MEMBERS.title, MEMBERS.icon, Members)]
    groups = [
        Group("ACOPIO", "Acopio", "basket2", lists),
        Group("GENTE", "Gente", "people", people),
    ]
    wide, tall = map(int, size.split("x"))
    root.minsize(800, 500)
    root.geometry(size)
    # Else the shell would hear of the new size later, and lay everything out anew.
    settle(root, lambda: (root.winfo_width(), root.winfo_height()) == (wide, tall))
    made = Shell(root, context, groups, pages=PAGES)
    made.pack(fill="both", expand=True)
    root.focus_force()
    root.update()
    made.said = []
    context.say = lambda sentence, tone="good": made.said.append(sentence)
    yield made
    for left in [one for one in root.winfo_children() if one.winfo_class() == "Toplevel"]:
        left.destroy()  # a question nobody answered would keep the keyboard from the next test
    if made.current is not None:
        made.current.drop_keys()
    for sequence in made.deeds:
        root.unbind(sequence)
    made.destroy()
    root.update()


def type_keys(root, *keys: str) -> None:
    """Each key to whatever has the keyboard when it is pressed."""
    for key in keys:
        for one in [key] if key.startswith("<") else key:
            press(root.focus_get() or root, one)
