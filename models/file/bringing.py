"""Bringing a book from a stick, a cloud folder or the network to the disk inside the computer."""

from itertools import count
from pathlib import Path

from models.changes import Refused
from models.file import disk, holding, storage
from models.locked import keys


def bring(path: Path) -> Path:
    """Copy the book at `path` inside, with what a power cut left beside it; where it stands now.

    What is there stays as it is. Refused while another program works in it.
    """
    storage.check_header(path)
    storage.close()
    try:
        holding.take(path)
    except holding.Held:
        raise
    except Refused:
        pass  # where nothing can be written nobody works
    try:
        return _copied_inside(path)
    except OSError as trouble:
        raise disk.refusal(path, trouble) from trouble
    finally:
        holding.let_go()


def _copied_inside(path: Path) -> Path:
    folder = storage.default_path().parent
    folder.mkdir(parents=True, exist_ok=True)
    names = (f"{path.stem}{'' if number == 1 else f'-{number}'}" for number in count(1))
    inside = next(
        one
        for one in (folder / f"{name}{storage.SUFFIX}" for name in names)
        if all(map(disk.is_missing, (one, disk.journal_of(one), keys.beside(one))))
    )
    draft = disk.draft_of(inside)
    disk.begin(draft)
    try:
        storage.keep(path, draft)
        for side in (disk.journal_of, keys.beside):
            if not disk.is_missing(side(draft)):
                side(draft).rename(side(inside))
        disk.publish(draft, inside)
    except OSError:
        disk.discard(draft)
        raise
    return inside
