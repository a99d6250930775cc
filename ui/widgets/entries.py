"""What a person types in: fields, lists of choices, the search box."""

from collections.abc import Callable, Sequence
from tkinter import Event, EventType, Misc, StringVar, Text

import ttkbootstrap as ttk

from models.fields import folded
from ui import theme
from ui.widgets import controls


def entry(
    parent: Misc,
    value: str = "",
    *,
    role: str = "body",
    width: int = 24,
    surface: str = "paper",
    number: bool = False,
    **options,
) -> ttk.Entry:
    """A field to type in; numbers stand at the right, where the printed figure stands."""
    look = theme.of(parent)
    made = ttk.Entry(
        parent,
        width=width,
        font=look.font(role),
        justify="right" if number else "left",
        style=entry_style(look, role, surface),
        **options,
    )
    made.insert(0, value)
    made.bind("<FocusIn>", lambda _event: made.selection_range(0, "end"), add="+")
    return made


def _field_box(look: theme.Look, element: str, surface: str) -> None:
    palette = look.palette
    boxes = {
        "": (palette.paper, palette.edge, ""),
        "disabled": (palette.sunken, palette.line, ""),
        "invalid focus": (palette.focus_fill, palette.danger, palette.danger),
        "invalid": (palette.danger_pale, palette.danger, ""),
        "focus": (palette.focus_fill, palette.focus, palette.focus),
        "active": (palette.paper, palette.ink, ""),
    }
    look.box(element, surface, boxes, radius=4)


def entry_style(look: theme.Look, role: str, surface: str) -> str:
    name = f"{surface}.{role}.TEntry"
    element = f"{name}.field"

    def recipe() -> None:
        palette = look.palette
        _field_box(look, element, surface)
        inner = ttk.El(
            "Entry.padding",
            sticky="nsew",
            children=[ttk.El("Entry.textarea", sticky="nsew")],
        )
        ttk.layout(look.style, name, ttk.El(element, sticky="nsew", children=[inner]))
        look.style.configure(
            name,
            foreground=palette.ink,
            background=look.color(surface),
            insertcolor=palette.ink,
            insertwidth=2,
            selectbackground=palette.primary,
            selectforeground=palette.on_primary,
            padding=(look.px(2), look.px(1.5)),
        )

    return look.use(name, recipe)


def choices(
    parent: Misc,
    values: Sequence[str],
    value: str = "",
    *,
    width: int = 24,
    surface: str = "paper",
) -> ttk.Combobox:
    """A list to choose from; a letter goes to the next word that begins with it."""
    look = theme.of(parent)
    made = ttk.Combobox(
        parent,
        values=list(values),
        state="readonly",
        width=width,
        font=look.font("body"),
        style=_choices_style(look, surface),
    )
    made.set(value)
    made.bind("<Key>", lambda event: _jump(made, event))
    return made


def _jump(box: ttk.Combobox, event: Event) -> None:
    letter = folded(event.char or "")
    values = box.cget("values")
    if not letter or not values:
        return
    place = box.current() + 1
    turned = [*range(place, len(values)), *range(place)]
    for index in turned:
        if folded(values[index]).startswith(letter):
            box.current(index)
            box.event_generate("<<ComboboxSelected>>")
            return


def _choices_style(look: theme.Look, surface: str) -> str:
    name = f"{surface}.Field.TCombobox"
    element = f"{name}.field"

    def recipe() -> None:
        palette = look.palette
        arrow = f"{name}.arrow"
        _field_box(look, element, surface)
        if arrow not in look.style.element_names():
            glyph = look.icon("chevron-down", palette.ink, 12)
            ttk.image_element(look.style, arrow, default=glyph, sticky="")
        parts = [
            ttk.El(arrow, side="right", sticky="ns"),
            ttk.El("Combobox.textarea", sticky="nsew"),
        ]
        inner = ttk.El("Combobox.padding", sticky="nsew", children=parts)
        ttk.layout(look.style, name, ttk.El(element, sticky="nsew", children=[inner]))
        look.style.configure(
            name,
            foreground=palette.ink,
            background=look.color(surface),
            selectbackground=palette.paper,
            selectforeground=palette.ink,
            padding=(look.px(2), look.px(1.5), look.px(3), look.px(1.5)),
        )
        look.style.map(name, selectbackground=[("focus", palette.focus_fill)])

    return look.use(name, recipe)


class Note(ttk.Frame):
    """A field of several lines. Tab leaves it, as it leaves every other field."""

    def __init__(self, parent: Misc, value: str = "", *, width: int = 48, lines: int = 3) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=_note_style(self.look), padding=self.look.px(1.25))
        self.text = Text(
            self,
            width=width,
            height=lines,
            wrap="word",
            undo=True,
            relief="flat",
            borderwidth=0,
            highlightthickness=0,
            font=self.look.font("body"),
            padx=self.look.px(0.75),
            pady=0,
        )
        self.text.insert("1.0", value)
        self.text.edit_reset()
        self.text.pack(fill="both", expand=True)
        for event in ("<FocusIn>", "<FocusOut>", "<<ThemeChanged>>"):
            self.text.bind(event, self._paint, add="+")
        self.text.bind("<Tab>", lambda _event: self._leave(self.text.tk_focusNext()))
        for back in ("<Shift-Tab>", "<<PrevWindow>>"):
            self.text.bind(back, lambda _event: self._leave(self.text.tk_focusPrev()))
        self._paint()

    def _leave(self, to: Misc | None) -> str:
        if to is not None:
            to.focus_set()
        return "break"

    def _paint(self, event: Event | None = None) -> None:
        palette = self.look.palette
        focused = event is not None and event.type == EventType.FocusIn
        self.state(["focus" if focused else "!focus"])
        self.text.configure(
            background=palette.focus_fill if focused else palette.paper,
            foreground=palette.ink,
            insertbackground=palette.ink,
            selectbackground=palette.primary,
            selectforeground=palette.on_primary,
        )


def _note_style(look: theme.Look) -> str:
    name = "Note.TFrame"

    def recipe() -> None:
        element = f"{name}.box"
        _field_box(look, element, "paper")
        ttk.layout(look.style, name, ttk.El(element, sticky="nsew"))
        look.style.configure(name, background=look.palette.paper)

    return look.use(name, recipe)


class SearchBox(ttk.Frame):
    """A field that says what it searches until something is typed. `on_type` hears every key."""

    def __init__(
        self,
        parent: Misc,
        hint: str,
        key: str = "",
        *,
        surface: str = "paper",
        width: int = 22,
        on_type: Callable[[str], object] | None = None,
    ) -> None:
        self.look = look = theme.of(parent)
        super().__init__(parent, style=look.frame(surface))
        self.words = StringVar(self)
        self.entry = entry(self, width=width, surface=surface, textvariable=self.words)
        self.entry.configure(style=field_style(look, surface, "Search", left=8))
        self.entry.pack(fill="both")
        self.said, self.key = hint, key
        self.hint = controls.text(self.entry, "", "body", "soft", "paper")
        self.entry.bind("<Configure>", lambda event: self._say_hint(event.width), add="+")
        self.glass = controls.Picture(self.entry, "search", "soft", "paper", 15)
        self.glass.place(x=look.px(3), rely=0.5, anchor="w")
        for part in (self.hint, self.glass):
            part.bind("<Button-1>", lambda _event: self.entry.focus_set())
        self.entry.bind("<Escape>", lambda _event: self.escape())
        self.entry.bind("<FocusIn>", lambda _event: self._mark(True), add="+")
        self.entry.bind("<FocusOut>", lambda _event: self._mark(False), add="+")
        self.words.trace_add("write", lambda *_names: self._typed(on_type))
        self._show_hint()

    def focus_set(self) -> None:
        self.entry.focus_set()

    def get(self) -> str:
        return self.words.get()

    def clear(self) -> None:
        self.words.set("")

    def escape(self) -> str | None:
        """Esc empties the box; of an empty one it is the screen's."""
        if not self.get():
            return None
        self.clear()
        return "break"

    def _typed(self, on_type: Callable[[str], object] | None) -> None:
        self._show_hint()
        if on_type:
            on_type(self.words.get())

    def _say_hint(self, width: int) -> None:
        """With its key where both can be read."""
        room = width - self.look.em(8) - self.look.px(3)
        whole = f"{self.said}   {self.key}".rstrip()
        fits = self.look.width(whole, "body") <= room
        self.hint.configure(text=whole if fits else self.look.cut(self.said, room, "body"))

    def _show_hint(self) -> None:
        if self.words.get():
            self.hint.place_forget()
        else:
            self.hint.place(x=self.look.em(8) + self.look.px(1), rely=0.5, anchor="w")

    def _mark(self, focused: bool) -> None:
        style = self.look.label("body", "soft", "focus_fill" if focused else "paper")
        self.glass.configure(style=style)
        self.hint.configure(style=style)


def field_style(
    look: theme.Look, surface: str, name: str, *, left: float = 2, right: float = 2
) -> str:
    """A field with room at its sides (steps, of the text) for what stands in it."""
    style = f"{name}.{entry_style(look, 'body', surface)}"

    def side(steps: float) -> int:
        return look.em(steps) if steps > 2 else look.px(steps)

    padding = (side(left), look.px(1.5), side(right), look.px(1.5))
    return look.use(style, lambda: look.style.configure(style, padding=padding))
