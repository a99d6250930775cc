"""The program's folder on Windows: launcher, Python, our program, its libraries. One folder, as it
is installed; nothing is unpacked when the program starts."""

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

from installer.parts import take_program, unpack, wheels
from installer.windows.runtime import DLL, HERE, unpacked

PYTHON, PLATFORMS = "3.13", ("win_amd64",)
NAME = "Ecocuenca"
STDLIB = "python313.zip"

CORE = (
    *(DLL, "python3.dll", "python.exe", "vcruntime140.dll", "vcruntime140_1.dll", "LICENSE.txt"),
)
# `_wmi` is left out: with it `platform` asks Windows what it is, which hangs on some computers.
# `_ssl` too, since nothing here goes to a network.
NOT_WANTED_DLLS = {"_wmi.pyd", "_ssl.pyd", "libssl-3.dll", "winsound.pyd", "python_lib.cat"}
# Few things only: libraries ask for the oddest modules, stdnum for that of the interactive help.
NOT_WANTED_LIB = shutil.ignore_patterns(
    *("site-packages", "__pycache__", "idlelib", "turtledemo", "ensurepip", "venv", "test")
)
NOT_WANTED_TCL = shutil.ignore_patterns("nmake", "demos", "tzdata", "*.lib")


def lay_out(source: Path, top: Path) -> Path:
    """Every file of the program's folder that is not made here by a compiler."""
    shutil.rmtree(top, ignore_errors=True)
    app, runtime = top / "app", top / "runtime"
    take_program(source, app)
    shutil.copyfile(HERE / "boot.py", app / "boot.py")
    for wheel in sorted(wheels(source, "windows", PYTHON, PLATFORMS).iterdir()):
        unpack(wheel, app / "site-packages")
    python = unpacked()
    (runtime / "DLLs").mkdir(parents=True)
    for name in CORE:
        shutil.copyfile(python / name, runtime / name)
    for path in (python / "DLLs").iterdir():
        if path.suffix in (".pyd", ".dll") and path.name not in NOT_WANTED_DLLS:
            shutil.copyfile(path, runtime / "DLLs" / path.name)
    shutil.copytree(python / "tcl", runtime / "tcl", ignore=NOT_WANTED_TCL)
    shutil.copytree(python / "Lib", runtime / "Lib", ignore=NOT_WANTED_LIB)
    # With this file Python reads no variable, no registry and nobody's own packages.
    paths = (STDLIB, "Lib", "DLLs", r"..\app", r"..\app\site-packages")
    (runtime / "python313._pth").write_text("\n".join(paths) + "\n")
    return top


# Compiled ----------------------------------------------------------------------------------------


def compile_python(top: Path, wine: dict[str, str]) -> None:
    """Bytecode by the very Python that will read it; the standard library into one file.

    Unchecked: the files never change where they are installed, and the times of a copy may.
    """
    runtime = top / "runtime"
    _compile(top, wine, "-b", "-d", "Lib", r"runtime\Lib")
    for path in (runtime / "Lib").rglob("*.py"):
        path.unlink()
    zipped(runtime / "Lib", runtime / STDLIB)
    shutil.rmtree(runtime / "Lib")
    # A library may carry a file for a newer Python; that one stays as it is.
    _compile(top, wine, "-d", "app", "app", check=False)


def _compile(top: Path, wine: dict[str, str], *words: str, check: bool = True) -> None:
    """Under wine, whose Python wants pipes: a file as its output would end it."""
    python = ["wine", str(top / "runtime" / "python.exe"), "-m", "compileall", "-q"]
    run = subprocess.run(
        [*python, "--invalidation-mode", "unchecked-hash", *words],
        cwd=top,
        env=os.environ | wine,
        input=b"",
        capture_output=True,
        check=False,
    )
    if check and run.returncode:
        raise SystemExit(run.stdout.decode(errors="replace"))


def zipped(folder: Path, path: Path, under: str = "", compress: int = zipfile.ZIP_DEFLATED) -> None:
    """All files of a folder, in one order and of one age."""
    with zipfile.ZipFile(path, "w", compress) as packed:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                name = under + file.relative_to(folder).as_posix()
                entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = compress, 0o644 << 16
                packed.writestr(entry, file.read_bytes())


# Launchers ---------------------------------------------------------------------------------------

LAUNCHERS = {f"{NAME}.exe": "-mwindows", f"{NAME}-ordenes.exe": "-mconsole"}


def build_launchers(top: Path, icon: Path, version: str) -> None:
    """The program that opens the window, and the same with a console for the commands."""
    work = top.parent / "launcher"
    work.mkdir(exist_ok=True)
    numbers = (re.findall(r"\d+", version) + ["0"] * 4)[:4]
    words = {
        "@ICON@": str(icon),
        "@MANIFEST@": str(HERE / "launcher.manifest"),
        "@NUMBERS@": ",".join(numbers),
        "@VERSION@": version,
    }
    told = (HERE / "launcher.rc.in").read_text()
    for word, value in words.items():
        told = told.replace(word, value)
    (work / "launcher.rc").write_text(told)
    compiler = "x86_64-w64-mingw32-"
    windres = [f"{compiler}windres", "-O", "coff", "-i", "launcher.rc", "-o", "launcher.res"]
    subprocess.run(windres, cwd=work, check=True)
    for name, subsystem in LAUNCHERS.items():
        subprocess.run(
            [
                *(f"{compiler}gcc", "-Os", "-s", "-Wall", "-Wextra", "-Werror", "-municode"),
                *(subsystem, "-Wl,--no-insert-timestamp", f'-DPYTHON_DLL=L"{DLL}"'),
                *(str(HERE / "launcher.c"), "launcher.res", "-o", str(top / name)),
            ],
            cwd=work,
            check=True,
        )
