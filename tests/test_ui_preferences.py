"""Preferences: kept across runs, never in the way."""

import json

import pytest

from ui.preferences import Preferences


def test_what_was_chosen_is_there_the_next_time(tmp_path):
    path = tmp_path / "new" / "preferencias.json"
    chosen = Preferences("a.ecocuenca", True, 125, "en", (1200, 700), {"member": {"Código": 12.5}})
    chosen.printers, chosen.papers = {"RI": "Ticketera"}, {"RI": {"Ticketera": "80mm"}}

    chosen.save(path)

    assert Preferences.load(path) == chosen


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "\x00\x01", '"no"'])
def test_a_broken_file_counts_as_nothing_chosen(tmp_path, text):
    path = tmp_path / "preferencias.json"
    path.write_text(text)

    assert Preferences.load(path) == Preferences()


@pytest.mark.parametrize(
    "value",
    [
        {"text_percent": 9000},
        {"text_percent": "150"},
        {"size": [1]},
        {"size": ["a", "b"]},
        {"widths": {"member": {"Código": -3}}},
        {"widths": [1]},
        {"dark": "si"},
        {"printers": {"RI": 7}},
        {"papers": {"RI": "80mm"}},
        {"papers": {"RI": {"Ticketera": None}}},
        {"last_file": 7},
        {"language": None},
    ],
)
def test_a_value_that_cannot_be_is_left_out(tmp_path, value):
    path = tmp_path / "preferencias.json"
    path.write_text(json.dumps({**value, "language": value.get("language", "en")}))

    loaded = Preferences.load(path)

    assert loaded == Preferences(language="en" if "language" not in value else "es")


def test_a_missing_file_is_no_trouble(tmp_path):
    assert Preferences.load(tmp_path / "nada.json") == Preferences()


def test_saving_leaves_no_half_written_file(tmp_path):
    path = tmp_path / "preferencias.json"
    Preferences(last_file="uno").save(path)

    Preferences(last_file="dos").save(path)

    assert [one.name for one in tmp_path.iterdir()] == ["preferencias.json"]
