"""Every event of a cuaderno done by the hands of a treasurer: settling, counting and closing too."""

from collections.abc import Callable
from functools import partial

from models.documents import Document
from models.fields import folded
from models.months import Month
from tests.ui_book import settle
from tests.ui_keys import label_of, sentences_in, words_in
from tests.ui_treasurer import PURSES, Treasurer, Written, day_of
from ui.settling.settle import SettleLot
from ui.settling.settled import SettledLot

# What is taken off a settlement, by the word above its field.
DEDUCTIONS = {"Insumos": "inputs", "Préstamo": "loan", "Cuotas": "dues"}


def do(her: Treasurer, event: Written) -> None:
    """One event of a cuaderno, by keys."""
    deeds: dict[str, Callable[[Written], None]] = {
        "harvest": her.write_down_harvest,
        "deliver": her.take_in,
        "sell": her.sell,
        "void_sale": her.void_sale,
        "collect": her.collect,
        "pay_dues": her.receive_dues,
        "expense": her.spend,
        "transfer": her.pass_money,
        "settle": partial(settle_lot, her),
        "pay_settlement": partial(pay_settlement, her),
        "cash_count": partial(count_cash, her),
        "close_month": partial(close_month, her),
        "expect_refused": partial(try_in_vain, her),
        "expect_warning": partial(try_in_vain, her),
    }
    deeds[event["do"]](event)


def forecast(her: Treasurer, event: Written) -> None:
    """What each member would get of the lot, on that day."""
    her.go_to("Liquidar")
    her.find_paper(event["lot"])
    her.type("<Return>")
    settle(her.root, lambda: isinstance(her.screen, SettleLot))
    her.tab_to_field("Fecha")
    her.type(day_of(event["date"]), "<Return>")
    settle(her.root)


def settle_lot(her: Treasurer, event: Written) -> None:
    forecast(her, event)
    taken = {her.members[ref]: amounts for ref, amounts in event["deductions"].items()}
    her.type("<Home>")
    for row in her.screen.rows(0, -1):
        assert her.screen.ledger.current == row
        take_off(her, taken.get(row[1], {}))
    asked = her.answer(f"¿Liquidar el lote «{event['lot']}»?", "<Return>")
    her.type("<F9>")
    asked()
    settle(her.root, lambda: isinstance(her.screen, SettledLot))


def take_off(her: Treasurer, amounts: Written) -> None:
    """So much of what the member in sight owes; Enter after the last goes to the next one."""
    her.type("<Return>")
    while what := DEDUCTIONS.get(label_of(her.root.focus_get())):
        her.type("<Control-a>", amounts.get(what, "0"), "<Return>")


def pay_settlement(her: Treasurer, event: Written) -> None:
    """How this one is paid; all are handed over together once each has its operation."""
    ledger = her.screen.ledger
    assert her.members[event["member"]] in ledger.shown(ledger.current)
    her.type("<Return>")
    her.choose_chip(PURSES[event["account"]])
    her.type("<Return>", event["operation"], "<Return>")
    operations = [row[5] for row in her.screen.rows(0, -1)]
    if not all(operations):
        return
    her.tab_to_field("Fecha de pago")
    her.type(day_of(event["date"]))
    asked = her.answer(f"¿Pagar {len(operations)} liquidaciones?", "<Return>")
    her.type("<F9>")
    asked()
    assert her.told.startswith(f"Pagadas {len(operations)} liquidaciones.")
    her.put_paper_away()


def count_cash(her: Treasurer, event: Written) -> None:
    her.go_to("Caja y banco")
    her.type("<Control-n>", "<Escape>", day_of(event["date"]), "<Return>")
    for piece, pieces in event["count"].items():
        her.walk_to(f"S/ {piece}")
        her.type(str(pieces))
    her.type("<F9>")
    assert her.told.startswith("Guardado: se contó"), her.told


def close_month(her: Treasurer, event: Written) -> None:
    her.go_to("Cerrar el mes")
    title = Month.read(event["month"]).title
    asked = her.answer(f"¿Cerrar {title}?", "<Shift-Tab>", "<Return>")
    her.type("<F9>")
    asked()
    assert folded(f"{title} está cerrado") in folded(words_in(her.root))


# What must not be ---------------------------------------------------------------------------------


def try_in_vain(her: Treasurer, event: Written) -> None:
    """What is refused, or warned of so that she steps back: it is said, and nothing stored."""
    inner, papers = event["event"], Document.select().count()
    if "number" in inner:
        return  # the program gives the numbers: there is no field to type one in
    if inner["do"] == "settle":
        forecast(her, inner)
        her.type("<F9>")
        said = her.read_out()
    else:
        said = typed_in_vain(her, inner)
    assert any(folded(words) in folded(said) for words in event["says_one_of"]), said
    assert Document.select().count() == papers


def typed_in_vain(her: Treasurer, event: Written) -> str:
    """What the screen says beside its fields; it is left unsaved."""
    type_it: dict[str, Callable[[Written], None]] = {
        "deliver": her.type_delivery,
        "sell": her.type_sale,
        "collect": her.type_collection,
        "expense": her.type_expense,
    }
    type_it[event["do"]](event)
    her.type("<F9>")
    settle(her.root)
    said = sentences_in(her.screen)
    her.let_go()
    return said
