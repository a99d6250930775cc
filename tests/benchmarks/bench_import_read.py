"""A sheet of 20,000 rows read by another process, against bare calamine in this one.

Ours looks for bombs first, starts a process, has it parse, and hears every cell as an exact figure,
a day or a text. The floor is the parser alone, its floats and all.
"""

import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import measuring
import xlsxwriter
from python_calamine import CalamineWorkbook

from models.importing.reading import Progress, read_file

ROWS, USUAL_ROWS = 20_000, 500
WHOLE, FIRST, FIRST_MS = 3.5, 1.5, 200


def write(path: Path, rows: int) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Acopio")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Fecha", "N°", "Socio", "DNI", "Producto", "Calidad"])
    sheet.write_row(0, 6, ["Sacos", "Bruto", "Tara", "Precio", "Importe", "Nota"])
    for row in range(1, rows + 1):
        sheet.write_datetime(row, 0, date(2026, 1, 1) + timedelta(days=row % 300), day)
        sheet.write_row(row, 1, [row, f"Socio {row % 900} Quispe Mamani", f"4{row % 900:07}"])
        sheet.write_row(row, 4, ["Papa", "Primera", row % 30, row / 10, row % 40 / 10, 1.85])
        sheet.write_row(row, 10, [row * 185 / 1000, f"nota {row}"])
    book.close()


def bare(path: Path) -> object:
    with CalamineWorkbook.from_path(path) as book:
        return book.get_sheet_by_index(0).to_python()


def until_first_row(path: Path) -> float:
    """Seconds until something can be shown, the start of the process with it."""
    start = time.perf_counter()
    taken: list[float] = []

    def told(_rows: Progress) -> None:
        taken.append(time.perf_counter() - start)

    read_file(path, progress=told)
    return taken[0]


def main() -> None:
    measuring.title("A sheet is read", f"{ROWS:,} rows of 12 cells, and one of {USUAL_ROWS}")
    with TemporaryDirectory() as folder:
        large, usual = Path(folder) / "grande.xlsx", Path(folder) / "usual.xlsx"
        write(large, ROWS)
        write(usual, USUAL_ROWS)
        deeds: list[Callable[[], object]] = [
            partial(read_file, large),
            partial(bare, large),
            partial(until_first_row, usual),
            partial(until_first_row, large),
        ]
        ours, floor, first, first_of_large = measuring.in_turn(deeds)
    measuring.close(
        [
            measuring.line("all of it", measuring.Pairs(ours, floor), WHOLE),
            measuring.line("its first rows", measuring.Pairs(first_of_large, floor), FIRST),
            measuring.verdict_ms(f"the first rows of {USUAL_ROWS}", min(first), FIRST_MS),
        ]
    )


if __name__ == "__main__":
    main()
