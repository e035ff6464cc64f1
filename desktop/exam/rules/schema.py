"""Checks for data that came out of a TOML file: a wrong file is refused with the place and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class BadRules(ValueError):
    """A rule set or protocol that cannot be used. The message names file part, member and reason."""


def table(data: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise BadRules(f"{where}: a table is needed")
    return data


def rows(data: Mapping[str, Any], name: str, where: str) -> list[Mapping[str, Any]]:
    found = data.get(name, [])
    if not isinstance(found, list):
        raise BadRules(f"{where}.{name}: a list of tables is needed")
    return [table(row, f"{where}.{name}[{i}]") for i, row in enumerate(found)]


def only(data: Mapping[str, Any], allowed: set[str], where: str) -> None:
    if extra := sorted(set(data) - allowed):
        raise BadRules(f"{where}: unknown member {', '.join(extra)}")


def text(data: Mapping[str, Any], name: str, where: str, default: str | None = None) -> str:
    value = data.get(name, default)
    if not isinstance(value, str):
        raise BadRules(f"{where}.{name}: a text is needed")
    return value


def number(data: Mapping[str, Any], name: str, where: str, default: int | None = None) -> int:
    value = data.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise BadRules(f"{where}.{name}: a whole number is needed")
    return value


def texts(data: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    value = data.get(name, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise BadRules(f"{where}.{name}: a list of texts is needed")
    return tuple(value)
