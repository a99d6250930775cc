"""A frame that scrolls only when it must, and follows the keyboard."""

from tkinter import Canvas, Misc

import ttkbootstrap as ttk

from ui import theme
from ui.widgets import controls


class Scroller(ttk.Frame):
    """Put widgets into `inside`."""

    def __init__(self, parent: Misc, surface: str = "ground") -> None:
        self.look, self.surface = theme.of(parent), surface
        super().__init__(parent, style=self.look.frame(surface))
        self.canvas = Canvas(self, highlightthickness=0, width=10, height=10)
        self.bar = ttk.Scrollbar(self, command=self.canvas.yview)
        self.canvas.configure(yscrollcommand=self._place_bar)
        self.canvas.pack(side="left", fill="both", expand=True)
        # The prop is as high as the view, so that what is inside fills it; and the height is never
        # given, so that Tk tells when a sentence inside needs another line.
        self.frame = controls.area(self.canvas, surface)
        self.prop = ttk.Frame(self.frame, style=self.look.frame(surface), width=0)
        self.prop.pack(side="left")
        self.inside = controls.area(self.frame, surface)
        self.inside.pack(side="left", fill="both", expand=True)
        self.window = self.canvas.create_window(0, 0, anchor="nw", window=self.frame)
        for widget in (self.canvas, self.frame):
            widget.bind("<Configure>", self._fit)
        self.canvas.bind("<<ThemeChanged>>", self._paint)
        self._paint()

    def roll(self, steps: int) -> None:
        """One notch of the wheel."""
        if self.bar.winfo_ismapped():
            self.canvas.yview_moveto(
                self.canvas.yview()[0] + steps * self.look.em(12) / self.inside.winfo_height()
            )

    def to_top(self) -> None:
        self.canvas.yview_moveto(0)

    def _paint(self, _event=None) -> None:
        self.canvas.configure(background=self.look.color(self.surface))

    def _fit(self, _event=None) -> None:
        self.prop.configure(height=self.canvas.winfo_height())
        self.canvas.itemconfigure(self.window, width=self.canvas.winfo_width())
        self.canvas.configure(scrollregion=(0, 0, 1, self.frame.winfo_reqheight()))

    def _place_bar(self, first: float, last: float) -> None:
        self.bar.set(first, last)
        if float(first) <= 0 and float(last) >= 1:
            self.bar.pack_forget()
        elif not self.bar.winfo_manager():
            self.bar.pack(side="right", fill="y", before=self.canvas)

    def follow(self, widget: Misc) -> None:
        """Bring the widget that took the keyboard into view; the window tells of each one."""
        if self.canvas.winfo_height() < widget.winfo_height():
            return  # not laid out yet
        top = widget.winfo_rooty() - self.inside.winfo_rooty()
        bottom, tall = top + widget.winfo_height(), self.inside.winfo_height()
        seen, room = self.canvas.canvasy(0), self.canvas.winfo_height()
        if top < seen or bottom > seen + room:
            self.canvas.yview_moveto(max(0, bottom - room * 0.7) / tall)
