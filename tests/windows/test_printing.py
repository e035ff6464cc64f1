"""What Windows' own Python prints through winspool and GDI, held dot by dot against the PDF that was to be printed.

Wine's spooler stands in for Microsoft's and hands on to a real CUPS. Where it differs: it keeps no job once it is
handed on (EnumJobs and GetJob know none), so that a job is followed and taken back in the queue nowhere here, and it
does not see that a queue is paused. What is told of those is tested against a spooler of the tests' own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from reportlab.pdfgen.canvas import Canvas

from forms import ruler
from forms.catalogue import FORMS
from tests.devices.printers import paper
from tests.forms.people import CONTEXT, labels
from tests.forms.samples import samples
from tests.helpers.cups import Service
from tests.helpers.windows import Windows
from tests.windows.laser import Dots, Laser, astray, bars, codes, drawn, laser, moved

PEOPLE = labels(240)
FORMS_TRIED = {"summary-sheet": "A4", "admission-ticket": "A4", "door-sign": "A4", "blackboard-card-a3": "A3"}
"""Grey and black; photos in colour; one that lies; a large one. With the paper each is printed on."""


@dataclass
class Printed:
    """What was printed, in one start of Windows' Python: by name the file, and the job of the printer it went to."""

    folder: Path
    files: dict[str, Path]
    jobs: dict[str, tuple[Laser, int]]

    def sheets(self, name: str, coloured: bool = False) -> list[Dots]:
        here, job = self.jobs[name]
        return here.sheets(job, self.folder, coloured)

    def script(self, name: str) -> str:
        here, job = self.jobs[name]
        return here.tray.pdf(job).decode("latin-1")


def red(path: Path) -> None:
    canvas = Canvas(str(path), pagesize=paper.A4)
    canvas.setFillColorRGB(0.8, 0.1, 0.2)
    canvas.rect(100, 500, 200, 100, stroke=0, fill=1)
    canvas.save()


@pytest.fixture(scope="module")
def printed(windows: Windows, printing: Service, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    folder = tmp_path_factory.mktemp("printed")
    plain, fine = laser(windows, printing, "plain"), laser(windows, printing, "fine", 600)
    files = {n: folder / f"{n}.pdf" for n in (*FORMS_TRIED, "numbered", "small", "lying", "labels", "ruler", "red")}
    modules = {form.name: form.load() for form in FORMS}
    for name in FORMS_TRIED:
        modules[name].render(samples()[name], files[name], CONTEXT)
    modules["seat-labels"].render(PEOPLE, files["labels"], CONTEXT)
    ruler.render(files["ruler"], CONTEXT, "fine")
    files["numbered"].write_bytes(paper.numbered(5))
    files["small"].write_bytes(paper.numbered(1, (420.0, 595.0)))
    files["lying"].write_bytes(paper.numbered(1, (842.0, 595.0)))
    red(files["red"])
    wishes: list[tuple[str, str, dict[str, Any]]] = [
        *((name, name, {"media": media}) for name, media in FORMS_TRIED.items()),
        ("chosen", "numbered", {"pages": "2-3,5", "copies": 2, "sides": "long-edge"}),
        ("turned over", "numbered", {"pages": "1", "sides": "short-edge"}),
        ("small", "small", {"media": "A5"}),
        ("lying", "lying", {}),
        ("lying, moved", "lying", {"calibration": (50, 25, 0)}),
        ("labels", "labels", {}),
        ("red", "red", {}),
    ]
    rulers: list[tuple[str, str, dict[str, Any]]] = [
        ("ruler", "ruler", {}),
        ("ruler, put right", "ruler", {"calibration": (15, -12, 4000)}),
    ]
    errands = [
        here.send(files[file], **wish) for here, all_ in ((plain, wishes), (fine, rulers)) for _, file, wish in all_
    ]
    told = plain.ask(*errands)
    assert all(one["job"] > 0 for one in told), told
    jobs: dict[str, tuple[Laser, int]] = {}
    for here, all_ in ((plain, wishes), (fine, rulers)):
        jobs |= {name: (here, job) for (name, _, _), job in zip(all_, here.jobs(len(all_)), strict=True)}
    return Printed(folder, files, jobs)


New = Callable[..., Laser]


def test_queues_are_listed_with_the_default_one(printer: New) -> None:
    first, second = printer(), printer()
    first.service.admin("-d", second.name)
    (told,) = first.ask({"do": "queues"})
    found = {queue["name"]: queue for queue in told}
    assert list(found) == sorted(found)
    assert {first.name, second.name} <= set(found)
    assert [name for name, queue in found.items() if queue["default"]] == [second.name]
    assert found[first.name]["state"] == "ready"


def test_a_sheet_begins_where_the_driver_says(printer: New) -> None:
    """Dots an inch, and the unprintable edge of laser.ppd: 12 points at the left, 15 at the top, on every paper."""
    fine = printer(600)
    told = fine.ask(*({"do": "surface", "printer": fine.name, "media": media} for media in ("A3", "A4", "A5")))
    assert told == [[600, 600, 100, 125]] * 3


@pytest.mark.parametrize("name", FORMS_TRIED)
def test_forms_come_out_at_their_place_and_size(printed: Printed, name: str) -> None:
    sheets, pages = printed.sheets(name), drawn(printed.files[name], printed.folder)
    assert len(sheets) == len(pages)
    for sheet, page in zip(sheets, pages, strict=True):
        upright = page if page.shape[0] > page.shape[1] else np.rot90(page, -1)
        assert all(abs(a - b) <= 2 for a, b in zip(sheet.shape, upright.shape, strict=True))
        assert astray(sheet, upright, 1) < 0.01
        assert astray(sheet, upright, 2) < 0.0001


def test_pages_copies_sides_and_paper_are_as_wished(printed: Printed) -> None:
    pages = drawn(printed.files["numbered"], printed.folder)
    said = [min(range(5), key=lambda n: astray(pages[n], sheet, 1)) + 1 for sheet in printed.sheets("chosen")]
    assert said == [2, 3, 5, 2, 3, 5]
    assert [sheet.shape for sheet in printed.sheets("small")] == [(2479, 1750)]
    wanted = {
        "chosen": ("/PageSize[595 842]", "/Duplex true/Tumble false"),
        "turned over": ("/PageSize[595 842]", "/Duplex true/Tumble true"),
        "small": ("/PageSize[420 595]", "/Duplex false"),
        "blackboard-card-a3": ("/PageSize[842 1191]", "/Duplex false"),
    }
    for name, words in wanted.items():
        assert all(word in printed.script(name) for word in words), name
    here, job = printed.jobs["chosen"]
    assert here.tray.asked(job)[3] == "1", "copies are drawn, never asked of the driver"


def test_the_ruler_is_true_and_a_printer_that_misses_is_put_right(printed: Printed) -> None:
    length, left, top = paper.measured_sheet(printed.sheets("ruler")[0], 600)
    assert length == pytest.approx(100, abs=0.1)
    assert (left, top) == (pytest.approx(20, abs=0.1), pytest.approx(20, abs=0.1))
    length, left, top = paper.measured_sheet(printed.sheets("ruler, put right")[0], 600)
    assert length == pytest.approx(100.4, abs=0.1)
    assert (left, top) == (pytest.approx(20.08 + 1.5, abs=0.1), pytest.approx(20.08 - 1.2, abs=0.1))


def test_a_printer_is_put_right_by_the_sheets_right_and_down_where_a_page_lies_too(printed: Printed) -> None:
    (plain,), (put,) = printed.sheets("lying"), printed.sheets("lying, moved")
    assert astray(moved(plain, round(50 * 300 / 254), round(25 * 300 / 254)), put, 0) == 0


def test_every_barcode_of_ten_sheets_of_labels_is_read(printed: Printed) -> None:
    """By two decoders; what they read beside it is nobody's number."""
    sheets = printed.sheets("labels")
    assert len(sheets) == 10
    wanted = {person.admission_number for person in PEOPLE}
    for read in (codes(sheets), bars(sheets, printed.folder)):
        assert set().union(*read) >= wanted
        assert [len(sheet & wanted) for sheet in read] == [24] * 10


def test_colours_reach_the_printer(printed: Printed) -> None:
    (sheet,) = printed.sheets("red", coloured=True)
    assert sheet[(842 - 550) * 300 // 72, 200 * 300 // 72].tolist() == pytest.approx([51, 26, 204], abs=2)
    assert sheet[100, 100].tolist() == [255, 255, 255]


def test_what_goes_wrong_is_told_and_nothing_of_the_job_is_printed(
    printer: New, windows: Windows, tmp_path: Path
) -> None:
    file, here, shut = paper.file(tmp_path, 3), printer(), printer()
    here.service.run("/usr/sbin/cupsreject", shut.name)
    torn, full, nobody, none, beyond, *jobs, good = here.ask(
        {"do": "torn", "file": windows.path(file), "printer": here.name, "sheets": 2},
        shut.send(file),
        here.send(file) | {"printer": "nobody"},
        here.send(tmp_path / "none.pdf"),
        here.send(file, pages="4-9"),
        {"do": "unknown", "printer": here.name},
        {"do": "unknown", "printer": "nobody"},
        here.send(file, pages="1"),
    )
    assert torn == {"fault": "pdf-unreadable"}
    assert full == {"fault": "printer-failed"}
    assert nobody == {"fault": "printer-gone"}
    assert none == {"fault": "file-not-found"}
    assert beyond == {"fault": "print-pages-none"}
    assert jobs == [{"then": "gone", "cancelled": "gone"}] * 2, "of a queue that is there, and of one that is not"
    assert good["job"] > 0
    assert len(here.jobs(1)) == 1, "the job that was taken back has not come out"
    here.service.admin("-x", shut.name)
    told, gone = here.ask({"do": "queues"}, shut.send(file))
    assert shut.name not in [queue["name"] for queue in told]
    assert gone == {"fault": "printer-gone"}
