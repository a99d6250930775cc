"""From a file to the window on it: opened, or told why not; begun, where it is still empty."""

from getpass import getuser
from pathlib import Path
from tkinter import TclError, filedialog

import ttkbootstrap as ttk

from models import history, storage
from models.associations import Association
from models.changes import Refused
from models.disk import is_missing
from models.language import _, speak
from models.months import Month
from ui import theme
from ui.app import TITLE, App, open_window
from ui.context import Context, last_month_of
from ui.preferences import Preferences
from ui.widgets import controls


class NoScreen(Exception):
    """There is no screen to open a window on."""


def run(path: Path | None = None, language: str = "", preferences_path: Path | None = None) -> None:
    """The window on the book at `path`, or on the one used last, until it is closed.

    Without a path and without a last one, the book of the user's own folder is opened or begun.
    """
    window = Window(path, language, preferences_path)
    try:
        window.root.mainloop()
    finally:
        storage.close()


class Window:
    """The program's window while it is not yet known whose books to show.

    `root` is given where a window is already open.
    """

    def __init__(
        self,
        path: Path | None,
        language: str = "",
        preferences_path: Path | None = None,
        root: ttk.App | None = None,
    ) -> None:
        self.preferences_path = preferences_path
        self.preferences = Preferences.load(preferences_path)
        self.preferences.language = language or self.preferences.language
        speak(self.preferences.language)
        self.root = root or self._open_root()
        theme.place(self.root, self.preferences.size)
        self.root.update_idletasks()
        self.page: ttk.Frame | None = None
        self.app: App | None = None
        last = Path(self.preferences.last_file) if self.preferences.last_file else None
        # Only a file that was named, or the very first, is made when it is not there.
        self.open(path or last or storage.default_path(), may_begin=path is not None or not last)

    def _open_root(self) -> ttk.App:
        preferences = self.preferences
        try:
            return theme.open_app(
                TITLE,
                dark=preferences.dark,
                text_percent=preferences.text_percent,
                language=preferences.language,
            )
        except TclError as failure:
            raise NoScreen from failure

    def open(self, path: Path, *, may_begin: bool) -> None:
        """Open the file, or show why not and what can be done; never an empty book instead."""
        try:
            if may_begin and is_missing(path):
                storage.create(path)
            else:
                storage.open_book(path)
        except Refused as refused:
            self._show(Trouble(self, str(refused)))
            return
        self.preferences.last_file = str(path.resolve())
        found = list(Association.select())
        if not history.signed():
            history.sign(getuser())
        if len(found) == 1:
            self._show_books(found[0], last_month_of(found[0]))
        else:
            from ui.start import Start

            context = Context(Association(), Month(2000, 1), path.name, self.preferences)
            self._show(Start(self.root, context, self._show_books))

    def _show_books(self, association: Association, month: Month) -> None:
        self._show(None)
        self.app = open_window(
            association,
            month,
            storage.book_path().name,
            preferences=self.preferences,
            preferences_path=self.preferences_path,
            last_copy=_last_copy,
            root=self.root,
        )
        self.app.remember()

    def _show(self, page: ttk.Frame | None) -> None:
        if self.page is not None:
            self.page.destroy()
        self.page = page
        if page is not None:
            page.pack(fill="both", expand=True)


class Trouble(ttk.Frame):
    """Why the file was not opened, and the two ways on."""

    def __init__(self, window: Window, sentence: str) -> None:
        look = theme.of(window.root)
        super().__init__(window.root, style=look.frame("ground"), padding=look.px(6))
        self.window = window
        paper = controls.sheet(self, padding=8)
        paper.place(relx=0.5, rely=0.4, anchor="center")
        title = controls.text(paper, _("El libro no se abrió"), "title", "ink", "paper")
        title.pack(anchor="w")
        self.told = controls.Problem(paper, letters=60)
        self.told.say(sentence, "warn")
        self.told.pack(anchor="w", pady=look.px(4))
        row = controls.area(paper, "paper")
        row.pack(anchor="w")
        self.choose_button = controls.Button(
            row,
            _("Abrir otro archivo"),
            self._choose,
            kind="primary",
            icon="folder2-open",
            surface="paper",
        )
        self.choose_button.pack(side="left")
        controls.Button(
            row, _("Empezar un libro nuevo"), self._begin, icon="file-earmark-plus", surface="paper"
        ).pack(side="left", padx=look.px(2))
        self.after_idle(self.choose_button.focus_set)

    def _choose(self) -> None:
        picked = filedialog.askopenfilename(parent=self, filetypes=_kinds_of_file())
        if picked:
            self.window.open(Path(picked), may_begin=False)

    def _begin(self) -> None:
        picked = filedialog.asksaveasfilename(
            parent=self, defaultextension=storage.SUFFIX, filetypes=_kinds_of_file()
        )
        if picked:
            self.window.open(Path(picked), may_begin=True)


def _kinds_of_file() -> list[tuple[str, str]]:
    return [(_("Libros de Ecocuenca"), f"*{storage.SUFFIX}")]


def _last_copy() -> tuple[str, str]:
    """The sentence of the status line, and its tone."""
    made = storage.last_copy()
    if made is None:
        return _("Todavía no hay copia"), "warn"
    return _("Última copia: {day}").format(day=f"{made:%d/%m/%Y}"), "soft"
