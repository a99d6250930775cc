"""Contar caja (arqueo): notes and coins down the column, and at once what the book says of them."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash.cash_count import PIECES, CashCount, CountedPiece, count_cash, counted, in_book
from models.documents import Document, Paper
from models.fields import show
from models.language import N_, _
from models.money import MoneyEntry
from models.record import Record
from ui.deed import Deed
from ui.previewing.printout import Unnumbered
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.inputs import LineInput
from ui.widgets.row import Row
from ui.widgets.tiles import Line

NOTES = PIECES[:5]  # the others are coins
ZERO = Decimal(0)


def piece_name(value: Decimal) -> str:
    """«S/ 200», «S/ 0.50»."""
    return f"S/ {value:.0f}" if value >= 1 else f"S/ {value:.2f}"


class CountCash(Deed):
    kinds = (MoneyEntry, Document, CashCount)
    title = N_("Contar caja")
    paper_title = N_("Arqueo de caja")
    save_words = N_("Guardar e imprimir")

    def build(self, form: ttk.Frame) -> None:
        self.add_day(self.row(form))
        self.worth: dict[str, ttk.Label] = {}
        self.pieces_row = Row(form)
        self.pieces_row.pack(fill="x")
        for title, pieces in ((_("Billetes"), NOTES), (_("Monedas"), PIECES[len(NOTES) :])):
            self._column(self.pieces_row.slot(title), pieces)
        self.result = controls.Problem(form, letters=70)
        self.result.pack(anchor="w", pady=(0, self.look.px(2)))
        self.why_row = self.row(form)
        explanation = CashCount.explanation
        self.line("explanation", self.why_row, _("Explicación, si no es igual"), explanation)
        self.cells["explanation"].input.keyboard.configure(width=32)  # type: ignore[call-arg]
        self.line("witness", self.why_row, _("Testigo o fiscal"), CashCount.witness)
        self.cells["witness"].input.keyboard.configure(width=24)  # type: ignore[call-arg]

    def _column(self, slot: Misc, pieces: tuple[Decimal, ...]) -> None:
        """What each is, how many there are, and what they come to."""
        px, grid = self.look.px, controls.area(slot, "paper")
        grid.pack(anchor="w")
        for place, value in enumerate(pieces):
            name = str(value)
            title = controls.text(grid, piece_name(value), "strong", "ink", "paper")
            title.grid(row=place, column=0, sticky="e", padx=(0, px(2)))
            room = controls.area(grid, "paper")
            room.grid(row=place, column=1)
            made = LineInput(room, CountedPiece.pieces, "", self._telling(name))
            made.keyboard.configure(width=6)  # type: ignore[call-arg]
            self.add(name, self.pieces_row, made, CountedPiece.pieces)
            made.widget.pack_configure(pady=px(0.25))
            self.worth[name] = controls.text(
                grid, "", "body", "soft", "paper", width=11, anchor="e"
            )
            self.worth[name].grid(row=place, column=2, sticky="e", padx=(px(1), px(4)))
            for key, step in (("Down", 1), ("Up", -1)):
                walk = partial(self.walk, made.keyboard, step)
                made.keyboard.bind(f"<{key}>", controls.then(walk))

    def _telling(self, name: str) -> Any:
        return lambda problem: self._left(name, problem)

    # What was counted ---------------------------------------------------------------------------

    @property
    def count(self) -> dict[Decimal, int]:
        """Note or coin -> how many, of those typed."""
        return {value: self.value(str(value)) or 0 for value in PIECES}

    @property
    def book(self) -> Decimal | None:
        return in_book(self.context.association, self.day) if self.day else None

    def facts(self) -> list[Line]:
        found, book = counted(self.count), self.book
        lines: list[Line] = [
            (piece_name(value), f"{pieces} = {soles(value * pieces)}", "body")
            for value, pieces in self.count.items()
            if pieces
        ]
        lines.append((_("Contado"), soles(found), "figure"))
        if book is not None:
            lines.append((_("Según el libro"), soles(book), "body"))
            lines.append((_difference_name(found - book), soles(abs(found - book)), "strong"))
        if witness := self.cells["witness"].input.typed():
            lines.append((_("Testigo o fiscal"), witness, "body"))
        return lines

    def brief(self) -> list[tuple[str, str]]:
        found, book = counted(self.count), self.book
        pairs = [(_("Contado"), soles(found))]
        if book is not None:
            pairs.append((_("Según el libro"), soles(book)))
            pairs.append((_difference_name(found - book), soles(abs(found - book))))
        return pairs

    def refresh(self) -> None:
        super().refresh()
        if self.ticket:  # a count has no number
            self.ticket.under.configure(text=show(CashCount.day, self.day) if self.day else "")

    def echo(self) -> None:
        for value, pieces in self.count.items():
            shown = show(CashCount.counted, value * pieces) if pieces else ""
            self.worth[str(value)].configure(text=shown)
        found, book = counted(self.count), self.book
        if book is None or not any(self.typed()[str(value)] for value in PIECES):
            self.result.say("")
            return
        says = {"found": soles(found), "book": soles(book), "much": soles(abs(found - book))}
        if found == book:
            words, tone = _("Hay {found}, igual que en el libro."), "good"
        elif found > book:
            words, tone = _("Hay {found} y el libro dice {book}: sobran {much}."), "warn"
        else:
            words, tone = _("Hay {found} y el libro dice {book}: faltan {much}."), "danger"
        said = words.format(**says)
        if found != book:
            paper = _("recibo de ingreso, sobrante de caja")
            if found < book:
                paper = _("recibo de egreso, faltante de caja")
            said += "  " + _("Al guardar se anota la diferencia: {paper}.").format(paper=paper)
        self.result.say(said, tone)

    # Storing ------------------------------------------------------------------------------------

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> CashCount:
        return count_cash(
            self.context.association,
            {value: values[str(value)] or 0 for value in PIECES},
            paper,
            explanation=values["explanation"] or "",
            witness=values["witness"] or "",
            sure=sure,
        )

    def _stored(self, made: Record, printing: bool) -> None:
        assert isinstance(made, CashCount)
        self.context.say(self.thanks(made))
        self.begin()
        self.after_saving = True
        if printing:
            self._print(made)

    def _print(self, made: CashCount) -> None:
        print_count(self.context, made)

    def thanks(self, made: Record) -> str:
        assert isinstance(made, CashCount)
        difference = made.difference
        if not difference:
            say = _("Guardado: se contó {found} y es igual al libro.")
        else:
            say = _(
                "Guardado: se contó {found}. Faltaban {much}: se anotó como {paper}, faltante de"
                " caja."
            )
        if difference > 0:
            say = _(
                "Guardado: se contó {found}. Sobraban {much}: se anotó como {paper}, sobrante de"
                " caja."
            )
        return say.format(
            found=soles(made.counted), much=soles(abs(difference)), paper=made.document
        )

    def empty(self) -> None:
        for name in (*map(str, PIECES), "explanation", "witness"):
            self.cells[name].input.words.set("")  # type: ignore[attr-defined]

    def first(self) -> Misc:
        return self.cells[str(PIECES[0])].input.keyboard


def _difference_name(difference: Decimal) -> str:
    if not difference:
        return _("Diferencia")
    return _("Sobra") if difference > 0 else _("Falta")


def print_count(context: Any, made: CashCount) -> None:
    """The sheet of a count, as it will be printed."""
    from reports.papers.cash_count_sheet import cash_count_pdf

    title = _("Arqueo del {day}").format(day=made)
    name = f"arqueo-{made.day:%Y-%m-%d}-{made.key}.pdf"
    paper = Unnumbered(title, "cash_count", "arqueos", name, partial(cash_count_pdf, made))
    context.go("preview", printout=paper)
