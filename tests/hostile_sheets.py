"""Files made to hurt who opens them; each is refused. And the archive they are made of."""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

MIB = 1 << 20
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_START = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_END = b"</sheetData></worksheet>"
_SHEET = "xl/worksheets/sheet1.xml"


def workbook(path: Path, sheet: bytes, extra: dict[str, bytes] | None = None) -> Path:
    """A .xlsx with that markup as its only sheet, «Hoja»."""
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{types}">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{_SHEET}" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="Hoja" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="rId1" '
        f'Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        _SHEET: sheet,
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def rows(markup: bytes) -> bytes:
    return _START + markup + _END


def text_cell(place: str, text: bytes) -> bytes:
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place.encode(), text)


def _text_that_unfolds(path: Path) -> Path:
    return workbook(path, rows(b'<row r="1">' + text_cell("A1", b"A" * 70 * MIB) + b"</row>"))


def _blanks_that_unfold(path: Path) -> Path:
    return workbook(path, rows(b" " * 70 * MIB))


def _a_size_that_lies(path: Path) -> Path:
    """The archive declares 1000 bytes, and their sum, for a part that unfolds to 70 MiB."""
    whole = rows(b'<row r="1">' + text_cell("A1", b"A" * 70 * MIB) + b"</row>")
    workbook(path, whole)
    content = bytearray(path.read_bytes())
    real = struct.pack("<L", len(whole))
    content = content.replace(
        struct.pack("<L", zlib.crc32(whole)), struct.pack("<L", zlib.crc32(whole[:1000]))
    )
    path.write_bytes(content.replace(real, struct.pack("<L", 1000)))
    return path


def _a_million_rows(path: Path) -> Path:
    cells = b'<c t="inlineStr"><is><t>40000001</t></is></c><c><v>1</v></c>'
    return workbook(path, rows((b"<row>" + cells + b"</row>") * 1_000_000))


def _much_that_shrinks_little(path: Path) -> Path:
    """64 MiB in 3, as honest sheets shrink: noise, then the same again and again."""
    noise = random.Random(7)
    pieces = (noise.randbytes(500).hex().encode() + b"A" * 15_384 for _ in range(4096))
    return workbook(path, rows(b'<row r="1">' + text_cell("A1", b"".join(pieces)) + b"</row>"))


def _more_rows_than_are_read(path: Path) -> Path:
    lines = (b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 30_001))
    return workbook(path, rows(b"".join(lines)))


def _far_down(path: Path) -> Path:
    return workbook(path, rows(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))


def _far_corner(path: Path) -> Path:
    return workbook(path, rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))


def _far_right(path: Path) -> Path:
    lines = (
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="20000"><c r="XFD20000"><v>1</v></c></row>'
    )
    return workbook(path, rows(lines))


def _with_definitions(definitions: bytes, text: bytes) -> Callable[[Path], Path]:
    start, markup = rows(b'<row r="1">' + text_cell("A1", text) + b"</row>").split(b"?>", 1)
    return lambda path: workbook(path, start + b"?><!DOCTYPE w [" + definitions + b"]>" + markup)


def _definitions_in_utf_16(path: Path) -> Path:
    markup = rows(b'<row r="1">' + text_cell("A1", b"&a;") + b"</row>").decode()
    markup = markup.replace("?>", ' encoding="UTF-16"?><!DOCTYPE w [<!ENTITY a "x">]>', 1)
    return workbook(path, markup.encode("utf-16"))


_LAUGHS = b'<!ENTITY a "' + b"lol" * 10 + b'">'
for _one, _next in zip(b"abcdefghi", b"bcdefghij", strict=True):
    _LAUGHS += b'<!ENTITY %c "%s">' % (_next, b"&%c;" % _one * 10)


def _a_part(name: str, content: bytes = b"MZ") -> Callable[[Path], Path]:
    return lambda path: workbook(path, rows(b""), {name: content})


def _many_parts(path: Path) -> Path:
    return workbook(path, rows(b""), {f"xl/media/{n}.png": b"" for n in range(400)})


def _twice_the_same_part(path: Path) -> Path:
    return workbook(path, rows(b""), {"XL/worksheets/SHEET1.xml": b" "})


def _repeated_document(path: Path) -> Path:
    """An .ods whose one value stands in a million rows of sixteen thousand cells."""
    office = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    content = (
        f'<o:document-content xmlns:o="{office}" xmlns:t="{table}"><o:body><o:spreadsheet>'
        '<t:table t:name="Hoja"><t:table-row t:number-rows-repeated="1048576">'
        '<t:table-cell o:value-type="float" o:value="1" t:number-columns-repeated="16384"/>'
        "</t:table-row></t:table></o:spreadsheet></o:body></o:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
    return path


def _written(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _cut_short(path: Path) -> Path:
    workbook(path, rows(b'<row r="1">' + text_cell("A1", b"Ana") + b"</row>"))
    path.write_bytes(path.read_bytes()[:-300])
    return path


def _under_a_password(path: Path) -> Path:
    start = bytes.fromhex("d0cf11e0a1b11ae1")
    path.write_bytes(start + b"\0" * 2000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000)
    return path


# Name of the file -> how it is made, and a word of the sentence that refuses it.
HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "text.xlsx": (_text_that_unfolds, "no está hecho"),
    "blanks.xlsx": (_blanks_that_unfold, "no está hecho"),
    "liar.xlsx": (_a_size_that_lies, "no está hecho"),
    "million.xlsx": (_a_million_rows, "más de 60 MB"),
    "much.xlsx": (_much_that_shrinks_little, "más de 60 MB"),
    "many_rows.xlsx": (_more_rows_than_are_read, "fila 30000"),
    "far_down.xlsx": (_far_down, "fila 1048576"),
    "far_corner.xlsx": (_far_corner, "fila 1048576"),
    "far_right.xlsx": (_far_right, "columna XFD"),
    "laughs.xlsx": (_with_definitions(_LAUGHS, b"&j;"), "instrucciones"),
    "quadratic.xlsx": (
        _with_definitions(b'<!ENTITY a "' + b"A" * 100_000 + b'">', b"&a;" * 20_000),
        "instrucciones",
    ),
    "outside.xlsx": (
        _with_definitions(b'<!ENTITY a SYSTEM "file:///etc/passwd">', b"&a;"),
        "instrucciones",
    ),
    "wide_letters.xlsx": (_definitions_in_utf_16, "instrucciones"),
    "out_of_the_folder.xlsx": (_a_part("../../evil.txt"), "no está hecho"),
    "macros.xlsx": (_a_part("xl/vbaProject.bin"), "macros"),
    "macros.xlsm": (_a_part("xl/vbaProject.bin"), "macros"),
    "binary.xlsb": (_a_part("xl/workbook.bin"), "Libro de Excel"),
    "parts.xlsx": (_many_parts, "no está hecho"),
    "twice.xlsx": (_twice_the_same_part, "no está hecho"),
    "repeated.ods": (_repeated_document, "demasiado grande"),
    "cut.xlsx": (_cut_short, "dañado"),
    "text_inside.xlsx": (_written(b"DNI;Nombre\n1;2\n"), "termina en .xlsx"),
    "page.xls": (_written(b"<html><table></table></html>"), "termina en .xls"),
    "nothing.xlsx": (_written(b""), "vacío"),
    "nothing.csv": (_written(b""), "vacío"),
    "large.csv": (_written(b"a;b\n" * 3 * MIB), "más de 10 MB"),
    "long.csv": (_written(b"a;b\n" * 30_000), "20,000"),
    "wide.csv": (_written(b"a;" * 100 + b"\n"), "columna"),
    "program.csv": (_written(b"MZ\x90\0\x03\0\0\0" * 40), "no es un texto"),
    "quote.csv": (_written(b'a;"b\n' + b"1;2\n" * 10_000), "comillas"),
    "locked.xlsx": (_under_a_password, "contraseña"),
    "letter.pdf": (_written(b"%PDF-1.7\n"), "Solo se leen"),
}
