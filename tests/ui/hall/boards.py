"""Invented boards of the hall clock, a desk behind it that remembers, and a voice that only writes down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any

from desktop.faults import SiteFault
from desktop.operations.boards.hall import AnnouncementRow, Announcing, HallBoard
from desktop.operations.boards.session import BoardListener
from desktop.operations.boards.shell import NextStep, StatusDot
from tests.ui.samples import Session, at

LINES = ("职业：中式烹调师", "等级：四级", "科目：理论知识", "关闭手机！", "考试时间：08:30-10:00")
RUNNING = HallBoard(
    "第 03 考场",
    "20261128京饪",
    LINES,
    "running",
    "考试进行中",
    "10:00 结束",
    at(8, 30),
    at(10, 0),
    step="09:00 核定缺考",
    next=NextStep("09:45 提示剩余时间", at(9, 45)),
    whole=False,
)
REHEARSAL = replace(RUNNING, rehearsal=True)
WAITING = replace(RUNNING, phase="waiting", state="尚未开考", note="08:30 开考", step="08:05 查证入场", next=None)
HELD = replace(
    RUNNING,
    phase="suspended",
    state="考试暂停",
    note="09:12 起暂停，恢复时间请听候通知",
    left=48 * 60_000,
    next=None,
)
OVER = replace(RUNNING, phase="over", state="考试时间已到", next=None)
ENDED = replace(RUNNING, phase="ended", state="考试已结束", step="10:05 送还试卷", next=None)
NOTHING = HallBoard("北京市某某职业技能培训学校考点", state="今天没有考试")
WHOLE = replace(
    REHEARSAL,
    place="北京市某某区某某街道第一职业技能培训学校考点（东校区）",
    lines=(
        "职业：中式烹调师、西式面点师、茶艺师、餐厅服务员、营养配餐员、保健按摩师",
        "等级：五级、四级、三级、二级",
        *LINES[2:],
    ),
    note="原定 10:00 结束，延长至 11:00:30",
    rooms=tuple(f"{n:02d} 考场 10:{n:02d}:30 结束" for n in range(4, 12)),
    clock=StatusDot("本机时钟曾被拨回，时间以主考钟表为准", "warn"),
    whole=True,
)
ALL = {
    "running": RUNNING,
    "rehearsal": REHEARSAL,
    "waiting": WAITING,
    "held": HELD,
    "over": OVER,
    "ended": ENDED,
    "nothing": NOTHING,
    "whole": WHOLE,
}

FIFTEEN = AnnouncementRow(
    "s1/fifteen",
    "fifteen",
    "提示剩余时间",
    "距考试结束还有 15 分钟。从现在起不得交卷、不得离开考场。",
    at(9, 45),
    time="09:45",
    note="待播报",
)
END = AnnouncementRow("s1/end", "end", "宣布考试结束", "考试结束，请停止答题。", at(10, 0), time="10:00", note="待播报")
OWN = AnnouncementRow("s1/-5:1", "custom", "自定", "请检查姓名。", at(9, 55), time="09:55", note="待播报")


def speaking(*rows: AnnouncementRow, board: HallBoard = RUNNING, **announcing: Any) -> HallBoard:
    """A board on which announcements are switched on."""
    return replace(board, announcements=rows, announcing=Announcing(on=True, **announcing))


@dataclass
class RecordingVoice:
    """Writes down what it is given. With `holds` a sound goes on until `stop` or `free` is set."""

    name: str = "录音"
    heard: list[str] = field(default_factory=list)
    fault: SiteFault | None = None
    holds: bool = False
    stops: int = 0
    free: Event = field(default_factory=Event)

    def _sound(self, what: str) -> None:
        self.heard.append(what)
        if self.fault is not None:
            raise self.fault
        if self.holds:
            assert self.free.wait(20)

    def say(self, words: str) -> None:
        self._sound(words)

    def play(self, path: Path) -> None:
        self._sound(path.name)

    def length(self, path: Path) -> int:
        if path.suffix != ".wav":
            raise SiteFault("sound-unreadable", path=str(path))
        return 1000

    def stop(self) -> None:
        self.stops += 1
        self.free.set()


@dataclass
class HallBehind:
    """The desk behind the clock: keeps what was asked and sends the boards a test gives it."""

    voice: RecordingVoice = field(default_factory=RecordingVoice)
    listener: BoardListener | None = None
    chosen: list[Announcing] = field(default_factory=list)
    outcomes: list[tuple[str, str]] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    fault: SiteFault | None = None
    closed: bool = False

    def turn(self, by: int) -> None:
        self.turns.append(by)

    def choose(self, announcing: Announcing) -> None:
        if self.fault is not None:
            raise self.fault
        self.chosen.append(announcing)

    def told(self, row: AnnouncementRow, state: str) -> None:
        self.outcomes.append((row.key, state))

    def close(self) -> None:
        self.closed = True


@dataclass
class HallSession(Session):
    """A session that has a hall clock."""

    hall: HallBehind = field(default_factory=HallBehind)
    hall_board: HallBoard = RUNNING
    hall_fault: SiteFault | None = None

    def open_hall(self, listener: BoardListener) -> HallBehind:
        if self.hall_fault is not None:
            raise self.hall_fault
        self.hall.listener = listener
        listener.board(self.hall_board)
        return self.hall
