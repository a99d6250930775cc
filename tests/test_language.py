"""Every sentence a person reads is Spanish in the source, can be looked up, and has its English."""

import ast
import gettext
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from models import catalog, language
from models.language import _, ngettext, speak
from models.record import GUARDS_SAY
from tests.sources import SOURCES, looked_up, spanish_outside, where

ENGLISH = language.LOCALE / "en" / "LC_MESSAGES" / "ecocuenca"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
NEVER_SAID = re.compile(
    r"\b(errors?|errores|inválid[oa]s?|invalid|null|nulo|Aceptar|OK|ID)\b|[!¡]", re.IGNORECASE
)
IN_CAPITALS = ("ID", "OK")  # «id» may be a part of a Spanish word's abbreviation; these may not

Key = str | tuple[str, ...]


@pytest.fixture(autouse=True)
def spanish_again() -> Iterator[None]:
    yield
    speak("es")


@pytest.fixture(scope="module")
def sentences() -> dict[Key, str]:
    """Sentence (or the forms of one, by number) -> where it is said first."""
    found: dict[Key, str] = {}
    for path in SOURCES:
        for line, said, _comments, _context in extract_from_file("python", path, KEYWORDS):
            found.setdefault(said if isinstance(said, str) else tuple(said), where(path, line))
    return found


@pytest.fixture(scope="module")
def english() -> Catalog:
    return read_po(BytesIO(ENGLISH.with_suffix(".po").read_bytes()), locale="en")


def messages(found: Catalog) -> list[Message]:
    return [one for one in found if one.id]


def forms(said: Key) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def words_in(expression: ast.expr) -> list[str]:
    constants = (one.value for one in ast.walk(expression) if isinstance(one, ast.Constant))
    return [one for one in constants if isinstance(one, str)]


def spoken_in(found: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    return {forms(one.id): forms(one.string) for one in messages(found)}


def placeholders(sentence: str) -> list[str]:
    return sorted(str(name) for _text, name, _spec, _how in Formatter().parse(sentence) if name)


# The catalogue --------------------------------------------------------------------------------


def test_every_sentence_has_its_english(sentences: dict[Key, str], english: Catalog) -> None:
    missing = {}
    for said, place in sentences.items():
        known = english.get(said)
        if known is None or not all(forms(known.string)) or known.fuzzy:
            missing[said] = place

    assert not missing, "`make catalog`, then write their English"


def test_the_catalogue_keeps_no_sentence_that_nobody_says(
    sentences: dict[Key, str], english: Catalog
) -> None:
    assert [one.id for one in messages(english) if one.id not in sentences] == []


def test_an_english_sentence_has_the_placeholders_of_the_spanish_one(english: Catalog) -> None:
    differing = [
        (spanish, said)
        for several, answers in spoken_in(english).items()
        for spanish, said in zip(several, answers, strict=True)
        if placeholders(spanish) != placeholders(said)
    ]

    assert differing == []


def test_what_the_program_reads_is_what_the_catalogue_says(english: Catalog) -> None:
    with ENGLISH.with_suffix(".mo").open("rb") as file:
        compiled = read_mo(file)

    assert spoken_in(compiled) == spoken_in(english), "`make catalog`"


def test_the_program_answers_every_sentence_in_english(english: Catalog) -> None:
    speak("en")

    for one in messages(english):
        if isinstance(one.id, str):
            assert _(one.id) == one.string
        else:
            assert (ngettext(*one.id, 1), ngettext(*one.id, 2)) == one.string


def test_the_catalogue_says_what_it_is(english: Catalog) -> None:
    header = dict(english.mime_headers)

    assert header["Project-Id-Version"].startswith("Ecocuenca ")
    assert header["Content-Type"] == "text/plain; charset=utf-8"
    assert header["Plural-Forms"].startswith("nplurals=2; plural=(n != 1)")
    assert "EMAIL" not in str(header)


# What is said -----------------------------------------------------------------------------------


def test_no_sentence_blames_or_speaks_of_machines(english: Catalog) -> None:
    spoken = spoken_in(english)

    found = [
        (words, match.group())
        for several in (*spoken, *spoken.values())
        for words in several
        for match in NEVER_SAID.finditer(words)
        if match.group().upper() not in IN_CAPITALS or match.group().isupper()
    ]
    assert found == []


def test_sentences_are_said_in_the_language_spoken_last() -> None:
    said = {}
    for code in ("es", "en", "es"):
        speak(code)
        say = ngettext("{n} entrega", "{n} entregas", 2)
        said[code] = (_("Falta el peso."), _("Registrar entrega"), say.format(n=2))

    assert said == {
        "es": ("Falta el peso.", "Registrar entrega", "2 entregas"),
        "en": ("The weight is missing.", "Register delivery", "2 deliveries"),
    }


def test_a_block_speaks_another_language_and_then_the_one_before_again() -> None:
    speak("en")

    with pytest.raises(ZeroDivisionError), language.speaking("es"):
        assert _("mayo") == "mayo"
        raise ZeroDivisionError

    assert _("mayo") == "May"


def test_the_languages_are_those_that_have_a_catalogue() -> None:
    assert language.languages() == ["es", "en"]
    with pytest.raises(FileNotFoundError):
        gettext.translation("ecocuenca", language.LOCALE, ["qu"])


def test_choices_and_columns_that_differ_in_spanish_differ_in_english() -> None:
    """A choice typed is read by its word, and a total is found by the title of its column."""
    speak("en")

    lists = [
        [title for _kept, title in field.choices]
        for model in catalog.models()
        for field in model._meta.sorted_fields
        if getattr(field, "choices", None)
    ]
    for kind in catalog.CATALOG:
        lists += [[column.title for column in kind.columns], [one.title for one in kind.states]]
    for titles in lists:
        assert len({_(title) for title in titles}) == len(set(titles)), titles


# The source ---------------------------------------------------------------------------------------


def test_what_is_looked_up_is_a_sentence_as_it_was_written() -> None:
    """An f-string, a sum or a formatted sentence stands in no catalogue."""
    built = [
        where(path, call.lineno)
        for path in SOURCES
        for call in looked_up(path)
        for argument in call.args[:2]
        if not isinstance(argument, ast.Constant) and words_in(argument)
    ]

    assert built == []


def test_nothing_is_looked_up_before_it_is_known_which_language_to_speak() -> None:
    """In a module, a class or a default the sentence would stay Spanish for ever: there, `N_`."""
    early = [
        where(path, call.lineno)
        for path in SOURCES
        for call in looked_up(path, once=True)
        if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")
    ]

    assert early == []


def test_no_spanish_escapes_the_catalogue(english: Catalog) -> None:
    translated = {str(one.id) for one in messages(english) if one.id != one.string}

    escaped = list(spanish_outside(translated))

    assert escaped == [], "say it with `_`, or keep it with `in_spanish`"


def test_what_the_triggers_answer_can_be_looked_up() -> None:
    migrations = Path(language.__file__).parent / "migrations"
    written = "".join(one.read_text("utf-8") for one in migrations.glob("[0-9]*.py"))

    answers = re.findall(r"ABORT, '([^'{]+)'", written)
    answers += re.findall(r'_forbid\(.*, "([^"]+)"\)', written)

    assert set(answers) == set(GUARDS_SAY)
