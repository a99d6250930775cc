"""The territory: how plots lie and are used, households, food surveys, local prices, baselines."""

from uuid import uuid4

DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"
GROUPS = [
    "cereals",
    "tubers",
    "vegetables",
    "fruits",
    "meat",
    "eggs",
    "fish",
    "pulses",
    "milk",
    "oils",
    "sugar",
    "other",
]
MONTHS = [
    "august",
    "september",
    "october",
    "november",
    "december",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
]
SEASON = "GLOB '20[0-9][0-9]-20[0-9][0-9]'"


def _truths(names):
    return "\n".join(f"    {name} INTEGER NOT NULL CHECK ({name} IN (0, 1))," for name in names)


TABLES = f"""
CREATE TABLE household (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    people INTEGER,
    children INTEGER,
    remarks TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX household_uid ON household (uid);
CREATE UNIQUE INDEX household_association_id_name ON household (association_id, name);

ALTER TABLE member ADD COLUMN home_id INTEGER REFERENCES household (id) ON DELETE RESTRICT;
CREATE INDEX member_home_id ON member (home_id);

ALTER TABLE product ADD COLUMN native INTEGER NOT NULL DEFAULT 0 CHECK (native IN (0, 1));

ALTER TABLE plot ADD COLUMN community_id INTEGER REFERENCES community (id) ON DELETE RESTRICT;
ALTER TABLE plot ADD COLUMN tenure TEXT;
ALTER TABLE plot ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE plot ADD COLUMN laymi TEXT NOT NULL DEFAULT '';
ALTER TABLE plot ADD COLUMN slope TEXT;
ALTER TABLE plot ADD COLUMN terraces TEXT;
ALTER TABLE plot ADD COLUMN irrigation TEXT;
ALTER TABLE plot ADD COLUMN altitude INTEGER;
ALTER TABLE plot ADD COLUMN points TEXT;
CREATE INDEX plot_community_id ON plot (community_id);

CREATE TABLE sowing (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    plot_id INTEGER NOT NULL REFERENCES plot (id) ON DELETE RESTRICT,
    season TEXT NOT NULL CHECK (season {SEASON}),
    product_id INTEGER REFERENCES product (id) ON DELETE RESTRICT,
    variety TEXT NOT NULL,
    day TEXT CHECK (day {DAY}),
    area INTEGER CHECK (area > 0),
    seed INTEGER CHECK (seed >= 0),
    expected INTEGER CHECK (expected >= 0)
) STRICT;
CREATE UNIQUE INDEX sowing_uid ON sowing (uid);
CREATE INDEX sowing_plot_id ON sowing (plot_id);
CREATE INDEX sowing_product_id ON sowing (product_id);
CREATE INDEX sowing_association_id_season ON sowing (association_id, season);

CREATE TABLE practice (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    plot_id INTEGER NOT NULL REFERENCES plot (id) ON DELETE RESTRICT,
    practice TEXT NOT NULL,
    degree TEXT NOT NULL CHECK (degree IN ('whole', 'partial')),
    area INTEGER CHECK (area > 0),
    varieties INTEGER,
    day TEXT NOT NULL CHECK (day {DAY}),
    verifier TEXT NOT NULL,
    evidence TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX practice_uid ON practice (uid);
CREATE INDEX practice_plot_id ON practice (plot_id);
CREATE INDEX practice_association_id_day ON practice (association_id, day);

CREATE TABLE organic_status (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    plot_id INTEGER NOT NULL REFERENCES plot (id) ON DELETE RESTRICT,
    product_id INTEGER REFERENCES product (id) ON DELETE RESTRICT,
    status TEXT NOT NULL
        CHECK (status IN ('conventional', 'transition', 'organic', 'suspended', 'withdrawn')),
    since TEXT NOT NULL CHECK (since {DAY}),
    until TEXT CHECK (until {DAY}),
    certificate TEXT NOT NULL,
    certifier TEXT NOT NULL,
    CHECK (status <> 'organic' OR (certificate <> '' AND until IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX organic_status_uid ON organic_status (uid);
CREATE INDEX organic_status_plot_id ON organic_status (plot_id);
CREATE INDEX organic_status_product_id ON organic_status (product_id);
CREATE INDEX organic_status_association_id_since ON organic_status (association_id, since);

CREATE TABLE diet_survey (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day {DAY}),
    answered TEXT NOT NULL,
    feast INTEGER NOT NULL CHECK (feast = 0),
{_truths(GROUPS)}
    remarks TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX diet_survey_uid ON diet_survey (uid);
CREATE INDEX diet_survey_member_id ON diet_survey (member_id);
CREATE INDEX diet_survey_association_id_day ON diet_survey (association_id, day);
CREATE UNIQUE INDEX diet_survey_member_id_day ON diet_survey (member_id, day);

CREATE TABLE shortage_survey (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day {DAY}),
    answered TEXT NOT NULL,
{_truths(MONTHS)}
    remarks TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX shortage_survey_uid ON shortage_survey (uid);
CREATE INDEX shortage_survey_member_id ON shortage_survey (member_id);
CREATE INDEX shortage_survey_association_id_day ON shortage_survey (association_id, day);
CREATE UNIQUE INDEX shortage_survey_member_id_day ON shortage_survey (member_id, day);

CREATE TABLE local_price (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    market TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day {DAY}),
    price INTEGER NOT NULL CHECK (price > 0),
    source TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX local_price_uid ON local_price (uid);
CREATE INDEX local_price_product_id ON local_price (product_id);
CREATE INDEX local_price_association_id_day ON local_price (association_id, day);
CREATE UNIQUE INDEX local_price_product_id_market_day ON local_price (product_id, market, day);

CREATE TABLE income_baseline (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    season TEXT NOT NULL CHECK (season {SEASON}),
    income INTEGER NOT NULL CHECK (income >= 0),
    day TEXT NOT NULL CHECK (day {DAY}),
    source TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX income_baseline_uid ON income_baseline (uid);
CREATE INDEX income_baseline_member_id ON income_baseline (member_id);
CREATE INDEX income_baseline_association_id_season ON income_baseline (association_id, season);
CREATE UNIQUE INDEX income_baseline_member_id_season ON income_baseline (member_id, season)
"""


def up(migrator, db):
    for statement in TABLES.split(";"):
        db.execute_sql(statement)
    _seed_youth(db)


def _seed_youth(db):
    """What an association begun before has from now on, as one begun now has."""
    for (association,) in db.execute_sql("SELECT id FROM association").fetchall():
        closed = db.execute_sql(
            "SELECT max(month) || '-01' FROM opening WHERE association_id = ? HAVING count(*) > 1",
            (association,),
        ).fetchone()
        db.execute_sql(
            "INSERT INTO parameter (uid, found_by, association_id, name, since, value, source)"
            " VALUES (?, 'youth_age', ?, 'youth_age', ?, 290000, '')",
            (str(uuid4()), association, closed[0] if closed else "2000-01-01"),
        )
