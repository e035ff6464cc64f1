"""The evidence of rooms as a report's facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from desktop.exam.frame.context import Context
from desktop.operations.record import Record
from desktop.operations.reporting.evidence.counts import counts
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.evidence.looking import Looking
from desktop.operations.reporting.evidence.matters import matters
from desktop.operations.reporting.evidence.people import people
from desktop.operations.reporting.evidence.pictures import photos, sheets
from desktop.operations.reporting.evidence.records import records
from desktop.operations.reporting.evidence.steps import steps
from desktop.operations.reporting.heading import heading, rooms_of


def evidence_facts(record: Record, room: str | None, now: int) -> dict[str, Any]:
    """The evidence of one room or all, JSON-ready. Raises SiteFault report-no-room."""
    ctx = record.context()
    rooms = [_room(record, ctx, sitting, id, now) for sitting, id in rooms_of(ctx, room)]
    return {
        **heading(record, "evidence", now),
        "rooms": rooms,
        "gaps": sum(len(r["gaps"]) for r in rooms),
    }


def _room(record: Record, ctx: Context, sitting: str, room: str, now: int) -> dict[str, Any]:
    items = list(evidence(Looking(record, ctx, sitting, room, now)))
    return {
        "room": room,
        "number": ctx.index.rooms[room].number,
        "sitting": sitting,
        "items": [i.data() for i in items],
        "gaps": [{"key": i.key, "clause": i.clause, "missing": list(i.gaps)} for i in items if i.state == "gap"],
    }


def evidence(look: Looking) -> Iterator[Item]:
    """Every piece the regulation asks of the room, in the order of the morning, and what was pictured."""
    for part in (steps, people, counts, matters, photos, sheets, records):
        yield from part(look)
