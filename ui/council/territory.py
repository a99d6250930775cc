"""El territorio: all associations of the file, by watershed and community."""

from datetime import date
from tkinter import Misc

from models.documents import Document
from models.fields import HectaresField, NameField, QuantityField, SolesField
from models.indicators.territory import Place, territory_of
from models.language import N_, _
from models.listing import Row
from models.people.members import Member
from models.produce.plots import Plot
from models.record import Column
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.ledger import Ledger

COLUMNS = (
    Column(N_("Cuenca y comunidad"), NameField(), sample="Santa Lucía de Pomacanchi", strong=True),
    Column(N_("Asociaciones"), Member.place, sample="12", rank=3),
    Column(N_("Socios"), Member.place, sample="1,234"),
    Column(N_("Familias"), Member.place, sample="1,234", rank=6),
    Column(N_("Mujeres"), Member.place, sample="1,234"),
    Column(N_("Parcelas"), Member.place, sample="1,234", rank=4),
    Column(N_("ha"), HectaresField(), sample="1,234.56", rank=1),
    Column(N_("Entregado kg"), QuantityField(), sample="123,456.0"),
    Column(N_("Vendido S/"), SolesField(), sample="123,456.00", rank=2),
    Column(N_("Liquidado S/"), SolesField(), sample="123,456.00", rank=3),
    Column(N_("Por familia S/"), SolesField(), sample="12,345.00"),
    Column(N_("Mediana S/"), SolesField(), sample="12,345.00", rank=5),
)
INDENT = "      "


class TerritoryPage(Screen):
    """The year on display, from its first day to the end of the month on display."""

    kinds = (Member, Plot, Document)
    title = N_("El territorio")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        self.rows: list[Row] = []
        self._month = context.month
        head = controls.area(self)
        head.pack(fill="x", pady=(0, self.look.px(2)))
        controls.text(head, _(self.title), "title").pack(side="left")
        self.under_title = controls.text(head, "", "body", "soft")
        self.under_title.pack(side="left", padx=self.look.px(4), pady=(self.look.px(1.5), 0))
        self.ledger = Ledger(
            self, COLUMNS, lambda offset, limit: self.rows[offset : offset + limit]
        )
        self.ledger.pack(fill="both", expand=True)
        under = _(
            "Por familia: lo liquidado, sin costos ni servicio, entre todas las familias socias."
        )
        controls.text(self, under, "small", "soft").pack(anchor="w", pady=(self.look.px(1), 0))
        self.stale = True

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.ledger.canvas.focus_set()

    def reload(self) -> None:
        since, until = date(self.context.month.year, 1, 1), self.context.month.last
        said = _("Todas las asociaciones del archivo, del {since} al {until}")
        if self.context.compact:
            said = _("Del {since} al {until}")
        self.under_title.configure(
            text=said.format(since=f"{since:%d/%m/%Y}", until=f"{until:%d/%m/%Y}")
        )
        territory = territory_of(since, until)
        self.rows = []
        for basin in territory.watersheds:
            self._add(basin.watershed or _("Sin cuenca"), basin)
            for one in territory.communities:
                if one.watershed == basin.watershed:
                    self._add(INDENT + (one.community or _("Sin comunidad")), one)
        self.ledger.refill(self.ledger.selected)
        cells = _cells(territory.whole)
        totals = {
            column.title: column.show(value)
            for column, value in zip(COLUMNS[1:], cells, strict=True)
        }
        self.ledger.complete(len(self.rows), {"": _("Todo"), **totals})

    def _add(self, name: str, one: Place) -> None:
        self.rows.append((len(self.rows), name, *_cells(one)))


def _cells(one: Place) -> tuple[object, ...]:
    return (
        *(one.associations, one.members, one.families, one.women, one.plots, one.hectares),
        *(one.delivered, one.sales, one.income, one.mean_income, one.middle_income),
    )
