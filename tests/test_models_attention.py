"""What waits for the treasurer, said in few sentences."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models import attention
from models.associations import Association
from models.attention import (
    CLOSE,
    COPY,
    DUES,
    EMPTY,
    NO_DUES,
    NO_MEMBERS,
    NO_PRODUCTS,
    NO_SERVICE,
    SALE,
    SALES,
    SERVICE,
    TERM,
    UNCOUNTED,
    UNDECIDED,
    UNPAID,
    Notice,
    notices,
)
from models.cash.cash_book import Payment
from models.cash.cash_count import count_cash
from models.cash.transfers import transfer
from models.documents import Paper
from models.file import storage
from models.month.closing import close_month
from models.parameters import Parameter
from models.people.members import Member
from models.people.officers import Officer
from models.produce.buyers import Buyer
from models.produce.harvests import Harvest
from models.produce.sales import Sale
from models.produce.selling import collect
from models.settling.payouts import pay_settlement
from models.settling.settle import settle
from tests.factories import (
    MAY,
    a_collection,
    a_delivery,
    a_grade,
    a_lot,
    a_member,
    a_sale,
    an_association,
    an_income,
    cash,
    may,
)

JUNE_1 = date(2026, 6, 1)


@pytest.fixture
def association(sample: Association) -> Association:
    """The sample month of May: one sale is owed in part and due on 21 June."""
    return sample


def said(association: Association, matter: str, today: date = JUNE_1) -> list[str]:
    return [one.sentence for one in notices(association, today, today) if one.matter == matter]


def test_a_sale_that_is_owed_says_who_how_much_and_when(association: Association) -> None:
    found = said(association, SALE)

    assert found == ["Comprador Demo B debe S/ 1,665.70. Vence el 21/06/2026."]


def test_from_the_day_after_it_is_due_it_comes_first(association: Association) -> None:
    first = notices(association, date(2026, 6, 22), None)[0]

    assert first.sentence == "Comprador Demo B debe S/ 1,665.70. Venció el 21/06/2026."
    assert first.tone == "warn"
    assert str(first.record) == "V-2026-0003"


def test_a_sale_collected_in_full_no_longer_waits(association: Association) -> None:
    sale = next(sale for sale in Sale.select() if str(sale) == "V-2026-0003")

    collect(sale, Payment(Decimal("1665.70"), "bank"), Paper(date(2026, 5, 30)))

    assert said(association, SALE) == []
    assert said(association, SALES) == []


def test_a_copy_is_asked_for_when_there_is_none_and_after_a_week(association: Association) -> None:
    def copy_said(copied: date | None) -> list[Notice]:
        return [one for one in notices(association, JUNE_1, copied) if one.matter == COPY]

    assert copy_said(None)[0].sentence == "Todavía no hay ninguna copia del libro."
    assert copy_said(date(2026, 5, 26)) == []
    assert copy_said(date(2026, 5, 25))[0].sentence == "La última copia es de hace 7 días."


@pytest.mark.parametrize(
    ("until", "sentences"),
    [
        (date(2026, 7, 31), ["El mandato de 1 dirigente termina el 31/07/2026."]),
        (date(2026, 8, 1), []),
        (date(2026, 5, 31), ["El mandato de 1 dirigente terminó el 31/05/2026."]),
    ],
)
def test_a_term_is_told_sixty_days_before_it_ends(
    association: Association, until: date, sentences: list[str]
) -> None:
    Officer(
        association=association,
        member=Member.get(),
        office="president",
        since=date(2024, 6, 1),
        until=until,
    ).save()

    assert said(association, TERM) == sentences


def test_a_term_that_was_followed_by_another_is_not_told(association: Association) -> None:
    for since, until in ((date(2024, 1, 1), date(2026, 5, 1)), (date(2026, 5, 2), None)):
        Officer(
            association=association,
            member=Member.get(),
            office="treasurer",
            since=since,
            until=until,
        ).save()

    assert said(association, TERM) == []


def test_a_harvest_with_kilos_to_decide_waits(association: Association) -> None:
    harvest = Harvest.get()
    harvest.own_use -= Decimal(40)
    harvest.undecided += Decimal(40)
    harvest.save(sure=True)

    assert said(association, UNDECIDED) == ["1 cosecha tiene 40.0 kg por decidir."]


def test_months_that_are_over_and_have_no_paper_are_told(association: Association) -> None:
    assert said(association, EMPTY, JUNE_1) == []
    assert said(association, EMPTY, date(2026, 7, 1)) == ["Junio de 2026 no tiene nada registrado."]
    assert said(association, EMPTY, date(2026, 9, 1)) == [
        "3 meses no tienen nada registrado; el último es agosto de 2026."
    ]


def test_several_sales_are_one_sentence(association: Association) -> None:
    owed = attention._owed(association, JUNE_1)

    sentence = attention._many_sales([*owed, *owed], "{n} suman {amount}: {day}").sentence

    assert sentence == "2 suman 3,331.40: 21/06/2026"
    assert Buyer.select().count() == 2


def test_a_month_that_is_over_and_open_is_to_be_closed(tmp_path: Path) -> None:
    with storage.opened(tmp_path / "otro.ecocuenca", create_missing=True):
        association = an_association()
        an_income(association, cash("5.00"), may(9))

        assert said(association, CLOSE, may(31)) == []
        assert said(association, CLOSE) == ["Mayo de 2026 terminó. Falta cerrarlo."]
        close_month(association, MAY, sure=True)
        assert said(association, CLOSE) == []


def test_cash_that_was_not_counted_for_a_week_waits(tmp_path: Path) -> None:
    with storage.opened(tmp_path / "otro.ecocuenca", create_missing=True):
        association = an_association()
        assert said(association, UNCOUNTED, may(30)) == []  # the books are new
        an_income(association, cash("5.00"), may(1))

        assert said(association, UNCOUNTED, may(7)) == []
        assert said(association, UNCOUNTED, may(8)) == ["La caja no se cuenta hace 7 días."]
        count_cash(association, {Decimal(200): 5, Decimal(5): 1}, Paper(may(8)))
        assert said(association, UNCOUNTED, may(14)) == []
        transfer(
            association, "cash", "bank", Decimal(1005), Paper(may(9)), operation="1", sure=True
        )
        assert said(association, UNCOUNTED, may(31)) == []


def test_new_books_say_what_to_do_first(tmp_path: Path) -> None:
    with storage.opened(tmp_path / "otro.ecocuenca", create_missing=True):
        association = an_association()
        first = [one.matter for one in notices(association, may(1), may(1))][:4]
        a_member(association)
        second = [one.matter for one in notices(association, may(1), may(1))]
        a_grade(association)

        assert first == [NO_MEMBERS, NO_PRODUCTS, NO_DUES, NO_SERVICE]
        assert NO_MEMBERS not in second
        assert not set(first) & {one.matter for one in notices(association, may(1), may(1))}


def test_dues_of_earlier_months_wait_softly(tmp_path: Path) -> None:
    with storage.opened(tmp_path / "otro.ecocuenca", create_missing=True):
        association = an_association()
        a_member(association)
        Parameter.create(
            association=association, name="dues_per_member", since=may(1), value=Decimal(5)
        )

        assert said(association, DUES, may(31)) == []
        assert said(association, DUES) == ["1 socio debe S/ 5.00 de cuotas."]


def test_nets_of_settlements_wait_until_they_are_paid(tmp_path: Path) -> None:
    with storage.opened(tmp_path / "otro.ecocuenca", create_missing=True):
        association = an_association()
        Parameter.create(
            association=association, name="service_pct", since=may(1), value=Decimal(5)
        )
        for number, name in enumerate(("Quispe, Ana", "Apaza, Luz"), start=1):
            a_delivery(association, "100.0", may(number), member=a_member(association, name))
        a_collection(a_sale(association, "200.0", may(5)), cash("200.00"), may(5))
        ana, luz = settle(a_lot(association), Paper(may(6)))

        assert said(association, UNPAID, may(5)) == []
        assert said(association, UNPAID) == ["Falta pagar 2 liquidaciones: S/ 190.00."]
        pay_settlement(ana, "cash", Paper(may(7)))
        assert said(association, UNPAID) == ["Falta pagar 1 liquidación: S/ 95.00."]
        pay_settlement(luz, "cash", Paper(may(7)))
        assert said(association, UNPAID) == []


def test_a_lot_without_the_rate_of_the_service_is_said(tmp_path: Path) -> None:
    with storage.opened(tmp_path / "libro.ecocuenca", create_missing=True):
        association = an_association()
        before = {one.matter for one in notices(association, may(31), may(31))}
        a_lot(association).save()
        after = {one.matter: one.sentence for one in notices(association, may(31), may(31))}

    assert SERVICE not in before
    assert after[SERVICE] == (
        "Para liquidar falta decir qué % descuenta la asociación por su servicio."
    )
