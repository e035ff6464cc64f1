"""Somebody to another seat of the draft: weighed, then kept where nothing forbids it and its warnings were seen."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.editing.change import Change, changed, taken_back
from desktop.exam.plan.editing.moves import Moves, Weighed
from desktop.exam.plan.editing.reasons import Explained, explain_seat
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Candidate, Index, Plan
from desktop.faults import SiteFault
from desktop.operations.planning import draft_of, keep_draft, params_of
from desktop.operations.ports import Home, RuleFiles


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move came to. `unseen` are warnings nobody has looked at yet: the move was not kept because of them."""

    weighed: Weighed
    unseen: tuple[Finding, ...] = ()
    kept: bool = False


def move(
    home: Home,
    rules: RuleFiles,
    candidate: str,
    room: str,
    number: int | None = None,
    *,
    sitting: str,
    seen: Collection[str] | None = None,
    dry_run: bool = False,
) -> Moved:
    """Seat this candidate in a room (ids), at a number or at the best free one. `seen` are the codes of the warnings
    somebody has looked at, None for all of them. Raises SiteFault no-plan."""
    plan = draft_of(home)
    params = params_of(rules, plan)
    weighed = Moves(plan, sitting, params).weigh(candidate, room, number)
    unseen = tuple(w for w in weighed.warnings if w.weight == "problem" and seen is not None and w.code not in seen)
    if weighed.change is None or unseen or dry_run:
        return Moved(weighed, unseen)
    keep_draft(home, changed(plan, weighed.change, params), plan)
    return Moved(weighed, kept=True)


def take_back(home: Home, rules: RuleFiles, change: Change) -> Finding | None:
    """The draft as it was before a change; or why that is not possible any more."""
    plan = draft_of(home)
    before = taken_back(plan, change, params_of(rules, plan))
    if isinstance(before, Finding):
        return before
    keep_draft(home, before, plan)
    return None


def why_here(plan: Plan, candidate: str, sitting: str, params: PlanningParams) -> Explained:
    """Why somebody sits where they sit in a sitting. Raises SiteFault plan-no-seat."""
    moves = Moves(plan, sitting, params)
    seat = moves.seat_of.get(candidate)
    if seat is None or seat.room not in moves.rooms or candidate not in moves.people:
        raise SiteFault("plan-no-seat", name=moves.people[candidate].name if candidate in moves.people else candidate)
    return explain_seat(moves, seat)


def found_candidate(plan: Plan, given: str) -> Candidate:
    """By id, admission number or document number. Raises SiteFault plan-no-candidate."""
    index = Index(plan)
    found = index.candidates.get(given) or index.by_admission_number.get(given)
    found = found or next(iter(index.by_document.get(given.upper(), ())), None)
    if found is None:
        raise SiteFault("plan-no-candidate", given=given[:40])
    return found


def found_room(plan: Plan, given: str) -> str:
    """The id of a room by id or number. Raises SiteFault plan-no-room."""
    room = Index(plan).room(given)
    if room is None:
        raise SiteFault("plan-no-room", given=given[:40], known="、".join(r.number for r in plan.rooms[:40]))
    return room.id


def found_sitting(plan: Plan, person: Candidate, given: str) -> str:
    """The sitting meant: the one given, or the only one of this person. Raises SiteFault plan-which-sitting."""
    known = {t.id: t.subject for t in plan.sittings if t.id in person.sittings}
    if given in known or (not given and len(known) == 1):
        return given or next(iter(known))
    said = "、".join(f"{id} {subject}" for id, subject in known.items())
    raise SiteFault("plan-which-sitting", name=person.name, known=said)
