"""The furniture of a paper: letterhead, facts, table, signatures, on A4 twice to be cut apart.

ORIGINAL above, COPIA below; the two differ in that one word. A paper states facts that never
change, so printing it again gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Protocol

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from models.language import _
from reports.papers.pen import (
    BOLD,
    LEADING,
    PLAIN,
    POINT,
    Pen,
    Set,
    drawable,
    set_text,
    width_mm,
    wrapped,
)
from reports.papers.sizes import USUAL, Size
from reports.papers.words import long_day

# Millimetres. A half of an A4 page is an A5 page lying.
LEFT, RIGHT = 14.0, 196.0
HALF = 148.5
RULE, BODY = 27.5, 46.0
SIGNING, FOOT = 104.0, 137.0  # where the body ends: with signatures below it, and without
SIGNED = 126.0  # the lines to sign on
LABELS = 32.0  # width of the column of labels
TIGHTEST = 0.6


@dataclass(frozen=True)
class Letterhead:
    name: str
    ruc: str = ""
    place: str = ""
    registry: str = ""  # Partida SUNARP


@dataclass(frozen=True)
class Void:
    """Why a paper does not count any more."""

    day: date
    reason: str
    replaced_by: str = ""


@dataclass(frozen=True)
class Head:
    """What stands on every paper."""

    letterhead: Letterhead
    number: str
    day: date
    town: str = ""
    replaces: str = ""
    void: Void | None = None
    reversed_by: str = ""  # number of the reversal that undid it
    leaf: str = ""  # «Talonario 3, hoja 0123»: where it was written by hand first


class Block(Protocol):
    """A part of the body. `scale` below 1 sets it tighter."""

    def height(self, scale: float) -> float: ...

    def draw(self, pen: Pen, down: float, scale: float) -> None: ...


@dataclass(frozen=True)
class Field:
    """A label, what it says on a line, and at the right something shorter."""

    label: str
    text: str
    side: str = ""
    strong: bool = False

    def height(self, scale: float) -> float:
        text, _side = self._set(scale)
        return 8.4 * scale + text.height

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        text, side = self._set(scale)
        base = down + 5.2 * scale
        pen.text(LEFT, base, self.label, 8.5 * max(scale, 0.85))
        pen.set(LEFT + LABELS, base, text)
        pen.text_right(RIGHT, base, side, text.size)
        pen.line(LEFT + LABELS, base + text.height + 1.6 * scale, RIGHT, 0.3)

    def _set(self, scale: float) -> tuple[Set, str]:
        """The text, and what stands at its right; a long side comes after the text instead."""
        size, room = 10 * max(scale, 0.75), RIGHT - LEFT - LABELS
        side = width_mm(drawable(self.side), size) + 4 if self.side else 0
        text, beside = self.text, self.side
        if side > room / 2:
            text, beside, side = f"{self.text}   {self.side}", "", 0
        font = BOLD if self.strong else PLAIN
        return set_text(text, room - side, size, font=font, least=size * 0.88), beside


@dataclass(frozen=True)
class Remark:
    """Small words over the whole width."""

    text: str

    def height(self, scale: float) -> float:
        return self._set(scale).height + 4.6 * scale

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        pen.set(LEFT, down + 1.6, self._set(scale))

    def _set(self, scale: float) -> Set:
        return set_text(self.text, RIGHT - LEFT, 9 * scale)


@dataclass(frozen=True)
class Figure:
    """A label and a figure at the right of its column."""

    label: str
    value: str
    strong: bool = False


@dataclass(frozen=True)
class Columns:
    """Columns of figures side by side, each under its title."""

    columns: Sequence[tuple[str, Sequence[Figure]]]

    def height(self, scale: float) -> float:
        return max(self._column(None, 0, 0, scale, number) for number in range(len(self.columns)))

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        for number in range(len(self.columns)):
            left = LEFT + number * (self._width + 10)
            self._column(pen, left, down, scale, number)

    @property
    def _width(self) -> float:
        count = len(self.columns)
        return (RIGHT - LEFT - 10 * (count - 1)) / count

    def _column(
        self, pen: Pen | None, left: float, down: float, scale: float, number: int
    ) -> float:
        """Draw a column, if there is a pen; its height."""
        title, figures = self.columns[number]
        size, start = 9.5 * max(scale, 0.75), down
        down += 5.2 * scale
        if pen:
            pen.text(left, down, title, size, BOLD)
            pen.line(left, down + 1.2, left + self._width, 0.6)
        down += 1.2
        for figure in figures:
            font = BOLD if figure.strong else PLAIN
            figure_width = width_mm(drawable(figure.value), size, font)
            label = set_text(figure.label, self._width - figure_width - 4, size, font=font)
            down += 4.7 * scale
            if pen:
                pen.set(left, down, label)
            down += label.height
            if pen:
                pen.text_right(left + self._width, down, figure.value, size, font)
        return down - start


@dataclass(frozen=True)
class Lines:
    """A table: headings, how wide each column is (mm), which are figures, and its rows."""

    headings: Sequence[str]
    widths: Sequence[float]
    figures: Sequence[bool]
    rows: Sequence[Sequence[str]]

    def height(self, scale: float) -> float:
        return 6.5 + sum(self.row_height(row) for row in self.rows)

    def row_height(self, row: Sequence[str]) -> float:
        return 1.9 + 9 * LEADING * POINT * max(len(lines) for lines in self._wrapped(row))

    def draw(self, pen: Pen, down: float, scale: float) -> None:
        pen.shade(LEFT, down, RIGHT - LEFT, 5.5)
        self._row(pen, down + 3.9, [[text] for text in self.headings], 8, BOLD)
        down += 6.0
        for row in self.rows:
            self._row(pen, down + 3.4, self._wrapped(row), 9, PLAIN)
            down += self.row_height(row)
            pen.line(LEFT, down, RIGHT, 0.2)

    def _row(
        self, pen: Pen, down: float, cells: Sequence[Sequence[str]], size: float, font: str
    ) -> None:
        left = LEFT
        for lines, width, figure in zip(cells, self.widths, self.figures, strict=True):
            for number, line in enumerate(lines):
                level = down + number * size * LEADING * POINT
                if figure:
                    pen.text_right(left + width - 1.5, level, line, size, font)
                else:
                    pen.text(left + 1.5, level, line, size, font)
            left += width

    def _wrapped(self, row: Sequence[str]) -> list[list[str]]:
        return [wrapped(text, 9, width - 3) for text, width in zip(row, self.widths, strict=True)]


@dataclass(frozen=True)
class Paper:
    """One document: what stands under its head, then its table, then what closes it."""

    head: Head
    title: str
    box: str  # the one figure the paper is about
    box_label: str = ""
    body: Sequence[Block] = ()
    lines: Lines | None = None
    closing: Sequence[Block] = ()
    signatures: Sequence[str] = ()
    fingerprint: bool = True

    @property
    def name(self) -> str:
        return self.head.number

    @property
    def letterhead(self) -> Letterhead:
        return self.head.letterhead

    def draw(self, canvas: Canvas) -> None:
        """On as many pages as it needs, each twice: above and below the cut."""
        sheets = _divided(self)
        for number, sheet in enumerate(sheets, start=1):
            count = (number, len(sheets)) if len(sheets) > 1 else None
            _half(Pen(canvas, A4[1]), sheet, _("ORIGINAL"), count)
            _half(Pen(canvas, A4[1] / 2), sheet, _("COPIA"), count)
            _cut_line(canvas)
            canvas.showPage()


class Printed(Protocol):
    """What can stand in a file of papers."""

    @property
    def name(self) -> str: ...

    @property
    def letterhead(self) -> Letterhead: ...

    def draw(self, canvas: Canvas) -> None: ...


class PaperFile:
    """A PDF in the making: papers are drawn into it one after another."""

    def __init__(self, size: Size = USUAL) -> None:
        self.size = size
        self._content = BytesIO()
        self._canvas = Canvas(self._content, pagesize=A4, invariant=1, lang="es-PE")
        self._canvas.setCreator("ECOCUENCA")
        self._canvas.setViewerPreference("PrintScaling", "None")
        self._names: list[str] = []

    def draw(self, paper: Printed) -> None:
        if not self._names:
            self._canvas.setAuthor(drawable(paper.letterhead.name))
        if len(self._names) < 3:
            self._names.append(drawable(paper.name))
        paper.draw(self._canvas)

    @property
    def pages(self) -> int:
        """How many are finished."""
        return int(self._canvas.getPageNumber()) - 1

    def content(self) -> bytes:
        """The file as it stands; nothing is drawn into it after this."""
        self._canvas.setTitle(", ".join(self._names))
        self._canvas.save()
        return self._content.getvalue()


def pdf(papers: Iterable[Printed], size: Size = USUAL) -> bytes:
    """The papers in one file, each on as many pages as it needs."""
    file = PaperFile(size)
    for paper in papers:
        file.draw(paper)
    return file.content()


def _divided(paper: Paper) -> list[Paper]:
    """The paper in parts that fit on half a page: only the last is closed and signed."""
    remark = remark_on(paper.head)
    parts, lines, body = [], paper.lines, [*([Remark(remark)] if remark else []), *paper.body]
    while lines is not None:
        used = BODY + sum(block.height(1) for block in body) + 6.5
        closing = sum(block.height(1) for block in paper.closing)
        heights = [lines.row_height(row) for row in lines.rows]
        if used + sum(heights) + closing <= SIGNING or len(heights) <= 1:
            break
        room, fitting = FOOT - 4 - used, 0
        while fitting < len(heights) - 1 and sum(heights[: fitting + 1]) <= room:
            fitting += 1
        fitting = max(fitting, 1)
        head, rest = lines.rows[:fitting], lines.rows[fitting:]
        parts.append(
            replace(paper, body=body, lines=replace(lines, rows=head), closing=(), signatures=())
        )
        lines, body = replace(lines, rows=rest), []
    return [*parts, replace(paper, body=body, lines=lines)]


def _cut_line(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setLineWidth(0.5)
    canvas.setDash(3, 3)
    canvas.line(0, A4[1] / 2, A4[0], A4[1] / 2)
    canvas.restoreState()


def _half(pen: Pen, paper: Paper, mark: str, count: tuple[int, int] | None) -> None:
    if paper.head.void:
        pen.across((LEFT + RIGHT) / 2, HALF * 0.56, _("ANULADO"), 96)
    draw_head(pen, paper.head, paper.title, paper.box, paper.box_label)
    _body(pen, paper)
    if paper.signatures:
        draw_signatures(pen, paper.signatures, SIGNED, fingerprint=paper.fingerprint)
    else:
        pen.text_right(RIGHT, FOOT - 1, _("Sigue en la hoja siguiente."), 8)
    draw_foot(pen, FOOT, mark, count)


def draw_head(pen: Pen, head: Head, title: str, box: str, box_label: str) -> None:
    """Letterhead, title, number, place and day, and the figure the paper is about."""
    letters = head.letterhead
    title_width = max(width_mm(drawable(title), 13, BOLD), 52) + 6
    room = RIGHT - LEFT - title_width
    name = set_text(letters.name, room, 12.5, font=BOLD, least=9.5, lines=2)
    pen.set(LEFT, 12.5, name)
    ruc = _("RUC {ruc}").format(ruc=letters.ruc) if letters.ruc else ""
    registry = _("Partida SUNARP N° {number}").format(number=letters.registry)
    under = "  ·  ".join(filter(None, (ruc, letters.place, registry if letters.registry else "")))
    pen.set(LEFT, 12.5 + name.height + 4.6, set_text(under, room, 8, least=6.5, lines=2))
    pen.text_right(RIGHT, 13, title, 13, BOLD)
    pen.text_right(RIGHT, 19.5, _("N° {number}").format(number=head.number), 11.5)
    pen.line(LEFT, RULE, RIGHT, 0.8)
    day = long_day(head.day)
    pen.text(LEFT, RULE + 8, f"{head.town}, {day}" if head.town else day, 10)
    width = max(52, width_mm(drawable(box), 16, BOLD) + width_mm(box_label, 8) + 9)
    pen.box(RIGHT - width, RULE + 3, width, 11, round_mm=1.5)
    pen.text(RIGHT - width + 3, RULE + 10.3, box_label, 8)
    pen.text_right(RIGHT - 4, RULE + 10.5, box, 16, BOLD)


def remark_on(head: Head) -> str:
    """On which leaf it was written, what it replaces, and why it does not count any more."""
    words = [f"{head.leaf}."] if head.leaf else []
    if head.replaces:
        words.append(_("Reemplaza a {number}.").format(number=head.replaces))
    if void := head.void:
        day, reason = f"{void.day:%d/%m/%Y}", void.reason.rstrip(".")
        words.append(_("Anulado el {day}: {reason}.").format(day=day, reason=reason))
        if void.replaced_by:
            words.append(_("Lo reemplaza {number}.").format(number=void.replaced_by))
    if head.reversed_by:
        words.append(_("Ya no cuenta: lo deshace {number}.").format(number=head.reversed_by))
    return " ".join(words)


def _body(pen: Pen, paper: Paper) -> None:
    blocks = [*paper.body, *([paper.lines] if paper.lines else []), *paper.closing]
    room = (SIGNING if paper.signatures else FOOT - 4) - BODY
    scale = 1.0
    while scale > TIGHTEST and sum(block.height(scale) for block in blocks) > room:
        scale -= 0.04
    down = BODY
    for block in blocks:
        block.draw(pen, down, scale)
        down += block.height(scale)


def draw_signatures(pen: Pen, names: Sequence[str], line: float, *, fingerprint: bool) -> None:
    """Who signs, side by side on the line so far down, and the box for a fingerprint."""
    space = RIGHT - LEFT - (34 if fingerprint else 0)
    width = space / len(names)
    for number, name in enumerate(names):
        left = LEFT + number * width
        pen.line(left, line, left + width - 8, 0.5)
        pen.set(left, line + 3.8, set_text(name, width - 8, 8.5, least=6.5, lines=2))
    if fingerprint:
        pen.box(RIGHT - 24, line - 20, 24, 26)
        pen.text_centred(RIGHT - 12, line + 9.5, _("huella"), 8)


def draw_foot(pen: Pen, down: float, mark: str, count: tuple[int, int] | None) -> None:
    """What the paper is not, and which sheet of how many it is."""
    words = _("Documento interno de control. No es comprobante de pago (R.S. 007-99/SUNAT).")
    pen.line(LEFT, down + 1.5, RIGHT, 0.3)
    pen.text(LEFT, down + 5.5, mark, 9, BOLD)
    pen.text(LEFT + (24 if mark else 0), down + 5.5, words, 8)
    if count:
        page = _("Hoja {number} de {count}").format(number=count[0], count=count[1])
        pen.text_right(RIGHT, down + 5.5, page, 8)
