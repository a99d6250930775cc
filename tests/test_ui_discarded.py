"""What a person let go with «Salir sin guardar» is gone: the screen begins anew, with today."""

from datetime import date

import pytest

from models.documents import Document
from models.fields import show
from tests.factories import a_delivery, a_grade, may
from tests.ui_keys import Keys
from tests.ui_shell import shell_on

# Each place, and a field of it that is typed besides the day.
WORK = [
    ("receive", "Monto, S/"),
    ("spend", "Monto, S/"),
    ("pass_money", "Monto, S/"),
    ("sell", ""),
    ("weigh_in", ""),
    ("count_cash", ""),
    ("register_loss", ""),
]


@pytest.fixture
def shell(root, association):
    a_delivery(association, "300.0", may(6), grade=a_grade(association))
    with shell_on(root, association) as made:
        yield made


def day_in(screen) -> str:
    return screen.day.get() if screen.__class__.__name__ == "WeighIn" else screen.typed()["day"]


@pytest.mark.parametrize(("place", "field"), WORK)
def test_what_was_let_go_does_not_come_back(root, shell, place, field) -> None:
    keys = Keys(root)
    shell.go("delivery")
    screen = shell.go(place)
    root.update()
    fresh = screen.typed()
    keys.tab_to_field("Fecha")
    keys.type("<Control-a>", "20/5/2026", "<Return>")
    if field:
        keys.tab_to_field(field)
    keys.type("7", "<Tab>")
    assert screen.unsaved
    asked = keys.answer("¿Salir sin guardar?", "<Shift-Tab>", "<Return>")

    shell.go("delivery")
    asked()
    again = shell.go(place)
    root.update()

    assert again.typed() == fresh
    assert day_in(again) == show(Document.day, date.today())
    assert not again.unsaved


def test_what_one_goes_on_writing_stays(root, shell) -> None:
    keys = Keys(root)
    screen = shell.go("pass_money")
    root.update()
    keys.tab_to_field("Monto, S/")
    keys.type("50")
    asked = keys.answer("¿Salir sin guardar?", "<Escape>")

    shell.go("delivery")
    asked()

    assert shell.current is screen
    assert screen.typed()["amount"] == "50.00"
