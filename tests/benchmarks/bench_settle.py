"""A lot of 5,000 deliveries settled on the disk, against set-based SQL that shares the same lot.

The floor is sqlite3 alone on a twin of the book, with the same pragmas and triggers: it shares
gross, costs, service and advances with window functions, the céntimos left over by the largest
remainders, and stores the same papers, lines, deductions and entries, in one transaction. It asks no
rule. Both wait for the disk, so this is time on the wall. Both must store the same amounts.
"""

import shutil
import sqlite3
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import measuring
from books import lot_to_settle

from models.changes import PRAGMAS, database
from models.documents import Paper
from models.file import storage
from models.produce.lots import Lot
from models.settling.asking import proposed
from models.settling.forecast import forecast
from models.settling.settle import settle

TARGET = 2.5
DELIVERIES, ROUNDS = 5000, 5
SUMS = (
    "SELECT count(*), sum(abs(amount)) FROM money_entry",
    "SELECT count(*), sum(gross), sum(net) FROM settlement",
    "SELECT count(*), sum(gross), sum(costs), sum(service), sum(advance) FROM settlement_line",
    "SELECT count(*), sum(amount) FROM settlement_deduction",
)
UID = "lower(hex(randomblob(16)))"

# The lot's pieces, and what each gets: a whole cut down to the céntimo, then one céntimo each to
# the largest remainders.
PIECES = """
CREATE TEMP TABLE piece AS
SELECT e.delivery_id AS delivery, d.member_id AS member, d.grade_id AS grade, -sum(e.quantity) AS q,
       d.payable AS payable,
       row_number() OVER (ORDER BY o.year, o.sequence) AS place,
       0 AS gross, 0 AS costs, 0 AS service,
       (SELECT sum(amount) FROM money_entry m
         WHERE m.account = 'advances' AND m.party = e.delivery_id) AS advance
  FROM stock_entry e JOIN sale s ON s.document_id = e.document_id
  JOIN delivery d ON d.document_id = e.delivery_id JOIN document o ON o.id = e.delivery_id
 GROUP BY e.delivery_id
"""
GROSS = """
CREATE TEMP TABLE earned AS
WITH whole AS (SELECT grade, sum(q) AS q FROM piece GROUP BY grade),
cut AS (
  SELECT l.id AS line, l.amount, p.delivery, p.place, l.amount * p.q / w.q AS part,
         l.amount * p.q % w.q AS rest
    FROM sale_line l JOIN piece p ON p.grade = l.grade_id JOIN whole w ON w.grade = p.grade),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY line ORDER BY rest DESC, place) AS n,
         amount - sum(part) OVER (PARTITION BY line) AS left_over FROM cut)
SELECT delivery, sum(part + (n <= left_over)) AS gross FROM ranked GROUP BY delivery
"""
SHARED = """
CREATE TEMP TABLE part AS
WITH sums AS (SELECT sum(q) AS q, sum(gross) AS gross FROM piece),
cut AS (
  SELECT p.delivery, p.place, :whole * p.{by} / s.{by} AS part, :whole * p.{by} % s.{by} AS rest
    FROM piece p, sums s),
ranked AS (
  SELECT *, row_number() OVER (ORDER BY rest DESC, place) AS n,
         :whole - sum(part) OVER () AS left_over FROM cut)
SELECT delivery, part + (n <= left_over) AS amount FROM ranked
"""
MEMBERS = """
CREATE TEMP TABLE share AS
SELECT p.member, row_number() OVER (ORDER BY m.place) AS n, sum(gross) AS gross,
       sum(costs) AS costs, sum(service) AS service, sum(advance) AS advances, 500 AS dues
  FROM piece p JOIN member m ON m.id = p.member GROUP BY p.member
"""
# {first}: the key of the document before the first paper.
PAPERS = f"""
INSERT INTO document (id, uid, found_by, association_id, kind, year, sequence, number, day, typed,
                      state, reason, noted)
SELECT :first + n, {UID}, printf('lq-%d-%04d', :year, n), 1, 'LQ', :year, n,
       printf('LQ-%d-%04d', :year, n), :day, :day || 'T10:00:00', 'valid', '', '' FROM share
"""
SETTLED = f"""
INSERT INTO settlement (document_id, uid, found_by, run_id, member_id, gross, costs, service,
                        advances, deducted, net, carried_out)
SELECT :first + n, {UID}, printf('lq-%d-%04d', :year, n), 1, member, gross, costs, service, advances,
       dues, gross - costs - service - advances - dues, 0 FROM share
"""
LINES = f"""
INSERT INTO settlement_line (uid, found_by, settlement_id, delivery_id, quantity, gross, costs,
                             service, advance)
SELECT {UID}, '', :first + n, delivery, q, p.gross, p.costs, p.service, p.advance
  FROM piece p JOIN share USING (member) ORDER BY n, place
"""
TAKEN = f"""
INSERT INTO settlement_deduction (uid, found_by, settlement_id, place, base, name, asked, amount,
                                  origin)
SELECT {UID}, '', :first + n, 1, 'dues', 'Cuotas', dues, dues, '' FROM share
"""
ENTRIES = f"""
INSERT INTO money_entry (uid, found_by, document_id, association_id, day, account, party, amount)
SELECT {UID}, '', :first + n, 1, :day, account, party, amount FROM (
  SELECT n, 'produce' AS account, :lot AS party, gross - costs AS amount FROM share
  UNION ALL SELECT n, 'income', :service_heading, -service FROM share
  UNION ALL SELECT n, 'payable', :first + n, -(gross - costs - service - advances - dues) FROM share
  UNION ALL SELECT n, 'income_to_date', member, gross FROM share
  UNION ALL SELECT n, 'memo', 0, -gross FROM share
  UNION ALL SELECT n, 'advances', delivery, -p.advance FROM piece p JOIN share USING (member)
  UNION ALL SELECT n, 'income', :dues_heading, -dues FROM share
  UNION ALL SELECT n, 'dues', member, -dues FROM share
  UNION ALL SELECT n, 'memo', 0, dues FROM share)
"""


def ours(path: Path) -> tuple[float, list[tuple[int, ...]]]:
    """Seconds of settling with the dues of everyone asked, and the sums of what it stored."""
    with storage.opened(path):
        lot, day = Lot.get(), date.today()
        asked = proposed(forecast(lot, day))
        start = time.perf_counter()
        settle(lot, Paper(day), asked)
        taken = time.perf_counter() - start
        return taken, [database.execute_sql(sql).fetchone() for sql in SUMS]


def floor(path: Path) -> tuple[float, list[tuple[int, ...]]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        start = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        _settle(connection)
        connection.execute("COMMIT")
        taken = time.perf_counter() - start
        return taken, [connection.execute(sql).fetchone() for sql in SUMS]


def _settle(connection: sqlite3.Connection) -> None:
    def one(sql: str, **values: object) -> int:
        found: int = connection.execute(sql, values).fetchone()[0]
        return found

    day = date.today()
    whole = one("SELECT sum(amount) FROM sale_line")
    costs = one(
        "SELECT sum(amount) + :whole FROM money_entry WHERE account = 'produce'", whole=whole
    )
    service = (whole * 5 + 50) // 100
    connection.execute(PIECES)
    connection.execute(GROSS)
    _fill(connection, "gross", "gross", "earned")
    for column, amount, by in (("costs", costs, "q"), ("service", service, "gross")):
        connection.execute(SHARED.format(by=by), {"whole": amount})
        _fill(connection, column, "amount", "part")
        connection.execute("DROP TABLE part")
    connection.execute(MEMBERS)
    connection.execute(
        "INSERT INTO lot_settlement (id, uid, found_by, association_id, lot_id, day, gross, costs,"
        f" service_pct, service, is_top_up, noted) SELECT 1, {UID}, '', 1, id, ?, ?, ?, 500, ?, 0,"
        " '' FROM lot",
        (str(day), whole, costs, service),
    )
    heading = "SELECT id FROM category WHERE direction = 'income' AND name = :name"
    values = {
        "first": one("SELECT max(id) FROM document"),
        "year": day.year,
        "day": str(day),
        "lot": one("SELECT id FROM lot"),
        "service_heading": one(heading, name="descuento por servicio"),
        "dues_heading": one(heading, name="cuotas"),
    }
    for sql in (PAPERS, SETTLED, LINES, TAKEN, ENTRIES):
        connection.execute(sql, values)


def _fill(connection: sqlite3.Connection, column: str, amount: str, table: str) -> None:
    connection.execute(
        f"UPDATE piece SET {column} = t.{amount} FROM {table} t WHERE t.delivery = piece.delivery"
    )


def main() -> None:
    words = f"{DELIVERIES:,} deliveries of 300 members, 50 sales, dues of everyone; on the disk"
    measuring.title("A lot settled", words)
    path = lot_to_settle(DELIVERIES)
    mine: list[float] = []
    bare: list[float] = []
    with TemporaryDirectory(dir=path.parent) as folder:
        for turn in range(ROUNDS + 1):
            one, sums = ours(Path(shutil.copy(path, Path(folder) / "ours.ecocuenca")))
            other, same = floor(Path(shutil.copy(path, Path(folder) / "floor.ecocuenca")))
            assert sums == same, (sums, same)
            if turn:
                mine.append(one)
                bare.append(other)
    measuring.close([measuring.line("settled", measuring.Pairs(mine, bare), TARGET)])


if __name__ == "__main__":
    main()
