"""Putting right what was wrong, never by overwriting: corrections (Art 28), moved seats, conflicts decided, bars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.exam.day.custody import bag_decided
from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, candidate_key, room_key
from desktop.exam.frame.context import Context, version_of
from desktop.exam.frame.given import whole, word, words
from desktop.exam.frame.state import Admission, CandidateState, Done, MovedSeat, Recorded, RoomState, SiteState

CORRECTABLE = ("name", "document_number", "document_type", "sex", "employer", "phone", "photo")


def correct_candidate(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """信息更正 (Art 28). The new value is an attachment; the entry holds its hash, the field and the reason only."""
    sha = str(command.data["attachment"])
    if len(sha) != 64 or set(sha) - set("0123456789abcdef"):
        return Refused("data-wrong", {"field": "attachment", "command": command.name})
    who = ctx.index.candidates[target.candidate]
    about = tuple(candidate_key(s, who.id) for s in who.sittings) or (target.key,)
    data = {"field": command.data["field"], "attachment": sha, "reason": command.data["reason"]}
    return (Fact("candidate-corrected", about, data),)


def move_seat(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """After publishing a seat moves by an entry. Nobody moves onto a taken seat, nor once the room has counted."""
    room = ctx.index.room(str(command.data["room"]))
    if room is None:
        return Refused("room-unknown", {"room": command.data["room"]})
    number = int(command.data["number"])
    place = ctx.place(target.sitting, target.candidate)
    old = place.room if place else ""
    for r in {room.id, old} - {""}:
        there = ctx.state.room(target.sitting, r)
        if there.counts:
            return Refused("papers-counted", {"room": r})
        if there.closed is not None:
            return Refused("not-closed", {"room": r})
        if "absentees-frozen" in there.steps and old != room.id:
            return Refused("absentees-frozen", {"room": r}, ctx.rules.clause("C3"))
    for other, _ in ctx.people(target.sitting, room.id):
        at = ctx.place(target.sitting, other)
        if other != target.candidate and at is not None and at.number == number:
            return Refused("seat-taken", {"seat": number})
    if not _paper_there(ctx, target, room.id):
        return Refused("paper-not-there", {"room": room.id, "candidate": target.candidate})
    if number > room.capacity:
        return Refused("no-such-seat", {"seat": number, "capacity": room.capacity})
    if ctx.state.candidate(target.sitting, target.candidate).admission is not None and old != room.id:
        return Refused("already-admitted", {"candidate": target.candidate})
    data = {
        "sitting": target.sitting,
        "room": room.id,
        "seat": number,
        "row": int(command.data.get("row") or 0),
        "column": int(command.data.get("column") or 0),
        "reason": command.data["reason"],
    }
    facts = [Fact("seat-moved", (target.key,), data)]
    if old != room.id:
        if old:
            left = {"candidate": target.candidate, "to": room.id}
            facts.append(Fact("candidate-moved-out", (room_key(target.sitting, old),), left))
        joined = {"candidate": target.candidate, "from": old}
        facts.append(Fact("candidate-moved-in", (room_key(target.sitting, room.id),), joined))
    return tuple(facts)


def _paper_there(ctx: Context, target: Target, room: str) -> bool:
    """Whether the room has the candidate's paper; always so where the sitting has no paper bags at all."""
    if not any(b.sitting == target.sitting for b in ctx.index.plan.bags):
        return True
    who = ctx.index.candidates[target.candidate]
    papers = {(b.occupation, b.direction, b.level) for b in ctx.bags(target.sitting, room)}
    own = {(who.occupation, who.direction, who.level), (who.occupation, "", who.level)}
    return bool(papers & own)


def correct_attendance(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Admission over, the chief and the lead proctor put attendance right together (U22), until the papers balance."""
    state, room = ctx.state.candidate(target.sitting, target.candidate), ctx.state.room(target.sitting, target.room)
    if room.balanced:
        return Refused("papers-counted", {"room": target.room})
    if state.handed_in is not None or state.removed is not None:
        return Refused("has-left", {"at": state.handed_in or state.removed})
    present = command.data["attendance"] == "present"
    if (state.admission is not None) == present and (state.absent is None) == present:
        return Refused("attendance-same", {"candidate": target.candidate})
    place = ctx.place(target.sitting, target.candidate)
    if place is None:
        return Refused("no-seat", {"candidate": target.candidate})
    data = {
        "sitting": target.sitting,
        "room": place.room,
        "seat": place.number,
        "attendance": command.data["attendance"],
        "reason": command.data["reason"],
    }
    return (Fact("attendance-corrected", (target.key, target.room_key), data),)


def bar_candidate(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    if ctx.state.candidate(target.sitting, target.candidate).barred:
        return Refused("already-done", {"candidate": target.candidate})
    return (Fact("candidate-barred", (target.key,), {"reason": command.data["reason"]}),)


def lift_bar(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    if not ctx.state.candidate(target.sitting, target.candidate).barred:
        return Refused("not-barred", {"candidate": target.candidate})
    return (Fact("bar-lifted", (target.key,), {"reason": command.data["reason"]}),)


def resolve_conflict(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """A chief decides between two records of one thing; both stay in the record (U3, U17)."""
    id = str(command.data["conflict"])
    conflict = next((c for c in ctx.conflicts() if c.id == id), None)
    if conflict is None:
        return Refused("no-such-conflict", {"conflict": id})
    keep = int(command.data["keep"])
    if not 1 <= keep <= len(conflict.versions):
        return Refused("data-wrong", {"field": "keep", "command": command.name})
    about = conflict.about.partition("#")[0]
    named = [version_of(v) for v in conflict.versions]
    data = {
        "conflict": id,
        "keep": keep,
        "kept": named[keep - 1],
        "dropped": [v for i, v in enumerate(named) if i != keep - 1],
        "reason": command.data["reason"],
    }
    return (Fact("conflict-resolved", (target.key, about), data),)


def note_supervision(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Supervisors look and note; they change nothing (Art 27)."""
    return (Fact("supervision-noted", (target.key,), {"note": command.data["note"]}),)


# --- folding ----------------------------------------------------------------------------------------------------------


def _corrected(state: CandidateState, e: Recorded) -> CandidateState:
    return replace(state, corrections=(*state.corrections, Done(e.wall, e.officers, e.data)))


def _moved(state: CandidateState, e: Recorded) -> CandidateState:
    """Somebody already in the room moves with the seat."""
    d = e.data
    seat = MovedSeat(word(d, "room"), whole(d, "seat", 0), whole(d, "row", 0), whole(d, "column", 0))
    admission = state.admission
    if admission is not None and admission.room == seat.room:
        admission = admission._replace(seat=seat.number)
    return replace(state, seat=seat, admission=admission)


def _attendance(state: CandidateState, e: Recorded) -> CandidateState:
    if word(e.data, "attendance") == "absent":
        return replace(state, admission=None, rivals=(), absent=e.wall, signed=None)
    room, seat = word(e.data, "room"), whole(e.data, "seat", 0)
    one = Admission(e.wall, e.desk, e.number, room, seat, 0, True, "correction", e.officers)
    return replace(state, admission=state.admission or one, absent=None)


def _left(state: RoomState, e: Recorded) -> RoomState:
    """Someone moved in before leaves that list; someone of the plan is moved out."""
    who = word(e.data, "candidate")
    if who in state.moved_in:
        return replace(state, moved_in=tuple(c for c in state.moved_in if c != who))
    return replace(state, moved_out=(*state.moved_out, who)) if who not in state.moved_out else state


def _joined(state: RoomState, e: Recorded) -> RoomState:
    """Back in the room of the plan is no longer moved out; otherwise moved in, once."""
    who = word(e.data, "candidate")
    if who in state.moved_out:
        return replace(state, moved_out=tuple(c for c in state.moved_out if c != who))
    return replace(state, moved_in=(*state.moved_in, who)) if who not in state.moved_in else state


def _barred(state: CandidateState, e: Recorded) -> CandidateState:
    return replace(state, barred=word(e.data, "reason") or "barred")


def _lifted(state: CandidateState, e: Recorded) -> CandidateState:
    return replace(state, barred="")


def _resolved(state: SiteState, e: Recorded) -> SiteState:
    return replace(state, resolutions={**state.resolutions, word(e.data, "conflict"): Done(e.wall, e.officers, e.data)})


def _candidate_resolved(state: CandidateState, e: Recorded) -> CandidateState:
    """What was dropped stays in the record only. An admission the chief had not seen then stays to be decided."""
    kind = word(e.data, "conflict").partition("@")[0]
    if kind not in ("admitted-twice", "absent-and-admitted"):
        return state
    dropped = set(words(e.data, "dropped"))
    left = [a for a in (state.admission, *state.rivals) if a is not None and version_of(a) not in dropped]
    absent = None if "absent" in dropped else state.absent
    return replace(state, admission=left[0] if left else None, rivals=tuple(left[1:]), absent=absent)


def _noted(state: SiteState, e: Recorded) -> SiteState:
    return replace(state, notes=(*state.notes, Done(e.wall, e.officers, e.data)))


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("candidate", "candidate-corrected"): _corrected,
    ("candidate", "seat-moved"): _moved,
    ("room", "candidate-moved-out"): _left,
    ("room", "candidate-moved-in"): _joined,
    ("candidate", "candidate-barred"): _barred,
    ("candidate", "bar-lifted"): _lifted,
    ("site", "conflict-resolved"): _resolved,
    ("candidate", "conflict-resolved"): _candidate_resolved,
    ("bag", "conflict-resolved"): bag_decided,
    ("candidate", "attendance-corrected"): _attendance,
    ("site", "supervision-noted"): _noted,
}

_REASON = Field("reason", "text")

COMMANDS = (
    Spec(
        "correct-candidate",
        "candidate",
        correct_candidate,
        ("candidate-corrected",),
        (Field("field", "choice", choices=CORRECTABLE), Field("attachment", "text"), _REASON),
    ),
    Spec(
        "move-seat",
        "candidate",
        move_seat,
        ("seat-moved", "candidate-moved-out", "candidate-moved-in"),
        (
            Field("room", "room"),
            Field("number", "number", least=1, most=500),
            Field("row", "number", required=False),
            Field("column", "number", required=False),
            _REASON,
        ),
    ),
    Spec(
        "correct-attendance",
        "candidate",
        correct_attendance,
        ("attendance-corrected",),
        (Field("attendance", "choice", choices=("present", "absent")), _REASON),
    ),
    Spec("bar-candidate", "candidate", bar_candidate, ("candidate-barred",), (_REASON,)),
    Spec("lift-bar", "candidate", lift_bar, ("bar-lifted",), (_REASON,)),
    Spec(
        "resolve-conflict",
        "site",
        resolve_conflict,
        ("conflict-resolved",),
        (Field("conflict", "text"), Field("keep", "number", least=1, most=99), _REASON),
    ),
    Spec("note-supervision", "site", note_supervision, ("supervision-noted",), (Field("note", "text"),)),
)
