"""The Debian package in a clean Debian: installed, worked with, upgraded, purged."""

from hashlib import sha256
from pathlib import Path
from shutil import copyfile

from installer.prove.checks import Checks
from installer.prove.clean_root import HOME, Root, clean_root
from installer.prove.month import prove_month
from installer.prove.screen import Screen, ended, start_times, told
from installer.prove.source import SAMPLE, Measure
from models.program import VERSION

LIBRARY = "/usr/lib/ecocuenca"
BOOK_NAME = "libro.ecocuenca"
BOOK = f"{HOME}/.local/share/Ecocuenca/{BOOK_NAME}"
KIND = "application/x-ecocuenca"
# What finds a program for a kind of file; on any desktop they are there.
DESKTOP = ("libglib2.0-bin", "shared-mime-info", "desktop-file-utils", "fonts-open-sans")


def prove_deb(
    checks: Checks, suite: str, older: Path, newer: Path, source: Measure, screen: Screen, to: Path
) -> None:
    to.mkdir(parents=True, exist_ok=True)
    with clean_root(suite, screen.env) as root:
        for deb in (older, newer):
            copyfile(deb, root.inside(f"/tmp/{deb.name}"))
        begun = root.apt("install", *DESKTOP, f"/tmp/{older.name}")
        checks.that(
            "the older version installs",
            begun.returncode == 0,
            begun.returncode and begun.stderr[-300:],
        )
        loaded = root.run("ecocuenca", "cargar", f"{LIBRARY}/app/{SAMPLE}", person=True)
        checks.that(
            "the sample month is loaded with it",
            loaded.returncode == 0,
            loaded.returncode and loaded.stderr,
        )
        copyfile(root.inside(BOOK), to / "de-antes.ecocuenca")
        window = root.start("ecocuenca")
        checks.that("its window opens", screen.wait_for())
        screen.picture(to / f"deb-{suite}-antes.png")
        ended(window)
        before = _digest(root)

        done = root.apt("install", f"/tmp/{newer.name}")
        checks.that(
            "the newer version upgrades it",
            done.returncode == 0,
            done.returncode and done.stderr[-300:],
        )
        checks.that("the upgrade left the book byte for byte", _digest(root) == before)
        _prove_news(checks, root, screen, to / f"deb-{suite}-nuevo.png")
        copies = [
            one for one in root.inside(BOOK).parent.rglob("*.ecocuenca") if one.name != BOOK_NAME
        ]
        checks.that("a copy of the book was kept before it was brought up to date", copies)
        prove_month(
            checks,
            lambda *words: root.run("ecocuenca", *words, person=True),
            root.inside(HOME),
            lambda name: f"{HOME}/{name}",
            source,
        )
        _prove_double_click(checks, root, screen, to / f"deb-{suite}.png")
        running = []
        starts = start_times(
            screen, lambda: running.append(root.start("ecocuenca")), lambda: ended(running.pop())
        )
        print("     start:", told(starts, source.starts))
        print(f"     package {newer.stat().st_size / 1e6:.1f} MB,", _installed(root))

        before = _digest(root)
        gone = root.apt("purge", "ecocuenca")
        checks.that("it is purged", gone.returncode == 0, gone.returncode and gone.stderr[-300:])
        left = [
            path for path in root.inside("/usr").rglob("*ecocuenca*") if "locale" not in path.parts
        ]
        checks.that("nothing of it is left in /usr", not left, left[:5])
        checks.that("the records are still there, byte for byte", _digest(root) == before)


def _digest(root: Root) -> str:
    return sha256(root.inside(BOOK).read_bytes()).hexdigest()


def _installed(root: Root) -> str:
    size = sum(one.stat().st_size for one in root.inside(LIBRARY).rglob("*") if one.is_file())
    return f"{size / 1e6:.0f} MB installed, with bytecode"


def _prove_news(checks: Checks, root: Root, screen: Screen, picture: Path) -> None:
    window = root.start("ecocuenca")
    checks.that("the upgraded program's window opens, without a network", screen.wait_for())
    screen.picture(picture)
    ended(window)
    kept = root.inside(f"{HOME}/.config/Ecocuenca/preferencias.json").read_text("utf-8")
    checks.that("what is new was told once", f'"seen_version": "{VERSION}"' in kept)


def _prove_double_click(checks: Checks, root: Root, screen: Screen, picture: Path) -> None:
    """As a file manager does it: the kind of the file, its program, that program on the file."""
    other = f"{HOME}/otro libro.ecocuenca"
    copyfile(root.inside(BOOK), root.inside(other))
    root.run("chown", "1000:1000", other)
    told = root.run("gio", "info", "-a", "standard::content-type", other, person=True).stdout
    checks.that("the file type is known", KIND in told, told.strip()[-80:])
    whose = root.run("gio", "mime", KIND, person=True).stdout
    checks.that("and whose it is", "ecocuenca.desktop" in whose, whose.strip()[-80:])
    window = root.start("gio", "open", other)
    opened = screen.wait_for()
    screen.picture(picture)
    locked = root.inside(f"{HOME}/.otro libro.ecocuenca.lock").exists()
    checks.that("a double click opens that book", opened and locked)
    ended(window)
