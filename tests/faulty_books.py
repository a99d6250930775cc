"""The books in which deeds are tried on a disk that fails, each in a folder of its own."""

import shutil
from pathlib import Path

from models.associations import Association
from models.file import copies, storage
from tests.factories import (
    a_delivery,
    a_sale,
    an_association,
    an_expense,
    an_income,
    cash,
    may,
)
from tests.sheets_to_import import padron

OLD = b"lo de antes"  # what stands where a file is written anew


def make_all(folder: Path, worked_books: dict[str, Path]) -> dict[str, Path]:
    """Deed -> its folder."""
    lived = _lived(folder / "lived")
    made = dict.fromkeys(("deliver", "sell", "import", "many", "unsafe"), lived)
    for deed, name in (("settle", "unsettled"), ("close", "open")):
        made[deed] = folder / deed
        made[deed].mkdir()
        shutil.copy(worked_books[name], made[deed] / "x.ecocuenca")
    made["copy"] = _with_a_copy(lived, folder / "copy")
    made["restore"] = folder / "restore"
    shutil.copytree(made["copy"], made["restore"])
    shutil.move(
        made["restore"] / "usb" / "x-copia-0001.ecocuenca", made["restore"] / "copia.ecocuenca"
    )
    made["export"] = made["print"] = folder / "written"
    shutil.copytree(lived, made["export"])
    return made


def _lived(folder: Path) -> Path:
    """One of most things, in May."""
    folder.mkdir()
    padron(folder, 8)
    with storage.opened(folder / "x.ecocuenca", create_missing=True):
        association = an_association()
        a_delivery(association, "100.0", may(3), advance=cash("20.00"))
        a_sale(association, "10.0", may(4))
        an_income(association, cash("5.00"), may(5))
        an_expense(association, cash("3.00"), may(5))
    return folder


def _with_a_copy(lived: Path, folder: Path) -> Path:
    """A copy on a stick, and an income since."""
    shutil.copytree(lived, folder)
    with storage.opened(folder / "x.ecocuenca"):
        copies.copy(folder / "usb")
        an_income(Association.get(), cash("7.00"), may(6))
    return folder
