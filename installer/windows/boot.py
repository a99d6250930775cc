"""The first Python of the installed program: what goes wrong before a window is there is told."""

import sys
from pathlib import Path


def main() -> int:
    try:
        import ecocuenca_desktop

        return ecocuenca_desktop.main()
    except Exception as failure:  # noqa: BLE001 - whatever it is, she is told
        _tell(failure)
        return 1


def _tell(failure: Exception) -> None:
    """On the console, or in a box where there is none; the detail in the log of the program."""
    words = "Ecocuenca no pudo empezar. Vuelva a instalarlo. Sus libros no se tocan."
    if where := _written(failure):
        words += f"\n\nEl detalle está en {where}"
    if sys.stderr is not None:
        print(words, file=sys.stderr)
        return
    import ctypes

    ctypes.windll.user32.MessageBoxW(None, words, "Ecocuenca", 0x30)


def _written(failure: Exception) -> Path | None:
    try:
        from ui.errors import write

        return write(failure)
    except Exception:  # noqa: BLE001 - what is broken may be the program itself
        return None


if __name__ == "__main__":
    sys.exit(main())
