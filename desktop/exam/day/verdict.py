"""Who stands at the door, and may this person enter here and now? One answer: the one reason a person there can act on.

The order of the questions is the point of this page. First whether we know who it is, then whether this is the right
sitting, then the papers in the hand, then the person's own state, then the room and the hour. A person in the wrong
room at the wrong time is told the room; a person whose ticket is another's is never told where to go (V, U8, U16, U21).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from desktop.exam.frame.command import NOTHING, Target
from desktop.exam.frame.context import MINUTE, Context, Place
from desktop.exam.plan.model import Candidate
from desktop.exam.rules.protocol import Moment

EPOCH = date(1970, 1, 1).toordinal()
Colour = Literal["ok", "look", "stop"]

ADMITTING = frozenset({"ok", "ok-late", "ok-corrected", "ok-name-check"})
LOOKS = frozenset(
    {
        "ok-late",
        "ok-corrected",
        "ok-name-check",
        "document-unreadable",
        "second-officer-needed",
        "too-early",
        "ticket-missing",
        "suspended",
        "room-not-ready",
    }
)
CODES = (
    "ok",
    "ok-late",
    "ok-corrected",
    "ok-name-check",
    "wrong-room",
    "wrong-sitting",
    "not-on-roster",
    "already-in",
    "has-left",
    "ticket-mismatch",
    "ticket-missing",
    "document-not-accepted",
    "document-expired",
    "document-unreadable",
    "second-officer-needed",
    "name-mismatch",
    "too-early",
    "after-cutoff",
    "barred",
    "suspended",
    "seat-taken",
    "no-seat",
    "room-not-ready",
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader, the scanner or the keyboard gave. Personal data: it never goes into an entry.

    `ticket` None: looked at by eye; empty: none was shown; else the scanned number. `expires` is ISO, `长期` or empty.
    `unreadable`: the document was there and could not be read. `method` reader|wedge|typed|camera|virtual.
    """

    number: str = ""
    name: str = ""
    document_type: str = ""
    expires: str = ""
    ticket: str | None = None
    method: str = "reader"
    unreadable: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `facts` feed the sentences; `candidate` and `place` are empty when nobody was recognised."""

    code: str
    facts: Mapping[str, Any] = NOTHING
    clause: str = ""
    candidate: str = ""
    place: Place | None = None
    late: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def admits(self) -> bool:
        return self.code in ADMITTING

    @property
    def colour(self) -> Colour:
        if self.code in LOOKS:
            return "look"
        return "ok" if self.admits else "stop"


def judge(ctx: Context, room: Target, reading: Reading, officers: int, now: int) -> Verdict:
    """The verdict of one check at a room's door. `officers` is how many distinct people stand for it (G5)."""
    who = _recognise(ctx, reading)
    if isinstance(who, Verdict):
        return who
    candidate, corrected = who
    place = ctx.place(room.sitting, candidate.id)
    verdict = (
        _sitting(ctx, room, candidate, place, now)
        or _document(ctx, candidate, reading, now)
        or _ticket(ctx, candidate, reading)
        or _name(ctx, candidate, reading)
        or _standing(ctx, room, candidate)
        or _room(ctx, room, place)
        or _hour(ctx, room, candidate, now)
        or _readiness(ctx, room, candidate, place)
        or _formalities(ctx, room, candidate, reading, officers)
    )
    if verdict is None:
        verdict = _admit(ctx, room, candidate, reading, corrected, now)
    facts = dict(verdict.facts)
    return Verdict(
        verdict.code,
        facts,
        verdict.clause or ctx.rules.clause(verdict.code),
        candidate.id,
        verdict.place or place,
        verdict.late,
        _warnings(ctx, room) if verdict.admits else (),
    )


def _recognise(ctx: Context, reading: Reading) -> tuple[Candidate, bool] | Verdict:
    """By number first (U16), corrected numbers included; the boolean says that an Art 28 correction was used."""
    if reading.unreadable or not reading.number:
        return Verdict("document-unreadable", {"method": reading.method}, ctx.rules.clause("document-unreadable"))
    number = unicodedata.normalize("NFKC", reading.number).strip().upper()
    found = ctx.index.by_document.get(number, ())
    if len(found) > 1:
        found = _told_apart(found, reading)
    corrected = False
    if not found:
        ids = [c for c, changed in ctx.corrections.items() if changed.get("document_number", "").upper() == number]
        found = tuple(ctx.index.candidates[c] for c in ids if c in ctx.index.candidates)
        corrected = bool(found)
    if found:
        return found[0], corrected
    if reading.ticket and reading.ticket in ctx.index.by_admission_number:
        return Verdict("ticket-mismatch", {"roster": False}, ctx.rules.clause("ticket-mismatch"))
    return Verdict("not-on-roster", {}, ctx.rules.clause("not-on-roster"))


def _told_apart(found: tuple[Candidate, ...], reading: Reading) -> tuple[Candidate, ...]:
    """Documents of different kinds may share a number: kind, ticket and name tell whose this is (U16)."""
    for same in (
        [c for c in found if c.document_type == reading.document_type],
        [c for c in found if reading.ticket and c.admission_number == reading.ticket],
        [c for c in found if reading.name and same_name(c.name, reading.name) != "different"],
    ):
        if same:
            found = tuple(same)
    return found


def _sitting(ctx: Context, room: Target, who: Candidate, place: Place | None, now: int) -> Verdict | None:
    here = ctx.index.sittings[room.sitting]
    mine = [ctx.index.sittings[s] for s in who.sittings if s in ctx.index.sittings]
    today = ctx.local_day(here.start) == ctx.local_day(now)
    if here.id in who.sittings and today:
        return None if place else Verdict("no-seat", {"sitting": here.id})
    later = [t for t in mine if t.end >= now] or mine
    if not later:
        return Verdict("no-seat", {"sitting": here.id})
    right = min(later, key=lambda t: abs(t.start - now))
    there = ctx.place(right.id, who.id)
    facts = {"sitting": right.id, "subject": right.subject, "start": right.start, "room": there.room if there else ""}
    return Verdict("wrong-sitting", facts, place=there)


def _document(ctx: Context, who: Candidate, reading: Reading, now: int) -> Verdict | None:
    kind = reading.document_type or who.document_type
    if kind not in ctx.rules.documents:
        return Verdict("document-not-accepted", {"document_type": kind})
    until = "".join(ch for ch in reading.expires if ch in "0123456789")  # 2026-12-05, 2026.12.05 and 20261205
    if len(until) == 8 and until < _iso_day(ctx, now).replace("-", ""):
        return Verdict("document-expired", {"expires": reading.expires})
    return None


def _ticket(ctx: Context, who: Candidate, reading: Reading) -> Verdict | None:
    if reading.ticket and reading.ticket != who.admission_number:
        owner = ctx.index.by_admission_number.get(reading.ticket)
        return Verdict("ticket-mismatch", {"roster": owner is not None})
    return None


def _name(ctx: Context, who: Candidate, reading: Reading) -> Verdict | None:
    if not reading.name:
        return None
    names = [who.name, ctx.corrections.get(who.id, NOTHING).get("name", "")]
    if any(n and same_name(n, reading.name) != "different" for n in names):
        return None
    return Verdict("name-mismatch", {})


def _standing(ctx: Context, room: Target, who: Candidate) -> Verdict | None:
    state = ctx.state.candidate(room.sitting, who.id)
    if state.barred:
        return Verdict("barred", {"reason": state.barred})
    if state.removed is not None:
        return Verdict("barred", {"reason": "removed", "at": state.removed})
    if state.handed_in is not None:
        return Verdict("has-left", {"at": state.handed_in})
    if state.admission is not None:
        a = state.admission
        return Verdict("already-in", {"at": a.at, "desk": a.desk, "room": a.room, "seat": a.seat})
    return None


def _room(ctx: Context, room: Target, place: Place | None) -> Verdict | None:
    if place is not None and place.room != room.room:
        right = ctx.index.rooms[place.room]
        facts = {
            "room": right.id,
            "number": right.number,
            "place": right.place,
            "building": right.building,
            "floor": right.floor,
            "seat": place.number,
        }
        return Verdict("wrong-room", facts)
    return None


def _hour(ctx: Context, room: Target, who: Candidate, now: int) -> Verdict | None:
    opens = ctx.moment(Moment("start", -ctx.rules.value("door-opens-before")), room.sitting, room.room)
    if now < opens:
        return Verdict("too-early", {"opens": opens})
    cutoff = ctx.late_cutoff(room.sitting)
    state = ctx.state.candidate(room.sitting, who.id)
    if now > cutoff or state.absent is not None:
        return Verdict("after-cutoff", {"cutoff": cutoff})
    if ctx.suspended(room):
        return Verdict("suspended", {})
    return None


def _readiness(ctx: Context, room: Target, who: Candidate, place: Place | None) -> Verdict | None:
    if ctx.rules.word("door-needs-ready-room") == "refuse" and _warnings(ctx, room):
        return Verdict("room-not-ready", {"room": room.room})
    if place is None:
        return None
    for other, state in ctx.people(room.sitting, room.room):
        if other != who.id and state.admission is not None and state.admission.seat == place.number:
            return Verdict("seat-taken", {"seat": place.number, "at": state.admission.at})
    return None


def _formalities(ctx: Context, room: Target, who: Candidate, reading: Reading, officers: int) -> Verdict | None:
    if reading.method == "typed" and officers < 2:
        return Verdict("second-officer-needed", {})
    if reading.ticket == "" and ctx.state.candidate(room.sitting, who.id).ticket_reissued is None:
        return Verdict("ticket-missing", {})
    if reading.ticket is None and ctx.rules.word("ticket-scan") == "required":
        return Verdict("ticket-missing", {})
    return None


def _admit(ctx: Context, room: Target, who: Candidate, reading: Reading, corrected: bool, now: int) -> Verdict:
    start = ctx.start(room.sitting)
    late = max(0, -((start - now) // MINUTE)) if now > start else 0
    changed = ctx.corrections.get(who.id, NOTHING)
    by_name = bool(reading.name and changed.get("name")) and same_name(who.name, reading.name) == "different"
    if corrected or by_name:
        return Verdict("ok-corrected", {"fields": sorted(changed)}, late=late)
    if late:
        return Verdict("ok-late", {"minutes": late}, late=late)
    if reading.name and same_name(who.name, reading.name) == "similar":
        return Verdict("ok-name-check", {})
    return Verdict("ok", {})


def _warnings(ctx: Context, room: Target) -> tuple[str, ...]:
    """What is not as it should be though the person may enter: the control desk is told."""
    steps = ctx.state.room(room.sitting, room.room).steps
    return () if "door-opened" in steps else ("door-not-opened",)


def _iso_day(ctx: Context, now: int) -> str:
    return date.fromordinal(EPOCH + ctx.local_day(now)).isoformat()


_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅．.●", "·"))


def same_name(a: str, b: str) -> Literal["same", "similar", "different"]:
    """Compare names as a proctor would: dots, spaces and width do not count; a character one side cannot hold
    (private use, a box or a question mark) matches any one character and asks for a look."""
    x, y = _plain_name(a), _plain_name(b)
    if x == y:
        return "same"
    if len(x) != len(y):
        return "different"
    pairs = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
    return "similar" if all(_unholdable(p) or _unholdable(q) for p, q in pairs) else "different"


def _plain_name(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).translate(_DOTS).split()).casefold()


def _unholdable(ch: str) -> bool:
    return unicodedata.category(ch) == "Co" or ch in "?□〓�"
