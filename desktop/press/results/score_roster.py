"""成绩花名册: a room's people by seat; who was absent or cheated is said already."""

from __future__ import annotations

from desktop.press.candidates.roster import mark_of
from desktop.press.exams import exam_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.results.score_roster import ScoreRoster, ScoreRow, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    rosters = []
    for sitting, room in source.rooms(wanted.room, wanted.candidate):
        rows = tuple(
            ScoreRow(
                seat,
                who.name,
                who.admission_number,
                who.occupation,
                who.level,
                who.direction,
                mark_of(source, sitting, who.id),
            )
            for seat, who in source.seated(sitting.id, room.id)
        )
        rosters.append(ScoreRoster(room.number, source.place_of(room), exam_of(sitting), rows))
    return rosters, render
