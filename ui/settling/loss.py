"""Registrar merma: produce of a lot that spoiled or was lost, borne by all of the lot."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.documents import Paper
from models.fields import folded
from models.language import N_, _
from models.produce.lots import Lot, lot_called, lots_of
from models.produce.products import Grade, Product
from models.produce.sales import Sale
from models.produce.write_offs import Loss, WriteOff, write_off
from models.record import Record, RulesBroken
from models.settling.settlements import settled_on
from models.stock import StockEntry, described, left_by_grade
from ui.context import Context
from ui.deed import Deed
from ui.sale_line import InStore
from ui.widgets.lookup import MOST
from ui.widgets.tiles import Line
from ui.widgets.words import starting

REASONS = (N_("Se malogró"), N_("Se perdió"), N_("Dio menos al volver a pesar"))


class RegisterLoss(Deed):
    """With a `lot`, that one is chosen from the start."""

    kinds = (StockEntry, Lot, Sale, Product, Grade)
    title = N_("Registrar merma")
    paper_title = N_("Merma")
    save_words = N_("Guardar merma e imprimir")
    kept = ("day", "lot")

    def __init__(
        self,
        parent: Misc,
        context: Context,
        lot: Lot | None = None,
        instead_of: WriteOff | None = None,
    ) -> None:
        self.asked_for = lot
        super().__init__(parent, context, instead_of)

    def build(self, form: ttk.Frame) -> None:
        self._look_into_store()
        row = self.row(form)
        self.lot = self.lookup(
            "lot", row, _("Lote"), self._lots, lambda lot: (str(lot), ""), 24, _("Falta el lote.")
        )
        self.add_day(row)
        row = self.row(form)
        self.what = self.lookup(
            "grade",
            row,
            _("Producto y calidad"),
            self._in_store,
            lambda one: (one.name, one.said),
            30,
            _("Falta qué se dio de baja."),
        )
        self.line(
            "quantity", row, _("Cantidad"), WriteOff.quantity, _("Falta la cantidad."), "figure"
        )
        row = self.row(form, _("Por ejemplo: {reasons}.").format(reasons=self._examples()))
        self.line("reason", row, _("Por qué"), WriteOff.reason, _("Escriba por qué."))
        self.cells["reason"].input.keyboard.configure(width=52)  # type: ignore[call-arg]

    def _examples(self) -> str:
        return ", ".join(_(one).lower() for one in REASONS)

    def _look_into_store(self) -> None:
        left = left_by_grade(self.context.association)
        grades = (
            Grade.select(Grade, Product)
            .join(Product)
            .where(Product.association == self.context.association)
            .order_by(Product.found_by, Grade.place)
        )
        self.store_ = [InStore(one, left.get(one.id, Decimal(0))) for one in grades]

    def _in_store(self, words: str) -> Sequence[InStore]:
        wanted = folded(words).split()
        found = [one for one in self.store_ if all(w in folded(one.name) for w in wanted)]
        return sorted(found, key=lambda one: one.left <= 0)[:MOST]

    def _lots(self, words: str) -> list[Lot]:
        wanted = folded(words)
        return [one for one in lots_of(self.context.association) if wanted in folded(str(one))]

    # What follows -------------------------------------------------------------------------------

    def facts(self) -> list[Line]:
        picked, quantity = self.what.picked, self.value("quantity")
        lines: list[Line] = [(_("Lote"), self.lot.get(), "body")]
        if picked is not None:
            lines.append((_("Producto"), starting(described(picked.grade)), "body"))
            if quantity:
                lines.append((_("Cantidad"), picked.grade.product.said(quantity), "figure"))
        lines.append((_("Por qué"), self.cells["reason"].input.typed(), "body"))
        return lines

    def brief(self) -> list[tuple[str, str]]:
        picked, quantity = self.what.picked, self.value("quantity")
        if picked is None or not quantity:
            return []
        return [(_("Merma"), picked.grade.product.said(quantity))]

    def echo(self) -> None:
        picked, quantity = self.what.picked, self.value("quantity")
        said, tone = "", "good"
        if picked is not None:
            product = picked.grade.product
            left = picked.left - (quantity or Decimal(0))
            said = _("Hay {amount} en almacén.").format(amount=product.said(picked.left))
            if quantity and left >= 0:
                said = _("Quedan {amount} en almacén.").format(amount=product.said(left))
            elif left < 0:
                tone = "danger"
        self.cells["grade"].row.say(said, tone, "left")
        self._say_lot()

    def _say_lot(self) -> None:
        """Who bears the loss; or that the lot is new, or settled already."""
        lot, row = self.lot.picked, self.cells["lot"].row
        if lot is not None and (day := settled_on(lot)) is not None:
            say = _("El lote «{lot}» ya se liquidó el {day}. Use otro lote.")
            row.say(say.format(lot=lot, day=f"{day:%d/%m/%Y}"), "danger", "which")
        elif lot is not None:
            said = _("La lleva todo el lote, según lo que cada socio entregó.")
            row.say(said, "good", "which")
        else:
            said = _("Lote nuevo: se crea con la merma.") if self.lot.get() else ""
            row.say(said, "good", "which")

    # Storing ------------------------------------------------------------------------------------

    def empty(self) -> None:
        self.lot.put(self.asked_for)
        self.what.put(None)
        for name in ("quantity", "reason"):
            self.cells[name].input.words.set("")  # type: ignore[attr-defined]

    def repeat(self, made: WriteOff) -> None:
        self.lot.put(made.lot)
        self.what.put(next((one for one in self.store_ if one.grade == made.grade), None))
        self.put("quantity", made.quantity)
        self.put("reason", made.reason)

    def first(self) -> Misc:
        return self.lot.entry if self.asked_for is None else self.what.entry

    def reload(self) -> None:
        self._look_into_store()
        super().reload()

    def thanks(self, made: Record) -> str:
        assert isinstance(made, WriteOff)
        return _("Guardado: {number}, {quantity}.").format(
            number=made, quantity=made.product.said(made.quantity)
        )

    def store(self, values: Mapping[str, Any], paper: Paper, *, sure: bool) -> WriteOff:
        picked = values["grade"]
        if not isinstance(picked, InStore):
            raise RulesBroken({"grade": _("Elija un producto de la lista.")})
        lot = values["lot"]
        if not isinstance(lot, Lot):
            lot = lot_called(self.context.association, lot)
        loss = Loss(lot, picked.grade, values["quantity"], values["reason"])
        return write_off(loss, paper, sure=sure)
