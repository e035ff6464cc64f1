"""Acceptance and sealing as the office desk shows them: blind, with every attempt, the longest waiting first."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.frame.command import Fact
from desktop.operations.boards.returned.acceptance import AcceptBoard, AcceptRoom
from desktop.operations.boards.shell import Answer
from tests.helpers.office import CHIEF, OFFICE, SECOND, Office, office

SECRET = {"handed_in": 0, "collected": 4177, "absent": 58, "spare": 63, "void": 0}
"""A room's count no other number looks like: 4177 answered, 121 unused."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "home", "10:07") as made:
        yield made


def board(desk: Office) -> AcceptBoard:
    desk.session.refresh()
    work = desk.screen.page.work
    assert isinstance(work, AcceptBoard)
    return work


def room(desk: Office, number: str) -> AcceptRoom:
    return next(r for r in board(desk).rooms if r.room == f"{number} 考场")


def secret(desk: Office, **changes: int) -> None:
    """The room has counted, as a peer's entry says."""
    data = {"papers": {**SECRET, **changes}, "cards": {}, "agreed": True, "broken": []}
    desk.record.write([Fact("papers-collected", ("room:s1/r01",), data)], ("p11", "p12"))


def count(desk: Office, number: str, staff: str = OFFICE, **papers: int) -> Answer:
    row = room(desk, number).action
    assert row is not None
    given = {f"papers.{name}": n for name, n in papers.items()}
    given |= {f"cards.{name}": n for name, n in papers.items()} if number == "02" else {}
    answer: Answer = desk.actions.act(row.command, row.about, given, (desk.signed(staff),))
    return answer


def right(desk: Office, number: str) -> dict[str, int]:
    found: dict[str, int] = desk.morning.blind(f"r{number}")["papers"]
    return found


def approve(desk: Office, number: str, staff: str = CHIEF) -> Answer:
    row = room(desk, number).action
    assert row is not None
    answer: Answer = desk.actions.act(row.command, row.about, {}, (desk.signed(staff),))
    return answer


def test_nothing_on_the_board_hangs_on_what_the_room_counted(desk: Office) -> None:
    secret(desk)
    before = board(desk)
    secret(desk, collected=3055, spare=1)
    assert board(desk) == before
    assert not any(word in repr(before) for word in ("4177", "121", "58", "63"))


def test_the_rooms_figure_stands_beside_the_offices_once_that_is_written_down(desk: Office) -> None:
    secret(desk)
    answer = count(desk, "01", answered=4176, unused=121, void=0)
    assert answer.text == "01 考场清点不符：答卷 4176（考场 4177）。已退回考场重新清点，并报主考"
    assert desk.screen.page.told_tone == "stop"
    (attempt,) = room(desk, "01").attempts
    assert attempt.figures == ("4176 ≠ 4177", "121", "0")
    assert (attempt.time, attempt.who, attempt.result) == ("10:07:00", "人员03", "不符")
    assert room(desk, "01").wait == "again"
    assert room(desk, "01").clause == "002 附件5 10:05；附件4 一(七)"


def test_what_the_room_counts_anew_is_hidden_again_and_every_attempt_stays(desk: Office) -> None:
    secret(desk)
    count(desk, "01", answered=4176, unused=121, void=0)
    desk.desk.clock.set("10:09")
    secret(desk, collected=3055)
    assert room(desk, "01").wait == "count"
    assert room(desk, "01").since == "10:09"
    assert "3055" not in repr(board(desk))
    desk.desk.clock.set("10:11")
    assert count(desk, "01", SECOND, answered=3055, unused=121, void=0).text == "01 考场清点相符，等主考批准密封"
    first, second = room(desk, "01").attempts
    assert first.figures[0] == "4176 ≠ 4177"
    assert (second.figures[0], second.who, second.time) == ("3055", "人员04", "10:11:00")


def test_the_longest_waiting_stands_first_and_a_count_makes_it_wait_for_the_chief(desk: Office) -> None:
    assert [(r.room, r.wait, r.since) for r in board(desk).rooms] == [
        (f"{n} 考场", "count", "10:05") for n in ("01", "02", "03")
    ]
    assert count(desk, "01", **right(desk, "01")).done
    assert [(r.room, r.wait) for r in board(desk).rooms] == [
        ("02 考场", "count"),
        ("03 考场", "count"),
        ("01 考场", "approve"),
    ]
    assert (room(desk, "01").missing, room(desk, "01").clause) == (
        "清点相符，等主考或副主考批准密封",
        "002 附件4 一(七)",
    )


def test_cards_are_asked_for_where_the_room_had_any(desk: Office) -> None:
    def names(number: str) -> list[str]:
        row = room(desk, number).action
        assert row is not None
        assert all(f.required for f in row.fields)
        return [f.name for f in row.fields]

    assert names("01") == ["papers.answered", "papers.unused", "papers.void"]
    assert names("02") == [*names("01"), "cards.answered", "cards.unused", "cards.void"]
    assert count(desk, "02", **right(desk, "02")).text == "02 考场清点相符，等主考批准密封"
    assert "卡·答卷" in room(desk, "02").heads


def test_the_chief_approves_at_this_desk_and_nobody_else(desk: Office) -> None:
    count(desk, "01", **right(desk, "01"))
    row = room(desk, "01").action
    assert row is not None
    assert (row.command, row.persons, row.slots[0].signed) == ("approve-sealing", 1, None)
    assert approve(desk, "01", OFFICE).refused is not None
    assert room(desk, "01").wait == "approve"
    assert approve(desk, "01").done
    assert desk.kinds[-1] == "sealing-approved"
    approved = room(desk, "01")
    assert (approved.wait, approved.action) == ("seal", None)
    assert approved.missing.startswith("试卷袋还没有封装")
    assert approved.clause


def test_the_chief_who_stands_at_the_desk_needs_no_second_proof(desk: Office) -> None:
    from desktop.operations.boards.shell import Credential
    from tests.helpers.office import PIN

    count(desk, "01", **right(desk, "01"))
    desk.session.sign_in(Credential(CHIEF, PIN))
    row = room(desk, "01").action
    assert row is not None
    assert row.immediate
    assert room(desk, "02").action is None, "a chief counts nothing"


def test_a_room_that_is_not_back_and_one_that_is_done_say_so(tmp_path: Path) -> None:
    with office(tmp_path / "early", "10:04") as early:
        shown = room(early, "01")
        assert (shown.wait, shown.action, shown.since) == ("out", None, "")
        assert shown.missing.startswith("试卷袋不在考务办公室待验收")
        assert shown.clause == "002 附件5 10:05"
    with office(tmp_path / "late", "10:20") as late:
        assert {r.wait for r in board(late).rooms} == {"done"}
        assert [f.count for f in late.screen.page.figures] == [0, 0, 0, 3]


def test_a_correction_that_undoes_the_count_is_named_before_the_chief_signs(desk: Office) -> None:
    count(desk, "01", **right(desk, "01"))
    data: dict[str, Any] = {"sitting": "s1", "room": "r01", "seat": 1, "attendance": "absent", "reason": "误登"}
    desk.record.write([Fact("attendance-corrected", ("candidate:s1/c00001", "room:s1/r01"), data)], (CHIEF, "p11"))
    assert room(desk, "01").missing.startswith("试卷账目不符")
    assert approve(desk, "01").refused is not None
    assert desk.kinds[-1] == "attendance-corrected"


def test_a_plan_without_papers_has_nothing_to_accept(tmp_path: Path) -> None:
    from tests.helpers.morning import small_plan

    with office(tmp_path / "none", "7:00", small_plan(bags=())) as made:
        made.actions.turn_to("accept")
        assert made.screen.page.nothing == "本计划没有纸质试卷，不用验收"
