"""Hoja de recuperación: the code that opens a locked book when its words are forgotten.

A4, to be folded into a sealed envelope and kept by somebody else. Millimetres throughout.
"""

from dataclasses import dataclass
from datetime import date

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from models.associations import Association
from models.language import _, speaking
from models.locked.keys import in_groups
from reports.papers.furniture import LEFT, RIGHT, RULE, Letterhead
from reports.papers.heads import letterhead_of, signers
from reports.papers.paper import pdf
from reports.papers.pen import BOLD, Pen, set_text
from reports.papers.sizes import Size
from reports.papers.words import long_day

BOX, TALL = 62.0, 40.0  # around the code
SIGNED = 252.0


@dataclass(frozen=True)
class RecoverySheet:
    """`book` is the name of its file; `keepers` are those who may keep the envelope."""

    letterhead: Letterhead
    book: str
    code: str
    day: date
    keepers: list[str]

    @property
    def name(self) -> str:
        return _("Hoja de recuperación")

    def draw(self, canvas: Canvas, size: Size) -> None:
        """On A4, whatever the size of the others."""
        canvas.setPageSize(A4)
        pen = Pen(canvas, A4[1])
        self._head(pen)
        self._code(pen)
        down = BOX + TALL + 14
        for title, sentences in self._told():
            pen.text(LEFT, down, title, 12, BOLD)
            down += 6.5
            for number, sentence in enumerate(sentences, start=1):
                said = set_text(sentence, RIGHT - LEFT - 8, 11)
                pen.text(LEFT, down, f"{number}.", 11)
                pen.set(LEFT + 8, down, said)
                down += said.height + 6.2
            down += 4
        self._signatures(pen)
        canvas.showPage()

    def _head(self, pen: Pen) -> None:
        name = set_text(self.letterhead.name, RIGHT - LEFT, 13, font=BOLD, least=9, lines=1)
        pen.set(LEFT, 14, name)
        pen.text(LEFT, 19.5 + name.height, "   ".join(self.letterhead.under), 9)
        pen.line(LEFT, RULE, RIGHT, 0.8)
        pen.text(LEFT, 40, self.name, 20, BOLD)
        about = _("Abre el libro «{book}» si se olvidan las cuatro palabras. Hecha el {day}.")
        said = set_text(about.format(book=self.book, day=long_day(self.day)), RIGHT - LEFT, 11)
        pen.set(LEFT, 49, said)

    def _code(self, pen: Pen) -> None:
        """In two lines of groups of four, so that it is read aloud and typed without losing one's place."""
        pen.box(LEFT, BOX, RIGHT - LEFT, TALL, round_mm=2)
        groups = in_groups(self.code).split()
        middle = (LEFT + RIGHT) / 2
        for place, part in enumerate((groups[:4], groups[4:])):
            pen.text_centred(middle, BOX + 15 + place * 16, "   ".join(part), 27, BOLD)

    def _told(self) -> list[tuple[str, list[str]]]:
        where = " / ".join(self.keepers)
        return [
            (
                _("Dónde se guarda"),
                [
                    _("Doble la hoja, póngala en un sobre, ciérrelo y firme sobre el cierre."),
                    _("Entregue el sobre a otra persona de la junta: {who}.").format(who=where),
                    _("No la guarde con la computadora ni con la memoria USB, ni le tome foto."),
                ],
            ),
            (
                _("Cómo se usa"),
                [
                    _("Al abrir el libro, elija «Usar la hoja de recuperación»."),
                    _(
                        "Escriba los 26 signos. Los espacios no importan; da igual mayúscula o "
                        "minúscula."
                    ),
                    _("El programa le da cuatro palabras nuevas. La hoja sigue sirviendo."),
                ],
            ),
            (
                _("Quien la tiene, abre el libro"),
                [
                    _("Con esta hoja y el archivo se lee todo: nombres, DNI y montos."),
                    _("Si el sobre se pierde o aparece abierto, haga otra hoja en Ajustes."),
                    _(
                        "Sin las palabras y sin esta hoja nadie puede abrir el libro, tampoco "
                        "quienes hicieron el programa."
                    ),
                ],
            ),
        ]

    def _signatures(self, pen: Pen) -> None:
        width = (RIGHT - LEFT - 20) / 2
        for place, words in enumerate((_("Entregó el sobre"), _("Recibió el sobre"))):
            left = LEFT + place * (width + 20)
            pen.line(left, SIGNED, left + width, 0.5)
            pen.text_centred(left + width / 2, SIGNED + 5, words, 10)


def recovery_pdf(association: Association, book: str, code: str, day: date) -> bytes:
    """The sheet, in Spanish whatever the screen speaks."""
    with speaking("es"):
        keepers = signers(association, day, ("president", "auditor"))
        return pdf([RecoverySheet(letterhead_of(association), book, code, day, keepers)])
