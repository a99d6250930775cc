"""What a workbook and the papers say, to be compared between two runs of the program."""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pypdf import PdfReader

Figures = Mapping[tuple[str, str], Any]


def figures_of(workbook: Path) -> Figures:
    """Every cell of every sheet that holds something. Moments are those of the run: left out."""
    book = load_workbook(workbook, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not _is_now(cell.value)
    }


def _is_now(value: Any) -> bool:
    return isinstance(value, datetime) and value.date() == datetime.now().date()


# Made of what every book draws anew for each record, so that nobody can guess it.
CONTROL_CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


def words_of(folder: Path) -> dict[str, str]:
    """The words of each PDF by its name, but for the control codes."""
    return {
        path.name: CONTROL_CODE.sub(
            "····-····", "\n".join(page.extract_text() for page in PdfReader(path).pages)
        )
        for path in sorted(folder.glob("*.pdf"))
    }


def unlike(one: Mapping[Any, Any], other: Mapping[Any, Any]) -> list[Any]:
    """Where two of them differ."""
    return [key for key in {**one, **other} if one.get(key) != other.get(key)]
