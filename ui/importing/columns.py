"""What was recognised: the sheets of the file, and what each of their columns is."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from tkinter import Misc, StringVar

import ttkbootstrap as ttk
from peewee import IntegerField

from models.fields import NameField
from models.importing import mapping
from models.importing.draft import Draft, Part
from models.importing.entries import Cell, is_example
from models.importing.kinds import KINDS
from models.importing.mapping import Layout
from models.importing.readings import DecimalSign, text_of
from models.importing.texts import ENCODINGS, SEPARATORS
from models.importing.wanted import Kind
from models.language import N_, _
from models.listing import Row
from models.record import Column
from ui import theme
from ui.widgets import controls
from ui.widgets.controls import then
from ui.widgets.entries import choices
from ui.widgets.ledger import Ledger
from ui.widgets.scroller import Scroller

OF_SHEETS = (
    Column(N_("Hoja"), NameField(), sample="Ingresos y egresos", strong=True),
    Column(N_("Se importa como"), NameField(), sample="Ingresos y egresos"),
    Column(N_("Filas"), IntegerField(), sample="20,000"),
)
OUT = N_("No se importa")
SIGNS = {DecimalSign.POINT: N_("el punto"), DecimalSign.COMMA: N_("la coma")}
SEPARATOR_WORDS = {";": N_("punto y coma"), ",": N_("coma"), "\t": N_("tabulador"), "|": "|"}
SAMPLES = 3  # values of a column that are shown


class Columns(ttk.Frame):
    """`on_change` is called when the person changes anything; `reread` reads a text file anew."""

    def __init__(
        self,
        parent: Misc,
        draft: Draft,
        on_change: Callable[[], object],
        reread: Callable[[str, str], object],
        *,
        compact: bool,
    ) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("ground"))
        self.draft, self.on_change, self.reread, self.compact = draft, on_change, reread, compact
        self.boxes: dict[int, ttk.Combobox] = {}
        self.signs: dict[int, StringVar] = {}
        px = self.look.px
        if draft.encoding:
            self._text_file().pack(fill="x", pady=(0, px(2)))
        self.sheets = Ledger(self, OF_SHEETS, self._fetch, on_select=lambda _row: self._show())
        self.sheets.pack(side="left", fill="both", padx=(0, px(3)))
        self.sheets.canvas.configure(width=self.look.em(46 if compact else 76))
        self.right = controls.sheet(self, padding=3)
        self.right.pack(side="left", fill="both", expand=True)
        used = [place for place, part in enumerate(draft.parts) if part.layout.kind is not None]
        self.sheets.refill(used[0] if used else 0)
        self.sheets.complete(len(draft.parts), {})
        self._show()

    def _fetch(self, offset: int, limit: int) -> list[Row]:
        rows = [
            (
                place,
                part.table.sheet,
                _(part.layout.kind.title) if part.layout.kind else _(OUT),
                sum(not is_example(row) for row in part.table.rows),
            )
            for place, part in enumerate(self.draft.parts)
        ]
        return rows[offset : offset + limit]

    @property
    def part(self) -> Part | None:
        return self.draft.parts[self.sheets.selected] if self.draft.parts else None

    def _text_file(self) -> ttk.Frame:
        """How a text file was read, and the other ways."""
        row = controls.area(self)
        controls.text(row, _("Archivo de texto leído como"), "body", "soft").pack(side="left")
        self.encoding = choices(row, ENCODINGS, self.draft.encoding, width=10, surface="ground")
        self.encoding.pack(side="left", padx=self.look.px(2))
        controls.text(row, _("con las columnas separadas por"), "body", "soft").pack(side="left")
        words = [_(SEPARATOR_WORDS[one]) for one in SEPARATORS]
        at = _(SEPARATOR_WORDS.get(self.draft.separator, self.draft.separator))
        self.separator = choices(row, words, at, width=14, surface="ground")
        self.separator.pack(side="left", padx=self.look.px(2))
        for box in (self.encoding, self.separator):
            box.bind("<<ComboboxSelected>>", lambda _event: self._read_anew())
        return row

    def _read_anew(self) -> None:
        separator = SEPARATORS[self.separator.current()]
        self.reread(self.encoding.get(), separator)

    # The columns of the chosen sheet ------------------------------------------------------------

    def _show(self) -> None:
        controls.clear(self.right)
        self.boxes = {}
        part, px = self.part, self.look.px
        if part is None:
            return
        head = controls.area(self.right, "paper")
        head.pack(fill="x")
        title = _("«{sheet}» se importa como").format(sheet=part.table.sheet)
        controls.text(
            head,
            self.look.cut(title, self.look.em(56 if self.compact else 84), "lead"),
            "lead",
            "ink",
            "paper",
        ).pack(side="left")
        titles = [_(OUT), *(_(kind.title) for kind in KINDS)]
        at = _(part.layout.kind.title) if part.layout.kind else _(OUT)
        self.kind_box = choices(head, titles, at, width=20)
        self.kind_box.pack(side="left", padx=px(2))
        self.kind_box.bind("<<ComboboxSelected>>", lambda _event: self._choose_kind())
        self.said = controls.Problem(self.right, "paper", 60 if self.compact else 84)
        self.said.pack(anchor="w", pady=(px(1), px(1)))
        self._left_out(part)
        if part.layout.kind is None:
            words = _("Elija arriba qué contiene la hoja, si quiere importarla.")
            controls.text(self.right, words, "body", "soft", "paper").pack(anchor="w")
            return
        roll = Scroller(self.right, "paper")
        roll.pack(fill="both", expand=True)
        self._grid(roll.inside, part, part.layout.kind)
        self._say()

    def _left_out(self, part: Part) -> None:
        """Rows that look like totals or notes, and the way to take them in."""
        marked = [row.number for row in part.table.rows if row.mark and not is_example(row)]
        if not marked or part.layout.kind is None:
            return
        row = controls.area(self.right, "paper")
        row.pack(fill="x")
        taken = self.draft.answers.rows_in(part.table.sheet)
        numbers = ", ".join(map(str, marked[:8])) + ("…" if len(marked) > 8 else "")
        say = _("Parecen totales o notas, y se importan: filas {rows}.")
        if not taken:
            say = _("Parecen totales o notas, y no se importan: filas {rows}.")
        words = controls.text(row, say.format(rows=numbers), "small", "soft", "paper")
        words.pack(side="left")
        deed = _("No importarlas") if taken else _("Importarlas")
        controls.Button(
            row,
            deed,
            partial(self._take_in, part, marked, bool(taken)),
            kind="quiet",
            surface="paper",
        ).pack(side="left", padx=self.look.px(2))

    def _take_in(self, part: Part, marked: list[int], taken: bool) -> None:
        cells = {Cell(part.table.sheet, number) for number in marked}
        chosen = self.draft.answers.taken_in
        self.draft.answers.taken_in = chosen - cells if taken else chosen | cells
        self._show()
        self.on_change()

    def _grid(self, grid: ttk.Frame, part: Part, kind: Kind) -> None:
        look, px = self.look, self.look.px
        self.names = ["", *(one.name for one in kind.columns)]
        words = ["", *(one.heading + (" *" if one.needed else "") for one in kind.columns)]
        grid.columnconfigure(2, weight=1)
        heads = ("", _("Título en la hoja"), _("Dice"), _("Es"))
        for place, head in enumerate(heads):
            controls.text(grid, head, "small_strong", "soft", "paper").grid(
                row=0, column=place, sticky="w", padx=(0, px(3))
            )
        for place, heading in enumerate(part.table.headings):
            row = 2 * place + 1
            said = look.cut(heading.words or _("(sin título)"), look.em(34), "strong")
            for column, (text, role, tone) in enumerate(
                (
                    (heading.letter, "small", "soft"),
                    (said, "strong", "ink"),
                    (_sample(part, place), "body", "soft"),
                )
            ):
                controls.text(
                    grid,
                    look.cut(text, look.em(34 if self.compact else 80), role),
                    role,
                    tone,
                    "paper",
                ).grid(row=row, column=column, sticky="w", padx=(0, px(3)), pady=px(0.5))
            name = part.layout.columns.get(place, "")
            box = choices(grid, words, words[self.names.index(name)], width=22)
            box.grid(row=row, column=3, sticky="e", pady=px(0.5))
            box.bind("<<ComboboxSelected>>", then(partial(self._choose_column, place)))
            self.boxes[place] = box
            if place in part.asked or place in part.layout.signs:
                self._ask_sign(grid, row + 1, part, place)

    def _ask_sign(self, grid: ttk.Frame, row: int, part: Part, place: int) -> None:
        """Two readings are possible: which sign begins the decimals."""
        px = self.look.px
        line = controls.area(grid, "paper")
        line.grid(row=row, column=1, columnspan=3, sticky="e", pady=(0, px(1)))
        text = _ambiguous(part, place)
        said = _("En «{text}», ¿qué signo empieza los decimales?").format(text=text)
        controls.text(line, said, "body", "warn", "paper").pack(side="left", padx=(0, px(2)))
        chosen = part.layout.signs.get(place)
        variable = self.signs[place] = StringVar(line, chosen.value if chosen else "")
        for sign, words in SIGNS.items():
            controls.Choice(
                line,
                f"{_(words)}: {_read_as(text, sign)}",
                variable,
                sign.value,
                partial(self._choose_sign, place, sign),
                surface="paper",
            ).pack(side="left", padx=(0, px(1)))

    # Choosing -----------------------------------------------------------------------------------

    def _choose_kind(self) -> None:
        part = self.part
        assert part is not None
        place = self.kind_box.current()
        kind = KINDS[place - 1] if place else None
        columns = mapping.matched(part.table, kind) if kind else {}
        part.layout = Layout(kind, columns)
        self._changed(focus=True)

    def _choose_column(self, place: int) -> None:
        part = self.part
        assert part is not None
        part.layout = part.layout.with_column(place, self.names[self.boxes[place].current()])
        words = self.boxes[place].cget("values")
        for at, box in self.boxes.items():
            box.set(words[self.names.index(part.layout.columns.get(at, ""))])
        self._say()
        self.on_change()

    def _choose_sign(self, place: int, sign: DecimalSign) -> None:
        part = self.part
        assert part is not None
        part.layout = part.layout.with_sign(place, sign)
        self._say()
        self.on_change()

    def _changed(self, *, focus: bool = False) -> None:
        self.sheets.refill(self.sheets.selected)
        self._show()
        if focus:
            self.kind_box.focus_set()
        self.on_change()

    def _say(self) -> None:
        part = self.part
        if part is None or part.layout.kind is None:
            return
        if lacking := part.layout.lacking:
            words = ", ".join(one.heading for one in lacking)
            say = _("No se halló la columna {columns}. Elíjala abajo, o llénela al revisar.")
            self.said.say(say.format(columns=words), "warn")
        elif part.asked:
            self.said.say(_("Diga abajo cómo se leen los decimales."), "warn")
        elif part.layout.remembered:
            self.said.say(_("Como la última vez que importó una hoja con estos títulos."), "good")
        else:
            self.said.say(_("Se reconoció por sus títulos. Cambie lo que no corresponda."), "good")


def _sample(part: Part, place: int) -> str:
    """The first values of a column."""
    rows = (row for row in part.table.records if not is_example(row))
    found = (row.values[place] for row in rows if row.values[place] is not None)
    return " · ".join(text_of(value) for value in islice(found, SAMPLES))


def _ambiguous(part: Part, place: int) -> str:
    """A figure of the column that has two readings."""
    for value in mapping.column_of(part.table, place):
        if isinstance(value, str) and ("," in value or "." in value):
            return value.strip()
    return ""


def _read_as(text: str, sign: DecimalSign) -> str:
    """The figure with that sign for its decimals, as Peru writes it."""
    other = "," if sign is DecimalSign.POINT else "."
    return text.replace(other, "").replace(sign.value, ".")
