from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.plan.model import Plan
from desktop.exchange.central.plans import plan_from_central
from desktop.faults import SiteFault

DATA: dict[str, Any] = {
    "id": "20261214-cn-1",
    "name": "20261214成人按摩",
    "revision": 3,
    "kind": "social",
    "organisation": {"name": "某评价机构", "short_name": "某机构", "filing_number": "S000011000099", "more": 1},
    "site": {"id": "0b0e7a70-0000-4000-8000-000000000099", "name": "某考点", "address": "某路 1 号"},
    "sittings": [
        # 00:30 on the 14th at the site is still the 13th in UTC.
        {"id": "s1", "subject": "理论", "mode": "paper", "start": 1_797_179_400_000, "end": 1_797_184_800_000},
        {"id": "s2", "subject": "操作", "mode": "practical", "start": 1_797_300_000_000, "end": 1_797_303_600_000},
    ],
    "candidates": [
        {
            "id": "c00001",
            "name": "𠮷野静",
            "document_type": "居民身份证",
            "document_number": "990102199003072335",
            "sex": "female",
            "admission_number": "0001",
            "occupation": "按摩师",
            "level": 4,
            "sittings": ["s1", "s2"],
            "photo": "ab" * 32,
            "blood_group": "A",
        },
        {
            "id": "c00002",
            "name": "王某",
            "document_type": "护照",
            "document_number": "E99000001",
            "occupation": "按摩师",
            "direction": None,
            "level": 5,
            "sittings": [],
        },
    ],
    "rooms": [
        {"id": "r03", "number": "03", "place": "201", "row_sizes": [7, 8, 8, 7]},
        {"name": "礼堂"},
        {"id": "r03"},
    ],
    "staff": [{"id": "p012", "number": "012", "name": "李某", "role": "chief"}, {"id": "p013", "role": "cook"}],
    "published": "2026-12-01",
}


def test_a_plan_of_the_centre_becomes_ours_and_unknown_members_are_left_alone() -> None:
    plan = plan_from_central(DATA)
    assert (plan.id, plan.revision, plan.first_exam_date) == ("20261214-cn-1", 3, "2026-12-14")
    assert plan.organisation.filing_number == "S000011000099"
    assert [candidate.sex for candidate in plan.candidates] == ["female", "unknown"]
    assert (plan.candidates[1].admission_number, plan.candidates[1].direction) == ("", "")
    assert [room.id for room in plan.rooms] == ["r03"]
    assert plan.rooms[0].row_sizes == (7, 8, 8, 7)
    assert [person.id for person in plan.staff] == ["p012"]
    assert not plan.rehearsal


WRONG: list[Callable[[dict[str, Any]], Any]] = [
    lambda d: d.pop("candidates"),
    lambda d: d.update(revision="3"),
    lambda d: d.update(revision=-1),
    lambda d: d.update(kind="party"),
    lambda d: d.update(site="x"),
    lambda d: d.update(name=None),
    lambda d: d.update(name="x" * 5000, candidates={}),
    lambda d: d["sittings"][0].update(start="08:30"),
    lambda d: d["sittings"][0].update(end=0),
    lambda d: d["sittings"][0].update(start=-(10**18)),
    lambda d: d["sittings"][0].update(id="s 1"),
    lambda d: d["sittings"][0].update(mode="oral"),
    lambda d: d["sittings"].append(d["sittings"][0]),
    lambda d: d["candidates"].append(5),
    lambda d: d["candidates"].append(d["candidates"][0]),
    lambda d: d["candidates"][0].update(level=6),
    lambda d: d["candidates"][0].update(level=True),
    lambda d: d["candidates"][0].update(sex="男"),
    lambda d: d["candidates"][0].update(name=" "),
    lambda d: d["candidates"][0].update(name="x" * 5000),
    lambda d: d["candidates"][0].update(name="a\0b"),
    lambda d: d["candidates"][0].update(sittings=["s9"]),
    lambda d: d["candidates"][0].update(id="../c"),
    lambda d: d["candidates"][0].update(id="990102199003072335"),
]


@pytest.mark.parametrize("change", WRONG, ids=range(len(WRONG)))
def test_a_plan_that_does_not_fit_is_refused_with_the_member_named(change: Callable[[dict[str, Any]], Any]) -> None:
    data = copy.deepcopy(DATA)
    change(data)
    with pytest.raises(SiteFault) as caught:
        plan_from_central(data)
    assert caught.value.code == "central-plan"
    assert caught.value.facts["reason"]
    assert "990102199003072335" not in str(caught.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_the_centre_sends_is_a_plan_or_a_fault(data: st.DataObject) -> None:
    made = copy.deepcopy(DATA)
    place: Any = made
    for _ in range(data.draw(st.integers(0, 3))):
        inner = [
            k
            for k, v in (place.items() if isinstance(place, dict) else enumerate(place))
            if isinstance(v, dict | list) and v
        ]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(inner))]
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[data.draw(st.sampled_from(keys))] = data.draw(JSON)
    outcome: Plan | str
    try:
        outcome = plan_from_central(made)
    except SiteFault as fault:
        outcome = fault.code
    assert outcome == "central-plan" or isinstance(outcome, Plan)
