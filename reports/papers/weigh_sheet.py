"""Hoja de acopio: a blank sheet to be filled by hand at the scale, and typed afterwards.

Its columns are those of the screen it is typed in, in the same order, and the signature. A4 lying;
each page has its own totals and is typed by itself. Millimetres throughout.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.language import _, speaking
from models.people.members import Member
from models.produce.products import Product
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
    columns_of,
    grade_marks,
    title_of,
)
from reports.papers.furniture import Letterhead, disclaimer
from reports.papers.heads import letterhead_of
from reports.papers.paper import pdf
from reports.papers.pen import BOLD, Pen, drawable, set_text, width_mm
from reports.papers.sizes import Size

SHEET = landscape(A4)
LEFT, RIGHT = 12.0, 285.0
TABLE, HEAD, ROW = 44.0, 9.0, 8.0  # where the table begins, its headings, and each row
ROWS = 15  # on a page
TOTAL = 10.0  # height of the boxes for the totals
SIGNED, FOOT = 195.0, 202.0
SIGNATURE = "signature"
# The least each column needs to be written in; what is left over goes to the last.
WIDTHS = {
    CODE: 16,
    MEMBER: 70,
    GRADE: 18,
    SACKS: 18,
    GROSS: 30,
    TARE: 20,
    IMPURITY: 21,
    MOISTURE: 21,
    ADVANCE: 30,
}


@dataclass(frozen=True)
class WeighSheet:
    """The sheets of one weighing day: so many members on them, and at least so many empty rows."""

    letterhead: Letterhead
    product: Product
    members: Sequence[Member]
    empty: int

    @property
    def name(self) -> str:
        return _("Hoja de acopio")

    def draw(self, canvas: Canvas, size: Size) -> None:
        """On A4 lying, whatever the size of the others."""
        pages = self._pages()
        for number, members in enumerate(pages, start=1):
            canvas.setPageSize(SHEET)
            pen = Pen(canvas, SHEET[1])
            _head(pen, self, (number, len(pages)))
            _table(pen, self.product, members)
            _foot(pen)
            canvas.showPage()

    def _pages(self) -> list[Sequence[Member]]:
        """Who stands on each page; the last one is filled up with empty rows."""
        rows = max(1, len(self.members) + self.empty)
        return [self.members[at : at + ROWS] for at in range(0, rows, ROWS)]


def weigh_sheet_pdf(product: Product, members: Sequence[Member], empty: int) -> bytes:
    """The blank sheets, in Spanish whatever the screen speaks; the same facts give the same bytes."""
    with speaking("es"):
        return pdf([WeighSheet(letterhead_of(product.association), product, members, empty)])


def _head(pen: Pen, sheet: WeighSheet, count: tuple[int, int]) -> None:
    """Whose sheet, what is weighed, and what is written at the scale."""
    letters = sheet.letterhead
    page = _("Hoja {number} de {count}").format(number=count[0], count=count[1])
    title = _("Hoja de acopio: {product}").format(product=sheet.product)
    room = set_text(title, 120, 15, font=BOLD, least=11, lines=1)
    wide = max(width_mm(drawable(line), room.size, BOLD) for line in room.lines)
    pen.set(RIGHT - wide, 13, room)
    pen.text_right(RIGHT, 40, page, 9.5, BOLD)
    name = set_text(letters.name, RIGHT - LEFT - wide - 8, 12.5, font=BOLD, least=8, lines=1)
    top = 13 if len(name.lines) == 1 else 11.5
    pen.set(LEFT, top, name)
    pen.text(LEFT, top + name.height + 5, letters.place, 8)
    pen.line(LEFT, 21.5, RIGHT, 0.8)
    blanks = (
        (_("Lugar"), LEFT, 92),
        (_("Fecha"), 112, 152),
        (_("Pesó"), 160, 222),
        (_("Pasada al libro el"), 230, RIGHT),
    )
    for words, left, right in blanks:
        start = left + width_mm(words, 10) + 2
        pen.text(left, 31, words, 10)
        pen.line(start, 31.6, right, 0.4)
    said = set_text(_how_to(sheet.product), RIGHT - LEFT - 30, 9, least=5.5, lines=1)
    pen.set(LEFT, 40, said)


def _how_to(product: Product) -> str:
    """What stands for each quality, and in what it is weighed."""
    marks = [f"{mark} = {grade}" for mark, grade in grade_marks(product)]
    unit = _("Peso en {unit}, con un decimal.") if product.places else _("En enteros.")
    said = [unit.format(unit=product.text("unit")), _("Una línea por cada pesada.")]
    if len(marks) > 1:
        said.insert(0, _("Calidad: {marks}.").format(marks=",  ".join(marks)))
    return "   ".join(said)


def _places(product: Product) -> list[tuple[str, float, float]]:
    """Each column with its left and right side; the signature has what is left over."""
    found, left = [], LEFT
    for column in columns_of(product):
        found.append((column, left, left + WIDTHS[column]))
        left += WIDTHS[column]
    return [*found, (SIGNATURE, left, RIGHT)]


def _table(pen: Pen, product: Product, members: Sequence[Member]) -> None:
    places = _places(product)
    pen.shade(LEFT, TABLE, RIGHT - LEFT, HEAD)
    for column, left, right in places:
        title = _("Firma o huella") if column == SIGNATURE else _(title_of(column, product))
        if column == GROSS:
            title = f"{title} {product.text('unit')}"
        words = set_text(title, right - left - 2, 9, font=BOLD, least=7, lines=1)
        pen.set(left + 1.5, TABLE + 5.8 - words.height / 2, words)
    top, foot = TABLE + HEAD, TABLE + HEAD + ROWS * ROW
    for row in range(ROWS + 1):
        pen.line(LEFT, top + row * ROW, RIGHT, 0.6 if row in (0, ROWS) else 0.3)
    for left in [*(left for _column, left, _right in places), RIGHT]:
        _upright(pen, left, TABLE, foot)
    pen.line(LEFT, TABLE, RIGHT, 0.6)
    for row, member in enumerate(members):
        base = top + row * ROW + 5.2
        pen.text(LEFT + 1.5, base, str(member.code), 9.5, BOLD)
        words = set_text(str(member), WIDTHS[MEMBER] - 3, 9.5, least=7, lines=1)
        if len(words.lines) > 2:
            words = set_text(str(member), WIDTHS[MEMBER] - 3, 7, least=4.5, lines=2)
        pen.set(LEFT + WIDTHS[CODE] + 1.5, base - words.height / 2, words)
    _totals(pen, places, foot + 3)


def _totals(pen: Pen, places: Sequence[tuple[str, float, float]], down: float) -> None:
    """A box under each column that is added up, and one for how many lines were written."""
    sides = {column: (left, right) for column, left, right in places}
    label = _("Totales de esta hoja")
    pen.text(LEFT, down + 4, label, 9.5, BOLD)
    pen.text(LEFT, down + 8.4, _("Líneas llenas"), 9)
    edge = sides[MEMBER][1]
    boxes = [(edge - 24, edge), *(sides[one] for one in (SACKS, GROSS, ADVANCE) if one in sides)]
    for left, right in boxes:
        pen.canvas.saveState()
        pen.box(left, down, right - left, TOTAL)
        pen.canvas.restoreState()
    left = sides[SIGNATURE][0]
    pen.line(left + 2, down + TOTAL - 1, RIGHT, 0.5)
    pen.text(left + 2, down + TOTAL + 3, _("Firma de quien pesó"), 8)


def _upright(pen: Pen, left: float, top: float, foot: float) -> None:
    pen.canvas.setLineWidth(0.3)
    pen.canvas.line(left * mm, pen.top - top * mm, left * mm, pen.top - foot * mm)


def _foot(pen: Pen) -> None:
    how = _("Al pasar esta hoja, escriba primero sus totales: se guarda cuando cuadran.")
    pen.line(LEFT, FOOT - 4, RIGHT, 0.3)
    pen.text(LEFT, FOOT, disclaimer(), 8)
    pen.text_right(RIGHT, FOOT, how, 8)
