"""Putting right what was wrong, never by overwriting: corrections (Art 28), moved seats, conflicts decided, bars."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.exam.frame.command import Command, Fact, Field, Outcome, Refused, Spec, Target, candidate_key, room_key
from desktop.exam.frame.context import Context
from desktop.exam.frame.state import BagState, CandidateState, Done, MovedSeat, Recorded, RoomState, SiteState

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
        if ctx.state.room(target.sitting, r).counts:
            return Refused("papers-counted", {"room": r})
    for other, _ in ctx.people(target.sitting, room.id):
        at = ctx.place(target.sitting, other)
        if other != target.candidate and at is not None and at.number == number:
            return Refused("seat-taken", {"seat": number})
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
    data = {"conflict": id, "keep": keep, "reason": command.data["reason"]}
    return (Fact("conflict-resolved", (target.key, about), data),)


def note_supervision(ctx: Context, command: Command, target: Target, now: int) -> Outcome:
    """Supervisors look and note; they change nothing (Art 27)."""
    return (Fact("supervision-noted", (target.key,), {"note": command.data["note"]}),)


# --- folding ----------------------------------------------------------------------------------------------------------


def _corrected(state: CandidateState, e: Recorded) -> CandidateState:
    return replace(state, corrections=(*state.corrections, Done(e.wall, e.officers, e.data)))


def _moved(state: CandidateState, e: Recorded) -> CandidateState:
    d = e.data
    return replace(state, seat=MovedSeat(d["room"], d["seat"], d["row"], d["column"]))


def _left(state: RoomState, e: Recorded) -> RoomState:
    """Someone moved in before leaves that list; someone of the plan is moved out."""
    who = str(e.data["candidate"])
    if who in state.moved_in:
        return replace(state, moved_in=tuple(c for c in state.moved_in if c != who))
    return replace(state, moved_out=(*state.moved_out, who)) if who not in state.moved_out else state


def _joined(state: RoomState, e: Recorded) -> RoomState:
    """Back in the room of the plan is no longer moved out; otherwise moved in, once."""
    who = str(e.data["candidate"])
    if who in state.moved_out:
        return replace(state, moved_out=tuple(c for c in state.moved_out if c != who))
    return replace(state, moved_in=(*state.moved_in, who)) if who not in state.moved_in else state


def _barred(state: CandidateState, e: Recorded) -> CandidateState:
    return replace(state, barred=str(e.data["reason"]) or "barred")


def _lifted(state: CandidateState, e: Recorded) -> CandidateState:
    return replace(state, barred="")


def _resolved(state: SiteState, e: Recorded) -> SiteState:
    return replace(state, resolutions={**state.resolutions, str(e.data["conflict"]): Done(e.wall, e.officers, e.data)})


def _candidate_resolved(state: CandidateState, e: Recorded) -> CandidateState:
    """The admission kept stands, the other stays in the record only."""
    if not str(e.data["conflict"]).startswith("admitted-twice") or state.admission is None:
        return state
    versions = (state.admission, *state.rivals)
    keep = int(e.data["keep"])
    return replace(state, admission=versions[keep - 1], rivals=()) if 1 <= keep <= len(versions) else state


def _bag_resolved(state: BagState, e: Recorded) -> BagState:
    return replace(state, rivals=())


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
    ("bag", "conflict-resolved"): _bag_resolved,
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
