"""Indicadores: each with its figure now, its groups, and the records every figure comes from."""

from datetime import date
from decimal import Decimal
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models.catalog import CATALOG
from models.council.sessions import Session
from models.documents import Document
from models.fields import FactorField, NameField, SolesField
from models.indicators.measuring import Measured, measure, said
from models.indicators.records import (
    BY_HAND,
    INDICATOR_VALUES,
    INDICATORS,
    Indicator,
    IndicatorValue,
)
from models.language import N_, _, ngettext
from models.listing import Row
from models.people.members import Member
from models.plan.plans import Activity
from models.record import Column, Record
from ui import theme
from ui.context import Context
from ui.council.page import Deed, Face, Page
from ui.deed import show_papers
from ui.detail import head
from ui.register import Register
from ui.widgets import controls
from ui.widgets.scroller import Scroller
from ui.widgets.tiles import Line, bill
from ui.widgets.words import number

BEHIND = "behind"
ISSUED = ("delivery", "sale", "receipt", "settlement")  # known by their paper


def measured_now(context: Context, indicator: Indicator) -> Measured:
    """From the first of the year on display to the end of its month on display."""
    return measure(indicator, date(context.month.year, 1, 1), context.month.last)


def span_words(one: Measured) -> str:
    return _("Del {since} al {until}").format(
        since=f"{one.since:%d/%m/%Y}", until=f"{one.until:%d/%m/%Y}"
    )


def lines_of(one: Measured) -> list[Line]:
    """Where it starts, where it stands, where it should come to."""
    kept = one.indicator
    unit = str(kept.unit)

    def figure(value: Decimal | None) -> str:
        if value is None:
            return "–"
        words = (unit, said(value, unit)) if unit.startswith("S/") else (said(value, unit), unit)
        return " ".join(filter(None, words))

    lines: list[Line] = []
    if kept.baseline is not None:
        words = _("Línea de base, {day}").format(day=kept.text("baseline_day"))
        lines.append((words, figure(kept.baseline), "body"))
    if kept.target is not None:
        words = _("Meta al {day}").format(day=kept.text("target_day"))
        lines.append((words, figure(kept.target), "body"))
    lines.append((_("Ahora"), figure(one.value), "figure"))
    if one.way is not None:
        lines.append((_("Camino a la meta"), f"{one.way} %", "body"))
    return lines


def show_groups(inside: Misc, one: Measured) -> None:
    """Its groups, under the lines."""
    look = theme.of(inside)
    for title, parts in one.parts:
        words = controls.text(inside, _(title), "strong", "primary", "paper")
        words.pack(anchor="w", pady=(look.px(3), 0))
        bill(
            inside,
            [(part.name, said(part.value, str(one.indicator.unit)), "body") for part in parts],
        )


class Indicators(Register):
    """The list; beside it the figure now. Enter shows what it comes from."""

    kind = INDICATORS
    subtitle = N_("El año hasta {month}")

    def open(self, record: Record) -> None:
        self.context.go("indicator_page", indicator=record)

    def more_deeds(self, row: ttk.Frame) -> None:
        words = _("Informe") if self.context.compact else _("Informe a donantes")
        go = partial(self.context.go, "donor_report")
        made = controls.Button(row, words, go, icon="file-earmark-pdf")
        made.pack(side="right", padx=(self.look.px(2), 0))

    def detail(self, pane: ttk.Frame, record: Record) -> None:
        assert isinstance(record, Indicator)
        one, look = measured_now(self.context, record), self.look
        foot = controls.area(pane, "paper")
        foot.pack(side="bottom", fill="x", pady=(look.px(2), 0))
        go = self.context.go
        deeds = [
            (_("Ver de dónde sale"), "list-columns", partial(self.open, record), _("Enter")),
            (_("Editar"), "pencil", partial(go, "form", kind=INDICATORS, record=record), ""),
        ]
        if record.formula == BY_HAND:
            deeds.insert(
                0,
                (_("Escribir un valor"), "pencil-square", partial(write, self.context, record), ""),
            )
        for words, icon, deed, key in deeds:
            controls.Button(foot, words, deed, icon=icon, key=key, surface="paper").pack(
                fill="x", pady=(look.px(1), 0)
            )
        head(pane, self.kind, record, str(record))
        days = controls.text(pane, span_words(one), "small", "soft", "paper")
        days.pack(anchor="w", pady=(0, look.px(1)))
        roll = Scroller(pane, "paper")
        roll.pack(fill="both", expand=True)
        bill(roll.inside, lines_of(one))
        show_groups(roll.inside, one)


def write(context: Context, indicator: Indicator) -> None:
    """A value by hand."""
    new = IndicatorValue(indicator=indicator, day=context.month.last)
    context.go("form", kind=INDICATOR_VALUES, record=new)


class IndicatorPage(Page):
    """Enter opens the record behind a line."""

    kinds = (Indicator, IndicatorValue, Member, Document, Session, Activity)

    def __init__(self, parent: Misc, context: Context, indicator: Indicator) -> None:
        self.indicator = indicator
        self.now: Measured
        self.faces = (Face(BEHIND, N_("De dónde sale"), _columns(indicator)),)
        super().__init__(parent, context)

    def look_up(self) -> None:
        self.indicator = Indicator.get_by_id(self.indicator.id)
        self.now = measured_now(self.context, self.indicator)
        self.rows[BEHIND] = [
            (
                place,
                one.label,
                one.amount,
                one.of if one.of != 1 else None,
                one.community,
                one.watershed,
            )
            for place, one in enumerate(self.now.cases)
        ]
        count = len(self.now.cases)
        say = ngettext("{n} registro", "{n} registros", count)
        self.totals[BEHIND] = {"": say.format(n=number(count))}

    def title(self) -> str:
        return str(self.indicator)

    def main(self) -> Deed | None:
        if self.indicator.formula != BY_HAND:
            return None
        return Deed(
            _("Escribir un valor"), "pencil-square", partial(write, self.context, self.indicator)
        )

    def lines(self) -> list[Line]:
        return lines_of(self.now)

    def more(self, inside: Misc) -> None:
        self.say_on_sheet(inside, span_words(self.now), "small", "soft")
        self.say_on_sheet(inside, self.indicator.text("formula"), "small", "soft")
        show_groups(inside, self.now)

    def foot(self) -> list[Deed]:
        edit = partial(self.context.go, "form", kind=INDICATORS, record=self.indicator)
        return [Deed(_("Editar"), "pencil", edit)]

    def open(self, row: Row) -> None:
        case = self.now.cases[row[0]]
        if case.kind in ISSUED:
            show_papers(self.context, Document.get_by_id(case.key))
        elif case.kind == "member":
            self.context.go("member_page", member=Member.get_by_id(case.key))
        elif case.kind == "session":
            self.context.go("session_page", session=Session.get_by_id(case.key))
        elif case.kind == "activity":
            self.context.go("activity_page", activity=Activity.get_by_id(case.key))
        else:
            kind = next(one for one in CATALOG if one.name == case.kind)
            self.context.go("form", kind=kind, record=kind.model.get_by_id(case.key))


def _columns(indicator: Indicator) -> tuple[Column, ...]:
    figure = SolesField() if "S/" in str(indicator.unit) else FactorField()
    return (
        Column(N_("De quién o de qué"), NameField(), sample="EN-2026-0007 · Quispe Mamani"),
        Column(N_("Cuenta"), figure, sample="12,345.00", strong=True),
        Column(N_("de"), FactorField(), sample="12,345.00", rank=1),
        Column(N_("Comunidad"), NameField(), sample="Santa Lucía", rank=2),
        Column(N_("Cuenca"), NameField(), sample="Pomacanchi", rank=3),
    )
