"""The treasurer's books: loans, charges, settlements, losses, cash counts, closings, paper booklets."""

from uuid import uuid4

DAY = "GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'"

TABLES = f"""
CREATE TABLE booklet (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    CHECK (first > 0 AND last >= first)
) STRICT;
CREATE UNIQUE INDEX booklet_uid ON booklet (uid);
CREATE UNIQUE INDEX booklet_association_id_kind_name ON booklet (association_id, kind, name);

CREATE TABLE spoiled_slip (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    booklet_id INTEGER NOT NULL REFERENCES booklet (id) ON DELETE RESTRICT,
    slip INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX spoiled_slip_uid ON spoiled_slip (uid);
CREATE UNIQUE INDEX spoiled_slip_booklet_id_slip ON spoiled_slip (booklet_id, slip);

CREATE TABLE series_start (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    first INTEGER NOT NULL,
    CHECK (first > 0)
) STRICT;
CREATE UNIQUE INDEX series_start_uid ON series_start (uid);
CREATE UNIQUE INDEX series_start_association_id_kind_year
    ON series_start (association_id, kind, year);

ALTER TABLE document ADD COLUMN booklet_id INTEGER REFERENCES booklet (id) ON DELETE RESTRICT;
ALTER TABLE document ADD COLUMN slip INTEGER;
CREATE INDEX document_booklet_id_slip ON document (booklet_id, slip);

ALTER TABLE receipt ADD COLUMN fund_id INTEGER REFERENCES fund (id) ON DELETE RESTRICT;
CREATE INDEX receipt_fund_id ON receipt (fund_id);

CREATE TABLE reversal (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    original_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    reason TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX reversal_uid ON reversal (uid);
CREATE INDEX reversal_original_id ON reversal (original_id);

CREATE TABLE loan (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    amount INTEGER NOT NULL,
    instalments INTEGER NOT NULL,
    first_due TEXT CHECK (first_due {DAY}),
    CHECK (amount > 0 AND instalments > 0)
) STRICT;
CREATE UNIQUE INDEX loan_uid ON loan (uid);
CREATE INDEX loan_member_id ON loan (member_id);

CREATE TABLE dues_charge (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    month TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CHECK (amount > 0)
) STRICT;
CREATE UNIQUE INDEX dues_charge_uid ON dues_charge (uid);
CREATE UNIQUE INDEX dues_charge_member_id_month ON dues_charge (member_id, month);
CREATE INDEX dues_charge_association_id_month ON dues_charge (association_id, month);

CREATE TABLE charge (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('extra', 'entry', 'contribution', 'fine')),
    concept TEXT NOT NULL,
    total INTEGER NOT NULL,
    CHECK (total > 0)
) STRICT;
CREATE UNIQUE INDEX charge_uid ON charge (uid);

CREATE TABLE charge_line (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    charge_id INTEGER NOT NULL REFERENCES charge (document_id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    amount INTEGER NOT NULL,
    CHECK (amount > 0)
) STRICT;
CREATE UNIQUE INDEX charge_line_uid ON charge_line (uid);
CREATE UNIQUE INDEX charge_line_charge_id_member_id ON charge_line (charge_id, member_id);
CREATE INDEX charge_line_member_id ON charge_line (member_id);

CREATE TABLE workday (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day {DAY}),
    title TEXT NOT NULL,
    fine INTEGER NOT NULL,
    CHECK (fine >= 0)
) STRICT;
CREATE UNIQUE INDEX workday_uid ON workday (uid);
CREATE INDEX workday_association_id_day ON workday (association_id, day);

CREATE TABLE attendance (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    workday_id INTEGER NOT NULL REFERENCES workday (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('came', 'sent', 'excused', 'owes')),
    made_up TEXT CHECK (made_up {DAY}),
    charge_id INTEGER REFERENCES charge (document_id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX attendance_uid ON attendance (uid);
CREATE UNIQUE INDEX attendance_workday_id_member_id ON attendance (workday_id, member_id);
CREATE INDEX attendance_member_id ON attendance (member_id);
CREATE INDEX attendance_charge_id ON attendance (charge_id);

CREATE TABLE write_off (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    lot_id INTEGER NOT NULL REFERENCES lot (id) ON DELETE RESTRICT,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    grade_id INTEGER NOT NULL REFERENCES grade (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL,
    reason TEXT NOT NULL,
    CHECK (quantity > 0)
) STRICT;
CREATE UNIQUE INDEX write_off_uid ON write_off (uid);
CREATE INDEX write_off_lot_id ON write_off (lot_id);
CREATE INDEX write_off_product_id ON write_off (product_id);
CREATE INDEX write_off_grade_id ON write_off (grade_id);

CREATE TABLE top_up (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    lot_id INTEGER NOT NULL REFERENCES lot (id) ON DELETE RESTRICT,
    grade_id INTEGER REFERENCES grade (id) ON DELETE RESTRICT,
    amount INTEGER NOT NULL,
    CHECK (amount > 0)
) STRICT;
CREATE UNIQUE INDEX top_up_uid ON top_up (uid);
CREATE INDEX top_up_lot_id ON top_up (lot_id);
CREATE INDEX top_up_grade_id ON top_up (grade_id);

CREATE TABLE deduction (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    place INTEGER NOT NULL,
    base TEXT NOT NULL,
    rate INTEGER NOT NULL,
    most_pct INTEGER NOT NULL,
    category_id INTEGER REFERENCES category (id) ON DELETE RESTRICT,
    fund_id INTEGER REFERENCES fund (id) ON DELETE RESTRICT,
    since TEXT NOT NULL CHECK (since {DAY}),
    until TEXT CHECK (until {DAY}),
    CHECK (rate >= 0),
    CHECK (most_pct BETWEEN 0 AND 10000)
) STRICT;
CREATE UNIQUE INDEX deduction_uid ON deduction (uid);
CREATE UNIQUE INDEX deduction_association_id_name_since ON deduction (association_id, name, since);
CREATE INDEX deduction_category_id ON deduction (category_id);
CREATE INDEX deduction_fund_id ON deduction (fund_id);

CREATE TABLE lot_settlement (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    lot_id INTEGER NOT NULL REFERENCES lot (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day {DAY}),
    gross INTEGER NOT NULL,
    costs INTEGER NOT NULL,
    service_pct INTEGER NOT NULL,
    service INTEGER NOT NULL,
    is_top_up INTEGER NOT NULL,
    noted TEXT NOT NULL,
    CHECK (gross > 0 AND costs >= 0 AND service >= 0)
) STRICT;
CREATE UNIQUE INDEX lot_settlement_uid ON lot_settlement (uid);
CREATE INDEX lot_settlement_lot_id ON lot_settlement (lot_id);
CREATE INDEX lot_settlement_association_id_day ON lot_settlement (association_id, day);

CREATE TABLE shared_top_up (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES lot_settlement (id) ON DELETE RESTRICT,
    top_up_id INTEGER NOT NULL REFERENCES top_up (document_id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX shared_top_up_uid ON shared_top_up (uid);
CREATE UNIQUE INDEX shared_top_up_run_id_top_up_id ON shared_top_up (run_id, top_up_id);
CREATE INDEX shared_top_up_top_up_id ON shared_top_up (top_up_id);

CREATE TABLE settlement (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES lot_settlement (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    gross INTEGER NOT NULL,
    costs INTEGER NOT NULL,
    service INTEGER NOT NULL,
    advances INTEGER NOT NULL,
    deducted INTEGER NOT NULL,
    net INTEGER NOT NULL,
    carried_out INTEGER NOT NULL,
    CHECK (gross - costs - service - advances - deducted = net - carried_out),
    CHECK (net >= 0 AND carried_out >= 0 AND (net = 0 OR carried_out = 0))
) STRICT;
CREATE UNIQUE INDEX settlement_uid ON settlement (uid);
CREATE INDEX settlement_run_id ON settlement (run_id);
CREATE INDEX settlement_member_id ON settlement (member_id);

CREATE TABLE settlement_line (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    settlement_id INTEGER NOT NULL REFERENCES settlement (document_id) ON DELETE RESTRICT,
    delivery_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    costs INTEGER NOT NULL,
    service INTEGER NOT NULL,
    advance INTEGER NOT NULL,
    CHECK (quantity > 0)
) STRICT;
CREATE UNIQUE INDEX settlement_line_uid ON settlement_line (uid);
CREATE UNIQUE INDEX settlement_line_settlement_id_delivery_id
    ON settlement_line (settlement_id, delivery_id);
CREATE INDEX settlement_line_delivery_id ON settlement_line (delivery_id);

CREATE TABLE settlement_deduction (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    settlement_id INTEGER NOT NULL REFERENCES settlement (document_id) ON DELETE RESTRICT,
    place INTEGER NOT NULL,
    base TEXT NOT NULL,
    name TEXT NOT NULL,
    asked INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    origin TEXT NOT NULL,
    CHECK (amount >= 0 AND amount <= asked)
) STRICT;
CREATE UNIQUE INDEX settlement_deduction_uid ON settlement_deduction (uid);
CREATE UNIQUE INDEX settlement_deduction_settlement_id_place
    ON settlement_deduction (settlement_id, place);

CREATE TABLE forecast (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    lot_id INTEGER NOT NULL REFERENCES lot (id) ON DELETE RESTRICT,
    made TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day {DAY}),
    figures TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX forecast_uid ON forecast (uid);
CREATE INDEX forecast_lot_id ON forecast (lot_id);

CREATE TABLE cash_count (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day {DAY}),
    typed TEXT NOT NULL,
    counted INTEGER NOT NULL,
    book INTEGER NOT NULL,
    explanation TEXT NOT NULL,
    witness TEXT NOT NULL,
    document_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
    CHECK (counted >= 0),
    CHECK ((counted = book) = (document_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX cash_count_uid ON cash_count (uid);
CREATE INDEX cash_count_association_id_day ON cash_count (association_id, day);
CREATE INDEX cash_count_document_id ON cash_count (document_id);

CREATE TABLE counted_piece (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    cash_count_id INTEGER NOT NULL REFERENCES cash_count (id) ON DELETE RESTRICT,
    value INTEGER NOT NULL,
    pieces INTEGER NOT NULL,
    CHECK (value > 0 AND pieces > 0)
) STRICT;
CREATE UNIQUE INDEX counted_piece_uid ON counted_piece (uid);
CREATE UNIQUE INDEX counted_piece_cash_count_id_value ON counted_piece (cash_count_id, value);

CREATE TABLE closing (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    month TEXT NOT NULL,
    made TEXT NOT NULL,
    who TEXT NOT NULL,
    code TEXT NOT NULL,
    warnings TEXT NOT NULL,
    reopened TEXT,
    reason TEXT NOT NULL,
    CHECK ((reopened IS NULL) = (reason = ''))
) STRICT;
CREATE UNIQUE INDEX closing_uid ON closing (uid);
CREATE INDEX closing_association_id_month ON closing (association_id, month);
CREATE UNIQUE INDEX closing_standing ON closing (association_id, month) WHERE reopened IS NULL;

CREATE TABLE kept_workbook (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    closing_id INTEGER NOT NULL REFERENCES closing (id) ON DELETE RESTRICT,
    content BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX kept_workbook_uid ON kept_workbook (uid);
CREATE UNIQUE INDEX kept_workbook_closing_id ON kept_workbook (closing_id);

CREATE TABLE budget (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    year INTEGER NOT NULL,
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE RESTRICT,
    amount INTEGER NOT NULL,
    CHECK (amount >= 0)
) STRICT;
CREATE UNIQUE INDEX budget_uid ON budget (uid);
CREATE UNIQUE INDEX budget_association_id_year_category_id
    ON budget (association_id, year, category_id);
CREATE INDEX budget_category_id ON budget (category_id)
"""

# What was issued or posted stays as it was; a mistake is voided, undone or reversed.
AS_ISSUED = (
    "reversal",
    "loan",
    "charge",
    "charge_line",
    "write_off",
    "top_up",
    "lot_settlement",
    "shared_top_up",
    "settlement",
    "settlement_line",
    "settlement_deduction",
    "cash_count",
    "counted_piece",
    "kept_workbook",
)
NEVER_DELETED = (*AS_ISSUED, "closing")
DATED = ("workday", "lot_settlement", "cash_count")
# Of a rate that held in a closed month these stay.
RATES = {
    "parameter": ("association_id", "name", "since", "value"),
    "deduction": ("association_id", "base", "rate", "most_pct", "category_id", "fund_id", "since"),
}


def up(migrator, db):
    for statement in TABLES.split(";"):
        db.execute_sql(statement)
    # A fund's money is owed to its purpose: from now on its account is negative, as its entries are.
    db.execute_sql("UPDATE opening_balance SET amount = -amount WHERE account = 'funds'")
    _seed_rates(db)
    for table in AS_ISSUED:
        _forbid(db, table, "UPDATE", "Lo registrado no se cambia: se anula.")
    for table in NEVER_DELETED:
        _forbid(db, table, "DELETE", "Lo registrado no se borra: se anula.")
    _keep_closings(db)
    _keep_charged_dues(db)
    _keep_leaves(db)
    for table in DATED:
        _close_months(db, table)
    _close_attendance(db)
    for table, fixed in RATES.items():
        _keep_rates(db, table, fixed)


# What an association begun before has from now on, as one begun now has.
PARAMETERS = (
    ("dues_per_member", 0),
    ("retention_pct", 0),
    ("retention_threshold", 1_650_000_000),
    ("arrears_months", 0),
)
DEDUCTIONS = (
    ("carried", "Saldo anterior"),
    ("retention", "Retención"),
    ("inputs", "Insumos"),
    ("loan", "Préstamo"),
    ("dues", "Cuotas"),
    ("charges", "Multas y aportes"),
)


def _seed_rates(db):
    for (association,) in db.execute_sql("SELECT id FROM association").fetchall():
        for name, value in PARAMETERS:
            db.execute_sql(
                "INSERT OR IGNORE INTO parameter"
                " (uid, found_by, association_id, name, since, value, source)"
                " VALUES (?, ?, ?, ?, '2000-01-01', ?, '')",
                (str(uuid4()), name, association, name, value),
            )
        for place, (base, name) in enumerate(DEDUCTIONS, start=1):
            db.execute_sql(
                "INSERT INTO deduction (uid, found_by, association_id, name, place, base, rate,"
                " most_pct, since) VALUES (?, ?, ?, ?, ?, ?, 0, 10000, '2000-01-01')",
                (str(uuid4()), name.lower(), association, name, place, base),
            )


def _forbid(db, table, deed, sentence):
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _keep_closings(db):
    """Of a closing only its lifting may be written, and once."""
    fixed = ("association_id", "month", "made", "who", "code", "warnings")
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in fixed)
    db.execute_sql(
        "CREATE TRIGGER closing_as_made BEFORE UPDATE ON closing"
        f" WHEN {changed} OR OLD.reopened IS NOT NULL OR NEW.reopened IS NULL"
        " BEGIN SELECT RAISE(ABORT, 'Lo registrado no se cambia: se anula.'); END"
    )


def _keep_charged_dues(db):
    """What a closed month charged goes with its closing alone."""
    for deed, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        db.execute_sql(
            f"CREATE TRIGGER dues_charge_closed_{deed.lower()} BEFORE {deed} ON dues_charge"
            f" WHEN {row}.month < (SELECT max(month) FROM opening"
            f" WHERE association_id = {row}.association_id)"
            " BEGIN SELECT RAISE(ABORT, 'El mes está cerrado.'); END"
        )


def _keep_rates(db, table, fixed):
    """What held in a closed month is neither changed nor removed, and none is put there."""
    line = (
        "(SELECT max(month) || '-01' FROM opening WHERE association_id = {row}.association_id"
        " HAVING count(*) > 1)"
    )
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in fixed)
    old, new = (f"{row}.since < {line.format(row=row)}" for row in ("OLD", "NEW"))
    for deed, holds in (
        ("INSERT", new),
        ("UPDATE", f"({old} OR {new}) AND ({changed})"),
        ("DELETE", old),
    ):
        db.execute_sql(
            f"CREATE TRIGGER {table}_closed_{deed.lower()} BEFORE {deed} ON {table} WHEN {holds}"
            " BEGIN SELECT RAISE(ABORT, 'El mes está cerrado.'); END"
        )


def _keep_leaves(db):
    """The leaf of a talonario a paper was written on stays what it was, like all of the paper."""
    db.execute_sql(
        "CREATE TRIGGER document_leaf_as_issued BEFORE UPDATE ON document"
        " WHEN NEW.booklet_id IS NOT OLD.booklet_id OR NEW.slip IS NOT OLD.slip"
        " BEGIN SELECT RAISE(ABORT, 'Un documento emitido no se cambia: se anula.'); END"
    )


def _close_months(db, table):
    """Nothing dated before the newest opening is stored, changed or removed."""
    for deed, rows in (("INSERT", "NEW"), ("UPDATE", "OLD NEW"), ("DELETE", "OLD")):
        closed = " OR ".join(
            f"{row}.day < (SELECT max(month) || '-01' FROM opening"
            f" WHERE association_id = {row}.association_id)"
            for row in rows.split()
        )
        db.execute_sql(
            f"CREATE TRIGGER {table}_closed_{deed.lower()} BEFORE {deed} ON {table} WHEN {closed}"
            " BEGIN SELECT RAISE(ABORT, 'El mes está cerrado.'); END"
        )


def _close_attendance(db):
    """Who came to a work day of a closed month stays; the day owed is fined or worked later."""
    line = (
        "(SELECT max(o.month) || '-01' FROM opening o JOIN workday w"
        " ON w.association_id = o.association_id WHERE w.id = {row}.workday_id)"
    )
    day = "(SELECT day FROM workday WHERE id = {row}.workday_id)"
    closed = {row: f"{day} < {line}".format(row=row) for row in ("OLD", "NEW")}
    worked = {row: f"{row}.made_up < {line}".format(row=row) for row in ("OLD", "NEW")}
    changed = " OR ".join(
        f"NEW.{column} IS NOT OLD.{column}" for column in ("workday_id", "member_id", "state")
    )
    marked = f"({changed}) AND ({closed['OLD']} OR {closed['NEW']})"
    made_up = f"NEW.made_up IS NOT OLD.made_up AND ({worked['OLD']} OR {worked['NEW']})"
    for deed, holds in (
        ("INSERT", f"{closed['NEW']} OR {worked['NEW']}"),
        ("UPDATE", f"({marked}) OR ({made_up})"),
        ("DELETE", f"{closed['OLD']} OR {worked['OLD']}"),
    ):
        db.execute_sql(
            f"CREATE TRIGGER attendance_closed_{deed.lower()} BEFORE {deed} ON attendance"
            f" WHEN {holds} BEGIN SELECT RAISE(ABORT, 'El mes está cerrado.'); END"
        )
