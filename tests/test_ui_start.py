"""The first steps, the opening put right, and the settings."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import history, money, opening
from models.associations import Association
from models.changes import Refused
from models.file.storage import copies_folder, last_copy
from models.months import Month, first_month
from models.opening import carry_forward
from models.places import District
from tests.factories import MAY, an_association
from tests.ui_desk import Desk
from ui.context import Context
from ui.settings import Settings
from ui.start import CorrectOpening, NewBooks, Start

THIS_MONTH = Month.of(date.today())


@pytest.fixture
def begun() -> list[tuple[str, Month]]:
    return []


@pytest.fixture
def desk(root, book: Path) -> Iterator[Desk]:
    made = Desk(root, Association())
    yield made
    made.clear()


def start(desk: Desk, begun: list[tuple[str, Month]]) -> Start:
    context = Context(Association(), THIS_MONTH)
    desk.root.geometry("1366x768")
    made = Start(desk.root, context, lambda who, month: begun.append((str(who), month)))
    made.pack(fill="both", expand=True)
    desk.wait()
    return made


def test_the_first_books_begin_by_keys_alone(desk: Desk, begun) -> None:
    start(desk, begun)

    desk.type("Los Andes", "<Return>", "<Return>")
    desk.type("pomac", "<Return>", "Rosa", "<Return>", "<Return>")
    desk.type("2650.4", "<Return>", "1200", "<F9>")

    made = Association.get()
    assert (made.name, made.district.name) == ("Los Andes", "Pomacanchi")
    assert money.balance(made, money.CASH, date.today()) == Decimal("2650.40")
    assert money.balance(made, money.BANK, date.today()) == Decimal("1200.00")
    assert history.signed() == "Rosa"
    assert begun == [("Los Andes", THIS_MONTH)]


def test_an_earlier_first_month_is_chosen_from_the_list(desk: Desk, begun) -> None:
    page: Any = start(desk, begun).page
    page.cells["month"].input.box.current(1)
    page.cells["name"].input.focus()

    desk.type("Los Andes", "<Return>", "<Return>")
    desk.type("pomac", "<Return>", "Rosa", "<Return>", "<Return>", "0", "<Return>", "0", "<F9>")

    assert first_month(Association.get()) == THIS_MONTH.previous


def test_a_district_that_is_not_listed_is_asked_for_and_stored(desk: Desk, begun) -> None:
    start(desk, begun)

    desk.type("Los Andes", "<Return>", "<Return>", "Yanaoca", "<Return>", "Rosa")
    desk.wait()
    desk.type("<Return>", "080501", "<Return>", "Canas", "<Return>", "Cusco", "<Return>")
    desk.type("<Return>", "0", "<Return>", "0", "<F9>")

    assert Association.get().district.full_name == "Yanaoca, Canas, Cusco"


def test_what_is_missing_is_said_beside_its_field(desk: Desk, begun) -> None:
    page: Any = start(desk, begun).page

    desk.type("<F9>")

    assert page.cells["name"].row.beside.said == "Falta el nombre."
    assert page.money_row.beside.said == "Ponga 0 si no hay nada."
    assert begun == []
    assert Association.select().count() == 0


def test_a_ruc_that_cannot_be_is_said_and_what_was_typed_stays(desk: Desk, begun) -> None:
    page: Any = start(desk, begun).page

    desk.type("Los Andes", "<Return>", "20131312954", "<Return>")

    assert "última cifra del RUC" in page.cells["ruc"].row.beside.said
    assert page.cells["ruc"].input.typed() == "20131312954"


def test_of_several_associations_one_is_chosen_with_the_arrows(desk: Desk, begun) -> None:
    an_association("Asociación A")
    an_association("Asociación B")
    start(desk, begun)

    desk.type("<Down>", "<Return>")

    assert [name for name, _month in begun] == ["Asociación B"]


def test_another_association_can_be_registered_beside_the_others(desk: Desk, begun) -> None:
    an_association("Asociación A")
    first = start(desk, begun)

    first.show_new()

    assert isinstance(first.page, NewBooks)


# The opening put right --------------------------------------------------------------------------


@pytest.fixture
def worked_desk(root, open_month: Association) -> Iterator[Desk]:
    made = Desk(root, open_month)
    yield made
    made.clear()


def test_the_opening_is_put_right_by_keys(worked_desk: Desk, open_month) -> None:
    worked_desk.show(CorrectOpening)

    worked_desk.type("2700", "<Return>", "1300", "<F9>")

    assert opening.balances_at_start(open_month)[money.CASH] == 2700
    assert money.balance_before(open_month, money.BANK, MAY.first) == 1300
    assert worked_desk.told == ["Saldos iniciales corregidos."]


def test_an_opening_that_would_leave_a_day_short_says_so_and_stays(worked_desk: Desk) -> None:
    screen = worked_desk.show(CorrectOpening)

    worked_desk.type("100", "<F9>")

    assert "faltarían" in screen.state_line.said
    assert screen.cells[money.CASH].input.typed() == "100"


# Settings ---------------------------------------------------------------------------------------


def settings(desk: Desk) -> Settings:
    desk.relooked = []
    return desk.show(
        lambda parent, context: Settings(parent, context, (), lambda: desk.relooked.append(1))
    )


def test_a_copy_is_made_and_told_once_it_was_read_back(worked_desk: Desk) -> None:
    settings(worked_desk)

    worked_desk.type("<Return>")

    assert last_copy() is not None
    assert str(copies_folder()) in worked_desk.told[0]


def test_a_copy_goes_to_the_folder_that_was_chosen(
    worked_desk: Desk, tmp_path: Path, monkeypatch
) -> None:
    screen = settings(worked_desk)
    monkeypatch.setattr("ui.settings.filedialog.askdirectory", lambda **_how: str(tmp_path / "usb"))

    screen.copy_to()

    assert len(list((tmp_path / "usb").glob("*.ecocuenca"))) == 1


def test_who_works_here_signs_the_changes(worked_desk: Desk) -> None:
    screen = settings(worked_desk)
    screen.name.focus_force()
    screen.name.selection_range(0, "end")

    worked_desk.type("Rosa", "<Return>")

    assert history.signed() == "Rosa"
    assert screen.beside.said == "Desde ahora los cambios son de Rosa."


def test_night_and_larger_text_are_kept_and_put_into_effect(worked_desk: Desk) -> None:
    screen = settings(worked_desk)

    screen.light.set("night")
    screen.letters.set("125")
    screen._chosen()
    worked_desk.wait()

    preferences = worked_desk.context.preferences
    assert (preferences.dark, preferences.text_percent) == (True, 125)
    assert worked_desk.relooked == [1]


def test_once_a_month_is_closed_the_opening_is_not_offered(worked_desk: Desk, open_month) -> None:
    screen = settings(worked_desk)
    carry_forward(open_month, MAY)

    with pytest.raises(Refused, match="mes cerrado"):
        screen.correct_opening()

    assert worked_desk.gone == []
    assert District.select().count() > 0
