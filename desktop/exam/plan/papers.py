"""Paper bags to order: one for each paper in each room, and one sealed spare bag for each paper at the site (G7).

Bags that were ordered before keep their id, label, paper code and seal, so that printed labels stay true.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from desktop.exam.plan.arranging.rooms import Group, group_of
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.model import Bag, Plan


class _Paper(NamedTuple):
    sitting: str
    group: Group


def order_bags(plan: Plan, params: PlanningParams | None = None) -> tuple[Bag, ...]:
    """The bags for the plan's seats; sittings that are not on paper need none.

    `copies` counts the seated and the spares of the bag, `cards` equals it. Labels are the room's number and a letter
    that is unique in the plan (`06-A`; a second paper or sitting in the room gets `06-B`), spare bags `B-01`.
    Where no paper code is known yet one is made up from sitting and order (`s1-01`), the same for all bags of a paper.
    """
    params = params or PlanningParams()
    people = {c.id: group_of(c) for c in plan.candidates}
    order = {r.id: i for i, r in enumerate(plan.rooms)}
    numbers = {r.id: r.number for r in plan.rooms}
    on_paper = [t.id for t in plan.sittings if t.mode == "paper"]
    rank = {sitting: i for i, sitting in enumerate(on_paper)}
    counts = Counter(
        (_Paper(s.sitting, people[s.candidate]), s.room)
        for s in plan.seats
        if s.sitting in rank and s.candidate in people and s.room in order
    )
    before = {(_Paper(b.sitting, _group(b)), b.room): b for b in plan.bags}
    codes = _paper_codes(plan, sorted({p for p, _ in counts}, key=lambda p: (rank[p.sitting], p.group)), before)
    letters = _Letters({b.label for b in before.values()})
    out: list[Bag] = []
    for (paper, room), seated in sorted(
        counts.items(), key=lambda kv: (rank[kv[0][0].sitting], order[kv[0][1]], kv[0][0].group)
    ):
        old = before.get((paper, room))
        label = old.label if old else letters.next_for(numbers[room])
        id_ = old.id if old else f"b-{paper.sitting}-{room}-{label.rsplit('-', 1)[1].lower()}"
        copies = seated + params.spare_per_room
        out.append(_bag(id_, label, paper, room, copies, params.spare_per_room, codes[paper], old))
    spare_no = 0
    for paper in codes:
        old = before.get((paper, None))
        while old is None and f"B-{spare_no + 1:02}" in letters.used:
            spare_no += 1
        spare_no += old is None
        label = old.label if old else f"B-{spare_no:02}"
        id_ = old.id if old else f"b-{paper.sitting}-spare-{label.rsplit('-', 1)[1]}"
        copies = params.spare_bag_copies
        out.append(_bag(id_, label, paper, None, copies, copies, codes[paper], old))
    return tuple(out)


def _group(bag: Bag) -> Group:
    return Group(bag.occupation, bag.direction, -bag.level)


def _paper_codes(plan: Plan, papers: list[_Paper], before: dict[tuple[_Paper, str | None], Bag]) -> dict[_Paper, str]:
    known = {paper: bag.paper_code for (paper, _), bag in before.items() if bag.paper_code}
    used = set(known.values())
    out: dict[_Paper, str] = {}
    for paper in papers:
        code, n = known.get(paper, ""), 0
        while not code or (paper not in known and code in used):
            n += 1
            code = f"{paper.sitting}-{n:02}"
        used.add(code)
        out[paper] = code
    return out


def _bag(
    id_: str, label: str, paper: _Paper, room: str | None, copies: int, spares: int, code: str, old: Bag | None
) -> Bag:
    group = paper.group
    return Bag(
        id_,
        label,
        paper.sitting,
        room,
        group.occupation,
        group.level,
        copies,
        direction=group.direction,
        spares=spares,
        cards=copies,
        paper_code=code,
        seal=old.seal if old else "",
    )


class _Letters:
    """Next free label of a room: A, B, ... Z, AA, AB, ..."""

    def __init__(self, used: set[str]) -> None:
        self.used = used
        self._last: dict[str, int] = {}

    def next_for(self, room: str) -> str:
        n = self._last.get(room, 0)
        while True:
            n += 1
            label = f"{room}-{_letters(n)}"
            if label not in self.used:
                self._last[room] = n
                self.used.add(label)
                return label


def _letters(n: int) -> str:
    out = ""
    while n:
        n, rest = divmod(n - 1, 26)
        out = chr(ord("A") + rest) + out
    return out
