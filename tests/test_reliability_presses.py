"""R16: four presses of one form store once, whatever kind of form it is and however slow it is."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from models import catalog
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.history import Change
from models.record import RecordType
from tests.factories import a_delivery, a_sale, may
from tests.ui_desk import Desk
from ui.cash.receive import Receive
from ui.cash.transfer import PassMoney
from ui.form import Form

pytestmark = pytest.mark.bar("R16")

# Kinds whose form is typed, not issued by a deed.
FORMS = [kind for kind in catalog.CATALOG if kind.form and not kind.issued]
# What another of its kind says where it may not say the same.
OTHERWISE = {
    "name": "Otro nombre",
    "code": "ZZ9",
    "dni": "45454545",
    "ruc": "",
    "ubigeo": "080199",
    "number": "99",
    "title": "Otro título",
    "since": "07/06/2026",
    "day": "07/06/2026",
    "month": "2026-07",
}


def type_into(made: Any, text: str) -> None:
    """Whatever kind of input it is."""
    if hasattr(made, "lookup"):
        made.lookup.words.set(text)
    elif hasattr(made, "word"):
        made.word.set(text)
    elif hasattr(made, "box"):
        made.box.set(text)
    else:
        made.words.set(text)


def four_presses(desk: Desk) -> None:
    """Queued at once, as an impatient hand does it; what they do follows."""
    for _press in range(4):
        desk.root.event_generate("<F9>", when="tail")
    desk.root.update()


def _new_one(desk: Desk, kind: RecordType) -> int:
    """How many records four presses of a new form stored, filled like one there is already."""
    there = kind.model.select().first()
    form = desk.show(Form, kind=kind)
    for name in form.inputs:
        said = there.text(name) if there is not None else ""
        if said and name != "remarks":
            type_into(form.inputs[name], OTHERWISE.get(name, said))
    before = kind.model.select().count()
    four_presses(desk)
    four_presses(desk)  # the answer to a doubt, and three more
    stored = kind.model.select().count() - before
    desk.clear()
    return int(stored)


def test_four_presses_of_a_new_form_of_any_kind_store_it_once(root, worked_month) -> None:
    desk = Desk(root, worked_month)

    stored = {kind.name: _new_one(desk, kind) for kind in FORMS}

    assert set(stored.values()) <= {0, 1}  # 0: what it was filled with was refused
    assert sum(stored.values()) >= 8


def test_four_presses_of_a_changed_form_of_any_kind_change_it_once(root, worked_month) -> None:
    desk, changed = Desk(root, worked_month), dict[str, int]()
    for kind in FORMS:
        there = kind.model.select().first()
        named = [one for one in ("name", "title") if one in _form_of(kind)]
        if there is None or not named:
            continue
        form = desk.show(Form, kind=kind, record=there)
        type_into(form.inputs[named[0]], "Dicho de otro modo")
        before = Change.select().count()
        four_presses(desk)
        four_presses(desk)
        changed[kind.name] = Change.select().count() - before
        desk.clear()

    assert set(changed.values()) <= {0, 1}
    assert sum(changed.values()) >= 6


def _form_of(kind: RecordType) -> list[str]:
    return [name for names in kind.form.values() for name in names]


# Deeds -----------------------------------------------------------------------------------------


def _at_once(desk: Desk) -> None:
    """The deed is done before the next press is looked at."""


def _slowly(desk: Desk) -> None:
    time.sleep(0.25)


def _alive(desk: Desk) -> None:
    """It draws while it is done, and hears the other presses meanwhile."""
    until = time.monotonic() + 0.25
    while time.monotonic() < until:
        desk.root.update()


@pytest.mark.parametrize("how", [_at_once, _slowly, _alive])
def test_four_presses_of_a_deed_make_one_paper_however_slow_it_is(
    desk: Desk, association: Association, monkeypatch, how: Callable[[Desk], None]
) -> None:
    a_delivery(association, "300.0", may(6))
    a_sale(association, "100.0", may(16), price="2.00")
    for deed in (Receive, PassMoney):
        store = deed.store

        def slow(self, *what, store=store, **more):
            how(desk)
            return store(self, *what, **more)

        monkeypatch.setattr(deed, "store", slow)

    desk.show(Receive)
    desk.type("<Down>", "<Return>", "150")
    four_presses(desk)
    desk.clear()
    desk.show(PassMoney)
    desk.type("<Return>", "400", "<Return>", "OP-1")
    four_presses(desk)

    assert Receipt.select().count() == 1
    assert Transfer.select().count() == 1
