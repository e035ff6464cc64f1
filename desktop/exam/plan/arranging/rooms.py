"""Which group sits in which rooms: counts only, people come later (`neighbours.py`).

One occupation, direction and level to a room as far as the rooms suffice; the smallest leftovers are combined when
they do not. Every step is a heap or a sorted list, so the work grows with the people and rooms, not their product.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from desktop.exam.plan.model import Candidate, Room


class Group(NamedTuple):
    """Who writes the same paper. Sorts by occupation and direction, then from 五级 to 一级."""

    occupation: str
    direction: str
    ascent: int

    @property
    def level(self) -> int:
        return -self.ascent

    def __str__(self) -> str:
        return f"{self.occupation}{'·' if self.direction else ''}{self.direction}/{self.level}"


def group_of(candidate: Candidate) -> Group:
    return Group(candidate.occupation, candidate.direction, -candidate.level)


@dataclass(slots=True, eq=False)
class Use:
    """One room in one cluster of overlapping sittings: what it holds so far. `sitting` is "" while it is empty."""

    room: Room
    order: int
    capacity: int
    sitting: str = ""
    groups: dict[Group, int] = field(default_factory=dict)

    @property
    def free(self) -> int:
        return self.capacity - sum(self.groups.values())

    def add(self, sitting: str, group: Group, count: int) -> None:
        self.sitting = sitting
        self.groups[group] = self.groups.get(group, 0) + count


class Share(NamedTuple):
    """So many newcomers of a group sit in this room."""

    sitting: str
    group: Group
    use: Use
    people: int


Wanted = Mapping[str, Mapping[Group, int]]


def share_out(wanted: Wanted, uses: Sequence[Use]) -> tuple[list[Share], dict[tuple[str, Group], int]]:
    """Rooms for newcomers (sitting to group to count) of one cluster; `uses` are changed in place.

    Returns the shares and, by (sitting, group), how many found no room.
    """
    shares: list[Share] = []
    left: dict[str, dict[Group, int]] = {}
    for sitting, groups in wanted.items():
        left[sitting] = _into_own_rooms(sitting, groups, uses, shares)
    empty = [u for u in uses if not u.sitting and u.capacity > 0]
    new: list[tuple[str, _Bin]] = []
    short: dict[tuple[str, Group], int] = {}
    for sitting, capacities in _reserve(left, uses, empty).items():
        partly = [_Bin(u.free, {}, u) for u in uses if u.sitting == sitting and u.free > 0]
        bins, missing = _pack(left[sitting], capacities, partly)
        short.update({(sitting, g): n for g, n in missing.items()})
        _even_out([b for b in bins if b.use is None])
        new += [(sitting, b) for b in bins]
    for sitting, bin_, use in _hand_out(new, empty):
        for group, count in bin_.groups.items():
            use.add(sitting, group, count)
            shares.append(Share(sitting, group, use, count))
    return shares, short


@dataclass(slots=True, eq=False)
class _Bin:
    """A room to be, of this many seats; `use` is the real room where that is already certain."""

    capacity: int
    groups: dict[Group, int]
    use: Use | None = None

    @property
    def free(self) -> int:
        return self.capacity - sum(self.groups.values())


def _into_own_rooms(
    sitting: str, groups: Mapping[Group, int], uses: Iterable[Use], shares: list[Share]
) -> dict[Group, int]:
    """Newcomers go first where only their own group sits, the emptiest room first. Returns who is left."""
    own: dict[Group, list[tuple[int, int, Use]]] = {}
    for use in uses:
        if use.sitting == sitting and len(use.groups) == 1 and use.free > 0:
            own.setdefault(next(iter(use.groups)), []).append((-use.free, use.order, use))
    left: dict[Group, int] = {}
    for group, count in groups.items():
        heap = own.get(group, [])
        heapify(heap)
        taken: dict[int, tuple[Use, int]] = {}
        while count and heap:
            minus_free, order, use = heappop(heap)
            taken[order] = (use, taken.get(order, (use, 0))[1] + 1)
            count -= 1
            if minus_free < -1:
                heappush(heap, (minus_free + 1, order, use))
        for use, n in taken.values():
            use.add(sitting, group, n)
            shares.append(Share(sitting, group, use, n))
        if count:
            left[group] = count
    return left


def _reserve(left: Wanted, uses: Iterable[Use], empty: Sequence[Use]) -> dict[str, list[int]]:
    """Capacities of empty rooms for each sitting, ascending: first so that everyone can sit, then so that groups need
    not mix. Sittings of one cluster never share a room."""
    capacities = sorted(u.capacity for u in empty)
    if len(left) == 1:
        return dict.fromkeys(left, capacities)
    out: dict[str, list[int]] = {sitting: [] for sitting in left}
    own = dict.fromkeys(left, 0)
    for use in uses:
        if use.sitting in own:
            own[use.sitting] += use.free
    people = [(own[s] - sum(groups.values()), i, s) for i, (s, groups) in enumerate(left.items())]
    people = [p for p in people if p[0] < 0]
    heapify(people)
    while people and capacities:
        need, i, sitting = heappop(people)
        room = capacities.pop()
        out[sitting].append(room)
        if need + room < 0:
            heappush(people, (need + room, i, sitting))
    typical = max((u.capacity for u in empty), default=1)
    rooms = [
        (len(out[s]) - sum(-(-n // typical) for n in groups.values()), i, s)
        for i, (s, groups) in enumerate(left.items())
    ]
    heapify(rooms)
    while rooms and capacities and rooms[0][0] < 0:
        need, i, sitting = heappop(rooms)
        out[sitting].append(capacities.pop())
        heappush(rooms, (need + 1, i, sitting))
    return {sitting: sorted(got) for sitting, got in out.items()}


def _pack(
    wanted: Mapping[Group, int], capacities: list[int], partly: list[_Bin]
) -> tuple[list[_Bin], dict[Group, int]]:
    """Largest remainder first: a room of its own, the smallest that holds it; when rooms run out, the tightest place
    among rooms already begun. Whoever is still left after that found no seat at all."""
    heap = [(-count, group) for group, count in wanted.items()]
    heapify(heap)
    bins = list(partly)
    while heap and capacities:
        minus, group = heappop(heap)
        at = bisect_left(capacities, -minus)
        room = capacities.pop(at) if at < len(capacities) else capacities.pop()
        bins.append(_Bin(room, {group: min(-minus, room)}))
        if minus + room < 0:
            heappush(heap, (minus + room, group))
    places = sorted((b.free, i) for i, b in enumerate(bins) if b.free > 0)
    while heap and places:
        minus, group = heappop(heap)
        at = bisect_left(places, (-minus, -1))
        room, i = places.pop(at) if at < len(places) else places.pop()
        took = min(-minus, room)
        bins[i].groups[group] = bins[i].groups.get(group, 0) + took
        if room > took:
            insort(places, (room - took, i))
        if minus + took < 0:
            heappush(heap, (minus + took, group))
    missing: dict[Group, int] = {}
    for minus, group in heap:
        missing[group] = missing.get(group, 0) - minus
    return [b for b in bins if b.groups], missing


def _even_out(bins: Sequence[_Bin]) -> None:
    """A group's own rooms are filled alike (31 people: 16 and 15, not 30 and 1)."""
    own: dict[Group, list[_Bin]] = {}
    for b in bins:
        if len(b.groups) == 1:
            own.setdefault(next(iter(b.groups)), []).append(b)
    for group, rooms in own.items():
        people = sum(b.groups[group] for b in rooms)
        for later, b in enumerate(sorted(rooms, key=lambda r: r.capacity)):
            b.groups[group] = min(b.capacity, people // (len(rooms) - later))
            people -= b.groups[group]


def _hand_out(new: Iterable[tuple[str, _Bin]], empty: Iterable[Use]) -> list[tuple[str, _Bin, Use]]:
    """Real rooms for the planned ones: among rooms of one size in order of the plan, so a group's rooms lie together;
    tiered halls last (002 附件3 三(一) allows them for special reasons only)."""
    by_size: dict[int, list[Use]] = {}
    for use in sorted(empty, key=lambda u: (u.room.kind == "tiered", u.order), reverse=True):
        by_size.setdefault(use.capacity, []).append(use)
    out: list[tuple[str, _Bin, Use]] = []
    rank = {sitting: i for i, sitting in enumerate(dict.fromkeys(s for s, _ in new))}
    for sitting, b in sorted(new, key=lambda n: (rank[n[0]], min(n[1].groups), len(n[1].groups))):
        out.append((sitting, b, b.use or by_size[b.capacity].pop()))
    return out
