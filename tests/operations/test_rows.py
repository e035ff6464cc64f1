"""Commands as rows: what is offered, whatever the published plan knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from desktop.bootstrap.parts import Parts
from desktop.exam.identity.pinyin import Readings
from desktop.exam.plan.model import Index
from desktop.operations.desks.rows import action_row
from desktop.operations.words import Words
from desktop.wording import Wording
from tests.helpers.homes import enrolled


def test_a_command_the_published_plan_does_not_know_yet_is_not_offered(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h", "door", at="8:10") as desk:
        ctx = desk.record.context()
        words = Words(desk.record.index, Wording())
        about = f"staff:{desk.record.plan.staff[0].id}"
        older = replace(
            ctx, rules=replace(ctx.rules, rights={k: r for k, r in ctx.rules.rights.items() if k != "enrol-token"})
        )
        assert action_row(older, words, "enrol-token", about, None, desk.record.now()) is None
        assert (
            action_row(older, words, "call-chief", "room:s1/r01", None, desk.record.now()) is None
        )  # nobody signed in


def test_everybody_to_choose_from_is_made_once(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h", "door", at="8:10") as desk:
        words = Words(desk.record.index, Wording())
        assert [c.value for c in words.staff_choices] == [p.id for p in desk.record.plan.staff]
        assert words.staff_choices is words.staff_choices


def test_everybody_to_choose_from_is_found_by_number_and_pinyin(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h", "door", at="8:10") as desk:
        person = replace(desk.record.plan.staff[0], name="王建国")
        index = Index(replace(desk.record.plan, staff=(person,)))
        choice = Words(index, Wording(), Readings(Parts().readings)).staff_choices[0]
        assert {person.number, "wangjianguo", "wjg"} <= set(choice.spelled.split())
        assert Words(index, Wording()).staff_choices[0].spelled == ""


def test_a_typed_number_is_a_code_unless_somebody_s_has_chinese_characters(tmp_path: Path) -> None:
    with enrolled(tmp_path / "h", "door", at="8:10") as desk:
        ctx, plan = desk.record.context(), desk.record.plan
        soldier = replace(plan.candidates[0], document_type="士兵证", document_number="士字第20260001号")
        for people, kind in ((plan.candidates, "code"), ((soldier, *plan.candidates[1:]), "text")):
            words = Words(Index(replace(plan, candidates=people)), Wording())
            row = action_row(ctx, words, "check-candidate", "room:s1/r01", None, desk.record.now(), in_place=True)
            assert row is not None
            kinds = {field.name: field.kind for field in row.fields}
            assert (kinds["number"], kinds["ticket"], kinds["name"]) == (kind, kind, "text")
