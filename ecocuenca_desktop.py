"""ECOCUENCA desktop: opens the window, or runs one command and ends.

Exit codes: 0 done, 1 refused or a fault found (a sentence on stderr), 2 wrong arguments.
"""

import argparse
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from models.changes import Refused
from models.file import own_temp
from models.importing import child
from models.language import _, languages, speak
from models.locked import cipher
from models.locked.cipher import Locked
from models.trouble_log import keep_log

if TYPE_CHECKING:
    from models.associations import Association
    from models.months import Month


def main() -> int:
    if sys.argv[1:] == [child.WORD]:  # the frozen program is its own reader of sheets
        return child.main()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may not know every letter of a name
            stream.reconfigure(errors="backslashreplace")
    keep_log()
    options = _options()
    own_temp.begin()
    try:
        return _unlocking(options)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1


def _unlocking(options: argparse.Namespace) -> int:
    """Run the command; where its book or copy is locked, ask for the words and run it again.

    A command meets the lock before it has done anything. The words never stand in its arguments,
    which other programs can read.
    """
    asked: set[Path] = set()
    while True:
        try:
            return int(options.run(options) or 0)
        except Locked as locked:
            if locked.path in asked or options.run is _open_window:
                raise
            asked.add(locked.path)
            cipher.unlock(locked.path, _typed_words(locked.path))


def _typed_words(path: Path) -> str:
    """Asked without showing them; where nobody sits at a terminal, the next line of what is fed in."""
    if sys.stdin is None:  # a window's program has no terminal
        return ""
    if not sys.stdin.isatty():
        return sys.stdin.readline()
    from getpass import getpass

    return getpass(_("Cuatro palabras de {name}, o el código de su hoja: ").format(name=path.name))


def _say(words: object) -> None:
    try:
        print(words, flush=True)
    except OSError as failure:  # a full disk at the end of «>», or nobody reading at that of «|»
        raise Refused(_("Se hizo lo pedido, pero no se pudo escribir la respuesta.")) from failure


def _open_window(options: argparse.Namespace) -> int:
    from ui.run import NoScreen, run

    try:
        run(options.archivo, options.idioma)
    except NoScreen:
        print(_("No hay pantalla para abrir la ventana."), file=sys.stderr)
        return 1
    return 0


def _demo(options: argparse.Namespace) -> int:
    """The sample month in a throw-away file, its papers in a folder, and the window on it."""
    import tempfile

    from models.cuaderno import loading as cuaderno
    from models.file import storage
    from models.land.sample import plant
    from reports.excel.closing import keep_missing

    folder = options.carpeta or own_temp.lasting_folder()
    with tempfile.TemporaryDirectory(prefix="ecocuenca-") as kept:
        path = Path(kept) / f"demostracion{storage.SUFFIX}"
        with storage.opened(path, create_missing=True):
            association = cuaderno.load(cuaderno.SAMPLE)
            keep_missing(association)
            plant(association)
            _write_month("2026-05", folder)
        from ui.run import NoScreen, run

        try:
            run(path, options.idioma)
        except NoScreen:
            _say(_("No hay pantalla: la ventana no se abrió. Los archivos están listos."))
    return 0


def _load(options: argparse.Namespace) -> None:
    from models.cuaderno import loading as cuaderno
    from models.file import storage
    from reports.excel.closing import keep_missing

    with storage.opened(options.archivo, create_missing=True):
        association = cuaderno.load(options.cuaderno)
        keep_missing(association)
    _say(_("Listo: se registró todo lo de {name}.").format(name=association.name))


def _export(options: argparse.Namespace) -> None:
    import re
    from datetime import date

    from models import exports
    from models.associations import Association
    from models.file import storage
    from reports.excel.monthly import export_month
    from reports.excel.yearly import export_year
    from reports.files import why_beside

    whole_year = re.fullmatch("(19|20|21)[0-9]{2}", options.mes, re.ASCII)
    month = None if whole_year else _month(options.mes)
    with storage.opened_to_read(options.archivo) as writable:
        for association in Association.select():
            if month is None:
                path = export_year(association, int(options.mes), date.today(), options.carpeta)
            else:
                path = export_month(association, month, options.carpeta, with_dni=options.con_dni)
            if writable:
                title, people = path.name, exports.members_of(association)
                with_dni = bool(month) and options.con_dni
                taken = exports.Taken(association, exports.WORKBOOK, title, people, with_dni)
                taken.to(exports.place_of(path))
            _say(path)
            if beside := why_beside(path):
                print(beside, file=sys.stderr)


def _receipts(options: argparse.Namespace) -> None:
    from models import exports
    from models.file import storage
    from models.prints import SAVED, record_prints
    from reports.papers.documents import named, save_documents
    from reports.papers.sizes import USUAL, size_named

    size = size_named(options.papel) if options.papel else USUAL
    with storage.opened_to_read(options.archivo) as writable:
        papers = named(options.cuales)
        written = save_documents(papers, options.carpeta, size=size)
        if writable:
            record_prints(papers, SAVED)
            title, people = " ".join(options.cuales), exports.members_on(papers)
            if len(papers) > 1:
                taken = exports.Taken(papers[0].association, exports.PAPERS, title, people)
                taken.to(exports.place_of(written[0]))
    for path in written:
        _say(path)


def _review(options: argparse.Namespace) -> int:
    from models.file import storage
    from models.review.books import faults

    with storage.opened_to_read(options.archivo):
        found = faults()
        told = _about_code(options.codigo) if options.codigo else ""
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        _say(_("El archivo y los libros cuadran."))
    if told:
        _say(told)
    return 1 if found else 0


def _about_code(code: str) -> str:
    """That the book had that control code; refused where it never did."""
    from models.changes import Refused
    from models.history_pages import answer_to

    answer = answer_to(code)
    if answer.tone != "good":
        raise Refused(answer.words)
    return answer.words


def _back_up(options: argparse.Namespace) -> int:
    from models import exports
    from models.file import storage
    from models.review.books import faults

    with storage.opened(options.archivo):
        made = storage.copy(options.carpeta or storage.copies_folder())
        if options.carpeta:
            exports.note_copy(made.path)
        found = faults()
    if found:
        say = _("Se hizo la copia {path}, pero el libro tiene problemas: {fault}")
        print(say.format(path=made.path, fault=found[0]), file=sys.stderr)
        return 1
    _say(
        _("Copia verificada: {count} documentos, caja y banco S/ {money}. Está en {path}").format(
            count=made.documents, money=made.money, path=made.path
        )
    )
    return 0


def _restore(options: argparse.Namespace) -> None:
    from models.file import labels, storage
    from models.file.restoring import examined, restore

    held = examined(options.copia)
    for difference in labels.differences(held):
        print(difference, file=sys.stderr)
    kept = restore(options.copia, options.archivo)
    storage.close()
    _say(
        _("Se restauró {name}: {count} documentos, caja y banco S/ {money}.").format(
            name=options.copia.name, count=held.documents, money=held.money
        )
    )
    if kept is not None:
        _say(_("El libro de antes quedó en {path}").format(path=kept))


def _template(options: argparse.Namespace) -> None:
    from models import exports
    from models.file import storage
    from reports.excel.template import save_template

    month = _month(options.mes) if options.mes else None
    with storage.opened_to_read(options.archivo) as writable:
        association, with_dni = _only_association(), options.con_dni
        path = save_template(association, options.libro, month, with_dni=with_dni)
        if writable and (people := exports.members_of(association)):
            dni = bool(month) and with_dni
            taken = exports.Taken(association, exports.TEMPLATE, path.name, people, dni)
            taken.to(exports.place_of(path))
        _say(path)


def _import(options: argparse.Namespace) -> int:
    """All or nothing; a line on stderr for each cell in question."""
    from models.file import storage
    from models.importing.checking import check
    from models.importing.draft import draft_of
    from models.importing.reading import read_file
    from models.importing.steps import to_its_end
    from models.importing.taking import said, taken_in

    with storage.opened(options.archivo):
        association = _only_association()
        draft = draft_of(read_file(options.libro), association)
        report = check(association, draft)
        in_question = [*draft.undecided(), *report.questions]
        for one in in_question:
            print(one, file=sys.stderr)
        if in_question:
            print(
                _("No se importó nada. Corrija esas celdas, o hágalo en la ventana."),
                file=sys.stderr,
            )
            return 1
        if report.already:
            _say(_("Ya estaba: {what}.").format(what=said(report.already)))
        if report.is_empty:
            _say(_("No hay nada nuevo que importar."))
            return 0
        counts = said(report.plan.counts())
        if options.ensayo:
            _say(_("Se guardaría: {what}. No se guardó nada.").format(what=counts))
            return 0
        to_its_end(taken_in(association, draft, report))
    _say(_("Se importó: {what}.").format(what=counts))
    return 0


def _only_association() -> "Association":
    """Whose book it is. A sheet does not say which of several it belongs to."""
    from models.associations import Association

    found = list(Association.select())
    if not found:
        raise Refused(_("El libro todavía no tiene asociación. Ábralo en la ventana y empiécelo."))
    if len(found) > 1:
        raise Refused(_("El libro tiene varias asociaciones. Hágalo en la ventana."))
    return found[0]


def _month(text: str) -> "Month":
    from models.months import Month

    try:
        return Month.read(text)
    except ValueError as unread:
        raise Refused(str(unread)) from unread


def _write_month(month: str, folder: Path) -> None:
    from models.associations import Association
    from reports.excel.monthly import export_month
    from reports.papers.documents import named, save_documents

    for association in Association.select():
        path = export_month(association, _month(month), folder)
        _say(_("Libro del mes: {path}").format(path=path))
    papers = save_documents(named([month]), folder / "recibos")
    _say(_("Recibos: {count} en {folder}").format(count=len(papers), folder=folder / "recibos"))


# Arguments ----------------------------------------------------------------------------------


class _Form(argparse.HelpFormatter):
    """How a command is written, without the English of argparse."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        prefix = _("Se escribe así: ") if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)


class _Parser(argparse.ArgumentParser):
    """Speaks the person's language where argparse would speak English."""

    def __init__(self, *, add_help: bool = True, **how: Any) -> None:
        super().__init__(add_help=False, formatter_class=_Form, **how)
        if add_help:
            self._positionals.title, self._optionals.title = _("Qué se indica"), _("Opciones")
            self.add_argument("-h", "--help", action="help", help=_("Muestra esta ayuda."))

    def error(self, message: str) -> NoReturn:
        """argparse speaks English; a person gets the form of the command instead."""
        print(_("No se entiende la orden."), file=sys.stderr)
        self.exit(2, self.format_usage())


def _words() -> list[str]:
    """What was typed; a book alone, as a double click on it says, is the book to open."""
    from models.file.copies import SUFFIX

    words = sys.argv[1:]
    return ["--archivo", *words] if len(words) == 1 and words[0].endswith(SUFFIX) else words


def _options() -> argparse.Namespace:
    shared = _Parser(prog="ecocuenca", add_help=False, argument_default=argparse.SUPPRESS)
    shared.add_argument("--archivo", type=Path, metavar="LIBRO.ecocuenca")
    shared.add_argument("--idioma", choices=languages())
    # First of all, so that the help and the complaints are in that language too.
    speak(getattr(shared.parse_known_args()[0], "idioma", "es"))
    parser = _Parser(prog="ecocuenca", description=_("Ecocuenca: el libro de la tesorera."))
    # Without a language the window speaks the one chosen in its settings.
    parser.set_defaults(run=_open_window, archivo=None, idioma="")
    parser.add_argument("--archivo", type=Path, metavar="LIBRO.ecocuenca")
    parser.add_argument("--idioma", choices=languages())
    commands = parser.add_subparsers(title=_("Órdenes"), metavar="ORDEN")

    def command(
        name: str, run: Callable[[argparse.Namespace], object], says: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, parents=[shared], help=says, description=says)
        made.set_defaults(run=run)
        return made

    def folder(order: argparse.ArgumentParser, usual: Path | None = None) -> None:
        order.add_argument("--carpeta", type=Path, metavar="CARPETA", default=usual)

    folder(command("demo", _demo, _("Muestra el programa con un mes de ejemplo.")))
    command("cargar", _load, _("Hace lo que dice un cuaderno.")).add_argument(
        "cuaderno", type=Path, metavar="CUADERNO.json"
    )
    template = command("plantilla", _template, _("Escribe el libro Excel que se llena e importa."))
    template.add_argument("libro", type=Path, metavar="LIBRO.xlsx")
    template.add_argument("--mes", metavar="AAAA-MM", help=_("Con lo registrado en ese mes."))
    dni = _("Con los DNI. Si no se pide, no salen.")
    template.add_argument("--con-dni", action="store_true", help=dni)
    taken = command("importar", _import, _("Importa un libro Excel: todo o nada."))
    taken.add_argument("libro", type=Path, metavar="LIBRO")
    taken.add_argument("--ensayo", action="store_true", help=_("Solo dice qué se guardaría."))
    export = command("exportar", _export, _("Escribe el libro Excel de un mes o de un año."))
    export.add_argument("mes", metavar="AAAA-MM|AAAA")
    folder(export, Path())
    export.add_argument("--con-dni", action="store_true", help=dni)
    receipts = command("recibos", _receipts, _("Escribe los documentos en PDF."))
    receipts.add_argument("cuales", nargs="+", metavar="AAAA-MM|NÚMERO")
    folder(receipts, Path())
    receipts.add_argument("--papel", metavar="a4|a4x2|a5|80mm|58mm", default="")
    review = command("revisar", _review, _("Revisa que el archivo y los libros cuadren."))
    review.add_argument(
        "--codigo", metavar="CODIGO", help=_("Y si el libro tuvo ese código, apuntado en papel.")
    )
    folder(command("respaldar", _back_up, _("Hace una copia verificada.")))
    command("restaurar", _restore, _("Pone una copia en el lugar del libro.")).add_argument(
        "copia", type=Path, metavar="LIBRO.ecocuenca"
    )
    options = parser.parse_args(_words())
    if options.run is not _open_window and options.archivo is None:
        from models.file.storage import default_path

        options.archivo = default_path()
    return options


if __name__ == "__main__":
    sys.exit(main())
