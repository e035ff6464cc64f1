"""Printing at the real office desk before the count: sheets without the room's figures, and the whole set to a printer
by key, taken back with one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.wish import Wish
from desktop.operations.boards.printing import PrintWork
from desktop.progress import Progress, unwatched
from desktop.ui.office.printing.pane import PrintPane
from tests.helpers.office import Office
from tests.ui.office.returned.desk import Opened
from tests.ui.office.returned.test_acceptance import counted, everything_said


class Tray:
    """A printer that takes everything and prints nothing."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.cancelled: list[int] = []

    def printers(self) -> tuple[Printer, ...]:
        return (Printer("first", "一楼打印机", default=True),)

    def send(self, path: Path, wish: Wish, tell: Progress = unwatched) -> Job:
        self.sent.append(f"{wish.title} {wish.media}")
        return Job(wish.printer, len(self.sent))

    def follow(self, job: Job) -> JobState:
        return JobState("cancelled" if job.number in self.cancelled else "waiting")

    def cancel(self, job: Job) -> JobState:
        self.cancelled.append(job.number)
        return JobState("cancelled")


def work(opened: Opened) -> PrintWork:
    found = opened.view._board.page.work
    assert isinstance(found, PrintWork)
    return found


def offered(opened: Opened) -> set[str]:
    """The keys at the foot."""
    hints = opened.view.keys()
    return {hint.key for hint in hints}


def test_the_print_page_is_blind_and_the_whole_set_goes_and_comes_back(real: Callable[..., Opened]) -> None:
    tray = Tray()

    def prepare(office: Office) -> None:
        counted(office)
        office.parts.__dict__["printers"] = tray

    opened = real("10:07", prepare)
    opened.press("5")
    opened.until(lambda: isinstance(opened.view.page.pane, PrintPane))
    pane = opened.view.page.pane
    assert isinstance(pane, PrintPane)
    while pane.forms.name() != "room-record":
        opened.press("Down")
    opened.qtbot.waitUntil(lambda: work(opened).chosen == "room-record", timeout=30_000)
    opened.qtbot.waitUntil(lambda: work(opened).sheets is not None, timeout=30_000)
    assert "考务还没有清点" in everything_said(opened.window)
    assert not [word for word in ("4177", "4298") if word in everything_said(opened.window)]
    opened.press("F8", "2")
    form = opened.view.sheet.form
    assert form is not None
    assert [editor.row.name for editor in form.editors] == ["to", "folder", "labels", "accept_flags", "again"]
    for _ in range(8):  # Enter after Enter goes through the form and sends it
        if tray.sent or not opened.view.sheet.is_open():
            break
        opened.press("Enter")
    opened.qtbot.waitUntil(lambda: opened.view._board.doing is None and len(work(opened).sent) > 20, timeout=60_000)
    assert "考场规则 A3" in tray.sent
    assert not [title for title in tray.sent if title.startswith("座位号")]
    assert opened.view._board.page.told_tone == "ok"
    assert "X" in offered(opened)
    opened.press("X")
    opened.qtbot.waitUntil(lambda: all(sent.over for sent in work(opened).sent), timeout=20_000)
    assert tray.cancelled == list(range(len(tray.sent), 0, -1)), "the last ones first"
    assert "X" not in offered(opened)
    assert opened.behind(lambda: opened.office.home.prints.all()) == []
