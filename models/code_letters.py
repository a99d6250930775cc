"""Eight letters that stand for a digest, as they are printed on paper and read back from it."""

import re
from collections.abc import Iterator
from itertools import product

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's 32: no I, L, O or U
# Letters that are taken for one another on worn paper count as one.
_ALIKE = str.maketrans("OQILSZBGU", "00115286V")
LENGTH, BYTES = 8, 5  # eight letters of 32 tell five bytes


def spelled(digest: bytes) -> str:
    """«7K3M-9QRT» of the first five bytes of a digest."""
    number = int.from_bytes(digest[:BYTES], "big")
    letters = "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return f"{letters[:4]}-{letters[4:]}"


def plain(code: str) -> str:
    """The letters of a code alone, those that look alike as one."""
    return re.sub(r"[^0-9A-Z]", "", code.upper().translate(_ALIKE))


def spellings(folded: str) -> Iterator[str]:
    """Each code that reads like this one, given as `plain` leaves it; 256 at most."""
    alike = [[one for one in LETTERS if plain(one) == letter] for letter in folded]
    return map("".join, product(*alike))


def bytes_of(code: str) -> bytes:
    """The five bytes that those eight letters spell."""
    number = 0
    for letter in code:
        number = number << 5 | LETTERS.index(letter)
    return number.to_bytes(BYTES, "big")
