"""What the scale offers to choose from: products, grades, units, and the harvests of a person."""

from collections.abc import Callable
from datetime import date
from typing import Any

from models.associations import Association
from models.changes import Refused
from models.fields import show
from models.language import _
from models.parameters import parameter
from models.people.members import Member
from models.produce.deliveries import Delivery
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product, units_of
from models.produce.weigh_in import (
    Promise,
    grades_of,
    has_members,
    last_delivery,
    likely,
    products_of,
    promises,
    tare_of,
)
from models.produce.weighing import Weighed, weigh
from models.record import RulesBroken
from ui.weighing.weigh_form import WeighForm

WEIGHTS = ("gross", "sacks", "tare", "impurity", "moisture")


class Offer:
    """Fills the chips and lists of a form, and answers the records that are chosen in them."""

    def __init__(self, association: Association, form: WeighForm) -> None:
        self.association, self.form = association, form
        self.products: dict[str, Product] = {}
        self.grades: dict[str, Grade] = {}
        self.promised: list[Promise] = []

    @property
    def product(self) -> Product | None:
        return self.products.get(self.form.product.get())

    @property
    def grade(self) -> Grade | None:
        return self.grades.get(self.form.grade.get())

    @property
    def harvest(self) -> Harvest | None:
        place = self.form.harvest.current()
        return self.promised[place].harvest if 0 <= place < len(self.promised) else None

    def offer_products(self) -> None:
        """All there is; what was chosen stays chosen, at first that of the last delivery."""
        self.products = {str(one.get_id()): one for one in products_of(self.association)}
        now, grade = self.form.product.get(), self.form.grade.get()
        if not now and (last := last_delivery(self.association)):
            now, grade = str(last.product.get_id()), str(last.grade.get_id())
        if now not in self.products:
            now = next(iter(self.products), "")
        self.form.offer_products(list(self.products.values()), now)
        self.offer_grades(grade)

    def offer_grades(self, chosen: str = "") -> None:
        product, form = self.product, self.form
        grades = grades_of(product) if product else []
        self.grades = {str(one.get_id()): one for one in grades}
        if chosen not in self.grades:
            chosen = next(iter(self.grades), "")
        form.offer_grades(grades, chosen)
        units = [str(product.unit), *(str(u.name) for u in units_of(product))] if product else []
        unit = form.unit.get() if form.unit.get() in units else next(iter(units), "kg")
        form.offer_units(list(dict.fromkeys(units)) or ["kg"], unit)
        if product is not None:
            self._offer_figures(product)

    def _offer_figures(self, product: Product) -> None:
        """Only what can be measured of this product may be typed."""
        fields = self.form.fields
        fields["moisture"].allow(product.moisture_base is not None)
        base = product.text("moisture_base")
        said = _("base {base} %").format(base=base) if base else _("no se mide")
        fields["moisture"].hint.set(said)
        weighed = product.unit == "kg"
        for name in ("sacks", "tare"):
            fields[name].allow(weighed)
        fields["tare"].hint.set("" if weighed else _("solo en kilos"))

    def offer_harvests(self, member: Member | None, day: date) -> None:
        """Those of the crop year with something for sale; the only possible one is chosen."""
        box, product = self.form.harvest, self.product
        self.promised = promises(member, product, day) if member and product else []
        none = _("De ninguna") if self.promised else _("Sin cosecha registrada")
        lines = [_promise_words(one) for one in self.promised]
        box.configure(values=[*lines, none] if member else [])
        one = likely(self.promised)
        box.set(_promise_words(one) if one else none if member else "")
        box.configure(takefocus=bool(self.promised))

    # What follows from it -----------------------------------------------------------------------

    def weigh(self, day: date) -> tuple[Weighed | None, dict[str, Any], dict[str, str]]:
        """The weight worked out where it can be, with the values and problems of the fields."""
        values, problems = self.form.values()
        grade = self.grade
        if grade is None or values.get("gross") is None or set(WEIGHTS) & set(problems):
            return None, values, problems
        try:
            step = parameter(self.association, "cash_step", day)
            return weigh(grade, self.form.weight(values), step), values, problems
        except RulesBroken as broken:
            return None, values, problems | broken.problems
        except Refused as refused:
            return None, values, problems | {"gross": str(refused)}

    def suggest_tare(self, day: date) -> None:
        """What so many sacks weigh."""
        if self.product is None:
            return
        try:
            sacks = self.form.fields["sacks"].value()
            tare = tare_of(self.product, sacks or 0, day)
        except (ValueError, Refused):
            return
        self.form.fields["tare"].put(show(Delivery.tare, tare) if sacks else "")

    def no_grade(self) -> str:
        if self.product is None:
            return _("Todavía no hay productos. Regístrelos primero; después, sus calidades.")
        return _("Este producto no tiene calidades. Regístrelas primero.")

    def show_ways(self, go: Callable[..., object]) -> None:
        """Where nothing can be weighed yet, the way to what is lacking stands beside its sentence."""
        self.form.card.way = None
        if not has_members(self.association):
            self.form.card.way = _("Registrar socios"), lambda: go("member")
        words, place = _("Registrar productos"), "product"
        if self.product is not None:
            words, place = _("Registrar calidades"), "grade"
        self.form.show_way("" if self.grade else words, lambda: go(place))

    def repeat(self, made: Delivery, day: date) -> None:
        """Fill the form with what a void note said; the advance follows from the weight."""
        form = self.form
        form.who.put(made.member)
        form.product.set(str(made.product_id))
        form.grade.set(str(made.grade.get_id()))
        form.unit.set(str(made.typed_unit))
        self.offer_products()
        self.offer_harvests(made.member, day)
        known = [one.harvest for one in self.promised]
        if known:
            last = len(known)  # «De ninguna»
            form.harvest.current(known.index(made.harvest) if made.harvest in known else last)
        form.fields["gross"].put(made.text("typed_quantity"))
        for name in ("sacks", "tare", "impurity", "moisture"):
            form.fields[name].put(made.text(name) if getattr(made, name) else "")


def _promise_words(promise: Promise) -> str:
    """«05/05/2026: 500.0, entregó 444.0 kg»."""
    harvest = promise.harvest
    return _("{day}: {sale}, entregó {delivered} {unit}").format(
        day=harvest.text("day"),
        sale=harvest.text("sale"),
        delivered=show(Harvest.sale, promise.delivered),
        unit=harvest.product.text("unit"),
    )
