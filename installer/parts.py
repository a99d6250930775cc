"""What an installer is made of: the program as committed, and pinned parts checked by their hash."""

import io
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD, DIST = ROOT / "build", ROOT / "dist"

# What the installed program is, of all that is committed.
PROGRAM = (
    "ecocuenca_desktop.py",
    "models",
    "reports",
    "ui",
    "installer/CAMBIOS.md",
    "requirements.in",
    "LICENSE",
)
# Sentences are read from the compiled catalogue; the pictures are those of the README.
LEFT_OUT = ("__pycache__", "*.py[co]", "*.po", "pictures", "*.ecocuenca*")

# Of the libraries: pictures nobody opens (AVIF, 8 MB), their own tests and hints for type checkers.
TRIMMED = re.compile(
    r"PIL/(_avif\.|AvifImagePlugin)|pillow\.libs/libavif|/tests?/|\.pyi$|\.dist-info/sboms/"
    r"|^pwiz\.py$|^ttkbootstrap_legacy/|^(?P<scripts>[^/]+\.data/(scripts|data|headers)/)"
)


# The commit --------------------------------------------------------------------------------------


def exported(commit: str, folder: Path) -> Path:
    """All files of a commit in a folder of their own: what is built is never what lies about."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    packed = _git("archive", "--format=tar", commit)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def seconds_of(commit: str) -> int:
    """When it was committed: the age of every file in an installer, so that two builds agree."""
    return int(_git("log", "-1", "--format=%ct", commit))


def with_fewer_migrations() -> str:
    """The newest commit whose program knows the first of our migrations, as they are, and not the
    last: what an upgrade is proved with."""
    ours = _migrations("HEAD")
    for commit in _git("rev-list", "HEAD", "--", "models/migrations").decode().split():
        before = _migrations(commit)
        if before and len(before) < len(ours) and ours[: len(before)] == before:
            return commit
    sys.exit("No commit of before knows fewer migrations: fetch the whole history.")


def _migrations(commit: str) -> list[str]:
    """Name and contents of each, in their order."""
    listed = _git("ls-tree", commit, "models/migrations/").decode().splitlines()
    return [line for line in listed if line.rpartition("/")[2][:1].isdigit()]


def _git(*words: str) -> bytes:
    return subprocess.run(["git", "-C", ROOT, *words], check=True, capture_output=True).stdout


def version_of(source: Path) -> str:
    found = re.search(
        r'^VERSION = "(.+?)"', (source / "models" / "program.py").read_text(), re.MULTILINE
    )
    assert found
    return found.group(1)


def take_program(source: Path, into: Path) -> None:
    """Copy what the installed program consists of, from a checkout or an export."""
    leave = shutil.ignore_patterns(*LEFT_OUT)
    for name in PROGRAM:
        path, target = source / name, into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            shutil.copytree(path, target, ignore=leave)
        elif path.exists():  # a commit of before may lack it
            shutil.copyfile(path, target)


# Pinned parts ------------------------------------------------------------------------------------


def downloaded(pins: Path, name: str, *how: str) -> Path:
    """The folder of the parts that a list of pins and hashes names; fetched once, by pip.

    pip refuses what has another hash. A folder that is there is whole: it is put in its place last.
    """
    digest = sha256(pins.read_bytes() + " ".join(how).encode()).hexdigest()[:12]
    kept = BUILD / "parts" / f"{name}-{digest}"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent) as draft:
            pip = [sys.executable, "-m", "pip", "download", "--quiet"]
            pip += ["--disable-pip-version-check", "--no-deps", "--require-hashes"]
            subprocess.run([*pip, *how, "-r", pins, "-d", f"{draft}/whole"], check=True)
            (Path(draft) / "whole").rename(kept)
    return kept


def wheels(source: Path, name: str, python: str, platforms: Iterable[str]) -> Path:
    """The project's own pinned libraries, as wheels for another Python on another system."""
    where = [f"--platform={platform}" for platform in platforms]
    tags = ["--implementation=cp", f"--python-version={python}", "--only-binary=:all:"]
    return downloaded(source / "requirements.txt", f"{name}-{python}", *tags, *where)


def unpack(wheel: Path, into: Path) -> None:
    """Lay the files of a wheel where Python finds them, less what is trimmed."""
    with zipfile.ZipFile(wheel) as packed:
        for name in packed.namelist():
            if name.endswith("/") or TRIMMED.search(name):
                continue
            target = into / re.sub(r"^[^/]+\.data/(purelib|platlib)/", "", name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(packed.read(name))
