"""Verificar recibo: a paper fits, does not, is void, or is not of this book; and what it should say."""

from decimal import Decimal

import pytest

from models.control_codes import code_of
from models.documents import Document, Paper
from models.opening import carry_forward
from models.people.charges import FINE, charge
from models.produce.write_offs import Loss, write_off
from models.record import RulesBroken
from models.reversing import reverse
from models.verifying import (
    DIFFERS,
    FITS,
    REVERSED,
    UNKNOWN,
    VOID,
    answer_to,
    claim_of,
    facts_of,
)
from models.voiding import void
from tests.factories import (
    MAY,
    a_delivery,
    a_grade,
    a_lot,
    a_member,
    a_sale,
    an_expense,
    an_income,
    cash,
    june,
    may,
)


def ask(association, document: Document, *, number: str = "", code: str = ""):
    return answer_to(association, claim_of(number or str(document), code or code_of(document)))


def test_a_paper_with_its_code_fits_and_its_facts_are_said(association):
    document = an_expense(association, cash("35.50"), may(4)).document

    answer = ask(association, document)

    assert answer.state == FITS
    assert answer.document == document
    assert dict(answer.facts) == {
        "Clase": "Recibo de egreso",
        "Fecha": "04/05/2026",
        "Pagado a": "Librería Demo",
        "Concepto": "Cuadernos",
        "Monto": "S/ 35.50",
    }


@pytest.mark.parametrize("number", ["re 2026 1", "RE-2026-0001", " re-2026-1 "])
def test_number_and_code_may_be_typed_without_care(association, number):
    document = an_expense(association, cash("35.50"), may(4)).document
    code = code_of(document).lower().replace("-", " ")

    assert ask(association, document, number=number, code=code).state == FITS


def test_another_code_does_not_fit_and_the_right_one_is_not_given_away(association):
    document = an_expense(association, cash("35.50"), may(4)).document
    other = an_expense(association, cash("35.50"), may(5)).document

    answer = ask(association, document, code=code_of(other))

    assert answer.state == DIFFERS
    assert "no pague ni cobre" in answer.advice
    assert code_of(document) not in f"{answer.sentence} {answer.advice} {answer.facts}"


def test_a_void_paper_says_when_and_why(association):
    document = an_income(association, cash("5.00"), may(7)).document
    void(document, may(8), "se digitó dos veces")

    answer = ask(association, document)

    assert answer.state == VOID
    assert "se anuló el 08/05/2026: se digitó dos veces." in answer.sentence


def test_a_reversed_paper_says_which_one_undid_it(association):
    document = an_expense(association, cash("5.00"), may(7)).document
    carry_forward(association, MAY)
    undone = reverse(document, Paper(june(2)), "no se hizo", sure=True)

    answer = ask(association, document)

    assert answer.state == REVERSED
    assert str(undone) in answer.sentence
    assert dict(facts_of(undone.document))["Deshace"] == str(document)
    assert ask(association, undone.document).state == FITS


def test_a_number_this_book_never_gave_is_not_there(association):
    answer = answer_to(association, claim_of("RE-2026-0999", "ABCD-1234"))

    assert (answer.state, answer.document, answer.facts) == (UNKNOWN, None, ())
    assert "RE-2026-0999" in answer.sentence


def test_the_text_of_the_square_is_understood_whole(association):
    document = an_expense(association, cash("135.50"), may(4)).document
    text = f"{document}|2026-05-04|135.50|{code_of(document)}"

    assert answer_to(association, claim_of(text)).state == FITS


@pytest.mark.parametrize(
    ("day", "figure", "said"),
    [
        ("2026-05-14", "35.50", "El papel dice que es del 14/05/2026"),
        ("2026-05-04", "95.50", "El papel dice 95.50, y RE-2026-0001 dice S/ 35.50."),
    ],
)
def test_a_square_with_another_day_or_figure_does_not_fit(association, day, figure, said):
    document = an_expense(association, cash("35.50"), may(4)).document

    answer = answer_to(association, claim_of(f"{document}|{day}|{figure}|{code_of(document)}"))

    assert answer.state == DIFFERS
    assert said in answer.sentence


def test_what_was_weighed_is_compared_with_its_unit(association):
    document = a_delivery(association, "100.5", may(4)).document

    def state(figure: str) -> str:
        text = f"{document}|2026-05-04|{figure}|{code_of(document)}"
        return answer_to(association, claim_of(text)).state

    assert [state("100.5 kg"), state("1005 kg")] == [FITS, DIFFERS]


@pytest.mark.parametrize(
    ("number", "code", "field"),
    [
        ("", "ABCD-1234", "number"),
        ("re 15", "ABCD-1234", "number"),
        ("0015", "ABCD-1234", "number"),
        ("RE-2026-0001", "", "code"),
        ("RE-2026-0001", "ABC-123", "code"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(association, number, code, field):
    with pytest.raises(RulesBroken) as broken:
        answer_to(association, claim_of(number, code))

    assert list(broken.value.problems) == [field]


def test_every_kind_of_paper_of_a_month_states_its_facts_and_fits(worked_month):
    documents = list(Document.select())
    kinds = {str(one.kind) for one in documents}

    assert kinds >= {"EN", "RI", "RE", "V", "TR", "LQ"}
    for one in documents:
        assert len(facts_of(one)) >= 4, one
        assert ask(worked_month, one).state in (FITS, VOID, REVERSED), one


def test_losses_charges_and_reversals_state_what_they_are_about(association):
    member = a_member(association)
    a_delivery(association, "100.0", may(3))
    a_sale(association, "10.0", may(4))
    loss = write_off(
        Loss(a_lot(association), a_grade(association), Decimal(5), "podrido"), Paper(may(5))
    )
    fine = charge(association, FINE, "Asamblea", {member.id: Decimal(10)}, Paper(may(6)))

    of_loss, of_fine = (dict(facts_of(one.document)) for one in (loss, fine))

    assert (of_loss["Producto"], of_loss["Motivo"], of_loss["Cantidad"]) == (
        "Papa Primera",
        "podrido",
        "5.0 kg",
    )
    assert (of_fine["Concepto"], of_fine["Total"]) == ("Asamblea", "S/ 10.00")
    assert [ask(association, one.document).state for one in (loss, fine)] == [FITS, FITS]


def test_the_squares_that_are_printed_fit(worked_month):
    from reports.papers.documents import slip_of
    from reports.papers.paper import Paper as Printed

    seen = 0
    for document in Document.select():
        paper = slip_of(document).paper()
        if isinstance(paper, Printed):
            text = paper.head.sealed(paper.box)
            seen += 1
            assert answer_to(worked_month, claim_of(text)).state in (FITS, VOID, REVERSED), text
    assert seen > 20
