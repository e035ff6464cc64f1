"""The morning's spine: the chief's orders, the steps that are ticked, and where every step stands (S)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Rule, Spec, Target
from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.frame.state import Done, Recorded, RoomState, SittingState
from desktop.exam.rules.protocol import Step

ORDERS = ("prepare", "start", "fifteen-minutes", "end")


def give_order(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The chief's 预备, 开始, 还剩 15 分钟, 结束 (App4 §1(4)): never before their time, each once, in order."""
    order = str(command.data["order"])
    given = ctx.state.sitting(target.sitting).orders
    if order in given:
        return Refused("order-given", {"order": order, "at": given[order].at})
    before = ORDERS[: ORDERS.index(order)]
    if missing := [o for o in before if o in ("start",) and o not in given]:
        return Refused("order-first", {"order": missing[0]})
    due = {
        "prepare": ctx.start(target.sitting) - ctx.rules.minutes("prepare-before"),
        "start": ctx.start(target.sitting),
        "fifteen-minutes": ctx.end(target.sitting) - ctx.rules.minutes("hand-in-stops-before"),
        "end": ctx.end(target.sitting),
    }[order]
    if now < due:
        return Refused("too-early", {"opens": due, "now": now}, ctx.rules.clause("order"))
    data = {"sitting": target.sitting, "order": order, "planned": due}
    return (Fact("order-given", (target.key,), data),)


def acknowledge_order(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    order = str(command.data["order"])
    if order not in ctx.state.sitting(target.sitting).orders:
        return Refused("order-first", {"order": order})
    if order in ctx.state.room(target.sitting, target.room).acknowledged:
        return Refused("already-done", {"order": order})
    return (Fact("order-acknowledged", (target.key,), {"sitting": target.sitting, "order": order}),)


def tick(kind: str, must: tuple[str, ...] = ()) -> Rule:
    """A step somebody does and ticks once. `must` names ticks that have to be true, not merely present."""

    def rule(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
        steps: Mapping[str, Done]
        if target.type == "room":
            steps = ctx.state.room(target.sitting, target.room).steps
        else:
            steps = ctx.state.sitting(target.sitting).steps
        if kind in steps:
            return Refused("already-done", {"at": steps[kind].at, "step": kind})
        for name in must:
            if command.data.get(name) is not True:
                return Refused("tick-missing", {"field": name})
        return (Fact(kind, (target.key,), {"sitting": target.sitting, **command.data}),)

    return rule


def end_exam(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The end in one room: not before its own end, extensions and compensation included."""
    ends = max(
        [ctx.end(target.sitting, target.room)]
        + [
            ctx.end(target.sitting, target.room, c)
            for c, s in ctx.people(target.sitting, target.room)
            if s.status in ("present", "out")
        ]
    )
    if now < ends:
        return Refused("too-early", {"opens": ends, "now": now}, ctx.rules.clause("end"))
    return tick("exam-ended")(ctx, command, target, now)


# --- where every step stands ------------------------------------------------------------------------------------------

Standing = Literal["done", "due", "late", "waiting"]


@dataclass(frozen=True, slots=True)
class StepStanding:
    """One step in one place. `due` is its time there; `done` of `total` parts; `at` when the last one was done."""

    step: Step
    due: int
    done: int
    total: int
    at: int | None
    standing: Standing


def step_standing(ctx: Context, step: Step, sitting: str, room: str, now: int) -> StepStanding:
    """How a step stands in a room (or, for a step of the sitting, at the site) at `now`."""
    due = ctx.moment(step.at, sitting, room)
    times = _times(ctx, step, sitting, room)
    done = [t for t in times if t is not None]
    at = max(done) if done else None
    standing: Standing
    if times and len(done) == len(times):
        standing = "done"
    elif now > due + step.late_after * MINUTE:
        standing = "late"
    else:
        standing = "due" if now >= due - step.late_after * MINUTE else "waiting"
    return StepStanding(step, due, len(done), len(times), at, standing)


def _times(ctx: Context, step: Step, sitting: str, room: str) -> list[int | None]:
    """When each part of the step was done, None for parts still open."""
    if step.each == "staff":
        reported = ctx.state.sitting(sitting).reported
        staff = dict.fromkeys(d.staff for d in ctx.index.plan.duties if d.sitting == sitting)
        for change in ctx.state.sitting(sitting).duty_changes:
            if change.lasting and change.stand_in in ctx.index.staff:
                staff.pop(change.absent, None)
                staff[change.stand_in] = None
        return [reported.get(s) for s in staff]
    if step.each == "bag":
        mine = [b for b in ctx.index.plan.bags if b.sitting == sitting and not ctx.state.bag(b.id).withdrawn]
        bags = ctx.bags(sitting, room) if room else mine
        hops = [{kind: at for at, kind, _ in ctx.state.bag(b.id).hops} for b in bags]
        return [h.get(step.kind) for h in hops]
    if step.scope == "sitting":
        done = ctx.state.sitting(sitting).steps.get(step.kind)
    else:
        done = ctx.state.room(sitting, room).steps.get(step.kind)
    return [done.at if done else None]


# --- folding ----------------------------------------------------------------------------------------------------------


def room_step(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, steps={**state.steps, e.kind: Done(e.wall, e.officers, e.data)})


def sitting_step(state: SittingState, e: Recorded) -> SittingState:
    return replace(state, steps={**state.steps, e.kind: Done(e.wall, e.officers, e.data)})


def _ordered(state: SittingState, e: Recorded) -> SittingState:
    order = str(e.data["order"])
    done = Done(e.wall, e.officers, e.data)
    return replace(state, orders={**state.orders, order: state.orders.get(order, done)})


def _acknowledged(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, acknowledged={**state.acknowledged, str(e.data["order"]): Done(e.wall, e.officers, e.data)})


ROOM_TICKS = (
    "room-prepared",
    "door-opened",
    "rules-read",
    "papers-handed-out",
    "exam-started",
    "fifteen-announced",
    "exam-ended",
    "candidates-released",
    "record-filled",
)

APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    **{("room", kind): room_step for kind in ROOM_TICKS},
    ("sitting", "staff-briefed"): sitting_step,
    ("sitting", "order-given"): _ordered,
    ("room", "order-acknowledged"): _acknowledged,
}


def _tick(name: str, kind: str, about: Literal["room", "sitting"], ticks: tuple[str, ...], *more: Field) -> Spec:
    return Spec(name, about, tick(kind, ticks), (kind,), tuple(Field(t, "tick") for t in ticks) + more)


COMMANDS = (
    Spec("give-order", "sitting", give_order, ("order-given",), (Field("order", "choice", choices=ORDERS),)),
    Spec(
        "acknowledge-order",
        "room",
        acknowledge_order,
        ("order-acknowledged",),
        (Field("order", "choice", choices=ORDERS),),
    ),
    _tick("brief-staff", "staff-briefed", "sitting", ("lists_announced", "clocks_compared")),
    _tick(
        "prepare-room",
        "room-prepared",
        "room",
        ("board_written", "rules_posted", "labels_placed", "desks_cleared", "clock_checked", "bag_store"),
        Field("note", "text", required=False),
    ),
    _tick("open-door", "door-opened", "room", ()),
    _tick("read-rules", "rules-read", "room", (), Field("text_version", "text", required=False)),
    _tick("hand-out-papers", "papers-handed-out", "room", ("absentee_desks_empty",)),
    _tick("start-exam", "exam-started", "room", ()),
    _tick("announce-fifteen", "fifteen-announced", "room", ()),
    _tick("fill-record", "record-filled", "room", ()),
    Spec("end-exam", "room", end_exam, ("exam-ended",)),
    _tick("release-candidates", "candidates-released", "room", ()),
)
