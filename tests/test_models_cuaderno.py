"""The worked month, done through the deeds, gives the figures another hand worked out.

`expected` of the file is compared wherever no event of later work (dues, settlements, counts,
closing) has a part in it: papers, deliveries, sales, lots before their settlement, kardex,
receivables, harvests, people and what was voided. Without the two receipts for dues, which came
first, receipts for money in (RI) have numbers lower by two; cash is lower by what they brought.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from models import cuaderno, money
from models.associations import Association
from models.books import book as book_of
from models.cash_book import Receipt
from models.changes import Refused
from models.deliveries import Delivery, advance_of
from models.documents import Document
from models.harvests import DESTINATIONS, harvests_of
from models.indicators import indicators_of
from models.kardex import kardex_of
from models.month_view import advances_paid, sales_in, totals_of, voided_in
from models.receivables import receivables
from models.sales import Sale, SaleLine, balance_of, state_of
from models.stock import StockEntry
from tests.factories import (
    MAY,
    OF_LATER_WORK,
    everything,
    load,
    may,
    worked_so_far,
)
from tests.factories import (
    worked_month as written_month,
)

EXPECTED = written_month()["expected"]
INPUTS = written_month()["inputs"]
OF_MAY = EXPECTED["months"]["2026-05"]

NAMES = {one["ref"]: one["name"] for one in INPUTS["members"] + INPUTS["buyers"]}
PRODUCTS = {one["ref"]: one["name"] for one in INPUTS["products"]}
GRADES = {grade["ref"]: grade["name"] for one in INPUTS["products"] for grade in one["grades"]}
STATES = {
    "pending": "PENDIENTE",
    "partial": "PARCIAL",
    "collected": "COBRADA",
    "voided": "ANULADA",
}
DUES_RECEIPTS = 2  # RI-2026-0001 and RI-2026-0002


def kilos(quantity: Decimal) -> str:
    return f"{quantity:.1f}"


def soles(amount: Decimal) -> str:
    return f"{amount:.2f}"


def here(number: str) -> str:
    """The number a paper has without the receipts for dues."""
    kind, year, sequence = number.split("-")
    earlier = DUES_RECEIPTS if kind == "RI" else 0
    return f"{kind}-{year}-{int(sequence) - earlier:04}"


def of_this_work(document: dict[str, Any]) -> bool:
    return INPUTS["events"][document["event"] - 1]["do"] not in OF_LATER_WORK


def stated(document: Document) -> dict[str, str]:
    """A paper as the file writes it, as far as its kind goes."""
    said = {
        "number": str(document.number),
        "date": str(document.day),
        "state": str(document.state),
    }
    if document.about is not None:
        said["about"] = str(document.about)
    if not document.is_valid:
        said |= {"voided_on": str(document.voided_on), "reason": str(document.reason)}
    if document.replaced_by is not None:
        said["replaced_by"] = str(document.replaced_by)
    if document.kind == "EN":
        return said | {"party": str(document.delivery_set.get().member)}
    if document.kind == "V":
        sale = document.sale_set.get()
        return said | {"party": str(sale.buyer), "amount": soles(sale.total)}
    if document.kind == "TR":
        moved = document.transfer_set.get()
        return said | {"from": moved.source, "to": moved.target, "amount": soles(moved.amount)}
    receipt = document.receipt_set.get()
    return said | {
        "party": receipt.party,
        "account": receipt.account,
        "amount": soles(receipt.amount),
    }


def test_the_papers_are_those_expected_in_the_order_typed(worked_month):
    expected = []
    for one in filter(of_this_work, EXPECTED["documents"]):
        kept = {key: value for key, value in one.items() if key not in ("event", "ref")}
        kept["number"] = here(one["number"])
        if "party" in kept:
            kept["party"] = NAMES.get(one["party"], one["party"])
        expected.append(kept)

    assert [stated(one) for one in Document.select().order_by(Document.id)] == expected


def test_the_deliveries_are_those_expected(worked_month):
    found = [
        {
            "number": str(one.document),
            "date": str(one.document.day),
            "member": str(one.member),
            "product": str(one.product),
            "grade": str(one.grade),
            "unit": str(one.product.unit),
            "sacks": one.sacks,
            "gross": kilos(one.gross),
            "tare": kilos(one.tare),
            "net": kilos(one.net),
            "discount": kilos(one.discount),
            "payable": kilos(one.payable),
            "suggested_advance": soles(one.suggested),
            "advance": soles(advance_of(one)),
            "advance_document": str(Document.get(Document.about == one.document)),
        }
        for one in Delivery.select().join(Document).order_by(Document.id)
    ]

    expected = [
        one
        | {
            "member": NAMES[one["member"]],
            "product": PRODUCTS[one["product"]],
            "grade": GRADES[one["grade"]],
        }
        for one in EXPECTED["deliveries"]
    ]
    assert found == [{key: one[key] for key in one if key != "ref"} for one in expected]


def draws(line: SaleLine) -> dict[str, str]:
    """What the line took when it was typed; a void one gave it back since."""
    taken = StockEntry.select().where(
        StockEntry.document == line.sale_id,
        StockEntry.line == line.place,
        StockEntry.quantity < 0,
    )
    return {str(one.delivery): kilos(-one.quantity) for one in taken.order_by(StockEntry.id)}


def test_the_sales_are_those_expected_with_what_each_line_drew(worked_month):
    found = []
    for sale in Sale.select().join(Document).order_by(Document.id):
        owed = balance_of(sale)
        void = not sale.document.is_valid
        found.append(
            {
                "number": str(sale),
                "date": str(sale.document.day),
                "buyer": str(sale.buyer),
                "lot": str(sale.lot),
                "terms": sale.terms,
                "due": str(sale.due),
                "lines": [
                    {
                        "product": str(line.product),
                        "grade": str(line.grade),
                        "quantity": kilos(line.quantity),
                        "amount": soles(line.amount),
                        "draws": draws(line),
                    }
                    for line in sale.lines.order_by(SaleLine.place)
                ],
                "total": soles(sale.total),
                "collected": soles(Decimal(0) if void else sale.total - owed),
                "state": STATES[state_of(sale, owed)],
            }
        )

    expected = [
        {key: one[key] for key in one if key != "ref"}
        | {
            "buyer": NAMES[one["buyer"]],
            "lines": [
                line | {"product": PRODUCTS[line["product"]], "grade": GRADES[line["grade"]]}
                for line in one["lines"]
            ],
        }
        for one in EXPECTED["sales"]
    ]
    assert found == expected


@pytest.mark.parametrize("expected", EXPECTED["lots"], ids=lambda one: one["lot"])
def test_a_lot_is_what_its_valid_sales_drew_and_its_costs(worked_month, expected):
    sales = [one for one in Sale.select() if str(one.lot) == expected["lot"]]
    valid = [one for one in sales if one.document.is_valid]
    pieces: dict[str, Decimal] = {}
    for entry in StockEntry.select().where(StockEntry.document << [one.document for one in sales]):
        number = str(entry.delivery)
        pieces[number] = pieces.get(number, Decimal(0)) - entry.quantity
    gross = sum((one.total for one in valid), Decimal(0))
    held = money.balance(worked_month, money.PRODUCE, may(31), sales[0].lot)

    assert kilos(sum(pieces.values(), Decimal(0))) == expected["sold"]
    assert {number: kilos(part) for number, part in sorted(pieces.items())} == expected["pieces"]
    assert soles(gross) == expected["gross"]
    assert soles(held + gross) == expected["costs"]  # it holds the costs less the gross


def test_the_kardex_is_the_one_expected(worked_month):
    found = [
        {
            "product": str(card.grade.product),
            "grade": str(card.grade),
            "unit": str(card.grade.product.unit),
            "opening": kilos(card.opening),
            "rows": [
                {
                    "date": str(line.day),
                    "document": line.number,
                    "in": kilos(line.came),
                    "out": kilos(line.went),
                    "balance": kilos(line.balance),
                }
                for line in card.lines
            ],
            "closing": kilos(card.closing),
        }
        for card in kardex_of(worked_month, MAY)
    ]

    assert found == [
        one | {"product": PRODUCTS[one["product"]], "grade": GRADES[one["grade"]]}
        for one in OF_MAY["kardex"]
    ]


def test_what_buyers_owe_is_what_was_expected(worked_month):
    expected = OF_MAY["receivables"]

    owed = receivables(worked_month, may(31))

    assert [
        {
            "sale": str(one.sale),
            "buyer": str(one.sale.buyer),
            "date": str(one.sale.document.day),
            "due": str(one.sale.due),
            "total": soles(one.sale.total),
            "collected": soles(one.collected),
            "balance": soles(one.balance),
            "days": one.days,
            "bucket": one.age,
        }
        for one in owed
    ] == [one | {"buyer": NAMES[one["buyer"]]} for one in expected["rows"]]
    assert soles(money.balance(worked_month, money.RECEIVABLE, may(31))) == expected["total"]


def test_the_harvests_are_those_expected(worked_month):
    found = [
        {
            "date": str(one.day),
            "member": str(one.member),
            "product": str(one.product),
            "plot": str(one.plot),
            "area_m2": int(one.area * 10000),
            "total": kilos(one.total),
            "destinations": {
                name: kilos(getattr(one, name)) for name in DESTINATIONS if name != "undecided"
            },
            "yield_per_ha": str(one.per_hectare()),
        }
        for one in harvests_of(worked_month, may(1), may(31))
    ]

    assert found == [
        {key: one[key] for key in one if key != "ref"}
        | {"member": NAMES[one["member"]], "product": PRODUCTS[one["product"]]}
        for one in OF_MAY["harvests"]["rows"]
    ]


def test_the_people_are_those_expected(worked_month):
    people = indicators_of(worked_month, MAY)

    expected = OF_MAY["members"]
    assert (people.active, people.women) == (expected["active"], expected["women"])
    assert str(people.women_percent) == expected["women_pct"]


def test_the_voided_papers_are_those_expected(worked_month):
    (document,) = voided_in(worked_month, MAY)

    (expected,) = OF_MAY["voided"]
    assert stated(document) == expected | {"state": "voided", "party": "Comprador Demo A"}


def test_the_totals_that_need_no_later_work_are_those_expected(worked_month):
    found, expected = totals_of(worked_month, MAY), OF_MAY["totals"]

    assert {unit: kilos(one) for unit, one in found.delivered.items()} == expected["delivered"]
    for name in ("sales", "sales_voided", "cash_sales", "credit_sales", "collected"):
        assert soles(getattr(found, name)) == expected[name], name
    assert soles(found.advances_paid) == expected["advances_paid"]
    assert soles(sum(advances_paid(worked_month, MAY).values())) == expected["advances_paid"]
    assert found.deliveries == OF_MAY["sheet_rows"]["Acopio"]
    assert len(sales_in(worked_month, MAY)) == OF_MAY["sheet_rows"]["Ventas"]


@pytest.mark.parametrize("purse", ["cash", "bank"])
def test_the_books_are_those_expected_less_the_lines_of_later_work(worked_month, purse):
    """The lines are equal; each balance is lower by what the receipts for dues had brought."""
    papers = {one["number"]: one for one in EXPECTED["documents"]}
    balance = Decimal(OF_MAY[f"{purse}_book"]["opening"])
    expected = []
    for row in OF_MAY[f"{purse}_book"]["rows"]:
        if of_this_work(papers[row["document"]]):
            balance += Decimal(row["in"]) - Decimal(row["out"])
            expected.append(row | {"document": here(row["document"]), "balance": soles(balance)})

    found = book_of(worked_month, purse, may(1), may(31))

    assert [
        {
            "date": str(line.day),
            "document": line.number,
            "in": soles(line.came),
            "out": soles(line.went),
            "balance": soles(line.balance),
        }
        | ({"operation": line.operation} if line.operation else {})
        for line in found.lines
    ] == expected
    assert soles(found.opening) == OF_MAY[f"{purse}_book"]["opening"]
    assert found.closing == balance


def test_of_eight_refusals_and_warnings_two_belong_to_later_work():
    kept = [one for one in worked_so_far()["inputs"]["events"] if one["do"].startswith("expect")]

    assert len(EXPECTED["tried"]) - len(kept) == 2


# What a cuaderno is refused for -----------------------------------------------------------------

Change = Callable[[dict[str, Any]], object]


def event(place: int, **changes: Any) -> Change:
    return lambda inputs: inputs["events"][place - 1].update(changes)


def only(*events: dict[str, Any]) -> Change:
    return lambda inputs: inputs.update(events=list(events))


EXPENSE = {
    "date": "2026-05-04",
    "do": "expense",
    "category": "útiles",
    "payee": "Librería",
    "concept": "Papel",
    "amount": "6.00",
    "account": "cash",
}
REFUSED: dict[str, tuple[Change, str]] = {
    "an unknown verb": (event(20, do="fly"), r"Evento 20: .* «fly»"),
    "an unknown verb inside": (
        only(
            {"do": "expect_refused", "because": "x", "says_one_of": ["x"], "event": {"do": "fly"}}
        ),
        r"Evento 1: .* «fly»",
    ),
    "an expectation inside another": (
        only({"do": "expect_refused", "event": {"do": "expect_refused", "event": EXPENSE}}),
        r"Evento 1: .* «expect_refused»",
    ),
    "a verb that is no word": (event(1, do=["harvest"]), "Evento 1"),
    "an event that is no object": (only("harvest"), "Evento 1"),
    "a missing field": (lambda i: i["events"][0].pop("total"), r"Evento 1 \(harvest\).*«total»"),
    "an unknown member": (event(1, member="S99"), r"Evento 1 \(harvest\).*«S99»"),
    "a figure with a comma": (event(1, total="1,200.0"), "Evento 1 .*«1,200.0» no es un número"),
    "a figure that is a number": (event(1, total=1200.0), r"Evento 1 .*no es un número"),
    "a figure of two points": (event(1, total="1.2.0"), r"Evento 1 .*no es un número"),
    "a figure without an end": (event(1, total="9" * 30), r"Evento 1 .*no es un número"),
    "a day there is not": (event(1, date="2026-02-30"), r"Evento 1 .*«2026-02-30» no es una fecha"),
    "a day of another form": (event(1, date="20260504"), r"Evento 1 .*no es una fecha"),
    "an unknown destination": (event(1, destinations={"fiesta": "1200.0"}), "Evento 1 .*fiesta"),
    "a paper of another kind": (
        only({"date": "2026-05-04", "do": "void_sale", "sale": "nada", "reason": "x"}),
        r"Evento 1 \(void_sale\).*«nada»",
    ),
    "money there is not": (only(EXPENSE | {"amount": "99999.00"}), "Evento 1 .*No alcanza"),
    "letters that cannot be kept": (only(EXPENSE | {"concept": "a\x00b"}), "Evento 1 .*caracteres"),
    "an account there is not": (only(EXPENSE | {"account": "cofre"}), "Evento 1 .*caja o banco"),
    "an account that is no word": (only(EXPENSE | {"account": []}), "Evento 1"),
    "a refusal that does not come": (
        only({"do": "expect_refused", "because": "prueba", "says_one_of": ["x"], "event": EXPENSE}),
        r"Evento 1 \(expect_refused\).*prueba.*nada",
    ),
    "a warning that does not come": (
        only(
            {
                "do": "expect_warning",
                "because": "prueba",
                "says_one_of": ["x"],
                "keep": False,
                "event": EXPENSE,
            }
        ),
        r"Evento 1 \(expect_warning\).*prueba.*nada",
    ),
    "a refusal in other words": (
        only(
            {
                "do": "expect_refused",
                "because": "prueba",
                "says_one_of": ["arcoíris"],
                "event": EXPENSE | {"amount": "99999.00"},
            }
        ),
        r"Evento 1 \(expect_refused\).*prueba.*No alcanza",
    ),
    "an unknown district": (lambda i: i["association"].update(ubigeo="999999"), "Al empezar"),
    "a wrong RUC": (lambda i: i["association"].update(ruc="20999999991"), "Al empezar.*RUC"),
    "a missing opening": (lambda i: i.pop("opening"), "Al empezar.*«opening»"),
    "a list that is a word": (lambda i: i.update(members="S01"), "Al empezar"),
    "a key given twice": (
        lambda i: i["members"][1].update(ref=i["members"][0]["ref"]),
        "Al empezar.*clave «S01» está repetida",
    ),
    "a paper's key given twice": (
        lambda i: i["events"].append(dict(i["events"][5])),
        "Evento .*clave «.*» está repetida",
    ),
    "books begun in the middle of a month": (
        lambda i: i["opening"].update(date="2026-05-15"),
        "Al empezar.*primer día de un mes, no el 15/05/2026",
    ),
    "a day of a far year": (event(1, date="2999-12-31"), "Evento 1 .*El año 2999 no puede ser"),
    "an amount that no receipt can say": (
        only(
            EXPENSE
            | {"do": "income", "ref": "x", "from": "Feria", "category": "aportes"}
            | {"amount": "1000000000.00"}
        ),
        r"Evento 1 .*monto más alto .* S/ 999,999,999.99",
    ),
    "a DNI typed twice": (
        lambda i: i["members"][1].update(dni=i["members"][0]["dni"]),
        "Al empezar.*ya está en el padrón",
    ),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_cuaderno_is_refused_whole_for(book, tmp_path, case):
    change, why = REFUSED[case]
    written = worked_so_far()
    change(written["inputs"])
    before = everything()

    with pytest.raises(Refused, match=why):
        load(written, tmp_path)

    assert everything() == before


def test_an_unknown_verb_is_refused_before_anything_is_done(book, tmp_path):
    """The last event names a verb nobody knows; the first one could not be done either."""
    written = worked_so_far()
    written["inputs"]["events"][0]["member"] = "S99"
    written["inputs"]["events"][-1]["do"] = "settle_everything"

    with pytest.raises(Refused, match="settle_everything"):
        load(written, tmp_path)


def test_a_voided_paper_of_another_kind_is_not_what_was_meant(book, tmp_path):
    written = worked_so_far()
    written["inputs"]["events"].append(
        {"date": "2026-05-30", "do": "void_sale", "sale": "d1", "reason": "x"}
    )

    with pytest.raises(Refused, match="falta «d1»"):
        load(written, tmp_path)


@pytest.mark.parametrize(
    "text", ["", "hola", "[]", '{"form": "otro"}', '{"form": "cuaderno-1"}', "[" * 100_000]
)
def test_a_file_that_is_no_cuaderno_is_refused(book, tmp_path, text):
    path = tmp_path / "cuaderno.json"
    path.write_text(text)

    with pytest.raises(Refused, match="no es un cuaderno"):
        cuaderno.load(path)


def test_a_file_that_is_not_there_is_refused(book, tmp_path):
    with pytest.raises(Refused, match="No se puede leer"):
        cuaderno.load(tmp_path / "nada.json")


def test_a_warning_that_is_kept_makes_the_paper_and_notes_what_was_asked(book, tmp_path):
    written = worked_so_far()
    warned = next(one for one in written["inputs"]["events"] if one["do"] == "expect_warning")
    warned["keep"] = True

    load(written, tmp_path)

    kept = [one for one in Document.select() if "cosecha" in one.noted]
    assert [str(one) for one in kept] == ["EN-2026-0006"]


def test_what_was_refused_once_can_be_done_later(book, tmp_path):
    """A resignation before the admission is refused; the member still resigns afterwards."""
    leave = {"date": "2023-01-01", "do": "resign", "member": "S08", "reason": "se mudó"}
    written = worked_so_far()
    written["inputs"]["events"] = [
        {"do": "expect_refused", "because": "antes", "says_one_of": ["antes"], "event": leave},
        leave | {"date": "2026-05-10"},
        {
            "do": "expect_refused",
            "because": "ya no es socio",
            "says_one_of": ["socio"],
            "event": {
                "date": "2026-05-11",
                "do": "deliver",
                "ref": "d1",
                "member": "S08",
                "product": "papa",
                "grade": "primera",
                "quantity": "1.0",
                "unit": "kg",
            },
        },
    ]

    association = load(written, tmp_path)

    assert indicators_of(association, MAY).active == 7


def test_what_was_refused_leaves_no_key(book, tmp_path):
    written = worked_so_far()
    ana = {"ref": "N1", "name": "Otra Persona, Ana", "sex": "F"}
    ana["dni"] = written["inputs"]["members"][0]["dni"]
    admission = {"date": "2026-05-30", "do": "admit", "member": ana}
    written["inputs"]["events"] = [
        {
            "do": "expect_refused",
            "because": "su DNI ya está",
            "says_one_of": ["padrón"],
            "event": admission,
        },
        EXPENSE | {"payee": "N1"},
    ]

    load(written, tmp_path)

    assert Receipt.get().party == "N1"  # a name like any other
    assert Receipt.get().member is None


def test_a_cuaderno_saved_by_a_windows_editor_is_read(book, tmp_path):
    path = tmp_path / "cuaderno.json"
    path.write_text(json.dumps(worked_so_far()), "utf-8-sig")

    assert cuaderno.load(path).name


def test_the_same_cuaderno_twice_makes_one_association(book, tmp_path):
    load(worked_so_far(), tmp_path)
    before = everything()

    with pytest.raises(Refused, match="Al empezar"):
        load(worked_so_far(), tmp_path)

    assert everything() == before
    assert Association.select().count() == 1


def test_the_sample_is_a_cuaderno_this_program_can_do(book):
    written = json.loads(cuaderno.SAMPLE.read_text("utf-8"))

    association = cuaderno.load(cuaderno.SAMPLE)

    assert str(association) == written["inputs"]["association"]["name"]


# Every other verb and opening -------------------------------------------------------------------


def test_a_cuaderno_opens_with_what_members_owed_and_with_funds(book, tmp_path):
    written = worked_so_far()
    written["inputs"]["events"] = []
    written["inputs"]["opening"] |= {
        "dues": [
            {"member": "S03", "month": "2026-03", "amount": "5.00"},
            {"member": "S03", "month": "2026-04", "amount": "5.00"},
        ],
        "funds": [{"fund": "riego", "name": "Riego 2026", "amount": "400.00"}],
        "income_to_date": [{"member": "S01", "amount": "1250.50"}],
    }

    association = load(written, tmp_path)

    for account, amount in (
        (money.CASH, "2650.40"),
        (money.BANK, "1200.00"),
        (money.LOANS, "300.00"),
        (money.INPUTS, "60.00"),
        (money.DUES, "10.00"),
        (money.FUNDS, "400.00"),
        (money.INCOME_TO_DATE, "1250.50"),
    ):
        assert soles(money.balance(association, account, may(1))) == amount, account


def test_people_come_and_buyers_are_added_while_the_month_goes_on(book, tmp_path):
    ana = {"ref": "S09", "name": "Ana Demo", "dni": "99900009", "sex": "F", "dues_exempt": True}
    written = worked_so_far()
    written["inputs"]["events"] = [
        {"date": "2026-05-10", "do": "admit", "member": ana},
        {
            "date": "2026-05-10",
            "do": "add_buyer",
            "buyer": {"ref": "C", "name": "Comprador Demo C", "dni": "99900077"},
        },
        {
            "date": "2026-05-11",
            "do": "income",
            "ref": "i1",
            "from": "S09",
            "category": "aportes",
            "concept": "Aporte de ingreso",
            "amount": "20.00",
            "account": "bank",
            "method": "Plin",
        },
        {"date": "2026-05-12", "do": "void_receipt", "receipt": "i1", "reason": "duplicado"},
    ]

    association = load(written, tmp_path)

    assert indicators_of(association, MAY).active == 9
    (receipt,) = Document.select()
    assert stated(receipt) == {
        "number": "RI-2026-0001",
        "date": "2026-05-11",
        "state": "voided",
        "voided_on": "2026-05-12",
        "reason": "duplicado",
        "party": "Ana Demo",
        "account": "bank",
        "amount": "20.00",
    }


def test_units_of_the_file_take_the_place_of_those_every_association_begins_with(book, tmp_path):
    written = worked_so_far()
    written["inputs"]["parameters"]["units"] = [{"unit": "Arroba", "of": "kg", "factor": "12.5"}]
    written["inputs"]["products"][0]["units"] = [{"unit": "saco", "factor": "60"}]
    written["inputs"]["events"] = [
        {
            "date": "2026-05-05",
            "do": "deliver",
            "ref": unit,
            "member": "S01",
            "product": "papa",
            "grade": "primera",
            "quantity": "2",
            "unit": unit,
        }
        for unit in ("arroba", "saco")
    ]

    load(written, tmp_path)

    assert [kilos(one.payable) for one in Delivery.select()] == ["25.0", "120.0"]


def test_spending_from_a_fund_is_refused_until_the_program_knows_how(book, tmp_path):
    written = worked_so_far()
    written["inputs"]["events"] = [EXPENSE | {"fund": "riego"}]

    with pytest.raises(Refused, match="fondo"):
        load(written, tmp_path)


def test_a_delivery_and_a_receipt_may_have_the_same_key(book, tmp_path):
    written = worked_so_far()
    for event in written["inputs"]["events"]:
        if event.get("ref") == "c1":  # the collection of the first sale
            event["ref"] = "d1"

    assert load(written, tmp_path).name == written["inputs"]["association"]["name"]
