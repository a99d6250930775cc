"""Windows: pages drawn as pictures on what the printer's driver gives to draw upon.

Its viewers have no verb for printing, so the pages are drawn here. Imported on Windows alone.
"""

import ctypes
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, Structure, byref, c_int, c_short, c_void_p, c_wchar, cast, sizeof

assert sys.platform == "win32"

from ctypes import WinDLL
from ctypes.wintypes import BYTE, DWORD, HANDLE, HDC, LPCWSTR, LPWSTR, WORD

from PIL import Image, ImageWin

from ui.pdf import Pages
from ui.printers.jobs import Job, Printer, Progress, not_taken
from ui.printers.media import Medium, runs
from ui.printers.placing import Sheet, place

LOCAL_AND_CONNECTED, NAMES_ALONE = 2 | 4, 4  # PRINTER_ENUM_…, PRINTER_INFO_4
GET_MODE, SET_MODE = 2, 8  # DM_OUT_BUFFER, DM_IN_BUFFER
SAYS_WAY, SAYS_PAPER, SAYS_SIZE = 1, 2, 4 | 8  # dmFields
STANDING, ANY_SIZE = 1, 256  # DMORIENT_PORTRAIT, DMPAPER_USER
SHEETS = {"A4": 9, "A5": 11}  # DMPAPER_…
# GetDeviceCaps: what `Sheet` wants, in its order.
ASKED = (110, 111, 112, 113, 8, 10, 88, 90)

spooler = WinDLL("winspool.drv", use_last_error=True)
graphics = WinDLL("gdi32", use_last_error=True)


class Mode(Structure):
    """DEVMODEW, as far as it is used; the driver's own part follows it in memory."""

    _fields_ = (
        ("device", c_wchar * 32),
        ("spec", WORD),
        ("driver", WORD),
        ("size", WORD),
        ("extra", WORD),
        ("fields", DWORD),
        ("way", c_short),
        ("paper", c_short),
        ("tall", c_short),  # tenths of a millimetre
        ("wide", c_short),
    )


class Named(Structure):
    """PRINTER_INFO_4W."""

    _fields_ = (("name", LPWSTR), ("server", LPWSTR), ("attributes", DWORD))


class Titled(Structure):
    """DOCINFOW."""

    _fields_ = (
        ("size", c_int),
        ("title", LPCWSTR),
        ("output", LPCWSTR),
        ("data", LPCWSTR),
        ("kind", DWORD),
    )


# Left unsaid, a handle would be cut to 32 bits.
spooler.OpenPrinterW.argtypes = LPWSTR, POINTER(HANDLE), c_void_p
spooler.ClosePrinter.argtypes = (HANDLE,)
spooler.DocumentPropertiesW.argtypes = HANDLE, HANDLE, LPWSTR, c_void_p, c_void_p, DWORD
graphics.CreateDCW.argtypes = LPCWSTR, LPCWSTR, LPCWSTR, c_void_p
graphics.CreateDCW.restype = graphics.ResetDCW.restype = HDC
graphics.ResetDCW.argtypes = HDC, c_void_p
graphics.StartDocW.argtypes = HDC, POINTER(Titled)
graphics.GetDeviceCaps.argtypes = HDC, c_int
for name in ("DeleteDC", "StartPage", "EndPage", "EndDoc", "AbortDoc"):
    getattr(graphics, name).argtypes = (HDC,)


def printers() -> list[Printer]:
    needed, count = DWORD(), DWORD()
    asked = LOCAL_AND_CONNECTED, None, NAMES_ALONE
    spooler.EnumPrintersW(*asked, None, 0, byref(needed), byref(count))
    room = (BYTE * max(1, needed.value))()
    if not spooler.EnumPrintersW(*asked, room, needed, byref(needed), byref(count)):
        return []
    found = cast(room, POINTER(Named))
    usual = _usual()
    names = [found[place].name or "" for place in range(count.value)]
    return [Printer(name, name == usual) for name in names]


def _usual() -> str:
    name, length = ctypes.create_unicode_buffer(512), DWORD(512)
    return name.value if spooler.GetDefaultPrinterW(name, byref(length)) else ""


def send(job: Job, progress: Progress) -> None:
    """Draw each page, copy after copy; stopped half-way, nothing of it is printed. Refused if the
    printer does not take it."""
    pages = Pages(job.pdf)
    titled = Titled(sizeof(Titled), job.title, None, None, 0)
    several = runs(job.sizes)
    with _drawn_upon(job, several[0].medium) as device:
        if graphics.StartDocW(device, byref(titled)) <= 0:
            raise not_taken(job.printer)
        for _copy in range(job.copies):
            for run in several:
                mode = _mode(job.printer, run.medium)
                if not graphics.ResetDCW(device, mode):
                    raise not_taken(job.printer)
                for number in range(run.first - 1, run.last):
                    if progress.stop:
                        graphics.AbortDoc(device)
                        return
                    _draw(job, pages, number, device)
                    progress.pages += 1
        graphics.EndDoc(device)


def _draw(job: Job, pages: Pages, number: int, device: int) -> None:
    sheet = Sheet(*(graphics.GetDeviceCaps(device, which) for which in ASKED))
    placed = place(job.sizes[number], sheet)
    picture = pages.picture(number, placed.scale).convert("RGB")
    if placed.turned:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    if graphics.StartPage(device) <= 0:
        raise not_taken(job.printer)
    ImageWin.Dib(picture).draw(device, placed.box)
    if graphics.EndPage(device) <= 0:
        raise not_taken(job.printer)


@contextmanager
def _drawn_upon(job: Job, medium: Medium) -> Iterator[int]:
    device = graphics.CreateDCW("WINSPOOL", job.printer, None, _mode(job.printer, medium))
    if not device:
        raise not_taken(job.printer)
    try:
        yield device
    except BaseException:
        graphics.AbortDoc(device)
        raise
    finally:
        graphics.DeleteDC(device)


def _mode(printer: str, medium: Medium) -> ctypes.Array[BYTE]:
    """What the driver keeps of this printer, with our paper in place of its own."""
    handle = HANDLE()
    if not spooler.OpenPrinterW(printer, byref(handle), None):
        raise not_taken(printer)
    try:
        size = spooler.DocumentPropertiesW(None, handle, printer, None, None, 0)
        room = (BYTE * max(size, sizeof(Mode)))()
        if spooler.DocumentPropertiesW(None, handle, printer, room, None, GET_MODE) < 0:
            raise not_taken(printer)
        mode = cast(room, POINTER(Mode)).contents
        mode.fields |= SAYS_WAY | SAYS_PAPER | (0 if medium.name else SAYS_SIZE)
        mode.way, mode.paper = STANDING, SHEETS.get(medium.name, ANY_SIZE)
        mode.wide, mode.tall = round(medium.wide * 10), round(medium.tall * 10)
        spooler.DocumentPropertiesW(None, handle, printer, room, room, GET_MODE | SET_MODE)
        return room
    finally:
        spooler.ClosePrinter(handle)
