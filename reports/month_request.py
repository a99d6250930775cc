"""What a month's workbook is asked for, and what several of its sheets share."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from models import month_view
from models.associations import Association
from models.books import Book as Ledger
from models.language import _
from models.members import officers_on
from models.months import Month, first_month, is_open


@dataclass(frozen=True)
class Request:
    """Whose month is written, and whether members' DNI is asked for."""

    association: Association
    month: Month
    with_dni: bool = False

    @cached_property
    def books(self) -> tuple[Ledger, Ledger]:
        """Cash and bank: three sheets show them."""
        return month_view.books_of(self.association, self.month)

    def state(self) -> str:
        """Whether the figures may still change."""
        begun = first_month(self.association)
        if begun is None or self.month < begun:
            return _("De {month} no hay nada registrado: el libro empieza después.").format(
                month=self.month.title
            )
        if is_open(self.association, self.month):
            say = _("El mes de {month} está abierto: sus cifras todavía pueden cambiar.")
        else:
            say = _("El mes de {month} está cerrado: sus cifras ya no cambian.")
        return say.format(month=self.month.title)

    def signatures(self) -> list[str]:
        """Who signs: the office and, where the association wrote it, the name."""
        held = {
            str(officer.office): f"{officer.text('office')}: {officer.member}"
            for officer in officers_on(self.association, self.month.last)
        }
        offices = {
            "treasurer": _("Tesorera o tesorero"),
            "president": _("Presidenta o presidente"),
            "auditor": _("Fiscal"),
        }
        return [held.get(office, title) for office, title in offices.items()]


def or_blank(amount: Decimal | int | None) -> Decimal | int | None:
    """A figure of zero says nothing in a table: the cell stays empty."""
    return amount or None


def one_unit(units: Iterable[str]) -> bool:
    """Whether quantities may be added up: kilos and pieces may not."""
    return len(set(units)) <= 1
