"""A sheet of 20,000 rows taken into the book, against its bare parts.

The floor is what nobody can leave out: python-calamine reads the file, each cell is read by its
field, each row is judged by the rules of its deed, and sqlite3's executemany stores the same rows
in a twin of the book with the same indexes, triggers and history. It finds no headings, knows no
duplicates, keeps no token and asks nothing. The bare floor judges nothing either: its ratio is
shown beside, as what all understanding costs.

Time of the processor, with that of the process that reads: the disk is the same for both. The
window is held up by nothing longer than a step, and the ones looked at here are all it takes.
"""

import os
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import measuring
import xlsxwriter
from python_calamine import CalamineWorkbook

sys.path.insert(0, str(Path(__file__).parents[2]))

from models.asked import answers_kept
from models.associations import Association
from models.changes import PRAGMAS, database
from models.file import storage
from models.importing.checking import checked
from models.importing.draft import drafted, tables_of
from models.importing.kinds import DELIVERIES, HARVESTS, MEMBERS
from models.importing.reading import read_file
from models.importing.readings import meaning_of
from models.importing.register import Known
from models.importing.steps import Steps, T
from models.importing.storing import stored
from models.importing.wanted import Kind
from models.people.members import Member, remember_member, remember_padron
from models.produce.deliveries import Handover, judged
from models.produce.harvests import Harvest
from models.produce.weighing import Weight
from tests.factories import a_grade, an_association

TARGET, STEP_MS = 1.5, 50
ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
FIRST = date(2026, 5, 1)
HEADINGS = {
    MEMBERS.name: ("Apellidos y nombres", "DNI", "Sexo", "Fecha de ingreso", "Celular"),
    HARVESTS.name: ("Fecha", "Socio", "Producto", "Total cosechado", "Venta", "Autoconsumo"),
    DELIVERIES.name: ("Fecha", "Socio", "Producto", "Calidad", "Peso bruto", "Sacos", "Tara"),
}
NAMES = {
    MEMBERS.name: ("name", "dni", "sex", "admitted", "phone"),
    HARVESTS.name: ("day", "member", "product", "total", "sale", "own_use"),
    DELIVERIES.name: ("day", "member", "product", "grade", "gross", "sacks", "tare"),
}


def row_of(kind: Kind, number: int) -> tuple[Any, ...]:
    who, day = f"Socia Prueba {number:05}", FIRST + timedelta(number % 28)
    if kind is MEMBERS:
        return who, f"{40_000_000 + number}", "Mujer", date(2024, 1, 15), "984123456"
    kilos = 40 + number % 300 / 10
    if kind is HARVESTS:
        return day, who, "Papa", 500 + number % 70, 400 + number % 70, 100
    return day, who, "Papa", "Primera", kilos, 1, 0.5


def write(path: Path, kind: Kind) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(kind.title)
        sheet.write_row(0, 0, HEADINGS[kind.name])
        for number in range(ROWS - 1):
            for place, value in enumerate(row_of(kind, number)):
                if isinstance(value, date):
                    sheet.write_datetime(number + 1, place, value, day)
                else:
                    sheet.write(number + 1, place, value)


def spent() -> float:
    """Seconds of processor time, of this process and of those it waited for."""
    return sum(os.times()[:4])


def ours(path: Path, association: Association) -> float:
    """Takes it in; the longest that the window waits, in seconds of processor time."""
    workbook = read_file(path)
    tables = tables_of(workbook)  # aside
    start = time.process_time()
    draft = drafted(workbook, tables, association)
    longest = [time.process_time() - start]
    report = _watched(checked(association, draft), longest)
    assert not report.questions, report.questions[:3]
    _watched(stored(association, report.plan, report.known, path.name), longest)
    return max(longest)


def _watched(steps: Steps[T], longest: list[float]) -> T:
    while True:
        start = time.process_time()
        try:
            next(steps)
        except StopIteration as end:
            answer: T = end.value
            return answer
        finally:
            longest.append(time.process_time() - start)


def floor(
    path: Path, kind: Kind, association: Association, rows: dict[str, list[Any]]
) -> tuple[float, float]:
    """Seconds of the floor and of the bare one. Judged in this book, stored in a twin.

    `rows` are those ours stored.
    """
    start = spent()
    told = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    read = spent() - start
    start = spent()
    _judge_all(kind, association, told)
    judging = spent() - start
    bare = read + _stored_in_twin(rows)
    return bare + judging, bare


def _judge_all(kind: Kind, association: Association, told: list[list[Any]]) -> None:
    fields = [kind.by_name[name] for name in NAMES[kind.name]]
    with answers_kept():
        known = Known(association)
        remember_padron(known.every_member)
        for row in told:
            values = [
                meaning_of(one.field, _typed(value)).value if not one.of else value
                for one, value in zip(fields, row, strict=True)
            ]
            _judge(kind, known, dict(zip(NAMES[kind.name], values, strict=True)))


def _stored_in_twin(rows: dict[str, list[Any]]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        twin = Path(folder) / "twin.db"
        with closing(sqlite3.connect(twin)) as target:
            database.connection().backup(target)
        with closing(sqlite3.connect(twin, isolation_level=None)) as target:
            for name, value in PRAGMAS.items():
                target.execute(f"PRAGMA {name} = {value}")
            start = spent()
            target.execute("BEGIN IMMEDIATE")
            for table, some in rows.items():
                marks = ", ".join("?" * len(some[0]))
                target.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
            target.execute("COMMIT")
            return spent() - start


def _typed(value: Any) -> Any:
    return Decimal(repr(value)) if isinstance(value, float) else value


def _judge(kind: Kind, known: Known, values: dict[str, Any]) -> None:
    if kind is MEMBERS:
        member = Member(association=known.association, **values)
        member.judge()
        remember_member(member)
        return
    member = known.members.find(values["member"])
    if kind is HARVESTS:
        product = known.products.find(values["product"])
        made = values | {"member": member, "product": product}
        Harvest(association=known.association, **made).judge()
        return
    grade = known.grade(values["product"], values["grade"])
    weight = Weight(values["gross"], "kg", values["tare"], values["sacks"])
    judged(Handover(member, grade, weight), values["day"])


TABLES = {
    MEMBERS.name: ("member",),
    HARVESTS.name: ("harvest",),
    DELIVERIES.name: ("document", "delivery", "stock_entry"),
}


def measured(kind: Kind, folder: Path, rounds: int) -> tuple[list[float], ...]:
    """Seconds of ours, of the floor, of the bare one, and of our longest step, round by round.

    Each round in a book of its own, which holds the padrón the rows name.
    """
    path, padron = folder / f"{kind.name}.xlsx", folder / "members.xlsx"
    write(path, kind)
    times: tuple[list[float], ...] = ([], [], [], [])
    for turn in range(rounds):
        book = folder / f"{kind.name}-{turn}.ecocuenca"
        with storage.opened(book, create_missing=True):
            association = an_association()
            a_grade(association)
            if kind is not MEMBERS:
                ours(padron, association)
            empty = folder / "empty.ecocuenca"
            with closing(sqlite3.connect(empty)) as target:
                database.connection().backup(target)
            start = spent()
            longest = ours(path, association)
            times[0].append(spent() - start)
            times[3].append(longest)
            rows = {
                table: database.execute_sql(f"SELECT * FROM {table}").fetchall()
                for table in TABLES[kind.name]
            }
        with storage.opened(empty):
            whole, bare = floor(path, kind, Association.get(), rows)
        times[1].append(whole)
        times[2].append(bare)
        empty.unlink()
    return times


def main() -> None:
    measuring.title("Importing a sheet", f"{ROWS:,} rows of .xlsx, read, judged and stored")
    promises = []
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        write(folder / "members.xlsx", MEMBERS)
        for kind, what in (
            (MEMBERS, "members"),
            (HARVESTS, "harvests"),
            (DELIVERIES, "deliveries"),
        ):
            taken, floors, bare, longest = measured(kind, folder, 3)
            promises.append(measuring.line(what, measuring.Pairs(taken, floors), TARGET))
            print(f"    against the bare floor × {measuring.Pairs(taken, bare).ratio:.3g}")
            promises.append(measuring.verdict_ms("  its longest step", max(longest), STEP_MS))
    measuring.close(promises)


if __name__ == "__main__":
    main()
