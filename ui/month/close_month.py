"""Cerrar el mes: what is to be put right or known first, what the month comes to, and the deed."""

from collections.abc import Callable, Iterator
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models.cash.cash_count import CashCount
from models.changes import Refused
from models.documents import Document
from models.file import copies
from models.language import N_, _
from models.money import MoneyEntry
from models.month.closing import CLOSINGS, Closing, book_code
from models.month.money import money_of, result_of
from models.month.preflight import (
    CASH_COUNT,
    DUES,
    FAULT,
    HISTORY,
    LEVELS,
    WARNING,
    Finding,
    findings,
)
from models.month.view import books_of, totals_of
from models.months import Month, newest_opening
from models.produce.deliveries import DELIVERIES, Delivery
from models.produce.harvests import HARVESTS, Harvest
from models.produce.lots import Lot
from models.produce.sales import SALES, Sale
from models.record import Doubtful, Record
from models.stock import StockEntry
from ui import theme
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.month.closings import open_kept
from ui.register import Register
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.dialogs import ask
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, Pressable, bill, tile_style
from ui.widgets.words import number, starting

# Of each level: icon and tone; its word is written too.
LOOKS = {
    "fault": ("exclamation-octagon-fill", "danger"),
    "warning": ("question-circle-fill", "warn"),
    "hint": ("info-circle", "primary"),
}
LISTS_OF = {Sale: SALES, Delivery: DELIVERIES}
HOVER = "primary_pale"


class CloseMonth(Screen):
    """Of the oldest open month, whichever month is on display: months close in order."""

    kinds = (MoneyEntry, StockEntry, Document, CashCount, Harvest, Closing)
    title = N_("Cerrar el mes")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.found: list[Finding] = []
        self.lines: list[Pressable] = []
        self.closed: Closing | None = None  # the one just made: it stays in sight
        self.head = controls.area(self)
        self.head.pack(fill="x", pady=(0, self.look.px(2)))
        past = controls.Button(
            self.head,
            _("Meses cerrados"),
            lambda: self.context.go(CLOSINGS.name),
            icon="lock",
        )
        past.pack(side="right")
        self.name = controls.text(self.head, "", "title")
        self.name.pack(side="left")
        self._deed_side().pack(side="right", fill="y", padx=(self.look.px(4), 0))
        paper = controls.sheet(self, padding=0.25)
        paper.pack(side="left", fill="both", expand=True)
        roll = Scroller(paper, "paper")
        roll.pack(fill="both", expand=True)
        self.paper = controls.area(roll.inside, "paper", (4, 3))
        self.paper.pack(fill="both", expand=True)
        self.deeds = {"<F9>": self.close}
        self.stale = True

    def _deed_side(self) -> ttk.Frame:
        px, made = self.look.px, controls.area(self)
        foot = controls.area(made)
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        self.close_button = controls.Button(
            foot,
            _(self.title),
            self.close,
            kind="primary",
            icon="lock",
            key=_("F9"),
            large=True,
        )
        self.close_button.pack(fill="x")
        self.why = controls.Problem(foot, "ground", 40)
        self.why.pack(anchor="w", pady=(px(1), 0))
        sheet = controls.sheet(made, padding=4 if self.context.compact else 5)
        sheet.pack(fill="both", expand=True)
        room = self.look.em(64 if self.context.compact else 78)
        ttk.Frame(sheet, style=self.look.frame("paper"), width=room, height=1).pack()
        roll = Scroller(sheet, "paper")
        roll.pack(fill="both", expand=True)
        self.figures = controls.area(roll.inside, "paper")
        self.figures.pack(fill="both", expand=True)
        return made

    # Looking ------------------------------------------------------------------------------------

    @property
    def month(self) -> Month | None:
        """The oldest open one."""
        opening = newest_opening(self.context.association)
        return Month.of(opening.day) if opening is not None else None

    def shown(self) -> None:
        if self.closed is not None:
            self.closed = None
            self.close_button.pack(fill="x", before=self.why)
        self.stale = True  # the day may be another, and with it what is found
        self.look_again()
        first = self.lines[0] if self.lines else self.close_button
        first.focus_set()

    def reload(self) -> None:
        if self.closed is not None:
            self._show_closed(self.closed)
            return
        month = self.month
        if month is None:
            self.name.configure(text=_(self.title))
            return
        self.found = findings(self.context.association, month)
        self.name.configure(text=_("Cerrar {month}").format(month=month.title))
        self.close_button.say(_("Cerrar {month}").format(month=month.title))
        faults = sum(one.level == FAULT for one in self.found)
        self.close_button.allow(not faults)
        why = _("No se puede cerrar: arregle primero lo que está en rojo.") if faults else ""
        self.why.say(why)
        self._show_found()
        self._show_figures(month)

    def _show_found(self) -> None:
        controls.clear(self.paper)
        px, self.lines = self.look.px, []
        stops = any(one.level == FAULT for one in self.found)
        says = _("El mes todavía no cuadra") if stops else _("El mes cuadra")
        glyph, tone = LOOKS[FAULT] if stops else ("check-circle-fill", "good")
        head = controls.area(self.paper, "paper")
        head.pack(fill="x", pady=(0, px(1)))
        controls.Picture(head, glyph, tone, "paper", 20).pack(side="left", padx=(0, px(2)))
        controls.text(head, says, "lead", tone, "paper").pack(side="left")
        if not stops:
            checked = _("Kilos, caja, banco, liquidaciones y números suman lo que deben.")
            said = controls.text(self.paper, checked, "body", "soft", "paper", justify="left")
            said.pack(fill="x")
            controls.wrap(said)
        for level, title in LEVELS:
            some = [one for one in self.found if one.level == level]
            if some:
                words = controls.text(self.paper, _(title), "strong", "soft", "paper")
                words.pack(anchor="w", pady=(px(4), px(1)))
            for one in some:
                self._line(one)
        self._walk_lines()

    def _line(self, one: Finding) -> None:
        px = self.look.px
        glyph, tone = LOOKS[one.level]
        made = Found(self.paper, partial(self.open, one))
        controls.Picture(made, glyph, tone, "paper", 16, HOVER).pack(
            side="left", anchor="n", padx=(0, px(2))
        )
        if words := answer_words(one):
            more = made.word(f"{words}  ›", "strong", "primary")
            more.pack(side="right", anchor="n", padx=(px(2), 0))
        said = made.word(one.sentence, "body", "ink")
        said.pack(side="left", fill="x", expand=True)
        controls.wrap(said)
        made.seal()
        made.pack(fill="x")
        self.lines.append(made)

    def _walk_lines(self) -> None:
        for place, made in enumerate(self.lines):
            for key, step in (("Down", 1), ("Up", -1)):
                made.bind(f"<{key}>", controls.then(partial(self._to_line, place + step)))

    def _to_line(self, place: int) -> None:
        if place == len(self.lines):
            self.close_button.focus_set()
        elif place >= 0:
            self.lines[place].focus_set()

    def _show_figures(self, month: Month) -> None:
        controls.clear(self.figures)
        title = starting(_("{month} en cifras").format(month=month.title))
        words = controls.text(self.figures, title, "lead", "primary", "paper")
        words.pack(anchor="w", pady=(0, self.look.px(2)))
        for heading, lines in self._parts(month):
            if heading:
                controls.text(self.figures, heading, "strong", "soft", "paper").pack(
                    anchor="w", pady=(self.look.px(3), 0)
                )
            bill(self.figures, lines)

    def _parts(self, month: Month) -> Iterator[tuple[str, list[Line]]]:
        association = self.context.association
        cash, bank = books_of(association, month)
        totals, result = totals_of(association, month), result_of(association, month)
        whose = money_of(association, month.last)
        yield (
            "",
            [
                (_("Caja al terminar"), soles(cash.closing), "strong"),
                (_("Banco al terminar"), soles(bank.closing), "strong"),
                (_("Ventas"), soles(totals.sales), "body"),
                (_("Cobros"), soles(totals.collected), "body"),
                (_("Resultado propio"), soles(result.result), "body"),
            ],
        )
        apart: list[Line] = [
            (_("De la asociación"), soles(whose.own), "body"),
            (_("De los socios"), soles(whose.members), "body"),
            *([(_("se les adelantó más de lo cobrado"), "", "small")] if whose.members < 0 else []),
            (_("De fondos restringidos"), soles(whose.restricted), "body"),
        ]
        if whose.withheld:
            apart.append((_("Retenciones por pagar"), soles(whose.withheld), "body"))
        yield _("De quién es el dinero"), apart

    # Putting right ------------------------------------------------------------------------------

    def open(self, one: Finding) -> None:
        """What stands behind a finding."""
        if one.place == CASH_COUNT:
            self.context.go("count_cash")
        elif one.place == DUES:
            self.context.go("dues")
        elif one.place == HISTORY:
            self.context.go("history")
        elif one.record is not None:
            self._open_record(one.record)

    def _open_record(self, record: Record) -> None:
        if isinstance(record, Document):
            show_papers(self.context, record)
        elif isinstance(record, Harvest):
            self.context.go("form", kind=HARVESTS, record=record)
        elif isinstance(record, Lot):
            self.context.go("settle_lot", lot=record)
        else:
            shown = self.context.go(LISTS_OF[type(record)].name)
            if isinstance(shown, Register):
                shown.find(record)

    # The deed -----------------------------------------------------------------------------------

    def close(self) -> None:
        """Ask, with all that was warned of; then close and say the control code."""
        month = self.month
        if (
            self.closed is not None
            or month is None
            or any(one.level == FAULT for one in self.found)
        ):
            return
        warned = [one.sentence for one in self.found if one.level == WARNING]
        sentence = "\n".join(
            [
                *(f"•  {one}" for one in warned),
                *([_("Si lo cierra así, queda escrito que se advirtió."), ""] if warned else []),
                _(
                    "Nada de {month} se podrá registrar, cambiar ni anular. Si hace falta, después"
                    " se puede reabrir, diciendo por qué."
                ).format(month=month.title),
            ]
        )
        asked = _("¿Cerrar {month}?").format(month=month.title)
        deed = _("Cerrar {month}").format(month=month.title)
        if not ask(self, asked, sentence, deed, _("No cerrar"), safe=True):
            return
        self.why.say(_("Cerrando y guardando el libro del mes…"), "good")
        self.update_idletasks()
        self._close(month)

    def _close(self, month: Month) -> None:
        from reports.excel.closing import close_and_keep

        try:
            copies.copy(copies.copies_folder())  # what cannot be copied is not closed either
            made = close_and_keep(self.context.association, month, sure=True)
        except (Refused, Doubtful) as refused:
            self.reload()
            self.why.say(str(refused))
            return
        self.context.say(
            _("{month} está cerrado. Código de control: {code}.").format(
                month=starting(month.title), code=made.code
            )
        )
        self.closed = made
        self.reload()
        self.context.refresh()  # the header says whether a month is open

    # What was closed ----------------------------------------------------------------------------

    def _show_closed(self, made: Closing) -> None:
        """Its code, by whom, and its workbook; the next month only once it is asked for."""
        month = Month.read(str(made.month))
        self.lines = []
        controls.clear(self.paper)
        self.name.configure(text=_("{month} está cerrado").format(month=starting(month.title)))
        self.close_button.pack_forget()
        self.why.say("")
        px = self.look.px
        head = controls.area(self.paper, "paper")
        head.pack(fill="x", pady=(0, px(1)))
        controls.Picture(head, "lock", "good", "paper", 20).pack(side="left", padx=(0, px(2)))
        code = _("Código de control: {code}").format(code=made.code)
        controls.text(head, code, "lead", "good", "paper").pack(side="left")
        for words in (
            *_code_of_book(made),
            _("Anótelos en el acta: si alguien altera el mes o el libro, el código cambia."),
            _closed_by(made),
            _("El libro Excel quedó guardado con el cierre."),
            _("Si hay que corregir algo, se reabre en «Meses cerrados», diciendo por qué."),
        ):
            said = controls.text(self.paper, words, "body", "ink", "paper", justify="left")
            said.pack(fill="x", pady=(px(1), 0))
            controls.wrap(said)
        row = controls.area(self.paper, "paper")
        row.pack(anchor="w", pady=(px(4), 0))
        following = _("Ver {month}").format(month=month.next.name)
        self.next_button = controls.Button(row, following, self.see_next, surface="paper")
        self.next_button.pack(side="left")
        book = controls.Button(
            row,
            _("Abrir libro guardado"),
            lambda: open_kept(self.context, made),
            icon="file-earmark-spreadsheet",
            surface="paper",
        )
        book.pack(side="left", padx=px(2))
        self._show_figures(month)
        self.next_button.focus_set()

    def see_next(self) -> None:
        """The month that is open now."""
        self.shown()


def _code_of_book(made: Closing) -> list[str]:
    code = book_code(made)
    if code is None:
        return []
    say = _("Código del libro: {code}, con {count} cambios anotados.")
    return [say.format(code=code.letters, count=number(code.changes))]


def _closed_by(made: Closing) -> str:
    say = _("Lo cerró {who} el {day}.") if made.who else _("Se cerró el {day}.")
    return say.format(who=made.who, day=made.text("made"))


class Found(Pressable):
    """One thing that was found, as a line to press."""

    def __init__(self, parent: Misc, command: Callable[[], object]) -> None:
        look = theme.of(parent)
        style = tile_style(look, "paper", HOVER, edge="")
        super().__init__(parent, style, (look.px(2), look.px(1.2)), command)

    def word(self, words: str, role: str, tone: str) -> ttk.Label:
        return ttk.Label(
            self,
            text=words,
            style=theme.of(self).label(role, tone, "paper", HOVER),
            justify="left",
        )


def answer_words(one: Finding) -> str:
    """The verb on the line of a finding; none where there is nothing to open."""
    if one.place == CASH_COUNT:
        return _("Contar caja")
    if one.place == DUES:
        return _("Ver cuotas")
    if one.place == HISTORY:
        return _("Ver historial")
    return _("Abrir") if one.record is not None else ""
