"""What every test may ask for: the one window of the run, and callbacks that cannot fail unseen."""

import os
import sys
import tkinter
import traceback
from collections.abc import Iterator

import pytest
from hypothesis import settings

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
