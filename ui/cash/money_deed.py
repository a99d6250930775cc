"""What receiving and paying share: what the money is for, how it is paid, and the receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from tkinter import Misc
from typing import Any, TypeVar

import ttkbootstrap as ttk

from models.cash.cash_book import Payment, Receipt, known_parties
from models.cash.categories import Category, headings
from models.documents import Paper
from models.fields import folded
from models.language import _
from models.record import Record, RecordType, RulesBroken
from ui.cash.paying import Paying, put_party
from ui.context import Context
from ui.deed import Deed
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.inputs import called
from ui.widgets.lookup import MOST, Lookup
from ui.widgets.picker import Picker
from ui.widgets.row import Row
from ui.widgets.tiles import Line

Wanted = TypeVar("Wanted", bound=Record)


class Purpose:
    """What money comes in or goes out for: one chip, the rows it asks, and the deed it does.

    A new one derives from this and is named among the `purposes` of its screen. Fields that
    several purposes ask (party, concept) belong to the screen.
    """

    words = ""  # on its chip

    def __init__(self, deed: "MoneyDeed", form: Misc) -> None:
        self.deed = deed
        self.rows: list[Row] = self.build(form)

    def build(self, form: Misc) -> list[Row]:
        """The rows it asks, from above; made here, or of the screen."""
        raise NotImplementedError

    def store(
        self, values: Mapping[str, Any], payment: Payment, paper: Paper, *, sure: bool
    ) -> Receipt:
        raise NotImplementedError

    def who(self) -> str:
        """Whom the receipt names, as far as it can be said."""
        return self.deed.party.get()

    def why(self) -> str:
        return self.deed.cells["concept"].input.typed()

    def facts(self) -> list[Line]:
        """Further lines of the receipt, above how it is paid."""
        return []

    def after(self) -> list[Line]:
        """Lines under the amount."""
        return []

    def echo(self, amount: Decimal | None) -> None:
        """Say beside its fields what would follow."""

    def first(self) -> Misc:
        """Where the keyboard starts."""
        return next(
            cell.input.keyboard for cell in self.deed.cells.values() if cell.row in self.rows
        )

    def ask_for(self, wanted: Any) -> None:
        """Choose this one, as if a person had."""

    def chosen(self) -> None:
        """It came to sight."""

    def reload(self) -> None:
        """Look again at the records, while it is the chosen one."""

    def empty(self) -> None:
        """Make its own fields ready for the next receipt."""

    def typed(self) -> str:
        """What is chosen here that no field says."""
        return ""

    def repeat(self, made: Receipt) -> bool:
        """Whether the receipt was for this; if so, its own fields say it again."""
        return False


@dataclass(frozen=True)
class Chosen:
    """What is chosen from the list: of which kind, its columns in sight, and their order."""

    kind: RecordType
    columns: tuple[str, ...]
    order: tuple


class OnList(Purpose):
    """Money for a paper that is chosen from a list; `suggest` answers what is left to pay of it."""

    listed: Chosen

    def build(self, form: Misc) -> list[Row]:
        row = self.deed.row(form)
        self.row = row
        above = controls.area(row.line, "paper")
        above.pack(fill="x", pady=(0, self.deed.look.px(1)))
        self.picker = Picker(
            row.line,
            above,
            self.deed.context,
            self.listed.kind,
            self.listed.kind.states[0],
            self.listed.columns,
            order=self.listed.order,
            on_pick=self._pick,
            on_enter=lambda: self.deed.paying.amount.focus(),
        )
        self.picker.search.pack(anchor="w")
        self.picker.pack(fill="x")
        self.deed.stop(self.picker.ledger.canvas)
        return [row]

    def suggest(self, picked: Record) -> Decimal:
        raise NotImplementedError

    def _pick(self, picked: Record) -> None:
        self.deed.propose(self.suggest(picked))

    def first(self) -> Misc:
        return self.picker.ledger.canvas

    def ask_for(self, wanted: Record) -> None:
        self.picker.choose(wanted)
        self.deed.paying.amount.focus()

    def chosen(self) -> None:
        if self.deed.winfo_viewable():
            self.deed.update_idletasks()
            self.picker.ask()

    def reload(self) -> None:
        if self.deed.winfo_viewable():
            self.picker.ask()

    def empty(self) -> None:
        self.picker.release()

    def typed(self) -> str:
        return str(self.picker.picked) if self.picker.picked else ""

    def picked_of(self, kind: type[Wanted], needed: str) -> Wanted:
        """What was picked, as its record."""
        if not isinstance(self.picker.picked, kind):
            self.picker.ledger.canvas.focus_set()
            raise RulesBroken({"picked": needed})
        return self.picker.picked

    def repeat(self, made: Receipt) -> bool:
        if made.document.about is None:
            return False
        about = self.listed.kind.model.get_or_none(document=made.document.about_id)
        if about is None:
            return False
        self.deed.wanted = type(self), about
        return True


class MoneyDeed(Deed):
    """A receipt for one of its `purposes`; `wanted` is the one it opens on, and what about."""

    kept = ("way", "account", "method", "day")
    direction = ""  # of the headings: INCOME or EXPENSE
    purposes: Sequence[type[Purpose]] = ()
    way_title = where_title = party_title = party_needed = ""
    sign = 1  # of what a receipt does to cash or bank

    def __init__(
        self,
        parent: Misc,
        context: Context,
        wanted: tuple[type[Purpose], Any] | None = None,
        instead_of: Receipt | None = None,
    ) -> None:
        self.wanted = wanted
        super().__init__(parent, context, instead_of)

    # Building -----------------------------------------------------------------------------------

    def build(self, form: ttk.Frame) -> None:
        titles = [_(one.words) for one in self.purposes]
        self.way, _beside = self.ways(form, _(self.way_title), titles)
        self.way.word.trace_add("write", lambda *_names: self._settle_way())
        self.who_row = Row(form)
        self.ways_of = {_(one.words): one(self, form) for one in self.purposes}
        self._ask_who(form)
        self.paying = Paying(self, form, _(self.where_title))
        self.add_day(self.paying.row)
        self._settle_way()

    def _ask_who(self, form: Misc) -> None:
        """Who and why: asked by several purposes, after their own rows."""
        self.party: Lookup = self.lookup(
            "party",
            self.who_row,
            _(self.party_title),
            lambda words: known_parties(self.context.association, words, MOST),
            called,
            28,
            _(self.party_needed),
        )
        self.line(
            "concept", self.who_row, _("Concepto"), Receipt.concept, _("Falta decir por qué.")
        )

    def ask_heading(self, row: Row) -> Lookup:
        return self.lookup(
            "category",
            row,
            _("Rubro"),
            self.headings,
            lambda one: (str(one), ""),
            22,
            _("Falta el rubro."),
        )

    def headings(self, words: str) -> list[Category]:
        rows = headings(self.context.association, self.direction)
        return [one for one in rows if folded(words) in folded(one.name)]

    # What is chosen -----------------------------------------------------------------------------

    @property
    def purpose(self) -> Purpose:
        return self.ways_of[self.way.typed()]

    def purpose_of(self, kind: type[Purpose]) -> Any:
        """Its one purpose of that kind."""
        return self.ways_of[_(kind.words)]

    def turn_to(self, purpose: Purpose) -> None:
        self.way.word.set(_(purpose.words))

    def _settle_way(self) -> None:
        for row in {row for one in self.ways_of.values() for row in one.rows}:
            row.pack_forget()
        for row in self.purpose.rows:
            row.pack(fill="x", pady=(0, self.look.px(1)), before=self.paying.row)
            row.lift()
        for row in (self.paying.row, self.paying.bank_row):
            row.lift()  # Tab goes as the eye does
        self.purpose.chosen()
        self.changed()

    def propose(self, amount: Decimal) -> None:
        """Write what is still to be paid; nothing was typed by that."""
        if amount:
            self.put("amount", amount)
        else:
            self.paying.amount.words.set("")
        now = self.typed()
        self.before |= {name: now[name] for name in ("amount", "picked")}
        self.after_saving = False
        self.changed()

    def heading_of(self, values: Any) -> Category:
        heading = values["category"]
        if not isinstance(heading, Category):
            raise RulesBroken({"category": _("Elija un rubro de la lista.")})
        return heading

    # What the paper says ------------------------------------------------------------------------

    def facts(self) -> list[Line]:
        amount, purpose = self.value("amount"), self.purpose
        lines: list[Line] = [
            (_(self.party_title), purpose.who(), "body"),
            (_("Por"), purpose.why(), "body"),
            *purpose.facts(),
            (_("Medio"), self.paying.how, "body"),
            (_("Monto"), soles(amount) if amount else "", "figure"),
        ]
        return lines + purpose.after()

    def brief(self) -> list[tuple[str, str]]:
        amount = self.value("amount")
        return [(_("Monto"), soles(amount))] if amount else []

    def echo(self) -> None:
        amount = self.value("amount")
        self.paying.say_balance(self.sign, self.day, amount)
        self.purpose.echo(amount)

    def say_too_much(self, sentence: str) -> None:
        """Say beside the amount that it is too much; once F9 said it, not again."""
        named = self.paying.row.tone_of("amount") == "danger"
        self.paying.row.say("" if named else sentence, "danger", "too much")

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Receipt:
        return self.purpose.store(values, self.paying.payment(values), paper, sure=sure)

    # Coming and going ---------------------------------------------------------------------------

    def first(self) -> Misc:
        return self.purpose.first()

    def shown(self) -> None:
        wanted, self.wanted = self.wanted, None
        if wanted is not None:
            self.turn_to(self.purpose_of(wanted[0]))
        super().shown()
        self.purpose.chosen()
        if wanted is not None:
            self.purpose.ask_for(wanted[1])
            if self.instead_of is not None:
                self.put("amount", self.instead_of.amount)
            self.before = self.typed()

    def empty(self) -> None:
        self.paying.empty()
        self.party.put(None)
        self.cells["concept"].input.words.set("")  # type: ignore[attr-defined]
        for one in self.ways_of.values():
            one.empty()

    def repeat(self, made: Receipt) -> None:
        self.paying.repeat(made)
        put_party(self.party, made)
        self.put("concept", made.concept)
        for one in self.ways_of.values():
            if one.repeat(made):
                self.turn_to(one)
                return

    def typed(self) -> dict[str, str]:
        return super().typed() | {"picked": self.purpose.typed()}

    def reload(self) -> None:
        self.purpose.reload()
        super().reload()
