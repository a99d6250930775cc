"""A slip: head, body, signatures. On half an A4 page, twice on one to be cut apart, or on a whole one.

ORIGINAL above, COPIA below; the two differ in that one word. A paper states facts that never
change, so the same print of it, the first or a duplicate, gives the same bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Protocol

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.language import _
from reports.papers.blocks import Signatures
from reports.papers.furniture import (
    BODY,
    LEFT,
    RIGHT,
    Head,
    Letterhead,
    draw_foot,
    draw_head,
    draw_signatures,
    remark_on,
)
from reports.papers.pen import Pen, drawable
from reports.papers.roll import Stripped, Ticket, draw_ticket
from reports.papers.sizes import USUAL, Size
from reports.papers.slip_blocks import Block, Lines, Remark

# Pages and fonts as plain bytes. Written in letters they are larger by a quarter, and slower.
rl_config.useA85 = 0

SIGNED = 25.0  # from where the body ends at the latest to the lines to sign on
LOOSEST, TIGHTEST = 1.18, 0.6


@dataclass(frozen=True)
class Form:
    """A sheet a slip is set on: how high, where its foot is, how large its letters may be."""

    height: float
    loosest: float

    @property
    def foot(self) -> float:
        """Where a body without signatures ends."""
        return self.height - 11.5

    @property
    def lowest(self) -> float:
        """The lowest level of the lines to sign on."""
        return self.height - 22.5

    @property
    def signing(self) -> float:
        """Where a body with signatures under it ends."""
        return self.lowest - 22


HALF, WHOLE = Form(148.5, 1.0), Form(297, LOOSEST)


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

    def draw(self, canvas: Canvas, size: Size) -> None:
        """On as many pages as it needs."""
        if size.is_roll:
            draw_ticket(canvas, size, self._ticket())
            return
        canvas.setPageSize((size.width * mm, size.height * mm))
        form = HALF if size.height == HALF.height or size.times > 1 else WHOLE
        sheets = _divided(self, form)
        for number, sheet in enumerate(sheets, start=1):
            count = (number, len(sheets)) if len(sheets) > 1 else None
            for place, mark in enumerate(self.head.marks[: size.times]):
                pen = Pen(canvas, (size.height - place * form.height) * mm)
                _draw_sheet(pen, form, sheet, mark, count)
            if size.times > 1:
                _cut_line(canvas)
            canvas.showPage()

    def _ticket(self) -> Ticket:
        lines: list[Stripped] = [self.lines] if self.lines else []
        signatures = Signatures(self.signatures, fingerprint=self.fingerprint)
        blocks = [*self.body, *lines, *self.closing, signatures]
        return Ticket(self.head, self.title, self.box, self.box_label, blocks)


class Printed(Protocol):
    """What can stand in a file of papers."""

    @property
    def name(self) -> str: ...

    @property
    def letterhead(self) -> Letterhead: ...

    def draw(self, canvas: Canvas, size: Size) -> None: ...


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
        paper.draw(self._canvas, self.size)

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


def _divided(paper: Paper, form: Form) -> list[Paper]:
    """The paper in parts that fit on a sheet: only the last is closed and signed."""
    remark = remark_on(paper.head)
    parts, lines, body = [], paper.lines, [*([Remark(remark)] if remark else []), *paper.body]
    while lines is not None:
        used = BODY + sum(block.height(1) for block in body) + 6.5
        closing = sum(block.height(1) for block in paper.closing)
        heights = [lines.row_height(row) for row in lines.rows]
        if used + sum(heights) + closing <= form.signing or len(heights) <= 1:
            break
        room, fitting = form.foot - 4 - used, 0
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


def _draw_sheet(
    pen: Pen, form: Form, paper: Paper, mark: str, count: tuple[int, int] | None
) -> None:
    if paper.head.void:
        written = HALF if paper.signatures else form
        pen.across((LEFT + RIGHT) / 2, written.height * 0.56, _("ANULADO"), 96)
    draw_head(pen, paper.head, paper.title, paper.box, paper.box_label)
    end = _draw_body(pen, form, paper)
    if paper.signatures:
        seal = paper.head.sealed(paper.box)
        line = min(max(end + SIGNED, HALF.lowest), form.lowest)
        draw_signatures(pen, paper.signatures, line, fingerprint=paper.fingerprint, seal=seal)
    else:
        pen.text_right(RIGHT, form.foot - 1, _("Sigue en la hoja siguiente."), 8)
    draw_foot(pen, form.foot, mark, paper.head.proof, count)


def _draw_body(pen: Pen, form: Form, paper: Paper) -> float:
    """How far down it comes."""
    blocks = [*paper.body, *([paper.lines] if paper.lines else []), *paper.closing]
    room = (form.signing if paper.signatures else form.foot - 4) - BODY
    scale = form.loosest
    while scale > TIGHTEST and sum(block.height(scale) for block in blocks) > room:
        scale -= 0.04
    down = BODY
    for block in blocks:
        block.draw(pen, down, scale)
        down += block.height(scale)
    return down
