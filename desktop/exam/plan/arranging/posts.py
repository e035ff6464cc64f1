"""One post of a sitting by hand: who may hold it, and which rule stands in the way of everybody else.

The same rules as the arrangement's (`staffing.py`): avoidance (Art 17) is never broken, nobody is in two places at one
time (附件3 三(一): 严禁交叉管理), a room's first proctor leads. Whoever holds another post changes places with the
holder of this one, where both may.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from desktop.exam.plan.arranging.avoidance import CLAUSE as AVOIDANCE
from desktop.exam.plan.arranging.avoidance import Avoidance, keep_apart
from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.arranging.slots import overlapping
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import ROLES, Duty, Index, Plan, Role, Staff

IN_ROOM: tuple[Role, Role] = ("lead-proctor", "assistant-proctor")
CROSSING = "002 附件3 三(一)"
_CLAUSES: dict[Role, str] = {
    "chief": "chiefs",
    "deputy-chief": "deputy_chiefs",
    "office": "office_staff",
    "confidentiality": "confidentiality_staff",
    "support": "support_staff",
    "roving-proctor": "rooms_per_roving_proctor",
    "lead-proctor": "candidates_per_proctor",
    "assistant-proctor": "candidates_per_proctor",
}


@dataclass(frozen=True, slots=True)
class Post:
    """A place to be filled. `holder` is the id of who holds it, "" for nobody; `number` counts posts of one kind."""

    sitting: str
    room: str | None
    role: Role
    holder: str
    number: int = 0

    @property
    def duty(self) -> Duty:
        return Duty(self.holder, self.sitting, self.room, self.role)


@dataclass(frozen=True, slots=True)
class Eligible:
    """Whether somebody may hold a post. `changes` is the post that person holds now and leaves to its holder, where
    there is one; `against` what stands in the way, empty for who may."""

    person: str
    against: tuple[Finding, ...] = ()
    changes: Post | None = None


class PostRules:
    """The posts of one plan and the rules about them."""

    def __init__(self, plan: Plan, params: PlanningParams) -> None:
        self.plan, self.params = plan, params
        self.index = Index(plan)
        self._cluster: dict[str, frozenset[str]] = {}
        self._avoidance: dict[frozenset[str], Avoidance] = {}
        for cluster in overlapping(plan.sittings):
            ids = frozenset(t.id for t in cluster)
            self._cluster |= dict.fromkeys(ids, ids)
            seats = [s for s in plan.seats if s.sitting in ids]
            self._avoidance[ids] = Avoidance(plan.staff, seats, self.index.candidates)

    def avoidance(self, sitting: str) -> Avoidance:
        """For the sittings of that time."""
        return self._avoidance[self._cluster[sitting]]

    @cached_property
    def posts(self) -> tuple[Post, ...]:
        """Every post of every sitting, filled or needed: the site's by role, then each room's in order."""
        out: list[Post] = []
        for sitting in self.plan.sittings:
            rooms = self.index.rooms_of_sitting.get(sitting.id, ())
            for role in (r for r in ROLES if r not in IN_ROOM):
                out += self._of(sitting.id, None, role, self._needed(role, len(rooms)))
            for room in rooms:
                need = self.params.proctors_for(len(self.index.seats_in[sitting.id, room.id]))
                out += self._of(sitting.id, room.id, "lead-proctor", 1)
                out += self._of(sitting.id, room.id, "assistant-proctor", need - 1)
        return tuple(out)

    def _needed(self, role: Role, rooms: int) -> int:
        p = self.params
        needed: dict[Role, int] = {
            "chief": p.chiefs,
            "deputy-chief": p.deputy_chiefs,
            "office": p.office_staff,
            "confidentiality": p.confidentiality_staff,
            "support": p.support_staff,
            "roving-proctor": p.roving_for(rooms),
        }
        return needed.get(role, 0)

    def _of(self, sitting: str, room: str | None, role: Role, need: int) -> list[Post]:
        held = [d.staff for d in self.index.duties_in.get((sitting, room), ()) if d.role == role]
        held = [h for h in dict.fromkeys(held) if h in self.index.staff]
        return [Post(sitting, room, role, h, n) for n, h in enumerate(held + [""] * (need - len(held)))]

    # --- who may --------------------------------------------------------------------------------------------------

    def everybody(self, post: Post) -> tuple[Eligible, ...]:
        """All the plan's people but the holder: first who may, those free before those who change places."""
        people = [self.eligible(post, p) for p in self.plan.staff if p.id != post.holder]
        return tuple(sorted(people, key=lambda e: (bool(e.against), e.changes is not None, self._far(post, e))))

    def _far(self, post: Post, one: Eligible) -> int:
        """Of those who may not, people of the role go before all others."""
        return sum(f.code == "post-other-role" for f in one.against)

    def eligible(self, post: Post, person: Staff) -> Eligible:
        against = self._against(post, person, leaving={post.holder, person.id})
        held = [p for p in self._held(post.sitting, person.id) if p != post]
        if not held:
            return Eligible(person.id, against)
        other = held[0]
        if len(held) > 1 or (not post.holder and not self._is_surplus(other)):
            return Eligible(person.id, (*against, self._told("post-held", CROSSING, **self._place(other))))
        if post.holder and not against:
            holder = self.index.staff[post.holder]
            back = self._against(other, holder, leaving={post.holder, person.id})
            against = tuple(replace(f, code=f"{f.code}-back") for f in back)
        return Eligible(person.id, against, other)

    def _held(self, sitting: str, person: str) -> list[Post]:
        return [p for p in self.posts if p.holder == person and p.sitting in self._cluster[sitting]]

    def _is_surplus(self, post: Post) -> bool:
        """Beyond what is needed: nobody misses its holder."""
        if post.room is None:
            need = self._needed(post.role, len(self.index.rooms_of_sitting.get(post.sitting, ())))
        elif post.role == "lead-proctor":
            need = 1
        else:
            need = self.params.proctors_for(len(self.index.seats_in[post.sitting, post.room])) - 1
        same = Counter((p.sitting, p.room, p.role) for p in self.posts if p.holder)
        return same[post.sitting, post.room, post.role] > need

    def _against(self, post: Post, person: Staff, leaving: set[str]) -> tuple[Finding, ...]:
        """What forbids this person this post, once `leaving` have left the places they hold."""
        out: list[Finding] = []
        fits = person.role == post.role or (post.role == "assistant-proctor" and person.role in IN_ROOM)
        if not fits:
            out.append(self._told("post-other-role", self.params.clause(_CLAUSES.get(post.role, "")), role=person.role))
        avoidance = self.avoidance(post.sitting)
        if avoidance.is_candidate(person):
            out.append(self._told("post-sits-exam", AVOIDANCE))
        if post.room is None:
            return tuple(out)
        for clash in avoidance.clashes(person, (post.sitting, post.room)):
            who = self.index.candidates[clash.who].name
            out.append(self._told("post-avoids-candidate", AVOIDANCE, avoided=clash.avoided, candidate=who))
        for other in self._inside(post, leaving):
            if keep_apart(person, other):
                out.append(self._told("post-avoids-colleague", AVOIDANCE, colleague=other.name))
        return tuple(out)

    def _inside(self, post: Post, leaving: set[str]) -> Iterable[Staff]:
        duties = self.index.duties_in.get((post.sitting, post.room), ())
        held = dict.fromkeys(d.staff for d in duties if d.role in IN_ROOM and d.staff not in leaving)
        return [self.index.staff[p] for p in held if p in self.index.staff]

    def _place(self, post: Post) -> dict[str, str]:
        room = self.index.rooms.get(post.room or "")
        return {"room": room.number if room is not None else "", "role": post.role}

    @staticmethod
    def _told(code: str, clause: str, **facts: object) -> Finding:
        return Finding(code, clause, "problem", facts)


def set_post(plan: Plan, params: PlanningParams, post: Post, person: str) -> Plan | tuple[Finding, ...]:
    """The plan with this person in this post, or what stands in the way. A post or a person the plan does not know is
    a KeyError."""
    rules = PostRules(plan, params)
    if post not in rules.posts:
        raise KeyError(post)
    chosen = rules.eligible(post, rules.index.staff[person])
    if chosen.against:
        return chosen.against
    new = {post.duty: replace(post.duty, staff=person)}
    if chosen.changes is not None:
        new[chosen.changes.duty] = replace(chosen.changes.duty, staff=post.holder)
    duties = [new.pop(d, d) for d in plan.duties]
    duties += new.values()
    order = {t.id: n for n, t in enumerate(plan.sittings)}
    held = sorted((d for d in duties if d.staff), key=lambda d: order[d.sitting])
    return replace(plan, duties=tuple(held))
