"""Five hundred papers in one PDF, from the records to the file, against a bare canvas.

The floor is reportlab alone with the same two fonts: the very strokes of our papers, known
beforehand, drawn on an empty canvas, and the QR of each. No query, no control code, no measuring of
words, no choice of size.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import measuring
from books import book
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from models import documents
from models.file import storage
from models.months import Month
from reports.papers import paper, pen
from reports.papers.documents import documents_pdf
from reports.papers.qr import draw_qr

TARGET, SOON_MS = 1.3, 100
PAPERS = 500
Stroke = tuple[str, tuple[Any, ...], dict[str, Any]]
# fmt: off
STROKES = (
    "setFont", "drawString", "line", "roundRect", "rect", "setLineWidth", "setDash", "setFillGray",
    "setStrokeGray", "saveState", "restoreState", "translate", "rotate", "setPageSize", "showPage",
)
# fmt: on
# In a process that has drawn nothing yet: reading the two fonts in is part of the click, reading in
# the program's own code is not.
FIRST = """
import sys, time
from pathlib import Path
from models import documents
from models.file import storage
from reports.papers.documents import document_pdf
with storage.opened(Path(sys.argv[1])):
    paper = documents.named(sys.argv[2])[0]
    start = time.perf_counter()
    document_pdf(paper)
    print(time.perf_counter() - start)
"""


@contextmanager
def remembered(strokes: list[Stroke]) -> Iterator[None]:
    """Within the block a paper tells `strokes` what it draws."""
    busy = False

    def told(name: str) -> Callable[..., None]:
        def stroke(canvas: Canvas, *rest: Any, **more: Any) -> None:
            nonlocal busy
            outermost = not busy
            if outermost:
                strokes.append((name, rest, more))
            busy = True
            getattr(Canvas, name)(canvas, *rest, **more)
            busy = not outermost

        return stroke

    def told_qr(_canvas: Canvas, *rest: Any) -> None:
        nonlocal busy
        strokes.append(("qr", rest, {}))
        busy = True  # what it is made of is no stroke of its own
        draw_qr(_canvas, *rest)
        busy = False

    paper.Canvas = type("Told", (Canvas,), {name: told(name) for name in STROKES})
    pen.draw_qr = told_qr
    try:
        yield
    finally:
        paper.Canvas, pen.draw_qr = Canvas, draw_qr


def draw_bare(strokes: Sequence[Stroke]) -> None:
    canvas = Canvas(BytesIO(), pagesize=A4, invariant=1)
    for name, rest, more in strokes:
        if name == "qr":
            draw_qr(canvas, *rest)
        else:
            getattr(canvas, name)(*rest, **more)
    canvas.save()


def first_paper(path: Path, month: str) -> float:
    """Seconds from the click to the bytes of the first paper of a session."""
    run = [sys.executable, "-c", FIRST, str(path), month]
    return float(subprocess.run(run, capture_output=True, check=True, text=True).stdout)


def main() -> None:
    path, month = book(12), str(Month.of(date.today()))
    first = median(first_paper(path, month) for _ in range(measuring.ROUNDS))
    with storage.opened(path):
        several = documents.named(month)[:PAPERS]
        strokes: list[Stroke] = []
        with remembered(strokes):
            documents_pdf(several)
        measuring.title(
            "Five hundred papers", f"{len(several)} papers of a month, each twice on its A4 page"
        )
        pairs = measuring.paired(
            lambda: documents_pdf(several), lambda: draw_bare(strokes), clock=time.process_time
        )
    promises = [
        measuring.line("from the records to the file", pairs, TARGET),
        measuring.verdict_ms("the first of a session, after the click", first, SOON_MS),
    ]
    measuring.peers("Calc exports 500 in 1.2 s, after 0.85 s of starting")
    measuring.close(promises)


if __name__ == "__main__":
    main()
