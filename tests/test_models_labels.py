"""The label beside a copy says what it holds, and whether it still is the copy that was made."""

import hashlib
import shutil
from pathlib import Path

import pytest

from models import chain
from models.changes import database
from models.file import copies, labels, schema, storage
from models.file.restoring import examined
from tests.factories import an_income, cash, may, no_guards


@pytest.fixture
def made(association, tmp_path: Path) -> copies.Copy:
    an_income(association, cash("7.50"), may(4))
    return copies.copy(tmp_path / "usb")


def test_the_label_says_what_the_copy_holds(made):
    words = labels.beside(made.path).read_text("utf-8")
    label = labels.label_of(made.path)

    for line in (
        "Archivo:            x-copia-0001.ecocuenca",
        "Copia N°:           1",
        "Último documento:   04/05/2026",
        "Documentos:         1",
        "Caja y banco:       S/ 1,507.50",
        f"Código del libro:   {chain.code_now().letters}",
    ):
        assert line in words.splitlines()
    assert label is not None
    assert label.digest == hashlib.sha256(made.path.read_bytes()).hexdigest()
    assert label.parts["version"] == str(schema.version())
    assert label.parts["cambios"] == str(made.held.changes)
    assert labels.differences(made) == []


def test_its_lines_end_as_the_plain_editor_of_windows_wants_them(made):
    assert labels.beside(made.path).read_bytes().count(b"\r\n") > 15


def test_a_copy_that_changed_afterwards_is_told_from_its_label(made):
    with storage.opened(made.path):
        an_income(an_association_of(), cash("1.00"), may(5))

    changed, *others = labels.differences(examined(made.path))

    assert changed == (
        "El archivo de la copia no es el que se hizo: cambió después, según su etiqueta."
    )
    assert "En «documentos» la etiqueta dice 1 y la copia 2." in others
    assert any(one.startswith("En «código del libro» la etiqueta dice ") for one in others)


def an_association_of():
    from models.associations import Association

    return Association.get()


def test_a_copy_without_a_label_or_with_other_words_in_it_differs_in_nothing(made):
    path = labels.beside(made.path)
    path.write_bytes(b"\xff\xfe otra cosa")
    assert labels.label_of(made.path) is None
    path.unlink()

    assert labels.differences(made) == []


def test_a_label_that_never_ends_is_not_read_to_its_end(made):
    with labels.beside(made.path).open("ab") as label:
        label.truncate(500_000_000)

    assert labels.label_of(made.path).code == made.held.code
    assert labels.differences(made) == []


def test_a_disk_that_takes_no_label_keeps_the_copy(association, tmp_path):
    folder = tmp_path / "usb"
    labels.beside(folder / "x-copia-0001.ecocuenca").mkdir(parents=True)

    made = copies.copy(folder)

    assert made.held == copies.held_now()
    assert labels.label_of(made.path) is None
    assert not list(folder.glob(".~*"))


def test_the_label_of_a_copy_that_is_gone_is_not_that_of_the_next(association, tmp_path):
    old = copies.copy(tmp_path / "usb")
    before = labels.label_of(old.path)
    old.path.unlink()
    an_income(association, cash("7.50"), may(4))

    new = copies.copy(tmp_path / "usb")

    assert new.path == old.path
    assert labels.label_of(new.path) != before
    assert labels.differences(new) == []


def test_a_label_goes_with_its_copy(association, tmp_path):
    folder = tmp_path / "usb"
    for _one in range(copies.LAST + 1):
        copies.copy(folder)

    (gone,) = copies.thin(folder)

    assert not labels.beside(gone).exists()
    assert len(list(folder.glob("*-etiqueta.txt"))) == copies.LAST


def test_a_copy_of_a_book_whose_history_was_altered_is_made_and_says_so(association, tmp_path):
    assert copies.copy(tmp_path / "usb").trouble == ""
    with no_guards():
        database.execute_sql(
            "UPDATE change SET who = 'Otra' WHERE id = (SELECT max(id) FROM change)"
        )

    assert copies.copy(tmp_path / "usb").trouble == (
        "La copia está completa, pero alguien alteró el historial del libro con otro programa."
    )


def test_the_code_on_a_label_finds_a_history_that_was_cut_off(made, book):
    """What the file alone cannot tell."""
    code = labels.label_of(made.path).code
    assert chain.code_found(code) is not None
    with no_guards():
        database.execute_sql("DELETE FROM change WHERE id > 20")

    assert chain.is_whole()
    assert chain.code_found(code) is None


def test_copies_of_before_there_was_a_chain_are_still_seen(association, book, tmp_path):
    copies.copy(book.parent / "copias")
    path = book.parent / "copias" / "x-copia-0001.ecocuenca"
    old = tmp_path / "old.ecocuenca"
    shutil.copy(path, old)
    storage.close()
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as other:
        other.executescript(
            "DROP TRIGGER change_no_update; ALTER TABLE change DROP COLUMN link;"
            "ALTER TABLE change DROP COLUMN salt; ALTER TABLE change DROP COLUMN seal;"
        )
    storage.open_book(book)

    (seen,) = copies.copies_in(book.parent / "copias")

    assert seen.held.code == ""
