"""The worked month, done through the deeds, gives the figures another hand worked out.

Every figure of `expected` that models can answer is compared; how many lines a sheet has is asked
with the sheets.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from models.cash.cash_book import Receipt
from models.documents import Document
from models.listing import Listing
from models.months import Month
from models.produce.deliveries import DELIVERIES, Delivery, advance_left, advance_of
from reports.papers.words import amount_in_words
from tests import cuaderno_figures as figures
from tests import cuaderno_months as months
from tests.factories import worked_month as written_month

EXPECTED = written_month()["expected"]
INPUTS = written_month()["inputs"]
REFS = figures.Refs.of(INPUTS)
SECTIONS = [
    (month, section)
    for month, parts in EXPECTED["months"].items()
    for section in parts
    if section != "sheet_rows"
]


def without(*names: str, of: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: one[key] for key in one if key not in names} for one in of]


def test_the_papers_are_those_expected_in_the_order_typed(worked_month):
    assert figures.documents(REFS) == without("event", "ref", of=EXPECTED["documents"])


def test_the_deliveries_are_those_expected(worked_month):
    assert figures.deliveries(REFS) == without("ref", of=EXPECTED["deliveries"])


def test_the_sales_are_those_expected_with_what_each_line_drew(worked_month):
    assert figures.sales(REFS) == without("ref", of=EXPECTED["sales"])


def test_each_lot_is_what_its_sales_and_losses_drew_and_its_costs(worked_month):
    assert figures.lots(worked_month) == EXPECTED["lots"]


def test_the_settlements_are_those_expected_to_the_centimo(worked_month):
    assert figures.settlements(REFS) == EXPECTED["settlements"]


@pytest.mark.parametrize(("month", "section"), SECTIONS)
def test_the_month_is_the_one_expected(worked_month, month, section):
    found = months.month(worked_month, Month.read(month), REFS)[section]

    assert found == expected_of(month, section)


def expected_of(month: str, section: str) -> Any:
    """As the file has it, less the keys of its harvests."""
    written = EXPECTED["months"][month][section]
    if section != "harvests":
        return written
    return written | {"rows": without("ref", of=written["rows"])}


def test_what_was_tried_was_answered_as_expected():
    """The month is loaded whole only if each was: the outcome is that of the verb."""
    assert list(tried()) == EXPECTED["tried"]


def tried() -> Iterator[dict[str, Any]]:
    outcomes = {"expect_refused": "refused", "expect_warning": "warned"}
    for place, event in enumerate(INPUTS["events"], start=1):
        if event["do"] in outcomes:
            yield {"event": place, "outcome": outcomes[event["do"]]}


@pytest.mark.parametrize("said", EXPECTED["amounts_in_words"], ids=lambda one: one["number"])
def test_a_receipt_says_its_amount_in_the_words_expected(worked_month, said):
    receipt = Receipt.get(Receipt.document == Document.get(Document.number == said["number"]))

    assert figures.soles(receipt.amount) == said["amount"]
    assert amount_in_words(receipt.amount) == said["words"]


def test_the_advance_of_a_delivery_is_what_was_paid_on_it_also_once_it_is_settled(worked_month):
    settled = Delivery.get(Delivery.document == Document.get(Document.number == "EN-2026-0001"))

    assert (advance_of(settled), advance_left(settled)) == (204, 0)
    total = Listing(DELIVERIES, worked_month).summary().totals["Adelanto S/"]
    assert figures.soles(total) == EXPECTED["months"]["2026-05"]["totals"]["advances_paid"]
