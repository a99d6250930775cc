"""Ajustes: copies of the book, the registers one seldom opens, who works here, and how it looks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tkinter import Misc, StringVar, filedialog

from models import history, opening
from models.fields import line
from models.file import storage
from models.language import N_, _, languages, speak
from models.record import RecordType
from ui.context import Context, Screen
from ui.copies.safekeeping import copy_now
from ui.locked.left_alone import LeftAlone
from ui.preferences import TEXT_SIZES
from ui.widgets import controls
from ui.widgets.entries import entry
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Verb

# Menus whose kinds of record are opened from here: heading, and their name in a RecordType.
SECTIONS = (
    (N_("La asociación"), "association"),
    (N_("El territorio"), "territory"),
    (N_("Catálogos"), "catalogue"),
)
ACROSS, ACROSS_COMPACT = 3, 2
# Each language in its own words.
NAMES = {"es": "Español", "en": "English"}


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
        self.roll_ = Scroller(self)
        self.roll_.pack(fill="both", expand=True)
        self.inside = self.roll_.inside
        self.tiles: list[Verb] = []
        self._section(_("Sus datos"), [*self._own(), *(self._errand(one) for one in errands)])
        self._say_place()
        self._section(_("Datos personales"), self._privacy(catalog))
        for title, menu in SECTIONS:
            kinds = [kind for kind in catalog if kind.menu == menu]
            if kinds:
                self._section(_(title), [self._list_of(kind) for kind in kinds])
        self._signature()
        self._looks()
        self.alone = LeftAlone(self.inside, context)
        self.alone.pack(fill="x")

    def shown(self) -> None:
        if self.tiles:
            self.tiles[0].focus_set()

    def _own(self) -> list[tuple[str, str, str, Callable[[], object]]]:
        """The deeds that keep the book safe and right."""
        return [
            (_("Hacer una copia"), "copy", _("En la carpeta «copias» del libro"), self.copy),
            (_("Copiar en otra carpeta"), "usb-drive", _("En una memoria USB"), self.copy_to),
            (
                _("Restaurar una copia"),
                "arrow-counterclockwise",
                _("Se ve antes de cambiar nada"),
                lambda: self.context.go("restore"),
            ),
            (
                _("Llave del libro"),
                "lock",
                _("Se abre con cuatro palabras"),
                lambda: self.context.go("lock_book"),
            ),
            (
                _("Historial"),
                "clock-history",
                _("Quién cambió qué, y cuándo"),
                lambda: self.context.go("history"),
            ),
            (
                _("Importar de Excel"),
                "box-arrow-in-down",
                _("Padrón, entregas, recibos…"),
                lambda: self.context.go("import_sheet"),
            ),
            (
                _("Corregir saldos iniciales"),
                "pencil",
                _("Mientras no se cierre ningún mes"),
                self.correct_opening,
            ),
            (
                _("Saldos de socios y fondos"),
                "people",
                _("Lo que ya debían al empezar el libro"),
                self.correct_debts,
            ),
            (
                _("Ver la ayuda"),
                "question-circle",
                _("Teclas, y cómo se hace cada cosa"),
                lambda: self.context.go("help"),
            ),
            (
                _("Acerca de Ecocuenca"),
                "info-circle",
                _("Versión, licencias, dónde está todo"),
                lambda: self.context.go("about"),
            ),
        ]

    def _privacy(
        self, catalog: Sequence[RecordType]
    ) -> list[tuple[str, str, str, Callable[[], object]]]:
        """What the law on personal data asks, and what helps when they are lost."""
        noted = [kind for kind in catalog if kind.menu == "privacy"]
        return [
            (
                _("Consentimientos"),
                "pencil-square",
                _("Imprimirlos, y anotar quién firmó"),
                lambda: self.context.go("consents"),
            ),
            (
                _("Me robaron la computadora"),
                "exclamation-triangle",
                _("Qué había y a quién avisar"),
                lambda: self.context.go("stolen"),
            ),
            (
                _("Documento de seguridad"),
                "shield-check",
                _("Cómo se guardan los datos"),
                lambda: self.context.go("security"),
            ),
            *(self._list_of(kind, _("Qué salió, cuándo y a dónde")) for kind in noted),
            (
                _("Informe para ayuda"),
                "life-preserver",
                _("Si algo falla. Va sin nombres"),
                lambda: self.context.go("help_report"),
            ),
        ]

    def correct_opening(self) -> None:
        opening.balances_at_start(self.context.association)  # refused once a month is closed
        self.context.go("opening")

    def correct_debts(self) -> None:
        opening.only_opening(self.context.association)  # refused once a month is closed
        self.context.go("opening_debts")

    def _say_place(self) -> None:
        """Where the file is, for who wants to carry it away by hand."""
        px, path = self.look.px, str(storage.book_path())
        row = controls.area(self.inside)
        row.pack(fill="x", pady=(px(1), 0))
        controls.Picture(row, "file-earmark", "soft", size=14).pack(side="left", padx=px(1))
        words = controls.text(row, "", "small", "soft", width=1)
        words.pack(side="left", fill="x", expand=True)
        said = _("El libro está en {path}").format(path=path)
        words.bind(
            "<Configure>",
            lambda event: words.configure(text=self.look.cut(said, event.width, "small")),
        )

    def copy(self) -> None:
        """Copy the book beside itself; said only once the copy was read back."""
        self._copy(storage.copies_folder())

    def copy_to(self) -> None:
        folder = filedialog.askdirectory(
            parent=self, title=_("¿En qué carpeta se guarda la copia?"), mustexist=True
        )
        if folder:
            self._copy(Path(folder))

    def _copy(self, folder: Path) -> None:
        said = copy_now(folder, self.context.preferences)
        self.context.remember()
        self.context.refresh()
        self.context.say(said)

    def _signature(self) -> None:
        px = self.look.px
        title = controls.text(self.inside, _("Quién trabaja aquí"), "lead")
        title.pack(anchor="w", pady=(px(4), px(1)))
        row = controls.area(self.inside)
        row.pack(anchor="w")
        self.name = entry(row, history.signed(), width=36, surface="ground")
        self.name.pack(side="left")
        self.beside = controls.Problem(
            row,
            "ground",
            40,
            _("Los cambios quedan anotados a este nombre. F12 lo cambia desde cualquier lugar."),
        )
        self.beside.pack(side="left", padx=px(3))
        for event in ("<Return>", "<KP_Enter>", "<FocusOut>"):
            self.name.bind(event, controls.then(self.sign), add="+")

    def sign(self) -> None:
        """From now on changes are made in the name typed."""
        try:
            name = line(self.name.get())
        except ValueError as unread:
            self.beside.say(str(unread))
            return
        if name == history.signed():
            return
        if not name:
            self.beside.say(_("Escriba el nombre de quien trabaja."))
            return
        history.sign(name)
        self.beside.say(_("Desde ahora los cambios son de {name}.").format(name=name), "good")

    def _errand(self, errand: Errand) -> tuple[str, str, str, Callable[[], object]]:
        return _(errand.title), errand.icon, _(errand.what), lambda: errand.deed(self.context)

    def _list_of(
        self, kind: RecordType, what: str = ""
    ) -> tuple[str, str, str, Callable[[], object]]:
        return _(kind.title), kind.icon, what, lambda: self.context.go(kind.name)

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
        self.tongue = StringVar(self, preferences.language)
        rows = [
            (_("Luz"), self.light, [("day", _("Día")), ("night", _("Noche"))]),
            (_("Letra"), self.letters, sizes),
        ]
        if len(languages()) > 1:
            tongues = [(code, NAMES.get(code, code)) for code in languages()]
            rows.append((_("Idioma"), self.tongue, tongues))
        self.ways: dict[tuple[int, str], controls.Choice] = {}
        for place, (words, variable, ways) in enumerate(rows):
            row = controls.area(self.inside)
            row.pack(anchor="w", pady=px(0.5))
            controls.text(row, words, "body", "ink", width=8).pack(side="left")
            for value, said in ways:
                chip = controls.Choice(row, said, variable, value, self._chosen)
                chip.pack(side="left", padx=(0, px(1)))
                self.ways[place, value] = chip

    def seen(self) -> tuple[float, tuple[int, str] | None]:
        """How far down it is rolled, and which way of looking has the keyboard."""
        at = self.focus_get()
        way = next((name for name, chip in self.ways.items() if chip is at), None)
        return self.roll_.canvas.yview()[0], way

    def look_at(self, seen: tuple[float, tuple[int, str] | None]) -> None:
        down, way = seen
        if way in self.ways:
            self.ways[way].focus_set()
        self.update()
        self.roll_.canvas.yview_moveto(down)

    def _chosen(self) -> None:
        preferences = self.context.preferences
        preferences.dark = self.light.get() == "night"
        preferences.text_percent = int(self.letters.get())
        preferences.language = self.tongue.get()
        speak(preferences.language)
        self.context.remember()
        self.after_idle(self.relook)  # the screen this was chosen on may be built again
