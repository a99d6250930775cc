"""A page on which a paper without a number is chosen at the left and seen at the right as it prints."""

from collections.abc import Callable
from functools import partial
from tkinter import Misc

import ttkbootstrap as ttk

from models.changes import Refused
from models.language import _
from ui import printing
from ui.context import Context, Screen
from ui.previewing.printout import Unnumbered
from ui.previewing.view import PaperView
from ui.widgets import controls
from ui.widgets.scroller import Scroller

NARROWEST = 64  # steps, of what there is to choose
SOON_MS = 350  # after the last key, before the paper is made anew


class PaperPage(Screen):
    """`choose` builds what there is to choose, `printout` answers the paper that was chosen."""

    title = ""
    leads_back = False  # whether one comes here from a list, and goes back to it

    def __init__(self, parent: Misc, context: Context) -> None:
        super().__init__(parent, context)
        px = self.look.px
        self._typing = ""
        head = controls.area(self)
        head.pack(fill="x", pady=(0, px(2)))
        self.line = controls.Problem(self, "ground", 60 if context.compact else 110)
        self.line.pack(side="bottom", anchor="w", pady=(px(1), 0))
        roll = Scroller(self)
        self.choose(roll.inside)
        self.view = PaperView(self, context, roll.inside, "ground", self.line.say)
        self.view.options.pack(anchor="w", pady=(px(2), 0))
        self._fill_head(head)
        roll.pack(side="left", fill="y", padx=(0, px(3)))
        self.update_idletasks()
        wide = max(roll.inside.winfo_reqwidth(), self.look.em(NARROWEST))
        roll.canvas.configure(width=wide)
        self.view.pack(side="left", fill="both", expand=True)
        self.deeds: dict[str, Callable[[], object]] = {
            key: partial(self._as_typed, deed) for key, deed in self.view.deeds.items()
        }
        self.deeds["<Escape>"] = self.escape
        self.stale = True

    # What each page says --------------------------------------------------------------------------

    def choose(self, place: ttk.Frame) -> None:
        raise NotImplementedError

    def printout(self) -> Unnumbered:
        """The paper; ValueError or Refused, with a sentence, where what was chosen makes none."""
        raise NotImplementedError

    def more_deeds(self, head: ttk.Frame) -> None:
        """Deeds of this page alone, at the left of the others."""

    # Building -------------------------------------------------------------------------------------

    def _fill_head(self, head: ttk.Frame) -> None:
        px, compact = self.look.px, self.context.compact
        self.view.pack_deeds(head)
        self.more_deeds(head)
        if self.leads_back:
            words, key = ("", "") if compact else (_("Volver"), _("Esc"))
            controls.Button(head, words, self.context.back, icon="arrow-left", key=key).pack(
                side="left", padx=(0, px(3))
            )
        room = self.look.em(84 if compact else 110)
        said = self.look.cut(_(self.title), room, "title")
        controls.text(head, said, "title").pack(side="left")

    def part(self, place: ttk.Frame, title: str) -> ttk.Frame:
        """A question, and the place for its answers."""
        made = controls.area(place)
        made.pack(fill="x", pady=(0, self.look.px(4)))
        controls.text(made, title, "strong").pack(anchor="w", pady=(0, self.look.px(1)))
        return made

    # Looking --------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Make the paper anew and lay it on the desk."""
        self._forget_typing()
        self.line.say("")
        try:
            printout = self.printout()
        except (Refused, ValueError) as unread:
            self.view.clear(str(unread))
            return
        self.view.show(printout)

    def reload_soon(self) -> None:
        """Once the person stops typing."""
        self._forget_typing()
        self._typing = self.after(SOON_MS, self.reload)

    def _forget_typing(self) -> None:
        if self._typing:
            self.after_cancel(self._typing)
            self._typing = ""

    def shown(self) -> None:
        self.look_again()

    # Deeds ----------------------------------------------------------------------------------------

    def _as_typed(self, deed: Callable[[], object]) -> None:
        """What is printed is what was typed."""
        if self._typing:
            self.reload()
        deed()

    def escape(self) -> None:
        """Stop a long work; without one, back to the list one came from."""
        if not self.view.cancel() and self.leads_back:
            self.context.back()

    def keep(self, folder: str, name: str, content: bytes) -> None:
        """Write what goes with the paper, and say where it is."""
        from reports.files import write_whole

        try:
            path = write_whole(printing.folder(folder) / name, content)
        except Refused as refused:
            self.line.say(str(refused))
            return
        say = _("«{file}» está en {folder}.").format(file=path.name, folder=path.parent)
        self.line.say(say, "good")

    def destroy(self) -> None:
        self._forget_typing()
        super().destroy()
