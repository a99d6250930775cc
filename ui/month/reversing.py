"""Reversing a paper of a closed month: offered where it can no longer be voided, and the list of them."""

from collections.abc import Callable
from datetime import date

from models.changes import Refused
from models.documents import Document, Paper
from models.fields import show
from models.language import N_, _
from models.money import BANK, CASH, MoneyEntry
from models.months import Month, check_open, newest_opening
from models.record import Doubtful, Record
from models.reversals import REVERSALS, Reversal, moved_by, standing
from models.reversing import check_reversible, reverse
from ui.paper_detail import Facts, Papers, document_of
from ui.widgets.amounts import soles
from ui.widgets.dialogs import Voiding, ask, ask_reason_and_day, tell
from ui.widgets.tiles import Line

MOST_SEEN = 2  # papers with a button of their own, in a window that must stay narrow
ICON = "arrow-counterclockwise"


def offer_reversal(papers: Papers, record: Record) -> None:
    """Say that the month is closed and what can be done; ask why, and reverse the paper."""
    document = document_of(record)
    month = Month.of(document.day).title
    try:
        check_reversible(document)
    except Refused as refused:
        title = _("El mes de {month} está cerrado").format(month=month)
        tell(papers, title, str(refused), _to_see(papers, document))
        return
    stays = _("El mes de {month} está cerrado: {number} queda como está y no se anula.")
    opposite = _("Se hace un papel EX de un mes abierto, con lo contrario de lo que movió.")
    voiding = Voiding(
        _("¿Extornar {number}?").format(number=document),
        papers.identified(record),
        [
            ("lock", stays.format(month=month, number=document)),
            (ICON, opposite),
            *_follows(document),
        ],
        papers.reasons,
        _("Extornar"),
        N_("El motivo queda escrito en el papel EX."),
        no=N_("No extornar"),
        why=N_("¿Por qué se extorna?"),
        icon=ICON,
        day=_first_day(document),
        judge=lambda day: _why_not_on(document, day),
    )
    if (answer := ask_reason_and_day(papers, voiding)) is None:
        return
    reason, day = answer
    try:
        made = _reversed(papers, document, Paper(day), reason)
    except Refused as refused:
        tell(papers, _("No se puede extornar"), str(refused))
        return
    if made is not None:
        words = _("Guardado: {number} extorna {original}.")
        papers.context.say(words.format(number=made, original=document), "warn")
        papers.context.go("preview", documents=[made.document])


def _to_see(papers: Papers, document: Document) -> list[tuple[str, Callable[[], object]]]:
    """«Ver RE-2026-0008»: to each paper that stands in the way, in its list."""

    def leading(paper: Document) -> Callable[[], object]:
        return lambda: _see(papers, paper)

    say = _("Ver {number}")
    return [(say.format(number=one), leading(one)) for one in standing(document)[:MOST_SEEN]]


def _see(papers: Papers, paper: Document) -> None:
    """Its list, over all months, with it selected: there it is voided or reversed."""
    screen = papers.context.go("receipt")
    if isinstance(screen, Papers):
        screen.widen()
        screen.ask(key=paper.id)


def _reversed(papers: Papers, document: Document, paper: Paper, reason: str) -> Reversal | None:
    """The reversal made, once a doubt is answered; None where the person steps back."""
    try:
        return reverse(document, paper, reason)
    except Doubtful as doubt:
        words = "\n".join(doubt.doubts.values())
        sure = ask(papers, _("¿Es correcto?"), words, _("Extornar"), _("No extornar"))
        return reverse(document, paper, reason, sure=True) if sure else None


def _first_day(document: Document) -> date:
    """Today, or the first open day where the books are behind."""
    opening = newest_opening(document.association)
    return max(date.today(), opening.day) if opening is not None else date.today()


def _why_not_on(document: Document, day: date) -> str:
    try:
        check_open(document.association, day)
    except Refused as refused:
        return str(refused)
    return ""


def _follows(document: Document) -> Facts:
    """What comes and goes, in the words of who holds the cash box."""
    facts = []
    for account, where in ((CASH, _("la caja")), (BANK, _("el banco"))):
        moved = -moved_by(document, account)
        if moved:
            say = _("Vuelven a {purse} {amount}.") if moved > 0 else _("Salen de {purse} {amount}.")
            facts.append(("cash-stack", say.format(purse=where, amount=soles(abs(moved)))))
    return facts


class Reversals(Papers):
    kind = REVERSALS
    subtitle = N_("Lo que se deshizo en {month} de meses ya cerrados")
    search_hint = N_("Número o motivo")
    void_words, void_question = N_("Anular el extorno"), N_("¿Anular el extorno {number}?")
    reasons = (N_("Se extornó otro papel"), N_("No había que extornar"))

    def about(self, record: Reversal) -> tuple[str, str]:  # type: ignore[override]
        say = _("Extorna {number} del {day}")
        original = record.original
        return say.format(number=original, day=original.text("day")), record.document.text("day")

    def measure(self, record: Reversal) -> str:  # type: ignore[override]
        return str(record.original)

    def lines(self, record: Reversal) -> list[Line]:  # type: ignore[override]
        lines: list[Line] = [(str(record.reason), "", "body")]
        for account, words in ((CASH, _("Caja")), (BANK, _("Banco"))):
            if moved := moved_by(record.document, account):
                lines.append((words, show(MoneyEntry.amount, moved), "figure"))
        return lines

    def follows(self, record: Reversal) -> Facts:  # type: ignore[override]
        again = _("{number} vuelve a contar.").format(number=record.original)
        return [(ICON, again), *_follows(record.document)]
