"""Who sits where inside a room, so that people of one employer do not sit side by side where that can be avoided.

Odd numbers are filled before even ones, employer by employer, the largest first. The snake's odd and even numbers
are the two colours of a chessboard, so an employer that keeps to one colour has no neighbour of its own; only one that
is more than half of the room must.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from desktop.exam.plan.arranging.avoidance import plain
from desktop.exam.plan.layout import Layout
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Candidate


def drawn(seed: int, label: str, candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates in an order drawn by lot: one hash a person, so nobody's lot depends on who else is there."""
    key = f"{seed}|{label}|".encode()

    def lot(candidate: Candidate) -> bytes:
        return blake2b(key + candidate.id.encode(), digest_size=12).digest()

    return sorted(candidates, key=lot)


def employed(candidates: Iterable[Candidate], params: PlanningParams) -> list[Candidate]:
    """The candidates, without an employer where what stands there is a word for having none: 待业 is no house in which
    two people could be colleagues."""
    none = params.words_for_no_employer
    return [replace(c, employer="") if c.employer and plain(c.employer) in none else c for c in candidates]


def by_employer(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The same people with each employer's together, the largest first; who names none stands last."""
    of: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        of.setdefault(candidate.employer.strip(), []).append(candidate)
    alone = of.pop("", [])
    return [c for block in sorted(of.values(), key=len, reverse=True) for c in block] + alone


def deal(people: Sequence[Candidate], hands: Sequence[int], avoided: Collection[str] = ()) -> list[list[Candidate]]:
    """People dealt like cards into hands (rooms) of the given sizes, so that an employer spreads over all of them.

    An employer some proctor must avoid is the exception: it goes to as few rooms as it fits with a gap between its
    people, or that proctor could not work in any room. `avoided` holds such employers as `plain` texts.
    """
    out: list[list[Candidate]] = [[] for _ in hands]
    rest = list(people)
    if avoided:
        blocks: dict[str, list[Candidate]] = {}
        for person in people:
            if person.employer and plain(person.employer) in avoided:
                blocks.setdefault(plain(person.employer), []).append(person)
        for block in blocks.values():
            _keep_together(block, hands, out)
        placed = {person.id for hand in out for person in hand}
        rest = [person for person in people if person.id not in placed]
    turn = [i for i, size in enumerate(hands) if len(out[i]) < size]
    at = 0
    for person in rest:
        if at >= len(turn):
            turn = [i for i in turn if len(out[i]) < hands[i]]
            at = 0
        out[turn[at]].append(person)
        at += 1
    return out


def _keep_together(block: list[Candidate], hands: Sequence[int], out: list[list[Candidate]]) -> None:
    """Half a room at a time, the emptiest room first; who does not fit that way is dealt like everybody else."""
    left = block
    used: set[int] = set()
    while left and len(used) < len(hands):
        i = max((i for i in range(len(hands)) if i not in used), key=lambda i: (hands[i] - len(out[i]), -i))
        used.add(i)
        took = min(len(left), (hands[i] + 1) // 2, hands[i] - len(out[i]))
        if took <= 0:
            return
        out[i] += left[:took]
        left = left[took:]


def fill(segments: Sequence[Sequence[Candidate]], layout: Layout) -> dict[int, Candidate]:
    """An empty room: each group on consecutive numbers, special needs first (nearest the front and the door's side)."""
    seated: dict[int, Candidate] = {}
    for segment in segments:
        numbers = range(len(seated) + 1, len(seated) + len(segment) + 1)
        ordered = by_employer(segment)
        needing = [c for c in ordered if c.needs]
        rest = [c for c in ordered if not c.needs]
        front, free = numbers[: len(needing)], numbers[len(needing) :]
        seated.update(zip(front, needing, strict=True))
        seated.update(zip([*free[::2], *free[1::2]], rest, strict=True))
        _repair(seated, list(free), layout)
    return dict(sorted(seated.items()))


def squeeze_in(people: Sequence[Candidate], seated: Mapping[int, Candidate], layout: Layout) -> dict[int, Candidate]:
    """Newcomers into the free seats of a room in use; nobody who sits there moves. Each takes the first free number
    with the fewest colleagues beside it. Returns the newcomers by number."""
    now = dict(seated)
    free = [d.number for d in layout.desks if d.number not in now]
    out: dict[int, Candidate] = {}
    for person in sorted(by_employer(people), key=lambda c: not c.needs):
        number = min(free, key=lambda n: (colleagues_beside(n, person, now, layout), n))
        free.remove(number)
        now[number] = out[number] = person
    return out


def colleagues_beside(number: int, person: Candidate, seated: Mapping[int, Candidate], layout: Layout) -> int:
    """How many of the desks beside this one hold somebody of the same employer."""
    employer = person.employer.strip()
    if not employer:
        return 0
    beside = (seated.get(n) for n in layout.beside(number))
    return sum(
        1 for other in beside if other is not None and other is not person and other.employer.strip() == employer
    )


_TRIES = 12


def _repair(seated: dict[int, Candidate], numbers: list[int], layout: Layout) -> None:
    """Swap the few who still sit beside a colleague (uneven columns, the seam between groups) where a swap helps."""
    for number in numbers:
        here = colleagues_beside(number, seated[number], seated, layout)
        if not here:
            continue
        for other in numbers[number % 7 :: 2][:_TRIES]:
            before = here + colleagues_beside(other, seated[other], seated, layout)
            seated[number], seated[other] = seated[other], seated[number]
            after = colleagues_beside(number, seated[number], seated, layout)
            after += colleagues_beside(other, seated[other], seated, layout)
            if after < before:
                break
            seated[number], seated[other] = seated[other], seated[number]
