"""The territory's table: spaces, sessions, resolutions, the development plan and the indicators."""

DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
HOUR = "GLOB '[0-2][0-9]:[0-5][0-9]'"
SEX = "IN ('F', 'M')"
AGE = "IN ('young', 'grown', 'old')"

OWN = """
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL"""


def _key(column, table, *, needed=True, key="id"):
    null = " NOT NULL" if needed else ""
    return f"{column}_id INTEGER{null} REFERENCES {table} ({key}) ON DELETE RESTRICT"


TABLES = {
    "forum": f"""{OWN},
    name TEXT NOT NULL,
    {_key("watershed", "watershed", needed=False)},
    {_key("district", "district", needed=False)},
    begun TEXT CHECK (begun {DAY}),
    deed TEXT NOT NULL,
    first_pct INTEGER NOT NULL CHECK (first_pct BETWEEN 0 AND 9999),
    second_pct INTEGER NOT NULL CHECK (second_pct BETWEEN 0 AND 9999)""",
    "actor": f"""{OWN},
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    {_key("district", "district", needed=False)},
    {_key("community", "community", needed=False)},
    registry TEXT NOT NULL,
    phone TEXT""",
    "delegate": f"""{OWN},
    {_key("forum", "forum")},
    {_key("actor", "actor")},
    name TEXT NOT NULL,
    dni TEXT,
    sex TEXT NOT NULL CHECK (sex {SEX}),
    age TEXT NOT NULL CHECK (age {AGE}),
    role TEXT NOT NULL CHECK (role IN ('titular', 'alternate')),
    document TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since {DAY}),
    until TEXT CHECK (until {DAY} AND until >= since),
    phone TEXT""",
    "session": f"""{OWN},
    {_key("forum", "forum")},
    number INTEGER NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day {DAY}),
    starts TEXT NOT NULL CHECK (starts {HOUR}),
    ends TEXT CHECK (ends {HOUR} AND ends > starts),
    venue TEXT NOT NULL,
    call TEXT NOT NULL CHECK (call IN ('first', 'second')),
    called_on TEXT NOT NULL CHECK (called_on {DAY} AND called_on <= day),
    means TEXT NOT NULL,
    chair TEXT NOT NULL,
    secretary TEXT NOT NULL,
    agenda TEXT NOT NULL,
    remarks TEXT NOT NULL,
    sealed TEXT CHECK (sealed {DAY}),
    accredited INTEGER,
    needed INTEGER,
    reopened TEXT NOT NULL,
    CHECK (sealed IS NULL OR ends IS NOT NULL)""",
    "presence": f"""{OWN},
    {_key("session", "session")},
    {_key("delegate", "delegate", needed=False)},
    {_key("actor", "actor", needed=False)},
    name TEXT NOT NULL,
    dni TEXT,
    sex TEXT NOT NULL CHECK (sex {SEX}),
    age TEXT NOT NULL CHECK (age {AGE}),
    body TEXT NOT NULL,
    CHECK ((delegate_id IS NULL) = (actor_id IS NULL))""",
    "indicator": f"""{OWN},
    name TEXT NOT NULL,
    english TEXT NOT NULL,
    formula TEXT NOT NULL,
    unit TEXT NOT NULL,
    {_key("watershed", "watershed", needed=False)},
    baseline INTEGER,
    baseline_day TEXT CHECK (baseline_day {DAY}),
    target INTEGER,
    target_day TEXT CHECK (target_day {DAY}),
    CHECK ((baseline IS NULL) = (baseline_day IS NULL) AND (target IS NULL) = (target_day IS NULL))""",
    "indicator_value": f"""{OWN},
    {_key("indicator", "indicator")},
    day TEXT NOT NULL CHECK (day {DAY}),
    value INTEGER NOT NULL,
    sex TEXT CHECK (sex {SEX}),
    age TEXT CHECK (age {AGE}),
    {_key("community", "community", needed=False)},
    people INTEGER,
    source TEXT NOT NULL""",
    "plan": f"""{OWN},
    {_key("forum", "forum")},
    name TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since {DAY}),
    until TEXT NOT NULL CHECK (until {DAY} AND until > since),
    vision TEXT NOT NULL""",
    "axis": f"""{OWN},
    {_key("plan", "plan")},
    place INTEGER NOT NULL,
    name TEXT NOT NULL""",
    "objective": f"""{OWN},
    {_key("axis", "axis")},
    place INTEGER NOT NULL,
    name TEXT NOT NULL""",
    "activity": f"""{OWN},
    {_key("objective", "objective")},
    place INTEGER NOT NULL,
    name TEXT NOT NULL,
    responsible TEXT NOT NULL,
    {_key("actor", "actor", needed=False)},
    allies TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since {DAY}),
    until TEXT NOT NULL CHECK (until {DAY} AND until >= since),
    goal INTEGER NOT NULL CHECK (goal > 0),
    unit TEXT NOT NULL,
    {_key("indicator", "indicator", needed=False)}""",
    "planned_money": f"""{OWN},
    {_key("activity", "activity")},
    year INTEGER NOT NULL,
    source TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0)""",
    "progress": f"""{OWN},
    {_key("activity", "activity")},
    day TEXT NOT NULL CHECK (day {DAY}),
    done INTEGER NOT NULL CHECK (done > 0),
    note TEXT NOT NULL,
    evidence TEXT NOT NULL""",
    "plan_expense": f"""{OWN},
    {_key("receipt", "receipt", key="document_id")},
    {_key("activity", "activity")}""",
    "plan_version": f"""{OWN},
    {_key("plan", "plan")},
    number INTEGER NOT NULL CHECK (number > 0),
    {_key("session", "session")},
    day TEXT NOT NULL CHECK (day {DAY}),
    content TEXT NOT NULL""",
    "resolution": f"""{OWN},
    {_key("session", "session")},
    number INTEGER NOT NULL CHECK (number > 0),
    wording TEXT NOT NULL,
    in_favour INTEGER NOT NULL CHECK (in_favour >= 0),
    against INTEGER NOT NULL CHECK (against >= 0),
    abstained INTEGER NOT NULL CHECK (abstained >= 0),
    responsible TEXT NOT NULL,
    {_key("actor", "actor", needed=False)},
    due TEXT CHECK (due {DAY}),
    state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'done', 'not_done', 'dropped')),
    settled_on TEXT CHECK (settled_on {DAY}),
    evidence TEXT NOT NULL,
    {_key("activity", "activity", needed=False)},
    CHECK ((state = 'done') = (settled_on IS NOT NULL))""",
}
# Table and the columns of each index; «!» where they are unique.
INDEXES = (
    "forum !name",
    "forum watershed_id",
    "forum district_id",
    "actor !name",
    "actor district_id",
    "actor community_id",
    "delegate forum_id",
    "delegate actor_id",
    "session !forum_id number",
    "presence !session_id delegate_id",
    "presence delegate_id",
    "presence actor_id",
    "indicator watershed_id",
    "indicator_value indicator_id day",
    "indicator_value community_id",
    "plan forum_id",
    "axis plan_id",
    "objective axis_id",
    "activity objective_id",
    "activity actor_id",
    "activity indicator_id",
    "planned_money !activity_id year source",
    "progress activity_id day",
    "plan_expense !receipt_id",
    "plan_expense activity_id",
    "plan_version !plan_id number",
    "plan_version session_id",
    "resolution !session_id number",
    "resolution actor_id",
    "resolution activity_id",
)


def up(migrator, db):
    for table, columns in TABLES.items():
        db.execute_sql(f"CREATE TABLE {table} ({columns}\n) STRICT")
        db.execute_sql(f"CREATE UNIQUE INDEX {table}_uid ON {table} (uid)")
    for words in INDEXES:
        table, *columns = words.replace("!", "").split()
        unique = "UNIQUE " if "!" in words else ""
        name = "_".join((table, *columns))
        db.execute_sql(f"CREATE {unique}INDEX {name} ON {table} ({', '.join(columns)})")
    _keep_sealed_sessions(db)
    _keep_versions(db)


def _forbid(db, table, deed, sentence):
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _seal(db, name, deed, table, holds):
    db.execute_sql(
        f"CREATE TRIGGER {name} BEFORE {deed} ON {table} WHEN {holds}"
        " BEGIN SELECT RAISE(ABORT, 'El acta está cerrada.'); END"
    )


def _keep_sealed_sessions(db):
    """What a closed acta says stays until it is opened again."""
    said = (
        *("forum_id", "number", "kind", "day", "starts", "ends", "venue", "call", "called_on"),
        *("means", "chair", "secretary", "agenda", "remarks"),
    )
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in said)
    _seal(db, "session_sealed", "UPDATE", "session", f"OLD.sealed IS NOT NULL AND ({changed})")
    _seal(db, "session_no_delete", "DELETE", "session", "OLD.sealed IS NOT NULL")
    resolved = ("session_id", "number", "wording", "in_favour", "against", "abstained")
    resolved += ("responsible", "actor_id", "due")
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in resolved)
    for deed, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        sealed = f"(SELECT sealed FROM session WHERE id = {row}.session_id) IS NOT NULL"
        _seal(db, f"presence_sealed_{deed.lower()}", deed, "presence", sealed)
        holds = f"({changed}) AND {sealed}" if deed == "UPDATE" else sealed
        _seal(db, f"resolution_sealed_{deed.lower()}", deed, "resolution", holds)


def _keep_versions(db):
    """What a session approved is neither changed nor removed."""
    _forbid(db, "plan_version", "UPDATE", "Lo registrado no se cambia: se anula.")
    _forbid(db, "plan_version", "DELETE", "Lo registrado no se borra: se anula.")
