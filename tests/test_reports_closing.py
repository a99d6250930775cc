"""The workbook that goes with a closed month: made as it closes, and the same ever after."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from models.changes import Refused
from models.month.closing import Closing, KeptWorkbook, kept_workbook, reopen_month, standing
from reports.excel.book_file import save_book
from reports.excel.closing import close_and_keep, keep_missing, write_kept
from reports.excel.monthly import export_month, month_file
from tests.factories import (
    JUNE,
    MAY,
    a_collection,
    a_delivery,
    a_sale,
    an_income,
    bank,
    cash,
    june,
    may,
)


@pytest.fixture
def lived(association):
    a_delivery(association, "100.0", may(4), advance=cash("50.00"))
    a_sale(association, "60.0", may(5), credit_days=20)
    return association


def test_closing_keeps_the_workbook_of_the_closed_month(lived):
    made = close_and_keep(lived, MAY, sure=True)

    content = kept_workbook(made)
    assert content == month_file(lived, MAY)
    assert "Resumen" in load_workbook(BytesIO(content)).sheetnames


def test_what_is_exported_later_is_what_was_kept_whatever_happened_since(lived, tmp_path):
    made = close_and_keep(lived, MAY, sure=True)
    kept = kept_workbook(made)
    from models.produce.sales import Sale

    a_collection(Sale.get(), bank("10.00"), june(3))
    lived.name = "Otro nombre"
    lived.save()

    assert export_month(lived, MAY, tmp_path).read_bytes() == kept
    assert month_file(lived, MAY) != kept


def test_with_the_dni_it_is_written_anew(lived, tmp_path):
    made = close_and_keep(lived, MAY, sure=True)

    path = export_month(lived, MAY, tmp_path, with_dni=True)
    assert path.read_bytes() != kept_workbook(made)


def test_an_open_month_is_written_as_it_stands(lived, tmp_path):
    close_and_keep(lived, MAY, sure=True)
    an_income(lived, cash("5.00"), june(3))

    assert export_month(lived, JUNE, tmp_path).read_bytes() == month_file(lived, JUNE)


def test_a_month_that_is_not_closed_keeps_nothing(lived):
    with pytest.raises(Refused):
        close_and_keep(lived, JUNE, sure=True)

    assert KeptWorkbook.select().count() == 0


def test_a_reopened_month_keeps_the_workbook_of_each_closing(lived, tmp_path):
    first = close_and_keep(lived, MAY, sure=True)
    reopen_month(lived, MAY, "faltaba un recibo")
    an_income(lived, cash("5.00"), may(20))
    second = close_and_keep(lived, MAY, sure=True)

    paths = [write_kept(Closing.get_by_id(one.id), tmp_path) for one in (first, second)]
    contents = [path.read_bytes() for path in paths]
    assert contents[0] != contents[1]
    assert paths[0].name == f"{paths[1].stem}_cierre-{first.id}.xlsx"


def test_what_a_cuaderno_closed_gets_its_workbook_too(worked_month, tmp_path):
    closing = standing(worked_month, MAY)
    if closing is None:
        from models.month.closing import close_month

        closing = close_month(worked_month, MAY, sure=True)
    keep_missing(worked_month)
    kept = kept_workbook(closing)
    keep_missing(worked_month)

    assert kept is not None
    assert export_month(worked_month, MAY, tmp_path).read_bytes() == kept
    assert KeptWorkbook.select().count() == 1


@pytest.mark.parametrize(
    ("purse", "title"), [("cash", "Libro caja"), ("bank", "Libro banco")], ids=str
)
def test_a_book_by_itself_is_the_sheet_of_the_workbook(lived, tmp_path, purse, title):
    whole = load_workbook(BytesIO(month_file(lived, MAY)))[title]
    alone = load_workbook(save_book(lived, MAY, purse, tmp_path))[title]

    first, association, back, *rows = whole.values
    assert back[0] == "← Portada"
    assert list(alone.values) == [first, association, (None,) * len(back), *rows]
