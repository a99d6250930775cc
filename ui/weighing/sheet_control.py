"""The totals at the foot of a sheet: typed first, and beside each what is typed so far and what lacks."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import partial
from tkinter import Misc, StringVar
from typing import Any

import ttkbootstrap as ttk
from peewee import Field, IntegerField

from models.fields import QuantityField, SolesField, read, show
from models.language import N_, _, ngettext
from models.produce.products import Product
from models.produce.weigh_sheet import Totals, missing_of
from models.record import RulesBroken
from ui import theme
from ui.widgets import controls
from ui.widgets.entries import entry
from ui.widgets.words import number

LINES, SACKS, GROSS, ADVANCES = "lines", "sacks", "gross", "advances"
FIELDS: dict[str, tuple[str, Field]] = {
    LINES: (N_("Líneas llenas"), IntegerField()),
    SACKS: (N_("Sacos"), IntegerField()),
    GROSS: (N_("Peso bruto"), QuantityField()),
    ADVANCES: (N_("Adelantos S/"), SolesField()),
}


class ControlTotals(ttk.Frame):
    """`on_type` hears every key."""

    def __init__(self, parent: Misc, on_type: Callable[[], object]) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("paper"))
        self.words = {name: StringVar(self) for name in FIELDS}
        self.entries: dict[str, ttk.Entry] = {}
        self.heads: dict[str, ttk.Label] = {}
        self.so_far: dict[str, ttk.Label] = {}
        self.lacks: dict[str, ttk.Frame] = {}
        px = self.look.px
        for row, words in enumerate((_("La hoja dice"), _("Van"), _("Falta")), start=1):
            said = controls.text(self, words, "strong" if row == 1 else "body", "ink", "paper")
            said.grid(row=row, column=0, sticky="e", padx=(0, px(3)))
        for place, (name, (title, _field)) in enumerate(FIELDS.items(), start=1):
            self.columnconfigure(place, minsize=self.look.em(28))
            self.heads[name] = controls.text(self, _(title), "small_strong", "soft", "paper")
            self.heads[name].grid(row=0, column=place, sticky="e", padx=px(1.5))
            made = entry(self, width=10, number=True, textvariable=self.words[name])
            made.grid(row=1, column=place, sticky="e", padx=px(1), pady=(px(0.5), px(0.5)))
            self.entries[name] = made
            self.so_far[name] = controls.text(self, "", "body", "ink", "paper")
            self.so_far[name].grid(row=2, column=place, sticky="e", padx=px(3))
            self.lacks[name] = controls.area(self, "paper")
            self.lacks[name].grid(row=3, column=place, sticky="e", padx=px(3))
            self.words[name].trace_add("write", lambda *_names: on_type())
            made.bind("<FocusOut>", controls.then(partial(self._understood, name)), add="+")
        self.shown: dict[str, tuple[str, str]] = {}

    def ask_for(self, product: Product | None) -> None:
        """Sacks only where there are any; the weight in the unit of the product."""
        unit = product.text("unit") if product else "kg"
        weighed = unit == "kg"
        title = _("Peso bruto") if weighed else _("Cantidad")
        self.heads[GROSS].configure(text=f"{title} {unit}")
        for part in (self.heads, self.entries, self.so_far, self.lacks):
            widget: Any = part[SACKS]
            widget.grid() if weighed else widget.grid_remove()
        if not weighed:
            self.words[SACKS].set("")

    @property
    def stops(self) -> list[ttk.Entry]:
        """The fields that are asked for, in their order."""
        return [made for made in self.entries.values() if made.winfo_manager()]

    def name_of(self, stop: ttk.Entry) -> str:
        return next(name for name, made in self.entries.items() if made is stop)

    def typed(self) -> dict[str, str]:
        return {name: words.get().strip() for name, words in self.words.items()}

    def put(self, typed: Mapping[str, str]) -> None:
        for name, words in typed.items():
            self.words[name].set(words)

    def clear(self) -> None:
        self.put(dict.fromkeys(FIELDS, ""))

    # What they say ------------------------------------------------------------------------------

    def totals(self) -> Totals:
        """What the sheet says, as far as it can be read."""
        said = Totals()
        for name in FIELDS:
            try:
                said = replace(said, **{name: self._value(name)})
            except ValueError:
                continue
        return said

    def read(self) -> Totals:
        """The same; RulesBroken where something cannot be read."""
        problems = {}
        for name in FIELDS:
            try:
                self._value(name)
            except ValueError as unread:
                problems[name] = str(unread)
        if problems:
            raise RulesBroken(problems)
        return self.totals()

    def why_not(self, name: str) -> str:
        """What is wrong with one total; "" for nothing."""
        try:
            self._value(name)
        except ValueError as unread:
            return str(unread)
        return ""

    def _value(self, name: str) -> Any:
        words = self.words[name].get().strip()
        return read(FIELDS[name][1], words) if words else None

    def _understood(self, name: str) -> None:
        if not self.why_not(name) and (value := self._value(name)) is not None:
            shown = show(FIELDS[name][1], value)
            if shown != self.words[name].get():
                self.words[name].set(shown)

    def mark(self, names: Collection[str] = ()) -> None:
        """Show these as wrong, and no other."""
        for name, made in self.entries.items():
            made.state(["invalid" if name in names else "!invalid"])

    # What it comes to ---------------------------------------------------------------------------

    def show(self, typed: Totals) -> None:
        """What is typed so far, and what lacks until it squares."""
        missing = missing_of(self.totals(), typed)
        written = {name: bool(self.words[name].get().strip()) for name in FIELDS}
        for name, (_title, field) in FIELDS.items():
            so_far = getattr(typed, name)
            self.so_far[name].configure(text=show(field, so_far))
            lacks = missing.get(name)
            if lacks is None or (name == ADVANCES and not written[name] and not lacks):
                self._say(name, "", "soft")
            elif not lacks:
                self._say(name, _("cuadra"), "good")
            else:
                self._say(name, self._lacking(name, lacks), "warn" if lacks > 0 else "danger")

    def _lacking(self, name: str, lacks: Decimal) -> str:
        """«12», «sobran 3.5»."""
        figure = (
            number(int(abs(lacks))) if name in (LINES, SACKS) else show(FIELDS[name][1], abs(lacks))
        )
        if lacks > 0:
            return figure
        many = ngettext("sobra {n}", "sobran {n}", 1 if abs(lacks) == 1 else 2)
        return many.format(n=figure)

    def _say(self, name: str, words: str, tone: str) -> None:
        if self.shown.get(name) == (words, tone):
            return
        self.shown[name] = words, tone
        place = self.lacks[name]
        controls.clear(place)
        if tone == "good":
            controls.Picture(place, "check-circle-fill", "good", "paper", 13).pack(side="left")
        said = controls.text(place, words, "strong", tone, "paper")
        said.pack(side="left", padx=(self.look.px(1) if tone == "good" else 0, 0))
