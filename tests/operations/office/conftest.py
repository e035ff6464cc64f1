"""An office's desk over a home of its own, on a day the test sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap.parts import Parts
from desktop.operations.boards.office import Line, OfficeBoard, Page
from desktop.operations.boards.shell import Answer
from desktop.operations.desks.session import HomeSession
from desktop.store.home import Home, create_home
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE, PlainPins


@dataclass
class Office:
    """The desk and the last board it sent."""

    home: Home
    desk: Any = None
    boards: list[OfficeBoard] = field(default_factory=list)

    def board(self, board: OfficeBoard) -> None:
        self.boards.append(board)

    def fault(self, fault: BaseException) -> None:
        raise fault

    @property
    def last(self) -> OfficeBoard:
        return self.boards[-1]

    @property
    def page(self) -> Page:
        return self.last.page

    def job(self, name: str, about: tuple[str, ...] = ("office",), **data: Any) -> Answer:
        """As a form or a key asks for it."""
        answer: Answer = self.desk.act(f"job:{name}", about, data, ())
        return answer

    def done(self, name: str, about: tuple[str, ...] = ("office",), **data: Any) -> str:
        answer = self.job(name, about, **data)
        assert answer.refused is None, answer
        return answer.text

    def row(self, words: str) -> Line:
        """The one line of the page with these words in a cell."""
        [found] = [line for line in self.page.lines if any(words in cell for cell in line.cells)]
        return found


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Office]]:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    sessions: list[HomeSession] = []

    def open_it(today: str = "2026-11-14", section: str = "plan") -> Office:
        made = Office(create_home(tmp_path / f"h{len(sessions)}", PASSPHRASE))
        parts = Parts()
        parts.__dict__["pins"] = PlainPins()
        parts.__dict__["today"] = lambda: date.fromisoformat(today)
        sessions.append(HomeSession(made.home, parts, Wording("zh-CN")))
        made.desk = sessions[-1].open_desk("office", made)
        made.desk.turn_to(section)
        return made

    yield open_it
    for session in sessions:
        session.close()
