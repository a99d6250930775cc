"""«Cómo se calculó»: a settlement step by step, in words, as a part of a sheet."""

from tkinter import Misc

import ttkbootstrap as ttk

from models.language import _
from models.settling.account import Brought, Section, SettlementFacts, quantity, soles
from ui import theme
from ui.widgets import controls


def show_account(parent: Misc, facts: SettlementFacts) -> None:
    """Each delivery as it was weighed, then what adds and what takes off, down to the net."""
    look = theme.of(parent)
    _heading(parent, _("Lo que entregó"), "")
    for one in facts.brought:
        _line(parent, _brought_words(one), quantity(one.in_lot, one.unit))
        if note := _weighed_words(one):
            _note(parent, note)
    for section in facts.account():
        _heading(parent, section.title, _signed(section))
        for row in section.rows:
            _line(parent, row.words, soles(row.amount) if len(section.rows) > 1 else "")
            if row.note:
                _note(parent, row.note)
    controls.rule(parent, "edge").pack(fill="x", pady=(look.px(2), look.px(1)))
    net = _("Saldo deudor") if facts.carried_out else _("Neto")
    _pair(parent, net, soles(facts.carried_out or facts.net), "figure", "figure")
    said = controls.text(parent, facts.outcome(), "body", "ink", "paper", justify="left")
    said.pack(fill="x", pady=(look.px(1), 0))
    _wrap(said)


def _signed(section: Section) -> str:
    return soles(section.total)


def _brought_words(one: Brought) -> str:
    return _("{number} del {day}: {what}").format(
        number=one.number, day=f"{one.day:%d/%m/%Y}", what=one.what
    )


def _weighed_words(one: Brought) -> str:
    """How the scale's figure became the payable one, and which part of it is in the lot."""
    said = []
    if one.tare or one.off:
        said.append(_("pesó {gross}").format(gross=quantity(one.gross, one.unit)))
        if one.tare:
            say = _("menos {tare} de los sacos")
            said.append(say.format(tare=quantity(one.tare, one.unit)))
        if one.off:
            say = _("menos {off} por impureza o humedad")
            said.append(say.format(off=quantity(one.off, one.unit)))
    if one.is_part:
        said.append(
            _("en este lote, {part} de {all}").format(
                part=quantity(one.in_lot, one.unit), all=quantity(one.payable, one.unit)
            )
        )
    return ", ".join(said)


def _heading(parent: Misc, title: str, figure: str) -> None:
    look = theme.of(parent)
    row = controls.area(parent, "paper")
    row.pack(fill="x", pady=(look.px(2.5), 0))
    controls.text(row, figure, "strong", "ink", "paper").pack(side="right", anchor="s")
    words = controls.text(row, title, "strong", "primary", "paper", justify="left")
    words.pack(side="left", fill="x", expand=True)
    _wrap(words)
    controls.rule(parent).pack(fill="x", pady=(look.px(0.5), look.px(0.5)))


def _line(parent: Misc, words: str, figure: str) -> None:
    _pair(parent, words, figure, "body", "body")


def _pair(parent: Misc, words: str, figure: str, role: str, figure_role: str) -> None:
    row = controls.area(parent, "paper")
    row.pack(fill="x", pady=(theme.of(parent).px(0.4), 0))
    controls.text(row, figure, figure_role, "ink", "paper").pack(side="right", anchor="n")
    said = controls.text(row, words, role, "ink", "paper", justify="left")
    said.pack(side="left", fill="x", expand=True)
    _wrap(said)


def _note(parent: Misc, words: str) -> None:
    said = controls.text(parent, words, "small", "soft", "paper", justify="left")
    said.pack(fill="x")
    _wrap(said)


def _wrap(label: ttk.Label) -> None:
    controls.wrap(label, beside=theme.of(label).px(1))
