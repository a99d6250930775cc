"""The Windows set-up under wine: installed, worked with, upgraded, repaired, uninstalled."""

import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import sleep

from installer.prove.checks import Checks
from installer.prove.month import prove_month
from installer.prove.screen import Screen, ended, start_times, told
from installer.prove.source import SAMPLE, Measure
from installer.prove.wine import Windows

OPEN, TOO_OLD = 5, 3  # how the set-up program ends
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Ecocuenca"
DOUBLE_CLICK = r"HKCU\Software\Classes\Ecocuenca.Libro\shell\open\command"


@dataclass(frozen=True)
class Built:
    older: Path
    newer: Path
    portable: Path
    book: Path  # of the sample month, as the older version wrote it on Debian


class Installed:
    """The program in its usual folder on a Windows."""

    def __init__(self, windows: Windows) -> None:
        self.windows = windows
        local = windows.of_person("AppData", "Local")
        self.folder = local / "Programs" / "Ecocuenca"
        self.book = local / "Ecocuenca" / "libro.ecocuenca"
        base = f"C:\\users\\{windows.user}\\AppData\\Local\\Programs\\Ecocuenca"
        self.base = base
        self.exe = f"{base}\\Ecocuenca.exe"
        self.uninstaller = f"{base}\\Desinstalar.exe"

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.windows.wine(f"{self.base}\\Ecocuenca-ordenes.exe", *words)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        return self.windows.start(self.exe, *words)

    def close(self) -> None:
        self.windows.close("Ecocuenca.exe")

    def digest(self) -> str:
        return sha256(self.book.read_bytes()).hexdigest()


def prove_windows(
    checks: Checks, built: Built, source: Measure, screen: Screen, work: Path, to: Path
) -> None:
    windows = Windows(work / "windows", screen.env)
    there = Installed(windows)
    try:
        _prove_refusal(checks, windows, there, built)
        _prove_older(checks, windows, there, built, screen, to)
        _prove_upgrade(checks, windows, there, built, screen, to)
        prove_month(
            checks,
            there.run,
            windows.drive("prueba"),
            lambda name: f"C:\\prueba\\{name}",
            source,
        )
        _prove_double_click(checks, windows, there, screen, to)
        _measure_starts(there, source, screen)
        _prove_repair(checks, windows, there, built)
        _prove_wizard(checks, windows, built, screen, to)
        _prove_portable(checks, windows, there, built)
        _prove_uninstall(checks, windows, there)
        _prove_other_folder(checks, windows, built)
    finally:
        windows.end()


def _prove_refusal(checks: Checks, windows: Windows, there: Installed, built: Built) -> None:
    windows.wine("winecfg", "-v", "win7")
    refused = windows.wine(str(built.newer), "/S")
    checks.that(
        "Windows 7 is told that it is too old",
        refused.returncode == TOO_OLD and not there.folder.exists(),
        refused.returncode,
    )
    windows.wine("winecfg", "-v", "win10")


def _prove_older(
    checks: Checks, windows: Windows, there: Installed, built: Built, screen: Screen, to: Path
) -> None:
    done = windows.wine(str(built.older), "/S")
    checks.that(
        "the older version installs", done.returncode == 0, done.returncode and done.stderr[-200:]
    )
    loaded = there.run("cargar", f"{there.base}\\app\\{SAMPLE}".replace("/", "\\"))
    if loaded.returncode:
        print("     the older version makes no book on Windows: here is the one it made on Debian")
        there.book.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built.book, there.book)
    checks.that("there is a book of the sample month by the older version", there.book.exists())
    there.start()
    checks.that("its window opens", screen.wait_for())
    screen.picture(to / "windows-antes.png")
    tried = windows.wine(str(built.newer), "/S")
    checks.that("it is not upgraded while it is open", tried.returncode == OPEN, tried.returncode)
    there.close()
    checks.that("it closes when asked to", screen.wait_until_gone())
    sleep(2)


def _prove_upgrade(
    checks: Checks, windows: Windows, there: Installed, built: Built, screen: Screen, to: Path
) -> None:
    before = there.digest()
    stale = there.folder / "app" / "ui" / "de_antes.py"
    stale.write_text("")
    done = windows.wine(str(built.newer), "/S")
    checks.that(
        "the newer version upgrades it",
        done.returncode == 0,
        done.returncode and done.stderr[-200:],
    )
    checks.that("no module of the older one stays", not stale.exists())
    checks.that("the upgrade left the book byte for byte", there.digest() == before)
    links = [
        windows.of_person("Desktop", "Ecocuenca.lnk"),
        windows.of_person(
            *("AppData", "Roaming", "Microsoft", "Windows", "Start Menu", "Programs"),
            "Ecocuenca.lnk",
        ),
    ]
    checks.that("it is in the Start menu and on the desktop", all(link.exists() for link in links))
    listed = windows.knows(UNINSTALL, "QuietUninstallString")
    checks.that("it is among the installed programs", "Desinstalar.exe" in listed)
    there.start()
    checks.that("the upgraded program's window opens, without a network", screen.wait_for())
    screen.picture(to / "windows-nuevo.png")
    there.close()
    screen.wait_until_gone()
    sleep(2)
    copies = [path for path in there.book.parent.rglob("*.ecocuenca") if path != there.book]
    checks.that("a copy of the book was kept before it was brought up to date", copies)


def _prove_double_click(
    checks: Checks, windows: Windows, there: Installed, screen: Screen, to: Path
) -> None:
    """Wine 8 does not look up a person's own file types, so what is registered is done by hand."""
    registered = windows.knows(DOUBLE_CLICK)
    command = re.search(r'REG_SZ\s+"(.+?)" "%1"', registered)
    known = command is not None and command.group(1) == there.exe
    checks.that("the file type is known", known, registered.strip()[-120:])
    other = windows.drive("Peña ñandú", "otro libro.ecocuenca")
    other.parent.mkdir()
    shutil.copyfile(there.book, other)
    there.start("C:\\Peña ñandú\\otro libro.ecocuenca")
    opened = screen.wait_for()
    screen.picture(to / "windows.png")
    lock = other.with_name(f".{other.name}.lock")
    checks.that(
        "a double click opens that book, under a name with ñ and a space", opened and lock.exists()
    )
    there.close()
    screen.wait_until_gone()
    sleep(2)


def _measure_starts(there: Installed, source: Measure, screen: Screen) -> None:
    def end() -> None:
        there.close()
        screen.wait_until_gone()
        sleep(2)

    starts = start_times(screen, there.start, end)
    size = sum(one.stat().st_size for one in there.folder.rglob("*") if one.is_file())
    print("     start under wine:", told(starts, source.starts))
    print(f"     {size / 1e6:.0f} MB installed")


def _prove_repair(checks: Checks, windows: Windows, there: Installed, built: Built) -> None:
    before = there.digest()
    shutil.rmtree(there.folder / "app" / "models")
    broken = there.run("revisar")
    windows.wine(str(built.newer), "/S")
    mended = there.run("revisar")
    checks.that(
        "set up again, a broken program works",
        broken.returncode != 0 and mended.returncode == 0,
        mended.stderr[-200:],
    )
    checks.that("the book stayed as it was", there.digest() == before)


def _prove_wizard(checks: Checks, windows: Windows, built: Built, screen: Screen, to: Path) -> None:
    asked = windows.start(str(built.newer))
    came = screen.wait_for("Ecocuenca")
    screen.picture(to / "windows-instalador.png")
    checks.that("the set-up program asks in a window", came)
    windows.kill(built.newer.name)
    ended(asked)


def _prove_portable(checks: Checks, windows: Windows, there: Installed, built: Built) -> None:
    stick = windows.drive("memoria usb")
    with zipfile.ZipFile(built.portable) as packed:
        packed.extractall(stick)
    before = sorted(path for path in stick.rglob("*"))
    exe = "C:\\memoria usb\\Ecocuenca-portatil\\Ecocuenca-ordenes.exe"
    told = windows.wine(exe, "revisar")
    checks.that(
        "the portable folder works on the same book",
        told.returncode == 0,
        told.returncode and told.stderr[-200:],
    )
    checks.that("and writes nothing into itself", sorted(stick.rglob("*")) == before)


def _prove_uninstall(checks: Checks, windows: Windows, there: Installed) -> None:
    before = there.digest()
    windows.wine(there.uninstaller, "/S")
    for _turn in range(60):  # it goes on from a copy of itself
        if not there.folder.exists():
            break
        sleep(0.5)
    checks.that("uninstalling removes the program", not there.folder.exists())
    links = list(windows.of_person().rglob("Ecocuenca.lnk"))
    checks.that("and its shortcuts", not links, links)
    known = windows.knows(UNINSTALL, "DisplayName") + windows.knows(DOUBLE_CLICK)
    checks.that("and what Windows knew of it", not known, known)
    checks.that("the records are still there, byte for byte", there.digest() == before)


def _prove_other_folder(checks: Checks, windows: Windows, built: Built) -> None:
    """A folder that holds her things, one of them named as ours: ours go into one inside it."""
    hers = windows.drive("Cosas de Peña", "app", "fotos.txt")
    hers.parent.mkdir(parents=True)
    hers.write_text("foto")
    # wine quotes an argument with spaces, which /D= does not allow: the remembered folder
    told = ("/v", "InstallDir", "/d", "C:\\Cosas de Peña", "/f")
    windows.wine("reg", "add", r"HKCU\Software\Ecocuenca", *told)
    windows.wine(str(built.newer), "/S")
    ours = hers.parents[1] / "Ecocuenca"
    checks.that(
        "in a folder of hers it takes a folder of its own", (ours / "Ecocuenca.exe").exists()
    )
    windows.wine("C:\\Cosas de Peña\\Ecocuenca\\Desinstalar.exe", "/S")
    for _turn in range(60):
        if not ours.exists():
            break
        sleep(0.5)
    checks.that("and uninstalling spares what is hers", hers.exists() and not ours.exists())
