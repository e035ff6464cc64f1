"""The room record and the closings: what a room and a sitting come to, and who was where at any minute (X11)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from desktop.exam.day.balance import Equation, Tally, room_equations, site_equations, tally
from desktop.exam.day.protocol import StepStanding, step_standing
from desktop.exam.frame.command import Command, Fact, Outcome, Refused, Spec, Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.state import Done, DutyChange, Recorded, RoomState, SittingState

ELSEWHERE = frozenset({"C2", "C3-sheet"})
"""Equations that hold no room back by themselves: a short bag is made good or told, a signature is the chief's matter
as an incident."""


@dataclass(frozen=True, slots=True)
class RoomRecord:
    """One room's record as it stands: everything the form 考场情况记录单 and the outcome need, by candidate id."""

    sitting: str
    room: str
    tally: Tally
    absent: tuple[str, ...]
    late: tuple[tuple[str, int], ...]
    early: tuple[tuple[str, int], ...]
    misconduct: tuple[tuple[str, Done], ...]
    outings: tuple[tuple[str, int, int | None, str, str], ...]
    incidents: tuple[tuple[str, Done, Done | None], ...]
    stand_ins: tuple[DutyChange, ...]
    steps: tuple[StepStanding, ...]
    equations: tuple[Equation, ...]
    seals: tuple[tuple[str, str, str], ...]
    void: int
    closed: Done | None


def room_record(ctx: Context, sitting: str, room: str, now: int) -> RoomRecord:
    people = list(ctx.people(sitting, room))
    protocol = ctx.protocol(sitting)
    state = ctx.state.room(sitting, room)
    bags = ctx.bags(sitting, room)
    return RoomRecord(
        sitting=sitting,
        room=room,
        tally=tally(ctx, sitting, room),
        absent=tuple(c for c, s in people if s.admission is None),
        late=tuple((c, s.admission.late) for c, s in people if s.admission and s.admission.late),
        early=tuple((c, s.handed_in) for c, s in people if s.handed_in is not None),
        misconduct=tuple((c, m) for c, s in people for m in s.misconduct),
        outings=tuple((c, o.out, o.back, o.reason, o.escort) for c, s in people for o in s.outings),
        incidents=tuple(
            (id, i.opened, i.resolved)
            for id, i in ctx.state.incidents().items()
            if i.opened is not None and i.opened.data.get("room") == room and i.opened.data.get("sitting") == sitting
        ),
        stand_ins=tuple(c for c in ctx.state.sitting(sitting).duty_changes if c.room == room),
        steps=tuple(step_standing(ctx, s, sitting, room, now) for s in protocol.steps if s.scope == "room")
        if protocol
        else (),
        equations=room_equations(ctx, sitting, room),
        seals=tuple((b.label, ctx.state.bag(b.id).seal, ctx.state.bag(b.id).card_seal) for b in bags),
        void=state.void_copies,
        closed=state.closed,
    )


def present_at(ctx: Context, sitting: str, room: str, minute: int) -> tuple[set[str], set[str]]:
    """Who was in the room, and who watched, at one instant (X11): candidate ids and staff ids."""
    inside = set()
    for candidate, s in ctx.people(sitting, room):
        if s.admission is None or s.admission.at > minute:
            continue
        left = s.handed_in if s.handed_in is not None else s.removed
        if left is not None and left <= minute:
            continue
        if any(o.out <= minute and (o.back is None or minute < o.back) for o in s.outings):
            continue
        inside.add(candidate)
    watched = set()
    for role in ("lead-proctor", "assistant-proctor"):
        watched |= ctx.on_duty(sitting, room, role, minute)
    return inside, watched


def open_points(ctx: Context, sitting: str, room: str) -> tuple[tuple[str, dict[str, Any]], ...]:
    """What still keeps a room from being closed, in order (U29): (code, facts)."""
    out: list[tuple[str, dict[str, Any]]] = []
    state = ctx.state.room(sitting, room)
    for e in room_equations(ctx, sitting, room):
        if e.key not in ELSEWHERE and not e.holds:
            out.append(("equation-open" if e.holds is None else "equation-broken", {"equation": e.key}))
    mine = (c for c in ctx.conflicts() if c.sitting == sitting and c.room in ("", room))
    out.extend(("conflict", {"conflict": c.id}) for c in mine)
    for id, i in ctx.state.incidents().items():
        opened = i.opened
        here = opened is not None and (opened.data.get("sitting"), opened.data.get("room")) == (sitting, room)
        if here and i.resolved is None:
            out.append(("incident", {"incident": id}))
    for bag in ctx.bags(sitting, room):
        place = ctx.state.bag(bag.id).place
        if place not in ("sealed", "departed", "received"):
            out.append(("bag-open", {"label": bag.label, "place": place}))
    if len(state.calls) > state.answered:
        out.append(("call-open", {"at": state.calls[-1].at}))
    if ctx.state.sitting(sitting).pause_of("site", f"room:{room}"):
        out.append(("suspended", {}))
    out.extend(("candidate-out", {"candidate": c}) for c, s in ctx.people(sitting, room) if s.status == "out")
    return tuple(out)


def close_room(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    if ctx.state.room(target.sitting, target.room).closed is not None:
        return Refused("already-done", {"room": target.room})
    if points := open_points(ctx, target.sitting, target.room):
        facts = {"room": target.room, "open": [code for code, _ in points], "first": dict(points[0][1])}
        return Refused("room-not-finished", facts)
    t = tally(ctx, target.sitting, target.room)
    data = {"sitting": target.sitting, "registered": t.registered, "present": t.present, "absent": t.absent}
    return (Fact("room-closed", (target.key,), data),)


def close_sitting(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Only when every room is closed, every equation holds and nobody is without a seat (X2, U23)."""
    if ctx.state.sitting(target.sitting).closed is not None:
        return Refused("already-done", {"sitting": target.sitting})
    seated = {c.id for c in ctx.index.plan.candidates if target.sitting in c.sittings}
    without = sorted(c for c in seated if ctx.place(target.sitting, c) is None)
    if without:
        return Refused("no-seat", {"candidates": without})
    for e in site_equations(ctx, target.sitting):
        if e.holds is False or (e.key == "C7" and e.holds is None):
            return Refused("equation-broken", {"equation": e.key, "holder": e.holder}, ctx.rules.clause(e.key))
    open_alarms = set(ctx.state.site(ctx.index.plan.site.id).leaks) - set(
        ctx.state.site(ctx.index.plan.site.id).leaks_closed
    )
    if open_alarms:
        return Refused("leak-open", {"alarm": sorted(open_alarms)[0]}, ctx.rules.clause("leak"))
    totals = [tally(ctx, target.sitting, r) for r in ctx.rooms(target.sitting)]
    data = {
        "sitting": target.sitting,
        "registered": sum(t.registered for t in totals),
        "present": sum(t.present for t in totals),
        "absent": sum(t.absent for t in totals),
    }
    return (Fact("sitting-closed", (target.key,), data),)


def _room_closed(state: RoomState, e: Recorded) -> RoomState:
    done = Done(e.wall, e.officers, e.data)
    return replace(state, closed=done, steps={**state.steps, e.kind: done})


def _sitting_closed(state: SittingState, e: Recorded) -> SittingState:
    done = Done(e.wall, e.officers, e.data)
    return replace(state, closed=done, steps={**state.steps, e.kind: done})


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("room", "room-closed"): _room_closed,
    ("sitting", "sitting-closed"): _sitting_closed,
}

COMMANDS = (
    Spec("close-room", "room", close_room, ("room-closed",)),
    Spec("close-sitting", "sitting", close_sitting, ("sitting-closed",)),
)
