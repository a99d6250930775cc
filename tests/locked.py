"""Locked books for tests: the same words each time, and a key that is wrapped only once a run."""

from functools import cache
from pathlib import Path

from models.file import copies
from models.locked import cipher, encryption, keys
from models.locked.keys import Keys

WORDS = "maestro quinoa puente alegre"
CODE = "7K2MQX4D0ABCDEFGHJKMNPQRS"
CODE += keys._check_sign(CODE)
KEY = bytes(range(32))
CANARY = b"77777777"  # the DNI of somebody who must not be found in any file


@cache
def wraps() -> Keys:
    return Keys.of(KEY, WORDS, CODE)


def lock_open_book() -> None:
    """As `encryption.lock`, without the copy in the clear and the second that scrypt takes."""
    cipher.take(KEY, wraps())
    book = copies.book_path()
    encryption._exchange(book, lambda draft: encryption._rewritten(draft, book, None, KEY), KEY)


def know_keys_beside(path: Path) -> None:
    """As if the words of the book at `path` had been typed, where it is one that was locked here."""
    if keys.beside(path).exists():
        cipher.take(KEY, Keys.read(keys.beside(path)))
