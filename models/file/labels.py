"""The label beside a copy: what it holds, for people to read and for the program to compare.

Whoever holds the label, or wrote its control code down, can tell later whether the copy is still
the one that was made. The label of a locked copy says nothing of what the lock keeps.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING

from models.file import disk
from models.language import _, in_spanish
from models.locked import cipher

if TYPE_CHECKING:
    from models.file.copies import Copy

_PART = re.compile(r"^([a-z0-9_]+): (.*)$", re.MULTILINE)
LONGEST = 10_000  # bytes of a label
_MARK = in_spanish("Para el programa. No cambie lo que sigue.")


@dataclass(frozen=True)
class Label:
    """What the label beside a copy says of it: each part by its name."""

    parts: dict[str, str]

    @property
    def digest(self) -> str:
        return self.parts.get("sha256", "")

    @property
    def code(self) -> str:
        """The control code the book had then, «7K3M-9QRT»."""
        return self.parts.get("codigo", "")


def beside(copy: Path) -> Path:
    """Where the label of that copy stands."""
    return copy.with_name(f"{copy.stem}-etiqueta.txt")


def digest_of(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write(copy: "Copy", digest: str, version: int, *, locked: bool) -> None:
    """Put the label beside its copy. A copy is one without it too: a full disk is no refusal."""
    path = beside(copy.path)
    draft = disk.draft_of(path)
    words = "\n".join(_lines(copy, digest, version, locked=locked)) + "\n"
    with suppress(OSError):
        disk.begin(draft)
        # As Windows writes it, so that its plain editor shows the lines.
        draft.write_text(words, "utf-8", newline="\r\n")
        path.unlink(missing_ok=True)  # of a copy of that number that is gone
        disk.publish(draft, path)
    with suppress(OSError):
        disk.discard(draft)


def _lines(copy: "Copy", digest: str, version: int, *, locked: bool) -> Iterator[str]:
    held, made = copy.held, datetime.now()
    number = int(copy.path.stem.rpartition("-")[2])
    until = f"{held.until:%d/%m/%Y}" if held.until else in_spanish("ninguno")
    yield in_spanish("ECOCUENCA – etiqueta de una copia del libro")
    yield ""
    yield in_spanish("Archivo:            {name}").format(name=copy.path.name)
    yield in_spanish("Copia N°:           {n}").format(n=number)
    yield in_spanish("Se hizo el:         {when}, según el reloj de la computadora").format(
        when=f"{made:%d/%m/%Y %H:%M}"
    )
    if not locked:
        yield in_spanish("Último documento:   {day}").format(day=until)
        yield in_spanish("Documentos:         {n}").format(n=f"{held.documents:,}")
        yield in_spanish("Cambios anotados:   {n}").format(n=f"{held.changes:,}")
        yield in_spanish("Caja y banco:       S/ {money}").format(money=copy.money)
    yield in_spanish("Código del libro:   {code}").format(code=held.code)
    yield ""
    yield in_spanish("Apunte el código en el cuaderno de actas, o déselo a otra persona de la")
    yield in_spanish("directiva. Con él se puede comprobar después que nadie alteró el libro.")
    yield ""
    yield _MARK
    yield f"archivo: {copy.path.name}"
    yield in_spanish("copia: {n}").format(n=number)
    yield f"hecha: {made.isoformat(timespec='seconds')}"
    yield f"version: {version}"
    if not locked:
        yield f"hasta: {held.until or ''}"
        yield f"documentos: {held.documents}"
        yield f"cambios: {held.changes}"
        yield f"caja_y_banco: {held.money:.2f}"
    yield f"codigo: {held.code}"
    yield f"sha256: {digest}"


def label_of(copy: Path) -> Label | None:
    """What stands beside that copy; None where there is no label, or none that can be read."""
    try:
        with beside(copy).open("rb") as file:
            words = file.read(LONGEST).decode("utf-8").replace("\r\n", "\n")
    except (OSError, ValueError):
        return None
    parts = dict(_PART.findall(words.partition(_MARK)[2]))
    return Label(parts) if parts else None


def is_as_made(copy: Path) -> bool:
    """Whether the file is the one its label was written for; so is one without a label.

    One that was locked afterwards is not held against its label, which was written before.
    """
    label = label_of(copy)
    if label is None or not label.digest:
        return True
    try:
        locked_later = cipher.is_locked(copy) and "documentos" in label.parts
        return locked_later or label.digest == digest_of(copy)
    except OSError:
        return False


def differences(copy: "Copy") -> list[str]:
    """A sentence for each thing that the label beside a copy says otherwise than the copy.

    None where there is no label. The whole file is read.
    """
    label = label_of(copy.path)
    if label is None:
        return []
    held = copy.held
    told = [
        (_("documentos"), label.parts.get("documentos"), str(held.documents)),
        (_("cambios anotados"), label.parts.get("cambios"), str(held.changes)),
        (_("caja y banco"), label.parts.get("caja_y_banco"), f"{held.money:.2f}"),
        (_("código del libro"), label.code or None, held.code),
    ]
    say = _("En «{what}» la etiqueta dice {told} y la copia {has}.")
    found = [
        say.format(what=what, told=one, has=has)
        for what, one, has in told
        if one is not None and one != has
    ]
    if not is_as_made(copy.path):
        found.insert(
            0,
            _("El archivo de la copia no es el que se hizo: cambió después, según su etiqueta."),
        )
    return found
