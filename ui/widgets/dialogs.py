"""Questions that stop the work until they are answered: few, and with the deed on the button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from tkinter import Event, Misc, StringVar, TclError
from typing import Any

import ttkbootstrap as ttk

from models.documents import Document
from models.fields import read, show
from models.language import N_, _
from ui import theme
from ui.widgets import controls
from ui.widgets.entries import entry


class Dialog(ttk.Toplevel):
    """A small sheet over the window. Fill `body` and `foot`, then `run()`.

    `run` answers what `answer` was given, or None after Esc. It takes the keyboard back when a
    person clicks on the window behind it.
    """

    def __init__(self, parent: Misc, title: str) -> None:
        self.look = theme.of(parent)
        top = parent.winfo_toplevel()
        self.over = top
        super().__init__(title=title, master=top, transient=top, resizable=(False, False))
        self.withdraw()
        self.configure(background=self.look.palette.paper)
        self.value: Any = None
        self.head = controls.area(self, "paper")
        self.head.pack(fill="x")
        self.body = controls.area(self, "paper", (6, 4, 6, 4))
        self.body.pack(fill="both", expand=True)
        self.foot = controls.area(self, "sunken", (6, 3))
        self.foot.pack(fill="x")
        self.bind("<Escape>", lambda _event: self.answer(None))
        self.protocol("WM_DELETE_WINDOW", lambda: self.answer(None))
        self.bind("<FocusOut>", self._left)
        for one in (self, top):
            if not one.bind("<FocusIn>"):
                one.bind("<FocusIn>", _to_the_front)

    def answer(self, value: Any) -> None:
        self.value = value
        self.destroy()

    def open(self, focus: Misc | None = None) -> None:
        """Show it and give it the keyboard, without waiting for the answer."""
        self._place()
        # Only what is on the screen can take the keyboard; a window that is folded away is not.
        self.bind("<Map>", lambda event: self._take_keyboard(event, focus or self))
        self.deiconify()

    def _take_keyboard(self, event: Event, focus: Misc) -> None:
        if event.widget is self:
            self.grab_set()
            focus.focus_force()

    def _left(self, _event: Event) -> None:
        """The keyboard went to another window. While this one holds it, Tk does not tell whether
        that is the window behind."""
        if self.focus_displayof() is None and self.grab_current() is self:
            self.grab_release()

    def take_back(self) -> None:
        """The keyboard, and the place in front."""
        if self.winfo_viewable():
            self.lift()
            self.grab_set()
            (self.focus_lastfor() or self).focus_force()

    def run(self, focus: Misc | None = None) -> Any:
        before = self.over.focus_get()
        self.open(focus)
        self.wait_window()
        _give_back(before)
        return self.value

    def _place(self) -> None:
        self.update_idletasks()
        over, room = self.over, (self.winfo_screenwidth(), self.winfo_screenheight())
        wide, tall = self.winfo_reqwidth(), self.winfo_reqheight()
        left = over.winfo_rootx() + (over.winfo_width() - wide) // 2
        top = over.winfo_rooty() + (over.winfo_height() - tall) // 2
        left = max(0, min(left, room[0] - wide))
        self.geometry(f"+{left}+{max(0, min(top, room[1] - tall))}")


def _to_the_front(event: Event) -> None:
    """The keyboard came to a window: the question over it takes it, or it is itself the question."""
    top = event.widget.winfo_toplevel()
    over = [one for one in top.winfo_children() if isinstance(one, Dialog)]
    if over:
        over[-1].take_back()
    elif isinstance(top, Dialog) and top.winfo_viewable():
        top.grab_set()


def _give_back(widget: Misc | None) -> None:
    """The keyboard returns to where it was, if that is still there."""
    try:
        if widget is not None and widget.winfo_exists():
            widget.focus_force()
    except TclError:
        pass  # it went while the question stood


def _sentence(parent: Misc, title: str, words: str, icon: str, tone: str) -> None:
    look = theme.of(parent)
    glyph = controls.Picture(parent, icon, tone, "paper", 26)
    glyph.pack(side="left", anchor="n", padx=(0, look.px(4)))
    column = controls.area(parent, "paper")
    column.pack(side="left", fill="both", expand=True)
    wrap = look.em(110)
    said = {"wraplength": wrap, "justify": "left"}
    controls.text(column, title, "lead", "ink", "paper", **said).pack(anchor="w")
    if words:
        controls.text(column, words, "body", "ink", "paper", **said).pack(
            anchor="w", pady=(look.px(1.5), 0)
        )


def ask(
    parent: Misc,
    title: str,
    sentence: str,
    yes: str,
    no: str,
    *,
    danger: bool = False,
    safe: bool = False,
) -> bool:
    """Whether the person chose `yes`, the verb of the deed. Esc is `no`, and so is Enter where
    something would be lost (`danger`) or much follows (`safe`)."""
    made = Dialog(parent, title)
    icon, tone = ("exclamation-octagon", "danger") if danger else ("question-circle", "primary")
    _sentence(made.body, title, sentence, icon, tone)
    px = made.look.px
    kind = "danger" if danger else "primary"
    deed = controls.Button(made.foot, yes, lambda: made.answer(True), kind=kind, surface="sunken")
    deed.pack(side="left")
    keep = controls.Button(
        made.foot, no, lambda: made.answer(False), key=_("Esc"), surface="sunken"
    )
    keep.pack(side="left", padx=px(2))
    return bool(made.run(keep if danger or safe else deed))


def tell(
    parent: Misc,
    title: str,
    sentence: str,
    ways: Sequence[tuple[str, Callable[[], object]]] = (),
) -> Dialog:
    """Say something that cannot wait. The work goes on behind it without an answer; each of the
    `ways` is a verb on a button, and where it leads."""
    made = Dialog(parent, title)
    _sentence(made.body, title, sentence, "info-circle", "warn")
    read = controls.Button(
        made.foot,
        _("Entendido"),
        lambda: made.answer(True),
        kind="primary",
        key=_("Esc"),
        surface="sunken",
    )
    read.pack(side="left")
    for words, go in ways:
        way = controls.Button(made.foot, words, _leading(made, go), surface="sunken")
        way.pack(side="left", padx=(made.look.px(2), 0))
    made.open(read)
    return made


def _leading(dialog: Dialog, go: Callable[[], object]) -> Callable[[], None]:
    def lead() -> None:
        dialog.answer(True)
        go()

    return lead


# Voiding ----------------------------------------------------------------------------------------

OTHER = N_("Otro motivo")


@dataclass(frozen=True)
class Voiding:
    """What the dialog says before something issued is voided."""

    question: str  # «¿Anular la entrega EN-2026-0007?»
    about: str  # «Socia Demo 05  ·  12/05/2026  ·  236.0 kg»
    facts: Sequence[tuple[str, str]]  # icon, what will happen
    reasons: Sequence[str]  # chips, in Spanish as the paper will say it; «Otro motivo» is added
    yes: str  # «Anular la entrega»
    note: str = ""  # where the reason will be read
    no: str = N_("No anular")
    why: str = N_("¿Por qué se anula?")
    icon: str = "slash-circle"
    day: date | None = None  # proposed for it; None where it is not asked
    judge: Callable[[date], str] = lambda _day: ""  # why it cannot be on a day


class VoidDialog(Dialog):
    """Says what will happen, asks why, and names the deed on its button.

    Answers the reason; where a day is asked, the reason and the day.

    The keyboard starts in the reason, and Enter there does nothing, so Enter cannot void.
    """

    def __init__(self, parent: Misc, voiding: Voiding) -> None:
        super().__init__(parent, voiding.yes)
        self.voiding = voiding
        self.reason = StringVar(self)
        self.wrapped: list[ttk.Label] = []
        self._say_what()
        self._say_facts()
        self._ask_why()
        self._deeds()

    def run(self, focus: Misc | None = None) -> Any:
        self._widen()
        return super().run(focus or self.more)

    def _widen(self) -> None:
        """Where its lines would push the deeds off a low screen they are made longer."""
        self.update_idletasks()
        if self.winfo_reqheight() > self.winfo_screenheight() - self.look.px(8):
            for label in self.wrapped:
                label.configure(wraplength=self.winfo_screenwidth() - self.look.px(40))

    def _say_what(self) -> None:
        px = self.look.px
        head = controls.area(self.head, "danger_pale", (6, 4))
        head.pack(fill="x")
        glyph = controls.Picture(head, self.voiding.icon, "danger", "danger_pale", 26)
        glyph.pack(side="left", padx=(0, px(3)))
        words = controls.area(head, "danger_pale")
        words.pack(side="left")
        for role, said in (("lead", self.voiding.question), ("body", self.voiding.about)):
            label = controls.text(
                words, said, role, "ink", "danger_pale", wraplength=self.look.em(115)
            )
            label.pack(anchor="w")
            self.wrapped.append(label)

    def _say_facts(self) -> None:
        px = self.look.px
        for icon, words in self.voiding.facts:
            line = controls.area(self.body, "paper")
            controls.Picture(line, icon, "soft", "paper", 17).pack(
                side="left", anchor="n", padx=(0, px(3))
            )
            label = controls.text(
                line, words, "body", "ink", "paper", wraplength=self.look.em(115), justify="left"
            )
            label.pack(side="left")
            self.wrapped.append(label)
            line.pack(fill="x", pady=px(0.7))

    def _ask_why(self) -> None:
        px = self.look.px
        head = controls.area(self.body, "paper")
        head.pack(fill="x", pady=(px(3), px(1)))
        controls.text(head, _(self.voiding.why), "strong", "ink", "paper").pack(side="left")
        if self.voiding.day is not None:
            self._ask_day(head, self.voiding.day)
        grid = controls.area(self.body, "paper")
        grid.pack(anchor="w")
        for place, words in enumerate((*self.voiding.reasons, OTHER)):
            controls.Choice(
                grid, _(words), self.reason, words, lambda: self.problem.say(""), surface="paper"
            ).grid(row=place // 2, column=place % 2, sticky="ew", padx=(0, px(1)), pady=px(0.5))
        self.more = entry(self.body, width=52)
        self.more.pack(fill="x", pady=(px(2), 0))
        self.problem = controls.Problem(self.body, letters=60, hint=_(self.voiding.note))
        self.problem.pack(anchor="w", pady=(px(0.5), 0))

    def _ask_day(self, row: Misc, proposed: date) -> None:
        self.day = entry(row, show(Document.day, proposed), width=12)
        self.day.pack(side="right")
        words = controls.text(row, _("Fecha"), "strong", "ink", "paper")
        words.pack(side="right", padx=self.look.px(2))

    def _day(self) -> date | None:
        """The day typed; None, with a sentence beside it, where it cannot be."""
        try:
            day: date = read(Document.day, self.day.get().strip())
        except ValueError as unread:
            said = str(unread)
        else:
            said = self.voiding.judge(day)
            if not said:
                return day
        self.problem.say(said)
        self.day.focus_set()
        return None

    def _deeds(self) -> None:
        controls.Button(
            self.foot,
            self.voiding.yes,
            self._void,
            kind="danger",
            icon=self.voiding.icon,
            surface="sunken",
        ).pack(side="left")
        controls.Button(
            self.foot,
            _(self.voiding.no),
            lambda: self.answer(None),
            key=_("Esc"),
            surface="sunken",
        ).pack(side="left", padx=self.look.px(2))

    def _void(self) -> None:
        chosen, more = self.reason.get(), " ".join(self.more.get().split())
        if more and chosen in ("", OTHER):
            self._answer(more)
        elif chosen and chosen != OTHER:
            self._answer(f"{chosen}: {more}" if more else chosen)
        else:
            self.problem.say(_("Diga por qué: elija un motivo o escríbalo."))
            self.more.focus_set()

    def _answer(self, reason: str) -> None:
        if self.voiding.day is None:
            self.answer(reason)
        elif day := self._day():
            self.answer((reason, day))


def ask_reason(parent: Misc, voiding: Voiding) -> str | None:
    """The reason for which the person voids it; None if it stays."""
    reason: str | None = VoidDialog(parent, voiding).run()
    return reason


def ask_reason_and_day(parent: Misc, voiding: Voiding) -> tuple[str, date] | None:
    """The reason for which the person voids it, and on which day; None if it stays."""
    answer: tuple[str, date] | None = VoidDialog(parent, voiding).run()
    return answer


def choose(
    parent: Misc, title: str, sentence: str, ways: Sequence[tuple[str, Any]], *, no: str
) -> Any:
    """The value of the way the person chose; None for `no` or Esc. The first way is the deed."""
    made = Dialog(parent, title)
    _sentence(made.body, title, sentence, "question-circle", "primary")
    buttons = []
    for place, (words, value) in enumerate(ways):
        kind = "secondary" if place else "primary"
        button = controls.Button(
            made.foot, words, _answering(made, value), kind=kind, surface="sunken"
        )
        button.pack(side="left", padx=(0, made.look.px(2)))
        buttons.append(button)
    controls.Button(made.foot, no, lambda: made.answer(None), key=_("Esc"), surface="sunken").pack(
        side="left"
    )
    return made.run(buttons[0])


def _answering(dialog: Dialog, value: Any) -> Callable[[], None]:
    return lambda: dialog.answer(value)
