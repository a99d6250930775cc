"""Hojas de acopio: blank sheets to fill at the scale, to be printed before the day."""

from datetime import date
from functools import partial
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.associations import Association
from models.exports import PAPERS, Taken
from models.language import N_, _
from models.numbers import read_count
from models.people.members import Member
from models.places import Community
from models.produce.products import Grade, Product
from models.produce.weigh_in import products_of
from models.produce.weigh_sheet import communities_of, on_the_sheet
from ui.context import Context
from ui.previewing.paper_page import PaperPage
from ui.previewing.printout import Unnumbered
from ui.widgets import controls
from ui.widgets.entries import choices, entry

MOST_EMPTY = 300  # rows; twenty sheets


class BlankSheets(PaperPage):
    kinds = (Association, Product, Grade, Member, Community)
    title = N_("Hojas de acopio")

    def __init__(self, parent: Misc, context: Context) -> None:
        self.products: list[Product] = []
        self.communities: list[Community] = []
        super().__init__(parent, context)

    def more_deeds(self, head: ttk.Frame) -> None:
        words = _("Pasar hoja") if self.context.compact else _("Pasar una hoja llena")
        self.pass_button = controls.Button(
            head, words, lambda: self.context.go("pass_sheet"), icon="keyboard"
        )
        self.pass_button.pack(side="right")

    def choose(self, place: ttk.Frame) -> None:
        wide = 20 if self.context.compact else 24
        self.product = choices(
            self.part(place, _("¿Qué se va a pesar?")), [], width=wide, surface="ground"
        )
        self.people = choices(
            self.part(place, _("¿Con qué nombres?")), [], width=wide, surface="ground"
        )
        for box in (self.product, self.people):
            box.pack(anchor="w")
            box.bind("<<ComboboxSelected>>", lambda _event: self.reload())
        rows = self.part(place, _("Filas vacías, al menos"))
        self.empty = StringVar(self, "5")
        field = entry(rows, width=6, surface="ground", number=True, textvariable=self.empty)
        field.pack(anchor="w")
        field.bind("<Return>", controls.then(self.reload))
        self.empty.trace_add("write", lambda *_names: self.reload_soon())
        why = _("Para quien no está en la lista. La última hoja se completa con filas vacías.")
        hint = controls.text(rows, why, "small", "soft", justify="left")
        hint.configure(wraplength=self.look.em(62))
        hint.pack(anchor="w", pady=(self.look.px(1), 0))

    # What is chosen -----------------------------------------------------------------------------

    def reload(self) -> None:
        self._offer()
        super().reload()

    def _offer(self) -> None:
        association = self.context.association
        self.products = products_of(association)
        self.communities = communities_of(association, date.today())
        people = [_("Todos los socios"), *map(str, self.communities), _("Sin nombres")]
        for box, names in (
            (self.product, [str(one) for one in self.products]),
            (self.people, people),
        ):
            kept = box.get()
            box.configure(values=names)
            box.set(kept if kept in names else next(iter(names), ""))

    def printout(self) -> Unnumbered:
        from reports.files import safe_name
        from reports.papers.weigh_sheet import weigh_sheet_pdf

        if not self.products:
            raise ValueError(_("Todavía no hay productos. Regístrelos primero."))
        name = f"hoja-de-acopio_{safe_name(str(self._product), 40)}.pdf"
        members = self._members()
        make = partial(weigh_sheet_pdf, self._product, members, self._empty())
        taken = Taken(self.context.association, PAPERS, _(self.title), len(members))
        named = taken if members else None
        return Unnumbered(_(self.title), "weigh_sheet", "hojas", name, make, named)

    @property
    def _product(self) -> Product:
        return self.products[self.product.current()]

    def _members(self) -> list[Member]:
        place, association = self.people.current(), self.context.association
        if place > len(self.communities):
            return []
        community = self.communities[place - 1] if place else None
        return on_the_sheet(association, date.today(), community)

    def _empty(self) -> int:
        rows = read_count(self.empty.get().strip() or "0", 0, MOST_EMPTY)
        if rows is None:
            say = _("Escriba cuántas filas vacías: de 0 a {most}.")
            raise ValueError(say.format(most=MOST_EMPTY))
        return rows

    def shown(self) -> None:
        self.look_again()
        self.product.focus_set()
