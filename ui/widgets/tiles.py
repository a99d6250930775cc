"""Buttons of several lines, and the lines of a paper."""

from collections.abc import Callable, Sequence
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from ui import theme
from ui.widgets import controls

Line = tuple[str, str | StringVar, str]  # name, figure, role of the figure


class Pressable(ttk.Frame):
    """A frame of several labels that behaves as one button."""

    def __init__(self, parent: Misc, style: str, padding, command: Callable[[], object]) -> None:
        super().__init__(parent, style=style, padding=padding, cursor="hand2", takefocus=True)
        self.command = command
        self.bind("<Enter>", lambda _event: self._tell("active"))
        self.bind("<Leave>", lambda _event: self._left())
        self.bind("<FocusIn>", lambda _event: self.state(["focus"]))
        self.bind("<FocusOut>", lambda _event: self.state(["!focus"]))
        for event in ("<Return>", "<KP_Enter>", "<space>"):
            self.bind(event, lambda _event: self.command())

    def seal(self) -> None:
        """Call when everything is inside: the labels pass their clicks on."""
        for widget in (self, *self.winfo_children()):
            widget.bind("<Button-1>", self._press, add="+")

    def _press(self, _event) -> None:
        self.focus_set()
        self.command()

    def _left(self) -> None:
        """Not when the pointer only went to a label inside."""
        self._tell("active" if controls.is_under_pointer(self) else "!active")

    def _tell(self, state: str) -> None:
        self.state([state])
        for child in self.winfo_children():
            if isinstance(child, ttk.Label):
                child.state([state])


class Verb(Pressable):
    """A big verb with its noun, what happens, and the key that does the same."""

    def __init__(
        self,
        parent: Misc,
        icon: str,
        verb: str,
        command: Callable[[], object],
        *,
        what: str = "",
        key: str = "",
        first: bool = False,
    ) -> None:
        look = theme.of(parent)
        surface, hover = ("primary", "primary_hover") if first else ("paper", "primary_pale")
        ink, soft, mark = ("on_primary",) * 3 if first else ("ink", "soft", "primary")
        padding = (look.px(5), look.px(3)) if what else (look.px(4), look.px(2.4))
        super().__init__(parent, tile_style(look, surface, hover), padding, command)
        glyph = controls.Picture(self, icon, mark, surface, 28 if what else 22, hover)
        gap = (0, look.px(4 if what else 2.5))
        glyph.grid(row=0, column=0, rowspan=2 if what else 1, padx=gap)
        for row, (words, role, tone) in enumerate(((verb, "lead", ink), (what, "small", soft))):
            if words:
                ttk.Label(self, text=words, style=look.label(role, tone, surface, hover)).grid(
                    row=row, column=1, sticky="w"
                )
        if key:
            ttk.Label(self, text=key, style=look.label("small_strong", soft, surface, hover)).grid(
                row=0, column=2, sticky="ne"
            )
        self.columnconfigure(1, weight=1)
        self.seal()


class Figure(Pressable):
    """A figure that leads to the screen which explains it."""

    def __init__(
        self,
        parent: Misc,
        name: str,
        figure: str | StringVar,
        command: Callable[[], object],
        *,
        what: str = "",
    ) -> None:
        look = theme.of(parent)
        hover = "primary_pale"
        padding = (look.px(4), look.px(2.2)) if what else (look.px(2.5), look.px(1.2))
        super().__init__(parent, tile_style(look, "paper", hover, edge=""), padding, command)
        parts = (
            (f"{name}  ›", "small_strong", "primary"),
            (figure, "figure" if what else "lead", "ink"),
            (what, "small", "soft"),
        )
        for words, role, tone in parts[: 3 if what else 2]:
            said = {"textvariable": words} if isinstance(words, StringVar) else {"text": words}
            ttk.Label(self, style=look.label(role, tone, "paper", hover), **said).pack(anchor="w")
        self.seal()


def tile_style(look: theme.Look, surface: str, hover: str, edge: str = "edge") -> str:
    name = f"{surface}.{hover}.{edge or 'plain'}.Tile.TFrame"
    element = f"{name}.box"

    def recipe() -> None:
        palette = look.palette
        fill, over = look.color(surface), look.color(hover)
        border = fill if surface == "primary" else (look.color(edge) if edge else "")
        back = "paper" if not edge else "ground"
        boxes = {
            "": (fill, border, ""),
            "focus active": (over, border, palette.focus),
            "focus": (fill, border, palette.focus),
            "active": (over, border, ""),
        }
        look.box(element, back, boxes)
        ttk.layout(look.style, name, ttk.El(element, sticky="nsew"))
        look.style.configure(name, background=look.color(back))

    return look.use(name, recipe)


def bill(parent: Misc, lines: Sequence[Line], surface: str = "paper") -> None:
    """Lines of a paper: the name at the left, the figure at the right, a rule above each sum.

    A line whose role is «strong» or «figure» is a sum; «small» is a remark.
    """
    look = theme.of(parent)
    for name, figure, role in lines:
        if role in ("strong", "figure"):
            above = controls.rule(parent, "edge" if role == "figure" else "line")
            above.pack(fill="x", pady=(look.px(1), look.px(0.5)))
        line = controls.area(parent, surface)
        tone = "soft" if role == "small" else "ink"
        words = controls.text(line, name, "strong" if role == "figure" else role, tone, surface)
        if figure:
            controls.text(line, figure, role, tone, surface).pack(side="right")
            words.pack(side="left")  # last: where room is short, the words give way to the figure
        else:
            words.configure(justify="left")
            words.pack(side="left", fill="x", expand=True)
            controls.wrap(words, look.px(1))
        line.pack(fill="x", pady=look.px(0.4))
