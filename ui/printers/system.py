"""The printers of this computer, whichever system it runs."""

import sys

from ui.printers.jobs import Job, Printer, Progress


def printers() -> list[Printer]:
    """Those there are now, the usual one first. It may take seconds: ask in a thread."""
    if sys.platform == "win32":
        from ui.printers import windows as system
    else:
        from ui.printers import cups as system
    return sorted(system.printers(), key=lambda one: (not one.usual, one.name.lower()))


def send(job: Job, progress: Progress) -> None:
    """Hand it over; refused, with a sentence, where it is not taken. In a thread."""
    if sys.platform == "win32":
        from ui.printers import windows as system
    else:
        from ui.printers import cups as system
    system.send(job, progress)
