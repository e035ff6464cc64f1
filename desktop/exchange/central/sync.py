"""A record brought up to date at the centre, and its outcome handed in.

Nothing is remembered between runs but what was refused for good: the centre's heads say what it holds, the rest is
sent. So a run that broke off is simply run again, and a run after a complete one sends nothing. A desk is stopped,
never the others, when the centre refuses one of its entries or holds another chain under its name; what is held back
is counted and shown (contract: the centre keeps refusing the same entry with the same code).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal, Protocol

from desktop.exchange.central.answers import Receipt, Refusal
from desktop.exchange.central.client import BATCH, CentralClient, Opening
from desktop.exchange.central.problems import CentralProblem
from desktop.ledger.entry import Entry, entry_to_data
from desktop.ledger.heads import Head
from desktop.progress import Progress, unwatched

# These end when what was missing has come; every other refusal is for good.
_PASSING = ("gap", "not-enrolled")
_PASSES = 3


class Source(Protocol):
    """The record at this desk, as far as it must be known here."""

    @property
    def record(self) -> str: ...

    @property
    def opening(self) -> Opening: ...

    def heads(self) -> Mapping[str, Head]:
        """Desk to its last entry here."""

    def since(self, versions: Mapping[str, int]) -> Iterable[Entry]:
        """Entries beyond the versions (0 for a desk not named), sorted by (desk, number)."""

    def attachments(self) -> Iterable[str]:
        """SHA-256 of every attachment that is held here and that entries refer to."""

    def attachment(self, sha256: str) -> bytes | None: ...


class Refusals(Protocol):
    """Where refusals for good are kept from run to run."""

    def kept(self, record: str) -> Iterable[Refusal]: ...

    def keep(self, record: str, refusal: Refusal) -> None: ...


class RefusalsInMemory:
    """For one run, and for tests."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str, int], Refusal] = {}

    def kept(self, record: str) -> tuple[Refusal, ...]:
        return tuple(refusal for (of, _, _), refusal in self._kept.items() if of == record)

    def keep(self, record: str, refusal: Refusal) -> None:
        self._kept[record, refusal.desk, refusal.number] = refusal


@dataclass(frozen=True, slots=True)
class HeadDifference:
    """A desk whose last entry differs here and there. `centre-lacks`: less there; `centre-ahead`: more there (another
    desk brought it, take it in first); `another-chain`: the centre's entry is not ours, somebody changed something."""

    desk: str
    here: Head | None
    centre: Head | None
    kind: Literal["centre-lacks", "centre-ahead", "another-chain"]


@dataclass(frozen=True, slots=True)
class SyncResult:
    """`sent` entries and attachments are those the centre newly took. `refused` has every refusal that still stands,
    of earlier runs too; `held_back` counts the entries that wait behind them."""

    sent: int
    attachments_sent: int
    refused: tuple[Refusal, ...]
    heads_agree: bool
    centre_heads: Mapping[str, Head]
    differences: tuple[HeadDifference, ...] = ()
    held_back: int = 0
    refused_attachments: Mapping[str, str] = field(default_factory=dict)


def sync_record(
    client: CentralClient,
    source: Source,
    *,
    refusals: Refusals | None = None,
    tell: Progress = unwatched,
) -> SyncResult:
    """Brings the centre up to what is known here. Raises what the client raises; run it again to go on."""
    run = _Run(client, source, refusals or RefusalsInMemory(), tell)
    client.open_record(source.record, source.opening)
    for _ in range(_PASSES):
        run.hand_over(client.heads(source.record))
        if not run.passing:
            break
    attachments_sent, refused_attachments = _send_attachments(client, source, tell)
    centre = client.heads(source.record)
    differences = _differences(source.heads(), centre, run.forked)
    return SyncResult(
        sent=run.sent,
        attachments_sent=attachments_sent,
        refused=tuple(sorted([*run.stopped.values(), *run.strange], key=lambda one: (one.desk, one.number))),
        heads_agree=not differences,
        centre_heads=centre,
        differences=differences,
        held_back=run.held_back,
        refused_attachments=refused_attachments,
    )


def hand_in(client: CentralClient, record: str, outcome: Mapping[str, Any]) -> Receipt:
    """Hands in a sitting's closing statement (contract's Outcome) and gives the receipt; safe to repeat.

    Raises CentralProblem with `problem` = `heads-differ` while the centre lacks entries: synchronise, then again.
    """
    return client.outcome(record, str(outcome["sitting"]), outcome)


class _Run:
    """One synchronisation under way."""

    def __init__(
        self,
        client: CentralClient,
        source: Source,
        refusals: Refusals,
        tell: Progress,
    ) -> None:
        self._client = client
        self._source = source
        self._refusals = refusals
        self._tell = tell
        self._batch = BATCH
        self._enrolled: set[str] = set()
        self.sent = 0
        self.held_back = 0
        self.passing = False
        self.forked: set[str] = set()
        self.stopped: dict[str, Refusal] = {}
        self.strange: list[Refusal] = []  # about entries that were not sent: shown, but it stops nobody
        for refusal in refusals.kept(source.record):
            first = self.stopped.get(refusal.desk)
            if first is None or refusal.number < first.number:
                self.stopped[refusal.desk] = refusal

    def hand_over(self, centre: Mapping[str, Head]) -> None:
        """One pass over everything the centre lacks by its own heads."""
        here = self._source.heads()
        self.passing, self.held_back = False, 0
        # What once was refused and is held now was refused by a mistake that has been mended.
        self.stopped = {
            desk: refusal
            for desk, refusal in self.stopped.items()
            if refusal.code not in _PASSING and refusal.number > (centre[desk].number if desk in centre else 0)
        }
        total = sum(max(0, head.number - (centre[d].number if d in centre else 0)) for d, head in here.items())
        done = 0
        self._tell(done, total, "sending")
        lacking = self._lacking(centre, here)
        while batch := list(islice(lacking, self._batch)):
            self._post(batch)
            done += len(batch)
            self._tell(done, max(total, done), "sending")

    def _lacking(self, centre: Mapping[str, Head], here: Mapping[str, Head]) -> Iterator[Entry]:
        """What to send, after the centre's last entry of each desk was compared with ours of that number."""
        versions = {desk: max(0, centre[desk].number - 1) if desk in centre else 0 for desk in here}
        for entry in self._source.since(versions):
            held = centre.get(entry.desk)
            if held is not None and entry.number <= held.number:
                if entry.number == held.number and entry.hash != held.hash:
                    self.forked.add(entry.desk)
            elif entry.desk in self.forked or self._is_stopped(entry) or (entry.number == 1 and not self._enrol(entry)):
                self._hold_back(entry)
            else:
                yield entry

    def _is_stopped(self, entry: Entry) -> bool:
        refusal = self.stopped.get(entry.desk)
        return refusal is not None and entry.number >= refusal.number

    def _enrol(self, first: Entry) -> bool:
        """Makes a desk known by its own first entry, before that is sent."""
        if first.desk in self._enrolled:
            return True
        data = first.data
        key, label, role = data.get("public_key"), data.get("label"), data.get("role")
        if not (isinstance(key, str) and isinstance(label, str) and isinstance(role, str)):
            return True  # no enrolment at all: the centre will say so of the entry
        try:
            self._client.enrol_desk(self._source.record, first.desk, public_key=key, label=label, role=role)
        except CentralProblem as problem:
            if problem.status not in (400, 409, 422):
                raise
            self._stop(Refusal(first.desk, 1, problem.problem, problem.detail))
            return False
        self._enrolled.add(first.desk)
        return True

    def _hold_back(self, entry: Entry) -> None:
        """Counts what waits behind a refusal or beside another chain; the refused entry itself is shown already."""
        refusal = self.stopped.get(entry.desk)
        self.held_back += refusal is None or entry.number != refusal.number

    def _post(self, batch: list[Entry]) -> None:
        """Sends a batch; in halves when the centre finds it too large, or will not have the whole because of one."""
        for entry in batch:
            if self._is_stopped(entry):
                self._hold_back(entry)
        batch = [entry for entry in batch if not self._is_stopped(entry)]
        if not batch:
            return
        try:
            taken = self._client.entries(self._source.record, [entry_to_data(entry) for entry in batch])
        except CentralProblem as problem:
            if problem.status not in (400, 413, 422):
                raise
            self._post_halves(batch, problem)
            return
        sent = {(entry.desk, entry.number) for entry in batch}
        refused = {(refusal.desk, refusal.number): refusal for refusal in taken.refused}
        self.sent += sum(number <= taken.accepted.get(desk, 0) for desk, number in sent - refused.keys())
        for key in sorted(refused.keys() & sent):
            self._refused(refused[key])
        self.strange += [refused[key] for key in sorted(refused.keys() - sent)]

    def _post_halves(self, batch: list[Entry], problem: CentralProblem) -> None:
        if len(batch) == 1:
            self._stop(Refusal(batch[0].desk, batch[0].number, problem.problem, problem.detail))
            return
        half = len(batch) // 2
        if problem.status == 413:
            self._batch = min(self._batch, half)
        self._post(batch[:half])
        self._post(batch[half:])

    def _refused(self, refusal: Refusal) -> None:
        if self._stopped_before(refusal):
            self.held_back += 1
        elif refusal.code == "not-enrolled":
            self._enrol_again(refusal.desk)
            self.passing = True
            self.stopped[refusal.desk] = refusal
        elif refusal.code == "gap":
            self.passing = True
            self.stopped[refusal.desk] = refusal
        else:
            self._stop(refusal)

    def _stopped_before(self, refusal: Refusal) -> bool:
        first = self.stopped.get(refusal.desk)
        return first is not None and first.number < refusal.number

    def _enrol_again(self, desk: str) -> None:
        """The centre held entries of the desk, or was told of it, and knows it no more."""
        self._enrolled.discard(desk)
        everything = {other: 2**53 - 1 for other in self._source.heads() if other != desk}
        for first in islice(self._source.since(everything), 1):
            self._enrol(first)

    def _stop(self, refusal: Refusal) -> None:
        self.stopped[refusal.desk] = refusal
        self._refusals.keep(self._source.record, refusal)


def _send_attachments(client: CentralClient, source: Source, tell: Progress) -> tuple[int, dict[str, str]]:
    """Sends what the centre does not hold; gives how many, and hash -> code of those refused."""
    sent, refused = 0, {}
    held = sorted(set(source.attachments()))
    for done, sha256 in enumerate(held):
        tell(done, len(held), "attachments")
        if client.has_attachment(source.record, sha256):
            continue
        content = source.attachment(sha256)
        if content is None:
            continue
        if hashlib.sha256(content).hexdigest() != sha256:
            refused[sha256] = "bad-hash"
            continue
        try:
            sent += client.put_attachment(source.record, sha256, content)
        except CentralProblem as problem:
            if problem.status not in (409, 413, 422):
                raise
            refused[sha256] = problem.problem
    return sent, refused


def _differences(here: Mapping[str, Head], centre: Mapping[str, Head], forked: set[str]) -> tuple[HeadDifference, ...]:
    out = []
    for desk in sorted(here.keys() | centre.keys()):
        ours, theirs = here.get(desk), centre.get(desk)
        if desk in forked or (ours and theirs and ours.number == theirs.number and ours.hash != theirs.hash):
            out.append(HeadDifference(desk, ours, theirs, "another-chain"))
        elif (theirs.number if theirs else 0) < (ours.number if ours else 0):
            out.append(HeadDifference(desk, ours, theirs, "centre-lacks"))
        elif (theirs.number if theirs else 0) > (ours.number if ours else 0):
            out.append(HeadDifference(desk, ours, theirs, "centre-ahead"))
    return tuple(out)
