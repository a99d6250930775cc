"""A numbered paper on a roll: one narrow column, as long as what stands on it. Millimetres."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from models.language import _
from reports.papers.furniture import Head, disclaimer, remark_on
from reports.papers.pen import Pen
from reports.papers.sizes import Size
from reports.papers.strips import SMALL, Framed, Rule, Seal, Strip, paired, said

ABOVE, BELOW = 4.0, 7.0  # what a cutter takes, and what is torn off
LONGEST = 3000.0  # of one ticket: printers and PDF know no page of over 5 metres
VOID_EVERY = 75.0  # so that every piece of a long ticket says it does not count


class Stripped(Protocol):
    def strips(self, width: float) -> Iterator[Strip]: ...


@dataclass(frozen=True)
class Ticket:
    head: Head
    title: str
    box: str
    box_label: str
    blocks: Sequence[Stripped]


def draw_ticket(canvas: Canvas, size: Size, ticket: Ticket) -> None:
    """On one page as long as it needs; the longest on several."""
    parts = _parts([*_strips(ticket, size.printable)], ticket, size.printable)
    for strips in parts:
        height = ABOVE + sum(one.height for one in strips) + BELOW
        canvas.setPageSize((size.width * mm, height * mm))
        pen, down = Pen(canvas, height * mm), ABOVE
        if ticket.head.void:
            count = max(round(height / VOID_EVERY), 1)
            for place in range(count):
                level = height * (place + 0.5) / count
                pen.across(size.width / 2, level, _("ANULADO"), size.printable * 0.55)
        for strip in strips:
            strip.draw(pen, size.margin, down, size.printable)
            down += strip.height
        canvas.showPage()


def _strips(ticket: Ticket, width: float) -> Iterator[Strip]:
    head, letters = ticket.head, ticket.head.letterhead
    yield said(letters.name, width, 9.5, strong=True, centred=True)
    for words in letters.under:
        yield said(words, width, SMALL, centred=True)
    yield Rule(0.8)
    yield said(ticket.title, width, 10.5, strong=True, centred=True)
    yield said(_("N° {number}").format(number=head.number), width, 10.5, centred=True)
    yield said(head.place_and_day, width, centred=True)
    yield said(head.marks[0], width, strong=True, centred=True)
    yield Framed([*_boxed(ticket, width - 4)])
    if remark := remark_on(head):
        yield said(remark, width, strong=True)
    for block in ticket.blocks:
        yield from block.strips(width)
    yield Rule()
    if seal := head.sealed(ticket.box):
        yield Seal(seal)
        yield said(head.proof, width, 9.5, strong=True, centred=True)
    yield said(disclaimer(), width, SMALL, centred=True)


def _boxed(ticket: Ticket, width: float) -> Iterator[Strip]:
    if ticket.box_label:
        yield from paired(ticket.box_label, ticket.box, width, 12, strong=True)
    else:
        yield said(ticket.box, width, 12, strong=True, centred=True)


def _parts(strips: list[Strip], ticket: Ticket, width: float) -> list[list[Strip]]:
    parts, room = [list[Strip]()], LONGEST
    for strip in strips:
        if strip.height > room:
            parts.append([said(f"{ticket.title}  {ticket.head.number}", width), Rule()])
            room = LONGEST
        parts[-1].append(strip)
        room -= strip.height
    return parts
