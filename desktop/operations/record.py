"""The record of one published plan, open at one desk: the only path from a command to the ledger.

read the latest state -> decide (pure) -> seal -> append durably -> fold -> tell the listeners
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop import collector
from desktop.exam.day.desks import clock_set_back
from desktop.exam.decide import decide
from desktop.exam.fold import Fold
from desktop.exam.frame.command import Command, Fact, Outcome, Refused
from desktop.exam.frame.context import Context
from desktop.exam.frame.folded import State
from desktop.exam.frame.state import CandidateState
from desktop.exam.plan.model import Index, Plan
from desktop.exam.rules.protocol import Protocol
from desktop.exam.rules.ruleset import RuleSet
from desktop.faults import SiteFault
from desktop.ledger.chain import Chain, Draft
from desktop.ledger.clock import HybridClock
from desktop.ledger.entry import Entry
from desktop.ledger.heads import Head, head_code, qr_payload
from desktop.ledger.keys import DeskKey
from desktop.operations.ports import AttachmentStore, Changed, Clock, EntryStore
from desktop.operations.tokens import without_serial

if TYPE_CHECKING:
    from desktop.exam.identity.pinyin import Readings

SET_BACK_LIMIT = 30_000
RACES = 5
SETTLE_ABOVE = 2_000


@dataclass(frozen=True, slots=True)
class Opened:
    """What a record needs to be opened: the published plan as objects, and this desk's key."""

    record: str
    plan: Plan
    rules: RuleSet
    protocols: Mapping[str, Protocol]
    key: DeskKey
    role: str
    label: str
    secret: bytes
    content_hash: str
    pins: Mapping[str, str]


class Record:
    """One record at one desk. Confined to the lane that opened it; what it hands out is frozen and may travel.

    Attributes:
        opened: the plan, the rules and the desk's identity.
        index: look-ups over the plan.
        fold: the state and every aggregate's history.
    """

    def __init__(
        self,
        opened: Opened,
        store: EntryStore,
        clock: Clock,
        attachments: AttachmentStore,
        readings: Readings | None = None,
    ) -> None:
        """`readings`: how Chinese characters are read, for names in two scripts; None compares none."""
        self.opened = opened
        self.index = Index(opened.plan)
        self.fold = Fold()
        self._store = store
        self._attachments = attachments
        self._clock = clock
        self._listeners: list[Changed] = []
        self._corrections: dict[str, dict[str, str]] = {}
        self._last_wall = 0
        self._heads: dict[str, Head] = {}
        self._written: dict[str, int] = {}
        # Every part of it stays the same object for as long as the record is open.
        self._context = Context(
            self.index, opened.rules, opened.protocols, self.fold.state, self._corrections, readings
        )
        hybrid = HybridClock()
        desk = opened.key.desk_id
        with collector.resting():
            for entry in store.load(opened.record):
                self.fold.take(entry)
                self._written[entry.desk] = entry.wall
                hybrid.observe(entry.time)
                known = self._heads.get(entry.desk)
                if known is None or entry.number > known.number:
                    self._heads[entry.desk] = Head(entry.number, entry.hash)
                    if entry.desk == desk:
                        self._last_wall = entry.wall
        self.chain = Chain(opened.record, opened.key, self._heads.get(desk), hybrid)
        self._resolve_corrections(self.fold.state.values)
        if self.fold.count + len(opened.plan.candidates) > SETTLE_ABOVE:
            collector.settle()

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def desk(self) -> str:
        return self.opened.key.desk_id

    @property
    def state(self) -> State:
        return self.fold.state

    @property
    def plan(self) -> Plan:
        return self.opened.plan

    def context(self) -> Context:
        return self._context

    def now(self, at: int | None = None) -> int:
        """UTC ms as the rules shall see it: the desk's clock plus the measured offset to the site's reference, or `at`
        in a rehearsal."""
        return self._wall(at) + (self._offset() or 0)

    def heads(self) -> dict[str, Head]:
        return dict(self._heads)

    def last_written(self) -> dict[str, int]:
        """When each desk wrote the last of its entries that has come here, by that desk's clock, UTC ms."""
        return dict(self._written)

    def head_code(self) -> str:
        return head_code(self._heads)

    def qr(self) -> str:
        """What the QR code beside a printed head code carries."""
        return qr_payload(self.opened.record, self._heads)

    def listen(self, listener: Changed) -> Callable[[], None]:
        """Be told of every change from now on; call the answer to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # --- writing --------------------------------------------------------------------------------------------------

    def act(self, command: Command, at: int | None = None, dry_run: bool = False) -> tuple[Entry, ...] | Refused:
        """Decide a command and write what it comes to. `at` (rehearsal only) is the clock handed to the rules. A chip's
        serial in the data becomes its digest before anybody sees it."""
        if "token" in command.data:
            command = without_serial(self.opened.secret, command)
        if dry_run:
            decided = decide(self.context(), command, self.now(at))
            if isinstance(decided, Refused):
                return decided
            drafts = _drafts(decided, command.officers)
            return tuple(self.chain.seal_all(drafts, wall=self._wall(at), offset=self._offset()))
        return self.settle(lambda: decide(self.context(), command, self.now(at)), command.officers, at)

    def settle(
        self, decided: Callable[[], Outcome], officers: Sequence[str], at: int | None = None
    ) -> tuple[Entry, ...] | Refused:
        """Decide and write. When another process of this desk wrote first (the command line beside the window) its
        entries are taken in and everything is decided again: what was true before may not be true any more."""
        for left in reversed(range(RACES)):
            outcome = decided()
            if isinstance(outcome, Refused):
                return outcome
            try:
                return self.write(outcome, officers, at)
            except SiteFault as fault:
                if fault.code != "entry-exists" or not left:
                    raise
                self.refresh()
        raise AssertionError("the last try returns or raises")

    def write(self, facts: Sequence[Fact], officers: Sequence[str], at: int | None = None) -> tuple[Entry, ...]:
        """Make facts entries: sealed, durable, folded, told. When this returns they are on the disk.

        Raises SiteFault, and nothing has happened: disk-full and the like; entry-exists when another process of this
        desk wrote first, see `settle`.
        """
        wall = self._wall(at)
        drafts = _drafts((*self._clock_facts(wall), *facts), officers)
        entries = self.chain.seal_all(drafts, wall=wall, offset=self._offset())
        self._store.append(entries)
        for entry in entries:
            self.chain.advance(entry)
        self._take(entries)
        self._last_wall = wall
        return tuple(entries)

    def take_in(self, entries: Iterable[Entry]) -> int:
        """Entries of peers, verified by whoever brings them: stored where missing, folded, told. Answers how many."""
        fresh = [e for e in entries if e.number > self._number(e.desk)]
        fresh.sort(key=lambda e: (e.desk, e.number))
        if not fresh:
            return 0
        try:
            return self._store.take_in(fresh)
        finally:
            # Where one desk's chain does not fit, the others' entries are stored all the same: fold what is there.
            self.refresh()

    def refresh(self) -> int:
        """Take in what other processes have written into this home since."""
        fresh = list(self._store.since(self.opened.record, {d: h.number for d, h in self._heads.items()}))
        for entry in fresh:
            if entry.desk == self.desk:
                self.chain.advance(entry)
                self._last_wall = entry.wall
            else:
                self.chain.clock.observe(entry.time)
        self._take(fresh)
        return len(fresh)

    def _number(self, desk: str) -> int:
        head = self._heads.get(desk)
        return head.number if head else 0

    def _take(self, entries: Sequence[Entry]) -> None:
        touched: set[str] = set()
        corrected = False
        for entry in entries:
            touched.update(self.fold.take(entry))
            self._heads[entry.desk] = Head(entry.number, entry.hash)
            self._written[entry.desk] = entry.wall
            corrected = corrected or entry.kind == "candidate-corrected"
        if corrected:
            self._resolve_corrections(touched)
        changed = frozenset(touched)
        if changed:
            for listener in tuple(self._listeners):
                listener(changed)

    def _resolve_corrections(self, keys: Iterable[str]) -> None:
        """Corrected values live in attachments; look up those we hold (a peer's may still be on its way)."""
        for key in keys:
            state = self.fold.state.values.get(key)
            if not isinstance(state, CandidateState) or not state.corrections:
                continue
            candidate = key.partition("/")[2]
            for one in state.corrections:
                content = self._attachments.get(str(one.data["attachment"]))
                if content is not None:
                    value = json.loads(content).get("value")
                    self._corrections.setdefault(candidate, {})[str(one.data["field"])] = str(value)

    # --- time -----------------------------------------------------------------------------------------------------

    def _offset(self) -> int | None:
        return self.state.desk(self.desk).offset

    def _wall(self, at: int | None) -> int:
        if at is None:
            return self._clock.wall()
        if not self.plan.rehearsal:
            raise SiteFault("at-needs-rehearsal")
        return at

    def _clock_facts(self, wall: int) -> tuple[Fact, ...]:
        """A clock that went back by more than 30 s since the last entry is written down before anything else (X14)."""
        if self._last_wall and wall < self._last_wall - SET_BACK_LIMIT:
            return (clock_set_back(self.desk, self._last_wall - wall, wall),)
        return ()


def _drafts(facts: Sequence[Fact], officers: Sequence[str]) -> list[Draft]:
    own = ("clock-set-back", "clock-measured", "reader-changed")
    return [Draft(f.kind, f.about, dict(f.data), () if f.kind in own else officers, f.edition) for f in facts]


def correction_value(field: str, value: str, salt: str) -> bytes:
    """A corrected value as the attachment an entry may name: salted, so that its hash tells nothing (Art 28)."""
    return json.dumps({"field": field, "salt": salt, "value": value}, ensure_ascii=False, sort_keys=True).encode()
