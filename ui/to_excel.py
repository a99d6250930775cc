"""«Llevar a Excel»: a list, all of it as it is shown, as a workbook of its own.

Rows are read a slice at a time between the strokes of the window; the workbook is made and written
in a thread, which touches neither Tk nor the database.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from tkinter import Misc

from models.changes import unwatch, watch
from models.exports import LIST, Taken, place_of
from models.fields import ExactField, read
from models.language import _
from models.listing import Listing, Row
from reports.excel.lists import Shown, list_file_name, list_workbook, shown_with
from reports.files import why_beside, write_whole
from ui import printing
from ui.context import Context, Screen
from ui.tasks import in_thread
from ui.widgets import controls
from ui.widgets.ledger import FAR, Fetch, Ledger

KEY = "<Control-l>"
SLICE = 250  # rows read at once: some 10 ms


@dataclass(frozen=True)
class Asked:
    """A list to be taken: how its rows are read, and what they are together."""

    fetch: Fetch
    whole: Callable[[Sequence[Row]], Shown]
    people: int | None = None  # of members in it, where no column of names tells


def of_listing(listing: Listing) -> Asked:
    """What a register asks for, whatever is typed into it later."""
    return Asked(listing.window, partial(shown_with, listing))


def of_ledger(
    ledger: Ledger,
    context: Context,
    title: str,
    *filters: str,
    since: date | None = None,
    until: date | None = None,
    people: int | None = None,
) -> Asked:
    """What a ledger shows now: its columns, also those there is no room for, and its totals."""
    rows, columns, totals = ledger.fetch(0, FAR), ledger.columns, _totals(ledger)
    said = [one for one in filters if one]

    def whole(rows: Sequence[Row]) -> Shown:
        return Shown(context.association, title, columns, rows, totals, since, until, said)

    return Asked(lambda offset, limit: rows[offset : offset + limit], whole, people)


def _totals(ledger: Ledger) -> dict[str, Decimal]:
    """What stands under the columns, as figures."""
    found: dict[str, Decimal] = {}
    for column in ledger.columns:
        text = ledger.totals.get(column.title, "")
        if text and isinstance(column.field, ExactField):
            with suppress(ValueError):
                found[column.title] = read(column.field, text)
    return found


class ToExcel:
    """Takes the list of one screen to Excel, one at a time."""

    def __init__(self, screen: Screen, asked: Callable[[], Asked]) -> None:
        self.screen, self.asked = screen, asked
        self.window = screen.winfo_toplevel()  # it outlives the screen
        self.under_way = False
        screen.deeds = {**screen.deeds, KEY: self.take}

    def button(self, parent: Misc, *, kind: str = "secondary") -> controls.Button:
        if self.screen.context.compact:
            return self.short_button(parent, kind=kind)
        return self._button(parent, _("Llevar a Excel"), kind, _("Ctrl+L"))

    def short_button(self, parent: Misc, *, kind: str = "secondary") -> controls.Button:
        """For a row that has little room left."""
        return self._button(parent, _("Excel"), kind, "")

    def _button(self, parent: Misc, words: str, kind: str, key: str) -> controls.Button:
        icon = "file-earmark-spreadsheet"
        return controls.Button(parent, words, self.take, kind=kind, icon=icon, key=key)

    def take(self) -> None:
        say = self.screen.context.say
        if self.under_way:
            say(_("Todavía se escribe la lista anterior."), "warn")
            return
        say(_("La lista pasa a Excel…"))
        self.under_way = True
        with self._ending():
            self._read(self.asked(), _Rows())

    @contextmanager
    def _ending(self) -> Iterator[None]:
        """What fails is told by the window, and the next list may begin."""
        try:
            yield
        except BaseException:
            self.under_way = False
            raise

    def _read(self, asked: Asked, rows: "_Rows") -> None:
        with self._ending():
            found = asked.fetch(len(rows), SLICE)
            rows += found
            if len(found) == SLICE:
                self.window.after(1, self._read, asked, rows)
                return
            rows.let_go()
            made = asked.whole(rows)
            path = printing.folder("listas") / list_file_name(made)
            told = partial(self._say, _taken(made, asked.people))
            in_thread(self.window, partial(_write, path, made), told, self._failed)

    def _failed(self, failure: Exception) -> None:
        self.under_way = False
        raise failure

    def _say(self, taken: Taken | None, written: tuple[Path, bool]) -> None:
        self.under_way = False
        path, opened = written
        if taken is not None:
            taken.to(place_of(path))
        if beside := why_beside(path):
            self.screen.context.say(beside, "warn")
            return
        words = _("Se abre {path}") if opened else _("Está en {path}")
        self.screen.context.say(words.format(path=path))


class _Rows(list[Row]):
    """Rows read so far; none again when something is stored meanwhile, lest some stand twice."""

    def __init__(self) -> None:
        super().__init__()
        watch(self._begin_again)

    def _begin_again(self, kinds: set[type]) -> None:
        self.clear()

    def let_go(self) -> None:
        unwatch(self._begin_again)


def _taken(made: Shown, people: int | None) -> Taken | None:
    """What of members' data the list carries out of the book; None where it names nobody."""
    if people is None:
        people = made.people
    if made.association is None or not people:
        return None
    return Taken(made.association, LIST, _(made.title), people)


def _write(path: Path, made: Shown) -> tuple[Path, bool]:
    """Where it was written, and whether the system opens it."""
    written = write_whole(path, list_workbook(made))
    return written, printing.open_with_system(written)
