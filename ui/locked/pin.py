"""The PIN of a screen left alone: a few digits, kept so that they cannot be read off the file.

It keeps passers-by from touching; it does not protect the file, which is what the words are for.
"""

import hashlib
import hmac
import re
import secrets

LEAST, MOST = 4, 8  # digits
_COST = 2**14  # 16 MiB: so few digits are soon tried all the same


def is_pin(typed: str) -> bool:
    return re.fullmatch(f"[0-9]{{{LEAST},{MOST}}}", typed) is not None


def kept(pin: str) -> str:
    """What the preferences keep of it."""
    salt = secrets.token_bytes(16)
    return f"{salt.hex()}:{_made(pin, salt).hex()}"


def fits(pin: str, kept_: str) -> bool:
    salt, _colon, made = kept_.partition(":")
    try:
        return hmac.compare_digest(_made(pin, bytes.fromhex(salt)), bytes.fromhex(made))
    except ValueError:
        return False


def _made(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=_COST, r=8, p=1, maxmem=2000 * _COST)
