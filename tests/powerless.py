"""What the program does for a person who may not write everywhere, also where tests run as root."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Gives up what lets root write anywhere; then runs the program with what is left of the arguments.
_CODE = """
import ctypes, os, runpy, sys
if os.getuid() == 0:
    libc = ctypes.CDLL(None)
    head = (ctypes.c_uint32 * 2)(0x20080522, 0)
    assert libc.capset(head, (ctypes.c_uint32 * 6)()) == 0
sys.argv = sys.argv[1:]
sys.path.insert(0, os.path.dirname(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
"""


def run(*words: object, cwd: Path) -> "subprocess.CompletedProcess[str]":
    """A command of the program, run without the powers of root."""
    screenless = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    return subprocess.run(
        [sys.executable, "-c", _CODE, ROOT / "ecocuenca_desktop.py", *map(str, words)],
        cwd=cwd,
        env=screenless,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
