"""What opens a locked book: four words, the code of the sheet, and the file they lie in."""

import json
import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.changes import Refused
from models.locked import keys
from models.locked.keys import DRAWN, SIGNS, Keys, Unreadable, Wrap, read_secret
from tests.locked import CODE, KEY, WORDS, wraps


def test_the_list_has_2048_short_words_without_accents_none_a_letter_apart_from_another() -> None:
    words = sorted(keys.word_list())
    apart = [word[:place] + "?" + word[place + 1 :] for word in words for place in range(len(word))]

    assert len(words) == 2048
    assert all(word.isascii() and word.islower() and 4 <= len(word) <= 9 for word in words)
    assert len(apart) == len(set(apart))


def test_the_words_are_drawn_from_the_whole_list() -> None:
    drawn = {word for _time in range(400) for word in keys.drawn_words().split()}

    assert drawn <= keys.word_list()
    assert len(drawn) > 900  # 1,600 drawn of 2,048 leave about 1,110 different ones


@pytest.mark.parametrize(
    "typed",
    [
        "maestro quinoa puente alegre",
        "  Maestro   QUINOA\tpuente  alegre\n",
        "Maéstro, quinoa; puente - alegre.",
    ],
)
def test_words_are_taken_without_accents_capitals_or_spaces(typed: str) -> None:
    assert read_secret(typed) == WORDS


def test_a_word_that_is_not_ours_is_named() -> None:
    with pytest.raises(Refused, match="La palabra «quinooa» no es de la lista"):
        read_secret("maestro quinooa puente alegre")


@pytest.mark.parametrize("typed", ["", "maestro", "maestro quinoa puente", "uno dos tres 4 5"])
def test_what_is_neither_words_nor_code_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="Escriba las cuatro palabras, o los 26 signos"):
        read_secret(typed)


def test_the_code_is_taken_in_groups_in_small_letters_and_with_letters_that_look_alike() -> None:
    assert read_secret(keys.in_groups(CODE)) == CODE
    assert read_secret(CODE.lower().replace("0", "o")) == CODE


@given(some.lists(some.sampled_from(SIGNS), min_size=DRAWN, max_size=DRAWN), some.randoms())
def test_one_mistyped_sign_or_two_exchanged_are_always_found(drawn, chance) -> None:
    code = "".join(drawn)
    code += keys._check_sign(code)
    place, other = chance.sample(range(DRAWN), 2)
    changed = chance.choice([sign for sign in SIGNS if sign != code[place]])
    swapped = list(code)
    swapped[place], swapped[other] = swapped[other], swapped[place]

    for wrong in (code[:place] + changed + code[place + 1 :], "".join(swapped)):
        if wrong != code:
            with pytest.raises(Refused):
                keys._code_of(wrong)
    assert keys._code_of(code) == code


def test_words_and_code_both_open_the_key_and_others_do_not() -> None:
    kept = wraps()

    assert kept.opened(WORDS) == KEY
    assert kept.opened(CODE) == KEY
    assert kept.opened("abeja abeja abeja abeja") is None


def test_new_words_leave_the_key_and_the_code_as_they_were() -> None:
    changed = wraps().with_words(KEY, "laguna nogal abeja cumbre")

    assert changed.opened("laguna nogal abeja cumbre") == KEY
    assert changed.opened(WORDS) is None
    assert changed.sheet == wraps().sheet


def test_each_wrap_has_a_salt_and_so_a_pad_of_its_own() -> None:
    again = Keys.of(KEY, WORDS, CODE)

    parts = [one for made in (wraps(), again) for one in (made.words, made.sheet)]
    assert len({one.salt for one in parts}) == len({one.covered for one in parts}) == 4


def test_each_guess_costs_128_mebibytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()

    assert 128 * keys.COST * 8 == 128 * 2**20
    assert Wrap.of(KEY, WORDS).opened(keys.key_name(KEY), WORDS) == KEY


def test_the_file_tells_nothing_of_the_key(tmp_path: Path) -> None:
    wraps().write(tmp_path / "x.llaves")

    kept = (tmp_path / "x.llaves").read_text()
    assert KEY.hex() not in kept
    assert not any(word in json.dumps(json.loads(kept)["palabras"]) for word in WORDS.split())
    assert os.stat(tmp_path / "x.llaves").st_mode & 0o077 == 0
    assert Keys.read(tmp_path / "x.llaves") == wraps()


def test_any_changed_byte_of_the_file_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x.llaves"
    wraps().write(path)
    content = path.read_bytes()
    chance = random.Random(5)

    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        if bytes(changed).split() != content.split():  # a blank for a blank changes nothing
            with pytest.raises(Unreadable):
                Keys.read(path)
    for length in (0, 1, len(content) // 2, len(content) - 3):
        path.write_bytes(content[:length])
        with pytest.raises(Unreadable):
            Keys.read(path)
