"""One signed sheet beside the record, as the record is now: which sitting and room it is of, each row of it, what
differs, what a person has still to look at, and the command it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.exam.day.balance import LIST, admitted
from desktop.exam.evidence.sheets import sheet_key
from desktop.exam.evidence.signatures import Difference, SignedRow, differences, unlisted
from desktop.exam.frame.context import Context
from desktop.exam.frame.state import Done
from desktop.exam.plan.model import Room, Sitting
from desktop.faults import SiteFault
from desktop.operations.boards.returned.sheets import DOUBTFUL, NO, NONE, YES
from desktop.operations.ports import ReadSheet, SeenSheet, SheetBox, SheetIdentity

SLIP = "custody-slip"


@dataclass(frozen=True, slots=True)
class Row:
    """A row or box: `read` is what the picture says, `answer` what counts (a person's word, or else what was read),
    `record` what the record says to a box that candidates do not sign, empty for nothing."""

    key: str
    seat: int | None
    who: str
    signed: str
    read: str
    decided: bool
    box: SheetBox | None = None
    question: bool = False

    @property
    def contrary(self) -> bool:
        """Whether a box says otherwise than the record."""
        return self.box is not None and bool(self.box.answer) and self.signed != self.box.answer


@dataclass(frozen=True, slots=True)
class Standing:
    """A sheet with what was decided so far. `asked` are the rows for a person's eye by key, `differ` what differs with
    those answers."""

    identity: SheetIdentity
    sitting: Sitting
    room: Room | None
    rows: tuple[Row, ...]
    asked: frozenset[str]
    differ: Mapping[str, Difference]

    @property
    def open(self) -> list[Row]:
        """The rows nobody has decided yet."""
        return [row for row in self.rows if row.key in self.asked and not row.decided]

    @property
    def contrary(self) -> list[Row]:
        return [row for row in self.rows if row.contrary]

    @property
    def about(self) -> str:
        return f"room:{self.sitting.id}/{self.room.id}" if self.room else f"sitting:{self.sitting.id}"

    @property
    def number(self) -> str:
        """The slip's own number; a list and a room record have their room's."""
        return self.identity.scope if self.identity.form == SLIP else ""


def place_of(ctx: Context, identity: SheetIdentity) -> tuple[Sitting, Room | None]:
    """The sitting and room a sheet is of. Raises SiteFault scan-unknown-sheet: of none of this plan."""
    number = identity.scope
    if identity.form == SLIP:
        number = number.partition("-")[2]
    room = ctx.index.room(number) if number else None
    for sitting in ctx.index.plan.sittings:
        if sitting.start // 60_000 != identity.start // 60_000:
            continue
        if room is not None and room.id in set(ctx.rooms(sitting.id)):
            return sitting, room
        if identity.form == SLIP and not number:
            return sitting, None
    raise SiteFault("scan-unknown-sheet", form=identity.form, scope=identity.scope, page=identity.page)


def look_over(ctx: Context, seen: SeenSheet) -> tuple[Sitting, Room | None]:
    """Where a sheet belongs. Raises SiteFault: of another plan, of another version of its list, or of no room here."""
    plan = ctx.index.plan
    if (seen.plan, seen.rehearsal) != (plan.name, plan.rehearsal):
        raise SiteFault("scan-other-plan", plan=seen.plan, rehearsal="yes" if seen.rehearsal else "no")
    known = ctx.index.by_admission_number
    if any(row.seat is not None and row.who not in known for row in seen.sheet.rows):
        raise SiteFault("scan-other-list")
    return place_of(ctx, seen.sheet.identity)


def stand(
    ctx: Context,
    sheet: ReadSheet,
    place: tuple[Sitting, Room | None],
    boxes: Sequence[SheetBox],
    answers: Mapping[str, str],
) -> Standing:
    """A sheet beside the record; `answers` are what a person decided, by key."""
    sitting, room = place
    said = {box.key: box for box in boxes}
    as_read = _rows(sheet, said, {})
    rows = _rows(sheet, said, answers)
    asked = {row.key for row in as_read if row.signed == DOUBTFUL or row.contrary}
    asked |= set(_differences(ctx, sitting, room, as_read))
    # A moved seat stays to be looked at, whatever was decided; so does what differs only by what a person says.
    return Standing(sheet.identity, sitting, room, rows, frozenset(asked), _differences(ctx, sitting, room, rows))


def _rows(sheet: ReadSheet, boxes: Mapping[str, SheetBox], answers: Mapping[str, str]) -> tuple[Row, ...]:
    out = []
    for row in sheet.rows:
        box = None if row.seat is not None else boxes.get(row.key)
        answer = answers.get(row.key, row.signed)
        out.append(Row(row.key, row.seat, row.who, answer, row.signed, row.key in answers, box))
    for choice in sheet.choices:
        read = DOUBTFUL if choice.doubtful else NONE if choice.chosen is None else str(choice.chosen)
        answer = answers.get(choice.key, read)
        out.append(Row(choice.key, None, "", answer, read, choice.key in answers, boxes.get(choice.key), True))
    return tuple(out)


def _differences(ctx: Context, sitting: Sitting, room: Room | None, rows: Sequence[Row]) -> dict[str, Difference]:
    """By key of the row; of a list only."""
    if room is None:
        return {}
    seats = {}
    for id, _ in ctx.people(sitting.id, room.id):
        place = ctx.place(sitting.id, id)
        seats[ctx.index.candidates[id].admission_number] = place.number if place else 0
    inside = _inside(ctx, sitting, room)
    found = {(d.seat, d.who): d for d in differences(rows, seats, inside)}
    return {row.key: found[row.seat, row.who] for row in rows if row.seat is not None and (row.seat, row.who) in found}


def missing(ctx: Context, standing: Standing, rows: Sequence[SignedRow]) -> tuple[str, ...]:
    """Admission numbers let in that none of these rows has."""
    room = standing.room
    return unlisted(rows, _inside(ctx, standing.sitting, room)) if room is not None else ()


def _inside(ctx: Context, sitting: Sitting, room: Room) -> set[str]:
    """Admission numbers of whoever was let in."""
    return {ctx.index.candidates[id].admission_number for id in admitted(ctx, sitting.id, room.id)}


def confirmed(ctx: Context, standing: Standing) -> Done | None:
    """What was confirmed of the same page before, if it was."""
    identity, room = standing.identity, standing.room
    key = sheet_key(identity.form, standing.number, identity.page)
    if room is not None:
        return ctx.state.room(standing.sitting.id, room.id).sheets.get(key)
    return ctx.state.sitting(standing.sitting.id).sheets.get(key)


def data_of(ctx: Context, standing: Standing, attachment: str) -> dict[str, Any]:
    """The data of `confirm-sheet`. Every open row must have been decided."""
    identity = standing.identity
    people = ctx.index.by_admission_number
    named = [(people[row.who].id, row) for row in standing.rows if row.seat is not None and row.who in people]
    boxes = [row for row in standing.rows if row.seat is None]
    eye = [row.key for row in boxes if row.decided] + [id for id, row in named if row.decided]
    data: dict[str, Any] = {
        "form": identity.form,
        "page": identity.page,
        "pages": identity.pages,
        "print": identity.check,
        "attachment": attachment,
        "boxes": {row.key: row.signed for row in boxes},
        "contrary": [row.key for row in boxes if row.contrary],
        "by_eye": eye,
    }
    if standing.number:
        data["number"] = standing.number
    if identity.form == LIST:
        data["signed"] = [id for id, row in named if row.signed == YES]
        data["unsigned"] = [id for id, row in named if row.signed == NO]
    return data
