"""What a screen may know and ask of the window around it, and what the window asks of it."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tkinter import Event, Misc, TclError
from typing import Any

import ttkbootstrap as ttk

from models.associations import Association
from models.changes import unwatch, watch
from models.documents import newest_day
from models.months import Month, newest_opening
from ui import theme
from ui.preferences import Preferences
from ui.widgets.controls import then

LONG_DAYS = 45  # after which books are taken for left alone


def last_month_of(association: Association) -> Month:
    """The month to show first: this one, or the last open one where the books begin later.

    Books in which nobody wrote for long open where they were left.
    """
    begun, today = newest_opening(association), date.today()
    last = newest_day(association)
    left = last is not None and (today - last).days > LONG_DAYS
    shown = Month.of(last if last is not None and left else today)
    return max(shown, Month.read(str(begun.month))) if begun is not None else shown


def _nowhere(*_what: Any, **_more: Any) -> None:
    """Until a window takes the context over, its ways lead nowhere."""


@dataclass
class Context:
    """Whose books, which month, and the ways out of a screen."""

    association: Association
    month: Month
    file_name: str = ""
    preferences: Preferences = field(default_factory=Preferences)
    compact: bool = False  # whether there is room only for the folded arrangement
    drafts: dict[str, Any] = field(default_factory=dict)  # what waits half typed, by its screen

    # Given by the window: `go(place, **what)` shows a place; `back(record)` the one before it, with
    # `record` selected; `say(sentence, tone)` tells in the status line what happened; `refresh()`
    # asks every screen to look again, after work in a thread; `remember()` keeps the preferences.
    go: Callable[..., Any] = _nowhere
    back: Callable[..., Any] = _nowhere
    say: Callable[..., None] = _nowhere
    refresh: Callable[[], None] = _nowhere
    remember: Callable[[], None] = _nowhere
    # `restore(copy)` puts a copy in the place of the book and opens the window anew on it;
    # `rehearse(copy)` shows it as if it were the book, and keeps nothing of what is done there.
    restore: Callable[[Path], None] = _nowhere
    rehearse: Callable[[Path], None] = _nowhere

    paper: Callable[[Any], None] | None = None  # shows the paper of what was issued


class Screen(ttk.Frame):
    """A page of the window, built as `Screen(parent, context)`.

    One that names its `kinds` is told, by `reload`, when records of these changed: at once while
    in sight, else when it comes back to sight.
    """

    kinds: tuple[type, ...] = ()

    def __init__(self, parent: Misc, context: Context) -> None:
        self.context, self.look = context, theme.of(parent)
        super().__init__(parent, style=self.look.frame("ground"))
        self.stale = False
        self.deeds: dict[str, Callable[[], object]] = {}  # what keys do while it is in sight
        self._waiting = ""
        watch(self._changed)
        self.bind("<Destroy>", self._destroyed)

    @property
    def unsaved(self) -> bool:
        """Whether something typed here would be lost."""
        return False

    def shown(self) -> None:
        """Called each time the screen comes to sight, and when the month changes under it."""

    def leave(self) -> bool:
        """Whether the person lets go of this screen; asks when something would be lost."""
        return True

    def reload(self) -> None:
        """Look again at the records."""

    def seen(self) -> Any:
        """What it shows of itself, for the screen that is built in its place; mostly nothing."""
        return None

    def look_at(self, seen: Any) -> None:
        """Show what another one of its kind had in view."""

    def take_keys(self) -> None:
        for sequence, deed in self.deeds.items():
            self.winfo_toplevel().bind(sequence, then(deed))

    def drop_keys(self) -> None:
        for sequence in self.deeds:
            self.winfo_toplevel().unbind(sequence)

    def look_again(self) -> None:
        """`reload`, if something changed since the last time."""
        self._waiting = ""
        if self.stale:
            self.stale = False
            self.reload()

    def _changed(self, kinds: set[type]) -> None:
        if not kinds.intersection(self.kinds):
            return
        self.stale = True
        # Work in a thread stores too, and Tk must not be touched from there.
        if threading.current_thread() is not threading.main_thread() or self._waiting:
            return
        if self.winfo_ismapped():
            self._waiting = self.after_idle(self.look_again)

    def _destroyed(self, event: Event) -> None:
        if event.widget is not self:
            return
        unwatch(self._changed)
        if self._waiting:
            with suppress(TclError):  # the window itself may be going
                self.after_cancel(self._waiting)
