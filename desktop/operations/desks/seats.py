"""A room's seat map: every desk of the grid, who sits there and how they stand."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.exam.frame.context import MINUTE, Context
from desktop.exam.frame.state import CandidateState
from desktop.exam.plan.layout import room_layout, room_outline
from desktop.operations.boards.shell import SeatCell, SeatMapBoard, SeatState
from desktop.operations.words import Words

STILL_WRITING = frozenset({"expected", "present", "out"})
_STATE: dict[str, SeatState] = {
    "expected": "expected",
    "present": "present",
    "out": "out",
    "handed-in": "handed",
    "absent": "absent",
    "removed": "removed",
}


def seat_map(
    ctx: Context, words: Words, sitting: str, room: str, now: int, *, names: bool = True, latest: str = ""
) -> SeatMapBoard:
    """The map as seen with the lectern on top. `names` off leaves the names away (U15)."""
    plan_room = ctx.index.rooms[room]
    layout, outline = room_layout(plan_room), room_outline(plan_room)
    seated: dict[int, tuple[str, CandidateState]] = {}
    rows: dict[int, tuple[int, int]] = {d.number: (d.row, d.column) for d in layout.desks}
    unseated = 0
    twice: set[int] = set()
    for candidate, state in ctx.people(sitting, room):
        place = ctx.place(sitting, candidate)
        if place is None:
            unseated += 1
            continue
        if place.number in seated:
            twice.add(place.number)
        seated[place.number] = (candidate, state)
        if place.row and place.column:
            rows[place.number] = (place.row, place.column)
    cells = []
    for number, (row, column) in sorted(rows.items()):
        held = seated.get(number)
        if held is None:
            cells.append(SeatCell(number, row, column))
            continue
        candidate, state = held
        who = ctx.index.candidates[candidate]
        cells.append(
            SeatCell(
                number,
                row,
                column,
                state=seat_state(state),
                name=who.name if names else "",
                note=_note(words, state, own_time(ctx, sitting, room, candidate), now) if names else "",
                about=(f"candidate:{sitting}/{candidate}",),
                code=who.admission_number,
                checked=state.second_check is not None,
                conflict=number in twice or bool(state.rivals),
                latest=candidate == latest,
            )
        )
    return SeatMapBoard(
        columns=max([outline.columns, *(c.column for c in cells)]),
        rows=max([outline.rows, *(c.row for c in cells)]),
        cells=tuple(cells),
        door=outline.door,
        unseated=unseated,
        aisles=outline.aisles,
        pillars=outline.pillars,
    )


@dataclass(frozen=True, slots=True)
class OwnTime:
    """Somebody's time that is not their room's: when their exam ends, and since when it is suspended for them alone."""

    end: int
    held: int | None = None


def own_time(ctx: Context, sitting: str, room: str, candidate: str) -> OwnTime | None:
    """For who still writes and has an extension or a suspension of their own; None for everybody else."""
    state, scope = ctx.state.sitting(sitting), f"candidate:{candidate}"
    if scope not in state.extensions and all(p.scope != scope for p in state.pauses):
        return None
    if ctx.state.candidate(sitting, candidate).status not in STILL_WRITING:
        return None
    end, held = ctx.end(sitting, room, candidate), state.pause_of(scope)
    if held is None and end == ctx.end(sitting, room):
        return None
    return OwnTime(end, held.since if held is not None else None)


def _note(words: Words, state: CandidateState, own: OwnTime | None, now: int) -> str:
    """The second line of a seat, with the end of whoever has another one than the room."""
    note = note_of(words, state, now)
    if own is None:
        return note
    if own.held is not None:
        return words.text("seat-note-held", note=note)
    return words.text("seat-note-until", note=note, time=words.time(own.end, seconds=own.end % MINUTE != 0))


def seat_state(state: CandidateState) -> SeatState:
    if state.misconduct and state.status in ("present", "out"):
        return "misconduct"
    return _STATE[state.status]


def note_of(words: Words, state: CandidateState, now: int) -> str:
    """The second line of a seat: what happened, and since when."""
    if state.removed is not None:
        return words.text("seat-note-removed", time=words.time(state.removed))
    if state.handed_in is not None:
        return words.text("seat-note-handed", time=words.time(state.handed_in))
    if state.out is not None:
        minutes = max(0, (now - state.out.out) // 60_000)
        return words.text("seat-note-out", minutes=minutes, escort=words.staff(state.out.escort))
    if state.misconduct:
        return words.text("seat-note-misconduct")
    if state.admission is not None:
        if state.admission.late:
            return words.text("seat-note-late", minutes=state.admission.late)
        return words.text("seat-note-present")
    return words.text("seat-note-absent" if state.absent is not None else "seat-note-expected")
