"""What each kind of data is typed in: its width, its hint, and how it is read back."""

from collections.abc import Callable, Sequence
from tkinter import Misc, StringVar
from tkinter.ttk import Widget
from typing import Any

from peewee import BooleanField, Field, ForeignKeyField, IntegerField

from models.fields import (
    ChoiceField,
    DayField,
    DniField,
    ExactField,
    HectaresField,
    NameField,
    NoteField,
    PercentField,
    PhoneField,
    PriceField,
    RucField,
    SolesField,
    UbigeoField,
    folded,
    read,
    show,
)
from models.language import N_, _
from models.record import Record
from ui.widgets import controls
from ui.widgets.chip_field import ChipField
from ui.widgets.entries import Note, choices, entry
from ui.widgets.lookup import MOST, Lookup

# Letters a field takes, and what is said behind it; the first kind that matches.
SIZES: tuple[tuple[type, int, str], ...] = (
    (DniField, 12, N_("8 cifras")),
    (RucField, 15, N_("11 cifras")),
    (PhoneField, 15, N_("9 cifras")),
    (UbigeoField, 10, N_("6 cifras")),
    (DayField, 12, N_("dd/mm/aaaa")),
    (SolesField, 12, N_("S/")),
    (PriceField, 12, N_("S/")),
    (HectaresField, 12, N_("ha")),
    (PercentField, 8, N_("%")),
    (ExactField, 12, ""),
    (IntegerField, 8, ""),
    (NameField, 36, ""),
)
SHORT, LONG = 16, 24  # letters of a sample: under, no name; over, one with both surnames
FEW, FEW_SHORT = 3, 5  # choices that are shown as chips; of units, whose names are short
ENTER = ("<Return>", "<KP_Enter>")


def hint(field: Field, record: Record | None = None) -> str:
    """What stands behind a field; of a `record`, also what it would take by itself."""
    if record is not None and (own := record.hints().get(field.name)):
        return own
    if field.help_text:
        return _(field.help_text)
    return next((_(words) for kind, _width, words in SIZES if isinstance(field, kind)), "")


def is_needed(field: Field) -> bool:
    """Whether a person must fill it in: neither may it be empty nor does it have a value."""
    return not (field.null or field.default == "" or isinstance(field, BooleanField))


class Input:
    """One field of a form. `widget` stands in the form; `typed` is what a person wrote."""

    def __init__(self, widget: Widget, keyboard: Widget) -> None:
        self.widget, self.keyboard = widget, keyboard
        self.on_type: Callable[[], object] = controls.nothing  # at every key

    def typed(self) -> str:
        raise NotImplementedError

    def picked(self) -> Record | None:
        """The record chosen from a list, when there was one to choose."""
        return None

    def focus(self) -> None:
        self.keyboard.focus_set()

    def mark(self, wrong: bool) -> None:
        self.keyboard.state(["invalid" if wrong else "!invalid"])

    def understand(self) -> None:
        """Show what was typed as it is understood, where it is."""

    def on_enter(self, deed: Callable[[], object]) -> None:
        """What Enter does here: it goes on to the next field."""
        for key in ENTER:
            self.keyboard.bind(key, lambda _event: deed() or "break")


class LineInput(Input):
    """Text, a number or a day; once left, it is shown as it was understood."""

    def __init__(
        self,
        parent: Misc,
        field: Field,
        value: str,
        tell: Callable[[str], object],
        letters: int = 0,
    ) -> None:
        width = next((width for kind, width, _hint in SIZES if isinstance(field, kind)), 24)
        if isinstance(field, NameField) and 0 < letters <= SHORT:
            width = letters + 6  # a code or a number, not a name
        elif letters > LONG:
            width = 46  # the name of a person, with both surnames
        self.field, self.tell = field, tell
        self.words = StringVar(parent, value)
        number = isinstance(field, ExactField | IntegerField)
        made = entry(parent, width=width, number=number, textvariable=self.words)
        super().__init__(made, made)
        self.words.trace_add("write", lambda *_names: self.on_type())
        made.bind("<FocusOut>", lambda _event: self._understood(), add="+")

    def typed(self) -> str:
        return self.words.get().strip()

    def understand(self) -> None:
        try:
            self._show_understood()
        except ValueError:
            return  # said once it is left, or stored

    def _understood(self) -> None:
        if not self.typed():
            return
        try:
            self._show_understood()
        except ValueError as unread:
            self.tell(str(unread))
            return
        self.tell("")

    def _show_understood(self) -> None:
        if self.typed():
            understood = show(self.field, read(self.field, self.typed()))
            if understood != self.words.get():
                self.words.set(understood)


class NoteInput(Input):
    def __init__(self, parent: Misc, value: str) -> None:
        made = Note(parent, value)
        super().__init__(made, made)
        self.note = made
        made.text.bind("<<Modified>>", lambda _event: self._modified())

    def typed(self) -> str:
        return self.note.text.get("1.0", "end-1c").strip()

    def _modified(self) -> None:
        if self.note.text.edit_modified():
            self.note.text.edit_modified(False)  # Tk tells only of the first change
            self.on_type()

    def focus(self) -> None:
        self.note.text.focus_set()

    def on_enter(self, deed: Callable[[], object]) -> None:
        """It has lines of its own: Tab leaves it."""


class ListInput(Input):
    """One of some words. An empty line stands for none, where none is allowed."""

    def __init__(
        self, parent: Misc, words: Sequence[str], value: str, tell: Callable[[], object]
    ) -> None:
        width = min(38, max(map(len, words)) + 3)
        made = choices(parent, words, value, width=width)
        made.bind("<<ComboboxSelected>>", lambda _event: tell())
        super().__init__(made, made)
        self.box = made

    def typed(self) -> str:
        return self.box.get()


class ChipInput(Input):
    def __init__(
        self, parent: Misc, words: Sequence[str], value: str, tell: Callable[[], object]
    ) -> None:
        self.word = StringVar(parent, value)
        row = controls.area(parent, "paper")
        chips = [
            controls.Choice(row, word, self.word, word, tell, surface="paper") for word in words
        ]
        for chip in chips:
            chip.pack(side="left", padx=(0, chip.look.px(1)))
        super().__init__(row, chips[0])
        self.chips = dict(zip(words, chips, strict=True))

    def typed(self) -> str:
        return self.word.get()

    def focus(self) -> None:
        self.chips.get(self.typed(), self.keyboard).focus_set()

    def mark(self, wrong: bool) -> None:
        """The sentence beside them says it: there is no box to turn red."""


class ChipFieldInput(Input):
    """One of a few words as chips that are one stop for Tab."""

    def __init__(
        self, parent: Misc, words: Sequence[str], value: str, tell: Callable[[], object]
    ) -> None:
        self.word = StringVar(parent, value)
        self.field = ChipField(parent, self.word, [(one, one) for one in words], tell, whole=True)
        super().__init__(self.field, self.field.chips[words[0]])

    def typed(self) -> str:
        return self.word.get()

    def focus(self) -> None:
        self.field.focus_set()

    def mark(self, wrong: bool) -> None:
        """The sentence beside them says it: there is no box to turn red."""

    def on_enter(self, deed: Callable[[], object]) -> None:
        for key in ENTER:
            self.field.on_keys(key, deed)


class LookupInput(Input):
    def __init__(
        self, parent: Misc, field: ForeignKeyField, record: Record, tell: Callable[[], object]
    ) -> None:
        self.lookup = Lookup(
            parent,
            lambda words: field.rel_model.like(words, record, MOST),
            called,
            picked=getattr(record, field.name) if record.__data__.get(field.name) else None,
            on_type=tell,
        )
        super().__init__(self.lookup, self.lookup.entry)

    def typed(self) -> str:
        return self.lookup.get()

    def picked(self) -> Record | None:
        return self.lookup.picked

    def on_enter(self, deed: Callable[[], object]) -> None:
        """Enter takes the marked one of the list, and goes on."""
        super().on_enter(lambda: (self.lookup.list.enter(), deed())[-1])


def called(record: Record) -> tuple[str, str]:
    """What a record is called, and the other words it is found by."""
    name = str(record)
    rest = record.searched().replace(name, "", 1).split()
    return name, "  ".join(word for word in rest if folded(word) not in folded(name))


def make_input(
    parent: Misc,
    record: Record,
    name: str,
    tell: Callable[[str, str], object],
    letters: int = 0,
) -> Input:
    """The input for one field, of about so many letters if given.

    `tell(name, problem)` is called when its value changed.
    """
    field: Any = record._meta.fields[name]

    def changed(problem: str = "") -> None:
        tell(name, problem)

    if isinstance(field, ForeignKeyField):
        return LookupInput(parent, field, record, changed)
    value = record.text(name)
    if isinstance(field, BooleanField):
        return ChipFieldInput(parent, (_("sí"), _("no")), value, changed)
    if offered := record.offered(name):
        few = len(offered) <= FEW_SHORT
        return (ChipFieldInput if few else ListInput)(parent, offered, value, changed)
    if isinstance(field, ChoiceField):
        words = [_(shown) for _kept, shown in field.choices]
        if len(words) <= FEW and not field.null:
            return ChipFieldInput(parent, words, value, changed)
        return ListInput(parent, ["", *words] if field.null else words, value, changed)
    if isinstance(field, NoteField):
        return NoteInput(parent, value)
    return LineInput(parent, field, value, changed, letters)
