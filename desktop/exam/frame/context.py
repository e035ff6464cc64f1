"""What a decision may look at: the plan's index, the rule set, the protocols and the folded state; and the questions
every rule asks of them. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.exam.frame.command import NOTHING, Refused, Target
from desktop.exam.frame.folded import State
from desktop.exam.frame.pauses import given_back
from desktop.exam.frame.state import Admission, BagState, CandidateState, Done, Place, TokenState
from desktop.exam.plan.model import Bag, Index, Sitting
from desktop.exam.rules.protocol import Moment, Protocol
from desktop.exam.rules.ruleset import RuleSet

if TYPE_CHECKING:
    from desktop.exam.identity.pinyin import Readings

MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Context:
    """Plan, rules and state of one record.

    `protocols` maps a sitting's mode to its protocol. `corrections` holds, per candidate, roster fields corrected after
    publishing (Art 28); their values live in attachments, never in entries, and whoever builds this resolves them.
    `readings` say how Chinese characters are read; where none are given, names of two scripts are not compared.
    """

    index: Index
    rules: RuleSet
    protocols: Mapping[str, Protocol]
    state: State
    corrections: Mapping[str, Mapping[str, str]] = NOTHING
    readings: Readings | None = None

    # --- what `about` names ---------------------------------------------------------------------------------------

    def target(self, about: str) -> Target | Refused:
        """Resolve `type:id`. Rooms and candidates are `<sitting>/<id>`; with one sitting only, `<id>` will do."""
        kind, colon, rest = about.partition(":")
        if not colon or not rest:
            return Refused("about-wrong", {"about": about})
        match kind:
            case "site" if rest == self.index.plan.site.id:
                return Target(about, "site", id=rest)
            case "sitting" if rest in self.index.sittings:
                return Target(about, "sitting", sitting=rest, id=rest)
            case "room" | "candidate":
                return self._in_sitting(about, kind, rest)
            case "bag" if rest in self.index.bags:
                bag = self.index.bags[rest]
                room = self.state.bag(rest).room or bag.room or ""  # a spare bag belongs to the room it was given
                return Target(about, "bag", bag.sitting, room, bag=rest, id=rest)
            case "staff" if rest in self.index.staff:
                return Target(about, "staff", id=rest)
            case "desk" if rest in self.state.desks():
                return Target(about, "desk", id=rest)
            case "incident":
                return Target(about, "incident", id=rest)
        return Refused("about-unknown", {"about": about})

    def _in_sitting(self, about: str, kind: str, rest: str) -> Target | Refused:
        sitting, slash, id = rest.partition("/")
        if not slash:
            if len(self.index.sittings) != 1:
                return Refused("about-sitting", {"about": about})
            sitting, id = next(iter(self.index.sittings)), rest
        if sitting not in self.index.sittings:
            return Refused("about-unknown", {"about": about})
        if kind == "room":
            room = self.index.room(id)
            if room is not None:
                return Target(f"room:{sitting}/{room.id}", "room", sitting, room.id, id=room.id)
        elif id in self.index.candidates:
            place = self.place(sitting, id)
            room_id = place.room if place else ""
            return Target(f"candidate:{sitting}/{id}", "candidate", sitting, room_id, candidate=id, id=id)
        return Refused("about-unknown", {"about": about})

    # --- people and places ----------------------------------------------------------------------------------------

    def place(self, sitting: str, candidate: str) -> Place | None:
        """The seat a candidate has now: moved, or as planned."""
        return self.place_of(sitting, candidate, self.state.candidate(sitting, candidate))

    def place_of(self, sitting: str, candidate: str, person: CandidateState) -> Place | None:
        """The same of somebody whose state is at hand."""
        moved = person.seat
        if moved is not None and moved.room in self.index.rooms:
            return moved
        return self.index.seat_of.get((sitting, candidate))

    def people(self, sitting: str, room: str) -> Iterator[tuple[str, CandidateState]]:
        """Everyone registered in a room now, by seat number, with their state."""
        for seat in self.index.seats_in.get((sitting, room), ()):
            person = self.state.candidate(sitting, seat.candidate)
            if person.seat is None or person.seat.room == room or person.seat.room not in self.index.rooms:
                yield seat.candidate, person
        # Two desks may have moved one person to two rooms: only one place holds.
        for candidate in self.state.room(sitting, room).moved_in:
            planned = self.index.seat_of.get((sitting, candidate))
            if candidate in self.index.candidates and (planned is None or planned.room != room):
                place = self.place(sitting, candidate)
                if place is not None and place.room == room:
                    yield candidate, self.state.candidate(sitting, candidate)

    def rooms(self, sitting: str) -> tuple[str, ...]:
        """Rooms in use in a sitting."""
        return tuple(r.id for r in self.index.rooms_of_sitting.get(sitting, ()))

    def bags(self, sitting: str, room: str) -> tuple[Bag, ...]:
        """The bags ordered for a room, and any other that was issued to it in exchange."""
        own = self.index.bags_in.get((sitting, room), ())
        lent = tuple(b for b in self.index.bags_in.get((sitting, None), ()) if self.state.bag(b.id).room == room)
        return tuple(b for b in own + lent if not self.state.bag(b.id).withdrawn)

    def on_duty(self, sitting: str, room: str | None, role: str, at: int) -> set[str]:
        """Staff ids doing `role` at `at`: as planned, less those replaced, plus those standing in."""
        found = {d.staff for d in self.index.duties_in.get((sitting, room), ()) if d.role == role}
        for change in self.state.sitting(sitting).duty_changes:
            if change.role == role and change.room == room and change.since <= at:
                if change.until is not None and at >= change.until:
                    continue
                found.discard(change.absent)
                if change.stand_in in self.index.staff:
                    found.add(change.stand_in)
        return found

    def duties_of(self, sitting: str, staff: str, at: int) -> list[tuple[str, str | None]]:
        """(role, room) pairs a person has at `at`, stand-ins included."""
        out = [
            (str(d.role), d.room)
            for d in self.index.duties_of.get(staff, ())
            if d.sitting == sitting and staff in self.on_duty(sitting, d.room, d.role, at)
        ]
        for change in self.state.sitting(sitting).duty_changes:
            if change.stand_in == staff and staff in self.on_duty(sitting, change.room, change.role, at):
                out.append((change.role, change.room))
        return out

    # --- time -----------------------------------------------------------------------------------------------------

    def protocol(self, sitting: str) -> Protocol | None:
        mode = self.index.sittings[sitting].mode
        return self.protocols.get(mode) or next((p for p in self.protocols.values() if mode in p.also), None)

    def end(self, sitting: str, room: str = "", candidate: str = "") -> int:
        """When the exam ends here: as planned, plus extensions and compensation for suspensions of every scope."""
        state = self.state.sitting(sitting)
        scopes = scopes_of(room, candidate)
        added = sum(state.extensions.get(s, 0) for s in scopes)
        added += given_back(p for p in state.pauses if p.scope in scopes)
        return self.index.sittings[sitting].end + added

    def start(self, sitting: str) -> int:
        return self.index.sittings[sitting].start

    def moment(self, at: Moment, sitting: str, room: str = "", candidate: str = "") -> int:
        """A protocol moment as UTC ms for this sitting, room and person."""
        base = self.start(sitting) if at.anchor == "start" else self.end(sitting, room, candidate)
        extra = self.rules.value(at.param) if at.param else 0
        return base + (at.offset + extra) * MINUTE

    def late_cutoff(self, sitting: str) -> int:
        """Last instant a late candidate is let in (G1): the rule set's minutes, never beyond the first hand-in."""
        minutes = min(self.rules.value("late-cutoff"), self.rules.value("hand-in-after"))
        return self.start(sitting) + minutes * MINUTE

    def suspended(self, target: Target) -> bool:
        if not target.sitting:
            return False
        state = self.state.sitting(target.sitting)
        return bool(state.pauses) and state.pause_of(*scopes_of(target.room, target.candidate)) is not None

    def local_day(self, at: int) -> int:
        """Day number at the site."""
        return (at + self.index.plan.site.utc_offset * MINUTE) // 86_400_000

    def sitting_at(self, now: int) -> Sitting | None:
        """The sitting this instant belongs to: the day's nearest one that is not yet over by two hours."""
        day, over = self.local_day(now), None
        for sitting in self.index.by_start:
            if self.local_day(sitting.start) == day:
                if now <= sitting.end + 120 * MINUTE:
                    return sitting
                over = sitting
        return over

    # --- conflicts ------------------------------------------------------------------------------------------------

    def conflicts(self) -> list[Conflict]:
        """Everything two desks recorded that cannot both be right and no chief has decided yet (DESIGN section 5), in
        the same order on every desk."""
        settled = self.state.site(self.index.plan.site.id).resolutions
        out: list[Conflict] = []
        seats: dict[tuple[str, str, int], list[Admission]] = {}
        for key, value in self.state.values.items():
            if isinstance(value, CandidateState) and value.admission:
                sitting = key.partition(":")[2].partition("/")[0]
                room = value.admission.room
                if value.rivals:
                    out.append(Conflict("admitted-twice", key, (value.admission, *value.rivals), sitting, room))
                if value.absent is not None:
                    frozen = Done(value.absent, (), {"version": "absent"})
                    out.append(Conflict("absent-and-admitted", key, (value.admission, frozen), sitting, room))
                seats.setdefault((sitting, room, value.admission.seat), []).append(value.admission)
            elif isinstance(value, BagState) and value.rivals:
                bag = self.index.bags.get(key.partition(":")[2])
                held = Done(value.since or 0, value.holders, {"version": "standing", "place": value.place})
                sitting, room = (bag.sitting, value.room or bag.room or "") if bag else ("", value.room)
                out.append(Conflict("bag-twice", key, (held, *value.rivals), sitting, room))
            elif isinstance(value, TokenState) and len(value.owners) > 1:
                out.append(Conflict("token-twice", key, value.owners))
        for (sitting, room, number), both in seats.items():
            if len(both) > 1:
                about = f"room:{sitting}/{room}#{number}"
                out.append(Conflict("seat-twice", about, tuple(sorted(both, key=version_of)), sitting, room))
        return sorted((c for c in out if c.id not in settled), key=lambda c: c.id)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two records of one thing. `about` is the aggregate (with `#seat` for a seat); `versions` what each says, the one
    that stands first: an Admission, or a Done whose data names its `version`."""

    kind: str
    about: str
    versions: tuple[Admission | Done, ...]
    sitting: str = ""
    room: str = ""

    @property
    def id(self) -> str:
        """Names the very versions: one more record of the same thing later is another conflict to decide."""
        return f"{self.kind}@{self.about}@{'+'.join(sorted(version_of(v) for v in self.versions))}"


def version_of(version: Admission | Done) -> str:
    """The name of one version: desk and number of its entry; `absent` or `standing` where the state holds none."""
    if isinstance(version, Admission):
        return f"{version.desk}.{version.number}"
    return str(version.data.get("version", ""))


def scopes_of(room: str, candidate: str) -> tuple[str, ...]:
    """The scopes an extension or suspension can have that touch this room and person."""
    out = ["site"]
    if room:
        out.append(f"room:{room}")
    if candidate:
        out.append(f"candidate:{candidate}")
    return tuple(out)
