"""The form of any record: nothing typed is lost, nothing is stored twice."""

from datetime import date

import pytest

from models.people.members import MEMBERS, Member
from models.people.officers import OFFICERS, Officer
from models.places import DISTRICTS, Community, District
from models.produce.harvests import HARVESTS
from models.produce.plots import PLOTS, Plot
from models.produce.products import Unit
from models.record import Doubtful
from tests.ui_book import context_of, press, settle, small_book
from ui import form as form_room
from ui.form import Form
from ui.widgets.lookup import Lookup


@pytest.fixture
def association():
    with small_book() as association:
        yield association


@pytest.fixture
def context(association):
    made = context_of(association)
    made.left, made.said = [], []
    made.back = lambda record=None: made.left.append(record)
    made.say = lambda sentence, tone="good": made.said.append(sentence)
    return made


@pytest.fixture
def open_form(root, context):
    forms = []

    def make(kind=MEMBERS, record=None):
        made = Form(root, context, kind, record)
        made.pack(fill="both", expand=True)
        made.take_keys()
        root.geometry("1366x768")
        settle(root)
        made.shown()
        forms.append(made)
        return made

    yield make
    for made in forms:
        made.drop_keys()
        made.destroy()


def fill(form, **texts):
    for name, text in texts.items():
        made = form.inputs[name]
        if hasattr(made, "word"):
            made.word.set(text)
        elif hasattr(made, "lookup"):
            made.lookup.words.set(text)
        elif hasattr(made, "box"):
            made.box.set(text)
        else:
            made.words.set(text)


def fill_member(form, **more):
    fill(
        form,
        **{"name": "Demo Quispe, Rosa", "dni": "41234567", "sex": "Mujer", "code": "S77"} | more,
    )
    fill(form, admitted=more.get("admitted", "05/05/2026"))


def said(form, name):
    return form.beside[name].said


def test_f9_stores_what_was_typed_and_goes_back_to_it(open_form, context):
    form = open_form()
    fill_member(form)

    press(form.inputs["name"].keyboard, "<F9>")

    stored = Member.get(Member.dni == "41234567")
    assert stored.name == "Demo Quispe, Rosa"
    assert stored.association == context.association
    assert context.left == [stored]
    assert context.said == ["Guardado: Demo Quispe, Rosa."]


def test_f9_pressed_twice_stores_one_record(open_form, context):
    form = open_form()
    fill_member(form)
    before = Member.select().count()

    press(form.inputs["name"].keyboard, "<F9>", "<F9>")

    assert Member.select().count() == before + 1
    assert len(context.left) == 1


def test_letters_typed_with_the_keyboard_arrive(open_form):
    form = open_form()

    press(form.inputs["name"].keyboard, "rosa")

    assert form.typed()["name"] == "rosa"
    assert form.unsaved


def test_each_problem_stands_beside_its_field_and_nothing_is_lost(open_form):
    form = open_form()
    fill(form, name="Rosa", dni="4123456")

    form.save()

    assert said(form, "dni") == "El DNI tiene 8 cifras; escribió 7."
    assert said(form, "sex") == "Falta este dato."
    assert said(form, "name") == ""
    assert form.typed()["dni"] == "4123456"
    assert form.inputs["dni"].keyboard.instate(["invalid"])


def test_the_keyboard_goes_to_the_first_field_to_correct(root, open_form):
    form = open_form()
    fill(form, name="Rosa", dni="4123456")

    form.save()
    settle(root)

    assert root.focus_get() is form.inputs["dni"].keyboard


def test_how_many_fields_are_left_is_counted(open_form):
    form = open_form(OFFICERS)
    fill(form, office="Fiscal", member="Apaza 04", since="31/2/2026")

    form.save()

    words = [part.cget("text") for part in form.state_line.winfo_children()]
    assert "Cambios sin guardar.  Queda 1 campo por corregir." in words


def test_a_field_left_is_shown_as_it_was_understood(root, open_form):
    form = open_form()
    admitted = form.inputs["admitted"].keyboard

    press(admitted, "5/5/26")
    form.inputs["name"].focus()
    settle(root)

    assert form.typed()["admitted"] == "05/05/2026"


def test_what_cannot_be_read_is_said_on_leaving_the_field(root, open_form):
    form = open_form()

    press(form.inputs["admitted"].keyboard, "31/2/2026")
    form.inputs["name"].focus()
    settle(root)

    assert said(form, "admitted") == "La fecha «31/2/2026» no existe."
    assert form.typed()["admitted"] == "31/2/2026"


def test_a_doubt_is_asked_beside_the_field_and_saving_again_is_the_answer(
    open_form, context, monkeypatch
):
    doubt = {"born": "¿Nació en 1901?"}
    monkeypatch.setattr(
        Member, "doubts", lambda self: iter([("born", self.born is None, doubt["born"])])
    )
    form = open_form()
    fill_member(form, born="01/01/1901")
    before = Member.select().count()

    form.save()
    assert said(form, "born") == doubt["born"]
    assert Member.select().count() == before

    form.save()
    assert Member.select().count() == before + 1


def test_a_doubt_is_asked_again_if_something_else_was_typed(open_form, monkeypatch):
    monkeypatch.setattr(
        Member, "doubts", lambda self: iter([("born", self.born is None, "¿Es correcto?")])
    )
    form = open_form()
    fill_member(form, born="01/01/1901")
    before = Member.select().count()

    form.save()
    fill(form, born="01/01/1902")
    form.save()

    assert Member.select().count() == before


def test_what_is_refused_is_said_in_the_save_bar(open_form, association):
    community = Community.get(Community.name == "Tocorani")
    Member.update(community=community).where(Member.place == 1).execute()
    form = open_form(DISTRICTS, District.get())

    form_room.ask, asked = lambda *words, **more: True, form_room.ask
    try:
        form.remove()
    finally:
        form_room.ask = asked

    words = [part.cget("text") for part in form.state_line.winfo_children()]
    assert "No se puede borrar: otros registros lo usan." in words
    assert District.select().count() == 1


def test_an_existing_record_can_be_saved_only_if_something_changed(open_form, context):
    form = open_form(record=Member.get(Member.place == 1))

    form.save()
    assert context.left == []
    assert form.save_button.instate(["disabled"])

    press(form.inputs["name"].keyboard, "x")
    settle(form, lambda: form.save_button.instate(["!disabled"]))


def test_only_what_changed_is_written(open_form):
    form = open_form(record=Member.get(Member.place == 1))
    Member.update(phone="984000111").where(Member.place == 1).execute()  # another window

    fill(form, address="Plaza")
    form.save()

    stored = Member.get(Member.place == 1)
    assert (stored.address, stored.phone) == ("Plaza", "984000111")


def test_leaving_asks_when_something_would_be_lost(open_form, monkeypatch):
    asked = []
    monkeypatch.setattr(form_room, "ask", lambda *words, **more: asked.append(words) or False)
    form = open_form()

    assert form.leave()
    fill(form, name="Rosa")
    assert not form.leave()
    assert asked[0][1] == "¿Salir sin guardar?"


def test_what_was_deleted_is_said_and_left(open_form, context, monkeypatch):
    monkeypatch.setattr(form_room, "ask", lambda *words, **more: True)
    form = open_form(record=Member.get(Member.place == 3))

    form.remove()

    assert Member.get_or_none(Member.place == 3) is None
    assert context.said == ["Borrado: Apaza 03."]


def test_a_reference_is_found_by_typing_and_taken_with_enter(open_form, association):
    form = open_form(OFFICERS)
    entry = form.inputs["member"].keyboard

    press(entry, "s04", "<Return>")

    assert form.inputs["member"].picked() == Member.get(Member.place == 4)
    assert form.typed()["member"] == "Apaza 04"


def test_namesakes_are_told_apart_by_the_list(open_form, association):
    Member.update(name="Apaza 04", found_by="apaza 04 s05 40000005").where(
        Member.place == 5
    ).execute()
    form = open_form(OFFICERS)
    fill(form, office="Fiscal", since="01/01/2026")
    press(form.inputs["member"].keyboard, "apaza 04", "<Down>", "<Return>")

    form.save()

    assert Officer.get().member.place == 5


def test_what_is_typed_and_not_in_the_list_is_said_not_lost(open_form):
    form = open_form(OFFICERS)
    fill(form, office="Fiscal", since="01/01/2026", member="Zzz")

    form.save()

    assert said(form, "member") == "«Zzz» no está registrado."
    assert form.typed()["member"] == "Zzz"


def test_only_records_of_the_own_association_are_offered(root, open_form, association):
    other = type(association)(name="Otra", district=association.district)
    other.save()
    Member.update(association=other.get_id()).where(Member.place == 4).execute()
    form = open_form(OFFICERS)

    press(form.inputs["member"].keyboard, "s04")

    assert not form.inputs["member"].lookup.list.is_open


def test_escape_closes_the_list_before_it_closes_the_form(open_form, context):
    form = open_form(OFFICERS)
    entry = form.inputs["member"].keyboard

    press(entry, "apaza", "<Escape>")
    assert context.left == []
    press(entry, "<Escape>")
    assert context.left == [None]


def test_a_lookup_among_five_thousand_answers_at_once(root):
    import time

    with small_book(members=5000) as association:
        beside = Officer(association=association)
        lookup = Lookup(root, lambda words: Member.like(words, beside, 50), lambda m: (str(m), ""))
        lookup.pack()
        root.update()
        began = time.perf_counter()
        press(lookup.entry, "4999")
        took = time.perf_counter() - began

        assert [str(one) for one in lookup.list.options.options] == ["Apaza 4999"]
        assert took < 1.5  # four searches; far less, but the machine may be busy
        lookup.destroy()


def test_tab_walks_through_every_field_and_to_the_buttons(root, open_form):
    form = open_form(OFFICERS)
    form.inputs["office"].focus()
    root.update()

    visited = [root.focus_get()]
    for _step in range(8):
        root.focus_get().event_generate("<<NextWindow>>")
        root.update()
        visited.append(root.focus_get())

    fields = [made.keyboard for made in form.inputs.values()]
    assert visited[: len(fields)] == fields
    assert form.save_button in visited


def test_the_wheel_never_changes_what_was_chosen(root, open_form):
    form = open_form(OFFICERS)
    fill(form, office="Fiscal")

    for event in ("<Button-4>", "<Button-5>"):
        form.inputs["office"].keyboard.event_generate(event, x=3, y=3)
    root.update()

    assert form.typed()["office"] == "Fiscal"


def test_the_search_key_does_not_delete_what_was_typed(root, open_form):
    form = open_form()
    entry = form.inputs["name"].keyboard
    fill(form, name="Rosa Quispe")
    entry.icursor(0)

    press(entry, "<Control-k>")

    assert form.typed()["name"] == "Rosa Quispe"


def test_space_presses_a_button(open_form, context):
    form = open_form()
    fill_member(form)

    press(form.save_button, "<space>")
    settle(form, lambda: bool(context.left))

    assert Member.get(Member.dni == "41234567").admitted == date(2026, 5, 5)


def test_doubtful_is_not_a_failure():
    assert Doubtful({"born": "¿?"}).doubts == {"born": "¿?"}


def test_enter_goes_on_from_field_to_field_and_at_last_to_the_button(root, open_form):
    form = open_form(OFFICERS)
    visited = []
    for _name in form.inputs:
        visited.append(root.focus_get())
        press(root.focus_get(), "<Return>")
        root.update()

    assert visited == [made.keyboard for made in form.inputs.values()]
    assert root.focus_get() is form.save_button


def test_enter_takes_the_one_found_and_goes_on(root, open_form):
    form = open_form(OFFICERS)
    member = form.inputs["member"]

    press(member.keyboard, "04", "<Return>")
    root.update()

    assert str(member.picked()) == "Apaza 04"
    assert root.focus_get() is form.inputs["since"].keyboard


def test_chips_are_one_stop_and_arrows_choose(root, open_form):
    form = open_form()
    form.inputs["sex"].focus()
    root.update()

    press(root.focus_get(), "<Right>", "<Right>")
    assert form.typed()["sex"] == "Varón"

    press(root.focus_get(), "<Tab>")
    root.update()
    assert root.focus_get() is form.inputs["born"].keyboard


def test_what_is_written_down_mostly_happened_today(open_form):
    form = open_form(HARVESTS)

    assert form.typed()["day"] == f"{date.today():%d/%m/%Y}"
    assert not form.unsaved


def test_a_day_of_admission_is_not_proposed(open_form):
    form = open_form()

    assert form.typed()["admitted"] == form.typed()["born"] == ""


def test_after_one_member_the_next_is_typed_at_once(open_form, context):
    gone = []
    context.go = lambda place, **what: gone.append((place, what))
    form = open_form()
    fill_member(form)

    form.save_and_another()

    assert Member.select().where(Member.code == "S77").exists()
    assert gone == [("form", {"kind": MEMBERS})]


def test_a_doubt_takes_one_more_f9_also_when_its_field_is_not_left_yet(root, open_form, context):
    form = open_form(PLOTS)
    fill(form, member="Apaza 04", typed_area=".0005")
    form.inputs["typed_area"].focus()
    root.update()

    press(root.focus_get(), "<F9>")
    settle(root)
    words = [part.cget("text") for part in form.state_line.winfo_children()]
    assert said(form, "typed_area") == "¿Son solo 5 m²?"
    assert "Pulse Guardar otra vez si es correcto." in words

    press(root.focus_get(), "<F9>")
    assert [str(one) for one in context.left] == ["P001"]


def test_a_new_member_and_a_new_plot_say_the_code_they_will_have(open_form):
    assert words_in_problem(open_form().beside["code"]) == "el siguiente libre: S13"
    assert words_in_problem(open_form(PLOTS).beside["code"]) == "el siguiente libre: P001"


def words_in_problem(problem):
    return problem.winfo_children()[-1].cget("text")


def test_the_unit_of_land_is_one_of_those_known(open_form, association):
    Unit(association=association, name="topo", of="m2", factor=3333).save()
    form = open_form(PLOTS)

    assert list(form.inputs["area_unit"].field.chips) == ["ha", "m²", "topo"]
    fill(form, member="Apaza 04", typed_area="1.5", area_unit="topo")
    form.save()

    assert Plot.get().text("area") == "0.50"
