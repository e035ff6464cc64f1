"""Who must not meet whom (回避, 002 第十七条): names, units and document numbers a member of staff avoids.

Texts are compared without outer white space and case. Avoiding is mutual: it is enough that one of two names it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.exam.plan.model import Candidate, Seat, Staff

CLAUSE = "002 第十七条"

Place = tuple[str, str]
"""(sitting, room)"""


@dataclass(frozen=True, slots=True)
class Clash:
    """`avoided` is the text on the list, `who` the candidate it fits, `place` where that candidate sits."""

    staff: str
    avoided: str
    who: str
    place: Place


def plain(text: str) -> str:
    return text.strip().upper()


def avoids(person: Staff) -> tuple[str, ...]:
    return tuple(t for t in (plain(a) for a in person.avoids) if t)


def known_as(person: Staff | Candidate) -> tuple[str, ...]:
    """The texts under which somebody may stand on an avoidance list."""
    belongs = person.unit if isinstance(person, Staff) else person.employer
    return tuple(t for t in (plain(person.name), plain(belongs), plain(person.document_number)) if t)


def keep_apart(one: Staff, other: Staff) -> bool:
    """Whether two colleagues must not work in one room."""
    if not one.avoids and not other.avoids:
        return False
    return any(t in known_as(other) for t in avoids(one)) or any(t in known_as(one) for t in avoids(other))


class Avoidance:
    """The places each avoided text leads to, for the seats of some sittings. Only texts on somebody's list are kept."""

    def __init__(self, staff: Iterable[Staff], seats: Iterable[Seat], candidates: Mapping[str, Candidate]) -> None:
        listed = {t for p in staff for t in avoids(p)}
        self._numbers = {plain(p.document_number) for p in staff if p.document_number}
        self._met: dict[str, dict[Place, str]] = {}
        self._sitting_exam: set[str] = set()
        for seat in seats:
            candidate = candidates.get(seat.candidate)
            if candidate is None:
                continue
            for text in known_as(candidate):
                if text in listed:
                    self._met.setdefault(text, {}).setdefault((seat.sitting, seat.room), candidate.id)
            if plain(candidate.document_number) in self._numbers:
                self._sitting_exam.add(plain(candidate.document_number))

    def places(self, person: Staff) -> frozenset[Place]:
        """The rooms this person must not enter on duty."""
        texts = [t for t in avoids(person) if t in self._met]
        return frozenset().union(*(self._met[t] for t in texts)) if texts else frozenset()

    def clashes(self, person: Staff, place: Place | None = None) -> tuple[Clash, ...]:
        """Why not, for one room or for all rooms."""
        return tuple(
            Clash(person.id, text, who, at)
            for text in avoids(person)
            for at, who in self._met.get(text, {}).items()
            if place is None or at == place
        )

    def is_candidate(self, person: Staff) -> bool:
        """Whether this person sits the exam meanwhile (the same document number)."""
        return bool(person.document_number) and plain(person.document_number) in self._sitting_exam
