"""Who sits where: the fold's index says what a walk over every candidate says, whatever came in in whatever order."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.fold import Fold
from desktop.exam.frame.state import Admission, CandidateState
from tests.helpers.morning import Recorded

ROOMS, SEATS, PEOPLE = ("r01", "r02"), (1, 2), ("c00001", "c00002", "c00003")


def walked(fold: Fold) -> dict[tuple[str, str, int], dict[str, Admission]]:
    """Brute force over all candidates."""
    out: dict[tuple[str, str, int], dict[str, Admission]] = {}
    for key, value in fold.state.values.items():
        if isinstance(value, CandidateState) and value.admission is not None:
            sitting, _, who = key.partition(":")[2].partition("/")
            a = value.admission
            out.setdefault((sitting, a.room, a.seat), {})[who] = a
    return out


def held(fold: Fold) -> dict[tuple[str, str, int], dict[str, Admission]]:
    places = {(s, r, n) for s in ("s1", "s2") for r in ROOMS for n in (*SEATS, 3)}
    return {p: dict(found) for p in places if (found := fold.state.seated.at(*p))}


@st.composite
def entries(draw: st.DrawFn) -> list[Recorded]:
    out: list[Recorded] = []
    admitted: list[tuple[str, str, int]] = []
    for number in range(1, draw(st.integers(1, 14)) + 1):
        who = f"candidate:{draw(st.sampled_from(('s1', 's2')))}/{draw(st.sampled_from(PEOPLE))}"
        room, seat = draw(st.sampled_from(ROOMS)), draw(st.sampled_from(SEATS))
        desk = draw(st.sampled_from(("d1", "d2")))
        kind = draw(
            st.sampled_from(
                ("candidate-admitted",) * 3
                + ("admission-annulled", "seat-moved", "attendance-corrected", "conflict-resolved", "candidate-refused")
            )
        )
        data = {"room": room, "seat": seat, "late": 0, "method": "reader", "code": "ok", "reason": "x"}
        data |= {"row": 1, "column": 1, "attendance": draw(st.sampled_from(("present", "absent")))}
        meant = draw(st.sampled_from(admitted)) if admitted else (who, desk, number)
        if kind in ("admission-annulled", "conflict-resolved"):
            who = meant[0]
        data |= {"desk": meant[1], "number": meant[2], "conflict": "admitted-twice@x@y"}
        data |= {"dropped": [f"{meant[1]}.{meant[2]}"]}
        if draw(st.integers(0, 9)) == 0:
            data["seat"] = None  # nobody can read this one
        if kind == "candidate-admitted":
            admitted.append((who, desk, number))
        time = draw(st.integers(0, 5))
        out.append(Recorded(kind, (who,), data, (), (time, number), time, desk, number))
    return out


@settings(max_examples=200)
@given(entries=entries(), seed=st.integers(0, 99))
def test_the_index_says_what_a_walk_says_in_any_order(entries: list[Recorded], seed: int) -> None:
    fold = Fold()
    for entry in entries:
        fold.take(entry)
        assert held(fold) == walked(fold)
    shuffled = [*entries, *entries[:3]]
    random.Random(seed).shuffle(shuffled)
    again = Fold()
    for entry in shuffled:
        again.take(entry)
        assert held(again) == walked(again)
    assert held(again) == held(fold)
