"""The shipped protocols: schema, names that exist, clauses everywhere; and a day of each kind that goes through."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.exam.decide import COMMANDS
from desktop.exam.fold import APPLY
from desktop.exam.frame.gates import CONDITIONS
from desktop.exam.rules.protocol import Protocol, protocol_from_data
from desktop.exam.rules.ruleset import ruleset_from_data
from desktop.exam.rules.schema import BadRules
from tests.helpers.morning import RESOURCES, SITTING, Morning, protocols, rule_set, small_plan

PATHS = sorted((RESOURCES / "protocols").glob("*.toml"))
PAPER_COMMANDS = {
    *("take-out-bag", "issue-bag", "bring-bags", "open-bag", "hand-out-papers", "collect-papers", "return-bags"),
    *("count-returned", "approve-sealing", "seal-bag", "depart", "receive-at-marking"),
}


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def protocol(request: pytest.FixtureRequest) -> Protocol:
    return protocol_from_data(tomllib.loads(request.param.read_text("utf-8")))


def test_every_step_and_gate_names_what_exists_and_its_clause(protocol: Protocol) -> None:
    kinds = {kind for _, kind in APPLY}
    for step in protocol.steps:
        assert step.command in COMMANDS
        assert step.kind in kinds
        assert step.kind in COMMANDS[step.command].writes
        assert step.clause.startswith("002")
        assert step.failure
        assert step.evidence
    for gate in protocol.gates.values():
        assert gate.command in COMMANDS
        assert COMMANDS[gate.command].gated, f"{gate.command} never looks at its gate"
        assert gate.clause.startswith("002")
        for wanted in gate.requires:
            word, _, argument = wanted.partition(":")
            assert word in CONDITIONS or word in ("step", "order")
            assert word != "step" or protocol.step(argument) is not None, wanted


def test_steps_come_in_the_order_of_their_times(protocol: Protocol) -> None:
    times = [(s.at.anchor == "end", s.at.offset) for s in protocol.steps]
    assert times == sorted(times)


def test_every_step_has_an_english_name_as_short_as_its_places_on_the_screen(protocol: Protocol) -> None:
    for step in protocol.steps:
        assert step.title_en.isascii(), step.id
        assert 3 <= len(step.title_en) <= 17, step.id
        assert 3 <= len(step.short_en) <= 7, step.id
    for names in ([s.title_en for s in protocol.steps], [s.short_en for s in protocol.steps]):
        assert len(set(names)) == len(names), "two steps of one name"


def test_a_protocol_without_english_names_is_read_as_before() -> None:
    data = tomllib.loads(PATHS[0].read_text("utf-8"))
    bare = {**data, "step": [{k: v for k, v in s.items() if not k.endswith("_en")} for s in data["step"]]}
    assert {(s.title_en, s.short_en) for s in protocol_from_data(bare).steps} == {("", "")}


def test_every_mode_of_a_plan_has_a_protocol() -> None:
    modes = {p.mode for p in protocols().values()} | {m for p in protocols().values() for m in p.also}
    assert modes == {"paper", "computer", "simulated", "interview", "practical"}


def test_a_sitting_without_a_protocol_is_refused_and_not_ungated() -> None:
    m = Morning()
    m.ctx = replace(m.ctx, protocols={})
    assert m.refuses("open-door", "room:s1/r01", at="8:05", code="no-protocol").facts["mode"] == "paper"


@pytest.mark.parametrize("mode", ["computer", "practical", "interview", "simulated"])
def test_a_day_without_papers_goes_through_its_own_protocol(mode: Any) -> None:
    plan = small_plan()
    plan = replace(plan, bags=(), sittings=(replace(plan.sittings[0], mode=mode),))
    m = Morning(plan, absent=["c00003"])
    steps = m.ctx.protocol("s1").gates  # type: ignore[union-attr]
    assert not PAPER_COMMANDS & set(steps)
    for room in ("r01", "r02", "r03"):
        for name in PAPER_COMMANDS:
            m.skip(name, f"room:s1/{room}")
        m.skip("fill-record", f"room:s1/{room}")
        if mode == "interview":
            m.skip("announce-fifteen", f"room:s1/{room}")
    m.skip("depart", SITTING).skip("receive-at-marking", SITTING).run_normal_day()
    assert m.fold.state.sitting("s1").closed is not None
    assert m.fold.state.unreadable == []


def test_a_machine_exam_is_gated_like_any_other() -> None:
    plan = replace(small_plan(), bags=())
    plan = replace(plan, sittings=(replace(plan.sittings[0], mode="computer"),))
    m = Morning(plan).skip("read-rules", "room:s1/r01").skip("start-exam", "room:s1/r01")
    for room in ("r01", "r02", "r03"):
        m.skip("bring-bags", f"room:s1/{room}").skip("hand-out-papers", f"room:s1/{room}")
    m.run_until("8:31")
    m.refuses("start-exam", "room:s1/r01", code="step-first")
    m.refuses("hand-in", "candidate:s1/c00005", {"paper_checked": True}, at="8:59", code="too-early")
    m.refuses("bring-bags", "room:s1/r01", code="no-bags")


# --- schema ----------------------------------------------------------------------------------------------------------


def broken(change: Callable[[dict[str, Any]], object], path: str = "protocols/theory-paper.toml") -> None:
    data = tomllib.loads((RESOURCES / path).read_text("utf-8"))
    change(data)
    (ruleset_from_data if path.startswith("rulesets") else protocol_from_data)(data)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(extra=1), "unknown member extra"),
        (lambda d: d.pop("id"), "id: a text"),
        (lambda d: d["step"][0].update(at={"anchor": "noon"}), "anchor: start or end"),
        (lambda d: d["step"][0].pop("at"), "a moment is needed"),
        (lambda d: d["step"][0].update(each="hour"), "bag, staff or room"),
        (lambda d: d["step"].append(d["step"][0]), "two steps with one id"),
        (lambda d: d["gate"].append(d["gate"][0]), "a second gate"),
        (lambda d: d["gate"][0].pop("clause"), "clause: a text"),
        (lambda d: d["gate"][0].update(requires="x"), "a list of texts"),
        (lambda d: d.update(step="x"), "a list of tables"),
        (lambda d: d.update(step=["x"]), "a table is needed"),
        (lambda d: d["step"][0]["at"].update(offset=True), "a whole number"),
    ],
)
def test_a_wrong_protocol_is_refused_with_place_and_reason(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(BadRules, match=said):
        broken(change)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d.update(extra=1), "unknown member extra"),
        (lambda d: d["param"][0].update(value=7), "none of its choices"),
        (lambda d: d["param"][0].update(value=1.5), "whole number or a text"),
        (lambda d: d["right"][0].update(signers=["chief@site"]), "only @room"),
        (lambda d: d["right"][0].pop("clause"), "clause: a text"),
        (lambda d: d["kind"][0].pop("title"), "title: a text"),
        (lambda d: d["clause"].update(ok=1), "ok: a text"),
    ],
)
def test_a_wrong_rule_set_is_refused_with_place_and_reason(
    change: Callable[[dict[str, Any]], object], said: str
) -> None:
    with pytest.raises(BadRules, match=said):
        broken(change, "rulesets/beijing-2022-1.toml")


def test_every_parameter_right_and_clause_names_its_article() -> None:
    rules = rule_set()
    assert all(p.clause for p in rules.params.values())
    assert all(r.clause for r in rules.rights.values())
    assert all(c.startswith("002") for c in rules.clauses.values())
    assert set(rules.rights) == set(COMMANDS)
    assert rules.clause("nothing-of-the-kind") == ""
    assert rules.clause("late-cutoff") == "002 附件5 9:00"
    with pytest.raises(BadRules):
        rules.value("ticket-scan")
