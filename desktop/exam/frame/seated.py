"""Who sits where by the record, kept by the fold: a door asks for one seat and need not walk the room (judge)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop.exam.frame.state import Admission

_NOBODY: Mapping[str, Admission] = MappingProxyType({})


class Seated:
    """(sitting, room, seat) to the candidates whose admission stands there, more than one when two desks let two in.
    Whatever order the entries came in, it says what a walk over all candidates would say."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str, int], dict[str, Admission]] = {}

    def changed(self, key: str, old: Admission | None, new: Admission | None) -> None:
        """`key` is the aggregate (`candidate:s1/c00001`)."""
        sitting, _, who = key[10:].partition("/")
        if old is not None:
            place = (sitting, old.room, old.seat)
            people = self._at[place]
            del people[who]
            if not people:
                del self._at[place]
        if new is not None:
            self._at.setdefault((sitting, new.room, new.seat), {})[who] = new

    def at(self, sitting: str, room: str, seat: int) -> Mapping[str, Admission]:
        """Candidate ids to their admissions."""
        return self._at.get((sitting, room, seat), _NOBODY)
