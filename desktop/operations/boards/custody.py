"""The custody desk 保密台: one hand-over at a time, where every bag is, and what is missing as the biggest thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from desktop.operations.boards.shell import ActionRow, Answer, BagColumn, DeskActions, Signed, Tone, TopBoard


@dataclass(frozen=True, slots=True)
class HandStep:
    """One step of a hand-over: the bag scanned, a badge asked for. `tone` ok done, brand now, plain later."""

    title: str
    words: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class LabelCheck:
    """One thing to compare on the bag: `title` "份数", `words` what was ordered ("30 份 + 备用 1")."""

    name: str
    title: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """The hand-over under way. `steps` begins with the bag. `checks` are what both compare before anybody signs (附件5
    7:40): a PIN says that all of it agrees, the space bar ticks it line by line; `note` says what to do where it does
    not, and by which clause.
    `action` does it when everything on the label agrees; `differs` (F5) writes down what does not. Both name the same
    bag. An action without fields is signed in place, step by step."""

    title: str
    steps: tuple[HandStep, ...]
    action: ActionRow | None
    differs: ActionRow | None = None
    checks: tuple[LabelCheck, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """What is still out: `headline` "还有 4 袋未领", `words` which ones and until when."""

    headline: str
    words: str = ""
    tone: Tone = "warn"


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the secure room's log."""

    time: str
    words: str


@dataclass(frozen=True, slots=True)
class CustodyBoard:
    """Everything on the screen. `log` is the secure room's, newest first; `escorts` who left with which bags; `load`
    what cannot be loaded yet (`time` holds the bag's label) and how many can. `available` carries F7 (log), F8 (load
    list), F9 (leak) and every other command."""

    top: TopBoard
    officer: Signed | None
    prompt: str
    hand: HandOver | None = None
    missing: Missing | None = None
    columns: tuple[BagColumn, ...] = ()
    log: tuple[LogLine, ...] = ()
    escorts: tuple[LogLine, ...] = ()
    alarm: str = ""
    foot: str = ""
    available: tuple[ActionRow, ...] = ()
    load: tuple[LogLine, ...] = ()


class CustodyActions(DeskActions, Protocol):
    """What custody asks for beyond any command."""

    def choose(self, bag: str) -> Answer:
        """A bag by its label, its id or what its label's code says: its next hand-over is put on the screen."""
        ...

    def dismiss(self) -> Answer:
        """Put the bag down again."""
        ...
