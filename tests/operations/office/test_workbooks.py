"""The office writes the plan's three workbooks for a centre that takes nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import load_workbook

from desktop.faults import SiteFault
from desktop.operations.reporting.results import sitting_of
from tests.helpers.morning import RESOURCES, small_plan
from tests.operations.office.desks import Office, drafting, on_the_day


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with drafting(tmp_path / "home", monkeypatch) as made:
        made.desk.turn_to("publish")
        yield made


def heads_and_rows(path: Path) -> int:
    return len(load_workbook(str(path)).get_sheet_by_index(0).to_python())


def test_the_publish_page_offers_them_by_a_key_and_says_what_was_written(office: Office, tmp_path: Path) -> None:
    [row] = [job for job in office.screen.last.page.jobs if job.command == "job:plan-workbooks"]
    assert (row.key, [f.name for f in row.fields]) == ("F8", ["folder"])
    assert office.desk.job("import", {"path": str(RESOURCES / "sample" / "roster.xlsx")}).done
    assert office.desk.job("arrange", {"seed": 7}).done
    folder = tmp_path / "centre"
    answer = office.desk.act("job:plan-workbooks", ("office",), {"folder": str(folder)}, ())
    assert answer.done, answer
    plan = office.home.plans.draft()
    assert plan is not None
    used = len({(s.sitting, s.room) for s in plan.seats})
    assert answer.text == f"已写入文件夹 {folder}：考场信息 {used} 行，考评员信息 2 行，质量内控人员信息 2 行"
    assert heads_and_rows(folder / "考场信息.xlsx") == used + 1
    assert heads_and_rows(folder / "考评员信息.xlsx") == 3
    assert office.screen.last.page.told == answer.text
    assert office.screen.last.page.told_tone == "ok"


def test_one_that_is_empty_is_warned_of(office: Office, tmp_path: Path) -> None:
    office.plan(replace(small_plan(), seats=()))
    answer = office.desk.job("plan-workbooks", {"folder": str(tmp_path)})
    assert "! 考场信息" in answer.text
    assert office.screen.last.page.told_tone == "warn"


def test_without_a_plan_or_a_place_nothing_is_written(office: Office, tmp_path: Path) -> None:
    answer = office.desk.job("plan-workbooks", {"folder": str(tmp_path / "a")})
    assert answer.refused is not None
    assert "还没有导入计划" in answer.refused.sentence
    office.plan(small_plan())
    for folder in ("", str(tmp_path / "none" / "a")):
        assert office.desk.job("plan-workbooks", {"folder": folder}).refused is not None
    assert not (tmp_path / "a").exists()
    assert not (tmp_path / "none").exists()


def test_a_desk_of_a_published_plan_writes_that_plan(tmp_path: Path) -> None:
    with on_the_day(tmp_path / "home") as office:
        assert office.desk.job("plan-workbooks", {"folder": str(tmp_path / "out")}).done
        assert heads_and_rows(tmp_path / "out" / "考场信息.xlsx") > 1


def test_a_sitting_is_named_by_id_or_by_a_subject_of_its_own() -> None:
    plan = small_plan()
    first = plan.sittings[0]
    assert sitting_of(plan, "") == sitting_of(plan, first.id) == sitting_of(plan, first.subject) == first
    two = replace(plan, sittings=(first, replace(first, id="again")))
    assert sitting_of(two, "again").id == "again"
    for given in ("", first.subject):
        with pytest.raises(SiteFault) as raised:
            sitting_of(two, given)
        assert raised.value.code == "which-sitting"
