"""Files that leave the program: written whole or not at all, under names every system takes."""

import errno
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from models.associations import Association
from models.changes import Refused
from models.language import _

# Windows keeps these for devices, with any ending.
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])", re.IGNORECASE)


def safe_name(text: str, most: int = 80) -> str:
    """`text` as a file name without its ending: only letters without accents, digits, - and _."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9_]+", "-", plain)[:most].strip("-_")
    return f"{name}-1" if _RESERVED.fullmatch(name) else name or "sin-nombre"


def association_name(association: Association, most: int = 80) -> str:
    """What its files are called; with its number where those of another would be called the same."""
    own = safe_name(str(association.name).lower(), most)
    others = Association.select().where(Association.id != association.id)
    names = [(safe_name(str(one.name).lower(), most), one.id) for one in others]
    taken = {name for name, _id in names} | {f"{name}-{number}" for name, number in names}
    return f"{own}-{association.id}" if own in taken else own


def write_whole(path: Path, content: bytes) -> Path:
    """Put `content` in the file `path`, for its owner's eyes only, and say where it stands.

    Whatever happens, `path` holds all of the old or all of the new. When another program keeps it
    open (Excel does), a name beside it is used: «libro (2).xlsx».
    """
    part = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_to_disk(part, content)
        written = _put_in_place(part, path)
        _keep_folder(path.parent)
    except OSError as failure:
        raise Refused(_reason(failure, path)) from failure
    finally:
        with suppress(OSError):
            part.unlink()  # only there when something failed
    return written


def _write_to_disk(part: Path, content: bytes) -> None:
    part.unlink(missing_ok=True)  # left by a power cut
    binary = getattr(os, "O_BINARY", 0)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | binary, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(part: Path, path: Path) -> Path:
    try:
        os.replace(part, path)
    except PermissionError:
        if not path.is_file():
            raise
        path = next(name for name in _names_beside(path) if not name.exists())
        os.replace(part, path)
    return path


def why_beside(path: Path) -> str:
    """Why a file just written does not have the name it should; "" if it has."""
    beside = re.fullmatch(r"(.+) \([0-9]+\)", path.stem)
    if not beside:
        return ""
    say = _("«{name}» está abierto en otro programa: se escribió «{beside}».")
    return say.format(name=path.with_stem(beside[1]).name, beside=path.name)


def _names_beside(path: Path) -> Iterator[Path]:
    """«libro (2).xlsx», «libro (3).xlsx», …"""
    return (path.with_stem(f"{path.stem} ({number})") for number in count(2))


def _keep_folder(folder: Path) -> None:
    """Have the disk keep the new name too; Windows does so by itself and cannot be asked."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(failure: OSError, path: Path) -> str:
    if failure.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return _("El disco está lleno. No se escribió «{name}».").format(name=path.name)
    if failure.errno == errno.EIO:
        return _("El disco no responde. No se escribió «{name}».").format(name=path.name)
    return _("No se pudo escribir «{name}» en {folder}. Elija otra carpeta.").format(
        name=path.name, folder=path.parent
    )
