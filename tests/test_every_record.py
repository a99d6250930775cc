"""What any kind of record gets for being in the catalogue."""

import shutil

import pytest
from openpyxl import load_workbook
from peewee import IntegerField

from models import catalog, history
from models.fields import NameField
from models.file import schema, storage
from models.listing import Listing
from models.months import Month
from models.record import Column, Record, RecordType

every_kind = pytest.mark.parametrize("kind", catalog.CATALOG, ids=lambda kind: kind.name)


@every_kind
def test_its_list_shows_the_worked_month_a_page_at_a_time(worked_month, kind):
    listing = Listing(kind, worked_month)

    rows = listing.window(0, 40)

    assert len(rows) == min(listing.summary().count, 40)
    assert all(
        column.show(value) is not None
        for row in rows
        for column, value in zip(kind.columns, row[1:], strict=True)
    )


@every_kind
def test_it_is_found_by_its_own_words_without_accents_or_capitals(worked_month, kind):
    record = kind.model.select().first()
    if record is None:  # a register the worked month does not use: nothing to find, nothing found
        assert Listing(kind, worked_month, words="zzz").window(0, 1) == []
        return

    words = record.found_by.upper()

    assert record._pk in [row[0] for row in Listing(kind, worked_month, words=words).window(0, -1)]
    assert Listing(kind, worked_month, words=f"{words} zzz").window(0, 1) == []


@every_kind
def test_every_field_of_its_form_has_a_label(kind):
    fields = [kind.model._meta.fields[name] for names in kind.form.values() for name in names]

    assert fields
    assert all(field.verbose_name for field in fields)


@every_kind
def test_its_form_opens_in_the_window(root, worked_month, kind):
    from ui.context import Context
    from ui.form import Form

    form = Form(root, Context(worked_month, Month(2026, 5)), kind)

    assert set(form.inputs) == {name for names in kind.form.values() for name in names}
    form.destroy()


@every_kind
def test_its_list_becomes_an_excel_sheet(worked_month, kind, tmp_path):
    from reports.excel.lists import save_list, shown

    path = save_list(shown(Listing(kind, worked_month)), tmp_path)

    sheet = load_workbook(path).worksheets[0]
    written = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(column.title in written for column in kind.columns)


@every_kind
def test_what_happens_to_it_is_kept(worked_month, kind):
    triggers = {
        name
        for (name,) in storage.database.execute_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (kind.name,)
        )
    }

    assert {f"{kind.name}_history_{deed}" for deed in ("insert", "update", "delete")} <= triggers


class Beehive(Record):
    """A kind of record the program has never heard of."""

    name = NameField(verbose_name="Colmena")
    frames = IntegerField(verbose_name="Cuadros")

    def __str__(self) -> str:
        return str(self.name)


BEEHIVES = RecordType(
    Beehive,
    title="Colmenas",
    one="colmena",
    menu="people",
    icon="hexagon",
    columns=(Column("Colmena", Beehive.name), Column("Cuadros", Beehive.frames)),
    form={"Colmena": ("name", "frames")},
)
MIGRATION = '''"""Beehives."""


def up(migrator, db):
    db.execute_sql(
        "CREATE TABLE beehive (id INTEGER NOT NULL PRIMARY KEY, uid TEXT NOT NULL,"
        " found_by TEXT NOT NULL, name TEXT NOT NULL, frames INTEGER NOT NULL) STRICT"
    )
    db.execute_sql("CREATE UNIQUE INDEX beehive_uid ON beehive (uid)")
'''


def test_a_new_kind_takes_a_model_a_line_in_the_catalogue_and_a_migration(
    root, tmp_path, monkeypatch
):
    from reports.excel.lists import save_list, shown
    from ui.context import Context
    from ui.form import Form

    path = tmp_path / "viejo.ecocuenca"
    storage.create(path)
    storage.close()
    migrations = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, migrations)
    (migrations / "0099_beehives.py").write_text(MIGRATION)

    monkeypatch.setattr(schema, "MIGRATIONS", migrations)
    monkeypatch.setattr(catalog, "CATALOG", (*catalog.CATALOG, BEEHIVES))

    with storage.opened(path):
        form = Form(root, Context(None, Month(2026, 5)), BEEHIVES)  # it belongs to no association
        form.inputs["name"].keyboard.insert(0, "La del cerro")
        form.inputs["frames"].keyboard.insert(0, "10")
        form.save()
        form.destroy()

        stored = Beehive.get()
        assert (stored.name, stored.frames) == ("La del cerro", 10)
        assert Listing(BEEHIVES, words="CERRO").window(0, 40) == [(1, "La del cerro", 10)]
        assert (
            load_workbook(save_list(shown(Listing(BEEHIVES)), tmp_path)).worksheets[0].max_row >= 2
        )
        assert "Colmena: La del cerro" in history.of(BEEHIVES, stored)[0].text
    assert list((tmp_path).glob("viejo-copia-*"))  # a verified copy was made before upgrading
