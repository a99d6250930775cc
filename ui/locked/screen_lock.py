"""A screen left alone is covered until its PIN is typed; what was typed under it stays.

Everything of the window is taken off the screen, not only painted over, and keys reach nothing but
the cover. It keeps passers-by from touching, and does not protect the file.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from tkinter import Event, Misc, TclError, Toplevel
from typing import Any

import ttkbootstrap as ttk

from models.language import _
from ui import theme
from ui.locked import pin
from ui.locked.words_field import WordsField
from ui.preferences import Preferences
from ui.widgets import controls

LOOK_MS = 5000  # between two looks at how long nobody touched anything
# Where something narrower is bound, as Tab and the wheel are, the wider event is not told.
TOUCHES = (
    "<KeyPress>",
    "<<NextWindow>>",
    "<<PrevWindow>>",
    "<ButtonPress>",
    "<Button-4>",
    "<Button-5>",
    "<MouseWheel>",
    "<Motion>",
)


class ScreenLock:
    """Watches the window for as long as `over` stands. `end` closes the program without its PIN."""

    def __init__(
        self, root: Any, over: Misc, preferences: Preferences, end: Callable[[], object]
    ) -> None:
        self.root, self.over, self.preferences, self.end = root, over, preferences, end
        self.touched = time.monotonic()
        self.cover: Cover | None = None
        self._bound = [(event, root.bind_all(event, self._touch, add="+")) for event in TOUCHES]
        self._waiting = root.after(LOOK_MS, self._watch)
        over.bind("<Destroy>", self._gone, add="+")

    def _touch(self, _event: Event) -> None:
        self.touched = time.monotonic()

    def _watch(self) -> None:
        self._waiting = self.root.after(LOOK_MS, self._watch)
        self.look()

    def look(self) -> None:
        """Cover the screen if nobody touched anything for as long as was chosen."""
        minutes = self.preferences.alone_minutes
        idle = time.monotonic() - self.touched
        if minutes and self.preferences.pin and idle >= minutes * 60:
            self.lock()

    def lock(self) -> None:
        if self.cover is None:
            self.cover = Cover(self.root, self.preferences.pin, self._opened, self._end)

    def once_open(self, deed: Callable[[], object]) -> None:
        """Do it now, or when the PIN is typed: nothing is put in a window that is covered."""
        if self.cover is None:
            deed()
        else:
            self.cover.waiting.append(deed)

    def _opened(self) -> None:
        self.touched = time.monotonic()
        self.cover = None

    def _end(self) -> None:
        self.cover = None
        self.end()

    def _gone(self, event: Event) -> None:
        if event.widget is not self.over:
            return
        with suppress(TclError):  # the window itself may be going
            self.root.after_cancel(self._waiting)
            for sequence, deed in self._bound:
                _unbind_all(self.root, sequence, deed)
            if self.cover is not None:
                self.cover.forget()
                self.cover.destroy()
        self.cover = None


class Cover(ttk.Frame):
    """In the place of all that the window shows."""

    def __init__(
        self, root: Any, kept: str, on_open: Callable[[], object], on_end: Callable[[], object]
    ) -> None:
        look = theme.of(root)
        super().__init__(root, style=look.frame("ground"))
        self.root, self.kept, self.on_open, self.on_end = root, kept, on_open, on_end
        self.waiting: list[Callable[[], object]] = []
        self.warned = False  # that closing loses what is half typed
        self.focused = root.focus_lastfor()
        self.windows = _take_away_windows(root)
        self.packed = [(one, one.pack_info()) for one in root.pack_slaves()]
        self.placed = [(one, one.place_info()) for one in root.place_slaves()]
        for one, _how in self.packed:
            one.pack_forget()
        for one, _where in self.placed:
            one.place_forget()
        self.closing = root.protocol("WM_DELETE_WINDOW")
        root.protocol("WM_DELETE_WINDOW", self._say_locked)
        self._build(look)
        self.pack(fill="both", expand=True)
        self._keep_keys()
        # A question that was on its way must not come up over the cover.
        root.bind_class("Toplevel", "<Map>", self._hide, add="+")
        root.update_idletasks()
        self.field.entry.focus_force()

    def _build(self, look: theme.Look) -> None:
        px = look.px
        paper = controls.sheet(self, padding=8)
        paper.place(relx=0.5, rely=0.42, anchor="center")
        head = controls.area(paper, "paper")
        head.pack(anchor="w", pady=(0, px(3)))
        controls.Picture(head, "lock", "primary", "paper", 26).pack(side="left", padx=(0, px(3)))
        controls.text(head, _("Pantalla tapada"), "title", "ink", "paper").pack(side="left")
        said = _("Escriba su PIN para seguir donde estaba. Lo escrito no se perdió.")
        controls.text(paper, said, "body", "ink", "paper").pack(anchor="w", pady=(0, px(2)))
        self.field = WordsField(
            paper,
            self.compare,
            width=12,
            hint=_("Es solo para que otros no toquen: no protege el archivo."),
        )
        self.field.pack(anchor="w")
        foot = controls.area(paper, "paper")
        foot.pack(anchor="w", pady=(px(3), 0))
        self.open_button = controls.Button(
            foot, _("Seguir"), self.compare, kind="primary", icon="unlock", surface="paper"
        )
        self.open_button.pack(side="left")
        self.forgot_button = controls.Button(
            foot, _("Olvidé el PIN"), self.forgot, kind="quiet", surface="paper"
        )
        self.forgot_button.pack(side="left", padx=px(2))

    def compare(self) -> None:
        if not pin.fits(self.field.get(), self.kept):
            self.field.say(_("Ese no es el PIN. Escríbalo otra vez."))
            self.field.entry.selection_range(0, "end")
            return
        self.uncover()
        self.on_open()

    def forgot(self) -> None:
        """Say what closing costs; pressed again, close."""
        if self.warned:
            self.forget()
            self.destroy()
            self.on_end()
            return
        self.warned = True
        self.field.problem.say(
            _("Cierre el programa y ábralo de nuevo. Lo que estaba a medio escribir se pierde."),
            "warn",
        )
        self.forgot_button.say(_("Cerrar el programa"))

    def uncover(self) -> None:
        """All as it was: what is shown, its windows, the keyboard."""
        self.forget()
        self.pack_forget()
        for one, how in self.packed:
            if one.winfo_exists():
                one.pack(**how)
        for one, where in self.placed:
            if one.winfo_exists():
                one.place(**where)
        for window in self.windows:
            if window.winfo_exists():
                window.deiconify()
        for deed in self.waiting:
            deed()
        self.root.update_idletasks()
        if not self.windows:
            with suppress(TclError, KeyError):
                self.focused.focus_force()
        self.destroy()

    def forget(self) -> None:
        """Let go of the window's own ways."""
        with suppress(TclError):  # the window itself may be going
            self.root.protocol("WM_DELETE_WINDOW", self.closing)
            self.root.unbind_class("Toplevel", "<Map>")

    def _say_locked(self) -> None:
        self.field.say(_("Escriba primero el PIN."))

    def _hide(self, event: Event) -> None:
        window = event.widget
        if isinstance(window, Toplevel) and window not in self.windows:
            self.windows.append(window)
        if isinstance(window, Toplevel):
            window.grab_release()
            window.withdraw()
            self.field.entry.focus_force()

    def _keep_keys(self) -> None:
        """Keys pressed here are not the window's: F9 must not save what is under the cover."""
        ring = [self.field.entry, self.field.see_button, self.open_button, self.forgot_button]
        for place, widget in enumerate(ring):
            tags = [tag for tag in widget.bindtags() if tag not in (".", "all")]
            widget.bindtags((*tags, "Covered"))
            for key, step in (("<Tab>", 1), ("<Shift-Tab>", -1), ("<<PrevWindow>>", -1)):
                to = ring[(place + step) % len(ring)]
                widget.bind(key, _breaking(to.focus_set))


def _breaking(deed: Callable[[], object]) -> Callable[[Event], str]:
    def done(_event: Event) -> str:
        deed()
        return "break"

    return done


def _take_away_windows(root: Misc) -> list[Any]:
    """Every other window of the program that is in sight, off the screen; in their order."""
    held = str(root.tk.call("grab", "current"))
    if held.endswith(".popdown"):  # a list that Tk drops by its own hand
        root.tk.call("ttk::combobox::Unpost", held.removesuffix(".popdown"))
    found = [one for one in _all_under(root) if isinstance(one, Toplevel) and one.winfo_viewable()]
    for window in found:
        window.grab_release()
        window.withdraw()
    return found


def _all_under(widget: Misc) -> list[Misc]:
    found = []
    for child in widget.winfo_children():
        found += [child, *_all_under(child)]
    return found


def _unbind_all(root: Any, sequence: str, deed: str) -> None:
    """Only this deed: others listen to the same events."""
    lines = str(root.tk.call("bind", "all", sequence)).split("\n")
    left = "\n".join(line for line in lines if deed not in line)
    root.tk.call("bind", "all", sequence, left)
    root.deletecommand(deed)
