"""Seats for everyone: one group to a room, snake order from the door side, employers apart, printed seats untouched.

The draw is by hash of the seed and the candidate's id: the same plan and seed give the same seats, whatever the order
of the roster, and a newcomer changes nobody else's seat (U24, X9).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from desktop.exam.plan.arranging.avoidance import avoids
from desktop.exam.plan.arranging.findings import Finding, Weight
from desktop.exam.plan.arranging.neighbours import (
    by_employer,
    colleagues_beside,
    deal,
    drawn,
    employed,
    fill,
    squeeze_in,
)
from desktop.exam.plan.arranging.rooms import Group, Share, Use, group_of, share_out
from desktop.exam.plan.arranging.slots import overlapping
from desktop.exam.plan.editing.moves import by_hand
from desktop.exam.plan.layout import Layout, room_layout
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Candidate, Plan, Room, Seat, Sitting


@dataclass(frozen=True, slots=True)
class Unseated:
    """A candidate without a seat. `reason`: no-room-left, no-sitting, unknown-sitting, locked-seat-lost."""

    candidate: str
    sitting: str
    reason: str


@dataclass(frozen=True, slots=True)
class MixedRoom:
    """A room that holds more than one group in a sitting, with the count of each."""

    sitting: str
    room: str
    groups: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Seating:
    """`seats` by sitting, room and number; `kept` of them stand where they stood before."""

    seats: tuple[Seat, ...]
    unseated: tuple[Unseated, ...]
    mixed_rooms: tuple[MixedRoom, ...]
    findings: tuple[Finding, ...]
    kept: int = 0


def arrange_seats(
    plan: Plan,
    seed: int | None = None,
    params: PlanningParams | None = None,
    *,
    fresh: bool = False,
    release: bool = False,
) -> Seating:
    """Seats for every candidate of every sitting.

    Seats the plan already has stay as they are and only those without one are placed; `fresh` draws all seats anew
    except the locked ones, which never move, and those chosen by hand, unless `release` gives them to the draw too.
    Nobody is dropped: who finds no seat is in `unseated` (U23).
    """
    return _Arrangement(plan, plan.seed if seed is None else seed, params or PlanningParams()).run(fresh, release)


class _Arrangement:
    """One run over a plan. Mutable while it works, gone afterwards."""

    def __init__(self, plan: Plan, seed: int, params: PlanningParams) -> None:
        self.plan, self.seed, self.params = plan, seed, params
        self.rooms: dict[str, Room] = {r.id: r for r in plan.rooms}
        self.order = {r.id: i for i, r in enumerate(plan.rooms)}
        self.layouts: dict[str, Layout] = {r.id: room_layout(r, params) for r in plan.rooms}
        self.candidates: dict[str, Candidate] = {c.id: c for c in employed(plan.candidates, params)}
        self.wanting: dict[str, dict[str, Candidate]] = {t.id: {} for t in plan.sittings}
        self.seats: dict[tuple[str, str], dict[int, Seat]] = defaultdict(dict)
        self.unseated: list[Unseated] = []
        self.findings: list[Finding] = []
        self.kept = 0
        self.avoided = {
            text for p in plan.staff if p.role in ("lead-proctor", "assistant-proctor") for text in avoids(p)
        }

    def run(self, fresh: bool, release: bool) -> Seating:
        for candidate in self.candidates.values():
            self._enrol(candidate)
        clusters = overlapping(self.plan.sittings)
        kept = [s for s in self.plan.seats if s.locked or not (release if by_hand(s) else fresh)]
        self._keep(kept, clusters)
        for cluster in clusters:
            self._place(cluster)
        mixed = self._mixed()
        place = {t.id: i for i, t in enumerate(self.plan.sittings)}
        rooms = sorted(self.seats.items(), key=lambda kv: (place.get(kv[0][0], -1), self.order.get(kv[0][1], -1)))
        seats = tuple(held[n] for _, held in rooms for n in sorted(held))
        self._count_unseated()
        return Seating(seats, tuple(self.unseated), mixed, tuple(self.findings), self.kept)

    def _enrol(self, candidate: Candidate) -> None:
        if not candidate.sittings:
            self.unseated.append(Unseated(candidate.id, "", "no-sitting"))
        for sitting in dict.fromkeys(candidate.sittings):
            if sitting in self.wanting:
                self.wanting[sitting][candidate.id] = candidate
            else:
                self.unseated.append(Unseated(candidate.id, sitting, "unknown-sitting"))

    def _keep(self, seats: Iterable[Seat], clusters: Iterable[tuple[Sitting, ...]]) -> None:
        """Take over the seats that still hold good, locked ones first and at any price, then those chosen by hand."""
        cluster_of = {t.id: i for i, cluster in enumerate(clusters) for t in cluster}
        holder: dict[tuple[int, str], str] = {}
        for seat in sorted(seats, key=lambda s: (not s.locked, not by_hand(s))):
            candidate = self.wanting.get(seat.sitting, {}).get(seat.candidate)
            if candidate is None:
                if seat.locked:
                    self._say("locked-seat-lost", seat, reason="candidate-gone")
                continue
            at = (cluster_of[seat.sitting], seat.room)
            sound = (
                seat.room in self.rooms
                and seat.number not in self.seats[seat.sitting, seat.room]
                and holder.get(at, seat.sitting) == seat.sitting
            )
            desk = self.layouts[seat.room].desk(seat.number) if seat.room in self.rooms else None
            if seat.locked and sound:
                if desk is None or (desk.row, desk.column) != (seat.row, seat.column):
                    self._say("locked-seat-misfit", seat)
            elif seat.locked:
                self._say("locked-seat-lost", seat, reason="room-gone" if seat.room not in self.rooms else "taken")
                self.unseated.append(Unseated(seat.candidate, seat.sitting, "locked-seat-lost"))
                del self.wanting[seat.sitting][seat.candidate]
                continue
            elif not sound or desk is None or _group_changed(seat, candidate):
                if by_hand(seat):
                    why = "group" if sound and desk is not None else "no-desk"
                    self._say("hand-seat-lost", seat, "note", reason=why)
                continue
            else:
                seat = replace(seat, row=desk.row, column=desk.column)
            holder[at] = seat.sitting
            self.seats[seat.sitting, seat.room][seat.number] = seat
            del self.wanting[seat.sitting][seat.candidate]
            self.kept += 1

    def _place(self, cluster: tuple[Sitting, ...]) -> None:
        self._warn_of_double_booking(cluster)
        uses = [Use(r, i, self.layouts[r.id].capacity) for i, r in enumerate(self.plan.rooms)]
        for sitting in cluster:
            for use in uses:
                for seat in self.seats.get((sitting.id, use.room.id), {}).values():
                    use.add(sitting.id, group_of(self.candidates[seat.candidate]), 1)
        people: dict[str, dict[Group, list[Candidate]]] = {}
        for sitting in cluster:
            groups: dict[Group, list[Candidate]] = defaultdict(list)
            for candidate in self.wanting[sitting.id].values():
                groups[group_of(candidate)].append(candidate)
            people[sitting.id] = {g: by_employer(drawn(self.seed, sitting.id, groups[g])) for g in sorted(groups)}
        wanted = {s: {g: len(c) for g, c in groups.items()} for s, groups in people.items()}
        shares, short = share_out(wanted, uses)
        for (sitting_id, group), count in short.items():
            named = people[sitting_id][group]
            people[sitting_id][group] = named[: len(named) - count]
            self.unseated += [Unseated(c.id, sitting_id, "no-room-left") for c in named[len(named) - count :]]
        self._seat(shares, people)

    def _seat(self, shares: list[Share], people: Mapping[str, Mapping[Group, list[Candidate]]]) -> None:
        of_group: dict[tuple[str, Group], list[Share]] = defaultdict(list)
        for share in shares:
            of_group[share.sitting, share.group].append(share)
        newcomers: dict[tuple[str, str], list[list[Candidate]]] = defaultdict(list)
        for (sitting, group), rooms in sorted(of_group.items()):
            rooms.sort(key=lambda s: s.use.order)
            hands = deal(people[sitting][group], [s.people for s in rooms], self.avoided)
            for share, hand in zip(rooms, hands, strict=True):
                newcomers[sitting, share.use.room.id].append(hand)
        for (sitting, room), segments in newcomers.items():
            layout, held = self.layouts[room], self.seats[sitting, room]
            seated = {n: self.candidates[s.candidate] for n, s in held.items()}
            if seated:
                new = squeeze_in([c for segment in segments for c in segment], seated, layout)
            else:
                new = fill(segments, layout)
            everyone = {**seated, **new}
            mixed = len({group_of(c) for c in everyone.values()}) > 1
            for number, candidate in new.items():
                held[number] = self._new_seat(candidate, sitting, room, number, everyone, mixed, bool(seated))

    def _new_seat(
        self,
        candidate: Candidate,
        sitting: str,
        room: str,
        number: int,
        everyone: Mapping[int, Candidate],
        mixed: bool,
        added: bool,
    ) -> Seat:
        layout = self.layouts[room]
        desk = layout.desks[number - 1]
        apart = colleagues_beside(number, candidate, everyone, layout) == 0
        why = f"group={group_of(candidate)} room={self.rooms[room].number} order={number}"
        why += " employer-gap" if apart else " employer-beside"
        why += f"{' mixed' if mixed else ''}{' added' if added else ''}{' needs' if candidate.needs else ''}"
        return Seat(candidate.id, sitting, room, number, desk.row, desk.column, why=why)

    def _mixed(self) -> tuple[MixedRoom, ...]:
        out = []
        for (sitting, room), held in self.seats.items():
            groups = Counter(group_of(self.candidates[s.candidate]) for s in held.values())
            if len(groups) > 1:
                out.append(MixedRoom(sitting, room, tuple((str(g), n) for g, n in sorted(groups.items()))))
        out.sort(key=lambda m: (m.sitting, self.order[m.room]))
        for m in out:
            facts = {"sitting": m.sitting, "room": self.rooms[m.room].number, "groups": m.groups}
            self.findings.append(Finding("mixed-room", facts=facts))
        return tuple(out)

    def _warn_of_double_booking(self, cluster: tuple[Sitting, ...]) -> None:
        for i, sitting in enumerate(cluster):
            for other in cluster[i + 1 :]:
                if other.start >= sitting.end:
                    continue
                both = [c for c in self.plan.candidates if sitting.id in c.sittings and other.id in c.sittings]
                if both:
                    facts = {"sittings": (sitting.id, other.id), "people": tuple(c.name for c in both)}
                    self.findings.append(Finding("candidate-in-two-sittings", weight="problem", facts=facts))

    def _count_unseated(self) -> None:
        for (sitting, reason), count in Counter((u.sitting, u.reason) for u in self.unseated).items():
            clause = self.params.clause("room_capacity") if reason == "no-room-left" else ""
            facts = {"sitting": sitting, "reason": reason, "count": count}
            self.findings.append(Finding("unseated", clause, "problem", facts))

    def _say(self, code: str, seat: Seat, weight: Weight = "problem", **more: str) -> None:
        person, room = self.candidates.get(seat.candidate), self.rooms.get(seat.room)
        facts = {"name": person.name if person else seat.candidate, "room": room.number if room else seat.room}
        self.findings.append(Finding(code, weight=weight, facts={**facts, "number": seat.number, **more}))


def _group_changed(seat: Seat, candidate: Candidate) -> bool:
    """Somebody's occupation or level was corrected after the draw: another paper, so another seat is drawn."""
    return seat.why.startswith("group=") and not seat.why.startswith(f"group={group_of(candidate)} ")
