"""The people on duty: report-in, briefing records, badges, clocks, replacements and stand-ins (N2, N5, N12, R)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, room_key
from desktop.exam.frame.context import Context
from desktop.exam.frame.given import word, word_or_empty
from desktop.exam.frame.state import Done, DutyChange, Recorded, RoomState, SittingState, StaffState


def report_staff(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """7:30: who has come, person by person."""
    staff = str(command.data["staff"])
    if staff not in ctx.index.staff:
        return Refused("officer-unknown", {"officer": staff})
    if staff in ctx.state.sitting(target.sitting).reported:
        return Refused("already-done", {"officer": staff})
    return (Fact("staff-reported", (target.key, f"staff:{staff}"), {"sitting": target.sitting, "staff": staff}),)


def check_clock(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """7:35: a room's clock against the site's; more than the limit off means it is set and the setting is recorded."""
    seconds = int(command.data["seconds_off"])
    limit = ctx.rules.value("clock-limit")
    if abs(seconds) > limit and command.data.get("reset") is not True:
        return Refused("clock-off", {"seconds": seconds, "limit": limit}, ctx.rules.clause("clock-limit"))
    data = {"sitting": target.sitting, "seconds_off": seconds, "reset": command.data.get("reset") is True}
    return (Fact("clock-checked", (target.key,), data),)


def replace_staff(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The chief puts another person in somebody's duty for good (App4 §1(5)); avoidance holds for the new one too."""
    return _change(ctx, command, target, now, "staff-replaced", ())


def start_stand_in(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A roving proctor takes a proctor's place for a while (App4 §4(4)), from now until `end-stand-in`."""
    if command.data["role"] not in ("lead-proctor", "assistant-proctor"):
        return Refused("only-proctors", {"role": command.data["role"]}, ctx.rules.clause("stand-in"))
    return _change(ctx, command, target, now, "stand-in-started", ("roving-proctor",))


def _change(
    ctx: Context, command: Command, target: Target, now: int, kind: str, from_roles: tuple[str, ...]
) -> Outcome:
    absent, stand_in, role = (str(command.data[k]) for k in ("absent", "stand_in", "role"))
    given = str(command.data.get("room") or "")
    room = ctx.index.room(given) if given else None
    if given and room is None:
        return Refused("room-unknown", {"room": given})
    where = room.id if room else None
    for person in (absent, stand_in):
        if person not in ctx.index.staff:
            return Refused("officer-unknown", {"officer": person})
    if absent == stand_in:
        return Refused("same-person", {"officer": absent})
    if _running(ctx.state.sitting(target.sitting), absent) is not None:
        return Refused("standing-in", {"officer": absent})
    if absent not in ctx.on_duty(target.sitting, where, role, now):
        return Refused("not-on-duty", {"officer": absent, "role": role})
    held = ctx.duties_of(target.sitting, stand_in, now)
    if any(r not in ("roving-proctor", "support", "office") for r, _ in held):
        return Refused("has-duty", {"officer": stand_in, "role": held[0][0]}, ctx.rules.clause("N5"))
    if from_roles and not any(r in from_roles for r, _ in held):
        return Refused("not-roving", {"officer": stand_in}, ctx.rules.clause("stand-in"))
    if where and (whom := avoided(ctx, stand_in, target.sitting, where, now)):
        return Refused("avoidance", {"officer": stand_in, "because": whom}, ctx.rules.clause("avoidance"))
    data = {
        "sitting": target.sitting,
        "room": where,
        "role": role,
        "absent": absent,
        "stand_in": stand_in,
        "reason": command.data["reason"],
    }
    about = (target.key, f"staff:{absent}", f"staff:{stand_in}")
    return (Fact(kind, (*about, room_key(target.sitting, where)) if where else about, data),)


def end_stand_in(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    stand_in = str(command.data["stand_in"])
    current = _running(ctx.state.sitting(target.sitting), stand_in)
    if current is None:
        return Refused("not-standing-in", {"officer": stand_in})
    data = {"sitting": target.sitting, "stand_in": stand_in, "room": current.room, "role": current.role}
    about = (target.key, f"staff:{stand_in}")
    return (Fact("stand-in-ended", (*about, room_key(target.sitting, current.room)) if current.room else about, data),)


def _running(state: SittingState, stand_in: str) -> DutyChange | None:
    return next((c for c in state.duty_changes if c.stand_in == stand_in and not c.lasting and c.until is None), None)


def avoided(ctx: Context, staff: str, sitting: str, room: str, now: int) -> str | None:
    """The id of a candidate or colleague in the room this person must avoid, or who avoids this person (002 Art 17)."""
    me = ctx.index.staff[staff]
    words = set(me.avoids)
    for candidate, _ in ctx.people(sitting, room):
        who = ctx.index.candidates[candidate]
        if words and words & {who.name, who.employer, who.document_number}:
            return candidate
    for role in ("lead-proctor", "assistant-proctor"):
        for other in ctx.on_duty(sitting, room, role, now):
            person = ctx.index.staff[other]
            if other != staff and (words & _known_as(ctx, other) or set(person.avoids) & _known_as(ctx, staff)):
                return other
    return None


def _known_as(ctx: Context, staff: str) -> set[str]:
    person = ctx.index.staff[staff]
    return {w for w in (person.name, person.document_number) if w}


def issue_badge(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    if ctx.state.staff(target.id).badge_out:
        return Refused("badge-out", {"officer": target.id})
    return (Fact("badge-issued", (target.key,), {"badge": str(command.data.get("badge") or target.id)}),)


def return_badge(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    if not ctx.state.staff(target.id).badge_out:
        return Refused("badge-not-out", {"officer": target.id})
    return (Fact("badge-returned", (target.key,), {"badge": ctx.state.staff(target.id).badge}),)


def record_training(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    return (Fact("training-recorded", (target.key,), {"subject": command.data["subject"]}),)


def sign_work_record(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Everyone signs the own work record (Art 21)."""
    if target.id not in command.officers:
        return Refused("own-record-only", {"officer": target.id}, ctx.rules.clause("work-record"))
    return (Fact("work-record-signed", (target.key,), {}),)


# --- folding ----------------------------------------------------------------------------------------------------------


def _reported(state: SittingState, e: Recorded) -> SittingState:
    staff = word(e.data, "staff")
    return replace(state, reported={**state.reported, staff: state.reported.get(staff, e.wall)})


def _changed(state: SittingState, e: Recorded) -> SittingState:
    d = e.data
    lasting = e.kind == "staff-replaced"
    people = word(d, "absent"), word(d, "stand_in")
    room = word_or_empty(d, "room") or None
    one = DutyChange(room, word(d, "role"), *people, e.wall, None, lasting, word(d, "reason"))
    return replace(state, duty_changes=(*state.duty_changes, one))


def _ended(state: SittingState, e: Recorded) -> SittingState:
    current = _running(state, word(e.data, "stand_in"))
    if current is None:
        return state
    closed = replace(current, until=e.wall)
    return replace(state, duty_changes=tuple(closed if c is current else c for c in state.duty_changes))


def _clock(state: RoomState, e: Recorded) -> RoomState:
    return replace(state, steps={**state.steps, e.kind: Done(e.wall, e.officers, e.data)})


def _badge_out(state: StaffState, e: Recorded) -> StaffState:
    return replace(state, badge=str(e.data["badge"]), badge_out=True)


def _badge_back(state: StaffState, e: Recorded) -> StaffState:
    return replace(state, badge_out=False)


def _trained(state: StaffState, e: Recorded) -> StaffState:
    return replace(state, trained=Done(e.wall, e.officers, e.data))


def _work_record(state: StaffState, e: Recorded) -> StaffState:
    return replace(state, work_record=Done(e.wall, e.officers, e.data))


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("sitting", "staff-reported"): _reported,
    ("sitting", "staff-replaced"): _changed,
    ("sitting", "stand-in-started"): _changed,
    ("sitting", "stand-in-ended"): _ended,
    ("room", "clock-checked"): _clock,
    ("staff", "badge-issued"): _badge_out,
    ("staff", "badge-returned"): _badge_back,
    ("staff", "training-recorded"): _trained,
    ("staff", "work-record-signed"): _work_record,
}

_ROLES = ("chief", "deputy-chief", "lead-proctor", "assistant-proctor", "roving-proctor", "office", "confidentiality")
_CHANGE = (
    Field("room", "room", required=False),
    Field("role", "choice", choices=_ROLES),
    Field("absent", "staff"),
    Field("stand_in", "staff"),
    Field("reason", "text"),
)

COMMANDS = (
    Spec("report-staff", "sitting", report_staff, ("staff-reported",), (Field("staff", "staff"),)),
    Spec(
        "check-clock",
        "room",
        check_clock,
        ("clock-checked",),
        (Field("seconds_off", "number", least=-86_400, most=86_400), Field("reset", "tick", required=False)),
    ),
    Spec("replace-staff", "sitting", replace_staff, ("staff-replaced",), _CHANGE),
    Spec("start-stand-in", "sitting", start_stand_in, ("stand-in-started",), _CHANGE),
    Spec("end-stand-in", "sitting", end_stand_in, ("stand-in-ended",), (Field("stand_in", "staff"),)),
    Spec("issue-badge", "staff", issue_badge, ("badge-issued",), (Field("badge", "text", required=False),)),
    Spec("return-badge", "staff", return_badge, ("badge-returned",)),
    Spec("record-training", "staff", record_training, ("training-recorded",), (Field("subject", "text"),)),
    Spec("sign-work-record", "staff", sign_work_record, ("work-record-signed",)),
)
