"""A sitting's rooms as a list, and one of them desk by desk."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from desktop.exam.plan.arranging.rooms import Group, group_of
from desktop.exam.plan.editing.moves import Moves, by_hand
from desktop.exam.plan.editing.reasons import explain_seat
from desktop.exam.plan.layout import room_outline
from desktop.exam.plan.model import Candidate, Room, Seat
from desktop.operations.boards.seats import WAITING, Hue, RoomRow, SeatBox, SeatsWork, Told
from desktop.operations.boards.shell import Tone
from desktop.operations.desks.office.seats.wording import weighing
from desktop.operations.rooms.reasons import group_words, reasons
from desktop.operations.words import Catalogue

HUES = 6
"""So many colours the map has; further groups and employers go without."""
WAITING_COLUMNS = 5
MOST_WAITING = 60


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody looks at: the room shown, who is in hand ("" for nobody), what the last act came to."""

    room: str
    held: str = ""
    said: Told | None = None


class SeatsBoard:
    """The board of one sitting, from the moves possible in it."""

    def __init__(self, moves: Moves, words: Catalogue) -> None:
        self._moves, self._words = moves, words
        self._names = {c.id: c.name for c in moves.plan.candidates}
        self.waiting = tuple(
            c for c in moves.plan.candidates if moves.sitting in c.sittings and c.id not in moves.seat_of
        )

    def shown(self, looked: Looked) -> SeatsWork:
        """Everything on the page. A room that is not there gives way to the first one."""
        moves, plan = self._moves, self._moves.plan
        held = looked.held if looked.held in moves.people else ""
        rooms = [self._row(room, held) for room in plan.rooms]
        if self.waiting:
            words = self._words.text("seats-waiting")
            rooms.append(RoomRow(WAITING, "—", words, str(len(self.waiting)), tone="stop"))
        ids = [r.id for r in rooms]
        here = looked.room if looked.room in ids else next(iter(ids), "")
        sitting = next((t for t in plan.sittings if t.id == moves.sitting), None)
        work = SeatsWork(
            sitting.subject if sitting else "",
            len(plan.sittings),
            tuple(rooms),
            here,
            "",
            0,
            0,
            (),
            held=held,
            held_words=self._held(held) if held else "",
            said=looked.said,
        )
        if here == WAITING:
            return self._waiting(work)
        return self._room(work, moves.rooms[here]) if here else work

    # --- the list of rooms ----------------------------------------------------------------------------------------

    def _row(self, room: Room, held: str) -> RoomRow:
        moves = self._moves
        seated = moves.seated(room.id)
        groups = Counter(group_of(c) for c in seated.values())
        capacity = moves.layout(room.id).capacity
        row = RoomRow(
            room.id,
            room.number,
            "、".join(group_words(str(g)) for g in sorted(groups)) or room.place,
            f"{len(seated)}/{capacity}",
            sum(s.locked for s in moves.seats.get(room.id, {}).values()),
            self._tone(len(groups), len(seated), capacity),
        )
        if not held:
            return row
        verdict, told, seen = weighing(self._words, moves.weigh(held, room.id), self._names)
        return replace(row, verdict=verdict, told=told, seen=seen)

    def _tone(self, groups: int, seated: int, capacity: int) -> Tone:
        return "stop" if seated > capacity else "warn" if groups > 1 else "plain"

    def _held(self, candidate: str) -> str:
        seat, name = self._moves.seat_of.get(candidate), self._names[candidate]
        if seat is None:
            return self._words.text("seats-held-waiting", name=name)
        room = self._moves.rooms.get(seat.room)
        facts = {"name": name, "room": room.number if room else seat.room, "number": seat.number}
        return self._words.text("seats-held", **facts)

    # --- one room -------------------------------------------------------------------------------------------------

    def _room(self, work: SeatsWork, room: Room) -> SeatsWork:
        moves, layout = self._moves, self._moves.layout(room.id)
        seated = moves.seated(room.id)
        group_hues, employer_hues = self._hues(seated)
        seats = moves.seats.get(room.id, {})
        boxes = [
            self._box(work.held, room, seats.get(d.number), d.number, (d.row, d.column), group_hues, employer_hues)
            for d in layout.desks
        ]
        numbers = {d.number for d in layout.desks}
        # A printed seat stays where it was printed, whatever the layout became.
        boxes += [
            self._box(work.held, room, s, n, (s.row, s.column), group_hues, employer_hues)
            for n, s in sorted(seats.items())
            if n not in numbers
        ]
        outline = room_outline(room)
        place = " ".join(part for part in (room.building, room.place.removeprefix(room.building).strip()) if part)
        return replace(
            work,
            title=self._words.text("seats-room-title", room=room.number, place=place),
            columns=max([outline.columns, *(b.column for b in boxes)]),
            rows=max([outline.rows, *(b.row for b in boxes)]),
            boxes=tuple(boxes),
            aisles=outline.aisles,
            pillars=outline.pillars,
            door=outline.door,
            groups=tuple(Hue(hue, group_words(str(g))) for g, hue in group_hues.items() if hue),
            employers=tuple(Hue(hue, e) for e, hue in employer_hues.items() if hue),
        )

    def _hues(self, seated: dict[int, Candidate]) -> tuple[dict[Group, int], dict[str, int]]:
        """A colour for each group, and for each employer that has several people here, the largest first."""
        groups = sorted({group_of(c) for c in seated.values()})
        many = Counter(c.employer.strip() for c in seated.values() if c.employer.strip())
        employers = [e for e, n in sorted(many.items(), key=lambda kv: (-kv[1], kv[0])) if n > 1]
        return (
            {g: n if n <= HUES else 0 for n, g in enumerate(groups, start=1)},
            {e: n if n <= HUES else 0 for n, e in enumerate(employers, start=1)},
        )

    def _box(
        self,
        held: str,
        room: Room,
        seat: Seat | None,
        number: int,
        place: tuple[int, int],
        groups: dict[Group, int],
        employers: dict[str, int],
    ) -> SeatBox:
        moves = self._moves
        box = SeatBox(number, *place)
        person = moves.people.get(seat.candidate) if seat is not None else None
        if seat is not None and person is not None:
            told = explain_seat(moves, seat)
            employer = person.employer.strip()
            box = replace(
                box,
                candidate=person.id,
                name=person.name,
                note=employer or group_words(str(group_of(person))),
                group=groups.get(group_of(person), 0),
                employer=employers.get(employer, 0),
                printed=seat.locked,
                by_hand=by_hand(seat),
                colleague=not told.employer_gap,
                reasons=tuple(Told(sentence, clause) for sentence, clause in reasons(self._words, told)),
            )
        if held:
            verdict, words, seen = weighing(self._words, moves.weigh(held, room.id, number), self._names)
            box = replace(box, verdict=verdict, told=words, seen=seen)
        return box

    def _waiting(self, work: SeatsWork) -> SeatsWork:
        """People without a seat, to be taken up and put down in a room."""
        why = (Told(self._words.text("seats-waiting-why"), "", "stop"),)
        boxes = tuple(
            SeatBox(
                0,
                n // WAITING_COLUMNS + 1,
                n % WAITING_COLUMNS + 1,
                c.id,
                c.name,
                group_words(str(group_of(c))),
                reasons=why,
            )
            for n, c in enumerate(self.waiting[:MOST_WAITING])
        )
        rows = max((b.row for b in boxes), default=1)
        title = self._words.text("seats-waiting-title", count=len(self.waiting))
        return replace(work, title=title, columns=WAITING_COLUMNS, rows=rows, boxes=boxes)
