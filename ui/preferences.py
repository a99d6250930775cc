"""What this person chose on this computer: kept in a small file, never in the books."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self

from platformdirs import user_config_dir

NAME = "preferencias.json"
ALONE_MINUTES = (0, 5, 15)
TEXT_SIZES = (100, 115, 125, 150)  # per cent


def usual_path() -> Path:
    return Path(user_config_dir("Ecocuenca", appauthor=False)) / NAME


@dataclass
class Preferences:
    last_file: str = ""
    dark: bool = False
    text_percent: int = 100
    language: str = "es"
    size: tuple[int, int] | None = None  # of the window (logical px); None is the whole screen
    widths: dict[str, dict[str, float]] = field(default_factory=dict)  # list -> column -> steps
    # book -> documents in the last copy that went to another disk, and its day
    carried: dict[str, list[int | str]] = field(default_factory=dict)
    alone_minutes: int = 0  # after which the screen is covered; 0 is never
    pin: str = ""  # what opens it then, as `ui.locked.pin` keeps it
    printers: dict[str, str] = field(default_factory=dict)  # kind of paper -> printer
    papers: dict[str, dict[str, str]] = field(default_factory=dict)  # kind -> printer -> size
    seen_version: str = ""  # of the program, the last time it ran here

    @classmethod
    def load(cls, path: Path | None = None) -> Self:
        """What was chosen before. A file that is missing or broken counts as nothing chosen."""
        try:
            kept = json.loads((path or usual_path()).read_text("utf-8"))
        except (OSError, ValueError):
            return cls()
        made = cls()
        for name, default in asdict(made).items():
            if isinstance(kept, Mapping) and _fits(name, kept.get(name), default):
                setattr(made, name, tuple(kept[name]) if name == "size" else kept[name])
        return made

    def save(self, path: Path | None = None) -> None:
        """Written aside and then put in place, so that a power cut leaves the old or the new."""
        target = path or usual_path()
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_suffix(".nuevo")
        aside.unlink(missing_ok=True)  # left by a power cut
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(self), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)


def _fits(name: str, value: Any, default: Any) -> bool:
    """Whether what the file says can be used: a person may have edited it."""
    if name == "size":
        return isinstance(value, list) and [type(side) for side in value] == [int, int]
    if name == "text_percent":
        return value in TEXT_SIZES
    if name == "alone_minutes":
        return type(value) is int and value in ALONE_MINUTES
    if name == "carried":
        return isinstance(value, dict) and all(
            isinstance(one, list) and [type(part) for part in one] == [int, str]
            for one in value.values()
        )
    if name == "widths":
        return isinstance(value, dict) and all(
            isinstance(columns, dict)
            and all(isinstance(width, int | float) and width > 0 for width in columns.values())
            for columns in value.values()
        )
    if name == "printers":
        return _are_words(value)
    if name == "papers":
        return isinstance(value, dict) and all(map(_are_words, value.values()))
    return type(value) is type(default)


def _are_words(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
