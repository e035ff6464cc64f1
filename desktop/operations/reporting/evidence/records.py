"""What the room and its people have to write down besides."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.frame.context import MINUTE
from desktop.operations.reporting.evidence.item import Item
from desktop.operations.reporting.evidence.looking import Looking, of_kind


def records(look: Looking) -> Iterator[Item]:
    """The sheet filled at T+30, the papers' arrival, and each proctor's badge and signed work record (Art 21)."""
    rules = look.ctx.rules
    here = look.here()
    end = look.ctx.end(look.sitting, look.room)
    filled = [e for e in here if e.kind == "record-filled"][-1:]
    due = look.ctx.start(look.sitting) + rules.minutes("hand-in-after")
    yield look.one("record-filled", rules.rights["fill-record"].clause, "fill-record", filled, due, due)
    for bag in look.ctx.bags(look.sitting, look.room):
        arrived = [e for e in look.history(f"bag:{bag.id}") if e.kind == "escort-arrived"][-1:]
        clause = rules.clause("C8")
        yield look.one(f"arrived/{bag.id}", clause, "receive-at-marking", arrived, None, end + 120 * MINUTE)
    clause = rules.clause("work-record")
    for person in look.proctors():
        own = look.history(f"staff:{person}")
        badge, work = of_kind(own, "badge-issued")[-1:], of_kind(own, "work-record-signed")[-1:]
        yield look.one(f"badge/{person}", clause, "issue-badge", badge, None, look.ctx.start(look.sitting))
        yield look.one(f"work-record/{person}", clause, "sign-work-record", work, None, end + 120 * MINUTE)
