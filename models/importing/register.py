"""The registers of the book, and what the import adds to them, found by words without a query."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Generic, TypeVar

from models.associations import Association
from models.booklets import Booklet, booklets_of
from models.cash.categories import DIRECTIONS, Category, headings
from models.cash.funds import Fund
from models.changes import Refused
from models.documents import VALID, Document
from models.fields import folded
from models.language import _
from models.months import check_open
from models.people.members import Member
from models.places import Community
from models.produce.buyers import Buyer
from models.produce.lots import Lot
from models.produce.plots import Plot
from models.produce.products import Grade, Product
from models.produce.weigh_in import grades_of, products_of
from models.record import Record, RulesBroken, next_key, rows

R = TypeVar("R", bound=Record)
ORDINALS = {  # folded; the numerals that people write for a quality
    **dict.fromkeys(("1a", "1ra", "1era"), "primera"),
    **dict.fromkeys(("2a", "2da"), "segunda"),
    **dict.fromkeys(("3a", "3ra", "3era"), "tercera"),
}
AT_ONCE = 250  # members read in one go
MOST_GUESSES = 200  # words a likely one is looked for: each takes as long as the register is


class Names(Generic[R]):
    """Records by the words a person may write for them."""

    def __init__(self, records: Iterable[R], words: Callable[[R], Iterable[str]]) -> None:
        self._words, self._found = words, dict[str, list[R]]()
        self._typed = dict[str, list[R]]()  # as written, once it was looked up
        self._guesses = dict[str, str]()
        for record in records:
            self.add(record)

    def add(self, record: R) -> None:
        self._typed.clear()
        for word in {folded(word) for word in self._words(record) if word}:
            self._found.setdefault(word, []).append(record)

    def all_of(self, text: str) -> list[R]:
        """Every record of that name."""
        found = self._typed.get(text)
        if found is None:
            found = self._typed[text] = self._found.get(folded(text), [])
        return found

    def find(self, text: str) -> R:
        """The one record that `text` names; ValueError, with a sentence, if there is not one."""
        found = self.all_of(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(_("Hay varios «{text}». Elija uno de la lista.").format(text=text))
        say = _("«{text}» no está registrado.").format(text=text)
        guess = self.guess(text)
        raise ValueError(f"{say} {guess}" if guess else say)

    def guess(self, text: str) -> str:
        """«¿Quiso decir «Comercial Sur»?» of a text that names nothing; "" if none is like it."""
        name = self.meant(text)
        return _("¿Quiso decir «{name}»?").format(name=name) if name else ""

    def meant(self, text: str) -> str:
        """The name most like a text that names nothing; "" where none is like it."""
        text = folded(text)
        if text not in self._guesses and len(self._guesses) < MOST_GUESSES:
            near = get_close_matches(text, self._found, 1, 0.8)
            self._guesses[text] = str(self._found[near[0]][0]) if near else ""
        return self._guesses.get(text, "")


def _of_member(member: Member) -> Iterable[str]:
    """What a person may write for a member."""
    return str(member.name), str(member.code), str(member.dni), member.searched()


class Known:
    """All that the rows of an import may name."""

    def __init__(self, association: Association) -> None:
        self.association = association
        self.keys: dict[type[Record], int] = {}
        self.new_lots: set[int] = set()

    def meant(self, register: str, text: str) -> str:
        """The name in a register of `Wanted.of` that a text may mean; "" where it is in it."""
        held = getattr(self, register, None) if text else None
        some = held.values() if isinstance(held, dict) else [held]
        names = [one for one in some if isinstance(one, Names)]
        if any(one.all_of(text) for one in names):
            return ""
        return next((name for one in names if (name := one.meant(text))), "")

    def new_key(self, model: type[Record]) -> int:
        """The key that a new record of the import gets when it is stored."""
        key = self.keys.get(model) or next_key(model)
        self.keys[model] = key + 1
        return key

    def _all(self, model: Any, *where: Any, most: int | None = None) -> Sequence[Any]:
        query = model.select().where(model.association == self.association, *where)
        found = list(query.order_by(model.id).limit(most))
        for one in found:
            one.association = self.association  # else each asks for it again
        return found

    @cached_property
    def every_member(self) -> Sequence[Member]:
        return self._all(Member)

    def read_members(self) -> Iterator[Sequence[Member]]:
        """The padrón, a part at a time: a large one takes a second."""
        self.members, last = Names((), _of_member), 0
        while some := self._all(Member, Member.id > last, most=AT_ONCE):
            for member in some:
                self.members.add(member)
            last = some[-1].id
            yield some

    @cached_property
    def every_plot(self) -> Sequence[Plot]:
        return self._all(Plot)

    @cached_property
    def members(self) -> Names[Member]:
        return Names(self.every_member, _of_member)

    @cached_property
    def plots(self) -> Names[Plot]:
        return Names(self.every_plot, lambda one: (one.code, one.searched()))

    @cached_property
    def products(self) -> Names[Product]:
        return Names(self._products, lambda one: (one.name,))

    @cached_property
    def _products(self) -> list[Product]:
        found = products_of(self.association)
        for product in found:
            product.association = self.association
        return found

    @cached_property
    def grades(self) -> dict[int, list[Grade]]:
        """Product's key -> its qualities."""
        found = {}
        for product in self._products:
            found[product.id] = grades_of(product)
            for grade in found[product.id]:
                grade.product = product
        return found

    @cached_property
    def qualities(self) -> Names[Grade]:
        """Every quality by the name of its product and its own: «papa primera»."""
        every = [grade for grades in self.grades.values() for grade in grades]
        return Names(every, lambda one: (f"{one.product.name} {one.name}",))

    @cached_property
    def buyers(self) -> Names[Buyer]:
        return Names(self._all(Buyer), lambda one: (one.name, one.ruc, one.dni))

    @cached_property
    def lots(self) -> Names[Lot]:
        return Names(self._all(Lot), lambda one: (one.name,))

    @cached_property
    def funds(self) -> Names[Fund]:
        return Names(self._all(Fund), lambda one: (one.name,))

    @cached_property
    def communities(self) -> Names[Community]:
        return Names(Community.select(), lambda one: (one.name, one.searched()))

    @cached_property
    def every_booklet(self) -> list[Booklet]:
        return booklets_of(self.association)

    @cached_property
    def booklets(self) -> Names[Booklet]:
        return Names(self.every_booklet, lambda one: (one.name,))

    @cached_property
    def sales(self) -> dict[str, int]:
        """Number of each valid sale of the book, folded -> its key."""
        query = Document.select(Document.number, Document.id).where(
            Document.association == self.association,
            Document.kind == "V",
            Document.state == VALID,
        )
        return {folded(number): key for number, key in rows(query)}

    def check_open(self, day: date) -> None:
        """Refuse a day nothing can be stored on."""
        try:
            check_open(self.association, day)
        except Refused as refused:
            raise RulesBroken({"day": str(refused)}) from refused

    @cached_property
    def categories(self) -> dict[str, Names[Category]]:
        """Direction -> the headings a person may choose; «flete» is «flete/estiba/sacos»."""
        return {
            direction: Names(
                headings(self.association, direction),
                lambda one: (one.name, *str(one.name).split("/")),
            )
            for direction, _title in DIRECTIONS
        }

    def category(self, direction: str, text: str) -> Category:
        """The heading of that name; where none is like it, those there are."""
        names = self.categories[direction]
        if not names.all_of(text) and not names.meant(text):
            words = ", ".join(str(one.name) for one in headings(self.association, direction))
            raise LookupError(_("«{text}» no está entre: {words}.").format(text=text, words=words))
        return names.find(text)

    def grade(self, product: str, grade: str) -> Grade:
        """The quality those two words name; also both in one: «Papa Primera»."""
        if not grade and self.qualities.all_of(product):
            return self.qualities.find(product)
        found = self.grades[self.products.find(product).id]
        if not grade and len(found) == 1:
            return found[0]
        if not grade:
            words = ", ".join(str(one.name) for one in found)
            raise LookupError(_("Falta la calidad: {words}.").format(words=words))
        word = ORDINALS.get(folded(grade), folded(grade))
        named = [one for one in found if folded(str(one.name)) == word]
        if not named:
            words = ", ".join(str(one.name) for one in found)
            raise LookupError(_("«{text}» no está entre: {words}.").format(text=grade, words=words))
        return named[0]

    def lot(self, name: str) -> Lot:
        """The lot of that name; a new one, the same for every row that names it."""
        if not self.lots.all_of(name):
            lot = Lot(association=self.association, name=name)
            lot.judge()
            lot.id = self.new_key(Lot)
            self.new_lots.add(lot.id)
            self.lots.add(lot)
        return self.lots.all_of(name)[0]

    def is_new(self, lot: Lot) -> bool:
        """Whether it is stored with this import."""
        return lot.id in self.new_lots

    def likely_buyer(self, name: str) -> str:
        """What is asked of a new buyer whose name is like that of another; "" where nothing is."""
        return "" if self.buyers.all_of(name) else self.buyers.guess(folded(name))

    def buyer(self, name: str) -> Buyer:
        """The buyer of that name or number; a new one, the same for every row that names it."""
        if not self.buyers.all_of(name):
            self.buyers.add(Buyer(association=self.association, name=name))
        return self.buyers.find(name)
