"""The Windows spooler and GDI by ctypes (winspool.drv, gdi32): queues, one job drawn sheet by sheet, jobs followed.

Structures are those of winspool.h and wingdi.h with fixed widths, so that their sizes can be tested anywhere. What was
run, and on what, says windows.py.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Iterator, Sequence
from ctypes import POINTER, Structure, byref, c_int16, c_int32, c_uint16, c_uint32, c_void_p, c_wchar_p, sizeof
from typing import Any, ClassVar, Final

from desktop.devices.printers.dots import Band, Surface
from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.wish import Wish
from desktop.faults import SiteFault

_LOCAL_AND_CONNECTED: Final = 0x2 | 0x4
_PAUSED, _ERROR, _OFFLINE = 0x1, 0x2, 0x80
_WORK_OFFLINE: Final = 0x400
"""Of a printer's attributes: it is used offline, or Windows has lost it; jobs wait."""
_ALERTS: Final = (
    (0x10, "media-empty"),
    (0x40, "media-needed"),
    (0x8, "media-jam"),
    (0x40000, "toner-empty"),
    (0x20000, "toner-low"),
    (0x400000, "door-open"),
    (_OFFLINE, "offline"),
    (_PAUSED, "paused"),
)
_JOB_CANCELLED, _JOB_PRINTING, _JOB_DONE = 0x4 | 0x100, 0x10, 0x80 | 0x1000
_CANCEL: Final = 3
_PAPERS: Final = {"A3": 8, "A4": 9, "A5": 11, "B5": 13, "Letter": 1}
_DUPLEX: Final = {"one-sided": 1, "long-edge": 2, "short-edge": 3}
_DM_ORIENTATION, _DM_PAPER, _DM_SCALE, _DM_COPIES, _DM_DUPLEX = 0x1, 0x2, 0x10, 0x100, 0x1000
_DM_OTHER_PAPER: Final = 0x4 | 0x8 | 0x10000
"""Length, width and name of a form: a driver's own choice, which would stand beside ours."""
_OUT, _IN = 2, 8
_LOGPIXELSX, _LOGPIXELSY, _OFFSET_X, _OFFSET_Y = 88, 90, 112, 113
_SRCCOPY: Final = 0x00CC0020


class DevMode(Structure):
    """DEVMODEW as far as printers use it; a driver's own part follows."""

    _fields_: ClassVar[Any] = [
        ("device", c_uint16 * 32),
        ("spec", c_uint16),
        ("driver", c_uint16),
        ("size", c_uint16),
        ("extra", c_uint16),
        ("fields", c_uint32),
        ("orientation", c_int16),
        ("paper", c_int16),
        ("length", c_int16),
        ("width", c_int16),
        ("scale", c_int16),
        ("copies", c_int16),
        ("source", c_int16),
        ("quality", c_int16),
        ("color", c_int16),
        ("duplex", c_int16),
        ("y_resolution", c_int16),
        ("tt_option", c_int16),
        ("collate", c_int16),
        ("form", c_uint16 * 32),
        ("log_pixels", c_uint16),
        ("display", c_uint32 * 13),
    ]


class PrinterInfo(Structure):
    """PRINTER_INFO_2W."""

    _fields_: ClassVar[Any] = [
        ("server", c_wchar_p),
        ("name", c_wchar_p),
        ("share", c_wchar_p),
        ("port", c_wchar_p),
        ("driver", c_wchar_p),
        ("comment", c_wchar_p),
        ("location", c_wchar_p),
        ("devmode", c_void_p),
        ("separator", c_wchar_p),
        ("processor", c_wchar_p),
        ("datatype", c_wchar_p),
        ("parameters", c_wchar_p),
        ("security", c_void_p),
        ("attributes", c_uint32),
        ("priority", c_uint32),
        ("default_priority", c_uint32),
        ("start", c_uint32),
        ("until", c_uint32),
        ("status", c_uint32),
        ("jobs", c_uint32),
        ("ppm", c_uint32),
    ]


class JobInfo(Structure):
    """JOB_INFO_1W."""

    _fields_: ClassVar[Any] = [
        ("number", c_uint32),
        ("printer", c_wchar_p),
        ("machine", c_wchar_p),
        ("user", c_wchar_p),
        ("document", c_wchar_p),
        ("datatype", c_wchar_p),
        ("told", c_wchar_p),
        ("status", c_uint32),
        ("priority", c_uint32),
        ("position", c_uint32),
        ("pages", c_uint32),
        ("printed", c_uint32),
        ("submitted", c_uint16 * 8),
    ]


class DocInfo(Structure):
    """DOCINFOW."""

    _fields_: ClassVar[Any] = [
        ("size", c_int32),
        ("title", c_wchar_p),
        ("output", c_wchar_p),
        ("datatype", c_wchar_p),
        ("type", c_uint32),
    ]


class BitmapInfo(Structure):
    """BITMAPINFO with room for the colours of eight bits a dot."""

    _fields_: ClassVar[Any] = [
        ("size", c_uint32),
        ("width", c_int32),
        ("height", c_int32),
        ("planes", c_uint16),
        ("bits", c_uint16),
        ("compression", c_uint32),
        ("bytes", c_uint32),
        ("x_per_metre", c_int32),
        ("y_per_metre", c_int32),
        ("used", c_uint32),
        ("important", c_uint32),
        ("colours", c_uint32 * 256),
    ]


def bitmap(band: Band) -> BitmapInfo:
    """What GDI must know of a band; the top row comes first, which a height below nought says."""
    size = len(band.rows)
    head = BitmapInfo(40, band.wide, -band.height, 1, band.bits, 0, size, 0, 0, len(band.greys), 0)
    for place, grey in enumerate(band.greys):
        head.colours[place] = grey * 0x010101
    return head


class WindowsSpooler:
    """The spooler of this machine."""

    def __init__(self) -> None:
        library: Any = vars(ctypes)["WinDLL"]
        self._spool, self._gdi = library("winspool.drv", use_last_error=True), library("gdi32", use_last_error=True)
        self._gdi.CreateDCW.restype = c_void_p
        self._gdi.StretchDIBits.argtypes = [c_void_p, *[c_int32] * 8, c_void_p, c_void_p, c_uint32, c_uint32]
        self._gdi.GetDeviceCaps.argtypes = [c_void_p, c_int32]

    def queues(self) -> tuple[Printer, ...]:
        needed, count = c_uint32(), c_uint32()
        which = (_LOCAL_AND_CONNECTED, None, 2)
        self._spool.EnumPrintersW(*which, None, 0, byref(needed), byref(count))
        buffer = ctypes.create_string_buffer(max(1, needed.value))
        if not self._spool.EnumPrintersW(*which, buffer, needed, byref(needed), byref(count)):
            raise SiteFault("printer-service-off")
        infos = ctypes.cast(buffer, POINTER(PrinterInfo))
        chosen = self._default()
        return tuple(sorted((queue(infos[i], chosen) for i in range(count.value)), key=lambda p: p.name))

    def surface(self, wish: Wish) -> Surface:
        with self._device(wish) as device:
            caps = (_LOGPIXELSX, _LOGPIXELSY, _OFFSET_X, _OFFSET_Y)
            return Surface(*(int(self._gdi.GetDeviceCaps(device, cap)) for cap in caps))

    def draw(self, wish: Wish, title: str, sheets: Iterator[Iterator[Band]]) -> int:
        with self._device(wish) as device:
            info = DocInfo(sizeof(DocInfo), title[:200], None, None, 0)
            number = int(self._gdi.StartDocW(c_void_p(device), byref(info)))
            if number <= 0:
                raise SiteFault("printer-failed", printer=wish.printer)
            try:
                for sheet in sheets:
                    self._page(device, sheet, wish)
                if int(self._gdi.EndDoc(c_void_p(device))) <= 0:
                    raise SiteFault("printer-failed", printer=wish.printer)
            except BaseException:
                self._gdi.AbortDoc(c_void_p(device))
                raise
            return number

    def jobs(self, printer: str) -> Sequence[int]:
        with self._open(printer) as handle:
            needed, count = c_uint32(), c_uint32()
            self._spool.EnumJobsW(handle, 0, 1000, 1, None, 0, byref(needed), byref(count))
            buffer = ctypes.create_string_buffer(max(1, needed.value))
            if not self._spool.EnumJobsW(handle, 0, 1000, 1, buffer, needed, byref(needed), byref(count)):
                return ()
            infos = ctypes.cast(buffer, POINTER(JobInfo))
            return tuple(int(infos[i].number) for i in range(count.value))

    def state(self, job: Job) -> JobState:
        try:
            with self._open(job.printer) as handle:
                needed = c_uint32()
                self._spool.GetJobW(handle, job.number, 1, None, 0, byref(needed))
                if not needed.value:
                    return JobState("gone")  # Windows forgets a job when it is printed
                buffer = ctypes.create_string_buffer(needed.value)
                if not self._spool.GetJobW(handle, job.number, 1, buffer, needed, byref(needed)):
                    return JobState("gone")
                return job_state(int(ctypes.cast(buffer, POINTER(JobInfo))[0].status))
        except SiteFault as fault:
            if fault.code != "printer-gone":
                raise
            return JobState("gone")  # with its printer

    def cancel(self, job: Job) -> None:
        with self._open(job.printer) as handle:
            if not self._spool.SetJobW(handle, job.number, 0, None, _CANCEL):
                raise SiteFault("printer-failed", printer=job.printer)

    def _default(self) -> str:
        length = c_uint32()
        self._spool.GetDefaultPrinterW(None, byref(length))
        buffer = ctypes.create_unicode_buffer(max(1, length.value))
        return buffer.value if self._spool.GetDefaultPrinterW(buffer, byref(length)) else ""

    @contextlib.contextmanager
    def _open(self, printer: str) -> Iterator[c_void_p]:
        handle = c_void_p()
        if not self._spool.OpenPrinterW(c_wchar_p(printer), byref(handle), None):
            raise SiteFault("printer-gone", printer=printer[:60])
        try:
            yield handle
        finally:
            self._spool.ClosePrinter(handle)

    @contextlib.contextmanager
    def _device(self, wish: Wish) -> Iterator[int]:
        """A device context for this paper and these sides; copies are drawn, never asked of the driver."""
        with self._open(wish.printer) as handle:
            name = c_wchar_p(wish.printer)
            size = int(self._spool.DocumentPropertiesW(None, handle, name, None, None, 0))
            if size < sizeof(DevMode):
                raise SiteFault("printer-failed", printer=wish.printer)
            buffer = ctypes.create_string_buffer(size)
            self._spool.DocumentPropertiesW(None, handle, name, buffer, None, _OUT)
            settle(ctypes.cast(buffer, POINTER(DevMode))[0], wish)
            self._spool.DocumentPropertiesW(None, handle, name, buffer, buffer, _IN | _OUT)
        device = self._gdi.CreateDCW(c_wchar_p("WINSPOOL"), name, None, buffer)
        if not device:
            raise SiteFault("printer-failed", printer=wish.printer)
        try:
            yield device
        finally:
            self._gdi.DeleteDC(c_void_p(device))

    def _page(self, device: int, sheet: Iterator[Band], wish: Wish) -> None:
        if int(self._gdi.StartPage(c_void_p(device))) <= 0:
            raise SiteFault("printer-failed", printer=wish.printer)
        for band in sheet:
            size = (band.width, band.height)
            place = (band.x, band.y, *size, 0, 0, *size)
            if not self._gdi.StretchDIBits(device, *place, band.rows, byref(bitmap(band)), 0, _SRCCOPY):
                raise SiteFault("printer-failed", printer=wish.printer)
        if int(self._gdi.EndPage(c_void_p(device))) <= 0:
            raise SiteFault("printer-failed", printer=wish.printer)


def settle(mode: DevMode, wish: Wish) -> None:
    """Upright, unscaled, one copy, this paper (where Windows has a number for it) and these sides."""
    mode.fields |= _DM_ORIENTATION | _DM_SCALE | _DM_COPIES | _DM_DUPLEX
    mode.orientation, mode.scale, mode.copies, mode.duplex = 1, 100, 1, _DUPLEX[wish.sides]
    if wish.media in _PAPERS:
        mode.fields = mode.fields & ~_DM_OTHER_PAPER | _DM_PAPER
        mode.paper = _PAPERS[wish.media]


def job_state(status: int) -> JobState:
    """A job's state from its JOB_STATUS bits. One with an error is not over: it stands in the queue and is printed when
    paper is put in or the cable is back."""
    if status & _JOB_CANCELLED:
        return JobState("cancelled")
    if status & _JOB_DONE:
        return JobState("done")
    return JobState("printing" if status & _JOB_PRINTING else "waiting")


def queue(info: PrinterInfo, default: str) -> Printer:
    """A printer as Windows tells of it; `default` is the name of the one chosen."""
    status = int(info.status) | (_OFFLINE if info.attributes & _WORK_OFFLINE else 0)
    stopped = status & (_PAUSED | _ERROR | _OFFLINE)
    return Printer(
        str(info.name),
        str(info.name),
        "stopped" if stopped else "printing" if info.jobs else "ready",
        True,
        info.name == default,
        tuple(alert for bit, alert in _ALERTS if status & bit),
    )
