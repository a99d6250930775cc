"""`make deb`: the Debian package of one commit.

Pillow, PDFium, the reader of sheets and the cipher are compiled, and Debian 12 has a Pillow that
ttkbootstrap does not take. So the pinned wheels go along, for the Python of Debian 12 and of 13: what
was tested is what runs, and the package is for 64-bit computers. Python and Tk are Debian's.
"""

import argparse
import gzip
import hashlib
import os
import shutil
import subprocess
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from installer.icons import SIDES, save_icons
from installer.parts import (
    BUILD,
    DIST,
    exported,
    seconds_of,
    take_program,
    unpack,
    version_of,
    wheels,
)
from models.news import Version, versions
from models.parts import Part, parts_in

FILES = Path(__file__).parent / "files"
PYTHONS = "3.11", "3.13"  # of Debian 12 and 13
LIBC = "2_28", "2_27", "2_26", "2_17"
PLATFORMS = (*(f"manylinux_{libc}_x86_64" for libc in LIBC), "manylinux2014_x86_64")
LIBRARY = Path("usr/lib/ecocuenca")


def lay_out(
    source: Path, root: Path, version: str, moment: int, pythons: Sequence[str] = PYTHONS
) -> None:
    """The tree of the package; `moment` (seconds) is when its commit was made."""
    shutil.rmtree(root, ignore_errors=True)
    take_program(source, root / LIBRARY / "app")
    for python in pythons:
        for wheel in wheels(source, "linux", python, PLATFORMS).iterdir():
            unpack(wheel, root / LIBRARY / _place_of(wheel, python))
    _put(root / "usr/bin/ecocuenca", _read("ecocuenca"), 0o755)
    _put(root / "usr/share/applications/ecocuenca.desktop", _read("ecocuenca.desktop"))
    _put(root / "usr/share/mime/packages/ecocuenca.xml", _read("ecocuenca.xml"))
    art = save_icons(root.parent / "art")
    for side in SIDES:
        place = root / f"usr/share/icons/hicolor/{side}x{side}/apps/ecocuenca.png"
        _put(place, (art / f"ecocuenca-{side}.png").read_bytes())
    for language, name in (("", "ecocuenca.1"), ("es/", "ecocuenca.es.1")):
        page = _read(name).replace("@VERSION@", version)
        _put(root / f"usr/share/man/{language}man1/ecocuenca.1.gz", _gzipped(page))
    about = root / "usr/share/doc/ecocuenca"
    libraries = root / LIBRARY / "libraries", root / LIBRARY / f"python{pythons[0]}"
    told = "".join(map(_stanza, parts_in(*libraries)))
    _put(about / "copyright", _read("copyright.in").replace("@LIBRARIES@\n", told))
    _put(about / "changelog.gz", _gzipped(_changelog(source, version, moment)))
    _put(root / "usr/share/lintian/overrides/ecocuenca", _read("overrides"))


def _place_of(wheel: Path, python: str) -> str:
    """Libraries that any Python reads lie together; the compiled ones by the Python they are for."""
    return "libraries" if "-py3-" in wheel.name or "-py2.py3-" in wheel.name else f"python{python}"


def _stanza(part: Part) -> str:
    return (
        f"Files: usr/lib/ecocuenca/*/{part.folder}*\n"
        f"Copyright: the authors of {part.name}\n"
        f"License: {part.licence}\n"
        f" The text is in usr/lib/ecocuenca/*/{part.folder}*.dist-info.\n\n"
    )


def _changelog(source: Path, version: str, moment: int) -> str:
    """As Debian wants it, from what is told to the treasurer."""
    told = list(versions(source / "installer" / "CAMBIOS.md"))
    news = next((one for one in told if one.number == version), Version(version, "", ()))
    lines = [f"{one.title} {one.words}" for one in news.items] or ["Nueva versión."]
    wrapped = (
        textwrap.fill(line, 76, initial_indent="  * ", subsequent_indent="    ") for line in lines
    )
    day = datetime.fromtimestamp(moment, UTC).strftime("%a, %d %b %Y %H:%M:%S +0000")
    signed = f" -- Ecocuenca maintainers <maintainers@ecocuenca.invalid>  {day}"
    return f"ecocuenca ({version}) stable; urgency=low\n\n" + "\n".join(wrapped) + f"\n\n{signed}\n"


def _read(name: str) -> str:
    return (FILES / name).read_text("utf-8")


def _put(path: Path, held: str | bytes, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(held.encode() if isinstance(held, str) else held)
    path.chmod(mode)


def _gzipped(words: str) -> bytes:
    return gzip.compress(words.encode(), 9, mtime=0)


# The package -------------------------------------------------------------------------------------


def pack(root: Path, into: Path, version: str, moment: int, *, quick: bool = False) -> Path:
    """The .deb of a laid out tree; `quick` is larger and made sooner."""
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    sums = (
        f"{hashlib.md5(one.read_bytes()).hexdigest()}  {one.relative_to(root)}\n" for one in files
    )
    size = sum(one.stat().st_size for one in files) // 1024
    control = _read("control.in").replace("@VERSION@", version).replace("@SIZE@", str(size))
    debian = root / "DEBIAN"
    _put(debian / "md5sums", "".join(sums))
    _put(debian / "control", control)
    for script in ("postinst", "prerm"):
        _put(debian / script, _read(script), 0o755)
    for path in [root, *root.rglob("*")]:
        if path.is_dir():
            path.chmod(0o755)
        os.utime(path, (moment, moment))
    into.mkdir(parents=True, exist_ok=True)
    made = into / f"ecocuenca_{version}_amd64.deb"
    subprocess.run(
        [
            *("dpkg-deb", "--root-owner-group", "-Zzstd", f"-z{1 if quick else 12}"),
            *("--build", root, made),
        ],
        env=os.environ | {"SOURCE_DATE_EPOCH": str(moment)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return made


def build(commit: str, work: Path, into: Path, version: str = "", *, quick: bool = False) -> Path:
    """The package of a commit. A `version` given replaces that of the commit."""
    source, moment = exported(commit, work / "source"), seconds_of(commit)
    version = version or version_of(source)
    lay_out(source, work / "root", version, moment)
    return pack(work / "root", into, version, moment, quick=quick)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--commit", default="HEAD")
    for before in DIST.glob("*.deb"):
        before.unlink()
    made = build(asked.parse_args().commit, BUILD / "deb", DIST)
    print(f"{hashlib.sha256(made.read_bytes()).hexdigest()}  {made.stat().st_size:,} bytes  {made}")


if __name__ == "__main__":
    main()
