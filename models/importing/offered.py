"""The words of the book that a template offers in its lists."""

from peewee import Select

from models.associations import Association
from models.booklets import booklets_of
from models.cash.categories import DIRECTIONS, headings
from models.cash.funds import Fund
from models.people.members import active_members
from models.places import Community
from models.produce.buyers import Buyer
from models.produce.lots import lots_of
from models.produce.plots import Plot
from models.produce.products import Unit, land_units
from models.produce.weigh_in import grades_of, products_of
from models.record import rows


def offered(association: Association) -> dict[str, list[str]]:
    """Name of a register, as `kinds` says it -> the words to choose from, each once."""
    products = products_of(association)
    units = Unit.select(Unit.name).where(Unit.association == association, Unit.of != "m2")
    found = {
        "members": [str(one.name) for one in active_members(association)],
        "plots": _names(Plot.select(Plot.code).where(Plot.association == association)),
        "products": [str(one.name) for one in products],
        "grades": [str(grade.name) for product in products for grade in grades_of(product)],
        "units": [*(str(one.unit) for one in products), *_names(units)],
        "land_units": ["ha", "m²", *land_units(association)],
        "buyers": _names(Buyer.select(Buyer.name).where(Buyer.association == association)),
        "lots": [str(one.name) for one in lots_of(association)],
        "funds": _names(Fund.select(Fund.name).where(Fund.association == association)),
        "communities": _names(Community.select(Community.name)),
        "booklets": [str(one.name) for one in booklets_of(association)],
        "categories": [
            str(one.name)
            for direction, _title in DIRECTIONS
            for one in headings(association, direction)
        ],
    }
    return {name: list(dict.fromkeys(words)) for name, words in found.items()}


def _names(query: Select) -> list[str]:
    return sorted(str(name) for (name,) in rows(query))
