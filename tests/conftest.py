"""What every test may ask for: the one window of the run, and callbacks that cannot fail unseen."""

import os
import shutil
import sys
import tkinter
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from models.associations import Association
from models.cash.transfers import transfer
from models.cuaderno import loading as cuaderno
from models.documents import Paper
from models.file import storage
from models.locked import cipher, keys
from models.opening import carry_forward
from models.parameters import Parameter
from models.voiding import void
from tests import factories
from tests.factories import (
    MAY,
    a_collection,
    a_delivery,
    a_harvest,
    a_member,
    a_sale,
    an_expense,
    an_income,
    cash,
    june,
    may,
)

if TYPE_CHECKING:
    from tests.faults import Faulty
    from tests.printers import Cups
    from tests.ui_desk import Desk

# The same examples each time by default; HYPOTHESIS_PROFILE=nightly goes looking for new ones.
settings.register_profile("default", max_examples=25, deadline=None, derandomize=True)
settings.register_profile(
    "nightly", max_examples=3000, deadline=None, print_blob=True, derandomize=False
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session")
def root() -> Iterator[tkinter.Tk]:
    """The one window of the run: ttkbootstrap allows a single live root."""
    import ttkbootstrap as ttk  # here, so that tests of models and reports open no window

    from ui.theme import open_app

    ttk.set_bootstyle_strict(True)
    app = open_app("ECOCUENCA")
    yield app
    app.destroy()


@pytest.fixture(scope="session")
def sheets_by_others(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Name -> file, of all of `tests.sheets_by_others`: made once, for LibreOffice is slow."""
    from tests.sheets_by_others import make_all

    return make_all(tmp_path_factory.mktemp("sheets"))


@pytest.fixture(autouse=True)
def callback_failures(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    """What was raised inside Tk callbacks; a test that expects one takes it out of the list.

    The window's own handler still runs, so that a test can see what the person is told.
    """
    failures = []
    tell_the_window = tkinter.Misc._report_exception

    def report(widget):
        failures.append(sys.exception())
        traceback.print_exc()
        tell_the_window(widget)

    # Not Tk.report_callback_exception: the window puts its own over that one.
    monkeypatch.setattr(tkinter.Misc, "_report_exception", report)
    yield failures
    if failures:
        raise failures[0]


@pytest.fixture(scope="session")
def fresh_books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Books that are copied, because to make their tables anew would take most of a short test."""
    folder = tmp_path_factory.mktemp("fresh")
    empty, begun = folder / "empty.ecocuenca", folder / "begun.ecocuenca"
    storage.create(empty)
    storage.close()
    with storage.opened(begun, create_missing=True):
        factories.an_association()
    return {"empty": empty, "begun": begun}


@pytest.fixture(autouse=True)
def quick_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Words of locked books cost next to nothing to try, and none is known from another test."""
    monkeypatch.setattr(keys, "COST", 2**8)
    yield
    cipher.forget()


@pytest.fixture(autouse=True)
def no_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever printers this computer has, no test finds them."""
    monkeypatch.setenv("CUPS_SERVER", "/nowhere/cups.sock")


@pytest.fixture(scope="session")
def cups() -> Iterator["Cups"]:
    """A print server of this run's own."""
    from tests.printers import private_cups

    with private_cups() as made:
        yield made


@pytest.fixture
def printer(cups: "Cups", no_printer: None, monkeypatch: pytest.MonkeyPatch) -> "Cups":
    """The one printer this computer has."""
    for name, value in cups.env.items():
        monkeypatch.setenv(name, value)
    return cups


# The reliability bar (tests/RELIABILITY.md) -------------------------------------------------------


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Keeps for the end of the run what was tried for a row of the bar, and what came out."""

    def count(row: str, **what: int) -> None:
        record_property(row, what)

    return count


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each row of the bar: how many tests passed, and the sum of what they counted."""
    passed: dict[str, Counter[str]] = {}
    for report in terminalreporter.getreports("passed"):
        rows = {name: what for name, what in report.user_properties if name.startswith("R")}
        for row, what in rows.items():
            passed.setdefault(row, Counter()).update(what)
    for row in sorted(passed, key=lambda name: int(name[1:])):
        said = ", ".join(f"{count:,} {what}" for what, count in passed[row].items())
        terminalreporter.write_line(f"{row}: {said}")


@pytest.fixture(autouse=True)
def _tests_of_a_row(request: pytest.FixtureRequest, counted: Callable[..., None]) -> None:
    for mark in request.node.iter_markers("bar"):
        counted(mark.args[0], tests=1)


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator["Faulty"]:
    """A process that does deeds on a disk that fails as asked."""
    if sys.platform != "linux":
        pytest.skip("only Linux lets a library stand between a program and its disk")
    from tests.faults import started

    with started(tmp_path_factory.mktemp("faulty")) as process:
        yield process


@pytest.fixture(scope="session")
def faulty_books(
    tmp_path_factory: pytest.TempPathFactory, worked_books: dict[str, Path]
) -> dict[str, Path]:
    """Deed -> the folder in which it is tried, with its book «x»; to be copied."""
    from tests.faulty_books import make_all

    return make_all(tmp_path_factory.mktemp("tried"), worked_books)


@contextmanager
def fresh(kept: Path, folder: Path) -> Iterator[Path]:
    """A copy of that book in that folder, open."""
    path = folder / "x.ecocuenca"
    storage.close()
    shutil.copy(kept, path)
    storage.open_book(path)
    yield path
    storage.close()


@pytest.fixture
def book(fresh_books: dict[str, Path], tmp_path: Path) -> Iterator[Path]:
    """A fresh book without associations, open; or that of the association, where one is asked for."""
    begun = tmp_path / "x.ecocuenca"
    if begun.exists():
        yield begun
        return
    with fresh(fresh_books["empty"], tmp_path) as path:
        yield path


@pytest.fixture
def association(fresh_books: dict[str, Path], tmp_path: Path) -> Iterator[Association]:
    """Its books begin in May 2026 with S/ 1,000.00 in cash and S/ 500.00 in the bank."""
    with copied(fresh_books["begun"], tmp_path) as association:
        yield association


@pytest.fixture
def begun(fresh_books: dict[str, Path], tmp_path: Path) -> Path:
    """The same book under the name a person has it under, closed."""
    return Path(shutil.copy(fresh_books["begun"], tmp_path / "libro.ecocuenca"))


@pytest.fixture
def selling(association: Association) -> Association:
    """The association keeps 5 % of what it sells."""
    since, rate = date(2026, 1, 1), Decimal(5)
    Parameter.create(association=association, name="service_pct", since=since, value=rate)
    return association


@pytest.fixture
def desk(root: tkinter.Tk, association: Association) -> Iterator["Desk"]:
    """One screen at a time in the one window."""
    from tests.ui_desk import Desk  # here, as above

    made = Desk(root, association)
    yield made
    made.clear()


@pytest.fixture(scope="session")
def worked_books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Closed books to be copied: the worked month whole, and as it was earlier on."""
    folder = tmp_path_factory.mktemp("worked")
    written = {
        "whole": factories.worked_month(),
        "open": factories.month_before_closing(),
        "unsettled": factories.month_before_settling(),
    }
    for name, month in written.items():
        with storage.opened(folder / f"{name}.ecocuenca", create_missing=True):
            factories.load(month, folder)
    return {name: folder / f"{name}.ecocuenca" for name in written}


@pytest.fixture(scope="session")
def sample_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The month that `demo` shows, closed, to be copied: May is settled and open."""
    path = tmp_path_factory.mktemp("sample") / "sample.ecocuenca"
    with storage.opened(path, create_missing=True):
        cuaderno.load(cuaderno.SAMPLE)
    return path


@pytest.fixture
def sample(sample_book: Path, tmp_path: Path) -> Iterator[Association]:
    """The association of that month."""
    with copied(sample_book, tmp_path) as association:
        yield association


@contextmanager
def copied(book: Path, folder: Path) -> Iterator[Association]:
    """The association of that book, in an open copy of its own."""
    with fresh(book, folder):
        yield Association.get()


@pytest.fixture
def worked_month(worked_books: dict[str, Path], tmp_path: Path) -> Iterator[Association]:
    """The association of the worked month, all of it: May is closed."""
    with copied(worked_books["whole"], tmp_path) as association:
        yield association


@pytest.fixture
def open_month(worked_books: dict[str, Path], tmp_path: Path) -> Iterator[Association]:
    """The same before May was closed, for what is written into it."""
    with copied(worked_books["open"], tmp_path) as association:
        yield association


@pytest.fixture
def unsettled_month(worked_books: dict[str, Path], tmp_path: Path) -> Iterator[Association]:
    """The same on 29 May: all is sold, nothing is settled."""
    with copied(worked_books["unsettled"], tmp_path) as association:
        yield association


@pytest.fixture(scope="session")
def book_after(
    fresh_books: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Callable[[Association], object]], Path]:
    """Gives a closed book in which such a thing was done, to be copied: done once in a run."""
    made: dict[Callable[[Association], object], Path] = {}

    def after(doing: Callable[[Association], object]) -> Path:
        if doing not in made:
            path = tmp_path_factory.mktemp("kept") / "kept.ecocuenca"
            shutil.copy(fresh_books["begun"], path)
            with storage.opened(path):
                doing(Association.get())
            made[doing] = path
        return made[doing]

    return after


@pytest.fixture
def busy(book_after: Callable[..., Path], tmp_path: Path) -> Iterator[Association]:
    """A little of everything, with papers voided and a month closed."""
    with copied(book_after(a_little_of_everything), tmp_path) as association:
        yield association


def a_little_of_everything(association: Association) -> None:
    harvest = a_harvest(a_member(association), may(3))
    a_delivery(association, "100.0", may(4), advance=cash("50.00"), harvest=harvest)
    sale = a_sale(association, "60.5", may(5), price="1.03")
    a_collection(sale, cash("20.00"), may(6))
    void(a_sale(association, "10.0", may(6)).document, may(7), "error")
    void(an_income(association, cash("5.00"), may(7)).document, may(8), "error")
    an_expense(association, cash("3.00"), may(8))
    transfer(association, "cash", "bank", Decimal("10.00"), Paper(may(9)))
    carry_forward(association, MAY)
    a_sale(association, "10.0", june(2))
