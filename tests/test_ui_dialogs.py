"""Questions: their verbs, Esc, and that Enter cannot void."""

import pytest

from models import trouble_log
from models.changes import Refused
from tests.ui_book import press, settle
from ui import errors
from ui.widgets.dialogs import VoidDialog, Voiding, ask, ask_reason, choose, tell

VOIDING = Voiding(
    question="¿Anular la entrega EN-2026-0007?",
    about="Socia Demo 05  ·  12/05/2026",
    facts=[("123", "El número queda usado.")],
    reasons=["Peso mal digitado", "Socio equivocado"],
    yes="Anular la entrega",
)


@pytest.fixture(autouse=True)
def _no_dialog_left(root):
    yield
    for one in root.winfo_children():
        if one.winfo_class() == "Toplevel":
            one.destroy()


def dialog(root):
    return next(one for one in root.winfo_children() if one.winfo_class() == "Toplevel")


def buttons(widget):
    found = [widget] if widget.winfo_class() == "TButton" else []
    return found + [one for child in widget.winfo_children() for one in buttons(child)]


def answering(root, deed):
    """Do this in the dialog as soon as it has the keyboard."""

    def when_open():
        made = next((one for one in root.winfo_children() if one.grab_status()), None)
        if made is None:
            root.after(20, when_open)
        else:
            root.update()
            deed(made)

    root.after(20, when_open)


@pytest.mark.parametrize(
    ("key", "danger", "answer"),
    [
        ("<Return>", False, True),
        ("<space>", False, True),
        ("<Escape>", False, False),
        ("<Return>", True, False),
        ("<Escape>", True, False),
    ],
)
def test_keys_answer_a_question_and_enter_never_destroys(root, key, danger, answer):
    answering(root, lambda made: press(made.focus_get(), key))

    assert ask(root, "¿Borrar?", "Se borra.", "Borrar", "No borrar", danger=danger) is answer


def test_the_buttons_name_the_deed(root):
    seen = []
    answering(
        root,
        lambda made: (
            seen.extend(str(one.cget("text")).strip() for one in buttons(made)),
            made.answer(None),
        ),
    )

    ask(root, "¿Borrar?", "Se borra.", "Borrar socio", "No borrar")

    assert seen == ["Borrar socio", "No borrar   Esc"]


def test_the_keyboard_returns_to_where_it_was(root):
    import ttkbootstrap as ttk

    field = ttk.Entry(root)
    field.pack()
    press(field, "a")
    answering(root, lambda made: press(made.focus_get(), "<Escape>"))

    ask(root, "¿Borrar?", "", "Borrar", "No borrar")
    settle(root)

    assert root.focus_get() is field
    field.destroy()


def test_a_question_takes_the_keyboard_back_from_the_window_behind(root):
    def look_behind(made):
        root.focus_force()  # what a window manager does when a person clicks there
        settle(root, lambda: str(root.focus_get() or "").startswith(str(made)))
        root.focus_get().event_generate("<Escape>")

    answering(root, look_behind)

    assert ask(root, "¿Borrar?", "Se borra.", "Borrar", "No borrar") is False


def test_the_keyboard_stays_in_the_window_once_the_question_is_gone(root):
    answering(root, lambda made: press(made.focus_get(), "<Escape>"))
    ask(root, "¿Borrar?", "Se borra.", "Borrar", "No borrar")

    root.focus_force()
    settle(root)

    assert root.focus_get() is root
    assert root.grab_current() is None


def test_one_of_several_ways_is_chosen(root):
    answering(root, lambda made: buttons(made)[1].invoke())

    assert choose(root, "¿Cuál?", "", [("Uno", 1), ("Dos", 2)], no="Ninguno") == 2


def test_voiding_begins_in_the_reason_and_enter_does_nothing_there(root):
    made = VoidDialog(root, VOIDING)
    made.open(made.more)
    root.update()

    press(made.more, "<Return>")

    assert made.winfo_exists()
    assert made.value is None
    made.destroy()


def test_voiding_without_a_reason_is_asked_again(root):
    made = VoidDialog(root, VOIDING)
    made.open(made.more)

    buttons(made)[0].invoke()

    assert made.problem.said == "Diga por qué: elija un motivo o escríbalo."
    made.destroy()


@pytest.mark.parametrize(
    ("chip", "typed", "reason"),
    [
        ("Peso mal digitado", "", "Peso mal digitado"),
        ("Peso mal digitado", " eran  273.8 kg ", "Peso mal digitado: eran 273.8 kg"),
        ("Otro motivo", "Se repitió", "Se repitió"),
        ("", "Se repitió", "Se repitió"),
    ],
)
def test_the_reason_is_the_chip_and_what_was_typed(root, chip, typed, reason):
    def void(made):
        made.reason.set(chip)
        made.more.insert(0, typed)
        buttons(made)[0].invoke()

    answering(root, void)

    assert ask_reason(root, VOIDING) == reason


def test_escape_leaves_it_valid(root):
    answering(root, lambda made: press(made.more, "<Escape>"))

    assert ask_reason(root, VOIDING) is None


def test_a_sentence_said_does_not_stop_the_work(root):
    made = tell(root, "No se puede", "El mes está cerrado.")

    press(buttons(made)[0], "<Return>")

    assert not made.winfo_exists()


def test_what_is_refused_is_said_in_its_own_words(root, callback_failures):
    def refuse():
        raise Refused("El mes de mayo está cerrado.")

    root.after(1, refuse)
    settle(root, lambda: bool(callback_failures))
    root.update()

    assert "El mes de mayo está cerrado." in words(dialog(root))
    dialog(root).destroy()
    callback_failures.clear()


def test_a_failure_is_logged_without_what_people_typed(root, callback_failures, tmp_path):
    log_file = tmp_path / "x.log"
    errors.write(ValueError("Rosa Quispe debe 120"), log_file)

    def fail():
        raise KeyError("Rosa Quispe")

    try:
        fail()
    except KeyError as failure:
        path = errors.write(failure, log_file)

    log = path.read_text("utf-8")
    assert "KeyError" in log
    assert "in fail" in log
    assert "Rosa" not in log


def test_a_failure_is_told_calmly(root, callback_failures, monkeypatch, tmp_path):
    monkeypatch.setattr(trouble_log, "usual_path", lambda: tmp_path / "x.log")
    root.after(1, lambda: 1 / 0)
    settle(root, lambda: bool(callback_failures))
    root.update()

    said = " ".join(words(dialog(root)))
    assert "Algo falló y no se guardó nada." in said
    assert str(tmp_path) in said
    dialog(root).destroy()
    callback_failures.clear()


def words(widget):
    found = [str(widget.cget("text"))] if widget.winfo_class() in ("TLabel", "TButton") else []
    return found + [one for child in widget.winfo_children() for one in words(child)]
