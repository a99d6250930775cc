"""A treasurer's first month, typed from the first page to the last paper without a mouse.

It must end in the same figures as the cuaderno of that month, loaded by `cargar`.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from models import storage
from models.associations import Association
from models.documents import Document
from models.fields import folded
from models.month.debts import owed_by_members
from models.month.indicators import indicators_of
from models.month.money import money_of, result_of
from models.month.view import (
    amount_of,
    books_of,
    deliveries_in,
    sales_in,
    totals_of,
    voided_in,
)
from models.people.members import register_of
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest, harvests_of
from models.produce.kardex import kardex_of
from models.produce.receivables import receivables
from reports.monthly import export_month
from tests.factories import MAY, load, worked_month
from tests.ui_book import settle
from tests.ui_keys import Keys, sentences_in, words_in
from ui.run import Window
from ui.sell import Sell

Written = dict[str, Any]
PURSES = {"cash": "Caja", "bank": "Banco"}


# What is typed in screens this month of keys does not go through.
NOT_BY_KEYS = ("pay_dues", "settle", "pay_settlement", "cash_count", "close_month")


def the_month() -> Written:
    """The worked month up to its settlement, less what members owed before it."""
    written = worked_month()
    written["inputs"]["opening"] |= {"loans": [], "inputs": []}
    written["inputs"]["events"] = [
        event
        for event in written["inputs"]["events"]
        if not {event["do"], event.get("event", {}).get("do")} & set(NOT_BY_KEYS)
        and event.get("because") != "May is closed"
    ]
    return written


# The group of the spine each place stands in.
HEADINGS = {
    "Socios": "PERSONAS Y CAMPO",
    "Parcelas": "PERSONAS Y CAMPO",
    "Clientes": "ACOPIO",
    "Ventas": "ACOPIO",
}


class Calendar(date):
    """Which day it is while she works: books begin, and papers are voided, on that day."""

    on_the_wall = MAY.first

    @classmethod
    def today(cls) -> date:
        return cls.on_the_wall


class Treasurer(Keys):
    """What she does, in the words she would use; each verb is keys alone."""

    def __init__(self, window: Window, inputs: Written) -> None:
        super().__init__(window.root)
        self.window, self.inputs = window, inputs
        self.members = {one["ref"]: one["name"] for one in inputs["members"]}
        self.buyers = {one["ref"]: one["name"] for one in inputs["buyers"]}
        self.products = {one["ref"]: one for one in inputs["products"]}
        self.numbers: dict[str, str] = {}  # ref of an event -> the number on its paper

    @property
    def screen(self) -> Any:
        assert self.window.app is not None
        return self.window.app.shell.current

    @property
    def told(self) -> str:
        assert self.window.app is not None
        return words_in(self.window.app.shell.status.told)

    # The first page -------------------------------------------------------------------------------

    def begin_books(self) -> None:
        who, opening = self.inputs["association"], self.inputs["opening"]
        self.type(who["name"], "<Return>", who["ruc"], "<Return>")
        self.type("pomac", "<Return>", "Rosa", "<Return>")
        self.choose_in_list("mayo de 2026")
        self.type("<Return>", opening["cash"], "<Return>", opening["bank"], "<F9>")
        settle(self.root, lambda: self.window.app is not None)

    # Registers ------------------------------------------------------------------------------------

    def go_to(self, tab: str) -> None:
        """The tab at the left that says so, its group unfolded first."""
        if heading := HEADINGS.get(tab):
            self.tab_to(lambda at: words_in(at) == heading, "<Shift-Tab>")
            self.type("<Return>")
        self.tab_to(lambda at: words_in(at) == tab, "<Tab>" if heading else "<Shift-Tab>")
        self.type("<Return>")
        settle(self.root)

    def open_catalogue(self, tile: str) -> None:
        self.go_to("Ajustes y ayuda")
        self.tab_to(lambda at: words_in(at) == tile)
        self.type("<Return>")
        settle(self.root)

    def register(self, said: dict[str, str]) -> None:
        """One more of what the list in sight holds."""
        self.type("<Control-n>")
        self.fill(said)
        self.save_form()

    def save_form(self) -> None:
        self.type("<F9>")
        settle(self.root)
        assert self.told.startswith("Guardado"), self.told

    def register_produce(self) -> None:
        self.open_catalogue("Productos")
        for one in self.inputs["products"]:
            said = {"Producto": one["name"], "Humedad base, %": one.get("moisture_base_pct", "")}
            self.register({label: words for label, words in said.items() if words})
        self.open_catalogue("Calidades")
        for one in self.inputs["products"]:
            for place, grade in enumerate(one["grades"], start=1):
                self.register(
                    {
                        "Producto": one["name"],
                        "Calidad": grade["name"],
                        "Orden": str(place),
                        "Adelanto sugerido, S/ por unidad": grade["tariff"],
                    }
                )
        self.open_catalogue("IGV y precios usuales")
        for one in self.inputs["products"]:
            self.register(
                {"Producto": one["name"], "Rige desde": "01/05/2026", "IGV": one["igv"].title()}
            )

    def register_members(self) -> None:
        self.go_to("Socios")
        for one in self.inputs["members"]:
            self.register(
                {
                    "Apellidos y nombres": one["name"],
                    "DNI": one["dni"],
                    "Sexo": {"F": "Mujer", "M": "Varón"}[one["sex"]],
                    "Fecha de ingreso": day_of(one["admitted"]),
                }
            )

    def register_buyers(self) -> None:
        self.go_to("Clientes")
        for one in self.inputs["buyers"]:
            self.register({"Nombre o razón social": one["name"], "RUC": one["ruc"]})

    def register_plots(self) -> None:
        self.go_to("Parcelas")
        for one in self.inputs["plots"]:
            self.register(
                {
                    "Socio": self.members[one["member"]],
                    "Código": one["ref"],
                    "Área": one["area"],
                    "Medida en": one["unit"],
                }
            )

    # Deeds ----------------------------------------------------------------------------------------

    def do(self, event: Written) -> None:
        deeds: dict[str, Callable[[Written], None]] = {
            "harvest": self.write_down_harvest,
            "deliver": self.take_in,
            "sell": self.sell,
            "void_sale": self.void_sale,
            "collect": self.collect,
            "expense": self.spend,
            "transfer": self.pass_money,
            "expect_refused": self.try_in_vain,
            "expect_warning": self.try_in_vain,
        }
        deeds[event["do"]](event)

    def write_down_harvest(self, event: Written) -> None:
        self.type("<F7>")
        fields = Harvest._meta.fields
        parts = {fields[name].verbose_name: part for name, part in event["destinations"].items()}
        self.fill(
            {
                "Socio": self.members[event["member"]],
                "Producto": self.products[event["product"]]["name"],
                "Fecha": day_of(event["date"]),
                "Parcela": event["plot"],
                "Total cosechado": event["total"],
                **parts,
            }
        )
        self.save_form()

    def take_in(self, event: Written) -> None:
        self.type_delivery(event)
        self.type("<Control-g>")
        assert self.told.startswith("Guardado EN-"), self.told

    def type_delivery(self, event: Written) -> None:
        self.type("<F2>", "<Escape>", day_of(event["date"]), "<Return>")
        self.type(event["member"], "<Return>")  # her code in the padrón
        self.walk_to("Producto")
        self.type(event["product"][0])
        if len(self.products[event["product"]]["grades"]) > 1:
            self.walk_to("Calidad")
            self.type(event["grade"][0])
        self.walk_to("Peso bruto")
        self.type(event.get("gross") or event["quantity"])
        if "unit" in event:
            self.type(event["unit"][0])  # a letter is no part of a weight
        for label, name in (("Sacos", "sacks"), ("Tara, kg", "tare")):
            self.walk_to(label)
            self.type(str(event.get(name, "")))
        for label, name in (("Impureza %", "impurity_pct"), ("Humedad %", "moisture_pct")):
            if name in event:
                self.walk_to(label)
                self.type(event[name])
        if "advance" in event:
            self.walk_to("Adelanto, S/")
            self.type(event["advance"]["amount"])

    def sell(self, event: Written) -> None:
        if "replaces" in event:
            self.correct_sale(event)
        else:
            self.type_sale(event)
        self.store_sale(event)

    def type_sale(self, event: Written) -> None:
        self.type("<F3>", self.buyers[event["buyer"]], "<Return>")
        self.walk_to("Fecha")
        self.type(day_of(event["date"]), "<Return>", event["lot"], "<Return>")
        if event["terms"] == "credit":
            self.type("<Right>", "<Return>", str(event["credit_days"]))
        self.walk_to("Comprobante SUNAT")
        self.type("<Return>")
        for line in event["lines"]:
            product = self.products[line["product"]]["name"]
            self.type(f"{product} {line['grade']}", "<Return>", line["quantity"], "<Return>")
            self.type(line["price"], "<Return>")

    def store_sale(self, event: Written) -> None:
        if event["terms"] == "cash":
            asked = self.answer("¿Ya recibió el dinero?", "<Escape>")
            self.type("<F9>")
            asked()
        else:
            self.type("<F9>")
        self.numbers[event["ref"]] = self.told.split()[1].rstrip(".")
        self.put_paper_away()

    def correct_sale(self, event: Written) -> None:
        """Only the price of the first line was wrong."""
        self.go_to("Ventas")
        self.find_paper(self.numbers[event["replaces"]])
        self.press_verb("Registrar de nuevo")
        settle(self.root, lambda: isinstance(self.screen, Sell))
        self.walk_to("Comprobante SUNAT")
        self.type("<Return>", "<Return>", "<Return>", event["lines"][0]["price"])

    def void_sale(self, event: Written) -> None:
        self.go_to("Ventas")
        self.find_paper(self.numbers[event["sale"]])
        self.tab_to_words("Anular…")
        asked = self.answer("¿Por qué se anula?", event["reason"], "<Tab>", "<Return>")
        self.type("<Return>")
        asked()
        settle(self.root)

    def find_paper(self, number: str) -> None:
        """Down the list in sight, until its sheet stands at the right."""
        self.type("<Home>")
        while number not in self.screen.ledger.shown(self.screen.ledger.current):
            self.type("<Down>")
        # A sheet still to be built would take the keyboard from a button of the one before it.
        settle(self.root, lambda: not self.screen._previewing)
        settle(self.root, lambda: number in words_in(self.screen.pane))

    def collect(self, event: Written) -> None:
        self.type_collection(event)
        self.store_receipt("RI")

    def type_collection(self, event: Written) -> None:
        self.type("<F4>", "<Down>", "<Return>", event["amount"], "<Return>")
        self.pay(event)

    def pay(self, event: Written) -> None:
        """From or to where, when, and by which means; the keyboard stands behind the amount."""
        self.choose_chip(PURSES[event["account"]])
        self.walk_to("Fecha")
        self.type(day_of(event["date"]))
        if event["account"] == "bank":
            self.walk_to("Medio de pago")
            self.choose_in_list(event["method"].capitalize())
            self.walk_to("N° de operación")
            self.type(event["operation"])

    def store_receipt(self, kind: str) -> None:
        self.type("<F9>")
        assert self.told.startswith(f"Guardado: {kind}-"), self.told
        self.put_paper_away()

    def put_paper_away(self) -> None:
        """What was stored stands there to be printed."""
        settle(self.root, lambda: self.window.app.shell.where[0] == "preview")
        self.type("<Escape>")
        settle(self.root)

    def spend(self, event: Written) -> None:
        self.type("<F5>", event["category"].split("/")[0], "<Return>")
        if lot := event.get("lot"):
            self.choose_in_list(f"El lote {lot}")
        self.walk_to("Pagado a")
        self.type(event["payee"], "<Return>", event["concept"], "<Return>")
        self.type(event["amount"], "<Return>")
        self.pay(event)
        self.store_receipt("RE")

    def pass_money(self, event: Written) -> None:
        way = {"cash": "De caja a banco", "bank": "De banco a caja"}[event["from"]]
        self.type("<F6>")
        self.choose_chip(way)
        self.type("<Return>", event["amount"], "<Return>", event["operation"], "<Return>")
        self.type(day_of(event["date"]))
        self.store_receipt("TR")

    # What must not be -----------------------------------------------------------------------------

    def try_in_vain(self, event: Written) -> None:
        """What is refused, or warned of so that she steps back: it is said, and nothing stored."""
        inner, papers = event["event"], Document.select().count()
        if "number" in inner:
            return  # the program gives the numbers: there is no field to type one in
        type_it: dict[str, Callable[[Written], None]] = {
            "deliver": self.type_delivery,
            "sell": self.type_sale,
            "collect": self.type_collection,
        }
        type_it[inner["do"]](inner)
        self.type("<F9>")
        settle(self.root)
        said = folded(sentences_in(self.screen))
        assert any(folded(words) in said for words in event["says_one_of"])
        assert Document.select().count() == papers
        self.let_go()

    def let_go(self) -> None:
        """Leave it unsaved, as the question allows."""
        self.tab_to(lambda at: words_in(at) == "Inicio", "<Shift-Tab>")
        asked = self.answer("¿Salir sin guardar?", "<Shift-Tab>", "<Return>")
        self.type("<Return>")
        asked()
        settle(self.root)

    # Lists and chips ------------------------------------------------------------------------------

    def choose_in_list(self, words: str) -> None:
        """The first letter goes to the next line that begins with it."""
        box: Any = self.root.focus_get()
        for _turn in range(len(box.cget("values"))):
            if box.get() == words:
                return
            self.type(folded(words)[0])
        raise AssertionError(f"«{words}» is not in the list")

    def choose_chip(self, words: str) -> None:
        for _turn in range(5):
            if words_in(self.root.focus_get()).startswith(words):
                return
            self.type("<Right>")
        raise AssertionError(f"no chip says «{words}»")


def day_of(written: str) -> str:
    """«2026-05-06» as she types it: 06/05/2026."""
    return f"{date.fromisoformat(written):%d/%m/%Y}"


@contextmanager
def at_work(root: Any, folder: Path) -> Iterator[Treasurer]:
    """The treasurer before a window on a file that is not there yet."""
    window = Window(
        folder / "tipeado.ecocuenca", preferences_path=folder / "preferencias.json", root=root
    )
    settle(root)
    try:
        yield Treasurer(window, the_month()["inputs"])
    finally:
        if window.app is not None:
            shell = window.app.shell
            for sequence in {*shell.deeds, *(shell.current.deeds if shell.current else ())}:
                root.unbind(sequence)
        root.protocol("WM_DELETE_WINDOW", root.destroy)
        for child in root.winfo_children():
            child.destroy()
        root.update()
        storage.close()


# What the two books must say alike ----------------------------------------------------------------


def figures(folder: Path) -> dict[str, Any]:
    """Every figure of May in the open book."""
    association, until = Association.get(), MAY.last
    cash, bank = books_of(association, MAY)
    return {
        "totals": totals_of(association, MAY),
        "result": result_of(association, MAY),
        "money": money_of(association, until),
        "indicators": indicators_of(association, MAY),
        "cash book": _book(cash),
        "bank book": _book(bank),
        "deliveries": [
            (one.number, one.member, one.gross, one.tare, one.net, one.payable)
            for one in deliveries_in(association, MAY)
        ],
        "suggested": [
            (str(one), one.suggested) for one in Delivery.select().order_by(Delivery.document)
        ],
        "sales": [
            (str(one.sale), one.sale.due, str(one.sale.lot), str(one.line), one.line.quantity)
            for one in sales_in(association, MAY)
        ],
        "collected": [
            (str(one.sale), one.line.amount, one.line.igv, one.collected, one.balance, one.state)
            for one in sales_in(association, MAY)
        ],
        "kardex": [
            (str(one.grade.product), str(one.grade), e.number, e.came, e.went, e.balance)
            for one in kardex_of(association, MAY)
            for e in one.lines
        ],
        "receivables": [
            (str(one.sale), one.collected, one.balance, one.days, one.age)
            for one in receivables(association, until)
        ],
        "harvests": [
            (one.day, str(one.member), str(one.plot), one.area, one.total, one.split(), one.sale)
            for one in harvests_of(association, MAY.first, until)
        ],
        "members": [
            (one.place, one.code, one.name, one.dni, one.sex, one.admitted)
            for one in register_of(association, until)
        ],
        "voided": [
            (str(one), one.day, amount_of(one), one.reason, str(one.replaced_by))
            for one in voided_in(association, MAY)
        ],
        "debts": [
            (one.member.name, one.advances, one.loans, one.inputs)
            for one in owed_by_members(association, until)
        ],
        "workbook": _cells(export_month(association, MAY, folder)),
    }


def _book(book: Any) -> list[tuple[Any, ...]]:
    told = ("number", "party", "concept", "category", "operation", "came", "went", "balance")
    lines = [(one.day, *(str(getattr(one, name)) for name in told)) for one in book.lines]
    return [(book.opening, book.came, book.went, book.closing), *lines]


def _cells(path: Path) -> dict[str, Any]:
    return {
        f"{sheet.title} {cell.coordinate}": cell.value
        for sheet in load_workbook(path)
        if sheet.title != "Notas"  # rates that are set later, and when it was written
        for row in sheet
        for cell in row
        if cell.value is not None
    }


def test_a_month_typed_with_keys_alone_ends_in_the_figures_of_its_cuaderno(
    root, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Calendar, "on_the_wall", MAY.first)
    monkeypatch.setattr("ui.start.date", Calendar)
    monkeypatch.setattr("ui.context.date", Calendar)
    monkeypatch.setattr("ui.paper_detail.date", Calendar)
    with at_work(root, tmp_path) as treasurer:
        treasurer.begin_books()
        treasurer.register_produce()
        treasurer.register_members()
        treasurer.register_buyers()
        treasurer.register_plots()
        for event in treasurer.inputs["events"]:
            Calendar.on_the_wall = date.fromisoformat(event["date"])
            treasurer.do(event)
        typed = figures(tmp_path / "tipeado")

    with storage.opened(tmp_path / "cargado.ecocuenca", create_missing=True):
        load(the_month(), tmp_path)
        loaded = figures(tmp_path / "cargado")

    for name, figure in loaded.items():
        assert typed[name] == figure, name
