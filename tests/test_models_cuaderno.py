"""A cuaderno is done whole or not at all, through the same deeds as the screens.

That the worked month gives the figures another hand worked out is asked in
`test_models_worked_month.py`.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from models import money
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.funds import Fund, held_in
from models.changes import Refused
from models.cuaderno import loading as cuaderno
from models.documents import Document
from models.month.indicators import indicators_of
from models.produce.deliveries import Delivery
from tests.factories import (
    MAY,
    everything,
    load,
    may,
    month_before_closing,
    month_before_settling,
    worked_month,
)

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
    "a day there is not": (event(1, date="2026-02-30"), r"Evento 1 .*«2026-02-30» no existe"),
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
    written = month_before_closing()
    change(written["inputs"])
    before = everything()

    with pytest.raises(Refused, match=why):
        load(written, tmp_path)

    assert everything() == before


def test_an_unknown_verb_is_refused_before_anything_is_done(book, tmp_path):
    """The last event names a verb nobody knows; the first one could not be done either."""
    written = worked_month()
    written["inputs"]["events"][0]["member"] = "S99"
    written["inputs"]["events"][-1]["do"] = "settle_everything"

    with pytest.raises(Refused, match="settle_everything"):
        load(written, tmp_path)


def test_a_voided_paper_of_another_kind_is_not_what_was_meant(book, tmp_path):
    written = month_before_closing()
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
    written = worked_month()
    warned = next(one for one in written["inputs"]["events"] if one["do"] == "expect_warning")
    warned["keep"] = True

    load(written, tmp_path)

    kept = [one for one in Document.select() if "cosecha" in one.noted]
    assert [str(one) for one in kept] == ["EN-2026-0006"]


def test_what_was_refused_once_can_be_done_later(book, tmp_path):
    """A resignation before the admission is refused; the member still resigns afterwards."""
    leave = {"date": "2023-01-01", "do": "resign", "member": "S08", "reason": "se mudó"}
    written = worked_month()
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
    written = worked_month()
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
    path.write_text(json.dumps(worked_month()), "utf-8-sig")

    assert cuaderno.load(path).name


def test_the_same_cuaderno_twice_makes_one_association(book, tmp_path):
    load(worked_month(), tmp_path)
    before = everything()

    with pytest.raises(Refused, match="Al empezar"):
        load(worked_month(), tmp_path)

    assert everything() == before
    assert Association.select().count() == 1


def test_the_sample_is_a_cuaderno_this_program_can_do(book):
    written = json.loads(cuaderno.SAMPLE.read_text("utf-8"))

    association = cuaderno.load(cuaderno.SAMPLE)

    assert str(association) == written["inputs"]["association"]["name"]


# Every other verb and opening -------------------------------------------------------------------


def test_a_cuaderno_opens_with_what_members_owed_and_with_funds(book, tmp_path):
    written = worked_month()
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
        (money.FUNDS, "-400.00"),  # owed to its purpose
        (money.INCOME_TO_DATE, "1250.50"),
    ):
        assert str(money.balance(association, account, may(1))) == amount, account


def test_people_come_and_buyers_are_added_while_the_month_goes_on(book, tmp_path):
    ana = {"ref": "S09", "name": "Ana Demo", "dni": "99900009", "sex": "F", "dues_exempt": True}
    written = worked_month()
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
    assert (receipt.number, receipt.state) == ("RI-2026-0001", "voided")
    assert (receipt.voided_on, receipt.reason) == (may(12), "duplicado")
    paid = Receipt.get()
    assert (paid.party, paid.account, str(paid.amount)) == ("Ana Demo", "bank", "20.00")
    assert paid.method == "wallet"


def test_units_of_the_file_take_the_place_of_those_every_association_begins_with(book, tmp_path):
    written = worked_month()
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

    assert [f"{one.payable:.1f}" for one in Delivery.select()] == ["25.0", "120.0"]


def test_a_fund_is_given_to_and_spent_from_by_its_key(book, tmp_path):
    written = worked_month()
    written["inputs"]["opening"]["funds"] = [
        {"fund": "riego", "name": "Riego 2026", "amount": "400.00"}
    ]
    given = {"do": "donate", "ref": "g1", "from": "Donante Demo", "concept": "Para riego"}
    written["inputs"]["events"] = [
        EXPENSE | given | {"amount": "50.00", "account": "bank", "fund": "riego"},
        EXPENSE | {"fund": "riego", "amount": "120.00"},
    ]

    load(written, tmp_path)

    assert str(held_in(Fund.get(), may(31))) == "330.00"


def test_a_fund_nobody_opened_is_refused(book, tmp_path):
    written = worked_month()
    written["inputs"]["events"] = [EXPENSE | {"fund": "riego"}]

    with pytest.raises(Refused, match=r"Evento 1 \(expense\).*«riego»"):
        load(written, tmp_path)


def test_a_delivery_and_a_receipt_may_have_the_same_key(book, tmp_path):
    written = worked_month()
    for event in written["inputs"]["events"]:
        if event.get("ref") == "c1":  # the collection of the first sale
            event["ref"] = "d1"

    assert load(written, tmp_path).name == written["inputs"]["association"]["name"]


# What the program must refuse, as a cuaderno asks for it ----------------------------------------


def refused(event: dict[str, Any], *words: str) -> dict[str, Any]:
    day = event["date"]
    says = {"because": "prueba", "says_one_of": list(words)}
    return {"date": day, "do": "expect_refused", **says, "event": event}


DAY = "2026-05-28"
MUST_BE_REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "settling what nobody ever sold": (
        {"date": DAY, "do": "settle", "lot": "quinua-julio"},
        "no tiene ninguna venta",
    ),
    "paying of a lot nobody ever sold": (
        {"date": DAY, "do": "pay_settlement", "lot": "olluco", "member": "S01", "account": "cash"},
        "no tiene liquidación",
    ),
    "an amount below zero": (EXPENSE | {"amount": "-6.00"}, "mayor que cero"),
    "a weight below zero": (
        {"date": DAY, "do": "deliver", "ref": "x", "member": "S01", "product": "papa"}
        | {"grade": "primera", "gross": "-5.0", "tare": "0.0", "sacks": 1},
        "mayor que cero",
    ),
    "coins fewer than none": ({"date": DAY, "do": "cash_count", "count": {"1": -2}}, "negativ"),
    "a day there is not": (EXPENSE | {"date": "2026-02-30"}, "no existe"),
    "a destination there is not": (
        {"date": DAY, "do": "harvest", "ref": "x", "member": "S01", "product": "papa"}
        | {"total": "5.0", "destinations": {"sale": "3.0", "fiesta": "2.0"}},
        "no es un destino",
    ),
    "a deduction of who is nobody": (
        {"date": DAY, "do": "settle", "lot": "papa-mayo", "deductions": {"S99": {"loan": "1.00"}}},
        "S99",
    ),
    "a month there is not": (
        {"date": DAY, "do": "close_month", "month": "2026-13"},
        "no es un mes",
    ),
    "a coin in two heaps": (
        {"date": DAY, "do": "cash_count", "count": {"0.5": 2, "0.50": 3}, "explanation": "x"},
        "0.50",
    ),
}


@pytest.mark.parametrize("case", MUST_BE_REFUSED, ids=str)
def test_what_must_be_refused_is_refused_in_its_own_words(book, tmp_path, case):
    event, words = MUST_BE_REFUSED[case]
    written = month_before_settling()
    events = written["inputs"]["events"]

    events.append(refused(event, words))
    load(written, tmp_path)

    events[-1] = refused(event, "arcoíris")
    with pytest.raises(Refused, match=rf"{len(events)} \(expect_refused\).*prueba.*{words}"):
        load(written | {"inputs": another(written["inputs"])}, tmp_path)


def another(inputs: dict[str, Any]) -> dict[str, Any]:
    """The same of another association, for the first is in the book by now."""
    return inputs | {"association": inputs["association"] | {"name": "Otra", "ruc": "20131312955"}}


@pytest.mark.parametrize("words", ["caja", [], ["caja", 5], None, {"caja": 1}])
def test_the_words_that_are_expected_are_a_list_of_words(book, tmp_path, words):
    event = refused(EXPENSE | {"account": "cofre"}) | {"says_one_of": words}
    written = worked_month()
    written["inputs"]["events"] = [event]

    with pytest.raises(Refused, match=r"Evento 1 \(expect_refused\).*de una forma"):
        load(written, tmp_path)
