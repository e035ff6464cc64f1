"""Before the day: import a roster, seat and staff the plan, check it against every D and N rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

from desktop import collector
from desktop.exam.plan.arranging import posts
from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.arranging.posts import Post
from desktop.exam.plan.check import check_plan
from desktop.exam.plan.editing.shapes import as_drawn
from desktop.exam.plan.limits.calendar import WorkingCalendar
from desktop.exam.plan.limits.checked import Check
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.limits.setup import short_of_proctors
from desktop.exam.plan.limits.waiver import can_be_waived, waived
from desktop.exam.plan.model import Duty, Index, Plan
from desktop.exam.plan.papers import order_bags
from desktop.exam.plan.seating import arrange_seats
from desktop.exam.plan.staffing import assign_staff
from desktop.exam.plan.writing import with_standard_characters
from desktop.exam.rules.ruleset import ruleset_from_data
from desktop.faults import SiteFault
from desktop.operations.ports import Home, RuleFiles
from desktop.operations.publishing import PUBLISHED_HASH
from desktop.progress import Progress, unwatched

YEARS = range(2000, 2101)
"""Of days somebody types; another one is a slip of the finger."""
LONGEST_REASON = 200
PRIVATE = "private-use-character"
"""The finding of a cell with characters no standard knows."""


class RowFinding(Protocol):
    """One row's problem, as the roster reader gives it."""

    @property
    def file(self) -> str: ...
    @property
    def sheet(self) -> str: ...
    @property
    def row(self) -> int | None: ...
    @property
    def column(self) -> str | None: ...
    @property
    def code(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def reason(self) -> str: ...


class RosterReading(Protocol):
    @property
    def plan(self) -> Plan | None: ...
    @property
    def rejected(self) -> Sequence[RowFinding]: ...
    @property
    def warnings(self) -> Sequence[RowFinding]: ...
    @property
    def accepted(self) -> Mapping[str, int]: ...
    @property
    def rows(self) -> Mapping[tuple[str, str, int], Mapping[str, str]]: ...
    @property
    def read(self) -> int: ...


ReadRoster = Callable[[Sequence[Path], Plan | None, "Mapping[str, Any] | None"], RosterReading]
"""(files, existing plan, column profile) -> what the files hold."""

KeepPhotos = Callable[[Plan, Sequence[Path], "Callable[[bytes], str] | None"], "tuple[Plan, Sequence[RowFinding]]"]
"""(plan as read, files, what keeps bytes by hash or None to keep none) -> the plan that names its photos by hash, and
photos to look at."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to. `taken` is False when something was rejected and nothing was stored. `rows` holds what
    stands in the rows that findings name (file, sheet, row), `read` counts the candidates' rows."""

    accepted: Mapping[str, int]
    rejected: Sequence[RowFinding]
    warnings: Sequence[RowFinding]
    taken: bool
    rows: Mapping[tuple[str, str, int], Mapping[str, str]] = field(default_factory=dict)
    read: int = 0


def import_roster(
    home: Home,
    read: ReadRoster,
    files: Sequence[Path],
    *,
    profile: Mapping[str, Any] | None = None,
    check: bool = False,
    accept_valid: bool = False,
    photos: KeepPhotos | None = None,
    tell: Progress = unwatched,
) -> Imported:
    """Read roster files into the draft: all or nothing unless `accept_valid`; `check` stores nothing at all. With
    `photos` the pictures the roster names are kept too."""
    before = home.plans.draft()
    tell(0, 0, "reading")
    reading = read(files, before, profile)
    plan, warnings, bodies = reading.plan, [*reading.warnings], list[bytes]()
    taken = not check and plan is not None and (not reading.rejected or accept_valid)
    if plan is not None and photos is not None and (taken or check):
        plan, found = photos(plan, files, partial(_held, bodies) if taken else None)
        warnings += found
    tell(1, 1, "keeping")
    if taken and plan is not None:
        home.attachments.put_all(bodies)
        keep_draft(home, plan, before)
    return Imported(reading.accepted, reading.rejected, warnings, taken, reading.rows, reading.read)


def standard_characters(done: Imported) -> dict[tuple[str, str, int, str], str]:
    """Cells (file, sheet, row, column) whose private-use characters have a likely meaning, written with the standard
    ones."""
    out = {}
    for found in done.warnings:
        if found.code != PRIVATE or found.row is None or found.column is None:
            continue
        before = done.rows[found.file, found.sheet, found.row].get(found.column, "")
        if (value := with_standard_characters(before)) != before:
            out[found.file, found.sheet, found.row, found.column] = value
    return out


def _held(bodies: list[bytes], body: bytes) -> str:
    """Hold a picture back until everything was read: an import that is called off has kept none."""
    bodies.append(body)
    return sha256(body).hexdigest()


@dataclass(frozen=True, slots=True)
class Arranged:
    """A plan with seats, duties and bags; `problems` is what could not be done, with rule and people."""

    plan: Plan
    unseated: int
    kept: int
    problems: tuple[Finding, ...]
    keyholders: Mapping[str, tuple[str, str]]


def arrange(
    plan: Plan,
    params: PlanningParams,
    seed: int | None = None,
    tell: Progress = unwatched,
    *,
    release: bool = False,
) -> Arranged:
    """Seats, duties and paper orders for a plan. Pure; another seed draws everything anew but printed seats and those
    chosen by hand; `release` gives the latter to the draw."""
    fresh = seed is not None and seed != plan.seed
    used = plan.seed if seed is None else seed
    with collector.resting():
        tell(0, 3, "seats")
        seating = arrange_seats(plan, used, params, fresh=fresh, release=release)
        seated = replace(plan, seed=used, seats=seating.seats)
        tell(1, 3, "duties")
        staffing = assign_staff(seated, used, params, fresh=fresh)
        staffed = replace(seated, duties=staffing.duties)
        tell(2, 3, "bags")
        ready = replace(staffed, bags=order_bags(staffed, params))
    return Arranged(
        ready,
        len(seating.unseated),
        seating.kept,
        (*seating.findings, *staffing.problems),
        staffing.keyholders or {},
    )


def arrange_draft(
    home: Home,
    rules: RuleFiles,
    seed: int | None = None,
    tell: Progress = unwatched,
    *,
    release: bool = False,
) -> Arranged:
    """`arrange` on the home's draft, stored. Raises SiteFault no-plan."""
    plan = draft_of(home)
    arranged = arrange(plan, params_of(rules, plan), seed, tell, release=release)
    tell(3, 3, "keeping")
    keep_draft(home, arranged.plan, plan)
    return arranged


def keep_draft(home: Home, plan: Plan, before: Plan | None) -> None:
    """Store the draft; one that is no longer as `before` is no longer the one that was published."""
    home.plans.save_draft(plan)
    if plan != before:
        home.settings.put(PUBLISHED_HASH, None)


def renewed(draft: Plan | None, fetched: Plan) -> Plan:
    """A plan fetched again over the draft made of it: people and sittings are the centre's, rooms, staff and their
    arrangement stay ours where the centre says nothing of them."""
    if draft is None or draft.id != fetched.id:
        return fetched
    known = {r.id: r for r in draft.rooms}
    rooms = tuple(as_drawn(r, known.get(r.id)) for r in fetched.rooms) or draft.rooms
    staff = fetched.staff or draft.staff
    places, people = {r.id for r in rooms}, {p.id for p in staff}
    sittings = {t.id for t in fetched.sittings}
    registered = {(t, c.id) for c in fetched.candidates for t in c.sittings}
    return replace(
        draft,
        name=fetched.name,
        kind=fetched.kind,
        revision=max(draft.revision, fetched.revision),
        organisation=fetched.organisation,
        site=fetched.site,
        first_exam_date=fetched.first_exam_date,
        sittings=fetched.sittings,
        candidates=fetched.candidates,
        rooms=rooms,
        staff=staff,
        seats=tuple(s for s in draft.seats if (s.sitting, s.candidate) in registered and s.room in places),
        duties=tuple(d for d in draft.duties if d.staff in people and d.sitting in sittings),
        bags=tuple(b for b in draft.bags if b.sitting in sittings),
    )


def published_hash(home: Home) -> str:
    """Content hash of the draft as it was published; empty when it never was or has changed since."""
    return home.settings.get(PUBLISHED_HASH) or ""


def draft_of(home: Home) -> Plan:
    plan = home.plans.draft()
    if plan is None:
        raise SiteFault("no-plan")
    return plan


def params_of(rules: RuleFiles, plan: Plan) -> PlanningParams:
    """The planning numbers of the plan's rule set."""
    return PlanningParams.from_rules(ruleset_from_data(rules.rule_set(plan.rule_set)).params)


def check(plan: Plan, rules: RuleFiles, calendar: WorkingCalendar, today: date) -> tuple[Check, ...]:
    """Every D and N rule with its clause, its date and whether it is met."""
    return check_plan(plan, today, calendar, params_of(rules, plan))


def day_of(text: str) -> date:
    """A day as an office writes it, 2026-11-28, of this century. Raises SiteFault bad-date."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if day.year not in YEARS or day.isoformat() != text:
        raise SiteFault("bad-date", value=text[:40])
    return day


def mark(home: Home, key: str, day: str) -> Plan:
    """Note that a duty (D3, N6, ...) was done on a day; an empty day takes the note back."""
    plan = draft_of(home)
    if day:
        day_of(day)
    marks = {k: v for k, v in plan.milestones.items() if k != key}
    if day:
        marks[key] = day
    marked = replace(plan, milestones=MappingProxyType(marks))
    keep_draft(home, marked, plan)
    return marked


def waive(home: Home, rules: RuleFiles, who: str, reason: str, today: date) -> Plan:
    """Keep the chief's reason why rooms do with fewer proctors (N2); an empty one takes it back. Raises SiteFault:
    no-plan, waiver-not-chief (name), waiver-nothing-short, waiver-too-long."""
    plan, reason = draft_of(home), " ".join(reason.split())
    index = Index(plan)
    person = index.staff_member(who)
    if person is None or person.role != "chief":
        raise SiteFault("waiver-not-chief", name=person.name if person else who[:40])
    if len(reason) > LONGEST_REASON:
        raise SiteFault("waiver-too-long", limit=LONGEST_REASON)
    short = short_of_proctors(index, params_of(rules, plan))
    if reason and not can_be_waived(short):
        raise SiteFault("waiver-nothing-short")
    changed = waived(plan, short, reason, person.id, today.isoformat())
    keep_draft(home, changed, plan)
    return changed


def set_post(home: Home, rules: RuleFiles, post: Post, person: str) -> tuple[Finding, ...]:
    """Give one post of the draft to a person; answers what stands in the way, nothing where it was done."""
    plan = draft_of(home)
    changed = posts.set_post(plan, params_of(rules, plan), post, person)
    if not isinstance(changed, Plan):
        return changed
    keep_draft(home, changed, plan)
    return ()


def restore_duties(home: Home, duties: tuple[Duty, ...]) -> None:
    """The draft with the duties it had before."""
    plan = draft_of(home)
    keep_draft(home, replace(plan, duties=duties), plan)


_ROOM = ("id", "number", "place", "building", "floor", "capacity", "columns", "rows", "door", "kind")
_CANDIDATE = (
    *("id", "name", "document_type", "document_number", "admission_number"),
    *("occupation", "direction", "level", "employer", "sittings"),
)
_SEAT = ("candidate", "sitting", "room", "number", "row", "column", "locked")


def plan_view(plan: Plan, revision: int, content_hash: str) -> dict[str, Any]:
    """What `plan show --json` answers (contract, roster workbook)."""
    return {
        "plan": {
            "id": plan.id,
            "name": plan.name,
            "kind": plan.kind,
            "organisation": plan.organisation.name,
            "site": plan.site.name,
            "revision": revision,
            "content_hash": content_hash,
        },
        "sittings": _rows(plan.sittings, ("id", "subject", "mode", "start", "end")),
        "rooms": _rows(plan.rooms, _ROOM),
        "candidates": _rows(plan.candidates, _CANDIDATE),
        "staff": _rows(plan.staff, ("id", "number", "name", "role", "unit", "avoids")),
        "seats": _rows(plan.seats, _SEAT),
        "duties": _rows(plan.duties, ("staff", "sitting", "room", "role")),
    }


def _rows(held: Sequence[object], members: Sequence[str]) -> list[dict[str, Any]]:
    """These members of each row, lists where the plan has tuples."""
    return [{m: list(v) if isinstance(v := getattr(row, m), tuple) else v for m in members} for row in held]
