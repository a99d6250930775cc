"""`make windows`: the set-up program and the folder for a USB stick, of one commit."""

import argparse
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from installer.icons import save_icons
from installer.parts import BUILD, DIST, exported, seconds_of, version_of
from installer.windows.bundle import NAME, build_launchers, compile_python, lay_out, zipped
from installer.windows.runtime import HERE

WINE = {
    "WINEPREFIX": str(BUILD / "wine"),
    "WINEARCH": "win64",
    "WINEDEBUG": "-all",
    "WINEDLLOVERRIDES": "mscoree,mshtml=",
}


def program_folder(commit: str, work: Path) -> Path:
    """The folder as it is installed."""
    top = uncompiled_folder(commit, work)
    compile_python(top, WINE)
    return of_one_age(top, commit)


def uncompiled_folder(commit: str, work: Path, version: str = "") -> Path:
    """The same without bytecode; Python then writes its own. A `version` replaces that of the commit."""
    source = exported(commit, work / "source")
    top = lay_out(source, work / NAME)
    icon = save_icons(work / "art") / "ecocuenca.ico"
    build_launchers(top, icon, version or version_of(source))
    of_one_age(icon.parent, commit)
    return of_one_age(top, commit)


def of_one_age(top: Path, commit: str) -> Path:
    moment = seconds_of(commit)
    for path in [top, *top.rglob("*")]:
        os.utime(path, (moment, moment))
    return top


def set_up_program(
    top: Path, commit: str, version: str, into: Path, *, stub: str = "", quick: bool = False
) -> Path:
    """`stub` names another beginning than the 32-bit one, which can tell a 32-bit Windows why not."""
    made = into / f"{NAME}-{version}-instalador.exe"
    into.mkdir(parents=True, exist_ok=True)
    listed = top.parent / "files.nsh"
    listed.write_text(_in_order(top))
    told = {"VERSION": version, "BUNDLE": top, "ART": top.parent / "art", "OUT": made}
    told["FILES"] = listed
    if stub:
        told["STUB"] = stub
    words = [f"-D{name}={value}" for name, value in told.items()]
    words += ["-DQUICK"] if quick else []
    subprocess.run(
        ["makensis", "-V2", "-WX", *words, HERE / "setup.nsi"],
        env=os.environ | {"SOURCE_DATE_EPOCH": str(seconds_of(commit))},
        check=True,
    )
    return made


def _in_order(top: Path) -> str:
    """The files of both folders by name: left to itself, makensis takes them as the disk lists them."""
    lines = []
    for folder in sorted(path for path in top.rglob("*") if path.is_dir()):
        within = str(folder.relative_to(top)).replace("/", "\\")
        files = sorted(path for path in folder.iterdir() if path.is_file())
        lines += [f'SetOutPath "$INSTDIR\\{within}"'] if files else []
        lines += [f'File "{path}"' for path in files]
    return "\n".join(lines) + "\n"


def for_a_stick(top: Path, version: str, into: Path) -> Path:
    """The same folder as a .zip, with a page that says where the records are."""
    made = into / f"{NAME}-{version}-portatil.zip"
    words = (HERE / "LEAME.txt").read_text("utf-8").replace("\n", "\r\n")
    (top / "LEAME.txt").write_bytes(b"\xef\xbb\xbf" + words.encode())
    zipped(top, made, under=f"{NAME}-portatil/")
    (top / "LEAME.txt").unlink()
    return made


def build(commit: str, work: Path, into: Path) -> list[Path]:
    top = program_folder(commit, work)
    version = version_of(work / "source")
    into.mkdir(parents=True, exist_ok=True)
    return [set_up_program(top, commit, version, into), for_a_stick(top, version, into)]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--commit", default="HEAD")
    commit = asked.parse_args().commit
    work = BUILD / "windows"
    shutil.rmtree(work, ignore_errors=True)
    for before in DIST.glob(f"{NAME}-*"):
        before.unlink()
    for made in build(commit, work, DIST):
        print(f"{sha256(made.read_bytes()).hexdigest()}  {made.stat().st_size:,} bytes  {made}")


if __name__ == "__main__":
    main()
