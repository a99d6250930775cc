"""The sample month, worked with an installed program and held against the source run."""

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from installer.prove.checks import Checks
from installer.prove.figures import figures_of, unlike, words_of
from installer.prove.source import MONTH, Measure

Run = Callable[..., CompletedProcess[str]]


def prove_month(
    checks: Checks, run: Run, where: Path, named: Callable[[str], str], source: Measure
) -> None:
    """`run` gives words to the installed program; `where` is a folder of it as seen from here, and
    `named` gives the name of what lies in it as the program knows it."""
    run("exportar", MONTH, "--carpeta", named("excel"))
    workbooks = list((where / "excel").glob("*.xlsx"))
    checks.that("the workbook of the month is written", len(workbooks) == 1)
    other = unlike(source.workbook, figures_of(workbooks[0]))
    checks.that(
        "its figures are those of the source run",
        not other,
        other[:5] or f"{len(source.workbook)} cells",
    )
    run("recibos", MONTH, "--carpeta", named("recibos"))
    papers = words_of(where / "recibos")
    other = unlike(source.papers, papers)
    checks.that(
        "the receipts say the same", papers and not other, other[:5] or f"{len(papers)} papers"
    )
    made = run("plantilla", named("plantilla.xlsx"), "--mes", MONTH)
    read = run("importar", named("plantilla.xlsx"), "--ensayo")
    checks.that(
        "a sheet is read by the process that reads sheets",
        made.returncode == 0 and read.returncode == 0 and "Ya estaba" in read.stdout,
        read.stdout.strip()[:120] or read.stderr.strip()[:200],
    )
    looked = run("revisar")
    checks.that("the books square", looked.returncode == 0, looked.stderr.strip()[:200])
