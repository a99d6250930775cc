"""Imports from sheets: each with what it made, and how the columns of a source were understood."""

TABLES = """
CREATE TABLE import_run (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    moment TEXT NOT NULL,
    who TEXT NOT NULL,
    file_name TEXT NOT NULL,
    undone TEXT,
    reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX import_run_uid ON import_run (uid);
CREATE INDEX import_run_association_id_moment ON import_run (association_id, moment);

CREATE TABLE imported (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    import_run_id INTEGER NOT NULL REFERENCES import_run (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'plot', 'harvest', 'document')),
    record INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX imported_uid ON imported (uid);
CREATE INDEX imported_import_run_id_kind_record ON imported (import_run_id, kind, record);
CREATE INDEX imported_kind_record ON imported (kind, record);

CREATE TABLE source_column (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    field TEXT NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('', '.', ','))
) STRICT;
CREATE UNIQUE INDEX source_column_uid ON source_column (uid);
CREATE UNIQUE INDEX source_column_association_id_source_place
    ON source_column (association_id, source, place);
"""
# What an import made is its own history, and stays.
ONCE = ("imported",)


def up(migrator, db):
    for statement in TABLES.split(";"):
        db.execute_sql(statement)
    for table in ONCE:
        for deed, said in (("UPDATE", "no se cambia"), ("DELETE", "no se borra")):
            db.execute_sql(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, 'Lo registrado {said}: se anula.'); END"
            )
    db.execute_sql(
        "CREATE TRIGGER import_run_as_made BEFORE UPDATE ON import_run"
        " WHEN NEW.association_id IS NOT OLD.association_id OR NEW.moment IS NOT OLD.moment"
        " OR NEW.file_name IS NOT OLD.file_name OR NEW.who IS NOT OLD.who"
        " OR OLD.undone IS NOT NULL OR NEW.undone IS NULL"
        " BEGIN SELECT RAISE(ABORT, 'Lo registrado no se cambia: se anula.'); END"
    )
    db.execute_sql(
        "CREATE TRIGGER import_run_no_delete BEFORE DELETE ON import_run"
        " BEGIN SELECT RAISE(ABORT, 'Lo registrado no se borra: se anula.'); END"
    )
