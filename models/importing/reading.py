"""From a file of any origin to sheets of plain values; or refused, with what to do."""

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

from models import disk
from models.changes import Refused
from models.importing import child, limits
from models.language import N_, _

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv", ".tsv", ".txt")

Value = str | Decimal | date | bool | None
Row = tuple[Value, ...]


class CellFault(str):
    """What stands in a cell that has no value: «#DIV/0!», or a formula never worked out."""


class Cancelled(Refused):
    """The person stopped the reading."""


@dataclass(frozen=True)
class Sheet:
    """Rows from the sheet's row 1 and column A on, each as wide as its last value.

    `merged` are (first row, first column, last row, last column), from 0.
    """

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Workbook:
    """What a file holds. `encoding` and `separator` are how a text file was read, else empty."""

    path: Path
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    separator: str = ""


@dataclass(frozen=True)
class Progress:
    """`rows` of `sheet` just read, its first `done` of about `total`."""

    sheet: str
    rows: tuple[Row, ...]
    done: int
    total: int


def read_file(
    path: Path,
    *,
    encoding: str = "",
    separator: str = "",
    progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Workbook:
    """All sheets of a .xlsx, .xls, .ods, .csv, .tsv or .txt; Refused when it cannot be read.

    A text file is read as `encoding` and `separator` say, or as recognised where they are empty.
    `progress` and `cancelled` are called by the thread that reads, never by another.
    """
    try:
        limits_ok = path.is_file()
    except (OSError, ValueError):
        limits_ok = False
    if not limits_ok:
        raise Refused(_("No se encuentra el archivo {path}.").format(path=path))
    asked = {
        "path": str(path.absolute()),
        "encoding": encoding,
        "separator": separator,
        "libraries": _libraries(),
    }
    gathered = _Gathered(path, progress)
    for message in _told(asked, cancelled or (lambda: False)):
        gathered.take(message)
    return gathered.workbook()


REFUSALS = {
    "too_big": N_(
        "El archivo pesa más de {most} MB. Copie las hojas que va a importar a un libro nuevo."
    ),
    "empty": N_("El archivo está vacío. Elija otro."),
    "macros": N_("El archivo tiene macros y no se abre. Guárdelo como «Libro de Excel (.xlsx)»."),
    "binary": N_("Este tipo de libro no se lee. Guárdelo como «Libro de Excel (.xlsx)»."),
    "password": N_("El archivo tiene contraseña. Quítesela en Excel y guárdelo de nuevo."),
    "not_a_sheet": N_(
        "El archivo termina en {suffix}, pero no es una hoja de cálculo. "
        "Ábralo con Excel o LibreOffice y guárdelo como .xlsx."
    ),
    "unknown": N_("Solo se leen archivos .xlsx, .xls, .ods y .csv. Guárdelo como uno de ellos."),
    "swollen": N_(
        "El archivo no está hecho como una hoja de cálculo y no se abrió. "
        "Copie los datos a un libro nuevo."
    ),
    "definitions": N_(
        "El archivo lleva instrucciones que una hoja de cálculo no tiene, y no se abrió. "
        "Copie los datos a un libro nuevo."
    ),
    "damaged": N_(
        "El archivo está dañado o es demasiado grande. "
        "Ábralo con Excel o LibreOffice y guárdelo de nuevo como .xlsx."
    ),
    "not_text": N_(
        "El archivo no es un texto que se pueda leer. Guárdelo de nuevo como .csv o .xlsx."
    ),
    "rows": N_(
        "La hoja «{sheet}» llega hasta la fila {last}; se leen 20,000. "
        "Borre las filas que sobran o repártalas en varios archivos."
    ),
    "columns": N_(
        "La hoja «{sheet}» llega hasta la columna {last}; se leen {most}. "
        "Borre las columnas que sobran."
    ),
    "slow": N_(
        "El archivo tarda demasiado en leerse. Copie las hojas que va a importar a un libro nuevo."
    ),
}


@dataclass
class _Gathered:
    """What the child has told so far. Anything it should not say counts as a damaged file."""

    path: Path
    progress: Callable[[Progress], None] | None
    sheets: list[Sheet] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    height: int = 0
    encoding: str = ""
    separator: str = ""
    is_whole: bool = False

    def take(self, message: dict[str, Any]) -> None:
        if reason := message.get("refused"):
            self._refuse(reason, message["details"])
        elif "rows" in message:
            self._take_rows(message["rows"])
        elif "sheet" in message:
            self._end_sheet()
            merged = tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in message["merged"])
            self.sheets.append(Sheet(message["sheet"], (), bool(message["hidden"]), merged))
            self.height = int(message["height"])
        elif "encoding" in message:
            self.encoding, self.separator = message["encoding"], message["separator"]
        elif message.get("done"):
            self._end_sheet()
            self.is_whole = True

    def _refuse(self, reason: str, details: dict[str, Any]) -> None:
        if reason == "system":
            raise disk.refusal(self.path, OSError(int(details["number"]), ""))
        raise Refused(_(REFUSALS[reason]).format(**details))

    def _take_rows(self, told: list[list[Any]]) -> None:
        rows = tuple(_row(cells) for cells in told)
        self.rows += rows
        if self.progress:
            self.progress(Progress(self.sheets[-1].name, rows, len(self.rows), self.height))

    def _end_sheet(self) -> None:
        if self.sheets:
            self.sheets[-1] = replace(self.sheets[-1], rows=tuple(self.rows))
        self.rows = []

    def workbook(self) -> Workbook:
        if not self.is_whole:
            raise Refused(_(REFUSALS["damaged"]))
        return Workbook(self.path, tuple(self.sheets), self.encoding, self.separator)


def _row(cells: list[Any]) -> Row:
    values = [_value(cell) if type(cell) is list else cell for cell in cells]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _value(told: list[Any]) -> Value:
    kind, text = told
    return date.fromisoformat(text) if kind == "day" else CellFault(text)


# The child ----------------------------------------------------------------------------------


def _command() -> list[str]:
    """How the child is started: by Python as a script, or by the frozen program with a word.

    Without `site` (-S) and the person's own settings (-I) it is up in a third of the time.
    """
    if Path(sys.executable).stem.lower().startswith("python"):
        return [sys.executable, "-I", "-S", child.__file__]
    return [sys.executable, child.WORD]


def _libraries() -> list[str]:
    """Where the child finds `models` and the parser."""
    calamine = find_spec("python_calamine")
    found = [Path(calamine.origin).parents[1]] if calamine and calamine.origin else []
    return [str(Path(child.__file__).parents[2]), *map(str, found)]


def _told(asked: dict[str, Any], cancelled: Callable[[], bool]) -> Iterator[dict[str, Any]]:
    """The child's messages, until it ends; ended by force when it is slow or not wanted any more."""
    process = subprocess.Popen(
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    assert process.stdin
    assert process.stdout
    lines: queue.Queue[bytes] = queue.Queue(maxsize=20)
    threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
    ends = time.monotonic() + limits.SECONDS
    try:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        while line := _next(lines, ends, cancelled):
            yield _understood(line)
    except BrokenPipeError:
        return
    finally:
        process.kill()
        process.wait()


def _pump(output: IO[bytes], lines: "queue.Queue[bytes]") -> None:
    for line in output:
        lines.put(line)
    lines.put(b"")


def _next(lines: "queue.Queue[bytes]", ends: float, cancelled: Callable[[], bool]) -> bytes:
    while True:
        if cancelled():
            raise Cancelled(_("Se dejó de leer el archivo. No se importó nada."))
        if time.monotonic() > ends:
            raise Refused(_(REFUSALS["slow"]))
        try:
            return lines.get(timeout=0.05)
        except queue.Empty:
            continue


def _understood(line: bytes) -> dict[str, Any]:
    try:
        message = json.loads(line, parse_float=Decimal, parse_int=Decimal)
    except ValueError as unread:
        raise Refused(_(REFUSALS["damaged"])) from unread
    assert isinstance(message, dict)
    return message
