"""Pasar una hoja de acopio: its totals first, then line after line as written, stored when it squares.

What is typed stays until it is stored, also when another place is looked at in between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from tkinter import Event, Misc
from typing import Any

import ttkbootstrap as ttk

from models.changes import Refused
from models.documents import Document
from models.fields import NameField, SolesField
from models.language import N_, _, ngettext
from models.listing import Row
from models.parameters import Parameter
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.weigh_in import products_of
from models.produce.weigh_sheet import (
    ADVANCE,
    CODE,
    GRADE,
    GROSS,
    IMPURITY,
    MEMBER,
    MOISTURE,
    SACKS,
    TARE,
    SheetLine,
    columns_of,
    take_in,
    title_of,
    totals_of,
)
from models.record import Column, Doubtful, RulesBroken
from ui.context import Context, Screen
from ui.weighing.sheet_control import ControlTotals
from ui.weighing.sheet_line import LineEntry
from ui.weighing.weigh_day import DayField
from ui.widgets import controls
from ui.widgets.dialogs import ask
from ui.widgets.entries import choices
from ui.widgets.ledger import Ledger
from ui.widgets.words import number

DRAFT = "weigh_sheet"  # what it is kept under while it is half typed
SAMPLES = {
    CODE: (NameField(), "S123"),
    MEMBER: (Member.name, "Quispe Mamani, María"),
    GRADE: (Grade.name, "Segunda"),
    SACKS: (Delivery.sacks, "1,234"),
    GROSS: (Delivery.gross, "12,345.6"),
    TARE: (Delivery.tare, "123.5"),
    IMPURITY: (Delivery.impurity, "12.5"),
    MOISTURE: (Delivery.moisture, "12.5"),
    ADVANCE: (SolesField(), "1,234.50"),
}


@dataclass(frozen=True)
class Draft:
    """A sheet half typed."""

    product: Product
    day: str
    totals: Mapping[str, str]
    lines: tuple[SheetLine, ...]


class PassSheet(Screen):
    kinds = (Member, Product, Grade, Parameter, Document)
    title = N_("Pasar una hoja de acopio")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.lines: list[SheetLine] = []
        self.products: list[Product] = []
        self.doubted: object = None  # what was meant when the person was asked
        px, compact = self.look.px, context.compact
        head = controls.area(self)
        head.pack(fill="x", pady=(0, px(1 if compact else 2)))
        self._head(head)
        self._totals().pack(fill="x", pady=(0, px(1.5)))
        foot = controls.area(self)
        foot.pack(side="bottom", fill="x", pady=(px(1), 0))
        self.beside = controls.Problem(
            foot, "ground", 90 if compact else 130, hint=self._how_to(compact)
        )
        self.beside.pack(anchor="w")
        self.line = LineEntry(
            self,
            context.association,
            self.day.meant,
            on_line=self._take_line,
            on_empty=self._done,
            say=self.beside.say,
        )
        self.line.pack(side="bottom", fill="x")
        self.place_of_list = controls.area(self)
        self.place_of_list.pack(fill="both", expand=True)
        self.ledger: Ledger
        for part in (self.line, foot):
            part.lift()  # Tab goes through the window as the eye does
        self.deeds = {"<F9>": self.save, "<Control-Up>": self._to_lines}
        self._offer_products()
        self.day.suggest()
        self._take_up()

    # Building -----------------------------------------------------------------------------------

    def _head(self, head: ttk.Frame) -> None:
        px, compact = self.look.px, self.context.compact
        words = _("Guardar") if compact else _("Guardar la hoja")
        self.save_button = controls.Button(
            head, words, self.save, kind="primary", icon="check-lg", key=_("F9")
        )
        self.save_button.pack(side="right")
        self.save_button.bind("<Return>", lambda _event: (self.save_button.invoke(), "break")[1])
        title = _("Pasar una hoja") if compact else _(self.title)
        controls.text(head, title, "title").pack(side="left")
        self.day = DayField(head, self.context, on_leave=self._tell, on_say=self._nothing)
        self.day.pack(side="right", padx=(px(2), px(4)))
        self.product_box = choices(head, [], width=14 if compact else 18, surface="ground")
        self.product_box.pack(side="right")
        self.product_box.bind("<<ComboboxSelected>>", lambda _event: self._choose_product())
        controls.text(head, _("Producto"), "strong").pack(side="right", padx=px(2))
        for widget in (self.product_box, self.day.entry):
            for key in ("<Return>", "<KP_Enter>"):
                widget.bind(key, self._next_in_head, add="+")

    def _totals(self) -> ttk.Frame:
        made = controls.sheet(self, padding=2 if self.context.compact else 3)
        self.control = ControlTotals(made, self._count, self._nothing)
        self.control.pack(side="left")
        for made_entry in self.control.entries.values():
            for key in ("<Return>", "<KP_Enter>"):
                made_entry.bind(key, self._next_total)
            made_entry.bind("<Escape>", self._total_before)
        letters = 26 if self.context.compact else 46
        why = _(
            "Escriba primero los totales que están al pie de la hoja. Se guarda cuando cuadran."
        )
        self.trouble = controls.Problem(made, "paper", letters, hint=why)
        self.trouble.pack(side="left", padx=(self.look.px(6), 0), anchor="n")
        return made

    def _how_to(self, compact: bool) -> str:
        if compact:
            return _("Enter pasa al siguiente.  Ctrl+↑ va a las líneas: Enter corrige, Supr quita.")
        return _(
            "Enter pasa al siguiente y, al final, anota la línea.  Ctrl+↑ va a las líneas: "
            "Enter corrige una, Supr la quita."
        )

    def _nothing(self) -> None:
        """Its sentence stands beside it."""

    def _offer_products(self) -> None:
        self.products = products_of(self.context.association)
        names = [str(one) for one in self.products]
        kept = self.product_box.get()
        self.product_box.configure(values=names)
        self.product_box.set(kept if kept in names else next(iter(names), ""))
        if self.product is None or str(self.product) != str(self.line.product):
            self._ask_for()

    @property
    def product(self) -> Product | None:
        place = self.product_box.current()
        return self.products[place] if 0 <= place < len(self.products) else None

    def _choose_product(self) -> None:
        self.product_box.selection_clear()
        self._ask_for()

    def _ask_for(self) -> None:
        """The list, the fields and the totals of this product."""
        controls.clear(self.place_of_list)
        product = self.product
        self.control.ask_for(product)
        if product is None:
            none = _("Todavía no hay productos. Regístrelos primero; después, sus calidades.")
            controls.text(self.place_of_list, none, "body", "soft").pack(pady=self.look.px(6))
            return
        self.columns = [
            Column(title_of(name, product), SAMPLES[name][0], sample=SAMPLES[name][1])
            for name in columns_of(product)
        ]
        self.ledger = Ledger(
            self.place_of_list,
            self.columns,
            lambda offset, limit: self._rows()[offset : offset + limit],
            on_open=lambda _row: self._put_right(),
            on_width=self._align,
        )
        self.ledger.pack(fill="both", expand=True)
        canvas = self.ledger.canvas
        canvas.bind("<Delete>", lambda _event: self._take_away())
        canvas.bind("<Escape>", controls.then(self._to_fields))
        canvas.bind("<Configure>", lambda _event: self._align(), add="+")
        self.line.ask_for(product)
        self._count()

    def _align(self) -> None:
        self.line.align(self.ledger.slots)

    # Lines --------------------------------------------------------------------------------------

    def _rows(self) -> list[Row]:
        kept = columns_of(self.product) if self.product else []
        return [(place, *self._cells(line, kept)) for place, line in enumerate(self.lines)]

    def _cells(self, line: SheetLine, columns: list[str]) -> list[Any]:
        weight = line.weight
        said = {
            CODE: str(line.member.code),
            MEMBER: str(line.member),
            GRADE: str(line.grade),
            SACKS: weight.sacks or None,
            GROSS: weight.gross,
            TARE: weight.tare or None,
            IMPURITY: weight.impurity or None,
            MOISTURE: weight.moisture,
            ADVANCE: line.advance or None,
        }
        return [said[name] for name in columns]

    def _take_line(self, line: SheetLine) -> None:
        """A line was written, or put right."""
        places = [place for place, one in enumerate(self.lines) if one.uid == line.uid]
        if places:
            self.lines[places[0]] = line
        else:
            self.lines.append(line)
        self.line.clear()
        self.beside.say("")
        self._show_lines(places[0] if places else len(self.lines) - 1)
        self.line.focus_set()

    def _show_lines(self, place: int) -> None:
        self.ledger.refill(place)
        self._count()

    def _count(self) -> None:
        """Say what is typed so far, and what lacks until the sheet squares."""
        if not hasattr(self, "ledger"):
            return
        self.control.show(totals_of(self.lines))
        self.control.mark()
        self.trouble.say("")
        count = len(self.lines)
        words = ngettext("{n} línea escrita", "{n} líneas escritas", count)
        self.ledger.complete(count, {"": words.format(n=number(count))})
        self.product_box.configure(state="disabled" if self.lines else "readonly")
        self.doubted = None if self.doubted != self._meant() else self.doubted

    def _to_lines(self) -> None:
        if self.lines:
            self.ledger.canvas.focus_set()

    def _to_fields(self) -> str:
        self.line.focus_set()
        return "break"

    def _put_right(self) -> None:
        if self.lines:
            place = self.ledger.selected
            self.line.bring(self.lines[place])
            say = _("Corrige la línea {n}. Esc en Socio la deja como estaba.")
            self.beside.say(say.format(n=place + 1), "warn")
            self.line.focus_set()

    def _take_away(self) -> None:
        if not self.lines:
            return
        gone = self.lines.pop(self.ledger.selected)
        if self.line.editing is not None and self.line.editing.uid == gone.uid:
            self.line.clear()
        self._show_lines(min(self.ledger.selected, len(self.lines) - 1))
        say = _("Se quitó la línea de {name}.")
        self.beside.say(say.format(name=gone.member), "warn")

    # Walking ------------------------------------------------------------------------------------

    def _next_in_head(self, event: Event) -> str:
        if event.widget is self.product_box:
            self.day.focus_set()
        elif not self.day.judge():
            self.control.stops[0].focus_set()
        return "break"

    def _next_total(self, event: Event) -> str:
        stops, names = self.control.stops, list(self.control.entries)
        at = stops.index(event.widget)  # type: ignore[arg-type]
        name = next(one for one in names if self.control.entries[one] is event.widget)
        if why := self.control.why_not(name):
            self.trouble.say(why)
            self.control.mark({name})
        elif at + 1 < len(stops):
            stops[at + 1].focus_set()
        else:
            self.line.focus_set()
        return "break"

    def _total_before(self, event: Event) -> str:
        stops = self.control.stops
        at = stops.index(event.widget)  # type: ignore[arg-type]
        (stops[at - 1] if at else self.day).focus_set()
        return "break"

    def _done(self) -> None:
        """Enter where nobody is named: the sheet is at its end."""
        self.save_button.focus_set()

    # Storing ------------------------------------------------------------------------------------

    def _meant(self) -> object:
        return self.day.get(), tuple(self.lines), self.control.totals()

    def save(self) -> None:
        """Store the whole sheet once it squares. A doubt is asked; saving again is the answer."""
        if not self.line.is_empty:
            self.line.finish()
            if not self.line.is_empty:
                return
        meant = self._meant()
        sure, self.doubted = self.doubted == meant, None
        self.beside.say("")
        if self.day.judge():
            self.day.focus_set()
            return
        try:
            control, day = self.control.read(), self.day.day()
            made = take_in(self.context.association, day, self.lines, control, sure=sure)
        except RulesBroken as broken:
            self._explain(broken.problems)
        except Doubtful as doubt:
            self.doubted = meant
            self._wonder(doubt.doubts)
        except (Refused, ValueError) as refused:
            self.trouble.say(str(refused))
        else:
            self._stored(made)

    def _explain(self, problems: Mapping[str, str]) -> None:
        totals = {name: say for name, say in problems.items() if name in self.control.entries}
        lines = {name: say for name, say in problems.items() if name not in totals}
        self.control.mark(totals)
        more = _("Revise las líneas; si está mal sumada la hoja, corrija el total.")
        if totals:
            said = [*totals.values(), *([more] if self.lines else [])]
            self.trouble.say("  ".join(said))
        if lines:
            self._say_of_lines(lines, "danger")
        elif totals and all(self.control.words[name].get() for name in totals):
            self.ledger.canvas.focus_set()
        elif totals:
            self.control.entries[next(iter(totals))].focus_set()

    def _wonder(self, doubts: Mapping[str, str]) -> None:
        self._say_of_lines(doubts, "warn", _("Pulse F9 otra vez si es correcto."))

    def _say_of_lines(self, said: Mapping[str, str], tone: str, more: str = "") -> None:
        """What is wrong or odd, line by line, and the first of them selected."""
        self.beside.say("\n".join([*said.values(), *([more] if more else [])]), tone)
        if first := next((name for name in said if name.isdecimal()), ""):
            self.ledger.select(int(first) - 1)
            self.ledger.canvas.focus_set()

    def _stored(self, made: list[Delivery]) -> None:
        say = ngettext("Hoja guardada: {n} entrega.", "Hoja guardada: {n} entregas.", len(made))
        self.context.say(say.format(n=number(len(made))))
        self._begin()
        self.context.go("sheet_made", deliveries=made)

    def _begin(self) -> None:
        """Ready for the next sheet; product and day stay."""
        self.lines = []
        for words in self.control.words.values():
            words.set("")
        self.line.clear()
        self.beside.say("")
        self.context.drafts.pop(DRAFT, None)
        self._show_lines(0)

    # Coming and going ---------------------------------------------------------------------------

    def _draft(self) -> Draft | None:
        totals = {name: words.get() for name, words in self.control.words.items()}
        if self.product is None or not (self.lines or any(totals.values())):
            return None
        return Draft(self.product, self.day.get(), totals, tuple(self.lines))

    def _take_up(self) -> None:
        """Go on with the sheet that was left half typed."""
        draft = self.context.drafts.get(DRAFT)
        if not isinstance(draft, Draft):
            return
        names = [str(one) for one in self.products]
        if draft.product.association_id != self.context.association.id:
            return
        if str(draft.product) in names:
            self.product_box.current(names.index(str(draft.product)))
            self._ask_for()
        self.day.entry.delete(0, "end")
        self.day.entry.insert(0, draft.day)
        self.day.by_hand = True
        for name, words in draft.totals.items():
            self.control.words[name].set(words)
        self.lines = list(draft.lines)
        self._count()

    def _keep(self) -> Draft | None:
        draft = self._draft()
        if draft is None:
            self.context.drafts.pop(DRAFT, None)
        else:
            self.context.drafts[DRAFT] = draft
        return draft

    def seen(self) -> Any:
        return self._keep()

    def leave(self) -> bool:
        """What is typed waits here; a line that is not finished is asked about."""
        if not self.line.is_empty and not ask(
            self,
            _("¿Salir con una línea a medias?"),
            _("La línea que está escribiendo se pierde; las demás quedan aquí hasta que vuelva."),
            _("Salir"),
            _("Seguir escribiendo"),
            danger=True,
        ):
            return False
        self.line.clear()
        if self._keep() is not None:
            self.context.say(
                _("La hoja a medias queda en «Pasar una hoja» hasta que vuelva."), "warn"
            )
        return True

    def _tell(self) -> None:
        """The day was left."""

    def reload(self) -> None:
        self._offer_products()

    def shown(self) -> None:
        if not self.day.by_hand:
            self.day.suggest()
        self.look_again()
        if hasattr(self, "ledger"):
            self.update_idletasks()
            self.ledger.refill(max(0, len(self.lines) - 1))
            self._count()
            self._align()
        if any(words.get() for words in self.control.words.values()):
            self.line.focus_set()
        else:
            self.control.stops[0].focus_set()
