"""Lots: a name under which sales and their costs are settled together."""

import re
from difflib import SequenceMatcher

from peewee import ForeignKeyField

from models.associations import Association
from models.changes import Refused
from models.fields import NameField, folded
from models.language import N_, _
from models.months import NAMES
from models.record import Record, RulesBroken


class Lot(Record):
    """A pool of produce sold together; it is given by the sales and costs that name it."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    name = NameField(verbose_name=N_("Lote"))
    association_id: int

    class Meta:
        indexes = ((("association", "name"), True),)

    def __str__(self) -> str:
        return str(self.name)


def lots_of(association: Association) -> list[Lot]:
    """Every lot, the newest first."""
    return list(Lot.select().where(Lot.association == association).order_by(Lot.id.desc()))


def lot_called(association: Association, name: str) -> Lot:
    """The lot of that name; a new one, not stored yet, when there is none."""
    for one in lots_of(association):
        if folded(str(one.name)) == folded(name):
            return one
    return Lot(association=association, name=name)


def lot_like(association: Association, name: str) -> Lot | None:
    """The lot a new name is perhaps a slip of: one letter of one long word is another."""
    return next(
        (one for one in lots_of(association) if _is_slip(folded(name), folded(str(one.name)))), None
    )


def _is_slip(name: str, known: str) -> bool:
    words, others = re.findall(r"\w+", name), re.findall(r"\w+", known)
    other = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(other) != 1 or min(map(len, other[0])) < 4:
        return False
    if set(other[0]) <= set(NAMES):
        return False  # «julio» is no slip of «junio»
    one, two = other[0]
    steps = [step for step in SequenceMatcher(None, one, two).get_opcodes() if step[0] != "equal"]
    if len(steps) != 1:
        return False
    _kind, since, until, since_two, until_two = steps[0]
    letters = one[since:until] + two[since_two:until_two]
    # «mayo-1» and «mayo-2» are two lots.
    return max(until - since, until_two - since_two) == 1 and letters.isalpha()


def lot_named(association: Association, name: str) -> Lot:
    """The lot of that name, made when it is not there yet."""
    if not name.strip():
        raise RulesBroken({"lot": _("Falta el nombre del lote.")})
    lot = lot_called(association, name)
    if not lot.id:
        lot.save()
    return lot


def check_one_unit(lot: Lot, units: set[str]) -> None:
    """The products of a lot are counted in one unit (FORMAT rule 7): refuse more than one."""
    if len(units) > 1:
        raise Refused(
            _("En el lote «{lot}» todo se cuenta en una sola unidad.").format(lot=lot.name)
        )
