"""What every report begins with, and how it names the entries that prove something."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from desktop.exam.frame.context import Context
from desktop.exam.frame.state import Recorded
from desktop.faults import SiteFault
from desktop.operations.record import Record

Where = tuple[str, str]
"""(sitting, room), by id."""


def heading(record: Record, kind: str, now: int) -> dict[str, Any]:
    """Which record this is, how far it goes, and its head code. `at` is UTC ms."""
    plan = record.plan
    return {
        "report": kind,
        "at": now,
        "record": record.opened.record,
        "rehearsal": plan.rehearsal,
        "organisation": plan.organisation.name,
        "site": plan.site.name,
        "plan": {
            "id": plan.id,
            "name": plan.name,
            "revision": plan.revision,
            "content_hash": record.opened.content_hash,
        },
        "rules": {"id": record.opened.rules.id, "edition": record.opened.rules.edition},
        "entries": record.fold.count,
        "code": record.head_code(),
        "heads": json.loads(record.qr()),
        "desks": [
            {"desk": id, "label": d.label, "role": d.role, "number": head.number}
            for id, head in sorted(record.heads().items())
            for d in [record.state.desk(id)]
        ],
    }


def proof(entries: Iterable[Recorded]) -> list[dict[str, Any]]:
    """The entries something rests on: desk and number find each in the file."""
    return [{"desk": e.desk, "number": e.number} for e in entries]


def at_of(entry: Recorded) -> int:
    """When an entry was made by the site's reference clock, UTC ms."""
    return entry.wall + (getattr(entry, "offset", None) or 0)


def up_to(record: Record, now: int) -> int:
    """The instant a report speaks of: now, or the record's last entry where that is later (a rehearsal's day may lie
    ahead of the clock)."""
    return max(now, *(at_of(record.fold.history(key)[-1]) for key in record.state.values), 0)


def rooms_of(ctx: Context, room: str | None) -> list[Where]:
    """Every room of every sitting in use, or only one room. Raises SiteFault report-no-room."""
    only = ctx.index.room(room) if room else None
    if room and only is None:
        raise SiteFault("report-no-room", room=room)
    found = [(t.id, r) for t in sorted(ctx.index.plan.sittings, key=lambda t: t.start) for r in ctx.rooms(t.id)]
    found = [w for w in found if only is None or w[1] == only.id]
    if not found:
        raise SiteFault("report-no-room", room=room or "")
    return found
