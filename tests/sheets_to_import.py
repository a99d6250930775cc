"""Hands for imports: a sheet written in a line or two, checked and stored."""

from collections.abc import Sequence
from pathlib import Path

from models.associations import Association
from models.importing.checking import Report, check
from models.importing.draft import Draft, draft_of
from models.importing.imports import Import
from models.importing.reading import read_file
from models.importing.steps import to_its_end
from models.importing.taking import taken_in

PADRON = "Apellidos y nombres;DNI;Sexo;Fecha de ingreso"
ENTREGAS = "Fecha;Socio;Producto;Calidad;Peso bruto;Adelanto S/"


def sheet(folder: Path, headings: str, *rows: str, name: str = "hoja") -> Path:
    """A .csv with these headings and rows."""
    path = folder / f"{name}.csv"
    path.write_text("\n".join([headings, *rows]) + "\n", "utf-8")
    return path


def padron(folder: Path, count: int = 3) -> Path:
    """Socia 1 … of the padrón, DNI 41000001 …"""
    rows = (f"Socia Número{n};{41000000 + n};Mujer;15/01/2024" for n in range(1, count + 1))
    return sheet(folder, PADRON, *rows, name="padron")


def draft(association: Association, path: Path) -> Draft:
    return draft_of(read_file(path), association)


def checked(association: Association, path: Path) -> Report:
    return check(association, draft(association, path))


def imported(association: Association, path: Path) -> Import:
    """All of it, where nothing is in question; what is improbable is confirmed."""
    made = draft(association, path)
    report = check(association, made)
    for _turn in range(3):
        asked = [one for one in report.questions if one.about != "problem"]
        made.answers.confirmed |= {(one.cell, one.say) for one in asked}
        report = check(association, made) if asked else report
    assert said(report) == []
    return to_its_end(taken_in(association, made, report))


def said(report: Report) -> Sequence[str]:
    """The questions as the command says them."""
    return [str(one) for one in report.questions]
