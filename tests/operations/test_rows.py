"""Commands as rows: what is offered, whatever the published plan knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

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
