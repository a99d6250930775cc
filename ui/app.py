"""The window, put together: what there is to go to, and whose books it shows."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ttkbootstrap as ttk

from models import catalog
from models.associations import Association
from models.language import N_, _, speak
from models.months import Month
from models.record import RecordType
from ui import errors, screens, theme
from ui.context import Context, Screen, last_month_of
from ui.home import Home, key_deeds
from ui.places import Group, Maker, Place, register_place
from ui.preferences import Preferences
from ui.register import Register
from ui.screens import LISTS, PAGES
from ui.shell import Shell
from ui.widgets.dialogs import ask

if TYPE_CHECKING:
    from ui.settings import Errand

TITLE = "ECOCUENCA"

# Heading, the word under its icon, icon, and the menu named by the kinds of record in it.
GROUPS = (
    (N_("ACOPIO"), N_("Acopio"), "basket2", "collection"),
    (N_("DINERO"), N_("Dinero"), "safe", "money"),
    (N_("PERSONAS Y CAMPO"), N_("Personas"), "people", "people"),
    (N_("TERRITORIO"), N_("Territorio"), "map", "land"),
    (N_("CONCERTACIÓN"), N_("Mesa"), "chat-square-text", "council"),
    (N_("MES"), N_("Mes"), "calendar-check", "month"),
)

# Places composed by hand, by the menu they stand in before its lists; "" is above all menus.
WORK: dict[str, Sequence[Place]] = {
    "": (Place("home", N_("Inicio"), "house", Home),),
    "collection": (
        Place("settle", N_("Liquidar"), "calculator", screens.to_settle),
        Place("kardex", N_("Kardex"), "list-columns", screens.kardex),
        Place("blank_sheets", N_("Hojas de acopio"), "table", screens.blank_sheets),
    ),
    "money": (
        Place("cash", N_("Caja y banco"), "safe", screens.cash),
        Place("owed_sales", N_("Por cobrar"), "hourglass-split", screens.owed_sales),
        Place("funds", N_("Fondos"), "piggy-bank", screens.funds),
    ),
    "people": (Place("dues", N_("Cuotas"), "wallet2", screens.dues),),
    "land": (
        Place("families", N_("Familias"), "people-fill", screens.families),
        Place("economy", N_("Economía"), "graph-up", screens.economy),
        Place("sketch", N_("Croquis"), "map", screens.sketch),
    ),
    "council": (
        Place("territory", N_("El territorio"), "geo", screens.territory),
        Place("donor_report", N_("Informe a donantes"), "file-earmark-pdf", screens.donor_report),
    ),
    "month": (
        Place("month_book", N_("Libro del mes"), "file-earmark-bar-graph", screens.month_book),
        Place("reports", N_("Informes"), "file-earmark-text", screens.reports),
        Place("charts", N_("Gráficos"), "bar-chart", screens.charts),
        Place("close_month", N_("Cerrar el mes"), "lock", screens.close_month),
        Place("budget", N_("Presupuesto"), "bullseye", screens.budget),
        Place("numbering", N_("Numeración"), "123", screens.numbering),
        Place("verify_paper", N_("Verificar recibo"), "patch-check", screens.verify_paper),
    ),
}
# The tab each of them is shown under.
BELONGS = {
    "weigh_in": "delivery",
    "pass_sheet": "blank_sheets",
    "sheet_made": "blank_sheets",
    "sell": "sale",
    "settle_lot": "settle",
    "settled_lot": "settle",
    "lot_page": "lot",
    "register_loss": "write_off",
    "top_up": "settle",
    "receive": "receipt",
    "spend": "receipt",
    "pass_money": "transfer",
    "dues_run": "dues",
    "charge_run": "charge",
    "charge_page": "charge",
    "attendance": "workday",
    "count_cash": "cash",
    "cash_count": "cash",
    "closing": "close_month",
    "member_page": "member",
    "session_page": "session",
    "plan_board": "plan",
    "activity_page": "plan",
    "indicator_page": "indicator",
    "family_page": "families",
    "opening": "settings",
    "opening_debts": "settings",
    "help": "settings",
    "about": "settings",
    "news": "settings",
    "restore": "settings",
    "history": "settings",
    "lock_book": "settings",
    "new_books": "settings",
    "import_sheet": "settings",
    "import_run": "settings",
    "consents": "member",
    "security": "settings",
    "stolen": "settings",
    "leaving": "settings",
    "help_report": "settings",
}
# Deeds at the top of the settings.
ERRANDS: Sequence["Errand"] = ()


class App:
    """The open window: its root, its context and its shell."""

    def __init__(
        self,
        root: ttk.App,
        context: Context,
        *,
        last_copy: Callable[[], tuple[str, str]] | None = None,
        preferences_path: Path | None = None,
    ) -> None:
        self.root, self.context = root, context
        self.preferences_path = preferences_path
        context.remember = self.remember
        # Whether it may close now, asked once nothing typed would be lost.
        self.before_closing: Callable[[], bool] = lambda: True
        self.shell = Shell(
            root,
            context,
            self._groups(),
            pages=self._pages(),
            belongs=BELONGS,
            keys=key_deeds(context) | {"<F1>": lambda: context.go("help"), "<F12>": self.ask_who},
            catalog=catalog.CATALOG,
            last_copy=last_copy,
        )
        self.shell.pack(fill="both", expand=True)
        errors.listen(root, lambda: context.go("help_report"))
        root.protocol("WM_DELETE_WINDOW", self.close)

    def _groups(self) -> Sequence[Group]:
        groups = [Group("", one.title, one.icon, [one]) for one in WORK.get("", ())]
        for title, short, icon, menu in GROUPS:
            lists = [_list_of(kind) for kind in catalog.CATALOG if kind.menu == menu]
            if places := [*WORK.get(menu, ()), *lists]:
                groups.append(Group(title, short, icon, places))
        settings = Place("settings", N_("Ajustes y ayuda"), "gear", self._settings)
        return [*groups, Group("", N_("Ajustes"), "gear", [settings])]

    def _pages(self) -> dict[str, Maker]:
        """Places without an entry in the navigation."""
        inside = {menu for *_words, menu in GROUPS}
        kinds = (kind for kind in catalog.CATALOG if kind.menu not in inside)
        lists = {kind.name: _aside(_list_of(kind).make) for kind in kinds}
        return PAGES | lists | {"new_books": self._new_books}

    def _new_books(self, parent, context: Context) -> Screen:
        from ui.start import NewBooks

        return NewBooks(parent, context, self._begun)

    def _begun(self, association: Association) -> None:
        self.context.month = last_month_of(association)
        self.shell.show_association(association)

    def _settings(self, parent, context: Context) -> Screen:
        from ui.settings import Settings

        return Settings(parent, context, catalog.CATALOG, self.relook, ERRANDS)

    def ask_who(self) -> None:
        """Who works now; in the status line it is always in sight."""
        from ui.who import ask_who

        ask_who(self.root, self.context)

    def relook(self) -> None:
        """Put the light and the size of the text of the preferences into effect."""
        look, preferences = theme.of(self.root), self.context.preferences
        look.darken(preferences.dark)
        look.resize(preferences.text_percent)
        self.shell.lay_out_again()

    def remember(self) -> None:
        """Keep the preferences; a disk that does not take them is no reason to stop."""
        try:
            self.context.preferences.save(self.preferences_path)
        except OSError:
            self.shell.say(_("No se pudieron guardar sus preferencias."), "warn")

    def close(self) -> bool:
        """Whether the window closed; a person may want to save first."""
        if self.shell.current is not None and not self.shell.current.leave():
            return False
        if self.context.drafts and not self._let_go():
            return False
        if not self.before_closing():
            return False
        self.context.preferences.size = self._size()
        self.remember()
        self.root.destroy()
        return True

    def _let_go(self) -> bool:
        """Whether the person gives up what waits half typed."""
        return ask(
            self.root,
            _("¿Cerrar con una hoja a medias?"),
            _("Lo que escribió en «Pasar una hoja» se pierde."),
            _("Cerrar de todos modos"),
            _("No cerrar"),
            danger=True,
        )

    def _size(self) -> tuple[int, int] | None:
        """Of the window, in logical pixels; None for the whole screen."""
        unit = theme.of(self.root).assets.scaling.logical(1)
        wide, tall = self.root.winfo_width(), self.root.winfo_height()
        whole = wide >= self.root.winfo_screenwidth() - unit
        return None if whole else (round(wide / unit), round(tall / unit))


def _list_of(kind: RecordType) -> Place:
    if maker := LISTS.get(kind.name):
        return Place(kind.name, kind.title, kind.icon, maker)
    return register_place(kind)


def _aside(make: Maker) -> Maker:
    """A list that has no tab of its own: one goes back from it to where one came from."""

    def made(parent: Any, context: Context, **what: Any) -> Screen:
        screen = make(parent, context, **what)
        if isinstance(screen, Register):
            screen.offer_way_back()
        return screen

    return made


def open_window(
    association: Association,
    month: Month,
    file_name: str = "",
    *,
    preferences: Preferences | None = None,
    preferences_path: Path | None = None,
    last_copy: Callable[[], tuple[str, str]] | None = None,
    root: ttk.App | None = None,
) -> App:
    """The program's window on the books of an association, at its first place.

    `last_copy` gives the sentence and the
    tone of the status line; `root` is given where a window is already open.
    """
    preferences = preferences or Preferences.load(preferences_path)
    speak(preferences.language)
    if root is None:
        root = theme.open_app(
            TITLE,
            dark=preferences.dark,
            text_percent=preferences.text_percent,
            language=preferences.language,
        )
        theme.place(root, preferences.size)
        root.update_idletasks()
    context = Context(association, month, file_name, preferences)
    made = App(root, context, last_copy=last_copy, preferences_path=preferences_path)
    made.shell.go(made.shell.groups[0].places[0].name)
    return made
