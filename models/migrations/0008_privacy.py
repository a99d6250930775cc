"""Personal data: consents, who was forgotten, what left the book, and the days the law gives."""

from uuid import uuid4

DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
COLUMNS = ("consented", "withdrew", "forgotten")  # of a member, each a day
LEAVING = """
CREATE TABLE leaving (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    moment TEXT NOT NULL,
    who TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    people INTEGER NOT NULL CHECK (people >= 0),
    with_dni INTEGER NOT NULL CHECK (with_dni IN (0, 1)),
    place TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX leaving_uid ON leaving (uid);
CREATE INDEX leaving_association_id_moment ON leaving (association_id, moment);
"""
# In ten-thousandths, with the rule each comes from.
PARAMETERS = (
    ("keep_years", 50_000, "Código Tributario, art. 87.7"),
    ("incident_hours", 480_000, "D.S. 016-2024-JUS, art. 34"),
    ("access_days", 200_000, "D.S. 016-2024-JUS, art. 69"),
    ("rectify_days", 100_000, "D.S. 016-2024-JUS, art. 69"),
)


def up(migrator, db):
    for column in COLUMNS:
        db.execute_sql(f"ALTER TABLE member ADD COLUMN {column} TEXT CHECK ({column} {DAY})")
    for statement in filter(str.strip, LEAVING.split(";")):
        db.execute_sql(statement)
    for deed, said in (("UPDATE", "no se cambia"), ("DELETE", "no se borra")):
        db.execute_sql(
            f"CREATE TRIGGER leaving_no_{deed.lower()} BEFORE {deed} ON leaving"
            f" BEGIN SELECT RAISE(ABORT, 'Lo registrado {said}: se anula.'); END"
        )
    _seed(db)


def _seed(db):
    """What an association begun before has from now on; also where months are closed already."""
    name = "parameter_closed_insert"
    (guard,) = db.execute_sql("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    db.execute_sql(f"DROP TRIGGER {name}")
    for (association,) in db.execute_sql("SELECT id FROM association").fetchall():
        for parameter, value, source in PARAMETERS:
            db.execute_sql(
                "INSERT OR IGNORE INTO parameter"
                " (uid, found_by, association_id, name, since, value, source)"
                " VALUES (?, ?, ?, ?, '2000-01-01', ?, ?)",
                (str(uuid4()), parameter, association, parameter, value, source),
            )
    db.execute_sql(guard)
