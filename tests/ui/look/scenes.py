"""Every desk in the states people see, each a board and the keys that lead there: looked at, measured, read aloud."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from desktop.operations.boards.session import BoardListener, DeskRow
from desktop.operations.boards.shell import DESKS, DeskName
from desktop.ui.shell.window import Window
from desktop.wording import Wording
from tests.ui import samples
from tests.ui.conftest import Hands
from tests.ui.control import boards as control
from tests.ui.custody import boards as custody
from tests.ui.door import reads
from tests.ui.office import boards as office
from tests.ui.office import planned, seatboards
from tests.ui.office.returned import sheets
from tests.ui.room.test_counts import COUNTING
from tests.ui.room.test_incident import REPORT

SIZES = {100: (1366, 768), 125: (1093, 614), 150: (911, 512), 200: (683, 384)}
"""A 1366 x 768 laptop in logical pixels at each scaling."""


@dataclass(frozen=True)
class Scene:
    """`keys` are pressed once the board is shown."""

    name: str
    desk: DeskName
    board: Any
    keys: tuple[str, ...] = ()


def _door() -> list[Scene]:
    boards = {name: getattr(samples, name) for name in ("WAITING", "READING", "CLOSED", "BAD_READ", "ADMITTED")}
    boards |= {name: getattr(samples, name) for name in ("WRONG_ROOM", "CHECK_BY_HAND", "LATE")}
    boards |= reads.ALL | {"PASSPORT": reads.PASSPORT, "SEVERAL": reads.SEVERAL}
    shown = [Scene(f"door-{name.lower()}", "door", board) for name, board in boards.items()]
    sheets = [Scene(f"door-{key.lower()}", "door", samples.ADMITTED, (key,)) for key in ("F2", "F3", "F4", "F5", "F10")]
    return shown + sheets


COUNTING_STEP = replace(samples.QUARTER, action=COUNTING, checks=())


def _rest() -> list[Scene]:
    return [
        Scene("room", "room", samples.ROOM, ("1", "6")),
        Scene("room-due", "room", samples.ROOM_DUE),
        Scene("room-broken", "room", samples.ROOM_BROKEN),
        Scene("room-misconduct", "room", samples.ROOM, ("1", "6", "V")),
        Scene("room-actions", "room", samples.ROOM, ("1", "6", "F10")),
        Scene("control", "control", control.BOARD),
        Scene("control-sixty", "control", control.SIXTY),
        Scene("control-calm", "control", control.CALM),
        Scene("control-look", "control", control.BOARD, ("Down", "Down", "Down", "Down", "Enter")),
        Scene("control-balance", "control", control.BOARD, ("B",)),
        Scene("control-conflicts", "control", control.BOARD, ("C",)),
        Scene("control-armed", "control", control.BOARD, ("F3",)),
        Scene("control-morning", "control", replace(control.BOARD, morning=control.SUSPENDED), ("M",)),
        Scene("control-orders", "control", control.BOARD, ("R", "O")),
        Scene("control-conflict", "control", control.SIXTY, ("C", "Down")),
        Scene("custody", "custody", custody.IDLE),
        Scene("custody-sixty", "custody", custody.SIXTY),
        Scene("custody-loading", "custody", custody.LOADING),
        Scene("custody-issuing", "custody", custody.ISSUING),
        Scene("custody-refused", "custody", custody.REFUSED),
        Scene("custody-alarm", "custody", custody.ALARM),
        Scene("custody-actions", "custody", custody.IDLE, ("F10",)),
        Scene("office-import", "office", office.BEFORE),
        Scene("office-plan", "office", office.PLAN),
        Scene("office-empty", "office", office.EMPTY),
        Scene("office-accept", "office", office.ACCEPT),
        Scene("office-accept-form", "office", office.ACCEPT, ("Enter",)),
        Scene("office-approve", "office", office.ACCEPT, ("Down",)),
        Scene("office-accept-again", "office", office.ACCEPT, ("Down", "Down")),
        Scene("office-sheets", "office", sheets.SHEETS),
        Scene("office-sheets-question", "office", sheets.SHEETS, ("Down",)),
        Scene("office-sheet-fault", "office", sheets.SHEET_FAULT),
        Scene("office-close", "office", office.CLOSE),
        Scene("office-print", "office", office.PRINT),
        Scene("office-print-decide", "office", office.PRINT, ("F6",)),
        Scene("office-print-enlarged", "office", office.PRINT, ("Z",)),
        Scene("office-doing", "office", office.DOING),
        Scene("office-dates", "office", planned.DATES, ("Down",)),
        Scene("office-months", "office", planned.DATES, ("Down", "M")),
        Scene("office-supposed", "office", planned.SUPPOSED),
        Scene("office-guided", "office", planned.GUIDED),
        Scene("office-go-on", "office", planned.GO_ON),
        Scene("office-posts", "office", planned.POSTS),
        Scene("office-change", "office", planned.POSTS, ("Enter",)),
        Scene("office-columns", "office", planned.COLUMNS, ("Down", "Down")),
        Scene("office-seats", "office", seatboards.SEATS),
        Scene("office-seats-held", "office", seatboards.SEATS_HELD, ("Right", "Down")),
        Scene("office-seats-big", "office", seatboards.SEATS_BIG),
        Scene("office-layout", "office", seatboards.LAYOUT),
        Scene("office-layout-drawing", "office", seatboards.LAYOUT, ("G", "Right")),
        Scene("office-actions", "office", office.BEFORE, ("F10",)),
    ]


def _more() -> list[Scene]:
    return [
        Scene("room-counting", "room", replace(samples.ROOM, step=COUNTING_STEP), ("Enter",)),
        Scene("room-incident", "room", replace(samples.ROOM, available=(REPORT, *samples.ROOM_ACTIONS[:4])), ("E",)),
        Scene("door-round", "door", replace(samples.WAITING, round=True, prompt="座位复核：请核对考生证件")),
        Scene("control-sixty-close", "control", control.SIXTY, ("Z",)),
    ]


SCENES = tuple(_door() + _rest() + _more())


@dataclass
class AllDesks(samples.Session):
    """A session that opens any of the five desks, each answering from memory."""

    made: dict[str, Any] = field(default_factory=dict)

    @property
    def desks(self) -> tuple[DeskRow, ...]:
        words = Wording()
        return tuple(DeskRow(name, words.text(f"desk-{name}")) for name in DESKS)

    def open_desk(self, desk: DeskName, listener: BoardListener) -> Any:
        kinds: dict[str, Callable[[], Any]] = {
            "control": control.ControlDesk,
            "custody": custody.CustodyDesk,
            "office": office.OfficeDesk,
        }
        made = self.made.setdefault(desk, kinds.get(desk, samples.Desk)())
        made.listener = listener
        self.desk = made
        listener.board(self.first[desk])
        return made


FIRST: dict[str, object] = {
    "door": samples.WAITING,
    "room": samples.ROOM,
    "control": control.BOARD,
    "custody": custody.IDLE,
    "office": office.BEFORE,
}


class Stage:
    """One window that goes from scene to scene as a person would: sign in, choose a desk, press keys."""

    def __init__(
        self,
        qtbot: QtBot,
        window: Callable[..., Window],
        size: tuple[int, int] = (1366, 768),
        session: AllDesks | None = None,
    ) -> None:
        self._qtbot = qtbot
        self.session = session or AllDesks(dict(FIRST))
        self.window = window(self.session, "door")
        self.window.resize(*size)
        qtbot.waitUntil(lambda: self.window.entry.sign_in is not None)
        assert self.window.entry.sign_in is not None
        self.window.entry.sign_in.passed.emit(samples.LI_MIN)
        qtbot.waitUntil(self.window.on_desk)
        self.hands = Hands(self.window, qtbot)
        self._desk = "door"

    def show(self, scene: Scene) -> None:
        """Afterwards the scene stands there, its layouts settled."""
        window = self.window
        self.session.first[scene.desk] = scene.board
        before = window.view
        window.arrival.choose(scene.desk)
        self._qtbot.waitUntil(lambda: window.view is not None and window.view is not before)
        self._qtbot.waitUntil(lambda: window.bridge is not None and window.bridge.last is scene.board)
        self.settle()
        for key in scene.keys:
            self.hands.key(key)
            self._qtbot.waitUntil(lambda: not window.lane.waiting())
        self.settle()

    def settle(self) -> None:
        """Layouts come to rest over some turns of the event loop."""
        for _ in range(6):
            QCoreApplication.sendPostedEvents()
            QCoreApplication.processEvents()
