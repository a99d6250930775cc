"""What Excel asks of a workbook before it opens it without «repairing» it."""

import re
from collections.abc import Iterator
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

from openpyxl.utils import range_boundaries

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
TABLE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.]{0,254}")
A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[RrCc]|[Rr][0-9]*[Cc][0-9]*")
SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")
# Parts of a worksheet stand in this order, or Excel refuses the file.
ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "autoFilter"),
    *("mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
    *("pageMargins", "pageSetup", "headerFooter", "drawing", "tableParts"),
)


def faults_of(content: bytes) -> list[str]:
    """Each breach in a sentence; none in a file that Excel takes as it is."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return list(_Book(parts).faults())


class _Book:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = parts
        self.trees = {name: ElementTree.fromstring(text) for name, text in parts.items()}
        self.sheets = self._sheets()
        styles = self.trees["xl/styles.xml"]
        self.looks = len(styles.find(f"{MAIN}cellXfs"))
        self.differences = len(styles.find(f"{MAIN}dxfs") or ())

    def _sheets(self) -> dict[str, str]:
        """Title -> part."""
        targets = self._relations("xl/workbook.xml")
        listed = self.trees["xl/workbook.xml"].iter(f"{MAIN}sheet")
        return {one.get("name"): targets[one.get(RELATION)] for one in listed}

    def _relations(self, part: str) -> dict[str, str]:
        name = join(dirname(part), "_rels", part.rsplit("/", 1)[-1] + ".rels")
        found = {}
        for one in self.trees.get(name, ()):
            target = one.get("Target")
            at = target[1:] if target.startswith("/") else join(dirname(part), target)
            found[one.get("Id")] = normpath(at)
        return found

    def faults(self) -> Iterator[str]:
        yield from self._package()
        titles = [title.casefold() for title in self.sheets]
        if len(set(titles)) < len(titles):
            yield "two sheets of one name"
        names: list[str] = []
        for title, part in self.sheets.items():
            if not SHEET_NAME.fullmatch(title):
                yield f"{title!r} is no name for a sheet"
            yield from (f"{title}: {fault}" for fault in self._sheet(part, names))
        if len({name.casefold() for name in names}) < len(names):
            yield "two tables of one name"
        for name, tree in self.trees.items():
            if name.startswith("xl/charts/"):
                yield from self._chart(name, tree)

    def _package(self) -> Iterator[str]:
        types = self.trees["[Content_Types].xml"]
        known = {one.get("PartName", "")[1:] for one in types}
        for name in self.parts:
            if not name.endswith(".rels") and name != "[Content_Types].xml" and name not in known:
                yield f"{name} has no content type"
            for target in self._relations(name).values():
                if target not in self.parts:
                    yield f"{name} leads to {target}, which is not there"

    def _sheet(self, part: str, names: list[str]) -> Iterator[str]:
        tree = self.trees[part]
        order = [ORDER.index(one.tag.removeprefix(MAIN)) for one in tree]
        if order != sorted(order):
            yield "its parts stand in a wrong order"
        cells = {}
        last_row = 0
        for row in tree.iter(f"{MAIN}row"):
            if int(row.get("r")) <= last_row:
                yield f"row {row.get('r')} is out of order"
            last_row, last_column = int(row.get("r")), 0
            for cell in row:
                column, at, *_end = range_boundaries(cell.get("r"))
                if at != last_row or column <= last_column:
                    yield f"{cell.get('r')} is out of order"
                last_column = column
                cells[column, at] = cell
                yield from self._cell(cell)
        dimension = range_boundaries(tree.find(f"{MAIN}dimension").get("ref"))
        if cells and (
            max(column for column, _row in cells) > dimension[2] or last_row > dimension[3]
        ):
            yield "it reaches further than it says"
        for rule in tree.iter(f"{MAIN}cfRule"):
            if int(rule.get("dxfId")) >= self.differences:
                yield "a mark without a look"
        for link in tree.iter(f"{MAIN}hyperlink"):
            sheet = link.get("location").rsplit("!", 1)[0].strip("'").replace("''", "'")
            if sheet not in self.sheets:
                yield f"a link to {sheet}, which is not there"
        yield from self._tables(part, tree, cells, names)

    def _cell(self, cell) -> Iterator[str]:
        if int(cell.get("s", 0)) >= self.looks:
            yield f"{cell.get('r')} has no look"
        if cell.find(f"{MAIN}f") is not None:
            yield f"{cell.get('r')} is a formula"
        text = "".join(cell.itertext())
        if len(text.encode("utf-16-le")) // 2 > 32767 + text.count("_x005F_") * 6:
            yield f"{cell.get('r')} is too long"
        if cell.get("t") != "inlineStr" and text:
            float(text)

    def _tables(self, part: str, tree, cells: dict, names: list[str]) -> Iterator[str]:
        if (
            tree.find(f"{MAIN}autoFilter") is not None
            and tree.find(f"{MAIN}tableParts") is not None
        ):
            yield "a filter of its own beside a table's"
        taken: set[tuple[int, int]] = set()
        relations = self._relations(part)
        for one in tree.iter(f"{MAIN}tablePart"):
            table = self.trees[relations[one.get(RELATION)]]
            name = table.get("displayName")
            names.append(name)
            if not TABLE_NAME.fullmatch(name) or A_CELL.fullmatch(name):
                yield f"{name!r} is no name for a table"
            left, top, right, bottom = range_boundaries(table.get("ref"))
            if bottom <= top:
                yield f"{name} has no row"
            place = {(c, r) for c in range(left, right + 1) for r in range(top, bottom + 1)}
            if place & taken:
                yield f"{name} covers another table"
            taken |= place
            headings = [column.get("name") for column in table.iter(f"{MAIN}tableColumn")]
            shown = [
                "".join(cells[column, top].itertext()) if (column, top) in cells else None
                for column in range(left, right + 1)
            ]
            if headings != shown:
                yield f"{name} has other headings than its cells: {headings} {shown}"
            if len({heading.casefold() for heading in headings}) < len(headings):
                yield f"{name} has a heading twice"
            if any(not heading or len(heading) > 255 for heading in headings):
                yield f"{name} has a heading that is empty or too long"
            filtered = table.find(f"{MAIN}autoFilter")
            if filtered is not None and filtered.get("ref") != table.get("ref"):
                yield f"{name} filters other cells than its own"

    def _chart(self, name: str, tree) -> Iterator[str]:
        for one in tree.iter(f"{CHART}f"):
            sheet = one.text.rsplit("!", 1)[0].strip("'").replace("''", "'")
            if sheet not in self.sheets:
                yield f"{name} draws {sheet}, which is not there"
        for axis in (f"{CHART}catAx", f"{CHART}valAx"):
            if not all(one.find(f"{CHART}delete").get("val") == "0" for one in tree.iter(axis)):
                yield f"{name} hides an axis"
