"""Which printer, on what paper, how often: asked beside the page, and remembered by kind of paper."""

from collections.abc import Callable, Sequence
from functools import partial
from tkinter import Event, Misc, StringVar

import ttkbootstrap as ttk

from models.language import _
from models.numbers import read_count
from reports.papers.sizes import SIZES, USUAL, Size
from ui import tasks, theme
from ui.context import Context
from ui.previewing.printout import Printout
from ui.printers import system
from ui.printers.jobs import MOST_COPIES, Printer
from ui.widgets import controls
from ui.widgets.entries import choices, entry

LETTERS = 25  # of the name of a printer or a paper


class PrintOptions(ttk.Frame):
    """`on_size` is called when another paper was chosen, `on_found` when the printers are known."""

    def __init__(
        self,
        parent: Misc,
        context: Context,
        surface: str,
        on_size: Callable[[], object],
        on_found: Callable[[], object],
    ) -> None:
        self.look, self.context, self.surface = theme.of(parent), context, surface
        super().__init__(parent, style=self.look.frame(surface))
        self.on_size, self.on_found = on_size, on_found
        self.printout: Printout | None = None
        self.printers: Sequence[Printer] | None = None  # None: they are being looked for
        self.copies = StringVar(self, "1")
        self._printer_part = self._part(_("Impresora"))
        self.printer_box = self._choices(self._printer_part, self._printer_chosen)
        wrap = (LETTERS + 3) * self.look.width("n")
        self.state_words = controls.text(
            self._printer_part, "", "small", "soft", surface, justify="left", wraplength=wrap
        )
        self._size_part = self._part(_("Papel"))
        self.size_box = self._choices(self._size_part, self._size_chosen)
        self._copies_part = self._part(_("Copias"))
        self._build_copies()
        self.look_for_printers()

    # Building -------------------------------------------------------------------------------------

    def _part(self, title: str) -> ttk.Frame:
        part = controls.area(self, self.surface)
        part.pack(fill="x", pady=(0, self.look.px(2.5)))
        words = controls.text(part, title, "strong", "ink", self.surface)
        words.pack(anchor="w", pady=(0, self.look.px(0.5)))
        return part

    def _choices(self, part: Misc, chosen: Callable[[], object]) -> ttk.Combobox:
        box = choices(part, [], width=LETTERS, surface=self.surface)
        box.pack(fill="x")
        box.bind("<<ComboboxSelected>>", controls.then(chosen))
        return box

    def _build_copies(self) -> None:
        self.copies_field = entry(
            self._copies_part,
            width=5,
            number=True,
            surface=self.surface,
            textvariable=self.copies,
        )
        self.copies_field.pack(anchor="w")
        self.problem = controls.Problem(self._copies_part, self.surface, letters=LETTERS)
        self.problem.pack(anchor="w")
        self.copies.trace_add("write", lambda *_names: self.problem.say(""))
        for key, step in (("Up", 1), ("Down", -1)):
            self.copies_field.bind(f"<{key}>", partial(self._count, step))

    def _count(self, step: int, _event: Event) -> str:
        now = read_count(self.copies.get(), 1, MOST_COPIES) or 1
        self.copies.set(str(min(MOST_COPIES, max(1, now + step))))
        self.copies_field.selection_range(0, "end")
        return "break"

    # Printers -------------------------------------------------------------------------------------

    def look_for_printers(self) -> None:
        self.printers = None
        self._show_printers()
        tasks.in_thread(self, system.printers, self._found, lambda _failure: self._found([]))

    def _found(self, printers: Sequence[Printer]) -> None:
        self.printers = printers
        self._show_printers()
        self._show_size()
        self.on_found()

    def _show_printers(self) -> None:
        names = [one.name for one in self.printers or ()]
        self.printer_box.configure(values=names)
        if names:
            chosen = self._preferences_printer()
            self.printer_box.set(chosen if chosen in names else names[0])
        elif self.printers is None:
            self.printer_box.set(_("Buscando…"))
        else:
            self.printer_box.set(_("Ninguna"))
        self.printer_box.state(["!disabled" if names else "disabled"])
        self._say_state()

    def _preferences_printer(self) -> str:
        kept = self.context.preferences.printers
        return kept.get(self.printout.kind, "") if self.printout else ""

    def _say_state(self) -> None:
        printer = self.printer
        words = ""
        if self.printers is not None and not self.printers:
            words = _("No hay ninguna impresora instalada. Puede abrir el papel o guardarlo.")
        elif printer is not None and printer.stopped:
            words = _("Está detenida: guarda lo que recibe hasta que se active.")
        self.state_words.configure(text=words)
        if words:
            self.state_words.pack(fill="x", pady=(self.look.px(1), 0))
        else:
            self.state_words.pack_forget()

    @property
    def printer(self) -> Printer | None:
        chosen = self.printer_box.get()
        return next((one for one in self.printers or () if one.name == chosen), None)

    def _printer_chosen(self) -> None:
        self._say_state()
        self.printer_box.selection_clear()
        before = self.paper
        self._show_size()
        if self.paper != before:
            self.on_size()

    # What is printed ------------------------------------------------------------------------------

    def show(self, printout: Printout) -> None:
        """Offer what was chosen for this kind of paper before."""
        self.printout = printout
        if self.printers is not None:
            self._show_printers()
        if printout.sizes:
            self.size_box.configure(values=[_(one.name) for one in printout.sizes])
            self._size_part.pack(fill="x", pady=(0, self.look.px(2.5)), after=self._printer_part)
        else:
            self._size_part.pack_forget()
        self._show_size()

    def _show_size(self) -> None:
        if self.printout is not None and self.printout.sizes:
            self.size_box.set(_(self._kept_size().name))

    def _kept_size(self) -> Size:
        """What this kind was last printed on with this printer; else on any."""
        kept = self.context.preferences.papers.get(self.printout.kind, {}) if self.printout else {}
        code = kept.get(self._printer_name(), kept.get("", USUAL.code))
        return SIZES.get(code, USUAL)

    def _printer_name(self) -> str:
        return self.printer.name if self.printer else ""

    @property
    def paper(self) -> Size:
        if self.printout is None or not self.printout.sizes:
            return USUAL
        place = self.size_box.current()
        return self.printout.sizes[place] if place >= 0 else USUAL

    def _size_chosen(self) -> None:
        self.size_box.selection_clear()
        self.remember()
        self.on_size()

    def remember(self) -> None:
        """Keep the printer, and the paper with it, for this kind."""
        preferences, printer = self.context.preferences, self._printer_name()
        if self.printout is None:
            return
        kind = self.printout.kind
        if printer:
            preferences.printers[kind] = printer
        if self.printout.sizes:
            of_kind = preferences.papers.setdefault(kind, {})
            of_kind[printer] = of_kind[""] = self.paper.code
        self.context.remember()

    def count(self) -> int | None:
        """How many copies; None, with a sentence under them, where that cannot be."""
        if (count := read_count(self.copies.get(), 1, MOST_COPIES)) is not None:
            return count
        self.problem.say(_("Escriba de 1 a {most} copias.").format(most=MOST_COPIES))
        self.copies_field.focus_set()
        return None
