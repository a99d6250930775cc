"""What stands on every sheet of a paper: whose it is, its number, who signs, what proves it.

Millimetres from the upper left corner of the sheet, or of its half.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.language import _
from reports.papers.pen import BOLD, NO_BREAK, Pen, drawable, set_text, width_mm
from reports.papers.words import long_day

LEFT, RIGHT = 14.0, 196.0
RULE, BODY = 27.5, 46.0
SEAL = 19.0  # side of the square a telephone reads


MOST_SEALED = 80  # letters in the square


@dataclass(frozen=True)
class Letterhead:
    name: str
    ruc: str = ""
    place: str = ""
    registry: str = ""  # Partida SUNARP

    @property
    def under(self) -> list[str]:
        """What stands under its name."""
        ruc = _("RUC {ruc}").format(ruc=self.ruc) if self.ruc else ""
        registry = _("Partida SUNARP N° {number}").format(number=self.registry)
        return [one for one in (ruc, self.place, registry if self.registry else "") if one]


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
    code: str = ""  # «7K3M-9QRT», its control code
    left: int = 0  # how often it left the book before, printed or saved

    @property
    def place_and_day(self) -> str:
        day = long_day(self.day)
        return f"{self.town}, {day}" if self.town else day

    @property
    def marks(self) -> tuple[str, str]:
        """What its sheet says, and the copy of it beside it."""
        if self.left:
            again = _("DUPLICADO {n}").format(n=self.left)
            return again, again
        return _("ORIGINAL"), _("COPIA")

    @property
    def proof(self) -> str:
        """«Control 7K3M-9QRT»; nothing where no code was worked out."""
        return _("Control {code}").format(code=self.code) if self.code else ""

    def sealed(self, figure: str) -> str:
        """What a telephone reads of it: «RI-2026-0001|2026-05-16|1843.10|7K3M-9QRT». No names."""
        if not self.code:
            return ""
        plain = figure.replace(NO_BREAK, " ").removeprefix("S/").replace(",", "").strip()
        sealed = f"{self.number}|{self.day.isoformat()}|{plain}|{self.code}"
        # A square of more is too fine to be read; the code stands beside it in letters.
        return sealed if len(sealed) <= MOST_SEALED and sealed.isascii() else ""


def draw_head(pen: Pen, head: Head, title: str, box: str, box_label: str) -> None:
    """Letterhead, title, number, place and day, and the figure the paper is about."""
    letters = head.letterhead
    title_width = max(width_mm(drawable(title), 13, BOLD), 52) + 6
    room = RIGHT - LEFT - title_width
    name = set_text(letters.name, room, 12.5, font=BOLD, least=9.5, lines=2)
    pen.set(LEFT, 12.5, name)
    under = set_text("  ·  ".join(letters.under), room, 8, least=6.5, lines=2)
    pen.set(LEFT, 12.5 + name.height + 4.6, under)
    pen.text_right(RIGHT, 13, title, 13, BOLD)
    pen.text_right(RIGHT, 19.5, _("N° {number}").format(number=head.number), 11.5)
    pen.line(LEFT, RULE, RIGHT, 0.8)
    pen.text(LEFT, RULE + 8, head.place_and_day, 10)
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


def draw_signatures(
    pen: Pen, names: Sequence[str], line: float, *, fingerprint: bool, seal: str = ""
) -> None:
    """Who signs, side by side on the line so far down; a box for a fingerprint, and the seal."""
    left = LEFT
    if seal:
        pen.qr(LEFT - 2, line - SEAL + 4, SEAL, seal)
        left += SEAL + 2
    width = (RIGHT - left - (34 if fingerprint else 0)) / len(names)
    for number, name in enumerate(names):
        start = left + number * width
        pen.line(start, line, start + width - 8, 0.5)
        pen.set(start, line + 3.8, set_text(name, width - 8, 8.5, least=6.5, lines=2))
    if fingerprint:
        pen.box(RIGHT - 24, line - 20, 24, 26)
        pen.text_centred(RIGHT - 12, line + 9.5, _("huella"), 8)


def draw_foot(
    pen: Pen, down: float, mark: str, proof: str = "", count: tuple[int, int] | None = None
) -> None:
    """Which copy it is, what the paper is not, which sheet of how many, and its control code."""
    level, left, right = down + 5.5, LEFT, RIGHT
    pen.line(LEFT, down + 1.5, RIGHT, 0.3)
    if mark:
        pen.text(left, level, mark, 9, BOLD)
        left += max(24, width_mm(mark, 9, BOLD) + 3)
    if proof:
        pen.text_right(right, level, proof, 9, BOLD)
        right -= width_mm(proof, 9, BOLD) + 4
    if count:
        page = _("Hoja {number} de {count}").format(number=count[0], count=count[1])
        pen.text_right(right, level, page, 8)
        right -= width_mm(page, 8) + 4
    pen.set(left, level, set_text(disclaimer(), right - left, 8, least=6))


def disclaimer() -> str:
    return _("Documento interno de control. No es comprobante de pago (R.S. 007-99/SUNAT).")
