"""Printing through a real CUPS service: what arrives, what is refused, what is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.devices.printers import answers
from desktop.devices.printers.cups import CupsPrinters
from desktop.devices.printers.port import Job
from desktop.devices.printers.wish import Calibration, Wish
from desktop.faults import SiteFault
from tests.devices.printers import paper
from tests.helpers.cups import Service, service, wait_until


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as one:
        yield one


@pytest.fixture(scope="module")
def queues(running: Service) -> CupsPrinters:
    return CupsPrinters(running.server)


def fault(code: str) -> pytest.RaisesContext:
    return pytest.raises(SiteFault, match=rf"^{code}\b")


def test_the_very_file_arrives(running: Service, queues: CupsPrinters, tmp_path: Path) -> None:
    tray, file = running.queue("exact"), paper.file(tmp_path)
    job = queues.send(file, Wish("exact", copies=3, sides="long-edge", media="A3", title="座位标签 03考场"))
    wait_until(lambda: tray.jobs() == [job.number])
    assert tray.pdf(job.number) == file.read_bytes()
    _, _, title, copies, options = tray.asked(job.number)[:5]
    assert (title, copies) == ("座位标签 03考场", "3")
    told = options.split()
    assert "media=A3" in told
    assert "sides=two-sided-long-edge" in told
    assert "print-scaling=none" in told
    wait_until(lambda: queues.follow(job).over)
    assert queues.follow(job).progress == "done"
    assert queues.cancel(job).progress == "done", "what is printed cannot be taken back"


def test_only_the_pages_asked_for_come_out_unscaled(running: Service, queues: CupsPrinters, tmp_path: Path) -> None:
    tray, file = running.queue("ranges", pages=True), paper.file(tmp_path)
    job = queues.send(file, Wish("ranges", copies=2, pages="3-5，８"))
    wait_until(lambda: tray.jobs() == [job.number])
    assert paper.said(tray.pdf(job.number)) == ["page 3", "page 4", "page 5", "page 8"]
    assert tray.asked(job.number)[3] == "2"
    assert paper.square(tray.pdf(job.number)) == pytest.approx((72, 72, 144, 144), abs=0.3)
    assert b"/Subtype /Image" not in tray.pdf(job.number), "never a bitmap"


def test_copies_in_the_file_do_not_depend_on_the_driver(running: Service, queues: CupsPrinters, tmp_path: Path) -> None:
    tray = running.queue("copies")
    job = queues.send(paper.file(tmp_path), Wish("copies", copies=2, pages="2,7", copies_in_file=True))
    wait_until(lambda: tray.jobs() == [job.number])
    assert paper.said(tray.pdf(job.number)) == ["page 2", "page 7"] * 2
    assert tray.asked(job.number)[3] == "1"


def test_a_printers_calibration_is_in_the_file_that_arrives(
    running: Service, queues: CupsPrinters, tmp_path: Path
) -> None:
    tray = running.queue("crooked")
    job = queues.send(paper.file(tmp_path), Wish("crooked", calibration=Calibration(10, -20, 10_000)))
    wait_until(lambda: tray.jobs() == [job.number])
    right, up = 10 * 72 / 254, 20 * 72 / 254
    wanted = (72.72 + right, 72.72 - up, 145.44 + right, 145.44 - up)
    assert paper.square(tray.pdf(job.number)) == pytest.approx(wanted, abs=0.15)
    assert len(paper.said(tray.pdf(job.number))) == 8


def test_a_page_that_lies_comes_out_upright_and_put_right_by_the_sheets_right_and_down(
    running: Service, queues: CupsPrinters, tmp_path: Path
) -> None:
    """The system's own page filter finds nothing left to turn."""
    tray, file = running.queue("lying", pages=True), tmp_path / "lying.pdf"
    file.write_bytes(paper.numbered(1, (842.0, 595.0)))
    job = queues.send(file, Wish("lying", calibration=Calibration(127, 254, 0)))
    wait_until(lambda: tray.jobs() == [job.number])
    came = tray.pdf(job.number)
    assert paper.square(came) == pytest.approx((595 - 144 + 36, 72 + 72, 595 - 72 + 36, 144 + 72), abs=0.6)


def test_a_job_can_be_taken_back(running: Service, queues: CupsPrinters, tmp_path: Path) -> None:
    tray, file = running.queue("slow"), paper.file(tmp_path)
    tray.hold()
    first, second = (queues.send(file, Wish("slow")) for _ in range(2))
    wait_until(lambda: tray.began(first.number))
    wait_until(lambda: queues.follow(first).progress == "printing")
    assert queues.follow(second).progress == "waiting"
    assert [p.state for p in queues.printers() if p.name == "slow"] == ["printing"]
    assert queues.cancel(second).progress == "cancelled"
    assert queues.cancel(first).progress == "cancelled"
    tray.release()
    wait_until(lambda: queues.follow(first).over and queues.follow(second).over)
    assert queues.follow(first).progress == queues.follow(second).progress == "cancelled"
    assert tray.jobs() == []
    assert queues.cancel(first).progress == "cancelled"


def test_a_printer_that_vanished_is_told(running: Service, queues: CupsPrinters, tmp_path: Path) -> None:
    running.queue("gone")
    job = queues.send(file := paper.file(tmp_path), Wish("gone"))
    running.admin("-x", "gone")
    with fault("printer-gone"):
        queues.send(file, Wish("gone"))
    assert queues.follow(job).progress == "gone"
    assert queues.cancel(job).progress == "gone"


def test_a_stopped_queue_is_told_and_nothing_waits_in_it(
    running: Service, queues: CupsPrinters, tmp_path: Path
) -> None:
    tray, file = running.queue("stopped"), paper.file(tmp_path)
    running.run("cupsdisable", "-r", "no paper; rm -rf x", "stopped")
    assert [p.state for p in queues.printers() if p.name == "stopped"] == ["stopped"]
    with fault("printer-stopped"):
        queues.send(file, Wish("stopped"))
    running.run("cupsenable", "stopped")
    running.run("cupsreject", "stopped")
    with fault("printer-refuses"):
        queues.send(file, Wish("stopped"))
    running.run("cupsaccept", "stopped")
    job = queues.send(file, Wish("stopped"))
    wait_until(lambda: tray.jobs() == [job.number])


def test_a_filter_that_fails_is_a_print_that_failed(running: Service, queues: CupsPrinters, tmp_path: Path) -> None:
    running.queue("failing", pages=True)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4\nno more")
    job = queues._lp(broken, Wish("failing"), "", 1)  # `send` would not hand it over
    wait_until(lambda: queues.follow(job).over)
    assert queues.follow(job).progress == "failed"
    assert queues.cancel(job).progress == "cancelled", "the service keeps it until it is taken away"
    assert queues.follow(job).progress == "cancelled"


@pytest.mark.parametrize(
    "name",
    ["", "-d", "--help", "raw -o x", "a/b", "a#b", "raw\n", "raw\x00", "$(touch x)", "不存在", "x" * 300, "raw;ls"],
)
def test_no_name_of_a_printer_is_taken_for_anything_else(
    name: str, running: Service, queues: CupsPrinters, tmp_path: Path
) -> None:
    with fault("printer-gone"):
        queues.send(paper.file(tmp_path), Wish(name))
    assert queues.follow(Job(name, 1)).progress == "gone"


def test_what_is_no_pdf_or_has_no_such_page_is_not_sent(running: Service, queues: CupsPrinters, tmp_path: Path) -> None:
    tray = running.queue("picky")
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.7 nothing")
    with fault("pdf-unreadable"):
        queues.send(bad, Wish("picky"))
    with fault("print-pages-none"):
        queues.send(paper.file(tmp_path), Wish("picky", pages="9-12"))
    with fault("file-not-found"):
        queues.send(tmp_path / "none.pdf", Wish("picky"))
    assert tray.jobs() == []


def test_names_titles_and_the_default_are_told(running: Service, queues: CupsPrinters) -> None:
    running.queue("office")
    running.admin("-p", "office", "-D", "考务办公室 激光打印机")
    running.admin("-d", "office")
    found = {printer.name: printer for printer in queues.printers()}
    assert found["office"].title == "考务办公室 激光打印机"
    assert found["office"].default
    assert [name for name, printer in found.items() if printer.default] == ["office"]
    assert found["office"].state == "ready"
    assert found["office"].alerts == ()


def test_a_queue_that_is_full_is_told(tmp_path: Path) -> None:
    file = paper.file(tmp_path)
    with service(most_jobs=1) as small:
        printers, tray = CupsPrinters(small.server), small.queue("one")
        assert len(printers.printers()) == 1
        tray.hold()
        job = printers.send(file, Wish("one"))
        with fault("printer-queue-full"):
            printers.send(file, Wish("one"))
        printers.cancel(job)
        tray.release()


def test_a_file_the_spool_cannot_hold_is_told(tmp_path: Path) -> None:
    with service(most_bytes=1000) as small:
        small.queue("one")
        with fault("printer-spool-full"):
            CupsPrinters(small.server).send(paper.file(tmp_path), Wish("one"))


def test_a_service_that_is_not_there_is_told(tmp_path: Path) -> None:
    with service() as one:
        printers = CupsPrinters(one.server)
        assert printers.printers() == ()
        one.queue("last")
        job = printers.send(paper.file(tmp_path), Wish("last"))
    for ask in (printers.printers, lambda: printers.follow(job), lambda: printers.cancel(job)):
        with fault("printer-service-off"):
            ask()
    with fault("printer-service-off"):
        printers.send(paper.file(tmp_path), Wish("last"))


def test_a_machine_without_printing_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with fault("printer-service-missing"):
        CupsPrinters().printers()


@given(st.text(), st.text(), st.text())
def test_no_answer_of_the_system_breaks_the_reading(listed: str, accepting: str, default: str) -> None:
    for printer in answers.printers(f"printer {listed}\n\tAlerts: {default}", accepting, default):
        assert answers.queue_name(printer.name)
    answers.request_number(f"request id is {listed}-1 (")
    for job in answers.jobs(f"{listed}\n{accepting}-12 x\n\tStatus: {default}\n\tAlerts: {listed}").values():
        assert answers.over(job).over
        assert not answers.waiting(job).over
