"""What desks write by themselves, without an officer: enrolment, clocks set back, measured offsets, readers (X14)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.exam.frame.command import Fact
from desktop.exam.frame.given import whole, word
from desktop.exam.frame.state import DeskState, Done, Recorded


def clock_set_back(desk: str, back_ms: int, wall: int) -> Fact:
    """The desk's clock went back by `back_ms`; the record says so before anything else is written."""
    return Fact("clock-set-back", (f"desk:{desk}",), {"back": back_ms, "wall": wall})


def clock_measured(desk: str, offset_ms: int, reference: str) -> Fact:
    """Measured against the site's reference: offset = reference - desk clock, in ms."""
    return Fact("clock-measured", (f"desk:{desk}",), {"offset": offset_ms, "reference": reference})


def reader_changed(desk: str, state: str, source: str) -> Fact:
    """The desk's reader was lost or is back (`lost`, `ready`)."""
    return Fact("reader-changed", (f"desk:{desk}",), {"state": state, "source": source})


def _enrolled(state: DeskState, e: Recorded) -> DeskState:
    d = e.data
    return replace(state, label=word(d, "label"), role=word(d, "role"), public_key=word(d, "public_key"))


def _set_back(state: DeskState, e: Recorded) -> DeskState:
    return replace(state, set_backs=(*state.set_backs, Done(e.wall, e.officers, e.data)))


def _measured(state: DeskState, e: Recorded) -> DeskState:
    return replace(state, offset=whole(e.data, "offset"), checked=Done(e.wall, e.officers, e.data))


def _reader(state: DeskState, e: Recorded) -> DeskState:
    return replace(state, readers={**state.readers, word(e.data, "source"): word(e.data, "state")})


APPLY: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("desk", "desk-enrolled"): _enrolled,
    ("desk", "clock-set-back"): _set_back,
    ("desk", "clock-measured"): _measured,
    ("desk", "reader-changed"): _reader,
}
