"""Inicio: what can be done now, how the month stands, what waits."""

from collections.abc import Callable
from datetime import date
from functools import partial
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.attention import (
    CLOSE,
    CONSENTS,
    COPY,
    DNI,
    DUES,
    EMPTY,
    NO_DUES,
    NO_MEMBERS,
    NO_PRODUCTS,
    NO_SERVICE,
    RESOLVED,
    SALE,
    SALES,
    SERVICE,
    TERM,
    UNCOUNTED,
    UNDECIDED,
    UNPAID,
    Notice,
    notices,
)
from models.council.resolutions import RESOLUTIONS, Resolution
from models.documents import Document
from models.file.copies import copies_folder, last_copy
from models.language import N_, _, ngettext
from models.money import BANK, CASH, MoneyEntry
from models.month.glance import Glance, glance_at
from models.parameters import PARAMETERS, Parameter, new_rate
from models.people.members import Member
from models.people.officers import OFFICERS, Officer
from models.produce.buyers import Buyer
from models.produce.deliveries import DELIVERIES, Delivery
from models.produce.harvests import HARVESTS, Harvest
from models.produce.products import Product
from models.produce.sales import SALES as SALES_LIST
from models.produce.sales import Sale
from models.settling.settlements import SETTLEMENTS
from ui.context import Context, Screen
from ui.copies.safekeeping import copy_now
from ui.register import Register
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.bars import MOST, Bars
from ui.widgets.tiles import Figure, Verb
from ui.widgets.words import number, starting

# Icon, verb and noun, what happens, key, where it leads and about what.
VERBS: tuple[tuple[str, str, str, str, str, dict[str, Any]], ...] = (
    ("basket2", N_("Registrar entrega"), N_("Pesar y dar adelanto"), "F2", "weigh_in", {}),
    ("bag-check", N_("Registrar venta"), N_("Sale producto a un cliente"), "F3", "sell", {}),
    ("box-arrow-in-down", N_("Recibir dinero"), N_("Cobros, cuotas, aportes"), "F4", "receive", {}),
    ("box-arrow-up", N_("Pagar o gastar"), N_("Fletes, útiles, adelantos"), "F5", "spend", {}),
    (
        "arrow-left-right",
        N_("Pasar dinero"),
        N_("De caja a banco, o al revés"),
        "F6",
        "pass_money",
        {},
    ),
    (
        "tree",
        N_("Anotar cosecha"),
        N_("Cuánto salió y a dónde fue"),
        "F7",
        "form",
        {"kind": HARVESTS},
    ),
)
ACROSS = 3
# The states of a list that explain a figure.
TO_COLLECT, ADVANCED, TO_PAY, OVERDUE = (
    N_("Por cobrar"),
    N_("Adelanto por liquidar"),
    N_("Por pagar"),
    N_("Vencidos"),
)
ICONS = {
    SALE: "hourglass-split",
    SALES: "hourglass-split",
    COPY: "usb-drive",
    TERM: "person-badge",
    UNDECIDED: "tree",
    EMPTY: "calendar-x",
    CLOSE: "lock",
    UNCOUNTED: "calculator",
    DUES: "people",
    UNPAID: "cash-coin",
    SERVICE: "sliders",
    NO_MEMBERS: "people",
    NO_PRODUCTS: "basket2",
    NO_DUES: "wallet2",
    NO_SERVICE: "sliders",
    RESOLVED: "check2-square",
    CONSENTS: "pencil-square",
    DNI: "person-x",
}
SHOWN, SHOWN_COMPACT = 4, 4  # things that wait


def key_deeds(context: Context) -> dict[str, Callable[[], object]]:
    """What the F keys do on every screen."""
    return {
        f"<{key}>": partial(_go, context, where, about)
        for _icon, _verb, _what, key, where, about in VERBS
    }


def _go(context: Context, where: str, about: dict[str, Any]) -> None:
    context.go(where, **about)  # asked for only now: the window gives it after its keys


class Home(Screen):
    kinds = (
        MoneyEntry,
        Document,
        Delivery,
        Sale,
        Harvest,
        Resolution,
        Officer,
        Buyer,
        Member,
        Product,
        Parameter,
    )

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        px, compact = self.look.px, context.compact
        controls.text(self, _("¿Qué va a hacer ahora?"), "title").pack(anchor="w")
        self._verbs().pack(fill="x", pady=(px(2), px(2.5 if compact else 4)))
        controls.text(self, _("El mes de un vistazo"), "lead").pack(anchor="w")
        self.strip = controls.sheet(self, padding=0.25)
        self.strip.pack(fill="x", pady=(px(1.2), px(2.5 if compact else 4)))
        below = controls.area(self)
        below.pack(fill="both", expand=True)
        below.rowconfigure(1, weight=1)
        below.columnconfigure(0, weight=3, uniform="half")
        title = controls.text(below, _("Necesita su atención"), "lead")
        title.grid(row=0, column=0, sticky="w")
        self.waiting = controls.sheet(below, padding=0.25 if compact else 1)
        self.waiting.grid(row=1, column=0, sticky="nsew", pady=(px(1), 0))
        self.bars: Bars | None = None
        if not compact:
            self._build_bars(below)
        self.stale = True

    def _verbs(self) -> ttk.Frame:
        grid, gap = controls.area(self), self.look.px(2)
        third = self.look.px(1)  # each column gives up the same, so the tiles are equally wide
        self.verbs: list[Verb] = []
        for place, (icon, verb, what, key, where, about) in enumerate(VERBS):
            row, column = divmod(place, ACROSS)
            grid.columnconfigure(column, weight=1, uniform="verb")
            made = Verb(
                grid,
                icon,
                _(verb),
                self._going(where, **about),
                what="" if self.context.compact else _(what),
                key=key,
                first=place == 0,
            )
            made.grid(
                row=row,
                column=column,
                sticky="nsew",
                padx=(column * third, (ACROSS - 1 - column) * third),
                pady=(gap if row else 0, 0),
            )
            self._walk_tiles(made, place)
            self.verbs.append(made)
        return grid

    def _walk_tiles(self, made: Verb, place: int) -> None:
        """The arrows go from tile to tile, as the eye does."""
        for key, step in (("Right", 1), ("Left", -1), ("Down", ACROSS), ("Up", -ACROSS)):
            made.bind(f"<{key}>", controls.then(partial(self._to_tile, place + step)))

    def _to_tile(self, place: int) -> None:
        if 0 <= place < len(self.verbs):
            self.verbs[place].focus_set()

    def _build_bars(self, below: Misc) -> None:
        px = self.look.px
        below.columnconfigure(1, weight=2, uniform="half")
        self.bars_title = controls.text(below, "", "lead")
        self.bars_title.grid(row=0, column=1, sticky="w", padx=(px(5), 0))
        chart = controls.sheet(below, padding=4)
        chart.grid(row=1, column=1, sticky="nsew", padx=(px(5), 0), pady=(px(1), 0))
        self.bars = Bars(chart)
        self.bars.pack(fill="both", expand=True)

    def _going(self, place: str, **about) -> Callable[[], object]:
        return lambda: self.context.go(place, **about)

    # Looking ------------------------------------------------------------------------------------

    def shown(self) -> None:
        self.stale = True  # another month, or another day
        self.look_again()
        self.verbs[0].focus_set()

    def reload(self) -> None:
        seen = glance_at(self.context.association, self.context.month, date.today())
        self._show_figures(seen)
        self._show_waiting(notices(self.context.association, date.today(), last_copy()))
        self._show_bars(seen)

    def _show_figures(self, seen: Glance) -> None:
        controls.clear(self.strip)
        totals, px = seen.totals, self.look.px
        of_month = partial(self._see_list, SALES_LIST.name)
        figures: tuple[tuple[str, str, str, Callable[[], object]], ...] = (
            (
                self._purse(_("Caja"), seen),
                soles(seen.cash),
                self._at(seen),
                self._going("cash", purse=CASH),
            ),
            (
                self._purse(_("Banco"), seen),
                soles(seen.bank),
                self._at(seen),
                self._going("cash", purse=BANK),
            ),
            (_("Entregado"), *self._delivered(seen), partial(self._see_list, DELIVERIES.name)),
            (_("Vendido"), soles(totals.sales), _counted_sales(totals.sales_count), of_month),
            (
                _("Por cobrar"),
                soles(totals.receivable),
                _("de todas las ventas"),
                partial(self._see_list, SALES_LIST.name, TO_COLLECT, whole_time=True),
            ),
            (
                _("Adelantos"),
                soles(totals.advances_pending),
                _("dados y sin liquidar"),
                partial(self._see_list, DELIVERIES.name, ADVANCED, whole_time=True),
            ),
        )
        for place, (name, figure, what, deed) in enumerate(figures):
            if place:
                line = controls.rule(self.strip)
                line.configure(width=1)
                line.grid(row=0, column=2 * place - 1, sticky="ns", pady=px(3))
            shown = "" if self.context.compact else what
            made = Figure(self.strip, name, figure, deed, what=shown)
            made.grid(row=0, column=2 * place, sticky="nsew")
            self.strip.columnconfigure(2 * place, weight=1, uniform="figure")

    def _see_list(self, kind: str, state: str = "", *, whole_time: bool = False) -> None:
        """The records behind a figure, and no others."""
        shown = self.context.go(kind)
        if isinstance(shown, Register):
            shown.narrow(state, whole_time=whole_time)

    def _purse(self, name: str, seen: Glance) -> str:
        """Where there is no second line, the day of the balance stands with the name."""
        day = f"{seen.day:%d/%m}"
        return _("{purse} al {day}").format(purse=name, day=day) if self.context.compact else name

    def _at(self, seen: Glance) -> str:
        if seen.day == date.today():
            return _("hoy, {day}").format(day=f"{seen.day:%d/%m}")
        return _("al {day} de {month}").format(day=seen.day.day, month=self.context.month.name)

    def _delivered(self, seen: Glance) -> tuple[str, str]:
        """The quantity of the chart's unit, and of how many members."""
        people = seen.totals.deliverers
        say = ngettext("de {n} socio", "de {n} socios", people)
        return seen.delivered_words, say.format(n=number(people))

    # What waits ---------------------------------------------------------------------------------

    def _show_waiting(self, waiting: list[Notice]) -> None:
        controls.clear(self.waiting)
        px, most = self.look.px, SHOWN_COMPACT if self.context.compact else SHOWN
        if not waiting:
            self._show_calm()
        for place, one in enumerate(waiting[:most]):
            if place:
                controls.rule(self.waiting).pack(fill="x", padx=px(3))
            line = controls.area(self.waiting, "paper", (3, 0.2))
            line.pack(fill="x", expand=True)
            glyph = controls.Picture(line, ICONS[one.matter], one.tone, "paper", 18)
            glyph.pack(side="left", padx=(0, px(3)))
            words, deed = self._answer(one)
            controls.Button(line, f"{words}  ›", deed, kind="quiet", surface="paper").pack(
                side="right"
            )
            said = controls.text(line, one.sentence, "body", "ink", "paper", justify="left")
            said.pack(side="left", fill="x", expand=True)
            controls.wrap(said)

    def _show_calm(self) -> None:
        line = controls.area(self.waiting, "paper", (3, 2))
        line.pack(expand=True)
        controls.Picture(line, "check-circle-fill", "good", "paper", 18).pack(side="left")
        said = controls.text(line, _("Nada espera por ahora."), "body", "soft", "paper")
        said.pack(side="left", padx=self.look.px(2))

    def _answer(self, one: Notice) -> tuple[str, Callable[[], object]]:
        """The verb that answers it, and what it does."""
        if one.matter == SALE:
            return _("Cobrar"), self._going("receive", sale=one.record)
        if one.matter == SALES:
            return _("Cobrar"), self._going("receive")
        if one.matter == COPY:
            return _("Hacer una copia"), self._copy
        if one.matter == TERM:
            return _("Ver la junta"), self._going(OFFICERS.name)
        if one.matter == CLOSE:
            return _("Cerrar el mes"), self._going("close_month")
        if one.matter == UNCOUNTED:
            return _("Contar caja"), self._going("count_cash")
        if one.matter == DUES:
            return _("Cobrar"), self._going("dues")
        if one.matter in (SERVICE, NO_SERVICE):
            rate = new_rate(self.context.association, "service_pct")
            return _("Poner el %"), self._going("form", kind=PARAMETERS, record=rate)
        if one.matter == NO_DUES:
            rate = new_rate(self.context.association, "dues_per_member")
            return _("Fijar la cuota"), self._going("form", kind=PARAMETERS, record=rate)
        if one.matter == NO_MEMBERS:
            return _("Registrar socios"), self._going("member")
        if one.matter == NO_PRODUCTS:
            return _("Registrar productos"), self._going("product")
        if one.matter == CONSENTS:
            return _("Ver quiénes"), self._going("consents")
        if one.matter == DNI:
            return _("Ver a la persona"), self._going("member_page", member=one.record)
        if one.matter == RESOLVED:
            return _("Ver acuerdos"), partial(self._see_list, RESOLUTIONS.name, OVERDUE)
        if one.matter == UNPAID:
            return _("Pagar"), partial(self._see_list, SETTLEMENTS.name, TO_PAY, whole_time=True)
        if one.matter == UNDECIDED:
            return _("Ver cosechas"), self._going(HARVESTS.name)
        return _("Ver el mes"), lambda: self._see(one)

    def _see(self, one: Notice) -> None:
        if one.month is not None:
            self.context.month = one.month
            self.context.refresh()
        self._see_list(DELIVERIES.name)

    def _copy(self) -> None:
        said = copy_now(copies_folder(), self.context.preferences)
        self.context.refresh()
        self.context.say(said)

    # The chart ----------------------------------------------------------------------------------

    def _show_bars(self, seen: Glance) -> None:
        if self.bars is None:
            return
        title = _("{what} en {month}").format(
            what=_("Kilos entregados") if seen.unit == "kg" else _("Entregado"),
            month=self.context.month.name,
        )
        self.bars_title.configure(text=title)
        lines = [(starting(one.name), one.part, one.quantity) for one in seen.delivered(MOST)]
        nothing = _("En {month} todavía no hay entregas.").format(month=self.context.month.name)
        self.bars.show(lines, seen.delivered_words, nothing)


def _counted_sales(count: int) -> str:
    return ngettext("{n} venta", "{n} ventas", count).format(n=number(count))
