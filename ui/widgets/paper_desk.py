"""A PDF on a desk: its pages drawn as they print, larger or smaller, scrolled by key and wheel."""

from collections.abc import Callable
from functools import partial
from tkinter import Canvas, Event, Misc
from typing import Any

import ttkbootstrap as ttk
from PIL import ImageTk

from ui import theme
from ui.pdf import Pages
from ui.widgets.controls import nothing, then

STEPS = (50, 75, 100, 125, 150, 200)  # per cent of the paper's real size
SCREEN_DPI, POINTS = 96, 72
WHOLE, UPPER_HALF = 0, -1  # instead of per cent
MOST_BY_ITSELF = 150  # per cent: a ticket is not blown up to fill the desk
FAR = 10**6


class PaperDesk(Canvas):
    """`on_look()` is called when another page or size is in sight: `page`, from 0, and
    `shown_percent`. Its scroll bar stands beside it when needed.

    Only pages in sight are drawn and kept: a list of three hundred people is many.
    """

    def __init__(self, parent: Misc, on_look: Callable[[], object] = nothing) -> None:
        super().__init__(parent, highlightthickness=0, takefocus=True, width=10, height=10)
        self.look, self.on_look = theme.of(parent), on_look
        self.pages: Pages | None = None
        self.places: list[tuple[int, int, int, int]] = []  # of each page: left, top, width, height
        self.pictures: dict[int, ImageTk.PhotoImage] = {}
        self.percent = UPPER_HALF  # half a page can be read
        self.shown_percent = 0
        self.bar = ttk.Scrollbar(parent, command=self.yview)
        self.configure(yscrollcommand=self._scrolled)
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            self.bind(happening, self.draw)
        for key, lines in (("Down", 1), ("Up", -1)):
            self.bind(f"<{key}>", partial(self._move, lines, "units"))
        for key, pages in (("Next", 1), ("Prior", -1), ("End", FAR), ("Home", -FAR)):
            self.bind(f"<{key}>", partial(self._move, pages, "pages"))
        for key, pages in (("Right", 1), ("Left", -1)):
            self.bind(f"<{key}>", partial(self._aside, pages))
        for key, step in (("plus", 1), ("KP_Add", 1), ("minus", -1), ("KP_Subtract", -1)):
            self.bind(f"<{key}>", partial(self.zoom, step))
        self.bind("<Key-0>", then(self.fit))

    @property
    def count(self) -> int:
        return len(self.pages) if self.pages is not None else 0

    def show(self, pages: Pages | None) -> None:
        """Put other pages on the desk, the first in sight; the size stays as the person chose it."""
        if self.pages is not None:
            self.pages.close()
        self.pages = pages
        self.yview_moveto(0)
        self.draw()

    def destroy(self) -> None:
        if self.pages is not None:
            self.pages.close()
            self.pages = None
        super().destroy()

    # Size -----------------------------------------------------------------------------------------

    def zoom(self, step: int, _event: Event | None = None) -> None:
        if not self.count:
            return
        now = self._percent_now()
        larger, smaller = [s for s in STEPS if s > now], [s for s in STEPS if s < now]
        self._resize((larger or [now])[0] if step > 0 else (smaller or [now])[-1])

    def fit(self) -> None:
        """A whole page in sight."""
        self._resize(WHOLE)

    def _resize(self, percent: int) -> None:
        page = self.page
        self.percent = percent
        self.draw()
        if page:
            self.go_to(page)

    def _percent_now(self) -> int:
        """Per cent of its real size; unless zoomed, so that a page, or its upper half, is in view."""
        if self.percent > 0 or self.pages is None:
            return self.percent
        margin = self.look.px(8)
        wide, tall = (side * SCREEN_DPI / POINTS for side in self.pages.size(0))
        if self.percent == UPPER_HALF and tall > wide:
            tall /= 2
        room = self.winfo_width() - margin, self.winfo_height() - margin
        return max(20, min(MOST_BY_ITSELF, int(100 * min(room[0] / wide, room[1] / tall))))

    # Drawing --------------------------------------------------------------------------------------

    def draw(self, _event: Event | None = None) -> None:
        look, pages = self.look, self.pages
        self.delete("all")
        self.pictures, self.places = {}, []
        self.configure(background=look.palette.desk)
        if pages is None or not pages or self.winfo_width() <= 1:
            self.on_look()
            return
        self.shown_percent, gap = self._percent_now(), look.px(4)
        sizes = [[round(side * self._scale) for side in size] for size in pages.sizes()]
        top = max(gap, (self.winfo_height() - sizes[0][1]) // 2) if len(sizes) == 1 else gap
        widest = max(wide for wide, _tall in sizes) + 2 * gap
        across = max(self.winfo_width(), widest)
        for wide, tall in sizes:
            self.places.append((max(gap, (across - wide) // 2), top, wide, tall))
            top += tall + gap
        self.configure(scrollregion=(0, 0, across, max(top, self.winfo_height())))
        self._draw_pages()
        self.on_look()

    @property
    def _scale(self) -> float:
        return self.shown_percent / 100 * SCREEN_DPI / POINTS

    def _draw_pages(self) -> None:
        """Those in sight that are not drawn yet; the others are let go."""
        assert self.pages is not None
        above, below = self.canvasy(0), self.canvasy(self.winfo_height())
        for number, (left, top, wide, tall) in enumerate(self.places):
            tag = f"page{number}"
            if top > below or top + tall < above:
                if self.pictures.pop(number, None):
                    self.delete(tag)
            elif number not in self.pictures:
                self._draw_page(number, (left, top, wide, tall), tag)

    def _draw_page(self, number: int, place: tuple[int, int, int, int], tag: str) -> None:
        assert self.pages is not None
        left, top, wide, tall = place
        for shift, fill in ((3, self.look.palette.edge), (0, "white")):
            box = (left + shift, top + shift, left + wide + shift, top + tall + shift)
            self.create_rectangle(*box, outline="", fill=fill, tags=tag)
        drawn = ImageTk.PhotoImage(self.pages.picture(number, self._scale))
        self.pictures[number] = drawn
        self.create_image(left, top, anchor="nw", image=drawn, tags=tag)

    # Moving ---------------------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The first one of which more than its end is in sight, from 0."""
        if not self.places:
            return 0
        below = self.canvasy(0) + self.winfo_height() / 3
        seen = [number for number, (_left, top, *_size) in enumerate(self.places) if top <= below]
        if self.yview()[1] >= 1 and self.yview()[0] > 0:  # the last ones never come to the top
            return len(self.places) - 1
        return seen[-1] if seen else 0

    def go_to(self, page: int) -> None:
        """The top of that page, from 0; of the first or the last one beyond them."""
        if self.places:
            _left, top, *_size = self.places[min(max(0, page), len(self.places) - 1)]
            whole = float(str(self.cget("scrollregion")).split()[3])
            self.yview_moveto((top - self.look.px(4)) / whole)

    def _scrolled(self, first: float, last: float) -> None:
        self.bar.set(first, last)
        if float(first) <= 0 and float(last) >= 1:
            self.bar.pack_forget()
        elif not self.bar.winfo_manager():
            self.bar.pack(side="right", fill="y", before=self)
        if self.places:
            self._draw_pages()
            self.on_look()

    def roll(self, steps: int) -> None:
        """Notches of the wheel."""
        self._move(steps, "units")

    def _move(self, steps: int, what: Any, _event: Event | None = None) -> None:
        if self.bar.winfo_manager():
            self.yview_scroll(steps, what)

    def _aside(self, step: int, _event: Event | None = None) -> None:
        """To the side of a page that is wider than the desk; else to the page before or after."""
        if self.xview() != (0.0, 1.0):
            self.xview_scroll(step, "units")
        else:
            self.go_to(self.page + step)
