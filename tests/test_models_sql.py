"""Statements are written faster than peewee writes them, and are the same to the letter."""

import shutil
from pathlib import Path

import peewee
from peewee import fn

from models.changes import database
from models.documents import Document
from models.file import storage
from models.people.members import Member
from tests import factories


def by_peewee(query) -> tuple[str, list]:
    context = peewee.Context(**database.get_context_options())
    return context.sql(query).query()


def by_us(query) -> tuple[str, list]:
    return database.get_sql_context().sql(query).query()


def test_every_statement_of_a_month_that_is_kept_settled_and_closed_is_the_one_of_peewee(
    fresh_books: dict[str, Path], tmp_path: Path, monkeypatch
) -> None:
    written, execute = set(), type(database).execute

    def compared(self, query, *rest, **more):
        assert by_us(query) == by_peewee(query)
        written.add(by_us(query)[0])
        return execute(self, query, *rest, **more)

    monkeypatch.setattr(type(database), "execute", compared)
    shutil.copy(fresh_books["empty"], tmp_path / "x.ecocuenca")

    with storage.opened(tmp_path / "x.ecocuenca"):
        factories.load(factories.worked_month(), tmp_path)

    assert len(written) > 140


def test_so_are_one_table_under_two_names_a_question_in_a_question_and_a_change(book) -> None:
    other = Member.alias()
    elder = Member.select(fn.MIN(other.born)).where(other.association == Member.association)
    of_both = Member.select(Member, other).join(other, on=Member.partner == other.name)
    for query in (
        of_both.where(Member.born > elder.from_(other)),
        Member.select().where(Member.id.in_(Member.select(Member.id).where(Member.code == "A"))),
        Document.select(Document.kind, fn.COUNT(Document.id).alias("n")).group_by(Document.kind),
        Member.update(code=Member.code + "x").where(Member.id == 3),
        Member.delete().where(Member.code.is_null()),
        Member.insert(uid="u", name="Ana", dni="45454545"),
    ):
        assert by_us(query) == by_peewee(query)
