"""Files on a disk that may be full, closed to us or gone: written whole, and what to say if not."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from models.changes import Refused
from models.language import N_, _

# Every sentence says what can be done.
_SENTENCES = {
    errno.ENOSPC: N_("El disco está lleno. Libere espacio y pruebe de nuevo: {path}"),
    errno.EACCES: N_("No hay permiso para usar {path}. Elija otra carpeta."),
    errno.EPERM: N_("No hay permiso para usar {path}. Elija otra carpeta."),
    errno.EROFS: N_("El disco de {path} es de solo lectura. Elija otro disco."),
    errno.ENAMETOOLONG: N_("El nombre {path} es demasiado largo. Elija uno más corto."),
    errno.ENOTDIR: N_("{path} no puede estar ahí: en su camino hay un archivo, no una carpeta."),
    errno.ELOOP: N_("{path} es un enlace que no lleva a ningún archivo. Elija el archivo mismo."),
    errno.EIO: N_("El disco no responde. Revise el disco y pruebe de nuevo: {path}"),
}
_SENTENCES[getattr(errno, "EDQUOT", errno.ENOSPC)] = _SENTENCES[errno.ENOSPC]


def refusal(path: Path, trouble: OSError) -> Refused:
    """Why the operating system did not do what was asked with `path`, and what can be done."""
    usual = N_("No se puede usar {path}. Revise la carpeta y el disco.")
    return Refused(_(_SENTENCES.get(trouble.errno or 0, usual)).format(path=path))


# What SQLite says of a disk: the number of the system it keeps to itself.
_OF_SQLITE = {"full": errno.ENOSPC, "disk I/O": errno.EIO, "readonly": errno.EROFS}


def refusal_of_sqlite(path: Path, trouble: BaseException) -> Refused | None:
    """The same for what SQLite could not do with `path`; None where the disk is not why."""
    words = words_of(trouble)
    for said, number in _OF_SQLITE.items():
        if said in words:
            return refusal(path, OSError(number, words))
    return refusal(path, OSError()) if "unable to open" in words else None


def words_of(trouble: BaseException) -> str:
    """What it says, and all in whose handling it rose: SQLite's «cannot rollback» hides a cause."""
    words: list[str] = []
    link: BaseException | None = trouble
    while link is not None:
        words.append(str(link))
        link = link.__context__
    return "\n".join(words)


def is_missing(path: Path) -> bool:
    """Whether nothing stands there: a link to what is not there now is something.

    Refused where it cannot be known.
    """
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError as trouble:
        raise refusal(path, trouble) from trouble
    return False


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what it needs to undo a half-stored piece of work."""
    return path.with_name(f"{path.name}-journal")


def draft_of(path: Path) -> Path:
    """Where a file is written before it is whole."""
    return path.with_name(f".~{path.name}")


def begin(draft: Path) -> None:
    """An empty draft for its owner's eyes only, in the place of one a killed process left."""
    discard(draft)
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def discard(draft: Path) -> None:
    """Remove a draft and its journal: one left by a killed process is not played into the next."""
    for path in (draft, journal_of(draft)):
        path.unlink(missing_ok=True)


def publish(draft: Path, path: Path) -> None:
    """Put a finished file in its place: on the disk before it is seen, never over another file."""
    sync(draft)
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a memory stick knows no second name of a file
        if not is_missing(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        os.rename(draft, path)
    else:
        with suppress(OSError):  # the file stands all the same
            draft.unlink()
    sync_folder(path.parent)


def sync(path: Path) -> None:
    """Have the disk keep what was written to the file."""
    # Windows does so only through a handle that may write; of a file nobody may write to, not at all.
    with path.open("r+b" if os.access(path, os.W_OK) else "rb") as file:
        os.fsync(file.fileno())


def forget(path: Path) -> None:
    """Have the system read the file from its disk again, where it can be asked to."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def sync_folder(folder: Path) -> None:
    """Have the disk keep the names in the folder; Windows does so by itself and cannot be asked."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
