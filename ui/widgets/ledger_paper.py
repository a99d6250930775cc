"""How a ledger looks: its head, its rows, its states and its totals, drawn on its canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.language import _
from ui.widgets.columns import Slot, is_number, is_state
from ui.widgets.controls import STATE_ICONS

if TYPE_CHECKING:
    from models.listing import Row
    from ui.widgets.ledger import Ledger


def draw(ledger: Ledger) -> None:
    _draw_head(ledger)
    for line in range(ledger.in_view):
        place = ledger.top + line
        if place >= ledger.count or (row := ledger.row(place)) is None:
            break
        _draw_row(ledger, line, place, row)
    _draw_totals(ledger)


def _draw_head(ledger: Ledger) -> None:
    canvas, look = ledger.canvas, ledger.look
    middle = ledger.head_px / 2
    canvas.create_rectangle(
        0, 0, canvas.winfo_width(), ledger.head_px, fill=look.palette.sunken, outline=""
    )
    for slot in ledger.slots:
        number = is_number(slot.column)
        sorted_here = ledger.sorted_by is not None and ledger.sorted_by[0] is slot.column
        _write(ledger, slot, _(slot.column.title), middle, "small_strong", "soft")
        if sorted_here:
            arrow = "caret-down-fill" if ledger.sorted_by[1] else "caret-up-fill"  # type: ignore[index]
            wide = min(slot.room, look.width(_(slot.column.title), "small_strong"))
            beside = slot.right - wide - look.em(1) if number else slot.left + wide + look.em(1)
            image = look.icon(arrow, look.palette.primary, 9)
            canvas.create_image(beside, middle, anchor="e" if number else "w", image=image)
    for slot in ledger.slots[:-1]:
        high = look.px(2.5)
        canvas.create_line(
            slot.grip, high, slot.grip, ledger.head_px - high, fill=look.palette.line
        )
    _rule(ledger, ledger.head_px, look.palette.edge)


def _draw_row(ledger: Ledger, line: int, place: int, row: Row) -> None:
    canvas, look, palette = ledger.canvas, ledger.look, ledger.look.palette
    top = ledger.head_px + line * ledger.row_px
    middle, voided = top + ledger.row_px / 2, ledger.voided(row)
    chosen = place in ledger.run
    if chosen:
        right, bottom = canvas.winfo_width(), top + ledger.row_px
        canvas.create_rectangle(0, top + 1, right, bottom, fill=palette.chosen, outline="")
    if place == ledger.selected:
        color = palette.focus if ledger.focused else palette.primary
        canvas.create_rectangle(0, top + 1, look.px(1), top + ledger.row_px, fill=color, outline="")
    values = dict(zip((id(column) for column in ledger.columns), row[1:], strict=True))
    for slot in ledger.slots:
        value = values[id(slot.column)]
        if is_state(slot.column):
            _draw_state(ledger, slot, middle, value, chosen)
            continue
        if slot.column is ledger.ticks:
            _draw_tick(ledger, slot, middle, ticked=bool(value))
            continue
        words = slot.column.show(value)
        role = "struck" if voided and words else "strong" if slot.column.strong else "body"
        _write(ledger, slot, words, middle, role, "soft" if voided else "ink")
    _rule(ledger, top + ledger.row_px, palette.line)


def _write(ledger: Ledger, slot: Slot, words: str, middle: float, role: str, tone: str) -> None:
    if not words:
        return
    number = is_number(slot.column)
    ledger.canvas.create_text(
        slot.right if number else slot.left,
        middle,
        text=ledger.look.cut(words.replace("\n", " "), slot.room, role),
        anchor="e" if number else "w",
        font=ledger.look.font(role),
        fill=ledger.look.color(tone),
    )


def _draw_tick(ledger: Ledger, slot: Slot, middle: float, *, ticked: bool) -> None:
    look = ledger.look
    name, tone = ("check-square-fill", "primary") if ticked else ("square", "edge")
    image = look.icon(name, look.color(tone), 17)
    ledger.canvas.create_image(slot.left, middle, anchor="w", image=image)


def _draw_state(ledger: Ledger, slot: Slot, middle: float, value: Any, chosen: bool) -> None:
    look = ledger.look
    words = slot.column.show(value)
    if not words:
        return
    tone = slot.column.tones.get(value, "soft")
    half = look.line("small_strong") / 2 + look.px(0.5)
    right = slot.left + look.width(words, "small_strong") + look.em(8)
    fill = look.palette.paper if chosen else look.color(f"{tone}_pale")
    canvas = ledger.canvas
    canvas.create_rectangle(slot.left, middle - half, right, middle + half, fill=fill, outline="")
    image = look.icon(STATE_ICONS[tone], look.color(tone), 12)
    canvas.create_image(slot.left + look.em(2), middle, anchor="w", image=image)
    canvas.create_text(
        slot.left + look.em(6),
        middle,
        anchor="w",
        text=words,
        font=look.font("small_strong"),
        fill=look.color(tone),
    )


def _draw_totals(ledger: Ledger) -> None:
    """Under a double rule: how many at the left, each sum under its own column."""
    canvas, look, palette = ledger.canvas, ledger.look, ledger.look.palette
    height = canvas.winfo_height()
    top = height - ledger.row_px - look.px(1)
    middle = (top + 3 + height) / 2
    canvas.create_rectangle(0, top, canvas.winfo_width(), height, fill=palette.paper, outline="")
    _rule(ledger, top, palette.ink)
    _rule(ledger, top + 3, palette.ink)
    first_sum = canvas.winfo_width()
    for slot in ledger.slots:
        if words := ledger.totals.get(slot.column.title, ""):
            # A sum is wider than the figures it adds up; it may reach into the gap before it.
            wide = look.width(words, "strong")
            first_sum = min(first_sum, slot.right - wide)
            canvas.create_text(
                slot.right,
                middle,
                text=words,
                anchor="e",
                font=look.font("strong"),
                fill=palette.ink,
            )
    if words := ledger.totals.get("", ""):
        left = look.px(4)
        canvas.create_text(
            left,
            middle,
            text=look.cut(words, first_sum - left - look.px(3), "strong"),
            anchor="w",
            font=look.font("strong"),
            fill=palette.ink,
        )


def _rule(ledger: Ledger, down: float, color: str) -> None:
    ledger.canvas.create_line(0, down, ledger.canvas.winfo_width(), down, fill=color)
