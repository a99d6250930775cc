"""Every kind of record, in the order of the menu. A new kind is added here and nowhere else."""

from models.associations import ASSOCIATIONS, LEGAL_BOOKS
from models.booklets import BOOKLETS, SeriesStart, SpoiledSlip
from models.budgets import BUDGETS
from models.buyers import BUYERS
from models.cash_book import RECEIPTS
from models.cash_count import CASH_COUNTS, CountedPiece
from models.categories import CATEGORIES
from models.charges import CHARGES, ChargeLine
from models.closing import CLOSINGS, KeptWorkbook
from models.deductions import DEDUCTIONS
from models.deliveries import DELIVERIES
from models.documents import Document
from models.dues import DuesCharge
from models.funds import FUNDS
from models.harvests import HARVESTS
from models.kept_forecast import KeptForecast
from models.loans import Loan
from models.lot_view import LOTS
from models.members import MEMBERS, OFFICERS
from models.money import MoneyEntry
from models.months import Opening, OpeningBalance
from models.parameters import PARAMETERS
from models.places import COMMUNITIES, DISTRICTS, WATERSHEDS
from models.plots import PLOTS
from models.products import GRADES, PRODUCT_TERMS, PRODUCTS, UNITS_OF_MEASURE
from models.record import Record, RecordType
from models.reversals import REVERSALS
from models.sales import SALES, SaleLine
from models.settlements import (
    SETTLEMENTS,
    LotSettlement,
    SettlementDeduction,
    SettlementLine,
    TopUp,
)
from models.stock import OpeningStock, StockEntry
from models.transfers import TRANSFERS
from models.workdays import WORKDAYS, Attendance
from models.write_offs import WRITE_OFFS

CATALOG: tuple[RecordType, ...] = (
    DELIVERIES,
    SALES,
    WRITE_OFFS,
    LOTS,
    SETTLEMENTS,
    BUYERS,
    RECEIPTS,
    TRANSFERS,
    CASH_COUNTS,
    MEMBERS,
    CHARGES,
    WORKDAYS,
    PLOTS,
    HARVESTS,
    PRODUCTS,
    GRADES,
    UNITS_OF_MEASURE,
    PRODUCT_TERMS,
    CATEGORIES,
    FUNDS,
    BUDGETS,
    DEDUCTIONS,
    PARAMETERS,
    CLOSINGS,
    REVERSALS,
    BOOKLETS,
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
    SpoiledSlip,
    SeriesStart,
    Loan,
    DuesCharge,
    ChargeLine,
    Attendance,
    TopUp,
    LotSettlement,
    SettlementLine,
    SettlementDeduction,
    KeptForecast,
    CountedPiece,
    KeptWorkbook,
)


def models() -> list[type[Record]]:
    """Every table of the file."""
    return [kind.model for kind in CATALOG] + list(PARTS)
