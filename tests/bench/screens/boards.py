"""The chief's board of 60 rooms under 200 changes a second: what it costs of one core, and the longest wait for a
frame. Beside it a bare widget that is filled anew at every one of the same changes.

Both measures drive the real window. `board` hands it made boards through the bridge, so the figure is the screen's own;
`board-live` folds real entries into a real record in the lane, so the figure is what a morning costs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread
from time import monotonic, perf_counter, process_time, thread_time
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.exam.day.admission import check_facts
from desktop.exam.day.verdict import Reading, judge
from desktop.exam.frame.command import Refused
from desktop.ledger.chain import Draft
from desktop.ledger.entry import Entry
from desktop.operations.boards.control import ControlBoard, RoomCell
from desktop.operations.boards.shell import Signed
from desktop.operations.desks.session import HomeSession
from desktop.operations.door import door_of
from desktop.operations.record import Record
from tests.bench import site
from tests.bench.measure import Measure

ROOMS, PEOPLE = 60, 1800
A_SECOND = 200
SECONDS = 5.0
CORE, FRAME = 30.0, 100.0
"""Per cent of one core, milliseconds without a frame: the reach."""


@dataclass
class Load:
    """`share` of one core in per cent, `stall` the longest time in ms the window answered nothing, `fed` changes."""

    share: float
    stall: float
    fed: int
    painted: int


def measure(folder: Path) -> list[Measure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.app import application

    application(["kaodian-bench"])
    made = site.make(folder, PEOPLE, ROOMS)
    with _Stage(made) as stage:
        bare = stage.bare()
        shown = stage.shown()
        live = stage.live()
    facts = {
        "a bare widget filled anew at the same changes, % of a core": round(bare.share, 1),
        "of it the load's own thread, % of a core": round(stage.own, 1),
    }
    return [
        *_lines("board", "60 rooms x 14 steps, 200 boards a second", shown, facts),
        *_lines("board-live", "60 rooms, 200 entries a second folded and shown", live, {}),
    ]


def _lines(key: str, work: str, load: Load, facts: dict[str, Any]) -> list[Measure]:
    told = {**facts, "changes fed": load.fed, "times the grid was painted": load.painted}
    return [
        Measure(key, f"{work}: % of a core", "-", "%", load.share, None, CORE, True, told),
        Measure(f"{key}-frame", f"{work}: longest wait", "-", "ms", load.stall, None, FRAME, True),
    ]


class _Stage:
    """The window on the control desk of a rehearsal, at 1366 by 768, signed in as the chief."""

    def __init__(self, made: site.Site) -> None:
        from desktop.ui.shell.window import Window
        from desktop.wording import Wording

        self._site = made
        self._parts = Parts()
        self.own = 0.0
        self._now = made.doors_open
        self.session: HomeSession | None = None
        self.window = Window(self._open, Wording(), "control")
        self.window.resize(1366, 768)
        self._paints = 0

    def _open(self, passphrase: str | None) -> HomeSession:
        """In the lane, as in the program."""
        session = HomeSession(self._parts.open_home(self._site.home, site.PASSPHRASE), self._parts, self.window.wording)
        record = session.record
        assert record is not None
        assert session.who is not None
        record.now = lambda at=None: self._now  # type: ignore[method-assign]
        chief = next(d.staff for d in record.plan.duties if d.role == "chief")
        session.who.officer = Signed(chief, record.index.staff[chief].name, "", self._now, "bench")
        self.session = session
        return session

    def __enter__(self) -> _Stage:
        self.window.show()
        self.window.begin()
        turn_until(lambda: self.window.entry.sign_in is not None)
        self.window.open_desk("control")
        turn_until(self.window.on_desk)
        grid = self.window.view.grid  # type: ignore[union-attr]
        paint = grid.paintEvent

        def painted(event: Any) -> None:
            self._paints += 1
            paint(event)

        grid.paintEvent = painted
        return self

    def __exit__(self, *gone: object) -> None:
        self.window.close()
        self.window.deleteLater()

    # -- the three loads

    def bare(self) -> Load:
        from PySide6.QtCore import QObject, Qt, Signal
        from PySide6.QtGui import QColor, QPainter
        from PySide6.QtWidgets import QWidget

        class Bare(QWidget):
            def paintEvent(self, event: object) -> None:
                painter = QPainter(self)
                painter.fillRect(self.rect(), QColor(255, 255, 255))
                painter.end()

        class Told(QObject):
            told = Signal()

        widget, teller = Bare(), Told()
        widget.resize(1366, 768)
        widget.show()
        teller.told.connect(widget.update, Qt.ConnectionType.QueuedConnection)
        load = self._under(lambda n: teller.told.emit())
        widget.close()
        return load

    def shown(self) -> Load:
        """Made boards: at each change one cell of one room is another."""
        bridge, board = self.window.bridge, self.window.view.board()  # type: ignore[union-attr]
        assert bridge is not None
        boards = list(_walk(board, int(A_SECOND * SECONDS)))
        return self._under(lambda n: bridge.board(boards[n % len(boards)]))

    def live(self) -> Load:
        """Real entries: everybody comes in. Written beforehand, folded and told one by one in the lane."""
        assert self.session is not None
        assert self.session.record is not None
        record = self.session.record
        ready: list[Entry] = []
        self.window.lane.call(lambda: ready.extend(_arrivals(record, self._site)))
        turn_until(lambda: self.window.lane.waiting() == 0 and len(ready) > 0)
        lane = self.window.lane
        return self._under(lambda n: lane.call(lambda: record._take([ready[n]])), len(ready))

    # -- one load

    def _under(self, change: Callable[[int], object], most: int = 1_000_000) -> Load:
        """Feed changes from a thread of its own for SECONDS, and watch how long the GUI thread is not there."""
        from PySide6.QtCore import QTimer

        _rest(0.4)
        over, counted, stalls, last = Event(), [0], [0.0], [perf_counter()]
        self._paints = 0

        def beat() -> None:
            now = perf_counter()
            stalls.append(now - last[0])
            last[0] = now

        pulse = QTimer()
        pulse.setInterval(5)
        pulse.timeout.connect(beat)

        def feed() -> None:
            began = monotonic()
            own = thread_time()
            while not over.is_set() and counted[0] < most:
                due = began + counted[0] / A_SECOND
                if over.wait(max(0.0, due - monotonic())):
                    break
                change(counted[0])
                counted[0] += 1
            self.own = (thread_time() - own) / (monotonic() - began) * 100

        feeder = Thread(target=feed)
        wall, cpu = monotonic(), process_time()
        pulse.start()
        feeder.start()
        turn_until(lambda: monotonic() - wall >= SECONDS)
        over.set()
        feeder.join()
        # What is still in the queue is part of the price.
        turn_until(lambda: self.window.lane.waiting() == 0)
        spent = process_time() - cpu
        pulse.stop()
        return Load(spent / (counted[0] / A_SECOND) * 100, max(stalls) * 1000, counted[0], self._paints)


def _walk(board: ControlBoard, count: int) -> Iterator[ControlBoard]:
    """Boards that differ by one cell each, in every room and step in turn."""
    rooms = list(board.rooms)
    for n in range(count):
        at = n * 37 % len(rooms)
        cells = list(rooms[at].cells)
        place = n % len(cells)
        cells[place] = RoomCell("done", told=f"{n}") if n % 2 else RoomCell("due", "!", told=f"{n}")
        rooms[at] = replace(rooms[at], cells=tuple(cells))
        yield replace(board, rooms=tuple(rooms))


def _arrivals(record: Record, made: site.Site) -> list[Entry]:
    """What the doors write when everybody comes in, one entry each, sealed by this desk's own key."""
    drafts, at = [], made.doors_open
    ctx = record.context()
    for seat in made.plan.seats:
        at += 10
        door = door_of(ctx, seat.room, at)
        assert not isinstance(door, Refused)
        who = record.index.candidates[seat.candidate]
        reading = Reading(who.document_number, ticket=who.admission_number)
        verdict = judge(ctx, door, reading, 0, at)
        facts = check_facts(ctx, door, reading, verdict)
        drafts.append(Draft(facts[0].kind, facts[0].about, dict(facts[0].data), (), facts[0].edition))
    return record.chain.seal_all(drafts, wall=at)


def turn_until(until: Callable[[], bool], seconds: float = 60.0, every: int = 20) -> None:
    """The event loop, until something is so; looked at `every` so many milliseconds."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    timer, began = QTimer(), monotonic()
    timer.setInterval(every)

    def look() -> None:
        if until():
            loop.quit()
        elif monotonic() - began > seconds:
            loop.exit(1)

    timer.timeout.connect(look)
    timer.start()
    if not until() and loop.exec():
        raise RuntimeError("the window did not get there in time")


def _rest(seconds: float) -> None:
    began = monotonic()
    turn_until(lambda: monotonic() - began >= seconds)
