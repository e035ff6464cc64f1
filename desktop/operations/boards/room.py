"""The room desk 考场台: what it shows and what it can ask for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from desktop.operations.boards.shell import (
    ActionRow,
    AlertRow,
    Answer,
    BalanceBoard,
    DeskActions,
    SeatMapBoard,
    Signed,
    StepRow,
    TopBoard,
)

if TYPE_CHECKING:
    from desktop.operations.ports import PagePicture

DrawSheet = Callable[[int], "Sequence[PagePicture]"]
"""Draws the pages of a sheet, so many pixels wide. Takes a moment: from any thread but the window's."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A line of the step's list. `by_hand` ones are ticked by the proctor and go into the step's data under `name`;
    the others come from the record."""

    name: str
    text: str
    done: bool = False
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class StepBoard:
    """The step to do next: `time` "09:45", `due` UTC ms for the countdown, `read` the text to read aloud.

    `action` is the one primary button: its `why` stands under a blocked one ("09:45 起可用"), with clause and next.
    A step without fields or missing signatures is done by `complete_step`, any other opens the action's form. `held`
    stands in the countdown's place while the exam is suspended: nobody knows yet when the step will be due. `official`
    is the name of the step in the regulation, where `title` says it in another language.
    """

    id: str
    time: str
    title: str
    due: int
    action: ActionRow
    read: str = ""
    checks: tuple[CheckRow, ...] = ()
    late: bool = False
    held: str = ""
    official: str = ""


@dataclass(frozen=True, slots=True)
class RoomBoard:
    """Everything on the room's screen. `available` holds every command of this desk; those with a key (Space 收卷,
    W 外出/返回, V 违规, E 突发, F9 呼叫主考, C 座位复核, P 在座) work at once, F10 shows all of them.
    Two rows may share a key when their `for_seats` differ. `shown` names the commands that stand as buttons. `written`
    counts the record's entries: when it moves, the record sheet may say something else."""

    top: TopBoard
    officer: Signed | None
    step: StepBoard | None
    seats: SeatMapBoard
    balance: BalanceBoard | None = None
    steps: tuple[StepRow, ...] = ()
    alerts: tuple[AlertRow, ...] = ()
    available: tuple[ActionRow, ...] = ()
    shown: tuple[str, ...] = ()
    written: int = 0


class RoomActions(DeskActions, Protocol):
    """What the room asks for beyond any command."""

    def complete_step(self, step: str, data: Mapping[str, Any]) -> Answer:
        """The step's primary button; `data` holds the ticks by their names."""
        ...

    def warm_sheet(self) -> None:
        """Load what draws the record sheet. Not in the record's lane: it takes a while; from any thread but the
        window's, before the first `sheet`."""
        ...

    def sheet(self) -> DrawSheet | None:
        """The room's record sheet (考场情况记录单) as it stands now; None where nothing can draw it."""
        ...
