"""A field that finds: type a few letters, choose from what matches."""

from collections.abc import Callable, Sequence
from functools import partial
from tkinter import Canvas, Event, Misc, StringVar
from typing import Any

import ttkbootstrap as ttk

from ui import theme
from ui.widgets import controls
from ui.widgets.controls import then
from ui.widgets.entries import entry, field_style

MOST = 50  # options asked for at once; more letters bring the others
SHOWN = 7

Search = Callable[[str], Sequence[Any]]
Show = Callable[[Any], tuple[str, str]]  # what it is called, what tells it from its namesakes


class Droplist:
    """A list of options that drops from an entry while the person types in it.

    ↓ opens it, ↑ ↓ move in it, Enter takes the marked option, Esc closes it.
    """

    def __init__(
        self, entry: ttk.Entry, search: Search, show: Show, on_take: Callable[[Any], object]
    ) -> None:
        self.entry, self.search, self.on_take = entry, search, on_take
        self.options = Options(entry.winfo_toplevel(), show, on_take)
        for key, step in (("Down", 1), ("Up", -1), ("Next", SHOWN), ("Prior", -SHOWN)):
            entry.bind(f"<{key}>", then(partial(self._move, step)))
        for key in ("Return", "KP_Enter"):
            entry.bind(f"<{key}>", then(self.enter))
        entry.bind("<Escape>", then(self._escape))
        entry.bind("<FocusOut>", then(self.close), add="+")
        entry.bind("<Destroy>", then(self._destroyed), add="+")

    @property
    def is_open(self) -> bool:
        return self.options.is_open

    def open(self, words: str) -> None:
        self.options.fill(self.search(words), self.entry)

    def close(self) -> None:
        self.options.close()

    def _move(self, step: int) -> str:
        if self.is_open:
            self.options.move(step)
        else:
            self.open(self.entry.get().strip())
        return "break"

    def enter(self) -> str | None:
        """Take the marked option of an open list."""
        if not self.is_open:
            return None
        self.on_take(self.options.marked)
        return "break"

    def _escape(self) -> str | None:
        if not self.is_open:
            return None
        self.close()
        return "break"

    def _destroyed(self) -> None:
        if self.options.winfo_exists():
            self.options.destroy()


class Lookup(ttk.Frame):
    """`picked` is what was chosen from the list; None after something else is typed.

    Tab takes the only option there is. What was typed and not found stays in the field.
    """

    def __init__(
        self,
        parent: Misc,
        search: Search,
        show: Show,
        *,
        picked: Any = None,
        width: int = 34,
        surface: str = "paper",
        on_pick: Callable[[Any], object] = lambda picked: None,
        on_type: Callable[[], object] = controls.nothing,
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame(surface))
        self.show, self.on_pick, self.on_type = show, on_pick, on_type
        self.picked = picked
        self.words = StringVar(self, show(picked)[0] if picked is not None else "")
        self.entry = entry(self, width=width, surface=surface, textvariable=self.words)
        self.entry.configure(style=field_style(self.look, surface, "Lookup", right=8))
        self.entry.pack(fill="x")
        self.arrow = controls.Picture(self.entry, "chevron-down", "ink", "paper", 12)
        self.arrow.configure(cursor="hand2")
        self.arrow.place(relx=1.0, x=-self.look.px(3), rely=0.5, anchor="e")
        # What is already chosen hides no other option: ↓ then shows all of them.
        asked: Search = lambda words: search("" if self.picked is not None else words)
        self.list = Droplist(self.entry, asked, show, self._take)
        self._settling = False  # whether the words are being set by a choice, not typed
        self.words.trace_add("write", lambda *_names: self._typed())
        self.arrow.bind("<Button-1>", lambda _event: self._toggle())
        self.entry.bind("<Tab>", then(self._tab))
        self.entry.bind("<FocusOut>", lambda _event: self._paint_arrow("paper"), add="+")
        self.entry.bind("<FocusIn>", lambda _event: self._paint_arrow("focus_fill"), add="+")

    def focus_set(self) -> None:
        self.entry.focus_set()

    def get(self) -> str:
        return self.words.get().strip()

    def put(self, picked: Any) -> None:
        """Choose this one; None empties the field."""
        self._settling = True
        self.words.set(self.show(picked)[0] if picked is not None else "")
        self._settling = False
        self.picked = picked
        self.list.close()

    def _typed(self) -> None:
        if self._settling:
            return
        self.picked = None
        self.on_type()
        if self.entry.focus_get() is self.entry:
            self.list.open(self.get())

    def _toggle(self) -> str:
        self.entry.focus_set()
        if self.list.is_open:
            self.list.close()
        else:
            self.list.open("")
        return "break"

    def _tab(self) -> None:
        if self.list.is_open and self.get() and len(self.list.options.options) == 1:
            self._take(self.list.options.options[0])
        self.list.close()

    def _take(self, option: Any) -> None:
        self.put(option)
        self.entry.icursor("end")
        self.on_pick(option)
        self.on_type()

    def _paint_arrow(self, surface: str) -> None:
        self.arrow.configure(style=self.look.label("body", "ink", surface))


class Options(ttk.Frame):
    """The list that drops from the field: part of the window, so no window manager is asked."""

    def __init__(self, top: Misc, show: Show, on_take: Callable[[Any], object]) -> None:
        self.look = theme.of(top)
        super().__init__(top, style=self.look.frame("paper", "edge"), padding=1)
        self.show, self.on_take = show, on_take
        self.options: Sequence[Any] = ()
        self.top = self.at = 0
        self.row_px = self.look.line("body") + self.look.px(2.5)
        self.canvas = Canvas(self, highlightthickness=0, takefocus=False, height=1)
        self.canvas.pack(fill="both", expand=True)
        self.canvas.bind("<Configure>", lambda _event: self._draw())
        self.canvas.bind("<Button-1>", self._press)
        self.canvas.bind("<Motion>", self._hover)

    @property
    def is_open(self) -> bool:
        return bool(self.winfo_manager())

    @property
    def marked(self) -> Any:
        return self.options[self.at] if self.options else None

    def fill(self, options: Sequence[Any], under: Misc) -> None:
        """Show these below the field, or above it where there is no room below."""
        self.options, self.top, self.at = options, 0, 0
        if not options:
            self.close()
            return
        top = self.master
        tall = self.row_px * min(SHOWN, len(options)) + 2
        x, y = under.winfo_rootx() - top.winfo_rootx(), under.winfo_rooty() - top.winfo_rooty()
        below = y + under.winfo_height()
        wide = min(max(under.winfo_width(), self._widest()), top.winfo_width())
        x = min(x, top.winfo_width() - wide)
        above = below + tall > top.winfo_height() and y > tall
        self.place(x=x, y=y - tall if above else below, width=wide, height=tall)
        self.lift()
        self._draw()

    def _widest(self) -> int:
        look = self.look
        wide = (
            look.width(name) + look.width(more, "small")
            for name, more in map(self.show, self.options[:SHOWN])
        )
        return max(wide) + look.px(10)

    def close(self) -> None:
        self.place_forget()

    def move(self, step: int) -> None:
        self.at = max(0, min(self.at + step, len(self.options) - 1))
        self.top = max(min(self.top, self.at), self.at - SHOWN + 1)
        self._draw()

    def roll(self, steps: int) -> None:
        self.top = max(0, min(self.top + 2 * steps, len(self.options) - SHOWN))
        self._draw()

    def _draw(self) -> None:
        canvas, look, palette = self.canvas, self.look, self.look.palette
        canvas.delete("all")
        canvas.configure(background=palette.paper)
        wide = canvas.winfo_width()
        for line, option in enumerate(self.options[self.top : self.top + SHOWN]):
            top = line * self.row_px
            if self.top + line == self.at:
                canvas.create_rectangle(
                    0, top, wide, top + self.row_px, fill=palette.chosen, outline=""
                )
            name, more = self.show(option)
            middle, left = top + self.row_px / 2, look.px(2)
            room = wide - left - look.width(more, "small") - look.px(5)
            canvas.create_text(
                left,
                middle,
                text=look.cut(name, room),
                anchor="w",
                font=look.font("body"),
                fill=palette.ink,
            )
            canvas.create_text(
                wide - look.px(2),
                middle,
                text=more,
                anchor="e",
                font=look.font("small"),
                fill=palette.soft,
            )

    def _line(self, event: Event) -> int:
        return self.top + int(event.y // self.row_px)

    def _press(self, event: Event) -> None:
        if (place := self._line(event)) < len(self.options):
            self.on_take(self.options[place])

    def _hover(self, event: Event) -> None:
        if (place := self._line(event)) < len(self.options) and place != self.at:
            self.at = place
            self._draw()
