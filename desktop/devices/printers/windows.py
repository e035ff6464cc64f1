"""Windows has no way to print a PDF, so every sheet is drawn here, at the printer's own dots, and handed to GDI as
pictures. That needs nothing but Windows, keeps every dot where the form has it, and a job is one job that can be
followed and taken back. If the driver takes no drawing, SumatraPDF gets the file where it is installed.

Why in this order. SumatraPDF prints pictures too; versions of it have misplaced pages and printed blank ones, and it
does not say which job is its. Tried by hand (3.4.6 under Wine) it put every page to its place, unscaled, one job each,
and took twice the room on labels. The verb `printto` of whatever PDF program there is knows neither pages nor copies
nor "do not scale", and a label 3 % too small is beside its frame. PDFium can draw shapes into a printer's context:
under Wine they took more room than our pictures, and on two of three forms some ink was more than two dots from where
it belongs.

Run by Windows' own Python against Wine's winspool, GDI and PostScript driver and a real CUPS (tests/windows), sheets
compared dot by dot; never on Microsoft's Windows, never onto paper. Following and taking back a job that waits, which
Wine does not have, is tested against a spooler of the tests' own; so is what is handed to SumatraPDF.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from desktop import progress
from desktop.devices.printers.dots import Band, Surface, bands
from desktop.devices.printers.pages import Pages
from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.rewriting import chosen_pages, rewritten
from desktop.devices.printers.wish import Wish
from desktop.faults import SiteFault, reading_fault, writing_fault

_DUPLEX: Final = {"one-sided": "simplex", "long-edge": "duplexlong", "short-edge": "duplexshort"}
_PATIENCE: Final = 300.0


class Spooler(Protocol):
    """What Windows does. Faults are SiteFaults of the port."""

    def queues(self) -> tuple[Printer, ...]: ...

    def surface(self, wish: Wish) -> Surface:
        """The dots of a sheet as it will be printed."""
        ...

    def draw(self, wish: Wish, title: str, sheets: Iterator[Iterator[Band]]) -> int:
        """Print the sheets in this order; the job's number. A fault among the sheets takes the whole job back."""
        ...

    def jobs(self, printer: str) -> Sequence[int]:
        """Numbers of the jobs that wait."""
        ...

    def state(self, job: Job) -> JobState: ...

    def cancel(self, job: Job) -> None: ...


class WindowsPrinters:
    """The printers of a Windows machine. `program` is SumatraPDF for drivers that take no drawing, None without it."""

    def __init__(
        self,
        spooler: Spooler,
        program: Path | None,
        run: Callable[[list[str]], int] | None = None,
    ) -> None:
        self._spooler, self._program = spooler, program
        self._run = run or _run

    def printers(self) -> tuple[Printer, ...]:
        return self._spooler.queues()

    def send(self, path: Path, wish: Wish, tell: progress.Progress = progress.unwatched) -> Job:
        self._ready(wish.printer)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise reading_fault(error, path) from error
        begun: list[int] = []
        try:
            return self._draw(data, wish, path.stem, begun, tell)
        except SiteFault as fault:
            # A driver that takes no drawing says so at the first sheet. Later, sheets may be on paper: not twice.
            if fault.code != "printer-failed" or self._program is None or len(begun) > 1:
                raise
        return self._hand_over(rewritten(data, wish.pages, wish.copies, wish.calibration), wish, self._program)

    def follow(self, job: Job) -> JobState:
        return self._spooler.state(job) if job.number else JobState("gone")

    def cancel(self, job: Job) -> JobState:
        before = self.follow(job)
        if before.over:
            return before
        self._spooler.cancel(job)
        return JobState("cancelled")

    def _ready(self, name: str) -> None:
        found = {printer.name: printer for printer in self._spooler.queues()}
        if name not in found:
            raise SiteFault("printer-gone", printer=name[:60])
        if found[name].state == "stopped":
            raise SiteFault("printer-stopped", printer=name)

    def _hand_over(self, data: bytes, wish: Wish, program: Path) -> Job:
        before = set(self._spooler.jobs(wish.printer))
        settings = f"noscale,{_DUPLEX[wish.sides]},paper={wish.media},1x"  # it would leave copies to the driver
        with tempfile.TemporaryDirectory(prefix="kaodian-print-") as folder:
            file = Path(folder) / "print.pdf"
            try:
                file.write_bytes(data)
            except OSError as error:
                raise writing_fault(error, file) from error
            command = [str(program), "-print-to", wish.printer, "-print-settings", settings, "-silent", str(file)]
            if self._run(command) != 0:
                self._ready(wish.printer)
                raise SiteFault("printer-failed", printer=wish.printer)
        new = set(self._spooler.jobs(wish.printer)) - before
        return Job(wish.printer, max(new, default=0))

    def _draw(self, data: bytes, wish: Wish, title: str, begun: list[int], tell: progress.Progress) -> Job:
        """`begun` holds the sheets that were begun; called off between two, the whole job is taken back."""
        surface = self._spooler.surface(wish)
        with Pages(data) as pages:
            # We repeat the sheets: not every driver knows copies, and here it costs the drawing only.
            numbers = chosen_pages(wish.pages, pages.count) * wish.copies

            def sheets() -> Iterator[Iterator[Band]]:
                for number in numbers:
                    tell(len(begun), len(numbers), "handing")
                    begun.append(number)
                    yield bands(pages, number, surface, wish.calibration)

            return Job(wish.printer, self._spooler.draw(wish, wish.title or title, sheets()))


def sumatra() -> Path | None:
    """SumatraPDF where it is installed, or beside the application."""
    places = [os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)", "LOCALAPPDATA")]
    for place in filter(None, places):
        program = Path(place) / "SumatraPDF" / "SumatraPDF.exe"
        if program.is_file():
            return program
    found = shutil.which("SumatraPDF")
    return Path(found) if found else None


def windows_printers() -> WindowsPrinters:
    """The printers of this Windows."""
    from desktop.devices.printers.spooler import WindowsSpooler

    return WindowsPrinters(WindowsSpooler(), sumatra())


def _run(command: list[str]) -> int:
    try:
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False
        ).returncode
    except (OSError, subprocess.TimeoutExpired):
        return -1
