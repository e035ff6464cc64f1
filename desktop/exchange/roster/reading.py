"""Roster files in, a plan and findings out (contract `roster-workbook.md`).

Importing adds: rows change the people, rooms and sittings they name, what `existing` has besides stays. Ids and
admission numbers given once never change, so printed tickets and seats stay true (U24).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from desktop import collector
from desktop.exam.plan.catalogue import Catalogue
from desktop.exam.plan.model import Candidate, Organisation, Plan, Room, Site, Sitting, Staff
from desktop.exam.plan.naming import plan_name
from desktop.exchange.roster.candidates import CandidateRows, Person, one_each, warn_of_same_names
from desktop.exchange.roster.cells import Printable
from desktop.exchange.roster.columns import Kind
from desktop.exchange.roster.findings import Finding, Findings, Place
from desktop.exchange.roster.layout import Profile, Table, recognise
from desktop.exchange.roster.mending.corrections import Corrections, Rows, corrected, filled_rows, rows_of
from desktop.exchange.roster.opening.files import open_tables
from desktop.exchange.roster.opening.limits import FileFault
from desktop.exchange.roster.site import PlanSheet, read_plan_sheet, read_rooms, read_sittings
from desktop.exchange.roster.staff import read_staff

_OURS = uuid.UUID("6b616f64-6961-4e00-8000-726f73746572")
_UTC_OFFSET = 480


@dataclass(frozen=True, slots=True)
class Reading:
    """`plan` is what the accepted rows make, together with the existing plan; None when no file could be read.
    `accepted` counts candidates, rooms, staff and sittings of the files that could be taken, `read` the candidates'
    rows; `rows` holds what stands in the rows that findings name."""

    plan: Plan | None
    rejected: tuple[Finding, ...]
    warnings: tuple[Finding, ...]
    accepted: dict[str, int]
    rows: Rows = field(default_factory=dict)
    read: int = 0


def read_roster(
    paths: Sequence[Path],
    *,
    catalogue: Catalogue,
    glyphs: Callable[[str], str],
    today: date,
    profile: Profile | None = None,
    existing: Plan | None = None,
    document_types: Iterable[str] = (),
    corrections: Corrections | None = None,
) -> Reading:
    """Reads every file, `corrections` in the places of its cells, and judges every row. `glyphs` gives the characters
    of a text that cannot be printed. `document_types` are further ones the rule set lists. Nothing a file holds raises:
    it becomes a finding."""
    with collector.resting():
        return _judged(paths, catalogue, Printable(glyphs), today, profile, existing, document_types, corrections or {})


def _judged(
    paths: Sequence[Path],
    catalogue: Catalogue,
    printable: Printable,
    today: date,
    profile: Profile | None,
    existing: Plan | None,
    document_types: Iterable[str],
    corrections: Corrections,
) -> Reading:
    found = Findings()
    tables: dict[Kind, list[Table]] = {"计划": [], "场次": [], "考生": [], "考场": [], "人员": []}
    for path in paths:
        try:
            for table in recognise(open_tables(path), path, profile, found):
                tables[table.kind].append(corrected(table, corrections))
        except FileFault as fault:
            found.whole(Place(path.name or str(path)), fault.code, fault.what, fault.sentence)
    sheets = [read_plan_sheet(t, printable, found) for t in tables["计划"] if t.rows]
    base = existing or _empty_plan()
    offset = base.site.utc_offset
    sittings = read_sittings(tables["场次"], printable, found, catalogue, base.sittings, offset)
    rooms = read_rooms(tables["考场"], printable, found, base.rooms)
    staff = read_staff(tables["人员"], printable, found, base.staff, today)
    all_sittings = _merged(base.sittings, sittings)

    def day_of(sitting: Sitting) -> date:
        return _local_day(sitting.start, offset)

    rows = CandidateRows(all_sittings, catalogue, printable, found, today, day_of, document_types)
    for table in tables["考生"]:
        rows.read(table)
    people = one_each(rows.people, base.candidates, found)
    warn_of_same_names(people, base.candidates, found)
    first = _first_date(sheets, base, all_sittings)
    candidates = _candidates(people, base.candidates, all_sittings, first or today.isoformat())
    plan = None
    if any(tables.values()):
        plan = _plan(base, sheets, first, all_sittings, _merged(base.rooms, rooms), candidates, staff)
    accepted = {
        "candidates": len(people),
        "rooms": len(rooms),
        "staff": len(staff),
        "sittings": len(sittings),
    }
    shown = rows_of((*found.rejected, *found.warnings), [table for kind in tables.values() for table in kind])
    return Reading(plan, found.rejected, found.warnings, accepted, shown, filled_rows(tables["考生"]))


# --- the plan ---------------------------------------------------------------------------------------------------------

_Row = TypeVar("_Row", Sitting, Room, Staff, Candidate)


def _empty_plan() -> Plan:
    return Plan("", "", "social", Organisation(""), Site("", "", utc_offset=_UTC_OFFSET))


def _merged(old: Sequence[_Row], new: Sequence[_Row]) -> tuple[_Row, ...]:
    """Old rows in their places, changed by the new ones, then what is only new."""
    by_id = {row.id: row for row in new}
    known = {row.id for row in old}
    out = [by_id.get(row.id, row) for row in old]
    out += [row for row in new if row.id not in known]
    return tuple(out)


def _local_day(moment: int, utc_offset: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=moment, minutes=utc_offset)).date()


def _first_date(sheets: Sequence[PlanSheet], base: Plan, sittings: Sequence[Sitting]) -> str:
    stated = next((s.first_exam_date for s in sheets if s.first_exam_date), "")
    if stated:
        return stated
    earliest = min((s.start for s in sittings), default=None)
    if earliest is None:
        return base.first_exam_date
    return _local_day(earliest, base.site.utc_offset).isoformat()


def _plan(
    base: Plan,
    sheets: Sequence[PlanSheet],
    first: str,
    sittings: tuple[Sitting, ...],
    rooms: tuple[Room, ...],
    candidates: tuple[Candidate, ...],
    staff: list[Staff],
) -> Plan:
    values: dict[str, str] = {}
    for sheet in sheets:
        values |= {name: value for name, value in sheet.values.items() if value}
    old = base.organisation
    organisation = Organisation(
        values.get("评价机构", old.name),
        values.get("机构简称", old.short_name),
        values.get("备案号", old.filing_number),
    )
    site_name = values.get("考点名称", base.site.name)
    site_id = base.site.id or str(uuid.uuid5(_OURS, f"site {organisation.name} {site_name}"))
    site = replace(base.site, id=site_id, name=site_name, address=values.get("考点地址", base.site.address))
    name = values.get("计划名称", base.name) or plan_name(first, organisation.short_name or organisation.name)
    # A 计划 sheet without a kind leaves what was known; the first sheet of a new plan decides.
    kind = next((s.kind for s in sheets if s.kind and s.values.get("计划类型")), base.kind)
    return replace(
        base,
        id=base.id or str(uuid.uuid5(_OURS, f"plan {organisation.name} {site_name} {name} {first}")),
        name=name,
        kind=kind,
        organisation=organisation,
        site=site,
        first_exam_date=first,
        contact=values.get("联系人", base.contact),
        contact_phone=values.get("联系电话", base.contact_phone),
        sittings=sittings,
        rooms=rooms,
        candidates=candidates,
        staff=_merged(base.staff, staff),
    )


# --- candidates -------------------------------------------------------------------------------------------------------


def _candidates(
    people: Sequence[Person], existing: Sequence[Candidate], sittings: Sequence[Sitting], first: str
) -> tuple[Candidate, ...]:
    ids = {c.id for c in existing}
    updated = {p.known.id for p in people if p.known}
    numbers = {p.admission_number for p in people} | {c.admission_number for c in existing if c.id not in updated}
    numbers |= {p.known.admission_number for p in people if p.known and not p.admission_number}
    new_id = _Sequence("c", 5, ids)
    new_number = _Sequence(_number_prefix(first), 4, numbers)
    order = {s.id: n for n, s in enumerate(sittings)}
    subjects = {s.id: s.subject for s in sittings}
    fresh: list[Candidate] = []
    for p in people:
        known = p.known
        taken, number = p.sittings, p.admission_number
        if known is not None:
            number = number or known.admission_number
            now = {subjects[s] for s in taken}
            taken += tuple(s for s in known.sittings if s in subjects and subjects[s] not in now)
        if len(taken) > 1:
            taken = tuple(sorted(set(taken), key=order.__getitem__))
        employer, phone, photo, needs, note = p.others
        fresh.append(
            Candidate(
                known.id if known else new_id(),
                p.name,
                p.document_type,
                p.document_number,
                p.sex,
                number or new_number(),
                p.occupation,
                p.level,
                p.direction,
                employer,
                phone,
                photo,
                needs,
                note,
                taken,
            )
        )
    return _merged(existing, fresh)


def _number_prefix(first: str) -> str:
    """yymmdd; never 99 in front, which a Code 128 writer in use drops (forms.md section 0, trap 1)."""
    digits = first.replace("-", "")
    return digits if digits[2:4] == "99" else digits[2:]


class _Sequence:
    """`prefix` and a running number, those in use left out."""

    def __init__(self, prefix: str, width: int, taken: Iterable[str]) -> None:
        self._prefix, self._width, self._taken, self._next = prefix, width, set(taken), 1

    def __call__(self) -> str:
        while True:
            made = f"{self._prefix}{self._next:0{self._width}d}"
            self._next += 1
            if made not in self._taken:
                return made


def counts(plan: Plan) -> Mapping[str, int]:
    """How much a plan holds, in the words of `accepted`."""
    return {
        "candidates": len(plan.candidates),
        "rooms": len(plan.rooms),
        "staff": len(plan.staff),
        "sittings": len(plan.sittings),
    }
