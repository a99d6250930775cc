"""Numbered papers: how each gets its number, and how a mistake is voided.

A number is taken inside the transaction that stores its paper: no gap, no double. What was issued
is never edited or deleted. A void one keeps its number and its day, and its entries are undone on
its own day, as if it had never been (FORMAT rules 4 and 12).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count

from peewee import ForeignKeyField, IntegerField, TextField, chunked, fn

from models.associations import Association
from models.booklets import Booklet, check_leaf, first_of
from models.changes import Refused
from models.fields import ChoiceField, DayField, NoteField, folded, read
from models.language import N_, _
from models.months import Month, check_open
from models.record import Record, RulesBroken, new_uid, next_key, rows, store_all

KINDS = (
    ("EN", N_("Nota de entrega")),
    ("RI", N_("Recibo de ingreso")),
    ("RE", N_("Recibo de egreso")),
    ("V", N_("Venta")),
    ("TR", N_("Transferencia")),
    ("ME", N_("Merma")),
    ("LQ", N_("Liquidación")),
    ("CG", N_("Cargo a socios")),
    ("EX", N_("Extorno")),
)
AT_ONCE = 500  # keys in one question
VALID, VOIDED = "valid", "voided"
STATES = ((VALID, N_("Válido")), (VOIDED, N_("Anulado")))
TONES = {VALID: "good", VOIDED: "danger"}
STATES_OF_HER = ((VALID, N_("Válida")), (VOIDED, N_("Anulada")))  # of what is feminine


class Document(Record):
    """One numbered paper. `uid` is the token of the form that made it: a second press makes none."""

    association = ForeignKeyField(
        Association, verbose_name=N_("Asociación"), on_delete="RESTRICT", index=False
    )
    kind = ChoiceField(verbose_name=N_("Clase"), choices=KINDS)
    year = IntegerField(verbose_name=N_("Año"))
    sequence = IntegerField(verbose_name=N_("Correlativo"))
    number = TextField(verbose_name=N_("Número"))
    day = DayField(verbose_name=N_("Fecha"))
    typed = TextField(verbose_name=N_("Registrado el"))
    state = ChoiceField(verbose_name=N_("Estado"), choices=STATES, default=VALID)
    voided_on = DayField(verbose_name=N_("Anulado el"), null=True)
    reason = NoteField(verbose_name=N_("Motivo"), default="")
    about = ForeignKeyField(
        "self", null=True, on_delete="RESTRICT", verbose_name=N_("Sirve a"), backref="servants"
    )
    replaces = ForeignKeyField(
        "self",
        null=True,
        on_delete="RESTRICT",
        verbose_name=N_("Reemplaza a"),
        backref="replacements",
    )
    noted = NoteField(verbose_name=N_("Se preguntó y se confirmó"), default="")
    # The leaf of a paper talonario it was written on first, if it was.
    booklet = ForeignKeyField(
        Booklet, null=True, on_delete="RESTRICT", verbose_name=N_("Talonario"), index=False
    )
    slip = IntegerField(verbose_name=N_("Hoja N°"), null=True)
    association_id: int
    about_id: int | None
    replaces_id: int | None

    class Meta:
        indexes = (
            (("association", "kind", "year", "sequence"), True),
            (("association", "kind", "day"), False),
            (("association", "day"), False),
            (("booklet", "slip"), False),
        )

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_valid(self) -> bool:
        return bool(self.state == VALID)

    @property
    def replaced_by(self) -> "Document | None":
        """The paper that took its place; of several, the one that is not void."""
        followers = Document.select().where(Document.replaces == self)
        return followers.order_by(Document.state, Document.id.desc()).get_or_none()

    @property
    def is_replaced(self) -> bool:
        """Whether a paper that counts took its place."""
        follower = self.replaced_by
        return follower is not None and follower.is_valid


def replacements(voided: Sequence[int]) -> dict[int, str]:
    """Void paper's key -> number of the paper that took its place (`Document.replaced_by`)."""
    followers = (
        Document.select(Document.replaces, Document.number)
        .where(Document.replaces.in_(voided))
        .order_by(Document.state.desc(), Document.id)  # the last one stands
    )
    return dict(rows(followers))


def numbers_of(papers: Sequence[int]) -> dict[int, str]:
    """Paper's key -> its number."""
    return dict(rows(Document.select(Document.id, Document.number).where(Document.id.in_(papers))))


@dataclass(frozen=True)
class Slip:
    """The leaf of a paper talonario on which something was written before it was typed."""

    booklet: Booklet
    number: int


@dataclass(frozen=True)
class Paper:
    """What every paper needs besides its subject. A typed `number` must be the next one."""

    day: date
    uid: str = field(default_factory=new_uid)
    replaces: Document | None = None
    number: str = ""
    slip: Slip | None = None


def issued(uid: str, kind: str) -> Document | None:
    """What the form with this token made already, if it did; refused if of another kind."""
    told = Document.select(Document.id, Document.kind, Document.number)
    made: Document | None = told.where(Document.uid == uid).first()
    if made is not None and made.kind != kind:
        raise Refused(_("Este formulario ya se guardó como {number}.").format(number=made))
    return made


def check_valid(document: Document) -> None:
    """Refuse a paper that was voided, also since the caller read it."""
    if not Document.get_by_id(document.id).is_valid:
        raise Refused(_("{number} ya está anulado.").format(number=document))


def issue(
    association: Association,
    kind: str,
    paper: Paper,
    *,
    about: Document | None = None,
    noted: str = "",
) -> Document:
    """A new document of that kind with the next number of its year. Inside a transaction."""
    check_open(association, paper.day)
    if paper.replaces is not None:
        _check_replaced(paper.replaces, association, kind)
    if paper.slip is not None:
        check_slip(paper.slip, association, kind, paper.replaces)
    year, sequence = paper.day.year, _next(association, kind, paper.day.year)
    number = f"{kind}-{year}-{sequence:04}"
    if paper.number and paper.number != number:
        raise Refused(_taken(association, paper.number, number))
    return Document.create(
        uid=paper.uid,
        association=association,
        kind=kind,
        year=year,
        sequence=sequence,
        number=number,
        day=paper.day,
        typed=datetime.now().isoformat(timespec="seconds"),
        about=about,
        replaces=paper.replaces,
        noted=noted,
        booklet=paper.slip.booklet if paper.slip else None,
        slip=paper.slip.number if paper.slip else None,
    )


def issue_all(
    association: Association, kind: str, day: date, count: int, *, noted: str = ""
) -> list[Document]:
    """So many new documents of one day, numbered in a row. Inside a transaction."""
    return issue_each(association, kind, [Draft(Paper(day), noted) for _ in range(count)])


@dataclass(frozen=True)
class Draft:
    """A paper that waits for its number: what was confirmed about it, and what it serves."""

    paper: Paper
    noted: str = ""
    about: Document | None = None


def issue_each(association: Association, kind: str, drafts: Sequence[Draft]) -> list[Document]:
    """A new document for each, in one statement, numbered in the order given. In a transaction."""
    if not drafts:
        return []
    check_open(association, min(one.paper.day for one in drafts))
    years = {one.paper.day.year for one in drafts}
    free = {year: count(_next(association, kind, year)) for year in years}
    key, typed = count(next_key(Document)), datetime.now().isoformat(timespec="seconds")
    documents = []
    for one in drafts:
        paper, year = one.paper, one.paper.day.year
        if paper.replaces is not None or paper.number:
            raise ValueError("a paper that replaces another is issued by itself")
        if paper.slip is not None:
            check_slip(paper.slip, association, kind, None)
        sequence = next(free[year])
        number = f"{kind}-{year}-{sequence:04}"
        documents.append(
            Document(
                id=next(key),
                uid=paper.uid,
                found_by=folded(number),
                association=association,
                kind=kind,
                year=year,
                sequence=sequence,
                number=number,
                day=paper.day,
                typed=typed,
                about=one.about,
                noted=one.noted,
                booklet=paper.slip.booklet if paper.slip else None,
                slip=paper.slip.number if paper.slip else None,
            )
        )
    store_all(documents)
    return documents


def check_slip(slip: Slip, association: Association, kind: str, replaces: Document | None) -> None:
    """A leaf stands for one paper; one typed wrongly and void gives it to what replaces it."""
    check_leaf(slip.booklet, association, kind, slip.number)
    holders = Document.select().where(
        Document.booklet == slip.booklet, Document.slip == slip.number
    )
    holder = holders.order_by(Document.id.desc()).first()
    if holder is None or (not holder.is_valid and holder == replaces):
        return
    say = _("La hoja {leaf} ya se usó en {number}.")
    if not holder.is_valid:
        say = _("La hoja {leaf} es de {number}, que está anulado. Regístrelo de nuevo desde ahí.")
    raise RulesBroken({"slip": say.format(leaf=slip.number, number=holder)})


def _check_replaced(document: Document, association: Association, kind: str) -> None:
    """Only a void paper is replaced, by one of its kind, and by one alone."""
    stored = Document.get_by_id(document.id)
    if stored.is_valid:
        raise Refused(_("{number} no está anulado; no hay qué reemplazar.").format(number=stored))
    if stored.kind != kind or stored.association_id != association.id:
        raise Refused(_("{number} es otra clase de documento.").format(number=stored))
    follower = stored.replaced_by
    if follower is not None and follower.is_valid:
        raise Refused(
            _("{number} ya está reemplazado por {other}.").format(number=stored, other=follower)
        )


def named(text: str) -> list[Document]:
    """The papers of a month (AAAA-MM), or of a number, of every association; by day and typing."""
    try:
        month = Month.read(text)
    except ValueError:
        found = Document.select().where(Document.number == text.upper())
    else:
        found = Document.select().where(Document.day.between(month.first, month.last))
    return list(found.order_by(Document.association, Document.day, Document.id))


def documents_in(association: Association, month: Month) -> list[Document]:
    """Every paper of the month, void ones too, by day and typing."""
    query = Document.select().where(
        Document.association == association, Document.day.between(month.first, month.last)
    )
    return list(query.order_by(Document.day, Document.id))


def papers_of(keys: Sequence[int]) -> list[Document]:
    """The papers of these keys as they are stored now, in this order."""
    found: dict[int, Document] = {}
    for some in chunked(keys, AT_ONCE):
        found |= {one.id: one for one in Document.select().where(Document.id.in_(some))}
    return [found[key] for key in keys]


def next_number(association: Association, kind: str, day: date) -> str:
    """The number a document of that day would get now."""
    return f"{kind}-{day.year}-{_next(association, kind, day.year):04}"


def _next(association: Association, kind: str, year: int) -> int:
    last = (
        Document.select(fn.MAX(Document.sequence))
        .where(Document.association == association, Document.kind == kind, Document.year == year)
        .scalar()
    )
    return int(last) + 1 if last else first_of(association, kind, year)


def _taken(association: Association, typed: str, free: str) -> str:
    used = Document.get_or_none(Document.association == association, Document.number == typed)
    if used and not used.is_valid:
        return _("El número {typed} está anulado y queda usado. El siguiente es {free}.").format(
            typed=typed, free=free
        )
    if used:
        return _("El número {typed} ya está usado. El siguiente es {free}.").format(
            typed=typed, free=free
        )
    return _("El número siguiente es {free}, no {typed}.").format(typed=typed, free=free)


def newest_day(association: Association) -> date | None:
    """The day of the last paper of its books; None before the first one."""
    found = Document.select(fn.MAX(Document.day)).where(Document.association == association)
    day: date | None = found.scalar()
    return day


def dependents(document: Document) -> list[Document]:
    """Valid papers that serve this one, and so must be voided before it."""
    query = Document.select().where(Document.about == document, Document.state == VALID)
    return list(query.order_by(Document.id))


def check_void(document: Document, day: date, reason: str) -> str:
    """The reason as it is kept; refused is what can be voided on no account on that day."""
    reason = kept_reason(reason, _("Escriba por qué se anula."))
    check_valid(document)
    _check_day(document, day)
    return reason


def _check_day(document: Document, day: date) -> None:
    if day < document.day:
        raise Refused(
            _("{number} es del {day}; no se puede anular antes.").format(
                number=document, day=f"{document.day:%d/%m/%Y}"
            )
        )
    check_open(document.association, document.day)
    check_open(document.association, day)


def why_not_on(document: Document, day: date) -> str:
    """Why a paper cannot be voided on that day; "" where it can, as far as the day goes."""
    try:
        _check_day(document, day)
    except Refused as refused:
        return str(refused)
    return ""


def kept_reason(reason: str, missing: str) -> str:
    """A reason as it is stored; refused is none, and what cannot be kept."""
    try:
        kept: str = read(Document.reason, reason)
    except ValueError as unreadable:
        raise RulesBroken({"reason": str(unreadable)}) from unreadable
    if not kept:
        raise RulesBroken({"reason": missing})
    return kept
