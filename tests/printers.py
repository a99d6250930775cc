"""A CUPS of our own for a test: its folder, its socket, and one queue that keeps what it printed."""

import getpass
import grp
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdf

CUPSD, LPADMIN = "/usr/sbin/cupsd", "/usr/sbin/lpadmin"
NAME = "Ticketera"
WAIT_S = 20

SCHEDULER = """
Listen {socket}
LogLevel debug
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {root}
RequestRoot {root}/spool
TempDir {root}/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/access_log
ErrorLog {root}/error_log
PageLog {root}/page_log
FileDevice Yes
User {user}
SystemGroup {group}
"""
# A printer that takes PDF, sheets and rolls of any length.
PRINTER = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TICKET.PPD"
*Manufacturer: "Nadie"
*Product: "(Ticketera)"
*ModelName: "Ticketera"
*ShortNickName: "Ticketera"
*NickName: "Ticketera, 1.0"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: True
*DefaultColorSpace: RGB
*cupsVersion: 2.4
*cupsManualCopies: True
*cupsFilter: "application/vnd.cups-pdf 0 -"
*OpenUI *PageSize/Papel: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: ""
*PageSize A5/A5: ""
*CloseUI: *PageSize
*OpenUI *PageRegion: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: ""
*PageRegion A5/A5: ""
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*ImageableArea A5/A5: "0 0 420 595"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension A5/A5: "420 595"
*VariablePaperSize: True
*MaxMediaWidth: "2000"
*MaxMediaHeight: "20000"
*HWMargins: 0 0 0 0
*CustomPageSize True: "pop pop pop"
*ParamCustomPageSize Width: 1 points 36 2000
*ParamCustomPageSize Height: 2 points 36 20000
*ParamCustomPageSize WidthOffset: 3 points 0 0
*ParamCustomPageSize HeightOffset: 4 points 0 0
*ParamCustomPageSize Orientation: 5 int 0 0
"""


class Cups:
    """`env` leads the commands of CUPS to it."""

    def __init__(self, root: Path) -> None:
        self.root, self.socket, self.paper = (
            root,
            root / "cups.sock",
            root / "printed" / "paper.pdf",
        )
        self.env = {"CUPS_SERVER": str(self.socket)}

    def say(self, *command: str) -> str:
        made = subprocess.run(
            command, env=os.environ | self.env, capture_output=True, text=True, check=True
        )
        return made.stdout

    def add_queue(self, name: str) -> None:
        self.say(LPADMIN, "-p", name, "-E", "-v", f"file:{self.paper}", "-P", f"{self.root}/x.ppd")

    def remove_queue(self, name: str) -> None:
        self.say(LPADMIN, "-x", name)

    def printed(self) -> pypdf.PdfReader:
        """What lies in the tray of the last job, once all of it is there."""
        _wait(lambda: not self.say("lpstat", "-o"))
        return pypdf.PdfReader(BytesIO(self.paper.read_bytes()))

    def jobs(self) -> int:
        """How many were ever printed."""
        _wait(lambda: not self.say("lpstat", "-o"))
        return len(self.say("lpstat", "-W", "completed", "-o").splitlines())

    def log(self) -> str:
        return (self.root / "error_log").read_text(errors="replace")


@contextmanager
def private_cups() -> Iterator[Cups]:
    assert Path(CUPSD).exists(), "CUPS is missing: .ci/ready with-virtual-screen installs it"
    # Not below pytest's own folder, which the user that filters run as may not enter.
    root = Path(tempfile.mkdtemp(prefix="cups-"))
    made = Cups(root)
    as_root = os.geteuid() == 0
    user = "lp" if as_root else getpass.getuser()
    group = "root" if as_root else grp.getgrgid(os.getgid()).gr_name
    for name in ("spool", "tmp", "cache", "state", "printed"):
        (root / name).mkdir()
        (root / name).chmod(0o777)
    root.chmod(0o755)
    (root / "cupsd.conf").write_text(SCHEDULER.format(socket=made.socket))
    (root / "cups-files.conf").write_text(FILES.format(root=root, user=user, group=group))
    (root / "x.ppd").write_text(PRINTER)
    configured = ["-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
    server = subprocess.Popen([CUPSD, "-f", *configured])
    try:
        _wait(lambda: made.socket.exists() and server.poll() is None)
        _wait(lambda: "is running" in made.say("lpstat", "-r"))
        made.add_queue(NAME)
        yield made
    finally:
        server.terminate()
        server.wait(WAIT_S)
        shutil.rmtree(root, ignore_errors=True)


def _wait(until) -> None:
    limit = time.monotonic() + WAIT_S
    while not until():
        assert time.monotonic() < limit, "CUPS does not answer"
        time.sleep(0.02)
