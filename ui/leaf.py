"""The leaf of a paper talonario on which something was written by hand before it was typed."""

from tkinter import Misc, StringVar

from models.associations import Association
from models.booklets import Booklet, booklets_of
from models.documents import Slip
from models.language import _
from models.numbering import next_leaf
from models.numbers import read_number
from models.record import RulesBroken
from ui.widgets import controls
from ui.widgets.entries import choices, entry
from ui.widgets.inputs import Input


class LeafInput(Input):
    """The number of a leaf, and of which talonario where there are several. Mostly left empty."""

    def __init__(
        self,
        parent: Misc,
        association: Association,
        kind: str,
        surface: str = "paper",
        *,
        brief: bool = False,
    ) -> None:
        self.association, self.kind, self.brief = association, kind, brief
        self.words = StringVar(parent)
        self.booklets: list[Booklet] = []
        row = controls.area(parent, surface)
        made = entry(row, width=8, number=True, textvariable=self.words, surface=surface)
        made.pack(side="left")
        super().__init__(row, made)
        self.box = choices(row, [""], width=12 if brief else 22, surface=surface)
        self.following = controls.text(row, "", "small", "soft", surface)
        self.following.pack(side="left", padx=(made.winfo_reqheight() // 4, 0))
        self.box.bind("<<ComboboxSelected>>", lambda _event: self._say_next())
        self.words.trace_add("write", lambda *_names: self.on_type())

    def offer(self) -> bool:
        """Look again at the talonarios of this kind; whether there is one."""
        chosen = self.booklet
        self.booklets = booklets_of(self.association, self.kind)
        self.box.configure(values=[str(one) for one in self.booklets])
        names = [one.id for one in self.booklets]
        if self.booklets:
            self.box.current(names.index(chosen.id) if chosen and chosen.id in names else 0)
        if len(self.booklets) > 1:
            self.box.pack(side="left", padx=(4, 0), before=self.following)
        else:
            self.box.pack_forget()
        self._say_next()
        return bool(self.booklets)

    @property
    def booklet(self) -> Booklet | None:
        place = self.box.current()
        return self.booklets[place] if 0 <= place < len(self.booklets) else None

    def _say_next(self) -> None:
        leaf = next_leaf(self.booklet) if self.booklet else None
        said = "" if self.brief else _("Solo si ya lo escribió a mano.")
        if leaf is not None and self.brief:
            said = _("sigue la {leaf}").format(leaf=f"{leaf:04}")
        elif leaf is not None:
            said = _("Solo si ya lo escribió a mano; sigue la {leaf}.").format(leaf=f"{leaf:04}")
        self.following.configure(text=said)

    def typed(self) -> str:
        return self.words.get().strip()

    def put(self, booklet: Booklet | None, leaf: int | None) -> None:
        """Write a leaf, or nothing."""
        self.words.set("" if leaf is None else str(leaf))
        keys = [one.id for one in self.booklets]
        if booklet is not None and booklet.id in keys:
            self.box.current(keys.index(booklet.id))

    def slip(self) -> Slip | None:
        """The leaf as the paper takes it; None where none was typed."""
        if not self.typed() or self.booklet is None:
            return None
        try:
            leaf = int(read_number(self.typed(), 0))
        except ValueError as unread:
            raise RulesBroken({"slip": str(unread)}) from unread
        return Slip(self.booklet, leaf)
