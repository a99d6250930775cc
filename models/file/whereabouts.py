"""Where a book stands: on the disk inside the computer, or where it can be spoilt or taken away.

A folder that a cloud service carries about is written by that service while the book is open; a
memory stick may say that it keeps what it does not keep; a disk of the network may be written from
two computers at once. Each of them ruined books of others (reliability 1). None is refused: the
book can be brought inside, or be looked at where it is.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from models.language import N_, _

INSIDE, CLOUD, STICK, NETWORK = "inside", "cloud", "stick", "network"
SENTENCES = {
    CLOUD: N_(
        "El libro está en una carpeta de {name}, que lo cambia mientras se usa y puede malograrlo."
    ),
    STICK: N_("El libro está en una memoria o un disco que se puede retirar: {name}."),
    NETWORK: N_("El libro está en un disco de la red: {name}. Otro puede abrirlo a la vez."),
}
# Words that begin the name of a folder of such a service -> the service.
_CLOUDS = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "mi unidad": "Google Drive",
    "icloud": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "nextcloud": "Nextcloud",
}
# Where Windows says that OneDrive keeps its folders.
_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_NETWORKS = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "fuse.rclone", "fuse.gvfsd", "davfs")
_TAKEN_OUT = (Path("/media"), Path("/run/media"))
_DRIVE_REMOVABLE, _DRIVE_REMOTE, _DRIVE_DISC = 2, 4, 5  # what GetDriveTypeW answers


def place_of(path: Path) -> tuple[str, str]:
    """INSIDE, CLOUD, STICK or NETWORK, and what the service, disk or folder is called."""
    stands = path.resolve()
    if service := _cloud_of(stands.parent, os.environ):
        return CLOUD, service
    if os.name == "nt":
        return _drive_of(stands)
    return _mount_of(stands, Path("/proc/mounts"), Path("/sys"))


def sentence_of(path: Path) -> str:
    """Why the book at `path` does not stand well there; "" where it does."""
    place, name = place_of(path)
    return _(SENTENCES[place]).format(name=name) if place in SENTENCES else ""


def _cloud_of(folder: Path, environment: Mapping[str, str]) -> str:
    for variable in _VARIABLES:
        kept = environment.get(variable)
        if kept and folder.is_relative_to(Path(kept)):
            return "OneDrive"
    for part in folder.parts:
        word = part.casefold()
        for begins, service in _CLOUDS.items():
            follows = word[len(begins) : len(begins) + 1]
            if word.startswith(begins) and not follows.isalnum():
                return service
    return ""


def _drive_of(path: Path) -> tuple[str, str]:
    """Of Windows, which knows it by the letter of the drive."""
    import ctypes

    root = path.anchor
    if root.startswith("\\\\"):
        return NETWORK, root
    kind = ctypes.windll.kernel32.GetDriveTypeW(root)  # type: ignore[attr-defined]
    if kind in (_DRIVE_REMOVABLE, _DRIVE_DISC):
        return STICK, root
    return (NETWORK, root) if kind == _DRIVE_REMOTE else (INSIDE, "")


def _mount_of(path: Path, mounts: Path, system: Path) -> tuple[str, str]:
    """Of Linux, by what is mounted where the path leads."""
    device, point, kind = max(
        (one for one in _mounts(mounts) if path.is_relative_to(one[1])),
        key=lambda one: len(one[1].parts),
        default=("", Path("/"), ""),
    )
    if kind.startswith(_NETWORKS):
        return NETWORK, str(point)
    taken_out = any(point.is_relative_to(one) and point != one for one in _TAKEN_OUT)
    if taken_out or _is_removable(device, system):
        return STICK, str(point)
    return INSIDE, ""


def _mounts(mounts: Path) -> Iterator[tuple[str, Path, str]]:
    """Device, where it is mounted, and its kind of file system."""
    lines: list[str] = []
    with suppress(OSError):
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    for line in lines:
        parts = line.split(" ")
        if len(parts) > 2:
            # Blanks and such are written as \040: octal.
            point = parts[1].encode("utf-8", "surrogateescape").decode("unicode_escape")
            yield parts[0], Path(point.encode("latin-1").decode("utf-8", "replace")), parts[2]


def _is_removable(device: str, system: Path) -> bool:
    """Whether the disk of /dev/sdb1 says of itself that it can be taken out."""
    name = Path(device).name
    if not device.startswith("/dev/") or not name:
        return False
    for disk in (name, name.rstrip("0123456789"), name.rstrip("0123456789").removesuffix("p")):
        with suppress(OSError):
            return (system / "block" / disk / "removable").read_text("ascii").strip() == "1"
    return False
