"""People to posts as an assignment problem.

A post is (place, kind) with so many seats; a person takes one post. Forbidden pairs are few, so they are kept as sets
and the allowed pairs are never listed: one search for an augmenting path looks at each person once. Two people who
must not share a place are kept apart by branching: forbid the place to one of them, then to the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

_FREE = -1
_MOST_WORK = 4_000_000
_MOST_BRANCHES = 40_000


@dataclass(frozen=True, slots=True)
class Posts:
    """The problem. Post number = place * kinds + kind; posts of a lower kind are filled first.

    `seats[post]` people are wanted; `may[kind][person]` says who can do that kind; `banned[person]` holds places;
    `apart(a, b)` says that two people must not share a place; `people` is in order of preference.
    """

    seats: Sequence[int]
    kinds: int
    may: Sequence[Sequence[bool]]
    banned: Sequence[frozenset[int]]
    apart: Callable[[int, int], bool]
    people: Sequence[int]


@dataclass(slots=True)
class Filling:
    """Who holds which post: `post_of[person]` or -1, `held[post]` the people. `bans` come from branching."""

    post_of: list[int]
    held: list[list[int]]
    bans: frozenset[tuple[int, int]] = frozenset()

    @property
    def filled(self) -> int:
        return sum(len(h) for h in self.held)

    def put(self, person: int, post: int) -> None:
        self.post_of[person] = post
        self.held[post].append(person)

    def take(self, person: int) -> None:
        self.held[self.post_of[person]].remove(person)
        self.post_of[person] = _FREE

    def copy(self) -> Filling:
        return Filling(self.post_of[:], [h[:] for h in self.held], self.bans)


@dataclass(frozen=True, slots=True)
class Shortage:
    """A Hall-violating set: these posts want more people than the ones who can take any of them.

    `reachable` can, and all of them are already in these posts; `barred` could by kind but is banned from every one.
    """

    posts: tuple[int, ...]
    wanted: int
    reachable: tuple[int, ...]
    barred: tuple[int, ...]


@dataclass(slots=True)
class Solution:
    """`filling` keeps every rule. `shortages` prove why posts stay empty; `torn` names pairs that cost a post more."""

    filling: Filling
    shortages: list[Shortage] = field(default_factory=list)
    torn: list[tuple[int, int]] = field(default_factory=list)
    proven: bool = True


def solve(posts: Posts, start: Filling) -> Solution:
    """The fullest filling that keeps every ban and keeps apart who must be; `start` is disturbed as little as possible.

    `proven` is False only when a great many pairs must be kept apart and the search was cut off.
    """
    _greedily(posts, start)
    shortages = _shortages(posts, start, _complete(posts, start))
    bound = start.filled
    pairs = _together(posts, start)
    if not pairs:
        return Solution(start, shortages)
    budget = min(_MOST_BRANCHES, max(200, _MOST_WORK // max(1, len(posts.people))))
    torn = set(pairs)
    for target in range(bound, -1, -1):
        found, budget = _branch(posts, start, target, budget, torn)
        if found is not None:
            return Solution(found, shortages, sorted(torn) if target < bound else [])
        if budget <= 0:
            break
    return Solution(_parted(posts, start), shortages, sorted(torn), proven=False)


def _allowed(posts: Posts, filling: Filling, person: int, post: int) -> bool:
    place, kind = divmod(post, posts.kinds)
    return (
        posts.may[kind][person]
        and place not in posts.banned[person]
        and (not filling.bans or (person, place) not in filling.bans)
    )


def _in_order(posts: Posts) -> Iterable[int]:
    """Every post, all of the first kind first, so that each room has its lead before any has two assistants."""
    for kind in range(posts.kinds):
        yield from range(kind, len(posts.seats), posts.kinds)


def _companions(posts: Posts, filling: Filling, post: int) -> list[int]:
    first = post - post % posts.kinds
    return [p for other in range(first, first + posts.kinds) for p in filling.held[other]]


def _greedily(posts: Posts, filling: Filling) -> None:
    """Whoever is next and fits. People passed over stay at the head of the queue for the next post."""
    for kind in range(posts.kinds):
        waiting = [p for p in reversed(posts.people) if filling.post_of[p] == _FREE and posts.may[kind][p]]
        for post in range(kind, len(posts.seats), posts.kinds):
            passed: list[int] = []
            while len(filling.held[post]) < posts.seats[post] and waiting:
                person = waiting.pop()
                if _allowed(posts, filling, person, post) and not any(
                    posts.apart(person, other) for other in _companions(posts, filling, post)
                ):
                    filling.put(person, post)
                else:
                    passed.append(person)
            waiting.extend(reversed(passed))


def _complete(posts: Posts, filling: Filling) -> list[tuple[set[int], set[int]]]:
    """Augment until no post can gain a person. A failed search proves its posts and people are out of play for good,
    so the work stays near linear even when many posts stay empty. Returns these (posts, people)."""
    dead: list[tuple[set[int], set[int]]] = []
    dead_posts: set[int] = set()
    dead_people: set[int] = set()
    for post in _in_order(posts):
        while len(filling.held[post]) < posts.seats[post] and post not in dead_posts:
            failed = _augment(posts, filling, post, dead_people)
            if failed is None:
                continue
            dead_posts |= failed[0]
            dead_people |= failed[1]
            dead.append(failed)
    return dead


def _shortages(posts: Posts, filling: Filling, dead: list[tuple[set[int], set[int]]]) -> list[Shortage]:
    """The failed searches as Hall-violating sets: those that lead to the same people are one."""
    sets: list[tuple[set[int], set[int]]] = []
    for seen, reached in dead:
        touching = [s for s in sets if any(_allowed(posts, filling, p, q) for q in seen for p in s[1])]
        if len(touching) == 1:
            touching[0][0].update(seen)
            touching[0][1].update(reached)
            continue
        sets = [s for s in sets if s not in touching]
        sets.append((seen.union(*(s[0] for s in touching)), reached.union(*(s[1] for s in touching))))
    out = []
    for seen, reached in sets:
        kinds = {q % posts.kinds for q in seen}
        others = [p for p in posts.people if p not in reached and any(posts.may[k][p] for k in kinds)]
        wanted = sum(posts.seats[q] for q in seen)
        out.append(Shortage(tuple(sorted(seen)), wanted, tuple(sorted(reached)), tuple(others)))
    return out


def _augment(posts: Posts, filling: Filling, post: int, dead: set[int]) -> tuple[set[int], set[int]] | None:
    """One more person for a post along a shortest augmenting path. None when it worked, else what the search saw."""
    unseen = [p for p in posts.people if p not in dead]
    unseen.sort(key=lambda p: filling.post_of[p] != _FREE)
    came_from: dict[int, int] = {}
    via: dict[int, int] = {}
    queue = [post]
    for here in queue:
        rest: list[int] = []
        for person in unseen:
            if not _allowed(posts, filling, person, here):
                rest.append(person)
                continue
            came_from[person] = here
            held = filling.post_of[person]
            if held == _FREE:
                _shift(filling, person, came_from, via, post)
                return None
            if held != post and held not in via:
                via[held] = person
                queue.append(held)
        unseen = rest
    return set(queue), set(came_from)


def _shift(filling: Filling, person: int, came_from: dict[int, int], via: dict[int, int], goal: int) -> None:
    """Walk the path back: each takes the post it was reached from, and whoever led there gives it up."""
    while True:
        to = came_from[person]
        if filling.post_of[person] != _FREE:
            filling.take(person)
        filling.put(person, to)
        if to == goal:
            return
        person = via[to]


def _together(posts: Posts, filling: Filling, first_only: bool = False) -> list[tuple[int, int]]:
    """Pairs who share a place and must not."""
    found: list[tuple[int, int]] = []
    for first in range(0, len(posts.seats), posts.kinds):
        inside = _companions(posts, filling, first)
        for i, one in enumerate(inside):
            for other in inside[i + 1 :]:
                if posts.apart(one, other):
                    found.append((min(one, other), max(one, other)))
                    if first_only:
                        return found
    return found


def _branch(
    posts: Posts, start: Filling, target: int, budget: int, torn: set[tuple[int, int]]
) -> tuple[Filling | None, int]:
    """Depth first over who of a pair gives way; complete, because one of the two must. Cut below `target` people."""
    stack = [start.copy()]
    tried: set[frozenset[tuple[int, int]]] = set()
    while stack and budget > 0:
        filling = stack.pop()
        pairs = _together(posts, filling, first_only=True)
        if not pairs:
            return filling, budget
        torn.update(pairs)
        place = filling.post_of[pairs[0][0]] // posts.kinds
        for person in pairs[0]:
            bans = filling.bans | {(person, place)}
            if bans in tried:
                continue
            tried.add(bans)
            budget -= 1
            other = filling.copy()
            other.bans = bans
            other.take(person)
            _complete(posts, other)
            if other.filled >= target:
                stack.append(other)
    return None, budget


def _parted(posts: Posts, filling: Filling) -> Filling:
    """The plain way out of a search cut off: one of every pair leaves."""
    out = filling.copy()
    while pairs := _together(posts, out, first_only=True):
        out.take(pairs[0][1])
    return out
