"""Linux and macOS: CUPS, asked through its own commands. No shell ever sees what was typed."""

import os
import subprocess

from ui.printers.jobs import Job, Printer, Progress, not_taken
from ui.printers.media import Medium, Run, runs

LOOK_S, SEND_S = 10, 120  # after which a printer far away is not waited for any longer


def printers() -> list[Printer]:
    """Those the system knows, also the stopped ones; none where CUPS is not installed or runs."""
    names = _answer("lpstat", "-e").split()
    usual = _answer("lpstat", "-d").partition(": ")[2].partition("/")[0].strip()
    stopped = {
        line.split()[1]
        for line in _answer("lpstat", "-p").splitlines()
        if line.startswith("printer ") and " disabled since " in line
    }
    return [Printer(name, name == usual, name in stopped) for name in names]


def send(job: Job, progress: Progress) -> None:
    """Hand it to the queue; that it was taken is all that can be known. Refused if it was not."""
    several = runs(job.sizes)
    for run in several:
        if progress.stop:
            return
        _hand_over(job, run, whole=len(several) == 1)
        progress.pages = run.last


def _hand_over(job: Job, run: Run, *, whole: bool) -> None:
    pages = [] if whole else ["-P", f"{run.first}-{run.last}"]
    # As large as it was drawn: what is laid out to be cut apart or torn off must not shrink.
    options = [f"media={_media(run.medium)}", "print-scaling=none", "collate=true"]
    said = [part for option in options for part in ("-o", option)]
    command = ["lp", "-d", job.printer, "-n", str(job.copies), "-t", job.title, *pages, *said, "-"]
    try:
        subprocess.run(command, input=job.pdf, capture_output=True, check=True, timeout=SEND_S)
    except (OSError, subprocess.SubprocessError) as failure:
        raise not_taken(job.printer) from failure


def _media(medium: Medium) -> str:
    """«A4», «Custom.80x176.3mm»."""
    return medium.name or f"Custom.{medium.wide:g}x{medium.tall:g}mm"


def _answer(*command: str) -> str:
    """What a command of CUPS says, in the one language it can be read in; "" where it fails."""
    try:
        made = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,  # without a printer lpstat says so and fails
            text=True,
            errors="replace",
            timeout=LOOK_S,
            env=os.environ | {"LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return made.stdout
