"""The evidence of one room (X10): every signature slot, count, time and article, each with the entries that prove it.

A thing is proven by entries, never by the folded state alone: take an entry away and its item is a gap, and nothing
else is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from desktop.exam.day.balance import Equation, room_equations
from desktop.exam.decide import COMMANDS
from desktop.exam.frame.command import Refused, Target, candidate_key, room_key
from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.frame.rights import people_for
from desktop.exam.frame.state import Recorded
from desktop.exam.rules.protocol import Step
from desktop.exam.rules.ruleset import Slot
from desktop.operations.record import Record
from desktop.operations.reporting.heading import at_of, heading, proof, rooms_of

COUNTS = {
    "C1": "bag-issued",
    "C2": "bag-opened",
    "C3": "absentees-frozen",
    "C5": "papers-collected",
    "C6": "bags-counted",
}
"""The entry in which each equation of a room is counted."""

ORDERS = {"start": "start", "fifteen-minutes": "fifteen", "end": "end"}
"""The chief's orders and the step of the room that follows them."""


@dataclass(frozen=True)
class Item:
    """One piece of evidence. `key` is stable (`step:rules-read`, `step:bags-opened/b01`, `signatures`); `slots` are the
    signatures it needs, each with the person who gave it or None; `gaps` codes of what is missing, empty when proven.
    `coming` items are not due yet."""

    key: str
    group: str
    clause: str
    planned: int | None = None
    at: int | None = None
    slots: tuple[tuple[str, str | None], ...] = ()
    entries: tuple[Recorded, ...] = ()
    gaps: tuple[str, ...] = ()
    coming: bool = False
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """proven | gap | coming."""
        if not self.gaps:
            return "proven"
        return "coming" if self.coming else "gap"

    def data(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "group": self.group,
            "clause": self.clause,
            "state": self.state,
            "planned": self.planned,
            "at": self.at,
            "signatures": [{"needs": needs, "officer": officer} for needs, officer in self.slots],
            "proof": proof(self.entries),
            "gaps": list(self.gaps) if self.state == "gap" else [],
            **self.facts,
        }


def evidence_facts(record: Record, room: str | None, now: int) -> dict[str, Any]:
    """The evidence of one room or all, JSON-ready. Raises SiteFault report-no-room."""
    ctx = record.context()
    rooms = [_room(record, ctx, sitting, id, now) for sitting, id in rooms_of(ctx, room)]
    return {
        **heading(record, "evidence", now),
        "rooms": rooms,
        "gaps": sum(len(r["gaps"]) for r in rooms),
    }


def _room(record: Record, ctx: Context, sitting: str, room: str, now: int) -> dict[str, Any]:
    items = list(Evidence(record, ctx, sitting, room, now).items())
    return {
        "room": room,
        "number": ctx.index.rooms[room].number,
        "sitting": sitting,
        "items": [i.data() for i in items],
        "gaps": [{"key": i.key, "clause": i.clause, "missing": list(i.gaps)} for i in items if i.state == "gap"],
    }


@dataclass(frozen=True)
class Evidence:
    """Looks for the evidence of one room in one sitting as of `now` (UTC ms)."""

    record: Record
    ctx: Context
    sitting: str
    room: str
    now: int

    def items(self) -> Iterator[Item]:
        """Every piece the regulation asks of the room, in the order of the morning."""
        protocol = self.ctx.protocol(self.sitting)
        for step in protocol.steps if protocol else ():
            yield from self._step(step)
        yield from self._orders()
        yield from self._people()
        yield from self._counts()
        yield from self._matters()
        yield from self._photos()
        yield from self._records()

    # --- steps ------------------------------------------------------------------------------------------------------

    def _step(self, step: Step) -> Iterator[Item]:
        """A step of the room; of the sitting only as far as this room's people and bags go."""
        due = self.ctx.moment(step.at, self.sitting, self.room)
        coming = self.now <= due + step.late_after * MINUTE
        right = self.ctx.rules.rights.get(step.command)
        for name, about, wanted in self._parts(step):
            found = [e for e in self._history(about) if e.kind == step.kind and wanted(e)]
            entry = found[-1] if found else None
            slots = self._slots(step.command, entry) if right else ()
            gaps = ("entry",) if entry is None else tuple(["signature"] * sum(who is None for _, who in slots))
            key = f"step:{step.id}" + (f"/{name}" if name else "")
            at = at_of(entry) if entry else None
            facts = {"step": step.id, "of": name} if name else {"step": step.id}
            yield Item(key, "steps", step.clause, due, at, slots, tuple(found[-1:]), gaps, coming, facts)

    def _parts(self, step: Step) -> Iterator[tuple[str, str, Callable[[Recorded], bool]]]:
        """(name, aggregate, whether an entry counts) of each thing the step must be done for."""
        if step.each == "staff":
            for person in self._proctors():
                yield person, f"sitting:{self.sitting}", lambda e, p=person: e.data.get("staff") == p  # type: ignore[misc]
        elif step.each == "bag" or step.kind == "escort-departed":
            for bag in self.ctx.bags(self.sitting, self.room):
                yield bag.id, f"bag:{bag.id}", _any
        elif step.scope == "sitting":
            yield "", f"sitting:{self.sitting}", _any
        else:
            agreed = step.kind in ("papers-collected", "bags-counted", "absentees-frozen")
            yield "", room_key(self.sitting, self.room), _agreed if agreed else _any

    def _slots(self, command: str, entry: Recorded | None) -> tuple[tuple[str, str | None], ...]:
        """The signatures a command needs and who gave them: the officers laid onto the slots as well as they fit."""
        right = self.ctx.rules.rights.get(command)
        if right is None:
            return ()
        if entry is None:
            return tuple((slot.text, None) for slot in right.slots)
        spec = COMMANDS[command]
        about = next((a for a in entry.about if a.partition(":")[0] == spec.about), entry.about[0])
        target = self.ctx.target(about)
        if isinstance(target, Refused):
            return tuple((slot.text, None) for slot in right.slots)
        at = at_of(entry)
        fits = [{p for p in entry.officers if _may(self.ctx, slot, p, target, at)} for slot in right.slots]
        officers: list[str | None] = [*entry.officers]
        officers += [None] * (len(right.slots) - len(officers))
        best: tuple[str | None, ...] = ()
        most = -1
        for order in permutations(officers, len(right.slots)):
            good = sum(who is not None and who in who_may for who, who_may in zip(order, fits, strict=True))
            if good > most:
                best, most = order, good
        return tuple(
            (slot.text, who if who is not None and who in may else None)
            for slot, who, may in zip(right.slots, best, fits, strict=True)
        )

    def _orders(self) -> Iterator[Item]:
        """The chief's order beside what the room did upon it (App4 §1(4))."""
        protocol = self.ctx.protocol(self.sitting)
        given = self._history(f"sitting:{self.sitting}")
        for order, id in ORDERS.items():
            step = protocol.step(id) if protocol else None
            if step is None:
                continue
            due = self.ctx.moment(step.at, self.sitting)
            found = [e for e in given if e.kind == "order-given" and e.data.get("order") == order][:1]
            slots = self._slots("give-order", found[0]) if found else self._slots("give-order", None)
            gaps = () if found else ("entry",)
            coming = self.now <= due + step.late_after * MINUTE
            at = at_of(found[0]) if found else None
            clause = self.ctx.rules.clause("order")
            yield Item(f"order:{order}", "orders", clause, due, at, slots, tuple(found), gaps, coming, {"order": order})

    # --- people -----------------------------------------------------------------------------------------------------

    def _proctors(self) -> list[str]:
        """Who watched the room at the start, or comes to: each must have reported, worn a badge and signed."""
        at = self.ctx.start(self.sitting)
        found = {
            p: None
            for role in ("lead-proctor", "assistant-proctor")
            for p in sorted(self.ctx.on_duty(self.sitting, self.room, role, at))
        }
        return list(found)

    def _people(self) -> Iterator[Item]:
        """Every candidate: admitted and signed, or named absent; and looked at again at the seat (App5 8:30)."""
        start = self.ctx.start(self.sitting)
        door = self.ctx.rules.clause("ok")
        frozen = [e for e in self._history(room_key(self.sitting, self.room)) if e.kind == "absentees-frozen"]
        histories = {c: self._history(candidate_key(self.sitting, c)) for c, _ in self._candidates()}
        absent = {c for e in frozen for c in e.data.get("candidates", ())}
        if not frozen:  # that list's own gap already says that nobody has named the absentees
            absent = {c for c, h in histories.items() if not _of(h, "candidate-admitted")}
        admitted = {c: _of(h, "candidate-admitted") for c, h in histories.items() if c not in absent}
        corrected = {c for c, h in histories.items() if _of(h, "attendance-corrected")}
        cutoff = self.ctx.late_cutoff(self.sitting)
        unknown = [c for c, e in admitted.items() if not e]
        there = [c for c in admitted if c not in unknown or c in corrected]
        yield self._all("admissions", door, admitted, unknown, self.now <= cutoff, len(histories) - len(admitted))
        signed = {c: _of(histories[c], "signature-confirmed", "attendance-corrected") for c in there}
        unsigned = [c for c, e in signed.items() if not e]
        yield self._all("signatures", door, signed, unsigned, self.now <= cutoff)
        seen = {c: _of(histories[c], "candidate-checked-at-seat") for c in there}
        left = [c for c, e in seen.items() if not e]
        clause = self.ctx.protocols[self.ctx.index.sittings[self.sitting].mode].gates.get("check-at-seat")
        yield self._all("seat-checks", clause.clause if clause else "", seen, left, self.now <= start + 15 * MINUTE)

    def _candidates(self) -> Iterable[tuple[str, Any]]:
        return self.ctx.people(self.sitting, self.room)

    def _all(
        self,
        key: str,
        clause: str,
        found: dict[str, list[Recorded]],
        missing: Sequence[str],
        coming: bool,
        absent: int | None = None,
    ) -> Item:
        """Evidence about many candidates as one item: how many, whose is missing (seat numbers and ids)."""
        entries = tuple(e for one in found.values() for e in one)
        facts: dict[str, Any] = {"count": len(found) - len(missing), "of": len(found)}
        if absent is not None:
            facts["absent"] = absent
        if missing:
            facts["missing"] = [
                {"candidate": c, "seat": place.number if place else 0}
                for c in missing
                for place in [self.ctx.place(self.sitting, c)]
            ]
        at = max((at_of(e) for e in entries), default=None)
        gaps = ("entry",) * len(missing)
        return Item(key, "candidates", clause, None, at, (), entries, gaps, coming, facts)

    # --- counts, matters, records -----------------------------------------------------------------------------------

    def _counts(self) -> Iterator[Item]:
        """C1 to C6 with their numbers, each attempt kept in the record; a missing count is its step's gap already."""
        here = self._history(room_key(self.sitting, self.room))
        for n, e in enumerate(room_equations(self.ctx, self.sitting, self.room), 1):
            kind = COUNTS.get(e.key.partition("-")[0], "")
            found = [x for x in here if x.kind == kind]
            if not found or e.holds is None:
                continue
            clause = self._clause_of(e)
            gaps = () if e.holds else ("balance",)
            yield Item(
                f"count:{e.key}/{n}",
                "counts",
                clause,
                None,
                at_of(found[-1]),
                (),
                tuple(found),
                gaps,
                False,
                {"equation": e.key, "left": dict(e.left), "right": dict(e.right), "holder": e.holder},
            )

    def _clause_of(self, e: Equation) -> str:
        key = e.key.partition("-")[0]
        step = {"C1": "issue-bag", "C2": "open-bag"}.get(key)
        right = self.ctx.rules.rights.get(step) if step else None
        return right.clause if right else self.ctx.rules.clause(key)

    def _matters(self) -> Iterator[Item]:
        """What came up must have come to an end: incidents decided, outings back, misconduct told, calls answered."""
        here = room_key(self.sitting, self.room)
        rules = self.ctx.rules
        gaps: tuple[str, ...]
        for id, i in sorted(self.ctx.state.incidents().items()):
            opened = i.opened
            if opened is None or opened.data.get("room") != self.room or opened.data.get("sitting") != self.sitting:
                continue
            kind = rules.kind("incident", str(opened.data.get("kind", "")))
            gaps = () if i.resolved else ("decision",)
            entries = tuple(self._history(f"incident:{id}"))
            clause = kind.clause if kind else ""
            facts = {"what": "incident", "kind": opened.data.get("kind")}
            yield Item(f"incident:{id}", "matters", clause, None, opened.at, (), entries, gaps, False, facts)
        for c, state in self._candidates():
            history = self._history(candidate_key(self.sitting, c))
            for n, e in enumerate(_of(history, "misconduct-recorded"), 1):
                slots = self._slots("record-misconduct", e)
                unsigned = ["signature"] * sum(who is None for _, who in slots)
                gaps = (*unsigned, *([] if e.data.get("told") is True else ["told"]))
                key, clause = f"misconduct:{c}/{n}", rules.rights["record-misconduct"].clause
                yield Item(key, "matters", clause, None, at_of(e), slots, (e,), gaps, False, {"what": "misconduct"})
            out, back = _of(history, "candidate-let-out"), _of(history, "candidate-returned")
            if out:
                gaps = ("return",) if state.out else ()
                clause = rules.clause("escort")
                yield Item(
                    f"outing:{c}",
                    "matters",
                    clause,
                    None,
                    at_of(out[-1]),
                    (),
                    (*out, *back),
                    gaps,
                    False,
                    {"what": "outing"},
                )
        calls = [e for e in self._history(here) if e.kind in ("chief-called", "call-answered")]
        if calls:
            room = self.ctx.state.room(self.sitting, self.room)
            gaps = ("answer",) if len(room.calls) > room.answered else ()
            clause = rules.rights["call-chief"].clause
            yield Item(
                "calls", "matters", clause, None, at_of(calls[-1]), (), tuple(calls), gaps, False, {"what": "call"}
            )

    def _photos(self) -> Iterator[Item]:
        """What was photographed (N11), each picture once. No photo is asked for by itself, so none is ever a gap."""
        taken = reversed(_of(self._history(room_key(self.sitting, self.room)), "photo-added"))
        once = {str(e.data.get("attachment")): e for e in taken}
        for hash, e in sorted(once.items(), key=lambda found: at_of(found[1])):
            right, facts = self.ctx.rules.rights.get("add-photo"), {"what": "photo", "shows": e.data.get("shows")}
            slots, clause = self._slots("add-photo", e), right.clause if right else ""
            yield Item(f"photo:{hash}", "matters", clause, None, at_of(e), slots, (e,), (), False, facts)

    def _records(self) -> Iterator[Item]:
        """The sheet filled at T+30, the papers' arrival, and each proctor's badge and signed work record (Art 21)."""
        rules = self.ctx.rules
        here = self._history(room_key(self.sitting, self.room))
        end = self.ctx.end(self.sitting, self.room)
        filled = [e for e in here if e.kind == "record-filled"][-1:]
        due = self.ctx.start(self.sitting) + rules.minutes("hand-in-after")
        yield self._one("record-filled", rules.rights["fill-record"].clause, "fill-record", filled, due, due)
        for bag in self.ctx.bags(self.sitting, self.room):
            arrived = [e for e in self._history(f"bag:{bag.id}") if e.kind == "escort-arrived"][-1:]
            clause = rules.clause("C8")
            yield self._one(f"arrived/{bag.id}", clause, "receive-at-marking", arrived, None, end + 120 * MINUTE)
        clause = rules.clause("work-record")
        for person in self._proctors():
            own = self._history(f"staff:{person}")
            badge, work = _of(own, "badge-issued")[-1:], _of(own, "work-record-signed")[-1:]
            yield self._one(f"badge/{person}", clause, "issue-badge", badge, None, self.ctx.start(self.sitting))
            yield self._one(f"work-record/{person}", clause, "sign-work-record", work, None, end + 120 * MINUTE)

    def _one(
        self, key: str, clause: str, command: str, found: Sequence[Recorded], planned: int | None, due: int
    ) -> Item:
        """One entry that must be there by `due` (and five minutes)."""
        entry = found[-1] if found else None
        slots = self._slots(command, entry)
        gaps = () if entry else ("entry",)
        kind, _, of = key.partition("/")
        facts = {"what": kind, "of": of} if of else {"what": kind}
        at = at_of(entry) if entry else None
        coming = self.now <= due + 5 * MINUTE
        return Item(key, "records", clause, planned, at, slots, tuple(found), gaps, coming, facts)

    def _history(self, key: str) -> Sequence[Recorded]:
        return self.record.fold.history(key)


def _may(ctx: Context, slot: Slot, officer: str, target: Target, at: int) -> bool:
    """Whether somebody had a slot's duty then; a duty in any room counts for what is about no room."""
    if officer in people_for(ctx, slot, target, at):
        return True
    sittings = [target.sitting] if target.sitting else list(ctx.index.sittings)
    held = {role for t in sittings for role, _ in ctx.duties_of(t, officer, at)}
    return not target.room and not held.isdisjoint(slot.roles)


def _of(entries: Iterable[Recorded], *kinds: str) -> list[Recorded]:
    return [e for e in entries if e.kind in kinds]


def _any(entry: Recorded) -> bool:
    return True


def _agreed(entry: Recorded) -> bool:
    return entry.data.get("agreed") is True
