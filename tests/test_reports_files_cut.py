"""A file that is cut off while it is written: all of the old one or all of the new one is there."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork and no limits there")


def run(script: str, folder: Path) -> str:
    """What a script says that has `target` to write, in a process of its own."""
    whole = textwrap.dedent(
        """
        import os, resource, signal, sys
        from pathlib import Path
        from models.changes import Refused
        from reports.files import write_whole
        target = Path(sys.argv[1]) / "libro.xlsx"
        OLD, NEW = b"viejo" * 20_000, b"nuevo" * 40_000
        target.write_bytes(OLD)
        """
    ) + textwrap.dedent(script)
    command = [sys.executable, "-c", whole, str(folder)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    ).stdout


def test_killed_at_any_call_it_leaves_the_old_file_or_the_new_one(tmp_path):
    said = run(
        """
        def killed_at(number):
            # Calls of the C library are where the system is asked for something.
            left = number
            def count(frame, event, called):
                nonlocal left
                if event in ("c_call", "c_return"):
                    left -= 1
                    if not left:
                        os.kill(os.getpid(), signal.SIGKILL)
            child = os.fork()
            if not child:
                sys.setprofile(count)
                write_whole(target, NEW)
                sys.setprofile(None)
                os._exit(0)
            return os.WIFSIGNALED(os.waitpid(child, 0)[1])

        number, found = 0, set()
        while killed_at(number := number + 1):
            kept = target.read_bytes()
            assert kept in (OLD, NEW), number
            found.add(kept[:5].decode())
            write_whole(target, OLD)
            assert [path.name for path in target.parent.iterdir()] == ["libro.xlsx"], number
        print(number > 30, sorted(found), target.read_bytes() == NEW)
        """,
        tmp_path,
    )

    assert said.split() == ["True", "['nuevo',", "'viejo']", "True"]


def test_where_no_more_can_be_written_the_old_file_stays_and_nothing_beside_it(tmp_path):
    said = run(
        """
        for most in (0, 1, 4096, len(NEW) - 1):
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
            try:
                write_whole(target, NEW)
            except Refused as refused:
                print(refused)
            assert target.read_bytes() == OLD
            assert [path.name for path in target.parent.iterdir()] == ["libro.xlsx"]
        """,
        tmp_path,
    )

    assert said.count("No se pudo escribir «libro.xlsx»") == 4
