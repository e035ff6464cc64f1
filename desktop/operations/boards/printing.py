"""The office's print page 打印: the forms there are, what is to be printed of the chosen one, what it looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from desktop.operations.boards.shell import ActionRow, Answer, Tone


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form in the list: `note` says its paper and clause, and whether it can be blank or a workbook."""

    name: str
    title: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A word and what stands behind it: 范围 全部考场, 打印机 HP 就绪. `action` changes it."""

    word: str
    text: str
    tone: Tone = "plain"
    action: ActionRow | None = None


@dataclass(frozen=True, slots=True)
class Sheets:
    """What was made and can be looked at: `edition` tells it from what was made before, `pages` how many it has."""

    edition: int
    pages: int


@dataclass(frozen=True, slots=True)
class SentJob:
    """A print run with the printer: `text` as "HP：正在打印，12 页". One that is not `over` can be taken back by its
    `number`, which is the desk's own."""

    number: int
    printer: str
    text: str
    tone: Tone = "plain"
    over: bool = False


@dataclass(frozen=True, slots=True)
class PrintWork:
    """`chosen` names the form shown, empty before anybody chose. `sheets` is None while there is nothing to look at:
    it is being made (`making` says how far it is), or `fault` says why there is nothing. `found` are the sentences of
    the preflight, each naming its candidate. `due` asks for the form to be made anew."""

    forms: tuple[FormLine, ...]
    chosen: str = ""
    sheets: Sheets | None = None
    making: str = ""
    fault: str = ""
    facts: tuple[Fact, ...] = ()
    found_title: str = ""
    found: tuple[str, ...] = ()
    sent: tuple[SentJob, ...] = ()
    due: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as pixels, three bytes each, row by row."""

    width: int
    height: int
    pixels: bytes


class PrintActions(Protocol):
    """What the print page asks for besides its jobs."""

    def leave(self) -> int:
        """Whatever is being made to be looked at is not wanted any more; the number of the next wish. From any thread,
        never waits."""
        ...

    def choose(self, form: str, wish: int) -> Answer:
        """Make this form, to be looked at, unless another one has been wished for since `wish`. In the lane; may take
        seconds."""
        ...

    def picture(self, edition: int, page: int, width: int) -> Picture | None:
        """A page, from 1, of what was made, as wide in pixels; None for what is no longer there. From any thread."""
        ...

    def look_around(self) -> object:
        """Which printers there are and where the jobs are that were sent; waits for the system. From any thread."""
        ...

    def seen(self, found: object) -> Answer:
        """What `look_around` found goes on the board. In the lane."""
        ...

    def take_back(self, number: int) -> object:
        """Take a job back from its printer, or with 0 all that are not over; waits for the system. From any thread;
        hand the answer to `seen`."""
        ...
