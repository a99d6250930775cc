"""Reads a workbook as a treasurer's reader of the file would."""

from itertools import pairwise


def rows_of(sheet):
    """The lines of a sheet's only table as {heading: value}, its total last."""
    headings, *rows = sheet.iter_rows(min_row=4, values_only=True)
    return _until_empty(headings, rows)


def table_under(sheet, heading):
    """The lines of the table whose first heading is that one, as {heading: value}."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(place for place, row in enumerate(rows) if row[0] == heading)
    return _until_empty(rows[top], rows[top + 1 :])


def _until_empty(headings, rows):
    kept = []
    for row in rows:
        if not any(value not in (None, "") for value in row):
            break
        kept.append(dict(zip(headings, row, strict=True)))
    return kept


def figures_of(sheet):
    """Label -> figure to its right."""
    found = {}
    for row in sheet.iter_rows(values_only=True):
        for label, figure in pairwise(row):
            if isinstance(label, str) and isinstance(figure, int | float):
                found[label] = figure
    return found


def texts_of(sheet):
    return [value for row in sheet.iter_rows(values_only=True) for value in row if value]
