"""While the office works, its window goes on: no gap of 100 ms between two events, whatever the lane is at."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop import collector
from desktop.bootstrap.parts import Parts
from desktop.operations.desks.session import HomeSession
from desktop.ui.office.printing.pane import PrintPane
from desktop.ui.office.view import OfficeView
from desktop.ui.shared.lanes import Lane
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.architecture.source import ROOT
from tests.helpers.heartbeat import EXACT, heartbeat
from tests.ui.conftest import Hands

LONGEST = 100.0
PATIENCE = 60_000


class Opener:
    """Opens a home as the program does, in the window's lane."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, passphrase: str | None) -> Any:
        parts = Parts()
        try:
            return HomeSession(parts.open_or_create(self._folder, "frozen"), parts, Wording())
        finally:
            collector.wake()


@pytest.fixture
def office(qtbot: QtBot, window: Callable[..., Window], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Window:
    """The real window over an empty home."""
    monkeypatch.setenv("KAODIAN_PASSPHRASE", "frozen")
    made = window(Opener(tmp_path / "home"), "office")
    qtbot.waitUntil(made.on_desk, timeout=PATIENCE)
    return made


def view_of(window: Window) -> OfficeView:
    assert isinstance(window.view, OfficeView)
    return window.view


def done(qtbot: QtBot, window: Window, job: str, data: dict[str, Any]) -> tuple[float, str]:
    """Do the job as its form would; the longest gap meanwhile, and what was done in it. One that is too long must come
    again the second time: what the program does, it does every time, and a machine's own pauses do not."""
    found = _done(qtbot, window, job, data)
    return found if found[0] < LONGEST else min(found, _done(qtbot, window, job, data))


def _done(qtbot: QtBot, window: Window, job: str, data: dict[str, Any]) -> tuple[float, str]:
    view, over = view_of(window), []
    with heartbeat() as beat:
        work = partial(view.desk_actions.act, f"job:{job}", ("office",), data, ())
        view.tools.lane.call(work, over.append)
        qtbot.waitUntil(lambda: bool(over) and view._board.doing is None, timeout=PATIENCE)
    assert over[0].done, over
    assert beat.beats > 1
    return beat.worst, beat.why


def test_import_arrange_preview_print_and_publish_never_freeze_the_window(
    qtbot: QtBot, office: Window, tmp_path: Path
) -> None:
    gaps: dict[str, tuple[float, str]] = {}
    sample = str(ROOT / "resources" / "sample" / "roster.xlsx")
    gaps["import"] = done(qtbot, office, "import", {"path": sample})
    gaps["arrange"] = done(qtbot, office, "arrange", {"seed": 5})
    hands = Hands(office, qtbot)
    with heartbeat() as beat:
        hands.key("5")
        qtbot.waitUntil(lambda: _shown(office), timeout=PATIENCE)
        for _ in range(12):
            hands.key("Right")
        hands.key("Z")
        hands.key("Z")
        pane = view_of(office).page.pane
        assert isinstance(pane, PrintPane)
        qtbot.waitUntil(lambda: not pane.pictures._waiting, timeout=PATIENCE)
    gaps["preview"] = (beat.worst, beat.why)
    gaps["print"] = done(qtbot, office, "print-all", {"folder": str(tmp_path / "all"), "accept_flags": True})
    assert len(list((tmp_path / "all").iterdir())) > 25
    gaps["publish"] = done(qtbot, office, "publish", {"out": str(tmp_path / "plan.kaodian"), "rehearsal": True})
    assert max(gaps.values())[0] < LONGEST, gaps


def _shown(window: Window) -> bool:
    pane = view_of(window).page.pane
    return isinstance(pane, PrintPane) and pane._work.sheets is not None


# --- the measure itself -----------------------------------------------------------------------------------------------


def busy(milliseconds: int) -> None:
    until = time.thread_time() + milliseconds / 1000
    while time.thread_time() < until:
        pass


def test_a_handler_that_takes_too_long_is_seen(qtbot: QtBot) -> None:
    over: list[bool] = []
    with heartbeat() as beat:
        QTimer.singleShot(0, lambda: (busy(150), over.append(True)))
        qtbot.waitUntil(lambda: bool(over))
    assert beat.worst > LONGEST


@pytest.mark.skipif(not EXACT, reason="only Linux tells who waited for a processor")
def test_a_lane_that_keeps_the_interpreter_is_seen_and_so_is_waiting(qtbot: QtBot) -> None:
    lane, over = Lane("greedy"), []
    with heartbeat() as beat:
        lane.call(lambda: sum(range(60_000_000)), over.append)
        qtbot.waitUntil(lambda: bool(over), timeout=PATIENCE)
    assert beat.passed > LONGEST
    lane.close()
    over.clear()
    with heartbeat() as beat:
        QTimer.singleShot(0, lambda: (subprocess.run(["sleep", "0.2"], check=True), over.append(True)))
        qtbot.waitUntil(lambda: bool(over))
    assert beat.worst > LONGEST


@pytest.mark.skipif(not EXACT, reason="only Linux tells who waited for a processor")
def test_a_loaded_machine_alone_is_nobodys_fault(qtbot: QtBot) -> None:
    lane, over = Lane("polite"), []
    others = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(4)]
    try:
        with heartbeat() as beat:
            lane.call(lambda: busy(200), over.append)
            qtbot.waitUntil(lambda: bool(over), timeout=PATIENCE)
    finally:
        for other in others:
            other.kill()
            other.wait()
        lane.close()
    assert beat.worst < LONGEST
