"""A paper on the desk: made a little at a time, then handed to a printer, a file or a viewer."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tkinter import Misc

import ttkbootstrap as ttk

from models.changes import Refused
from models.language import _, ngettext
from models.prints import PRINTED, SAVED
from ui import errors, printing, tasks, theme
from ui.context import Context
from ui.pdf import Pages
from ui.previewing.options import PrintOptions
from ui.previewing.printout import Making, Printout
from ui.previewing.tools import DeskTools
from ui.printers import system
from ui.printers.jobs import Job, Printer, Progress
from ui.widgets import controls
from ui.widgets.paper_desk import PaperDesk
from ui.widgets.words import number

FEW = 3  # papers that are made before anybody could read the first


class PaperView(ttk.Frame):
    """`say(sentence, tone)` tells beside it what happened. The options stand where the screen wants."""

    def __init__(
        self,
        parent: Misc,
        context: Context,
        options_in: Misc,
        surface: str,
        say: Callable[..., object],
    ) -> None:
        self.look, self.context, self.say = theme.of(parent), context, say
        super().__init__(parent, style=self.look.frame("ground"))
        self.printout: Printout | None = None
        self.pdf = b""
        self.begins: Sequence[int] = ()  # the first page of each of its papers, from 0
        self.spent = False  # whether it left the book: once more, it says that it is a duplicate
        self.sending: Progress | None = None
        self._slices: tasks.Slices | None = None
        self._turn = 0  # of making: what an earlier one brings comes too late
        self._waiting: Callable[[], object] | None = None  # a deed, for the PDF or the printers
        self.desk = PaperDesk(self, lambda: self.tools.show())
        self.tools = DeskTools(self, self.desk, self.cancel, compact=context.compact)
        self.tools.pack(fill="x")
        self.desk.pack(side="left", fill="both", expand=True)
        self.options = PrintOptions(options_in, context, surface, self._resized, self._go_on)
        self.open_button = controls.Button(
            self.options,
            _("Abrir en el visor"),
            self.open,
            kind="quiet",
            icon="box-arrow-up-right",
            key=_("Ctrl+O"),
            surface=surface,
        )
        self.open_button.pack(anchor="w", pady=(self.look.px(1), 0))
        self.buttons: list[controls.Button] = [self.open_button]
        self.deeds: dict[str, Callable[[], object]] = {
            "<Control-p>": self.print_,
            "<Control-P>": self.print_,
            "<F9>": self.save,
            "<Control-o>": self.open,
            "<Control-f>": self.tools.find,
        }

    def pack_deeds(self, head: Misc) -> None:
        """The deeds at the right of the head of a screen."""
        self.print_button = controls.Button(
            head, _("Imprimir"), self.print_, kind="primary", icon="printer", key=_("Ctrl+P")
        )
        self.print_button.pack(side="right")
        words = _("Guardar") if self.context.compact else _("Guardar PDF")
        self.save_button = controls.Button(
            head, words, self.save, icon="file-earmark-arrow-down", key=_("F9")
        )
        self.save_button.pack(side="right", padx=self.look.px(2))
        self.buttons += [self.print_button, self.save_button]

    # Making ---------------------------------------------------------------------------------------

    def show(self, printout: Printout) -> None:
        """Make this one, and lay it on the desk."""
        self.printout = printout
        self.options.show(printout)
        self.make()

    def _resized(self) -> None:
        if self.printout is not None:
            self.say("")
            self.make()

    def make(self) -> None:
        """Anew from the book; the first paper of many is seen at once."""
        assert self.printout is not None
        self._stop_making()
        self.pdf, self.spent = b"", False
        self._allow(True)
        try:
            making = self.printout.making(self.options.paper)
            if len(making) <= FEW:
                _draw_all(making)
                self._drawn(making, self._turn)
                return
            first = self.printout.first().making(self.options.paper)
            _draw_all(first)
            self.tools.offer((), ())
            self.desk.show(Pages(first.pdf()))
        except Exception as failure:  # noqa: BLE001  it is stored, and must not look lost
            self._unmade(failure)
            return
        self._slices = tasks.Slices(
            self,
            iter(making),
            partial(self._drawn, making, self._turn),
            self._unmade,
            after_each=partial(self._say_made, making),
        )

    def _say_made(self, making: Making) -> None:
        done, count = len(making.begins), len(making)
        say = _("{n} de {count}…") if self.context.compact else _("Preparando {n} de {count}…")
        self.tools.say_done(say.format(n=number(done), count=number(count)), done / count)

    def _drawn(self, making: Making, turn: int) -> None:
        """All is drawn; what is left, to write one file of it, may take a while when they are many."""

        def written() -> tuple[bytes, Pages]:
            pdf = making.pdf()
            pages = Pages(pdf)
            pages.sizes()
            return pdf, pages

        if len(making) <= FEW:
            self._ready(making, turn, written())
            return
        tasks.in_thread(self, written, partial(self._ready, making, turn), self._unmade)

    def _ready(self, making: Making, turn: int, made: tuple[bytes, Pages]) -> None:
        if turn != self._turn or self.printout is None:
            return
        self._slices = None
        self.pdf, pages = made
        self.begins = making.begins
        page = self.desk.page
        self.desk.show(pages)
        self.desk.go_to(page)
        self.tools.say_done("", 0)
        self.tools.offer(self.printout.numbers, making.begins)
        self._go_on()

    def _unmade(self, failure: Exception) -> None:
        self._stop_making()
        self.pdf = b""
        self.desk.show(None)
        self._allow(False)
        if isinstance(failure, Refused | ValueError):
            self.say(str(failure))
            return
        say = _("No se pudo preparar el papel. El detalle está en {file}.")
        if self.printout is not None and self.printout.numbers:
            say = _("Está guardado, pero no se pudo preparar el papel. El detalle está en {file}.")
        self.say(say.format(file=errors.write(failure)))

    def _stop_making(self) -> None:
        self._turn += 1
        if self._slices is not None:
            self._slices.stop()
            self._slices = None
        self.tools.say_done("", 0)

    def _allow(self, allowed: bool) -> None:
        for button in self.buttons:
            button.allow(allowed)

    def clear(self, sentence: str) -> None:
        """Nothing on the desk, and why."""
        self._unmade(Refused(sentence))
        self.printout = None

    # Deeds ----------------------------------------------------------------------------------------

    def print_(self) -> None:
        """To the printer chosen beside the page; where there is none, to the system's viewer."""
        if self.options.count() is not None:
            self._do(self._print)

    def save(self) -> None:
        """Write the PDF and say where it is."""
        self._do(self._save)

    def open(self) -> None:
        """Write the PDF and have the system open it: there one prints it too."""
        self._do(partial(self._open, _("Se abrió «{file}». Está en {folder}.")))

    def _do(self, deed: Callable[[], object]) -> None:
        """Now, or as soon as the paper is made."""
        if self.printout is None or self.sending is not None:
            return
        self._waiting = deed
        if self._slices is None and (self.spent or not self.pdf):
            self.make()  # goes on by itself
        else:
            self._go_on()
        if self._waiting is not None and self._slices is not None:
            self.say(_("Espere: se hará cuando esté preparado. Esc lo cancela."), "warn")

    def _go_on(self) -> None:
        """The paper is made, or the printers are known: what waited for that is done."""
        deed = self._waiting
        looking = deed == self._print and self.options.printers is None
        if deed is None or not self.pdf or self.spent or looking:
            return
        self._waiting = None
        self.say("")
        deed()

    def cancel(self) -> bool:
        """Whether there was a long work to stop."""
        if self.sending is not None:
            self.sending.stop = True
            return True
        if self._slices is None:
            return False
        self._stop_making()
        self._waiting = None
        self.say(_("Se dejó de preparar. No se imprimió nada."), "warn")
        return True

    # To the printer -------------------------------------------------------------------------------

    def _print(self) -> None:
        printer, copies = self.options.printer, self.options.count()
        if printer is None:
            self._open(
                _("No hay impresora. Se abrió «{file}»: imprímalo desde ahí. Está en {folder}.")
            )
            return
        printout, pages = self.printout, self.desk.pages
        assert printout is not None
        assert copies is not None
        assert pages is not None
        job = Job(printer.name, self.pdf, pages.sizes(), printout.file_name, copies)
        ends = [*self.begins[1:], len(job.sizes)]
        progress = self.sending = Progress()
        self.options.remember()
        self.tools.say_done(_("Enviando…"), 0)
        # Told to the window, which is still there when the person has gone on to something else.
        tasks.in_thread(
            self.winfo_toplevel(),
            lambda: system.send(job, progress),
            lambda _nothing: self._sent(printout, printer, copies, progress, ends),
            lambda failure: self._not_sent(failure, self._left_before(printout, progress, ends)),
        )

    def _sent(
        self,
        printout: Printout,
        printer: Printer,
        copies: int,
        progress: Progress,
        ends: Sequence[int],
    ) -> None:
        self._end_sending()
        if progress.stop:
            say = _("Se canceló el envío a la impresora {name}.")
            before = self._left_before(printout, progress, ends)
            self._tell(say.format(name=printer.name) + before, "warn")
            return
        self._left(printout, PRINTED)
        say = ngettext(
            "Enviado a la impresora {name}: {n} copia.",
            "Enviado a la impresora {name}: {n} copias.",
            copies,
        )
        self._tell(say, "good", name=printer.name, n=copies)

    def _left_before(self, printout: Printout, progress: Progress, ends: Sequence[int]) -> str:
        """Note the papers the printer took before it stopped: once more, each is a duplicate."""
        count = sum(end <= progress.pages for end in ends)
        if not count:
            return ""
        printout.first(count).left(PRINTED)
        self.spent = self.spent or printout is self.printout
        say = ngettext("Ya había recibido {n} papel.", "Ya había recibido {n} papeles.", count)
        return " " + say.format(n=number(count))

    def _not_sent(self, failure: Exception, before: str = "") -> None:
        self._end_sending()
        if isinstance(failure, Refused):
            self._tell(f"{failure}{before}", "danger")
        else:
            say = _("No se pudo imprimir. El detalle está en {file}.")
            self._tell(say.format(file=errors.write(failure)) + before, "danger")

    def _end_sending(self) -> None:
        self.sending = None
        if self.winfo_exists():
            self.tools.say_done("", 0)

    # To a file ------------------------------------------------------------------------------------

    def _save(self) -> None:
        if path := self._written():
            self._tell(_("«{file}» está en {folder}."), "good", file=path.name, folder=path.parent)

    def _open(self, say: str) -> None:
        if (path := self._written()) is None:
            return

        def opened(can: bool) -> None:
            none = _("No hay con qué abrir un PDF. «{file}» está en {folder}: imprímalo desde ahí.")
            tone = "good" if can else "warn"
            self._tell(say if can else none, tone, file=path.name, folder=path.parent)

        tasks.in_thread(
            self.winfo_toplevel(), lambda: printing.open_with_system(path), opened, self._not_sent
        )

    def _written(self) -> Path | None:
        from reports.files import write_whole

        assert self.printout is not None
        where = printing.folder(self.printout.folder) / self.printout.file_name
        try:
            path = write_whole(where, self.pdf)
        except Refused as refused:
            self.say(str(refused), "danger")
            return None
        self._left(self.printout, SAVED)
        return path

    def _left(self, printout: Printout, way: str) -> None:
        printout.left(way)
        if printout is self.printout:
            self.spent = True

    def _tell(self, sentence: str, tone: str, **named: object) -> None:
        words = sentence.format(**named) if named else sentence
        if self.winfo_exists():
            self.say(words, tone)
        else:
            self.context.say(words, tone)

    def destroy(self) -> None:
        self._stop_making()
        if self._waiting is not None:
            self.context.say(_("Salió antes de que el papel estuviera preparado."), "warn")
        super().destroy()


def _draw_all(making: Making) -> None:
    for _drawn in making:
        pass
