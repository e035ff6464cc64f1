"""Who stands at the door, and may this person enter here and now? One answer: the one reason a person there can act on.

The order of the questions is the point of this page.

1. Whether we know who it is: the number read, or a number of the same person's other document, and one person only.
2. Whether this is the right sitting.
3. The papers in the hand: whether the document is genuine, of an accepted kind and valid today, whether the ticket is
   this person's, whether the name and then sex and birth date agree.
4. The person's own state, then the room, the hour, the seat.
5. The formalities: who stands for a typed number, whether there is a ticket.

A person in the wrong room at the wrong time is told the room; a person whose ticket is another's is never told where to
go (V, U8, U16, U21). Of several reasons to look before somebody enters, the one that needs the proctor's eyes comes
first. What else is worth knowing stands beside the verdict as a warning and never stops anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from desktop.exam.frame.command import NOTHING, Target
from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.frame.state import CandidateState, Place
from desktop.exam.identity import match, tokens
from desktop.exam.identity.match import EPOCH, Found
from desktop.exam.identity.names import Likeness, same_name
from desktop.exam.identity.reading import Reading as Reading  # beside the verdict, where everybody looks for it
from desktop.exam.plan.model import Candidate

Colour = Literal["ok", "look", "stop"]

ADMITTING = frozenset({"ok", "ok-late", "ok-corrected", "ok-other-document", "ok-name-check"})
LOOKS = frozenset(
    {
        "ok-late",
        "ok-corrected",
        "ok-other-document",
        "ok-name-check",
        "several-match",
        "document-unreadable",
        "second-officer-needed",
        "too-early",
        "ticket-missing",
        "suspended",
        "room-not-ready",
    }
)
PRINTED_DIFFERS = "travel-printed-differs"
"""What a reader says of a chip that tells something else than the page it lies in; a misread page does so too."""
BY_EYE = frozenset({"typed", "camera"})
"""How a number may come without its document having been read: anybody can print what a camera sees (G5)."""
DATELESS = BY_EYE | {"wedge", "token"}
"""How somebody may be recognised by a number or a chip's serial alone: nobody has read how long the document holds."""
CODES = (
    "ok",
    "ok-late",
    "ok-corrected",
    "ok-other-document",
    "ok-name-check",
    "wrong-room",
    "wrong-sitting",
    "not-on-roster",
    "several-match",
    "already-in",
    "has-left",
    "ticket-mismatch",
    "ticket-missing",
    "other-number",
    "document-doubtful",
    "document-not-accepted",
    "document-not-yet-valid",
    "document-expired",
    "document-unreadable",
    "second-officer-needed",
    "name-mismatch",
    "details-mismatch",
    "too-early",
    "after-cutoff",
    "barred",
    "suspended",
    "seat-taken",
    "no-seat",
    "room-not-ready",
)
WARNINGS = (
    *("door-not-opened", "late", "same-name", "not-verified", "printed-differs", "other-chip", "same-chip"),
    "validity-unseen",
)


class Verdict(NamedTuple):
    """The answer. `facts` feed the sentences and hold no name or number; `candidate` and `place` are empty when nobody
    was recognised. `choices` are the candidates an officer may pick from where several have the number."""

    code: str
    facts: Mapping[str, Any] = NOTHING
    clause: str = ""
    candidate: str = ""
    place: Place | None = None
    late: int = 0
    warnings: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def admits(self) -> bool:
        return self.code in ADMITTING

    @property
    def colour(self) -> Colour:
        if self.code in LOOKS:
            return "look"
        return "ok" if self.admits else "stop"


class _Answer(NamedTuple):
    """What one question comes to; of a verdict what the others leave to it."""

    code: str
    facts: Mapping[str, Any] = NOTHING
    place: Place | None = None
    late: int = 0


@dataclass(slots=True)
class _Case:
    """One person at one door, now."""

    ctx: Context
    room: Target
    reading: Reading
    now: int
    who: Candidate
    by: match.By
    state: CandidateState
    place: Place | None
    named: Likeness | Literal[""]


def judge(ctx: Context, room: Target, reading: Reading, officers: int, now: int) -> Verdict:
    """The verdict of one check at a room's door. `officers` is how many distinct people stand for it (G5)."""
    if reading.token:
        reading = match.ticket_held(ctx, reading)
    found = match.find(ctx, reading)
    if not isinstance(found, Found):
        return _nobody(ctx, room, reading, found, now)
    who = found.candidate
    if found.by == "chip" and not _chip_will_do(ctx):
        clause = ctx.rules.clause("document-unreadable")
        facts = {"method": reading.method}
        return Verdict("document-unreadable", facts, clause, who.id, warnings=("same-chip",))
    sitting = room.sitting
    state = ctx.state.candidate(sitting, who.id)
    place = ctx.place_of(sitting, who.id, state)
    case = _Case(ctx, room, reading, now, who, found.by, state, place, match.names(ctx, who, reading))
    answer = (
        _sitting(case)
        or _document(case)
        or _ticket(case)
        or _name(case)
        or _standing(case)
        or _room(case)
        or _hour(case)
        or _readiness(case)
        or _formalities(case, officers)
        or _admit(case)
    )
    code = answer.code
    warnings = _warnings(case, answer) if code in ADMITTING else ()
    return Verdict(code, answer.facts, ctx.rules.clause(code), who.id, answer.place or place, answer.late, warnings)


def _nobody(ctx: Context, room: Target, reading: Reading, found: tuple[Candidate, ...], now: int) -> Verdict:
    """Nobody, or not one person only, was recognised."""
    clause = ctx.rules.clause
    if reading.unreadable or not reading.number:
        return Verdict("document-unreadable", {"method": reading.method}, clause("document-unreadable"))
    if found:
        choices = tuple(c.id for c in found)
        return Verdict("several-match", {"count": len(found)}, clause("several-match"), choices=choices)
    if owner := match.of_the_ticket(ctx, reading, now):
        return Verdict("other-number", {}, clause("other-number"), owner.id)
    if reading.ticket and reading.ticket in ctx.index.by_admission_number:
        return Verdict("ticket-mismatch", {"roster": False}, clause("ticket-mismatch"))
    warnings = ("same-name",) if match.namesakes(ctx, room.sitting, reading.name) else ()
    return Verdict("not-on-roster", {}, clause("not-on-roster"), warnings=warnings)


def _chip_will_do(ctx: Context) -> bool:
    """Whether the rule set takes a resident card's chip for the card itself. Rule sets of before tokens do not."""
    param = ctx.rules.params.get("chip-as-document")
    return param is not None and param.value == "accept"


def _sitting(case: _Case) -> _Answer | None:
    ctx, who, now = case.ctx, case.who, case.now
    here = ctx.index.sittings[case.room.sitting]
    if here.id in who.sittings and ctx.local_day(here.start) == ctx.local_day(now):
        return None if case.place else _Answer("no-seat", {"sitting": here.id})
    mine = [ctx.index.sittings[s] for s in who.sittings if s in ctx.index.sittings]
    later = [t for t in mine if t.end >= now] or mine
    if not later:
        return _Answer("no-seat", {"sitting": here.id})
    right = min(later, key=lambda t: abs(t.start - now))
    there = ctx.place(right.id, who.id)
    facts = {"sitting": right.id, "subject": right.subject, "start": right.start, "room": there.room if there else ""}
    return _Answer("wrong-sitting", facts, place=there)


def _document(case: _Case) -> _Answer | None:
    ctx, reading = case.ctx, case.reading
    if reading.authenticity == "failed":
        return _Answer("document-doubtful")
    kind = reading.document_type or match.corrected(ctx, case.who, "document_type") or case.who.document_type
    if kind not in ctx.rules.documents:
        return _Answer("document-not-accepted", {"document_type": kind})
    if not reading.expires and not reading.valid_from:
        return None
    today = date.fromordinal(EPOCH + ctx.local_day(case.now)).strftime("%Y%m%d")
    since, until = _day(reading.valid_from), _day(reading.expires)
    if since and today < since:
        return _Answer("document-not-yet-valid", {"valid_from": reading.valid_from})
    if until and until < today:
        return _Answer("document-expired", {"expires": reading.expires})
    return None


def _day(written: str) -> str:
    """2026-12-05, 2026.12.05 and 20261205 alike; empty for 长期 and anything else that is no day."""
    digits = "".join(ch for ch in written if ch in "0123456789")
    return digits if len(digits) == 8 else ""


def _ticket(case: _Case) -> _Answer | None:
    ticket = case.reading.ticket
    if ticket and ticket != case.who.admission_number:
        return _Answer("ticket-mismatch", {"roster": ticket in case.ctx.index.by_admission_number})
    return None


def _name(case: _Case) -> _Answer | None:
    if case.named == "different":
        return _Answer("name-mismatch")
    reading = case.reading
    told = reading.birth or reading.sex != "unknown"
    if told and (fields := match.contradictions(case.ctx, case.who, reading, case.now)):
        return _Answer("details-mismatch", {"fields": fields})
    return None


def _standing(case: _Case) -> _Answer | None:
    state = case.state
    if state.barred:
        return _Answer("barred", {"reason": state.barred})
    if state.removed is not None:
        return _Answer("barred", {"reason": "removed", "at": state.removed})
    if state.handed_in is not None:
        return _Answer("has-left", {"at": state.handed_in})
    if state.admission is not None:
        a = state.admission
        return _Answer("already-in", {"at": a.at, "desk": a.desk, "room": a.room, "seat": a.seat})
    return None


def _room(case: _Case) -> _Answer | None:
    place = case.place
    if place is not None and place.room != case.room.room:
        right = case.ctx.index.rooms[place.room]
        facts = {
            "room": right.id,
            "number": right.number,
            "place": right.place,
            "building": right.building,
            "floor": right.floor,
            "seat": place.number,
        }
        return _Answer("wrong-room", facts)
    return None


def _hour(case: _Case) -> _Answer | None:
    ctx, sitting = case.ctx, case.room.sitting
    opens = ctx.start(sitting) - ctx.rules.minutes("door-opens-before")
    if case.now < opens:
        return _Answer("too-early", {"opens": opens})
    cutoff = ctx.late_cutoff(sitting)
    if case.now > cutoff or case.state.absent is not None:
        return _Answer("after-cutoff", {"cutoff": cutoff})
    if ctx.suspended(case.room):
        return _Answer("suspended")
    return None


def _readiness(case: _Case) -> _Answer | None:
    ctx, room, place = case.ctx, case.room, case.place
    if ctx.rules.word("door-needs-ready-room") == "refuse" and not _opened(ctx, room):
        return _Answer("room-not-ready", {"room": room.room})
    if place is not None and (there := ctx.state.seated.at(room.sitting, place.room, place.number)):
        others = [a.at for c, a in there.items() if c != case.who.id and c in ctx.index.candidates]
        if others:
            return _Answer("seat-taken", {"seat": place.number, "at": min(others)})
    return None


def _formalities(case: _Case, officers: int) -> _Answer | None:
    ctx, reading = case.ctx, case.reading
    if reading.method in BY_EYE and officers < 2:
        return _Answer("second-officer-needed")
    if reading.ticket == "" and case.state.ticket_reissued is None:
        return _Answer("ticket-missing")
    if reading.ticket is None and ctx.rules.word("ticket-scan") == "required":
        return _Answer("ticket-missing")
    return None


def _admit(case: _Case) -> _Answer:
    start = case.ctx.start(case.room.sitting)
    late = max(0, -((start - case.now) // MINUTE)) if case.now > start else 0
    if case.by == "correction" or _by_corrected_name(case):
        return _Answer("ok-corrected", {"fields": sorted(case.ctx.corrections[case.who.id])}, late=late)
    if case.by == "other-document":
        return _Answer("ok-other-document", {}, late=late)
    if why := _name_to_look_at(case):
        return _Answer("ok-name-check", {"why": why}, late=late)
    return _Answer("ok-late", {"minutes": late}, late=late) if late else _Answer("ok")


def _name_to_look_at(case: _Case) -> str:
    """Why a person has to compare the names; empty where they agree, or the one is how the other is read."""
    if case.named == "similar":
        return "similar"
    if case.named != "other-script":
        return ""
    heard = match.sounds(case.ctx, case.who, case.reading)
    return {"alike": "", "unlike": "sounds-other"}.get(heard, "other-script")


def _by_corrected_name(case: _Case) -> bool:
    """Whether the document bears the corrected name and not the roster's."""
    return bool(
        case.reading.name
        and match.corrected(case.ctx, case.who, "name")
        and same_name(case.who.name, case.reading.name) == "different"
    )


def _opened(ctx: Context, room: Target) -> bool:
    return "door-opened" in ctx.state.room(room.sitting, room.room).steps


def _warnings(case: _Case, answer: _Answer) -> tuple[str, ...]:
    """What is not as it should be though the person may enter: the proctor sees it, the control desk is told."""
    ctx, reading, who, out = case.ctx, case.reading, case.who, []
    if not _opened(ctx, case.room):
        out.append("door-not-opened")
    if answer.late and answer.code != "ok-late":
        out.append("late")
    if match.namesakes(ctx, case.room.sitting, who.name, who.id):
        out.append("same-name")
    if reading.authenticity == "not-verified":
        out.append("not-verified")
    if reading.trouble == PRINTED_DIFFERS:
        out.append("printed-differs")
    if reading.method in DATELESS and not reading.expires:
        out.append("validity-unseen")
    if reading.token and tokens.other_chip(ctx.state, case.state, who.id, reading.token):
        out.append("other-chip")
    return tuple(out)
