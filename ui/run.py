"""From a file to the window on it: opened, or told why not; begun, where it is still empty."""

from collections.abc import Callable
from datetime import date
from functools import partial
from getpass import getuser
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from tkinter import TclError, filedialog

import ttkbootstrap as ttk

from models import copies, history, storage
from models.associations import Association
from models.changes import Refused
from models.copies import Copy
from models.disk import is_missing
from models.language import _, ngettext, speak
from models.months import Month
from models.program import VERSION
from models.restoring import restore
from ui import news, theme
from ui.app import TITLE, App, open_window
from ui.context import Context, last_month_of
from ui.copies.safekeeping import Safekeeping, reminder
from ui.preferences import Preferences
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.dialogs import ask
from ui.widgets.words import number

MOST_OFFERED = 5  # copies of a book that does not open


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
        self.untold = news.to_be_told(self.preferences)
        self.page: ttk.Frame | None = None
        self.app: App | None = None
        self.keeping: Safekeeping | None = None
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
            self._show(Trouble(self, str(refused), path))
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
        self.app = self._window_on(association, month, storage.book_path().name)
        self.keeping = Safekeeping(self.app.shell, self.app.context)
        self.app.context.restore = self.restore
        self.app.context.rehearse = self.rehearse
        self.app.before_closing = self._copied
        self._tell_what_is_new()
        self.app.remember()

    def _tell_what_is_new(self) -> None:
        """Once, the first time this version shows the books."""
        assert self.app is not None
        seen, self.preferences.seen_version = self.preferences.seen_version, VERSION
        if self.untold:
            self.untold = False
            self.app.context.go("news", seen=seen)

    def _window_on(self, association: Association, month: Month, name: str) -> App:
        return open_window(
            association,
            month,
            name,
            preferences=self.preferences,
            preferences_path=self.preferences_path,
            last_copy=self._about_copies,
            root=self.root,
        )

    def _about_copies(self) -> tuple[str, str]:
        return reminder(self.preferences, date.today())

    def _copied(self) -> bool:
        """Whether the last copy was made, or the person closes without it."""
        assert self.keeping is not None
        try:
            self.keeping.end()
        except Refused as refused:
            anyway = _("Cerrar sin copia"), _("Seguir aquí")
            return ask(self.root, _("No se pudo hacer la copia"), str(refused), *anyway, safe=True)
        return True

    # Copies ---------------------------------------------------------------------------------------

    def restore(self, copy: Path, book: Path | None = None) -> None:
        """Put the copy in the place of the book, and open the window anew on it."""
        book = book or storage.book_path()
        kept = restore(copy, book)
        self._leave_books()
        self.open(book, may_begin=False)
        if self.app is not None and kept is not None:
            say = _("Se restauró {copy}. El libro de antes quedó en {kept}.")
            self.app.context.say(say.format(copy=copy.name, kept=kept.name))

    def rehearse(self, copy: Path) -> None:
        """Show a throw-away double of the copy, marked as such, until the person goes back."""
        book, folder = storage.book_path(), Path(mkdtemp(prefix="ecocuenca-prueba-"))
        double = folder / copy.name
        try:
            copies.double(copy, double)
        except BaseException:
            rmtree(folder, ignore_errors=True)
            raise
        self._leave_books()
        try:
            storage.open_book(double)
            association = Association.select().order_by(Association.id).first()
            if association is None:
                raise Refused(_("La copia no tiene ninguna asociación. Elija otra."))
        except Refused as refused:
            self._end_rehearsal(book, folder)
            assert self.app is not None
            self.app.context.say(str(refused), "warn")
            return
        back = partial(self._end_rehearsal, book, folder)
        self._show(Rehearsal(self.root, copy.name, back), grows=False)
        self.app = self._window_on(association, last_month_of(association), _("PRUEBA"))
        self.root.protocol("WM_DELETE_WINDOW", back)

    def _end_rehearsal(self, book: Path, folder: Path) -> None:
        self._leave_books()
        rmtree(folder, ignore_errors=True)
        self.open(book, may_begin=False)

    def _leave_books(self) -> None:
        """Take away all that shows the open book, and close it."""
        if self.app is not None:
            self.app.shell.destroy()
            self.app = self.keeping = None
        self._show(None)
        storage.close()

    def _show(self, page: ttk.Frame | None, *, grows: bool = True) -> None:
        if self.page is not None:
            self.page.destroy()
        self.page = page
        if page is not None:
            page.pack(fill="both", expand=grows)


class Rehearsal(ttk.Frame):
    """Above everything while a copy is only looked at."""

    def __init__(self, root: ttk.App, name: str, back: Callable[[], None]) -> None:
        look = theme.of(root)
        super().__init__(root, style=look.frame("warn_pale"), padding=look.px(2))
        controls.Picture(self, "eye", "warn", "warn_pale", 18).pack(side="left", padx=look.px(2))
        self.back_button = controls.Button(
            self, _("Volver a mi libro"), back, icon="arrow-left", surface="warn_pale"
        )
        self.back_button.pack(side="right")
        say = _("PRUEBA. Está viendo la copia {name}. Lo que haga aquí no se guarda.")
        words = controls.text(self, say.format(name=name), "strong", "warn", "warn_pale")
        words.pack(side="left", fill="x")


class Trouble(ttk.Frame):
    """Why the file was not opened, and the ways on: its copies, another file, a new book."""

    def __init__(self, window: Window, sentence: str, book: Path | None = None) -> None:
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
        self.copy_buttons = (
            [self._offer(paper, one, book) for one in _copies_of(book)] if book else []
        )
        row = controls.area(paper, "paper")
        row.pack(anchor="w", pady=(look.px(3), 0))
        self.choose_button = controls.Button(
            row,
            _("Abrir otro archivo"),
            self._choose,
            kind="secondary" if self.copy_buttons else "primary",
            icon="folder2-open",
            surface="paper",
        )
        self.choose_button.pack(side="left")
        controls.Button(
            row, _("Empezar un libro nuevo"), self._begin, icon="file-earmark-plus", surface="paper"
        ).pack(side="left", padx=look.px(2))
        first = self.copy_buttons[0] if self.copy_buttons else self.choose_button
        self.after_idle(first.focus_set)

    def _offer(self, paper: ttk.Frame, one: Copy, book: Path) -> controls.Button:
        """A whole copy, with what it holds, and the deed that puts it back."""
        px, line = theme.of(self).px, controls.area(paper, "paper")
        line.pack(fill="x", pady=px(0.7))
        button = controls.Button(
            line,
            _("Restaurar esta copia"),
            lambda: self._restore(one, book),
            icon="arrow-counterclockwise",
            surface="paper",
        )
        button.pack(side="right", padx=(px(6), 0))
        until = f"{one.held.until:%d/%m/%Y}" if one.held.until else _("ninguno")
        words = ngettext(
            "{name}: {n} documento, el último del {day}; caja y banco {money}",
            "{name}: {n} documentos, el último del {day}; caja y banco {money}",
            one.documents,
        )
        said = words.format(
            name=one.path.stem,
            n=number(one.documents),
            day=until,
            money=soles(one.held.money),
        )
        controls.text(line, said, "body", "ink", "paper").pack(side="left")
        return button

    def _restore(self, one: Copy, book: Path) -> None:
        try:
            self.window.restore(one.path, book)
        except Refused as refused:
            self.told.say(str(refused), "danger")

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


def _copies_of(book: Path) -> list[Copy]:
    """The newest whole copies of a book that does not open, as many as fit."""
    try:
        kept = copies.copies_in(copies.copies_folder(book), book)
    except Refused:
        return []
    return [one for one in kept[:MOST_OFFERED] if copies.is_whole(one.path)]
