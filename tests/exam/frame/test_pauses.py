"""What overlapping suspensions give back: the time that was lost, once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.frame.pauses import given_back
from desktop.exam.frame.state import Pause

MINUTE = 60_000


def pause(since: int, until: int | None, minutes: int | None = None, scope: str = "site") -> Pause:
    """In minutes; without a decision of the chief it gives back what it lasted."""
    lasted = 0 if until is None else until - since
    given = (lasted if minutes is None else minutes) * MINUTE
    return Pause(scope, since * MINUTE, "fire alarm", None if until is None else until * MINUTE, given)


def test_suspensions_of_site_and_room_at_once_are_lost_once() -> None:
    assert given_back([pause(0, 20), pause(5, 15, scope="room:r01")]) == 20 * MINUTE
    assert given_back([pause(0, 10), pause(5, 15, scope="room:r01")]) == 15 * MINUTE
    assert given_back([pause(0, 10), pause(10, 15, scope="room:r01")]) == 15 * MINUTE
    assert given_back([pause(0, 10), pause(30, 35, scope="room:r01")]) == 15 * MINUTE


def test_what_the_chief_decided_holds_for_the_minutes_of_that_suspension() -> None:
    assert given_back([pause(0, 10, 20)]) == 20 * MINUTE
    assert given_back([pause(0, 10, 0)]) == 0
    assert given_back([pause(0, 10, 20), pause(2, 8)]) == 20 * MINUTE
    assert given_back([pause(0, 10, 0), pause(5, 15)]) == 10 * MINUTE
    assert given_back([pause(0, 0, 7)]) == 7 * MINUTE


def test_a_suspension_that_goes_on_gives_nothing_back_yet() -> None:
    assert given_back([]) == given_back([pause(0, None)]) == 0
    assert given_back([pause(0, None), pause(0, 10)]) == 10 * MINUTE


def pauses(decided: bool) -> st.SearchStrategy[list[Pause]]:
    """Some suspensions with odd lengths in milliseconds, the chief deciding otherwise or not."""
    one = st.tuples(st.integers(0, 5000), st.integers(0, 5000), st.integers(0, 9000) if decided else st.none())
    made = one.map(lambda t: Pause("site", t[0], "", t[0] + t[1], t[1] if t[2] is None else t[2]))
    return st.lists(made, max_size=8)


@given(pauses(decided=False))
def test_without_a_decision_the_moments_of_any_suspension_are_given_back_each_once(some: list[Pause]) -> None:
    lost = set[int]()
    for p in some:
        assert p.until is not None
        lost |= set(range(p.since, p.until))
    assert given_back(some) == len(lost)


@given(pauses(decided=True), st.randoms(use_true_random=False))
def test_together_they_give_at_least_each_at_most_all_whatever_their_order(some: list[Pause], chance: object) -> None:
    mixed = list(some)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    together = given_back(some)
    assert together == given_back(mixed)
    assert max((p.compensation for p in some), default=0) <= together <= sum(p.compensation for p in some)
    for p in some:
        assert given_back([p]) == p.compensation
        assert given_back([q for q in some if q is not p]) <= together


@given(pauses(decided=True))
def test_one_after_the_other_they_add_up(some: list[Pause]) -> None:
    apart = [
        Pause(p.scope, p.since + n * 20_000, "", (p.until or 0) + n * 20_000, p.compensation)
        for n, p in enumerate(some)
    ]
    assert given_back(apart) == sum(p.compensation for p in apart)
