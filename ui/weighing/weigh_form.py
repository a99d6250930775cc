"""The fields of a weigh-in, where they stand, and how Enter and Esc walk them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from tkinter import Event, Misc, StringVar
from typing import Any, Protocol

import ttkbootstrap as ttk

from models.cash.cash_book import Payment, Receipt
from models.language import _
from models.money import BANK, CASH
from models.people.members import Member
from models.produce.deliveries import Delivery, Handover
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product
from models.produce.weighing import Weight
from ui import theme
from ui.people.person_card import PersonCard, debts, numbers
from ui.widgets import controls
from ui.widgets.chip_field import ChipField
from ui.widgets.entries import choices, entry
from ui.widgets.figure_field import FigureField
from ui.widgets.lookup import Lookup
from ui.widgets.row import TONES

SENTENCES = {  # where the sentence about a field stands
    "member": "member",
    "product": "weight",
    "grade": "weight",
    "gross": "weight",
    "unit": "weight",
    "sacks": "weight",
    "tare": "weight",
    "impurity": "weight",
    "moisture": "weight",
    "harvest": "harvest",
    "advance": "advance",
    "account": "advance",
    "operation": "advance",
}


class Offered(Protocol):
    """What is chosen of what is offered."""

    @property
    def grade(self) -> Grade | None: ...

    @property
    def harvest(self) -> Harvest | None: ...


class WeighForm(ttk.Frame):
    """`tell(name)` is called when a person changes a field, `left(name)` when they leave one."""

    def __init__(
        self,
        parent: Misc,
        *,
        compact: bool,
        find: Callable[[str], Sequence[Member]],
        tell: Callable[[str], object],
        left: Callable[[str], object],
        low: bool = False,  # whether there is little height
    ) -> None:
        self.look, self.compact, self.tell, self.left = theme.of(parent), compact, tell, left
        self.low = compact or low
        px = self.look.px
        padding = (px(4), px(0.5)) if compact else (px(5), px(1 if low else 3.5))
        super().__init__(parent, style=self.look.frame("paper"), padding=padding)
        self.product, self.grade, self.unit = StringVar(self), StringVar(self), StringVar(self)
        self.account = StringVar(self, CASH)
        self.debts = StringVar(self)
        self.numbers = StringVar(self)  # under the member: what tells them from their namesakes
        self.products: ChipField | None = None
        self.grades: ChipField | None = None
        self.units: ChipField | None = None
        self.beside: dict[str, controls.Problem] = {}
        self.on_stray: Callable[[str], object] = lambda _letter: None  # a letter of no unit
        gap = px(0.5 if compact else 1 if low else 2.2)
        self._who(find).pack(fill="x")
        self._what().pack(fill="x", pady=(gap, 0))
        self._weight().pack(fill="x", pady=(gap, 0))
        self._advance().pack(fill="x", pady=(gap, 0))

    # Building -----------------------------------------------------------------------------------

    def _who(self, find: Callable[[str], Sequence[Member]]) -> ttk.Frame:
        px, made = self.look.px, controls.area(self, "paper")
        left = controls.area(made, "paper")
        left.pack(side="left", anchor="n")
        controls.text(left, _("Socio"), "strong", "ink", "paper").pack(anchor="w")
        self.who = Lookup(
            left,
            find,
            lambda one: (str(one), f"{one.code}  {one.masked_dni}"),
            width=18,
            on_pick=lambda _one: self.walk("member", 1),
            on_type=lambda: self.tell("member"),
        )
        self.who.pack(anchor="w", pady=(px(0.5), 0))
        if not self.compact:
            controls.text(left, self.numbers, "small", "soft", "paper").pack(anchor="w")
        beside = controls.area(made, "sunken", (3, 1 if self.compact else 2))
        beside.pack(side="left", fill="x", expand=True, padx=(px(4), 0), anchor="n")
        self.card = PersonCard(beside, compact=self.compact)
        self.harvest_row = self._harvest(beside)
        self.card.pack(fill="x", anchor="n")
        return made

    def _what(self) -> ttk.Frame:
        px, made = self.look.px, controls.area(self, "paper")
        self.groups: dict[str, ttk.Frame] = {}
        self.labels: list[ttk.Label] = []
        for place, (name, words) in enumerate(
            (("product", _("Producto")), ("grade", _("Calidad")))
        ):
            group = controls.area(made, "paper")
            group.pack(side="left", anchor="n", padx=(px(6) if place else 0, 0))
            label = controls.text(group, words, "strong", "ink", "paper")
            if self.compact:
                label.pack(side="left", padx=(0, px(2)))
            else:
                label.pack(anchor="w", pady=(0, px(0.5)))
            self.labels.append(label)
            self.groups[name] = group
        made.bind("<Configure>", lambda _event: self._share())
        self.what = made
        return made

    def _weight(self) -> ttk.Frame:
        px, made = self.look.px, controls.area(self, "paper")
        row = controls.area(made, "paper")
        row.pack(fill="x")
        self.fields: dict[str, FigureField] = {}
        gross = "big" if self.low else "huge"
        for name, words, field, role, width in (
            ("gross", _("Peso bruto"), Delivery.typed_quantity, gross, 7),
            ("sacks", _("Sacos"), Delivery.sacks, "figure", 4),
            ("tare", _("Tara, kg"), Delivery.tare, "figure", 5),
            ("impurity", _("Impureza %"), Delivery.impurity, "figure", 5),
            ("moisture", _("Humedad %"), Delivery.moisture, "figure", 5),
        ):
            self._figure(row, name, words, field, role=role, width=width).pack(
                side="left", anchor="s", padx=(0, px(2))
            )
        self.gross = self.fields["gross"]
        self.beside["weight"] = controls.Problem(made, letters=60 if self.compact else 70)
        self.beside["weight"].pack(anchor="w")
        words = _("Registrar productos")
        self.way = controls.Button(made, words, icon="plus-lg", surface="paper")
        self.unit_group = controls.area(row if self.compact else made, "paper")
        if self.compact:
            self.unit_group.pack(side="left", fill="x", expand=True, anchor="s")
        else:
            self.unit_group.pack(fill="x", pady=(px(1), 0))
        self.gross.entry.bind("<Key>", self._letter, add="+")
        return made

    def _figure(self, parent: Misc, name: str, words: str, field, **more) -> FigureField:
        made = FigureField(
            parent,
            words,
            field,
            on_type=lambda: self.tell(name),
            on_leave=lambda: self.left(name),
            **more,
        )
        self.fields[name] = made
        return made

    def _letter(self, event: Event) -> str | None:
        """A letter is no part of a weight: it chooses the unit, or is told to be none."""
        if event.char.isalpha() and self.units is not None:
            if not self.units.pick(event.char):
                self.on_stray(event.char)
            return "break"
        return None

    def _harvest(self, parent: Misc) -> ttk.Frame:
        """Which harvest it comes from: what was for sale of it, and how much came already."""
        px, made = self.look.px, controls.area(parent, "sunken")
        row = controls.area(made, "sunken")
        row.pack(fill="x")
        controls.text(row, _("Cosechó"), "small", "soft", "sunken").pack(side="left")
        self.harvest = choices(row, [], width=31 if self.compact else 36, surface="sunken")
        self.harvest.pack(side="left", padx=(px(2), 0))
        if self.compact:
            owes = controls.text(row, self.debts, "small_strong", "warn", "sunken")
            owes.pack(side="left", fill="x", expand=True, padx=(px(4), 0))
            controls.wrap(owes)
        self.harvest.bind("<<ComboboxSelected>>", lambda _event: self.tell("harvest"), add="+")
        letters = 44
        self.beside["harvest"] = controls.Problem(made, "sunken", letters)
        self.beside["harvest"].pack(anchor="w")
        return made

    def _advance(self) -> ttk.Frame:
        px, made = self.look.px, controls.area(self, "paper")
        role = "figure" if self.low else "big"
        field = self._figure(made, "advance", _("Adelanto, S/"), Receipt.amount, role=role, width=8)
        field.pack(side="left", anchor="n")
        side = controls.area(made, "paper")
        side.pack(side="left", fill="both", expand=True, padx=(px(5), 0))
        row = controls.area(side, "paper")
        row.pack(fill="x", pady=(px(1 if self.low else 4), 0))
        options = ((CASH, _("Efectivo")), (BANK, _("Banco")))
        self.accounts = ChipField(
            row, self.account, options, lambda: self.tell("account"), whole=True
        )
        self.accounts.pack(side="left")
        self.bank = controls.area(row, "paper")
        controls.text(self.bank, _("N° de operación"), "small", "soft", "paper").pack(
            side="left", padx=(px(2), px(1))
        )
        self.operation_words = StringVar(self)
        self.operation = entry(self.bank, width=10, textvariable=self.operation_words)
        self.operation.pack(side="left")
        self.operation_words.trace_add("write", lambda *_names: self.tell("operation"))
        self.beside["advance"] = controls.Problem(side, letters=48)
        self.beside["advance"].pack(anchor="w", pady=(px(1), 0))
        return made

    def show_who(self, member: Member | None, sentence: tuple[str, str], day: date) -> None:
        """Who was picked, or the sentence why there is nobody."""
        if member is None:
            self.numbers.set(_("código, nombre o DNI"))
            self.card.say(*sentence)
            self.harvest_row.pack_forget()
        else:
            self.numbers.set(numbers(member))
            self.card.show(member, day)
            self.harvest_row.pack(fill="x", pady=(self.look.px(0 if self.compact else 0.5), 0))
            if self.compact:
                owes = debts(member, day)
                self.debts.set(_("Debe {debts}").format(debts=owes) if owes else "")

    # Chips that change ----------------------------------------------------------------------------

    def offer_products(self, products: Sequence[Product], chosen: str) -> None:
        self.product.set(chosen)
        options = [(str(one.get_id()), str(one)) for one in products]
        self.products = self._chips("product", self.products, self.product, options)

    def offer_grades(self, grades: Sequence[Grade], chosen: str) -> None:
        self.grade.set(chosen)
        options = [(str(one.get_id()), str(one)) for one in grades]
        self.grades = self._chips("grade", self.grades, self.grade, options)

    def _chips(
        self, name: str, old: ChipField | None, variable: StringVar, options
    ) -> ChipField | None:
        if old is not None:
            old.destroy()
        if not options:
            return None
        made = ChipField(self.groups[name], variable, options, lambda: self.tell(name), large=True)
        made.pack(side="left" if self.compact else "top", anchor="w")
        self._walk_here(made, name)
        self.after_idle(self._share)
        return made

    def offer_units(self, units: Sequence[str], chosen: str) -> None:
        controls.clear(self.unit_group)
        self.unit.set(chosen)
        if self.compact:
            controls.text(self.unit_group, _("Unidad"), "strong", "ink", "paper").pack(anchor="w")
        options = [(unit, unit) for unit in units]
        self.units = ChipField(self.unit_group, self.unit, options, lambda: self.tell("unit"))
        self.units.list.configure(width=max(map(len, units)) + 2)  # the room beside may be short
        self.units.pack(fill="x", pady=(0, self.look.px(5 if self.compact else 0)))
        self._walk_here(self.units, "unit")

    def _share(self) -> None:
        """Both rows of chips side by side; where they do not fit, the longer one is a list."""
        if not self.winfo_exists() or self.products is None or self.grades is None:
            return
        room = self.what.winfo_width() - self.look.px(6)
        if self.compact:
            room -= sum(label.winfo_reqwidth() + self.look.px(2) for label in self.labels)
        least = self.products.list.winfo_reqwidth()
        products, grades = self.products.wanted_px, self.grades.wanted_px
        if products + grades > room > 1:
            if products >= grades:
                products = min(products, least)
            if products + grades > room:
                grades = min(grades, least)
            if products + grades > room:
                products = min(products, least)
        self.products.configure(width=products)
        self.grades.configure(width=grades)

    # What is typed ------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """Everything, as it stands."""
        picked = self.who.picked
        return {name: field.get() for name, field in self.fields.items()} | {
            "member": str(picked.get_id()) if picked else self.who.get(),
            "product": self.product.get(),
            "grade": self.grade.get(),
            "unit": self.unit.get(),
            "harvest": self.harvest.get(),
            "account": self.account.get(),
            "operation": self.operation.get(),
        }

    def values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What each field stands for, and what to say of those that stand for nothing."""
        values, problems = {}, {}
        for name, field in self.fields.items():
            try:
                values[name] = field.value()
            except ValueError as unread:
                problems[name] = str(unread)
        return values, problems

    def weight(self, values: Mapping[str, Any]) -> Weight:
        return Weight(
            values["gross"],
            self.unit.get(),
            values.get("tare") or Decimal(0),
            values.get("sacks") or 0,
            values.get("impurity"),
            values.get("moisture"),
        )

    def handover(self, offer: Offered) -> Handover:
        """What would be stored; somebody and a grade are chosen."""
        values, _problems = self.values()
        advance, payment = self.paid(), None
        if advance:
            account = self.account.get()
            operation = " ".join(self.operation.get().split())
            payment = Payment(advance, account, "" if account == CASH else operation)
        assert self.who.picked is not None
        assert offer.grade is not None
        weight = self.weight(values)
        return Handover(self.who.picked, offer.grade, weight, offer.harvest, payment)

    def paid(self) -> Decimal | None:
        """The advance, S/; None for nothing or for what cannot be read."""
        values, _problems = self.values()
        return values.get("advance") or None

    # Sentences ------------------------------------------------------------------------------------

    def show_sentences(self, said: Mapping[str, tuple[str, str]]) -> None:
        """Beside each field what is said of it; the fields with a problem turn red."""
        places: dict[str, list[tuple[str, str]]] = {name: [] for name in self.beside}
        for name, one in said.items():
            if (place := SENTENCES.get(name)) in places:
                places[place].append(one)
        for place, sentences in places.items():
            tones = [tone for _words, tone in sentences]
            worst = next((one for one in TONES if one in tones), "good")  # it hides the others
            words = "  ".join(words for words, tone in sentences if tone == worst)
            self.beside[place].say(words, worst)
        wrong = {name for name, (_words, tone) in said.items() if tone == "danger"}
        for name, field in self.fields.items():
            field.mark(name in wrong)

    def show_way(self, words: str, deed: Callable[[], object]) -> None:
        """A button beside the weight, to what must be registered first; "" for none."""
        self.way.pack_forget()
        if words:
            self.way.say(words)
            self.way.configure(command=deed)
            self.way.pack(anchor="w", after=self.beside["weight"])

    # Walking ------------------------------------------------------------------------------------

    def stops(self) -> list[tuple[str, Callable[[], object]]]:
        """Name and way to each field that has something to say, in the order of the eye."""
        stops: list[tuple[str, Callable[[], object]]] = [("member", self.who.focus_set)]
        for name, chips in (("product", self.products), ("grade", self.grades)):
            if chips is not None and len(chips.values) > 1:
                stops.append((name, chips.focus_set))
        if len(self.harvest.cget("values")) > 2:  # one harvest needs no choosing
            stops.append(("harvest", self.harvest.focus_set))
        for name in ("gross", "sacks", "tare", "impurity", "moisture"):
            if self.fields[name].allowed:
                stops.append((name, self.fields[name].focus_set))
        stops.append(("advance", self.fields["advance"].focus_set))
        if self.fields["advance"].get():
            stops.append(("account", self.accounts.focus_set))
            if self.account.get() == BANK:
                stops.append(("operation", self.operation.focus_set))
        return stops

    def on_walk(self, walk: Callable[[str, int], object]) -> None:
        """`walk(name, step)` is called at Enter (1) and Esc (−1) in the field `name`."""
        self.walk = walk
        for name, field in self.fields.items():
            self._walk_here(field.entry, name)
        for name, widget in (
            ("member", self.who.entry),
            ("harvest", self.harvest),
            ("operation", self.operation),
            ("account", self.accounts),
        ):
            self._walk_here(widget, name)

    def walk_from(self, widget: Misc, name: str) -> None:
        """Enter and Esc walk from a field that stands outside, too."""
        self._walk_here(widget, name)

    def walk_back_from(self, widget: Misc, name: str) -> None:
        widget.bind("<Escape>", partial(self._walk, name, -1))

    def _walk_here(self, widget: Misc, name: str) -> None:
        for sequence, step in (("<Return>", 1), ("<KP_Enter>", 1), ("<Escape>", -1)):
            go = partial(self._walk, name, step)
            if isinstance(widget, ChipField):
                widget.on_keys(sequence, go)
            else:
                widget.bind(sequence, go, add="+")

    def _walk(self, name: str, step: int, _event: Event | None = None) -> str:
        self.walk(name, step)
        return "break"

    def show_bank(self) -> None:
        """The number of the operation is asked where money goes through the bank."""
        if self.account.get() == BANK:
            self.bank.pack(side="left")
        else:
            self.bank.pack_forget()
