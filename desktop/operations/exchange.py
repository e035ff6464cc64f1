"""The record on its way: files, the hub, the central system. Foreign entries are verified here before they count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.exam.day.balance import tally
from desktop.exam.frame.context import Context
from desktop.faults import SiteFault
from desktop.ledger.entry import Entry, entry_line
from desktop.ledger.heads import Head, head_code
from desktop.ledger.verify import verify
from desktop.operations.ports import AttachmentStore, EntryStore, Hub
from desktop.operations.record import Record
from desktop.progress import Progress, unwatched, watched


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging files came to."""

    received: int
    known: int
    conflicts: int


def gathered(files: Iterable[Iterable[Entry]], tell: Progress = unwatched) -> list[Entry]:
    """The entries of several files, each once. Everything is read before anything is taken in: a bad file changes
    nothing. Raises SiteFault record-not-intact where two files hold another entry under the same number, and whatever
    reading them raises."""
    found: dict[tuple[str, int], Entry] = {}
    for file in files:
        for entry in watched(file, tell, 0, "reading"):
            same = found.setdefault((entry.desk, entry.number), entry)
            if same.hash != entry.hash:
                raise SiteFault("record-not-intact", desk=entry.desk, number=entry.number, reason="broken-chain")
    return list(found.values())


def merge(record: Record, store: EntryStore, foreign: Iterable[Entry], tell: Progress = unwatched) -> Merged:
    """Take in a peer's entries. Together with what is held they must verify as one record, or nothing is taken.

    Raises SiteFault: record-other (another plan's record), record-not-intact (desk, number, reason).
    """
    incoming = list(foreign)
    if any(e.record != record.opened.record for e in incoming):
        raise SiteFault("record-other", record=record.opened.record)
    heads = record.heads()
    fresh = [e for e in incoming if e.number > (heads[e.desk].number if e.desk in heads else 0)]
    _same_where_known(store, record, incoming, heads)
    if fresh:
        desks = {e.desk for e in fresh}
        known = [e for e in store.load(record.opened.record) if e.desk in desks]
        whole = sorted((*known, *fresh), key=lambda e: (e.desk, e.number))
        lines = (entry_line(e) for e in watched(whole, tell, len(whole), "checking"))
        report = verify(lines, record.opened.record, record.opened.secret)
        if not report.ok:
            raise SiteFault("record-not-intact", desk=report.desk, number=report.number, reason=report.reason)
    tell(len(incoming), len(incoming), "keeping")
    taken = record.take_in(fresh)
    return Merged(taken, len(incoming) - len(fresh), len(record.context().conflicts()))


def _same_where_known(store: EntryStore, record: Record, incoming: Sequence[Entry], heads: Mapping[str, Head]) -> None:
    """An entry held already must be the very same one: another under its number is a forged or split chain."""
    held = {
        (e.desk, e.number): e.hash for e in store.load(record.opened.record) if e.desk in {i.desk for i in incoming}
    }
    for e in incoming:
        if held.get((e.desk, e.number), e.hash) != e.hash:
            raise SiteFault("record-not-intact", desk=e.desk, number=e.number, reason="broken-chain")


# --- the hub ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Synced:
    """One synchronisation as people see it. `refused` lists what the other side would not take, with its reason."""

    sent: int
    received: int
    refused: tuple[Mapping[str, Any], ...]
    heads_agree: bool
    attachments: int = 0
    held_back: int = 0
    receipts: tuple[Mapping[str, Any], ...] = ()


def sync_hub(record: Record, store: EntryStore, hub: Hub, tell: Progress = unwatched) -> Synced:
    """Push what the hub lacks, pull what we lack, compare the heads. Called off between the two, what the hub has got
    stays there and the next run goes on."""
    id = record.opened.record
    tell(0, 3, "sending")
    theirs = hub.versions(id)
    sent = hub.push(id, list(store.since(id, theirs)))
    tell(1, 3, "fetching")
    mine = {d: h.number for d, h in record.heads().items()}
    pulled = hub.pull(id, mine)
    received = merge(record, store, pulled, tell).received if pulled else 0
    agree = hub.heads(id) == record.heads()
    return Synced(sent, received, (), agree)


# --- the central system -----------------------------------------------------------------------------------------------


class RecordSource:
    """The record at this desk as the synchronisation with the centre asks for it."""

    def __init__(
        self, record: Record, store: EntryStore, attachments: AttachmentStore, make: Callable[..., Any]
    ) -> None:
        self._record, self._store, self._attachments = record, store, attachments
        o = record.opened
        self.record = o.record
        self.opening = make(
            site=o.plan.site.id,
            plan=o.plan.id,
            revision=o.plan.revision,
            content_hash=o.content_hash,
            rehearsal=o.plan.rehearsal,
        )

    def heads(self) -> Mapping[str, Head]:
        return self._record.heads()

    def since(self, versions: Mapping[str, int]) -> Iterable[Entry]:
        return self._store.since(self.record, versions)

    def attachments(self) -> Iterable[str]:
        held = set(self._attachments.hashes())
        return sorted(h for h in referred(self._store.load(self.record)) if h in held)

    def attachment(self, sha256: str) -> bytes | None:
        return self._attachments.get(sha256)


def referred(entries: Iterable[Entry]) -> Iterator[str]:
    """Every attachment the entries name (`attachment` in their data)."""
    for e in entries:
        found = e.data.get("attachment")
        if isinstance(found, str) and len(found) == 64:
            yield found


def outcome(ctx: Context, sitting: str, heads: Mapping[str, Head]) -> dict[str, Any]:
    """The closing statement for a sitting (contract's Outcome), derived from the record alone."""
    rooms: list[dict[str, Any]] = []
    absent: list[str] = []
    misconduct: list[dict[str, str]] = []
    registered = present = 0
    for room in ctx.rooms(sitting):
        t = tally(ctx, sitting, room)
        registered += t.registered
        present += t.present
        for candidate, state in ctx.people(sitting, room):
            if state.admission is None:
                absent.append(candidate)
            misconduct.extend(
                {"candidate": candidate, "description": str(m.data.get("kind", ""))} for m in state.misconduct
            )
        rooms.append(
            {
                "room": room,
                "registered": t.registered,
                "present": t.present,
                "absent": t.absent,
                "papers": {
                    "issued": t.copies,
                    "collected": t.present,
                    "unused": t.absent + t.spare,
                    "void": t.void_copies,
                },
            }
        )
    return {
        "sitting": sitting,
        "registered": registered,
        "present": present,
        "absent": absent,
        "misconduct": misconduct,
        "rooms": rooms,
        "heads": {d: {"number": h.number, "hash": h.hash} for d, h in sorted(heads.items())},
        "code": head_code(heads),
    }


def closed_sittings(ctx: Context) -> tuple[str, ...]:
    """Sittings whose outcome can be handed in."""
    return tuple(t.id for t in ctx.index.plan.sittings if ctx.state.sitting(t.id).closed is not None)
