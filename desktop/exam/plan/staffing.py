"""Duties for every sitting: the site's posts, the proctors of each room, roving rounds (002 附件3 一; N1-N5, N12, G8).

Proctors to rooms is an assignment problem with forbidden pairs (`arranging/matching.py`). Avoidance is never broken:
a post stays empty instead, and the problem names the rule, the rooms and the people who stand in the way.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from desktop.exam.plan.arranging.avoidance import CLAUSE as AVOIDANCE
from desktop.exam.plan.arranging.avoidance import Avoidance, Place, keep_apart
from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.arranging.matching import Filling, Posts, Shortage, solve
from desktop.exam.plan.arranging.slots import overlapping
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Duty, Plan, Role, Room, Sitting, Staff

_LEAD, _ASSISTANT = 0, 1
_IN_ROOM: tuple[Role, Role] = ("lead-proctor", "assistant-proctor")
_AT_SITE: tuple[Role, ...] = (
    "chief",
    "deputy-chief",
    "roving-proctor",
    "office",
    "confidentiality",
    "assessor",
    "quality",
    "supervisor",
    "support",
)


@dataclass(frozen=True, slots=True)
class Round:
    """The rooms a roving proctor looks after in the sittings of one time."""

    staff: str
    sittings: tuple[str, ...]
    rooms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Staffing:
    """`duties` by sitting and post; `keyholders` maps a sitting to (confidentiality officer, second keyholder)."""

    duties: tuple[Duty, ...]
    problems: tuple[Finding, ...]
    rounds: tuple[Round, ...] = ()
    keyholders: Mapping[str, tuple[str, str]] | None = None


def assign_staff(
    plan: Plan, seed: int | None = None, params: PlanningParams | None = None, *, fresh: bool = False
) -> Staffing:
    """Duties for all sittings from the plan's staff and seats.

    Duties the plan already has are kept where they still hold good; `fresh` ignores them. What cannot be filled is
    left open and told in `problems`; the rest is the best that is possible.
    """
    return _Assignment(plan, plan.seed if seed is None else seed, params or PlanningParams(), fresh).run()


class _Assignment:
    """One run over a plan. Mutable while it works, gone afterwards."""

    def __init__(self, plan: Plan, seed: int, params: PlanningParams, fresh: bool) -> None:
        self.plan, self.seed, self.params = plan, seed, params
        self.staff: dict[str, Staff] = {p.id: p for p in plan.staff}
        self.rooms: dict[str, Room] = {r.id: r for r in plan.rooms}
        self.candidates = {c.id: c for c in plan.candidates}
        self.before: dict[str, list[Duty]] = defaultdict(list)
        for duty in () if fresh else plan.duties:
            if duty.staff in self.staff:
                self.before[duty.sitting].append(duty)
        self.seated = Counter((s.sitting, s.room) for s in plan.seats if s.room in self.rooms)
        self.duties: list[Duty] = []
        self.problems: list[Finding] = []
        self.rounds: list[Round] = []

    def run(self) -> Staffing:
        for cluster in overlapping(self.plan.sittings):
            self._staff(cluster)
        place = {t.id: i for i, t in enumerate(self.plan.sittings)}
        self.duties.sort(key=lambda d: place[d.sitting])  # stable: posts of a sitting stay in their order
        duties = tuple(dict.fromkeys(self.duties))
        return Staffing(duties, tuple(self.problems), tuple(self.rounds), self._keyholders(duties))

    def _staff(self, cluster: tuple[Sitting, ...]) -> None:
        ids = {t.id for t in cluster}
        avoidance = Avoidance(self.plan.staff, (s for s in self.plan.seats if s.sitting in ids), self.candidates)
        absent = {p.id for p in self.plan.staff if avoidance.is_candidate(p)}
        for person in (p for p in self.plan.staff if p.id in absent):
            self._tell("staff-is-candidate", AVOIDANCE, name=person.name)
        order = {r.id: i for i, r in enumerate(self.plan.rooms)}
        sitting_order = {t.id: i for i, t in enumerate(cluster)}
        places = [at for at in self.seated if at[0] in ids]
        places.sort(key=lambda at: (sitting_order[at[0]], order[at[1]]))
        at_site = self._site_posts(cluster, absent)
        self._check_site(cluster, at_site, avoidance, len(places))
        self.duties += [d for d in at_site if d.role in ("chief", "deputy-chief")]
        self._fill_rooms(places, avoidance, absent | {d.staff for d in at_site})
        self.duties += [d for d in at_site if d.role not in ("chief", "deputy-chief")]
        self._walk(cluster, [d.staff for d in at_site if d.role == "roving-proctor"], places, avoidance)

    # --- the site -------------------------------------------------------------------------------------------------

    def _site_posts(self, cluster: tuple[Sitting, ...], absent: set[str]) -> list[Duty]:
        most: dict[Role, int] = {"chief": self.params.chiefs, "deputy-chief": self.params.deputy_chiefs}
        of_role: dict[Role, list[Staff]] = defaultdict(list)
        for person in self.plan.staff:
            if person.id not in absent:
                of_role[person.role].append(person)
        out: list[Duty] = []
        for sitting in cluster:
            by_hand = [d for d in self.before[sitting.id] if d.role in _AT_SITE and d.staff not in absent]
            busy = {d.staff for d in by_hand}
            busy |= {d.staff for d in self.before[sitting.id] if self.seated[sitting.id, d.room or ""]}
            for role in _AT_SITE:
                kept = [d for d in by_hand if d.role == role]
                new = [Duty(p.id, sitting.id, None, role) for p in of_role[role] if p.id not in busy]
                room_for = max(0, most[role] - len(kept)) if role in most else len(new)
                out += kept + new[:room_for]
        return out

    def _check_site(
        self, cluster: tuple[Sitting, ...], posts: Sequence[Duty], avoidance: Avoidance, rooms_in_use: int
    ) -> None:
        params = self.params
        wanted: dict[Role, tuple[int, str]] = {
            "chief": (params.chiefs, "chiefs"),
            "deputy-chief": (params.deputy_chiefs, "deputy_chiefs"),
            "office": (params.office_staff, "office_staff"),
            "confidentiality": (params.confidentiality_staff, "confidentiality_staff"),
            "support": (params.support_staff, "support_staff"),
            "roving-proctor": (params.roving_for(rooms_in_use), "rooms_per_roving_proctor"),
        }
        have = {t.id: Counter(d.role for d in posts if d.sitting == t.id) for t in cluster}
        for role, (need, name) in wanted.items():
            least = min(count[role] for count in have.values())
            if least < need:
                self._tell("too-few-staff", params.clause(name), role=role, needed=need, available=least)
        used = {d.staff for d in posts}
        for role in ("chief", "deputy-chief"):
            for person in self.plan.staff:
                if person.role == role and person.id not in used and not avoidance.is_candidate(person):
                    self._tell("unused-staff", params.clause(wanted[role][1]), "note", name=person.name, role=role)
        for staff_id in dict.fromkeys(d.staff for d in posts):
            met = avoidance.clashes(self.staff[staff_id])
            if met and self.staff[staff_id].role != "roving-proctor":
                self._tell(
                    "avoidance-at-site",
                    AVOIDANCE,
                    "note",
                    name=self.staff[staff_id].name,
                    role=self.staff[staff_id].role,
                    avoided=tuple(sorted({c.avoided for c in met})),
                    rooms=self._room_numbers(c.place[1] for c in met),
                )

    def _keyholders(self, duties: tuple[Duty, ...]) -> dict[str, tuple[str, str]]:
        out: dict[str, tuple[str, str]] = {}
        for sitting in self.plan.sittings:
            own = [d for d in duties if d.sitting == sitting.id]
            officers = [self.staff[d.staff] for d in own if d.role == "confidentiality"]
            office = [self.staff[d.staff] for d in own if d.role == "office"]
            pair = next(((a.id, b.id) for a in officers for b in office if a.id != b.id and not keep_apart(a, b)), None)
            if pair is not None:
                out[sitting.id] = pair
            elif officers and office:
                self._tell("no-second-keyholder", "002 附件4 三(三)", sitting=sitting.subject)
        return out

    # --- the rooms ------------------------------------------------------------------------------------------------

    def _fill_rooms(self, places: list[Place], avoidance: Avoidance, taken: set[str]) -> None:
        drawn = self._drawn(p for p in self.plan.staff if p.id not in taken and p.role in _IN_ROOM)
        by_hand = [
            self.staff[d.staff]
            for t in dict.fromkeys(s for s, _ in places)
            for d in self.before[t]
            if d.role in _IN_ROOM and d.staff not in taken and self.staff[d.staff].role not in _IN_ROOM
        ]
        people = list({p.id: p for p in (*drawn, *by_hand)}.values())
        number = {p.id: i for i, p in enumerate(people)}
        place_no = {at: i for i, at in enumerate(places)}
        seats: list[int] = []
        for at in places:
            seats += [1, self.params.proctors_for(self.seated[at]) - 1]
        banned = [frozenset(place_no[at] for at in avoidance.places(p) if at in place_no) for p in people]
        able = [[p.role == "lead-proctor" for p in people], [p.role in _IN_ROOM for p in people]]
        # assistants by role come first for the second post, so that leads stay free
        order = sorted(range(len(people)), key=lambda i: people[i].role != "assistant-proctor")
        posts = Posts(seats, 2, able, banned, lambda a, b: keep_apart(people[a], people[b]), order)
        start = Filling([-1] * len(people), [[] for _ in seats])
        surplus = self._keep(places, place_no, number, posts, start)
        spare = {person for person, _ in surplus}
        posts = replace(posts, people=sorted(order, key=lambda i: i in spare))
        found = solve(posts, start)
        filling = found.filling
        self._keep_surplus(surplus, posts, filling)
        for i, (sitting, room) in enumerate(places):
            for post, role in ((2 * i, _IN_ROOM[_LEAD]), (2 * i + 1, _IN_ROOM[_ASSISTANT])):
                self.duties += [Duty(people[p].id, sitting, room, role) for p in filling.held[post]]
        for shortage in found.shortages:
            self._explain(shortage, places, people, avoidance, filling, seats)
        if found.torn or not found.proven:
            open_posts = [q // 2 for q, held in enumerate(filling.held) if len(held) < seats[q]]
            self._tell(
                "colleagues-avoid",
                AVOIDANCE,
                pairs=tuple((people[a].name, people[b].name) for a, b in found.torn),
                rooms=self._room_numbers(places[i][1] for i in open_posts),
            )

    def _keep(
        self,
        places: Iterable[Place],
        place_no: Mapping[Place, int],
        number: Mapping[str, int],
        posts: Posts,
        start: Filling,
    ) -> list[tuple[int, int]]:
        """Duties of before into the start, where they break nothing. Returns (person, post) of those beyond need."""
        surplus: list[tuple[int, int]] = []
        for duty in (d for t in dict.fromkeys(s for s, _ in places) for d in self.before[t]):
            person, at = number.get(duty.staff, -1), (duty.sitting, duty.room or "")
            if person < 0 or at not in place_no or duty.role not in _IN_ROOM or start.post_of[person] >= 0:
                continue
            place = place_no[at]
            post = 2 * place + _IN_ROOM.index(duty.role)
            inside = start.held[2 * place] + start.held[2 * place + 1]
            if place in posts.banned[person] or any(posts.apart(person, other) for other in inside):
                continue
            if len(start.held[post]) < posts.seats[post]:
                start.put(person, post)
            else:
                surplus.append((person, 2 * place + _ASSISTANT))
        return surplus

    @staticmethod
    def _keep_surplus(surplus: Iterable[tuple[int, int]], posts: Posts, filling: Filling) -> None:
        """Somebody the chief put in a room beyond its need stays, unless needed elsewhere."""
        for person, post in surplus:
            inside = filling.held[post - 1] + filling.held[post]
            if filling.post_of[person] < 0 and not any(posts.apart(person, other) for other in inside):
                filling.put(person, post)

    def _explain(
        self,
        shortage: Shortage,
        places: Sequence[Place],
        people: Sequence[Staff],
        avoidance: Avoidance,
        final: Filling,
        seats: Sequence[int],
    ) -> None:
        """Name the rule, the rooms and the people of a Hall-violating set."""
        at = [places[i] for i in dict.fromkeys(q // 2 for q in shortage.posts)]
        rooms = self._room_numbers(room for _, room in at)
        open_at = [places[q // 2] for q in shortage.posts if len(final.held[q]) < seats[q]]
        facts: dict[str, Any] = {
            "rooms": rooms,
            "open": self._room_numbers(room for _, room in open_at),
            "needed": shortage.wanted,
            "available": len(shortage.reachable),
            "missing": shortage.wanted - len(shortage.reachable),
            "role": _IN_ROOM[_LEAD] if all(q % 2 == _LEAD for q in shortage.posts) else "proctor",
        }
        if not shortage.barred:
            self._tell("too-few-proctors", self.params.clause("candidates_per_proctor"), **facts)
            return
        inside = set(at)
        why = [
            (people[p].name, clash.avoided, self._number(clash.place[1]))
            for p in shortage.barred
            for clash in avoidance.clashes(people[p])
            if clash.place in inside
        ]
        names = tuple(people[p].name for p in shortage.barred)
        self._tell("avoidance-blocks", AVOIDANCE, people=names, pairs=tuple(dict.fromkeys(why)), **facts)

    # --- rounds ---------------------------------------------------------------------------------------------------

    def _walk(
        self, cluster: tuple[Sitting, ...], roving: Sequence[str], places: list[Place], avoidance: Avoidance
    ) -> None:
        """Rooms of one building and floor to each roving proctor, at most ten where enough are there (附件4 四)."""
        people = [self.staff[p] for p in dict.fromkeys(roving)]
        if not people or not places:
            return
        near = sorted(places, key=lambda at: (self.rooms[at[1]].building, self.rooms[at[1]].floor))
        each = -(-len(near) // len(people))
        beats = [near[i : i + each] for i in range(0, len(near), each)]
        beat_of = {at: i for i, beat in enumerate(beats) for at in beat}
        banned = [frozenset(beat_of[at] for at in avoidance.places(p) if at in beat_of) for p in people]
        able = [[True] * len(people)]
        posts = Posts([1] * len(beats), 1, able, banned, lambda a, b: False, range(len(people)))
        filling = solve(posts, Filling([-1] * len(people), [[] for _ in beats])).filling
        sittings = tuple(t.id for t in cluster)
        for i, beat in enumerate(beats):
            if filling.held[i]:
                self.rounds.append(Round(people[filling.held[i][0]].id, sittings, tuple(room for _, room in beat)))
            else:
                names = tuple(p.name for n, p in enumerate(people) if i in banned[n])
                rooms = self._room_numbers(room for _, room in beat)
                self._tell("roving-avoidance", AVOIDANCE, "note", rooms=rooms, people=names)

    def _drawn(self, staff: Iterable[Staff]) -> list[Staff]:
        key = f"{self.seed}|".encode()
        return sorted(staff, key=lambda p: blake2b(key + p.id.encode(), digest_size=12).digest())

    def _number(self, room: str) -> str:
        return self.rooms[room].number if room in self.rooms else room

    def _room_numbers(self, rooms: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self._number(r) for r in rooms}))

    def _tell(self, code: str, clause: str, weight: Any = "problem", **facts: Any) -> None:
        self.problems.append(Finding(code, clause, weight, facts))
