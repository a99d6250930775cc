"""The colours, by day and by night. No other file holds one."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """One light. Every pair of text and surface in use keeps a contrast of 4.5 or more."""

    ground: str  # the table everything lies on
    paper: str  # sheets, tables, fields
    sunken: str  # a quiet area of a sheet; the row under the pointer
    desk: str  # around a printed page
    line: str  # hairlines that only decorate
    edge: str  # the border of what can be typed in or pressed: 3:1 or more
    ink: str
    soft: str  # secondary text
    primary: str
    on_primary: str
    primary_hover: str
    primary_pale: str
    nav: str
    on_nav: str
    soft_nav: str
    nav_hover: str
    focus: str  # where the keyboard is
    focus_fill: str
    warn: str
    warn_pale: str
    danger: str
    on_danger: str
    danger_hover: str
    danger_pale: str
    good: str
    good_pale: str
    chosen: str  # the selected row
    series: tuple[str, str, str]

    @property
    def soft_pale(self) -> str:
        """Behind a state that neither waits nor is wrong."""
        return self.sunken


DAY = Palette(
    ground="#f4efe6",
    paper="#fffdf9",
    sunken="#f8f3ea",
    desk="#d9d0c2",
    line="#e2d9ca",
    edge="#8c8070",
    ink="#2a2420",
    soft="#645a4e",
    primary="#1f5f56",
    on_primary="#ffffff",
    primary_hover="#174b44",
    primary_pale="#e2ede8",
    nav="#1e3a35",
    on_nav="#f1ebdf",
    soft_nav="#a9bdb3",
    nav_hover="#2b4c46",
    focus="#b5600a",
    focus_fill="#fff6dc",
    warn="#7a4d00",
    warn_pale="#faebc8",
    danger="#a3291c",
    on_danger="#ffffff",
    danger_hover="#84200f",
    danger_pale="#fae6e1",
    good="#2c6630",
    good_pale="#e3efdd",
    chosen="#dcebe5",
    series=("#1f5f56", "#7fae9f", "#cf9427"),
)
NIGHT = Palette(
    ground="#1b1f1e",
    paper="#252a28",
    sunken="#2d3331",
    desk="#111413",
    line="#3b423f",
    edge="#85908a",
    ink="#eee8dc",
    soft="#b9b3a6",
    primary="#86cbb9",
    on_primary="#0f211c",
    primary_hover="#a2dccc",
    primary_pale="#2c413b",
    nav="#141817",
    on_nav="#e9e3d6",
    soft_nav="#94a59c",
    nav_hover="#222826",
    focus="#f3b64a",
    focus_fill="#352f1f",
    warn="#f2cc74",
    warn_pale="#3d341d",
    danger="#f4a193",
    on_danger="#2a0d08",
    danger_hover="#f8bab0",
    danger_pale="#45271f",
    good="#a8d39c",
    good_pale="#27392a",
    chosen="#30463f",
    series=("#86cbb9", "#4f8577", "#e0ad4c"),
)

# The mark: its sun, and its terraces from the top.
SUN, TERRACES = "#e0ad4c", ("#c9ddd3", "#8fb8a9", "#5b8f80")
