"""A protocol: the steps of one kind of exam, with offsets from its start or end, gates, texts and failure paths (S)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from desktop.exam.rules import schema
from desktop.exam.rules.schema import BadRules

Anchor = Literal["start", "end"]
Scope = Literal["sitting", "room"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: minutes after the anchor; `param` adds a rule set's minutes (the late cut-off, for one)."""

    anchor: Anchor
    offset: int
    param: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step. It is done when an entry of `kind` is there, for each of `each` where that is given.

    `title` and `short` are the official names; `title_en` and `short_en` say them in English, empty where a protocol
    has no such names.

    `each` is empty, `bag`, `staff` or `room`. `late_after` minutes past its time it is overdue. `text` is read aloud.
    """

    id: str
    title: str
    short: str
    scope: Scope
    at: Moment
    kind: str
    command: str
    actors: tuple[str, ...]
    evidence: tuple[str, ...]
    failure: str
    clause: str
    each: str = ""
    late_after: int = 2
    text: str = ""
    title_en: str = ""
    short_en: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """When a command is allowed: from, until (both inclusive of the instant itself), and after which conditions."""

    command: str
    clause: str
    after: Moment | None = None
    before: Moment | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Protocol:
    """`mode` is the kind of exam it is for, `also` other kinds that have no protocol of their own."""

    id: str
    edition: int
    name: str
    mode: str
    clause: str
    steps: tuple[Step, ...]
    gates: Mapping[str, Gate]
    board: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def step(self, id: str) -> Step | None:
        return next((s for s in self.steps if s.id == id), None)

    def step_of(self, command: str) -> Step | None:
        return next((s for s in self.steps if s.command == command), None)


def protocol_from_data(data: Mapping[str, Any]) -> Protocol:
    """A protocol out of parsed TOML. Raises BadRules with the place and the reason."""
    where = "protocol"
    schema.only(data, {"id", "edition", "name", "mode", "clause", "board", "step", "gate", "also"}, where)
    steps = tuple(_step(row, i) for i, row in enumerate(schema.rows(data, "step", where)))
    if len({s.id for s in steps}) != len(steps):
        raise BadRules("protocol.step: two steps with one id")
    gates: dict[str, Gate] = {}
    for i, row in enumerate(schema.rows(data, "gate", where)):
        place = f"gate[{i}]"
        schema.only(row, {"command", "clause", "after", "before", "requires"}, place)
        gate = Gate(
            schema.text(row, "command", place),
            schema.text(row, "clause", place),
            _moment(row.get("after"), place + ".after"),
            _moment(row.get("before"), place + ".before"),
            schema.texts(row, "requires", place),
        )
        if gate.command in gates:
            raise BadRules(f"{place}: a second gate for {gate.command}")
        gates[gate.command] = gate
    return Protocol(
        id=schema.text(data, "id", where),
        edition=schema.number(data, "edition", where),
        name=schema.text(data, "name", where),
        mode=schema.text(data, "mode", where),
        clause=schema.text(data, "clause", where),
        steps=steps,
        gates=gates,
        board=schema.texts(data, "board", where),
        also=schema.texts(data, "also", where),
    )


def _moment(data: Any, place: str) -> Moment | None:
    if data is None:
        return None
    row = schema.table(data, place)
    schema.only(row, {"anchor", "offset", "param"}, place)
    anchor = schema.text(row, "anchor", place)
    if anchor == "start":
        return Moment("start", schema.number(row, "offset", place, 0), schema.text(row, "param", place, ""))
    if anchor == "end":
        return Moment("end", schema.number(row, "offset", place, 0), schema.text(row, "param", place, ""))
    raise BadRules(f"{place}.anchor: start or end is needed")


def _step(row: Mapping[str, Any], i: int) -> Step:
    place = f"step[{i}]"
    members = {"id", "title", "short", "scope", "at", "kind", "command", "actors", "evidence", "failure", "clause"}
    schema.only(row, members | {"each", "late_after", "text", "title_en", "short_en"}, place)
    at = _moment(row.get("at"), place + ".at")
    if at is None:
        raise BadRules(f"{place}.at: a moment is needed")
    scope = schema.text(row, "scope", place)
    each = schema.text(row, "each", place, "")
    if each not in ("", "bag", "staff", "room"):
        raise BadRules(f"{place}.each: bag, staff or room")
    return Step(
        id=schema.text(row, "id", place),
        title=schema.text(row, "title", place),
        short=schema.text(row, "short", place),
        scope="sitting" if scope == "sitting" else "room",
        at=at,
        kind=schema.text(row, "kind", place),
        command=schema.text(row, "command", place),
        actors=schema.texts(row, "actors", place),
        evidence=schema.texts(row, "evidence", place),
        failure=schema.text(row, "failure", place),
        clause=schema.text(row, "clause", place),
        each=each,
        late_after=schema.number(row, "late_after", place, 2),
        text=schema.text(row, "text", place, ""),
        title_en=schema.text(row, "title_en", place, ""),
        short_en=schema.text(row, "short_en", place, ""),
    )
