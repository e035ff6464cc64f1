"""What goes wrong: misconduct, incidents, suspension and extension, leak alarms, calls for the chief."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, candidate_key, room_key
from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.frame.given import whole, word
from desktop.exam.frame.state import (
    CandidateState,
    Done,
    IncidentState,
    Pause,
    Recorded,
    RoomState,
    SiteState,
    SittingState,
)


def record_misconduct(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Two staff record and sign, the candidate is told (G12). A removal needs the kind to allow it."""
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.admission is None:
        return Refused("not-admitted", {"candidate": target.candidate})
    kind = ctx.rules.kind("misconduct", str(command.data["kind"]))
    if kind is None:
        choices = [k.key for k in ctx.rules.kinds.get("misconduct", ())]
        return Refused("data-wrong", {"field": "kind", "command": command.name, "choices": choices})
    removed = command.data.get("removed") is True
    if removed and not kind.removes:
        return Refused("no-removal", {"kind": kind.key, "title": kind.title}, kind.clause)
    if removed and state.status not in ("present", "out"):
        return Refused("not-present", {"candidate": target.candidate, "status": state.status})
    data = {
        "sitting": target.sitting,
        "kind": kind.key,
        "told": command.data["told"],
        "removed": removed,
        "note": str(command.data.get("note") or ""),
    }
    return (Fact("misconduct-recorded", (target.key, target.room_key), data),)


def report_incident(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    kind = ctx.rules.kind("incident", str(command.data["kind"]))
    if kind is None:
        choices = [k.key for k in ctx.rules.kinds.get("incident", ())]
        return Refused("data-wrong", {"field": "kind", "command": command.name, "choices": choices})
    note = str(command.data.get("note") or "")
    return (incident(command, target.sitting, target.room, kind.key, note, now, target.key),)


def incident(command: Command, sitting: str, room: str, kind: str, note: str, now: int, about: str) -> Fact:
    """Something the chief has to settle before the sitting closes. The id holds time, desk and what it is about: two
    desks never give one id to two incidents."""
    id = f"i{now}-{command.desk[:8] or 'desk'}-{about.partition(':')[2].replace('/', '-')}"
    data = {"incident": id, "sitting": sitting, "room": room, "kind": kind, "note": note}
    return Fact("incident-reported", (f"incident:{id}", about), data)


def resolve_incident(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    state = ctx.state.incident(target.id)
    if state.opened is None:
        return Refused("about-unknown", {"about": target.key})
    if state.resolved is not None:
        return Refused("already-done", {"at": state.resolved.at})
    return (Fact("incident-resolved", (target.key,), {"decision": command.data["decision"]}),)


def suspend_exam(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The chief may suspend in an emergency and must report it (App4 §1(9))."""
    scope = _scope(ctx, target, command)
    if isinstance(scope, Refused):
        return scope
    if ctx.state.sitting(target.sitting).pause_of(scope) is not None:
        return Refused("already-done", {"scope": scope})
    data = {"sitting": target.sitting, "scope": scope, "reason": command.data["reason"]}
    return (Fact("exam-suspended", _touched(ctx, target, scope), data),)


def resume_exam(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Resuming gives back the time of the suspension unless the chief decides otherwise (G13)."""
    scope = _scope(ctx, target, command)
    if isinstance(scope, Refused):
        return scope
    pause = ctx.state.sitting(target.sitting).pause_of(scope)
    if pause is None:
        return Refused("not-suspended-now", {"scope": scope})
    lost = max(0, now - pause.since)
    given = command.data.get("compensation_minutes")
    compensation = lost if given is None else int(given) * MINUTE
    limit = ctx.rules.value("extension-limit")
    if given is not None and given > limit:
        return Refused("too-long", {"minutes": given, "limit": limit}, ctx.rules.clause("extension-limit"))
    data = {"sitting": target.sitting, "scope": scope, "compensation": compensation, "lasted": lost}
    return (Fact("exam-resumed", _touched(ctx, target, scope), data),)


def extend_exam(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    scope = _scope(ctx, target, command)
    if isinstance(scope, Refused):
        return scope
    minutes = int(command.data["minutes"])
    if minutes > ctx.rules.value("extension-limit"):
        limit = ctx.rules.value("extension-limit")
        return Refused("too-long", {"minutes": minutes, "limit": limit}, ctx.rules.clause("extension-limit"))
    if _over(ctx, target.sitting, scope):
        return Refused("exam-running", {"scope": scope}, ctx.rules.clause("end"))
    data = {"sitting": target.sitting, "scope": scope, "ms": minutes * MINUTE, "reason": command.data["reason"]}
    return (Fact("time-extended", _touched(ctx, target, scope), data),)


def _over(ctx: Context, sitting: str, scope: str) -> bool:
    """Whether the exam has ended everywhere the scope reaches: time cannot be added to what is over."""
    kind, _, id = scope.partition(":")
    rooms: tuple[str, ...] = ctx.rooms(sitting)
    if kind == "room":
        rooms = (id,)
    elif kind == "candidate":
        place = ctx.place(sitting, id)
        rooms = (place.room,) if place else ()
    return bool(rooms) and all("exam-ended" in ctx.state.room(sitting, r).steps for r in rooms)


def _scope(ctx: Context, target: Target, command: Command) -> str | Refused:
    """`site`, `room:<id>` or `candidate:<id>` out of the command's data."""
    scope = str(command.data.get("scope") or "site")
    kind, _, id = scope.partition(":")
    if scope == "site":
        return scope
    if kind == "room" and (room := ctx.index.room(id)) is not None:
        return f"room:{room.id}"
    if kind == "candidate" and id in ctx.index.candidates:
        return scope
    return Refused("data-wrong", {"field": "scope", "command": command.name, "choices": ["site", "room:…"]})


def _touched(ctx: Context, target: Target, scope: str) -> tuple[str, ...]:
    kind, _, id = scope.partition(":")
    if kind == "room":
        return (target.key, room_key(target.sitting, id))
    if kind == "candidate":
        return (target.key, candidate_key(target.sitting, id))
    return (target.key,)


def raise_leak_alarm(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A leak is reported at once (App4 §3(2))."""
    data = {"alarm": f"leak-{command.desk[:8] or 'desk'}-{now}", "cause": command.data["cause"]}
    return (Fact("leak-alarm-raised", (target.key,), data),)


def close_leak_alarm(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The sender cannot close it (R 保密员)."""
    site, alarm = ctx.state.site(target.id), str(command.data["alarm"])
    raised = site.leaks.get(alarm)
    if raised is None:
        return Refused("about-unknown", {"about": alarm})
    if alarm in site.leaks_closed:
        return Refused("already-done", {"at": site.leaks_closed[alarm].at})
    if set(raised.officers) & set(command.officers):
        return Refused("sender-cannot-close", {"officer": command.officers[0]}, ctx.rules.clause("leak"))
    data = {"alarm": alarm, "decision": command.data["decision"]}
    return (Fact("leak-alarm-closed", (target.key,), data),)


def call_chief(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    state = ctx.state.room(target.sitting, target.room)
    if len(state.calls) > state.answered:
        return Refused("already-called", {"at": state.calls[-1].at})
    data = {"sitting": target.sitting, "note": str(command.data.get("note") or "")}
    return (Fact("chief-called", (target.key,), data),)


def answer_call(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    state = ctx.state.room(target.sitting, target.room)
    if len(state.calls) <= state.answered:
        return Refused("no-call", {})
    return (Fact("call-answered", (target.key,), {"sitting": target.sitting}),)


# --- folding ----------------------------------------------------------------------------------------------------------


def _misconduct(state: CandidateState, e: Recorded) -> CandidateState:
    out = replace(state, misconduct=(*state.misconduct, Done(e.wall, e.officers, e.data)))
    return replace(out, removed=e.wall) if e.data["removed"] is True and out.removed is None else out


def _opened(state: IncidentState, e: Recorded) -> IncidentState:
    if state.opened is not None:
        return state
    return replace(state, opened=Done(e.wall, e.officers, e.data), by=e.officers[0] if e.officers else "")


def _resolved(state: IncidentState, e: Recorded) -> IncidentState:
    return replace(state, resolved=Done(e.wall, e.officers, e.data))


def _suspended(state: SittingState, e: Recorded) -> SittingState:
    """Two desks that suspend the same scope suspend it once, from the first of the two."""
    scope, reason = word(e.data, "scope"), word(e.data, "reason")
    if state.pause_of(scope) is not None:
        return state
    return replace(state, pauses=(*state.pauses, Pause(scope, e.wall, reason)))


def _resumed(state: SittingState, e: Recorded) -> SittingState:
    """Ends the open suspension of its scope; two desks that resumed the same one count once."""
    pauses, found = [], False
    given = whole(e.data, "compensation", 0)
    for p in state.pauses:
        if not found and p.scope == e.data["scope"] and p.until is None:
            p, found = replace(p, until=e.wall, compensation=given), True
        pauses.append(p)
    return replace(state, pauses=tuple(pauses))


def _extended(state: SittingState, e: Recorded) -> SittingState:
    scope, ms = word(e.data, "scope"), whole(e.data, "ms", 0)
    return replace(state, extensions={**state.extensions, scope: state.extensions.get(scope, 0) + ms})


def _alarm(state: SiteState, e: Recorded) -> SiteState:
    alarm = word(e.data, "alarm")
    return replace(state, leaks={**state.leaks, alarm: state.leaks.get(alarm, Done(e.wall, e.officers, e.data))})


def _alarm_closed(state: SiteState, e: Recorded) -> SiteState:
    return replace(state, leaks_closed={**state.leaks_closed, word(e.data, "alarm"): Done(e.wall, e.officers, e.data)})


def _called(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, calls=(*state.calls, Done(e.wall, e.officers, e.data)))


def _answered(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, answered=min(len(state.calls), state.answered + 1))


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("candidate", "misconduct-recorded"): _misconduct,
    ("incident", "incident-reported"): _opened,
    ("incident", "incident-resolved"): _resolved,
    ("sitting", "exam-suspended"): _suspended,
    ("sitting", "exam-resumed"): _resumed,
    ("sitting", "time-extended"): _extended,
    ("site", "leak-alarm-raised"): _alarm,
    ("site", "leak-alarm-closed"): _alarm_closed,
    ("room", "chief-called"): _called,
    ("room", "call-answered"): _answered,
}

_SCOPE = Field("scope", "text", required=False)

COMMANDS = (
    Spec(
        "record-misconduct",
        "candidate",
        record_misconduct,
        ("misconduct-recorded",),
        (
            Field("kind", "text"),
            Field("told", "tick"),
            Field("removed", "tick", required=False),
            Field("note", "text", required=False),
        ),
    ),
    Spec(
        "report-incident",
        "room",
        report_incident,
        ("incident-reported",),
        (Field("kind", "text"), Field("note", "text", required=False)),
    ),
    Spec("resolve-incident", "incident", resolve_incident, ("incident-resolved",), (Field("decision", "text"),)),
    Spec("suspend-exam", "sitting", suspend_exam, ("exam-suspended",), (_SCOPE, Field("reason", "text"))),
    Spec(
        "resume-exam",
        "sitting",
        resume_exam,
        ("exam-resumed",),
        (_SCOPE, Field("compensation_minutes", "number", required=False)),
    ),
    Spec(
        "extend-exam",
        "sitting",
        extend_exam,
        ("time-extended",),
        (_SCOPE, Field("minutes", "number", least=1), Field("reason", "text")),
    ),
    Spec("raise-leak-alarm", "site", raise_leak_alarm, ("leak-alarm-raised",), (Field("cause", "text"),)),
    Spec(
        "close-leak-alarm",
        "site",
        close_leak_alarm,
        ("leak-alarm-closed",),
        (Field("alarm", "text"), Field("decision", "text")),
    ),
    Spec("call-chief", "room", call_chief, ("chief-called",), (Field("note", "text", required=False),)),
    Spec("answer-call", "room", answer_call, ("call-answered",)),
)
