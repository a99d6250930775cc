"""What every list of issued papers does: read one like the paper, print it again, void it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk

from models import history, prints
from models.changes import Refused
from models.documents import Document, papers_of, why_not_on
from models.language import N_, _, ngettext
from models.months import Month, is_open
from models.record import Record
from models.reversals import reversed_by
from models.voiding import void
from ui import detail, theme
from ui.context import Context
from ui.past import show_past
from ui.register import Register
from ui.widgets import controls
from ui.widgets.dialogs import Voiding, ask_reason_and_day, choose, tell
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, bill
from ui.widgets.words import number

Facts = Sequence[tuple[str, str]]  # icon, what will happen
NextDeed = tuple[str, str, Callable[[], object]]  # words, icon, deed


class Papers(Register):
    """A list of issued papers. A kind says its words and figures, and how it is voided."""

    see_words = N_("Ver papel")
    void_words = N_("Anular")  # on the button of the dialog
    void_question = N_("¿Anular {number}?")
    reasons: tuple[str, ...] = ()
    voids = True  # whether one paper is voided by itself

    def __init__(self, parent: Misc, context: Context) -> None:
        if context.compact:
            self.search_hint = N_("Buscar")
        super().__init__(parent, context)
        self.deeds["<Control-p>"] = self.print_many

    def about(self, record: Record) -> tuple[str, str]:
        """Who, and when and what: two lines under the number."""
        raise NotImplementedError

    def lines(self, record: Record) -> list[Line]:
        """The figures of the paper."""
        raise NotImplementedError

    def fill(self, inside: Misc, record: Record) -> None:
        """What the paper says, on the sheet beside the list."""
        bill(inside, self.lines(record))

    def follows(self, record: Record) -> Facts:
        """What voiding it does to the store and the money."""
        raise NotImplementedError

    def measure(self, record: Record) -> str:
        """The one figure that identifies it."""
        raise NotImplementedError

    def void(self, record: Record, day: date, reason: str) -> None:
        void(document_of(record), day, reason)

    def next_deed(self, record: Record) -> NextDeed | None:
        """What this paper still waits for; None for nothing."""
        return None

    def deed_again(self, record: Record) -> str:
        """The place where one like it is made; "" where none can be."""
        return ""

    # The same for all ---------------------------------------------------------------------------

    def register_again(self, record: Record) -> None:
        """Open the deed with what the void paper said: what is stored then replaces it."""
        self.context.go(self.deed_again(record), instead_of=record)

    def open(self, record: Record) -> None:
        self.context.go("preview", documents=[document_of(record)])

    def print_again(self, record: Record) -> None:
        """To the printer without a stop."""
        screen = self.context.go("preview", documents=[document_of(record)])
        if screen is not None:
            screen.print_()

    def more_deeds(self, row: ttk.Frame) -> None:
        compact = self.context.compact
        many = controls.Button(
            row,
            _("Imprimir"),
            self.print_many,
            icon="printer",
            key="" if compact else _("Ctrl+P"),
        )
        many.pack(side="right", padx=(self.look.px(2), 0))

    def print_many(self) -> None:
        """Those of the list, those of the day of the chosen one, or it alone: asked where they differ."""
        listed = self.asked.keys()
        if not listed:
            self.context.say(_("No hay papeles en la lista."), "warn")
            return
        ways = {tuple(listed): _count_of(listed, _("de la lista"))}
        if (row := self.ledger.current) is not None:
            document = document_of(self._record(row))
            day = document.day
            of_day = replace(self.asked, words="", state=None, since=day, until=day).keys()
            words = _("del {day}").format(day=f"{day:%d/%m/%Y}")
            ways.setdefault(tuple(of_day), _count_of(of_day, words))
            ways.setdefault((document.id,), _("Solo {number}").format(number=document))
        chosen = tuple(listed)
        if len(ways) > 1:
            question = _("¿Qué papeles se imprimen?")
            say = _("Primero los verá, y ahí elige la impresora.")
            offered = [(words, keys) for keys, words in ways.items()]
            chosen = choose(self, question, say, offered, no=_("Ninguno"))
        if chosen is not None:
            self.context.go("preview", documents=papers_of(chosen), what=ways[chosen])

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        PaperDetail(pane, self, record)

    def see_past(self, record: Record) -> None:
        document = document_of(record)
        show_past(self, str(document), history.of_paper(self.kind, record, document))

    def ask_void(self, record: Record) -> None:
        """Ask why, then void it; a refusal is told, and nothing is changed.

        What is of a closed month is reversed instead.
        """
        document = document_of(record)
        if not is_open(document.association, Month.of(document.day)):
            offer_reversal(self, record)
            return
        used = _("El número {number} queda usado y sigue en la lista, tachado.")
        voiding = Voiding(
            _(self.void_question).format(number=document),
            self.identified(record),
            [("123", used.format(number=document)), *self.follows(record)],
            self.reasons,
            _(self.void_words),
            N_("El motivo queda escrito en el papel y en la lista de anulados."),
            day=max(date.today(), document.day),
            judge=lambda day: why_not_on(document, day),
        )
        if (answer := ask_reason_and_day(self, voiding)) is None:
            return
        reason, day = answer
        try:
            self.void(record, day, reason)
        except Refused as refused:
            tell(self, _("No se puede anular"), str(refused))
        else:
            self.context.say(_("Anulado {number}").format(number=document), "warn")
            self.ledger.canvas.focus_set()  # the button that had the keyboard goes

    def identified(self, record: Record) -> str:
        """«Socia Demo 05  ·  12/05/2026  ·  236.0 kg»."""
        who, _what = self.about(record)
        parts = (who, document_of(record).text("day"), self.measure(record))
        return "  ·  ".join(part for part in parts if part)


class PaperDetail:
    """Fills the pane: the deeds at the bottom first, then the paper above them."""

    def __init__(self, pane: ttk.Frame, papers: Papers, record: Record) -> None:
        self.pane, self.papers, self.record = pane, papers, record
        self.document, self.look = document_of(record), theme.of(pane)
        self.reversed_by = reversed_by(self.document)
        self._deeds()
        detail.head(pane, papers.kind, record, str(self.document))
        self._about()
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True, pady=(self.look.px(2), 0))
        papers.fill(roll.inside, record)
        self._story(roll.inside)

    def _about(self) -> None:
        for words, tone in zip(self.papers.about(self.record), ("ink", "soft"), strict=True):
            label = controls.text(self.pane, words, "body", tone, "paper", justify="left")
            label.pack(fill="x", pady=(self.look.px(0.5), 0))
            controls.wrap(label)

    def _story(self, inside: Misc) -> None:
        """Why it is void, what it replaces, and what was asked when it was made."""
        document, sentences = self.document, list[tuple[str, str]]()
        if not document.is_valid:
            say = _("Anulado el {day}: {reason}")
            day = document.text("voided_on")
            sentences.append((say.format(day=day, reason=document.reason), "danger"))
        if undone := self.reversed_by:
            say = _("Extornado por {n} el {day}.")
            sentences.append((say.format(n=undone, day=undone.text("day")), "warn"))
        if document.booklet:
            say = _("Hoja {leaf} del talonario «{name}».")
            words = say.format(leaf=document.slip, name=document.booklet)
            sentences.append((words, "soft"))
        if document.replaces:
            sentences.append((_("Reemplaza a {n}.").format(n=document.replaces), "soft"))
        if by := document.replaced_by:
            sentences.append((_("Lo reemplaza {n}.").format(n=by), "soft"))
        if document.noted:
            say = _("Se preguntó y se confirmó: {noted}").format(noted=document.noted)
            sentences.append((say, "soft"))
        sentences.append((self._printed(), "soft"))
        for words, tone in sentences:
            label = controls.text(inside, words, "small", tone, "paper", justify="left")
            label.pack(fill="x", pady=(self.look.px(2), 0))
            controls.wrap(label)

    def _printed(self) -> str:
        """How often it left the book."""
        if (last := prints.last_print(self.document)) is None:
            return _("Todavía no se imprimió.")
        say = ngettext(
            "Se imprimió o guardó {n} vez, el {day} a las {hour}.",
            "Se imprimió o guardó {n} veces, la última el {day} a las {hour}.",
            last.times,
        )
        return say.format(n=last.times, day=f"{last.moment:%d/%m/%Y}", hour=f"{last.moment:%H:%M}")

    def _deeds(self) -> None:
        look, papers, record = self.look, self.papers, self.record
        foot = controls.area(self.pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(look.px(2), 0))
        if waits := papers.next_deed(record):
            words, icon, deed = waits
            self.next_button = controls.Button(foot, words, deed, icon=icon, surface="paper")
            self.next_button.pack(fill="x", pady=(0, look.px(1)))
        see = controls.Button(
            foot,
            _(papers.see_words),
            lambda: papers.open(record),
            icon="file-earmark-text",
            key="" if self.papers.context.compact else _("Enter"),
            surface="paper",
        )
        see.pack(fill="x", pady=(0, look.px(1)))
        first, second = controls.area(foot, "paper"), controls.area(foot, "paper")
        first.pack(fill="x")
        second.pack(fill="x")
        self._quiet(first, _("Reimprimir"), "printer", papers.print_again).pack(side="left")
        self._quiet(second, _("Historial"), "clock-history", papers.see_past).pack(side="left")
        if self.document.is_valid and papers.voids and not self.reversed_by:
            self.void_button = self._quiet(
                second, _("Anular…"), "slash-circle", papers.ask_void, kind="danger_quiet"
            )
            self.void_button.pack(side="right")
        elif not (self.document.is_valid or self.document.is_replaced) and papers.deed_again(
            record
        ):
            again = self._quiet(
                second, _("Registrar de nuevo"), "arrow-repeat", papers.register_again
            )
            again.pack(side="right")

    def _quiet(self, row: Misc, words: str, icon: str, deed, kind: str = "quiet"):
        return controls.Button(
            row, words, lambda: deed(self.record), kind=kind, icon=icon, surface="paper"
        )


def offer_reversal(papers: Papers, record: Record) -> None:
    from ui.month.reversing import offer_reversal as offer  # which stands on this list

    offer(papers, record)


def _count_of(keys: Sequence[int], which: str) -> str:
    """«124 papeles de la lista»."""
    words = ngettext("{n} papel {which}", "{n} papeles {which}", len(keys))
    return words.format(n=number(len(keys)), which=which)


def document_of(record: Record) -> Document:
    """The numbered paper of what was issued."""
    found: Document = record.document  # type: ignore[attr-defined]
    return found
