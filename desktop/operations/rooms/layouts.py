"""A room of the draft drawn anew: tried on, then kept where no printed seat forbids it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.exam.plan.editing.change import changed
from desktop.exam.plan.editing.shapes import Reshaped, reshape
from desktop.exam.plan.layout import column_sizes, room_layout
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Plan, Room
from desktop.faults import SiteFault
from desktop.operations.planning import draft_of, keep_draft, params_of
from desktop.operations.ports import Home, RuleFiles

GAP = re.compile(r"[1-9][0-9]?-[1-9][0-9]?")


@dataclass(frozen=True, slots=True)
class Redrawn:
    """What a layout came to. It is kept where nothing refuses it and nobody loses a seat unasked."""

    tried: Reshaped
    kept: bool = False


def redraw(home: Home, rules: RuleFiles, room: Room, *, lose: bool = False, dry_run: bool = False) -> Redrawn:
    """Keep the layout of `room` (its id is one of the draft's); with `lose` also where it takes somebody's seat.

    Raises SiteFault no-plan, plan-no-room."""
    plan = draft_of(home)
    if all(r.id != room.id for r in plan.rooms):
        raise SiteFault("plan-no-room", given=room.number, known="、".join(r.number for r in plan.rooms[:40]))
    params = params_of(rules, plan)
    tried = reshape(plan, room, params)
    if tried.change is None or dry_run or (tried.lost and not lose):
        return Redrawn(tried)
    keep_draft(home, changed(plan, tried.change, params), plan)
    return Redrawn(tried, kept=True)


def drawn(room: Room, wish: Mapping[str, Any]) -> Room:
    """The room with these members of its layout changed: `columns`, `rows`, `sizes` (seats per column), `door`, `kind`,
    `capacity`, `aisles`, `gaps`. Columns or rows make a plain grid again."""
    taken = {k: v for k, v in wish.items() if k in ("columns", "rows", "door", "kind", "capacity") and v is not None}
    if "columns" in taken or "rows" in taken:
        taken["row_sizes"] = ()
    for name, member in (("sizes", "row_sizes"), ("aisles", "aisles"), ("gaps", "gaps")):
        if wish.get(name) is not None:
            taken[member] = tuple(wish[name])
    return replace(room, **taken)


def layout_view(room: Room, plan: Plan, params: PlanningParams) -> dict[str, Any]:
    """A room's layout as data: what is drawn, and each desk with its number, row and column."""
    layout = room_layout(room, params)
    return {
        "room": room.number,
        "columns": room.columns,
        "rows": room.rows,
        "sizes": list(column_sizes(room)),
        "door": room.door,
        "kind": room.kind,
        "capacity": room.capacity,
        "aisles": list(room.aisles),
        "gaps": list(room.gaps),
        "seats": layout.capacity,
        "desks": [{"number": d.number, "row": d.row, "column": d.column} for d in layout.desks],
        "printed": sorted({s.number for s in plan.seats if s.room == room.id and s.locked}),
    }
