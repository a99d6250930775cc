"""Who changed what: one sentence for each change, through whichever door it came."""

import pytest

from models import history, history_pages
from models.changes import Refused, database
from models.history_pages import asked
from models.people.members import MEMBERS, Member
from models.places import Community
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
    may,
)


def told(typed: str) -> list[str]:
    """Of the whole book, the newest first."""
    return [history_pages.told(row[0]).text for row in asked(typed).window(0, 50)]


def said(kind: RecordType, record) -> list[str]:
    return [one.text for one in history.of(kind, record)]


def test_a_change_tells_who_what_before_and_after(association):
    history.sign("Rosa Quispe")
    member = a_member(association)
    member.phone = "984123456"
    member.save()

    assert said(MEMBERS, member)[0] == (
        f"Rosa Quispe cambió el socio {member} ({member.code}): Celular: se puso «984 123 456»."
    )


def test_a_new_record_tells_what_was_typed_as_it_is_shown(association):
    member = a_member(association, "Huamán Puma, José")

    (first,) = said(MEMBERS, member)

    assert first.startswith(f"Alguien registró el socio Huamán Puma, José ({member.code}): ")
    for part in (
        "Asociación: Asociación de Productores Tocorani",
        "Apellidos y nombres: Huamán Puma, José",
        "Sexo: Mujer",
        "Fecha de ingreso: 15/01/2024",
        "Exonerado de cuotas: no",
    ):
        assert part in first


def test_a_dni_is_masked_also_one_that_begins_with_zeros(association):
    member = a_member(association, dni="00123456")
    member.dni = "00000001"
    member.save()

    newest, oldest = said(MEMBERS, member)

    assert "DNI: •••456" in oldest
    assert newest.endswith("DNI: de «•••456» a «•••001».")


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

    assert said(MEMBERS, member)[0].endswith("se puso «uno\ndos».")


def test_a_reference_is_told_by_its_name(association):
    member = a_member(association)
    member.community = Community.get(Community.name == "Santa Lucía")
    member.save()

    assert said(MEMBERS, member)[0].endswith("Comunidad: se puso «Santa Lucía».")


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

    (newest,) = told("borró comunidad")

    assert (
        newest
        == f"Alguien borró la comunidad N° {community.id}: Comunidad: Nueva; Distrito: Pomacanchi."
    )


def test_a_change_by_sql_is_told_too(association):
    harvest = a_harvest(a_member(association), may(4))
    history.sign("Rosa Quispe")

    database.execute_sql("UPDATE harvest SET sale = sale - 1000, loss = 1000")

    assert said(HARVESTS, Harvest.get_by_id(harvest.id))[0] == (
        f"Rosa Quispe cambió la cosecha {harvest}:"
        " Venta: de «500.0» a «499.0»; Merma: de «0.0» a «1.0»."
    )


def test_a_paper_tells_also_that_it_was_voided_by_whom_and_why(association):
    history.sign("Rosa Quispe")
    delivery = a_delivery(association, "10.0", may(5))
    history.sign("Julio Mamani")
    void_delivery(delivery, may(6), "otra persona")

    sentences = [one.text for one in history.of_paper(DELIVERIES, delivery, delivery.document)]

    assert sentences[0].startswith(f"Julio Mamani cambió la entrega {delivery.document}: ")
    assert "Estado: de «Válido» a «Anulado»" in sentences[0]
    assert "Motivo: se puso «otra persona»" in sentences[0]
    assert sentences[-1].startswith(f"Rosa Quispe registró la entrega {delivery.document}: ")


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
