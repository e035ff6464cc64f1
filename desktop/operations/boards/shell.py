"""What every desk shares: bars, action rows with their forms, signatures, seat map, balance, alerts.

Boards are frozen and finished: texts are ready to read in the site's language, times UTC milliseconds. A screen renders
a board and calls an actions Protocol; it never touches the record. Equal boards are equal values, so a screen redraws
only what changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from desktop.operations.ports import ReadDocument


DeskName = Literal["control", "door", "room", "custody", "office"]
DESKS: tuple[DeskName, ...] = ("control", "door", "room", "custody", "office")

Tone = Literal["plain", "brand", "ok", "warn", "stop"]


# --- bars -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatusDot:
    """A dot with words in the top bar: reader, record, hub. Tone `plain` is grey (known, not a fault)."""

    text: str
    tone: Tone = "ok"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step and when it is due: `text` as "08:20 宣布考场纪律", `due` UTC ms. The window counts down itself."""

    text: str
    due: int


@dataclass(frozen=True, slots=True)
class TopBoard:
    """The top bar. `title` names desk and room, `subject` what is examined, `note` stands at the right end where no
    next step is shown (the pair on duty, say). `rehearsal` puts 演练 beside the title, always."""

    title: str
    subject: str = ""
    dots: tuple[StatusDot, ...] = ()
    next: NextStep | None = None
    note: str = ""
    rehearsal: bool = False
    utc_offset: int = 480
    seconds: bool = True


@dataclass(frozen=True, slots=True)
class KeyHint:
    """One key of the foot bar. `key` is its name (Enter, Space, Esc, F2, W); the cap shows it as 回车, 空格..."""

    key: str
    text: str
    enabled: bool = True


# --- actions, their forms and signatures ----------------------------------------------------------------------------

FieldKind = Literal["text", "code", "number", "choice", "tick", "staff", "seat", "bag", "token"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer of a choice. `value` goes into the data, `label` is read; `note` is a second, quieter line. `spelled`
    is what it is found by beside these, in figures and Latin letters: a person's number, pinyin and initials."""

    value: str
    label: str
    note: str = ""
    spelled: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of an action's form. `staff`, `seat` and `bag` are choices that also take a scan: `choices` lists what
    may be chosen, and a scanned text equal to a value picks it. `token` is filled by a card laid on the reader. A
    `code` is written in figures and Latin letters (a document's number, a date), where a `text` may be words.
    `value` is the first content. Of a `quick` choice a figure is all that is needed: it chooses, and sends the form
    where nothing else is missing."""

    name: str
    label: str
    kind: FieldKind = "text"
    choices: tuple[Choice, ...] = ()
    required: bool = True
    hint: str = ""
    value: str | int | bool | None = None
    quick: bool = False


@dataclass(frozen=True, slots=True)
class Sum:
    """An equation a form works out while it is filled in: `title` says what is added up and against what ("已交 + 收卷
    = 到场"), `fields` are the names of its terms, `wanted` is what they must come to."""

    title: str
    fields: tuple[str, ...]
    wanted: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A person who proved who they are just now. `token` is the session's own proof and means nothing to a screen."""

    officer: str
    name: str
    role: str
    at: int = 0
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Credential:
    """What a person gave: staff number or id typed, or the text of a scanned badge, and the PIN."""

    who: str
    pin: str = field(repr=False)
    badge: bool = False


@dataclass(frozen=True, slots=True)
class SignerSlot:
    """Who must sign: `title` as "主监考", `expected` as "应为 何英". `signed` is filled where that person already
    stands at this desk, so nobody types a PIN twice for a one-person act."""

    title: str
    expected: str = ""
    signed: Signed | None = None


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One command of the rules as a desk offers it.

    A row that is not `enabled` still stands there and says `why`, by which `clause`, and what to do `next`.
    `about` names what it concerns ("room:r03"). With `for_seats` the row concerns the selected seat, whose own about is
    added, and applies while that seat is in one of these states. `key` as in `KeyHint`. `persons` sign; `signers`
    describes them in order (missing ones are asked as "第 n 人"). `confirm` is a sentence shown before an act that
    cannot be taken back. `sums` are worked out over the fields that are counts.
    """

    command: str
    title: str
    key: str = ""
    enabled: bool = True
    why: str = ""
    clause: str = ""
    next: str = ""
    fields: tuple[FieldRow, ...] = ()
    persons: int = 1
    primary: bool = False
    about: tuple[str, ...] = ()
    for_seats: tuple[SeatState, ...] = ()
    signers: tuple[SignerSlot, ...] = ()
    confirm: str = ""
    group: str = ""
    sums: tuple[Sum, ...] = ()

    @property
    def slots(self) -> tuple[SignerSlot, ...]:
        """One slot for each person who signs."""
        given = self.signers[: self.persons]
        return given + tuple(SignerSlot("") for _ in range(self.persons - len(given)))

    @property
    def immediate(self) -> bool:
        """True when nothing has to be asked: no field, no missing signature, nothing to confirm."""
        return not self.fields and not self.confirm and all(s.signed for s in self.slots)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why something was not done: the sentence, the clause that says so, and what to do next."""

    code: str
    sentence: str
    clause: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What an act came to: done (with a sentence or none) or refused."""

    refused: Refusal | None = None
    text: str = ""

    @property
    def done(self) -> bool:
        return self.refused is None


class DeskActions(Protocol):
    """What any desk can ask for. Every call may wait for the disk, so screens make it in a lane, never in the GUI
    thread. Faults of the site come as `SiteFault`."""

    def identify(self, credential: Credential) -> Signed | Refusal:
        """Check badge or number and PIN."""
        ...

    def act(
        self, command: str, about: tuple[str, ...], data: Mapping[str, Any], signatures: tuple[Signed, ...]
    ) -> Answer:
        """Any command of the rules. The new board follows through the listener."""
        ...

    def read_failed(self, code: str, facts: Mapping[str, object]) -> Answer:
        """A reader could not read what lay there (SiteFault): said, nothing is recorded."""
        ...

    def code_of(self, document: ReadDocument) -> str:
        """What scanning the same thing would have given: the text of a badge for a token that is one, the code a
        camera saw; empty for anything else."""
        ...


# --- seats ----------------------------------------------------------------------------------------------------------

SeatState = Literal["free", "expected", "present", "out", "handed", "absent", "misconduct", "removed"]
SEAT_STATES: tuple[SeatState, ...] = (
    "free",
    "expected",
    "present",
    "out",
    "handed",
    "absent",
    "misconduct",
    "removed",
)


@dataclass(frozen=True, slots=True)
class SeatCell:
    """One seat of the map. `row` 1 is nearest the lectern, `column` 1 is drawn leftmost.

    `note` is the second line as "09:23 已交"; a scan of `code` (ticket, paper label) selects the seat; `checked` marks
    the second check at the seat; `conflict` a person or seat claimed twice; `latest` the seat of the last check.
    """

    number: int
    row: int
    column: int
    state: SeatState = "free"
    name: str = ""
    note: str = ""
    about: tuple[str, ...] = ()
    code: str = ""
    checked: bool = False
    conflict: bool = False
    latest: bool = False


@dataclass(frozen=True, slots=True)
class SeatMapBoard:
    """A room's seats as seen with the lectern on top. `door` is the corner of the drawing where the door is; `aisles`
    are columns with an aisle at their right, `pillars` places (row, column) where no desk can stand; `unseated` counts
    people of this room without a seat (U23)."""

    columns: int = 0
    rows: int = 0
    cells: tuple[SeatCell, ...] = ()
    door: Literal["front-left", "front-right", "back-left", "back-right", ""] = ""
    unseated: int = 0
    aisles: tuple[int, ...] = ()
    pillars: tuple[tuple[int, int], ...] = ()


# --- balance, alerts, steps, bags -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BalanceLine:
    label: str
    value: int
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class BalanceBoard:
    """A paper balance written out: lines, then `equation` ("22+5+2+1+1") against `total` ("= 31"). `fault` names the
    first equation that does not hold and who holds the difference (X2); empty while it holds."""

    title: str
    lines: tuple[BalanceLine, ...]
    equation: str
    total: str
    holds: bool = True
    fault: str = ""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """Something for a person to decide. `actions` are offered as buttons, the first one is the main one."""

    id: str
    title: str
    text: str = ""
    clause: str = ""
    tone: Tone = "warn"
    actions: tuple[ActionRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the protocol in a list: `time` "08:20", `progress` "11/12" or "" ."""

    id: str
    time: str
    title: str
    state: Literal["done", "current", "late", "coming"] = "coming"
    progress: str = ""


@dataclass(frozen=True, slots=True)
class BagCard:
    """A paper bag in its column: `label` "05-A", since when it is there ("07:41"), in whose hands, and in `note` its
    seal or what is wrong with it."""

    id: str
    label: str
    note: str = ""
    tone: Tone = "plain"
    time: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BagColumn:
    title: str
    bags: tuple[BagCard, ...] = ()
