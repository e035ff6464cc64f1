"""考生违纪作弊记录表: one for every case of the record; a blank one where there is none or one is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.exam.frame.state import Done
from desktop.exam.plan.model import Candidate, Room, Sitting
from desktop.press.exams import exam_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import words
from forms.day.misconduct import Misconduct, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """A blank one for a named candidate knows who it is about. Raises SiteFault print-…"""
    where = source.rooms(wanted.room, wanted.candidate)
    people = source.people(wanted.candidate) if wanted.candidate else []
    named = {who.id for who in people}
    found = [] if wanted.blank else [case for t, r in where for case in _cases(source, t, r, named)]
    if not found:
        seated = [(t, r, {who.id for _, who in source.seated(t.id, r.id)}) for t, r in where]
        found = [_case(source, t, r, who, None) for who in people for t, r, here in seated if who.id in here]
    return found or [Misconduct(_titles(source))], render


def _cases(source: PrintSource, sitting: Sitting, room: Room, named: set[str]) -> Iterator[Misconduct]:
    for _, who in source.seated(sitting.id, room.id):
        if not named or who.id in named:
            for done in source.context.state.candidate(sitting.id, who.id).misconduct:
                yield _case(source, sitting, room, who, done)


def _case(source: PrintSource, sitting: Sitting, room: Room, who: Candidate, done: Done | None) -> Misconduct:
    kinds = [kind.key for kind in source.context.rules.kinds.get("misconduct", ())]
    place = source.context.place(sitting.id, who.id)
    kind = str(done.data.get("kind", "")) if done else ""
    return Misconduct(
        kinds=_titles(source),
        exam=exam_of(sitting),
        room=room.number,
        seat=place.number if place else None,
        name=who.name,
        admission_number=who.admission_number,
        document_number=who.document_number,
        occupation=words.occupation_level(who.occupation, who.level, who.direction),
        kind=kinds.index(kind) if kind in kinds else None,
        at=done.at if done else None,
        what=str(done.data.get("note", "")) if done else "",
        told=done.data.get("told") is True if done else None,
        removed=done.data.get("removed") is True if done else None,
        recorders=tuple(source.words.staff(p) for p in done.officers) if done else (),
    )


def _titles(source: PrintSource) -> tuple[str, ...]:
    return tuple(kind.title for kind in source.context.rules.kinds.get("misconduct", ()))
