"""The hands of a treasurer who has no mouse: keys, and eyes that find where the keyboard is.

Nothing here presses a button, opens a screen or fills a field but by the keys a person has.
"""

import time
import tkinter
from collections.abc import Callable, Mapping
from typing import Any

from tests.ui_book import settle
from ui.widgets.controls import Problem

_NAMES = {
    " ": "space",
    "/": "slash",
    ",": "comma",
    ".": "period",
    "-": "minus",
    "(": "parenleft",
    ")": "parenright",
}
SURPRISE_MS = 2000  # a key that is not done by then stands before a question
WAIT_S = 30  # for a question that should come
MOST_TABS = 90  # in a window of so many fields somebody who cannot find one gives up


class Keys:
    def __init__(self, root: tkinter.Misc) -> None:
        self.root = root
        self.expecting = 0  # questions that will be answered
        self.surprise = ""  # what was asked although nobody expected it

    # Hands ----------------------------------------------------------------------------------------

    def type(self, *keys: str) -> None:
        """«<Return>», or what is written letter by letter, where the keyboard is."""
        for key in keys:
            for one in [key] if key.startswith("<") else key:
                self._press(one)

    def _press(self, key: str) -> None:
        if not key.isascii():
            self._paste(key)
            return
        at = self._keyboard()
        watch = self.root.after(SURPRISE_MS, self._refuse)
        at.event_generate(key if key.startswith("<") else f"<Key-{_NAMES.get(key, key)}>")
        self.root.update()
        self.root.after_cancel(watch)
        assert not self.surprise, self.surprise

    def _refuse(self) -> None:
        """Step back from a question nobody expected: it would wait for ever."""
        over = self.root.grab_current()
        if over is not None and not self.expecting:
            self.surprise = words_in(over)
            over.event_generate("<Escape>")

    def _paste(self, letter: str) -> None:
        """A letter that is not on the keyboard of a virtual screen."""
        self.root.clipboard_clear()
        self.root.clipboard_append(letter)
        self._keyboard().event_generate("<<Paste>>")
        self.root.update()

    def _keyboard(self) -> Any:
        at = self.root.focus_get()
        assert at is not None, "nothing has the keyboard"
        at.focus_force()  # without a window manager the keyboard of a closed dialog goes nowhere
        return at

    def answer(self, question: str, *keys: str) -> Callable[[], None]:
        """These keys to the question that will stand over the window; call it to see that it did.

        A question waits for its answer inside the key that raised it.
        """
        asked: list[str] = []
        limit = time.monotonic() + WAIT_S
        self.expecting += 1

        def look() -> None:
            if time.monotonic() > limit:
                self.expecting -= 1
                return
            over = self.root.grab_current()
            if over is None or not str(self.root.focus_get()).startswith(str(over)):
                self.root.after(5, look)
                return
            asked.append(words_in(over))
            self.type(*keys)
            self.expecting -= 1

        self.root.after(5, look)

        def answered() -> None:
            settle(self.root, lambda: bool(asked))
            assert question in asked[0]

        return answered

    # Eyes -----------------------------------------------------------------------------------------

    def tab_to(self, wanted: Callable[[Any], bool], step: str = "<Tab>") -> None:
        """Tab until the keyboard is where it should be."""
        for _turn in range(MOST_TABS):
            if wanted(self.root.focus_get()):
                return
            self.type(step)
        raise AssertionError("Tab does not come there")

    def tab_to_words(self, words: str, step: str = "<Tab>") -> None:
        """To the button, tile or chip that says so."""
        self.tab_to(lambda at: words in words_in(at), step)

    def tab_to_field(self, label: str) -> None:
        self.tab_to(lambda at: label_of(at) == label)

    def press_verb(self, words: str, step: str = "<Tab>") -> None:
        self.tab_to_words(words, step)
        self.type("<Return>")

    def walk_to(self, label: str) -> None:
        """Enter after Enter, to the field under that name."""
        for _turn in range(MOST_TABS):
            if label_of(self.root.focus_get()) == label:
                return
            self.type("<Return>")
        raise AssertionError(f"Enter does not come to «{label}»")

    def _choose_chip(self, words: str) -> None:
        for _turn in range(MOST_TABS):
            if words in words_in(self.root.focus_get()):
                self.type("<space>")
                return
            self.type("<Right>")
        raise AssertionError(f"The arrows do not come to «{words}»")

    def fill(self, said: Mapping[str, str]) -> None:
        """Field after field of a form, each by its label; a chip is chosen with the arrows."""
        for label, words in said.items():
            self.tab_to_field(label)
            at: Any = self.root.focus_get()
            if at.winfo_class() == "TRadiobutton":
                self._choose_chip(words)
            else:
                self.type(words)
            settle(self.root)


def words_in(widget: Any) -> str:
    """All that stands written on it."""
    if widget is None:
        return ""
    written = []
    for one in (widget, *_inside(widget)):
        if one.winfo_class() in ("TLabel", "TButton", "TRadiobutton"):
            written.append(str(one.cget("text")).strip())
    return "\n".join(words for words in written if words)


def _inside(widget: Any) -> list[Any]:
    found = []
    for child in widget.winfo_children():
        found += [child, *_inside(child)]
    return found


def sentences_in(widget: Any) -> str:
    """What the program says of the fields: not their names, nor what was typed."""
    return "\n".join(one.said for one in _inside(widget) if isinstance(one, Problem))


def label_of(widget: Any) -> str:
    """The name of the field the keyboard is in, as it stands before or above it."""
    at = widget
    for _step in range(4):
        if at is None or at.master is None:
            return ""
        if at.winfo_manager() == "grid":
            place = at.grid_info()
            if place["column"] == 1:
                heads = at.master.grid_slaves(row=place["row"], column=0)
                return words_in(heads[0]).split("\n")[0] if heads else ""
        if at.winfo_manager() == "pack":
            for beside in at.master.pack_slaves():
                if beside.winfo_class() == "TLabel" and beside.cget("text"):
                    return str(beside.cget("text"))
        at = at.master
    return ""
