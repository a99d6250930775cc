"""A clean Debian in a folder, with one person in it, and no network for the program."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.parts import BUILD

USER, HOME = "tesorera", "/home/tesorera"


# Mounted for one command alone, in a place of mounts of its own: nobody who clears the folder away can
# come through a mount to what is mounted, and none is left behind when a command is killed.
MOUNTED = """
mount --bind /proc "$0/proc"
mount --bind -o ro /tmp/.X11-unix "$0/tmp/.X11-unix"
exec chroot "$@"
"""


class Root:
    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder = folder
        self.env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8"} | env

    def words(self, *command: str, person: bool = False) -> list[str]:
        """As root, or as the person, who has no network."""
        home = HOME if person else "/root"
        env = [f"{name}={value}" for name, value in {**self.env, "HOME": home}.items()]
        apart = ["unshare", "--mount", *(["--net"] if person else [])]
        mounted = [*apart, "sh", "-e", "-c", MOUNTED, str(self.folder)]
        inside = [*(["--userspec=1000:1000"] if person else []), str(self.folder)]
        return [*mounted, *inside, "env", "-i", *env, *command]

    def run(self, *command: str, person: bool = False) -> subprocess.CompletedProcess[str]:
        words = self.words(*command, person=person)
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=900)

    def apt(self, *words: str) -> subprocess.CompletedProcess[str]:
        quiet = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y")
        return self.run(*quiet, "--no-install-recommends", *words)

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            self.words(*command, person=True),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def inside(self, path: str) -> Path:
        """A place in it, as seen from here."""
        return self.folder / path.lstrip("/")


@contextmanager
def clean_root(suite: str, env: dict[str, str]) -> Iterator[Root]:
    """A copy of a fresh Debian, gone afterwards. debootstrap makes the original once."""
    fresh, folder = BUILD / "roots" / suite, BUILD / "prove" / f"root-{suite}"
    if not fresh.exists():
        fresh.parent.mkdir(parents=True, exist_ok=True)
        draft = fresh.with_name(f"{suite}.draft")
        shutil.rmtree(draft, ignore_errors=True)
        made = ["debootstrap", "--variant=minbase", suite, str(draft), _mirror()]
        subprocess.run(made, check=True, stdout=subprocess.DEVNULL)
        draft.rename(fresh)
    subprocess.run(["rm", "-rf", "--one-file-system", folder], check=True)
    subprocess.run(["cp", "-a", fresh, folder], check=True)
    root = Root(folder, env)
    policy = root.inside("/usr/sbin/policy-rc.d")
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    root.inside("/tmp/.X11-unix").mkdir(parents=True, exist_ok=True)
    try:
        root.apt("update")
        root.run("useradd", "--create-home", "--uid", "1000", USER)
        yield root
    finally:
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=False)


def _mirror() -> str:
    """Where this machine's own packages of Debian come from, as apt says."""
    told = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(ORIGIN) $(RELEASE) $(REPO_URI)"],
        capture_output=True,
        text=True,
        check=True,
    )
    for line in told.stdout.splitlines():
        origin, release, place = line.split(" ", 2)
        if origin == "Debian" and "-" not in release:  # not its updates alone
            return place
    sys.exit("apt names no source of packages")
