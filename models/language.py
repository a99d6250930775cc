"""Spanish is the source of every sentence; other languages are looked up when it is shown."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"

_spoken: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Say everything in `language` from now on: «es», the source, or one that has a catalogue."""
    global _spoken
    _spoken = (
        gettext.NullTranslations()
        if language == "es"
        else gettext.translation("ecocuenca", LOCALE, [language])
    )


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in `language` for the time of the block."""
    global _spoken
    before = _spoken
    speak(language)
    try:
        yield
    finally:
        _spoken = before


def languages() -> list[str]:
    """Codes of the languages the program speaks, Spanish first."""
    return ["es", *sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/ecocuenca.mo"))]


def _(sentence: str) -> str:
    # gettext answers its own header for the empty sentence.
    return _spoken.gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, number: int) -> str:
    return _spoken.ngettext(one, many, number)


def N_(sentence: str) -> str:
    """Marks a sentence said elsewhere by `_`: labels are declared once and translated on display."""
    return sentence


def in_spanish(words: str) -> str:
    """Marks words kept in the books as they are: the papers are Spanish, whatever the screen is."""
    return words
