"""A number that is typed or scanned: nobody has read how long the document is valid, so whoever types it is asked, and
where it stays open the verdict says so (V, G5)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.operations.boards.shell import Answer, Credential, Signed
from tests.helpers.homes import enrolled, published_plan
from tests.operations.test_door import Door, the_plan

DOOR = "room:s1/r01"


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with enrolled(tmp_path / "h", "door", published=published_plan(the_plan()), at="8:10") as desk:
        yield Door(tmp_path, desk)


def typed(door: Door, **more: str) -> Answer:
    """The fourth candidate's number by hand; both officers sign."""
    lead = next(d.staff for d in door.record.plan.duties if d.role == "lead-proctor" and d.room == "r01")
    second = door.actions.identify(Credential(lead, "246810"))
    assert isinstance(second, Signed)
    given = {"number": door.who(4).document_number, **more}
    answer: Answer = door.actions.act("check-candidate", (DOOR,), given, (door.session.who.officer, second))  # type: ignore[union-attr]
    return answer


def test_the_form_asks_how_long_the_document_is_valid(door: Door) -> None:
    row = next(r for r in door.board.available if r.key == "F2")
    assert [(f.name, f.required) for f in row.fields] == [("number", True), ("expires", False), ("ticket", False)]
    assert "长期" in row.fields[1].hint


def test_an_expired_document_is_stopped_though_its_number_was_typed(door: Door) -> None:
    assert typed(door, expires="2020.01.01-2025.01.01").done
    assert (door.verdict.tone, door.verdict.headline) == ("stop", "证件已过期")
    assert typed(door, expires="长期").done
    assert door.verdict.tone == "ok"
    assert not any("有效期" in warning for warning in door.verdict.warnings)


def test_what_is_no_day_is_said_and_nobody_is_checked(door: Door) -> None:
    refused = typed(door, expires="明年五月").refused
    assert refused is not None
    assert "明年五月" in refused.sentence
    assert door.board.verdict is None


def test_where_nobody_gave_a_validity_the_verdict_says_that_nobody_has_seen_it(door: Door) -> None:
    assert typed(door).done
    assert door.verdict.tone == "ok"
    assert any("有效期" in warning for warning in door.verdict.warnings)


def test_a_number_that_a_keyboard_reader_sent_bears_no_validity_either(door: Door) -> None:
    door.actions.scanned(door.who(4).document_number)
    assert door.verdict.tone == "ok"
    assert any("有效期" in warning for warning in door.verdict.warnings)
