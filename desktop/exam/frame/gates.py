"""Gates: from when, until when and after what a command is allowed. The gates themselves are data (the protocol file);
this page only knows what each condition's name means (X1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop.exam.frame.command import Refused, Target
from desktop.exam.frame.context import Context
from desktop.exam.rules.protocol import Gate

Condition = Callable[[Context, Target, int], Mapping[str, Any] | None]


def check_gate(ctx: Context, name: str, target: Target, now: int) -> Refused | None:
    """None when the command may be given here and now; otherwise the first reason, with the gate's clause."""
    if not target.sitting:
        return None
    protocol = ctx.protocol(target.sitting)
    if protocol is None:
        return Refused("no-protocol", {"mode": ctx.index.sittings[target.sitting].mode})
    gate = protocol.gates.get(name)
    if gate is None:
        return None
    if problem := _window(ctx, gate, target, now):
        return problem
    for wanted in gate.requires:
        word, _, argument = wanted.partition(":")
        if word == "step":
            facts = _step_missing(ctx, argument, target)
            code = "step-first"
        elif word == "order":
            facts = None if argument in ctx.state.sitting(target.sitting).orders else {"order": argument}
            code = "order-first"
        else:
            facts = CONDITIONS[word](ctx, target, now)
            code = word
        if facts is not None:
            return Refused(code, facts, gate.clause)
    return None


def _window(ctx: Context, gate: Gate, target: Target, now: int) -> Refused | None:
    if gate.after is not None and gate.before is not None:
        opens = ctx.moment(gate.after, target.sitting, target.room, target.candidate)
        closes = ctx.moment(gate.before, target.sitting, target.room, target.candidate)
        if closes <= opens:  # a short exam has no hand-in at all (G16)
            return Refused("no-window", {"opens": opens, "closes": closes}, gate.clause)
    if gate.after is not None:
        opens = ctx.moment(gate.after, target.sitting, target.room, target.candidate)
        if now < opens:
            return Refused("too-early", {"opens": opens, "now": now}, gate.clause)
    if gate.before is not None:
        closes = ctx.moment(gate.before, target.sitting, target.room, target.candidate)
        if now > closes:
            return Refused("too-late", {"closed": closes, "now": now}, gate.clause)
    return None


def _step_missing(ctx: Context, id: str, target: Target) -> Mapping[str, Any] | None:
    """The step a gate waits for, looked up where its scope is: the sitting or the room."""
    protocol = ctx.protocol(target.sitting)
    step = protocol.step(id) if protocol else None
    if step is None:
        return {"step": id}
    if step.scope == "sitting":
        steps = ctx.state.sitting(target.sitting).steps
    else:
        steps = ctx.state.room(target.sitting, target.room).steps
    return None if step.kind in steps else {"step": step.id, "title": step.title, "title_en": step.title_en}


def _bags_at(*places: str) -> Condition:
    def holds(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
        bags = ctx.bags(target.sitting, target.room)
        if not bags:
            return {"bag": "", "label": "", "place": ""}
        for bag in bags:
            if ctx.state.bag(bag.id).place not in places:
                return {"bag": bag.id, "label": bag.label, "place": ctx.state.bag(bag.id).place}
        return None

    return holds


def _staffed(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    """N2 at report-in: as many proctors of the room as planned (or stood in for) have reported."""
    present = ctx.state.sitting(target.sitting).reported
    for role in ("lead-proctor", "assistant-proctor"):
        people = ctx.on_duty(target.sitting, target.room, role, now)
        missing = sorted(p for p in people if p not in present)
        if missing or not people:
            return {"role": role, "missing": missing}
    return None


def _reported(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    for room in ctx.rooms(target.sitting):
        at = Target(f"room:{target.sitting}/{room}", "room", target.sitting, room)
        if (facts := _staffed(ctx, at, now)) is not None:
            return {**facts, "room": room}
    return None


def _not_suspended(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    return {} if ctx.suspended(target) else None


def _not_closed(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    if ctx.state.sitting(target.sitting).closed is not None:
        return {"sitting": target.sitting}
    if target.room and ctx.state.room(target.sitting, target.room).closed is not None:
        return {"room": target.room}
    return None


def _started(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    return None if "exam-started" in ctx.state.room(target.sitting, target.room).steps else {}


def _running(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    return {} if "exam-ended" in ctx.state.room(target.sitting, target.room).steps else None


def _balanced(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    return None if ctx.state.room(target.sitting, target.room).balanced else {}


def _accepted(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    return None if ctx.state.room(target.sitting, target.room).accepted else {}


def _approved(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    return None if ctx.state.room(target.sitting, target.room).sealing else {}


def _rooms_where(test: Callable[[Context, str, str], bool]) -> Condition:
    def holds(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
        open_ = [r for r in ctx.rooms(target.sitting) if not test(ctx, target.sitting, r)]
        return {"rooms": open_} if open_ else None

    return holds


def _nobody_out(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    out = [c for c, s in ctx.people(target.sitting, target.room) if s.status == "out"]
    return {"candidates": out} if out else None


def _no_open_conflict(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    mine = [c.id for c in ctx.conflicts() if c.sitting == target.sitting]
    return {"conflicts": mine} if mine else None


def _no_open_incident(ctx: Context, target: Target, now: int) -> Mapping[str, Any] | None:
    open_ = [
        i
        for i, s in ctx.state.incidents().items()
        if s.opened is not None and s.resolved is None and s.opened.data.get("sitting") == target.sitting
    ]
    return {"incidents": open_} if open_ else None


CONDITIONS: Mapping[str, Condition] = {
    "bags-in-office": _bags_at("office"),
    "bags-carried": _bags_at("carried"),
    "bags-in-room": _bags_at("room"),
    "bags-opened": _bags_at("opened"),
    "bags-returned": _bags_at("returned"),
    "bags-sealed": _bags_at("sealed", "departed", "received"),
    "room-staffed": _staffed,
    "rooms-staffed": _reported,
    "not-suspended": _not_suspended,
    "not-closed": _not_closed,
    "exam-started": _started,
    "exam-running": _running,
    "balanced": _balanced,
    "accepted": _accepted,
    "approved": _approved,
    "nobody-out": _nobody_out,
    "rooms-sealed": _rooms_where(
        lambda c, s, r: all(c.state.bag(b.id).place in ("sealed", "departed", "received") for b in c.bags(s, r))
    ),
    "rooms-closed": _rooms_where(lambda c, s, r: c.state.room(s, r).closed is not None),
    "no-open-conflict": _no_open_conflict,
    "no-open-incident": _no_open_incident,
}
