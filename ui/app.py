"""The window, put together: what there is to go to, and whose books it shows."""

from collections.abc import Callable, Sequence
from pathlib import Path

import ttkbootstrap as ttk

from models.associations import ASSOCIATIONS, LEGAL_BOOKS, Association
from models.language import N_, speak
from models.members import MEMBERS, OFFICERS
from models.months import Month
from models.places import COMMUNITIES, DISTRICTS, WATERSHEDS
from models.record import RecordType
from ui import theme
from ui.context import Context, Screen
from ui.form import Form
from ui.places import Group, Place, register_place
from ui.preferences import Preferences
from ui.settings import Errand, Settings
from ui.shell import Shell

TITLE = "ECOCUENCA"

KINDS: tuple[RecordType, ...] = (
    MEMBERS,
    OFFICERS,
    COMMUNITIES,
    DISTRICTS,
    WATERSHEDS,
    ASSOCIATIONS,
    LEGAL_BOOKS,
)

# Heading, the word under its icon, icon, and the menu named by the kinds of record in it.
GROUPS = (
    (N_("ACOPIO"), N_("Acopio"), "basket2", "collection"),
    (N_("DINERO"), N_("Dinero"), "safe", "money"),
    (N_("PERSONAS Y CAMPO"), N_("Personas"), "people", "people"),
    (N_("MES"), N_("Mes"), "calendar-check", "month"),
)


class App:
    """The open window: its root, its context and its shell."""

    def __init__(
        self, root: ttk.App, context: Context, preferences_path: Path | None = None
    ) -> None:
        self.root, self.context = root, context
        self.preferences_path = preferences_path
        context.remember = self.remember
        self.errands: list[Errand] = []
        self.shell = Shell(root, context, self._groups(), pages=self._pages())
        self.shell.pack(fill="both", expand=True)
        root.protocol("WM_DELETE_WINDOW", self.close)

    def _groups(self) -> Sequence[Group]:
        groups = []
        for title, short, icon, menu in GROUPS:
            places = [register_place(kind) for kind in KINDS if kind.menu == menu]
            if places:
                groups.append(Group(title, short, icon, places))
        settings = Place("settings", N_("Ajustes y ayuda"), "gear", self._settings)
        return [*groups, Group("", N_("Ajustes"), "gear", [settings])]

    def _pages(self) -> dict[str, Callable[..., Screen]]:
        """Places without an entry in the navigation."""
        inside = {menu for *_words, menu in GROUPS}
        kinds = (kind for kind in KINDS if kind.menu not in inside)
        return {"form": Form} | {kind.name: register_place(kind).make for kind in kinds}

    def _settings(self, parent, context: Context) -> Screen:
        return Settings(parent, context, KINDS, self.relook, self.errands)

    def relook(self) -> None:
        """Put the light and the size of the text of the preferences into effect."""
        look, preferences = theme.of(self.root), self.context.preferences
        look.darken(preferences.dark)
        look.resize(preferences.text_percent)
        self.shell.lay_out_again()

    def remember(self) -> None:
        self.context.preferences.save(self.preferences_path)

    def close(self) -> bool:
        """Whether the window closed; a person may want to save first."""
        if self.shell.current is not None and not self.shell.current.leave():
            return False
        self.remember()
        self.root.destroy()
        return True


def open_window(
    association: Association,
    month: Month,
    file_name: str = "",
    *,
    preferences: Preferences | None = None,
    preferences_path: Path | None = None,
    root: ttk.App | None = None,
) -> App:
    """The program's window on the books of an association; `root` is given where one is open."""
    preferences = preferences or Preferences.load(preferences_path)
    speak(preferences.language)
    if root is None:
        root = theme.open_app(
            TITLE,
            dark=preferences.dark,
            text_percent=preferences.text_percent,
            language=preferences.language,
        )
        theme.place(root, preferences.size)
        root.update_idletasks()
    context = Context(association, month, file_name, preferences)
    made = App(root, context, preferences_path)
    made.shell.go(made.shell.groups[0].places[0].name)
    return made
