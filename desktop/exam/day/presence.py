"""Who is in the room after the start: hand-in, leaving with an escort and coming back, absentees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.exam.day.incidents import incident
from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.given import whole, word
from desktop.exam.frame.state import CandidateState, Done, Outing, Recorded, RoomState


def hand_in(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A raised hand between T+30 and E-15, the paper checked before the person goes (App5 9:00)."""
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.status != "present":
        return Refused("not-present", {"candidate": target.candidate, "status": state.status})
    closes = ctx.end(target.sitting, target.room, target.candidate) - ctx.rules.minutes("hand-in-stops-before")
    if now > closes:  # the gate's minutes and the rule set's are the same here; another region's may differ
        return Refused("too-late", {"closed": closes, "now": now}, ctx.rules.clause("hand-in"))
    if command.data["paper_checked"] is not True:
        return Refused("tick-missing", {"field": "paper_checked"})
    return (Fact("paper-handed-in", (target.key, target.room_key), {"sitting": target.sitting}),)


def let_out(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """One at a time, with a roving proctor (G11); in the last minutes only for medical reasons (S E-15)."""
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.status != "present":
        return Refused("not-present", {"candidate": target.candidate, "status": state.status})
    others = [c for c, s in ctx.people(target.sitting, target.room) if s.status == "out"]
    if len(others) >= ctx.rules.value("out-at-once"):
        return Refused("someone-out", {"candidate": others[0]}, ctx.rules.clause("out-at-once"))
    escort = str(command.data["escort"])
    roving = ctx.on_duty(target.sitting, None, "roving-proctor", now)
    if escort not in roving:
        return Refused("escort-not-roving", {"escort": escort, "due": sorted(roving)}, ctx.rules.clause("escort"))
    if any(s.out and s.out.escort == escort for s in _everyone(ctx, target.sitting)):
        return Refused("escort-busy", {"escort": escort})
    reason = str(command.data["reason"])
    closes = ctx.end(target.sitting, target.room, target.candidate) - ctx.rules.minutes("hand-in-stops-before")
    if now >= closes and reason != "medical":
        return Refused("too-late", {"closed": closes, "now": now}, ctx.rules.clause("hand-in"))
    data = {"sitting": target.sitting, "reason": reason, "escort": escort}
    out = Fact("candidate-let-out", (target.key, target.room_key), data)
    if now < closes:
        return (out,)
    return (out, incident(command, target.sitting, target.room, "medical", "", now, target.key))


def _everyone(ctx: Context, sitting: str) -> list[CandidateState]:
    return [s for room in ctx.rooms(sitting) for _, s in ctx.people(sitting, room)]


def let_back(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.out is None:
        return Refused("not-out", {"candidate": target.candidate})
    data = {"sitting": target.sitting, "minutes": max(0, (now - state.out.out) // 60_000)}
    return (Fact("candidate-returned", (target.key, target.room_key), data),)


def leave_for_care(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Somebody taken to hospital does not come back: the proctor takes the paper, and the count can go on."""
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.status != "out" or state.out is None:
        return Refused("not-out", {"candidate": target.candidate})
    if state.out.reason != "medical":
        return Refused("not-medical", {"candidate": target.candidate}, ctx.rules.clause("escort"))
    data = {"sitting": target.sitting, "by": "proctor", "reason": "medical"}
    return (Fact("paper-handed-in", (target.key, target.room_key), data),)


def freeze_absentees(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """T+30: the list of absentees, seen and named by two people (U28), with C3: system = signatures = heads. Numbers
    that differ are kept as an attempt (U30) and nothing is frozen."""
    people = dict(ctx.people(target.sitting, target.room))
    if "absentees-frozen" in ctx.state.room(target.sitting, target.room).steps:
        return Refused("already-done", {"step": "absentees-frozen"})
    absent = sorted(c for c, s in people.items() if s.admission is None)
    given = sorted(command.data["candidates"])
    if given != absent:
        missing, extra = sorted(set(absent) - set(given)), sorted(set(given) - set(absent))
        return Refused("absentees-differ", {"missing": missing, "extra": extra}, ctx.rules.clause("C3"))
    present = len(people) - len(absent)
    signatures, heads = int(command.data["signatures"]), int(command.data["heads"])
    gone = sum(1 for s in people.values() if s.handed_in is not None or s.removed is not None or s.out)
    data = {"sitting": target.sitting, "signatures": signatures, "heads": heads + gone, "system": present}
    if signatures != present or heads != present - gone:
        return (Fact("heads-counted", (target.key,), {**data, "agreed": False}),)
    data |= {"candidates": absent, "agreed": True}
    about = (target.key, *(f"candidate:{target.sitting}/{c}" for c in absent))
    return (Fact("absentees-frozen", about, data),)


def log_visitor(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Only chief, deputy chief and supervisors enter (App4 §2(6)); who came is written down."""
    visitor = str(command.data["visitor"])
    who = ctx.index.staff.get(visitor)
    allowed = ("chief", "deputy-chief", "supervisor", "quality", "roving-proctor")
    if who is None or who.role not in allowed:
        return Refused("visitor-not-allowed", {"visitor": visitor}, ctx.rules.clause("visitor"))
    return (Fact("visitor-logged", (target.key,), {"sitting": target.sitting, "visitor": visitor}),)


# --- folding ----------------------------------------------------------------------------------------------------------


def _handed_in(state: CandidateState, e: Recorded) -> CandidateState:
    return state if state.handed_in is not None else replace(state, handed_in=e.wall)


def _out(state: CandidateState, e: Recorded) -> CandidateState:
    one = Outing(e.wall, word(e.data, "reason"), word(e.data, "escort"))
    return replace(state, outings=(*state.outings, one))


def _back(state: CandidateState, e: Recorded) -> CandidateState:
    if state.out is None:
        return state
    return replace(state, outings=(*state.outings[:-1], replace(state.out, back=e.wall)))


def _absent(state: CandidateState, e: Recorded) -> CandidateState:
    return replace(state, absent=e.wall)


def _frozen(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, steps={**state.steps, e.kind: _counted(e)})


def _heads(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, heads=(*state.heads, _counted(e)))


def _counted(e: Recorded) -> Done:
    figures = {n: whole(e.data, n, 0) for n in ("signatures", "heads", "system")}
    return Done(e.wall, e.officers, {**e.data, **figures, "agreed": e.data["agreed"] is True})


def _visitor(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, visitors=(*state.visitors, Done(e.wall, e.officers, e.data)))


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("candidate", "paper-handed-in"): _handed_in,
    ("candidate", "candidate-let-out"): _out,
    ("candidate", "candidate-returned"): _back,
    ("candidate", "absentees-frozen"): _absent,
    ("room", "absentees-frozen"): _frozen,
    ("room", "heads-counted"): _heads,
    ("room", "visitor-logged"): _visitor,
}

COMMANDS = (
    Spec("hand-in", "candidate", hand_in, ("paper-handed-in",), (Field("paper_checked", "tick"),)),
    Spec(
        "let-out",
        "candidate",
        let_out,
        ("candidate-let-out", "incident-reported"),
        (Field("reason", "choice", choices=("toilet", "medical", "other")), Field("escort", "staff")),
    ),
    Spec("let-back", "candidate", let_back, ("candidate-returned",)),
    Spec("leave-for-care", "candidate", leave_for_care, ("paper-handed-in",)),
    Spec(
        "freeze-absentees",
        "room",
        freeze_absentees,
        ("absentees-frozen", "heads-counted"),
        (Field("candidates", "list"), Field("signatures", "number"), Field("heads", "number")),
    ),
    Spec("log-visitor", "room", log_visitor, ("visitor-logged",), (Field("visitor", "staff"),)),
)
