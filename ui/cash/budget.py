"""Presupuesto: each rubro of a year as planned and as it came out, with its bar."""

from decimal import Decimal
from functools import partial
from tkinter import Canvas, Misc

import ttkbootstrap as ttk

from models.cash.budgets import BUDGETS, Against, Budget, budget_of, sums
from models.language import N_, _
from models.money import MoneyEntry
from models.numbers import rounded
from ui import theme
from ui.context import Context, Screen
from ui.widgets import controls
from ui.widgets.amounts import soles
from ui.widgets.scroller import Scroller

ZERO, HUNDRED = Decimal(0), Decimal(100)


class BudgetPage(Screen):
    """Of the year of the month on display."""

    kinds = (MoneyEntry, Budget)
    title = N_("Presupuesto")

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        px, head = self.look.px, controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        self.add_button = controls.Button(
            head,
            _("Agregar rubro"),
            lambda: self.context.go("form", kind=BUDGETS),
            kind="primary",
            icon="plus-lg",
            key=_("Ctrl+N"),
        )
        self.add_button.pack(side="right")
        edit = partial(self.context.go, BUDGETS.name)
        words = _("Cambiar") if context.compact else _("Cambiar lo presupuestado")
        controls.Button(head, words, edit, icon="pencil").pack(side="right", padx=px(2))
        self.name = controls.text(head, "", "title")
        self.name.pack(side="left")
        paper = controls.sheet(self, padding=0.25)
        paper.pack(fill="both", expand=True)
        roll = Scroller(paper, "paper")
        roll.pack(fill="both", expand=True)
        self.paper = controls.area(roll.inside, "paper", (5, 3))
        self.paper.pack(fill="both", expand=True)
        self.deeds = {
            "<Control-n>": self.add_button.invoke,
            "<Down>": partial(roll.roll, 1),
            "<Up>": partial(roll.roll, -1),
        }
        self._month = context.month
        self.stale = True

    def shown(self) -> None:
        if self._month != self.context.month:
            self._month, self.stale = self.context.month, True
        self.look_again()
        self.add_button.focus_set()

    def reload(self) -> None:
        controls.clear(self.paper)
        plan = budget_of(self.context.association, self.context.month.year)
        self.name.configure(text=_("Presupuesto de {year}").format(year=plan.year))
        if not plan.is_planned:
            say = _(
                "En {year} no hay nada presupuestado. Agregue un rubro con lo que aprobó la"
                " asamblea; aquí se ve cuánto de eso va."
            )
            self._say(say.format(year=plan.year))
        grid = controls.area(self.paper, "paper")
        grid.pack(fill="x")
        grid.columnconfigure(1, weight=1, minsize=self.look.em(20))
        row = 0
        for title, some, passed in (
            (_("Ingresos propios"), plan.income, _("llegó más")),
            (_("Gastos propios"), plan.expense, _("se pasó")),
        ):
            if some:
                row = self._part(grid, row, title, some, passed)
        if not (plan.income or plan.expense):
            self._say(_("Este año todavía no hay ingresos ni gastos propios."))

    def _say(self, words: str) -> None:
        said = controls.text(self.paper, words, "body", "soft", "paper", justify="left")
        said.pack(fill="x", pady=(0, self.look.px(3)))
        controls.wrap(said)

    def _part(self, grid: ttk.Frame, top: int, title: str, some: list[Against], passed: str) -> int:
        """One direction from row `top` on; the first row after it."""
        px = self.look.px
        for column, words in enumerate((title, "", _("Va S/"), _("Presupuesto S/"), "%")):
            role, tone = ("small", "soft") if column else ("lead", "primary")
            said = controls.text(grid, words, role, tone, "paper")
            anchor, gap = ("e", px(3)) if column > 1 else ("w", 0)
            said.grid(
                row=top, column=column, sticky=anchor, padx=(gap, 0), pady=(px(4) if top else 0, 0)
            )
        most = max(max(one.plan or ZERO, one.actual) for one in some) or HUNDRED
        for row, one in enumerate(some, start=top + 1):
            self._line(grid, row, one, most, passed)
        plan, actual = sums(some)
        foot = top + len(some) + 1
        rule = controls.rule(grid, "edge")
        rule.grid(row=foot, column=0, columnspan=5, sticky="ew", pady=px(0.5))
        percent = rounded(actual * 100 / plan, 1) if plan else None
        self._cells(grid, foot + 1, _("Total"), actual, plan, percent, "strong")
        return foot + 2

    def _line(self, grid: ttk.Frame, row: int, one: Against, most: Decimal, passed: str) -> None:
        self._cells(grid, row, str(one.category), one.actual, one.plan, one.percent, "body")
        bar = Bar(grid, one, most)
        bar.grid(row=row, column=1, sticky="nsew", padx=self.look.px(3))
        over = one.plan is not None and one.actual > one.plan
        if over or one.is_passed:
            words = passed if one.plan is not None else _("sin presupuesto")
            tone = "warn" if one.is_passed else "good"
            icon = "exclamation-octagon-fill" if one.is_passed else "check-circle-fill"
            mark = controls.pill(grid, words, tone, icon)
            mark.grid(row=row, column=5, sticky="w", padx=(self.look.px(2), 0))

    def _cells(
        self,
        grid: ttk.Frame,
        row: int,
        name: str,
        actual: Decimal,
        plan: Decimal | None,
        percent: Decimal | None,
        role: str,
    ) -> None:
        px, look = self.look.px, self.look
        room = look.em(60 if self.context.compact else 96)
        figures = (
            soles(actual).removeprefix("S/ "),
            soles(plan).removeprefix("S/ ") if plan is not None else _("sin plan"),
            f"{percent} %" if percent is not None else "",
        )
        wrap = {"wraplength": room, "justify": "left"}
        said = controls.text(grid, name, role, "ink", "paper", **wrap)
        said.grid(row=row, column=0, sticky="w", pady=px(0.6))
        for column, words in enumerate(figures, start=2):
            tone = "soft" if words == _("sin plan") else "ink"
            made = controls.text(grid, words, role, tone, "paper")
            made.grid(row=row, column=column, sticky="e", padx=(px(3), 0))


class Bar(Canvas):
    """How much came or went, and a line where the plan ends."""

    def __init__(self, parent: Misc, one: Against, most: Decimal) -> None:
        self.look = theme.of(parent)
        super().__init__(parent, highlightthickness=0, height=self.look.px(5), width=10)
        self.actual = float(max(one.actual, ZERO) / most)
        self.plan = None if one.plan is None else float(one.plan / most)
        self.passed = one.is_passed
        for event in ("<Configure>", "<<ThemeChanged>>"):
            self.bind(event, self._draw)

    def _draw(self, _event=None) -> None:
        palette, wide, tall = self.look.palette, self.winfo_width() - 2, self.winfo_height()
        self.delete("all")
        self.configure(background=palette.paper)
        thick = self.look.px(3)
        top, foot = (tall - thick) / 2, (tall + thick) / 2
        if self.plan is not None:
            self.create_rectangle(0, top, wide * self.plan, foot, fill=palette.line, outline="")
        color = palette.warn if self.passed else palette.series[0]
        self.create_rectangle(0, top, wide * self.actual, foot, fill=color, outline="")
        if self.plan is not None:
            at = wide * self.plan
            self.create_line(at, top - 3, at, foot + 3, fill=palette.ink, width=2)
