"""The door desk 查证台: what it shows and what it can ask for. `desks/door` builds it from the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from desktop.operations.boards.shell import ActionRow, Answer, Choice, DeskActions, SeatMapBoard, Signed, Tone, TopBoard

if TYPE_CHECKING:
    from desktop.operations.ports import Doing, ReadDocument

VerdictTone = Literal["ok", "warn", "stop"]
DoorPhase = Literal["closed", "waiting", "reading", "verdict"]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture beside the verdict; `image` is JPEG or PNG, or None where there is none."""

    label: str
    image: bytes | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """How to get from this door to the right room (V wrong room). Floors as read ("二层"), `target` on its door
    ("304"); `words` is the way in one sentence."""

    here: str
    there: str
    target: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """The rule behind a refusal: `source` "京职技鉴发〔2022〕1号 附件4 二（六）", `text` its wording."""

    source: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class NamesBeside:
    """The roster's name and the one that was read, for the proctor to compare. `roster_marks` and `read_marks` are the
    places of the characters that differ, counted from 0; none where the two are of two scripts. `alike`: they are of
    two scripts and the one is how the other is read, so nothing has to be compared."""

    roster: str
    read: str
    roster_marks: tuple[int, ...] = ()
    read_marks: tuple[int, ...] = ()
    alike: bool = False


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """What this door's readers are doing, in words, and what to do about it where something is wrong. The reader that
    is worst off speaks for all."""

    doing: Doing
    text: str
    tone: Tone = "plain"
    next: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One answer at the door, only ever built after its entry is durable.

    `id` is new for every check, so a repeat with the same words still shows and sounds. `seat` is the biggest thing on
    the screen; `big` takes its place where there is no seat to go to ("05 考场"), with `place` below it.
    `next` is what to do now; a key in it is written 〔Enter〕 and drawn as a cap 回车. `warnings` are sentences beside
    the verdict that change nothing in it. `names` stands there when two names have to be compared. `choices` are the
    people an officer may pick from where several have the number (value: candidate, for `DoorActions.choose`).
    """

    id: str
    tone: VerdictTone
    headline: str
    seat: str = ""
    big: str = ""
    place: str = ""
    name: str = ""
    details: str = ""
    reason: str = ""
    next: str = ""
    clause: Clause | None = None
    way: Way | None = None
    photos: tuple[Photo, ...] = ()
    awaits_signature: bool = False
    warnings: tuple[str, ...] = ()
    names: NamesBeside | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class RecentCheck:
    """A line of the last checks: `time` "08:12", `seat` "17" or "—", `result` "入场" / "应到 05 考场". `name` is only
    shown beside a verdict, never while waiting (U15)."""

    time: str
    seat: str
    name: str
    result: str
    tone: VerdictTone


@dataclass(frozen=True, slots=True)
class DoorBoard:
    """Everything on the door's screen. Empty of names while `waiting` (U15).

    `prompt` and `prompt_next` are the words of the waiting, reading and closed screens ("请出示证件"; "08:05 起入场").
    `notice` tells of a read that was no document (U13) or failed, with what to do, and is gone with the next one.
    `reader` is None while no reader has said anything. `available` carries the keys F2
    typed number, F3 chief's override, F4 annul, F5 refuse, F7 the second check at the seats and every other command of
    this desk. With `round` the second check is being made: the counters are who is seated, checked and left.
    """

    top: TopBoard
    officer: Signed | None
    phase: DoorPhase
    prompt: str
    prompt_next: str = ""
    notice: str = ""
    reader: ReaderLine | None = None
    verdict: Verdict | None = None
    expected: int = 0
    arrived: int = 0
    missing: int = 0
    seats: SeatMapBoard = field(default_factory=SeatMapBoard)
    recent: tuple[RecentCheck, ...] = ()
    available: tuple[ActionRow, ...] = ()
    round: bool = False
    notice_tone: Tone = "warn"


class DoorActions(DeskActions, Protocol):
    """What the door asks for beyond any command. Each answers after the entry is durable; the board follows."""

    def scanned(self, text: str) -> Answer:
        """A wedge read: a document number, a machine-readable zone, a ticket, a badge. Anything else comes back as a
        notice on the board. A zone is kept as the key of the chip laid down next; where no chip reader is ready, or the
        same zone comes again, it is checked for itself."""
        ...

    def read(self, document: ReadDocument) -> Answer:
        """What a reader gave: a document is checked together with the ticket scanned before it, a ticket's chip is the
        ticket scanned, a badge's or a foreign chip is a notice."""
        ...

    def travel_key(self) -> Mapping[str, str]:
        """What opens the chip of a travel document of whoever stands here, as far as it is known, by the members mrz,
        document, birth, expiry (YYMMDD), can; empty when nothing is. From any thread."""
        ...

    def choose(self, candidate: str) -> Answer:
        """The officer picked one of the verdict's `choices`: the same reading is checked as theirs."""
        ...

    def confirm_signature(self) -> Answer:
        """The candidate has signed the summary sheet; back to waiting (U7)."""
        ...

    def dismiss(self) -> Answer:
        """Back to waiting without a signature; the check stays recorded."""
        ...
