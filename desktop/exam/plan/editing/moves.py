"""Somebody to another seat by hand, weighed before it is done (N5, N14, U24, X9).

Refused is what no reason can replace: a printed seat, a place that is no desk, a room another sitting has at that time,
a proctor who must not meet the person. Everything else is a matter of judgement and only told: a colleague beside, a
second paper in the room, a seat given for a need, a room without proctors. Who sits in the seat takes the other one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from desktop.exam.plan.arranging.avoidance import CLAUSE as AVOIDANCE
from desktop.exam.plan.arranging.avoidance import avoids, known_as
from desktop.exam.plan.arranging.findings import Finding, Weight
from desktop.exam.plan.arranging.neighbours import colleagues_beside, employed
from desktop.exam.plan.arranging.rooms import Group, group_of
from desktop.exam.plan.arranging.slots import overlapping
from desktop.exam.plan.editing.change import Change
from desktop.exam.plan.layout import Layout, room_layout
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Candidate, Plan, Room, Seat, Staff

BY_HAND = "by-hand"
"""The word in `Seat.why` of a seat a person chose; an arrangement leaves such seats alone."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a move would come to: `refused`, or `change` with what to think of before (`warnings`). `swapped` names the
    candidate who would take the other seat."""

    refused: Finding | None = None
    change: Change | None = None
    warnings: tuple[Finding, ...] = ()
    swapped: str = ""


def by_hand(seat: Seat) -> bool:
    return BY_HAND in seat.why.split()


class Moves:
    """The moves of one sitting of one plan; built once, asked for any person and any seat."""

    def __init__(self, plan: Plan, sitting: str, params: PlanningParams | None = None) -> None:
        self.plan, self.sitting, self.params = plan, sitting, params or PlanningParams()
        self.people: Mapping[str, Candidate] = {c.id: c for c in employed(plan.candidates, self.params)}
        self.rooms: Mapping[str, Room] = {r.id: r for r in plan.rooms}
        self.seats: dict[str, dict[int, Seat]] = defaultdict(dict)
        self.seat_of: dict[str, Seat] = {}
        for seat in plan.seats:
            if seat.sitting == sitting:
                self.seats[seat.room][seat.number] = seat
                self.seat_of[seat.candidate] = seat

    @cached_property
    def _busy(self) -> Mapping[str, str]:
        """Rooms that another sitting has at the same time."""
        cluster = next((c for c in overlapping(self.plan.sittings) if any(t.id == self.sitting for t in c)), ())
        others = {t.id for t in cluster} - {self.sitting}
        return {s.room: s.sitting for s in self.plan.seats if s.sitting in others}

    @cached_property
    def _proctors(self) -> Mapping[str, tuple[Staff, ...]]:
        staff = {p.id: p for p in self.plan.staff}
        found: dict[str, list[Staff]] = defaultdict(list)
        for duty in self.plan.duties:
            if duty.sitting == self.sitting and duty.room is not None and duty.staff in staff:
                found[duty.room].append(staff[duty.staff])
        return {room: tuple(here) for room, here in found.items()}

    def layout(self, room: str) -> Layout:
        return room_layout(self.rooms[room], self.params)

    def seated(self, room: str) -> dict[int, Candidate]:
        """Who sits in a room, by number."""
        held = self.seats.get(room, {})
        return {n: self.people[s.candidate] for n, s in held.items() if s.candidate in self.people}

    def best(self, candidate: str, room: str) -> int | None:
        """The free desk with the fewest colleagues beside it, the lowest of them; the own one counts as free."""
        person, seated = self.people[candidate], self.seated(room)
        free = [d.number for d in self.layout(room).desks if d.number not in seated or seated[d.number] is person]
        others = {n: c for n, c in seated.items() if c is not person}
        layout = self.layout(room)
        return min(free, key=lambda n: (colleagues_beside(n, person, others, layout), n), default=None)

    def weigh(self, candidate: str, room: str, number: int | None = None) -> Weighed:
        """What it would come to if this person sat in this room, at this number or at the best free one."""
        person, target = self.people.get(candidate), self.rooms.get(room)
        facts: dict[str, Any] = {"name": person.name if person else candidate, "number": number or 0}
        facts["room"] = target.number if target else room
        if person is None or self.sitting not in person.sittings:
            return _no("not-in-sitting", facts)
        if target is None:
            return _no("no-such-room", facts)
        now = self.seat_of.get(candidate)
        if now is not None and now.locked:
            return _no("seat-locked", {**facts, "room": self._number(now.room), "number": now.number})
        if room in self._busy:
            return _no("room-in-use", {**facts, "sitting": self._busy[room]})
        if number is None:
            number = self.best(candidate, room)
            if number is None:
                return _no("room-full", facts, self.params.clause("room_capacity"))
        return self._to_desk(person, now, target, number, {**facts, "number": number})

    def _to_desk(
        self, person: Candidate, now: Seat | None, target: Room, number: int, facts: Mapping[str, Any]
    ) -> Weighed:
        layout = self.layout(target.id)
        if layout.desk(number) is None:
            most = layout.capacity
            return _no("no-such-desk", {**facts, "capacity": most}, self.params.clause("room_capacity"))
        there = self.seats.get(target.id, {}).get(number)
        if there is not None and there.candidate == person.id:
            return _no("same-seat", facts)
        other = self.people.get(there.candidate) if there is not None else None
        if there is not None and (there.locked or other is None):
            held = other.name if other else there.candidate
            return _no("seat-locked", {**facts, "name": held, "room": target.number})
        if other is not None and (now is None or not self._still_there(now)):
            return _no("desk-taken", facts)
        if clash := self._clash(person, target.id) or (other and now and self._clash(other, now.room)):
            return Weighed(clash)
        after = self._after(person, now, other, target.id, number)
        seats = [self._seat(person, target.id, number, after)]
        before = [s for s in (now, there) if s is not None]
        if other is not None and now is not None:
            seats.append(self._seat(other, now.room, now.number, after))
        warnings = self._warnings(person, target.id, number, after)
        if other is not None and now is not None:
            warnings += self._warnings(other, now.room, now.number, after)
        elif now is not None and now.room != target.id and not after[now.room]:
            warnings.append(_say("room-emptied", {"room": self._number(now.room)}, weight="note"))
        bags = tuple(b for b in self.plan.bags if b.sitting == self.sitting and b.room in after)
        change = Change(tuple(before), tuple(seats), bags=bags)
        return Weighed(None, change, tuple(warnings), other.id if other else "")

    def _still_there(self, seat: Seat) -> bool:
        return seat.room in self.rooms and self.layout(seat.room).desk(seat.number) is not None

    def _after(
        self, person: Candidate, now: Seat | None, other: Candidate | None, room: str, number: int
    ) -> dict[str, dict[int, Candidate]]:
        """Who would sit where in the rooms the move touches."""
        after = {r: self.seated(r) for r in {room, now.room if now else room}}
        if now is not None:
            after[now.room].pop(now.number, None)
            if other is not None:
                after[now.room][now.number] = other
        after[room][number] = person
        return after

    def _clash(self, person: Candidate, room: str) -> Finding | None:
        known = known_as(person)
        for proctor in self._proctors.get(room, ()):
            if avoided := next((t for t in avoids(proctor) if t in known), ""):
                facts = {"name": person.name, "room": self._number(room), "proctor": proctor.name, "avoided": avoided}
                return Finding("proctor-avoids", AVOIDANCE, "problem", facts)
        return None

    def _warnings(
        self, person: Candidate, room: str, number: int, after: Mapping[str, Mapping[int, Candidate]]
    ) -> list[Finding]:
        layout, here, before = self.layout(room), after[room], self.seated(room)
        facts = {"name": person.name, "room": self._number(room), "number": number}
        out = []
        employer = person.employer.strip()
        beside = tuple(
            f"{n} {here[n].name}"
            for n in layout.beside(number)
            if employer and n in here and here[n] is not person and here[n].employer.strip() == employer
        )
        if beside:
            out.append(_say("employer-beside", {**facts, "employer": employer, "beside": beside}))
        groups = _counted(here)
        if len(groups) > 1 and not _counted(before).get(group_of(person)):
            out.append(_say("would-mix", {**facts, "groups": tuple((str(g), n) for g, n in sorted(groups.items()))}))
        if person.needs:
            out.append(_say("needs-moved", {**facts, "needs": person.needs}, weight="note"))
        if not before and not self._proctors.get(room):
            out.append(_say("room-without-proctors", facts, self.params.clause("proctors_per_room")))
        return out

    def _seat(self, person: Candidate, room: str, number: int, after: Mapping[str, Mapping[int, Candidate]]) -> Seat:
        layout, here = self.layout(room), after[room]
        desk = layout.desks[number - 1]
        why = f"group={group_of(person)} room={self.rooms[room].number} order={number}"
        why += " employer-beside" if colleagues_beside(number, person, here, layout) else " employer-gap"
        why += f"{' mixed' if len(_counted(here)) > 1 else ''} {BY_HAND}{' needs' if person.needs else ''}"
        return Seat(person.id, self.sitting, room, number, desk.row, desk.column, why=why)

    def _number(self, room: str) -> str:
        return self.rooms[room].number if room in self.rooms else room


def _counted(seated: Mapping[int, Candidate]) -> Counter[Group]:
    return Counter(group_of(c) for c in seated.values())


def _say(code: str, facts: Mapping[str, Any], clause: str = "", weight: Weight = "problem") -> Finding:
    return Finding(code, clause, weight, facts)


def _no(code: str, facts: Mapping[str, Any], clause: str = "") -> Weighed:
    return Weighed(Finding(code, clause, "problem", facts))
