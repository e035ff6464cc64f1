"""Finding people from a desk: whom its officer may look for, where they sit now, what may be done about them.

A door's proctor only reads documents; who may undo a check there may also look for a name (U14). A room finds its own
people, control and office everybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from desktop import collector
from desktop.exam.frame.command import Refused, Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.rights import may
from desktop.exam.frame.state import CandidateState, Place
from desktop.exam.plan.model import Candidate, Index, Organisation, Plan, Site
from desktop.faults import SiteFault
from desktop.operations.boards.people import Found, FoundRow, PersonBoard
from desktop.operations.boards.shell import ActionRow, DeskName, Refusal
from desktop.operations.desks.seats import note_of, seat_state
from desktop.operations.door import door_of
from desktop.operations.search import Searched, SearchIndex, readings_of
from desktop.operations.words import Words

MOST = 50
"""Rows listed; whoever gets more types another sign."""
NOBODY = Plan("", "", "social", Organisation(""), Site("", ""))
SEARCHES: tuple[DeskName, ...] = ("door", "room", "control", "office")
DOOR_RIGHT = "annul-admission"
RESIDENT = "居民身份证"
ACTIONS: Mapping[str, tuple[str, ...]] = {
    "door": ("admit-by-order", "annul-admission", "reissue-ticket", "bar-candidate", "move-seat", "correct-candidate"),
    "room": (),
    "control": (
        *("admit-by-order", "annul-admission", "correct-attendance", "reissue-ticket", "bar-candidate", "lift-bar"),
        *("move-seat", "correct-candidate"),
    ),
    "office": ("reissue-ticket", "move-seat", "correct-candidate"),
}


class People:
    """The search of one home. `behind` is the open desk over the record, or None while there is only a draft;
    `readings` gives the text of the syllable table. Confined to the session's lane."""

    def __init__(self, words: Words, readings: Callable[[], str]) -> None:
        self._words = words
        self._table: dict[str, tuple[str, ...]] | None = None
        self._readings = readings
        self._index = SearchIndex((), {})
        self._drafts = Index(NOBODY)
        self._built: tuple[Plan | None, dict[str, dict[str, str]], dict[str, Place]] = (None, {}, {})
        self._named: Counter[str] = Counter()

    def prepare(self, plan: Plan, ctx: Context | None = None, sitting: str = "") -> None:
        """Build the index unless it stands over this very plan, these corrections and these seats."""
        corrected = {who: dict(fields) for who, fields in ctx.corrections.items()} if ctx is not None else {}
        moved = dict(_moved(ctx, sitting)) if ctx is not None else {}
        if self._built[0] is plan and self._built[1:] == (corrected, moved):
            return
        if self._table is None:
            self._table = readings_of(self._readings())
        with collector.resting():
            self._index = SearchIndex(_searched(plan, corrected, moved), self._table)
        self._built = (plan, corrected, moved)
        self._named = Counter(person.name for person in plan.candidates)
        self._drafts = Index(plan)

    def find(self, words: str, desk: DeskName, behind: Any) -> Found:
        """Everybody who fits, the desk's own room first. A seat is where somebody sits now, not where the plan was."""
        if not words.strip():
            return Found(words)
        found = self._index.find(words)
        if behind is None:
            rows = tuple(self._drafted(person.id) for _, person in found[:MOST])
            return Found(words, rows, max(0, len(found) - MOST))
        ctx, (sitting, here), moved = behind.ctx, standing(behind, desk), self._built[2]
        near: list[str] = []
        far: list[str] = []
        for _, person in found:
            room = moved[person.id].room if person.id in moved else _planned(ctx, sitting, person.id)
            (near if room == here else far).append(person.id)
        ranked = near if desk == "room" else near + far
        rows = tuple(self._row(ctx, sitting, here, candidate, behind.now()) for candidate in ranked[:MOST])
        return Found(words, rows, max(0, len(ranked) - MOST))

    def person(self, about: str, desk: DeskName, behind: Any) -> PersonBoard:
        """One person as they stand now. Raises SiteFault person-unknown when the plan no longer has them."""
        candidate = about.rpartition("/")[2]
        if behind is None:
            if candidate not in self._drafts.candidates:
                raise SiteFault("person-unknown")
            row = self._drafted(candidate)
            return PersonBoard(row, tuple(self._lines(self._drafts.candidates[candidate])))
        ctx = behind.ctx
        target = ctx.target(about)
        if isinstance(target, Refused) or not target.candidate:
            raise SiteFault("person-unknown")
        _, here = standing(behind, desk)
        row = self._row(ctx, target.sitting, here, target.candidate, behind.now())
        who = ctx.index.candidates[target.candidate]
        lines = (*self._lines(who), *self._history(ctx.state.candidate(target.sitting, target.candidate)))
        found: Iterator[ActionRow | None] = (behind.row(name, about) for name in ACTIONS[desk])
        return PersonBoard(row, lines, tuple(r for r in found if r is not None))

    # --- rows -------------------------------------------------------------------------------------------------------

    def _row(self, ctx: Context, sitting: str, here: str, candidate: str, now: int) -> FoundRow:
        who, state = ctx.index.candidates[candidate], ctx.state.candidate(sitting, candidate)
        place = ctx.place(sitting, candidate)
        where = self._words.text("people-no-seat")
        if place is not None:
            where = self._place(self._words.room(place.room), place.number)
        elif sitting not in who.sittings:
            where = self._words.text("people-other-sitting")
        return FoundRow(
            about=f"candidate:{sitting}/{candidate}",
            name=ctx.corrections.get(candidate, {}).get("name", who.name),
            place=where,
            numbers=self._numbers(who),
            state=seat_state(state),
            said=note_of(self._words, state, now),
            same_name=self._named[who.name] > 1,
            here=place is not None and place.room == here,
        )

    def _drafted(self, candidate: str) -> FoundRow:
        """Before the plan is published: where it would put them."""
        who = self._drafts.candidates[candidate]
        sitting = next(iter(who.sittings), "")
        seat, where = self._drafts.seat_of.get((sitting, candidate)), self._words.text("people-no-seat")
        if seat is not None:
            room = self._drafts.rooms.get(seat.room)
            where = self._place(room.number if room else seat.room, seat.number)
        about, twice = f"candidate:{sitting}/{candidate}", self._named[who.name] > 1
        return FoundRow(about, who.name, where, self._numbers(who), "expected", "", twice)

    def _place(self, room: str, seat: int) -> str:
        return self._words.text("people-place", room=room, seat=seat)

    def _numbers(self, who: Candidate) -> str:
        ticket = self._words.text("door-ticket-number", number=who.admission_number)
        tail = self._words.text(
            "door-id-tail" if who.document_type == RESIDENT else "door-document-tail", tail=who.document_number[-4:]
        )
        return f"{ticket} · {tail}" if who.admission_number else tail

    def _lines(self, who: Candidate) -> Iterator[tuple[str, str]]:
        word = self._words.text
        if who.admission_number:
            yield word("people-ticket"), who.admission_number
        yield (
            word("people-document"),
            word("people-document-tail", kind=who.document_type, tail=who.document_number[-4:]),
        )
        yield word("people-subject"), f"{who.occupation} {self._words.level(who.level)}".strip()
        if who.needs:
            yield word("people-needs"), who.needs

    def _history(self, state: CandidateState) -> Iterator[tuple[str, str]]:
        """What has happened to them today, in order."""
        word, time = self._words.text, self._words.time
        if state.admission is not None:
            yield word("people-admitted"), time(state.admission.at)
        for at, code in state.refusals:
            yield word("people-refused"), f"{time(at)} {word(f'verdict-{code}')}"
        if state.signed is not None:
            yield word("people-signed"), time(state.signed)
        if state.second_check is not None:
            yield word("people-second-check"), time(state.second_check.at)
        for outing in state.outings:
            yield word("people-out"), f"{time(outing.out)}–{time(outing.back)}"
        if state.handed_in is not None:
            yield word("people-handed-in"), time(state.handed_in)
        if state.barred:
            yield word("people-barred"), state.barred


def may_find(words: Words, desk: DeskName, behind: Any) -> Refusal | None:
    """None where this desk's officer may look for people; otherwise why not."""
    if desk not in SEARCHES:
        return Refusal("no-search", words.text("people-not-here"), next=words.text("people-not-here-next"))
    if desk != "door" or behind is None:
        return None
    door = door_of(behind.ctx, behind.room, behind.now())
    officer = behind.officer
    if (
        isinstance(door, Target)
        and officer is not None
        and may(behind.ctx, officer.officer, DOOR_RIGHT, door, behind.now())
    ):
        return None
    right = behind.ctx.rules.rights[DOOR_RIGHT]
    who = " / ".join(words.roles(slot.text) for slot in right.slots)
    return Refusal("no-search", words.text("people-door", who=who), right.clause, words.text("people-door-next"))


def _searched(
    plan: Plan, corrections: Mapping[str, Mapping[str, str]], moved: Mapping[str, Place]
) -> Iterator[Searched]:
    rooms = {room.id: room.number for room in plan.rooms}
    seats: dict[str, list[tuple[str, int]]] = {}
    for seat in plan.seats:
        now = moved.get(seat.candidate, seat)
        seats.setdefault(seat.candidate, []).append((rooms.get(now.room, now.room), now.number))
    for who in plan.candidates:
        right = corrections.get(who.id, {})
        names = dict.fromkeys((right.get("name", who.name), who.name))
        document = right.get("document_number", who.document_number)
        yield Searched(who.id, tuple(names), document, who.admission_number, tuple(seats.get(who.id, ())))


def standing(behind: Any, desk: DeskName) -> tuple[str, str]:
    """(the sitting this desk is about now, its own room or nothing)."""
    ctx, now = behind.ctx, behind.now()
    if desk in ("door", "room"):
        door = door_of(ctx, behind.room, now)
        if isinstance(door, Target):
            return door.sitting, door.room
    sitting = ctx.sitting_at(now) or min(ctx.index.plan.sittings, key=lambda t: abs(t.start - now))
    return sitting.id, ""


def _planned(ctx: Context, sitting: str, candidate: str) -> str:
    seat = ctx.index.seat_of.get((sitting, candidate))
    return seat.room if seat else ""


def _moved(ctx: Context, sitting: str) -> Iterator[tuple[str, Place]]:
    """Everybody who sits elsewhere than planned, with their place."""
    for candidate in ctx.index.candidates:
        if ctx.state.candidate(sitting, candidate).seat is not None:
            place = ctx.place(sitting, candidate)
            if place is not None:
                yield candidate, place
