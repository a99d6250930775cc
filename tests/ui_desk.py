"""A screen on its own in the one window, and hands for its keys: what tests of deeds share."""

import time
from collections.abc import Callable
from typing import Any

from models.associations import Association
from models.months import Month
from ui.context import Context, Screen
from ui.preferences import Preferences

MAY = Month(2026, 5)


class Desk:
    """One screen in sight; `gone` and `told` keep where it led to and what it said."""

    def __init__(self, root: Any, association: Association) -> None:
        self.root = root
        self.gone: list[tuple[str, dict[str, Any]]] = []
        self.told: list[str] = []
        self.context = Context(association, MAY, "demo.ecocuenca", Preferences())
        self.context.go = lambda place, **what: self.gone.append((place, what))
        self.context.say = lambda sentence, *_tone: self.told.append(sentence)

    def show(self, make: Callable[..., Screen], **what: Any) -> Any:
        self.root.geometry("1366x768")
        screen = make(self.root, self.context, **what)
        screen.pack(fill="both", expand=True)
        screen.take_keys()
        self.root.update()
        screen.shown()
        self.wait()
        return screen

    def wait(self, ms: int = 120) -> None:
        """Let what a screen does a moment later happen."""
        done: list[bool] = []
        self.root.after(ms, lambda: done.append(True))
        while not done:
            self.root.update()

    def type(self, *keys: str) -> None:
        """Real keys where the keyboard is: «<Return>», or letters."""
        for key in keys:
            for one in [key] if key.startswith("<") else key:
                at = self.root.focus_get()
                at.focus_force()
                self.root.update()
                at.event_generate(one if one.startswith("<") else f"<Key-{_NAMES.get(one, one)}>")
                self.root.update()

    def answer(self, key: str) -> None:
        """Press a key in the question that the next deed asks, once it has the keyboard."""
        limit = time.monotonic() + 30

        def look() -> None:
            over, at = self.root.grab_current(), self.root.focus_get()
            if over is not None and str(at).startswith(str(over)):
                at.focus_force()
                at.update()
                at.event_generate(key)
            elif time.monotonic() < limit:
                self.root.after(20, look)

        self.root.after(20, look)

    def clear(self) -> None:
        for child in self.root.winfo_children():
            if isinstance(child, Screen):
                child.drop_keys()
            child.destroy()
        for key in ("<F9>", "<Escape>"):
            self.root.unbind(key)
        self.root.update()


_NAMES = {" ": "space", "/": "slash", ",": "comma", ".": "period", "-": "minus"}
