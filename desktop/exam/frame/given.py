"""Reading the data of an entry. It is signed, yet still foreign: a member of the wrong shape raises ValueError, and the
fold sets the entry aside (shown, never hidden) instead of carrying the wrong shape into a screen or a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

BIGGEST = 2**53


def whole(data: Mapping[str, Any], name: str, least: int = -BIGGEST) -> int:
    value = data[name]
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= BIGGEST:
        raise ValueError(f"{name}: a whole number is needed")
    return value


def whole_or_none(data: Mapping[str, Any], name: str) -> int | None:
    return None if data.get(name) is None else whole(data, name)


def word(data: Mapping[str, Any], name: str) -> str:
    value = data[name]
    if not isinstance(value, str):
        raise ValueError(f"{name}: a text is needed")
    return value


def word_or_empty(data: Mapping[str, Any], name: str) -> str:
    return "" if data.get(name) is None else word(data, name)


def words(data: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value = data[name]
    if not isinstance(value, (list, tuple)) or not all(isinstance(v, str) for v in value):
        raise ValueError(f"{name}: a list of texts is needed")
    return tuple(value)


def numbers(data: Mapping[str, Any], name: str) -> Mapping[str, int]:
    value = data[name]
    if not isinstance(value, Mapping):
        raise ValueError(f"{name}: a table of numbers is needed")
    return {k: whole(value, k, 0) for k in value}
