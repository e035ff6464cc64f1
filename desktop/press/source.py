"""What every form is filled from: the plan with everything the record has changed in it (Art 28, moved seats)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Protocol

from desktop.exam.day.balance import uncounted
from desktop.exam.frame.context import Context
from desktop.exam.frame.folded import State
from desktop.exam.frame.state import Recorded
from desktop.exam.plan.model import Bag, Candidate, Index, Plan, Room, Sitting
from desktop.exam.rules.protocol import protocol_from_data
from desktop.exam.rules.ruleset import ruleset_from_data
from desktop.faults import SiteFault
from desktop.operations.record import Record
from desktop.operations.words import Catalogue, Words
from desktop.press.scope import rooms_of, several
from desktop.press.wanted import Wanted
from forms.context import HeadMark, PrintContext

MODES = {"paper": "笔试", "computer": "机考", "simulated": "模拟", "interview": "答辩", "practical": "实操"}
"""评价方式 as App1 writes them."""

COUNTED: Final = ("room-record", "room-closing", "site-closing", "sealing-approval", "custody-slip", "fallback")
"""The forms on which a room's own count stands."""

Photos = Callable[[Candidate], bytes | None]
"""A candidate's picture file, None when there is none."""
Keep = Callable[[bytes], object]
"""Keeps bytes by their hash: layouts of sheets that are read back."""


class PrintLog(Protocol):
    """The home's print log."""

    def before(self, form: str, edition: str) -> Mapping[str, int]:
        """How many times a form in this edition was printed, by what it was of."""
        ...

    def note(self, form: str, abouts: Sequence[str], at: int, copies: int, edition: str) -> None:
        """A print run at `at` (UTC ms) of all these, durable when this returns."""
        ...


@dataclass(frozen=True)
class PrintSource:
    """A plan, and the record where there is one, ready to print from.

    `context` holds plan, rules and state (empty before the day); `words` the sentences for paper, always Chinese;
    `log` where real print runs are written down; `photos` where pictures come from; `keep` what keeps layouts for
    reading back; `labels` the site's own folders of label sheets. `blind` leaves off paper what a room has counted for
    as long as the office has not counted it: whoever prints may be whoever counts. `told` is called for every person
    looked up; what it raises ends the filling.
    """

    context: Context
    words: Words
    record: Record | None = None
    log: PrintLog | None = None
    photos: Photos | None = None
    keep: Keep | None = None
    labels: tuple[Path, ...] = ()
    blind: bool = False
    told: Callable[[], None] | None = field(default=None, compare=False, repr=False)

    @property
    def plan(self) -> Plan:
        return self.context.index.plan

    def print_context(self, now: int) -> PrintContext:
        """Who prints what when; head code and QR when there is a record."""
        plan = self.plan
        head = HeadMark(self.record.head_code(), self.record.qr()) if self.record else None
        return PrintContext(
            printed_at=now,
            organisation=plan.organisation.name,
            site=plan.site.name,
            plan=plan.name,
            revision=plan.revision,
            rehearsal=plan.rehearsal,
            utc_offset=plan.site.utc_offset,
            head=head,
        )

    # --- people -----------------------------------------------------------------------------------------------------

    @cached_property
    def _corrected(self) -> dict[str, Candidate]:
        """Candidates whose data was corrected after publishing, as corrected (Art 28)."""
        known = self.context.index.candidates
        fixed = self.context.corrections.items()
        return {id: replace(known[id], **fields) for id, fields in fixed if id in known}  # type: ignore[arg-type]

    def candidate(self, id: str) -> Candidate:
        if self.told is not None:
            self.told()
        return self._corrected.get(id) or self.context.index.candidates[id]

    def by_admission(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The same people as corrected, by admission number."""
        return sorted((self.candidate(c.id) for c in candidates), key=lambda c: (c.admission_number, c.id))

    def photo(self, who: Candidate) -> bytes | None:
        if self.told is not None:
            self.told()
        return self.photos(who) if self.photos else None

    def person(self, given: str) -> Candidate:
        """A candidate by id, admission number or document number. Raises SiteFault print-no-candidate."""
        index, wanted = self.context.index, given.strip()
        found = index.candidates.get(wanted) or index.by_admission_number.get(wanted)
        if found is None:
            fixed = (c for c in self._corrected.values() if c.document_number.upper() == wanted.upper())
            found = next(fixed, None) or next(iter(index.by_document.get(wanted.upper(), ())), None)
        if found is None:
            raise SiteFault("print-no-candidate", candidate=given)
        return found

    def people(self, given: str) -> list[Candidate]:
        """Several candidates, each once, in the order given. Raises SiteFault print-no-candidate."""
        return list({who.id: who for who in map(self.person, several(given))}.values())

    def staff(self, ids: Iterable[str]) -> str:
        return self.words.people(ids)

    def on_duty(self, sitting: Sitting, room: str | None, role: str, now: int) -> str:
        """Who does a role now, or at the start before it and at the end after it; names."""
        at = min(max(now, sitting.start), sitting.end)
        return self.staff(sorted(self.context.on_duty(sitting.id, room, role, at)))

    # --- places -----------------------------------------------------------------------------------------------------

    def rooms(self, room: str | None, candidate: str | None = None) -> list[tuple[Sitting, Room]]:
        """The rooms in use, sitting by sitting; only some (`01-05,07`), or only where some candidates sit, when asked.

        Raises SiteFault print-no-room, print-no-candidate, print-nothing.
        """
        index = self.context.index
        only = {r.id for r in rooms_of(index, room)} if room else None
        people = self.people(candidate) if candidate else None
        out = []
        for sitting in sorted(index.plan.sittings, key=lambda t: t.start):
            used = dict.fromkeys(self.context.rooms(sitting.id))
            used |= dict.fromkeys(r.id for r in index.plan.rooms if self.context.state.room(sitting.id, r.id).moved_in)
            places = [self.context.place(sitting.id, who.id) for who in people or ()]
            seats = None if people is None else {place.room for place in places if place is not None}
            for r in index.plan.rooms:
                if r.id in used and (only is None or r.id in only) and (seats is None or r.id in seats):
                    out.append((sitting, r))
        if not out:
            raise SiteFault("print-nothing")
        return out

    def seated(self, sitting: str, room: str) -> list[tuple[int, Candidate]]:
        """(seat, candidate as corrected) of a room now, by seat."""
        out = []
        for id, _ in self.context.people(sitting, room):
            place = self.context.place(sitting, id)
            out.append((place.number if place else 0, self.candidate(id)))
        return sorted(out, key=lambda one: (one[0], one[1].id))

    def unbroken(self, sitting: str) -> frozenset[str]:
        """The rooms whose admission numbers can be told as from-to: nobody of another room has one between them."""
        rooms = [room.id for room in self.context.index.plan.rooms]
        numbered = sorted((who.admission_number, room) for room in rooms for _, who in self.seated(sitting, room))
        stretches = Counter(room for room, _ in groupby(room for number, room in numbered if number))
        return frozenset(room for room, times in stretches.items() if times == 1)

    def place_of(self, room: Room) -> str:
        """Building and room as people find it."""
        return room.place if room.place.startswith(room.building) else f"{room.building} {room.place}"

    def kind_of(self, sitting: Sitting, room: str) -> tuple[str, int | None]:
        """(occupation, level) of a room; empty where it holds several."""
        kinds = {(c.occupation, c.level) for _, c in self.seated(sitting.id, room)}
        return kinds.pop() if len(kinds) == 1 else ("", None)

    def bags(self, sitting: str, room: str) -> tuple[Bag, ...]:
        return self.context.bags(sitting, room)

    def proof(self, entries: Iterable[Recorded]) -> str:
        """Entries as paper names them: desk and numbers, runs drawn together: `主考台 12–15、18`."""
        return self.numbered((e.desk, e.number) for e in entries)

    def numbered(self, entries: Iterable[tuple[str, int]], most: int = 12) -> str:
        """`proof` of (desk, number) pairs; what would be longer than `most` runs of a desk ends in a total."""
        by_desk: dict[str, set[int]] = {}
        for desk, number in entries:
            by_desk.setdefault(desk, set()).add(number)
        labels = {id: desk.label for id, desk in self.context.state.desks().items()}
        out = []
        for desk, numbers in sorted(by_desk.items()):
            found = runs(sorted(numbers))
            shown = "、".join(found[:most])
            if len(found) > most:
                shown = self.words.text("press-and-more", shown=shown, count=len(numbers))
            out.append(f"{labels.get(desk) or desk[:8]} {shown}")
        return "；".join(out)

    def hidden(self, sitting: str, room: str) -> bool:
        """Whether the room's count stays off paper: the office has not entered its own yet."""
        return self.blind and uncounted(self.context.state.room(sitting, room))

    def hidden_rooms(self, wanted: Wanted | None = None) -> list[str]:
        """Numbers of the rooms whose count is left off: of all, or of what is `wanted`, if that has such figures."""
        if not self.blind or (wanted is not None and (wanted.blank or wanted.form not in COUNTED)):
            return []
        rooms, sittings = self.plan.rooms, self.plan.sittings
        hidden = {r.id for t in sittings for r in rooms if self.hidden(t.id, r.id)}
        if hidden and wanted is not None and (wanted.room or wanted.candidate):
            hidden &= {r.id for _, r in self.rooms(wanted.room, wanted.candidate)}
        return [r.number for r in rooms if r.id in hidden]

    def differences(self, codes: Iterable[str]) -> str:
        """What was wrong with a bag at a hand-over, in words; what is no code of the rules stays as it is."""
        known = self.words.catalogue.has
        return "、".join(
            self.words.text(f"press-difference-{c}") if known(f"press-difference-{c}") else c for c in codes
        )

    def many(self) -> bool:
        """Whether the plan has several sittings, so that sheets must say which."""
        return len(self.plan.sittings) > 1

    def sitting_words(self, sitting: Sitting) -> str:
        """`12月5日 08:30 理论知识` where the plan has several sittings, else nothing."""
        if not self.many():
            return ""
        _, month, day = self.words.day(sitting.start).split("-")
        return f"{int(month)}月{int(day)}日 {self.words.time(sitting.start)} {sitting.subject}"


def from_record(record: Record, catalogue: Catalogue) -> PrintSource:
    """A source over a record as it stands now."""
    return PrintSource(record.context(), Words(record.index, catalogue), record)


def from_plan(
    plan: Plan,
    rules: Mapping[str, Any],
    protocols: Mapping[str, Mapping[str, Any]],
    catalogue: Catalogue,
) -> PrintSource:
    """A source over a plan that has no record yet; `rules` and `protocols` as parsed files."""
    index = Index(plan)
    steps = {p.mode: p for p in map(protocol_from_data, protocols.values())}
    return PrintSource(Context(index, ruleset_from_data(rules), steps, State()), Words(index, catalogue))


def mode_of(sitting: Sitting) -> str:
    return MODES[sitting.mode]


def runs(numbers: Sequence[int]) -> list[str]:
    """`3`, `5–8`, `12` for ascending numbers."""
    out: list[list[int]] = []
    for n in numbers:
        if out and n == out[-1][1] + 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return [str(a) if a == b else f"{a}–{b}" for a, b in out]
