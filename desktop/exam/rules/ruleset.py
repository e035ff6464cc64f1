"""The rule set of one region: numbers, kinds and rights, each with the clause it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.exam.rules import schema
from desktop.exam.rules.schema import BadRules


@dataclass(frozen=True, slots=True)
class Param:
    """One number or word the regulation sets or leaves open. `gap` names the G-key where the default is ours."""

    key: str
    value: int | str
    clause: str
    gap: str = ""
    choices: tuple[int | str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One signature a command needs: any of `roles`; `in_room` when the duty must be in the very room."""

    roles: tuple[str, ...]
    in_room: bool

    @property
    def text(self) -> str:
        return "|".join(self.roles) + ("@room" if self.in_room else "")


@dataclass(frozen=True, slots=True)
class Right:
    """Who signs a command: every slot by another person (X4). No slots: the desk does it by itself."""

    command: str
    slots: tuple[Slot, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A choice people make on the day (misconduct, incident, reason for leaving) with its official words."""

    key: str
    title: str
    clause: str = ""
    removes: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A region's rules. Raises KeyError for a parameter that is not there: schema and tests see to it that all are."""

    id: str
    edition: int
    name: str
    params: Mapping[str, Param]
    rights: Mapping[str, Right]
    documents: tuple[str, ...]
    overridable: frozenset[str]
    kinds: Mapping[str, tuple[Kind, ...]]
    clauses: Mapping[str, str]

    def value(self, key: str) -> int:
        """A parameter as a whole number."""
        value = self.params[key].value
        if not isinstance(value, int):
            raise BadRules(f"{key}: not a number")
        return value

    def word(self, key: str) -> str:
        return str(self.params[key].value)

    def minutes(self, key: str) -> int:
        """A parameter in minutes, as milliseconds."""
        return self.value(key) * 60_000

    def clause(self, code: str) -> str:
        """The clause behind a verdict or refusal code, or of a parameter; empty when it rests on none."""
        if code in self.clauses:
            return self.clauses[code]
        return self.params[code].clause if code in self.params else ""

    def kind(self, group: str, key: str) -> Kind | None:
        return next((k for k in self.kinds.get(group, ()) if k.key == key), None)


def ruleset_from_data(data: Mapping[str, Any]) -> RuleSet:
    """A rule set out of parsed TOML. Raises BadRules with the place and the reason."""
    where = "rule set"
    schema.only(
        data,
        {"id", "edition", "name", "source", "documents", "overridable", "param", "right", "kind", "clause"},
        where,
    )
    params = {p.key: p for p in (_param(row, i) for i, row in enumerate(schema.rows(data, "param", where)))}
    rights = {r.command: r for r in (_right(row, i) for i, row in enumerate(schema.rows(data, "right", where)))}
    kinds: dict[str, tuple[Kind, ...]] = {}
    for i, row in enumerate(schema.rows(data, "kind", where)):
        place = f"kind[{i}]"
        schema.only(row, {"group", "key", "title", "clause", "removes"}, place)
        group = schema.text(row, "group", place)
        kind = Kind(
            schema.text(row, "key", place),
            schema.text(row, "title", place),
            schema.text(row, "clause", place, ""),
            row.get("removes") is True,
        )
        kinds[group] = (*kinds.get(group, ()), kind)
    clauses = schema.table(data.get("clause", {}), "clause")
    return RuleSet(
        id=schema.text(data, "id", where),
        edition=schema.number(data, "edition", where),
        name=schema.text(data, "name", where),
        params=params,
        rights=rights,
        documents=schema.texts(data, "documents", where),
        overridable=frozenset(schema.texts(data, "overridable", where)),
        kinds=kinds,
        clauses={k: schema.text(clauses, k, "clause") for k in clauses},
    )


def _param(row: Mapping[str, Any], i: int) -> Param:
    place = f"param[{i}]"
    schema.only(row, {"key", "value", "clause", "gap", "choices", "note"}, place)
    value = row.get("value")
    if not isinstance(value, (int, str)) or isinstance(value, bool):
        raise BadRules(f"{place}.value: a whole number or a text is needed")
    choices = tuple(row.get("choices", ()))
    if choices and value not in choices:
        raise BadRules(f"{place}.value: {value} is none of its choices")
    return Param(
        schema.text(row, "key", place),
        value,
        schema.text(row, "clause", place),
        schema.text(row, "gap", place, ""),
        choices,
        schema.text(row, "note", place, ""),
    )


def _right(row: Mapping[str, Any], i: int) -> Right:
    place = f"right[{i}]"
    schema.only(row, {"command", "signers", "clause"}, place)
    slots = []
    for signer in schema.texts(row, "signers", place):
        roles, _, scope = signer.partition("@")
        if scope not in ("", "room"):
            raise BadRules(f"{place}.signers: {signer}: only @room can follow the roles")
        slots.append(Slot(tuple(roles.split("|")), scope == "room"))
    return Right(schema.text(row, "command", place), tuple(slots), schema.text(row, "clause", place))
