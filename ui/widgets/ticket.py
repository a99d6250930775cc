"""The delivery note in the making, beside the scale; folded into one line where room is short."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from tkinter import Misc, StringVar

import ttkbootstrap as ttk

from models.associations import Association
from models.documents import Document
from models.fields import show
from models.language import _
from models.people.members import Member
from models.produce.products import Grade, Product
from models.produce.weighing import Weighed
from ui import theme
from ui.widgets import controls

WIDE = 70  # steps


class Sums:
    """What the note says so far; empty where nothing can be said yet."""

    NAMES = ("head", "member", "product", "gross", "tare", "net", "impurity", "moisture")

    def __init__(self, master: Misc) -> None:
        self.said = {name: StringVar(master) for name in (*self.NAMES, "payable", "advance")}

    def show(
        self, product: Product | None, weighed: Weighed | None, tare: Decimal = Decimal(0)
    ) -> None:
        for name in ("gross", "tare", "net", "impurity", "moisture", "payable"):
            self.said[name].set("")
        if product is None or weighed is None:
            return
        for name, value in (
            ("gross", weighed.gross),
            ("tare", -tare),
            ("net", weighed.net),
            ("impurity", -weighed.impurity_off),
            ("moisture", -weighed.moisture_off),
            ("payable", weighed.payable),
        ):
            self.said[name].set(product.said(value) if value else "")

    def name(self, member: Member | None, grade: Grade | None, day: date | None) -> None:
        """Who brings what, and when."""
        when = f"  ·  {show(Document.day, day)}" if day else ""
        self.said["head"].set(_("el número sale al guardar") + when)
        self.said["member"].set(str(member or ""))
        what = f"{grade.product}, {str(grade).lower()}" if grade else ""
        self.said["product"].set(what)

    def __getitem__(self, name: str) -> StringVar:
        return self.said[name]


class Deeds(ttk.Frame):
    """The two ways to save, and what stands in their way."""

    def __init__(
        self, parent: Misc, save: Callable[..., object], *, folded: bool, letters: int
    ) -> None:
        look = theme.of(parent)
        surface = "paper" if folded else "ground"
        super().__init__(parent, style=look.frame(surface))
        self.print_ = controls.Button(
            self,
            _("Guardar e imprimir"),
            lambda: save(printing=True),
            kind="primary",
            icon="printer",
            key=_("F9"),
            surface=surface,
            large=not folded,
        )
        self.only = controls.Button(
            self, _("Solo guardar"), save, kind="quiet", key=_("Ctrl+G"), surface=surface
        )
        # Folded there is room for a sentence only above the figures.
        self.line = controls.Problem(parent if folded else self, surface, letters)
        if folded:
            self.line.pack(side="top", anchor="w", padx=look.px(1))
            self.print_.pack(side="right")
            self.only.pack(side="right", padx=look.px(1))
        else:
            self.print_.pack(fill="x")
            self.only.pack(anchor="w", pady=(look.px(1), 0))
            self.line.pack(anchor="w", padx=look.px(2))


class Ticket(ttk.Frame):
    """The paper at the right, as it will be printed."""

    def __init__(self, parent: Misc, association: Association, sums: Sums, save) -> None:
        self.look, self.sums = theme.of(parent), sums
        super().__init__(parent, style=self.look.frame("ground"))
        px = self.look.px
        self.deeds = Deeds(self, save, folded=False, letters=36)
        self.deeds.pack(side="bottom", fill="x", pady=(px(2), 0))
        self.paper = controls.sheet(self, "paper", "line", 4)
        self.paper.pack(fill="both", expand=True)
        self._counts()  # first: where height is short, the lines above give way
        wide = ttk.Frame(self.paper, style=self.look.frame("paper"))
        wide.configure(width=self.look.em(WIDE), height=1)
        wide.pack()
        self._head(str(association).upper())
        self._line(_("Socio"), sums["member"], top=True)
        self._line(_("Producto"), sums["product"], top=True)
        self._line(_("Peso bruto"), sums["gross"])
        self._line(_("Tara de sacos"), sums["tare"])
        self._rule("line")
        self._line(_("Peso neto"), sums["net"], role="strong")
        self._line(_("Impureza"), sums["impurity"])
        self._line(_("Humedad"), sums["moisture"])

    def _head(self, name: str) -> None:
        wrap = {"wraplength": self.look.em(WIDE), "justify": "center"}
        for words, role, tone in (
            (name, "small_strong", "ink"),
            (_("Nota de entrega"), "lead", "ink"),
            (self.sums["head"], "small", "soft"),
        ):
            controls.text(self.paper, words, role, tone, "paper", **wrap).pack()
        self._rule("edge")

    def _counts(self) -> None:
        paper, sums, px = self.paper, self.sums, self.look.px
        foot = _("Documento interno. No es comprobante de pago.")
        controls.text(paper, foot, "small", "soft", "paper").pack(side="bottom")
        for name, figure, role, figure_role in (
            (_("Adelanto"), sums["advance"], "strong", "strong"),
            (_("Pagable"), sums["payable"], "strong", "big"),
        ):
            line = controls.area(paper, "paper")
            line.pack(side="bottom", fill="x")
            controls.text(line, figure, figure_role, "ink", "paper").pack(side="right")
            controls.text(line, name, role, "ink", "paper").pack(side="left")
            above = controls.rule(paper, "edge")
            above.pack(side="bottom", fill="x", pady=px(0.6))

    def _rule(self, tone: str) -> None:
        controls.rule(self.paper, tone).pack(fill="x", pady=self.look.px(0.7))

    def _line(self, name: str, words: StringVar, *, role: str = "body", top: bool = False) -> None:
        """What stands at the right may need two lines: a name may have sixty letters."""
        line = controls.area(self.paper, "paper")
        line.pack(fill="x", pady=self.look.px(0.2))
        wrap = {"wraplength": self.look.em(WIDE - 20), "justify": "right"} if top else {}
        controls.text(line, name, role, "ink", "paper").pack(side="left", anchor="n")
        controls.text(line, words, role, "ink", "paper", **wrap).pack(side="right")


class Strip(ttk.Frame):
    """The paper folded into one line, for a small screen or large text."""

    def __init__(self, parent: Misc, sums: Sums, save) -> None:
        look = theme.of(parent)
        super().__init__(parent, style=look.frame("paper", "line"), padding=look.px(2))
        pairs = (
            (_("Neto"), sums["net"]),
            (_("Pagable"), sums["payable"]),
            (_("Adelanto"), sums["advance"]),
        )
        self.deeds = Deeds(self, save, folded=True, letters=78)
        self.deeds.pack(side="right")
        for name, figure in pairs:
            pair = controls.area(self, "paper")
            controls.text(pair, name, "small", "soft", "paper").pack(anchor="w")
            controls.text(pair, figure, "lead", "ink", "paper").pack(anchor="w")
            pair.pack(side="left", padx=(look.px(1), look.px(4)))
