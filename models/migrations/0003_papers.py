"""How often each paper was printed."""

TABLE = """
CREATE TABLE printing (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    moment TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('printed', 'saved'))
) STRICT;
CREATE UNIQUE INDEX printing_uid ON printing (uid);
CREATE INDEX printing_document_id ON printing (document_id);
"""


GUARDS = (
    ("UPDATE", "Lo registrado no se cambia: se anula."),
    ("DELETE", "Lo registrado no se borra: se anula."),
)


def up(migrator, db):
    for statement in TABLE.split(";"):
        db.execute_sql(statement)
    for deed, sentence in GUARDS:
        db.execute_sql(
            f"CREATE TRIGGER printing_no_{deed.lower()} BEFORE {deed} ON printing"
            f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
        )
