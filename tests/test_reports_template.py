"""The workbook that is filled to be imported, and the way there and back."""

import os
import subprocess
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from models.changes import database
from models.file import storage
from models.importing.checking import check
from models.importing.draft import draft_of
from models.importing.kinds import KINDS
from models.importing.reading import read_file
from models.importing.steps import to_its_end
from models.importing.taking import taken_in
from models.month import view
from models.months import Month
from models.people.members import Member
from models.review.books import faults
from reports.excel.template import save_template
from tests import factories
from tests.factories import MAY, a_delivery, a_grade, a_harvest, a_member, everything, may
from tests.sheets_to_import import checked, draft, imported, said


def test_the_empty_template_has_a_sheet_for_each_kind_and_imports_nothing(association, tmp_path):
    a_grade(association)
    a_member(association)
    path = save_template(association, tmp_path / "plantilla.xlsx")

    book = load_workbook(path)
    assert book.sheetnames == ["Instrucciones", *(kind.title for kind in KINDS), "Listas"]
    assert book["Entregas"]["A2"].value == "EJEMPLO"
    assert "Peso bruto *" in [cell.value for cell in book["Entregas"][1]]
    listed = {
        str(rule.sqref).split(":")[0]: rule.formula1
        for rule in book["Entregas"].data_validations.dataValidation
    }
    assert listed["C3"] == "Listas!$A$2:$A$2"  # the one member there is
    assert listed["D3"] == "Listas!$C$2:$C$2"
    prompts = [rule.prompt for rule in book["Entregas"].data_validations.dataValidation]
    assert "Lo que marcó la balanza, con sacos y todo." in prompts

    report = checked(association, path)
    assert (said(report), report.is_empty) == ([], True)


def test_a_template_that_was_filled_is_recognised_sheet_by_sheet(association, tmp_path):
    a_grade(association)
    path = save_template(association, tmp_path / "plantilla.xlsx")
    book = load_workbook(path)
    for place, text in enumerate(("Socia Nueva", "41234567", "Mujer", may(1)), 2):
        book["Padrón"].cell(3, place).value = text
    for place, value in enumerate((may(7), "Socia Nueva", "Papa", "Primera", 52.5), 2):
        book["Entregas"].cell(3, place).value = value
    book.save(path)

    found = {part.table.sheet: part.layout for part in draft(association, path).used}

    assert list(found) == [kind.title for kind in KINDS]
    assert all(not layout.lacking for layout in found.values())
    report = checked(association, path)
    assert {name: n for name, n in report.plan.counts().items() if n} == {
        "members": 1,
        "deliveries": 1,
    }


@pytest.fixture
def beginning():
    """A month's cuaderno, and one that only begins the same books."""
    written = factories.month_before_settling()
    empty = factories.month_before_settling()
    empty["inputs"] |= {"events": [], "members": [], "plots": []}
    empty["inputs"]["opening"] |= {"loans": [], "inputs": []}
    return written, empty


def test_a_months_lists_taken_to_a_new_file_give_the_same_figures(beginning, tmp_path):
    written, empty = beginning
    with storage.opened(tmp_path / "one.ecocuenca", create_missing=True):
        association = factories.load(written, tmp_path)
        path = save_template(association, tmp_path / "mayo.xlsx", MAY, with_dni=True)
        was = view.totals_of(association, MAY)
        names = [member.name for member in Member.select().order_by(Member.place)]
        again = checked(association, path)
        assert (again.is_empty, said(again)) == (True, [])

    with storage.opened(tmp_path / "two.ecocuenca", create_missing=True):
        association = factories.load(empty, tmp_path)
        imported(association, path)

        now = view.totals_of(association, MAY)
        # A void sale is not taken along; all the rest is the same to the céntimo.
        assert (was.sales_voided, now.sales_voided) == (Decimal("1565.43"), Decimal(0))
        for name in ("delivered", "deliveries", "deliverers", "sales", "sales_count"):
            assert getattr(now, name) == getattr(was, name)
        for name in ("cash_sales", "credit_sales", "collected", "advances_paid", "receivable"):
            assert getattr(now, name) == getattr(was, name)
        assert [member.name for member in Member.select().order_by(Member.place)] == names
        assert faults() == []


def test_an_export_that_libreoffice_saved_again_imports_the_same(beginning, tmp_path):
    written, empty = beginning
    with storage.opened(tmp_path / "one.ecocuenca", create_missing=True):
        association = factories.load(written, tmp_path)
        path = save_template(association, tmp_path / "mayo.xlsx", MAY, with_dni=True)
    saved = tmp_path / "saved"
    office = [os.environ.get("SOFFICE", "soffice"), f"-env:UserInstallation={tmp_path.as_uri()}/p"]
    convert = ["--headless", "--convert-to", "xlsx", "--outdir", saved, path]
    subprocess.run([*office, *convert], check=True, capture_output=True, timeout=100)

    with storage.opened(tmp_path / "two.ecocuenca", create_missing=True):
        association = factories.load(empty, tmp_path)
        ours = check(association, draft_of(read_file(path), association))
        theirs = check(association, draft_of(read_file(saved / "mayo.xlsx"), association))

        assert theirs.plan.counts() == ours.plan.counts()
        assert [one.paper.uid for _e, one in theirs.plan.handed] == [
            one.paper.uid for _e, one in ours.plan.handed
        ]
        imported(association, saved / "mayo.xlsx")
        assert checked(association, path).is_empty  # whichever of the two is imported next


kilos = st.decimals(min_value=1, max_value=900, places=1)
deeds = st.lists(st.tuples(st.sampled_from("dh"), st.integers(1, 31), kilos), max_size=6)


@settings(
    max_examples=settings().max_examples // 12,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(made=deeds, spoiled=st.integers(0, 5))
def test_importing_an_export_changes_nothing_and_a_wrong_row_anywhere_stores_nothing(
    made, spoiled, association, tmp_path
):
    with database.atomic() as undo:
        for kind, day, amount in made:
            if kind == "d":
                a_delivery(association, str(amount), may(day))
            else:
                a_harvest(a_member(association), may(day), str(amount))
        before = everything()
        path = save_template(association, tmp_path / "mayo.xlsx", Month(2026, 5), with_dni=True)

        report = checked(association, path)
        assert (said(report), report.is_empty) == ([], True)

        book = load_workbook(path)
        sheet = book["Entregas"]
        for number in range(3, 9):
            wrong = number - 3 == spoiled
            for place, value in enumerate((may(number), "S01", "Papa", "Primera", 50 + number), 2):
                sheet.cell(20 + number, place).value = (
                    "31/02/2026" if wrong and place == 2 else value
                )
        a_member(association)
        a_grade(association)
        before = everything()
        book.save(path)
        spoiled_draft = draft(association, path)
        with pytest.raises(Exception, match="corregir o confirmar"):
            to_its_end(taken_in(association, spoiled_draft, check(association, spoiled_draft)))
        assert everything() == before
        undo.rollback()
