"""The file a program makes is the one its models describe, with its guards in place."""

import pytest
from peewee import IntegrityError
from playhouse.schema_diff import diff_models

from models import catalog, history
from models.changes import database
from tests.factories import a_member


def tables() -> dict[str, str]:
    query = "SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return dict(database.execute_sql(query).fetchall())


def triggers() -> set[str]:
    rows = database.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    return {name for (name,) in rows.fetchall()}


def test_a_new_file_has_the_tables_columns_and_indexes_of_the_models(book):
    every = [*catalog.models(), history.Change, history.Signature]

    assert not diff_models(database, every)


def test_every_model_is_in_the_catalogue_and_every_table_has_a_model(book):
    known = {one._meta.table_name for one in catalog.models()} | {"change", "signature"}

    assert set(tables()) - known <= {name for name in tables() if "migra" in name}
    assert known <= set(tables())


def test_every_table_refuses_text_in_a_number(book):
    strict = {name for name, sql in tables().items() if sql.rstrip().endswith("STRICT")}

    assert {one._meta.table_name for one in catalog.models()} <= strict


def test_what_cannot_be_undone_is_guarded_by_triggers(book):
    once = ("money_entry", "stock_entry", "change")
    printed = ("delivery", "sale", "sale_line", "receipt", "transfer")
    printed += ("reversal", "loan", "charge", "charge_line", "write_off", "top_up", "cash_count")
    printed += ("counted_piece", "lot_settlement", "settlement", "settlement_line")
    printed += ("shared_top_up",)
    printed += ("settlement_deduction", "kept_workbook", "printing", "leaving")
    expected = {f"{table}_no_update" for table in once + printed}
    expected |= {f"{table}_no_delete" for table in (*once, *printed, "document", "closing")}
    dated = ("document", "harvest", "money_entry", "stock_entry", "dues_charge")
    expected |= {
        f"{table}_closed_{deed}"
        for table in (*dated, "workday", "lot_settlement", "cash_count")
        for deed in ("insert", "update", "delete")
    }
    expected |= {"document_as_issued", "document_voided_closed", "closing_as_made"}
    expected |= {f"{table}_no_delete" for table in ("member", "fund", "lot", "category")}

    expected |= {"session_sealed", "session_no_delete"}
    expected |= {
        f"{table}_sealed_{deed}"
        for table in ("presence", "resolution")
        for deed in ("insert", "update", "delete")
    }
    expected |= {"plan_version_no_update", "plan_version_no_delete"}

    assert expected <= triggers()


def test_every_kind_of_record_keeps_its_history(book):
    # What is written once, with the paper or the closing it is part of, is its own history.
    parts = ("money_entry", "stock_entry", "settlement_line", "settlement_deduction")
    parts += ("charge_line", "counted_piece", "dues_charge", "kept_workbook", "printing")
    parts += ("imported", "source_column")
    kept = [one._meta.table_name for one in catalog.models()]

    assert {
        f"{table}_history_{action}"
        for table in kept
        if table not in parts
        for action in ("insert", "update", "delete")
    } <= triggers()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE member SET dues_exempt = 'sí'",
        "UPDATE member SET admitted = 'ayer'",
        "UPDATE member SET admitted = '2026-5-1'",
        "UPDATE member SET sex = 'X'",
        "UPDATE member SET name = NULL",
        "UPDATE member SET association_id = 99",
        "UPDATE member SET dni = (SELECT dni FROM member WHERE id = 1)",
        "UPDATE category SET direction = 'both'",
        "UPDATE unit SET factor = 11.5",
        (
            "INSERT INTO grade (uid, found_by, product_id, name, place, tariff)"
            " VALUES ('g', '', 99, 'x', 1, 0)"
        ),
    ],
)
def test_what_no_rule_allows_is_refused_by_the_file_itself(association, statement):
    a_member(association)
    a_member(association, "Huamán Puma, José")

    with pytest.raises(IntegrityError):
        database.execute_sql(statement)
