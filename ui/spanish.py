"""What Tk and ttkbootstrap say on their own, completed: Spanish lacks their months and files."""

from tkinter import Misc

from ttkbootstrap.localization import MessageCatalog

from models.months import NAMES

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def complete(app: Misc) -> None:
    """Only after the window exists: before, ttkbootstrap would open a second one."""
    names = [word for pair in zip(MONTHS, NAMES, strict=True) for word in pair]
    MessageCatalog.set_many("es", *names)
    # Tk read its own catalogue when it started, in the language of the system.
    app.tk.eval("namespace eval ::tk {::msgcat::mcload [file join $::tk_library msgs]}")
