"""The shapes of the centre's answers. The centre is another party: nothing it sends is used before it fits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from desktop.faults import SiteFault
from desktop.ledger.heads import Head

_DESK = re.compile(r"[0-9a-f]{16}")
_HASH = re.compile(r"[0-9a-f]{64}")
_LIMIT = 2**53 - 1
_TEXT = 2000


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """A plan the centre has for the site. `first_exam_date` is `YYYY-MM-DD` or empty."""

    id: str
    name: str
    revision: int
    content_hash: str
    first_exam_date: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry the centre did not take. `code` is one of the contract's, or the code of the problem that stopped the
    desk; `desk` is empty and `number` 0 where the centre could not even read them."""

    desk: str
    number: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The answer to a batch: how far each desk is now held, and what was refused."""

    accepted: Mapping[str, int]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The centre's receipt for an outcome; `received` in UTC milliseconds."""

    receipt: str
    received: int


def json_object(body: bytes) -> dict[str, Any]:
    """The answer as an object. Raises SiteFault: central-bad-answer."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        _bad("no JSON")
    if not isinstance(data, dict):
        _bad("no object")
    return data


def clock_of(data: Mapping[str, Any]) -> int:
    return _integer(data, "ms")


def summaries_of(data: Mapping[str, Any]) -> tuple[PlanSummary, ...]:
    """Plans assigned to the site, in the centre's order."""
    out = []
    for row in _list(data, "plans"):
        if not isinstance(row, dict):
            _bad("plans")
        date = row.get("first_exam_date", "")
        out.append(
            PlanSummary(
                id=_text(row, "id"),
                name=_text(row, "name"),
                revision=_integer(row, "revision"),
                content_hash=_text(row, "content_hash"),
                first_exam_date=date if isinstance(date, str) and len(date) == 10 else "",
            )
        )
    return tuple(out)


def heads_of(data: Mapping[str, Any]) -> dict[str, Head]:
    """Desk to the last entry the centre holds; desks of number 0 are left out, they hold nothing."""
    heads = {}
    for desk, row in _mapping(data, "heads").items():
        if not _DESK.fullmatch(desk) or not isinstance(row, dict):
            _bad("heads")
        number, digest = _integer(row, "number"), _text(row, "hash")
        if number < 0 or not _HASH.fullmatch(digest):
            _bad("heads")
        if number:
            heads[desk] = Head(number, digest)
    return heads


def taken_of(data: Mapping[str, Any]) -> Taken:
    accepted = _mapping(data, "accepted")
    if not all(_DESK.fullmatch(desk) and _is_integer(number) for desk, number in accepted.items()):
        _bad("accepted")
    refused = []
    for row in _list(data, "refused"):
        if not isinstance(row, dict):
            _bad("refused")
        refused.append(
            Refusal(_text(row, "desk"), _integer(row, "number"), _text(row, "code")[:40], _text(row, "message")[:_TEXT])
        )
    return Taken(dict(accepted), tuple(refused))


def receipt_of(data: Mapping[str, Any]) -> Receipt:
    receipt = _text(data, "receipt")
    if not receipt:
        _bad("receipt")
    return Receipt(receipt, _integer(data, "received"))


def problem_of(status: int, body: bytes) -> tuple[str, str]:
    """Code and detail of an error answer; whatever it is, it gives something to show."""
    try:
        data = json_object(body)
    except SiteFault:
        data = {}
    code, detail = data.get("code"), data.get("detail") or data.get("title")
    known = isinstance(code, str) and re.fullmatch(r"[a-z0-9-]{1,60}", code)
    return (str(code) if known else f"http-{status}"), (detail if isinstance(detail, str) else "")


def _integer(data: Mapping[str, Any], name: str) -> int:
    value = data.get(name)
    if not _is_integer(value):
        _bad(name)
    return int(value)  # type: ignore[arg-type]


def _is_integer(value: object) -> bool:
    return type(value) is int and abs(value) <= _LIMIT


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or len(value) > _TEXT:
        _bad(name)
    return value


def _list(data: Mapping[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    if not isinstance(value, list):
        _bad(name)
    return value


def _mapping(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = data.get(name)
    if not isinstance(value, dict):
        _bad(name)
    return value


def _bad(reason: str) -> NoReturn:
    raise SiteFault("central-bad-answer", reason=reason)
