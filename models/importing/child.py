"""The process that parses a file of unknown origin, so that its crash takes no window along.

It is started by `reading`, as a script by Python, or by the frozen program with the word `WORD`
(`ecocuenca_desktop.main` hands over to `main`). It reads one line of JSON from its standard input,
and writes lines of JSON to its standard output: never pickles, for what a parser that was taken
over could write is read by the program.

Memory is capped by RLIMIT_AS on Linux; macOS may not heed it, and Windows has no such cap. There the
size of the file, the bytes it unzips to, the rows and columns and the 30 seconds hold, and a crash
still ends only this process.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path
from typing import Any

WORD = "leer-hoja"
FIRST_ROWS, MORE_ROWS = 50, 500  # of a message


def main() -> int:
    """Read one file as asked on standard input; 0 also when it is refused.

    What ends it in any other way, a panic of the parser too, leaves out the last message.
    """
    asked = json.loads(sys.stdin.buffer.readline())
    sys.path[:0] = asked["libraries"]
    from models.importing import limits

    cap_resources(limits.MEMORY_BYTES, limits.SECONDS)
    try:
        for message in read(Path(asked["path"]), asked["encoding"], asked["separator"]):
            tell(message)
        tell({"done": True})
    except limits.Unfit as unfit:
        tell({"refused": unfit.reason, "details": unfit.details})
    except OSError as trouble:
        tell({"refused": "system", "details": {"number": trouble.errno}})
    return 0


def cap_resources(memory: int, seconds: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    for kind, most in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # less is allowed already, or there is no such cap
            resource.setrlimit(kind, (most, most))


def tell(message: dict[str, Any]) -> None:
    sys.stdout.buffer.write(json.dumps(message).encode() + b"\n")
    sys.stdout.buffer.flush()


def read(path: Path, encoding: str, separator: str) -> Iterator[dict[str, Any]]:
    from models.importing import limits, texts

    if limits.kind_of(path) == "text":
        yield from texts.messages(path, encoding, separator)
    else:
        yield from _sheets(path)


def _sheets(path: Path) -> Iterator[dict[str, Any]]:
    import python_calamine as calamine

    from models.importing.limits import Unfit
    from models.importing.markup import faults

    try:
        faulty = faults(path)
        book = calamine.CalamineWorkbook.from_path(str(path))
        for about in book.sheets_metadata:
            if about.typ == calamine.SheetTypeEnum.WorkSheet:
                hidden = about.visible != calamine.SheetVisibleEnum.Visible
                yield from _sheet(
                    book.get_sheet_by_name(about.name), hidden, faulty.get(about.name, {})
                )
    except calamine.PasswordError as locked:
        raise Unfit("password") from locked
    except calamine.CalamineError as trouble:
        raise Unfit("damaged") from trouble


def _sheet(sheet: Any, hidden: bool, faulty: dict[int, dict[int, str]]) -> Iterator[dict[str, Any]]:
    from models.importing import limits

    height, width = (place + 1 for place in sheet.end) if sheet.end else (0, 0)
    height = max([height, *(row + 1 for row in faulty)])
    width = max([width, *(column + 1 for faults in faulty.values() for column in faults)])
    if height > limits.ROWS:
        raise limits.Unfit("rows", sheet=sheet.name, last=height)
    if width > limits.COLUMNS:
        raise limits.Unfit("columns", sheet=sheet.name, last=limits.letter_of(width - 1))
    merged = [[*start, *end] for start, end in sheet.merged_cell_ranges or ()]
    yield {"sheet": sheet.name, "hidden": hidden, "height": height, "merged": merged[:1000]}
    left = [None] * sheet.start[1] if sheet.start else []  # the parser gives rows from row 1 on,
    rows = (left + row for row in sheet.iter_rows()) if sheet.end else ()  # not from column A on
    for some in bunches(_rows(rows, height, faulty)):
        yield {"rows": some}


def _rows(
    rows: Iterable[list[Any]], height: int, faulty: dict[int, dict[int, str]]
) -> Iterator[list[Any]]:
    """The cells of each row, with what the parser does not show."""
    for number, row in zip_longest(range(height), rows):
        cells = [value if type(value) in _PLAIN else _cell(value) for value in row or ()]
        for column, fault in faulty.get(number, {}).items():
            cells += [None] * (column + 1 - len(cells))
            if not cells[column]:
                cells[column] = ["fault", fault]
        yield cells


_PLAIN = frozenset((str, float, bool, int, type(None)))  # JSON has words for them


def _cell(value: date | datetime | time | timedelta) -> str | list[str]:
    """As text, or as [kind, text]: a day, unless its hour says more."""
    if isinstance(value, datetime):
        if value.time() != time():
            return f"{value:%d/%m/%Y %H:%M}"
        value = value.date()
    if isinstance(value, date):
        return ["day", value.isoformat()]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    minutes = int(value.total_seconds() // 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def bunches(rows: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """A few rows at once: the first soon, to be shown."""
    kept: list[list[Any]] = []
    most = FIRST_ROWS
    for row in rows:
        kept.append(row)
        if len(kept) == most:
            yield kept
            kept, most = [], MORE_ROWS
    if kept:
        yield kept


if __name__ == "__main__":
    sys.exit(main())
