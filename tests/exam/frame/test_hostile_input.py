"""Untrusted data: whatever a command or a peer's entry carries, the rules answer and the fold goes on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.day.balance import first_broken, room_equations, tally
from desktop.exam.day.protocol import step_standing
from desktop.exam.day.roomrecord import open_points, present_at, room_record
from desktop.exam.day.verdict import Reading, judge
from desktop.exam.decide import COMMANDS, decide, why_not
from desktop.exam.fold import APPLY, Fold
from desktop.exam.frame.command import Command, Refused, Signature, Target
from desktop.exam.frame.context import Context
from tests.helpers.morning import SITE, SITTING, Morning, Recorded, clock

IDS = ("c00001", "c99999", "r01", "r99", "p11", "p99", "b01", "b90", "s1", "s9", "d1", "site", "room:r01", "")
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([-1, 0, 1, 2**53 + 1, 10**40])
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([*IDS, "\ud800", "x" * 501, "present", "start", "2026-12-05"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted({f.name for spec in COMMANDS.values() for f in spec.fields})
KNOWN = (SITE, SITTING, "room:s1/r01", "room:s1/r02", "candidate:s1/c00001", "candidate:c00002", "bag:b01", "bag:b90")
STRANGE = ("staff:p11", "desk:d1", "incident:i0", "room:r99", "candidate:s9/c00001", "bag:", ":", "", "room", "x:y")
ABOUTS = st.sampled_from((*KNOWN, *STRANGE))
MOMENTS = ("7:00", "8:12", "8:26", "9:10", "10:06", "12:00")


@pytest.fixture(scope="module")
def mornings() -> dict[str, Morning]:
    return {at: Morning(absent=["c00003"]).run_until(at) for at in MOMENTS}


def good_data(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Data that has the right members and mostly the right shapes."""
    members: dict[str, st.SearchStrategy[Any]] = {}
    for f in COMMANDS[name].fields:
        match f.kind:
            case "tick":
                members[f.name] = st.booleans()
            case "number":
                members[f.name] = st.integers(-5, 40)
            case "choice":
                members[f.name] = st.sampled_from(f.choices)
            case "list" | "staffs":
                members[f.name] = st.lists(st.sampled_from(IDS), max_size=3)
            case "map":
                members[f.name] = st.dictionaries(
                    st.sampled_from(["handed_in", "collected", "absent", "spare", "void", "answered", "unused", "x"]),
                    st.integers(-1, 6) | st.text(max_size=2),
                    max_size=5,
                )
            case _:
                members[f.name] = st.sampled_from([*IDS, "phone", "medical", "其他"])
    return st.fixed_dictionaries(members)


@settings(max_examples=200)
@given(data=st.data())
def test_no_command_data_makes_a_decision_raise(mornings: dict[str, Morning], data: st.DataObject) -> None:
    m = mornings[data.draw(st.sampled_from(MOMENTS))]
    name = data.draw(st.sampled_from([*sorted(COMMANDS), "no-such-command", ""]))
    about = data.draw(ABOUTS)
    given_ = data.draw(
        st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=5), JSON, max_size=4)
        | (good_data(name) if name in COMMANDS else st.just({}))
        | (JSON if data.draw(st.integers(0, 9)) == 0 else st.just({}))
    )
    signed = tuple(Signature(o, m.now) for o in m.due(name, about, m.now)) if name in COMMANDS else ()
    if data.draw(st.integers(0, 5)) == 0:
        signed = (*signed, Signature(data.draw(st.sampled_from(IDS)), m.now - 10**6))
    before = dict(m.fold.state.values)
    outcome = decide(m.ctx, Command(name, about, given_, signed, "d1"), m.now)
    if isinstance(outcome, Refused):
        assert outcome.code
    else:
        for fact in outcome:
            assert fact.kind in COMMANDS[name].writes
            str(fact).encode()  # every text can be written down
    assert m.fold.state.values == before


@given(data=st.data())
def test_why_not_answers_for_every_command_and_thing(mornings: dict[str, Morning], data: st.DataObject) -> None:
    m = mornings[data.draw(st.sampled_from(MOMENTS))]
    why_not(m.ctx, data.draw(st.sampled_from(sorted(COMMANDS))), data.draw(ABOUTS), m.now)


@settings(max_examples=100)
@given(
    reading=st.builds(
        Reading,
        number=st.text(max_size=20),
        name=st.text(max_size=8),
        document_type=st.sampled_from(["", "居民身份证", "护照", "?"]),
        expires=st.text(max_size=10) | st.sampled_from(["长期", "2026-12-04", "٢٠٢٦١٢٠٤"]),
        ticket=st.none() | st.text(max_size=14),
        method=st.sampled_from(["reader", "typed", "?"]),
        unreadable=st.booleans(),
        other_name=st.text(max_size=8),
        other_numbers=st.lists(st.text(max_size=10) | st.just("H1234567801"), max_size=2).map(tuple),
        sex=st.sampled_from(["male", "female", "unknown"]),
        birth=st.text(max_size=10) | st.sampled_from(["1990-03-07", "1990-00-00", "????-??-??"]),
        valid_from=st.text(max_size=10) | st.just("2026-12-06"),
        token=st.sampled_from(["", "a1" * 32, "?"]),
        authenticity=st.sampled_from(["", "failed", "not-verified"]),
        chosen=st.sampled_from(["", "c00001", "?"]),
    ),
    known=st.booleans(),
)
def test_no_reading_makes_the_door_raise(mornings: dict[str, Morning], reading: Reading, known: bool) -> None:
    m = mornings["8:12"]
    if known:
        reading = replace(reading, number=m.plan.candidates[2].document_number)
    verdict = judge(m.ctx, Target("room:s1/r01", "room", "s1", "r01"), reading, 1, clock("8:12"))
    assert verdict.code


ENTRY_FIELDS = sorted(
    {
        *("sitting", "room", "seat", "late", "method", "code", "desk", "number", "order", "papers", "cards", "agreed"),
        *("bags", "counted", "counted_cards", "copies", "seal", "card_seal", "scope", "ms", "compensation", "alarm"),
        *("kept", "dropped", "conflict", "keep", "staff", "absent", "stand_in", "role", "reason", "persons", "row"),
        *("candidate", "signatures", "heads", "system", "attendance", "offset", "state", "label", "public_key"),
        *("removed", "escort", "column", "badge", "token", "owner", "kind"),
    }
)
PLAUSIBLE = st.sampled_from(
    [
        *(0, 1, 4, True, "r01", "r02", "r99", "c00001", "p11", "p12", "lead-proctor", "site", "standing", "d1.5"),
        *("start", "present", ["b01"], ["b90", "x"], ["d1.5", "absent"], {"collected": 4, "spare": 1}, {"answered": 4}),
    ]
)
KEYS = (
    SITE,
    SITTING,
    "room:s1/r01",
    "room:s1/r02",
    "candidate:s1/c00001",
    "candidate:s1/c00005",
    "bag:b01",
    "bag:b90",
    "staff:p11",
    "incident:i1",
    "desk:d1",
    f"token:{'a1' * 32}",
    "nonsense",
)
KINDS = [*sorted({kind for _, kind in APPLY}), "something-of-a-later-edition"]


def _data(draw: st.DrawFn) -> dict[str, Any]:
    """Every member any entry has, each plausible but not for this place; a few of any shape at all."""
    same = draw(PLAUSIBLE)
    data = dict.fromkeys(ENTRY_FIELDS, same)
    return {**data, **draw(st.dictionaries(st.sampled_from(ENTRY_FIELDS), PLAUSIBLE | JSON, max_size=12))}


@st.composite
def foreign_entries(draw: st.DrawFn) -> list[Recorded]:
    out = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        wall = clock("9:05") + draw(st.integers(0, 10)) * 1000
        out.append(
            Recorded(
                draw(st.sampled_from(KINDS)),
                tuple(draw(st.lists(st.sampled_from(KEYS), max_size=4))),
                _data(draw),
                tuple(draw(st.lists(st.sampled_from(IDS), max_size=2))),
                (wall, number),
                wall,
                "d9",
                number,
            )
        )
    return out


def look_everywhere(ctx: Context, now: int) -> None:
    """Everything the screens and forms ask of a state."""
    protocol = ctx.protocol("s1")
    assert protocol is not None
    for room in ctx.rooms("s1"):
        tally(ctx, "s1", room)
        room_equations(ctx, "s1", room)
        open_points(ctx, "s1", room)
        room_record(ctx, "s1", room, now)
        present_at(ctx, "s1", room, now)
        target = Target(f"room:s1/{room}", "room", "s1", room)
        for candidate in ctx.index.plan.candidates[:2]:
            judge(ctx, target, Reading(number=candidate.document_number), 1, now)
    for step in protocol.steps:
        step_standing(ctx, step, "s1", "r01" if step.scope == "room" else "", now)
    first_broken(ctx, "s1")
    ctx.conflicts()
    for name in COMMANDS:
        about = {"sitting": SITTING, "room": "room:s1/r01", "bag": "bag:b01"}.get(COMMANDS[name].about)
        why_not(ctx, name, about or "candidate:s1/c00001", now)


@settings(max_examples=70)
@given(entries=foreign_entries())
def test_no_foreign_entry_stops_the_fold_or_anything_that_looks_at_its_state(
    mornings: dict[str, Morning], entries: list[Recorded]
) -> None:
    m = mornings["9:10"]
    fold = Fold([*m.entries, *entries])
    look_everywhere(Context(m.ctx.index, m.ctx.rules, m.ctx.protocols, fold.state), clock("9:12"))
    again = Fold([*reversed(entries), *m.entries, *entries])
    assert again.state.values == fold.state.values
    assert again.state.unreadable == fold.state.unreadable


@given(kind=st.sampled_from(sorted(APPLY)), value=JSON)
def test_an_entry_with_one_member_of_any_shape_is_read_or_set_aside(kind: tuple[str, str], value: Any) -> None:
    key = {"room": "room:s1/r01", "candidate": "candidate:s1/c00001", "sitting": SITTING, "site": SITE}.get(
        kind[0], f"{kind[0]}:x1"
    )
    fold = Fold([Recorded(kind[1], (key,), dict.fromkeys(ENTRY_FIELDS, value), (), (1, 0), 1, "d9", 1)])
    assert len(fold.state.unreadable) <= 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({}, "data-missing"),
        ({"reason": ""}, "data-missing"),
        ({"reason": "   "}, "data-missing"),
        ({"reason": 5}, "data-wrong"),
        ({"reason": "x" * 501}, "data-wrong"),
        ({"reason": "\ud800"}, "data-wrong"),
        ({"reason": "好", "more": 1}, "data-unknown"),
        (["reason"], "data-wrong"),
    ],
)
def test_data_a_command_does_not_take_is_refused_with_the_field(
    mornings: dict[str, Morning], data: Any, code: str
) -> None:
    m = mornings["8:12"]
    command = Command("bar-candidate", "candidate:s1/c00001", data, (Signature("p01", m.now),))
    refused = decide(m.ctx, command, m.now)
    assert isinstance(refused, Refused)
    assert refused.code == code


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("", "about-wrong"),
        ("room", "about-wrong"),
        ("room:", "about-wrong"),
        ("room:s1/r77", "about-unknown"),
        ("room:s7/r01", "about-unknown"),
        ("planet:s1", "about-unknown"),
        ("bag:b01", "about-type"),
    ],
)
def test_what_a_command_is_about_must_be_there_and_of_its_type(
    mornings: dict[str, Morning], about: str, code: str
) -> None:
    m = mornings["8:12"]
    refused = decide(m.ctx, Command("read-rules", about, {}, (Signature("p11", m.now),)), m.now)
    assert isinstance(refused, Refused)
    assert refused.code == code


def test_with_one_sitting_a_room_may_be_named_alone_and_by_its_number(mornings: dict[str, Morning]) -> None:
    ctx = mornings["8:12"].ctx
    for about in ("room:s1/r01", "room:r01", "room:01", "room:1", "room:s1/1"):
        target = ctx.target(about)
        assert not isinstance(target, Refused)
        assert target.key == "room:s1/r01"
