"""From the card's event to its verdict at the door, less what the card itself took: real PC/SC service, real home.

Both virtual readers take turns: while a card is read on one, the other's is on its way. Documents go the way they go in
the window: a thread reads, the lane decides, and a verdict counts when its entry is on the disk and its board is out.
What the card took is the time inside PC/SC's transmit, which the driver, the service and the wire to the card are part
of; everything else is ours: loop, connection, keys, secure messaging, parsing, handing over, rules, signature, disk.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from time import monotonic, perf_counter
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.clocks import RehearsalClock
from desktop.devices.pcsc.loop import Arrived, Event, Left
from desktop.devices.pcsc.scard import SystemScard
from desktop.devices.pcsc.source import PcscSource
from desktop.devices.resident.writing import write_payload, write_text
from desktop.devices.sources import Document, Needs, TravelKey
from desktop.exam.plan.documents import PASSPORT, RESIDENT
from desktop.exam.plan.model import Candidate
from desktop.operations.boards.door import DoorBoard
from desktop.operations.boards.shell import Credential, Signed
from desktop.operations.desks.session import HomeSession
from desktop.operations.ports import PinHasher
from desktop.wording import Wording
from tests.bench.measure import Measure, percentile
from tests.bench.site import PASSPHRASE, QuickPins, Site
from tests.helpers.cards.passport import PassportChip, specimen_files
from tests.helpers.cards.passport_files import td3
from tests.helpers.cards.service import pcsc_service
from tests.helpers.cards.vpcd import PAGE, READERS, REFUSED, VirtualCard

REACH = 50.0
READS = 240
PASSPORTS = 6
"""Every so many cards one is a passport, its zone scanned before."""
SETTING = "pcsc:*"
_PATIENCE = 20.0
_BLOCK = 256


class TimedScard(SystemScard):
    """PC/SC, with what each thread spent in transmit since it was last asked."""

    def __init__(self) -> None:
        super().__init__()
        self._spent = threading.local()

    def transmit(self, handle: int, protocol: int, command: bytes) -> tuple[int, bytes]:
        began = perf_counter()
        try:
            return super().transmit(handle, protocol, command)
        finally:
            self._spent.seconds = getattr(self._spent, "seconds", 0.0) + perf_counter() - began

    def taken(self) -> float:
        spent, self._spent.seconds = getattr(self._spent, "seconds", 0.0), 0.0
        return spent


class WatchedSource(PcscSource):
    """As it is, and tells when each card came and what its answers took. One card at a time."""

    def __init__(self, needs: Needs) -> None:
        self.at = 0.0
        self.card_took = 0.0
        self._timed = TimedScard()
        self._lying_on: set[str] = set()
        self._changed = threading.Condition()
        super().__init__("*", SETTING, needs, scard=self._timed)

    def until_empty(self, reader: str) -> None:
        """A card that was taken away is seen to be at the driver's next look, within 400 ms."""
        with self._changed:
            assert self._changed.wait_for(lambda: reader not in self._lying_on, _PATIENCE), reader

    def _happened(self, event: Event) -> None:
        if isinstance(event, Arrived | Left):
            with self._changed:
                if isinstance(event, Arrived):
                    self.at = event.at
                    self._lying_on.add(event.reader)
                else:
                    self._lying_on.discard(event.reader)
                self._changed.notify_all()
        super()._happened(event)

    def _reading(self, connection: Any, ask_key: Callable[[], TravelKey]) -> Document:
        self._timed.taken()
        document = super()._reading(connection, ask_key)
        self.card_took = self._timed.taken()
        return document


class DoorParts(Parts):
    """The real parts; everybody's PIN is right, and the reader is watched."""

    watched: WatchedSource

    def __init__(self, start: int) -> None:
        super().__init__(clock=RehearsalClock(start))

    @property
    def pins(self) -> PinHasher:  # type: ignore[override]
        return AnyPin()

    def open_source(
        self, setting: str, told: Callable[[object], None], key: Callable[[], Mapping[str, str]], home: Path
    ) -> WatchedSource:
        self.watched = WatchedSource(Needs(lambda: TravelKey(**key()), told, self.certificates(home)))
        return self.watched


class AnyPin(QuickPins):
    def matches(self, hashed: str, pin: str) -> bool:
        return True


@dataclass
class Screen:
    """Takes the boards, as the window would."""

    verdicts: list[str] = field(default_factory=list)

    def board(self, board: object) -> None:
        assert isinstance(board, DoorBoard)
        if board.verdict is not None:
            self.verdicts.append(board.verdict.id)

    def fault(self, fault: BaseException) -> None:
        raise fault


class Lane:
    """The reading thread of the session's reader; what it tells is taken here in the order in which it came, states of
    the reader among it, as the window's one lane takes it."""

    def __init__(self, session: HomeSession) -> None:
        self._session = session
        self._told: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._wanted: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._source = session.opening(SETTING)(self._told.put)
        self._thread = threading.Thread(target=self._run, name="bench-reader", daemon=True)
        self._thread.start()

    def arm(self) -> None:
        self._wanted.put(True)

    def settle(self) -> None:
        """Take what the reader has told of itself until now."""
        while not self._told.empty():
            self._session.reader_state(SETTING, self._told.get())

    def next(self) -> Document:
        while True:
            told = self._told.get(timeout=2 * _PATIENCE)
            if isinstance(told, BaseException):
                raise told
            if isinstance(told, Document):
                return told
            self._session.reader_state(SETTING, told)

    def close(self) -> None:
        self._wanted.put(False)
        self._thread.join(2 * _PATIENCE)
        self._source.close()

    def _run(self) -> None:
        while self._wanted.get():
            try:
                self._told.put(self._source.read(_PATIENCE))
            except BaseException as error:
                self._told.put(error)


def measure(site: Site, reads: int = READS) -> list[Measure]:
    """`site` is enrolled and its day not begun. Starts the PC/SC service for as long as it takes."""
    with pcsc_service(), _door(site) as (parts, session, desk, screen):
        lane = Lane(session)
        try:
            own, card, decided, kinds = _read_all(parts, session, desk, screen, lane, reads)
        finally:
            lane.close()
    passports = [took for took, kind in zip(own, kinds, strict=True) if kind == PASSPORT]
    whole = [a + b for a, b in zip(own, card, strict=True)]
    facts = {
        "cards, passports among them": f"{reads}, {len(passports)}",
        "p50, p99, max of our own time, ms": _ms(own),
        "of that at the desk (rules, disk, board), ms": _ms(decided),
        "p50, p99, max of our own time with passports (BAC, with portrait), ms": _ms(passports),
        "the first card and the first passport, ms": f"{own[0] * 1000:.1f}, {passports[0] * 1000:.1f}",
        "p50, p99, max with the card's answers, ms": _ms(whole),
    }
    return [
        Measure(
            *("verdict", "card event to durable verdict, p99 in ms, 10,000 candidates", "-", "ms"),
            *(percentile(own, 0.99) * 1000, None, REACH, True, facts),
        )
    ]


@contextmanager
def _door(site: Site) -> Iterator[tuple[DoorParts, HomeSession, Any, Screen]]:
    parts, screen = DoorParts(site.doors_open), Screen()
    session = HomeSession(parts.open_home(site.home, PASSPHRASE), parts, Wording("zh-CN"))
    try:
        desk = session.open_desk("door", screen)
        _sign_in(session, desk.room)
        yield parts, session, desk, screen
    finally:
        session.close()


def _sign_in(session: HomeSession, room: str) -> None:
    """Whoever is on duty at that door."""
    assert session.record is not None
    ctx, now = session.record.context(), session.record.now()
    sitting = ctx.sitting_at(now)
    assert sitting is not None
    for person in ctx.index.plan.staff:
        if any(where == room for _, where in ctx.duties_of(sitting.id, person.id, now)):
            assert isinstance(session.sign_in(Credential(person.id, "any")), Signed)
            return
    raise AssertionError("nobody is on duty at this door")


def _read_all(
    parts: DoorParts, session: HomeSession, desk: Any, screen: Screen, lane: Lane, reads: int
) -> tuple[list[float], list[float], list[float], list[str]]:
    """Our own seconds for each card, the card's, those of our own at the desk, and the kind of document."""
    own, card, decided, kinds = [], [], [], []
    for number, who in enumerate(islice(_people(session, desk.room), reads)):
        slot = number % 2
        parts.watched.until_empty(READERS[slot])
        lane.settle()
        desk.dismiss()
        laid = _card(who, slot, desk)
        count, shown = _entries(session), len(screen.verdicts)
        lane.arm()
        with laid:
            document = lane.next()
            came = monotonic()
            desk.read(document)
            ended = monotonic()
        assert document.number == who.document_number, document.trouble
        assert len(screen.verdicts) > shown, "a verdict is on the screen"
        assert _entries(session) > count, "and its entry on the disk"
        card.append(parts.watched.card_took)
        own.append(ended - parts.watched.at - parts.watched.card_took)
        decided.append(ended - came)
        kinds.append(who.document_type)
    return own, card, decided, kinds


def _people(session: HomeSession, room: str) -> Iterator[Candidate]:
    """Everybody once: this door's people first, then others, who are told where to go; passports in between."""
    assert session.record is not None
    index = session.record.index
    seats = sorted(session.record.plan.seats, key=lambda seat: seat.room != room)
    people = [index.candidates[one] for one in dict.fromkeys(seat.candidate for seat in seats)]
    passports = iter([one for one in people if one.document_type == PASSPORT])
    for n, one in enumerate([one for one in people if len(one.document_number) == 18], 1):
        if n % PASSPORTS == 0:
            yield next(passports)
        yield one


def _card(who: Candidate, slot: int, desk: Any) -> VirtualCard:
    """A page reader with a resident card's record, or a passport whose zone the door has just scanned."""
    if who.document_type == PASSPORT:
        zone = td3(number=who.document_number, name="SAMPLE<<ANNA")
        desk.scanned(f"{zone[:44]}\n{zone[44:]}")
        return VirtualCard(PassportChip(specimen_files(zone), zone), slot=slot)
    content = write_payload(write_text(Document(number=who.document_number, name=who.name, document_type=RESIDENT)))

    def page(command: bytes) -> bytes:
        if command[:2] != b"\xff\xb0":
            return REFUSED
        return content[command[2] * _BLOCK : (command[2] + 1) * _BLOCK] + b"\x90\x00"

    return VirtualCard(page, atr=PAGE, slot=slot)


def _entries(session: HomeSession) -> int:
    assert session.record is not None
    return sum(head.number for head in session.record.heads().values())


def _ms(values: list[float]) -> str:
    shown = (percentile(values, 0.5), percentile(values, 0.99), max(values))
    return ", ".join(f"{value * 1000:.1f}" for value in shown)
