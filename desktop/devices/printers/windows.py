"""Windows has no way to print a PDF. Either a PDF program that prints unscaled is there (SumatraPDF), or every page is
drawn as a picture at the printer's own dots, which needs nothing and leaves nothing to be resampled.

The verb `printto` of whatever PDF program is installed is no route: it knows neither pages nor copies nor "do not
scale", and a label 3 % too small is beside its frame. Not tried on a real Windows; the logic is tested against a
spooler of the tests' own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from desktop.devices.printers.pages import Pages, Picture
from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.rewriting import rewritten
from desktop.devices.printers.wish import Wish
from desktop.faults import SiteFault, reading_fault, writing_fault

_DUPLEX: Final = {"one-sided": "simplex", "long-edge": "duplexlong", "short-edge": "duplexshort"}
_PATIENCE: Final = 300.0


@dataclass(frozen=True, slots=True)
class Surface:
    """A sheet in the printer's dots: resolution across and down, and what cannot be printed at the left and at the top
    (a drawing begins there, so the page is moved back by it)."""

    dpi_x: int
    dpi_y: int
    left: int
    top: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A picture and where it goes, in dots from where drawing begins; it is drawn `width` by `height` dots large."""

    picture: Picture
    x: int
    y: int
    width: int
    height: int


class Spooler(Protocol):
    """What Windows does. Faults are SiteFaults of the port."""

    def queues(self) -> tuple[Printer, ...]: ...

    def surface(self, wish: Wish) -> Surface:
        """The dots of a sheet as it will be printed."""
        ...

    def draw(self, wish: Wish, title: str, pages: Iterator[Placed]) -> int:
        """Print the pages in this order; the job's number. A fault among the pages takes the whole job back."""
        ...

    def jobs(self, printer: str) -> Sequence[int]:
        """Numbers of the jobs that wait."""
        ...

    def state(self, job: Job) -> JobState: ...

    def cancel(self, job: Job) -> None: ...


class WindowsPrinters:
    """The printers of a Windows machine. `program` is SumatraPDF, None to draw the pages ourselves."""

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

    def send(self, path: Path, wish: Wish) -> Job:
        self._ready(wish.printer)
        try:
            data = path.read_bytes()
        except OSError as error:
            raise reading_fault(error, path) from error
        if self._program is not None:
            copies = wish.copies if wish.copies_in_file else 1
            return self._hand_over(rewritten(data, wish.pages, copies, wish.calibration), wish, self._program)
        # We repeat the pages: not every driver knows copies, and here it costs the drawing only.
        return self._draw(rewritten(data, wish.pages, 1, wish.calibration), wish, path.stem)

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
        copies = 1 if wish.copies_in_file else wish.copies
        settings = f"noscale,{_DUPLEX[wish.sides]},paper={wish.media},{copies}x"
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

    def _draw(self, data: bytes, wish: Wish, title: str) -> Job:
        surface = self._spooler.surface(wish)
        with Pages(data) as pages:
            number = self._spooler.draw(wish, wish.title or title, _placed(pages, surface, wish.copies))
        return Job(wish.printer, number)


def _placed(pages: Pages, surface: Surface, copies: int) -> Iterator[Placed]:
    for _ in range(copies):
        for number in range(1, pages.count + 1):
            across, down = pages.size(number)
            lying = across > down  # the paper stands upright in every printer
            if lying:
                across, down = down, across
            width, height = round(across * surface.dpi_x / 72), round(down * surface.dpi_y / 72)
            picture = pages.picture(number, width, grey=True, turned=lying)
            if picture.width == width:
                height = picture.height  # dot for dot: rounding must not stretch it by a row
            yield Placed(picture, -surface.left, -surface.top, width, height)


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
