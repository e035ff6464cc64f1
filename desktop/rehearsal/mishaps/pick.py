"""Whom and what a fault takes: people and rooms that are in no other story, and the incident that goes with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.exam.plan.model import Candidate
from desktop.ledger.entry import Entry
from desktop.rehearsal.cast import Visitor

if TYPE_CHECKING:
    from desktop.rehearsal.morning import Morning


def free(m: Morning) -> list[Visitor]:
    """People who come in good time with all in order and belong to no story; the first of the plan stays out of all."""
    everybody = list(m.visitors.values())
    return [
        v
        for v in everybody[1:] or everybody
        if not v.story
        and v.at is not None
        and v.at < m.sitting.start
        and not v.before
        and v.first == v.room
        and v.document.get("number")
        and v.document.get("ticket") != ""
    ]


def people(m: Morning, n: int, story: str) -> list[Visitor]:
    """Up to n of them, drawn, at doors whose readers stay where there are any."""
    found = free(m)
    m.chance.shuffle(found)
    found.sort(key=lambda v: v.room in m.readers_out)
    for v in found[:n]:
        v.story = story
    if not found:
        m.skip(story, "没有可用的考生")
    return found[:n]


def holder(m: Morning, story: str, fits: Callable[[Candidate], bool]) -> Visitor | None:
    """The first of them whom the roster says this of, or None."""
    found = next((v for v in free(m) if fits(m.index.candidates[v.candidate])), None)
    if found is not None:
        found.story = story
    return found


def of_one_room(m: Morning, n: int, story: str, midst: bool = False) -> list[Visitor]:
    """Up to n of one room, in order of arrival: the room with most of them to choose from, one without any other story
    where there is one. The first n, or with `midst` those who come when half are in."""
    told = {v.room for v in m.visitors.values() if v.story}
    rooms: dict[str, list[Visitor]] = {}
    for v in free(m):
        rooms.setdefault(v.room, []).append(v)
    most = max((len(found) for found in rooms.values()), default=0)
    choice = [r for r, found in rooms.items() if len(found) >= min(n, most)]
    choice = [r for r in choice if r not in told] or choice
    if not choice:
        m.skip(story, "没有可用的考生")
        return []
    found = sorted(rooms[m.chance.choice(choice)], key=lambda v: v.at or 0)
    begin = max(0, len(found) - n) // 2 if midst else 0
    found = found[begin : begin + n]
    for v in found:
        v.story = story
    return found


def room(m: Morning, taken: set[str]) -> str:
    """A room no fault of the same kind of thing has yet; one that has when there is no other."""
    free = [r for r in m.rooms if r not in taken] or m.rooms
    found = m.chance.choice(free)
    taken.add(found)
    return found


def incident(m: Morning, at: int, about: str, kind: str, note: str, decision: str, story: str) -> None:
    """Reported at an instant, decided by the chief ten minutes later."""
    data = {"kind": kind, "note": note}
    m.at(at, partial(m.act, "report-incident", about, data, then=settled(m, decision, story), story=story))


def settled(m: Morning, decision: str, story: str, minutes: int = 10) -> Callable[[tuple[Entry, ...]], None]:
    """Every incident among an act's entries is looked at, and decided by the chief some minutes later."""

    def settle(entries: tuple[Entry, ...]) -> None:
        for entry in entries:
            if entry.kind == "incident-reported":
                about = f"incident:{entry.data['incident']}"
                m.after(minutes * 60, partial(m.act, "resolve-incident", about, {"decision": decision}, story=story))

    return settle
