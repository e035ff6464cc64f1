"""A room's layout being drawn: every stroke is tried on the draft at once, nothing is kept before it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.exam.plan.editing.change import Change
from desktop.exam.plan.editing.shapes import MOST_COLUMNS, MOST_ROWS, MOST_SEATS, reshape, tidy
from desktop.exam.plan.layout import column_sizes, place_name, room_layout
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Door, Plan, Room
from desktop.operations import planning
from desktop.operations.boards.seats import DrawnPlace, LayoutField, LayoutWork, PlaceKind, Told
from desktop.operations.desks.office.seats.wording import told
from desktop.operations.rooms import layouts

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

DOORS: tuple[Door, ...] = ("front-left", "front-right", "back-left", "back-right")
FIELDS = ("columns", "rows", "door", "kind", "capacity")


class Drawing:
    """One room on the drawing board."""

    def __init__(self, desk: OfficeDesk, room: Room) -> None:
        self._desk, self.room, self._was = desk, room, room

    @property
    def changed(self) -> bool:
        return tidy(self.room) != tidy(self._was)

    def change(self, data: Mapping[str, Any]) -> None:
        """One stroke: `field` by `by` or to `value`; `gap` or `aisle` at a place; `size` of a column by `by`; `again`
        as it was. What goes beyond the bounds stays at them."""
        if data.get("again"):
            self.room = self._was
        elif "gap" in data:
            self._gap(*map(int, data["gap"]))
        elif "aisle" in data:
            column = int(data["aisle"])
            self.room = tidy(replace(self.room, aisles=tuple(set(self.room.aisles) ^ {column})))
        elif "size" in data:
            sizes = list(column_sizes(self.room))
            at = int(data["size"]) - 1
            sizes[at] = _within(sizes[at] + int(data.get("by", 0)), MOST_ROWS)
            self.room = self._filled(replace(self.room, row_sizes=tuple(sizes)))
        elif data.get("field") in FIELDS:
            self._set(str(data["field"]), data)

    def _gap(self, row: int, column: int) -> None:
        sizes = column_sizes(self.room)
        if 1 <= column <= len(sizes) and 1 <= row <= sizes[column - 1]:
            self.room = tidy(replace(self.room, gaps=tuple(set(self.room.gaps) ^ {place_name(row, column)})))

    def _set(self, name: str, data: Mapping[str, Any]) -> None:
        room, by = self.room, int(data.get("by", 0))
        if name == "door":
            self.room = replace(room, door=DOORS[(DOORS.index(room.door) + by) % len(DOORS)])
        elif name == "kind":
            self.room = self._filled(replace(room, kind="standard" if room.kind == "tiered" else "tiered"))
        elif name == "capacity":
            self.room = replace(room, capacity=_within(int(data.get("value", room.capacity + by)), MOST_SEATS))
        else:
            sizes = column_sizes(room)
            now = len(sizes) if name == "columns" else max(sizes)
            new = _within(int(data.get("value", now + by)), MOST_COLUMNS if name == "columns" else MOST_ROWS)
            if name == "rows":
                sizes = (new,) * len(sizes)
            else:
                sizes = (sizes + (sizes[-1],) * new)[:new]
            self.room = self._filled(replace(room, row_sizes=sizes))

    def _filled(self, room: Room) -> Room:
        """A room whose capacity was all its desks keeps it so, up to what the rule allows."""
        params = self._params(planning.draft_of(self._desk.home))
        whole = _places(self.room, params)
        most = min(_places(room, params), params.room_capacity)
        if self.room.capacity == min(whole, params.room_capacity) and most:
            room = replace(room, capacity=most)
        return tidy(room)

    def save(self, lose: bool = True) -> tuple[Change | None, Told]:
        """Keep the layout in the draft; the change where it was kept. Whose seats go was asked before."""
        words = self._desk.words.catalogue
        done = layouts.redraw(self._desk.home, self._desk.parts.rules, self.room, lose=lose)
        if not done.kept:
            first = next(iter((*done.tried.refused, *done.tried.warnings)), None)
            return None, told(words, first, True) if first else Told("", "", "plain")
        room = done.tried.room
        seats = room_layout(room, self._params(planning.draft_of(self._desk.home))).capacity
        return done.tried.change, Told(words.text("layout-saved", room=room.number, seats=seats), "", "ok")

    def _params(self, plan: Plan) -> PlanningParams:
        return planning.params_of(self._desk.parts.rules, plan)

    # --- the board ------------------------------------------------------------------------------------------------

    def work(self, plan: Plan) -> tuple[LayoutWork, int]:
        """The drawing board, and how many people would lose a seat if it were saved."""
        params = self._params(plan)
        words = self._desk.words.catalogue
        tried = reshape(plan, self.room, params)
        lines = [told(words, f, True) for f in tried.refused] + [told(words, w) for w in tried.warnings]
        if tried.beside > tried.beside_now:
            more = words.text("layout-beside", count=tried.beside, before=tried.beside_now)
            lines.append(Told(more, "", "warn"))
        layout = room_layout(self.room, params)
        people = max((n for n in self._people(plan)), default=0)
        if not lines:
            lines.append(Told(words.text("layout-fits", seats=layout.capacity, people=people), "", "ok"))
        sizes = column_sizes(self.room)
        return LayoutWork(
            words.text("layout-title", room=self.room.number, place=self.room.place),
            self._fields(),
            self._places(plan, params),
            len(sizes),
            max(sizes),
            self.room.aisles,
            self.room.door,
            layout.capacity,
            tuple(lines),
            self.changed and not tried.refused,
        ), len(tried.lost)

    def _people(self, plan: Plan) -> list[int]:
        """How many sit in the room, sitting by sitting."""
        here = [s.sitting for s in plan.seats if s.room == self.room.id]
        return [here.count(t.id) for t in plan.sittings]

    def _fields(self) -> tuple[LayoutField, ...]:
        words, room = self._desk.words.catalogue, self.room
        sizes = column_sizes(room)
        rows = str(sizes[0]) if not room.row_sizes else "-".join(map(str, sizes))
        values = {
            "columns": str(len(sizes)),
            "rows": rows,
            "door": words.text(f"layout-door-{room.door}"),
            "kind": words.text(f"layout-kind-{room.kind}"),
            "capacity": str(room.capacity),
        }
        typed = ("columns", "rows", "capacity")
        return tuple(LayoutField(n, words.text(f"layout-field-{n}"), values[n], n in typed) for n in FIELDS)

    def _places(self, plan: Plan, params: PlanningParams) -> tuple[DrawnPlace, ...]:
        room, layout = self.room, room_layout(self.room, params)
        number = {(d.row, d.column): d.number for d in layout.desks}
        step = params.tiered_row_step if room.kind == "tiered" else 1
        first = next(
            (t.id for t in plan.sittings if any(s.sitting == t.id and s.room == room.id for s in plan.seats)), ""
        )
        names = {c.id: c.name for c in plan.candidates}
        held = {s.number: s for s in plan.seats if s.room == room.id and s.sitting == first}
        printed = {s.number for s in plan.seats if s.room == room.id and s.locked}
        out = []
        for column, size in enumerate(column_sizes(room), start=1):
            for row in range(1, size + 1):
                n = number.get((row, column), 0)
                kind: PlaceKind = "desk" if n else "over"
                if place_name(row, column) in room.gaps:
                    kind = "gap"
                elif (row - 1) % step:
                    kind = "free"
                name = names.get(held[n].candidate, "") if n in held else ""
                out.append(DrawnPlace(row, column, kind, n, name, n in printed))
        return tuple(out)


def _within(value: int, most: int) -> int:
    return min(max(value, 1), most)


def _places(room: Room, params: PlanningParams) -> int:
    """The desks a grid has room for, whatever the capacity."""
    return room_layout(replace(room, capacity=MOST_SEATS), replace(params, room_capacity=MOST_SEATS)).capacity
