"""Cells that the parser shows as empty though something stands there: faults of formulas.

They are looked for in the markup itself, before the sheet is parsed, together with cells so far out
that a parser would take all memory for the room between.
Standard library only: the child of `reading` imports it without the rest of the program.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.sax.saxutils import unescape

from models.importing import limits, old_excel
from models.importing.limits import Faults, Unfit

_CELL = rb'<c r="([A-Z]{1,3})([0-9]{1,7})"'
_FORMULA = rb"<f[^>]{0,200}?(?:/>|>([^<]{0,9000})</f>)"
_FAULT = re.compile(
    _CELL + rb'[^>]{0,200} t="e"[^>]{0,200}>(?:' + _FORMULA + rb")?<v>([^<]{1,40})</v>"
)
_NOT_WORKED_OUT = re.compile(
    _CELL + rb'(?![^>]{0,200} t="str")[^>]{0,200}>' + _FORMULA + rb"(?:<v ?/>|<v></v>)?</c>"
)
_FAR_OUT = re.compile(rb'<c r="([A-Z]{3})[0-9]{1,7}"[^>/]{0,200}>')
_ROW = re.compile(rb'<row [^>]{0,200}?r="([0-9]{1,9})"')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def faults(path: Path) -> dict[str, Faults]:
    """The faults of each sheet, by its name; Unfit for cells too far out."""
    if not zipfile.is_zipfile(path):
        return old_excel.faults(path.read_bytes())
    try:
        with zipfile.ZipFile(path) as archive:
            if "content.xml" in archive.namelist():
                return _of_document(archive)
            return {name: _of_part(name, archive.read(part)) for name, part in _parts(archive)}
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, ValueError) as trouble:
        raise Unfit("damaged") from trouble


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet -> where its cells are."""
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    for sheet in book.iterfind("{*}sheets/{*}sheet"):
        part = normpath(join("/xl", targets[sheet.get(_REFERENCE)])).lstrip("/")
        if part in archive.namelist():
            yield sheet.get("name", ""), part


def _of_part(name: str, markup: bytes) -> Faults:
    last = max(markup.rfind(b"</v>"), markup.rfind(b"</t>"))
    rows = _ROW.match(markup, markup.rfind(b"<row ", 0, max(0, last)))
    if rows and int(rows[1]) > limits.ROWS:
        raise Unfit("rows", sheet=name, last=int(rows[1]))
    if far := _FAR_OUT.search(markup):
        raise Unfit("columns", sheet=name, last=far[1].decode())
    found: Faults = {}
    if b't="e"' in markup:
        for cell in _FAULT.finditer(markup):
            _keep(found, cell, cell[4])
    if b"</f></c>" in markup or b"</f><v" in markup or b"/></c>" in markup:
        for cell in _NOT_WORKED_OUT.finditer(markup):
            _keep(found, cell, b"=" + (cell[3] or b""))
    return found


def _keep(found: Faults, cell: re.Match[bytes], fault: bytes) -> None:
    column = 0
    for letter in cell[1]:
        column = column * 26 + letter - ord("A") + 1
    found.setdefault(int(cell[2]) - 1, {})[column - 1] = unescape(fault.decode(errors="replace"))


def _of_document(archive: zipfile.ZipFile) -> dict[str, Faults]:
    """Of an .ods, whose cells say how often they are repeated, not where they stand."""
    if b'calcext:value-type="error"' not in archive.read("content.xml"):
        return {}
    found: dict[str, Faults] = {}
    row, name = 0, ""
    with archive.open("content.xml") as content:
        for event, part in ElementTree.iterparse(content, ("start", "end")):
            if event == "start" and part.tag == f"{_TABLE}table":
                row, name = 0, part.get(f"{_TABLE}name", "")
            elif event == "end" and part.tag == f"{_TABLE}table-row":
                if faults := dict(_of_row(part)):
                    found.setdefault(name, {})[row] = faults
                row += int(part.get(f"{_TABLE}number-rows-repeated", 1))
                part.clear()
    return found


def _of_row(row: ElementTree.Element) -> Iterator[tuple[int, str]]:
    column = 0
    for cell in row:
        if cell.get(f"{_CALC}value-type") == "error":
            yield column, "".join(cell.itertext())
        column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
