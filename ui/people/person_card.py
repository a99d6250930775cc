"""What the person at the scale wants to see of who stands there."""

from collections.abc import Callable, Sequence
from datetime import date
from tkinter import Misc

import ttkbootstrap as ttk

from models.language import _
from models.people.member_view import debts_of
from models.people.members import Member
from models.produce.weigh_in import last_delivery
from ui import theme
from ui.widgets import controls
from ui.widgets.amounts import soles

Fact = tuple[str, str, str]  # name, words, tone


class PersonCard(ttk.Frame):
    """A member, or the sentence why there is none."""

    def __init__(self, parent: Misc, *, compact: bool) -> None:
        self.look, self.compact = theme.of(parent), compact
        super().__init__(parent, style=self.look.frame("sunken"))
        self.way: tuple[str, Callable[[], object]] | None = None  # where there are no members yet
        self.say("")

    def say(self, sentence: str, tone: str = "danger") -> None:
        controls.clear(self)
        if self.way is not None:
            words, deed = self.way
            controls.Problem(self, "sunken", hint=_("Todavía no hay socios.")).pack(anchor="w")
            controls.Button(self, words, deed, icon="plus-lg", surface="sunken").pack(anchor="w")
            return
        hint = _("Escriba el código, el nombre o el DNI y pulse Enter.")
        beside = controls.Problem(self, "sunken", 38 if self.compact else 50, hint)
        beside.say(sentence, tone)
        beside.pack(anchor="w")

    def show(self, member: Member, day: date) -> None:
        controls.clear(self)
        px = self.look.px
        line = controls.area(self, "sunken")
        line.pack(fill="x")
        glyph = controls.Picture(line, "person-check-fill", "good", "sunken", 20)
        glyph.pack(side="left", anchor="n", padx=(0, px(2)))
        if self.compact:
            words = numbers(member)
            controls.text(line, words, "small", "soft", "sunken").pack(side="right", anchor="n")
        name = controls.text(line, str(member), "lead", "ink", "sunken", justify="left")
        name.pack(side="left", fill="x", expand=True)
        controls.wrap(name)
        if self.compact:
            return  # what is owed stands beside the harvest
        facts = controls.area(self, "sunken")
        facts.pack(fill="x", pady=(px(1), 0))
        for row, (label, words, tone) in enumerate(self._facts(member, day)):
            controls.text(facts, label, "small", "soft", "sunken").grid(
                row=row, column=0, sticky="nw"
            )
            said = controls.text(facts, words, "small_strong", tone, "sunken", justify="left")
            said.grid(row=row, column=1, sticky="ew", padx=(px(3), 0))
            controls.wrap(said)
        facts.columnconfigure(1, weight=1)

    def _facts(self, member: Member, day: date) -> Sequence[Fact]:
        owes = debts(member, day)
        return [
            (_("Última entrega"), _last(member), "ink"),
            (_("Debe"), owes or _("nada"), "warn" if owes else "ink"),
        ]


def numbers(member: Member) -> str:
    return _("{code}  ·  DNI {dni}").format(code=member.code, dni=member.masked_dni)


def _last(member: Member) -> str:
    last = last_delivery(member.association, member)
    if last is None:
        return _("ninguna todavía")
    return _("{day}, {what}, {quantity}").format(
        day=last.document.text("day"),
        what=f"{last.product} {last.grade}".lower(),
        quantity=last.product.said(last.payable),
    )


def debts(member: Member, day: date) -> str:
    """«préstamo de S/ 300.00, insumos por S/ 60.00»; "" for none."""
    owed = debts_of(member, day)
    parts = (
        (_("préstamo de {amount}"), owed.loans),
        (_("insumos por {amount}"), owed.inputs),
        (_("adelantos por {amount}"), owed.advances),
    )
    return ", ".join(words.format(amount=soles(amount)) for words, amount in parts if amount)
