"""A plain chart: one bar for each line, the figure at its end, the sum under a rule. No axis."""

from collections.abc import Sequence
from tkinter import Canvas, Misc
from typing import Any

from models.language import _
from ui import theme

MOST = 5  # bars


class Bars(Canvas):
    """`lines` are (name, part of the longest from 0 to 1, figure)."""

    def __init__(self, parent: Misc) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, highlightthickness=0, height=10, width=10)
        self.lines: Sequence[tuple[str, float, str]] = ()
        self.total = self.nothing = ""
        for event in ("<Configure>", "<<ThemeChanged>>"):
            self.bind(event, self._draw)

    def show(self, lines: Sequence[tuple[str, float, str]], total: str, nothing: str = "") -> None:
        self.lines, self.total, self.nothing = lines, total, nothing
        self._draw()

    def _draw(self, _event=None) -> None:
        self.delete("all")
        self.configure(background=self.look.palette.paper)
        if self.lines:
            self._draw_bars()
            self._draw_total()
        else:
            self._draw_nothing()

    def _draw_nothing(self) -> None:
        self.create_text(
            self.winfo_width() / 2,
            self.winfo_height() / 2,
            text=self.nothing,
            width=max(1, self.winfo_width() - self.look.px(8)),
            justify="center",
            font=self.look.font("body"),
            fill=self.look.palette.soft,
        )

    def _draw_bars(self) -> None:
        look, palette = self.look, self.look.palette
        wide = self.winfo_width()
        most = round(wide * 0.4)
        names = [look.cut(name, most) for name, _part, _figure in self.lines]
        left = max(map(look.width, names)) + look.px(4)
        figure_px = max(look.width(figure, "strong") for *_rest, figure in self.lines)
        room = max(0, wide - left - figure_px - look.px(3))
        row_px = (self.winfo_height() - self._foot_px) / len(self.lines)
        thick = min(row_px * 0.55, look.px(7))
        for place, (_name, part, figure) in enumerate(self.lines):
            middle = row_px * (place + 0.5)
            end = left + room * part
            color = palette.series[min(place, len(palette.series) - 1)]
            said: dict[str, Any] = {"anchor": "w", "fill": palette.ink}
            self.create_text(0, middle, text=names[place], font=look.font("body"), **said)
            self.create_rectangle(
                left, middle - thick / 2, end, middle + thick / 2, fill=color, outline=""
            )
            self.create_text(
                end + look.px(2), middle, text=figure, font=look.font("strong"), **said
            )

    @property
    def _foot_px(self) -> int:
        return self.look.line("strong") + self.look.px(3)

    def _draw_total(self) -> None:
        look, palette = self.look, self.look.palette
        tall, wide, line = self.winfo_height(), self.winfo_width(), look.line("strong")
        self.create_line(0, tall - self._foot_px, wide, tall - self._foot_px, fill=palette.line)
        foot = tall - line / 2
        said: dict[str, Any] = {"anchor": "w", "font": look.font("body"), "fill": palette.soft}
        self.create_text(0, foot, text=_("Total"), **said)
        said = {"anchor": "e", "font": look.font("strong"), "fill": palette.ink}
        self.create_text(wide, foot, text=self.total, **said)
