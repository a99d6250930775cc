"""The sheets and rolls a numbered paper can be printed on, with what their printers leave free."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.changes import Refused
from models.language import N_, _


@dataclass(frozen=True)
class Size:
    """Millimetres. A roll has no height of its own: a ticket is as long as what stands on it."""

    code: str  # as it is kept in settings and typed after --papel
    name: str
    width: float
    height: float = 0
    margin: float = 14  # at the left and at the right
    times: int = 1  # how often a paper stands on its sheet

    @property
    def is_roll(self) -> bool:
        return not self.height

    @property
    def printable(self) -> float:
        """The width that can be written on."""
        return self.width - 2 * self.margin


A4X2 = Size("a4x2", N_("A4, original y copia para cortar"), 210, 297, times=2)
A4 = Size("a4", N_("A4, una hoja por documento"), 210, 297)
A5 = Size("a5", N_("A5 echado, media hoja"), 210, 148.5)
ROLL_80 = Size("80mm", N_("Rollo de 80 mm"), 80, margin=4)  # its heads print 72 mm
ROLL_58 = Size("58mm", N_("Rollo de 58 mm"), 58, margin=5)  # 48 mm

SIZES: Mapping[str, Size] = {one.code: one for one in (A4X2, A4, A5, ROLL_80, ROLL_58)}
USUAL = A4X2


def size_named(code: str) -> Size:
    """The size that is called so; refused is any other word."""
    if code not in SIZES:
        say = _("No hay papel «{code}». Puede ser {sizes}.")
        raise Refused(say.format(code=code, sizes=", ".join(SIZES)))
    return SIZES[code]
