"""The real office desk in a real window: store, rules, paper and pictures behind it, keys before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.ui.office.view import OfficeView
from desktop.ui.shell.window import Window
from tests.helpers.office import Office
from tests.ui.conftest import Hands


@dataclass
class Opened:
    """A window on the office desk of a home. What belongs to the home is asked in its lane: `behind(lambda: ...)`."""

    window: Window
    hands: Hands
    qtbot: QtBot
    office: Office
    keys: int = field(default=0)

    @property
    def view(self) -> OfficeView:
        found = self.window.findChild(OfficeView)
        assert isinstance(found, OfficeView)
        return found

    def behind(self, work: Callable[[], Any]) -> Any:
        """Something of the home, in the lane that owns it."""
        out: list[Any] = []
        self.view.tools.lane.call(work, out.append, out.append, owner=self.view)
        self.qtbot.waitUntil(lambda: bool(out))
        assert not isinstance(out[0], BaseException), out[0]
        return out[0]

    def press(self, *keys: str) -> None:
        """Keys one after another, each waited for."""
        for key in keys:
            self.keys += 1
            self.hands.key(key)
            self.behind(lambda: None)

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true)
