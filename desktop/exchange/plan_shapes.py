"""Plan data from outside, every member checked against the plan's own types before a plan is made of it.

`plan_from_data` trusts its caller; a package or the centre's answer is somebody else's, and a string where the rules
expect a number must be found here and not at the door.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from desktop.exam.plan.model import (
    Bag,
    Candidate,
    Duty,
    Organisation,
    Plan,
    Room,
    Seat,
    Site,
    Sitting,
    Staff,
    plan_from_data,
)

_ROWS: Mapping[str, type] = {
    "sittings": Sitting,
    "rooms": Room,
    "candidates": Candidate,
    "staff": Staff,
    "seats": Seat,
    "duties": Duty,
    "bags": Bag,
}
_ROWS_LIMIT = 200_000
_INTEGER = 2**53 - 1


class WrongShape(ValueError):
    """The data is no plan; the text names the member."""


def checked_plan(data: object) -> Plan:
    """A plan from untrusted data of `plan_to_data`'s shape. Raises WrongShape. What the plan says is not judged here,
    only that rows are rows, ids within a table differ and numbers are numbers."""
    if not isinstance(data, dict):
        raise WrongShape("plan")
    for name, cls in _ROWS.items():
        rows = data.get(name, [])
        if not isinstance(rows, list) or len(rows) > _ROWS_LIMIT:
            raise WrongShape(name)
        for at, row in enumerate(rows):
            _check_row(cls, row, f"{name}[{at}]")
        if "id" in _types_of(cls) and len({row["id"] for row in rows}) != len(rows):
            raise WrongShape(f"{name}: an id twice")
    for name, cls in (("organisation", Organisation), ("site", Site)):
        _check_row(cls, data.get(name), name)
    milestones = data.get("milestones", {})
    if not isinstance(milestones, dict) or not all(isinstance(value, str) for value in milestones.values()):
        raise WrongShape("milestones")
    kinds = _types_of(Plan)
    for name, value in data.items():
        if name not in kinds:
            raise WrongShape(f"unknown member {name[:40]}")
        if name not in _ROWS and name not in ("organisation", "site", "milestones") and not _fits(value, kinds[name]):
            raise WrongShape(name)
    if missing := {"id", "name", "kind"} - data.keys():
        raise WrongShape(f"{min(missing)} is missing")
    return plan_from_data(data)


def _check_row(cls: type, row: object, where: str) -> None:
    if not isinstance(row, dict):
        raise WrongShape(where)
    kinds = _types_of(cls)
    for name, value in row.items():
        if name not in kinds or not _fits(value, kinds[name]):
            raise WrongShape(f"{where}.{name[:40]}")
    if missing := _required(cls) - row.keys():
        raise WrongShape(f"{where}.{min(missing)} is missing")


@cache
def _types_of(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls)


@cache
def _required(cls: Any) -> frozenset[str]:
    return frozenset(f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING)


def _fits(value: object, kind: Any) -> bool:
    """Whether a JSON value is of the field's type. True is no integer here, a float never fits."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return any(_fits(value, one) for one in get_args(kind))
    if origin is Literal:
        return isinstance(value, str) and value in get_args(kind)
    if origin is tuple:
        return isinstance(value, list) and all(_fits(item, get_args(kind)[0]) for item in value)
    if kind is int:
        return type(value) is int and abs(value) <= _INTEGER
    if kind is type(None):
        return value is None
    return type(value) is kind
