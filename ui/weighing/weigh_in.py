"""Registrar entrega: from the scale to the signed paper without touching the mouse."""

from decimal import Decimal
from tkinter import Misc
from typing import Any

import ttkbootstrap as ttk

from models.cash.cash_book import Receipt
from models.changes import Refused
from models.documents import Document, Paper, dependents
from models.fields import show
from models.language import _
from models.money import BANK, CASH
from models.parameters import Parameter
from models.people.members import Member, found
from models.produce.deliveries import Delivery, deliver
from models.produce.harvests import Harvest
from models.produce.products import Grade, Product, Unit
from models.produce.weighing import Weighed
from models.record import Doubtful, RulesBroken, new_uid
from ui.context import Context, Screen
from ui.deed import still_missing
from ui.leaf import LeafInput
from ui.weighing import weigh_words
from ui.weighing.weigh_day import DayField
from ui.weighing.weigh_form import SENTENCES, WeighForm
from ui.weighing.weigh_offer import WEIGHTS, Offer
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.dialogs import ask
from ui.widgets.lookup import MOST
from ui.widgets.scroller import Scroller
from ui.widgets.ticket import Strip, Sums, Ticket

LOW = 158  # steps of height under which the figures are smaller
_NAMED = {"amount": "advance", "method": "account"}  # fields of a payment as they are called here


class WeighIn(Screen):
    """One delivery after the other. Product, grade and day stay for the next person.

    With `instead_of` a void note, the fields begin with what it said, and the next one replaces it.
    """

    kinds = (Member, Product, Grade, Unit, Harvest, Delivery, Document, Parameter)

    def __init__(
        self,
        parent: Misc,
        context: Context,
        member: Member | None = None,
        instead_of: Delivery | None = None,
    ) -> None:
        super().__init__(parent, context)
        self.instead_of = still_missing(instead_of)
        self.token = new_uid()  # of this form: pressing twice makes one delivery
        self.by_hand: set[str] = set()  # what is suggested until a person types it
        self.said: dict[str, tuple[str, str]] = {}  # field -> sentence and its tone
        self.doubted: dict[str, str] | None = None  # what was typed when the person was asked
        self.before: dict[str, str] = {}  # what the program had filled in when it began
        self.after_saving = False  # whether nothing was typed since the last note
        self._month = context.month
        self._quiet = True  # while the program itself fills the fields
        self.sums = Sums(self)
        self._head().pack(fill="x", pady=(0, self.look.px(1 if context.compact else 2)))
        self._body()
        self.deeds = {
            "<F9>": lambda: self.save(printing=True),
            "<Control-g>": self.save,
            "<Control-G>": self.save,
        }
        self.offer = Offer(context.association, self.form)
        self.offer.offer_products()
        self.day.suggest()
        self._quiet = False
        self._recount()
        self._say_day_so_far()
        if member is not None:
            self.form.who.put(member)
            self._show_member()
        if self.instead_of is not None:
            self._repeat(self.instead_of)
        self.before = self.typed()

    # Building -----------------------------------------------------------------------------------

    def _head(self) -> ttk.Frame:
        look, row = self.look, controls.area(self)
        self.day = DayField(row, self.context, on_leave=self._day_left, on_say=self._recount)
        self.day.pack(side="right")
        self.leaf_place = controls.area(row)
        words = _("Hoja") if self.context.compact else _("N° de talonario")
        controls.text(self.leaf_place, words, "strong").pack(side="left", padx=look.px(2))
        self.leaf = LeafInput(self.leaf_place, self.context.association, "EN", "ground", brief=True)
        self.leaf.widget.pack(side="left", padx=(0, look.px(4)))
        self._settle_leaf()
        controls.text(row, _("Registrar entrega"), "title").pack(side="left")
        self.so_far = controls.text(row, "", "small" if self.context.compact else "body", "soft")
        self.so_far.pack(side="left", padx=look.px(4), pady=(look.px(1.5), 0))
        return row

    def _settle_leaf(self) -> None:
        """In sight where there is a talonario of delivery notes."""
        if self.leaf.offer():
            self.leaf_place.pack(side="right", after=self.day)
        else:
            self.leaf_place.pack_forget()

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
        self.form.walk_from(self.day.entry, "day")
        self.form.walk_back_from(self.buttons.print_, "save")
        self.form.on_stray = self._stray

    @property
    def member(self) -> Member | None:
        return self.form.who.picked

    # What is typed --------------------------------------------------------------------------------

    def _told(self, name: str) -> None:
        """A person changed the field `name`."""
        if self._quiet:
            return
        self.after_saving = False
        for said in (name, "unit") if name == "gross" else (name,):
            self.said.pop(said, None)
        if self.doubted is not None:  # the question was about something else
            self.doubted = None
            self.said = {n: one for n, one in self.said.items() if one[1] != "warn"}
        self.buttons.line.say("")
        if name in ("tare", "advance"):
            self.by_hand.add(name)
        if name == "product":
            self.offer.offer_grades()
        if name in ("member", "product"):
            self._show_member()
            return
        if name == "sacks" and "tare" not in self.by_hand:
            self.offer.suggest_tare(self.day.meant())
        if name == "account":
            self.form.show_bank()
        self._recount()

    def _left(self, name: str) -> None:
        """A field was left: what it says is judged now, not while it is being typed."""
        self._recount(judge=name)

    def _stray(self, letter: str) -> None:
        """A letter in the weight that begins no unit."""
        say = _("«{letter}» no es unidad de {product}.")
        what = str(self.offer.product or "").lower()
        self.said["unit"] = say.format(letter=letter, product=what), "warn"
        self._show_sentences()

    def _show_member(self) -> None:
        if self.member is not None:
            self.said.pop("member", None)
        sentence = self.said.get("member", ("", "danger"))
        self.form.show_who(self.member, sentence, self.day.meant())
        self.offer.offer_harvests(self.member, self.day.meant())
        self._recount()

    def _day_left(self) -> None:
        self._show_member()
        self._say_day_so_far()

    def _repeat(self, made: Delivery) -> None:
        self._quiet = True
        self.day.put(made.document.day)
        self.offer.repeat(made, self.day.meant())
        self.leaf.put(made.document.booklet, made.document.slip)
        self.by_hand.add("tare")
        self._quiet = False
        self.form.show_who(made.member, ("", "danger"), self.day.meant())
        self._recount()

    def _say_day_so_far(self) -> None:
        said = weigh_words.so_far(self.context.association, self.day.meant())
        if self.instead_of is not None:
            said = _("Reemplaza a {n}.").format(n=self.instead_of)
        elif not said and not self.context.compact:
            said = _("Enter pasa al siguiente campo.  Esc, al de antes.")
        self.so_far.configure(text=said)

    # Counting -----------------------------------------------------------------------------------

    def _recount(self, judge: str = "") -> None:
        """Say on the paper what the fields say now; what cannot be read yet says nothing."""
        if self._quiet or not self.winfo_exists():
            return
        weighed, values, problems = self.offer.weigh(self.day.meant())
        for name in [n for n in self.said if n in self.form.fields and n not in problems]:
            # What is missing stays said until it is typed.
            if self.said[name][1] == "danger" and self.form.fields[name].get():
                del self.said[name]
        for name in (judge, *self.said):
            if name in problems:
                self.said[name] = problems[name], "danger"
        self._suggest_advance(weighed)
        self._show_sums(weighed, values)
        if grade := self.offer.grade:
            for name, hint in weigh_words.hints(grade, self.form.unit.get(), weighed).items():
                self.form.fields[name].hint.set(hint)
        self._show_sentences()

    def _suggest_advance(self, weighed: Weighed | None) -> None:
        if "advance" in self.by_hand:
            return
        suggested = weighed.suggested if weighed else None
        self.form.fields["advance"].put(show(Receipt.amount, suggested) if suggested else "")

    def _show_sums(self, weighed: Weighed | None, values: dict[str, Any]) -> None:
        grade, advance = self.offer.grade, self.form.paid()
        wrong = self.said.get("advance", ("", ""))[1] == "danger"
        self.sums.show(self.offer.product, weighed, values.get("tare") or Decimal(0))
        self.sums.name(self.member, grade, None if self.day.is_wrong else self.day.meant())
        paid = _("por corregir") if wrong else soles(advance) if advance else ""
        self.sums["advance"].set(paid)

    def _show_sentences(self) -> None:
        said = dict(self.said)
        if self.offer.grade is None:
            said["grade"] = self.offer.no_grade(), "danger"
        self.offer.show_ways(self.context.go)
        if "advance" not in said and "account" not in said:
            account, day = self.form.account.get(), self.day.meant()
            if paid := weigh_words.purse(self.context.association, account, day, self.form.paid()):
                said["account"] = paid
                if account == BANK and not self.form.operation.get().strip():
                    said["operation"] = _("Sin número de operación."), "warn"
        self.form.show_sentences(said)

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
            return not self.day.judge()
        _weighed, _values, problems = self.offer.weigh(self.day.meant())
        if name in problems:
            self.said[name] = problems[name], "danger"
            self._show_sentences()
        return name not in problems

    def _take_member(self) -> bool:
        """Enter with the list closed."""
        if self._knows_who():
            return True
        words = self.form.who.get()
        if words and found(self.context.association, words, 1):
            self.form.who.entry.event_generate("<Down>")  # several: the list says who
        else:
            self._say_no_member()
        return False

    def _knows_who(self) -> bool:
        """Whether somebody was picked, or is the only one meant by what was typed."""
        words = self.form.who.get()
        if self.member is None and words:
            people = found(self.context.association, words, 2)
            if len(people) == 1:
                self.form.who.put(people[0])
                self._show_member()
        return self.member is not None

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
        return self.form.typed() | {"day": self.day.get(), "slip": self.leaf.typed()}

    @property
    def unsaved(self) -> bool:
        names = [
            "member",
            *WEIGHTS,
            "operation",
            "slip",
            *(["advance"] if "advance" in self.by_hand else []),
        ]
        typed = self.typed()
        return any(typed[name] and typed[name] != self.before.get(name) for name in names)

    def save(self, *, printing: bool = False) -> None:
        """Store it once. A doubt is asked beside its field; saving again unchanged is the answer."""
        if self.after_saving:  # the second press of two
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
            delivery = deliver(self.form.handover(self.offer), self._paper(), sure=sure)
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
        _weighed, values, problems = self.offer.weigh(self.day.meant())
        if not self.offer.grade:
            problems["grade"] = self.offer.no_grade()
        if values.get("gross") is None and "gross" not in problems:
            problems["gross"] = _("Falta el peso.")
        if not self._knows_who():
            self._say_no_member()
            problems["member"] = self.said["member"][0]
        if wrong := self.day.judge():
            problems["day"] = wrong
        return problems

    def _paper(self) -> Paper:
        replaced = self.instead_of.document if self.instead_of else None
        return Paper(self.day.day(), self.token, replaced, slip=self.leaf.slip())

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
            self.day.say(said["day"], tone)
        self.buttons.line.say("  ".join([*elsewhere, more]).strip(), tone)
        weighed, values, _problems = self.offer.weigh(self.day.meant())
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
        self.after_saving = True
        if printing:
            papers = [delivery.document, *dependents(delivery.document)]
            self.context.go("preview", documents=papers)

    def start_again(self) -> None:
        """Empty for the next person; product, grade and day stay."""
        self._quiet = True
        self.instead_of = None
        self.token, self.doubted, self.said = new_uid(), None, {}
        self.by_hand, self.before = set(), {}
        form = self.form
        form.who.put(None)
        for field in form.fields.values():
            field.put("")
        form.operation_words.set("")
        form.account.set(CASH)
        form.show_bank()
        if self.offer.product:
            form.unit.set(str(self.offer.product.unit))
        self.leaf.put(None, None)
        self._settle_leaf()
        self._quiet = False
        self.buttons.line.say("")
        self.day.judge()
        self._show_member()
        self._say_day_so_far()
        form.who.focus_set()

    # Coming and going ---------------------------------------------------------------------------

    def shown(self) -> None:
        turned, self._month = self._month != self.context.month, self.context.month
        if not self.day.by_hand or (turned and not self.unsaved):
            self.day.suggest()
        self._settle_leaf()
        self.look_again()
        self._say_day_so_far()
        if self.member is None:
            self.form.who.focus_set()
        else:
            self.form.stops()[1][1]()

    def reload(self) -> None:
        self._quiet = True
        self.offer.offer_products()
        self._quiet = False
        self._show_member()
        self._say_day_so_far()

    def leave(self) -> bool:
        return not self.unsaved or ask(
            self,
            _("¿Salir sin guardar?"),
            _("La entrega que está escribiendo se pierde."),
            _("Salir sin guardar"),
            _("Seguir escribiendo"),
            danger=True,
        )
