"""From a file to the window on it: opened, or told why not; begun, where it is still empty."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from getpass import getuser
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from tkinter import TclError, filedialog

import ttkbootstrap as ttk
from peewee import DatabaseError

from models import history
from models.associations import Association
from models.changes import Refused, why_look_only
from models.clock import odd_clock
from models.file import copies, holding, storage
from models.file.bringing import bring
from models.file.disk import is_missing
from models.file.restoring import restore
from models.file.whereabouts import sentence_of
from models.language import _, speak
from models.locked.cipher import KeysMissing, Locked, key_of
from models.months import Month
from models.program import VERSION
from ui import news, theme
from ui.app import TITLE, App, open_window
from ui.band import Band, Way
from ui.checking import Checking
from ui.context import Context, last_month_of
from ui.copies.safekeeping import Safekeeping, reminder
from ui.elsewhere import Elsewhere
from ui.found import Found, only_looked_at
from ui.locked.screen_lock import ScreenLock
from ui.locked.unlock_page import ChooseNewWords, SeekKeys, Unlock
from ui.not_opened import Trouble, kinds_of_file
from ui.preferences import Preferences
from ui.widgets import controls
from ui.widgets.dialogs import ask

CALLS_MS = 1000  # between two looks at whether the program was started again


class NoScreen(Exception):
    """There is no screen to open a window on."""


def run(path: Path | None = None, language: str = "", preferences_path: Path | None = None) -> None:
    """The window on the book at `path`, or on the one used last, until it is closed.

    Without a path and without a last one, the book of the user's own folder is opened or begun.
    """
    if is_open_elsewhere(path, preferences_path):
        return
    window = Window(path, language, preferences_path)
    window.answer_calls()
    try:
        window.root.mainloop()
    finally:
        if window.checking is not None:
            window.checking.stop()
        storage.close()


def is_open_elsewhere(path: Path | None, preferences_path: Path | None = None) -> bool:
    """Whether a window of this computer shows that book already; it was brought to the front."""
    last = Preferences.load(preferences_path).last_file
    book = path or (Path(last) if last else storage.default_path())
    if not book.is_file():
        return False
    try:
        holding.take(book)
    except holding.Held:
        return holding.call(book)
    except Refused:
        return False  # the window says why
    return False


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
        self.band: Band | None = None
        self.found = Found(self)
        self.checking: Checking | None = None
        self.stays: set[Path] = set()  # books opened where they do not stand well
        self.screen_lock: ScreenLock | None = None
        self._leave_rehearsal: Callable[[], None] = controls.nothing
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
            elif (sentence := sentence_of(path)) and path not in self.stays and path.is_file():
                key_of(path)  # a locked book asks for its words first
                self._show(Elsewhere(self, sentence, path))
                return
            elif path.is_file() and not storage.may_be_written(path):
                self.look_at(path, _("El libro está en un disco donde no se puede escribir."))
                return
            else:
                storage.open_book(path)
        except storage.Damaged as damaged:
            self._look_at_damaged(path, str(damaged))
        except Locked as locked:
            self._ask_for_words(locked.path)
        except KeysMissing as missing:
            again = partial(self.open, path, may_begin=False)
            self._show(SeekKeys(self.root, missing, again, self._choose_other))
        except Refused as refused:
            self._show(Trouble(self, str(refused), path))
        else:
            self._opened(path)

    def work_there(self, path: Path) -> None:
        """Open the book where it stands, though it does not stand well there."""
        self.stays.add(path)
        self.open(path, may_begin=False)

    def bring(self, path: Path) -> None:
        """Open what is brought from there to the disk of this computer, from now on."""
        brought = bring(path)
        self.open(brought, may_begin=False)
        if self.app is not None:
            self.app.context.say(_("Ahora trabaja en {path}.").format(path=brought))

    def look_at(self, path: Path, found: str) -> None:
        """Open the book without storing anything in it."""
        say = _("SOLO PARA VER. {found} No se guarda nada.").format(found=found)
        storage.look_at(path, say)
        if self._opened_as_far_as_read(path, found) and self.page is None:
            self.warn(say, "warn", [])

    def _look_at_damaged(self, path: Path, found: str) -> None:
        try:
            storage.look_at(path, only_looked_at([found]))
        except Refused:
            self._show(Trouble(self, found, path))
            return
        if self._opened_as_far_as_read(path, found):
            self.found.say([found])

    def _opened_as_far_as_read(self, path: Path, found: str) -> bool:
        """Whether the first page could be shown; what cannot be read may be just there."""
        try:
            self._opened(path)
        except DatabaseError:
            for half_made in self.root.pack_slaves():
                half_made.destroy()
            self._leave_books()
            self._show(Trouble(self, found, path))
            return False
        return True

    def _opened(self, path: Path) -> None:
        """Whose books: those of the only association in the file, or the person says."""
        self.preferences.last_file = str(path.resolve())
        found = list(Association.select())
        if not why_look_only():
            if not history.signed():
                history.sign(getuser())
            holding.write_note(history.signed())
        if len(found) == 1:
            self._show_books(found[0], last_month_of(found[0]))
        else:
            from ui.start import Start

            context = Context(Association(), Month(2000, 1), path.name, self.preferences)
            context.restore = self.restore
            self._show(Start(self.root, context, self._show_books))

    def _ask_for_words(self, path: Path) -> None:
        def opened(by_sheet: bool) -> None:
            if not by_sheet:
                self.open(path, may_begin=False)
                return
            try:
                storage.open_book(path)
            except Refused as refused:
                self._show(Trouble(self, str(refused), path))
                return
            self._show(ChooseNewWords(self.root, path.name, partial(self._opened, path)))

        self._show(Unlock(self.root, path, opened, self._choose_other))

    def _choose_other(self) -> None:
        picked = filedialog.askopenfilename(parent=self.root, filetypes=kinds_of_file())
        if picked:
            self.open(Path(picked), may_begin=False)

    def _show_books(self, association: Association, month: Month) -> None:
        self._show(None)
        self.app = self._window_on(association, month, storage.book_path().name)
        self.app.context.restore = self.restore
        self.app.context.rehearse = self.rehearse
        self.app.before_closing = self._copied
        self._tell_what_is_new()
        self.app.remember()
        if why_look_only():
            return
        self.keeping = Safekeeping(self.app.shell, self.app.context)
        self.checking = Checking(self.app.shell, storage.book_path(), self.found.take)
        if odd := odd_clock(datetime.now()):
            self.warn(odd, "warn", [(_("La fecha está bien"), "check-lg", self.take_band)])

    # What stands above the books -----------------------------------------------------------------

    def warn(self, words: str, tone: str, ways: Sequence[Way]) -> None:
        """A band above everything else."""
        self.take_band()
        assert self.app is not None
        icon = "exclamation-octagon" if tone == "danger" else "info-circle"
        self.band = Band(self.root, icon, tone, words, ways)
        assert self.screen_lock is not None
        self.screen_lock.once_open(self._show_band)

    def _show_band(self) -> None:
        if self.band is not None and self.app is not None:
            self.band.pack(side="top", fill="x", before=self.app.shell)

    def take_band(self) -> None:
        if self.band is not None:
            self.band.destroy()
        self.band = None

    # Another start of the program -----------------------------------------------------------------

    def answer_calls(self) -> None:
        """Come to the front whenever the program is started again on the same book."""
        if holding.is_called():
            self.come_forward()
        self.root.after(CALLS_MS, self.answer_calls)

    def come_forward(self) -> None:
        self.root.deiconify()
        self.root.lift()
        self.root.attributes("-topmost", True)  # else Windows only lights its button up
        self.root.after_idle(self.root.attributes, "-topmost", False)
        (self.root.focus_lastfor() or self.root).focus_force()  # not to what a cover hides
        if self.app is not None:
            self.app.context.say(_("Ecocuenca ya estaba abierto: esta es su ventana."))

    def _tell_what_is_new(self) -> None:
        """Once, the first time this version shows the books."""
        assert self.app is not None
        seen, self.preferences.seen_version = self.preferences.seen_version, VERSION
        if self.untold:
            self.untold = False
            self.app.context.go("news", seen=seen)

    def _window_on(self, association: Association, month: Month, name: str) -> App:
        app = open_window(
            association,
            month,
            name,
            preferences=self.preferences,
            preferences_path=self.preferences_path,
            last_copy=self._about_copies,
            root=self.root,
        )
        self.screen_lock = ScreenLock(self.root, app.shell, self.preferences, self._end)
        return app

    def _end(self) -> None:
        """Close without asking what is half typed: whoever is here has not the PIN."""
        if self.keeping is not None:
            with suppress(Refused):
                self.keeping.end()
        self._leave_rehearsal()
        self.root.destroy()

    def _about_copies(self) -> tuple[str, str]:
        return reminder(self.preferences, date.today())

    def _copied(self) -> bool:
        """Whether the last copy was made, or the person closes without it."""
        if self.keeping is None or why_look_only():  # no bad copy takes a good one's place
            return True
        try:
            said = self.keeping.end()
        except Refused as refused:
            anyway = _("Cerrar sin copia"), _("Seguir aquí")
            return ask(self.root, _("No se pudo hacer la copia"), str(refused), *anyway, safe=True)
        if said:
            title = _("La copia está hecha")
            return ask(self.root, title, said, _("Cerrar"), _("Seguir aquí"))
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
        book, folder = storage.book_path(), Path(mkdtemp(prefix="prueba-"))
        faults = self.found.faults
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
            self._end_rehearsal(book, folder, faults)
            assert self.app is not None
            self.app.context.say(str(refused), "warn")
            return
        back = self._leave_rehearsal = partial(self._end_rehearsal, book, folder, faults)
        self._show(None)
        self.app = self._window_on(association, last_month_of(association), _("PRUEBA"))
        say = _("PRUEBA. Está viendo la copia {name}. Lo que haga aquí no se guarda.")
        ways = [(_("Volver a mi libro"), "arrow-left", back)]
        self.warn(say.format(name=copy.name), "warn", ways)
        self.root.protocol("WM_DELETE_WINDOW", back)

    def _end_rehearsal(self, book: Path, folder: Path, faults: list[str]) -> None:
        """Back to the book, which is still only looked at if something was found in it."""
        self._leave_rehearsal = controls.nothing
        self._leave_books()
        rmtree(folder, ignore_errors=True)
        self.open(book, may_begin=False)
        if faults and self.app is not None:
            self.found.take(faults)

    def _leave_books(self) -> None:
        """Take away all that shows the open book, and close it."""
        if self.app is not None:
            self.app.shell.destroy()
            self.app = self.keeping = None
            self.found = Found(self)
        self._show(None)
        self.take_band()
        storage.close()

    def _show(self, page: ttk.Frame | None, *, grows: bool = True) -> None:
        if self.page is not None:
            self.page.destroy()
        self.page = page
        if page is not None:
            page.pack(fill="both", expand=grows)
