"""The papers for the assembly by name, with the little that is chosen for each."""

from dataclasses import dataclass
from datetime import date

from models.associations import Association
from models.language import N_, speaking
from models.money import BANK, CASH
from models.month.spans import Span, half_year_span, month_span, year_span
from models.months import Month
from reports.assembly.book_pages import book_pages_pdf
from reports.assembly.economic import economic_pdf
from reports.assembly.handover import handover_pdf
from reports.assembly.member_lists import register_pdf, voters_pdf

ECONOMIC, CASH_BOOK, BANK_BOOK = "economic", "cash_book", "bank_book"
REGISTER, VOTERS, HANDOVER = "register", "voters", "handover"
PAPERS = (
    (ECONOMIC, N_("Informe económico")),
    (CASH_BOOK, N_("Libro caja")),
    (BANK_BOOK, N_("Libro banco")),
    (REGISTER, N_("Padrón de socios")),
    (VOTERS, N_("Socios hábiles")),
    (HANDOVER, N_("Acta de entrega")),
)
MONTH, HALF_YEAR, YEAR = "month", "half_year", "year"
REACHES = ((MONTH, N_("Mes")), (HALF_YEAR, N_("Semestre")), (YEAR, N_("Año")))
# What is chosen besides the month shown: how far it reaches, or a day, or the DNI.
OF_A_REACH, OF_A_DAY, WITH_PEOPLE = (ECONOMIC,), (REGISTER, VOTERS, HANDOVER), (REGISTER, VOTERS)

_NAMES = {
    ECONOMIC: "informe-economico",
    CASH_BOOK: "libro-caja",
    BANK_BOOK: "libro-banco",
    REGISTER: "padron-de-socios",
    VOTERS: "socios-habiles",
    HANDOVER: "acta-de-entrega",
}
_SPANS = {MONTH: month_span, HALF_YEAR: half_year_span, YEAR: year_span}


@dataclass(frozen=True)
class Asked:
    """One paper: of the month, of what lies around it, or as at a day."""

    paper: str
    month: Month
    day: date
    reach: str = MONTH
    with_dni: bool = False

    @property
    def span(self) -> Span:
        return _SPANS[self.reach](self.month)

    @property
    def file_name(self) -> str:
        """«informe-economico_2026-05.pdf»."""
        if self.paper in OF_A_DAY:
            about = str(self.day)
        else:
            about = self.span.name if self.paper in OF_A_REACH else str(self.month)
        return f"{_NAMES[self.paper]}_{about}.pdf"


def assembly_pdf(association: Association, asked: Asked) -> bytes:
    """The paper, in Spanish whatever the screen speaks."""
    with speaking("es"):
        if asked.paper == ECONOMIC:
            return economic_pdf(association, asked.span, date.today())
        if asked.paper in (CASH_BOOK, BANK_BOOK):
            purse = CASH if asked.paper == CASH_BOOK else BANK
            return book_pages_pdf(association, purse, asked.month)
        if asked.paper == REGISTER:
            return register_pdf(association, asked.day, with_dni=asked.with_dni)
        if asked.paper == VOTERS:
            return voters_pdf(association, asked.day, with_dni=asked.with_dni)
        return handover_pdf(association, asked.day)
