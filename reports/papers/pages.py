"""Whole A4 pages: a letterhead, blocks that flow from page to page, and who signs.

Nothing is cut: what does not fit goes on, on a page that says where it comes from. Millimetres
throughout; `scale` below 1 sets a block tighter.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.language import _
from reports.papers.blocks import WIDTH, Block, Grid, Say
from reports.papers.furniture import (
    BODY,
    LEFT,
    RIGHT,
    Head,
    Letterhead,
    disclaimer,
    draw_foot,
    draw_head,
    remark_on,
)
from reports.papers.paper import pdf
from reports.papers.pen import BOLD, Pen, drawable, set_text, width_mm
from reports.papers.roll import Ticket, draw_ticket
from reports.papers.sizes import A4, Size

FOOT = 13.0  # from where the blocks of a page end to the end of the page
# Letters of 9.5 points become 11 where a paper has room to spare, and are never smaller than 8.
LARGEST, TIGHTEST = 1.18, 0.82


@dataclass(frozen=True)
class Folio:
    """One paper of whole pages. `under` stands under its title; `most` is how many pages it may take.

    It is set tighter to keep within them, but never too small to read, and never cut. A numbered
    paper has a `head`, and a box with the one figure it is about.
    """

    letterhead: Letterhead
    title: str
    under: Sequence[str]
    blocks: Sequence[Block]
    most: int = 0  # 0: as many as it takes
    head: Head | None = None
    box: str = ""
    box_label: str = ""

    @property
    def name(self) -> str:
        return self.head.number if self.head else self.title

    def draw(self, canvas: Canvas, size: Size) -> None:
        """A paper without number stands on A4, whatever the size of the others."""
        if self.head and size.is_roll:
            ticket = Ticket(self.head, self.title, self.box, self.box_label, self.blocks)
            draw_ticket(canvas, size, ticket)
            return
        tall = size.height if self.head else A4.height
        scale, pages = _laid_out(self, tall)
        canvas.setPageSize((A4.width * mm, tall * mm))
        for number, blocks in enumerate(pages, start=1):
            pen = Pen(canvas, tall * mm)
            if self.head and self.head.void:
                pen.across((LEFT + RIGHT) / 2, tall * 0.54, _("ANULADO"), 96)
            down = _head(pen, self) if number == 1 else _running_head(pen, self)
            for block in blocks:
                block.draw(pen, LEFT, down, WIDTH, scale)
                down += block.height(WIDTH, scale)
            _foot(pen, self, tall, number, len(pages))
            canvas.showPage()


def folio_pdf(folio: Folio) -> bytes:
    """The paper as a PDF; the same facts give the same bytes."""
    return pdf([folio])


def page_count(folio: Folio) -> int:
    return len(_laid_out(folio, A4.height)[1])


def _laid_out(folio: Folio, tall: float) -> tuple[float, list[list[Block]]]:
    """How tight, and the blocks of each page; beyond `most`, tight only where that saves a page."""
    scale = LARGEST if folio.most else 1.0
    pages = _paged(folio, scale, tall)
    while folio.most and len(pages) > folio.most and scale > TIGHTEST:
        scale = max(scale - 0.03, TIGHTEST)
        pages = _paged(folio, scale, tall)
    if folio.most and len(pages) > folio.most:
        loose = _paged(folio, 1.0, tall)
        return (scale, pages) if len(pages) < len(loose) else (1.0, loose)
    return scale, pages


def _paged(folio: Folio, scale: float, tall: float) -> list[list[Block]]:
    pages: list[list[Block]] = [[]]
    room = tall - FOOT - _head(None, folio)
    fresh = tall - FOOT - _running_head(None, folio)
    remark = remark_on(folio.head) if folio.head else ""
    waiting = [*([Say(remark)] if remark else []), *folio.blocks]
    while waiting:
        block = waiting.pop(0)
        tall = block.height(WIDTH, scale)
        if tall <= room:
            pages[-1].append(block)
            room -= tall
            continue
        if isinstance(block, Grid) and len(block.rows) > 1:
            here, rest = block.divided(room, WIDTH, scale)
            if here is not None or pages[-1]:
                pages[-1] += [here] if here is not None else []
                pages.append([])
                room = fresh
                waiting.insert(0, rest)
                continue
        if pages[-1]:
            pages.append([])
            room = fresh
            waiting.insert(0, block)
            continue
        pages[-1].append(block)  # taller than a page by itself: nothing to be done
        room = 0
    return pages


def _head(pen: Pen | None, folio: Folio) -> float:
    """Draw the head of the first page, if there is a pen; where the blocks begin."""
    if folio.head:
        if pen:
            draw_head(pen, folio.head, folio.title, folio.box, folio.box_label)
        return BODY
    letters = folio.letterhead
    name = set_text(letters.name, WIDTH, 12.5, font=BOLD, least=9.5, lines=2)
    down = 14.0
    if pen:
        pen.set(LEFT, down, name)
    down += name.height + 4.6
    place = set_text("  ·  ".join(letters.under), WIDTH, 8, least=6.5, lines=2)
    if pen:
        pen.set(LEFT, down, place)
    down += place.height + 3
    if pen:
        pen.line(LEFT, down, RIGHT, 0.8)
    down += 8
    title = set_text(folio.title, WIDTH, 15, font=BOLD, least=11, lines=2)
    if pen:
        pen.set(LEFT, down, title)
    down += title.height
    for words in filter(None, folio.under):
        said = set_text(words, WIDTH, 9.5)
        down += 5
        if pen:
            pen.set(LEFT, down, said)
        down += said.height
    return down + 4


def _running_head(pen: Pen | None, folio: Folio) -> float:
    if pen:
        said = [folio.head.number] if folio.head else []
        words = "  ·  ".join([folio.title, *said])
        title = set_text(words, WIDTH * 0.6, 8.5, least=7)
        room = WIDTH - width_mm(drawable(title.lines[0]), title.size) - 6
        name = set_text(folio.letterhead.name, room, 8.5, font=BOLD, least=6.5)
        pen.set(LEFT, 13 - name.height, name)
        pen.text_right(RIGHT, 13, title.lines[0], title.size)
        pen.line(LEFT, 15, RIGHT, 0.5)
    return 18.0


def _foot(pen: Pen, folio: Folio, tall: float, number: int, count: int) -> None:
    if folio.head:
        mark, proof = folio.head.marks[0], folio.head.proof
        draw_foot(pen, tall - FOOT + 1.5, mark, proof, (number, count))
        return
    pen.line(LEFT, 287, RIGHT, 0.3)
    pen.text(LEFT, 291, disclaimer(), 8)
    page = _("Hoja {number} de {count}").format(number=number, count=count)
    pen.text_right(RIGHT, 291, page, 8.5, BOLD)
