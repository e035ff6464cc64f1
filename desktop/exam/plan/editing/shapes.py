"""A room's layout changed by hand: what may be drawn, whose seat it would cost, which printed seats forbid it (X9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.exam.plan.arranging.findings import Finding
from desktop.exam.plan.arranging.neighbours import colleagues_beside, employed
from desktop.exam.plan.editing.change import Change
from desktop.exam.plan.layout import Layout, column_sizes, place_name, room_layout
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Candidate, Plan, Room, Seat

MOST_ROWS, MOST_COLUMNS, MOST_SEATS = 60, 60, 500
"""What a roster workbook takes."""


@dataclass(frozen=True, slots=True)
class Reshaped:
    """A layout tried on: the room as it would be kept, why it cannot be (`refused`), what to think of (`warnings`), the
    seats that would be lost, and the change where there can be one. `beside` counts people who would sit beside a
    colleague, `beside_now` those who do."""

    room: Room
    refused: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    lost: tuple[Seat, ...] = ()
    change: Change | None = None
    beside: int = 0
    beside_now: int = 0


def tidy(room: Room) -> Room:
    """The same layout as it is kept: columns of one height as a plain grid, else `columns` and `rows` as the smallest
    grid around it; aisles and gaps inside the grid, in order, once."""
    sizes = column_sizes(room)
    even = len(set(sizes)) == 1
    gaps = {
        place_name(row, column)
        for column, size in enumerate(sizes, start=1)
        for row in range(1, size + 1)
        if place_name(row, column) in room.gaps
    }
    return replace(
        room,
        columns=len(sizes),
        rows=max(sizes, default=0),
        row_sizes=() if even else sizes,
        aisles=tuple(sorted({a for a in room.aisles if 0 < a < len(sizes)})),
        gaps=tuple(sorted(gaps, key=lambda g: tuple(map(int, g.split("-"))))),
    )


def as_drawn(room: Room, known: Room | None) -> Room:
    """A room as it comes from outside, with what nobody draws out there (uneven columns, aisles, pillars) as it is
    here, as long as the grid is the same."""
    if known is None or (room.columns, room.rows, room.kind) != (known.columns, known.rows, known.kind):
        return room
    return replace(
        room,
        row_sizes=room.row_sizes or known.row_sizes,
        aisles=room.aisles or known.aisles,
        gaps=room.gaps or known.gaps,
    )


def reshape(plan: Plan, room: Room, params: PlanningParams | None = None) -> Reshaped:
    """The layout of `room` (its id is one of the plan's) tried on. Everybody keeps the number; who has none any more
    loses the seat."""
    params = params or PlanningParams()
    old = next(r for r in plan.rooms if r.id == room.id)
    sizes = column_sizes(room)
    bounds = {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "seats": MOST_SEATS}
    if not (
        0 < len(sizes) <= MOST_COLUMNS
        and all(0 < size <= MOST_ROWS for size in sizes)
        and 0 < room.capacity <= MOST_SEATS
    ):
        return Reshaped(room, (Finding("layout-bounds", weight="problem", facts=bounds),))
    room = tidy(room)
    layout, was = room_layout(room, params), room_layout(old, params)
    held = [s for s in plan.seats if s.room == room.id]
    facts: dict[str, Any] = {"room": room.number, "capacity": layout.capacity}
    refused = []
    if not layout.capacity:
        refused.append(Finding("layout-empty", weight="problem", facts=facts))
    if astray := tuple(sorted({s.number for s in held if s.locked and _astray(s, layout)})):
        refused.append(Finding("layout-moves-printed", weight="problem", facts={**facts, "numbers": astray}))
    lost = tuple(s for s in held if layout.desk(s.number) is None and not s.locked)
    after = [replace(s, row=d.row, column=d.column) for s in held if (d := layout.desk(s.number)) and not s.locked]
    before = [s for s in held if not s.locked]
    changed = [(b, a) for b in before for a in after if (b.sitting, b.candidate) == (a.sitting, a.candidate) and b != a]
    bags = tuple(b for b in plan.bags if b.room == room.id)
    change = Change((*(b for b, _ in changed), *lost), tuple(a for _, a in changed), old, room, bags)
    people = {c.id: c for c in employed(plan.candidates, params)}
    kept = [s for s in held if s not in lost]
    now, then = _beside(held, people, was), _beside(kept, people, layout)
    return Reshaped(
        room,
        tuple(refused),
        tuple(_warnings(room, layout, lost, people, params)),
        lost,
        None if refused else change,
        then,
        now,
    )


def _astray(seat: Seat, layout: Layout) -> bool:
    desk = layout.desk(seat.number)
    return desk is None or (desk.row, desk.column) != (seat.row, seat.column)


def _warnings(
    room: Room, layout: Layout, lost: tuple[Seat, ...], people: Mapping[str, Candidate], params: PlanningParams
) -> list[Finding]:
    out = []
    facts: dict[str, Any] = {"room": room.number, "capacity": layout.capacity}
    if lost:
        names = tuple(people[s.candidate].name for s in lost if s.candidate in people)
        out.append(
            Finding("layout-loses-seats", weight="problem", facts={**facts, "count": len(lost), "people": names})
        )
    wide = room_layout(replace(room, capacity=MOST_SEATS), replace(params, room_capacity=MOST_SEATS)).capacity
    if wide > layout.capacity and room.capacity > params.room_capacity:
        rule = {**facts, "places": wide, "most": params.room_capacity}
        out.append(Finding("layout-over-rule", params.clause("room_capacity"), "note", rule))
    elif wide < room.capacity:
        out.append(Finding("layout-under-capacity", weight="note", facts={**facts, "wanted": room.capacity}))
    if room.kind == "tiered":
        out.append(Finding("layout-tiered", params.clause("tiered_row_step"), "note", facts))
    return out


def _beside(seats: list[Seat], people: Mapping[str, Candidate], layout: Layout) -> int:
    """How many of these seats have a colleague beside them."""
    rooms: dict[str, dict[int, Candidate]] = {}
    for seat in seats:
        if seat.candidate in people:
            rooms.setdefault(seat.sitting, {})[seat.number] = people[seat.candidate]
    return sum(
        colleagues_beside(number, person, seated, layout) > 0
        for seated in rooms.values()
        for number, person in seated.items()
    )
