"""Which numbers are used: the program's own series, and the leaves of paper talonarios (domain 2.7).

A series has no gap: each number is taken with its paper. A talonario is written by hand, so its
leaves may be missing, and are said to be.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peewee import fn

from models.associations import Association
from models.booklets import KINDS as OF_BOOKLETS
from models.booklets import (
    MOST,
    Booklet,
    SeriesStart,
    SpoiledSlip,
    booklets_of,
    check_leaf,
)
from models.changes import Refused, note, transaction
from models.documents import KINDS, VALID, VOIDED, Document
from models.fields import read
from models.language import _
from models.record import RulesBroken, new_uid, rows


@dataclass(frozen=True)
class Series:
    """One kind of paper in one year: its first and last number, how many count and are void."""

    kind: str
    year: int
    first: int
    last: int  # 0 while none is used
    used: int
    voided: int

    def number(self, sequence: int) -> str:
        return f"{self.kind}-{self.year}-{sequence:04}" if sequence else ""


def series_of(association: Association) -> list[Series]:
    """Every series in use, or told to go on from a talonario; the newest year first."""
    counted = (
        Document.select(
            *(Document.kind, Document.year),
            *(fn.MIN(Document.sequence), fn.MAX(Document.sequence)),
            fn.COUNT(1).filter(Document.state == VALID),
            fn.COUNT(1).filter(Document.state == VOIDED),
        )
        .where(Document.association == association)
        .group_by(Document.kind, Document.year)
    )
    found = {(kind, year): Series(kind, year, *rest) for kind, year, *rest in rows(counted)}
    starts = SeriesStart.select(SeriesStart.kind, SeriesStart.year, SeriesStart.first)
    for kind, year, first in rows(starts.where(SeriesStart.association == association)):
        found.setdefault((kind, year), Series(kind, year, first, 0, 0, 0))
    order = [kind for kind, _title in KINDS]
    return sorted(found.values(), key=lambda one: (-one.year, order.index(one.kind)))


def papers_of(association: Association, kind: str, year: int) -> list[Document]:
    """Every paper of a series, void ones too, by number."""
    query = Document.select(Document, Booklet).left_outer_join(Booklet)
    query = query.where(
        Document.association == association, Document.kind == kind, Document.year == year
    )
    return list(query.order_by(Document.sequence))


# Leaves of talonarios -----------------------------------------------------------------------


@dataclass(frozen=True)
class Leaves:
    """What became of the leaves of one talonario, each list in their order."""

    booklet: Booklet
    used: Sequence[int]
    voided: Sequence[int]  # of a paper that is void and that none took the leaf over from
    spoiled: Sequence[int]

    @property
    def missing(self) -> list[int]:
        """Leaves before the last one known of which nothing is known."""
        known = {*self.used, *self.voided, *self.spoiled}
        return [
            leaf for leaf in range(self.booklet.first, max(known, default=0)) if leaf not in known
        ]

    @property
    def left(self) -> int:
        """How many come after the last one known."""
        last = max((*self.used, *self.voided, *self.spoiled), default=self.booklet.first - 1)
        return int(self.booklet.last - last)


def leaves_of(association: Association) -> list[Leaves]:
    """The leaves of every talonario, the newest first."""
    states: dict[int, dict[int, str]] = defaultdict(dict)
    papers = Document.select(Document.booklet, Document.slip, Document.state).where(
        Document.association == association, Document.booklet.is_null(False)
    )
    for booklet, leaf, state in rows(papers.order_by(Document.id)):
        states[booklet][leaf] = state  # the last paper on it says
    spoiled: dict[int, list[int]] = defaultdict(list)
    torn = SpoiledSlip.select(SpoiledSlip.booklet, SpoiledSlip.slip).join(Booklet)
    torn = torn.where(Booklet.association == association)
    for booklet, leaf in rows(torn.order_by(SpoiledSlip.slip)):
        spoiled[booklet].append(leaf)
    return [
        Leaves(
            one,
            sorted(leaf for leaf, state in states[one.id].items() if state == VALID),
            sorted(leaf for leaf, state in states[one.id].items() if state == VOIDED),
            spoiled[one.id],
        )
        for one in booklets_of(association)
    ]


def ranges(leaves: Iterable[int]) -> str:
    """«0131 a 0135, 0140»: leaves in their order, those that follow each other together."""
    runs: list[list[int]] = []
    for leaf in leaves:
        if runs and leaf == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], leaf]
        else:
            runs.append([leaf])
    return ", ".join(
        _("{first} a {last}").format(first=f"{run[0]:04}", last=f"{run[-1]:04}")
        if len(run) > 1
        else f"{run[0]:04}"
        for run in runs
    )


def next_leaf(booklet: Booklet) -> int | None:
    """The leaf after the last one of which something is known; None once there is no other."""
    last = Document.select(fn.MAX(Document.slip)).where(Document.booklet == booklet).scalar()
    torn = SpoiledSlip.select(fn.MAX(SpoiledSlip.slip)).where(SpoiledSlip.booklet == booklet)
    after = max(last or 0, torn.scalar() or 0, booklet.first - 1) + 1
    return after if after <= booklet.last else None


# Deeds --------------------------------------------------------------------------------------


@transaction()
def spoil(booklet: Booklet, leaf: int, reason: str) -> SpoiledSlip:
    """Note that a leaf was spoiled and stands for no paper; refused is one in use."""
    try:
        reason = read(SpoiledSlip.reason, reason)
    except ValueError as unread:
        raise RulesBroken({"reason": str(unread)}) from unread
    if not reason:
        raise RulesBroken({"reason": _("Escriba por qué se malogró.")})
    check_leaf(booklet, booklet.association, str(booklet.kind), leaf)
    holder = Document.get_or_none(Document.booklet == booklet, Document.slip == leaf)
    if holder is not None:
        say = _("La hoja {leaf} ya se usó en {number}.")
        raise RulesBroken({"slip": say.format(leaf=leaf, number=holder)})
    return SpoiledSlip.create(uid=new_uid(), booklet=booklet, slip=leaf, reason=reason)


@transaction()
def start_series(association: Association, kind: str, year: int, first: int) -> SeriesStart:
    """Begin the program's series of that kind and year at `first`: the talonario went up to there.

    Refused once a number of the series is used; until then it may be said anew.
    """
    if kind not in dict(OF_BOOKLETS):
        raise RulesBroken({"kind": _("Elija la clase de papel.")})
    if not 0 < first <= MOST:
        raise RulesBroken({"first": _("El número va de 1 a 999999.")})
    used = Document.select().where(
        Document.association == association, Document.kind == kind, Document.year == year
    )
    if one := used.order_by(Document.sequence).first():
        raise Refused(
            _("La serie ya empezó con {number}; sus números no se cambian.").format(number=one)
        )
    known = SeriesStart.get_or_none(
        SeriesStart.association == association, SeriesStart.kind == kind, SeriesStart.year == year
    )
    start: SeriesStart = known or SeriesStart(association=association, kind=kind, year=year)
    start.first = first
    start.save()
    note(Document)
    return start
