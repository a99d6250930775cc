"""What is previewed: numbered papers of the book, or one that has no number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from models.documents import Document, papers_of
from models.exports import DOCUMENTS, PAPERS, PRINTER, Taken, members_on
from models.language import ngettext
from models.prints import PRINTED, record_prints
from reports.papers.sizes import SIZES, Size
from ui.widgets.words import number

AT_ONCE = 40  # papers whose facts are read together: between them the window has its turn


class Making(Protocol):
    """A PDF in the making: each paper is drawn when it is asked for."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[object]: ...

    def pdf(self) -> bytes:
        """The whole file. It asks the book nothing, so a thread may do it."""

    @property
    def begins(self) -> Sequence[int]:
        """The first page of each paper drawn, counted from 0."""


class Printout(Protocol):
    @property
    def title(self) -> str: ...

    @property
    def kind(self) -> str:
        """What its printer and its size are remembered under."""

    @property
    def folder(self) -> str:
        """Where it is saved, among the documents of the person."""

    @property
    def file_name(self) -> str: ...

    @property
    def numbers(self) -> Sequence[str]:
        """Of its papers, in their order; none where there is nothing to look for."""

    @property
    def sizes(self) -> Sequence[Size]:
        """What it can be printed on; none where that is settled."""

    def making(self, size: Size) -> Making: ...

    def first(self, count: int = 1) -> "Printout":
        """So many of its papers, from the first one on."""

    def left(self, way: str) -> None:
        """Note that it was sent to a printer or saved."""


@dataclass(frozen=True)
class Numbered:
    """Papers of the book. Only what is stored has a number, so only that can stand here."""

    documents: Sequence[Document]
    what: str = ""  # «124 papeles de mayo de 2026», where they are many

    def looked_up_again(self) -> "Numbered":
        return replace(self, documents=papers_of([one.id for one in self.documents]))

    @property
    def title(self) -> str:
        first, more = self.documents[0], len(self.documents) - 1
        if not more:
            return f"{first.text('kind')} {first}"
        say = ngettext("{first} y {n} papel más", "{first} y {n} papeles más", more)
        return self.what or say.format(first=first, n=number(more))

    @property
    def kind(self) -> str:
        return str(self.documents[0].kind)

    @property
    def folder(self) -> str:
        return "recibos"

    @property
    def file_name(self) -> str:
        from reports.papers.documents import file_name

        first, last = self.documents[0], self.documents[-1]
        if len(self.documents) < 3:
            return file_name(first)
        return f"{file_name(first).removesuffix('.pdf')}_{file_name(last)}"

    @property
    def numbers(self) -> Sequence[str]:
        return [str(one.number) for one in self.documents]

    @property
    def sizes(self) -> Sequence[Size]:
        return tuple(SIZES.values())

    def making(self, size: Size) -> Making:
        from reports.papers.documents import Batch

        return Batch(self.documents, size=size, at_once=AT_ONCE)

    def first(self, count: int = 1) -> "Numbered":
        return replace(self, documents=self.documents[:count])

    def left(self, way: str) -> None:
        record_prints(self.documents, way)
        if len(self.documents) > 1:
            whose, people = self.documents[0].association, members_on(self.documents)
            Taken(whose, PAPERS, self.title, people).to(place_of_way(way))


def place_of_way(way: str) -> str:
    """Where a paper went that left in this way."""
    return PRINTER if way == PRINTED else DOCUMENTS


@dataclass(frozen=True)
class Unnumbered:
    """A paper that says what the book says today, and on its foot when that was."""

    title: str
    kind: str
    folder: str
    file_name: str
    make: Callable[[], bytes]
    taken: Taken | None = None  # what of people's data it carries out of the book

    @property
    def numbers(self) -> Sequence[str]:
        return ()

    @property
    def sizes(self) -> Sequence[Size]:
        return ()

    def making(self, _size: Size) -> Making:
        return _Whole(self.make)

    def first(self, count: int = 1) -> "Unnumbered":
        return self

    def left(self, way: str) -> None:
        """Nobody asks how often such a paper was printed, but who is on it."""
        if self.taken is not None:
            self.taken.to(place_of_way(way))


class _Whole:
    """Made in one go."""

    begins = (0,)

    def __init__(self, make: Callable[[], bytes]) -> None:
        self.make, self.content = make, b""

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[object]:
        self.content = self.make()
        yield self

    def pdf(self) -> bytes:
        return self.content
