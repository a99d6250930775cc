"""A lot: its papers and its people, how it stands, and what can be done with it."""

from tkinter import Misc, StringVar

from models.cash.cash_book import Receipt
from models.documents import Document
from models.fields import ChoiceField, NameField, QuantityField
from models.language import N_, _, ngettext
from models.listing import Row
from models.money import MoneyEntry
from models.people.members import Member
from models.produce.lots import Lot
from models.produce.sales import Sale
from models.produce.write_offs import WriteOff
from models.record import Column
from models.settling.account import quantity
from models.settling.lot_view import LOT_STATES, SETTLED, TONES, TOPPED, standing_of
from models.settling.settlements import Settlement
from ui.context import Context, Screen
from ui.deed import show_papers
from ui.settling import lot_deeds
from ui.settling.lots import NEXT, lines_of
from ui.widgets import controls
from ui.widgets.chips import Chips
from ui.widgets.ledger import Ledger
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import bill
from ui.widgets.words import number

PAPERS, PEOPLE = "papers", "people"
SALE, COST, LOSS = "sale", "cost", "loss"
KINDS = ((SALE, N_("Venta")), (COST, N_("Gasto")), (LOSS, N_("Merma")))
PAPER_COLUMNS = (
    Column(N_("Fecha"), Document.day, sample="31/12/2026"),
    Column(N_("Número"), Document.number, sample="RE-2026-0007"),
    Column(N_("Clase"), ChoiceField(choices=KINDS), sample="Merma", rank=1),
    Column(N_("Qué es"), NameField(), sample="Flete a la feria de Cusco"),
    Column(N_("Importe S/"), Sale.total, sample="12,141.50", strong=True),
    Column(N_("Por cobrar S/"), Receipt.amount, sample="12,141.50"),
    Column(N_("Cantidad"), WriteOff.quantity, sample="2,216.1", rank=2),
)
PEOPLE_COLUMNS = (
    Column(N_("Socio"), Member.name, sample="Quispe Mamani, R."),
    Column(N_("Entregas"), Document.sequence, sample="1,234"),
    Column(N_("Cantidad"), QuantityField(), sample="12,216.1", strong=True),
)


class LotPage(Screen):
    kinds = (Sale, Receipt, WriteOff, Settlement, Document, MoneyEntry)

    def __init__(self, parent: Misc, context: Context, lot: Lot) -> None:
        super().__init__(parent, context)
        self.lot, self.face = lot, StringVar(self, PAPERS)
        self.standing = standing_of(lot)
        self.head = controls.area(self)
        self.head.pack(fill="x")
        faces = [(PAPERS, _("Ventas, gastos y mermas")), (PEOPLE, _("Socios"))]
        self.chips = Chips(self, self.face, faces, self._choose)
        self.chips.pack(fill="x", pady=self.look.px(2))
        body = controls.area(self)
        body.pack(fill="both", expand=True)
        self.pane = controls.sheet(body, padding=3 if context.compact else 5)
        self.pane.pack_propagate(False)
        self.pane.configure(width=self.look.em(64 if context.compact else 74))
        self.pane.pack(side="right", fill="y", padx=(self.look.px(3), 0))
        self.rows: dict[str, list[Row]] = {PAPERS: [], PEOPLE: []}
        self.ledgers = {
            face: Ledger(body, columns, self._fetch, on_open=self._open)
            for face, columns in ((PAPERS, PAPER_COLUMNS), (PEOPLE, PEOPLE_COLUMNS))
        }
        self.pane.lift()
        self.deeds = {"<Escape>": self.context.back, "<F9>": self.go_on}
        self.stale = True

    @property
    def ledger(self) -> Ledger:
        return self.ledgers[self.face.get()]

    def _fetch(self, offset: int, limit: int) -> list[Row]:
        """Of the face in sight."""
        return self.rows[self.face.get()][offset : offset + limit]

    # What is shown ------------------------------------------------------------------------------

    def reload(self) -> None:
        self.standing = standing_of(self.lot)
        one = self.standing
        self.rows[PAPERS] = [
            *(
                self._paper(SALE, s.document, s.day, s.number, s.words, s.amount, s.left, None)
                for s in one.sales
            ),
            *(
                self._paper(COST, s.document, s.day, s.number, s.words, s.amount, None, None)
                for s in one.costs
            ),
            *(
                self._paper(LOSS, s.document, s.day, s.number, s.words, None, None, s.amount)
                for s in one.losses
            ),
        ]
        self.rows[PEOPLE] = [
            (part.member, part.name, part.deliveries, part.quantity) for part in one.parts
        ]
        self.chips.count({PAPERS: len(self.rows[PAPERS]), PEOPLE: len(one.parts)})
        self._say_head()
        self._choose()
        controls.clear(self.pane)
        self._deeds()
        roll = Scroller(self.pane, "paper")
        roll.pack(fill="both", expand=True)
        bill(roll.inside, lines_of(one))

    def _paper(self, kind, document, day, paper, words, amount, left, lost) -> Row:
        return document, day, paper, kind, words, amount, left or None, lost

    def _say_head(self) -> None:
        controls.clear(self.head)
        px = self.look.px
        words, icon, _place = NEXT[self.standing.state]
        self.next_button = controls.Button(
            self.head, _(words), self.go_on, kind="primary", icon=icon, key=_("F9")
        )
        self.next_button.pack(side="right")
        back = controls.Button(
            self.head,
            "" if self.context.compact else _("Volver"),
            self.context.back,
            icon="arrow-left",
            key="" if self.context.compact else _("Esc"),
        )
        back.pack(side="left", padx=(0, px(3)))
        state = self.standing.state
        tone = TONES[state]
        mark = controls.pill(
            self.head, _(dict(LOT_STATES)[state]), tone, controls.STATE_ICONS[tone]
        )
        controls.text(self.head, _("Lote «{lot}»").format(lot=self.lot), "title").pack(side="left")
        mark.pack(side="left", padx=px(3))

    def _deeds(self) -> None:
        foot, px = controls.area(self.pane, "paper"), self.look.px
        foot.pack(side="bottom", fill="x", pady=(px(2), 0))
        go = self.context.go
        deeds = [(_("Hoja del lote"), "file-earmark-pdf", self.open_sheet)]
        if self.standing.state in (SETTLED, TOPPED):
            deeds.append(
                (_("Registrar reintegro"), "arrow-repeat", lambda: go("top_up", lot=self.lot))
            )
        else:
            deeds.append(
                (_("Registrar merma"), "trash3", lambda: go("register_loss", lot=self.lot))
            )
            deeds.append((_("Registrar gasto"), "box-arrow-up", lambda: go("spend", lot=self.lot)))
        for words, icon, deed in deeds:
            controls.Button(foot, words, deed, icon=icon, surface="paper").pack(
                fill="x", pady=(px(1), 0)
            )

    def _choose(self) -> None:
        for one in self.ledgers.values():
            one.pack_forget()
        self.ledger.pack(side="left", fill="both", expand=True)
        self.update_idletasks()
        self.ledger.refill()
        self.ledger.complete(len(self.rows[self.face.get()]), self._totals())
        self.ledger.canvas.focus_set()

    def _totals(self) -> dict[str, str]:
        one = self.standing
        if self.face.get() == PEOPLE:
            words = ngettext("{n} socio", "{n} socios", len(one.parts))
            title = PEOPLE_COLUMNS[2].title
            return {
                "": words.format(n=number(len(one.parts))),
                title: quantity(one.quantity, one.unit),
            }
        count = len(self.rows[PAPERS])
        words = ngettext("{n} papel", "{n} papeles", count).format(n=number(count))
        return {"": words, PAPER_COLUMNS[5].title: PAPER_COLUMNS[5].show(one.left or None)}

    def shown(self) -> None:
        self.look_again()
        self.ledger.canvas.focus_set()

    # Deeds --------------------------------------------------------------------------------------

    def go_on(self) -> None:
        """What the lot waits for."""
        _words, _icon, place = NEXT[self.standing.state]
        if place == "sell":
            self.context.go(place)
        else:
            self.context.go(place, lot=self.lot)

    def open_sheet(self) -> None:
        lot_deeds.open_sheet(self.context, self.lot)

    def _open(self, row: Row) -> None:
        if self.face.get() == PAPERS:
            show_papers(self.context, Document.get_by_id(row[0]))
        else:
            self.context.go("member_page", member=Member.get_by_id(row[0]))
