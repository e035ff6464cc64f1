"""Paper by the command line: decisions, printers, photos, workbooks, everything at once, and what goes wrong."""

from __future__ import annotations

import errno
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from desktop.devices.printers.cups import CupsPrinters
from desktop.devices.printers.port import Job, JobState
from desktop.store.home import open_home
from forms.page import sheet as sheets
from tests.cli.site import PASSPHRASE, Cli, workbook
from tests.devices.printers import paper
from tests.forms import reading
from tests.helpers.cups import Service, service, wait_until


@pytest.fixture(scope="module")
def printing() -> Iterator[Service]:
    with service() as one:
        yield one


def test_the_list_tells_title_paper_what_fills_it_and_clause(cli: Cli) -> None:
    told = cli.run("print", "--list").out
    (line,) = (line for line in told.splitlines() if line.startswith("door-sign "))
    for part in ("考场标识", "A4 横", "每个考场一份", "附件3 三(三)"):
        assert part in line
    assert "a4-3x8" in told


def test_the_list_says_what_is_wrong_with_a_label_sheet_of_the_site(cli: Cli) -> None:
    own = cli.home / "labels"
    own.mkdir(parents=True, exist_ok=True)
    (own / "torn.toml").write_text('title = "24 格"\npage = "A4"\n', encoding="utf-8")
    told = cli.run("print", "--list").out
    (line,) = (line for line in told.splitlines() if "torn.toml" in line)
    assert "page 应是 2 个毫米数" in line


def test_nothing_is_printed_before_somebody_decides(office: Cli, tmp_path: Path) -> None:
    out = tmp_path / "t.pdf"
    asked = office.run("--json", "print", "admission-ticket", "--room", "1", "-o", out)
    assert asked.code == 1
    answer = json.loads(asked.out)
    assert answer["fault"]["code"] == "print-flags"
    assert {flag["kind"] for flag in answer["flags"]} == {"photo-missing"}
    names = [flag["subject"] for flag in answer["flags"]]
    assert len(set(names)) == 3
    assert all(name.startswith("考生第") for name in names)
    who = names[0].partition("（")[2].rstrip("）")
    assert not out.exists()
    told = office.run("print", "admission-ticket", "--room", "1", "-o", out)
    assert told.code == 1
    assert all(name in told.out + told.err for name in names)
    assert "--accept-flags" in told.out + told.err
    assert office.ok("print", "admission-ticket", "--room", "1", "--accept-flags", "-o", out)["pages"] == 1
    again = json.loads(office.run("--json", "print", "admission-ticket", "--candidate", who, "-o", out).out)
    assert {flag["kind"] for flag in again["flags"]} == {"photo-missing"}
    again = json.loads(
        office.run("--json", "print", "admission-ticket", "--candidate", who, "--accept-flags", "-o", out).out
    )
    assert again["fault"]["code"] == "print-again"
    office.ok("print", "admission-ticket", "--candidate", who, "--accept-flags", "--again", "-o", out)
    assert "重印 1" in reading.text(out)
    logged = office.ok("print", "--log", "admission-ticket")["prints"]
    assert len(logged) == 4
    assert [line["about"] for line in logged].count(logged[-1]["about"]) == 2
    assert office.ok("print", "--log", "door-sign")["prints"] == []
    assert "admission-ticket  candidate:" in office.run("print", "--log").out


def test_several_candidates_and_rooms_by_ranges(office: Cli, tmp_path: Path) -> None:
    out = tmp_path / "l.pdf"
    office.ok("print", "seat-labels", "--candidate", "c00001", "--candidate", "c00004", "--start-at", "20", "-o", out)
    assert sorted(code for page in reading.symbols(out, "Code128") for code in page) == [
        "2612050100001",
        "2612050100004",
    ]
    office.ok("print", "door-sign", "--room", "1-2", "--pages", "1", "--copies", "3", "-o", out)
    assert reading.pages(out) == 3
    assert office.run("print", "door-sign", "--room", "1-7", "-o", out).code == 1


def test_lists_become_workbooks_and_nothing_else_does(office: Cli, tmp_path: Path) -> None:
    out = tmp_path / "people.xlsx"
    office.ok("print", "summary-sheet", "-o", out)
    book = openpyxl.load_workbook(out)
    assert len(book.sheetnames) == 2
    numbers = sorted(str(row[3].value) for sheet in book.worksheets for row in list(sheet.rows)[1:])
    assert numbers == [f"26120501{n:05d}" for n in range(1, 7)]
    assert office.run("print", "door-sign", "-o", tmp_path / "sign.xlsx").code == 1
    assert not (tmp_path / "sign.xlsx").exists()


# --- everything -------------------------------------------------------------------------------------------------------


def test_everything_is_printed_into_a_folder_with_one_progress(office: Cli, tmp_path: Path) -> None:
    out = tmp_path / "forms"
    answer = office.ok("print", "--all", "--accept-flags", "-o", out)
    assert answer["cancelled"] is False
    assert len(answer["forms"]) == answer["of"]
    assert {form["file"] for form in answer["forms"]} - {None} == {path.name for path in out.iterdir()}
    told = office.run("print", "--all", "--accept-flags", "--again", "-o", out).err.splitlines()
    assert [line.partition("]")[0] for line in told] == [f"[{n}/{answer['of']}" for n in range(1, answer["of"] + 1)]


def test_what_was_printed_before_the_interruption_stays_whole(
    office: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, written = sheets.write_whole, []

    def interrupted(path: Path, data: bytes, take_place: Callable[[Path, Path], None]) -> None:
        if len(written) == 3:
            raise KeyboardInterrupt
        write(path, data, take_place)
        written.append(path.name)

    monkeypatch.setattr(sheets, "write_whole", interrupted)
    ran = office.run("--json", "print", "--all", "--accept-flags", "-o", tmp_path / "forms")
    assert ran.code == 1
    assert json.loads(ran.out)["cancelled"] is True
    assert sorted(path.name for path in (tmp_path / "forms").iterdir()) == sorted(written)
    assert all(reading.pages(path) for path in (tmp_path / "forms").iterdir())


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_full_disk_leaves_no_half_form(office: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "x.pdf"

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(sheets.os, "fsync", full)
        ran = office.run("--json", "print", "room-list", "-o", out)
    assert ran.code == 1
    assert json.loads(ran.out)["fault"]["code"] == "disk-full"
    assert list(tmp_path.glob("*.p*")) == []
    assert list(tmp_path.glob(".*.part")) == []
    with open_home(office.home, PASSPHRASE) as home:
        assert home.prints.all() == []


def test_a_printer_that_is_not_there_prints_nothing_and_says_so(
    office: Cli, printing: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printing.server)
    ran = office.run("--json", "print", "room-list", "--printer", "nowhere")
    assert ran.code == 1
    assert json.loads(ran.out)["fault"]["code"] == "printer-gone"
    with open_home(office.home, PASSPHRASE) as home:
        assert home.prints.all() == []


# --- printers ---------------------------------------------------------------------------------------------------------


def test_a_form_goes_to_a_printer_with_its_copies_and_the_way_the_printer_misses(
    office: Cli, printing: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printing.server)
    tray = printing.queue("office")
    answer = office.ok("print", "door-sign", "--room", "1", "--copies", "2", "--printer", "office")
    assert (answer["printer"], answer["progress"][-1], answer["pages"]) == ("office", "done", 2)
    wait_until(lambda: tray.jobs() == [answer["job"]])
    assert tray.asked(answer["job"])[2:4] == ["考场标识", "2"]
    straight = tmp_path / "straight.pdf"
    straight.write_bytes(tray.pdf(answer["job"]))
    assert "301 教室" in reading.text(straight)

    kept = office.ok("print", "--printer", "office", "--measured", "100,19,21")
    assert kept == {"printer": "office", "offset_x": 10, "offset_y": -10, "scale": 0}
    moved = tmp_path / "moved.pdf"
    saved = tmp_path / "saved.pdf"
    job = office.ok("print", "door-sign", "--room", "2", "--printer", "office", "-o", saved)["job"]
    wait_until(lambda: job in tray.jobs())
    moved.write_bytes(tray.pdf(job))
    assert reading.pages(saved) == reading.pages(moved)
    assert paper.said(moved.read_bytes()) == paper.said(saved.read_bytes())
    logged = office.ok("print", "--log", "door-sign")["prints"]
    assert [(line["about"], line["copies"]) for line in logged] == [("room:r01", 2), ("room:r02", 1)]

    ruler = office.ok("print", "ruler", "--printer", "office")
    assert ruler["pages"] == 1
    assert office.run("print", "--measured", "100,20,20").code == 2
    assert office.run("print", "--printer", "office", "--measured", "80,20,20").code == 1


def test_a_job_taken_back_is_not_counted_as_printed(
    office: Cli, printing: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printing.server)
    tray = printing.queue("slow")
    tray.hold()
    follow = CupsPrinters.follow

    def interrupted(queues: CupsPrinters, job: Job) -> JobState:
        if tray.began(job.number):
            monkeypatch.setattr(CupsPrinters, "follow", follow)
            raise KeyboardInterrupt
        return follow(queues, job)

    monkeypatch.setattr(CupsPrinters, "follow", interrupted)
    ran = office.run("--json", "print", "room-list", "--printer", "slow")
    tray.release()
    assert ran.code == 1
    assert json.loads(ran.out)["progress"][-1] == "cancelled"
    assert office.ok("print", "--log")["prints"] == []


# --- photos -----------------------------------------------------------------------------------------------------------


def _picture(grey: int, size: tuple[int, int] = (900, 1200)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (grey, grey, grey)).save(out, "JPEG")
    return out.getvalue()


def test_photos_beside_the_roster_are_kept_small_and_printed(cli: Cli, tmp_path: Path) -> None:
    beside = tmp_path / "photos"
    beside.mkdir()
    (beside / "1.jpg").write_bytes(_picture(40))
    (beside / "2.jpg").write_bytes(b"not a picture at all")
    (beside / "3.jpg").write_bytes(_picture(90, (8000, 7000)))
    cells = {"G1": "照片", "G2": "photos/1.jpg", "G3": "photos\\2.jpg", "G4": "photos/3.jpg", "G5": "photos/4.jpg"}
    roster = workbook(tmp_path / "roster.xlsx", **cells)
    checked = cli.ok("plan", "import", "--check", roster)
    assert [w["code"] for w in checked["warnings"]].count("photo-unreadable") == 2
    found = cli.ok("plan", "import", roster)
    told = {w["value"]: w["code"] for w in found["warnings"] if w["column"] == "照片"}
    assert told == {
        "photos\\2.jpg": "photo-unreadable",
        "photos/3.jpg": "photo-unreadable",
        "photos/4.jpg": "photo-missing",
    }
    cli.ok("plan", "arrange")
    with open_home(cli.home, PASSPHRASE) as home:
        draft = home.plans.draft()
        assert draft is not None
        first = draft.candidates[0]
        (kept,) = home.attachments.hashes()
        assert first.photo == kept
        body = home.attachments.get(kept)
    assert body is not None
    assert Image.open(io.BytesIO(body)).size == (197, 276)
    out = tmp_path / "t.pdf"
    cli.ok("print", "admission-ticket", "--candidate", first.id, "-o", out)
    assert "贴照片处" not in reading.text(out)
    cli.ok("plan", "import", roster)
    with open_home(cli.home, PASSPHRASE) as home:
        assert home.attachments.hashes() == [kept]
