"""Over a paper on the desk: which page, which number, how large, and how far its making is."""

from collections.abc import Callable, Sequence
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models.fields import folded
from models.language import _
from ui import theme
from ui.widgets import controls
from ui.widgets.entries import SearchBox
from ui.widgets.paper_desk import PaperDesk
from ui.widgets.words import number


class DeskTools(ttk.Frame):
    """`stop` is what «Cancelar» does to a long work."""

    def __init__(
        self, parent: Misc, desk: PaperDesk, stop: Callable[[], object], *, compact: bool
    ) -> None:
        self.look, self.desk, self.compact = theme.of(parent), desk, compact
        super().__init__(parent, style=self.look.frame("paper", "line"), padding=self.look.px(1.5))
        self.numbers: Sequence[str] = ()
        self.begins: Sequence[int] = ()
        self._last = -1  # the paper gone to last
        self.done_line = controls.area(self, "primary")
        self._zooming()
        self.making = controls.area(self, "paper")
        self.making_words = controls.text(self.making, "", "body", "ink", "paper")
        self.making_words.pack(side="left", padx=(self.look.px(2), 0))
        self.stop_button = controls.Button(
            self.making, _("Cancelar"), stop, kind="quiet", surface="paper"
        )
        self.stop_button.pack(side="left")
        self._paging()
        self.search = SearchBox(
            self, _("Ir al número"), width=13 if compact else 18, on_type=self._typed
        )
        self.search.entry.bind("<Return>", lambda _event: self._next_found())
        for key in ("<Down>", "<Escape>"):
            self.search.entry.bind(key, lambda _event: self._to_desk())

    # Building -------------------------------------------------------------------------------------

    def _zooming(self) -> None:
        self._icon(self, "zoom-in", partial(self.desk.zoom, 1)).pack(side="right")
        self.percent = controls.text(self, "", "strong", "ink", "paper", width=6, anchor="center")
        self.percent.pack(side="right")
        self._icon(self, "zoom-out", partial(self.desk.zoom, -1)).pack(side="right")
        words = "" if self.compact else _("Página entera")
        whole = controls.Button(
            self,
            words,
            self.desk.fit,
            kind="quiet",
            icon="arrows-angle-contract" if self.compact else "",
            surface="paper",
        )
        whole.pack(side="right", padx=self.look.px(1))

    def _paging(self) -> None:
        self.pages = controls.area(self, "paper")
        self.earlier = self._icon(self.pages, "chevron-left", lambda: self._step(-1))
        self.earlier.pack(side="left")
        self.page_words = controls.text(self.pages, "", "body", "ink", "paper", anchor="center")
        self.page_words.pack(side="left", padx=self.look.px(1))
        self.later = self._icon(self.pages, "chevron-right", lambda: self._step(1))
        self.later.pack(side="left")

    def _icon(self, parent: Misc, icon: str, deed: Callable[[], object]) -> controls.Button:
        return controls.Button(parent, "", deed, icon=icon, surface="paper")

    # What it says ---------------------------------------------------------------------------------

    def show(self) -> None:
        """The page and the size the desk shows now."""
        desk = self.desk
        if not desk.count:
            self.percent.configure(text="")
            self.pages.pack_forget()
            return
        self.percent.configure(text=f"{desk.shown_percent} %")
        if desk.count > 1:
            say = _("{n} de {count}") if self.compact else _("Página {n} de {count}")
            words = say.format(n=number(desk.page + 1), count=number(desk.count))
            self.page_words.configure(text=words)
            self.earlier.allow(desk.page > 0)
            self.later.allow(desk.page + 1 < desk.count)
            self.pages.pack(side="left", padx=(self.look.px(1), 0))
        else:
            self.pages.pack_forget()

    def offer(self, numbers: Sequence[str], begins: Sequence[int]) -> None:
        """Numbers that can be gone to, and the first page of each; few need no box for it."""
        self.numbers, self.begins, self._last = numbers, begins, -1
        if len(numbers) > 1:
            self.search.pack(side="left", padx=(self.look.px(0.5), self.look.px(1)))
        else:
            self.search.pack_forget()

    def say_done(self, words: str, share: float) -> None:
        """How far a long work is, from 0 to 1; without words there is none."""
        self.making_words.configure(text=words)
        if words:
            self.making.pack(side="left")
            where = {"relx": 0, "rely": 1, "anchor": "sw", "bordermode": "outside"}
            self.done_line.place(**where, relwidth=share, height=self.look.px(0.75))
            self.done_line.lift()
        else:
            self.making.pack_forget()
            self.done_line.place_forget()

    def find(self) -> None:
        """The keyboard goes where a number is typed, if there is more than one."""
        if self.search.winfo_ismapped():
            self.search.focus_set()

    # Going about ----------------------------------------------------------------------------------

    def _step(self, pages: int) -> None:
        self.desk.go_to(self.desk.page + pages)

    def _typed(self, words: str) -> None:
        found = found_in(self.numbers, words)
        self.search.entry.state(["invalid" if words.strip() and not found else "!invalid"])
        if found:
            self._go_to(found[0])

    def _next_found(self) -> str:
        """Enter: the next paper the words are found in."""
        if found := found_in(self.numbers, self.search.get()):
            place = found.index(self._last) if self._last in found else -1
            self._go_to(found[(place + 1) % len(found)])
        return "break"

    def _go_to(self, place: int) -> None:
        self._last = place
        self.desk.go_to(self.begins[place])

    def _to_desk(self) -> str:
        self.search.clear()
        self.desk.focus_set()
        return "break"


def found_in(numbers: Sequence[str], words: str) -> list[int]:
    """Places of the papers meant: «12» is N° 12 first, and any number with a 12 in it after that."""
    typed = folded(words).strip()
    if not typed:
        return []
    exact = [place for place, one in enumerate(numbers) if _is_named(one, typed)]
    within = [place for place, one in enumerate(numbers) if typed in folded(one)]
    return exact + [place for place in within if place not in exact]


def _is_named(one: str, typed: str) -> bool:
    last = one.rpartition("-")[2]
    return folded(one) == typed or (
        last.isdecimal() and typed.lstrip("0") == last.lstrip("0") != ""
    )
