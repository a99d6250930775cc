"""Many forms in one file, each drawn when it is asked for, so that a window can answer meanwhile."""

from collections.abc import Callable, Iterator, Sequence

from models.language import speaking
from models.people.members import Member
from reports.papers.pages import Folio
from reports.papers.paper import PaperFile
from reports.papers.sizes import A4


class Forms:
    """One form for each; Spanish, whatever the screen speaks."""

    def __init__(
        self, several: Sequence[Member | None], form: Callable[[Member | None], Folio]
    ) -> None:
        self.several, self.form = several, form
        self._file = PaperFile(A4)
        self.begins: list[int] = []  # the first page of each form drawn, counted from 0

    def __len__(self) -> int:
        return len(self.several)

    def __iter__(self) -> Iterator[Member | None]:
        for one in self.several:
            self.begins.append(self._file.pages)
            with speaking("es"):
                self._file.draw(self.form(one))
            yield one

    def pdf(self) -> bytes:
        """The file, with what was drawn so far; it is finished by this."""
        return self._file.content()
