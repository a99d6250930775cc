"""Voiding on a typed day, and the way out where the month is closed, with the keys of a treasurer."""

from datetime import date

import pytest

from models.associations import Association
from models.documents import Document
from models.months import Month
from models.reversals import Reversal
from tests.factories import june
from tests.ui_book import press, settle
from tests.ui_keys import Keys, words_in
from ui.app import App
from ui.context import Context
from ui.preferences import Preferences
from ui.widgets.dialogs import VoidDialog, Voiding

JUNE = Month(2026, 6)


@pytest.fixture
def app(root, worked_month: Association):
    """The whole window in June; May is closed."""
    root.geometry("1366x768")
    # Else the shell would hear of the new size later, and lay everything out anew.
    settle(root, lambda: (root.winfo_width(), root.winfo_height()) == (1366, 768))
    context = Context(worked_month, JUNE, "demo.ecocuenca", Preferences())
    made = App(root, context)
    made.shell.go("home")
    root.update()
    yield made
    for left in [one for one in root.winfo_children() if one.winfo_class() == "Toplevel"]:
        left.destroy()
    if made.shell.current is not None:
        made.shell.current.drop_keys()
    for sequence in made.shell.deeds:
        root.unbind(sequence)
    made.shell.destroy()
    root.update()


@pytest.fixture
def keys(root) -> Keys:
    return Keys(root)


def stand_at(app: App, place: str, number: str):
    """The list over all months with that paper selected, its sheet built and the keys in it."""
    screen = app.shell.go(place)
    screen.widen()
    screen.ask(key=Document.get(Document.number == number).id)
    settle(app.root, lambda: number in words_in(screen.pane))
    screen.ledger.canvas.focus_force()
    app.root.update()
    return screen


def test_dues_of_a_closed_month_are_reversed_with_a_reason_and_the_paper_is_shown(app, keys):
    screen = stand_at(app, "receipt", "RI-2026-0001")
    keys.tab_to_words("Anular…")
    answered = keys.answer(
        "El mes de mayo de 2026 está cerrado: RI-2026-0001 queda como está y no se anula.",
        "era de otro socio",
        "<Tab>",
        "<Return>",
    )
    keys.type("<Return>")
    answered()

    (made,) = Reversal.select()
    assert (made.original.number, made.reason) == ("RI-2026-0001", "era de otro socio")
    assert made.document.day == date.today()
    assert app.shell.where == ("preview", {"documents": [made.document]})

    screen = stand_at(app, "receipt", "RI-2026-0001")
    settle(app.root, lambda: f"Extornado por {made}" in words_in(screen.pane))
    assert "Anular…" not in words_in(screen.pane)


def test_escape_leaves_the_paper_as_it_is(app, keys):
    stand_at(app, "receipt", "RI-2026-0001")
    keys.tab_to_words("Anular…")
    answered = keys.answer("¿Extornar RI-2026-0001?", "<Escape>")
    keys.type("<Return>")
    answered()

    assert Reversal.select().count() == 0


def test_what_cannot_be_reversed_says_why_at_once(app, keys):
    stand_at(app, "receipt", "RE-2026-0003")
    keys.tab_to_words("Anular…")
    answered = keys.answer("Esa liquidación es de un mes cerrado y ya no se deshace.", "<Escape>")
    keys.type("<Return>")
    answered()

    assert Reversal.select().count() == 0


def test_a_day_that_cannot_be_is_said_beside_the_reason_and_another_is_typed(root):
    voiding = Voiding(
        "¿Extornar RI-2026-0001?",
        "",
        [],
        ["Persona equivocada"],
        "Extornar",
        day=june(9),
        judge=lambda day: "" if day >= june(1) else "El mes de mayo de 2026 está cerrado.",
    )
    made = VoidDialog(root, voiding)
    made.open(made.more)
    root.update()
    press(made.more, "era de otro")

    for typed, said in (
        ("31/05/2026", "El mes de mayo de 2026 está cerrado."),
        ("31/02/2026", "La fecha «31/02/2026» no existe."),
    ):
        _type_day(made, typed)
        assert made.winfo_exists()
        assert made.problem.said == said
        assert root.focus_get() is made.day
    _type_day(made, "20/06/2026")

    assert made.value == ("era de otro", june(20))


def _type_day(made: VoidDialog, words: str) -> None:
    made.day.focus_force()
    made.day.selection_range(0, "end")
    press(made.day, words)
    made._void()
    made.over.update()


def test_however_much_follows_the_deeds_stay_on_the_screen(root):
    fact = "Se anula también el recibo RE-2026-0016: Quispe Mamani de Huamán Ccahuana devuelve 5."
    facts = [("cash-stack", fact * 2)] * 9
    made = VoidDialog(root, Voiding("¿Anular?", "", facts, ["Otro"], "Anular", day=june(9)))
    made.update_idletasks()
    before = made.winfo_reqheight()

    root.after(300, lambda: made.event_generate("<Escape>"))
    made.winfo_screenheight = lambda: before - 20
    made._widen()
    made.update_idletasks()

    assert made.winfo_reqheight() < before - 20
    made.run()


def test_a_paper_others_depend_on_says_what_to_do_first_and_leads_there(app, keys) -> None:
    stand_at(app, "delivery", "EN-2026-0008")
    keys.press_verb("Anular…")
    settle(app.root, lambda: app.root.grab_current() is not None)
    said = words_in(app.root.grab_current())

    keys.press_verb("Ver RE-2026-0008")
    settle(app.root, lambda: "RE-2026-0008" in words_in(app.shell.current.pane))

    assert "De esta entrega hay un adelanto pagado, RE-2026-0008." in said
    assert "Anule o extorne primero ese recibo." in said
    assert "Extornar = anotar lo contrario con fecha de hoy." in said
    assert app.shell.where[0] == "receipt"
