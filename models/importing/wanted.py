"""What a kind of sheet is: its columns, how each is read, and the headings known for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import Field

from models.fields import NameField
from models.language import N_, _

Words = Mapping[str, str]


@dataclass(frozen=True)
class Wanted:
    """A column: the field its cells are read by, and the other headings it is known under.

    `words` are what people write for a choice, besides its own words; `of` names the register
    that a reference is looked up in, and the template offers.
    """

    name: str
    field: Field
    needed: bool = False
    also: Sequence[str] = ()
    title: str = ""
    note: str = ""
    example: Any = ""
    words: Words | None = None
    of: str = ""

    @property
    def heading(self) -> str:
        """Its heading: the label of the field."""
        return _(self.title or str(self.field.verbose_name))


@dataclass(frozen=True)
class Kind:
    """A kind of sheet. `many` is said after a number."""

    name: str
    title: str
    one: str
    many: str
    columns: Sequence[Wanted]
    also: Sequence[str] = ()  # words in the name of a sheet that holds them
    about: str = ""  # what each row of the sheet is
    by_name: Mapping[str, Wanted] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {one.name: one for one in self.columns})


UID = Wanted(
    "uid",
    NameField(verbose_name=N_("Código único")),
    note=N_("Lo escribe el programa: no lo cambie."),
)
MEMBER_NOTE = N_("Nombre, código o DNI, como está en el padrón.")
A_MEMBER = "Quispe Mamani, María"
PRODUCT_WORDS = ("cultivo", "articulo")


def own_field(model: Any, name: str, **more: Any) -> Wanted:
    """A column read by the field of that name."""
    return Wanted(name, model._meta.fields[name], **more)


def its_member(model: Any) -> Wanted:
    also = ("socia", "productor", "productora", "apellidos y nombres", "nombre", "nombres")
    return own_field(
        model, "member", needed=True, also=also, note=MEMBER_NOTE, example=A_MEMBER, of="members"
    )
