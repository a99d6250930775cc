"""The key of a locked book, and the small file beside the book in which it lies wrapped twice.

The key is 256 random bits. `libro.ecocuenca.llaves` holds it wrapped under four words and again
under the code of the recovery sheet: either opens it, and new words need no new key.

How a wrap is made, and why that is sound: scrypt (128 MiB) makes 64 bytes from what was typed and a
salt drawn for this wrap alone. The first 32 are a pad laid over the key (XOR): a pad as long as the
one secret it ever covers, never used again, tells nothing. The other 32, which the pad does not
tell, seal the name of the key, the salt and the covered key (HMAC-SHA256). Wrong words do not fit
the seal, so they are known as wrong before any byte of the book is read.
"""

import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Self

from models.changes import Refused
from models.file import disk
from models.language import _

LENGTH = 32  # bytes of a key
WORDS = 4  # of 2048: 44 bits, and scrypt makes each guess cost 128 MiB and half a second
SALT = 16
LIST = Path(__file__).with_name("palabras.txt")
# 31 signs, a prime: the check sign finds any one that is mistyped and any two that are exchanged.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXY"
DRAWN = 25  # signs of a code (123 bits); the check sign makes 26
_ALIKE = str.maketrans("OILUZ", "011V2")
LONGEST = 10_000  # bytes of a file of keys
COST = 2**17  # of scrypt; 128 MiB. Part of what the file of keys means: never to be changed


# What a person types ----------------------------------------------------------------------------


@cache
def word_list() -> frozenset[str]:
    return frozenset(LIST.read_text("ascii").split())


def drawn_words() -> str:
    """Four words nobody can foresee."""
    return " ".join(secrets.choice(sorted(word_list())) for _word in range(WORDS))


def drawn_code() -> str:
    """A code for the recovery sheet, without spaces."""
    drawn = "".join(secrets.choice(SIGNS) for _sign in range(DRAWN))
    return drawn + _check_sign(drawn)


def in_groups(code: str) -> str:
    """«7K2M QX4D …»: as it is printed and typed."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_secret(typed: str) -> str:
    """The words, or the code of the sheet, without what does not matter: accents, capitals, spaces.

    Refused where a word is not one of ours or the check sign of a code does not fit.
    """
    words = _plain(typed).split()
    if len(words) == WORDS and all(len(word) > 4 or word in word_list() for word in words):
        return _words_of(words)
    code = "".join(sign for sign in "".join(words).upper() if sign.isalnum()).translate(_ALIKE)
    if len(code) == DRAWN + 1 and any(sign.isdigit() for sign in code):
        return _code_of(code)
    if len(words) == WORDS:
        return _words_of(words)
    raise Refused(
        _("Escriba las cuatro palabras, o los {n} signos de la hoja.").format(n=DRAWN + 1)
    )


def _words_of(words: list[str]) -> str:
    for word in words:
        if word not in word_list():
            say = _("La palabra «{word}» no es de la lista. Revise cómo está escrita.")
            raise Refused(say.format(word=word))
    return " ".join(words)


def _code_of(code: str) -> str:
    if set(code) <= set(SIGNS) and _check_sign(code[:DRAWN]) == code[DRAWN]:
        return code
    raise Refused(_("El código de la hoja no está completo o tiene un signo cambiado. Revíselo."))


def _check_sign(drawn: str) -> str:
    total = sum(place * SIGNS.index(sign) for place, sign in enumerate(drawn, 1))
    return SIGNS[total % len(SIGNS)]


def _plain(typed: str) -> str:
    parts = unicodedata.normalize("NFD", typed.casefold())
    return "".join(
        " " if one in ",;.-–\t" else one for one in parts if not unicodedata.combining(one)
    )


# The wraps and their file -----------------------------------------------------------------------


@dataclass(frozen=True)
class Wrap:
    """A key under one secret."""

    salt: bytes
    covered: bytes
    seal: bytes

    @classmethod
    def of(cls, key: bytes, secret: str) -> Self:
        salt = secrets.token_bytes(SALT)
        pad, sealing = _from_secret(secret, salt)
        covered = _laid_over(key, pad)
        return cls(salt, covered, _seal(sealing, key_name(key), salt, covered))

    def opened(self, name: str, secret: str) -> bytes | None:
        """The key; None where the secret is another one."""
        pad, sealing = _from_secret(secret, self.salt)
        if not hmac.compare_digest(self.seal, _seal(sealing, name, self.salt, self.covered)):
            return None
        return _laid_over(self.covered, pad)


def key_name(key: bytes) -> str:
    """Tells one key from another, and nothing else of it."""
    return hmac.digest(key, b"ecocuenca: name of the key", "sha256")[:8].hex()


def _from_secret(secret: str, salt: bytes) -> tuple[bytes, bytes]:
    made = hashlib.scrypt(
        secret.encode("ascii"), salt=salt, n=COST, r=8, p=1, maxmem=2000 * COST, dklen=2 * LENGTH
    )
    return made[:LENGTH], made[LENGTH:]


def _laid_over(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _seal(sealing: bytes, name: str, salt: bytes, covered: bytes) -> bytes:
    return hmac.digest(sealing, bytes.fromhex(name) + salt + covered, "sha256")


class Unreadable(Exception):
    """There is no file of keys, or a byte of it is not as it was written."""


@dataclass(frozen=True)
class Keys:
    """What the file of keys holds; the key itself only for who knows a secret."""

    name: str
    words: Wrap
    sheet: Wrap

    @classmethod
    def of(cls, key: bytes, words: str, code: str) -> Self:
        return cls(key_name(key), Wrap.of(key, words), Wrap.of(key, code))

    def with_words(self, key: bytes, words: str) -> Self:
        return replace(self, words=Wrap.of(key, words))

    def with_sheet(self, key: bytes, code: str) -> Self:
        return replace(self, sheet=Wrap.of(key, code))

    def opened(self, secret: str) -> bytes | None:
        wrap = self.words if " " in secret else self.sheet
        return wrap.opened(self.name, secret)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises `Unreadable`."""
        try:
            with path.open("rb") as file:
                kept = json.loads(file.read(LONGEST).decode("ascii"))
            bytes.fromhex(kept["llave"])
            made = cls(kept["llave"], _wrap(kept["palabras"]), _wrap(kept["hoja"]))
            whole = kept == made._as_written()
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as trouble:
            raise Unreadable from trouble
        if not whole:
            raise Unreadable
        return made

    def write(self, path: Path) -> None:
        """Whole or not at all, in the place of what may stand there."""
        draft = disk.draft_of(path)
        disk.begin(draft)
        try:
            draft.write_text(json.dumps(self._as_written(), indent=1) + "\n", "ascii")
            disk.sync(draft)
            os.replace(draft, path)
        except BaseException:
            disk.discard(draft)
            raise
        disk.sync_folder(path.parent)

    def _as_written(self) -> dict[str, object]:
        kept: dict[str, object] = {
            "aviso": "Sin este archivo el libro no se abre. No lo borre.",
            "version": 1,
            "llave": self.name,
            "palabras": {name: part.hex() for name, part in vars(self.words).items()},
            "hoja": {name: part.hex() for name, part in vars(self.sheet).items()},
        }
        return kept | {"suma": hashlib.sha256(json.dumps(kept).encode()).hexdigest()}


def _wrap(kept: dict[str, str]) -> Wrap:
    made = Wrap(*(bytes.fromhex(kept[name]) for name in ("salt", "covered", "seal")))
    if [len(part) for part in vars(made).values()] != [SALT, LENGTH, 32]:
        raise ValueError
    return made


def beside(path: Path) -> Path:
    """Where the keys of the book or copy at `path` are."""
    return path.with_name(f"{path.name}.llaves")
