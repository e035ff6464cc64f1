"""板书: the protocol's lines with the room's own occupation, level, subject and time."""

from __future__ import annotations

from desktop.exam.plan.model import Room, Sitting
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import words
from forms.rooms.blackboard_card import Blackboard, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    return boards(source, wanted), render


def boards(source: PrintSource, wanted: Wanted) -> list[Blackboard]:
    """One a room and sitting. Raises SiteFault print-…"""
    return [_board(source, sitting, room) for sitting, room in source.rooms(wanted.room, wanted.candidate)]


def _board(source: PrintSource, sitting: Sitting, room: Room) -> Blackboard:
    people = [who for _, who in source.seated(sitting.id, room.id)]
    protocol = source.context.protocol(sitting.id)
    facts = {
        "occupation": "、".join(dict.fromkeys(c.occupation for c in people)),
        "level": "、".join(words.SHORT_LEVELS.get(n, str(n)) for n in sorted({c.level for c in people}, reverse=True)),
        "subject": sitting.subject,
        "start": source.words.time(sitting.start),
        "end": source.words.time(source.context.end(sitting.id, room.id)),
    }
    lines = protocol.board if protocol else ()
    return Blackboard(room.number, tuple(line.format(**facts) for line in lines))
