"""The first schema: places, associations, people, products, papers and their entries.

Written in SQL, so that it stays what it was: STRICT tables (text in a number column is refused),
checks that no door gets around, and triggers that keep what was issued and what was closed.
"""

from uuid import uuid4

TABLES = """
CREATE TABLE watershed (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX watershed_uid ON watershed (uid);
CREATE UNIQUE INDEX watershed_name ON watershed (name);

CREATE TABLE district (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    ubigeo TEXT NOT NULL,
    name TEXT NOT NULL,
    province TEXT NOT NULL,
    department TEXT NOT NULL,
    watershed_id INTEGER REFERENCES watershed (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX district_uid ON district (uid);
CREATE UNIQUE INDEX district_ubigeo ON district (ubigeo);
CREATE INDEX district_watershed_id ON district (watershed_id);

CREATE TABLE community (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    name TEXT NOT NULL,
    district_id INTEGER NOT NULL REFERENCES district (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX community_uid ON community (uid);
CREATE INDEX community_district_id ON community (district_id);

CREATE TABLE association (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    ruc TEXT,
    district_id INTEGER NOT NULL REFERENCES district (id) ON DELETE RESTRICT,
    community_id INTEGER REFERENCES community (id) ON DELETE RESTRICT,
    address TEXT NOT NULL,
    registry TEXT NOT NULL,
    ppa_code TEXT NOT NULL,
    ppa_day TEXT CHECK (ppa_day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    remarks TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX association_uid ON association (uid);
CREATE UNIQUE INDEX association_name ON association (name);
CREATE UNIQUE INDEX association_ruc ON association (ruc);
CREATE INDEX association_district_id ON association (district_id);
CREATE INDEX association_community_id ON association (community_id);

CREATE TABLE buyer (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    ruc TEXT,
    dni TEXT,
    phone TEXT,
    address TEXT NOT NULL,
    remarks TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX buyer_uid ON buyer (uid);
CREATE INDEX buyer_association_id ON buyer (association_id);

CREATE TABLE category (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    direction TEXT NOT NULL CHECK (direction IN ('income', 'expense'))
) STRICT;
CREATE UNIQUE INDEX category_uid ON category (uid);
CREATE UNIQUE INDEX category_association_id_direction_name
    ON category (association_id, direction, name);

CREATE TABLE change (
    id INTEGER NOT NULL PRIMARY KEY,
    moment TEXT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    kind TEXT NOT NULL,
    record INTEGER NOT NULL,
    changes TEXT NOT NULL
) STRICT;
CREATE INDEX change_kind_record ON change (kind, record);

CREATE TABLE document (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    number TEXT NOT NULL,
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    typed TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('valid', 'voided')),
    voided_on TEXT CHECK (voided_on GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    reason TEXT NOT NULL,
    about_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
    replaces_id INTEGER REFERENCES document (id) ON DELETE RESTRICT,
    noted TEXT NOT NULL,
    CHECK (number = kind || '-' || year || '-' || printf('%04d', sequence)),
    CHECK ((state = 'voided') = (voided_on IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX document_uid ON document (uid);
CREATE INDEX document_about_id ON document (about_id);
CREATE INDEX document_replaces_id ON document (replaces_id);
CREATE UNIQUE INDEX document_association_id_kind_year_sequence
    ON document (association_id, kind, year, sequence);
CREATE INDEX document_association_id_kind_day ON document (association_id, kind, day);
CREATE INDEX document_association_id_day ON document (association_id, day);

CREATE TABLE member (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    place INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    dni TEXT NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('F', 'M')),
    born TEXT CHECK (born GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    civil_state TEXT,
    partner TEXT NOT NULL,
    partner_dni TEXT,
    occupation TEXT NOT NULL,
    community_id INTEGER REFERENCES community (id) ON DELETE RESTRICT,
    address TEXT NOT NULL,
    phone TEXT,
    admitted TEXT NOT NULL CHECK (admitted GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    admission_minutes TEXT NOT NULL,
    dues_exempt INTEGER NOT NULL,
    departed TEXT CHECK (departed GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    departure TEXT,
    departure_minutes TEXT NOT NULL,
    household INTEGER,
    tongue TEXT NOT NULL,
    ppa_code TEXT NOT NULL,
    ruc TEXT,
    bank_account TEXT NOT NULL,
    remarks TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX member_uid ON member (uid);
CREATE INDEX member_community_id ON member (community_id);
CREATE UNIQUE INDEX member_association_id_dni ON member (association_id, dni);
CREATE UNIQUE INDEX member_association_id_code ON member (association_id, code);
CREATE UNIQUE INDEX member_association_id_place ON member (association_id, place);

CREATE TABLE product (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN ('kg', 'litro', 'unidad')),
    moisture_base INTEGER
) STRICT;
CREATE UNIQUE INDEX product_uid ON product (uid);
CREATE UNIQUE INDEX product_association_id_name ON product (association_id, name);

CREATE TABLE grade (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    place INTEGER NOT NULL,
    tariff INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX grade_uid ON grade (uid);
CREATE UNIQUE INDEX grade_product_id_name ON grade (product_id, name);

CREATE TABLE plot (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    typed_area INTEGER NOT NULL,
    area_unit TEXT NOT NULL,
    area INTEGER NOT NULL,
    CHECK (area > 0)
) STRICT;
CREATE UNIQUE INDEX plot_uid ON plot (uid);
CREATE INDEX plot_association_id ON plot (association_id);
CREATE INDEX plot_member_id ON plot (member_id);
CREATE UNIQUE INDEX plot_association_id_code ON plot (association_id, code);

CREATE TABLE harvest (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    plot_id INTEGER REFERENCES plot (id) ON DELETE RESTRICT,
    area INTEGER,
    total INTEGER NOT NULL,
    sale INTEGER NOT NULL,
    own_use INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    barter INTEGER NOT NULL,
    processing INTEGER NOT NULL,
    feed INTEGER NOT NULL,
    gift INTEGER NOT NULL,
    loss INTEGER NOT NULL,
    undecided INTEGER NOT NULL,
    noted TEXT NOT NULL,
    CHECK (total = sale + own_use + seed + barter + processing + feed + gift + loss + undecided),
    CHECK (total > 0),
    CHECK (min(sale, own_use, seed, barter, processing, feed, gift, loss, undecided) >= 0)
) STRICT;
CREATE UNIQUE INDEX harvest_uid ON harvest (uid);
CREATE INDEX harvest_member_id ON harvest (member_id);
CREATE INDEX harvest_product_id ON harvest (product_id);
CREATE INDEX harvest_plot_id ON harvest (plot_id);
CREATE INDEX harvest_association_id_day ON harvest (association_id, day);

CREATE TABLE delivery (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    grade_id INTEGER NOT NULL REFERENCES grade (id) ON DELETE RESTRICT,
    harvest_id INTEGER REFERENCES harvest (id) ON DELETE RESTRICT,
    typed_quantity INTEGER NOT NULL,
    typed_unit TEXT NOT NULL,
    factor INTEGER NOT NULL,
    sacks INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    tare INTEGER NOT NULL,
    net INTEGER NOT NULL,
    impurity INTEGER,
    impurity_off INTEGER NOT NULL,
    moisture INTEGER,
    moisture_base INTEGER,
    moisture_off INTEGER NOT NULL,
    payable INTEGER NOT NULL,
    tariff INTEGER NOT NULL,
    suggested INTEGER NOT NULL,
    CHECK (tare >= 0 AND tare < gross),
    CHECK (net = gross - tare),
    CHECK (payable = net - impurity_off - moisture_off),
    CHECK (payable > 0)
) STRICT;
CREATE UNIQUE INDEX delivery_uid ON delivery (uid);
CREATE INDEX delivery_member_id ON delivery (member_id);
CREATE INDEX delivery_product_id ON delivery (product_id);
CREATE INDEX delivery_grade_id ON delivery (grade_id);
CREATE INDEX delivery_harvest_id ON delivery (harvest_id);

CREATE TABLE fund (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX fund_uid ON fund (uid);
CREATE UNIQUE INDEX fund_association_id_name ON fund (association_id, name);

CREATE TABLE legal_book (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    book TEXT NOT NULL,
    number TEXT NOT NULL,
    opened TEXT NOT NULL CHECK (opened GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    certified_by TEXT NOT NULL,
    pages TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX legal_book_uid ON legal_book (uid);
CREATE INDEX legal_book_association_id ON legal_book (association_id);

CREATE TABLE lot (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX lot_uid ON lot (uid);
CREATE UNIQUE INDEX lot_association_id_name ON lot (association_id, name);

CREATE TABLE money_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    account TEXT NOT NULL,
    party INTEGER NOT NULL,
    amount INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX money_entry_uid ON money_entry (uid);
CREATE INDEX money_entry_association_id_account_day_document_id_party_amount
    ON money_entry (association_id, account, day, document_id, party, amount);
CREATE INDEX money_entry_account_party_amount ON money_entry (account, party, amount);
CREATE INDEX money_entry_document_id ON money_entry (document_id);

CREATE TABLE officer (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    member_id INTEGER NOT NULL REFERENCES member (id) ON DELETE RESTRICT,
    office TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    until TEXT CHECK (until GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    minutes TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX officer_uid ON officer (uid);
CREATE INDEX officer_association_id ON officer (association_id);
CREATE INDEX officer_member_id ON officer (member_id);

CREATE TABLE opening (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    month TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX opening_uid ON opening (uid);
CREATE UNIQUE INDEX opening_association_id_month ON opening (association_id, month);

CREATE TABLE opening_balance (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    opening_id INTEGER NOT NULL REFERENCES opening (id) ON DELETE RESTRICT,
    account TEXT NOT NULL,
    party INTEGER NOT NULL,
    detail TEXT NOT NULL,
    amount INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX opening_balance_uid ON opening_balance (uid);
CREATE INDEX opening_balance_opening_id ON opening_balance (opening_id);

CREATE TABLE opening_stock (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    opening_id INTEGER NOT NULL REFERENCES opening (id) ON DELETE RESTRICT,
    grade_id INTEGER NOT NULL REFERENCES grade (id) ON DELETE RESTRICT,
    delivery_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX opening_stock_uid ON opening_stock (uid);
CREATE INDEX opening_stock_opening_id ON opening_stock (opening_id);

CREATE TABLE parameter (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    since TEXT NOT NULL CHECK (since GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    value INTEGER NOT NULL,
    source TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX parameter_uid ON parameter (uid);
CREATE UNIQUE INDEX parameter_association_id_name_since ON parameter (association_id, name, since);

CREATE TABLE product_terms (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    since TEXT NOT NULL CHECK (since GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    igv TEXT NOT NULL,
    price_low INTEGER,
    price_high INTEGER,
    yield_low INTEGER,
    yield_high INTEGER,
    delivery_high INTEGER
) STRICT;
CREATE UNIQUE INDEX product_terms_uid ON product_terms (uid);
CREATE UNIQUE INDEX product_terms_product_id_since ON product_terms (product_id, since);

CREATE TABLE receipt (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    member_id INTEGER REFERENCES member (id) ON DELETE RESTRICT,
    buyer_id INTEGER REFERENCES buyer (id) ON DELETE RESTRICT,
    party TEXT NOT NULL,
    party_id TEXT NOT NULL,
    concept TEXT NOT NULL,
    category_id INTEGER NOT NULL REFERENCES category (id) ON DELETE RESTRICT,
    lot_id INTEGER REFERENCES lot (id) ON DELETE RESTRICT,
    account TEXT NOT NULL CHECK (account IN ('cash', 'bank')),
    method TEXT NOT NULL,
    operation TEXT NOT NULL,
    amount INTEGER NOT NULL,
    CHECK (amount > 0)
) STRICT;
CREATE UNIQUE INDEX receipt_uid ON receipt (uid);
CREATE INDEX receipt_member_id ON receipt (member_id);
CREATE INDEX receipt_buyer_id ON receipt (buyer_id);
CREATE INDEX receipt_category_id ON receipt (category_id);
CREATE INDEX receipt_lot_id ON receipt (lot_id);

CREATE TABLE sale (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    buyer_id INTEGER NOT NULL REFERENCES buyer (id) ON DELETE RESTRICT,
    lot_id INTEGER NOT NULL REFERENCES lot (id) ON DELETE RESTRICT,
    terms TEXT NOT NULL CHECK (terms IN ('cash', 'credit')),
    due TEXT NOT NULL CHECK (due GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    voucher TEXT NOT NULL,
    total INTEGER NOT NULL,
    CHECK (total > 0)
) STRICT;
CREATE UNIQUE INDEX sale_uid ON sale (uid);
CREATE INDEX sale_buyer_id ON sale (buyer_id);
CREATE INDEX sale_lot_id ON sale (lot_id);

CREATE TABLE sale_line (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    sale_id INTEGER NOT NULL REFERENCES sale (document_id) ON DELETE RESTRICT,
    place INTEGER NOT NULL,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE RESTRICT,
    grade_id INTEGER NOT NULL REFERENCES grade (id) ON DELETE RESTRICT,
    quantity INTEGER NOT NULL,
    price INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    igv TEXT NOT NULL,
    CHECK (quantity > 0 AND price > 0)
) STRICT;
CREATE UNIQUE INDEX sale_line_uid ON sale_line (uid);
CREATE INDEX sale_line_sale_id ON sale_line (sale_id);
CREATE INDEX sale_line_product_id ON sale_line (product_id);
CREATE INDEX sale_line_grade_id ON sale_line (grade_id);

CREATE TABLE signature (
    id INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL
) STRICT;


CREATE TABLE stock_entry (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    document_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    grade_id INTEGER NOT NULL REFERENCES grade (id) ON DELETE RESTRICT,
    delivery_id INTEGER NOT NULL REFERENCES document (id) ON DELETE RESTRICT,
    line INTEGER NOT NULL,
    quantity INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX stock_entry_uid ON stock_entry (uid);
CREATE INDEX stock_entry_association_id_grade_id_day_document_id_quantity
    ON stock_entry (association_id, grade_id, day, document_id, quantity);
CREATE INDEX stock_entry_association_id_day_grade_id_document_id_quantity
    ON stock_entry (association_id, day, grade_id, document_id, quantity);
CREATE INDEX stock_entry_delivery_id_quantity ON stock_entry (delivery_id, quantity);
CREATE INDEX stock_entry_document_id ON stock_entry (document_id);

CREATE TABLE transfer (
    document_id INTEGER NOT NULL PRIMARY KEY REFERENCES document (id) ON DELETE RESTRICT,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('cash', 'bank')),
    target TEXT NOT NULL CHECK (target IN ('cash', 'bank')),
    amount INTEGER NOT NULL,
    operation TEXT NOT NULL,
    CHECK (amount > 0),
    CHECK (source <> target)
) STRICT;
CREATE UNIQUE INDEX transfer_uid ON transfer (uid);

CREATE TABLE unit (
    id INTEGER NOT NULL PRIMARY KEY,
    uid TEXT NOT NULL,
    found_by TEXT NOT NULL,
    association_id INTEGER NOT NULL REFERENCES association (id) ON DELETE RESTRICT,
    name TEXT NOT NULL,
    of TEXT NOT NULL,
    factor INTEGER NOT NULL,
    product_id INTEGER REFERENCES product (id) ON DELETE RESTRICT
) STRICT;
CREATE UNIQUE INDEX unit_uid ON unit (uid);
CREATE INDEX unit_association_id ON unit (association_id);
CREATE INDEX unit_product_id ON unit (product_id)
"""

# What was posted stays. A mistake is undone by its opposite, never by an eraser.
WRITTEN_ONCE = ("money_entry", "stock_entry", "change")
NEVER_DELETED = ("document", "delivery", "sale", "sale_line", "receipt", "transfer")
AS_PRINTED = ("delivery", "sale", "sale_line", "receipt", "transfer")
# Whom an entry or an opening balance belongs to, by the kind of account.
PARTIES = {
    "member": ("loans", "inputs", "dues", "income_to_date"),
    "fund": ("funds",),
    "lot": ("produce",),
    "category": ("income", "expense"),
}
DATED = ("document", "harvest", "money_entry", "stock_entry")


def up(migrator, db):
    for statement in TABLES.split(";"):
        db.execute_sql(statement)
    for table in WRITTEN_ONCE + AS_PRINTED:
        _forbid(db, table, "UPDATE", "Lo registrado no se cambia: se anula.")
    for table in WRITTEN_ONCE + NEVER_DELETED:
        _forbid(db, table, "DELETE", "Lo registrado no se borra: se anula.")
    _keep_documents(db)
    for table, accounts in PARTIES.items():
        _keep_parties(db, table, accounts)
    for table in DATED:
        _close_months(db, table)
    _seed_places(db)


def _forbid(db, table, deed, sentence):
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
    )


def _keep_documents(db):
    """Of an issued document only its voiding may be written, and once."""
    fixed = [
        "association_id",
        "kind",
        "year",
        "sequence",
        "number",
        "day",
        "typed",
        "about_id",
        "replaces_id",
        "noted",
    ]
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in fixed)
    db.execute_sql(
        "CREATE TRIGGER document_as_issued BEFORE UPDATE ON document"
        f" WHEN {changed} OR OLD.state = 'voided'"
        " BEGIN SELECT RAISE(ABORT, 'Un documento emitido no se cambia: se anula.'); END"
    )

    db.execute_sql(
        "CREATE TRIGGER document_voided_closed BEFORE UPDATE ON document"
        " WHEN NEW.voided_on < (SELECT max(month) || '-01' FROM opening"
        " WHERE association_id = NEW.association_id)"
        " BEGIN SELECT RAISE(ABORT, 'El mes está cerrado.'); END"
    )


def _keep_parties(db, table, accounts):
    """Who owes or is owed cannot be deleted: `party` is no foreign key that would say so."""
    listed = ", ".join(f"'{account}'" for account in accounts)
    used = " OR ".join(
        f"EXISTS (SELECT 1 FROM {entries} WHERE account IN ({listed}) AND party = OLD.id)"
        for entries in ("money_entry", "opening_balance")
    )
    db.execute_sql(
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {used}"
        " BEGIN SELECT RAISE(ABORT, 'No se puede borrar: hay saldos a su nombre.'); END"
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


# INEI codes (domain 3); a community stands in the district with that code.
WATERSHEDS = ("Pomacanchi", "Cachora")
DISTRICTS = (
    ("080201", "Acomayo", "Acomayo", "Cusco", "Pomacanchi"),
    ("080202", "Acopia", "Acomayo", "Cusco", "Pomacanchi"),
    ("080203", "Acos", "Acomayo", "Cusco", "Pomacanchi"),
    ("080204", "Mosoc Llacta", "Acomayo", "Cusco", "Pomacanchi"),
    ("080205", "Pomacanchi", "Acomayo", "Cusco", "Pomacanchi"),
    ("080206", "Rondocan", "Acomayo", "Cusco", "Pomacanchi"),
    ("080207", "Sangarará", "Acomayo", "Cusco", "Pomacanchi"),
    ("030108", "San Pedro de Cachora", "Abancay", "Apurímac", "Cachora"),
)
COMMUNITIES = (
    ("Pomacanchi", "080205"),
    ("Tocorani", "080205"),
    ("Santa Lucía", "080205"),
    ("Cachora", "030108"),
)


def _seed_places(db):
    for name in WATERSHEDS:
        db.execute_sql(
            "INSERT INTO watershed (uid, found_by, name) VALUES (?, ?, ?)",
            (str(uuid4()), _folded(name), name),
        )
    for ubigeo, name, province, department, watershed in DISTRICTS:
        db.execute_sql(
            "INSERT INTO district (uid, found_by, ubigeo, name, province, department, watershed_id)"
            " SELECT ?, ?, ?, ?, ?, ?, id FROM watershed WHERE name = ?",
            (
                str(uuid4()),
                _folded(f"{name} {ubigeo} {province} {department}"),
                ubigeo,
                name,
                province,
                department,
                watershed,
            ),
        )
    for name, ubigeo in COMMUNITIES:
        db.execute_sql(
            "INSERT INTO community (uid, found_by, name, district_id)"
            " SELECT ?, ?, ?, id FROM district WHERE ubigeo = ?",
            (str(uuid4()), _folded(name), name, ubigeo),
        )


def _folded(text):
    return text.casefold().translate(str.maketrans("áéíóúñ", "aeioun"))
