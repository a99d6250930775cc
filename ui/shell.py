"""The frame around every screen: it shows them, keeps them, and asks before one is left."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from tkinter import Event, TclError
from typing import Any

import ttkbootstrap as ttk

from models.associations import Association
from models.months import Month
from models.record import Record, RecordType
from ui import theme
from ui.context import Context, Screen
from ui.header import Header, Status
from ui.places import WAYS, Group, Maker, Way
from ui.register import Register
from ui.spine import Spine
from ui.widgets import controls
from ui.widgets.controls import then

MOST_BACK = 20  # places remembered to go back to
SETTLE_MS = 120  # after the last change of size, before all is laid out anew


class Shell(ttk.Frame):
    """Navigation, header, screen and status line.

    A screen shown without details (`go("members")`) is kept for the next time, unless what was
    typed in it was let go; one that is about something (`go("form", kind=…, record=…)`) lives until
    it is left.
    """

    def __init__(
        self,
        app: ttk.App,
        context: Context,
        groups: Sequence[Group],
        *,
        pages: Mapping[str, Maker] | None = None,
        belongs: Mapping[str, str] | None = None,
        keys: Mapping[str, Callable[[], object]] | None = None,
        catalog: Sequence[RecordType] = (),
        last_copy: Callable[[], tuple[str, str]] | None = None,
    ) -> None:
        self.look = theme.of(app)
        super().__init__(app, style=self.look.frame("ground"))
        self.app, self.context, self.groups = app, context, groups
        self.catalog, self.last_copy = catalog, last_copy
        self.makers: dict[str, Maker] = dict(pages or {})
        self.belongs = dict(belongs or {})  # page -> the place whose tab it is shown under
        self.makers |= {place.name: place.make for group in groups for place in group.places}
        self.deeds = dict(keys or {}) | {
            "<Control-k>": self._search,
            "<Alt-Left>": lambda: self.header.step(-1),
            "<Alt-Right>": lambda: self.header.step(1),
        }
        self.kept: dict[str, Screen] = {}
        self.current: Screen | None = None
        self.where: tuple[str, dict[str, Any]] = ("", {})
        self.trail: list[tuple[str, dict[str, Any]]] = []
        self._settling = ""
        context.go, context.back, context.say = self.go, self.back, self.say
        context.refresh = self.refresh
        self.content = controls.area(self)
        self._lay_out()
        for sequence, deed in self.deeds.items():
            app.bind(sequence, then(deed))
        self.bind("<Configure>", self._resized)
        self.bind("<Destroy>", self._let_go_of_keys, add="+")

    def _let_go_of_keys(self, event: Event) -> None:
        """A key must not call a frame that is gone."""
        if event.widget is self:
            own = self.current.deeds if self.current is not None else {}
            with suppress(TclError):  # the window itself may be going
                for sequence in (*self.deeds, *own):
                    self.app.unbind(sequence)

    # Going about --------------------------------------------------------------------------------

    def go(self, place: str, **what: Any) -> Screen | None:
        """Show a place, about something or not; None if the person stays where they are."""
        return self._go(place, what, remember=True)

    def back(self, record: Any = None) -> Screen | None:
        """The place before this one, with `record` selected in its list."""
        place, what = self.trail[-1] if self.trail else (self._first(), {})
        if self.current is not None and not self.current.leave():
            return None
        if self.trail:
            self.trail.pop()
        return self._show(place, what, record)

    def _go(self, place: str, what: dict[str, Any], *, remember: bool) -> Screen | None:
        if self.current is not None:
            if (place, what) == self.where:
                return self.current
            if not self.current.leave():
                return None
        if remember and self.where[0]:
            self.trail = [*self.trail, self.where][-MOST_BACK:]
        if self.header.finder:
            self.header.finder.clear()
        kept = None if what else self.kept.get(place)
        if isinstance(kept, Register):
            kept.forget_words()
        return self._show(place, what)

    def _show(self, place: str, what: dict[str, Any], record: Any = None) -> Screen:
        self._put_away()
        screen = None if what else self.kept.get(place)
        if screen is None:
            screen = self.makers[place](self.content, self.context, **what)
            if not what:
                self.kept[place] = screen
        self.current, self.where = screen, (place, what)
        self.spine.choose(self._tab(place, what))
        if record is not None and isinstance(screen, Register):
            screen.point_at(record)
        screen.pack(fill="both", expand=True)
        screen.take_keys()
        self.update_idletasks()  # a list asks for as many rows as it has room for
        screen.shown()
        return screen

    def _tab(self, place: str, what: Mapping[str, Any]) -> str:
        return what["kind"].name if "kind" in what else self.belongs.get(place, place)

    def _put_away(self) -> None:
        if self.current is None:
            return
        self.current.drop_keys()
        for sequence in set(self.current.deeds) & set(self.deeds):
            self.app.bind(sequence, then(self.deeds[sequence]))
        if self.current.unsaved:  # what was typed was let go: it must not come back
            self.kept = {name: one for name, one in self.kept.items() if one is not self.current}
        if self.current in self.kept.values():
            self.current.pack_forget()
        else:
            self.current.destroy()
        self.current = None

    def open_record(self, kind: RecordType, record: Record) -> None:
        """What was found, open, with its list behind it."""
        screen = self.go(kind.name)
        if isinstance(screen, Register):
            screen.find(record)
            screen.open(record)

    def _first(self) -> str:
        return self.groups[0].places[0].name

    # What is always in sight --------------------------------------------------------------------

    def say(self, sentence: str, tone: str = "good") -> None:
        self.status.say(sentence, tone)

    def refresh(self) -> None:
        """Look again at what the header, the status line and the screen say."""
        self.header.show()
        self.status.show()
        for screen in self.kept.values():
            screen.stale = True
        if self.current is not None:
            self.current.stale = True
            self.current.look_again()

    def show_month(self, month: Month) -> None:
        self.context.month = month
        self.header.show()
        self.status.show()
        if self.current is not None:
            self.current.shown()

    def show_association(self, association: Association) -> None:
        """Open the books of another association: nothing of the first one stays in sight."""
        if self.current is not None and not self.current.leave():
            return
        self.context.association = association
        self.trail.clear()
        self._forget_screens()
        self._show(self._first(), {})
        self.header.show()
        self.status.show()

    def _search(self) -> None:
        if self.header.finder:
            self.header.finder.focus_set()

    # Arranging ----------------------------------------------------------------------------------

    def lay_out_again(self) -> None:
        """Build everything for another width or another size of text.

        A screen with something typed in it stays as it is: nothing typed is ever lost.
        """
        place, what = self.where
        keep = self.current is not None and self.current.unsaved
        seen = self.current.seen() if self.current is not None else None
        if not keep:
            self._put_away()
        self._forget_screens(but=self.current)
        for part in (self.spine, self.status, self.header):
            part.destroy()
        self._lay_out()
        if place and not keep:
            again = self._show(place, what)
            if seen is not None:
                again.look_at(seen)
        else:
            self.spine.choose(place)

    def _lay_out(self) -> None:
        width = self.winfo_width() if self.winfo_width() > 1 else self.app.winfo_width()
        self.context.compact = compact = self.look.is_compact(width)
        self.spine = Spine(self, self.groups, self.go, compact=compact)
        self.status = Status(self, self.context, self.last_copy)
        self.header = Header(
            self,
            self.context,
            on_month=self.show_month,
            on_association=self.show_association,
            catalog=self.catalog,
            ways=[
                *(Way(one.title, one.name) for group in self.groups for one in group.places),
                *WAYS,
            ],
            on_find=self.open_record,
            on_go=self.go,
        )
        self.content.pack_forget()
        self.spine.pack(side="left", fill="y")
        self.status.pack(side="bottom", fill="x")
        self.header.pack(side="top", fill="x")
        margin = (4, 3) if compact else (6, 4)
        self.content.configure(padding=tuple(self.look.px(step) for step in margin))
        self.content.pack(fill="both", expand=True)
        for part in (self.header, self.content, self.status):
            part.lift()  # so that Tab goes through the window as the eye does

    def _forget_screens(self, but: Screen | None = None) -> None:
        if self.current is not None and self.current is not but:
            self._put_away()
        for screen in self.kept.values():
            if screen is not but:
                screen.destroy()
        self.kept = {name: screen for name, screen in self.kept.items() if screen is but}

    def _resized(self, event: Event) -> None:
        if event.widget is not self or self.look.is_compact(event.width) == self.context.compact:
            return
        if self._settling:
            self.after_cancel(self._settling)
        self._settling = self.after(SETTLE_MS, self._settle)

    def _settle(self) -> None:
        self._settling = ""
        if self.look.is_compact(self.winfo_width()) != self.context.compact:
            self.lay_out_again()
