"""Registrar entrega: from the scale to the signed paper without touching the mouse."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash_book import Payment, Receipt
from models.changes import Refused
from models.deliveries import Delivery, Handover, Weighed, Weight, deliver, weigh
from models.documents import Document, Paper, dependents
from models.fields import read, show
from models.harvests import Harvest
from models.language import _, ngettext
from models.members import Member, found
from models.money import CASH, balance_after
from models.months import Month, check_open
from models.parameters import Parameter, parameter
from models.products import Grade, Product, Unit, units_of
from models.record import Doubtful, RulesBroken, new_uid
from models.weigh_in import (
    Promise,
    day_totals,
    grades_of,
    last_delivery,
    likely,
    products_of,
    promises,
    tare_of,
)
from ui import controls
from ui.amounts import soles
from ui.context import Context, Screen
from ui.dialogs import ask
from ui.entries import entry
from ui.lookup import MOST
from ui.scroller import Scroller
from ui.ticket import Strip, Sums, Ticket
from ui.weigh_form import SENTENCES, WeighForm
from ui.words import number

LOW = 158  # steps of height under which the figures are smaller
_NAMED = {"amount": "advance", "method": "account"}  # fields of a payment as they are called here
WEIGHTS = ("gross", "sacks", "tare", "impurity", "moisture")


class WeighIn(Screen):
    """One delivery after the other. Product, grade and day stay for the next person."""

    kinds = (Member, Product, Grade, Unit, Harvest, Delivery, Document, Parameter)

    def __init__(self, parent: Misc, context: Context, member: Member | None = None) -> None:
        super().__init__(parent, context)
        self.token = new_uid()  # of this form: pressing twice makes one delivery
        self.by_hand: set[str] = set()  # what is suggested until a person types it
        self.said: dict[str, tuple[str, str]] = {}  # field -> sentence and its tone
        self.doubted: dict[str, str] | None = None  # what was typed when the person was asked
        self.promised: list[Promise] = []
        self._month, self._last_day = context.month, context.month.last
        self._quiet = True  # while the program itself fills the fields
        self.sums = Sums(self)
        self._head().pack(fill="x", pady=(0, self.look.px(1 if context.compact else 2)))
        self._body()
        self.deeds = {
            "<F9>": lambda: self.save(printing=True),
            "<Control-g>": self.save,
            "<Control-G>": self.save,
        }
        self._offer_products()
        self._put_day()
        self._quiet = False
        self._recount()
        self._say_day_so_far()
        if member is not None:
            self.form.who.put(member)
            self._show_member()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        look, row = self.look, controls.area(self)
        self.day = entry(row, width=11, surface="ground")
        self.day.pack(side="right")
        self.day.bind("<KeyRelease>", lambda _event: self._day_typed(), add="+")
        self.day.bind("<FocusOut>", lambda _event: self._day_left(), add="+")
        controls.text(row, _("Fecha"), "strong").pack(side="right", padx=look.px(2))
        controls.text(row, _("Registrar entrega"), "title").pack(side="left")
        self.beside_day = controls.Problem(row, "ground", 40)
        self.beside_day.pack(side="right", padx=look.px(2))
        self.so_far = controls.text(row, "", "small" if self.context.compact else "body", "soft")
        self.so_far.pack(side="left", padx=look.px(4), pady=(look.px(1.5), 0))
        return row

    def _body(self) -> None:
        px, association = self.look.px, self.context.association
        if self.context.compact:
            strip = Strip(self, self.sums, self.save)
            strip.pack(side="bottom", fill="x", pady=(px(2), 0))
            self.buttons = strip.deeds
        else:
            ticket = Ticket(self, association, self.sums, self.save)
            ticket.pack(side="right", fill="both", padx=(px(4), 0))
            self.buttons = ticket.deeds
        paper = controls.sheet(self, padding=0.25)
        paper.pack(side="left", fill="both", expand=True)
        roll = Scroller(paper, "paper")
        roll.pack(fill="both", expand=True)
        self.form = WeighForm(
            roll.inside,
            compact=self.context.compact,
            find=lambda words: found(association, words, MOST),
            tell=self._told,
            left=self._left,
            low=1 < self.master.winfo_height() < self.look.em(LOW),
        )
        self.form.pack(fill="both", expand=True)
        self.form.on_walk(self.walk)
        self.form.walk_from(self.day, "day")
        self.form.walk_back_from(self.buttons.print_, "save")

    # What is offered ------------------------------------------------------------------------------

    def _offer_products(self) -> None:
        """Chips of what there is; what was chosen stays, at first that of the last delivery."""
        association = self.context.association
        self.all_products = {str(one.get_id()): one for one in products_of(association)}
        now, grade = self.form.product.get(), self.form.grade.get()
        if not now and (last := last_delivery(association)):
            now, grade = str(last.product.get_id()), str(last.grade.get_id())
        if now not in self.all_products:
            now = next(iter(self.all_products), "")
        self.form.offer_products(list(self.all_products.values()), now)
        self._offer_grades(grade)

    def _offer_grades(self, chosen: str = "") -> None:
        product, form = self.chosen_product, self.form
        grades = grades_of(product) if product else []
        self.all_grades = {str(one.get_id()): one for one in grades}
        if chosen not in self.all_grades:
            chosen = next(iter(self.all_grades), "")
        form.offer_grades(grades, chosen)
        units = [str(product.unit), *(str(u.name) for u in units_of(product))] if product else []
        unit = form.unit.get()
        form.offer_units(list(dict.fromkeys(units)) or ["kg"], unit if unit in units else "kg")
        self._offer_figures()

    def _offer_figures(self) -> None:
        """Only what can be measured of this product may be typed."""
        product, fields = self.chosen_product, self.form.fields
        if product is None:
            return
        name = str(product).lower()
        fields["moisture"].allow(product.moisture_base is not None)
        base = product.text("moisture_base")
        fields["moisture"].hint.set(
            _("base {base} %").format(base=base)
            if base
            else _("no se mide en {product}").format(product=name)
        )
        weighed = product.unit == "kg"
        for one in ("sacks", "tare"):
            fields[one].allow(weighed)
        fields["tare"].hint.set("" if weighed else _("solo en kilos"))

    @property
    def chosen_product(self) -> Product | None:
        return self.all_products.get(self.form.product.get())

    @property
    def chosen_grade(self) -> Grade | None:
        return self.all_grades.get(self.form.grade.get())

    @property
    def member(self) -> Member | None:
        return self.form.who.picked

    # What is typed --------------------------------------------------------------------------------

    def _told(self, name: str) -> None:
        """A person changed the field `name`."""
        if self._quiet:
            return
        self.said.pop(name, None)
        if name in ("tare", "advance"):
            self.by_hand.add(name)
        if name == "member":
            self._show_member()
            return
        if name == "product":
            self._offer_grades()
            self._show_member()
            return
        if name == "sacks":
            self._suggest_tare()
        if name == "account":
            self.form.show_bank()
        self._recount()

    def _left(self, name: str) -> None:
        """A field was left: what it says is judged now, not while it is being typed."""
        self._recount(judge=name)

    def _show_member(self) -> None:
        if self.member is not None:
            self.said.pop("member", None)
        sentence = self.said.get("member", ("", "danger"))
        self.form.show_who(self.member, sentence, self._day_meant())
        self._offer_harvests()
        self._recount()

    def _offer_harvests(self) -> None:
        member, product, box = self.member, self.chosen_product, self.form.harvest
        known = member is not None and product is not None
        self.promised = promises(member, product, self._day_meant()) if known else []  # type: ignore[arg-type]
        none = _("Sin cosecha registrada") if known and not self.promised else _("De ninguna")
        lines = [_promise_words(one, product) for one in self.promised]
        box.configure(values=[*lines, none] if known else [])
        one = likely(self.promised)
        box.set(_promise_words(one, product) if one else none if known else "")
        box.configure(takefocus=bool(self.promised))

    @property
    def harvest(self) -> Harvest | None:
        place = self.form.harvest.current()
        return self.promised[place].harvest if 0 <= place < len(self.promised) else None

    def _suggest_tare(self) -> None:
        if "tare" in self.by_hand or self.chosen_product is None:
            return
        try:
            sacks = self.form.fields["sacks"].value()
            tare = tare_of(self.chosen_product, sacks or 0, self._day_meant())
        except (ValueError, Refused):
            return
        self.form.fields["tare"].put(show(Delivery.tare, tare) if sacks else "")

    # Day ------------------------------------------------------------------------------------------

    def _put_day(self) -> None:
        """Today; the last day of the month on display when that is another one."""
        today, month = date.today(), self.context.month
        self._write_day(today if Month.of(today) == month else month.last)
        self.by_hand.discard("day")
        self._judge_day()

    def _write_day(self, day: date) -> None:
        self.day.delete(0, "end")
        self.day.insert(0, show(Document.day, day))

    def _read_day(self) -> date:
        """The day typed; ValueError or Refused, with a sentence, for none that can be."""
        if not self.day.get().strip():
            raise ValueError(_("Falta la fecha."))
        day: date = read(Document.day, self.day.get())
        check_open(self.context.association, day)
        return day

    def _day_meant(self) -> date:
        """The day typed, or the last one that could be read."""
        with suppress(ValueError, Refused):  # its own sentence stands beside it
            self._last_day = self._read_day()
        return self._last_day

    def _day_typed(self) -> None:
        self.by_hand.add("day")
        self._say_day("")

    def _day_left(self) -> None:
        if not self.winfo_exists():
            return
        self._judge_day()
        if "day" not in self.said:
            self._write_day(self._read_day())
        self._show_member()
        self._say_day_so_far()

    def _judge_day(self) -> None:
        try:
            self._read_day()
        except (ValueError, Refused) as wrong:
            self._say_day(str(wrong))
        else:
            self._say_day("")

    def _say_day(self, sentence: str, tone: str = "danger") -> None:
        self.said.pop("day", None)
        if sentence:
            self.said["day"] = sentence, tone
        self.beside_day.say(sentence, tone)
        self._recount()
        self.day.state(["invalid" if sentence and tone == "danger" else "!invalid"])

    def _say_day_so_far(self) -> None:
        """«Hoy: 9 entregas, 2,203.4 kg, S/ 2,141.50 en adelantos»."""
        day = self._day_meant()
        so_far = day_totals(self.context.association, day)
        if not so_far.deliveries:
            words = "" if self.context.compact else _("Enter pasa al siguiente campo.  Esc vuelve.")
            self.so_far.configure(text=words)
            return
        when = _("Hoy") if day == date.today() else f"{day:%d/%m}"
        count = ngettext("{n} entrega", "{n} entregas", so_far.deliveries)
        weights = (f"{show(Delivery.net, q)} {unit}" for unit, q in so_far.delivered.items())
        parts = [count.format(n=number(so_far.deliveries)), *weights]
        if so_far.advances:
            parts.append(_("{amount} en adelantos").format(amount=soles(so_far.advances)))
        self.so_far.configure(text=f"{when}: {', '.join(parts)}")

    # Counting -----------------------------------------------------------------------------------

    def _values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """What each field stands for, and what to say of those that stand for nothing."""
        values, problems = {}, {}
        for name, field in self.form.fields.items():
            try:
                values[name] = field.value()
            except ValueError as unread:
                problems[name] = str(unread)
        return values, problems

    def _weight(self, values: dict[str, Any]) -> Weight:
        return Weight(
            values["gross"],
            self.form.unit.get(),
            values.get("tare") or Decimal(0),
            values.get("sacks") or 0,
            values.get("impurity"),
            values.get("moisture"),
        )

    def _weigh(self) -> tuple[Weighed | None, dict[str, Any], dict[str, str]]:
        """The weight worked out where it can be, with the values and problems of the fields."""
        values, problems = self._values()
        grade = self.chosen_grade
        if grade is None or values.get("gross") is None or set(WEIGHTS) & set(problems):
            return None, values, problems
        try:
            step = parameter(self.context.association, "cash_step", self._day_meant())
            return weigh(grade, self._weight(values), step), values, problems
        except RulesBroken as broken:
            return None, values, problems | broken.problems
        except Refused as refused:
            return None, values, problems | {"gross": str(refused)}

    def _recount(self, judge: str = "") -> None:
        """Say on the paper what the fields say now; what cannot be read yet says nothing."""
        if self._quiet or not self.winfo_exists():
            return
        weighed, values, problems = self._weigh()
        for name in [n for n in self.said if n in self.form.fields and n not in problems]:
            if self.said[name][1] == "danger":
                del self.said[name]
        for name in (judge, *self.said):
            if name in problems:
                self.said[name] = problems[name], "danger"
        self._suggest_advance(weighed)
        self._show_sums(weighed, values)
        self._show_hints(weighed, values)
        self._show_sentences()

    def _suggest_advance(self, weighed: Weighed | None) -> None:
        if "advance" in self.by_hand:
            return
        suggested = weighed.suggested if weighed else None
        self.form.fields["advance"].put(show(Receipt.amount, suggested) if suggested else "")

    def _advance(self) -> Decimal | None:
        """What is paid in advance, S/; None for nothing or for what cannot be read."""
        try:
            return self.form.fields["advance"].value() or None
        except ValueError:
            return None

    def _show_sums(self, weighed: Weighed | None, values: dict[str, Any]) -> None:
        product, grade, sums = self.chosen_product, self.chosen_grade, self.sums
        sums.show(product, weighed, values.get("tare") or Decimal(0))
        day = "" if "day" in self.said else f"  ·  {show(Document.day, self._day_meant())}"
        sums["head"].set(_("el número sale al guardar") + day)
        sums["member"].set(str(self.member or ""))
        what = f"{product}, {str(grade).lower()}" if product and grade else ""
        sums["product"].set(what)
        advance = self._advance()
        wrong = self.said.get("advance", ("", ""))[1] == "danger"
        sums["advance"].set(_("por corregir") if wrong else soles(advance) if advance else "")

    def _show_hints(self, weighed: Weighed | None, values: dict[str, Any]) -> None:
        product, grade, fields = self.chosen_product, self.chosen_grade, self.form.fields
        if product is None or grade is None:
            return
        unit, gross = self.form.unit.get(), _("lo que marca la balanza")
        if weighed and unit != product.unit:
            gross = _("son {quantity}").format(quantity=product.said(weighed.gross))
        fields["gross"].hint.set(gross)
        off = weighed.impurity_off if weighed else None
        fields["impurity"].hint.set(
            _("quita {quantity}").format(quantity=product.said(off)) if off else ""
        )
        words = ""
        if weighed and weighed.suggested:
            words = _("sugerido: {quantity} × {tariff} = {amount}").format(
                quantity=product.said(weighed.payable),
                tariff=grade.text("tariff"),
                amount=show(Receipt.amount, weighed.suggested),
            )
        fields["advance"].hint.set(words)

    def _show_sentences(self) -> None:
        said = dict(self.said)
        if "advance" not in said and "account" not in said and (paid := self._purse_words()):
            said["account"] = paid
        self.form.show_sentences(said)

    def _purse_words(self) -> tuple[str, str] | None:
        """What will be left in cash or bank after the advance, or that there is not enough."""
        advance = self._advance()
        if advance is None:
            return None
        account, day = self.form.account.get(), self._day_meant()
        left = balance_after(self.context.association, account, day, -advance)
        if left < 0:
            where = _("En caja no alcanza") if account == CASH else _("En el banco no alcanza")
            return _("{where}: faltan {amount}.").format(where=where, amount=soles(-left)), "danger"
        words = (
            _("Se paga en efectivo. Quedan en caja {amount}.")
            if account == CASH
            else _("Se paga por banco. Quedan en el banco {amount}.")
        )
        return words.format(amount=soles(left)), "good"

    # Walking ------------------------------------------------------------------------------------

    def walk(self, name: str, step: int) -> None:
        """To the field after or before `name`; a field that cannot be read is not passed."""
        if step > 0 and not self._may_pass(name):
            return
        stops = [
            ("day", self.day.focus_set),
            *self.form.stops(),
            ("save", self.buttons.print_.focus_set),
        ]
        names = [one for one, _way in stops]
        if name == "unit":
            name = "gross"
        place = (names.index(name) if name in names else 0) + step
        if place < 0:
            self.context.back()
        else:
            stops[min(place, len(stops) - 1)][1]()

    def _may_pass(self, name: str) -> bool:
        if name == "member":
            return self._take_member()
        if name == "day":
            self._judge_day()
            return "day" not in self.said
        _weighed, _values, problems = self._weigh()
        if name in problems:
            self.said[name] = problems[name], "danger"
            self._show_sentences()
        return name not in problems

    def _take_member(self) -> bool:
        """Enter with the list closed: whoever is the only one meant by what was typed."""
        if self.member is not None:
            return True
        words = self.form.who.get()
        people: Sequence[Member] = found(self.context.association, words, 2) if words else []
        if len(people) == 1:
            self.form.who.put(people[0])
            self._show_member()
            return True
        if people:
            self.form.who.entry.event_generate("<Down>")
            return False
        self._say_no_member()
        return False

    def _say_no_member(self) -> None:
        words = self.form.who.get()
        say = (
            _("Nadie tiene «{words}» en su código, nombre o DNI.").format(words=words)
            if words
            else _("Falta quién entrega.")
        )
        self.said["member"] = say, "danger"
        self.form.card.say(say)

    # Saving -------------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """Everything that would be stored, as it stands."""
        form = self.form
        return {name: field.get() for name, field in form.fields.items()} | {
            "member": str(self.member.get_id()) if self.member else form.who.get(),
            "product": form.product.get(),
            "grade": form.grade.get(),
            "unit": form.unit.get(),
            "harvest": form.harvest.get(),
            "account": form.account.get(),
            "operation": form.operation.get(),
            "day": self.day.get(),
        }

    @property
    def unsaved(self) -> bool:
        typed = self.typed()
        return any(typed[name] for name in ("member", *WEIGHTS, "operation")) or bool(
            "advance" in self.by_hand and typed["advance"]
        )

    def save(self, *, printing: bool = False) -> None:
        """Store it once. A doubt is asked beside its field; saving again unchanged is the answer."""
        if not self.unsaved:
            self.form.who.focus_set()
            return
        typed = self.typed()
        sure = self.doubted == typed
        self.doubted, self.said = None, {}
        self.buttons.line.say("")
        if problems := self._all_problems():
            self._explain(problems)
            return
        try:
            delivery = deliver(self._handover(), Paper(self._read_day(), self.token), sure=sure)
        except RulesBroken as broken:
            self._explain(broken.problems)
        except Doubtful as doubt:
            self.doubted = typed
            again = _("Si es correcto, guarde otra vez.")
            self._explain(doubt.doubts, "warn", again)
        except Refused as refused:
            self._explain({"": str(refused)})
        else:
            self._saved(delivery, printing=printing)

    def _all_problems(self) -> dict[str, str]:
        _weighed, values, problems = self._weigh()
        if not self.chosen_grade:
            problems["grade"] = _("Este producto no tiene calidades. Regístrelas en Calidades.")
        if values.get("gross") is None and "gross" not in problems:
            problems["gross"] = _("Falta el peso.")
        if self.member is None and not self._only_one_meant():
            self._say_no_member()
            problems["member"] = self.said["member"][0]
        self._judge_day()
        if "day" in self.said:
            problems["day"] = self.said["day"][0]
        return problems

    def _only_one_meant(self) -> bool:
        words = self.form.who.get()
        people = found(self.context.association, words, 2) if words else []
        if len(people) == 1:
            self.form.who.put(people[0])
            self._show_member()
        return len(people) == 1

    def _handover(self) -> Handover:
        values, _problems = self._values()
        advance = self._advance()
        payment = None
        if advance:
            operation = " ".join(self.form.operation.get().split())
            account = self.form.account.get()
            payment = Payment(advance, account, "" if account == CASH else operation)
        assert self.member is not None
        assert self.chosen_grade is not None
        return Handover(self.member, self.chosen_grade, self._weight(values), self.harvest, payment)

    def _explain(self, said: dict[str, str], tone: str = "danger", more: str = "") -> None:
        """Each sentence beside its field, the keyboard in the first of them; nothing is lost."""
        said = {_NAMED.get(name, name): words for name, words in said.items()}
        self.said |= {name: (words, tone) for name, words in said.items()}
        elsewhere = [words for name, words in said.items() if name not in (*SENTENCES, "day")]
        if "member" in said and self.member is None:
            self.form.card.say(said["member"], tone)
        elif "member" in said:
            elsewhere.append(said["member"])
        if "day" in said:
            self._say_day(said["day"], tone)
        self.buttons.line.say("  ".join([*elsewhere, more]).strip(), tone)
        weighed, values, _problems = self._weigh()
        self._show_sums(weighed, values)
        self._show_sentences()
        ways = dict([("day", self.day.focus_set), *self.form.stops()])
        if first := next((name for name in ways if name in said), None):
            ways[first]()

    def _saved(self, delivery: Delivery, *, printing: bool) -> None:
        self.context.say(
            _("Guardado {number}  ·  {name}  ·  {quantity}").format(
                number=delivery,
                name=delivery.member,
                quantity=delivery.product.said(delivery.payable),
            )
        )
        self.start_again()
        if printing:
            papers = [delivery.document, *dependents(delivery.document)]
            self.context.go("preview", documents=papers)

    def start_again(self) -> None:
        """Empty for the next person; product, grade and day stay."""
        self._quiet = True
        self.token, self.doubted, self.said = new_uid(), None, {}
        self.by_hand &= {"day"}
        form = self.form
        form.who.put(None)
        for field in form.fields.values():
            field.put("")
        form.operation_words.set("")
        form.account.set(CASH)
        form.show_bank()
        if self.chosen_product:
            form.unit.set(str(self.chosen_product.unit))
        self._quiet = False
        self.buttons.line.say("")
        self._judge_day()
        self._show_member()
        self._say_day_so_far()
        form.who.focus_set()

    # Coming and going ---------------------------------------------------------------------------

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month = self.context.month
            if "day" not in self.by_hand or not self.unsaved:
                self._put_day()
        self.look_again()
        self._say_day_so_far()
        if self.member is None:
            self.form.who.focus_set()
        else:
            self.form.stops()[1][1]()

    def reload(self) -> None:
        self._quiet = True
        self._offer_products()
        self._quiet = False
        self._show_member()
        self._say_day_so_far()

    def leave(self) -> bool:
        if not self.unsaved:
            return True
        gone = ask(
            self,
            _("¿Salir sin guardar?"),
            _("La entrega que está escribiendo se pierde."),
            _("Salir sin guardar"),
            _("Seguir escribiendo"),
            danger=True,
        )
        if gone:
            self.start_again()
        return gone


def _promise_words(promise: Promise, product: Product | None) -> str:
    """«05/05/2026: 500.0, entregó 444.0 kg»."""
    delivered = promise.delivered
    return _("{day}: {sale}, entregó {delivered}").format(
        day=promise.harvest.text("day"),
        sale=promise.harvest.text("sale"),
        delivered=product.said(delivered) if product else show(Harvest.sale, delivered),
    )
