"""The screens of the territory, by keys: families and their file, the sketch, GPS files, surveys."""

from pathlib import Path

import pytest

from models.food.surveys import DIET, GROUPS, DietSurvey
from models.land.gps import read_shapes
from models.land.sample import plant
from models.people.members import Member
from models.produce.plots import Plot
from tests.ui_desk import Desk
from ui import printing
from ui.form import Form
from ui.land import gps
from ui.land.families import Families, FamilyPage
from ui.land.map_page import MapPage
from ui.land.plots import Plots


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.setattr(printing, "user_documents_path", lambda: tmp_path)
    return tmp_path / "Ecocuenca"


@pytest.fixture
def desk(root, worked_month):
    plant(worked_month)
    made = Desk(root, worked_month)
    yield made
    made.clear()


def test_the_families_of_the_crop_year_are_listed_and_enter_opens_one(desk):
    screen = desk.show(Families)

    names = [row[1] for row in screen.rows]
    assert names[:2] == ["Familia Demo 01 y 02", "Socia Demo 03"]
    desk.type("<Down>", "<Return>")
    assert desk.gone == [
        (
            "family_page",
            {"family": f"m{key('S03')}", "name": "Socia Demo 03", "season": screen.season},
        )
    ]


def key(code: str) -> int:
    return Member.get(Member.code == code).id


def test_another_crop_year_is_chosen_with_keys(desk):
    screen = desk.show(Families)
    screen.box.focus_set()
    values = screen.box.cget("values")
    screen.box.current(values.index("2024-2025"))
    screen.box.event_generate("<<ComboboxSelected>>")
    desk.wait()

    assert str(screen.season) == "2024-2025"
    assert all(row[-1] == 0 for row in screen.rows)


def test_the_file_of_a_family_is_seen_and_saved_with_one_key(desk, folder):
    season = desk.show(Families).season
    desk.clear()
    page = desk.show(FamilyPage, family=f"m{key('S03')}", name="Socia Demo 03", season=season)

    assert page.view.desk.count == 1
    desk.type("<F9>")
    saved = folder / "familias" / "familia-socia-demo-03-2025-2026.pdf"
    assert saved.read_bytes() == page.view.pdf


def test_a_survey_begun_from_the_file_knows_whose_it_is(desk):
    season = desk.show(Families).season
    desk.clear()
    page = desk.show(FamilyPage, family=f"m{key('S03')}", name="Socia Demo 03", season=season)

    page._asking("diet_survey")()

    place, what = desk.gone[-1]
    assert (place, what["kind"], what["record"].member.code) == ("form", DIET, "S03")
    desk.clear()
    form = desk.show(Form, **what)
    assert form.inputs["member"].typed() == "Socia Demo 03"


def test_the_survey_is_answered_with_the_keyboard_alone(desk):
    form = desk.show(Form, kind=DIET)
    form.inputs["member"].focus()
    desk.type(*"Socia Demo 05")
    desk.wait()
    desk.type("<Return>")
    form.inputs["day"].words.set("22/05/2026")
    form.inputs["feast"].focus()
    desk.type("n", "<Return>")
    for _group in GROUPS:
        desk.type("s", "<Return>")
    desk.type("<F9>")
    desk.wait()

    survey = DietSurvey.get(DietSurvey.member == key("S05"))
    assert survey.score == 12
    assert not survey.feast


def test_the_sketch_of_one_community_is_saved_as_paper_and_as_geojson(desk, folder):
    screen = desk.show(MapPage)
    assert screen.names == ["Santa Lucía", "Tocorani"]
    screen.community.current(screen.names.index("Tocorani") + 1)
    screen.community.event_generate("<<ComboboxSelected>>")
    desk.wait()

    desk.type("<F9>")
    screen.save_geojson()

    written = {one.suffix: one for one in (folder / "croquis").iterdir()}
    assert set(written) == {".pdf", ".geojson"}
    assert "tocorani" in written[".pdf"].name
    shapes = read_shapes("a.geojson", written[".geojson"].read_bytes())
    assert [one.name for one in shapes] == ["P04", "P05"]


def choosing(monkeypatch, path: Path) -> None:
    monkeypatch.setattr(gps.filedialog, "askopenfilename", lambda **_how: str(path))


SQUARE = "-14.0310,-71.5700\n-14.0310,-71.5698\n-14.0308,-71.5698\n-14.0308,-71.5700\n"


def test_a_gps_file_gives_the_selected_plot_its_boundary_once_it_is_confirmed(
    desk, tmp_path, monkeypatch
):
    path = tmp_path / "track.csv"
    path.write_text(SQUARE)
    choosing(monkeypatch, path)
    screen = desk.show(Plots)
    desk.type("<End>")  # P06, 0.06 ha; the boundary holds 478 m²

    asked: list[str] = []
    monkeypatch.setattr(gps, "ask", lambda *words, **_how: asked.append(words[2]) or True)
    screen.read_gps()

    assert "¿Es correcto?" in asked[0]
    assert len(Plot.get(Plot.code == "P06").points) == 4
    assert desk.told == ["Puntos guardados de P06."]


def test_a_gps_file_that_is_not_confirmed_or_not_read_changes_nothing(desk, tmp_path, monkeypatch):
    path = tmp_path / "track.csv"
    path.write_text(SQUARE)
    choosing(monkeypatch, path)
    screen = desk.show(Plots)
    desk.type("<End>")
    monkeypatch.setattr(gps, "ask", lambda *_words, **_how: False)
    screen.read_gps()
    path.write_text("hola")
    screen.read_gps()
    choosing(monkeypatch, tmp_path / "no-hay.kml")
    screen.read_gps()

    assert Plot.get(Plot.code == "P06").points is None
    assert [words.split()[0] for words in desk.told] == ["«hola»", "No"]
