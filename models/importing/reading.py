"""From a file of any origin to sheets of plain values; or refused, with what to do."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from models.changes import Refused
from models.file import disk
from models.importing import asking, limits
from models.language import N_, _

SUFFIXES = (*limits.SHEETS, *limits.TEXTS)

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
    _check_there(path)
    gathered = _Gathered(path)
    try:
        for message in asking.answers(path, encoding, separator, cancelled or (lambda: False)):
            rows = gathered.take(message)
            if rows and progress:
                progress(gathered.progress(rows))
    except asking.Stopped as stopped:
        raise Cancelled(_("Se dejó de leer el archivo. No se importó nada.")) from stopped
    except asking.Slow as slow:
        raise refusal("slow") from slow
    except asking.Nonsense as nonsense:
        raise refusal("damaged") from nonsense
    return gathered.workbook()


def _check_there(path: Path) -> None:
    try:
        is_there = path.is_file()
    except ValueError:  # a name no system takes
        is_there = False
    if not is_there:
        raise Refused(_("No se encuentra el archivo {path}.").format(path=path))


REFUSALS = {
    "too_big": N_(
        "El archivo pesa más de {most} MB. Copie las hojas que va a importar a un libro nuevo."
    ),
    "too_much": N_(
        "Por dentro, el archivo pesa más de {most} MB. "
        "Reparta las hojas que va a importar en varios libros nuevos."
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
    "quotes": N_(
        "Las comillas de la fila {row} no se cierran bien. Corríjalas en un editor de textos."
    ),
    "not_text": N_(
        "El archivo no es un texto que se pueda leer. Guárdelo de nuevo como .csv o .xlsx."
    ),
    "rows": N_(
        "La hoja «{sheet}» llega hasta la fila {last}; se leen 20,000. "
        "Borre las filas que sobran o repártalas en varios archivos."
    ),
    "columns": N_(
        "La hoja «{sheet}» llega hasta la columna {last}; se leen 60, hasta BH. "
        "Borre las columnas que sobran."
    ),
    "slow": N_(
        "El archivo tarda demasiado en leerse. Copie las hojas que va a importar a un libro nuevo."
    ),
}


def refusal(reason: str, **details: Any) -> Refused:
    """The sentence of `limits.Unfit`, or of what befell the process that read."""
    sentence = REFUSALS[reason]
    return Refused(_(sentence).format(**details))


@dataclass
class _Gathered:
    """What the child has told so far."""

    path: Path
    sheets: list[Sheet] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    height: int = 0
    encoding: str = ""
    separator: str = ""
    is_whole: bool = False

    def take(self, message: Any) -> tuple[Row, ...]:
        """The rows it tells, if any. Refused when it tells why there will be none."""
        try:
            if "refused" in message:
                raise self._refusal(message["refused"], message["details"])
            return self._take(message)
        except (AttributeError, KeyError, TypeError, ValueError) as odd:
            raise asking.Nonsense from odd

    def _refusal(self, reason: str, details: dict[str, Any]) -> Refused:
        if reason == "system":
            return disk.refusal(self.path, OSError(int(details["number"]), ""))
        return refusal(reason, **details)

    def _take(self, message: dict[str, Any]) -> tuple[Row, ...]:
        if "rows" in message:
            rows = tuple(map(_row, message["rows"]))
            self.rows += rows
            return rows
        if "encoding" in message:
            self.encoding, self.separator = message["encoding"], message["separator"]
            return ()
        self._end_sheet()
        if message.get("done"):
            self.is_whole = True
        else:
            merged = tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in message["merged"])
            self.sheets.append(Sheet(message["sheet"], (), bool(message["hidden"]), merged))
            self.height = int(message["height"])
        return ()

    def _end_sheet(self) -> None:
        if self.sheets and self.rows:
            self.sheets[-1] = replace(self.sheets[-1], rows=tuple(self.rows))
        self.rows = []

    def progress(self, rows: tuple[Row, ...]) -> Progress:
        return Progress(self.sheets[-1].name, rows, len(self.rows), self.height)

    def workbook(self) -> Workbook:
        if not self.is_whole:
            raise refusal("damaged")
        return Workbook(self.path, tuple(self.sheets), self.encoding, self.separator)


def _row(cells: list[Any]) -> Row:
    values = [_value(cell) if type(cell) in _TOLD else cell for cell in cells]
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


_TOLD = frozenset((str, list))


def _value(told: str | list[str]) -> Value:
    if isinstance(told, str):
        return told if told and not told.isspace() else None
    kind, text = told
    return date.fromisoformat(text) if kind == "day" else CellFault(text)
