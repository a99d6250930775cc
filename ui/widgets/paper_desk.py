"""A PDF on a desk: its pages drawn as they print, larger or smaller, scrolled by key and wheel."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from tkinter import Canvas, Event, Misc
from typing import Any

import ttkbootstrap as ttk
from PIL import ImageTk

from ui import theme

STEPS = (50, 75, 100, 125, 150, 200)  # per cent of the paper's real size
SCREEN_DPI, POINTS = 96, 72
WHOLE, UPPER_HALF = 0, -1  # instead of per cent
FAR = 10**6


class PaperDesk(Canvas):
    """`on_zoom(percent)` is told the size shown. Its scroll bar stands beside it when needed.

    Only pages in sight are drawn: a list of three hundred people is many.
    """

    def __init__(self, parent: Misc, on_zoom: Callable[[int], object]) -> None:
        super().__init__(parent, highlightthickness=0, takefocus=True, width=10, height=10)
        self.look, self.on_zoom = theme.of(parent), on_zoom
        self.pages: list[Any] = []
        self.places: list[tuple[int, int, int]] = []  # of each page: left, top, height
        self.pictures: dict[int, ImageTk.PhotoImage] = {}
        self.percent = UPPER_HALF  # half a page can be read
        self.bar = ttk.Scrollbar(parent, command=self.yview)
        self.configure(yscrollcommand=self._scrolled)
        for happening in ("<Configure>", "<<ThemeChanged>>"):
            self.bind(happening, self.draw)
        for key, lines in (("Down", 1), ("Up", -1)):
            self.bind(f"<{key}>", partial(self._move, lines, "units"))
        for key, pages in (("Next", 1), ("Prior", -1), ("End", FAR), ("Home", -FAR)):
            self.bind(f"<{key}>", partial(self._move, pages, "pages"))
        for key, step in (("plus", 1), ("KP_Add", 1), ("minus", -1), ("KP_Subtract", -1)):
            self.bind(f"<{key}>", partial(self.zoom, step))
        self.bind("<Key-0>", lambda _event: self.fit())

    def show(self, pages: list[Any]) -> None:
        """Put other pages on the desk; the size stays as the person chose it."""
        self.pages = pages
        self.draw()

    def zoom(self, step: int, _event: Event | None = None) -> None:
        if not self.pages:
            return
        now = self._percent_now()
        larger, smaller = [s for s in STEPS if s > now], [s for s in STEPS if s < now]
        self.percent = (larger or [now])[0] if step > 0 else (smaller or [now])[-1]
        self.draw()

    def fit(self) -> None:
        self.percent = WHOLE
        self.draw()

    def _percent_now(self) -> int:
        """Per cent of its real size; unless zoomed, so that a page, or its upper half, is in view."""
        if self.percent > 0:
            return self.percent
        margin = self.look.px(8)
        wide, tall = (side * SCREEN_DPI / POINTS for side in self.pages[0].get_size())
        if self.percent == UPPER_HALF and tall > wide:
            tall /= 2
        room = self.winfo_width() - margin, self.winfo_height() - margin
        return max(20, int(100 * min(room[0] / wide, room[1] / tall)))

    def draw(self, _event: Event | None = None) -> None:
        look = self.look
        self.delete("all")
        self.pictures, self.places = {}, []
        self.configure(background=look.palette.desk)
        if not self.pages or self.winfo_width() <= 1:
            return
        percent, gap = self._percent_now(), look.px(4)
        self.on_zoom(percent)
        scale = percent / 100 * SCREEN_DPI / POINTS
        sizes = [[round(side * scale) for side in page.get_size()] for page in self.pages]
        top = max(gap, (self.winfo_height() - sizes[0][1]) // 2) if len(sizes) == 1 else gap
        for wide, tall in sizes:
            left = max(gap, (self.winfo_width() - wide) // 2)
            for shift, fill in ((3, look.palette.edge), (0, "white")):
                self.create_rectangle(
                    left + shift,
                    top + shift,
                    left + wide + shift,
                    top + tall + shift,
                    outline="",
                    fill=fill,
                )
            self.places.append((left, top, tall))
            top += tall + gap
        self.configure(scrollregion=(0, 0, self.winfo_width(), max(top, self.winfo_height())))
        self._draw_pages()

    def _draw_pages(self) -> None:
        """The pages in sight that are not drawn yet."""
        above, below = self.canvasy(0), self.canvasy(self.winfo_height())
        for number, (left, top, tall) in enumerate(self.places):
            if number in self.pictures or top > below or top + tall < above:
                continue
            scale = self._percent_now() / 100 * SCREEN_DPI / POINTS
            drawn = ImageTk.PhotoImage(self.pages[number].render(scale=scale).to_pil())
            self.pictures[number] = drawn
            self.create_image(left, top, anchor="nw", image=drawn)

    def _scrolled(self, first: float, last: float) -> None:
        self.bar.set(first, last)
        if float(first) <= 0 and float(last) >= 1:
            self.bar.pack_forget()
        elif not self.bar.winfo_manager():
            self.bar.pack(side="right", fill="y", before=self)
        if self.places:
            self._draw_pages()

    def roll(self, steps: int) -> None:
        """Notches of the wheel."""
        self._move(steps, "units")

    def _move(self, steps: int, what: Any, _event: Event | None = None) -> None:
        if self.bar.winfo_manager():
            self.yview_scroll(steps, what)


def opened(pdf: bytes) -> list[Any]:
    """The pages of a PDF, ready to be drawn."""
    import pypdfium2  # here: neither the start nor a list needs it

    drawn = pypdfium2.PdfDocument(BytesIO(pdf))
    return [drawn[number] for number in range(len(drawn))]
