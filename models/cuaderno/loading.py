"""A cuaderno: one JSON file with what a treasurer typed, done through the same deeds as the screens.

It is done whole or not at all. A deed that is refused when it should not be, or an expectation that
is not met, undoes everything, and the sentence names the event by its place in the list.
"""

import json
from pathlib import Path
from typing import Any

from peewee import DoesNotExist

from models.associations import Association
from models.changes import Refused, transaction
from models.cuaderno.deeds import DEEDS
from models.cuaderno.start import set_up
from models.cuaderno.territory import set_up_territory
from models.cuaderno.words import Event, Keys, why
from models.fields import folded
from models.language import _, speaking
from models.record import Doubtful

SAMPLE = Path(__file__).with_name("sample.json")  # a month of a fictitious association

EXPECTED = {"expect_refused": Refused, "expect_warning": Doubtful}


def load(path: Path) -> Association:
    """Do all that the cuaderno at `path` says; nothing is stored if any of it cannot be done."""
    inputs = _read(path)
    events = inputs.get("events", [])
    for place, event in enumerate(events, start=1):
        _check_verb(place, event)
    with transaction():
        keys = _begun(inputs)
        for place, event in enumerate(events, start=1):
            _do_at(place, keys, event)
        if "territory" in inputs:
            _set_up_territory(keys, inputs["territory"])
    return keys.association


def _read(path: Path) -> Event:
    foreign = _("El archivo {path} no es un cuaderno.").format(path=path)
    try:
        written = json.loads(path.read_text("utf-8-sig"))  # some editors put a mark first
    except OSError as trouble:
        raise Refused(_("No se puede leer el cuaderno {path}.").format(path=path)) from trouble
    except (ValueError, RecursionError) as trouble:
        raise Refused(foreign) from trouble
    if not isinstance(written, dict) or written.get("form") != "cuaderno-1":
        raise Refused(foreign)
    inputs = written.get("inputs")
    if not isinstance(inputs, dict) or not isinstance(inputs.get("events", []), list):
        raise Refused(foreign)
    return inputs


def _check_verb(place: int, event: Any) -> None:
    """Before anything is done: every verb, also of an event inside another, is one that is known."""
    verb = event.get("do") if isinstance(event, dict) else None
    if isinstance(verb, str) and verb in EXPECTED and isinstance(event.get("event"), dict):
        event, verb = event["event"], event["event"].get("do")
    if not isinstance(verb, str) or verb not in DEEDS:
        raise Refused(
            _("Evento {place}: el programa todavía no sabe hacer «{verb}».").format(
                place=place, verb=verb
            )
        )


# What a file written otherwise than the format says ends in.
_MISWRITTEN = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, DoesNotExist)


def _begun(inputs: Event) -> Keys:
    keys = Keys()
    try:
        set_up(keys, inputs)
    except (Refused, *_MISWRITTEN) as failure:
        raise Refused(_("Al empezar el cuaderno: {why}").format(why=why(failure))) from failure
    return keys


def _set_up_territory(keys: Keys, written: Event) -> None:
    try:
        set_up_territory(keys, written)
    except (Refused, *_MISWRITTEN) as failure:
        raise Refused(_("En el territorio: {why}").format(why=why(failure))) from failure


def _do_at(place: int, keys: Keys, event: Event) -> None:
    try:
        _do(keys, event)
    except (Refused, _NotMet, *_MISWRITTEN) as failure:
        raise Refused(
            _("Evento {place} ({verb}): {why}").format(
                place=place, verb=event["do"], why=why(failure)
            )
        ) from failure


def _do(keys: Keys, event: Event) -> None:
    verb = event["do"]
    if verb not in EXPECTED:
        DEEDS[verb](keys, event, True)
        return
    _expect(keys, event, EXPECTED[verb])
    if verb == "expect_warning" and event["keep"]:
        _do(keys, event["event"])


class _NotMet(Exception):
    """What an event expected did not come."""


class _Undo(Exception):
    """Takes back what was only tried."""


def _expect(keys: Keys, event: Event, kind: type[Exception]) -> None:
    """Try the event inside; it must end in `kind` with one of the words, and leave no trace.

    What cannot even be read (an amount below zero, a day there is not) is refused as well.
    """
    inner, said, tried = event["event"], "", keys.copied()
    words = _expected_words(event)
    try:
        # The words expected are Spanish.
        with transaction(), speaking("es"):
            DEEDS[inner["do"]](tried, inner, kind is Refused)
            raise _Undo
    except (_Undo, Refused, Doubtful) as answer:
        said = str(answer) if isinstance(answer, kind) else ""
    except _MISWRITTEN as unreadable:
        if kind is not Refused:
            raise
        with speaking("es"):
            said = why(unreadable)
    if not said or not any(one in folded(said) for one in words):
        raise _NotMet(
            _("se esperaba otra respuesta ({because}); dijo: «{said}».").format(
                because=event["because"], said=said or _("nada")
            )
        )


def _expected_words(event: Event) -> list[str]:
    """One of these must be said, without capitals and accents; TypeError for what is no such list."""
    words = event["says_one_of"]
    if not isinstance(words, list) or not words:
        raise TypeError(words)
    if not all(isinstance(one, str) for one in words):
        raise TypeError(words)
    return [folded(one) for one in words]
