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
from models.language import N_, _, ngettext
from models.parameters import Parameter
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.products import Grade, Product
from models.produce.weigh_in import products_of
from models.produce.weigh_sheet import SheetLine, take_in, totals_of
from models.record import Doubtful, RulesBroken
from ui.context import Context, Screen
from ui.weighing.sheet_control import ControlTotals
from ui.weighing.sheet_line import LineEntry
from ui.weighing.sheet_list import SheetList
from ui.weighing.weigh_day import DayField
from ui.widgets import controls
from ui.widgets.dialogs import ask
from ui.widgets.entries import choices
from ui.widgets.inputs import ENTER
from ui.widgets.words import number

DRAFT = "weigh_sheet"  # what it is kept under while it is half typed


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
        self.products: list[Product] = []
        self.doubted: object = None  # what was meant when the person was asked
        px, compact = self.look.px, context.compact
        self._head().pack(fill="x", pady=(0, px(1 if compact else 2)))
        self._sheet().pack(fill="x", pady=(0, px(1.5)))
        foot = controls.area(self)
        foot.pack(side="bottom", fill="x", pady=(px(1), 0))
        letters = 80 if compact else 112
        self.beside = controls.Problem(foot, "ground", letters, hint=self._how_to())
        self.beside.pack(anchor="w")
        self.line = LineEntry(
            self,
            context.association,
            self.day.meant,
            on_line=self._take_line,
            on_empty=self.save_button.focus_set,
            say=self.beside.say,
        )
        self.line.pack(side="bottom", fill="x")
        self.list = SheetList(
            self,
            on_open=self._put_right,
            on_remove=self._removed,
            on_leave=self.line.focus_set,
            on_slots=self.line.align,
        )
        self.list.pack(fill="both", expand=True)
        for part in (self.line, foot):
            part.lift()  # Tab goes through the window as the eye does
        self.deeds = {"<F9>": self.save, "<Control-Up>": self._to_lines}
        self.day.suggest()
        self._offer_products()
        self._take_up()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        px, compact, head = self.look.px, self.context.compact, controls.area(self)
        words = _("Guardar") if compact else _("Guardar la hoja")
        self.save_button = controls.Button(
            head, words, self.save, kind="primary", icon="check-lg", key=_("F9")
        )
        self.save_button.pack(side="right")
        controls.text(head, _("Pasar una hoja"), "title").pack(side="left")
        self.day = DayField(head, self.context, on_leave=controls.nothing, on_say=controls.nothing)
        self.day.pack(side="right", padx=(px(2), px(4)))
        for key in ENTER:
            self.day.entry.bind(key, self._to_product, add="+")
        return head

    def _sheet(self) -> ttk.Frame:
        """What is weighed, and the totals at the foot of the sheet."""
        px, compact = self.look.px, self.context.compact
        made = controls.sheet(self, padding=2 if compact else 3)
        place = controls.area(made, "paper")
        place.pack(side="left", anchor="n", padx=(0, px(3 if compact else 6)))
        controls.text(place, _("Producto"), "small_strong", "soft", "paper").pack(anchor="w")
        self.product_box = choices(place, [], width=12 if compact else 18)
        self.product_box.pack(pady=(px(0.5), 0))
        self.product_box.bind("<<ComboboxSelected>>", controls.then(self._choose_product))
        self.control = ControlTotals(made, self._count)
        self.control.pack(side="left")
        for key in ENTER:
            self.product_box.bind(key, controls.then(self._to_totals))
            for one in self.control.entries.values():
                one.bind(key, self._next_total)
        for one in self.control.entries.values():
            one.bind("<Escape>", self._total_before)
        if not compact:
            why = _(
                "Escriba primero los totales que están al pie. La hoja se guarda cuando cuadran."
            )
            said = controls.text(made, why, "small", "soft", "paper", justify="left")
            said.pack(side="left", padx=(px(6), 0), anchor="n", fill="x", expand=True)
            controls.wrap(said)
        return made

    def _how_to(self) -> str:
        if self.context.compact:
            return _("Enter pasa al siguiente.  Ctrl+↑ va a las líneas: Enter corrige, Supr quita.")
        return _(
            "Enter pasa al siguiente y, al final, anota la línea.  Ctrl+↑ va a las líneas: "
            "Enter corrige una, Supr la quita."
        )

    # The product --------------------------------------------------------------------------------

    @property
    def product(self) -> Product | None:
        place = self.product_box.current()
        return self.products[place] if 0 <= place < len(self.products) else None

    def _offer_products(self) -> None:
        self.products = products_of(self.context.association)
        names = [str(one) for one in self.products]
        kept = self.product_box.get()
        self.product_box.configure(values=names)
        self.product_box.set(kept if kept in names else next(iter(names), ""))
        if not self.list.lines:
            self._ask_for()

    def _choose_product(self) -> None:
        self.product_box.selection_clear()
        if not self.list.lines:
            self._ask_for()
            return
        self.product_box.set(str(self.line.product))
        say = _("Las líneas escritas son de {product}. Guarde la hoja o quítelas primero.")
        self.beside.say(say.format(product=str(self.line.product).lower()))

    def _ask_for(self) -> None:
        """The list, the fields and the totals of the product chosen."""
        self.control.ask_for(self.product)
        self.list.ask_for(self.product)
        self.save_button.allow(self.product is not None)
        if self.product is not None:
            self.line.ask_for(self.product)
        self._count()

    # Lines --------------------------------------------------------------------------------------

    def _count(self) -> None:
        """Say what is typed so far, and what lacks until the sheet squares."""
        self.control.show(totals_of(self.list.lines))
        self.control.mark()
        self.beside.say("")  # it was about what is changed now
        if self.doubted != self._meant():
            self.doubted = None

    def _take_line(self, line: SheetLine) -> None:
        """A line was written, or put right."""
        self.list.write(line)
        self.line.clear()
        self._count()
        self.line.focus_set()

    def _to_lines(self) -> None:
        if self.list.lines:
            self.list.focus_set()

    def _put_right(self, line: SheetLine) -> None:
        self.line.bring(line)
        say = _("Corrige la línea {n}. Esc en Socio la deja como estaba.")
        self.beside.say(say.format(n=self.list.place_of(line) + 1), "warn")
        self.line.focus_set()

    def _removed(self, line: SheetLine) -> None:
        if self.line.editing is not None and self.line.editing.uid == line.uid:
            self.line.clear()
        self._count()
        self.beside.say(_("Se quitó la línea de {name}.").format(name=line.member), "warn")

    # Walking ------------------------------------------------------------------------------------

    def _to_product(self, _event: Event) -> str:
        if not self.day.judge():
            self.product_box.focus_set()
        return "break"

    def _to_totals(self) -> str:
        self.control.stops[0].focus_set()
        return "break"

    def _next_total(self, event: Event) -> str:
        stops = self.control.stops
        at = stops.index(event.widget)  # type: ignore[arg-type]
        name = self.control.name_of(stops[at])
        if why := self.control.why_not(name):
            self.beside.say(why)
            self.control.mark({name})
        elif at + 1 < len(stops):
            stops[at + 1].focus_set()
        else:
            self.line.focus_set()
        return "break"

    def _total_before(self, event: Event) -> str:
        stops = self.control.stops
        at = stops.index(event.widget)  # type: ignore[arg-type]
        (stops[at - 1] if at else self.product_box).focus_set()
        return "break"

    # Storing ------------------------------------------------------------------------------------

    def _meant(self) -> object:
        return self.day.get(), tuple(self.list.lines), self.control.totals()

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
            made = take_in(self.context.association, day, self.list.lines, control, sure=sure)
        except RulesBroken as broken:
            self._explain(broken.problems)
        except Doubtful as doubt:
            self.doubted = meant
            self._say(doubt.doubts, "warn", _("Pulse F9 otra vez si es correcto."))
        except Refused as refused:
            self.beside.say(str(refused))
        else:
            self._stored(made)

    def _explain(self, problems: Mapping[str, str]) -> None:
        wrong = {name for name in problems if name in self.control.entries}
        self.control.mark(wrong)
        more = _("Revise las líneas; si está mal sumada la hoja, corrija el total.")
        written = all(self.control.words[name].get() for name in wrong)
        self._say(problems, "danger", more if wrong and written and self.list.lines else "")
        if wrong:
            first = next(name for name in self.control.entries if name in wrong)
            self.control.entries[first].focus_set()

    def _say(self, said: Mapping[str, str], tone: str, more: str) -> None:
        """What is wrong or odd, one under the other; the first line of which it is said, selected."""
        self.beside.say("\n".join([*said.values(), *([more] if more else [])]), tone)
        if first := next((name for name in said if name.isdecimal()), ""):
            self.list.select(int(first) - 1)

    def _stored(self, made: list[Delivery]) -> None:
        say = ngettext("Hoja guardada: {n} entrega.", "Hoja guardada: {n} entregas.", len(made))
        self.context.say(say.format(n=number(len(made))))
        self._begin()
        self.context.go("sheet_made", deliveries=made)

    def _begin(self) -> None:
        """Ready for the next sheet; product and day stay."""
        self.list.lines = []
        self.list.show()
        self.control.clear()
        self.line.clear()
        self.context.drafts.pop(DRAFT, None)
        self._count()

    # Coming and going ---------------------------------------------------------------------------

    def _keep(self) -> bool:
        """Put what is typed aside until one comes back; whether there was anything."""
        totals = self.control.typed()
        self.context.drafts.pop(DRAFT, None)
        if self.product is None or not (self.list.lines or any(totals.values())):
            return False
        lines = tuple(self.list.lines)
        self.context.drafts[DRAFT] = Draft(self.product, self.day.get(), totals, lines)
        return True

    def _take_up(self) -> None:
        """Go on with the sheet that was left half typed."""
        draft = self.context.drafts.get(DRAFT)
        names = [str(one) for one in self.products]
        if (
            draft is None
            or draft.product.association_id != self.context.association.id
            or str(draft.product) not in names
        ):
            return
        self.product_box.current(names.index(str(draft.product)))
        self._ask_for()
        self.day.put_words(draft.day)
        self.control.put(draft.totals)
        self.list.lines = list(draft.lines)
        self.list.show()
        self._count()

    def seen(self) -> Any:
        self._keep()
        return None

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
        if self._keep():
            say = _("La hoja a medias queda en «Pasar una hoja» hasta que vuelva.")
            self.context.say(say, "warn")
        return True

    def reload(self) -> None:
        self._offer_products()

    def shown(self) -> None:
        if not self.day.by_hand and not self.list.lines:
            self.day.suggest()
        self.look_again()
        self.update_idletasks()
        self.list.show(max(0, len(self.list.lines) - 1))
        self.list.align()
        if any(self.control.typed().values()):
            self.line.focus_set()
        else:
            self.control.stops[0].focus_set()
