"""Communal work days: attendance, days owed and made up, and the fine of who did not come."""

from decimal import Decimal

import pytest
from peewee import IntegrityError

from models.associations import Association
from models.cash.cash_book import Receipt
from models.changes import Refused, database
from models.documents import Paper
from models.listing import Listing
from models.month.closing import close_month
from models.people.charges import owed_in_all, pay_charge
from models.people.members import Member, admit
from models.people.workdays import (
    CAME,
    EXCUSED,
    FINED,
    MADE_UP,
    OWES,
    SENT,
    WORKDAYS,
    Attendance,
    Workday,
    days_owed,
    fine_absent,
    make_up,
    mark,
    owed_days_of,
    roll_of,
    take_back_make_up,
)
from models.record import RulesBroken
from models.reversing import reverse
from models.voiding import void
from tests.factories import MAY, a_member, cash, june, may

NAMES = ("Ana", "Beto", "Carla", "Dina")


@pytest.fixture
def four(association: Association) -> list[Member]:
    return [a_member(association, name) for name in NAMES]


@pytest.fixture
def canal(association: Association, four: list[Member]) -> Workday:
    """Cleaning the canal on 10 May: one came, one sent somebody, two owe it. The fine is S/ 30."""
    made = a_workday(association)
    ana, beto, carla, dina = (one.id for one in four)
    mark(made, {ana: CAME, beto: SENT, carla: OWES, dina: OWES})
    return made


def a_workday(association: Association, fine: str = "30.00") -> Workday:
    made = Workday(
        association=association, day=may(10), title="Limpieza del canal", fine=Decimal(fine)
    )
    made.save()
    return made


def states(workday: Workday) -> dict[str, str]:
    return {str(one.member.name): one.state for one in roll_of(workday)}


def attendance_of(workday: Workday, member: Member) -> Attendance:
    return Attendance.get(Attendance.workday == workday, Attendance.member == member)


def test_everyone_who_was_a_member_that_day_is_on_the_list(association, four) -> None:
    admit(a_member(association, "Eva"), may(11))

    assert states(a_workday(association)) == dict.fromkeys(NAMES, "")


def test_what_is_marked_is_kept_and_may_be_marked_anew(canal, four) -> None:
    mark(canal, {four[2].id: EXCUSED, four[0].id: ""})

    assert states(canal) == {"Ana": "", "Beto": SENT, "Carla": EXCUSED, "Dina": OWES}


def test_who_owes_the_day_owes_it_from_that_day_on(association, canal, four) -> None:
    _ana, _beto, carla, dina = four

    assert days_owed(association, may(9)) == {}
    assert days_owed(association, may(10)) == {carla.id: 1, dina.id: 1}


def test_a_day_worked_since_is_owed_no_more(association, canal, four) -> None:
    carla, dina = four[2], four[3]

    make_up(attendance_of(canal, carla), may(20))

    assert states(canal)["Carla"] == MADE_UP
    assert days_owed(association, may(19)) == {carla.id: 1, dina.id: 1}
    assert days_owed(association, may(20)) == {dina.id: 1}


def test_a_day_is_made_up_after_it_and_only_if_it_is_owed(canal, four) -> None:
    with pytest.raises(RulesBroken, match="después de la faena"):
        make_up(attendance_of(canal, four[2]), may(10))
    with pytest.raises(Refused, match="no se debe"):
        make_up(attendance_of(canal, four[0]), may(20))


def test_a_day_written_as_made_up_by_mistake_is_owed_again(association, canal, four) -> None:
    made = attendance_of(canal, four[2])
    make_up(made, may(20))

    take_back_make_up(made)

    assert days_owed(association, may(31)) == {four[2].id: 1, four[3].id: 1}


def test_the_fine_charges_all_who_owe_in_one_paper(association, canal, four) -> None:
    make_up(attendance_of(canal, four[2]), may(12))

    made = fine_absent(canal, Paper(may(15)), sure=True)

    assert str(made) == "CG-2026-0001"
    assert made.concept == "Falta a la faena «Limpieza del canal» del 10/05/2026"
    assert owed_in_all(association, may(15)) == {four[3].id: 30}
    assert states(canal) == {"Ana": CAME, "Beto": SENT, "Carla": MADE_UP, "Dina": FINED}
    assert days_owed(association, may(14)) == {four[3].id: 1}
    assert days_owed(association, may(15)) == {}


def test_nobody_is_fined_twice(canal) -> None:
    fine_absent(canal, Paper(may(15)), sure=True)

    with pytest.raises(Refused, match="Nadie debe esta faena"):
        fine_absent(canal, Paper(may(16)), sure=True)


def test_a_void_fine_leaves_the_day_owed(association, canal, four) -> None:
    made = fine_absent(canal, Paper(may(15)), sure=True)

    void(made.document, may(16), "se acordó reponer")

    assert days_owed(association, may(31)) == {four[2].id: 1, four[3].id: 1}
    make_up(attendance_of(canal, four[2]), may(20))
    again = fine_absent(canal, Paper(may(21)), sure=True)
    assert owed_in_all(association, may(31)) == {four[3].id: 30}
    assert again.total == 30


def test_who_was_fined_is_not_marked_anew_until_the_charge_is_void(canal, four) -> None:
    made = fine_absent(canal, Paper(may(15)), sure=True)

    with pytest.raises(Refused, match="Dina tiene la multa CG-2026-0001"):
        mark(canal, {four[3].id: EXCUSED})
    void(made.document, may(16), "tenía permiso")
    mark(canal, {four[3].id: EXCUSED})

    assert states(canal)["Dina"] == EXCUSED


def test_a_work_day_without_a_fine_fines_nobody(association, four) -> None:
    made = a_workday(association, "0.00")
    mark(made, {four[0].id: OWES})

    with pytest.raises(RulesBroken, match="no tiene multa"):
        fine_absent(made, Paper(may(15)), sure=True)


def test_the_fine_is_not_dated_before_the_work_day(canal) -> None:
    with pytest.raises(RulesBroken, match="antes de la faena"):
        fine_absent(canal, Paper(may(9)), sure=True)


def test_the_fine_is_paid_as_any_charge(association, canal, four) -> None:
    made = fine_absent(canal, Paper(may(15)), sure=True)
    line = next(one for one in made.lines if one.member == four[3])

    pay_charge(line, cash("30.00"), Paper(may(16)), sure=True)

    assert str(Receipt.get().category) == "multas"
    assert owed_in_all(association, may(31)) == {four[2].id: 30}


def test_in_a_closed_month_nothing_is_marked_but_a_day_is_made_up_later(
    association, canal, four
) -> None:
    close_month(association, MAY, sure=True)

    with pytest.raises(Refused, match="cerrado"):
        mark(canal, {four[3].id: CAME})
    make_up(attendance_of(canal, four[3]), june(7))

    assert [one.workday for one in owed_days_of(four[2], june(7))] == [canal]
    assert days_owed(association, june(7)) == {four[2].id: 1}


def test_a_stranger_is_not_marked(association, canal) -> None:
    eva = admit(a_member(association, "Eva"), may(11))

    with pytest.raises(Refused, match="no era socio ese día"):
        mark(canal, {eva.id: CAME})


def test_the_list_counts_who_came_and_who_owes(association, canal, four) -> None:
    make_up(attendance_of(canal, four[2]), may(12))

    ((_key, _day, title, came, excused, owing, fine),) = Listing(WORKDAYS, association).window(0, 9)

    assert (title, came, excused, owing, fine) == ("Limpieza del canal", 2, None, 1, 30)


# What stays ---------------------------------------------------------------------------------


def changed(workday: Workday, **parts: object) -> Workday:
    found = Workday.get_by_id(workday.id)
    for name, value in parts.items():
        setattr(found, name, value)
    return found


def test_a_work_day_that_was_fined_keeps_its_day_and_its_fine_until_the_charge_is_void(
    canal,
) -> None:
    made = fine_absent(canal, Paper(may(15)), sure=True)

    for parts in ({"day": may(20)}, {"fine": Decimal("99.00")}):
        with pytest.raises(RulesBroken, match="Anule primero ese cargo"):
            changed(canal, **parts).save()
    changed(canal, title="Canal de arriba").save()
    void(made.document, may(16), "se acordó otra")
    changed(canal, day=may(9), fine=Decimal("20.00")).save()

    assert Workday.get().fine == 20


def test_a_work_day_that_somebody_made_up_keeps_its_day(canal, four) -> None:
    make_up(attendance_of(canal, four[2]), may(20))

    with pytest.raises(RulesBroken, match="ya repuso el día"):
        changed(canal, day=may(25)).save()
    changed(canal, fine=Decimal("20.00")).save()

    assert Workday.get().day == may(10)


def test_who_came_in_a_closed_month_stays_in_the_file_too(association, canal, four) -> None:
    make_up(attendance_of(canal, four[2]), may(20))
    close_month(association, MAY, sure=True)

    for deed in (
        "DELETE FROM attendance",
        "UPDATE attendance SET state = 'came'",
        "UPDATE attendance SET made_up = NULL",
        "INSERT INTO attendance SELECT 99, 'x', '', workday_id, 1, 'came', NULL, NULL FROM attendance",
    ):
        with pytest.raises(IntegrityError, match="El mes está cerrado"):
            database.execute_sql(deed)


def test_a_fine_reversed_later_leaves_the_closed_month_as_it_was(association, canal, four) -> None:
    made = fine_absent(canal, Paper(may(15)), sure=True)
    close_month(association, MAY, sure=True)

    reverse(made.document, Paper(june(5)), "se acordó reponer", sure=True)

    assert days_owed(association, may(31)) == {}
    assert owed_days_of(four[2], june(4)) == []
    assert days_owed(association, june(5)) == {four[2].id: 1, four[3].id: 1}
    assert states(canal)["Carla"] == OWES
