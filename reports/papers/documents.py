"""The papers of the books: the facts of each, read from the records, as a PDF."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from peewee import JOIN, chunked

from models import documents
from models.associations import Association
from models.booklets import Booklet
from models.changes import Refused
from models.control_codes import codes_of
from models.documents import Document
from models.fields import folded
from models.language import _, speaking
from models.prints import times_printed
from models.reversals import reversals_of
from models.settling.facts import facts_by_paper
from reports.files import safe_name, write_whole
from reports.papers.furniture import Head, Void
from reports.papers.heads import letterhead_of
from reports.papers.notes import ChargeNote, LossNote, ReversalNote
from reports.papers.paper import PaperFile, pdf
from reports.papers.read_notes import charges, losses, reversals
from reports.papers.read_slips import delivery_notes, receipts, sale_notes, transfer_notes
from reports.papers.settlement_paper import SettlementPaper
from reports.papers.sizes import USUAL, Size
from reports.papers.slips import DeliveryNote, MoneyReceipt, SaleNote, TransferNote

Slip = (
    DeliveryNote
    | MoneyReceipt
    | SaleNote
    | TransferNote
    | SettlementPaper
    | LossNote
    | ChargeNote
    | ReversalNote
)
AT_ONCE = 500  # papers whose facts are read together


class Batch:
    """Many papers in one file, drawn one after another; Spanish, whatever the screen speaks.

    Go through it: each is drawn when it is asked for, so its maker can say how far it is, or stop.
    Where a window has to answer meanwhile, the facts of few are read `at_once`.
    """

    def __init__(
        self,
        several: Iterable[Document],
        *,
        size: Size = USUAL,
        with_dni: bool = False,
        at_once: int = AT_ONCE,
    ) -> None:
        self.documents = list(several)
        self.with_dni, self.at_once = with_dni, at_once
        self._file = PaperFile(size)
        self.begins: list[int] = []  # the first page of each paper drawn, counted from 0

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document | None]:
        """Draw each paper, then tell which it was; None after each question asked before."""
        for some in chunked(self.documents, self.at_once):
            slips: dict[int, Slip] = {}
            for _asked in _read_into(slips, some, with_dni=self.with_dni):
                yield None
            for document in some:
                self.begins.append(self._file.pages)
                with speaking("es"):
                    self._file.draw(slips[document.id].paper())
                yield document

    def pdf(self) -> bytes:
        """The file, with what was drawn so far; it is finished by this."""
        return self._file.content()


def document_pdf(document: Document, *, size: Size = USUAL, with_dni: bool = False) -> bytes:
    """The paper, as it was issued; the DNI stands on it only if asked for."""
    return documents_pdf([document], size=size, with_dni=with_dni)


def documents_pdf(
    several: Iterable[Document], *, size: Size = USUAL, with_dni: bool = False
) -> bytes:
    """Many papers in one file, each on its own page."""
    batch = Batch(several, size=size, with_dni=with_dni)
    for _drawn in batch:
        pass
    return batch.pdf()


def each_pdf(
    several: Iterable[Document], *, size: Size = USUAL, with_dni: bool = False
) -> Iterator[tuple[Document, bytes]]:
    """Each paper with a file of its own, made when it is asked for; questions are asked together."""
    several = list(several)
    slips = slips_of(several, with_dni=with_dni)
    for document in several:
        with speaking("es"):
            content = pdf([next(slips).paper()], size)
        yield document, content


def file_name(document: Document) -> str:
    """«RI-2026-0001.pdf»."""
    return f"{safe_name(str(document.number))}.pdf"


def named(texts: Iterable[str]) -> list[Document]:
    """The papers that months (AAAA-MM) and numbers name; refused where one names none."""
    found: dict[int, Document] = {}
    for text in texts:
        papers = documents.named(text)
        if not papers:
            raise Refused(_("No hay ningún documento de «{text}».").format(text=text))
        found |= {paper.id: paper for paper in papers}
    return list(found.values())


def save_documents(several: Iterable[Document], folder: Path, *, size: Size = USUAL) -> list[Path]:
    """A file for each; those of several associations, which share numbers, in a folder each."""
    several = list(several)
    folders = _folders({paper.association for paper in several}, folder)
    return [
        write_whole(folders[paper.association_id] / file_name(paper), content)
        for paper, content in each_pdf(several, size=size)
    ]


def _folders(associations: set[Association], folder: Path) -> dict[int, Path]:
    if len(associations) == 1:
        return {one.id: folder for one in associations}
    return {one.id: folder / f"{safe_name(str(one.name))}-{one.id}" for one in associations}


def slip_of(document: Document, *, with_dni: bool = False) -> Slip:
    """The facts the paper states."""
    return next(slips_of([document], with_dni=with_dni))


def slips_of(several: Iterable[Document], *, with_dni: bool = False) -> Iterator[Slip]:
    """The facts the papers state, in their order; a few questions for hundreds of them."""
    for some in chunked(several, AT_ONCE):
        slips: dict[int, Slip] = {}
        for _asked in _read_into(slips, some, with_dni=with_dni):
            pass
        yield from (slips[paper.id] for paper in some)


def _read_into(
    slips: dict[int, Slip], some: Sequence[Document], *, with_dni: bool
) -> Iterator[None]:
    """Read what these papers state, kind after kind, with a pause after each."""
    with speaking("es"):
        heads = _heads([paper.id for paper in some])
    yield
    keys: dict[str, list[int]] = {}
    for paper in some:
        keys.setdefault(str(paper.kind), []).append(paper.id)
    for kind, of_kind in keys.items():
        with speaking("es"):
            if kind in _WITH_DNI:
                slips.update(_WITH_DNI[kind](of_kind, heads, with_dni=with_dni))
            else:
                slips.update(_READ[kind](of_kind, heads))
        yield


def _leaf_of(paper: Document) -> str:
    """«Talonario 3, hoja 0123»; nothing where it was not written by hand first."""
    if paper.booklet is None:
        return ""
    name = str(paper.booklet)
    if not folded(name).startswith("talonario"):
        name = _("Talonario {name}").format(name=name)
    return _("{booklet}, hoja {leaf}").format(booklet=name, leaf=f"{paper.slip:04}")


def _heads(keys: list[int]) -> dict[int, Head]:
    found = Document.select(Document, Booklet).join(Booklet, JOIN.LEFT_OUTER)
    papers = list(found.where(Document.id.in_(keys)))
    associations = Association.select().where(
        Association.id.in_({paper.association_id for paper in papers})
    )
    letters = {one.id: (letterhead_of(one), str(one.district)) for one in associations}
    voided = [paper.id for paper in papers if not paper.is_valid]
    replaced = [paper.replaces_id for paper in papers if paper.replaces_id]
    followers = documents.replacements(voided) if voided else {}
    undone = reversals_of([paper.id for paper in papers])
    numbers = documents.numbers_of(replaced) if replaced else {}
    codes, times = codes_of(keys), times_printed(keys)
    return {
        paper.id: Head(
            letters[paper.association_id][0],
            str(paper.number),
            paper.day,
            letters[paper.association_id][1],
            numbers.get(paper.replaces_id or 0, ""),
            None
            if paper.is_valid
            else Void(paper.voided_on, str(paper.reason), followers.get(paper.id, "")),
            undone.get(paper.id, ""),
            _leaf_of(paper),
            codes[paper.id],
            times.get(paper.id, 0),
        )
        for paper in papers
    }


def _settlements(
    keys: list[int], heads: Mapping[int, Head], *, with_dni: bool
) -> dict[int, SettlementPaper]:
    return {
        key: SettlementPaper(heads[key], facts, with_dni)
        for key, facts in facts_by_paper(keys).items()
    }


_WITH_DNI: Mapping[str, Callable[..., Mapping[int, Slip]]] = {
    "EN": delivery_notes,
    "LQ": _settlements,
}
_READ: Mapping[str, Callable[[list[int], Mapping[int, Head]], Mapping[int, Slip]]] = {
    "RI": receipts,
    "RE": receipts,
    "V": sale_notes,
    "TR": transfer_notes,
    "ME": losses,
    "CG": charges,
    "EX": reversals,
}
