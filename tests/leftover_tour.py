"""A session of the real window, in a process of its own: every screen is seen, and much goes wrong.

Run as `python -m tests.leftover_tour BOOK`; what it leaves behind is looked at from outside.
"""

import logging
import sqlite3
import sys
import threading
import warnings
from pathlib import Path
from typing import Any

from models import trouble_log
from models.changes import database
from models.documents import Document
from models.file import own_temp
from models.months import Month
from models.people.members import MEMBERS, Member
from ui.app import PAGES
from ui.run import Window
from ui.shell import Shell
from ui.widgets.dialogs import Dialog

NAME, DNI, AMOUNT = "Zzcanario Quispe, Rosa", "44556677", "7654.32"
NEEDS: dict[str, Any] = {
    "form": lambda: {"kind": MEMBERS, "record": Member.get(Member.dni == DNI)},
    "member_page": lambda: {"member": Member.get(Member.dni == DNI)},
    "preview": lambda: {"documents": list(Document.select())},
    "receive": lambda: {"member": Member.get(Member.dni == DNI)},
}
# They need a record of which this book has none.
WITHOUT = {
    *("sheet_made", "charge_page", "attendance", "settle_lot", "settled_lot", "lot_page", "top_up"),
    *("session_page", "plan_board", "activity_page", "indicator_page", "family_page"),
}


def main(book: Path) -> None:
    trouble_log.keep_log()
    own_temp.begin()
    window = Window(book)
    root, app = window.root, window.app
    assert app is not None
    app.context.month = Month(2026, 5)
    see_every_screen(root, app.shell)
    go_wrong(root)
    say_what_was_seen(root)
    app.close()
    raise RuntimeError(f"{NAME} {DNI} {AMOUNT}")  # nobody catches this one


def see_every_screen(root: Any, shell: Shell) -> None:
    own = [place.name for group in shell.groups for place in group.places]
    for place in dict.fromkeys([*own, *PAGES]):
        if place in WITHOUT:
            continue
        shell.go(place, **NEEDS.get(place, dict)())
        wait(root, 5)
        if place == "member":
            shell.current.search.words.set("zzcanario")  # type: ignore[union-attr]
            wait(root, 300)


def go_wrong(root: Any) -> None:
    """A bug in a callback, in the database, in a thread, in a message and in a warning."""

    def bug() -> None:
        said = f"{NAME} {DNI} {AMOUNT}"
        raise ValueError(said)

    def bad_sql() -> None:
        try:
            database.execute_sql("INSERT INTO member (name, dni) VALUES (?, ?)", (NAME, DNI))
        except Exception as failure:
            raise KeyError(NAME) from failure

    for deed in (bug, bad_sql):
        root.after(1, deed)
        wait(root, 200)
        for one in root.winfo_children():
            if isinstance(one, Dialog):
                one.answer(None)
    thread = threading.Thread(target=bug)
    thread.start()
    thread.join()
    try:
        raise sqlite3.OperationalError(NAME)
    except sqlite3.OperationalError:
        logging.getLogger("models.changes").exception("while %s paid %s", NAME, AMOUNT)
    warnings.warn(f"{NAME} {DNI}", stacklevel=1)
    logging.getLogger("x").error("%s owes %s", DNI, AMOUNT)


def say_what_was_seen(root: Any) -> None:
    try:
        print("clipboard:", root.clipboard_get())
    except Exception:  # noqa: BLE001  nothing is on it
        print("clipboard: nothing")


def wait(root: Any, ms: int) -> None:
    done: list[bool] = []
    root.after(ms, lambda: done.append(True))
    while not done:
        root.update()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
