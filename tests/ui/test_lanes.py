"""Lanes and the bridge: nothing waits in the GUI thread, everything arrives there."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject
from pytestqt.qtbot import QtBot

from desktop.ui.shared.bridge import Bridge
from desktop.ui.shared.lanes import _LEFT_BEHIND, Lane


def test_a_call_runs_in_the_lane_and_its_answer_comes_to_the_gui_thread(qtbot: QtBot) -> None:
    lane, seen = Lane("test"), []

    def done(name: str) -> None:
        seen.append((name, threading.current_thread() is threading.main_thread()))

    lane.call(lambda: threading.current_thread().name, done)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("kaodian-test", True)]
    assert lane.close()


def test_calls_of_one_lane_keep_their_order(qtbot: QtBot) -> None:
    lane, seen = Lane("test"), list[int]()
    for number in range(200):
        lane.call(partial(int, number), seen.append)
    qtbot.waitUntil(lambda: len(seen) == 200)
    assert seen == list(range(200))
    assert lane.close()


def test_a_failed_call_goes_to_its_handler_or_to_the_lane_and_the_lane_lives_on(qtbot: QtBot) -> None:
    lane, handled, unhandled, after = Lane("test"), list[Any](), list[Any](), list[int]()
    lane.faulted.connect(unhandled.append)
    lane.call(lambda: 1 // 0, failed=handled.append)
    lane.call(lambda: [][0])
    lane.call(lambda: 7, after.append)
    qtbot.waitUntil(lambda: bool(after))
    assert isinstance(handled[0], ZeroDivisionError)
    assert isinstance(unhandled[0], IndexError)
    assert lane.close()


def test_a_lane_that_works_on_when_its_window_closes_is_held_until_it_has_ended(qtbot: QtBot) -> None:
    gate, seen = threading.Event(), list[int]()
    screen = QObject()
    screen.lane = Lane("test")  # type: ignore[attr-defined]
    lane = weakref.ref(screen.lane)  # type: ignore[attr-defined]
    screen.lane.call(partial(gate.wait, 5), lambda _: seen.append(1), owner=screen)  # type: ignore[attr-defined]
    assert not screen.lane.close(0.01)  # type: ignore[attr-defined]
    with qtbot.waitSignal(screen.destroyed):
        screen.deleteLater()
    del screen
    gc.collect()
    assert lane() is not None, "its thread would speak through an object that is gone"
    gate.set()
    qtbot.waitUntil(lambda: lane() not in _LEFT_BEHIND)
    qtbot.waitUntil(lambda: lane() is None)
    assert seen == []


def test_a_closed_bridge_says_nothing_whoever_speaks(qtbot: QtBot) -> None:
    bridge, seen = Bridge(), list[object]()
    bridge.board_changed.connect(seen.append)
    bridge.fault_told.connect(seen.append)
    bridge.close()
    bridge.board("late")
    bridge.fault(ValueError())
    QCoreApplication.processEvents()
    assert seen == []


def test_a_late_answer_does_not_wake_a_closed_screen(qtbot: QtBot) -> None:
    lane, gate, seen = Lane("test"), threading.Event(), list[str]()
    screen = QObject()
    lane.call(gate.wait, lambda _: seen.append("late"), owner=screen)
    with qtbot.waitSignal(screen.destroyed):
        screen.deleteLater()
    del screen
    gate.set()
    lane.call(lambda: "after", seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["after"]
    assert lane.close()


def test_the_bridge_passes_the_newest_board_and_skips_what_was_overtaken(qtbot: QtBot) -> None:
    bridge, seen = Bridge(), list[object]()
    bridge.board_changed.connect(seen.append)
    feeder = threading.Thread(target=lambda: [bridge.board(number) for number in range(1, 5001)])
    feeder.start()
    feeder.join()
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] == 5000)
    assert len(seen) < 5000
    assert bridge.last == 5000
    bridge.board("next")
    qtbot.waitUntil(lambda: seen[-1] == "next")


def test_a_board_with_a_pace_is_shown_at_once_and_then_no_oftener(qtbot: QtBot) -> None:
    class Paced:
        pace = 200

    bridge, seen = Bridge(), list[object]()
    times: list[float] = []
    bridge.board_changed.connect(seen.append)
    bridge.board_changed.connect(lambda board: times.append(time.monotonic()))
    first, boards = Paced(), [Paced() for _ in range(20)]
    bridge.board(first)
    qtbot.waitUntil(lambda: seen == [first])
    for board in boards:
        bridge.board(board)
        QCoreApplication.processEvents()
    assert seen == [first]
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[1] is boards[-1]
    assert times[1] - times[0] >= 0.19


def test_a_closed_bridge_takes_nothing(qtbot: QtBot) -> None:
    bridge, seen = Bridge(), list[object]()
    bridge.board_changed.connect(seen.append)
    with qtbot.assertNotEmitted(bridge.board_changed, wait=50):
        bridge.board("before")
        bridge.close()
        bridge.board("after")
        bridge.fault(ValueError("late"))
    assert seen == []
