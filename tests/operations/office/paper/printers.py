"""The print page in tests: printers in memory, and what stands on the page."""

from __future__ import annotations

from pathlib import Path

from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.wish import Wish
from desktop.faults import SiteFault
from desktop.operations.boards.printing import PrintWork
from desktop.operations.boards.shell import ActionRow
from desktop.progress import Progress, unwatched
from tests.operations.office.desks import Office


class Queues:
    """Printers in memory: `sent` is what arrived, `state` where every job is."""

    def __init__(self) -> None:
        self.found: tuple[Printer, ...] = (Printer("second"), Printer("first", "一楼打印机", default=True))
        self.sent: list[tuple[Wish, bytes]] = []
        self.state, self.fault = "printing", ""

    def printers(self) -> tuple[Printer, ...]:
        if self.fault:
            raise SiteFault(self.fault)
        return self.found

    def send(self, path: Path, wish: Wish, tell: Progress = unwatched) -> Job:
        if wish.printer not in {printer.name for printer in self.found}:
            raise SiteFault("printer-gone", printer=wish.printer)
        self.sent.append((wish, path.read_bytes()))
        return Job(wish.printer, sum(sent.printer == wish.printer for sent, _ in self.sent))  # as Windows numbers them

    def follow(self, job: Job) -> JobState:
        return JobState(self.state)  # type: ignore[arg-type]

    def cancel(self, job: Job) -> JobState:
        return JobState("cancelled")


def look_around(office: Office) -> None:
    office.desk.printing.seen(office.desk.printing.look_around())


def choose(office: Office, form: str) -> PrintWork:
    office.desk.printing.choose(form, office.desk.printing.leave())
    return work(office)


def work(office: Office) -> PrintWork:
    found = office.screen.last.page.work
    assert isinstance(found, PrintWork)
    return found


def row(office: Office, command: str) -> ActionRow:
    return next(row for row in office.screen.last.page.jobs if row.command == command)


def facts(office: Office) -> dict[str, str]:
    return {fact.word: fact.text for fact in work(office).facts}
