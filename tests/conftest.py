"""What every test may ask for: the one window of the run, and callbacks that cannot fail unseen."""

import os
import shutil
import sys
import tkinter
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from models import storage
from models.associations import Association
from tests import factories

# The same examples each time by default; HYPOTHESIS_PROFILE=nightly goes looking for new ones.
settings.register_profile("default", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("nightly", max_examples=3000, deadline=None, print_blob=True)
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


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Path]:
    """A fresh book without associations, open."""
    path = tmp_path / "x.ecocuenca"
    storage.create(path)
    yield path
    storage.close()


@pytest.fixture
def association(book: Path) -> Association:
    """Its books begin in May 2026 with S/ 1,000.00 in cash and S/ 500.00 in the bank."""
    return factories.an_association()


@pytest.fixture(scope="session")
def worked_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed book that holds the worked month, to be copied."""
    folder = tmp_path_factory.mktemp("worked")
    with storage.opened(folder / "worked.ecocuenca", create_missing=True):
        factories.load(factories.worked_so_far(), folder)
    return folder / "worked.ecocuenca"


@pytest.fixture
def worked_month(worked_book: Path, tmp_path: Path) -> Iterator[Association]:
    """The association of the worked month, in an open book of its own."""
    path = tmp_path / "worked.ecocuenca"
    shutil.copyfile(worked_book, path)
    storage.open_book(path)
    yield Association.get()
    storage.close()
