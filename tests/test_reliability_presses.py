"""R16: four presses of one form store once, whatever kind of form it is and however slow it is."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from models import catalog
from models.associations import Association
from models.cash.cash_book import Receipt
from models.cash.transfers import Transfer
from models.council.forums import Delegate
from models.council.resolutions import Resolution
from models.council.sessions import Presence, Session, attend
from models.documents import Document
from models.food.surveys import GROUPS, MONTHS
from models.history import Change
from models.plan.plans import Axis, Plan
from models.plan.spending import PlanExpense
from models.record import Record, RecordType
from tests.factories import a_delivery, a_sale, may
from tests.ui_desk import Desk
from ui.cash.receive import Receive
from ui.cash.transfer import PassMoney
from ui.form import Form

pytestmark = pytest.mark.bar("R16")

# Kinds whose form is typed, not issued by a deed.
FORMS = [kind for kind in catalog.CATALOG if kind.form and not kind.issued]
# What is typed into a new form of each kind: those that others name come first.
NEW: dict[str, dict[str, str]] = {
    "watershed": {"name": "Santo Tomás"},
    "district": {
        "ubigeo": "080701",
        "name": "Santo Tomás",
        "province": "Chumbivilcas",
        "department": "Cusco",
    },
    "community": {"name": "Asil", "district": "Santo Tomás"},
    "association": {
        "name": "Asociación Kawsay",
        "form": "Asociación civil",
        "district": "Santo Tomás",
    },
    "household": {"name": "Familia Quispe", "people": "5"},
    "member": {
        "name": "Quispe Huamán, Rosa",
        "dni": "45454545",
        "sex": "Mujer",
        "code": "ZZ9",
        "admitted": "07/06/2026",
    },
    "plot": {
        "member": "Quispe Huamán, Rosa",
        "code": "P91",
        "typed_area": "0.50",
        "area_unit": "ha",
    },
    "product": {"name": "Kiwicha", "unit": "kg"},
    "grade": {"product": "Kiwicha", "name": "Primera", "place": "1", "tariff": "4.00"},
    "unit": {"name": "costalillo", "factor": "25", "of": "kg"},
    "product_terms": {"product": "Kiwicha", "since": "01/06/2026", "igv": "Exonerado"},
    "sowing": {"season": "2025-2026", "plot": "P91", "product": "Kiwicha"},
    "harvest": {
        "member": "Quispe Huamán, Rosa",
        "product": "Kiwicha",
        "day": "07/06/2026",
        "total": "100",
        "sale": "100",
    },
    "lot": {"name": "Kiwicha de Asil"},
    "buyer": {"name": "Molino San Pedro"},
    "local_price": {"product": "Kiwicha", "market": "Curahuasi", "day": "07/06/2026", "price": "5"},
    "workday": {"day": "07/06/2026", "title": "Limpieza de acequia", "fine": "20"},
    "income_baseline": {"member": "Quispe Huamán, Rosa", "season": "2024-2025", "income": "3000"},
    "practice": {
        "plot": "P91",
        "practice": "Abono verde",
        "degree": "Sí",
        "day": "07/06/2026",
        "verifier": "Luz Inca",
    },
    "organic_status": {"plot": "P91", "status": "Convencional", "since": "07/06/2026"},
    "diet_survey": {
        "member": "Quispe Huamán, Rosa",
        "day": "07/06/2026",
        "feast": "no",
        **{name: "no" for name, _said in GROUPS},
        "tubers": "sí",
    },
    "shortage_survey": {
        "member": "Quispe Huamán, Rosa",
        "day": "07/06/2026",
        **{name: "no" for name, _said in MONTHS},
        "january": "sí",
    },
    "category": {"name": "Rifas", "direction": "Ingreso"},
    "fund": {"name": "Fondo de semillas"},
    "budget": {"year": "2026", "category": "Rifas", "amount": "500"},
    "deduction": {
        "name": "Fondo de semillas",
        "place": "9",
        "base": "% del bruto",
        "rate": "2",
        "most_pct": "100",
        "fund": "Fondo de semillas",
        "since": "01/06/2026",
    },
    "parameter": {"name": "Cuota mensual por socio, S/", "since": "01/06/2026", "value": "7"},
    "booklet": {"name": "Talonario 9", "kind": "Recibo de egreso", "first": "901", "last": "950"},
    "officer": {"office": "Fiscal", "member": "Quispe Huamán, Rosa", "since": "01/06/2026"},
    "legal_book": {"book": "Libro caja", "number": "9", "opened": "01/06/2026"},
    "actor": {"name": "Municipalidad de Cachora", "kind": "Municipalidad"},
    "forum": {"name": "Mesa de Cachora", "first_pct": "50", "second_pct": "30"},
    "delegate": {
        "name": "Luz Inca",
        "sex": "Mujer",
        "age": "De 30 a 59 años",
        "forum": "Mesa de Cachora",
        "actor": "Municipalidad de Cachora",
        "role": "Titular",
        "since": "01/06/2026",
    },
    "session": {
        "forum": "Mesa de Cachora",
        "kind": "Ordinaria",
        "day": "20/06/2026",
        "starts": "09:00",
        "venue": "Local comunal",
        "call": "Primera convocatoria",
        "means": "Altavoz",
        "called_on": "10/06/2026",
        "agenda": "El plan",
    },
    "resolution": {"wording": "Se limpia.", "in_favour": "1", "responsible": "Luz Inca"},
    "presence": {"name": "Ana Inca", "sex": "Mujer", "age": "De 30 a 59 años"},
    "plan": {
        "name": "Plan de Cachora",
        "forum": "Mesa de Cachora",
        "since": "01/01/2026",
        "until": "31/12/2028",
        "vision": "Agua para todos",
    },
    "axis": {"place": "1", "name": "Agua"},
    "objective": {"axis": "Agua", "place": "1", "name": "Riego para todos"},
    "indicator": {"name": "Acequias limpias", "formula": "Se escribe a mano", "unit": "acequias"},
    "activity": {
        "objective": "Riego para todos",
        "place": "1",
        "name": "Limpiar la acequia",
        "since": "01/06/2026",
        "until": "31/12/2026",
        "goal": "4",
        "unit": "acequias",
        "responsible": "Luz Inca",
    },
    "planned_money": {
        "activity": "Limpiar la acequia",
        "year": "2026",
        "source": "Asociaciones",
        "amount": "300",
    },
    "progress": {"activity": "Limpiar la acequia", "day": "20/06/2026", "done": "1"},
    "plan_expense": {"activity": "Limpiar la acequia"},
    "indicator_value": {"indicator": "Acequias limpias", "day": "20/06/2026", "value": "1"},
}


def _an_expense() -> Receipt:
    expense: Receipt = Receipt.select().join(Document).where(Document.kind == "RE").get()
    return expense


# What a form is opened for, where it is of something else.
OF: dict[str, Callable[[], Record]] = {
    "resolution": lambda: Resolution(session=attend(Session.get(), Delegate.get()).session),
    "presence": lambda: Presence(session=Session.get()),
    "axis": lambda: Axis(plan=Plan.get()),
    "plan_expense": lambda: PlanExpense(receipt=_an_expense()),
}


def type_into(made: Any, text: str) -> None:
    """Whatever kind of input it is."""
    if hasattr(made, "note"):
        made.note.text.insert("1.0", text)
    elif hasattr(made, "lookup"):
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
    """How many records four presses of a new form stored."""
    record = OF[kind.name]() if kind.name in OF else None
    form = desk.show(Form, kind=kind, record=record)
    for name, said in NEW[kind.name].items():
        type_into(form.inputs[name], said)
    before = kind.model.select().count()
    four_presses(desk)
    four_presses(desk)  # the answer to a doubt, and three more
    stored = kind.model.select().count() - before
    desk.clear()
    return int(stored)


def test_four_presses_of_a_new_form_of_any_kind_store_it_once(root, worked_month, counted) -> None:
    desk, kinds = Desk(root, worked_month), {kind.name: kind for kind in FORMS}
    assert set(NEW) == set(kinds)

    stored = {name: _new_one(desk, kinds[name]) for name in NEW}

    assert stored == dict.fromkeys(NEW, 1)
    counted("R16", new=len(stored))


def test_four_presses_of_a_changed_form_of_any_kind_change_it_once(
    root, worked_month, counted
) -> None:
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

    assert set(changed.values()) <= {0, 1}  # 0: what it was changed to was refused
    assert sum(changed.values()) >= 12
    counted("R16", changed=sum(changed.values()))


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
