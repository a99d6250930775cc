"""The dark green spine at the left: where one is, and where one can go."""

from collections.abc import Callable, Sequence
from functools import partial
from tkinter import Canvas, Menu, Misc

import ttkbootstrap as ttk

from models.language import _
from ui import controls, theme
from ui.palette import SUN, TERRACES
from ui.places import Group, Place

Go = Callable[[str], object]


class Spine(ttk.Frame):
    """Groups of tabs; on a small screen one tab per group, which opens as a menu.

    The last group stands at the foot.
    """

    def __init__(self, parent: Misc, groups: Sequence[Group], go: Go, *, compact: bool) -> None:
        self.look = theme.of(parent)
        pad = self.look.px(3 if compact else 4)
        super().__init__(parent, style=self.look.frame("nav"), padding=(0, pad))
        self.go, self.tabs = go, dict[str, Tab]()
        brand = controls.area(self, "nav", (4, 0, 4, 2 if compact else 3))
        brand.pack(fill="x")
        Mark(brand).pack(side="left")
        if compact:
            self._rail(groups)
        else:
            name = controls.text(brand, "Ecocuenca", "lead", "on_nav", "nav")
            name.pack(side="left", padx=self.look.px(2))
            self._column(groups)

    def choose(self, place: str) -> None:
        """Mark the tab of this place; a place without one leaves the mark where it is."""
        if place not in self.tabs:
            return
        for tab in set(self.tabs.values()):
            tab.choose(tab is self.tabs[place])

    def _column(self, groups: Sequence[Group]) -> None:
        px, look = self.look.px, self.look
        # As wide as its widest word in the weight of the chosen one: it never moves.
        words = [_(place.title) for group in groups for place in group.places]
        widest = max(look.width(word, "strong") for word in words)
        ttk.Frame(self, style=look.frame("nav"), width=widest + look.em(6) + px(11)).pack()
        foot = controls.area(self, "nav")
        foot.pack(side="bottom", fill="x")
        for group in groups:
            last = group is groups[-1]
            if group.title and not last:
                title = controls.text(self, _(group.title), "small", "soft_nav", "nav")
                title.pack(anchor="w", padx=px(4), pady=(px(3), px(0.5)))
            for place in group.places:
                tab = Tab(foot if last else self, place.icon, _(place.title), self._going(place))
                tab.pack(fill="x", padx=(px(2), 0))
                self.tabs[place.name] = tab
        foot.lift()  # packed first, and yet Tab comes to it last

    def _rail(self, groups: Sequence[Group]) -> None:
        for group in groups:
            tab = Tab(self, group.icon, _(group.short), controls.nothing, under=True)
            tab.deed = self._opening(group, tab)
            side = "bottom" if group is groups[-1] else "top"
            tab.pack(fill="x", padx=(self.look.px(1), 0), side=side)
            self.tabs |= {place.name: tab for place in group.places}

    def _going(self, place: Place) -> Callable[[], object]:
        return lambda: self.go(place.name)

    def _opening(self, group: Group, tab: "Tab") -> Callable[[], object]:
        if len(group.places) == 1:
            return self._going(group.places[0])
        choices = [(_(place.title), self._going(place)) for place in group.places]
        return lambda: drop(tab, choices, beside=True)


def drop(
    under: Misc, choices: Sequence[tuple[str, Callable[[], object]]], *, beside: bool = False
) -> Menu:
    """Open a menu below a widget, or at its right."""
    look = theme.of(under)
    palette = look.palette
    menu = Menu(
        under,
        tearoff=False,
        font=look.font("body"),
        background=palette.paper,
        foreground=palette.ink,
        activebackground=palette.chosen,
        activeforeground=palette.ink,
        activeborderwidth=look.px(1),
        relief="solid",
        borderwidth=1,
    )
    for words, deed in choices:
        menu.add_command(label=f" {words} ", command=deed)
    x = under.winfo_rootx() + (under.winfo_width() if beside else 0)
    y = under.winfo_rooty() + (0 if beside else under.winfo_height())
    menu.bind("<Unmap>", lambda _event: under.after_idle(_drop_it, menu))
    menu.tk_popup(x, y)
    return menu


def _drop_it(menu: Menu) -> None:
    """A menu is made anew each time: its words and colours may have changed."""
    if menu.winfo_exists():
        menu.destroy()


class Tab(ttk.Frame):
    """A place in the navigation. The chosen one is a tab of the sheet beside it."""

    def __init__(
        self,
        parent: Misc,
        icon: str,
        word: str,
        deed: Callable[[], object],
        *,
        under: bool = False,
    ) -> None:
        self.look = theme.of(parent)
        self.icon, self.word, self.deed, self.under = icon, word, deed, under
        super().__init__(parent, style=self.look.frame("nav"), cursor="hand2", takefocus=True)
        self.chosen = False
        self._draw("nav")
        for event, surface in (
            ("<Enter>", "nav_hover"),
            ("<Leave>", "nav"),
            ("<FocusIn>", "nav_hover"),
            ("<FocusOut>", "nav"),
        ):
            self.bind(event, controls.then(partial(self._hover, surface)))
        for event in ("<Return>", "<KP_Enter>", "<space>", "<Button-1>"):
            self.bind(event, lambda _event: self.deed())
        self.bind("<Down>", lambda _event: _focus(self.tk_focusNext()))
        self.bind("<Up>", lambda _event: _focus(self.tk_focusPrev()))

    def choose(self, chosen: bool) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self._draw("ground" if chosen else "nav")

    def _hover(self, surface: str) -> None:
        focused = self.focus_get() is self
        if not self.chosen or focused or self.stripe_tone == "on_nav":
            self._draw("ground" if self.chosen else "nav_hover" if focused else surface)

    def _draw(self, surface: str) -> None:
        look, px = self.look, self.look.px
        controls.clear(self)
        tone = "ink" if self.chosen else "on_nav"
        right = px(2 if self.under else 3)
        self.configure(style=look.frame(surface), padding=(0, px(1.35), right, px(1.35)))
        focused = self.focus_get() is self if self.winfo_ismapped() else False
        self.stripe_tone = "focus" if self.chosen else "on_nav" if focused else surface
        stripe = ttk.Frame(self, style=look.frame(self.stripe_tone), width=px(1))
        stripe.pack(side="left", fill="y")
        heavy = "_strong" if self.chosen else ""
        if self.under:
            glyph = controls.Picture(self, self.icon, tone, surface, 21)
            glyph.pack(padx=(px(1), 0))
            role = f"small{heavy}"
            word = controls.text(self, self.word, role, tone, surface, width=9, anchor="center")
            word.pack()
        else:
            glyph = controls.Picture(self, self.icon, tone, surface, 17)
            glyph.pack(side="left", padx=px(2.5))
            role = "strong" if heavy else "body"
            word = controls.text(self, self.word, role, tone, surface)
            word.pack(side="left")
        for part in (stripe, glyph, word):
            part.bind("<Button-1>", lambda _event: self.deed())


def _focus(widget: Misc | None) -> None:
    if widget is not None:
        widget.focus_set()


class Mark(Canvas):
    """Three terraces under a sun: the only ornament of the program."""

    def __init__(self, parent: Misc) -> None:
        self.look = theme.of(parent)
        side = self.look.px(7)
        super().__init__(parent, width=side, height=side, highlightthickness=0)
        unit = side / 28
        self.bind("<<ThemeChanged>>", self._paint)
        self._paint()
        self.create_oval(16 * unit, 2 * unit, 24 * unit, 10 * unit, fill=SUN, outline="")
        for step, color in enumerate(TERRACES):
            left, top = (1 + 3.5 * (2 - step)) * unit, (11 + 5.4 * step) * unit
            self.create_rectangle(left, top, 27 * unit, top + 4.4 * unit, fill=color, outline="")

    def _paint(self, _event=None) -> None:
        self.configure(background=self.look.palette.nav)
