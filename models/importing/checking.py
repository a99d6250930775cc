"""Everything is read first: what a file would store, and the cells in question. Stores nothing."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from weakref import finalize

from models.associations import Association
from models.cash.cash_book import Given
from models.changes import Refused, database
from models.documents import Document
from models.fields import folded, show
from models.importing import mapping, storing
from models.importing.draft import Draft, Part
from models.importing.entries import (
    DOUBT,
    DUPLICATE,
    PROBLEM,
    Cell,
    Entry,
    Reader,
    Tokens,
    wanted_rows,
)
from models.importing.imports import STORED_AS, foreign_uids, stored_uids, undone_uids
from models.importing.kinds import KINDS
from models.importing.making import MAKERS
from models.importing.plan import Collected, Made, Plan, SoldLines
from models.importing.register import Known
from models.importing.same import Same
from models.importing.steps import Steps, to_its_end, with_answers
from models.importing.wanted import Kind
from models.language import _
from models.people.members import Member, remember_member, remember_padron
from models.produce.deliver_many import Handed
from models.produce.harvests import Harvest
from models.produce.plots import Plot, remember_plot, remember_plots
from models.produce.sales import SaleLine
from models.record import Doubtful, RulesBroken, rows

STEP = 10  # rows between two chances to draw the window, or to stop


@dataclass(frozen=True)
class Question:
    """A cell in question: what is wrong or odd about it, and what to do."""

    cell: Cell
    about: str  # PROBLEM, DOUBT or DUPLICATE
    say: str
    letter: str = ""  # of its column; "" where the sheet has none
    heading: str = ""
    text: str = ""
    meant: str = ""  # the name it is most like, where it names nothing

    def __str__(self) -> str:
        """«Entregas, fila 7, columna E (Peso bruto): Falta este dato.»"""
        where = _("{sheet}, fila {row}").format(sheet=self.cell.sheet, row=self.cell.row)
        if self.letter:
            where += ", " + _("columna {letter} ({heading})").format(
                letter=self.letter, heading=self.heading
            )
        elif self.heading:
            where += f" ({self.heading})"
        return f"{where}: {self.say}"


@dataclass
class Report:
    """What would happen. It holds for the book as it was when it was made: `stamp`."""

    plan: Plan
    known: Known
    stamp: int
    questions: list[Question] = field(default_factory=list)
    already: Counter[str] = field(default_factory=Counter)  # kind -> rows that are in the book
    left_out: int = 0
    sources: Mapping[str, Kind] = field(default_factory=dict)
    rehearsal: Callable[[], Steps[bool]] | None = None  # due before it can be stored

    @property
    def stops(self) -> bool:
        """Whether something has to be answered, or tried, before it can be stored."""
        return bool(self.questions) or self.rehearsal is not None

    @property
    def is_empty(self) -> bool:
        return not any(self.plan.counts().values())


def stamp() -> int:
    """A number that changes with every change of the open book."""
    return int(database.connection().total_changes)


def check(association: Association, draft: Draft) -> Report:
    """All of it at once."""
    report = to_its_end(checked(association, draft))
    if report.rehearsal is not None:
        to_its_end(report.rehearsal())
    return report


def checked(association: Association, draft: Draft) -> Steps[Report]:
    """Check in steps: yields how many rows of how many were looked at; answers the Report.

    Where only the books can tell, the report names the `rehearsal` that is left: it holds a
    transaction open from its first step to its last, so the window lets nothing else be done.
    """
    answers: dict[Any, Any] = {}
    work = _Check(association, draft)
    gc.unfreeze()  # of an import that was given up while it was tried
    finalize(work.report, gc.unfreeze)
    for now in with_answers(answers, work.steps()):
        # What was read stays until it is stored: to look through all of it again and again for
        # what may go takes a fifth of the time, and stops the window for a tenth of a second.
        gc.freeze()
        yield now
    report = work.report
    if report.plan.asks_the_books and not report.questions:
        report.rehearsal = lambda: with_answers(answers, work.rehearsed())
    return report


class _Check:
    """The rows taken one by one, each judged by the rules of what it stores."""

    def __init__(self, association: Association, draft: Draft) -> None:
        self.association, self.draft, self.answers = association, draft, draft.answers
        self.known = Known(association)
        self.report = Report(Plan(), self.known, stamp())
        self.tokens = Tokens(association)
        self.stored: dict[str, str] = {}
        self.above: dict[str, Entry] = {}  # token -> the first row that has it
        self.sold: dict[str, Counter[tuple[Any, ...]]] = {}  # sale in the book -> its lines
        self.same = Same(association)
        self.homes: dict[tuple[str, str], Part] = {}  # kind and sheet -> the table they stand in

    def steps(self) -> Steps[None]:
        """All that is looked at, kind by kind."""
        parts = [part for kind in KINDS for part in self.draft.parts if part.layout.kind is kind]
        done, total = 0, sum(len(part.table.rows) for part in parts)
        for _part in self._remembered():
            yield done, total
        for part in parts:
            entries = self.entries(part)
            while more := self.take(entries, STEP):
                done += more
                yield min(done, total), total

    def _remembered(self) -> Iterator[None]:
        """What the book has already, a part at a time."""
        self.tokens.used |= undone_uids(self.association)
        yield
        self.tokens.used |= foreign_uids(self.association)
        yield
        self.stored |= stored_uids(self.association)
        yield
        remember_padron(())
        for members in self.known.read_members():
            for member in members:
                remember_member(member)
            yield
        remember_plots(self.known.every_plot)
        yield

    def entries(self, part: Part) -> Iterator[Entry]:
        layout = part.layout
        assert layout.kind is not None
        self.homes[layout.kind.name, part.table.sheet] = part
        reader = Reader(
            layout.kind,
            part.table.sheet,
            layout.columns,
            mapping.forms_of(part.table, layout),
            self.answers.corrected,
        )
        for row in wanted_rows(part.table.rows, self.answers.rows_in(part.table.sheet)):
            yield reader.read(row, self.tokens)

    def take(self, entries: Iterator[Entry], most: int) -> int:
        """Take so many rows; how many there still were."""
        taken = 0
        for taken, entry in enumerate(entries, 1):
            self._take(entry)
            if taken == most:
                break
        return taken

    def _take(self, entry: Entry) -> None:
        if entry.at in self.answers.left_out:
            self.report.left_out += 1
            return
        if wrong := self._why_not_its_token(entry):
            self._ask_all(entry, PROBLEM, {"uid": wrong})
            return
        if self._is_stored(entry):
            if wrong := self._why_not_of_the_sale(entry):
                self._ask_all(entry, PROBLEM, {"ref": wrong})
            else:
                self.report.already[entry.kind.name] += 1
            return
        if entry.problems:
            self._ask_all(entry, PROBLEM, entry.problems)
            return
        self._ask_all(entry, DOUBT, entry.odd)
        try:
            made = self._made(entry)
        except RulesBroken as broken:
            self._ask_all(entry, PROBLEM, broken.problems)
            return
        except Refused as refused:
            self._ask_all(entry, PROBLEM, {"": str(refused)})
            return
        self._ask_if_same(entry, made)
        self._keep(entry, made)

    def _made(self, entry: Entry) -> Made:
        """What the row makes; what is improbable is asked, unless it was confirmed."""
        make = MAKERS[entry.kind.name]
        try:
            return make(self.known, self.report.plan, entry, False)
        except Doubtful as doubt:
            self._ask_all(entry, DOUBT, doubt.doubts)
            return make(self.known, self.report.plan, entry, True)

    def _ask_if_same(self, entry: Entry, made: Made) -> None:
        if not made.same:
            return
        found = self.same.of(entry.kind, made)
        if found is not None:
            say = made.said.format(name=found[0], code=found[1]) if found else made.said
            self._ask_all(entry, DUPLICATE, {made.blamed: say})

    def _keep(self, entry: Entry, made: Made) -> None:
        plan, thing = self.report.plan, made.thing
        self.stored[entry.uid] = STORED_AS[entry.kind.name][0]
        if isinstance(thing, Handed | Given | Collected) and plan.uses_leaf(thing.paper.slip):
            leaf = thing.paper.slip and thing.paper.slip.number
            say = _("La hoja {leaf} ya está en otra fila.").format(leaf=leaf)
            self._ask_all(entry, PROBLEM, {"slip": say})
        if isinstance(thing, Member):
            remember_member(thing)
            thing.id = self.known.new_key(Member)
            self.known.members.add(thing)
            plan.members.append(thing)
        elif isinstance(thing, Plot):
            remember_plot(thing)
            thing.id = self.known.new_key(Plot)
            self.known.plots.add(thing)
            plan.plots.append(thing)
        elif isinstance(thing, Harvest):
            thing.id = self.known.new_key(Harvest)
            plan.harvests.append(thing)
        elif isinstance(thing, Handed):
            plan.handed.append((entry, thing))
        elif isinstance(thing, Given):
            (plan.incomes if entry.get("income") else plan.expenses).append((entry, thing))
        elif isinstance(thing, SoldLines):
            self._keep_line(entry, thing)
        elif isinstance(thing, Collected):
            plan.collections.append(thing)

    def _keep_line(self, entry: Entry, made: SoldLines) -> None:
        """A row of a sale: its first, or one more line of it."""
        plan, ref = self.report.plan, folded(entry.values["ref"])
        before = plan.sales_by_ref.get(ref)
        if isinstance(before, SoldLines):
            before.items += made.items
            before.rows.append(entry)
        else:
            plan.sales_by_ref[ref] = made
            plan.sales.append(made)

    def _why_not_its_token(self, entry: Entry) -> str:
        """What is wrong with a code that came with the row, mostly copied with another row."""
        stored = self.stored.get(entry.uid)
        if stored is not None and stored not in STORED_AS[entry.kind.name]:
            return _("Ese código es de otro registro. Borre el código de esta fila.")
        above = self.above.setdefault(entry.uid, entry)
        if above.values == entry.values or _are_of_one_sale(above, entry):
            return ""
        return _(
            "Ese código ya está en {sheet}, fila {row}, que dice otra cosa. "
            "Borre el código de la fila copiada."
        ).format(sheet=above.at.sheet, row=above.at.row)

    def _is_stored(self, entry: Entry) -> bool:
        """Whether the book has it; a sale, with all its rows, by the first of them."""
        if entry.kind.name != "sales" or not entry.get("ref"):
            return entry.uid in self.stored
        sales, ref = self.report.plan.sales_by_ref, folded(entry.values["ref"])
        if ref not in sales and entry.uid in self.stored:
            sales[ref] = key = Document.get(Document.uid == entry.uid).id
            lines = SaleLine.select(SaleLine.grade, SaleLine.quantity, SaleLine.price)
            self.sold[ref] = Counter(rows(lines.where(SaleLine.sale == key)))
        return isinstance(sales.get(ref), int)

    def _why_not_of_the_sale(self, entry: Entry) -> str:
        """A row of a sale that is in the book: no line of it may be lost in silence."""
        if entry.kind.name != "sales":
            return ""
        lines = self.sold[folded(entry.values["ref"])]
        try:
            grade = self.known.grade(entry.get("product"), entry.get("grade") or "").id
        except (LookupError, ValueError):
            grade = None
        line = grade, entry.get("quantity"), entry.get("price")
        if lines[line] > 0:
            lines[line] -= 1
            return ""
        return _(
            "La venta N° {ref} ya está en el libro sin esta fila. "
            "Póngale otro número de venta para registrarla aparte."
        ).format(ref=entry.values["ref"])

    def rehearsed(self) -> Steps[bool]:
        """Store it all, keep what the books say, and take it back; whether they say nothing."""
        report = self.report
        unchanged = stamp() == report.stamp
        troubles = yield from storing.rehearsed(self.association, report.plan, self.known)
        for entry, name, about, say in troubles:
            self._ask_all(entry, about, {name: say})
        if unchanged:  # else the window stored something while the rows were looked at
            report.stamp = stamp()
        report.rehearsal = None
        return not report.questions

    def _ask_all(self, entry: Entry, about: str, said: Mapping[str, str]) -> None:
        for name, say in said.items():
            cell = Cell(entry.at.sheet, entry.at.row, _column_of(entry, name))
            if about != PROBLEM and (cell, say) in self.answers.confirmed:
                continue
            self.report.questions.append(self._question(entry, cell, about, say))

    def _question(self, entry: Entry, cell: Cell, about: str, say: str) -> Question:
        name = cell.name
        column = entry.kind.by_name.get(name)
        part = self.homes[entry.kind.name, entry.at.sheet]
        place = part.layout.places.get(name)
        letter = part.table.headings[place].letter if place is not None else ""
        heading = column.heading if column else ""
        if place is not None and part.table.headings[place].words:
            heading = part.table.headings[place].words.rstrip(" *")
        text = entry.texts.get(name, "")
        if not text and entry.get(name) is not None and column is not None:
            text = show(column.field, entry.get(name))
        meant = self.known.meant(column.of, text) if column and about == PROBLEM else ""
        return Question(cell, about, say, letter, heading, text, meant)


def _are_of_one_sale(one: Entry, other: Entry) -> bool:
    """Every row of a sale has the code of its paper."""
    sold = one.kind is other.kind and one.kind.name == "sales"
    return sold and folded(one.get("ref") or "") == folded(other.get("ref") or "")


def _column_of(entry: Entry, name: str) -> str:
    """The column that a deed means: it names «quantity 2», or the amount of whichever it is."""
    name = name.partition(" ")[0]
    if name in entry.kind.by_name:
        return name
    if name in ("amount", "account", "method"):
        return next((one for one in ("advance", "income", "expense") if entry.get(one)), "")
    return {"credit_days": "due", "items": "quantity"}.get(name, "")
