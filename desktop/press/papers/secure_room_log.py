"""保密室出入登记表: every stay the record has, with lines to go on by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desktop.press.exams import named
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms.papers.secure_room_log import SecureRoomLog, Visit, render


def fill(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    state = source.context.state.site(source.plan.site.id)
    visits: list[Visit] = []
    for done in () if wanted.blank else state.secure_room:
        if done.data.get("kind") == "secure-room-entered":
            people = done.data.get("persons") or done.officers
            visits.append(Visit(_people(source, people), done.at, None, str(done.data.get("purpose", ""))))
        elif visits and visits[-1].left is None:
            visits[-1] = replace(visits[-1], left=done.at)
    keyholders = "、".join(_people(source, state.keyholders))
    return [SecureRoomLog(tuple(visits), keyholders, source.words.text("press-to-stow"))], render


def _people(source: PrintSource, ids: Iterable[str]) -> tuple[str, ...]:
    staff = source.context.index.staff
    return tuple(named(staff.get(id)) or id for id in ids)
