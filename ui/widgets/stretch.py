"""A list in a form that takes the height the fields leave."""

from tkinter import Misc

from ui.widgets.ledger import Ledger
from ui.widgets.scroller import Scroller

LEAST = 3  # rows, and the line of totals


def stretch_list(roll: Scroller, form: Misc, ledger: Ledger) -> None:
    """Keep the list as tall as there is room for whenever the form changes its size."""

    def stretch(_event: object = None) -> None:
        rest = form.winfo_reqheight() - ledger.canvas.winfo_reqheight()
        least = ledger.head_px + (LEAST + 1) * ledger.row_px
        wanted = max(least, roll.winfo_height() - rest - ledger.look.px(2))
        if abs(wanted - ledger.canvas.winfo_reqheight()) > 1:
            ledger.canvas.configure(height=wanted)

    roll.bind("<Configure>", stretch, add="+")
    form.bind("<Configure>", stretch, add="+")
