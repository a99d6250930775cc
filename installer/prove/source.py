"""The same month done by the program from its source: what the installed one is held against."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from installer.prove.figures import Figures, figures_of, words_of
from installer.prove.screen import Screen, ended, start_times

MONTH = "2026-05"
SAMPLE = "models/cuaderno/sample.json"


@dataclass(frozen=True)
class Measure:
    workbook: Figures
    papers: dict[str, str]
    starts: list[float]


def measured(source: Path, folder: Path, screen: Screen) -> Measure:
    folder.mkdir(parents=True)
    book = folder / "libro.ecocuenca"
    env = os.environ | screen.env | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "conf")}
    program = [sys.executable, source / "ecocuenca_desktop.py", "--archivo", book]

    def run(*words: object) -> None:
        command = [*map(str, program), *map(str, words)]
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)

    run("cargar", source / SAMPLE)
    run("exportar", MONTH, "--carpeta", folder)
    run("recibos", MONTH, "--carpeta", folder / "recibos")
    (workbook,) = folder.glob("*.xlsx")
    running: list[subprocess.Popen[bytes]] = []

    def start() -> None:
        running.append(subprocess.Popen([*map(str, program)], env=env, start_new_session=True))

    starts = start_times(screen, start, lambda: ended(running.pop()))
    return Measure(figures_of(workbook), words_of(folder / "recibos"), starts)
