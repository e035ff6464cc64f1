"""What the record comes to, in figures: the state of every desk and room (`record show`)."""

from __future__ import annotations

from typing import Any

from desktop.exam.day.balance import Equation, first_broken, room_equations, tally
from desktop.exam.day.roomrecord import open_points
from desktop.exam.frame.context import Context
from desktop.operations.record import Record

_STAGES = (
    ("candidates-released", "released"),
    ("exam-ended", "ended"),
    ("exam-started", "running"),
    ("bag-opened", "opened"),
    ("rules-read", "rules-read"),
    ("door-opened", "door-open"),
    ("room-prepared", "prepared"),
    ("bags-brought", "papers-there"),
)


def record_summary(record: Record) -> dict[str, Any]:
    """Desks with their heads, rooms with their counts, and what is still open. JSON-ready, ids only.

    A room's `status` is one of waiting, papers-there, prepared, door-open, rules-read, opened, running, ended,
    released, sealed, closed; `balance` names its first broken equation or is None; `open` lists what keeps it from
    being closed.
    """
    ctx = record.context()
    plan = record.plan
    desks = record.state.desks()
    return {
        "record": record.opened.record,
        "plan": {"id": plan.id, "name": plan.name, "revision": plan.revision},
        "rehearsal": plan.rehearsal,
        "code": record.head_code(),
        "entries": record.fold.count,
        "desks": [
            {
                "desk": desk,
                "label": desks[desk].label if desk in desks else "",
                "role": desks[desk].role if desk in desks else "",
                "number": head.number,
                "hash": head.hash,
            }
            for desk, head in sorted(record.heads().items())
        ],
        "rooms": [room_summary(ctx, t.id, r) for t in plan.sittings for r in ctx.rooms(t.id)],
        "sittings": [_sitting(ctx, t.id) for t in plan.sittings],
        "conflicts": [{"id": c.id, "kind": c.kind, "about": c.about} for c in ctx.conflicts()],
        "incidents": [
            {"id": id, "kind": i.opened.data.get("kind"), "room": i.opened.data.get("room"), "at": i.opened.at}
            for id, i in sorted(ctx.state.incidents().items())
            if i.opened is not None and i.resolved is None
        ],
        "unreadable": [{"desk": desk, "number": number} for desk, number in record.state.unreadable],
    }


def room_summary(ctx: Context, sitting: str, room: str) -> dict[str, Any]:
    """One room's counts and where it stands."""
    t = tally(ctx, sitting, room)
    broken = next((e for e in room_equations(ctx, sitting, room) if e.holds is False), None)
    return {
        "id": room,
        "number": ctx.index.rooms[room].number,
        "sitting": sitting,
        "registered": t.registered,
        "present": t.present,
        "absent": t.absent,
        "late": t.late,
        "handed_in": t.handed_in,
        "removed": t.removed,
        "status": room_status(ctx, sitting, room),
        "balance": broken and equation_data(broken),
        "open": [{"code": code, **facts} for code, facts in open_points(ctx, sitting, room)],
    }


def room_status(ctx: Context, sitting: str, room: str) -> str:
    """How far a room has come: the last of its stages that is done."""
    state = ctx.state.room(sitting, room)
    if state.closed is not None:
        return "closed"
    bags = ctx.bags(sitting, room)
    if bags and all(ctx.state.bag(b.id).place in ("sealed", "departed", "received") for b in bags):
        return "sealed"
    return next((stage for kind, stage in _STAGES if kind in state.steps), "waiting")


def equation_data(e: Equation) -> dict[str, Any]:
    """An equation as JSON: its terms, whether it holds (None: not counted yet), who has the difference."""
    return {
        "equation": e.key,
        "left": dict(e.left),
        "right": dict(e.right),
        "holds": e.holds,
        "difference": e.difference,
        "holder": e.holder,
    }


def _sitting(ctx: Context, sitting: str) -> dict[str, Any]:
    state = ctx.state.sitting(sitting)
    broken = first_broken(ctx, sitting)
    return {
        "id": sitting,
        "subject": ctx.index.sittings[sitting].subject,
        "status": "open" if state.closed is None else "closed",
        "closed": state.closed.at if state.closed else None,
        "orders": {name: done.at for name, done in state.orders.items()},
        "balance": broken and equation_data(broken),
    }
