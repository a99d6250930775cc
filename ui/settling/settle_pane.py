"""Beside a forecast: what to look at before settling, how a net came about, and what changed."""

from __future__ import annotations

from collections.abc import Callable
from tkinter import Misc, StringVar
from typing import TYPE_CHECKING

import ttkbootstrap as ttk

from models.language import N_, _
from models.month.preflight import FAULT, HINT, WARNING, Finding
from models.parameters import PARAMETERS, new_rate
from models.people.members import Member
from models.settling.checks import checks
from models.settling.facts import facts_of_forecast
from models.settling.kept_forecast import Change, changes, figures_of, last_kept
from ui import theme
from ui.context import Context
from ui.settling.settlement_account import show_account
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.chips import Chips
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import bill

if TYPE_CHECKING:
    from ui.settling.settle import SettleLot

CHECKS, ACCOUNT, CHANGED = "checks", "account", "changed"
FACES = (
    (CHECKS, N_("Antes de liquidar")),
    (ACCOUNT, N_("Cómo se calculó")),
    (CHANGED, N_("Qué cambió")),
)
SOON_MS = 300  # after the last figure, before everything is looked at again
MEMBER_MS = 80  # after the last step in the list, before the account of that member
TONES = {FAULT: "danger", WARNING: "warn", HINT: "soft"}
ICONS = {FAULT: "exclamation-octagon-fill", WARNING: "question-circle-fill", HINT: "info-circle"}
MOST_CHANGES = 60  # told one by one


class SettlePane(ttk.Frame):
    def __init__(self, parent: Misc, context: Context, screen: SettleLot) -> None:
        self.look, self.context, self.screen = theme.of(parent), context, screen
        compact = context.compact
        super().__init__(
            parent,
            style=self.look.frame("paper", "line"),
            padding=self.look.px(2 if compact else 4),
        )
        self.pack_propagate(False)
        self.configure(width=self.look.em(72 if compact else 84))
        self.face = StringVar(self, CHECKS)
        self.findings: list[Finding] = []
        self.changed: list[Change] | None = None  # None: no forecast was kept
        self._waiting = self._turning = ""
        self.trouble = controls.Problem(self, letters=38)
        self.trouble.pack(side="bottom", fill="x")
        self.sums = controls.area(self, "paper")
        self.sums.pack(side="bottom", fill="x", pady=(self.look.px(1), 0))
        above = controls.area(self, "paper")
        above.pack(fill="x")
        controls.text(above, _("F8 cambia"), "small", "soft", "paper").pack(side="right")
        self.chips = Chips(
            above,
            self.face,
            [(face, _(words)) for face, words in FACES],
            self.show,
            surface="paper",
        )
        self.chips.pack(side="left", fill="x", expand=True)
        self.roll_ = Scroller(self, "paper")
        self.roll_.pack(fill="both", expand=True, pady=(self.look.px(2), 0))

    # What is asked ------------------------------------------------------------------------------

    def check(self) -> None:
        """Look at everything again."""
        self._stop_waiting()
        made_up = self.screen.made_up
        self.findings = checks(made_up)
        kept = last_kept(made_up.lot)
        self.changed = None if kept is None else changes(kept[1], figures_of(made_up))
        self.kept_day = "" if kept is None else str(kept[0].made)[:10]
        counts = {CHECKS: len(self.findings), CHANGED: len(self.changed or ())}
        self.chips.count({face: n for face, n in counts.items() if n})
        self.show()

    def check_soon(self) -> None:
        self._stop_waiting()
        self._waiting = self.after(SOON_MS, self.check)

    def _stop_waiting(self) -> None:
        if self._waiting:
            self.after_cancel(self._waiting)
            self._waiting = ""

    def destroy(self) -> None:
        self._stop_waiting()
        if self._turning:
            self.after_cancel(self._turning)
        super().destroy()

    def say(self, words: str, tone: str) -> None:
        self.trouble.say(words, tone)

    # Faces --------------------------------------------------------------------------------------

    def choose_checks(self) -> None:
        self.face.set(CHECKS)
        self.show()

    def next(self) -> None:
        """The next of the three, by key."""
        faces = [face for face, _words in FACES]
        self.face.set(faces[(faces.index(self.face.get()) + 1) % len(faces)])
        self.show()

    def show_lot(self) -> None:
        controls.clear(self.sums)
        facts = self.screen.facts()
        bill(self.sums, facts if self.face.get() == CHECKS else facts[-1:])

    def show_member(self) -> None:
        """Another member is chosen, or gets another figure."""
        if self.face.get() != ACCOUNT:
            return
        if self._turning:
            self.after_cancel(self._turning)
        self._turning = self.after(MEMBER_MS, self.show)

    def show(self) -> None:
        self._turning = ""
        self.show_lot()
        controls.clear(self.roll_.inside)
        {CHECKS: self._checks, ACCOUNT: self._account, CHANGED: self._changes}[self.face.get()]()
        self.roll_.to_top()

    def _checks(self) -> None:
        if not self.findings:
            self._tell(_("Nada que revisar: todo está cobrado y en orden."), "good")
        for one in self.findings:
            self._finding(one)

    def _finding(self, one: Finding) -> None:
        px, row = self.look.px, controls.area(self.roll_.inside, "paper")
        row.pack(fill="x", pady=(0, px(2)))
        tone = TONES[one.level]
        glyph = controls.Picture(row, ICONS[one.level], tone, "paper", 15)
        glyph.pack(side="left", anchor="n", padx=(0, px(1.5)), pady=(px(0.5), 0))
        inside = controls.area(row, "paper")
        inside.pack(side="left", fill="x", expand=True)
        ink = "ink" if one.level == HINT else tone
        self._words(inside, one.sentence, "body", ink)
        if words := self._way_words(one):
            way = controls.Button(
                inside,
                words,
                self._opening(one),
                kind="quiet",
                icon="chevron-right",
                surface="paper",
            )
            way.pack(anchor="w")

    def _way_words(self, one: Finding) -> str:
        if one.record is not None:
            return _("Ver {what}").format(what=one.record)
        return {
            "spend": _("Registrar gasto"),
            "sell": _("Registrar venta"),
            "parameter": _("Poner ese porcentaje"),
        }.get(one.place, "")

    def _opening(self, one: Finding) -> Callable[[], object]:
        def open_it() -> None:
            if isinstance(one.record, Member):
                self.context.go("member_page", member=one.record)
            elif one.record is not None and one.level == FAULT:
                self.context.go("receive", sale=one.record)
            elif one.record is not None:
                self.context.go("preview", documents=[one.record.document])  # type: ignore[attr-defined]
            elif one.place == "spend":
                self.context.go(one.place, lot=self.screen.lot)
            elif one.place == PARAMETERS.name:
                rate = new_rate(self.context.association, "service_pct")
                self.context.go("form", kind=PARAMETERS, record=rate)
            else:
                self.context.go(one.place)

        return open_it

    def _account(self) -> None:
        share = self.screen.share
        if share is None:
            self._tell(_("Todavía no hay socios en este lote."), "warn")
            return
        self._words(self.roll_.inside, str(share.member), "lead", "ink")
        (facts,) = facts_of_forecast(self.screen.made_up, share.member)
        show_account(self.roll_.inside, facts)

    def _changes(self) -> None:
        if self.changed is None:
            say = _("Todavía no guardó ningún pronóstico de este lote. Ctrl+G guarda el de ahora.")
            self._tell(say, "warn")
            return
        day = "/".join(reversed(self.kept_day.split("-")))
        if not self.changed:
            self._tell(_("Nada cambió desde el pronóstico del {day}.").format(day=day), "good")
            return
        since = _("Desde el pronóstico del {day}:").format(day=day)
        self._words(self.roll_.inside, since, "body", "soft")
        for one in self.changed[:MOST_CHANGES]:
            self._words(self.roll_.inside, one.name, "strong", "ink", above=2)
            say = _("de {before} a {now}")
            said = say.format(before=soles(one.before), now=soles(one.now))
            self._words(self.roll_.inside, said, "body", "ink")
            for why in one.why:
                self._words(self.roll_.inside, why, "small", "soft")
        if (more := len(self.changed) - MOST_CHANGES) > 0:
            say = _("… y {n} socios más.").format(n=more)
            self._words(self.roll_.inside, say, "body", "soft", above=2)

    def _tell(self, words: str, tone: str) -> None:
        said = controls.Problem(self.roll_.inside, letters=36)
        said.pack(fill="x")
        said.say(words, tone)

    def _words(self, parent: Misc, words: str, role: str, tone: str, above: float = 0) -> ttk.Label:
        made = controls.text(parent, words, role, tone, "paper", justify="left")
        made.pack(fill="x", pady=(self.look.px(above), 0))
        controls.wrap(made)
        return made
