"""The plan's page: every rule with its last day, the calendar it falls in, another first day tried without a trace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from desktop.operations.boards.planning.dates import DateRow, DatesBoard, Day
from tests.helpers.morning import small_plan
from tests.operations.office.conftest import Office

Made = Callable[..., Office]


def opened(office: Made, today: str = "2026-11-14", first: str = "2026-11-28") -> Office:
    made = office(today)
    made.home.plans.save_draft(replace(small_plan(revision=0), first_exam_date=first))
    made.desk.send()
    return made


def board(desk: Office) -> DatesBoard:
    assert isinstance(desk.page.work, DatesBoard)
    return desk.page.work


def rule(desk: Office, key: str) -> DateRow:
    return next(row for row in board(desk).rows if row.key == key)


def day(desk: Office, iso: str) -> Day:
    month = next(m for m in board(desk).months if m.id == iso[:7])
    return month.days[int(iso[8:]) - 1]


def test_every_rule_stands_in_the_list_and_its_last_day_in_the_calendar(office: Made) -> None:
    desk = opened(office)
    assert len(board(desk).rows) == 36
    assert (rule(desk, "D5").due, rule(desk, "D5").tone) == ("2026-11-16", "warn")
    assert "002 第十二条" in rule(desk, "D5").told
    assert day(desk, "2026-11-16").keys == ("D5",)
    assert day(desk, "2026-11-16").tone == "warn"
    assert day(desk, "2026-11-08").keys == ("D3",)
    assert day(desk, "2026-11-08").tone == "stop"
    assert day(desk, "2026-11-14").today
    assert day(desk, "2026-11-28").first
    assert board(desk).months[0].lead == 6, "1 November 2026 is a Sunday"


def test_days_off_come_from_the_official_calendar(office: Made) -> None:
    desk = opened(office, today="2026-09-20", first="2026-10-16")
    assert (day(desk, "2026-10-01").kind, day(desk, "2026-10-01").name) == ("holiday", "国庆节")
    assert day(desk, "2026-10-10").kind == "worked"
    assert day(desk, "2026-10-11").kind == "off"
    assert day(desk, "2026-10-12").kind == "work"
    assert "宜提前到" in rule(desk, "D5").told, "the last day for D5 is a day off"


def test_a_year_without_a_calendar_is_not_guessed(office: Made) -> None:
    desk = opened(office, today="2027-12-20", first="2028-01-15")
    assert day(desk, "2028-01-03").kind == "unknown"
    assert rule(desk, "D8").state == "无法判断"


def test_another_first_day_says_what_moves_and_what_is_missed_and_leaves_no_trace(office: Made) -> None:
    desk = opened(office)
    before = desk.home.plans.draft()
    desk.done("what-if", first_day="2026-11-25")
    assert board(desk).supposed == "2026-11-25"
    assert (rule(desk, "D5").due, rule(desk, "D5").moved, rule(desk, "D5").tone) == (
        "2026-11-13",
        "原 2026-11-16",
        "stop",
    )
    assert rule(desk, "N1").moved == ""
    assert "会逾期 D3、D4、D5" in board(desk).words
    assert day(desk, "2026-11-25").first
    assert not day(desk, "2026-11-28").first
    desk.done("what-if", first_day="2027-01-01")
    assert "法定节假日" not in board(desk).words, "no calendar of 2027 is known"
    assert "没有 2027 年" in board(desk).words
    desk.done("what-if", first_day="")
    assert (board(desk).supposed, board(desk).words) == ("", "")
    assert desk.home.plans.draft() == before


def test_the_rail_and_the_line_stay_with_the_plans_own_day(office: Made) -> None:
    desk = opened(office)
    rail = desk.last.sections
    desk.done("what-if", first_day="2026-11-16")
    assert desk.last.sections == rail
    desk.desk.turn_to("staff")
    assert "2026-11-28" in desk.last.deadline_title
    desk.desk.turn_to("plan")
    assert board(desk).supposed == ""


def test_the_plans_own_day_is_no_supposition_and_nonsense_is_refused(office: Made) -> None:
    desk = opened(office)
    desk.done("what-if", first_day="2026-11-28")
    assert board(desk).supposed == ""
    refused = desk.job("what-if", first_day="morgen").refused
    assert refused is not None
    assert board(desk).supposed == ""


def test_a_rule_is_marked_done_from_its_row(office: Made) -> None:
    desk = opened(office)
    action = rule(desk, "D3").action
    assert action is not None
    assert desk.desk.act(action.command, action.about, {"key": "D3", "day": "2026-11-07"}, ()).done
    assert (rule(desk, "D3").tone, rule(desk, "D3").action) == ("ok", None)
    assert day(desk, "2026-11-08").tone == "ok"


def test_a_plan_without_a_date_or_with_nonsense_for_one_still_lists_its_rules(office: Made) -> None:
    for first in ("", "十一月"):
        desk = opened(office, first=first)
        desk.home.plans.save_draft(
            replace(small_plan(revision=0), first_exam_date=first, sittings=(), seats=(), duties=())
        )
        desk.desk.send()
        assert rule(desk, "D5").due == "—"
        assert len(board(desk).months) == 2
