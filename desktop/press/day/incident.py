"""突发事件登记处置表: every incident of the record; a blank one a room where there is none or one is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.frame.state import Done, IncidentState
from desktop.exam.plan.model import Room, Sitting
from desktop.press.exams import exam_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.day.incident import Incident, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """Raises SiteFault print-…"""
    where = source.rooms(wanted.room, wanted.candidate)
    found = [] if wanted.blank else list(_recorded(source, where, whole=not (wanted.room or wanted.candidate)))
    blank = [
        Incident(_titles(source), exam_of(sitting), room.number, source.place_of(room))
        for sitting, room in (where if wanted.room or wanted.candidate else [])
    ]
    return found or blank or [Incident(_titles(source))], render


def _recorded(source: PrintSource, where: list[tuple[Sitting, Room]], *, whole: bool) -> Iterator[Incident]:
    rooms = {(sitting.id, room.id): (sitting, room) for sitting, room in where}
    for one in source.context.state.incidents().values():
        if one.opened is None:
            continue
        key = (str(one.opened.data.get("sitting") or ""), str(one.opened.data.get("room") or ""))
        if key in rooms:
            yield _sheet(source, one, one.opened, *rooms[key])
        elif whole:
            sitting = source.context.index.sittings.get(key[0])
            yield _sheet(source, one, one.opened, sitting, source.context.index.rooms.get(key[1]))


def _sheet(
    source: PrintSource, one: IncidentState, opened: Done, sitting: Sitting | None, room: Room | None
) -> Incident:
    kinds = [kind.key for kind in source.context.rules.kinds.get("incident", ())]
    kind = str(opened.data.get("kind", ""))
    done = one.resolved
    return Incident(
        kinds=_titles(source),
        exam=exam_of(sitting) if sitting else None,
        room=room.number if room else "",
        place=source.place_of(room) if room else source.plan.site.name,
        kind=kinds.index(kind) if kind in kinds else None,
        at=opened.at,
        what=source.differences(str(opened.data.get("note", "")).split(", ")),
        reporter=source.staff(opened.officers),
        decision=str(done.data.get("decision", "")) if done else "",
        decided=done.at if done else None,
        decided_by=source.staff(done.officers) if done else "",
    )


def _titles(source: PrintSource) -> tuple[str, ...]:
    return tuple(kind.title for kind in source.context.rules.kinds.get("incident", ()))
