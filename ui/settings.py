"""Ajustes: the registers one seldom opens, and how the window looks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from tkinter import Misc, StringVar

from models.language import N_, _
from models.record import RecordType
from ui import controls
from ui.context import Context, Screen
from ui.preferences import TEXT_SIZES
from ui.scroller import Scroller
from ui.tiles import Verb

# Menus whose kinds of record are opened from here: heading, and their name in a RecordType.
SECTIONS = (
    (N_("La asociación"), "association"),
    (N_("El territorio"), "territory"),
    (N_("Catálogos"), "catalogue"),
)
ACROSS, ACROSS_COMPACT = 3, 2


@dataclass(frozen=True)
class Errand:
    """A deed offered among the tiles: «Hacer una copia»."""

    title: str
    icon: str
    deed: Callable[[Context], object]
    what: str = ""


class Settings(Screen):
    """`relook()` is called after the look was changed in the preferences."""

    def __init__(
        self,
        parent: Misc,
        context: Context,
        catalog: Sequence[RecordType],
        relook: Callable[[], object],
        errands: Sequence[Errand] = (),
    ) -> None:
        super().__init__(parent, context)
        self.relook = relook
        controls.text(self, _("Ajustes"), "title").pack(anchor="w", pady=(0, self.look.px(1)))
        roll = Scroller(self)
        roll.pack(fill="both", expand=True)
        self.inside = roll.inside
        self.tiles: list[Verb] = []
        if errands:
            self._section(_("Sus datos"), [self._errand(one) for one in errands])
        for title, menu in SECTIONS:
            kinds = [kind for kind in catalog if kind.menu == menu]
            if kinds:
                self._section(_(title), [self._list_of(kind) for kind in kinds])
        self._looks()

    def shown(self) -> None:
        if self.tiles:
            self.tiles[0].focus_set()

    def _errand(self, errand: Errand) -> tuple[str, str, str, Callable[[], object]]:
        return _(errand.title), errand.icon, _(errand.what), lambda: errand.deed(self.context)

    def _list_of(self, kind: RecordType) -> tuple[str, str, str, Callable[[], object]]:
        return _(kind.title), kind.icon, "", lambda: self.context.go(kind.name)

    def _section(self, title: str, tiles: Sequence[tuple]) -> None:
        look, px = self.look, self.look.px
        controls.text(self.inside, title, "lead").pack(anchor="w", pady=(px(3), px(1)))
        grid = controls.area(self.inside)
        grid.pack(fill="x")
        across = ACROSS_COMPACT if self.context.compact else ACROSS
        for column in range(across):
            grid.columnconfigure(column, weight=1, uniform="tile")
        for place, (words, icon, what, deed) in enumerate(tiles):
            row, column = divmod(place, across)
            tile = Verb(grid, icon, words, deed, what=what)
            tile.grid(row=row, column=column, sticky="nsew", padx=look.px(0.5), pady=px(0.5))
            self.tiles.append(tile)

    def _looks(self) -> None:
        px, preferences = self.look.px, self.context.preferences
        title = controls.text(self.inside, _("Cómo se ve"), "lead")
        title.pack(anchor="w", pady=(px(4), px(1)))
        self.light = StringVar(self, "night" if preferences.dark else "day")
        self.letters = StringVar(self, str(preferences.text_percent))
        sizes = [(str(percent), _("{n} %").format(n=percent)) for percent in TEXT_SIZES]
        for words, variable, ways in (
            (_("Luz"), self.light, [("day", _("Día")), ("night", _("Noche"))]),
            (_("Letra"), self.letters, sizes),
        ):
            row = controls.area(self.inside)
            row.pack(anchor="w", pady=px(0.5))
            controls.text(row, words, "body", "ink", width=8).pack(side="left")
            for value, said in ways:
                chip = controls.Choice(row, said, variable, value, self._chosen)
                chip.pack(side="left", padx=(0, px(1)))

    def _chosen(self) -> None:
        preferences = self.context.preferences
        preferences.dark = self.light.get() == "night"
        preferences.text_percent = int(self.letters.get())
        self.context.remember()
        self.after_idle(self.relook)  # the screen this was chosen on may be built again
