"""The workbook that is filled to be imported: a sheet for each kind, empty or with a month's lists."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from peewee import BooleanField, DateField, ForeignKeyField, IntegerField

from models.associations import Association
from models.fields import ChoiceField, DniField, ExactField, PhoneField, RucField, show
from models.importing.entries import EXAMPLE
from models.importing.kinds import KINDS
from models.importing.offered import offered
from models.importing.readings import meaning_of
from models.importing.wanted import UID, Kind, Wanted
from models.importing.written import Written, rows_of
from models.language import N_, _, speaking
from models.months import Month
from reports.excel.cells import clean
from reports.excel.paper import WIDEST_PAGE
from reports.files import write_whole

ROWS = 2000  # rows that the lists and the formats are laid over
LISTS = "Listas"
MARK = N_("Fila")  # heading of the first column, where the example is marked
_INK, _HEAD, _NEEDED, _SOFT, _LINE = "2A2420", "E2EDE8", "1F5F56", "F4EFE6", "D9D0C2"
_THIN = Side("thin", color=_LINE)


def save_template(
    association: Association, path: Path, month: Month | None = None, *, with_dni: bool = False
) -> Path:
    """Write the template at `path`; of a `month`, filled with what the book holds of it.

    The DNI stand in it only if asked for: another book needs them to take the padrón in.
    """
    with speaking("es"):
        content = template(association, month, with_dni=with_dni)
    return write_whole(path, content)


def template(
    association: Association, month: Month | None = None, *, with_dni: bool = False
) -> bytes:
    target = Workbook()
    target.remove(target.worksheets[0])
    target.properties.creator = "ECOCUENCA"
    target.properties.title = clean(_("{name}: para importar").format(name=association.name))
    if month is not None:
        target.properties.created = datetime.combine(month.last, time())
    words = offered(association)
    places = {name: place for place, name in enumerate(words, 1)}
    _instructions(target.create_sheet("Instrucciones"), association)
    for kind in KINDS:
        rows = rows_of(association, kind, month) if month else []
        if not with_dni:
            rows = [_without_dni(row, kind) for row in rows]
        columns = [one for one in kind.columns if month or one is not UID]
        made = _KindSheet(target.create_sheet(_(kind.title)), kind, columns)
        made.write(rows, {name: len(words[name]) for name in words}, places)
    _lists(target.create_sheet(LISTS), words)
    content = BytesIO()
    target.save(content)
    return content.getvalue()


def _without_dni(row: Written, kind: Kind) -> Written:
    hidden = {one.name for one in kind.columns if isinstance(one.field, DniField)}
    return {name: value for name, value in row.items() if name not in hidden}


def _instructions(sheet: Worksheet, association: Association) -> None:
    """How it is filled, in the order in which it is done."""
    strong, plain = Font("Calibri", 14, bold=True, color=_INK), Font("Calibri", 11, color=_INK)
    lead = Font("Calibri", 11, bold=True, color=_NEEDED)
    lines: list[tuple[str, Font]] = [
        (_("Para llenar e importar"), strong),
        (clean(str(association.name)), plain),
        ("", plain),
        (_("Cómo se llena"), lead),
        (_("1. Llene solo las hojas que necesite. Las demás quedan como están."), plain),
        (_("2. Escriba desde la fila 3. La fila EJEMPLO muestra cómo y nunca se importa."), plain),
        (_("3. Los títulos con * se llenan siempre; los demás pueden quedar vacíos."), plain),
        (_("4. No cambie los títulos. Puede borrar columnas que no use."), plain),
        (_("5. Al ponerse en una celda, un aviso dice qué va ahí y en qué unidad."), plain),
        (_("6. Donde hay una lista, elija de ella con Alt+↓."), plain),
        (_("7. Fechas: día/mes/año. Decimales: con el signo de su Excel."), plain),
        ("", plain),
        (_("Cómo se importa"), lead),
        (_("1. Guarde el libro y ciérrelo."), plain),
        (_("2. En Ecocuenca: Ajustes, Importar de Excel, y elija este archivo."), plain),
        (
            _("3. El programa revisa todo y dice qué corregir. Nada se guarda hasta el final."),
            plain,
        ),
        (_("4. Importar dos veces lo mismo no repite nada."), plain),
        ("", plain),
        (_("Las hojas"), lead),
        *((f"{_(kind.title)}: {_(kind.about)}", plain) for kind in KINDS),
    ]
    for words, font in lines:
        sheet.append([words])
        sheet.cell(sheet.max_row, 1).font = font
        sheet.cell(sheet.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 96
    sheet.sheet_view.showGridLines = False
    _on_paper(sheet, lying=False)


def _lists(sheet: Worksheet, words: Mapping[str, Sequence[str]]) -> None:
    """What the lists offer, out of sight."""
    for place, (name, some) in enumerate(words.items(), 1):
        sheet.cell(1, place, name)
        for row, word in enumerate(some, 2):
            _put(sheet.cell(row, place), clean(word))
    sheet.sheet_state = "hidden"


def _put(cell: Cell | MergedCell, text: str) -> None:
    """A text is a text, also when it begins like a formula."""
    cell.value = text
    cell.data_type = "s"
    if text[:1] in ("=", "+", "-", "@"):
        cell.quotePrefix = True


class _KindSheet:
    """One sheet: headings, the example, and the rows there are."""

    def __init__(self, sheet: Worksheet, kind: Kind, columns: Sequence[Wanted]) -> None:
        self.sheet, self.kind, self.columns = sheet, kind, columns

    def write(
        self, rows: Sequence[Written], counts: Mapping[str, int], places: Mapping[str, int]
    ) -> None:
        self._headings()
        self._example()
        for number, row in enumerate(rows, 3):
            for place, column in enumerate(self.columns, 2):
                self._value(self.sheet.cell(number, place), column, row.get(column.name))
        for place, column in enumerate(self.columns, 2):
            self._offer(place, column, counts, places, max(ROWS, len(rows) + 500))
        self.sheet.freeze_panes = "B3"
        _on_paper(self.sheet, lying=True)
        self.sheet.print_title_rows = "1:1"

    def _headings(self) -> None:
        words = [
            _(MARK),
            *(f"{one.heading} *" if one.needed else one.heading for one in self.columns),
        ]
        for place, heading in enumerate(words, 1):
            cell = self.sheet.cell(1, place, heading)
            needed = place > 1 and self.columns[place - 2].needed
            cell.font = Font("Calibri", 11, bold=True, color="FFFFFF" if needed else _INK)
            cell.fill = PatternFill("solid", _NEEDED if needed else _HEAD)
            cell.alignment = Alignment("center", "center", wrap_text=True)
            cell.border = Border(bottom=Side("thin", color=_INK))
            self.sheet.column_dimensions[get_column_letter(place)].width = self._width(place)
        for place, column in enumerate(self.columns, 2):
            if column.note:
                note = Comment(_(column.note), "Ecocuenca", height=70, width=260)
                self.sheet.cell(1, place).comment = note
        self.sheet.row_dimensions[1].height = 34

    def _width(self, place: int) -> float:
        if place == 1:
            return 11
        column = self.columns[place - 2]
        if column.of in ("members", "buyers") or column.name in ("name", "party", "concept"):
            return 32
        if column is UID:
            return 38
        return max(12, min(len(column.heading) + 4, 22))

    def _example(self) -> None:
        """How a row is filled, marked in its first cell."""
        self.sheet.cell(2, 1, EXAMPLE.upper())
        for place, column in enumerate(self.columns, 2):
            if column.example != "":
                value = meaning_of(column.field, column.example).value
                self._value(self.sheet.cell(2, place), column, value)
        for place in range(1, len(self.columns) + 2):
            cell = self.sheet.cell(2, place)
            cell.font = Font("Calibri", 11, bold=place == 1, color="645A4E")
            cell.fill = PatternFill("solid", _SOFT)
            cell.border = Border(bottom=_THIN)
            cell.alignment = Alignment(indent=1)

    def _value(self, cell: Cell | MergedCell, column: Wanted, value: Any) -> None:
        if value is None or value == "":
            return
        one = column.field
        if isinstance(value, date):
            cell.value = value
            cell.number_format = "dd/mm/yyyy"
        elif isinstance(one, ExactField | IntegerField) and not isinstance(value, str | bool):
            cell.value = value
        else:
            text = str(value) if isinstance(one, ForeignKeyField) else show(one, value)
            _put(cell, clean(text))

    def _offer(
        self,
        place: int,
        column: Wanted,
        counts: Mapping[str, int],
        places: Mapping[str, int],
        last: int,
    ) -> None:
        """What may stand in the column: said beside the cell, and offered where there is a list."""
        rule = self._rule(column, counts, places)
        rule.promptTitle = column.heading[:32]
        rule.prompt = (_(column.note) or column.heading)[:255]
        rule.showInputMessage = True
        letter = get_column_letter(place)
        rule.add(f"{letter}3:{letter}{last}")
        self.sheet.add_data_validation(rule)
        form = None
        if isinstance(column.field, DateField):
            form = "dd/mm/yyyy"
        elif isinstance(column.field, DniField | RucField | PhoneField):
            form = "@"  # else Excel takes the first zero away
        if form:
            for row in range(3, min(last, 500) + 1):
                self.sheet.cell(row, place).number_format = form

    def _rule(
        self, column: Wanted, counts: Mapping[str, int], places: Mapping[str, int]
    ) -> DataValidation:
        words: list[str] = []
        if isinstance(column.field, ChoiceField):
            words = [_(shown) for _kept, shown in column.field.choices]
        elif isinstance(column.field, BooleanField):
            words = [_("sí"), _("no")]
        if words:
            listed = ",".join(words)
            return DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
        if column.of and counts[column.of]:
            letter = get_column_letter(places[column.of])
            listed = f"{LISTS}!${letter}$2:${letter}${counts[column.of] + 1}"
            # Anything else may be written too: the program says what it does not know.
            return DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=False)
        return DataValidation(allow_blank=True, showErrorMessage=False)


def _on_paper(sheet: Worksheet, *, lying: bool) -> None:
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = (
        sheet.ORIENTATION_LANDSCAPE if lying else sheet.ORIENTATION_PORTRAIT
    )
    wide = sum(one.width for one in sheet.column_dimensions.values())
    sheet.page_setup.fitToWidth = ceil(wide / WIDEST_PAGE) if lying else 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
