"""N2's waiver: 15:1 and two a room hold 原则上 (002 附件3 一(2)), so a room may do with fewer if the chief says why.

A waiver is for the rooms it was given for, with as many proctors as they had then: a room that falls short later, or
shorter, asks anew. Nobody can waive a room's only proctor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from desktop.exam.plan.model import Plan

REASON, BY, DAY, ROOMS = "N2.waiver", "N2.waiver.by", "N2.waiver.on", "N2.waiver.rooms"
"""What `Plan.milestones` keeps of it: the chief's reason, the chief's staff id, the day, `sitting/room:proctors` by a
blank. One without rooms is for all of them."""

Short = Mapping[str, Any]
"""One row of `short_of_proctors`: sitting, room (its number), needed, present."""


def can_be_waived(short: Iterable[Short]) -> tuple[Short, ...]:
    """The rooms that somebody watches, though not enough do."""
    return tuple(s for s in short if s["present"])


def not_waived(short: Iterable[Short], milestones: Mapping[str, str]) -> tuple[Short, ...]:
    """The rooms that need a proctor more, or a reason."""
    if not milestones.get(REASON):
        return tuple(short)
    if ROOMS not in milestones:
        return tuple(s for s in short if not s["present"])
    allowed = {room: int(least) for room, _, least in (r.rpartition(":") for r in milestones[ROOMS].split())}
    return tuple(s for s in short if not s["present"] or s["present"] < allowed.get(_place(s), s["needed"]))


def waived(plan: Plan, short: Iterable[Short], reason: str, by: str, day: str) -> Plan:
    """The plan with this waiver for the rooms that are short now; without one where there is no reason."""
    rest = {k: v for k, v in plan.milestones.items() if k not in (REASON, BY, DAY, ROOMS)}
    if reason:
        rooms = " ".join(f"{_place(s)}:{s['present']}" for s in can_be_waived(short))
        rest |= {REASON: reason, BY: by, DAY: day, ROOMS: rooms}
    return replace(plan, milestones=MappingProxyType(rest))


def _place(short: Short) -> str:
    return f"{short['sitting']}/{short['room']}"
