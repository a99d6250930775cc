"""A Windows that nobody used yet, as far as wine is one."""

import os
import shutil
import subprocess
from pathlib import Path

from installer.windows.build import WINE

WINE64 = "/usr/lib/wine/wine64"  # the 32-bit half does not see 64-bit programs


class Windows:
    """A folder with a drive C of its own. Its programs have no network.

    Python 3.13 ends at once under this wine when its output goes to a file: every stream is a pipe.
    """

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "home").mkdir(parents=True)
        self.folder = folder
        self.env = {
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "USER": "tesorera",
            "LOGNAME": "tesorera",
            "HOME": str(folder / "home"),
            **WINE,
            "WINEPREFIX": str(folder / "prefix"),
            **env,
        }
        self.run("wineboot", "-i")
        self.run("wine", "winecfg", "-v", "win10")
        self._lend_random_bytes()
        names = (path.name for path in self.drive("users").iterdir() if path.name != "Public")
        self.user = next(names)

    def _lend_random_bytes(self) -> None:
        """The reader of sheets is written in Rust, whose programs do not start in wine 8 alone."""
        source = Path(__file__).with_name("process_prng.c")
        made = self.drive("windows", "system32", "bcryptprimitives.dll")
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-s", "-o", str(made), str(source)]
        subprocess.run([*compiler, "-ladvapi32"], check=True)

    def drive(self, *parts: str) -> Path:
        """A place on drive C, as seen from here."""
        return self.folder.joinpath("prefix", "drive_c", *parts)

    def of_person(self, *parts: str) -> Path:
        return self.drive("users", self.user, *parts)

    def run(self, *words: str, wait_s: int = 600) -> subprocess.CompletedProcess[str]:
        """What ended it, and all it said."""
        told = subprocess.run(
            ["unshare", "--net", *words],
            env=self.env,
            input=b"",
            capture_output=True,
            timeout=wait_s,
            check=False,
        )
        said, complained = (
            text.decode("utf-8", "replace").replace("\r", "") for text in (told.stdout, told.stderr)
        )
        return subprocess.CompletedProcess(words, told.returncode, said, complained)

    def wine(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("wine", *words)

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["unshare", "--net", "wine", *words],
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def close(self, program: str) -> None:
        """As a person closes its window."""
        self.run(WINE64, "taskkill", "/IM", program)

    def kill(self, program: str) -> None:
        self.run(WINE64, "taskkill", "/F", "/IM", program)
        self.run("wine", "taskkill", "/F", "/IM", program)

    def knows(self, key: str, value: str = "") -> str:
        """What the registry says under a key, "" where there is none."""
        told = self.wine("reg", "query", key, *(["/v", value] if value else ["/ve"]))
        return told.stdout if told.returncode == 0 else ""

    def end(self) -> None:
        """End all that still runs in it."""
        subprocess.run(["wineserver", "-k"], env=os.environ | self.env, check=False)
