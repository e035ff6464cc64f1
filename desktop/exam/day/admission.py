"""What the door writes: every check is an entry, refusals and annulments too (DESIGN section 5, U8, U9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.exam.day.verdict import Reading, Verdict, judge
from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, candidate_key
from desktop.exam.frame.context import Context
from desktop.exam.frame.given import whole, word
from desktop.exam.frame.rights import may
from desktop.exam.frame.state import Admission, CandidateState, Done, Recorded, changed

REFUSABLE = ("face-mismatch", "document-doubtful", "prohibited-item", "disturbance")


def reading_of(data: Mapping[str, Any]) -> Reading:
    """A command's data as a reading. `ticket` missing means looked at by eye, empty means none was shown."""
    return Reading(
        number=str(data.get("number", "")),
        name=str(data.get("name", "")),
        document_type=str(data.get("document_type", "")),
        expires=str(data.get("expires", "")),
        ticket=data.get("ticket"),
        method=str(data.get("method", "reader")),
        unreadable=data.get("unreadable") is True,
        other_name=str(data.get("other_name", "")),
        other_numbers=tuple(data.get("other_numbers") or ()),
        sex=data.get("sex") or "unknown",
        birth=str(data.get("birth", "")),
        valid_from=str(data.get("valid_from", "")),
        token=str(data.get("token", "")),
        authenticity=str(data.get("authenticity", "")),
        chosen=str(data.get("chosen", "")),
    )


def check_facts(ctx: Context, room: Target, reading: Reading, verdict: Verdict) -> tuple[Fact, ...]:
    """The entry of one check: admitted or refused, with the decision shown then, mode and plan revision (U4, U5)."""
    shared: dict[str, Any] = {
        "sitting": room.sitting,
        "room": room.room,
        "code": verdict.code,
        "method": reading.method,
        "mode": "local",
        "revision": ctx.index.plan.revision,
        "ticket": "seen" if reading.ticket is None else "scanned" if reading.ticket else "none",
    }
    if verdict.admits and verdict.place is not None:
        data = {**shared, "seat": verdict.place.number, "late": verdict.late}
        if verdict.warnings:
            data["warnings"] = list(verdict.warnings)
        return (Fact("candidate-admitted", (candidate_key(room.sitting, verdict.candidate), room.key), data),)
    if verdict.candidate:
        about: tuple[str, ...] = (candidate_key(room.sitting, verdict.candidate), room.key)
    else:
        about = (room.key,)
    return (Fact("candidate-refused", about, shared),)


def check_candidate(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """One door check. It always writes: a refusal is an event, not a failed command."""
    reading = reading_of(command.data)
    verdict = judge(ctx, target, reading, standing_for(ctx, target, command.officers, now), now)
    return check_facts(ctx, target, reading, verdict)


def standing_for(ctx: Context, room: Target, officers: Sequence[str], now: int) -> int:
    """How many people stand for a check (G5): those on duty in this sitting now, if one of them has this door."""
    on_duty = [o for o in dict.fromkeys(officers) if ctx.duties_of(room.sitting, o, now)]
    return len(on_duty) if any(may(ctx, o, "confirm-signature", room, now) for o in on_duty) else 0


def refuse_candidate(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The officer at the door refuses for a reason no reader sees: another face, a doubtful document."""
    code = str(command.data["code"])
    if ctx.state.candidate(target.sitting, target.candidate).admission is not None:
        return Refused("already-admitted", {"candidate": target.candidate})
    data = {"sitting": target.sitting, "room": target.room, "code": code, "method": "officer", "mode": "local"}
    return (Fact("candidate-refused", (target.key, target.room_key), data),)


def confirm_signature(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.admission is None:
        return Refused("not-admitted", {"candidate": target.candidate})
    if state.signed is not None:
        return Refused("already-signed", {"at": state.signed})
    return (Fact("signature-confirmed", (target.key,), {"sitting": target.sitting}),)


def admit_by_order(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A chief admits after a refusal a chief may overrule; who and why stay in the entry (`forced`)."""
    state = ctx.state.candidate(target.sitting, target.candidate)
    place = ctx.place(target.sitting, target.candidate)
    if place is None:
        return Refused("no-seat", {"candidate": target.candidate})
    if state.admission is not None:
        return Refused("already-admitted", {"candidate": target.candidate})
    if state.absent is not None:
        return Refused("absentees-frozen", {"room": target.room}, ctx.rules.clause("C3"))
    if not state.refusals:
        return Refused("nothing-to-overrule", {"candidate": target.candidate})
    code = state.refusals[-1][1]
    if code not in ctx.rules.overridable:
        return Refused("not-overridable", {"code": code}, ctx.rules.clause(code))
    room = Target(target.room_key, "room", target.sitting, target.room)
    who = ctx.index.candidates[target.candidate]
    verdict = judge(ctx, room, Reading(number=who.document_number, method="order", chosen=who.id), 2, now)
    if not verdict.admits and verdict.code not in ctx.rules.overridable:
        return Refused("not-overridable", {"code": verdict.code}, ctx.rules.clause(verdict.code))
    data = {
        "sitting": target.sitting,
        "room": target.room,
        "seat": place.number,
        "late": verdict.late,
        "code": code,
        "method": "order",
        "mode": "local",
        "revision": ctx.index.plan.revision,
        "forced": True,
        "reason": command.data["reason"],
    }
    return (Fact("candidate-admitted", (target.key, target.room_key), data),)


def annul_admission(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.admission is None:
        return Refused("not-admitted", {"candidate": target.candidate})
    if state.handed_in is not None or state.removed is not None:
        return Refused("has-left", {"at": state.handed_in or state.removed})
    room = ctx.state.room(target.sitting, target.room)
    if room.balanced:
        return Refused("papers-counted", {"room": target.room})
    if "absentees-frozen" in room.steps:  # one name is no longer enough (U22)
        return Refused("absentees-frozen", {"room": target.room}, ctx.rules.clause("C3"))
    data = {
        "sitting": target.sitting,
        "reason": command.data["reason"],
        "desk": state.admission.desk,
        "number": state.admission.number,
    }
    return (Fact("admission-annulled", (target.key, target.room_key), data),)


def check_at_seat(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The second check of documents at the seat (C4, App5 8:30)."""
    state = ctx.state.candidate(target.sitting, target.candidate)
    if state.status not in ("present", "out"):
        return Refused("not-present", {"candidate": target.candidate, "status": state.status})
    data = {"sitting": target.sitting, "result": command.data["result"]}
    return (Fact("candidate-checked-at-seat", (target.key,), data),)


def reissue_ticket(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """The office prints the ticket again under the chief's name (G3)."""
    return (Fact("ticket-reissued", (target.key,), {"sitting": target.sitting, "reason": command.data["reason"]}),)


# --- folding ----------------------------------------------------------------------------------------------------------


def admitted(state: CandidateState, e: Recorded) -> CandidateState:
    d = e.data
    room, seat, late, method = word(d, "room"), whole(d, "seat", 0), whole(d, "late", 0), word(d, "method")
    one = Admission(e.wall, e.desk, e.number, room, seat, late, d.get("forced") is True, method, e.officers)
    if state.admission is not None:
        return changed(state, rivals=(*state.rivals, one))
    return changed(state, admission=one)


def refused(state: CandidateState, e: Recorded) -> CandidateState:
    return changed(state, refusals=(*state.refusals, (e.wall, word(e.data, "code"))))


def annulled(state: CandidateState, e: Recorded) -> CandidateState:
    """Undo the very admission that was meant; where two stood, the other one stands from now on."""
    meant = (word(e.data, "desk"), whole(e.data, "number"))
    left = [a for a in (state.admission, *state.rivals) if a is not None and (a.desk, a.number) != meant]
    first = left[0] if left else None
    signed = state.signed if first else None
    return changed(state, admission=first, rivals=tuple(left[1:]), annulled=state.annulled + 1, signed=signed)


def _signed(state: CandidateState, e: Recorded) -> CandidateState:
    return changed(state, signed=e.wall)


def _second_check(state: CandidateState, e: Recorded) -> CandidateState:
    return changed(state, second_check=Done(e.wall, e.officers, e.data))


def _reissued(state: CandidateState, e: Recorded) -> CandidateState:
    return changed(state, ticket_reissued=e.wall)


APPLY = {
    ("candidate", "candidate-admitted"): admitted,
    ("candidate", "candidate-refused"): refused,
    ("candidate", "signature-confirmed"): _signed,
    ("candidate", "admission-annulled"): annulled,
    ("candidate", "candidate-checked-at-seat"): _second_check,
    ("candidate", "ticket-reissued"): _reissued,
}

_READING = (
    Field("number", "text", required=False),
    Field("name", "text", required=False),
    Field("document_type", "text", required=False),
    Field("expires", "text", required=False),
    Field("ticket", "text", required=False),
    Field("method", "choice", required=False, choices=("reader", "wedge", "typed", "camera", "token", "virtual")),
    Field("unreadable", "tick", required=False),
    Field("other_name", "text", required=False),
    Field("other_numbers", "list", required=False),
    Field("sex", "choice", required=False, choices=("male", "female", "unknown")),
    Field("birth", "text", required=False),
    Field("valid_from", "text", required=False),
    Field("token", "text", required=False),
    Field("authenticity", "choice", required=False, choices=("verified", "not-verified", "failed")),
    Field("chosen", "candidate", required=False),
)

COMMANDS = (
    Spec("check-candidate", "room", check_candidate, ("candidate-admitted", "candidate-refused"), _READING, False),
    Spec(
        "refuse-candidate",
        "candidate",
        refuse_candidate,
        ("candidate-refused",),
        (Field("code", "choice", choices=REFUSABLE),),
    ),
    Spec("confirm-signature", "candidate", confirm_signature, ("signature-confirmed",)),
    Spec("admit-by-order", "candidate", admit_by_order, ("candidate-admitted",), (Field("reason", "text"),)),
    Spec("annul-admission", "candidate", annul_admission, ("admission-annulled",), (Field("reason", "text"),)),
    Spec(
        "check-at-seat",
        "candidate",
        check_at_seat,
        ("candidate-checked-at-seat",),
        (Field("result", "choice", choices=("same", "different", "document-missing")),),
    ),
    Spec("reissue-ticket", "candidate", reissue_ticket, ("ticket-reissued",), (Field("reason", "text"),)),
)
