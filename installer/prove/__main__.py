"""`make prove`: what `make windows` and `make deb` built is built once again and compared, then
installed, worked with, upgraded and taken away. Ends with 1 when anything is not as it should be.

For root, who alone may make a clean Debian and a place without a network.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from hashlib import sha256
from pathlib import Path

from installer.linux import build as linux
from installer.parts import BUILD, DIST, exported, version_of, with_fewer_migrations
from installer.prove.checks import Checks
from installer.prove.deb import prove_deb
from installer.prove.screen import on_screen
from installer.prove.source import measured
from installer.prove.windows import Built, prove_windows
from installer.windows import build as windows

SUITES = "bookworm", "trixie"  # Debian 12 and 13
OLDER = "0.0.9"
WINE_STUB = "amd64-unicode"  # the release begins with 32 bits, which half of wine is not here for
WORK, PICTURES = BUILD / "prove", DIST / "pictures"


def main() -> int:
    if os.geteuid() != 0:
        sys.exit("make prove: for root (sudo make prove), in a machine of your own")
    shutil.rmtree(WORK, ignore_errors=True)
    shutil.rmtree(PICTURES, ignore_errors=True)
    checks = Checks()
    with checks.part("two builds of one commit"):
        _prove_same(checks)
    older = with_fewer_migrations()
    source = exported("HEAD", WORK / "source")
    with on_screen(91) as screen:
        measure = measured(source, WORK / "measured", screen)
        with checks.part("Debian: the older version"):
            older_deb = linux.build(older, WORK / "older-deb", WORK / "older", OLDER, quick=True)
        newer_deb = _built("*.deb")
        for suite in SUITES:
            with checks.part(f"Debian: {suite}"):
                prove_deb(checks, suite, older_deb, newer_deb, measure, screen, PICTURES)
        with checks.part("Windows, under wine"):
            built = _windows_for_wine(older, version_of(source))
            prove_windows(checks, built, measure, screen, WORK, PICTURES)
    print(f"\npictures: {PICTURES}")
    for path in sorted(DIST.iterdir()):
        if path.is_file():
            digest = sha256(path.read_bytes()).hexdigest()
            print(f"{digest}  {path.name}, {path.stat().st_size / 1e6:.1f} MB")
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


def _prove_same(checks: Checks) -> None:
    """Nothing is listed as different: ages, orders and owners are set, so every byte agrees."""
    again = WORK / "again"
    windows.build("HEAD", WORK / "second-windows", again)
    linux.build("HEAD", WORK / "second-deb", again)
    for other in sorted(again.iterdir()):
        path = DIST / other.name
        same = path.read_bytes() == other.read_bytes()
        checks.that(f"{path.name}: byte for byte the same", same, same or _unlike(path, other))


def _built(pattern: str) -> Path:
    return next(DIST.glob(pattern))


def _unlike(one: Path, other: Path) -> list[str]:
    """Which files inside differ."""
    if one.suffix == ".zip":
        with zipfile.ZipFile(one) as a, zipfile.ZipFile(other) as b:
            sums = [{entry.filename: entry.CRC for entry in packed.infolist()} for packed in (a, b)]
        return [name for name in {**sums[0], **sums[1]} if sums[0].get(name) != sums[1].get(name)]
    if one.suffix == ".deb":
        listed = [
            subprocess.run(["dpkg-deb", "-c", path], capture_output=True, text=True, check=True)
            for path in (one, other)
        ]
        return sorted({*listed[0].stdout.splitlines()} ^ {*listed[1].stdout.splitlines()})
    return ["see the .zip, which holds the same files"]


def _windows_for_wine(older: str, version: str) -> Built:
    """The same files and the same script as the release, but for the stub; less compressed."""
    before = windows.uncompiled_folder(older, WORK / "older-windows", OLDER)
    top = BUILD / "windows" / "Ecocuenca"
    packed = [
        windows.set_up_program(folder, commit, number, WORK / "wine", stub=WINE_STUB, quick=True)
        for folder, commit, number in ((before, older, OLDER), (top, "HEAD", version))
    ]
    portable = _built("*.zip")
    return Built(packed[0], packed[1], portable, PICTURES / "de-antes.ecocuenca")


if __name__ == "__main__":
    sys.exit(main())
