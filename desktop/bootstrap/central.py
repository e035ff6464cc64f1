"""The record at this desk and the central system, with what the home keeps of their talk: receipts and refusals."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.exam.plan.model import Plan
from desktop.exchange.central.answers import Refusal
from desktop.exchange.central.client import CentralClient, Opening
from desktop.exchange.central.plans import plan_from_central
from desktop.exchange.central.sync import hand_in, sync_record
from desktop.faults import SiteFault
from desktop.ledger.canonical import canonical
from desktop.operations.exchange import RecordSource, Synced, closed_sittings, outcome
from desktop.operations.record import Record
from desktop.progress import Progress
from desktop.store import sync
from desktop.store.home import Home


def fetch_plan(client: CentralClient, plan: str) -> Plan:
    """A plan of the centre as a draft of ours. Raises SiteFault central-plan."""
    fetched = client.plan(plan)
    if fetched is None:
        raise SiteFault("central-plan", reason="unchanged")
    return plan_from_central(fetched.data)


def bring_up_to_date(client: CentralClient, home: Home, record: Record, url: str, tell: Progress) -> Synced:
    """Send what the centre lacks, hand in every closed sitting, keep refusals and receipts. Called off between two
    batches it goes on from there the next time."""
    source = RecordSource(record, home.entries, home.attachments, Opening)
    done = sync_record(client, source, refusals=KeptRefusals(home.sync, url), tell=tell)
    receipts = []
    if done.heads_agree:
        ctx = record.context()
        for sitting in closed_sittings(ctx):
            statement = outcome(ctx, sitting, record.heads())
            receipts.append(_handed_in(client, home.sync, url, record.opened.record, statement))
    refused = tuple({"desk": r.desk, "number": r.number, "code": r.code, "message": r.message} for r in done.refused)
    return Synced(done.sent, 0, refused, done.heads_agree, done.attachments_sent, done.held_back, tuple(receipts))


def _handed_in(
    client: CentralClient, store: sync.SyncStore, url: str, record: str, statement: Mapping[str, Any]
) -> dict[str, Any]:
    """One sitting's closing statement. One that says the same as a statement with a receipt is not handed in again:
    heads grow with every later entry, what the sitting came to does not."""
    given = (r for r in store.receipts(url, record) if _said(json.loads(r.statement)) == _said(statement))
    kept = next(given, None)
    if kept is None:
        receipt = hand_in(client, record, statement)
        text = canonical(statement).decode()
        kept = sync.Receipt(str(statement["sitting"]), text, receipt.receipt, receipt.received)
        store.add_receipt(url, record, kept)
    return {"sitting": kept.sitting, "receipt": kept.receipt, "received": kept.received}


def _said(statement: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in statement.items() if k not in ("heads", "code")}


class KeptRefusals:
    """Entries the centre refused for good, kept in the home until a person deals with them (U6)."""

    def __init__(self, store: sync.SyncStore, peer: str) -> None:
        self._store, self._peer = store, peer

    def kept(self, record: str) -> Sequence[Refusal]:
        found = self._store.refused(self._peer, record)
        return [Refusal(r.desk, r.number, r.code, r.message) for r in found]

    def keep(self, record: str, refusal: Refusal) -> None:
        kept = sync.Refusal(refusal.desk, refusal.number, refusal.code, refusal.message)
        self._store.note(self._peer, record, {}, [kept])
