"""Crop years: from 1 August to 31 July, named by both years, «2025-2026» (domain 4.3)."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Self

from models.fields import NameField, read
from models.language import _


@dataclass(frozen=True, order=True)
class Season:
    first: int  # the year it begins in

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year - (day.month < 8))

    @classmethod
    def read(cls, text: str) -> Self:
        """«2025-2026», «2025-26» or «2025»; ValueError, with a sentence, for anything else."""
        found = re.fullmatch(
            r"(20[0-9]{2})(?:\s*[-–/]\s*((?:20)?[0-9]{2}))?", text.strip(), re.ASCII
        )
        if not found or (found[2] and int(found[2]) % 100 != (int(found[1]) + 1) % 100):
            raise ValueError(
                _("«{text}» no es una campaña. Escriba los dos años: 2025-2026.").format(text=text)
            )
        return cls(int(found[1]))

    def __str__(self) -> str:
        return f"{self.first}-{self.first + 1}"

    @property
    def since(self) -> date:
        return date(self.first, 8, 1)

    @property
    def until(self) -> date:
        return date(self.first + 1, 7, 31)

    @property
    def previous(self) -> "Season":
        return Season(self.first - 1)

    @property
    def next(self) -> "Season":
        return Season(self.first + 1)


class SeasonField(NameField):
    """A crop year, kept as it is said: «2025-2026»."""


@read.register
def _read_season(field: SeasonField, text: str) -> str:
    return str(Season.read(text))
