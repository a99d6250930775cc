"""One member: how they stand, and all that happened with them, month after month."""

from decimal import Decimal

import pytest

from models.documents import Paper
from models.months import Month
from models.people.charges import FINE, charge
from models.people.members import Member
from tests.factories import a_member, may
from tests.ui_book import press, settle
from tests.ui_shell import shell_on


@pytest.fixture
def shell(root, unsettled_month):
    with shell_on(root, unsettled_month) as made:
        yield made


def page_of(shell, code: str):
    made = shell.go("member_page", member=Member.get(Member.code == code))
    settle(shell.app)
    return made


def happened(page) -> list[str]:
    return [page.ledger.row(place)[3] for place in range(page.ledger.count)]


def test_enter_in_the_list_of_members_opens_the_page(shell):
    screen = shell.go("member")
    settle(shell.app)
    press(screen.ledger.canvas, "<Down>", "<Return>")

    assert shell.where == ("member_page", {"member": Member.get(Member.code == "S02")})


def test_the_time_line_has_deliveries_receipts_and_harvests_the_newest_first(shell):
    page = page_of(shell, "S02")

    assert happened(page) == [
        "Adelanto de la entrega EN-2026-0004",
        "Entregó papa, segunda",
        "Adelanto de la entrega EN-2026-0003",
        "Entregó papa, primera",
        "Cosechó papa",
    ]


def test_the_figures_say_what_was_delivered_and_what_is_owed(shell):
    words = _words(page_of(shell, "S02").figures)

    assert "437.4 kg" in words
    assert "500.0 kg" in words
    assert "S/ 300.00" in words


def test_the_dni_is_masked_until_it_is_asked_for(shell):
    page = page_of(shell, "S02")
    assert page.dni.get() == "DNI •••002"

    page.show_dni.invoke()
    assert page.dni.get() == "DNI 99900002"

    page.show_dni.invoke()
    assert page.dni.get() == "DNI •••002"


def test_a_season_ends_with_the_month_on_display_and_all_can_be_seen(shell):
    page = page_of(shell, "S02")
    shell.show_month(Month(2026, 9))
    assert page.ledger.count == 0

    page.widen()
    assert page.ledger.count == 5


def test_nothing_yet_leads_on(shell, unsettled_month):
    page = page_of(shell, a_member(unsettled_month, "Socia Nueva").code)

    assert page.nothing.winfo_manager()
    assert "No hay nada con esta persona en la campaña." in _words(page.nothing)


def test_a_line_leads_to_its_paper_or_its_form(shell):
    page = page_of(shell, "S02")
    press(page.ledger.canvas, "<Down>", "<Return>")
    assert shell.where[0] == "preview"
    assert [str(one) for one in shell.where[1]["documents"]] == ["EN-2026-0004"]

    shell.back()
    press(shell.current.ledger.canvas, "<End>", "<Return>")
    assert shell.where[0] == "form"


def test_f2_weighs_for_this_person(shell):
    page = page_of(shell, "S02")
    press(page.ledger.canvas, "<F2>")

    assert shell.where[0] == "weigh_in"
    assert shell.current.member == page.member


def test_the_sheet_of_the_member_is_edited_from_here(shell):
    page = page_of(shell, "S02")
    press(page.ledger.canvas, "<Control-e>")

    assert shell.where[0] == "form"
    assert shell.where[1]["record"] == page.member


def test_a_new_name_is_seen_at_once(shell):
    page = page_of(shell, "S02")
    member = Member.get(Member.code == "S02")
    member.name = "Quispe Mamani, Rosa"
    member.save()
    settle(shell.app)

    assert "Quispe Mamani, Rosa" in _words(page.head)


def test_the_past_tells_who_changed_what(root, shell):
    page = page_of(shell, "S02")
    page.see_past()
    root.update()
    shown = next(one for one in root.winfo_children() if type(one).__name__ == "Past")

    assert "Socio Demo 02" in _words(shown)
    press(shown.close_button, "<Escape>")


def test_a_name_of_sixty_letters_leaves_the_deeds_in_sight(root, unsettled_month):
    member = Member.get(Member.code == "S02")
    member.name = "Condorhuamán Quispe de Mamani, María Asunción del Rosario F."
    member.save()
    with shell_on(root, unsettled_month, "1024x600") as shell:
        page = page_of(shell, "S02")
        right = page.winfo_rootx() + page.winfo_width()
        buttons = [one for one in _all(page.head) if one.winfo_class() == "TButton"]

        assert all(one.winfo_rootx() + one.winfo_reqwidth() <= right for one in buttons)
        assert page.ledger.in_view >= 3


def _all(widget):
    yield widget
    for child in widget.winfo_children():
        yield from _all(child)


def _words(widget) -> str:
    kinds = ("TLabel", "TButton")
    return " ".join(str(one.cget("text")) for one in _all(widget) if one.winfo_class() in kinds)


# What she owes -------------------------------------------------------------------------------


def test_each_thing_owed_leads_to_the_deed_that_collects_it(shell):
    page = page_of(shell, "S02")
    loans = next(one for one in _all(page.figures) if _title(one) == "Préstamos  ›")

    press(loans.master, "<Return>")

    assert shell.where == ("receive", {"member": page.member, "account": "loans"})
    assert shell.current.value("amount") == 300


def test_it_says_whether_she_may_vote_and_why_not(shell, unsettled_month):
    page = page_of(shell, "S02")
    before = _words(page.head), page.standing.winfo_manager()
    charge(
        unsettled_month,
        FINE,
        "Asamblea",
        {page.member.id: Decimal("10.00")},
        Paper(may(2)),
        sure=True,
    )
    settle(shell.app)

    assert "Hábil" in before[0]
    assert "No hábil" not in before[0]
    assert before[1] == ""
    assert "No hábil" in _words(page.head)
    assert page.standing.cget("text") == (
        "No vota al 31/05/2026: debe S/ 10.00 de multas o aportes."
    )


def test_a_charge_of_the_time_line_opens_its_page(shell, unsettled_month):
    page = page_of(shell, "S02")
    made = charge(
        unsettled_month, FINE, "Asamblea", {page.member.id: Decimal(10)}, Paper(may(31)), sure=True
    )
    settle(shell.app)

    press(page.ledger.canvas, "<Home>", "<Return>")

    assert shell.where == ("charge_page", {"charge": made})


def test_money_is_lent_from_here(shell):
    page = page_of(shell, "S02")
    button = next(
        one
        for one in _all(page)
        if one.winfo_class() == "TButton" and str(one.cget("text")).strip() == "Prestar"
    )

    press(button, "<space>")

    assert shell.where == ("spend", {"member": page.member})
    assert shell.current.party.picked == page.member


def test_the_statement_is_shown_as_it_will_be_printed(shell):
    page_of(shell, "S02").see_statement()

    assert shell.where[0] == "preview"
    assert shell.current.title.cget("text").startswith("Estado de cuenta de")
    assert shell.current.view.pdf.startswith(b"%PDF")


def _title(widget) -> str:
    return str(widget.cget("text")) if widget.winfo_class() == "TLabel" else ""


def test_advances_lead_to_the_deliveries_they_wait_in(shell):
    page = page_of(shell, "S02")
    advances = next(one for one in _all(page.figures) if _title(one) == "Adelantos  ›")
    assert "S/ 195.70" in _words(advances.master)
    press(advances.master, "<Return>")
    shown = shell.current
    settle(shell.app, lambda: "Por liquidar S/" in shown.ledger.totals)

    assert shell.where[0] == "delivery"
    assert {str(record.member) for record in records_of(shown)} == {str(page.member)}
    assert shown.ledger.totals["Por liquidar S/"] == "195.70"


def records_of(register):
    return [register._record(register.ledger.row(n)) for n in range(register.ledger.count)]
