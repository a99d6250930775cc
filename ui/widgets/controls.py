"""What a person presses and reads: words, sheets, buttons, chips and their sentences."""

from collections.abc import Callable
from tkinter import Event, Misc, StringVar
from typing import Any

import ttkbootstrap as ttk

from ui import theme


def nothing() -> None:
    """The deed of a button that has none yet."""


def then(deed: Callable[[], object]) -> Callable[[Event], object]:
    """The deed as an answer to an event, whichever it was."""
    return lambda _event: deed()


def text(
    parent: Misc,
    words: str | StringVar = "",
    role: str = "body",
    tone: str = "ink",
    surface: str = "ground",
    **options,
) -> ttk.Label:
    options |= {"textvariable": words} if isinstance(words, StringVar) else {"text": words}
    return ttk.Label(parent, style=theme.of(parent).label(role, tone, surface), **options)


def wrap(label: ttk.Label, beside: int = 0) -> None:
    """Further lines where the words do not fit in one; so many pixels of it hold something else."""
    inside = beside + theme.of(label).px(1)  # a word that just fits would lose its last stroke
    label.bind(
        "<Configure>", lambda event: label.configure(wraplength=max(1, event.width - inside))
    )


def sheet(
    parent: Misc, surface: str = "paper", edge: str = "line", padding: float = 4
) -> ttk.Frame:
    """A piece of paper on the table: flat, square, one hairline."""
    look = theme.of(parent)
    return ttk.Frame(parent, style=look.frame(surface, edge), padding=look.px(padding))


def area(parent: Misc, surface: str = "ground", padding: float | tuple = 0) -> ttk.Frame:
    look = theme.of(parent)
    steps = padding if isinstance(padding, tuple) else (padding,)
    return ttk.Frame(
        parent, style=look.frame(surface), padding=tuple(look.px(step) for step in steps)
    )


def rule(parent: Misc, tone: str = "line") -> ttk.Frame:
    return ttk.Frame(parent, style=theme.of(parent).frame(tone), height=1)


class Picture(ttk.Label):
    """An icon that follows the theme."""

    def __init__(
        self,
        parent: Misc,
        name: str,
        tone: str = "ink",
        surface: str = "ground",
        size: int = 18,
        hover: str = "",
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.label("body", tone, surface, hover))
        self.glyph, self.tone, self.points = name, tone, size
        self._draw()
        self.bind("<<ThemeChanged>>", self._draw)

    def _draw(self, _event=None) -> None:
        image = self.look.icon(self.glyph, self.look.color(self.tone), self.points)
        self.configure(image=image)

    def picture(self, name: str) -> None:
        """Another icon in its place."""
        if name != self.glyph:
            self.glyph = name
            self._draw()

    def dye(self, tone: str, surface: str) -> None:
        """The same icon in another colour, on another ground."""
        self.configure(style=self.look.label("body", tone, surface))
        if tone != self.tone:
            self.tone = tone
            self._draw()


# Buttons ----------------------------------------------------------------------------------------

# (fill, border, text, fill under the pointer, text under the pointer); names of the palette.
KINDS = {
    "primary": ("primary", "primary", "on_primary", "primary_hover", "on_primary"),
    "secondary": ("paper", "edge", "ink", "primary_pale", "ink"),
    "quiet": ("", "", "primary", "primary_pale", "primary"),
    "danger": ("danger", "danger", "on_danger", "danger_hover", "on_danger"),
    "danger_quiet": ("", "", "danger", "danger_pale", "danger"),
}


class Button(ttk.Button):
    """A verb. `kind` is one of KINDS; the key that does the same is written behind the verb."""

    def __init__(
        self,
        parent: Misc,
        words: str,
        command: Callable[[], object] = nothing,
        *,
        kind: str = "secondary",
        icon: str = "",
        key: str = "",
        surface: str = "ground",
        large: bool = False,
    ) -> None:
        self.look, self.kind, self.glyph, self.key = theme.of(parent), kind, icon, key
        super().__init__(
            parent,
            command=command,
            cursor="hand2",
            compound="left" if words else "image",
            style=button_style(self.look, kind, surface, large),
        )
        self.say(words)
        self._draw()
        self.bind("<<ThemeChanged>>", self._draw)

    def say(self, words: str) -> None:
        label = f"{words}   {self.key}" if self.key else words
        self.configure(text=f" {label}" if self.glyph and label else label)

    def allow(self, allowed: bool) -> None:
        self.state(["!disabled" if allowed else "disabled"])

    def _draw(self, _event=None) -> None:
        if self.glyph:
            palette, color = self.look.palette, self.look.color(KINDS[self.kind][2])
            off = self.look.icon(self.glyph, palette.edge, 16)
            images: Any = (self.look.icon(self.glyph, color, 16), "disabled", off)
            self.configure(image=images)


def button_style(look: theme.Look, kind: str, surface: str, large: bool) -> str:
    name = f"{surface}.{kind}.{'Large' if large else 'Normal'}.TButton"
    element = f"{name}.box"

    def boxes() -> dict[str, tuple[str, str, str]]:
        palette = look.palette
        fill, border, _words, hover, _words_hover = KINDS[kind]
        rest = look.color(fill or surface)
        edge = look.color(border) if border else ""
        over = look.color(hover)
        over_edge = edge if kind == "secondary" else over
        return {
            "": (rest, edge, ""),
            "disabled": (
                palette.sunken if fill else look.color(surface),
                palette.line if fill else "",
                "",
            ),
            "pressed": (over, over_edge, palette.focus),
            "focus active": (over, over_edge, palette.focus),
            "focus": (rest, edge, palette.focus),
            "active": (over, over_edge, ""),
        }

    def recipe() -> None:
        back, words, words_hover = (
            look.color(n) for n in (surface, KINDS[kind][2], KINDS[kind][4])
        )
        look.box(element, surface, boxes())
        _lay_out(look, name, element, "Button")
        across, down = (5, 2.4) if large else (3.5, 1.5)
        look.style.configure(
            name,
            background=back,
            foreground=words,
            anchor="center",
            font=look.font("lead" if large else "strong"),
            padding=(look.px(across), look.px(down)),
        )
        look.style.map(
            name,
            foreground=[("disabled", look.palette.edge), ("active", words_hover)],
            background=[("disabled", back), ("active", back)],
        )

    return look.use(name, recipe)


def _lay_out(look: theme.Look, style: str, element: str, kind: str) -> None:
    label = ttk.El(f"{kind}.label", sticky="nsew")
    inner = ttk.El(f"{kind}.padding", sticky="nsew", children=[label])
    ttk.layout(look.style, style, ttk.El(element, sticky="nsew", children=[inner]))


class Choice(ttk.Radiobutton):
    """One of a few: a chip. The chosen one is filled and ticked, so colour is never alone."""

    def __init__(
        self,
        parent: Misc,
        words: str,
        variable: StringVar,
        value: str,
        command: Callable[[], object] = nothing,
        *,
        surface: str = "ground",
        large: bool = False,
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(
            parent,
            variable=variable,
            value=value,
            command=command,
            cursor="hand2",
            compound="left",
            style=choice_style(self.look, surface, large),
        )
        self.say(words)
        self._draw()
        self.bind("<<ThemeChanged>>", self._draw)
        self.bind("<Return>", lambda _event: self.invoke())

    def say(self, words: str) -> None:
        self.configure(text=f" {words}")

    def _draw(self, _event=None) -> None:
        palette = self.look.palette
        tick = self.look.icon("check-circle-fill", palette.on_primary, 14)
        images: Any = (self.look.icon("circle", palette.edge, 14), "selected", tick)
        self.configure(image=images)


def choice_style(look: theme.Look, surface: str, large: bool) -> str:
    name = f"{surface}.{'Large' if large else 'Normal'}.Choice.TRadiobutton"
    element = f"{name}.box"

    def recipe() -> None:
        palette, back = look.palette, look.color(surface)
        boxes = {
            "": (palette.paper, palette.edge, ""),
            "selected focus": (palette.primary, palette.primary, palette.focus),
            "selected": (palette.primary, palette.primary, ""),
            "focus": (palette.paper, palette.edge, palette.focus),
            "active": (palette.primary_pale, palette.edge, ""),
        }
        look.box(element, surface, boxes, radius=8 if large else 15)
        _lay_out(look, name, element, "Radiobutton")
        look.style.configure(
            name,
            background=back,
            foreground=palette.ink,
            font=look.font("strong" if large else "body"),
            padding=(look.px(3), look.px(2 if large else 1)),
        )
        look.style.map(
            name,
            foreground=[("selected", palette.on_primary)],
            background=[("selected", back), ("active", back)],
        )

    return look.use(name, recipe)


# Sentences --------------------------------------------------------------------------------------


GLYPHS = {
    "danger": "exclamation-octagon-fill",
    "warn": "question-circle-fill",
    "good": "check-circle-fill",
}


class Problem(ttk.Frame):
    """The sentence beside a field: a hint, a problem or a doubt. It keeps its place when empty."""

    def __init__(
        self, parent: Misc, surface: str = "paper", letters: int = 44, hint: str = ""
    ) -> None:
        self.look, self.surface, self.hint = theme.of(parent), surface, hint
        super().__init__(parent, style=self.look.frame(surface))
        self.wrap_px = letters * self.look.width("n")
        self.said = ""
        self.say("")

    def say(self, words: str, tone: str = "danger") -> None:
        """Say these words; without any, the hint."""
        for child in self.winfo_children():
            child.destroy()
        self.said = words
        if words:
            glyph = Picture(self, GLYPHS[tone], tone, self.surface, 14)
            glyph.pack(side="left", anchor="n", pady=(self.look.px(0.75), 0))
            self._write(words, "body", tone)
        elif self.hint:
            self._write(self.hint, "small", "soft")
        else:
            ttk.Frame(self, style=self.look.frame(self.surface), width=1, height=1).pack()

    def _write(self, words: str, role: str, tone: str) -> None:
        gap = self.look.px(1.5) if role == "body" else 0
        text(self, words, role, tone, self.surface, wraplength=self.wrap_px, justify="left").pack(
            side="left", padx=(gap, 0)
        )


# What each weight of a state looks like; the word is always written.
STATE_ICONS = {
    "good": "check-circle-fill",
    "warn": "hourglass-split",
    "danger": "slash-circle",
    "soft": "dash-circle",
}


def pill(
    parent: Misc, words: str, tone: str = "good", icon: str = "", surface: str = ""
) -> ttk.Frame:
    """A state, as a word on its own pale ground."""
    look = theme.of(parent)
    pale = surface or f"{tone}_pale"
    made = area(parent, pale, (2, 0.5))
    if icon:
        Picture(made, icon, tone, pale, 13).pack(side="left", padx=(0, look.px(1)))
    text(made, words, "small_strong", tone, pale).pack(side="left")
    return made


def is_under_pointer(widget: Misc) -> bool:
    """Whether the pointer is on it, or on something inside it."""
    # Asked of Tk itself: tkinter does not know the lists that Tk drops by its own hand.
    over = str(widget.tk.call("winfo", "containing", *widget.winfo_pointerxy()))
    return over == str(widget) or over.startswith(f"{widget}.")


def clear(parent: Misc) -> None:
    for child in parent.winfo_children():
        child.destroy()
