"""Who changed what: one sentence for each change, through whichever door it came."""

import pytest

from models import history
from models.cash.cash_book import RECEIPTS
from models.changes import Refused, database
from models.people.members import MEMBERS, Member
from models.places import COMMUNITIES, Community
from models.produce.buyers import BUYERS
from models.produce.deliveries import DELIVERIES
from models.produce.harvests import HARVESTS, Harvest
from models.produce.products import GRADES
from models.record import RecordType
from models.voiding import void_delivery
from tests.factories import (
    a_buyer,
    a_delivery,
    a_grade,
    a_harvest,
    a_member,
    an_expense,
    an_income,
    cash,
    may,
)


def said(kind: RecordType, record) -> list[str]:
    return [one.text for one in history.of(kind, record)]


def test_a_change_tells_who_what_before_and_after(association):
    history.sign("Rosa Quispe")
    member = a_member(association)
    member.phone = "984123456"
    member.save()

    assert said(MEMBERS, member)[0] == (
        f"Rosa Quispe cambió socio N° {member.id}: Celular: de «» a «984 123 456»."
    )


def test_a_new_record_tells_what_was_typed_as_it_is_shown(association):
    member = a_member(association, "Huamán Puma, José")

    (first,) = said(MEMBERS, member)

    assert first.startswith(f"Alguien registró socio N° {member.id}: ")
    for part in (
        "Asociación: Asociación de Productores Tocorani",
        "Apellidos y nombres: Huamán Puma, José",
        "Sexo: Mujer",
        "Fecha de ingreso: 15/01/2024",
        "Exonerado de cuotas: no",
    ):
        assert part in first


def test_a_dni_that_begins_with_zeros_stays_text(association):
    member = a_member(association, dni="00123456")
    member.dni = "00000001"
    member.save()

    newest, oldest = said(MEMBERS, member)

    assert "DNI: 00123456" in oldest
    assert newest.endswith("DNI: de «00123456» a «00000001».")


def test_figures_are_told_in_soles_and_kilos_not_in_their_smallest_unit(association):
    grade = a_grade(association)
    harvest = a_harvest(a_member(association), may(4), "1250.5")

    grade.fill({"tariff": "0.75"}).save()

    assert said(GRADES, grade)[0].endswith("de «0.50» a «0.75».")
    assert "Total cosechado: 1,250.5" in said(HARVESTS, harvest)[0]


@pytest.mark.parametrize("name", ["D'Onofrio «y» Cía.", "100 % = 'todo'", 'ñ Ñ ü \\ "', "''"])
def test_marks_inside_a_text_are_told_as_they_are(association, name):
    buyer = a_buyer(association, name).stored()
    buyer.name = f"{name} 2"
    buyer.save()

    assert said(BUYERS, buyer)[0].endswith(f"de «{name}» a «{name} 2».")


def test_a_note_of_two_lines_is_one_change(association):
    member = a_member(association)
    member.fill({"remarks": "uno\ndos"}).save()

    assert said(MEMBERS, member)[0].endswith("a «uno\ndos».")


def test_a_reference_is_told_by_its_name(association):
    member = a_member(association)
    member.community = Community.get(Community.name == "Santa Lucía")
    member.save()

    assert said(MEMBERS, member)[0].endswith("Comunidad: de «» a «Santa Lucía».")


def test_saving_without_a_change_is_no_change(association):
    member = a_member(association)
    before = said(MEMBERS, member)

    Member.get_by_id(member.id).save()

    assert said(MEMBERS, member) == before


def test_what_was_refused_left_no_history(association):
    member = a_member(association)
    before = said(MEMBERS, member)
    member.dni = "1"
    with pytest.raises(Refused):
        member.save()

    assert said(MEMBERS, member) == before


def test_a_record_taken_away_is_still_told(association):
    community = Community.create(name="Nueva", district=association.district)
    community.remove()

    newest = history.latest((COMMUNITIES,), 1)[0]

    assert newest.text.startswith("Alguien borró comunidad")
    assert "Nueva" in newest.text


def test_a_change_by_sql_is_told_too(association):
    harvest = a_harvest(a_member(association), may(4))
    history.sign("Rosa Quispe")

    database.execute_sql("UPDATE harvest SET sale = sale - 1000, loss = 1000")

    assert said(HARVESTS, Harvest.get_by_id(harvest.id))[0] == (
        f"Rosa Quispe cambió cosecha N° {harvest.id}:"
        " Venta: de «500.0» a «499.0»; Merma: de «0.0» a «1.0»."
    )


def test_a_paper_tells_also_that_it_was_voided_by_whom_and_why(association):
    history.sign("Rosa Quispe")
    delivery = a_delivery(association, "10.0", may(5))
    history.sign("Julio Mamani")
    void_delivery(delivery, may(6), "otra persona")

    told = [one.text for one in history.of_paper(DELIVERIES, delivery, delivery.document)]

    assert told[0].startswith("Julio Mamani cambió entrega")
    assert "Estado: de «Válido» a «Anulado»" in told[0]
    assert "Motivo: de «» a «otra persona»" in told[0]
    assert told[-1].startswith("Rosa Quispe registró entrega")


def test_the_latest_changes_come_newest_first_and_no_more_than_asked(association):
    an_income(association, cash("1.00"), may(5))
    an_expense(association, cash("1.00"), may(5))
    a_member(association)

    told = history.latest((RECEIPTS, MEMBERS), 2)

    assert [one.text.split(":")[0].split(" N°")[0] for one in told] == [
        "Alguien registró socio",
        "Alguien registró recibo",
    ]
    assert len(history.latest((RECEIPTS, MEMBERS), 10)) == 3


def test_signing_twice_with_one_name_stores_once(association):
    history.sign("Rosa Quispe")
    history.sign("Rosa Quispe")
    history.sign("Julio Mamani")

    assert history.signed() == "Julio Mamani"
    assert history.Signature.select().count() == 1


def test_no_letter_of_a_name_parts_a_sentence(association):
    history.sign("Rosa\x1fQuispe\x1e")
    assert history.signed() == "Rosa Quispe"

    with pytest.raises(Refused):
        history.sign("Rosa\ud800")
