"""The worked month on the eve of its settlement, in the window, and hands that settle it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from models.associations import Association
from models.cuaderno import loading as cuaderno
from models.file import storage
from models.produce.lots import Lot
from tests.factories import MAY, worked_month
from tests.ui_book import settle
from tests.ui_keys import Keys
from ui.app import open_window
from ui.preferences import Preferences


def before_settling(folder: Path) -> Path:
    """The file of the worked month up to its settlement, closed."""
    written = worked_month()
    events = written["inputs"]["events"]
    first = next(place for place, event in enumerate(events) if event["do"] == "settle")
    written["inputs"]["events"] = events[:first]
    source, path = folder / "eve.json", folder / "eve.ecocuenca"
    source.write_text(json.dumps(written, ensure_ascii=False), "utf-8")
    with storage.opened(path, create_missing=True):
        cuaderno.load(source)
    return path


@contextmanager
def window_on(root: Any, association: Association, folder: Path) -> Iterator["Treasurer"]:
    root.minsize(800, 500)
    root.geometry("1366x768")
    settle(root, lambda: root.winfo_width() == 1366)
    path = folder / "preferences"
    app = open_window(association, MAY, preferences=Preferences(), preferences_path=path, root=root)
    root.focus_force()
    settle(root)
    try:
        yield Treasurer(root, app)
    finally:
        for left in [one for one in root.winfo_children() if one.winfo_class() == "Toplevel"]:
            left.destroy()
        if app.shell.current is not None:
            app.shell.current.drop_keys()
        app.shell.destroy()
        root.update()


class Treasurer(Keys):
    """What she does at the screens of settling; each verb is keys alone."""

    def __init__(self, root: Any, app: Any) -> None:
        super().__init__(root)
        self.app = app

    @property
    def screen(self) -> Any:
        return self.app.shell.current

    def open(self, place: str, **what: Any) -> Any:
        made = self.app.shell.go(place, **what)
        settle(self.root)
        return made

    def type_day(self, words: str, label: str = "Fecha") -> None:
        self.tab_to_field(label)
        self.type(words, "<Return>")
        settle(self.root)

    def lot(self, name: str) -> Lot:
        return Lot.get(Lot.name == name)
