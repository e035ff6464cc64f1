"""The centre's plan as ours (contract, schema Plan)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desktop.clocks import site_time
from desktop.exam.plan.model import Plan
from desktop.exchange.plan_shapes import WrongShape, checked_plan
from desktop.faults import SiteFault

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_TEXT = 1000
_SITE_TIME = 480
_LATEST = 253_402_300_799_000  # the end of 9999, as far as dates go

# What is taken of each row: our member names are the contract's.
_SITTING = ("id", "subject", "mode", "start", "end", "occupation", "level")
_CANDIDATE = (
    *("id", "name", "document_type", "document_number", "sex", "admission_number"),
    *("occupation", "direction", "level", "sittings", "photo"),
)
_ROOM = (
    *("id", "number", "place", "building", "floor", "capacity", "columns", "rows", "door", "kind", "note"),
    "row_sizes",
)
_STAFF = ("id", "number", "name", "role", "unit", "document_number", "phone", "avoids")


def plan_from_central(data: Mapping[str, Any]) -> Plan:
    """Our plan from the centre's answer, with sittings, candidates and whatever rooms and staff can be read.

    Members we do not know are left alone. The contract leaves open what a room or a member of staff looks like: rows
    with our required members are taken, others left out, to be entered by hand or workbook.

    Raises SiteFault central-plan with `reason` naming the member: a shape that does not fit, a sitting that does not
    exist, an id that is no plain token (ids go into entries and forms) or is the person's document number (DESIGN,
    promise 8: no personal data in entries).
    """
    try:
        return _plan(data)
    except WrongShape as error:
        raise SiteFault("central-plan", reason=str(error)) from error


def _plan(data: Mapping[str, Any]) -> Plan:
    for member in ("id", "name", "revision", "kind", "organisation", "site", "sittings", "candidates"):
        if member not in data:
            raise WrongShape(f"{member} is missing")
    sittings = [_picked(row, _SITTING, "sittings") for row in _rows(data, "sittings")]
    candidates = [_candidate(row) for row in _rows(data, "candidates")]
    plan = checked_plan(
        {
            "id": data["id"],
            "name": data["name"],
            "kind": data["kind"],
            "revision": data["revision"],
            "organisation": _picked(data["organisation"], ("name", "short_name", "filing_number"), "organisation"),
            "site": _picked(data["site"], ("id", "name", "address"), "site"),
            "sittings": sittings,
            "candidates": candidates,
            "rooms": _readable("rooms", _ROOM, data),
            "staff": _readable("staff", _STAFF, data),
        }
    )
    _judge(plan)
    starts = [sitting.start for sitting in plan.sittings]
    first = _site_date(min(starts)).isoformat() if starts else ""
    return replace(plan, first_exam_date=first)


def _candidate(row: Any) -> dict[str, Any]:
    picked = _picked(row, _CANDIDATE, "candidates")
    # The contract asks for neither; ours has to say something.
    picked.setdefault("sex", "unknown")
    picked.setdefault("admission_number", "")
    return picked


def _judge(plan: Plan) -> None:
    """What the types cannot say."""
    known = {sitting.id for sitting in plan.sittings}
    for sitting in plan.sittings:
        if not _ID.fullmatch(sitting.id) or not 0 <= sitting.start < sitting.end <= _LATEST:
            raise WrongShape(f"sittings: {sitting.id[:40]}")
    for candidate in plan.candidates:
        where = f"candidates: {candidate.admission_number or candidate.id}"[:60]
        if not _ID.fullmatch(candidate.id) or candidate.id.upper() == candidate.document_number.upper():
            raise WrongShape("candidates: an id that is no opaque token")
        if not known.issuperset(candidate.sittings):
            raise WrongShape(f"{where}: sittings")
        if not 1 <= candidate.level <= 5:
            raise WrongShape(f"{where}: level")
        if not candidate.name.strip() or not candidate.document_number.strip():
            raise WrongShape(f"{where}: name or document number")
    if plan.revision < 0:
        raise WrongShape("revision")


def _rows(data: Mapping[str, Any], name: str) -> list[Any]:
    rows = data.get(name, [])
    if not isinstance(rows, list):
        raise WrongShape(name)
    return rows


def _picked(row: Any, members: tuple[str, ...], where: str) -> dict[str, Any]:
    """The members of a row that we know, those left empty (null) left out."""
    if not isinstance(row, Mapping):
        raise WrongShape(where)
    picked = {member: row[member] for member in members if row.get(member) is not None}
    for member, value in picked.items():
        if isinstance(value, str) and (len(value) > _TEXT or "\0" in value):
            raise WrongShape(f"{where}.{member}")
    return picked


def _readable(table: str, members: tuple[str, ...], data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rooms or staff that can be read, each id once."""
    out: dict[str, dict[str, Any]] = {}
    for row in _rows(data, table):
        try:
            picked = _picked(row, members, table)
            checked_plan({**_EMPTY, table: [picked]})
        except WrongShape:
            continue
        if _ID.fullmatch(picked["id"]):
            out.setdefault(picked["id"], picked)
    return list(out.values())


_EMPTY: Mapping[str, Any] = {
    "id": "",
    "name": "",
    "kind": "social",
    "organisation": {"name": ""},
    "site": {"id": "", "name": ""},
}


def _site_date(ms: int) -> date:
    return site_time(ms, _SITE_TIME).date()
