"""The dark green spine at the left: where one is, and where one can go."""

from collections.abc import Callable, Sequence
from functools import partial
from math import ceil
from tkinter import Canvas, Event, Menu, Misc
from typing import Any

import ttkbootstrap as ttk

from models.language import _
from ui import theme
from ui.palette import SUN, TERRACES
from ui.places import Group, Place
from ui.widgets import controls

Go = Callable[[str], object]
ROOM, LEAST_ROOM = 1.35, 0.6  # steps over and under the words of a tab


class Spine(ttk.Frame):
    """Groups of tabs, of which one is unfolded; on a small screen each group opens as a menu.

    The last group stands at the foot.
    """

    def __init__(self, parent: Misc, groups: Sequence[Group], go: Go, *, compact: bool) -> None:
        self.look = theme.of(parent)
        pad = self.look.px(3 if compact else 4)
        super().__init__(parent, style=self.look.frame("nav"), padding=(0, pad))
        self.go, self.tabs, self.heads = go, dict[str, Tab](), list[Head]()
        self.room_px = self.look.px(ROOM)
        self._fitting = ""
        brand = controls.area(self, "nav", (4, 0, 4, 2 if compact else 3))
        brand.pack(fill="x")
        Mark(brand).pack(side="left")
        if compact:
            self._rail(groups)
        else:
            name = controls.text(brand, "Ecocuenca", "lead", "on_nav", "nav")
            name.pack(side="left", padx=self.look.px(2))
            self._column(groups)
        self.bind("<Configure>", lambda _event: self._fit_soon())
        self.bind("<Destroy>", self._stop)

    def choose(self, place: str) -> None:
        """Mark the tab of this place; a place without one leaves the mark where it is."""
        if place not in self.tabs:
            return
        for tab in set(self.tabs.values()):
            tab.choose(tab is self.tabs[place])
        for head in self.heads:
            head.choose(self.tabs[place] in head.tabs)
        if own := next((head for head in self.heads if head.chosen), None):
            self.unfold(own)

    def unfold(self, head: "Head") -> None:
        """Show the tabs of this group, and of the others their heading alone."""
        for one in self.heads:
            one.fold(one is not head)
        self._fit_soon()

    def _fit_soon(self) -> None:
        if not self._fitting:
            self._fitting = self.after_idle(self._fit)

    def _stop(self, event: Event) -> None:
        if event.widget is self and self._fitting:
            self.after_cancel(self._fitting)

    def _fit(self) -> None:
        """Stand closer where the column is short, as under a band: no heading is out of sight."""
        self._fitting = ""
        self.update_idletasks()
        tabs = set(self.tabs.values())
        folded = {tab for head in self.heads if head.folded for tab in head.tabs}
        short = self.winfo_reqheight() - self.winfo_height()
        room = self.room_px - ceil(short / 2 / len({*self.heads, *tabs} - folded))
        room = max(self.look.px(LEAST_ROOM), min(self.look.px(ROOM), room))
        if room != self.room_px:
            self.room_px = room
            rows: list[Head | Tab] = [*self.heads, *tabs]
            for row in rows:
                row.stand(room)

    def _column(self, groups: Sequence[Group]) -> None:
        px, look = self.look.px, self.look
        # As wide as its widest word in the weight of the chosen one: it never moves.
        words = [_(place.title) for group in groups for place in group.places]
        widest = max(look.width(word, "strong") for word in words)
        ttk.Frame(self, style=look.frame("nav"), width=widest + look.em(6) + px(11)).pack()
        foot = controls.area(self, "nav")
        foot.pack(side="bottom", fill="x")
        for group in groups:
            under: Misc = foot if group is groups[-1] else self
            if group.title and under is self:
                head = Head(self, _(group.title), self.unfold)
                head.pack(fill="x")
                self.heads.append(head)
                under = head.sheet
            for place in group.places:
                tab = Tab(under, place.icon, _(place.title), self._going(place))
                tab.pack(fill="x", padx=(px(2), 0))
                self.tabs[place.name] = tab
                if under is not self and under is not foot:
                    self.heads[-1].tabs.append(tab)
        if self.heads:
            self.unfold(self.heads[0])
        foot.lift()  # packed first, and yet Tab comes to it last

    def _rail(self, groups: Sequence[Group]) -> None:
        for group in groups:
            tab = Tab(self, group.icon, _(group.short), controls.nothing, under=True)
            tab.deed = self._opening(group, tab)
            if group is groups[-1]:  # first to get room, for the settings are in it
                where = {"side": "bottom", "before": self.pack_slaves()[0]}
            else:
                where = {"side": "top"}
            tab.pack(fill="x", padx=(self.look.px(1), 0), **where)
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


class Head(ttk.Frame):
    """The heading of a group, which unfolds its tabs below it."""

    def __init__(self, parent: Misc, title: str, unfold: Callable[["Head"], None]) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("nav"))
        self.look, self.tabs, self.chosen, self.folded = look, list[Tab](), False, True
        px = look.px
        self.line = ttk.Frame(
            self,
            style=look.frame("nav"),
            padding=(px(4), px(1.5), px(3), px(1.5)),
            cursor="hand2",
            takefocus=True,
        )
        self.line.pack(fill="x", pady=(px(1), 0))
        self.words = controls.text(self.line, title, "small", "soft_nav", "nav")
        self.words.pack(side="left")
        self.sign = controls.Picture(self.line, "chevron-down", "soft_nav", "nav", 13)
        self.sign.pack(side="right")
        # At its left edge, as on a tab: the place one is at is folded away in here.
        self.mark = ttk.Frame(self.line, style=look.frame("focus"), width=px(1))
        self.sheet = ttk.Frame(self, style=look.frame("nav"))
        for part in (self.line, self.words, self.sign):
            part.bind("<Button-1>", lambda _event: unfold(self))
        for event in ("<Return>", "<KP_Enter>", "<space>"):
            self.line.bind(event, lambda _event: unfold(self))
        for event in ("<Enter>", "<Leave>", "<FocusIn>", "<FocusOut>"):
            self.line.bind(event, controls.then(self._paint))
        self.line.bind("<Down>", lambda _event: _focus(self.line.tk_focusNext()))
        self.line.bind("<Up>", lambda _event: _focus(self.line.tk_focusPrev()))

    def stand(self, room_px: int) -> None:
        """With so much room over and under the words."""
        px = self.look.px
        self.line.configure(padding=(px(4), room_px, px(3), room_px))

    def choose(self, chosen: bool) -> None:
        """Whether the place one is at is of this group."""
        self.chosen = chosen
        self._paint()

    def fold(self, folded: bool) -> None:
        if folded != self.folded:
            self.folded = folded
            if folded:
                self.sheet.pack_forget()
            else:
                self.sheet.pack(fill="x")
        self._paint()

    def _paint(self) -> None:
        look = self.look
        focused = self.line.focus_get() is self.line if self.winfo_ismapped() else False
        surface = "nav_hover" if focused or controls.is_under_pointer(self.line) else "nav"
        strong = self.chosen and self.folded
        tone = "on_nav" if strong or surface == "nav_hover" else "soft_nav"
        self.line.configure(style=look.frame(surface))
        if strong:
            self.mark.place(x=0, y=0, relheight=1, bordermode="outside")
        else:
            self.mark.place_forget()
        self.words.configure(style=look.label("small_strong" if strong else "small", tone, surface))
        self.sign.picture("chevron-right" if self.folded else "chevron-down")
        self.sign.dye(tone, surface)


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
        self.chosen = self.under_pointer = False
        self._build()
        self._paint()
        for event, answer in (
            ("<Enter>", partial(self._point, True)),
            ("<Leave>", self._left),
            ("<FocusIn>", self._paint),
            ("<FocusOut>", self._paint),
        ):
            self.bind(event, controls.then(answer))
        for event in ("<Return>", "<KP_Enter>", "<space>"):
            self.bind(event, lambda _event: self.deed())
        for part in (self, self.stripe, self.glyph, self.words):
            part.bind("<Button-1>", lambda _event: self.deed())
        self.bind("<Down>", lambda _event: _focus(self.tk_focusNext()))
        self.bind("<Up>", lambda _event: _focus(self.tk_focusPrev()))

    def choose(self, chosen: bool) -> None:
        if chosen != self.chosen:
            self.chosen = chosen
            self._paint()

    def stand(self, room_px: int) -> None:
        self.configure(padding=(0, room_px, self.look.px(2 if self.under else 3), room_px))

    def _point(self, here: bool) -> None:
        if here != self.under_pointer:
            self.under_pointer = here
            self._paint()

    def _left(self) -> None:
        """The pointer went to one of its own parts, or a window manager took it for a moment."""
        self._point(controls.is_under_pointer(self))

    def _build(self) -> None:
        """Once: a part that is made anew under the pointer would lose the click."""
        px = self.look.px
        right = px(2 if self.under else 3)
        self.configure(padding=(0, px(1.35), right, px(1.35)))
        self.stripe = ttk.Frame(self, style=self.look.frame("nav"), width=px(1))
        self.stripe.pack(side="left", fill="y")
        size = 21 if self.under else 17
        self.glyph = controls.Picture(self, self.icon, "on_nav", "nav", size)
        more: dict[str, Any] = {"width": 9, "anchor": "center"} if self.under else {}
        self.words = controls.text(self, self.word, "body", "on_nav", "nav", **more)
        if self.under:
            self.glyph.pack(padx=(px(1), 0))
            self.words.pack()
        else:
            self.glyph.pack(side="left", padx=px(2.5))
            self.words.pack(side="left")

    def _paint(self) -> None:
        look = self.look
        focused = self.focus_get() is self if self.winfo_ismapped() else False
        hover = focused or self.under_pointer
        surface = "ground" if self.chosen else "nav_hover" if hover else "nav"
        tone = "ink" if self.chosen else "on_nav"
        stripe = "focus" if self.chosen else "on_nav" if focused else surface
        role = "small" if self.under else "body"
        if self.chosen:
            role = "small_strong" if self.under else "strong"
        self.configure(style=look.frame(surface))
        self.stripe.configure(style=look.frame(stripe))
        self.glyph.dye(tone, surface)
        self.words.configure(style=look.label(role, tone, surface))


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
