"""The opened home behind the window: which desks it may open, who signs in, which readers it wants, the desk itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from desktop.faults import SiteFault
from desktop.operations.boards.people import Found, PersonBoard
from desktop.operations.boards.shell import Answer, Credential, DeskActions, DeskName, Refusal, Signed

if TYPE_CHECKING:
    from desktop.operations.boards.hall import HallActions
    from desktop.operations.ports import ReadDocument


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk this home may open; one that is not `enabled` says `why`."""

    name: DeskName
    title: str
    enabled: bool = True
    why: str = ""


class BoardListener(Protocol):
    """Takes boards from any thread."""

    def board(self, board: object) -> None: ...

    def fault(self, fault: BaseException) -> None: ...


@dataclass(frozen=True, slots=True)
class EvidencePhoto:
    """What a camera read when a photo was asked for: the photo, or why there is none. `request` says which one."""

    request: int
    jpeg: bytes = field(default=b"", repr=False)
    problems: tuple[str, ...] = ()
    fault: SiteFault | None = None


class Reader(Protocol):
    """A reader that is open. Belongs to one thread."""

    def read(self, timeout: float) -> object:
        """The next document, or a photo that was asked for (EvidencePhoto), waited for at most `timeout` seconds.

        Raises SiteFault: read-timeout when none came, reader-lost when the reader is gone, source-ended when there will
        be none any more, others for one document."""
        ...

    def close(self) -> None: ...


OpenReader = Callable[[Callable[[object], None]], Reader]
"""Opens one reader in the thread that will read from it; what it is given hears each change of the reader's state, from
any thread. Raises SiteFault."""


class DeskSession(Protocol):
    """An opened home, as the window sees it. Opened, asked and closed in one lane; `now`, `readers`, `opening` and
    `remember` from any thread."""

    @property
    def desks(self) -> tuple[DeskRow, ...]:
        """The desks this home may open, the usual one first."""
        ...

    @property
    def needs_officer(self) -> bool:
        """False while there is nobody to sign in: before the plan is published only the passphrase guards the home."""
        ...

    def now(self) -> int:
        """The time the rules see, UTC ms."""
        ...

    @property
    def lock_after(self) -> int:
        """Minutes without key, scan, card or pointer after which the desk asks again who is there; 0 is never."""
        ...

    def sign_in(self, credential: Credential) -> Signed | Refusal:
        """The person who takes over the desk."""
        ...

    def open_desk(self, desk: DeskName, listener: BoardListener) -> DeskActions:
        """Start sending this desk's boards (the first at once) and give its actions: `DoorActions` for the door..."""
        ...

    def open_hall(self, listener: BoardListener) -> HallActions:
        """Send the hall clock's boards beside the open desk's: that desk's room, or the whole site. Raises SiteFault
        no-plan before a plan is published."""
        ...

    def announces(self) -> bool:
        """Whether this home has announcing switched on for its record: then the hall clock works before it is shown."""
        ...

    def badge_of(self, document: ReadDocument) -> str:
        """What scanning this person's badge would have given, for a token that is one; empty otherwise."""
        ...

    @property
    def readers(self) -> tuple[str, ...]:
        """The settings of the readers this desk wants armed (DESIGN 7); keyboards need none."""
        ...

    def opening(self, setting: str) -> OpenReader:
        """How to open the reader of one setting."""
        ...

    def reader_state(self, setting: str, state: object) -> None:
        """What a reader is doing now: the open desk shows it, a lost one and its return are written down."""
        ...

    def photo_taken(self, photo: EvidencePhoto) -> Answer:
        """Keep a photo that was asked for, or say why not. Nothing is said of one nobody waits for any more."""
        ...

    def find(self, words: str) -> Found | Refusal:
        """People who fit what was typed; refused where this desk's officer may not look for people. No words at all
        ask only that, and make the search ready."""
        ...

    def may_find(self) -> bool:
        """Whether this desk's officer may look for people; `find` says why not."""
        ...

    def person(self, about: str) -> PersonBoard:
        """One person found. Raises SiteFault person-unknown."""
        ...

    def tour_due(self) -> bool:
        """Whether the open desk is to be shown around: once for each role of officer in this home."""
        ...

    def chosen(self, name: str) -> str:
        """What this home keeps of how its window looks (`theme`, `locale`); "" while nobody chose."""
        ...

    def choose(self, name: str, value: str) -> None:
        """Keep it. Another `locale` speaks from now on, and the open desk says its board again."""
        ...

    def remember(self, passphrase: str) -> None:
        """Have the system's key store keep what opened this home. From any thread but the window's: a key store may ask
        the person. Raises SiteFault passphrase-not-kept."""
        ...

    def refresh(self) -> Answer:
        """Send the open desk's board again, about once a second: time alone changes what is due and what is allowed.
        Answers for what was asked for and never came, mostly nothing."""
        ...

    def close(self) -> None: ...


OpenSession = Callable[[str | None], DeskSession]
"""Opens the home with a passphrase; None asks the key store. Raises SiteFault `passphrase-needed`,
`wrong-passphrase`, `passphrase-or-damage`, `home-busy`, `damaged-home`..."""
