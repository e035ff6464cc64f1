"""Why somebody sits where they sit, for screens, the command line and objections (X9)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from desktop.exam.plan.arranging.rooms import group_of
from desktop.exam.plan.editing.moves import Moves, by_hand
from desktop.exam.plan.model import Seat


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody on a desk beside: in the snake, in front, behind, left or right."""

    number: int
    name: str
    colleague: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """The grounds of one seat. `groups` counts each group of the room; `in_snake` is False when the room's layout is
    another one than when the seat was printed; `added` was put into a room already arranged."""

    candidate: str
    name: str
    sitting: str
    group: str
    room: str
    groups: tuple[tuple[str, int], ...]
    number: int
    row: int
    column: int
    door: str
    in_snake: bool
    alternate_rows: bool
    capacity: int
    beside: tuple[Beside, ...]
    employer: str
    needs: str
    by_hand: bool
    added: bool
    locked: bool
    why: str
    clauses: tuple[str, str]

    @property
    def mixed(self) -> bool:
        return len(self.groups) > 1

    @property
    def employer_gap(self) -> bool:
        """Nobody of the same employer sits beside."""
        return not any(b.colleague for b in self.beside)


def explain_seat(moves: Moves, seat: Seat) -> Explained:
    """The grounds of a seat of the sitting `moves` was built for. Raises KeyError for a seat of nobody or nowhere."""
    room, layout = moves.rooms[seat.room], moves.layout(seat.room)
    seated, person = moves.seated(seat.room), moves.people[seat.candidate]
    desk, employer = layout.desk(seat.number), person.employer.strip()
    beside = tuple(
        Beside(n, seated[n].name, bool(employer) and seated[n].employer.strip() == employer)
        for n in layout.beside(seat.number)
        if n in seated
    )
    groups = Counter(group_of(c) for c in seated.values())
    return Explained(
        person.id,
        person.name,
        seat.sitting,
        str(group_of(person)),
        room.number,
        tuple((str(g), n) for g, n in sorted(groups.items())),
        seat.number,
        seat.row,
        seat.column,
        room.door,
        desk is not None and (desk.row, desk.column) == (seat.row, seat.column),
        room.kind == "tiered",
        layout.capacity,
        beside,
        employer,
        person.needs,
        by_hand(seat),
        "added" in seat.why.split(),
        seat.locked,
        seat.why,
        (moves.params.clause("room_capacity"), "002 附件3 三(四)"),
    )
