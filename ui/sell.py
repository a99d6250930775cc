"""Registrar venta: who buys what from which lot, line by line, and how it will be paid."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.documents import Document, Paper
from models.fields import folded, read, show
from models.language import N_, _
from models.produce.buyers import Buyer
from models.produce.lots import Lot, lot_called, lot_like, lots_of
from models.produce.products import Grade, Product
from models.produce.sales import TERMS, Sale, lines_of, owed_by_buyer
from models.produce.selling import Bargain, Item, sell
from models.record import RulesBroken
from models.stock import StockEntry, described, left_by_grade
from ui.deed import Deed, show_papers
from ui.sale_line import Goods, InStore
from ui.widgets import controls
from ui.widgets.amounts import price, soles
from ui.widgets.dialogs import ask
from ui.widgets.inputs import LineInput, called
from ui.widgets.lookup import MOST
from ui.widgets.tiles import Line
from ui.widgets.words import starting


class Sell(Deed):
    kinds = (StockEntry, Buyer, Lot, Product, Grade)
    title = N_("Registrar venta")
    paper_title = N_("Venta")
    save_words = N_("Guardar venta e imprimir")

    def build(self, form: ttk.Frame) -> None:
        self.goods: list[Goods] = []
        self._look_into_store()
        self._who(form)
        self._terms(form)
        self._heads(form).pack(fill="x")
        self.lines = controls.area(form, "paper")
        self.lines.pack(fill="x", pady=(self.look.px(0.5), 0))
        self._foot(form).pack(fill="x")

    def _who(self, form: Misc) -> None:
        row = self.row(form)
        beside = Buyer(association=self.context.association)
        self.buyer = self.lookup(
            "buyer",
            row,
            _("Cliente"),
            lambda words: Buyer.like(words, beside, MOST),
            called,
            32,
            _("Falta el cliente."),
        )
        made = LineInput(
            row.slot(_("RUC o DNI")), Buyer.address, "", lambda _problem: self._tax_id_left()
        )
        made.keyboard.configure(width=14)  # type: ignore[call-arg]
        self.add("tax_id", row, made, Buyer.address)
        self.add_day(row)

    def _terms(self, form: Misc) -> None:
        row = self.row(form)
        self.lot = self.lookup(
            "lot", row, _("Lote"), self._lots, lambda lot: (str(lot), ""), 13, _("Falta el lote.")
        )
        words = [_(shown) for _kept, shown in TERMS]
        self.terms = self.chips("terms", row, _("Condición"), words)
        self.terms.word.trace_add("write", lambda *_names: self._settle_terms())
        self.days_place = row.slot(_("Días"))
        made = LineInput(
            self.days_place, StockEntry.line, "", lambda problem: self._left("credit_days", problem)
        )
        made.keyboard.configure(width=5)  # type: ignore[call-arg]
        self.add("credit_days", row, made, StockEntry.line, _("Faltan los días de crédito."))
        self.voucher_place = row.slot(_("Comprobante SUNAT"))
        voucher = LineInput(self.voucher_place, Sale.voucher, "", lambda _problem: self.changed())
        voucher.keyboard.configure(width=16)  # type: ignore[call-arg]
        self.add("voucher", row, voucher, Sale.voucher)

    def _heads(self, form: Misc) -> ttk.Frame:
        made, px = controls.area(form, "paper"), self.look.px
        title = controls.text(made, _("Qué se vende"), "strong", "ink", "paper")
        title.pack(side="left")
        how = _("F8 pone todo lo que hay  ·  Ctrl+Supr quita la línea")
        said = controls.text(made, how, "small", "soft", "paper")
        said.pack(side="left", padx=px(3), pady=(px(0.5), 0))
        return made

    def _foot(self, form: Misc) -> ttk.Frame:
        made, px = controls.area(form, "paper"), self.look.px
        self.more = controls.Button(
            made,
            _("Agregar línea"),
            lambda: self.add_goods().what.focus_set(),
            kind="quiet",
            icon="plus-lg",
            surface="paper",
        )
        self.more.configure(takefocus=False)
        self.more.pack(side="left")
        self.total = controls.text(made, "", "big", "ink", "paper")
        self.total.pack(side="right", padx=px(4))
        controls.text(made, _("Total"), "lead", "soft", "paper").pack(side="right", pady=(px(2), 0))
        return made

    # The lines ----------------------------------------------------------------------------------

    def _look_into_store(self) -> None:
        left = left_by_grade(self.context.association)
        grades = (
            Grade.select(Grade, Product)
            .join(Product)
            .where(Product.association == self.context.association)
            .order_by(Product.found_by, Grade.place)
        )
        self.store_ = [InStore(one, left.get(one.id, Decimal(0))) for one in grades]

    def in_store(self, words: str) -> Sequence[InStore]:
        """What there is to sell that contains every word; what there is none of comes last."""
        wanted = folded(words).split()
        found = [one for one in self.store_ if all(w in folded(one.name) for w in wanted)]
        return sorted(found, key=lambda one: one.left <= 0)[:MOST]

    def add_goods(self) -> Goods:
        made = Goods(self, self.lines)
        made.name_places(not self.goods)
        self.goods.append(made)
        return made

    def drop(self, goods: Goods) -> str:
        """Take a line out; the last one is only emptied."""
        place = self.goods.index(goods)
        self.goods.remove(goods)
        goods.row.destroy()
        if not self.goods:
            self.add_goods()
        self.goods[0].name_places(True)
        self.goods[max(0, place - 1)].what.focus_set()
        self.changed()
        return "break"

    def picked(self, goods: Goods) -> None:
        self.changed()
        goods.quantity.keyboard.focus_set()

    def finished(self, goods: Goods) -> str | None:
        """Enter after a price: a fresh line after the last one, else the next field."""
        if goods is self.goods[-1] and goods.item is not None:
            self.add_goods().what.focus_set()
            self.changed()
            return "break"
        return self.walk(goods.price.keyboard)

    @property
    def bargain(self) -> Bargain | None:
        """What the fields say so far; None without a line that can be read."""
        items = [one.item for one in self.goods if one.item is not None]
        if not items:
            return None
        return Bargain(
            self.buyer.picked or Buyer(name=self.buyer.get()),
            Lot(name=self.lot.get()),
            items,
            self.value("credit_days") if self.on_credit else None,
        )

    # The fields ---------------------------------------------------------------------------------

    def _lots(self, words: str) -> list[Lot]:
        wanted = folded(words)
        return [one for one in lots_of(self.context.association) if wanted in folded(str(one))]

    @property
    def on_credit(self) -> bool:
        return self.terms.typed() == show(Sale.terms, "credit")

    def _settle_terms(self) -> None:
        if self.on_credit:
            self.days_place.pack(
                side="left",
                anchor="n",
                padx=(0, self.look.px(4)),
                before=self.voucher_place,
            )
            if not self.cells["credit_days"].input.typed():
                self.put("credit_days", 30)
        else:
            self.days_place.pack_forget()
        self.changed()

    def empty(self) -> None:
        self.buyer.put(None)
        self.lot.put(None)
        for name in ("tax_id", "voucher", "credit_days"):
            self.cells[name].input.words.set("")  # type: ignore[attr-defined]
        self.terms.word.set(_(TERMS[0][1]))
        for goods in self.goods:
            goods.row.destroy()
        self.goods.clear()
        self.add_goods()

    def repeat(self, made: Sale) -> None:
        self.buyer.put(made.buyer)
        self.lot.put(made.lot)
        self.terms.word.set(made.text("terms"))
        if made.terms == "credit":
            self.put("credit_days", (made.due - made.document.day).days)
        self.put("voucher", made.voucher)
        in_store = {one.grade: one for one in self.store_}
        for place, line in enumerate(lines_of(made)):
            goods = self.add_goods() if place else self.goods[0]
            goods.what.put(in_store[line.grade])
            goods.quantity.words.set(line.text("quantity"))
            goods.price.words.set(line.text("price"))

    def typed(self) -> dict[str, str]:
        lines = {f"line {n}": one.typed() for n, one in enumerate(self.goods) if not one.is_blank}
        return super().typed() | lines

    def meant(self) -> dict[str, Any]:
        lines = {f"line {n}": one.item for n, one in enumerate(self.goods) if one.item is not None}
        return super().meant() | lines

    def first(self) -> Misc:
        return self.buyer.entry

    # What follows -------------------------------------------------------------------------------

    def facts(self) -> list[Line]:
        bargain, day = self.bargain, self.day
        lines: list[Line] = [(_("Cliente"), self.buyer.get(), "body")]
        if self.lot.get():
            lines.append((_("Lote"), self.lot.get(), "body"))
        if bargain is None:
            return lines
        for item in bargain.items:
            what = starting(described(item.grade))
            much = item.grade.product.said(item.quantity)
            lines.append((what, soles(item.amount), "body"))
            lines.append((f"    {much} × {price(item.price)}", "", "small"))
        lines.append((_("Total"), soles(bargain.total), "figure"))
        if self.on_credit and day and bargain.credit_days and bargain.credit_days < 1000:
            due = show(Sale.due, bargain.due_on(day))
            lines.append((_("Al crédito"), _("vence el {day}").format(day=due), "body"))
        else:
            lines.append((_("Condición"), self.terms.typed(), "body"))
        return lines

    def brief(self) -> list[tuple[str, str]]:
        bargain, day = self.bargain, self.day
        if bargain is None:
            return []
        pairs = [(_("Total"), soles(bargain.total))]
        if self.on_credit and day and bargain.credit_days and bargain.credit_days < 1000:
            pairs.append((_("Vence"), show(Sale.due, bargain.due_on(day))))
        return pairs

    def echo(self) -> None:
        bargain = self.bargain
        self.total.configure(text=soles(bargain.total) if bargain else "")
        taken: dict[Grade, Decimal] = {}
        for item in bargain.items if bargain else ():
            taken[item.grade] = taken.get(item.grade, Decimal(0)) + item.quantity
        for goods in self.goods:
            picked, own = goods.what.picked, goods.item
            others = taken[own.grade] - own.quantity if own else Decimal(0)
            goods.echo(picked.left - others if picked else Decimal(0))
        self._say_buyer()
        self._say_lot()

    def forgive(self) -> None:
        for goods in self.goods:
            goods.forgive_changed()
        super().forgive()

    @property
    def is_wrong(self) -> bool:
        return super().is_wrong or any(goods.blamed for goods in self.goods)

    def _say_buyer(self) -> None:
        """Whether the client is known, and what they owe already."""
        row, known = self.cells["buyer"].row, self.buyer.picked
        self._show_tax_id()
        said, tone = "", "good"
        if known is not None:
            said, tone = self._debt(known), "warn"
        elif self.buyer.get():
            said = _("Cliente nuevo: se registra con la venta.")
        row.say(said, tone, "who")

    def _say_lot(self) -> None:
        """Whether the lot is known, or meant to be another one."""
        row, name = self.cells["lot"].row, self.lot.get()
        said, tone = "", "good"
        if name and self.lot.picked is None and not lot_called(self.context.association, name).id:
            said = _("Lote nuevo: se crea con la venta.")
            if like := lot_like(self.context.association, name):
                said, tone = _("¿Quiso decir «{lot}»?").format(lot=like), "warn"
        row.say("" if row.tone_of("lot") == "warn" else said, tone, "which")

    def _tax_id_left(self) -> None:
        """The number of a new client is told at once when it is not whole."""
        digits = self.cells["tax_id"].input.typed()
        if digits and self.buyer.picked is None:
            try:
                read(Buyer.ruc if len(digits) > 8 else Buyer.dni, digits)
            except ValueError as unread:
                self.blame("tax_id", str(unread))
        self.changed()

    def _show_tax_id(self) -> None:
        """Of a client who is registered it is shown; of a new one it is asked."""
        made, known = self.cells["tax_id"].input, self.buyer.picked
        assert isinstance(made, LineInput)
        was_known = made.keyboard.instate(["readonly"])
        made.keyboard.state(["!readonly" if known is None else "readonly"])
        if known is not None:
            made.words.set(known.tax_id)
        elif was_known:
            made.words.set("")

    def _debt(self, buyer: Buyer) -> str:
        owed = owed_by_buyer(buyer)
        return _("Ya debe {amount} de otras ventas.").format(amount=soles(owed)) if owed else ""

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> Sale:
        bargain = Bargain(
            self._buyer(values),
            values["lot"]
            if isinstance(values["lot"], Lot)
            else lot_called(self.context.association, values["lot"]),
            self._items(),
            values.get("credit_days") if self.on_credit else None,
            values["voucher"] or "",
        )
        return sell(bargain, paper, sure=sure)

    def _buyer(self, values: Mapping[str, Any]) -> Buyer:
        """The one chosen; the one of that very name; else a new one."""
        chosen = values["buyer"]
        if isinstance(chosen, Buyer):
            return chosen
        buyer = Buyer(association=self.context.association)
        try:
            return Buyer.find(chosen, buyer)
        except ValueError:
            pass  # nobody of that name yet
        digits = (values.get("tax_id") or "").strip()
        kind = "ruc" if len(digits) > 8 else "dni"
        try:
            return buyer.fill({"name": chosen, kind: digits})
        except RulesBroken as broken:
            unread = {("buyer" if n == "name" else "tax_id"): s for n, s in broken.problems.items()}
            raise RulesBroken(unread) from broken

    def _items(self) -> list[Item]:
        """Every line that is not blank; problems are said beside their own line."""
        for goods in self.goods:
            goods.forgive()
        filled = [one for one in self.goods if not one.is_blank]
        items, wrong = [], False
        for goods in filled:
            try:
                items.append(goods.read())
            except RulesBroken as broken:
                wrong = True
                for name, say in broken.problems.items():
                    goods.explain(name, say, "danger")
        if wrong:
            raise RulesBroken({"lines": _("Falta corregir lo marcado.")})
        return items

    def _say_beside(self, sentences: Mapping[str, str], tone: str) -> None:
        filled = [one for one in self.goods if not one.is_blank]
        for name, say in sentences.items():
            what, _blank, place = name.partition(" ")
            if place.isdigit() and int(place) <= len(filled):
                filled[int(place) - 1].explain(what, say, tone)
        known = {("tax_id" if n in ("ruc", "dni") else n): s for n, s in sentences.items()}
        super()._say_beside(known, tone)

    def reload(self) -> None:
        self._look_into_store()
        super().reload()

    def follow_up(self, document: Document, *, printing: bool) -> None:
        """A sale for cash may be collected at once; its paper then prints with the receipt."""
        sale = Sale.get_by_id(document.id)
        papers = [document] if printing else []
        if sale.terms == "cash" and self._was_paid(sale):
            self.context.go("receive", sale=sale, papers=papers)
        elif printing:
            show_papers(self.context, document)

    def _was_paid(self, sale: Sale) -> bool:
        return ask(
            self,
            _("Venta {number} guardada.").format(number=sale),
            _("Es al contado: {amount}. ¿Ya recibió el dinero?").format(amount=soles(sale.total)),
            _("Recibir ahora"),
            _("Más tarde"),
        )
