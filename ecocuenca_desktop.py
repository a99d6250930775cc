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
from models.language import _, languages, speak

if TYPE_CHECKING:
    from models.months import Month


def main() -> int:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal may not know every letter of a name
            stream.reconfigure(errors="backslashreplace")
    options = _options()
    try:
        return int(options.run(options) or 0)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1


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

    from models import storage
    from models.cuaderno import loading as cuaderno
    from models.land.sample import plant
    from reports.excel.closing import keep_missing

    folder = Path(options.carpeta or tempfile.mkdtemp(prefix="ecocuenca-"))
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
    from models import storage
    from models.cuaderno import loading as cuaderno
    from reports.excel.closing import keep_missing

    with storage.opened(options.archivo, create_missing=True):
        association = cuaderno.load(options.cuaderno)
        keep_missing(association)
    _say(_("Listo: se registró todo lo de {name}.").format(name=association.name))


def _export(options: argparse.Namespace) -> None:
    from models import storage
    from models.associations import Association
    from reports.excel.monthly import export_month

    month = _month(options.mes)
    with storage.opened_to_read(options.archivo):
        for association in Association.select():
            _say(export_month(association, month, options.carpeta, with_dni=options.con_dni))


def _receipts(options: argparse.Namespace) -> None:
    from models import storage
    from reports.papers.documents import named, save_documents

    with storage.opened_to_read(options.archivo):
        for path in save_documents(named(options.cuales), options.carpeta):
            _say(path)


def _review(options: argparse.Namespace) -> int:
    from models import storage
    from models.review.books import faults

    with storage.opened_to_read(options.archivo):
        found = faults()
    for fault in found:
        print(fault, file=sys.stderr)
    if not found:
        _say(_("El archivo y los libros cuadran."))
    return 1 if found else 0


def _back_up(options: argparse.Namespace) -> int:
    from models import storage
    from models.review.books import faults

    with storage.opened(options.archivo):
        made = storage.copy(options.carpeta or storage.copies_folder())
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
    export = command("exportar", _export, _("Escribe el libro Excel del mes."))
    export.add_argument("mes", metavar="AAAA-MM")
    folder(export, Path())
    export.add_argument("--con-dni", action="store_true")
    receipts = command("recibos", _receipts, _("Escribe los documentos en PDF."))
    receipts.add_argument("cuales", nargs="+", metavar="AAAA-MM|NÚMERO")
    folder(receipts, Path())
    command("revisar", _review, _("Revisa que el archivo y los libros cuadren."))
    folder(command("respaldar", _back_up, _("Hace una copia verificada.")))
    options = parser.parse_args()
    if options.run is not _open_window and options.archivo is None:
        from models.storage import default_path

        options.archivo = default_path()
    return options


if __name__ == "__main__":
    sys.exit(main())
