"""The calls to Windows and what follows from their answers, against libraries of the test's own: what Wine cannot be
made to answer (tests/windows runs the rest). A job that fails is taken back whole; one that waits is followed.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from ctypes import POINTER, byref, cast, sizeof
from typing import Any

import pytest

from desktop.devices.printers.dots import Band
from desktop.devices.printers.port import Job
from desktop.devices.printers.spooler import DevMode, JobInfo, WindowsSpooler
from desktop.devices.printers.wish import Wish
from desktop.faults import SiteFault

BAND = Band(0, 0, 8, 1, 32, 1, b"\0\xff", bytes(4))
WISH = Wish("HP")


class Library:
    """A library whose every call is written down and answers 1, unless told otherwise."""

    def __init__(self, calls: list[str], answers: dict[str, Callable[..., int]]) -> None:
        self._calls, self._answers = calls, answers

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> int:
            self._calls.append(name)
            return self._answers.get(name, lambda *_: 1)(*arguments)

        self.__dict__[name] = call  # a function keeps the types it is given
        return call


class System:
    """A Windows of the test's own."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.calls: list[str] = []
        self.answers: dict[str, Callable[..., int]] = {"DocumentPropertiesW": self._properties}
        library = Library(self.calls, self.answers)
        patch.setattr(ctypes, "WinDLL", lambda name, use_last_error: library, raising=False)
        self.spooler = WindowsSpooler()

    def _properties(self, *arguments: Any) -> int:
        return sizeof(DevMode)


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    return System(monkeypatch)


def sheets(count: int) -> Iterator[Iterator[Band]]:
    return (iter([BAND]) for _ in range(count))


def test_a_job_is_one_document_with_a_page_for_each_sheet(system: System) -> None:
    system.answers["StartDocW"] = lambda device, info: 42
    assert system.spooler.draw(WISH, "考场座位", sheets(2)) == 42
    drawing = [call for call in system.calls if call.startswith(("Start", "End", "Stretch", "Abort", "Delete"))]
    page = ["StartPage", "StretchDIBits", "EndPage"]
    assert drawing == ["StartDocW", *page, *page, "EndDoc", "DeleteDC"]


@pytest.mark.parametrize("step", ["StartPage", "StretchDIBits", "EndPage", "EndDoc"])
def test_a_step_that_fails_takes_the_whole_job_back(system: System, step: str) -> None:
    system.answers[step] = lambda *_: 0
    with pytest.raises(SiteFault, match="printer-failed"):
        system.spooler.draw(WISH, "x", sheets(2))
    assert system.calls.count("AbortDoc") == 1
    assert system.calls[-1] == "DeleteDC"
    assert system.calls.count("OpenPrinterW") == system.calls.count("ClosePrinter")


@pytest.mark.parametrize(("step", "code"), [("StartDocW", "failed"), ("CreateDCW", "failed"), ("OpenPrinterW", "gone")])
def test_a_job_that_does_not_begin_is_told_and_has_nothing_to_take_back(system: System, step: str, code: str) -> None:
    system.answers[step] = lambda *_: 0
    with pytest.raises(SiteFault, match=f"printer-{code}"):
        system.spooler.draw(WISH, "x", sheets(1))
    assert not {"AbortDoc", "StartPage"} & set(system.calls)


def test_a_fault_among_the_sheets_takes_the_whole_job_back(system: System) -> None:
    def torn() -> Iterator[Iterator[Band]]:
        yield iter([BAND])
        raise SiteFault("pdf-unreadable")

    with pytest.raises(SiteFault, match="pdf-unreadable"):
        system.spooler.draw(WISH, "x", torn())
    assert system.calls.count("AbortDoc") == 1
    assert "EndDoc" not in system.calls


class Queue:
    """The calls of winspool about jobs, as documented: too small a room is answered with the room needed."""

    def __init__(self, system: System, **status: int) -> None:
        self.status = {int(name.removeprefix("job")): bits for name, bits in status.items()}
        system.answers |= {"GetJobW": self.get, "EnumJobsW": self.enumerate, "SetJobW": self.set}

    def get(self, handle: Any, number: int, level: int, room: Any, size: Any, needed: Any) -> int:
        if number not in self.status:
            return 0
        return self._fill([number], room, size, needed)

    def enumerate(
        self, handle: Any, first: int, most: int, level: int, room: Any, size: Any, needed: Any, count: Any
    ) -> int:
        count._obj.value = len(self.status)
        return self._fill(sorted(self.status), room, size, needed)

    def set(self, handle: Any, number: int, level: int, room: Any, command: int) -> int:
        if command != 3 or number not in self.status:
            return 0
        self.status[number] |= 0x4
        return 1

    def _fill(self, numbers: list[int], room: Any, size: Any, needed: Any) -> int:
        needed._obj.value = len(numbers) * sizeof(JobInfo)
        if room is None or getattr(size, "value", size) < needed._obj.value:
            return int(not numbers)
        for place, number in enumerate(numbers):
            cast(byref(room), POINTER(JobInfo))[place] = JobInfo(number=number, status=self.status[number])
        return 1


def test_a_job_is_followed_until_windows_has_forgotten_it(system: System) -> None:
    queue, job = Queue(system, job7=0x8), Job("HP", 7)
    seen = [system.spooler.state(job).progress]
    for bits in (0x10, 0x12, 0x10 | 0x80):
        queue.status[7] = bits
        seen.append(system.spooler.state(job).progress)
    del queue.status[7]
    seen.append(system.spooler.state(job).progress)
    assert seen == ["waiting", "printing", "printing", "done", "gone"]
    assert system.calls.count("OpenPrinterW") == system.calls.count("ClosePrinter") == 5


def test_waiting_jobs_are_listed_and_one_is_taken_back(system: System) -> None:
    queue = Queue(system, job7=0x0, job9=0x10)
    assert system.spooler.jobs("HP") == (7, 9)
    system.spooler.cancel(Job("HP", 9))
    assert system.spooler.state(Job("HP", 9)).progress == "cancelled"
    assert system.spooler.state(Job("HP", 7)).progress == "waiting"
    with pytest.raises(SiteFault, match="printer-failed"):
        system.spooler.cancel(Job("HP", 8))
    queue.status.clear()
    assert system.spooler.jobs("HP") == ()


def test_a_job_is_gone_with_its_printer(system: System) -> None:
    system.answers["OpenPrinterW"] = lambda *_: 0
    assert system.spooler.state(Job("HP", 7)).progress == "gone"
