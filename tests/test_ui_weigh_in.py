"""The weigh-in: by keys alone, once, and nothing typed is lost."""

from datetime import date
from decimal import Decimal

import pytest

from models.cash.cash_book import Receipt
from models.money import BANK
from models.months import Month
from models.people.members import Member
from models.produce.deliveries import Delivery, advance_of
from models.produce.harvests import Harvest
from tests.factories import a_grade, may
from tests.ui_book import press, settle
from tests.ui_shell import shell_on, type_keys
from ui.weighing import weigh_in as room


@pytest.fixture
def shell(root, unsettled_month):
    with shell_on(root, unsettled_month) as made:
        yield made


@pytest.fixture
def screen(shell, root):
    made = shell.go("weigh_in")
    root.update()
    return made


@pytest.fixture
def keys(root):
    return lambda *pressed: type_keys(root, *pressed)


def last() -> Delivery:
    return Delivery.select().order_by(Delivery.document.desc()).first()


def deliveries() -> int:
    return Delivery.select().count()


def to_the_scale(keys) -> None:
    """Socio Demo 07 with potatoes of the first quality, the keyboard in the weight."""
    keys("s07", "<Return>", "<Return>", "<Left>", "<Return>")


def test_a_whole_weigh_in_by_keys_alone_ends_in_the_delivery_the_paper_says(screen, keys):
    to_the_scale(keys)
    keys("332", "<Return>", "6", "<Return>", "<Return>", "2", "<Return>")
    on_paper = {name: screen.sums[name].get() for name in ("net", "payable", "advance")}
    keys("<Control-g>")

    made = last()
    assert on_paper == {"net": "329.0 kg", "payable": "322.4 kg", "advance": "S/ 161.20"}
    assert (made.member.code, str(made.product), str(made.grade)) == ("S07", "Papa", "Primera")
    assert (made.gross, made.sacks, made.tare) == (Decimal(332), 6, Decimal(3))
    assert (made.impurity, made.payable) == (Decimal(2), Decimal("322.4"))
    assert advance_of(made) == Decimal("161.20")
    assert made.document.day == date.today()


def test_pressing_twice_makes_one_delivery_and_shows_its_papers(shell, screen, keys):
    before = deliveries()
    to_the_scale(keys)
    keys("100")
    field = screen.form.gross.entry
    field.event_generate("<F9>")
    field.event_generate("<F9>")
    shell.update()

    assert deliveries() == before + 1
    assert shell.where[0] == "preview"
    kinds = [one.kind for one in shell.where[1]["documents"]]
    assert kinds == ["EN", "RE"]


def test_after_saving_the_form_waits_for_the_next_person_with_the_same_grade(shell, screen, keys):
    to_the_scale(keys)
    keys("100", "<Control-g>")

    assert shell.said == [f"Guardado {last()}  ·  Socio Demo 07  ·  100.0 kg"]
    assert not screen.unsaved
    assert str(screen.offer.grade) == "Primera"
    assert screen.focus_get() is screen.form.who.entry
    assert screen.so_far.cget("text") == "Hoy: 1 entrega, 100.0 kg, S/ 50.00 en adelantos"


def test_an_improbable_weight_is_asked_and_the_second_press_saves_it_noted(screen, keys):
    before = deliveries()
    to_the_scale(keys)
    keys("1250.0", "<Control-g>")

    assert deliveries() == before
    assert "¿1,250.0 kg de una sola persona?" in screen.form.beside["weight"].said

    keys("<Control-g>")

    assert deliveries() == before + 1
    assert "1,250.0 kg" in last().document.noted


def test_a_changed_weight_is_asked_again(screen, keys):
    to_the_scale(keys)
    keys("1250.0", "<Control-g>")
    before = deliveries()
    keys("1350.0", "<Control-g>")

    assert deliveries() == before
    assert "1,350.0" in screen.form.beside["weight"].said


def test_more_than_its_harvest_gave_is_asked_beside_the_harvest(screen, keys):
    screen.day.put(may(31))
    keys("s03", "<Return>", "<Return>", "<Left>", "<Return>", "60", "<Control-g>")

    assert isinstance(screen.offer.harvest, Harvest)
    assert "350.0" in screen.form.beside["harvest"].said


def test_nothing_typed_is_lost_when_it_is_refused(screen, keys):
    to_the_scale(keys)
    keys("900", "<Return>", "<Return>", "<Return>", "<Return>", "5000")
    typed, before = screen.typed(), deliveries()
    keys("<Control-g>", "<Control-g>")

    assert deliveries() == before
    assert screen.typed() == typed
    assert "No alcanza" in screen.buttons.line.said


def test_a_refusal_is_gone_once_something_is_changed(screen, keys):
    to_the_scale(keys)
    keys("900", "<Return>", "<Return>", "<Return>", "<Return>", "5000")
    keys("<Control-g>", "<Control-g>")
    assert screen.buttons.line.said

    keys("<BackSpace>")
    assert screen.buttons.line.said == ""


def test_without_products_it_says_what_to_register_first(root, association):
    with shell_on(root, association) as shell:
        screen = shell.go("weigh_in")

        assert "Todavía no hay productos." in screen.form.beside["weight"].said
        screen.form.gross.words.set("100")
        screen.save()
        assert Delivery.select().count() == 0


def test_a_product_registered_meanwhile_is_offered(root, association):
    with shell_on(root, association) as shell:
        screen = shell.go("weigh_in")
        a_grade(association)
        settle(root)

        assert str(screen.offer.grade) == "Primera"
        assert screen.form.beside["weight"].said == ""


def test_what_is_typed_in_arrobas_is_kept_so_and_said_in_kilos(screen, keys):
    to_the_scale(keys)
    keys("10a")

    assert screen.form.unit.get() == "arroba"
    assert screen.form.gross.hint.get() == "son 115.0 kg"

    keys("<Control-g>")

    made = last()
    assert (made.typed_quantity, made.typed_unit) == (Decimal(10), "arroba")
    assert (made.factor, made.gross) == (Decimal("11.5"), Decimal(115))
    assert screen.form.unit.get() == "kg"  # the next person is weighed in kilos


def test_esc_goes_back_field_by_field(root, screen, keys):
    to_the_scale(keys)
    keys("<Escape>")
    assert root.focus_get() in screen.form.grades.keyboards

    keys("<Escape>")
    assert root.focus_get() in screen.form.products.keyboards

    keys("<Escape>")
    assert root.focus_get() is screen.form.who.entry

    keys("<Escape>")
    assert root.focus_get() is screen.day.entry


def test_a_weight_with_two_readings_is_asked_about_and_not_passed(root, screen, keys):
    to_the_scale(keys)
    keys("1,250", "<Return>")

    assert root.focus_get() is screen.form.gross.entry
    assert "puede ser 1250 o 1.25" in screen.form.beside["weight"].said
    assert screen.sums["net"].get() == ""


def test_an_unfinished_figure_says_nothing_yet(screen, keys):
    to_the_scale(keys)
    keys("332.")

    assert screen.form.beside["weight"].said == ""
    assert screen.sums["net"].get() == ""


def test_a_tare_above_the_weight_is_said_beside_the_weights(screen, keys):
    to_the_scale(keys)
    keys("3", "<Return>", "6", "<Return>", "<Return>")

    assert screen.form.beside["weight"].said == "La tara debe ser menor que el peso bruto."


def test_whom_nobody_knows_is_said_and_the_keyboard_stays(root, screen, keys):
    keys("zzz", "<Return>")

    assert "Nadie tiene «zzz» en su código, nombre o DNI." in _words(screen.form.card)
    assert root.focus_get() is screen.form.who.entry


def test_a_dni_finds_its_owner(screen, keys):
    keys("99900005", "<Return>")

    assert screen.member == Member.get(Member.code == "S05")


def test_arrows_choose_among_several(screen, keys):
    keys("demo", "<Down>", "<Return>")

    assert screen.member == Member.get(Member.code == "S03")


def test_a_letter_chooses_the_product_and_moisture_is_measured_where_it_counts(screen, keys):
    keys("s04", "<Return>")
    assert not screen.form.fields["moisture"].allowed
    assert screen.form.fields["moisture"].hint.get() == "no se mide"

    keys("h")
    assert str(screen.offer.product) == "Haba seca"
    assert screen.form.fields["moisture"].allowed

    keys("<Return>", "352", "<Return>", "8", "<Return>", "2.4")
    keys("<Return>", "<Return>", "15.5")
    # 349.6 net; 349.6 × 84.5 / 86 = 343.5
    assert screen.sums["payable"].get() == "343.5 kg"


def test_what_was_typed_by_hand_is_not_suggested_over(screen, keys):
    to_the_scale(keys)
    keys("332", "<Return>", "6", "<Return>", "4", "<Return>", "<Return>", "100")
    press(screen.form.fields["sacks"].entry, "8")
    press(screen.form.gross.entry, "400")

    assert screen.form.fields["tare"].get() == "4"
    assert screen.form.fields["advance"].get() == "100"


def test_an_advance_through_the_bank_keeps_its_operation(screen, keys):
    to_the_scale(keys)
    keys("100", *["<Return>"] * 5, "<Right>", "<Return>", "op-77", "<Control-g>")

    receipt = Receipt.select().order_by(Receipt.document.desc()).first()
    assert (receipt.account, receipt.operation, receipt.amount) == (BANK, "op-77", Decimal(50))


def test_without_an_advance_there_is_no_receipt(screen, keys):
    receipts = Receipt.select().count()
    to_the_scale(keys)
    keys("100")
    press(screen.form.fields["advance"].entry, "0", "<Control-g>")

    assert advance_of(last()) == 0
    assert Receipt.select().count() == receipts


def test_a_day_before_the_books_is_said_beside_the_date(screen, keys):
    before = deliveries()
    to_the_scale(keys)
    keys("100")
    press(screen.day.entry, "30/04/2026", "<Return>")

    assert "01/05/2026" in screen.day.beside.said
    screen.save()
    assert deliveries() == before


def test_a_day_is_typed_short(screen, keys):
    press(screen.day.entry, "07/05/26", "<Return>")

    assert screen.day.get() == "07/05/2026"
    assert "2 entregas, 437.4 kg" in screen.so_far.cget("text")


def test_saving_an_empty_form_says_what_is_missing(screen, keys):
    before = deliveries()
    keys("<Control-g>")

    assert deliveries() == before
    assert "Falta el peso." in screen.form.beside["weight"].said
    assert "Falta quién entrega." in _words(screen.form.card)


def test_what_is_missing_is_said_beside_it(screen, keys):
    keys("s07", "<Return>", "<Control-g>")

    assert screen.form.beside["weight"].said == "Falta el peso."
    assert screen.focus_get() is screen.form.gross.entry


def test_the_card_says_what_the_person_owes(screen, keys):
    keys("s02", "<Return>")

    assert "préstamo de S/ 300.00" in _words(screen.form.card)
    assert "07/05/2026, papa segunda, 115.0 kg" in _words(screen.form.card)


def test_what_is_left_in_cash_stands_beside_the_advance(screen, keys):
    to_the_scale(keys)
    keys("100")

    assert "Quedan en caja S/ 1,189.50." in screen.form.beside["advance"].said


def test_leaving_with_something_typed_is_asked(shell, screen, keys, monkeypatch):
    to_the_scale(keys)
    monkeypatch.setattr(room, "ask", lambda *_words, **_more: False)
    assert shell.go("delivery") is None
    assert shell.current is screen

    monkeypatch.setattr(room, "ask", lambda *_words, **_more: True)
    shell.go("delivery")
    assert shell.where[0] == "delivery"
    assert not shell.go("weigh_in").unsaved


def test_it_opens_for_a_person_with_the_keyboard_after_them(root, shell):
    member = Member.get(Member.code == "S05")
    screen = shell.go("weigh_in", member=member)
    root.update()

    assert screen.member == member
    assert root.focus_get() in screen.form.products.keyboards


@pytest.mark.parametrize("size", ["1366x768", "1366x700", "1024x600"])
def test_every_field_and_both_deeds_are_in_sight(root, unsettled_month, size):
    with shell_on(root, unsettled_month, size) as shell:
        screen = shell.go("weigh_in")
        screen.form.who.put(Member.get(Member.code == "S02"))
        screen._show_member()
        root.update()
        lowest = screen.winfo_rooty() + screen.winfo_height()
        shown = [*(field.entry for field in screen.form.fields.values()), screen.form.accounts]
        shown += [screen.buttons.print_, screen.buttons.only, screen.form.harvest]

        assert all(one.winfo_ismapped() for one in shown)
        assert all(one.winfo_rooty() + one.winfo_height() <= lowest for one in shown)
        assert not _bar_shown(screen)


def test_today_is_proposed_though_another_month_is_on_display(screen):
    month = Month.of(date.today()).name
    assert screen.day.get() == f"{date.today():%d/%m/%Y}"
    assert screen.day.beside.said == f"Se anota en {month}; arriba está viendo mayo."


def test_a_day_of_another_month_is_told_and_does_not_stop_the_work(screen, keys):
    screen.context.month = Month.of(may(1)).next
    screen.day.focus_set()
    keys("<Control-a>", "31/05/2026", "<Return>")
    told = screen.day.beside.said
    to_the_scale(keys)
    keys("100", "<Control-g>")

    assert told == "Se anota en mayo; arriba está viendo junio."
    assert last().document.day == may(31)


def test_a_letter_that_begins_no_unit_is_told_and_changes_nothing(screen, keys):
    to_the_scale(keys)
    keys("10x")
    told, unit = screen.form.beside["weight"].said, screen.form.unit.get()
    keys("0")

    assert told == "«x» no es unidad de papa."
    assert unit == "kg"
    assert screen.form.fields["gross"].get() == "100"
    assert screen.form.beside["weight"].said == ""


def test_after_saving_the_unit_is_the_products_own_again(screen, keys):
    to_the_scale(keys)
    hint = screen.form.fields["gross"].hint.get()
    keys("10a", "<Control-g>")

    assert "10a: arrobas" in hint
    assert str(last().typed_unit) == "arroba"
    assert screen.form.unit.get() == "kg"


def test_without_products_the_sentence_has_the_way_to_them(root, association):
    with shell_on(root, association) as shell:
        made = shell.go("weigh_in")
        gone = []
        made.context.go = lambda place, **_what: gone.append(place)
        made._recount()
        root.update()

        assert str(made.form.way.cget("text")).strip() == "Registrar productos"
        assert str(made.form.way.cget("compound")) == "left"
        assert "Todavía no hay productos" in made.form.beside["weight"].said
        made.form.way.invoke()
        made._show_member()
        made.form.card.way[1]()

    assert gone == ["product", "member"]


def test_a_member_who_was_given_is_nothing_typed(shell, root):
    made = shell.go("weigh_in", member=Member.get(Member.code == "S07"))
    root.update()

    assert not made.unsaved


def test_an_advance_by_bank_without_its_number_is_noted(screen, keys):
    to_the_scale(keys)
    keys("100")
    screen.form.account.set(BANK)
    screen._told("account")

    assert screen.form.beside["advance"].said == "Sin número de operación."


def _words(widget) -> str:
    said = [str(widget.cget("text"))] if widget.winfo_class() == "TLabel" else []
    return " ".join(said + [_words(child) for child in widget.winfo_children()])


def _bar_shown(screen) -> bool:
    scroller = screen.form.master.master.master.master
    return bool(scroller.bar.winfo_manager())
