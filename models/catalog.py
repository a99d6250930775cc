"""Every kind of record, in the order of the menu. A new kind is added here and nowhere else."""

from models.associations import ASSOCIATIONS, LEGAL_BOOKS
from models.buyers import BUYERS
from models.cash_book import RECEIPTS, TRANSFERS
from models.categories import CATEGORIES
from models.deliveries import DELIVERIES
from models.documents import Document
from models.harvests import HARVESTS
from models.lots import LOTS
from models.members import MEMBERS, OFFICERS
from models.money import MoneyEntry
from models.months import Opening, OpeningBalance
from models.opening import FUNDS
from models.parameters import PARAMETERS
from models.places import COMMUNITIES, DISTRICTS, WATERSHEDS
from models.plots import PLOTS
from models.products import GRADES, PRODUCT_TERMS, PRODUCTS, UNITS_OF_MEASURE
from models.record import Record, RecordType
from models.sales import SALES, SaleLine
from models.stock import OpeningStock, StockEntry

CATALOG: tuple[RecordType, ...] = (
    DELIVERIES,
    SALES,
    BUYERS,
    LOTS,
    RECEIPTS,
    TRANSFERS,
    MEMBERS,
    PLOTS,
    HARVESTS,
    PRODUCTS,
    GRADES,
    UNITS_OF_MEASURE,
    PRODUCT_TERMS,
    CATEGORIES,
    FUNDS,
    PARAMETERS,
    ASSOCIATIONS,
    OFFICERS,
    LEGAL_BOOKS,
    WATERSHEDS,
    DISTRICTS,
    COMMUNITIES,
)

# What stands behind the kinds people know: papers, their lines, entries and openings.
PARTS: tuple[type[Record], ...] = (
    Document,
    SaleLine,
    MoneyEntry,
    StockEntry,
    Opening,
    OpeningBalance,
    OpeningStock,
)


def models() -> list[type[Record]]:
    """Every table of the file."""
    return [kind.model for kind in CATALOG] + list(PARTS)
