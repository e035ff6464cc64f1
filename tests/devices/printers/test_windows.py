"""The Windows routes against a spooler of the test's own: order, what is handed over, states. What is drawn through a
real one, see tests/windows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop.devices.printers import spooler
from desktop.devices.printers.dots import Band, Surface
from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.windows import WindowsPrinters
from desktop.devices.printers.wish import Calibration, Wish
from desktop.faults import SiteFault
from desktop.progress import Cancelled
from tests.devices.printers import paper


@dataclass
class Fake:
    """A spooler that keeps what is drawn."""

    state_of: str = "ready"
    drawn: list[list[Band]] = field(default_factory=list)
    refuses: int = 99
    """The sheet that the driver does not take."""
    waiting: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def queues(self) -> tuple[Printer, ...]:
        return (Printer("HP 1020", "HP 1020", self.state_of),)

    def surface(self, wish: Wish) -> Surface:
        return Surface(300, 300, 50, 40)

    def draw(self, wish: Wish, title: str, sheets: Iterator[Iterator[Band]]) -> int:
        self.drawn = []
        for sheet in sheets:
            self.drawn.append(list(sheet))
            if len(self.drawn) == self.refuses:
                raise SiteFault("printer-failed", printer=wish.printer)
        self.titles.append(title)
        self.waiting.append(7)
        return 7

    def jobs(self, printer: str) -> Sequence[int]:
        return tuple(self.waiting)

    def state(self, job: Job) -> JobState:
        return JobState("waiting" if job.number in self.waiting else "gone")

    def cancel(self, job: Job) -> None:
        self.waiting.remove(job.number)


def test_sheets_are_drawn_at_the_printers_own_dots_copy_after_copy(tmp_path: Path) -> None:
    fake = Fake()
    printers = WindowsPrinters(fake, None)
    job = printers.send(paper.file(tmp_path), Wish("HP 1020", copies=2, pages="2-3"))
    assert job == Job("HP 1020", 7)
    assert len(fake.drawn) == 4
    assert {(band.width, band.x, band.bits) for sheet in fake.drawn for band in sheet} == {(2479, -50, 1)}
    assert fake.drawn[0] == fake.drawn[2] != fake.drawn[1] == fake.drawn[3]
    assert printers.follow(job).progress == "waiting"
    assert printers.cancel(job).progress == "cancelled"
    assert printers.follow(job).progress == "gone"


def test_a_job_without_a_title_has_the_files_name(tmp_path: Path) -> None:
    fake, file = Fake(), tmp_path / "lying.pdf"
    file.write_bytes(paper.numbered(1, (842.0, 595.0)))
    WindowsPrinters(fake, None).send(file, Wish("HP 1020"))
    assert fake.titles == ["lying"]


def test_sumatra_gets_the_pdf_unscaled_where_the_driver_takes_no_drawing_and_only_there(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    fake = Fake()
    files: list[bytes] = []

    def run(command: list[str]) -> int:
        seen.append(command)
        files.append(Path(command[-1]).read_bytes())
        fake.waiting.append(9)
        return 0

    printers = WindowsPrinters(fake, Path("SumatraPDF.exe"), run)
    printers.send(paper.file(tmp_path), Wish("HP 1020"))
    assert len(fake.drawn) == 8
    assert not seen
    fake.refuses = 1
    wish = Wish("HP 1020", copies=3, pages="4", sides="long-edge", calibration=Calibration(10, 0, 0))
    assert printers.send(paper.file(tmp_path), wish) == Job("HP 1020", 9)
    assert seen[0][1:4] == ["-print-to", "HP 1020", "-print-settings"]
    assert seen[0][4].split(",") == ["noscale", "duplexlong", "paper=A4", "1x"]
    assert paper.said(files[0]) == ["page 4"] * 3, "copies are in the file"
    assert not Path(seen[0][-1]).exists()
    for program in (None, Path("SumatraPDF.exe")):
        with pytest.raises(SiteFault, match="printer-failed"):
            WindowsPrinters(Fake(refuses=1), program, lambda command: 1).send(paper.file(tmp_path), wish)


def test_a_job_that_fails_at_a_later_sheet_is_not_printed_a_second_time(tmp_path: Path) -> None:
    """The first sheets may be on paper by then."""
    seen: list[list[str]] = []
    printers = WindowsPrinters(Fake(refuses=2), Path("SumatraPDF.exe"), lambda command: bool(seen.append(command)))
    with pytest.raises(SiteFault, match="printer-failed"):
        printers.send(paper.file(tmp_path), Wish("HP 1020"))
    assert not seen


def test_a_job_that_is_called_off_between_two_sheets_is_taken_back_whole(tmp_path: Path) -> None:
    spooler, told, seen = Fake(), [], list[list[str]]()

    def tell(done: int, of: int, on: str = "", /) -> None:
        told.append((done, of, on))
        if done == 2:
            raise Cancelled

    printers = WindowsPrinters(spooler, Path("SumatraPDF.exe"), lambda command: bool(seen.append(command)))
    with pytest.raises(Cancelled):
        printers.send(paper.file(tmp_path), Wish("HP 1020", copies=2), tell)
    assert told[0][0] == 0
    assert told[-1] == (2, told[0][1], "handing")
    assert (spooler.waiting, seen) == ([], [])


def test_what_stands_in_the_way_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    file = paper.file(tmp_path)
    with pytest.raises(SiteFault, match="printer-gone"):
        WindowsPrinters(Fake(), None).send(file, Wish("other"))
    with pytest.raises(SiteFault, match="printer-stopped"):
        WindowsPrinters(Fake("stopped"), None).send(file, Wish("HP 1020"))
    with pytest.raises(SiteFault, match="file-not-found"):
        WindowsPrinters(Fake(), None).send(tmp_path / "none.pdf", Wish("HP 1020"))
    assert WindowsPrinters(Fake(), None).follow(Job("HP 1020", 0)).progress == "gone"


def test_structures_have_the_sizes_of_windows() -> None:
    """As a compiler lays them out from winspool.h and wingdi.h for 64-bit Windows."""
    assert ctypes.sizeof(spooler.DevMode) == 220
    assert ctypes.sizeof(spooler.BitmapInfo) == 40 + 1024
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(spooler.PrinterInfo) == 136
        assert ctypes.sizeof(spooler.JobInfo) == 96
        assert ctypes.sizeof(spooler.DocInfo) == 40
        places = [("PrinterInfo", "attributes", 104), ("PrinterInfo", "status", 124), ("PrinterInfo", "jobs", 128)]
        places += [("JobInfo", "status", 56), ("JobInfo", "printed", 72), ("DocInfo", "datatype", 24)]
        for structure, name, place in places:
            assert getattr(getattr(spooler, structure), name).offset == place, name
    for name, place in (("size", 68), ("fields", 72), ("paper", 78), ("copies", 86), ("duplex", 94), ("form", 102)):
        assert getattr(spooler.DevMode, name).offset == place, name


def test_gdi_is_told_what_a_band_is() -> None:
    head = spooler.bitmap(Band(-5, 7, 50, 3, 64, 4, b"\0\x66\xff", bytes(96)))
    assert (head.size, head.planes, head.bits, head.compression) == (40, 1, 4, 0)
    assert (head.width, head.height, head.bytes) == (64, -3, 96), "the top row comes first"
    assert (head.used, list(head.colours[:4])) == (3, [0, 0x666666, 0xFFFFFF, 0])


def test_a_printer_windows_has_lost_is_stopped() -> None:
    info = spooler.PrinterInfo(name="HP", attributes=0x400 | 0x40)
    lost = spooler.queue(info, "HP")
    assert (lost.state, lost.alerts, lost.default) == ("stopped", ("offline",), True)
    info = spooler.PrinterInfo(name="HP", attributes=0x40, status=0x10 | 0x400000, jobs=2)
    busy = spooler.queue(info, "")
    assert (busy.state, busy.alerts, busy.default) == ("printing", ("media-empty", "door-open"), False)


def test_paper_sides_and_one_unscaled_copy_are_settled() -> None:
    mode = spooler.DevMode()
    spooler.settle(mode, Wish("x", copies=5, sides="short-edge", media="A3"))
    assert (mode.paper, mode.duplex, mode.copies, mode.scale) == (8, 3, 1, 100)
    assert mode.fields == 0x1 | 0x2 | 0x10 | 0x100 | 0x1000
    mode = spooler.DevMode()
    spooler.settle(mode, Wish("x", media="Label-1"))
    assert not mode.fields & 0x2
    mode = spooler.DevMode(fields=0x4 | 0x8 | 0x10000 | 0x800)
    spooler.settle(mode, Wish("x", media="A4"))
    assert mode.fields & 0x1080E == 0x802, "no other paper the driver had in mind stands beside ours"


@pytest.mark.parametrize(
    ("status", "progress"),
    [
        (0, "waiting"),
        (0x10, "printing"),
        (0x80, "done"),
        (0x2, "waiting"),
        (0x12, "printing"),
        (0x4, "cancelled"),
        (0x100, "cancelled"),
    ],
)
def test_a_jobs_bits_become_a_word_and_one_with_an_error_still_waits(status: int, progress: str) -> None:
    assert spooler.job_state(status).progress == progress
