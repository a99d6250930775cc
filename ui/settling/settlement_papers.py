"""The lists of settlements and losses: what each paper says, and what can be done with it."""

from tkinter import Misc

from models.language import N_, _
from models.produce.write_offs import WRITE_OFFS, WriteOff
from models.settling.facts import facts_of
from models.settling.settlements import SETTLEMENTS, Settlement, unpaid_of
from ui.paper_detail import Facts, NextDeed, Papers
from ui.settling.settlement_account import show_account
from ui.widgets.amounts import soles
from ui.widgets.tiles import Line


class Settlements(Papers):
    """One paper is never voided alone: its lot is, whole, on the page of the lot."""

    kind = SETTLEMENTS
    subtitle = N_("Lo que recibió cada socio en {month}")
    search_hint = N_("Número o socio")
    see_words = N_("Ver liquidación")
    voids = False

    def about(self, record: Settlement) -> tuple[str, str]:  # type: ignore[override]
        who = f"{record.member}  ·  {record.member.code}"
        return who, f"{record.document.text('day')}  ·  {record.run.lot}"

    def measure(self, record: Settlement) -> str:  # type: ignore[override]
        return soles(record.net)

    def lines(self, record: Settlement) -> list[Line]:  # type: ignore[override]
        return []

    def fill(self, inside: Misc, record: Settlement) -> None:  # type: ignore[override]
        show_account(inside, facts_of(record))

    def next_deed(self, record: Settlement) -> NextDeed | None:  # type: ignore[override]
        if not record.document.is_valid:
            return None
        words = _("Pagar") if unpaid_of(record) else _("Ver el lote liquidado")
        icon = "cash-stack" if unpaid_of(record) else "boxes"
        return words, icon, lambda: self.context.go("settled_lot", lot=record.run.lot)


class WriteOffs(Papers):
    kind = WRITE_OFFS
    subtitle = N_("Lo que se perdió en {month}")
    new_words, new_key = N_("Registrar merma"), "Ctrl+N"
    search_hint = N_("Número, lote o motivo")
    see_words = N_("Ver papel")
    void_words, void_question = N_("Anular la merma"), N_("¿Anular la merma {number}?")
    reasons = (N_("Cantidad mal digitada"), N_("Lote equivocado"), N_("No se perdió"))

    def new(self) -> None:
        self.context.go("register_loss")

    def about(self, record: WriteOff) -> tuple[str, str]:  # type: ignore[override]
        what = f"{record.product}, {record.grade}"
        return what, f"{record.document.text('day')}  ·  {record.lot}"

    def measure(self, record: WriteOff) -> str:  # type: ignore[override]
        return record.product.said(record.quantity)

    def lines(self, record: WriteOff) -> list[Line]:  # type: ignore[override]
        return [
            (str(record.reason), "", "body"),
            (_("Cantidad"), self.measure(record), "figure"),
        ]

    def follows(self, record: WriteOff) -> Facts:  # type: ignore[override]
        words = _("Vuelven al almacén {quantity} de {product}.").format(
            quantity=self.measure(record), product=f"{record.product} {record.grade}".lower()
        )
        return [("basket2", words)]

    def deed_again(self, record: WriteOff) -> str:  # type: ignore[override]
        return "register_loss"
