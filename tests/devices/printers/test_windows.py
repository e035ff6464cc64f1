"""The Windows routes against a spooler of the test's own: there is no Windows here."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop.devices.printers import spooler
from desktop.devices.printers.pages import Pages
from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.windows import Placed, Surface, WindowsPrinters
from desktop.devices.printers.wish import Calibration, Wish
from desktop.faults import SiteFault
from tests.devices.printers import paper


@dataclass
class Fake:
    """A spooler that keeps what is drawn."""

    state_of: str = "ready"
    drawn: list[Placed] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)

    def queues(self) -> tuple[Printer, ...]:
        return (Printer("HP 1020", "HP 1020", self.state_of),)

    def surface(self, wish: Wish) -> Surface:
        return Surface(300, 300, 50, 40)

    def draw(self, wish: Wish, title: str, pages: Iterator[Placed]) -> int:
        self.drawn = list(pages)
        self.titles.append(title)
        self.waiting.append(7)
        return 7

    def jobs(self, printer: str) -> Sequence[int]:
        return tuple(self.waiting)

    def state(self, job: Job) -> JobState:
        return JobState("waiting" if job.number in self.waiting else "gone")

    def cancel(self, job: Job) -> None:
        self.waiting.remove(job.number)


def test_without_a_program_pages_are_drawn_at_the_printers_own_dots(tmp_path: Path) -> None:
    fake = Fake()
    printers = WindowsPrinters(fake, None)
    job = printers.send(paper.file(tmp_path), Wish("HP 1020", copies=2, pages="2-3"))
    assert job == Job("HP 1020", 7)
    assert len(fake.drawn) == 4
    for placed in fake.drawn:
        assert (placed.picture.width, placed.picture.height) == (placed.width, placed.height) == (2479, 3509)
        assert (placed.x, placed.y) == (-50, -40), "what cannot be printed is not added to the margin"
        dark = placed.picture.pixels[(72 * 300 // 72 + 20) * 2479 + 320]
        assert dark == 0
        assert placed.picture.pixels[(72 * 300 // 72 + 20) * 2479 + 280] == 255
    assert fake.drawn[0].picture == fake.drawn[2].picture != fake.drawn[1].picture
    assert printers.follow(job).progress == "waiting"
    assert printers.cancel(job).progress == "cancelled"
    assert printers.follow(job).progress == "gone"


def test_a_page_that_lies_is_turned_onto_upright_paper(tmp_path: Path) -> None:
    fake, file = Fake(), tmp_path / "lying.pdf"
    file.write_bytes(paper.numbered(1, (842.0, 595.0)))
    WindowsPrinters(fake, None).send(file, Wish("HP 1020"))
    assert (fake.drawn[0].width, fake.drawn[0].height) == (2479, 3509)
    assert fake.titles == ["lying"]


def test_with_sumatra_the_pdf_is_handed_over_unscaled(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    fake = Fake()
    files: list[bytes] = []

    def run(command: list[str]) -> int:
        seen.append(command)
        files.append(Path(command[-1]).read_bytes())
        fake.waiting.append(9)
        return 0

    printers = WindowsPrinters(fake, Path("SumatraPDF.exe"), run)
    wish = Wish("HP 1020", copies=3, pages="4", sides="long-edge", calibration=Calibration(10, 0, 0))
    assert printers.send(paper.file(tmp_path), wish) == Job("HP 1020", 9)
    assert seen[0][1:4] == ["-print-to", "HP 1020", "-print-settings"]
    assert seen[0][4].split(",") == ["noscale", "duplexlong", "paper=A4", "3x"]
    assert paper.said(files[0]) == ["page 4"]
    assert not Path(seen[0][-1]).exists()
    printers.send(paper.file(tmp_path), replace(wish, copies_in_file=True))
    assert paper.said(files[1]) == ["page 4"] * 3
    assert "1x" in seen[1][4]
    broken = WindowsPrinters(Fake(), Path("SumatraPDF.exe"), lambda command: 1)
    with pytest.raises(SiteFault, match="printer-failed"):
        broken.send(paper.file(tmp_path), wish)


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
    assert ctypes.sizeof(spooler.DevMode) == 220
    assert ctypes.sizeof(spooler.GreyBitmap) == 40 + 1024
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert ctypes.sizeof(spooler.PrinterInfo) == 136
        assert ctypes.sizeof(spooler.JobInfo) == 96
        assert ctypes.sizeof(spooler.DocInfo) == 40
    assert spooler.DevMode.duplex.offset == 94
    assert spooler.PrinterInfo.status.offset == 13 * ctypes.sizeof(ctypes.c_void_p) + 20


def test_a_picture_is_drawn_in_bands_that_meet() -> None:
    with Pages(paper.numbered(1)) as pages:
        picture = pages.picture(1, 501, grey=True)
    placed = Placed(picture, -5, -7, 1002, picture.height * 2)
    next_dot, rows = -7, 0
    for head, data, count, y, tall in spooler.grey_bands(placed):
        assert y == next_dot
        assert len(data) == count * 504
        assert (head.width, head.height, head.bytes) == (501, -count, len(data))
        assert head.colours[255] == 0xFFFFFF
        assert data[:501] == picture.pixels[rows * 501 : rows * 501 + 501]
        next_dot, rows = y + tall, rows + count
    assert rows == picture.height
    assert next_dot == -7 + picture.height * 2


def test_paper_sides_and_one_unscaled_copy_are_settled() -> None:
    mode = spooler.DevMode()
    spooler.settle(mode, Wish("x", copies=5, sides="short-edge", media="A3"))
    assert (mode.paper, mode.duplex, mode.copies, mode.scale) == (8, 3, 1, 100)
    assert mode.fields == 0x1 | 0x2 | 0x10 | 0x100 | 0x1000
    mode = spooler.DevMode()
    spooler.settle(mode, Wish("x", media="Label-1"))
    assert not mode.fields & 0x2


@pytest.mark.parametrize(
    ("status", "progress"),
    [(0, "waiting"), (0x10, "printing"), (0x80, "done"), (0x2, "failed"), (0x4, "cancelled"), (0x100, "cancelled")],
)
def test_a_jobs_bits_become_a_word(status: int, progress: str) -> None:
    assert spooler.job_state(status).progress == progress
