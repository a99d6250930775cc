"""Where one can go: the data that the navigation is built from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from models.language import N_
from models.record import RecordType
from ui.context import Screen
from ui.register import Register

Maker = Callable[..., Screen]  # (parent, context, **what) -> the screen


@dataclass(frozen=True)
class Place:
    """A screen with an entry in the navigation. Its title is translated on display."""

    name: str
    title: str
    icon: str
    make: Maker


@dataclass(frozen=True)
class Way:
    """What «Buscar en todo» finds by these words, and the place it leads to."""

    title: str
    place: str


# Places without an entry in the navigation, that are found all the same.
WAYS = (
    Way(N_("Restaurar una copia"), "restore"),
    Way(N_("Llave del libro"), "lock_book"),
    Way(N_("Historial del libro"), "history"),
    Way(N_("Quién trabaja aquí"), "settings"),
    Way(N_("Importar de Excel"), "import_sheet"),
    Way(N_("Plantilla para importar"), "import_sheet"),
    Way(N_("Importaciones"), "import_run"),
    Way(N_("Consentimientos"), "consents"),
    Way(N_("Me robaron la computadora"), "stolen"),
    Way(N_("Documento de seguridad"), "security"),
    Way(N_("Salidas de datos"), "leaving"),
    Way(N_("Informe para ayuda"), "help_report"),
    Way(N_("Acerca de Ecocuenca"), "about"),
    Way(N_("Qué hay de nuevo"), "news"),
)


@dataclass(frozen=True)
class Group:
    """Places under one heading; where room is short, one icon with its `short` word."""

    title: str
    short: str
    icon: str
    places: Sequence[Place]


def register_place(kind: RecordType) -> Place:
    """The list of a kind of record, as a place of its own."""

    def make(parent: Any, context: Any) -> Screen:
        return Register(parent, context, kind)

    return Place(kind.name, kind.title, kind.icon, make)
