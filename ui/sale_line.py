"""One line of a sale: what is sold, how much of it, at which price."""

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from tkinter import Misc
from typing import Any

from models.fields import read, show
from models.language import _
from models.produce.products import Grade
from models.produce.sales import SaleLine
from models.produce.selling import Item
from models.record import RulesBroken
from models.stock import described
from ui import theme
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.inputs import LineInput
from ui.widgets.lookup import Lookup
from ui.widgets.row import Row
from ui.widgets.words import starting

GRADE = 7  # letters of a grade beside its product


@dataclass(frozen=True)
class InStore:
    """A product and grade, and what of it can be sold."""

    grade: Grade
    left: Decimal

    @property
    def name(self) -> str:
        return starting(described(self.grade))

    @property
    def said(self) -> str:
        return self.grade.product.said(self.left)


class Goods:
    """One line of the sale: what, how much, at which price."""

    def __init__(self, sale: Any, parent: Misc) -> None:
        self.sale, self.look = sale, theme.of(parent)
        self.row = Row(parent)
        self.row.pack(fill="x", pady=(0, self.look.px(0.5)))
        self.heads: list[Misc] = []
        self.blamed: dict[str, Any] = {}  # about -> what it said when it was called wrong
        self.what = Lookup(
            self._place(_("Producto")),
            sale.in_store,
            lambda one: (one.name, _("hay {left}").format(left=one.said)),
            width=20,
            on_pick=lambda _picked: sale.picked(self),
            on_type=sale.changed,
        )
        self.what.pack(side="top", anchor="w")
        line = self.row.line
        self.grade = controls.text(line, "", "strong", "ink", "paper", width=GRADE)
        self.grade.pack(side="left", anchor="s", pady=self.look.px(1.5), padx=self.look.px(1))
        self.quantity = self._line(_("Cantidad"), SaleLine.quantity, 9)
        self.price = self._line(_("Precio S/"), SaleLine.price, 8)
        self.amount = controls.text(line, "", "strong", "ink", "paper", width=10, anchor="e")
        self.amount.pack(side="left", anchor="s", pady=self.look.px(1.5))
        self.remove = controls.Button(
            line,
            "",
            lambda: sale.drop(self),
            kind="danger_quiet",
            icon="x-lg",
            surface="paper",
        )
        self.remove.configure(takefocus=False)
        self.remove.pack(side="left", anchor="s", padx=(self.look.px(1), 0))
        self._bind_keys()

    def _bind_keys(self) -> None:
        for widget in (self.what.entry, self.quantity.keyboard, self.price.keyboard):
            self.sale.stop(widget)
            widget.bind("<Control-Delete>", lambda _event: self.sale.drop(self))
        for made in (self.quantity, self.price):
            self.sale.hear(made)
        for widget in (self.what.entry, self.quantity.keyboard):
            widget.bind("<F8>", lambda _event: self.take_all())
        for key in ("<Return>", "<KP_Enter>"):
            self.price.keyboard.bind(key, lambda _event: self.sale.finished(self))

    def _place(self, title: str) -> Misc:
        made = controls.area(self.row.line, "paper")
        made.pack(side="left", anchor="s")
        self.heads.append(controls.text(made, title, "small", "soft", "paper"))
        return made

    def _line(self, title: str, field: Any, width: int) -> LineInput:
        place = self._place(title)
        made = LineInput(place, field, "", partial(self._told, field.name))
        made.keyboard.configure(width=width)  # type: ignore[call-arg]
        made.widget.pack(side="top", anchor="w", padx=(0, self.look.px(1.5)))
        return made

    def name_places(self, named: bool) -> None:
        """Over the first line stand the names of the places."""
        for head in self.heads:
            if named:
                head.pack(side="top", anchor="w", before=head.master.pack_slaves()[0])  # type: ignore
            else:
                head.pack_forget()  # type: ignore[attr-defined]

    def _told(self, name: str, problem: str) -> None:
        if problem:
            self.explain(name, problem, "danger")
        self.sale.changed()

    @property
    def is_blank(self) -> bool:
        return not (self.what.get() or self.quantity.typed() or self.price.typed())

    @property
    def item(self) -> Item | None:
        """The line as far as it can be read; None until it is complete."""
        try:
            return Item(
                self.what.picked.grade,
                read(SaleLine.quantity, self.quantity.typed()),
                read(SaleLine.price, self.price.typed()),
            )
        except (ValueError, AttributeError):
            return None

    def take_all(self) -> str:
        """All there is of it."""
        if self.what.picked is not None:
            self.quantity.words.set(show(SaleLine.quantity, self.what.picked.left))
            self.quantity.keyboard.focus_set()
            self.quantity.keyboard.selection_range(0, "end")  # type: ignore[attr-defined]
            self.sale.changed()
        return "break"

    def typed(self) -> str:
        return f"{self.what.get()}\t{self.quantity.typed()}\t{self.price.typed()}"

    def read(self) -> Item:
        """The line as an item; refused, in words about this line, when it cannot be read."""
        problems = dict[str, str]()
        if self.what.picked is None:
            problems["grade"] = (
                _("«{words}» no está entre lo que hay para vender.").format(words=self.what.get())
                if self.what.get()
                else _("Falta el producto.")
            )
        read_ = dict[str, Decimal]()
        for name, made, missing in (
            ("quantity", self.quantity, _("Falta la cantidad.")),
            ("price", self.price, _("Falta el precio.")),
        ):
            try:
                if not made.typed():
                    raise ValueError(missing)
                read_[name] = read(made.field, made.typed())
            except ValueError as unread:
                problems[name] = str(unread)
        if problems:
            raise RulesBroken(problems)
        return Item(self.what.picked.grade, read_["quantity"], read_["price"])

    def explain(self, name: str, sentence: str, tone: str) -> None:
        self.row.say(sentence, tone, name)
        self._keyboard(name).state(["invalid" if tone == "danger" else "!invalid"])
        self.blamed[name] = self._says(name)

    def forgive(self) -> None:
        """Nothing is wrong with it any more."""
        for name in list(self.blamed):
            self._pardon(name)

    def forgive_changed(self) -> None:
        """What was wrong and says something else now that can be read."""
        for name, said in list(self.blamed.items()):
            now = self._says(name)
            if now not in (said, None):
                self._pardon(name)

    def _pardon(self, name: str) -> None:
        del self.blamed[name]
        self.row.say("", about=name)
        self._keyboard(name).state(["!invalid"])

    def _keyboard(self, name: str) -> Any:
        made = {"quantity": self.quantity, "price": self.price}.get(name)
        return made.keyboard if made else self.what.entry

    def _says(self, name: str) -> Any:
        """What a field says; None for what cannot be read."""
        if name not in ("quantity", "price"):
            return self.what.picked
        made = self.quantity if name == "quantity" else self.price
        try:
            return read(made.field, made.typed())
        except ValueError:
            return None

    def echo(self, left: Decimal) -> None:
        """What it comes to, and what there is of it; `left` is what no other line takes."""
        item, picked = self.item, self.what.picked
        self.forgive_changed()
        self.amount.configure(text=soles(item.amount) if item else "")
        cut = picked is not None and self.look.width(picked.name) > self._room_px()
        self.grade.configure(
            text=self.look.cut(str(picked.grade), self.look.width("n") * GRADE) if cut else ""
        )
        there = there_is = ""
        quantity = self._says("quantity")
        if picked is not None and quantity is not None and quantity > left:
            there_is = _("Hay {left}.").format(left=picked.grade.product.said(left))
        elif picked is not None and not self.quantity.typed():
            there = _("hay {left}").format(left=picked.said)
        self.row.say(there, "good" if picked and picked.left > 0 else "warn", "there")
        self.row.say("" if "quantity" in self.blamed else there_is, "danger", "too much")

    def _room_px(self) -> int:
        """Of the words in the place of the product, the arrow taken off."""
        return self.what.entry.winfo_width() - self.look.px(11)
