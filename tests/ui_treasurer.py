"""The hands of a treasurer in the window: registers, and the deeds of a day, by keys alone."""

from datetime import date
from typing import Any

from models.fields import folded
from models.produce.harvests import Harvest
from tests.ui_book import settle
from tests.ui_keys import Keys, words_in
from ui.cash.receive import Receive
from ui.run import Window
from ui.sell import Sell

Written = dict[str, Any]
PURSES = {"cash": "Caja", "bank": "Banco"}
# The group of the spine each place stands in.
HEADINGS = {
    "Socios": "PERSONAS Y CAMPO",
    "Parcelas": "TERRITORIO",
    "Clientes": "ACOPIO",
    "Ventas": "ACOPIO",
    "Liquidar": "ACOPIO",
    "Caja y banco": "DINERO",
    "Cuotas": "PERSONAS Y CAMPO",
    "Cerrar el mes": "MES",
}
RATES = {
    "service_pct": "Descuento por servicio, %",
    "dues_per_member": "Cuota mensual por socio, S/",
}
BALANCES = {"loans": "Préstamo", "inputs": "Insumos a crédito"}


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
        self.tab_to(lambda at: words_in(at).split("\n")[0] == tile)
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

    def register_rates(self) -> None:
        """They hold from the day the books begin: nothing is typed before it."""
        self.open_catalogue("Cuotas y montos de ley")
        for name, words in RATES.items():
            for row in self.inputs["parameters"][name]:
                since = max(row["from"], self.inputs["opening"]["date"])
                self.type("<Control-n>")
                self.tab_to_field("Qué es")
                self.choose_in_list(words)
                self.fill({"Rige desde": day_of(since), "Valor": row["value"]})
                self.save_form()

    def register_balances(self) -> None:
        """What members owed when the books began."""
        self.open_catalogue("Saldos de socios y fondos")
        for name, words in BALANCES.items():
            for row in self.inputs["opening"][name]:
                self.tab_to_field("Qué")
                self.choose_in_list(words)
                self.type("<Return>", self.members[row["member"]], "<Return>")
                self.walk_to("Monto, S/")
                self.type(row["amount"])
                self.save_form()

    # Deeds ----------------------------------------------------------------------------------------

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

    def find_row(self, words: str) -> None:
        """Down the list in sight, to the line that says so."""
        self.type("<Home>")
        while words not in (shown := self.screen.ledger.shown(self.screen.ledger.current)):
            self.type("<Down>")
            assert shown != self.screen.ledger.shown(self.screen.ledger.current), words

    def find_paper(self, number: str) -> None:
        """The same, until its sheet stands at the right."""
        self.find_row(number)
        # A sheet still to be built would take the keyboard from a button of the one before it.
        settle(self.root, lambda: not self.screen._previewing)
        settle(self.root, lambda: number in words_in(self.screen.pane))

    def collect(self, event: Written) -> None:
        self.type_collection(event)
        self.store_receipt("RI")

    def type_collection(self, event: Written) -> None:
        self.receive("Cobro de venta")
        self.type("<Down>", "<Return>", event["amount"], "<Return>")
        self.pay(event)

    def receive(self, purpose: str) -> None:
        """«Recibir dinero», for that purpose; it opens on the one of the last receipt."""
        self.type("<F4>", "<Escape>")
        self.choose_chip(purpose)
        self.type("<Return>")

    def receive_dues(self, event: Written) -> None:
        """The first from the list of who owes, the others as any money that comes in."""
        name = self.members[event["member"]]
        if isinstance(self.screen, Receive):
            self.receive("Cuota o deuda")
            self.type(name, "<Return>")
        else:
            self.go_to("Cuotas")
            self.find_row(name)
            self.type("<Return>")
        self.walk_to("Monto, S/")
        self.type("<Control-a>", event["amount"], "<Return>")
        self.pay(event)
        self.store_receipt("RI")

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
        self.type_expense(event)
        self.store_receipt("RE")

    def type_expense(self, event: Written) -> None:
        self.type("<F5>", event["category"].split("/")[0], "<Return>")
        if lot := event.get("lot"):
            self.choose_in_list(f"El lote {lot}")
        self.walk_to("Pagado a")
        self.type(event["payee"], "<Return>", event["concept"], "<Return>")
        self.type(event["amount"], "<Return>")
        self.pay(event)

    def pass_money(self, event: Written) -> None:
        way = {"cash": "De caja a banco", "bank": "De banco a caja"}[event["from"]]
        self.type("<F6>")
        self.choose_chip(way)
        self.type("<Return>", event["amount"], "<Return>", event["operation"], "<Return>")
        self.type(day_of(event["date"]))
        self.store_receipt("TR")

    def let_go(self) -> None:
        """Leave it unsaved, as the question allows."""
        self.tab_to(lambda at: words_in(at) == "Inicio", "<Shift-Tab>")
        asked = self.answer("¿Salir sin guardar?", "<Shift-Tab>", "<Return>")
        self.type("<Return>")
        asked()
        settle(self.root)

    def read_out(self) -> str:
        """What a sheet over the window says; Enter puts it away."""
        settle(self.root, lambda: self.root.grab_current() is not None)
        said = words_in(self.root.grab_current())
        self.type("<Return>")
        settle(self.root, lambda: self.root.grab_current() is None)
        return said

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
