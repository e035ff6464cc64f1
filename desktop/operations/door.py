"""One check at the door: a reading in, a verdict out, its entry on the disk before anybody sees it (X12).

One look-up, one decision, one durable write. Nothing here waits for anything but the disk.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop.exam.day.admission import check_facts
from desktop.exam.day.verdict import Reading, Verdict, judge
from desktop.exam.frame.command import Command, Outcome, Refused, Signature, Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.rights import check_rights
from desktop.ledger.entry import Entry
from desktop.operations.ports import ReadDocument
from desktop.operations.record import Record
from desktop.operations.tokens import token_digest

WANTS_KEY = frozenset({"travel-key-needed", "travel-key-misread", "travel-key-wrong"})
"""Troubles of a chip that ask for its key. Nobody was checked, so nothing is recorded."""


class Checked(NamedTuple):
    """One check as it was recorded. `entry` holds the decision shown then, whatever is known later (U4)."""

    verdict: Verdict
    room: Target
    entry: Entry
    at: int


def reading_of(document: ReadDocument, secret: bytes, certificates: bool = False) -> Reading:
    """What a reader gave, as the rules read it. The portrait stays out, and of a chip's serial only the digest goes in.

    `certificates`: the site has the issuing states' certificates. Without them no chip can be verified, and that is
    nothing the door could look at.
    """
    verified = document.authenticity
    return Reading(
        number=document.number,
        name=document.name,
        document_type=document.document_type,
        expires=document.expires,
        ticket=document.ticket,
        method=document.method,
        unreadable=document.unreadable,
        other_name=document.other_name,
        other_numbers=tuple(document.other_numbers),
        sex=document.sex,
        birth=document.birth,
        nationality=document.nationality,
        valid_from=document.valid_from,
        token=token_digest(secret, document.token) if document.token else "",
        authenticity="" if verified == "not-verified" and not certificates else verified,
        trouble=document.trouble,
    )


def door_of(ctx: Context, room: str, now: int) -> Target | Refused:
    """The door of a room (id or number) in the sitting this instant belongs to, or else the nearest one in time."""
    found = ctx.index.room(room)
    if found is None:
        return Refused("room-unknown", {"room": room})
    seats, sitting = ctx.index.seats_in, ctx.sitting_at(now)
    if sitting is None or (sitting.id, found.id) not in seats:
        using = [t for t in ctx.index.plan.sittings if (t.id, found.id) in seats]
        sitting = min(using or ctx.index.plan.sittings, key=lambda t: abs(t.start - now), default=None)
    if sitting is None:
        return Refused("room-unknown", {"room": room})
    return Target(f"room:{sitting.id}/{found.id}", "room", sitting.id, found.id, id=found.id)


def check(
    record: Record,
    room: str,
    reading: Reading,
    signatures: tuple[Signature, ...] = (),
    at: int | None = None,
) -> Checked | Refused:
    """Judge and record one reading at a room's door. Refused only when there is no such room or the signatures given
    do not hold; a candidate who may not enter is a Checked like any other."""
    now = record.now(at)
    door = door_of(record.context(), room, now)
    if isinstance(door, Refused):
        return door
    if signatures:
        command = Command("check-candidate", door.key, signatures=signatures)
        if problem := check_rights(record.context(), command, door, now):
            return problem
    officers = tuple(s.staff for s in signatures)
    verdict = Verdict("")

    def judged() -> Outcome:
        nonlocal verdict
        ctx = record.context()
        verdict = judge(ctx, door, reading, len(officers), now)
        return check_facts(ctx, door, reading, verdict)

    entries = record.settle(judged, officers, at)
    return entries if isinstance(entries, Refused) else Checked(verdict, door, entries[-1], now)
