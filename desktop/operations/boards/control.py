"""The control desk 主考台: rooms by steps, what is late or broken, the orders, the site's paper balance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from desktop.operations.boards.shell import (
    ActionRow,
    AlertRow,
    BalanceBoard,
    DeskActions,
    Signed,
    StepRow,
    Tone,
    TopBoard,
)

CellState = Literal["coming", "waiting", "due", "done", "late", "blocked", "share"]
"""coming: its time is far; waiting: the step before it is missing; due: to be done now; late: time is over;
blocked: a difference stops it; share: a count on its way (seats filled, orders acknowledged)."""

CELL_STATES: tuple[CellState, ...] = ("coming", "waiting", "due", "done", "late", "blocked", "share")

OrderState = Literal["given", "now", "coming", "open", "danger"]
"""given: ordered already; now: the order to give next; coming: not yet; open: may be used at any time (extension);
danger: may be used at any time and stops the exam."""


@dataclass(frozen=True, slots=True)
class StepColumn:
    """A column of the board: `title` two or three characters ("启封"), `whole` the step's full name."""

    id: str
    title: str
    whole: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class RoomCell:
    """One step in one room. `words` stands in the cell ("待启", "迟4分", "缺1份", "27/28"; a done one needs none),
    `part` of a `share` is per mille. `told` is one sentence for the line below the board: who, when, or why not."""

    state: CellState = "coming"
    words: str = ""
    part: int = 0
    told: str = ""


@dataclass(frozen=True, slots=True)
class RoomLine:
    """A room of the board; `cells` in the order of the columns. `note` marks the room itself ("离线 2:10")."""

    id: str
    label: str
    cells: tuple[RoomCell, ...]
    note: str = ""
    tone: Tone = "plain"

    @property
    def troubled(self) -> bool:
        return bool(self.note) or any(cell.state in ("late", "blocked") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class RoomDetail:
    """What Enter on a cell shows: `lines` are (label, words) as ("启封", "08:26 赵力、李敏"); `why` with its clause and
    what to do next where the step is blocked; `actions` every command of the rules for this room."""

    room: str
    step: str
    title: str
    lines: tuple[tuple[str, str], ...] = ()
    why: str = ""
    clause: str = ""
    next: str = ""
    tone: Tone = "plain"
    actions: tuple[ActionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Who came when: `points` are (UTC ms, people in), rising; the line runs from `opens` to `closes`."""

    expected: int
    opens: int
    closes: int
    points: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Order:
    """An order button F2 to F7; F1 is help at every desk. The window asks every order twice, so `action.confirm` stays
    empty unless more has to be said; an action with fields or a missing signature opens its form instead. `note` stands
    below the title ("08:10 已发 · 12/12 确认", "08:30 可用")."""

    action: ActionRow
    state: OrderState
    note: str = ""


@dataclass(frozen=True, slots=True)
class EquationRow:
    """One equation of the paper balance: `place` "05 考场", `key` "C2", `words` "29 ≠ 30"; `holds` None while it cannot
    be told yet; `holder` who has the difference."""

    place: str
    key: str
    title: str
    words: str
    holds: bool | None = None
    holder: str = ""


@dataclass(frozen=True, slots=True)
class SiteBalance:
    """The site's paper account. `headline` says it in one line, `holder` who holds the difference of the first broken
    equation; `sheet` is the site written out."""

    headline: str
    holds: bool | None = None
    holder: str = ""
    rows: tuple[EquationRow, ...] = ()
    sheet: BalanceBoard | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One of two records of one thing: `lines` are (label, words) as ("查证台", "07 门"), the same labels in the same
    order in each version; `keep` decides for this one."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    keep: ActionRow | None = None


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A conflict, incident, stand-in, extension: `state` in a word ("待裁定"), `actions` for it, main one first.
    `versions` stand side by side below the list."""

    id: str
    time: str
    place: str
    title: str
    text: str = ""
    state: str = ""
    tone: Tone = "plain"
    actions: tuple[ActionRow, ...] = ()
    versions: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterList:
    """A list behind a letter: `key` "V", `title` "事件", `open` how many wait for somebody; `more` puts another row on
    it (an incident reported, a stand-in sent)."""

    id: str
    key: str
    title: str
    rows: tuple[MatterRow, ...] = ()
    open: int = 0
    nothing: str = ""
    more: tuple[ActionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MorningStep:
    """A step on the timeline: planned at `due`; `ordered` when the chief gave the word for it; `first` and `last` when
    the first and the last part of it was done; `done` of `total`. `told` says it in one sentence. All times UTC ms."""

    id: str
    title: str
    due: int
    first: int | None = None
    last: int | None = None
    done: int = 0
    total: int = 0
    late: bool = False
    told: str = ""
    ordered: int | None = None


@dataclass(frozen=True, slots=True)
class MorningBlock:
    """A span of the morning: the exam itself, a suspension, an extension. `until` None: it goes on."""

    kind: Literal["exam", "suspended", "extended"]
    since: int
    until: int | None
    title: str


@dataclass(frozen=True, slots=True)
class Morning:
    """The timeline, from `opens` to `closes`; the screen draws the line of now itself."""

    opens: int
    closes: int
    steps: tuple[MorningStep, ...] = ()
    blocks: tuple[MorningBlock, ...] = ()


SHOW = "show:"
"""An action of this prefix asks for nothing: it turns to the list of that id and its row ("show:conflicts"), or to the
paper account ("show:balance"), or to a room and step of the board ("show:rooms")."""


@dataclass(frozen=True, slots=True)
class ControlBoard:
    """Everything on the chief's screen. `alerts` in any order: the screen sorts by tone, given order within one tone.
    `lists` may use any letter but R (rooms), M (the morning), B (balance), N (another row), X (troubled rooms only),
    Z (larger rows) and A (the rest of the queue).
    F10 shows `available`."""

    pace: ClassVar[int] = 120
    """Milliseconds between two boards on the screen: a whole site moves faster than anybody reads."""
    top: TopBoard
    officer: Signed | None
    steps: tuple[StepRow, ...] = ()
    columns: tuple[StepColumn, ...] = ()
    rooms: tuple[RoomLine, ...] = ()
    alerts: tuple[AlertRow, ...] = ()
    arrivals: Arrivals | None = None
    orders: tuple[Order, ...] = ()
    balance: SiteBalance | None = None
    lists: tuple[MatterList, ...] = ()
    available: tuple[ActionRow, ...] = ()
    morning: Morning | None = None


class ControlActions(DeskActions, Protocol):
    """What the chief's screen asks for beyond any command."""

    def look(self, room: str, step: str) -> RoomDetail:
        """Who, when, why not, and the commands for a room; asked again whenever the board has changed."""
        ...
