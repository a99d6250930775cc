"""The pinned parts that `make test` lays out, fetched beforehand: a test goes to no network."""

import sys

from installer.linux.build import PLATFORMS as LINUX
from installer.parts import ROOT, wheels
from installer.windows.bundle import PLATFORMS as WINDOWS
from installer.windows.bundle import PYTHON
from installer.windows.runtime import unpacked

HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


def main() -> None:
    wheels(ROOT, "windows", PYTHON, WINDOWS)
    wheels(ROOT, "linux", HERE, LINUX)
    unpacked()


if __name__ == "__main__":
    main()
