"""Who comes to which door, when and with which document; and who signs what."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop.devices.virtual import Step
from desktop.exam.decide import COMMANDS, find_target
from desktop.exam.frame.command import Refused, Target
from desktop.exam.frame.context import Context
from desktop.exam.plan.documents import RESIDENT, make_number
from desktop.exam.plan.model import Candidate, Index
from desktop.rehearsal.script import MINUTE, SECOND

ROOM_ROLES = ("lead-proctor", "assistant-proctor")


@dataclass
class Visitor:
    """One person on the way to a door. Times are UTC ms; `at` None: does not come.

    `first` is where the person goes first, `document` what the reader will see, `before` what it sees or suffers at the
    first try instead (`dead`, `torn`, ...), `shows` what that is in the trace, `patient` waits for a lost reader,
    `leaves` when the paper is handed in early, `cut` pulls the plug at the check (`before` or `after` the write),
    `face` is somebody else's, `story` the fault this belongs to.
    """

    candidate: str
    room: str
    at: int | None
    document: dict[str, Any]
    first: str = ""
    before: Step = ""
    shows: str = ""
    patient: bool = False
    cut: str = ""
    face: str = ""
    story: str = ""
    leaves: int | None = None
    outing: int | None = None
    overruled: bool = False
    tries: int = 0
    seen: set[str] = field(default_factory=set)


def document_of(who: Candidate, chance: random.Random, year: int) -> dict[str, Any]:
    """The document as a reader gives it: characters beyond its tables come as boxes, validity as dates or 长期."""
    expires = "长期" if chance.random() < 0.2 else f"{year + chance.randrange(1, 15)}-{chance.randrange(1, 13):02d}-15"
    return {
        "number": who.document_number,
        "name": "".join("□" if ord(ch) > 0xFFFF else ch for ch in who.name),
        "document_type": who.document_type,
        "expires": expires,
        "ticket": who.admission_number if chance.random() < 0.7 else None,
        "sex": who.sex,
    }


def visitors(index: Index, sitting: str, chance: random.Random) -> dict[str, Visitor]:
    """Everybody with a seat, as on a good morning: most come within the quarter of an hour after the doors open, a few
    are late, some never come; here and there a card that cannot be read, a ticket forgotten, a wrong door."""
    start, end = index.sittings[sitting].start, index.sittings[sitting].end
    year = int(index.plan.first_exam_date[:4])
    rooms = [r.id for r in index.rooms_of_sitting[sitting]]
    out: dict[str, Visitor] = {}
    for room in rooms:
        came: list[Visitor] = []
        for seat in index.seats_in[(sitting, room)]:
            who = index.candidates[seat.candidate]
            one = Visitor(who.id, room, _arrival(start, chance), document_of(who, chance, year), first=room)
            if out or came:  # the first one of all is always well, so that the smallest morning is a morning
                _ordinary_mishap(one, rooms, start, chance)
            if one.at is not None:
                came.append(one)
            if chance.random() < 0.15:
                one.leaves = start + 30 * MINUTE + chance.randrange(max(1, end - start - 50 * MINUTE))
            elif chance.random() < 0.04:
                one.outing = start + 12 * MINUTE + chance.randrange(max(1, end - start - 50 * MINUTE))
            out[who.id] = one
        _one_by_one(came, start)
    return out


def _arrival(start: int, chance: random.Random) -> int:
    """Most come soon after the doors open, the last a few minutes before the rules are read."""
    return start + round(chance.triangular(-25, -9, -21) * MINUTE) + 5 * SECOND


def _ordinary_mishap(one: Visitor, rooms: list[str], start: int, chance: random.Random) -> None:
    drawn = chance.random()
    if drawn < 0.055:
        one.at = None
    elif drawn < 0.070:
        one.at = start + round(chance.uniform(1, 20) * MINUTE)
    elif drawn < 0.082:
        one.document = {"unreadable": True}
    elif drawn < 0.090:
        one.document["ticket"] = ""
    elif drawn < 0.102 and len(rooms) > 1:
        one.first = chance.choice([r for r in rooms if r != one.room])
    elif drawn < 0.107:
        one.before = "torn"


def _one_by_one(came: Iterable[Visitor], start: int) -> None:
    """A door takes one person at a time: eleven seconds at least between two."""
    free = 0
    for one in sorted(came, key=lambda v: v.at or 0):
        at = one.at or 0
        if at < start:
            one.at = max(at, free)
            free = one.at + 11 * SECOND


# --- who signs --------------------------------------------------------------------------------------------------------


def due(ctx: Context, name: str, about: str, now: int, room: str = "") -> tuple[str, ...]:
    """The people whose duty a command is, one per slot of its right, all different; `room` where `about` names none."""
    target = find_target(ctx, COMMANDS[name], about)
    right = ctx.rules.rights.get(name)
    if isinstance(target, Refused) or right is None:
        return ()
    out: list[str] = []
    for slot in right.slots:
        found = next((p for role in slot.roles for p in _with(ctx, role, target, room, now) if p not in out), None)
        if found is not None:
            out.append(found)
    return tuple(out)


def _with(ctx: Context, role: str, target: Target, room: str, now: int) -> list[str]:
    sitting = target.sitting or next(iter(ctx.index.sittings))
    if role not in ROOM_ROLES:
        return sorted(ctx.on_duty(sitting, None, role, now))
    where = target.room or room
    rooms: Iterable[str] = (where,) if where else ctx.rooms(sitting)
    return [p for r in rooms for p in sorted(ctx.on_duty(sitting, r, role, now))]


def by_role(ctx: Context, sitting: str, role: str, now: int, room: str | None = None) -> list[str]:
    """Everybody with a duty of the site (or of a room) at `now`, by id."""
    return sorted(ctx.on_duty(sitting, room, role, now))


def stranger(n: int, index: Index) -> dict[str, Any]:
    """A document of somebody on no list of ours."""
    number = next(
        found
        for k in range(1000)
        if (found := make_number("999999", date(1980, 1, 1 + n % 28), (n + k) % 1000)) not in index.by_document
    )
    return {"number": number, "name": "无名氏", "document_type": RESIDENT, "expires": "长期", "ticket": None}
