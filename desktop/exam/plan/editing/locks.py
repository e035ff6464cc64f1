"""Seats locked because something that bears them was printed, and unlocked when all of it was called in (U24, X9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.exam.plan.model import Plan, Seat

PRINTED = "printed"
"""The word in `Seat.why` of a seat that paper locked; what publishing locks has none and stays locked."""


def locked_by_print(plan: Plan, abouts: Iterable[str]) -> Plan:
    """The plan with the seats of what was printed locked: `candidate:c00001`, `room:r03`, or the whole `site:k1`."""
    people, rooms, whole = set(), set(), False
    for about in abouts:
        kind, _, id = about.partition(":")
        if kind == "candidate":
            people.add(id)
        elif kind == "room":
            rooms.add(id)
        else:
            whole = whole or kind == "site"
    seats = tuple(
        replace(s, locked=True, why=f"{s.why} {PRINTED}".strip())
        if not s.locked and (whole or s.candidate in people or s.room in rooms)
        else s
        for s in plan.seats
    )
    return replace(plan, seats=seats)


def unlocked(plan: Plan, room: str) -> Plan:
    """The plan with the seats of a room free again that paper locked; a published plan's stay as they are."""
    return replace(plan, seats=tuple(_free(s) if s.room == room and by_print(plan, s) else s for s in plan.seats))


def by_print(plan: Plan, seat: Seat) -> bool:
    """Whether only paper holds this seat."""
    return seat.locked and not plan.revision and PRINTED in seat.why.split()


def _free(seat: Seat) -> Seat:
    return replace(seat, locked=False, why=" ".join(w for w in seat.why.split(" ") if w != PRINTED))
