"""Every kind of record, in the order of the menu. A new kind is added here and nowhere else."""

from models.associations import ASSOCIATIONS, LEGAL_BOOKS
from models.booklets import BOOKLETS, SeriesStart, SpoiledSlip
from models.cash.budgets import BUDGETS
from models.cash.cash_book import RECEIPTS
from models.cash.cash_count import CASH_COUNTS, CountedPiece
from models.cash.categories import CATEGORIES
from models.cash.funds import FUNDS
from models.cash.transfers import TRANSFERS
from models.council.forums import ACTORS, DELEGATES, FORUMS
from models.council.resolutions import RESOLUTIONS
from models.council.sessions import PRESENCES, SESSIONS
from models.documents import Document
from models.economy.incomes import BASELINES
from models.economy.prices import LOCAL_PRICES
from models.exports import LEAVINGS
from models.food.surveys import DIET, SHORTAGE
from models.importing.imports import IMPORTS, Imported, SourceColumn
from models.indicators.records import INDICATOR_VALUES, INDICATORS
from models.land.organic import ORGANIC
from models.land.practices import VERIFIED
from models.land.uses import SOWINGS
from models.money import MoneyEntry
from models.month.closing import CLOSINGS, KeptWorkbook
from models.months import Opening, OpeningBalance
from models.parameters import PARAMETERS
from models.people.charges import CHARGES, ChargeLine
from models.people.dues import DuesCharge
from models.people.households import HOUSEHOLDS
from models.people.loans import Loan
from models.people.members import MEMBERS
from models.people.officers import OFFICERS
from models.people.workdays import WORKDAYS, Attendance
from models.places import COMMUNITIES, DISTRICTS, WATERSHEDS
from models.plan.plans import ACTIVITIES, AXES, OBJECTIVES, PLANNED_MONEY, PLANS, PROGRESS
from models.plan.spending import PLAN_EXPENSES
from models.plan.versions import PlanVersion
from models.prints import Printing
from models.produce.buyers import BUYERS
from models.produce.deliveries import DELIVERIES
from models.produce.harvests import HARVESTS
from models.produce.plots import PLOTS
from models.produce.products import GRADES, PRODUCT_TERMS, PRODUCTS, UNITS_OF_MEASURE
from models.produce.sales import SALES, SaleLine
from models.produce.write_offs import WRITE_OFFS
from models.record import Record, RecordType
from models.reversals import REVERSALS
from models.settling.deductions import DEDUCTIONS
from models.settling.kept_forecast import KeptForecast
from models.settling.lot_view import LOTS
from models.settling.settlements import (
    SETTLEMENTS,
    LotSettlement,
    SettlementDeduction,
    SettlementLine,
)
from models.settling.top_ups import SharedTopUp, TopUp
from models.stock import OpeningStock, StockEntry

CATALOG: tuple[RecordType, ...] = (
    DELIVERIES,
    SALES,
    WRITE_OFFS,
    LOTS,
    SETTLEMENTS,
    BUYERS,
    LOCAL_PRICES,
    RECEIPTS,
    TRANSFERS,
    CASH_COUNTS,
    MEMBERS,
    CHARGES,
    WORKDAYS,
    PLOTS,
    SOWINGS,
    HARVESTS,
    HOUSEHOLDS,
    BASELINES,
    VERIFIED,
    ORGANIC,
    DIET,
    SHORTAGE,
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
    IMPORTS,
    BOOKLETS,
    ASSOCIATIONS,
    OFFICERS,
    LEGAL_BOOKS,
    LEAVINGS,
    SESSIONS,
    RESOLUTIONS,
    PLANS,
    INDICATORS,
    DELEGATES,
    ACTORS,
    FORUMS,
    PRESENCES,
    AXES,
    OBJECTIVES,
    ACTIVITIES,
    PLANNED_MONEY,
    PROGRESS,
    PLAN_EXPENSES,
    INDICATOR_VALUES,
    WATERSHEDS,
    DISTRICTS,
    COMMUNITIES,
)

# What stands behind the kinds people know: papers, their lines, entries and openings.
PARTS: tuple[type[Record], ...] = (
    Document,
    Printing,
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
    SharedTopUp,
    SettlementLine,
    SettlementDeduction,
    KeptForecast,
    CountedPiece,
    KeptWorkbook,
    Imported,
    SourceColumn,
    PlanVersion,
)


def models() -> list[type[Record]]:
    """Every table of the file."""
    return [kind.model for kind in CATALOG] + list(PARTS)
