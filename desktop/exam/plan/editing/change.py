"""Seats put into a plan by hand, with the papers that follow them; and the way back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Bag, Plan, Room, Seat
from desktop.exam.plan.papers import order_bags

Key = tuple[str, str]
"""(sitting, candidate)"""


@dataclass(frozen=True, slots=True)
class Change:
    """Some seats, and a room's layout, as they were and as they became: whoever is only in `after` had no seat, whoever
    is only in `before` has none now. `bags` are those of the rooms touched, as they were."""

    before: tuple[Seat, ...] = ()
    after: tuple[Seat, ...] = ()
    room_before: Room | None = None
    room_after: Room | None = None
    bags: tuple[Bag, ...] = ()


def key_of(seat: Seat) -> Key:
    return seat.sitting, seat.candidate


def changed(plan: Plan, change: Change, params: PlanningParams | None = None) -> Plan:
    """The plan with the change in it. Where seats came to another room, the bags are ordered anew by their counts; what
    is printed on a bag stays."""
    gone = {key_of(s) for s in (*change.before, *change.after)}
    seats = [s for s in plan.seats if key_of(s) not in gone]
    rooms = plan.rooms
    if change.room_after is not None:
        rooms = tuple(change.room_after if r.id == change.room_after.id else r for r in rooms)
    done = replace(plan, rooms=rooms, seats=_in_order(plan, [*seats, *change.after]))
    counted = sorted((s.sitting, s.candidate, s.room) for s in change.before)
    if plan.bags and counted != sorted((s.sitting, s.candidate, s.room) for s in change.after):
        done = replace(done, bags=order_bags(done, params))
    return done


def taken_back(plan: Plan, change: Change, params: PlanningParams | None = None) -> Plan | Finding:
    """The plan as it was before the change; a Finding `changed-since` where something else was done to the same seats
    or the same room meanwhile."""
    now = {key_of(s): s for s in plan.seats}
    keys = {key_of(s) for s in (*change.before, *change.after)}
    room = next((r for r in plan.rooms if change.room_after is not None and r.id == change.room_after.id), None)
    taken = {(s.sitting, s.room, s.number) for s in plan.seats if key_of(s) not in keys}
    if (
        {k: now[k] for k in keys if k in now} != {key_of(s): s for s in change.after}
        or room != change.room_after
        or any((s.sitting, s.room, s.number) in taken for s in change.before)
    ):
        return Finding("changed-since", weight="problem")
    # A bag that went when its room emptied comes back with its label and seal.
    there = {b.id for b in plan.bags}
    plan = replace(plan, bags=(*plan.bags, *(b for b in change.bags if b.id not in there)))
    return changed(plan, Change(change.after, change.before, change.room_after, change.room_before), params)


def _in_order(plan: Plan, seats: Iterable[Seat]) -> tuple[Seat, ...]:
    """By sitting, room and number, as an arrangement has them."""
    sitting = {t.id: n for n, t in enumerate(plan.sittings)}
    room = {r.id: n for n, r in enumerate(plan.rooms)}
    return tuple(sorted(seats, key=lambda s: (sitting.get(s.sitting, -1), room.get(s.room, -1), s.number)))
