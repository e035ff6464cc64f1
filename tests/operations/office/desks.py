"""An office desk over a real home, with the screen in the test's hand: it may call a job off when it sees how far it
is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.clocks import SystemClock
from desktop.exam.plan.model import Index, Plan
from desktop.operations.boards.office import Doing, OfficeBoard
from desktop.operations.desks.credentials import Credentials
from desktop.operations.desks.office.desk import OfficeDesk
from desktop.operations.session import Session
from desktop.operations.words import Words
from desktop.store.home import Home, create_home
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE, PlainPins, enrolled
from tests.helpers.morning import small_plan


class Ticking(SystemClock):
    """Every look at this clock is a second later, so that every word of a job reaches the screen."""

    def __init__(self) -> None:
        self._steady = 0

    def steady(self) -> int:
        self._steady += 1000
        return self._steady


class Screen:
    """Keeps the boards; `on_doing` is asked at every board of a job under way."""

    def __init__(self) -> None:
        self.boards: list[OfficeBoard] = []
        self.faults: list[BaseException] = []
        self.on_doing: Callable[[Doing], object] = lambda doing: None
        self.board_seen: Callable[[OfficeBoard], object] = lambda board: None

    def board(self, board: object) -> None:
        assert isinstance(board, OfficeBoard)
        self.boards.append(board)
        self.board_seen(board)
        if board.doing is not None:
            self.on_doing(board.doing)

    def fault(self, fault: BaseException) -> None:
        self.faults.append(fault)

    @property
    def last(self) -> OfficeBoard:
        return self.boards[-1]

    def done(self) -> list[str]:
        """What jobs said they were at, each once."""
        return list(dict.fromkeys(board.doing.words for board in self.boards if board.doing is not None))


class Office:
    """`desk` is the desk behind the screen."""

    def __init__(self, home: Home, record: Any = None, clock: Any = None) -> None:
        self.home, self.screen = home, Screen()
        self.published: Any = None
        self.parts = Parts(clock=clock or Ticking())
        self.parts.__dict__["pins"] = PlainPins()
        words = Words(record.index if record else Index(small_plan()), Wording("zh-CN"))
        who = Credentials(record, Session(record.index, {}, PlainPins(), lambda: 0), words) if record else None
        self.desk = OfficeDesk(home, self.parts, record, words, who, self.screen)
        self.desk.send()

    def plan(self, plan: Plan) -> None:
        """A draft to work on."""
        self.home.plans.save_draft(plan)
        self.desk.send()

    def call_off_at(self, word: str) -> None:
        """From now on whoever sits there presses Esc as soon as the bar says this."""

        def look(doing: Doing) -> None:
            if word in doing.words:
                self.desk.call_off()

        self.screen.on_doing = look


@contextmanager
def drafting(folder: Path, monkeypatch: Any) -> Iterator[Office]:
    """An office before the day, with nothing in it."""
    monkeypatch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    home = create_home(folder, PASSPHRASE)
    try:
        yield Office(home)
    finally:
        home.close()


@contextmanager
def on_the_day(folder: Path) -> Iterator[Office]:
    """An office desk of a published plan."""
    with enrolled(folder, "office") as own:
        own.clock.set("8:05")
        office = Office(own.home, own.record, own.clock)
        office.published = own.published
        yield office
