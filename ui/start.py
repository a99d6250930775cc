"""The first steps: which association, or a new one with what its books begin with.

Shown where the shell will stand, before there are books to show; and, as a page of the settings,
to put right what the books began with.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from tkinter import Misc, filedialog
from typing import Any

import ttkbootstrap as ttk

from models import history, opening
from models.associations import ASSOCIATIONS, Association
from models.changes import Refused
from models.fields import NameField, SolesField
from models.language import N_, _
from models.locked.cipher import Locked
from models.money import BANK, CASH
from models.months import Month
from models.places import District
from models.record import RulesBroken
from ui import theme
from ui.context import Context, last_month_of
from ui.locked.unlock_page import ask_for_words
from ui.not_opened import kinds_of_file
from ui.register import Register
from ui.walk import Walk
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.lookup import MOST
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Verb

MONTHS_BACK = 24  # among which the books may begin
Ready = Callable[[Association, Month], object]


class Start(ttk.Frame):
    """`on_ready(association, month)` is called when it is known whose books to show."""

    def __init__(self, parent: Misc, context: Context, on_ready: Ready) -> None:
        self.context, self.on_ready = context, on_ready
        self.look = theme.of(parent)
        super().__init__(parent, style=self.look.frame("ground"), padding=self.look.px(6))
        self.found = list(Association.select().order_by(Association.found_by))
        self.page: ttk.Frame | None = None
        if self.found:
            self.show_choice()
        else:
            self.show_new()

    def show_choice(self) -> None:
        self._show(Choose(self, self.found, self._ready, self.show_new))

    def show_new(self) -> None:
        made = NewBooks(self, self.context, self._ready)
        made.take_keys()
        self._show(made)
        made.shown()

    def _show(self, page: ttk.Frame) -> None:
        if self.page is not None:
            self.page.destroy()
        self.page = page
        page.pack(fill="both", expand=True)
        self.update_idletasks()

    def _ready(self, association: Association) -> None:
        if isinstance(self.page, NewBooks):
            self.page.drop_keys()
        self.on_ready(association, last_month_of(association))


class Choose(ttk.Frame):
    """The associations of the file, each a tile; arrows go from one to the next."""

    def __init__(
        self,
        parent: Start,
        found: list[Association],
        on_pick: Callable[[Association], object],
        on_new: Callable[[], object],
    ) -> None:
        look = parent.look
        super().__init__(parent, style=look.frame("ground"))
        controls.text(self, _("¿Con qué asociación va a trabajar?"), "title").pack(anchor="w")
        foot = controls.area(self)
        foot.pack(side="bottom", fill="x")
        controls.Button(
            foot, _("Registrar otra asociación"), on_new, kind="quiet", icon="plus-lg"
        ).pack(side="left")
        roll = Scroller(self)
        roll.pack(fill="both", expand=True, pady=look.px(3))
        self.tiles = [
            Verb(roll.inside, "people", _cut(look, one), _picking(on_pick, one), what=one.place)
            for one in found
        ]
        for place, tile in enumerate(self.tiles):
            tile.pack(fill="x", pady=look.px(0.75), padx=look.px(0.5))
            for key, step in (("Down", 1), ("Up", -1)):
                tile.bind(f"<{key}>", controls.then(_focusing(self.tiles, place + step)))
        self.after_idle(self.tiles[0].focus_set)


def _cut(look: theme.Look, association: Association) -> str:
    return look.cut(str(association), look.em(180), "lead")


def _picking(
    on_pick: Callable[[Association], object], association: Association
) -> Callable[[], object]:
    return lambda: on_pick(association)


def _focusing(tiles: list[Verb], place: int) -> Callable[[], object]:
    return lambda: tiles[place].focus_set() if 0 <= place < len(tiles) else None


class NewBooks(Walk):
    """A new association, and what there is on the first day of its books."""

    title = N_("Empezar el libro de una asociación")

    def __init__(
        self, parent: Misc, context: Context, on_ready: Callable[[Association], object]
    ) -> None:
        super().__init__(parent, context)
        self.on_ready = on_ready
        self.deeds = {"<F9>": self.save}
        controls.text(self, _(self.title), "title").pack(anchor="w", pady=(0, self.look.px(2)))
        self._bar().pack(side="bottom", fill="x", pady=(self.look.px(2.5), 0))
        sheet = controls.sheet(self, padding=0.25)
        sheet.pack(fill="both", expand=True)
        roll = Scroller(sheet, "paper")
        roll.pack(fill="both", expand=True)
        self.form = controls.area(roll.inside, "paper", (5, 3))
        self.form.pack(fill="both", expand=True)
        self._build_association(self.form)
        self._build_books(self.form)
        self.foot.lift()  # Tab comes to it after the fields
        self.before = self.typed()
        self.refresh()

    def _bar(self) -> ttk.Frame:
        self.foot = controls.area(self)
        self.save_button = controls.Button(
            self.foot,
            _("Empezar el libro"),
            self.save,
            kind="primary",
            icon="check-lg",
            key=_("F9"),
        )
        self.save_button.pack(side="left")
        self.stop(self.save_button)
        if not Association.select().exists():  # else the copy would take the place of her books
            self.copy_button = controls.Button(
                self.foot,
                _("Ya tengo una copia"),
                self.seek_copy,
                icon="arrow-counterclockwise",
            )
            self.copy_button.pack(side="right")
        self.state_line = controls.Problem(self.foot, "ground", 70)
        self.state_line.pack(side="left", padx=self.look.px(4))
        return self.foot

    def seek_copy(self) -> None:
        """Her books from a copy, as from a memory stick, instead of new ones."""
        picked = filedialog.askopenfilename(parent=self, filetypes=kinds_of_file())
        if picked:
            self._restore(Path(picked))

    def _restore(self, copy: Path) -> None:
        self.drop_keys()
        try:
            self.context.restore(copy)
        except Locked:
            self.take_keys()
            if ask_for_words(self, copy):
                self._restore(copy)
        except Refused as refused:
            self.take_keys()
            self.state_line.say(str(refused))

    def _build_association(self, form: Misc) -> None:
        row = self.row(form)
        name = self.line(
            "name", row, _("Nombre de la asociación"), Association.name, _("Falta el nombre.")
        )
        name.keyboard.configure(width=52)  # type: ignore[call-arg]
        self.line("ruc", row, _("RUC (si tiene)"), Association.ruc)
        row = self.row(form)
        self.district = self.lookup(
            "district",
            row,
            _("Distrito"),
            lambda words: District.like(words, District(), MOST),
            lambda one: (str(one), f"{one.province}, {one.department}"),
            28,
            _("Falta el distrito."),
        )
        self.who = self.line(
            "who", row, _("¿Quién lleva el libro?"), _WHO, _("Falta quién lleva el libro.")
        )
        self.elsewhere = self.row(form, _("Este distrito es nuevo aquí: diga dónde está."))
        self.line("ubigeo", self.elsewhere, _("Ubigeo"), District.ubigeo, _("Falta el ubigeo."))
        for name_, words in (("province", _("Provincia")), ("department", _("Departamento"))):
            made = self.line(name_, self.elsewhere, words, _WHO, _("Falta este dato."))
            made.keyboard.configure(width=20)  # type: ignore[call-arg]

    def _build_books(self, form: Misc) -> None:
        px = self.look.px
        self.books_title = controls.text(
            form, _("Con qué empieza el libro"), "lead", "primary", "paper"
        )
        self.books_title.pack(anchor="w", pady=(px(1), px(1)))
        row = self.row(form)
        self.months = _months_back()
        month = self.list_of("month", row, _("Primer mes"), [one.title for one in self.months])
        month.box.current(0)
        self.cash = self.line(
            "cash", row, _("Hay en caja, S/"), _MONEY, _("Ponga 0 si no hay nada."), "figure"
        )
        self.bank = self.line(
            "bank", row, _("Hay en el banco, S/"), _MONEY, _("Ponga 0 si no hay nada."), "figure"
        )
        self.money_row = row

    @property
    def month(self) -> Month:
        return self.months[max(0, self.cells["month"].input.box.current())]  # type: ignore[attr-defined]

    def first(self) -> Misc:
        return self.cells["name"].input.keyboard

    def shown(self) -> None:
        self.first().focus_set()

    def say_state(self, words: str, tone: str = "danger") -> None:
        self.state_line.say(words, tone)

    def refresh(self) -> None:
        super().refresh()
        new = bool(self.district.get()) and self.district.picked is None
        here = self.district.entry is self.focus_get()  # still typing it
        if new and not here:
            self.elsewhere.pack(fill="x", pady=(0, self.look.px(1)), before=self.books_title)
        elif not new:
            self.elsewhere.pack_forget()
        self._say_money()

    def _say_money(self) -> None:
        row, cash, bank = self.money_row, self.value("cash"), self.value("bank")
        if row.beside.said and row.beside.said != self._said:
            return
        self._said = ""
        if cash is not None and bank is not None:
            self._said = _(
                "El libro empieza el {day} con {cash} en caja y {bank} en banco."
            ).format(day=f"{self.month.first:%d/%m/%Y}", cash=soles(cash), bank=soles(bank))
        row.say(self._said, "good")

    _said = ""

    def save(self) -> None:
        made = self.attempt(lambda values, _sure: self._start(values))
        if made is not None:
            self.before = self.typed()
            self.on_ready(made)

    def _start(self, values: Mapping[str, Any]) -> Association:
        history.sign(values["who"])
        association = Association(
            name=values["name"], ruc=values["ruc"], district=self._district(values)
        )
        return opening.start(association, self.month, values["cash"], values["bank"])

    def _district(self, values: Mapping[str, Any]) -> District:
        chosen = values["district"]
        if isinstance(chosen, District):
            return chosen
        known = District.get_or_none(District.ubigeo == values.get("ubigeo"))
        if known is not None:
            say = _("Ese ubigeo es de {district}.").format(district=known)
            raise RulesBroken({"ubigeo": say})
        return District(
            name=chosen,
            ubigeo=values["ubigeo"],
            province=values["province"],
            department=values["department"],
        )


class Associations(Register):
    """The associations of the file; a new one begins its books, it is not only a name."""

    kind = ASSOCIATIONS

    def new(self) -> None:
        self.context.go("new_books")


class CorrectOpening(Walk):
    """What the books began with, put right; only until a month is closed."""

    title = N_("Corregir los saldos iniciales")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.deeds = {"<F9>": self.save, "<Escape>": self.context.back}
        controls.text(self, _(self.title), "title").pack(anchor="w", pady=(0, self.look.px(2)))
        self._bar().pack(side="bottom", fill="x", pady=(self.look.px(2.5), 0))
        self.form = controls.sheet(self, padding=5)
        self.form.pack(fill="both", expand=True)
        self.money_row = self.row(self.form, _("Todos los saldos que siguen cambian con estos."))
        for name, words in ((CASH, _("Había en caja, S/")), (BANK, _("Había en el banco, S/"))):
            self.line(name, self.money_row, words, _MONEY, _("Ponga 0 si no había nada."), "figure")
        self.foot.lift()
        self._put()

    def _bar(self) -> ttk.Frame:
        self.foot = controls.area(self)
        self.save_button = controls.Button(
            self.foot, _("Guardar saldos"), self.save, kind="primary", icon="check-lg", key=_("F9")
        )
        self.save_button.pack(side="left")
        self.stop(self.save_button)
        controls.Button(self.foot, _("Cancelar"), self.context.back, key=_("Esc")).pack(
            side="left", padx=self.look.px(2)
        )
        self.state_line = controls.Problem(self.foot, "ground", 70)
        self.state_line.pack(side="left", padx=self.look.px(2))
        return self.foot

    def _put(self) -> None:
        begun = opening.balances_at_start(self.context.association)
        for name in (CASH, BANK):
            self.put(name, begun.get(name, Decimal(0)))
        self.before = self.typed()

    def shown(self) -> None:
        self.cells[CASH].input.focus()

    def say_state(self, words: str, tone: str = "danger") -> None:
        self.state_line.say(words, tone)

    def save(self) -> None:
        if self.attempt(lambda values, _sure: self._correct(values)):
            self.before = self.typed()
            self.context.say(_("Saldos iniciales corregidos."))
            self.context.back()

    def _correct(self, values: Mapping[str, Any]) -> bool:
        opening.correct_openings(
            self.context.association, {name: values[name] for name in (CASH, BANK)}
        )
        return True


def _months_back() -> list[Month]:
    """This month first, then those before it."""
    months = [Month.of(date.today())]
    while len(months) <= MONTHS_BACK:
        months.append(months[-1].previous)
    return months


_MONEY, _WHO = SolesField(), NameField()
