"""Prove that the Windows Python is the build of the Python Software Foundation; `make audit`.

1. Every .exe, .dll, .pyd and .cat is signed by the PSF (or by Microsoft: the VC runtime), with a
   chain to a root that Windows trusts and a valid time stamp.
2. Every other file is listed in the signed catalogue `python_lib.cat`, or else in `runtime.sha256`.

Needs osslsigncode 2.9 or newer; run before the pin in `runtime.txt` is changed, and at a release.
"""

import calendar
import hashlib
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installer.parts import downloaded, unpack
from installer.windows.runtime import HERE, unpacked

SIGNERS = ("CN=Python Software Foundation", "CN=Microsoft Corporation")
SIGNED = (".exe", ".dll", ".pyd", ".cat")
NOT_SHIPPED = {
    *("site-packages", "__pycache__", "idlelib", "turtledemo", "Scripts", "include", "libs"),
    *("Tools", "ensurepip", "venv", "test", "nmake", "demos"),
}
MANIFEST = HERE / "runtime.sha256"


def main() -> int:
    root = unpacked()
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and _is_shipped(path, root)]
    signed = [path for path in files if path.suffix.lower() in SIGNED]
    with tempfile.TemporaryDirectory() as folder:
        (wheel,) = downloaded(HERE / "audit.txt", "audit").glob("*.whl")
        unpack(wheel, Path(folder))
        (roots,) = Path(folder).rglob("cacert.pem")
        unsigned = [path for path in signed if not _is_signed(path, roots)]
    loose = _in_no_catalogue(root, [path for path in files if path not in signed])
    same = MANIFEST.read_text().splitlines() == loose
    print(f"{len(signed)} signed files, {len(unsigned)} of them not as they should be")
    print(f"{len(files) - len(signed) - len(loose)} files in the signed catalogue")
    print(f"{len(loose)} files in no catalogue, {'as' if same else 'NOT as'} in {MANIFEST.name}")
    for path in unsigned:
        print("not signed:", path)
    return 1 if unsigned or not same else 0


def _is_shipped(path: Path, root: Path) -> bool:
    return not NOT_SHIPPED & set(path.relative_to(root).parts)


def _is_signed(path: Path, roots: Path) -> bool:
    """The PSF's certificates live three days: the chain is looked at as of the time stamp."""

    def verified(*more: str) -> subprocess.CompletedProcess[str]:
        words = ["osslsigncode", "verify", "-CAfile", str(roots), "-TSA-CAfile", str(roots)]
        words += ["-ignore-cdp", "-ignore-crl", *more, "-in", str(path)]
        return subprocess.run(words, capture_output=True, text=True, check=False)

    stamped = re.search(r"Timestamp time: (.+) GMT", verified().stdout)
    if not stamped:
        return False
    moment = calendar.timegm(time.strptime(stamped.group(1), "%b %d %H:%M:%S %Y"))
    told = verified("-time", str(moment))
    return (
        told.returncode == 0
        and "MISMATCH" not in told.stdout
        and any(signer in told.stdout for signer in SIGNERS)
        and "Timestamp Server Signature verification: ok" in told.stdout
        and "\nSignature verification: ok" in told.stdout
    )


def _in_no_catalogue(root: Path, files: list[Path]) -> list[str]:
    catalogue = (root / "DLLs" / "python_lib.cat").read_bytes()
    loose = []
    for path in files:
        held = path.read_bytes()
        if held and hashlib.sha1(held).digest() not in catalogue:  # an empty file says nothing
            name = path.relative_to(root).as_posix()
            loose.append(f"{hashlib.sha256(held).hexdigest()}  {name}")
    return sorted(loose, key=lambda line: line[66:])


if __name__ == "__main__":
    sys.exit(main())
