"""The real office desk, opened in a window of the test's own."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop import collector
from desktop.operations.boards.shell import Signed
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.helpers.office import OFFICE, Office, office
from tests.ui.conftest import Hands
from tests.ui.office.returned.desk import Opened


@pytest.fixture
def real(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Opens it: `real("10:20", prepare=...)`; `prepare(office)` runs in the lane before anything is shown."""
    windows: list[Window] = []
    _swept()

    def open_it(
        until: str, prepare: Callable[[Office], None] = lambda made: None, absent: Sequence[str] = (), plan: Any = None
    ) -> Opened:
        made: list[Office] = []

        def open_session(passphrase: str | None) -> Any:
            stack = ExitStack()
            with collector.resting():
                one = stack.enter_context(office(tmp_path / "home", until, plan, absent))
                one.home.settings.put("tours", "off")
                one.closing = stack.close
                prepare(one)
            made.append(one)
            return one.session

        windows.append(window := Window(open_session, Wording(), "office"))
        window.resize(1366, 768)
        window.show()
        window.begin()
        qtbot.waitUntil(lambda: window.entry.sign_in is not None, timeout=20_000)
        assert window.entry.sign_in is not None
        window.entry.sign_in.passed.emit(Signed(OFFICE, "人员03", "考务人员", 0, ""))
        qtbot.waitUntil(window.on_desk)
        return Opened(window, Hands(window, qtbot), qtbot, made[0])

    yield open_it
    for window in windows:
        window.close()
        window.deleteLater()
    windows.clear()
    _swept()


def _swept() -> None:
    """Widgets of the windows before are collected here, in their own thread: a lane that makes as many objects as these
    would else do it in the midst of a test."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
