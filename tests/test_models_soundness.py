"""When a book is read through at its start: always a small one, a large one unless left in order."""

import pytest

from models.file import soundness, storage


@pytest.fixture
def large(book, tmp_path, monkeypatch):
    """A book that counts as large; the notebook of what was closed lies in a folder of its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(soundness, "LARGE", 1000)
    storage.close()
    storage.open_book(book)
    storage.close()
    return book


def test_a_small_book_is_read_through_at_every_start(book):
    storage.close()

    assert soundness.must_be_read(book)
    assert soundness.must_be_read(book)


def test_a_large_book_closed_in_order_is_not_read_again(large):
    assert not soundness.must_be_read(large)


def test_after_a_power_cut_a_large_book_is_read_through(large):
    soundness.must_be_read(large)  # opened, and never closed

    assert soundness.must_be_read(large)


def test_a_large_book_that_anything_wrote_is_read_through(large):
    content = large.read_bytes()
    large.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))

    assert soundness.must_be_read(large)


def test_a_notebook_that_is_none_only_costs_time(large, tmp_path):
    (notebook,) = (tmp_path / "state").rglob("cerrados.json")
    notebook.write_text("[1]")

    assert soundness.must_be_read(large)
