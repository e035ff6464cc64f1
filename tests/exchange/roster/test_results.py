"""What goes out as spreadsheets can be read again, and only the four states go out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import load_workbook

from desktop.exam.plan.model import Plan, Seat
from desktop.exchange.results import (
    write_assessors,
    write_plan_workbooks,
    write_quality_staff,
    write_results,
    write_rooms,
)
from desktop.faults import SiteFault
from tests.exchange.roster.books import ROOT, book, number, read, write_xlsx


def rows(path: Path) -> list[list[object]]:
    sheet = load_workbook(str(path)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    found = read(write_xlsx(tmp_path / "a.xlsx", book())).plan
    assert found
    return found


def test_results_go_out_with_the_four_states(tmp_path: Path, plan: Plan) -> None:
    path = tmp_path / "out.xlsx"
    write_results(path, plan, "s1", {"c00001": "合格", "c00002": "缺考"})
    written = rows(path)
    assert [r[3] for r in written] == ["姓名", "甲一", "乙二", "丙三"]
    assert [r[9] for r in written] == ["认定结果", "合格", "缺考", ""]
    assert written[1][5] == number(1)
    assert [f.code for f in read(path).rejected] == ["wrong-file-kind"]
    assert "成绩单" in read(path).rejected[0].message


def test_another_state_or_candidate_is_refused(tmp_path: Path, plan: Plan) -> None:
    for results in ({"c00001": "优秀"}, {"c09999": "合格"}):
        with pytest.raises(SiteFault) as raised:
            write_results(tmp_path / "out.xlsx", plan, "s1", results)  # type: ignore[arg-type]
        assert raised.value.code == "unknown-result"
    with pytest.raises(SiteFault):
        write_results(tmp_path / "out.xlsx", plan, "s9", {})
    assert not (tmp_path / "out.xlsx").exists()


def test_rooms_go_out_with_time_and_heads(tmp_path: Path, plan: Plan) -> None:
    seats = tuple(Seat(c, "s1", "r02", n, n, 1) for n, c in enumerate(("c00001", "c00002"), start=1))
    write_rooms(tmp_path / "rooms.xlsx", replace(plan, seats=seats))
    header, only = rows(tmp_path / "rooms.xlsx")
    told = dict(zip(header, only, strict=True))
    assert (told["日期"], told["开始"], told["结束"]) == ("2026-11-28", "08:30", "10:00")
    assert (told["方式"], told["考场号"], told["容量"], told["人数"]) == ("笔试", "02", "28", "2")


def test_assessors_and_quality_staff_go_out(tmp_path: Path) -> None:
    plan = read(ROOT / "resources" / "sample" / "roster.xlsx").plan
    assert plan
    write_assessors(tmp_path / "a.xlsx", plan)
    write_quality_staff(tmp_path / "q.xlsx", plan)
    assert [r[3] for r in rows(tmp_path / "a.xlsx")] == ["角色", "考评员", "考评员"]
    assert [r[3] for r in rows(tmp_path / "q.xlsx")] == ["角色", "质量内控人员", "督导员"]


def test_a_folder_that_does_not_exist_is_a_fault_of_the_site(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(SiteFault) as raised:
        write_rooms(tmp_path / "no" / "rooms.xlsx", plan)
    assert raised.value.code == "cannot-write"


def test_the_three_workbooks_of_a_plan_say_how_many_rows_they_have(tmp_path: Path, plan: Plan) -> None:
    sample = read(ROOT / "resources" / "sample" / "roster.xlsx").plan
    assert sample
    found = write_plan_workbooks(tmp_path / "new", sample)
    assert [path.name for path, _ in found] == ["考场信息.xlsx", "考评员信息.xlsx", "质量内控人员信息.xlsx"]
    assert [count for _, count in found] == [len(rows(path)) - 1 for path, _ in found] == [0, 2, 2]


def test_a_rehearsal_is_named_in_every_row(tmp_path: Path, plan: Plan) -> None:
    write_results(tmp_path / "out.xlsx", replace(plan, rehearsal=True), "s1", {})
    assert {str(r[0]) for r in rows(tmp_path / "out.xlsx")[1:]} == {f"{plan.name}（演练）"}


def test_none_of_the_three_is_written_where_one_cannot_be(tmp_path: Path, plan: Plan) -> None:
    (tmp_path / "质量内控人员信息.xlsx").mkdir()
    with pytest.raises(SiteFault) as raised:
        write_plan_workbooks(tmp_path, plan)
    assert (raised.value.code, raised.value.facts["why"]) == ("cannot-write", "is-a-folder")
    assert [path.name for path in tmp_path.glob("考*.xlsx")] == []
