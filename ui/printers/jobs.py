"""What is handed to a printer, and how far it got. Nothing here knows which system it runs on."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.changes import Refused
from models.language import _

Size = tuple[float, float]  # of a page: points across and down

MOST_COPIES = 99


@dataclass(frozen=True)
class Printer:
    name: str
    usual: bool = False  # the one the system takes where none is named
    stopped: bool = False  # takes papers, and keeps them until somebody starts it again


@dataclass(frozen=True)
class Job:
    """A PDF for a printer, so many times; `title` is what its queue shows. A size for each page."""

    printer: str
    pdf: bytes
    sizes: Sequence[Size]
    title: str
    copies: int = 1


@dataclass
class Progress:
    """Told by who sends and read by who waits, or the other way round."""

    pages: int = 0
    stop: bool = False


def not_taken(printer: str) -> Refused:
    """Why a printer did not take it, as far as anybody can know from here."""
    say = _("La impresora {name} no recibió el papel. Mire si está encendida, o elija otra.")
    return Refused(say.format(name=printer))
