"""English where the screen speaks it; Spanish in the books, the papers and the workbook."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from io import BytesIO
from tkinter import BooleanVar
from typing import Any

import pytest
from babel.messages.pofile import read_po
from openpyxl import load_workbook

from models import language, money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.categories import Category
from models.cash.funds import Fund
from models.catalog import CATALOG
from models.changes import Refused
from models.documents import Document, Paper
from models.indicators.records import Indicator
from models.land.seasons import Season
from models.language import speak
from models.months import Month
from models.opening import Held, begin_books
from models.people.charges import EXTRA, charge
from models.people.dues import covered_by, pay_dues, said_months
from models.people.members import MEMBERS, Member
from models.people.workdays import Workday
from models.produce.deliveries import Delivery
from models.produce.lots import Lot
from models.settling.deductions import Deduction
from reports.excel.lists import Shown, list_sheet
from reports.excel.monthly import export_month
from reports.papers.documents import document_pdf
from tests import factories
from tests.factories import MAY, a_collection, a_delivery, a_grade, a_lot, a_sale, cash, june, may
from tests.pomacanchi import a_forum, a_plan, a_session
from ui.app import App, open_window
from ui.papers import Deliveries
from ui.preferences import Preferences
from ui.widgets.controls import Choice
from ui.widgets.dialogs import VoidDialog, Voiding

CATALOGUE = language.LOCALE / "en" / "LC_MESSAGES" / "ecocuenca.po"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    speak("en")
    yield
    speak("es")


# What stays Spanish -------------------------------------------------------------------------------


def test_the_workbook_is_the_same_file_in_both_languages(worked_month, tmp_path) -> None:
    in_english = export_month(worked_month, MAY, tmp_path / "en").read_bytes()
    speak("es")

    assert export_month(worked_month, MAY, tmp_path / "es").read_bytes() == in_english
    sheet = load_workbook(BytesIO(in_english))["Libro caja"]
    assert "Recibido de/Pagado a" in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize("kind", ["EN", "LQ", "RE", "RI", "TR", "V"])
def test_a_paper_is_the_same_file_in_both_languages(worked_month, kind) -> None:
    paper = Document.select().where(Document.kind == kind).first()
    in_english = document_pdf(paper)
    speak("es")

    assert document_pdf(paper) == in_english


def test_what_a_receipt_is_for_is_written_in_spanish(association) -> None:
    a_delivery(association, "100.0", may(4), advance=cash("40.00"))
    a_collection(a_sale(association, "50.0", may(5)), cash("50.00"), may(5))

    assert [str(one.concept) for one in Receipt.select().order_by(Receipt.document)] == [
        "Adelanto de la entrega EN-2026-0001",
        "Cobro de la venta V-2026-0001",
    ]


def test_the_months_of_dues_are_read_in_english_and_written_in_spanish(open_month) -> None:
    member = Member.get(Member.name == "Socio Demo 04")
    owed = covered_by(member, Decimal("15.00"), june(30))

    receipt = pay_dues(member, cash("10.00"), Paper(june(30)), sure=True)

    assert said_months(owed) == "May to June 2026"
    assert str(receipt.concept) == "Cuotas de mayo a junio de 2026"


def test_the_reason_of_a_voiding_is_read_in_english_and_written_in_spanish(root) -> None:
    made = VoidDialog(root, Voiding("", "", [], Deliveries.reasons, "Void"))
    spanish = Deliveries.reasons[0]

    chips = {str(chip.cget("text")).strip(): chip for chip in choices_in(made)}
    chips["Weight typed wrong"].invoke()

    assert made.reason.get() == spanish == "Peso mal digitado"
    made.destroy()


def test_a_cuaderno_is_done_the_same_in_english(book, tmp_path) -> None:
    """What it expects to be refused is expected in Spanish words."""
    association = factories.load(factories.worked_month(), tmp_path)

    assert Document.select().where(Document.association == association).count() > 20


# What is English ------------------------------------------------------------------------------------


def test_a_month_is_named_in_english_on_the_screen() -> None:
    assert MAY.title == "May 2026"
    with pytest.raises(ValueError, match="“mayo” is not a month"):
        Month.read("mayo")


def test_a_unit_in_a_sentence_is_translated(association) -> None:
    grade = a_grade(association)
    grade.product.unit = "litro"
    grade.product.save()

    with pytest.raises(Refused, match=r"there is 0\.0 litre and 5\.0 litre is asked for"):
        a_sale(association, "5.0", may(5), grade=grade)


def test_what_a_trigger_refuses_is_said_in_english(association) -> None:
    other = Association.create(name="Otra", district=association.district)
    fund = Fund.create(association=other, name="Canal nuevo")
    begin_books(other, MAY, [Held(money.FUNDS, Decimal("400.00"), fund)])

    with pytest.raises(Refused, match="there are balances in its name"):
        fund.remove()


def test_a_list_is_written_as_the_screen_shows_it(association) -> None:
    sheet = list_sheet(Shown(None, MEMBERS.title, MEMBERS.columns, [], {}))

    assert sheet.title == "Members"
    assert "Surnames and names" in [heading.text for heading in sheet.tables[0].headings]


# The window -------------------------------------------------------------------------------------------


@pytest.fixture
def window(root, open_month, tmp_path) -> Iterator[App]:
    root.geometry("1366x768")
    root.update()
    made = open_window(
        open_month,
        MAY,
        "demo.ecocuenca",
        preferences=Preferences(language="en"),
        preferences_path=tmp_path / "preferences.json",
        root=root,
    )
    yield made
    if made.shell.current is not None:
        made.shell.current.drop_keys()
    made.shell.destroy()
    root.protocol("WM_DELETE_WINDOW", root.destroy)
    root.update()


def texts_in(widget: Any) -> Iterator[str]:
    """All that can be read in a widget and in those inside it."""
    options = widget.keys()
    if "text" in options:
        yield str(widget.cget("text"))
    if "textvariable" in options and str(widget.cget("textvariable")):
        yield str(widget.getvar(str(widget.cget("textvariable"))))
    if "values" in options:
        yield from map(str, widget.tk.splitlist(widget.cget("values")))
    if widget.winfo_class() in ("TCombobox", "TEntry"):
        yield widget.get()
    if widget.winfo_class() == "Canvas":
        for item in widget.find_all():
            if widget.type(item) == "text":
                yield widget.itemcget(item, "text")
    for child in widget.winfo_children():
        yield from texts_in(child)


def choices_in(widget: Any) -> Iterator[Choice]:
    if isinstance(widget, Choice):
        yield widget
    for child in widget.winfo_children():
        yield from choices_in(child)


@pytest.fixture(scope="module")
def spanish() -> Callable[[str], object]:
    """Whether it is a sentence of the catalogue in Spanish, whatever its placeholders hold."""
    known = read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")
    ways = []
    for one in known:
        if not one.id or one.id == one.string:
            continue
        for sentence in [one.id] if isinstance(one.id, str) else one.id:
            words = re.split(r"{\w+}", sentence)
            if len(words) == 1 or len(re.sub(r"\W", "", "".join(words))) > 3:
                ways.append("".join(map(_pattern, re.split(r"({\w+})", sentence))))
    return cache(re.compile("|".join(ways)).fullmatch)  # the same words stand on many screens


def _pattern(words: str) -> str:
    if words in ("{n}", "{count}"):
        return "[0-9,]+"
    return ".+" if words.startswith("{") else re.escape(words)


def left_in_spanish(window: App, spanish: Callable[[str], object], *, around: bool) -> set[str]:
    """What can be read and is Spanish, but for what is written in the books.

    On the screen in sight; with `around`, in all of the window.
    """
    passed = BooleanVar(window.root)
    window.root.after(
        80, passed.set, True
    )  # what a list says of the chosen one comes a moment later
    window.root.wait_variable(passed)
    window.root.update()
    shown = window.shell.current
    written = [str(one.concept) for one in Receipt.select()]
    written += [str(one.name) for kind in (Category, Deduction) for one in kind.select()]
    return {
        text
        for text in (said.strip() for said in texts_in(window.root if around else shown))
        if text and spanish(text)
        if not any(words.startswith(text.rstrip("…")) for words in written)
    }


def what_screens_are_about(association: Association) -> dict[str, dict[str, Any]]:
    """What is asked for by the screens that are no place of their own."""
    amounts = {Member.get().id: Decimal("20.00")}
    charged = charge(association, EXTRA, "Canal nuevo", amounts, Paper(may(20)), sure=True)
    settled = {"lot": Lot.get()}
    plan, (activity, *_rest) = a_plan(a_forum())
    return {
        "activity_page": {"activity": activity},
        "indicator_page": {"indicator": Indicator.create(name="Padrón 1", formula="members")},
        "plan_board": {"plan": plan},
        "session_page": {"session": a_session(plan.forum, may(9))},
        "attendance": {
            "workday": Workday.create(association=association, day=may(20), title="Canal nuevo")
        },
        "charge_page": {"charge": charged},
        "family_page": {
            "family": f"m{Member.get().id}",
            "name": Member.get().name,
            "season": Season(2025),
        },
        "lot_page": settled,
        "settle_lot": {"lot": a_lot(association, "otro")},
        "settled_lot": settled,
        "sheet_made": {"deliveries": list(Delivery.select().limit(2))},
        "top_up": settled,
    }


def test_every_place_of_the_window_speaks_english(window, spanish) -> None:
    shell = window.shell
    own = {"form", "member_page", "preview"}  # these are about something: below
    places = {place.name for group in shell.groups for place in group.places}
    about = what_screens_are_about(shell.context.association)

    found = {}
    for name in sorted(places | set(shell.makers) - own):
        shell.go(name, **about.get(name, {}))
        found[name] = left_in_spanish(window, spanish, around=not found)

    assert {name: words for name, words in found.items() if words} == {}


def test_every_form_speaks_english(window, spanish) -> None:
    found = {}
    for kind in CATALOG:
        if not kind.issued:
            window.shell.go("form", kind=kind)
            found[kind.name] = left_in_spanish(window, spanish, around=False)

    assert {name: words for name, words in found.items() if words} == {}


def test_a_member_and_a_paper_are_shown_in_english(window, spanish) -> None:
    member, paper = Member.get(), Document.select().where(Document.kind == "EN").first()

    window.shell.go("member_page", member=member)
    of_member = left_in_spanish(window, spanish, around=True)
    window.shell.go("preview", documents=[paper])
    of_paper = left_in_spanish(window, spanish, around=True)

    assert (of_member, of_paper) == (set(), set())
