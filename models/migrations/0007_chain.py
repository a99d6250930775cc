"""The history as a chain: a change is written once, linked once, and may be forgotten once."""

COLUMNS = ("salt", "seal", "link")
SAID = ("moment", "who", "action", "kind", "record")

# The end of a stored piece of work: only what is not linked yet.
LINKED = """
    OLD.link IS NULL AND OLD.salt IS NULL AND OLD.seal IS NULL
    AND length(NEW.link) IS 32 AND length(NEW.salt) IS 16 AND NEW.seal IS NULL
    AND NEW.changes IS OLD.changes
"""
# Its seal in place of the words and the salt, once a later change says that they were forgotten.
FORGOTTEN = """
    OLD.salt IS NOT NULL AND OLD.seal IS NULL AND NEW.salt IS NULL AND length(NEW.seal) IS 32
    AND NEW.changes = '' AND NEW.link IS OLD.link AND OLD.link IS NOT NULL
    AND EXISTS (SELECT 1 FROM change later WHERE later.kind = OLD.kind
        AND later.record = OLD.record AND later.action = 'forget' AND later.id > OLD.id)
"""


def up(migrator, db):
    for column in COLUMNS:
        db.execute_sql(f"ALTER TABLE change ADD COLUMN {column} BLOB")
    db.execute_sql("CREATE INDEX change_moment ON change (moment)")
    stays = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in ("id", *SAID))
    db.execute_sql("DROP TRIGGER change_no_update")
    db.execute_sql(
        "CREATE TRIGGER change_no_update BEFORE UPDATE ON change"
        f" WHEN NOT ({stays} AND (({LINKED}) OR ({FORGOTTEN})))"
        " BEGIN SELECT RAISE(ABORT, 'Lo registrado no se cambia: se anula.'); END"
    )
