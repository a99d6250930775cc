"""Whose paper it is, who signs it, and how its figures are written."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from models.associations import Association
from models.fields import QuantityField, SolesField, show
from models.language import N_, _
from models.people.officers import officers_on
from reports.papers.blocks import Column, Grid, Row
from reports.papers.furniture import Letterhead
from reports.papers.pen import NO_BREAK

_SOLES, _QUANTITY = SolesField(), QuantityField()
OFFICES = {
    "treasurer": N_("Tesorera o tesorero"),
    "president": N_("Presidenta o presidente"),
    "auditor": N_("Fiscal"),
}


def letterhead_of(association: Association) -> Letterhead:
    return Letterhead(
        str(association.name),
        str(association.ruc or ""),
        str(association.place),
        str(association.registry),
    )


def signers(association: Association, day: date, offices: Iterable[str] = OFFICES) -> list[str]:
    """The office and, where the register of the board knows it, the name."""
    held = {str(one.office): str(one.member) for one in officers_on(association, day)}
    titles = {office: _(OFFICES[office]) for office in offices}
    return [f"{title}: {held[one]}" if one in held else title for one, title in titles.items()]


def soles(amount: Decimal) -> str:
    """«S/ 1,239.50»."""
    return _("S/ {amount}").format(amount=show(_SOLES, amount)).replace(" ", NO_BREAK)


def figure(amount: Decimal) -> str:
    """«1,239.50» under a heading that says S/; nothing for 0.00."""
    return full_figure(amount) if amount else ""


def full_figure(amount: Decimal) -> str:
    """«1,239.50», «0.00»: where zero is an answer."""
    return show(_SOLES, amount).replace(" ", NO_BREAK)


def sums_of(title: str, lines: Sequence[tuple[str, Decimal, bool]]) -> Grid:
    """A table of sums, S/: what each is, how much, and whether it stands out."""
    rows = [Row([words, full_figure(amount)], strong) for words, amount, strong in lines]
    return Grid([Column("", 3), Column(_("S/"), 1.2, figure=True)], rows, title)


def amount_of_goods(quantity: Decimal) -> str:
    """«322.4» under a heading that says the unit; nothing for zero."""
    return show(_QUANTITY, quantity) if quantity else ""


def short_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
