"""Sheets as others write them, made by real programs, and what each must read as.

What must be read was worked out by hand from what is written here, never by the code under test.
"""

import csv
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal as D
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from peewee import Field

from models.fields import DayField, DniField, NameField, PhoneField, QuantityField, SolesField
from models.importing.readings import DecimalSign, Forms

Rows = dict[int, tuple[Any, ...]]


@dataclass(frozen=True)
class Expected:
    """Of one table: its headings; each record by its row in the sheet, read by the `kinds` of its
    columns; and the rows left out, with their mark.

    `asked` is the column (by heading) of which two readings are possible, with the answer given.
    """

    sheet: str
    letters: str
    headings: tuple[str, ...]
    kinds: tuple[Field, ...]
    records: Rows
    left_out: dict[int, str] = field(default_factory=dict)
    asked: dict[str, Forms] = field(default_factory=dict)
    said: dict[tuple[int, str], str] = field(default_factory=dict)


TEXT, DAY, DNI, KILOS, SOLES = NameField(), DayField(), DniField(), QuantityField(), SolesField()


def may(day: int) -> date:
    return date(2026, 5, day)


# The padrón, typed in Excel: titles over it, DNI as numbers, an empty column, a total below -----

PADRON = Expected(
    sheet="Padrón 2026",
    letters="BCDEG",
    headings=("N°", "Apellidos y nombres", "DNI", "Ingreso", "Celular"),
    kinds=(QuantityField(), TEXT, DNI, DAY, PhoneField()),
    records={
        6: (D(1), "Quispe Mamani, Rosa", "40000001", date(2019, 3, 15), "984123456"),
        7: (D(2), "Ñaupa Huamán, Julián", "01234567", date(2020, 8, 1), None),
        8: (D(3), "Condori Ccoa, Lucía", "41234567", date(2021, 11, 30), "951000111"),
        10: (D(4), "Huillca Puma, Óscar", "23900001", date(2024, 2, 29), "984000222"),
    },
    left_out={9: "note", 11: "total"},
    said={(7, "DNI"): "Al DNI 1234567 le faltaba un cero adelante."},
)


def padron(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Padrón 2026")
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range("B1:G1", "ASOCIACIÓN DE PRODUCTORES LOS ANDES DE POMACANCHI")
    sheet.write("B3", "Distrito:")
    sheet.write("C3", "Pomacanchi")
    sheet.write_row("B5", ["N°", "Apellidos y nombres", "DNI", "Ingreso"])
    sheet.write("G5", "Celular ")
    members = (
        (5, 1, "Quispe Mamani, Rosa", 40000001, date(2019, 3, 15), 984123456),
        (6, 2, "Ñaupa Huamán,  Julián ", 1234567, date(2020, 8, 1), None),
        (7, 3, "Condori Ccoa, Lucía", "41234567", date(2021, 11, 30), "951 000 111"),
        (9, 4, " Huillca Puma, Óscar", 23900001, date(2024, 2, 29), "984-000-222"),
    )
    for row, number, name, dni, admitted, phone in members:
        sheet.write(row, 1, number)
        sheet.write(row, 2, name)
        sheet.write(row, 3, dni)
        sheet.write_datetime(row, 4, admitted, day)
        sheet.write(row, 6, phone)
    sheet.write("B9", "Comunidad de Tocorani")
    sheet.write("C11", "TOTAL SOCIOS")
    sheet.write("D11", 4)
    hidden = book.add_worksheet("Listas")
    hidden.write_column("A1", ["Primera", "Segunda"])
    hidden.hide()
    book.close()


# Deliveries, two-line headings under merged groups, subtotals of each week -----------------------

ENTREGAS = Expected(
    sheet="Acopio",
    letters="ABCDEFG",
    headings=(
        "Fecha",
        "Socio",
        "Producto",
        "Peso (kg) Bruto",
        "Peso (kg) Tara",
        "Peso (kg) Neto",
        "Adelanto S/",
    ),
    kinds=(DAY, TEXT, TEXT, KILOS, KILOS, KILOS, SOLES),
    records={
        4: (may(4), "Rosa Quispe", "Papa nativa", D("152.5"), D("2.5"), D(150), D("120.00")),
        5: (may(5), "Julián Ñaupa", "Papa nativa", D(80), D(1), D(79), D("0.30")),
        7: (may(12), "Lucía Condori", "Olluco", D("1234.5"), D("4.5"), D(1230), D("1000.00")),
        8: (may(14), "Óscar Huillca", "Olluco", D(60), D(1), D(59), None),
    },
    left_out={6: "total", 9: "total", 11: "note"},
)


def entregas(path: Path) -> None:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Acopio")
    day = book.add_format({"num_format": "d-mmm-yy"})
    sheet.merge_range("A1:G1", "Acopio de mayo")
    for cells, words in (("A2:A3", "Fecha"), ("B2:B3", "Socio"), ("C2:C3", "Producto")):
        sheet.merge_range(cells, words)
    sheet.merge_range("D2:F2", "Peso (kg)")
    sheet.merge_range("G2:G3", "Adelanto S/")
    sheet.write_row("D3", ["Bruto", "Tara", "Neto"])
    lines = (
        (3, 4, "Rosa Quispe", "Papa nativa", 152.5, 2.5, 120),
        (4, 5, "Julián Ñaupa", "Papa nativa", 80, 1, 0.1 + 0.2),
        (6, 12, "Lucía Condori", "Olluco", 1234.5, 4.5, 1000),
        (7, 14, "Óscar Huillca", "Olluco", 60, 1, None),
    )
    for row, of_may, member, product, gross, tare, advance in lines:
        sheet.write_datetime(row, 0, may(of_may), day)
        sheet.write_row(row, 1, [member, product, gross, tare])
        sheet.write_formula(row, 5, f"=D{row + 1}-E{row + 1}", None, gross - tare)
        sheet.write(row, 6, advance)
    for row, sums in ((5, (232.5, 3.5, 229)), (8, (1294.5, 5.5, 1289))):
        sheet.write(row, 1, "Sub-total semana")
        for column, total in enumerate(sums, 3):
            letter = "DEF"[column - 3]
            sheet.write_formula(row, column, f"=SUM({letter}{row - 1}:{letter}{row})", None, total)
    sheet.write("A11", "Nota: los sacos se pesaron en la balanza nueva.")
    book.close()


# The cash book kept by hand: all is text, printed headings again, sums in the middle -------------

LIBRO_CAJA = Expected(
    sheet="MAYO",
    letters="BCDEFG",
    headings=("FECHA", "COMPROB.", "DETALLE", "INGRESO S/", "EGRESO S/", "SALDO S/"),
    kinds=(DAY, TEXT, TEXT, SOLES, SOLES, SOLES),
    records={
        9: (may(2), "RI 0045", "Venta de papa a Agro Sur", D("1250.50"), None, D("1600.50")),
        10: (may(2), "RE 0031", "Sacos", None, D("0.80"), D("1599.70")),
        11: (may(7), "RI 0046", "Cuotas de socios", D("60.00"), D("0.00"), D("1659.70")),
        16: (may(21), "RE 0032", "Flete Cusco", None, D("320.00"), D("1339.70")),
        17: (may(30), "RI 0047", "Donación", D("12000.00"), None, D("13339.70")),
    },
    left_out={
        8: "total",
        12: "total",
        14: "total",
        15: "heading",
        18: "total",
        20: "note",
        23: "note",
        24: "note",
    },
)


def libro_caja(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "MAYO"
    headings = ["FECHA", "COMPROB.", "DETALLE", "INGRESO S/", "EGRESO S/", "SALDO S/"]
    lines = {
        2: ["LIBRO CAJA"],
        3: ["Asociación Los Andes", None, None, "Mes:", "MAYO 2026"],
        6: headings,
        8: [None, None, "Saldo anterior", None, None, "350,00"],
        9: ["02/05/2026", "RI 0045", "Venta de papa a Agro Sur  ", "1.250,50 ", None, "1.600,50"],
        10: [None, "RE 0031", "Sacos", None, "0,80", "1.599,70"],
        11: ["07/05/2026 ", "RI 0046", "Cuotas de socios", "S/ 60,00", "-", "1.659,70"],
        12: [None, None, "VAN", "1.310,50", "0,80", "1.659,70"],
        14: [None, None, "VIENEN", "1.310,50", "0,80", "1.659,70"],
        15: headings,
        16: ["21-05-26", "RE 0032", "\u00a0Flete Cusco", None, "320,00", "1.339,70"],
        17: ["30/5/2026", "RI 0047", "Donación", "12.000,00", None, "13.339,70"],
        18: [None, None, "Total del mes", "13.310,50", "320,80", "13.339,70"],
        20: ["Los recibos están en el archivador azul."],
        23: ["_________", None, "_________"],
        24: ["Tesorera", None, "Presidenta"],
    }
    for number, cells in lines.items():
        for column, cell in enumerate(cells, 2):
            sheet.cell(number, column, cell)
    sheet.merge_cells("B2:G2")
    sheet.merge_cells("B9:B10")
    for letter in "BCDEFG":
        sheet.merge_cells(f"{letter}6:{letter}7")
    book.save(path)


# Sales by openpyxl: formulas never worked out, a fault, and a second table below -----------------

VENTAS = Expected(
    sheet="Ventas",
    letters="ABCD",
    headings=("Día", "Cliente", "kg", "P. unit."),
    kinds=(DAY, TEXT, KILOS, SOLES),
    records={
        2: (may(9), "Agro Sur E.I.R.L.", D("1.234"), D("1.85")),
        3: (may(16), "Total Agro S.A.C.", D(900), D("1.90")),
    },
    left_out={4: "total"},
)
COBROS = Expected(
    sheet="Ventas",
    letters="ABC",
    headings=("Día", "Recibido de", "Monto"),
    kinds=(DAY, TEXT, SOLES),
    records={8: (may(10), "Agro Sur E.I.R.L.", D("2.28"))},
)


def ventas(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Ventas"
    sheet.append(["Día", "Cliente", "kg", "P. unit."])
    sheet.append([may(9), "Agro Sur E.I.R.L.", 1.234, 1.85])
    sheet.append([may(16), "Total Agro S.A.C.", 900, 1.9])
    sheet.append([None, "TOTAL", "=SUM(C2:C3)", "=1/0"])
    sheet["A7"], sheet["B7"], sheet["C7"] = "Día", "Recibido de", "Monto"
    sheet["A8"], sheet["B8"], sheet["C8"] = may(10), "Agro Sur E.I.R.L.", 2.28
    book.save(path)


def with_wrong_size(path: Path) -> None:
    """The workbook of ventas, said to hold one cell, as some programs do."""
    honest = path.with_name(f"honest-{path.name}")
    ventas(honest)
    with zipfile.ZipFile(honest) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)
            target.writestr(name, content)
    honest.unlink()


# Text files -------------------------------------------------------------------------------------

COSECHAS = Expected(
    sheet="cosechas",
    letters="ABCD",
    headings=("Fecha", "Socio", "Cosecha kg", "Área ha"),
    kinds=(DAY, TEXT, KILOS, KILOS),
    records={
        2: (may(3), "Peña; Íñigo", D(1500), D("0.5")),
        3: (may(13), "Núñez, Ana", D("1250.5"), D("1.25")),
    },
)


def cosechas(path: Path) -> None:
    """Excel in Spanish: «;», comma for decimals, the letters of Windows."""
    lines = [
        ["Fecha", "Socio", "Cosecha kg", "Área ha"],
        ["03/05/2026", "Peña; Íñigo", "1.500,0", "0,5"],
        ["13/05/2026", "Núñez, Ana", "1.250,5", "1,25"],
    ]
    with path.open("w", encoding="cp1252", newline="") as file:
        csv.writer(file, delimiter=";").writerows(lines)


CUOTAS = Expected(
    sheet="cuotas",
    letters="ABC",
    headings=("Socio", "Día", "Monto"),
    kinds=(TEXT, DAY, SOLES),
    records={
        2: ("Rosa Quispe", may(6), D("1234.50")),
        3: ("Julián «Juli» Ñaupa", may(6), D("5.00")),
    },
)


def cuotas(path: Path) -> None:
    """Excel's «Unicode text»: UTF-16, cells apart by tabs, one of two lines."""
    text = 'Socio\tDía\tMonto\r\n"Rosa\nQuispe"\t6/5/2026\t"1,234.50"\r\nJulián «Juli» Ñaupa\t6/5/2026\t5\r\n'
    path.write_bytes(text.encode("utf-16"))


GASTOS = Expected(
    sheet="gastos",
    letters="ABC",
    headings=("Date", "Concepto", "Monto S/"),
    kinds=(DAY, TEXT, SOLES),
    records={
        2: (date(2026, 6, 25), 'Flete "rápido"', D("1250.50")),
        3: (date(2026, 5, 6), "Sacos", D("1234.00")),
        4: (date(2026, 6, 30), "Bolsas", D("12.50")),
    },
)


def gastos(path: Path) -> None:
    """A bank's site: UTF-8 with its mark, month before day, money written out."""
    path.write_bytes(
        b"\xef\xbb\xbf"
        + 'Date,Concepto,Monto S/\n06/25/2026,"Flete ""rápido""","S/ 1,250.50"\n'
        '05/06/2026,Sacos,"S/ 1,234"\n6/30/2026,Bolsas,S/ 12.50\n'.encode()
    )


PARCELAS = Expected(
    sheet="parcelas",
    letters="ABC",
    headings=("Parcela", "Socio", "Kilos"),
    kinds=(TEXT, TEXT, KILOS),
    records={1 + n: (f"Pampa {n}", "Ana", D(n) + D("0.125")) for n in range(1, 4)},
    asked={"Kilos": Forms(decimal=DecimalSign.COMMA)},
)


def parcelas(path: Path) -> None:
    """Three decimals after a comma: eighths of a kilo, or thousands? Only a person knows."""
    lines = [f"Pampa {n}|Ana|{n},125" for n in range(1, 4)]
    path.write_bytes("\n".join(["sep=|", "Parcela|Socio|Kilos", *lines]).encode("latin-1"))


FAENAS = Expected(
    sheet="Faenas",
    letters="ABC",
    headings=("", "", ""),
    kinds=(DAY, TEXT, DNI),
    records={1: (may(6), "Rosa Quispe", "00123456"), 2: (may(7), "Julián Ñaupa", "40000002")},
    said={
        (1, "A"): "Excel guarda el 06/05/2026 como 46148.",
        (1, "C"): "Al DNI 123456 le faltaban 2 ceros adelante.",
        (2, "A"): "Excel guarda el 07/05/2026 como 46149.",
    },
)


def faenas(path: Path) -> None:
    """No headings, and the days lost their form: 46148 is 6 May 2026."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Faenas"
    sheet.append([46148, "Rosa Quispe", 123456])
    sheet.append([46149, "Julián Ñaupa", "40000002 "])
    book.save(path)


def faltas(path: Path) -> None:
    """600 lines, a fault in each hundredth: more than fits where an .xls keeps what is small."""
    book = openpyxl.Workbook()
    for row in range(1, 601):
        book.active.append([row, f"Socio {row}", "=1/0" if row % 100 == 0 else row])
    book.save(path)


def iguales(path: Path) -> None:
    """5,000 lines of twenty cells, all alike: an .ods of them shrinks by 200."""
    book = openpyxl.Workbook()
    for _row in range(5_000):
        book.active.append(["Papa"] * 20)
    book.save(path)


WRITTEN: dict[str, tuple[Callable[[Path], None], tuple[Expected, ...]]] = {
    "padron.xlsx": (padron, (PADRON,)),
    "entregas.xlsx": (entregas, (ENTREGAS,)),
    "libro_caja.xlsx": (libro_caja, (LIBRO_CAJA,)),
    "ventas.xlsx": (ventas, (VENTAS, COBROS)),
    "ventas_mal_medidas.xlsx": (with_wrong_size, (VENTAS, COBROS)),
    "faenas.xlsx": (faenas, (FAENAS,)),
    "cosechas.csv": (cosechas, (COSECHAS,)),
    "cuotas.txt": (cuotas, (CUOTAS,)),
    "gastos.csv": (gastos, (GASTOS,)),
    "parcelas.csv": (parcelas, (PARCELAS,)),
}
SAVED_AGAIN = {  # by LibreOffice, as such a file
    "padron.xls": "padron.xlsx",
    "libro_caja.xls": "libro_caja.xlsx",
    "ventas.xls": "ventas.xlsx",
    "padron.ods": "padron.xlsx",
    "entregas.ods": "entregas.xlsx",
    "libro_caja.ods": "libro_caja.xlsx",
    "ventas.ods": "ventas.xlsx",
    "otra_vez_entregas.xlsx": "entregas.xlsx",
    "otra_vez_ventas.xlsx": "ventas.xlsx",
}
EXPECTED = {name: expected for name, (_make, expected) in WRITTEN.items()} | {
    name: WRITTEN[source][1] for name, source in SAVED_AGAIN.items()
}
# An .ods does not tell which cells are one: the day stands on the first line only.
_one_line_less = {**LIBRO_CAJA.records, 10: (None, *LIBRO_CAJA.records[10][1:])}
EXPECTED["libro_caja.ods"] = (replace(LIBRO_CAJA, records=_one_line_less),)


def make_all(folder: Path) -> dict[str, Path]:
    """Every file of EXPECTED and more, by its name. LibreOffice takes a second or two for each suffix."""
    for name, (make, _expected) in WRITTEN.items():
        make(folder / name)
    faltas(folder / "faltas.xlsx")
    iguales(folder / "iguales.xlsx")
    more = {"faltas.xls": "faltas.xlsx", "iguales.ods": "iguales.xlsx"}
    saved_again = {**SAVED_AGAIN, **more}
    for suffix in (".xls", ".ods", ".xlsx"):
        again = {new: old for new, old in saved_again.items() if new.endswith(suffix)}
        saved = folder / f"saved{suffix}"
        _convert([folder / old for old in again.values()], suffix, saved, folder / "profile")
        for new, old in again.items():
            (saved / Path(old).with_suffix(suffix)).rename(folder / new)
    shutil.rmtree(folder / "profile")
    return {path.name: path for path in folder.iterdir() if path.is_file()}


def _convert(sources: list[Path], suffix: str, folder: Path, profile: Path) -> None:
    office = os.environ.get("SOFFICE", "soffice")
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--convert-to",
            suffix.removeprefix("."),
            "--outdir",
            folder,
            *sources,
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
