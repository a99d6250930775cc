"""From starting the process to a window that can be used, on ten years of records.

Each program is a process of its own that ends as soon as its window is painted and nothing waits to
be done. The floors are a bare window of tkinter, and one of ttkbootstrap with fonts of the same
families and sizes. Files are in memory, as at the second start of a day.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import measuring
from books import book, copied, rows_in
from measuring import Pairs

from models.file import storage

BARE, DRESSED, GROWTH = 4.5, 1.5, 1.10

TKINTER = """
import tkinter
root = tkinter.Tk()
root.geometry("1366x768")
tkinter.Label(root, text="Ecocuenca").pack()
root.update()
"""
TTKBOOTSTRAP = """
import ttkbootstrap as ttk
from tkinter import font
root = ttk.App(theme="flatly")
root.geometry("1366x768")
fonts = [font.Font(root, family=family, size=size)
         for family in ("Open Sans", "Open Sans Semibold") for size in (10, 11, 13, 19, 25, 36)]
for one in fonts:
    ttk.Label(root, text="Ecocuenca", font=one).pack()
root.update()
"""
# The program itself; only that it goes, where others wait for a person.
OURS = """
import sys, tkinter
from pathlib import Path
tkinter.Misc.mainloop = lambda window, *_: window.update()
import ecocuenca_desktop
sys.argv = ["ecocuenca", "--archivo", sys.argv[1]]
ecocuenca_desktop.main()
"""


class Starter:
    """Starts programs with a home of their own, where nobody chose anything yet."""

    def __init__(self, home: str) -> None:
        names = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA", "APPDATA")
        self.surroundings = os.environ | dict.fromkeys(names, home)
        # Compiled by the round that does not count, as an installed program was by its installer.
        self.surroundings["PYTHONPYCACHEPREFIX"] = home
        self.surroundings.pop("PYTHONDONTWRITEBYTECODE", None)

    def __call__(self, program: str, *words: Path) -> float:
        """Seconds until it is there."""
        start = time.perf_counter()
        command: Sequence[str] = (sys.executable, "-c", program, *map(str, words))
        subprocess.run(command, env=self.surroundings, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - start


def main() -> None:
    with copied(book(120)) as large, copied(book(1)) as small, TemporaryDirectory() as home:
        counts = rows_in(large), rows_in(small)
        measuring.title(
            "Start", f"a book of ten years with {counts[0]:,} rows, and one of {counts[1]:,}"
        )
        with measuring.screen():
            start = Starter(home)
            ours, *others = measuring.in_turn(
                [
                    lambda: start(OURS, large),
                    lambda: start(TKINTER),
                    lambda: start(TTKBOOTSTRAP),
                    lambda: start(OURS, small),
                ]
            )
        bare, dressed, ours_small = others
        promises = [
            measuring.line("ten years, against bare tkinter", Pairs(ours, bare), BARE),
            measuring.line("against a bare ttkbootstrap window", Pairs(ours, dressed), DRESSED),
            measuring.line("against our own start on one month", Pairs(ours, ours_small), GROWTH),
        ]
        print("  of which reading the file through, before there is a window:")
        for name, path in (("ten years", large), ("one month", small)):
            print(f"    {name}: {measuring.ms(opening(path))}")
        print("  one month alone:")
        measuring.line("against bare tkinter", Pairs(ours_small, bare), BARE)
        measuring.line("against a bare ttkbootstrap window", Pairs(ours_small, dressed), DRESSED)
    measuring.peers(
        "HomeBank, 200,000 operations 0.72 s; GnuCash, one year 2.6 s; Calc, ten years 4.0 s"
    )
    measuring.close(promises)


def opening(path: Path) -> float:
    """Seconds from the file to an open book."""
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        storage.open_book(path)
        taken.append(time.perf_counter() - start)
        storage.close()
    return median(taken)


if __name__ == "__main__":
    main()
