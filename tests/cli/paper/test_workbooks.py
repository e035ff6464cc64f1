"""What goes to a centre that takes workbooks only: the plan's three, and a sitting's results as far as the record knows
them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Published
from tests.cli.morning import Morning
from tests.cli.site import DATE, PER_ROOM, STAFF, Cli


def told(path: Path) -> list[dict[str, str]]:
    """The rows of a workbook by its headings, as another program reads them."""
    header, *rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    return [dict(zip(header, (cell or "" for cell in row), strict=True)) for row in rows]


def test_the_plans_three_workbooks_are_written_and_an_empty_one_is_named(office: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "centre"
    said = office.ok("plan", "workbooks", "-o", folder)
    files = {Path(f["file"]): f["rows"] for f in said["files"]}
    assert [path.stem for path in files] == ["考场信息", "考评员信息", "质量内控人员信息"]
    assert sorted(files) == sorted(folder.iterdir())
    rooms, assessors, quality = map(told, files)
    assert [(r["考场号"], r["日期"], r["人数"]) for r in rooms] == [
        ("01", DATE, str(PER_ROOM)),
        ("02", DATE, str(PER_ROOM)),
    ]
    assert assessors == []
    wanted = {(number, name, role) for number, name, role in STAFF if role in ("督导员", "质量内控人员")}
    assert {(q["编号"], q["姓名"], q["角色"]) for q in quality} == wanted
    assert list(files.values()) == [2, 0, 2]
    lines = office.run("plan", "workbooks", "-o", folder).out
    assert "! 考评员信息：计划里还没有" in lines


def test_a_draft_goes_out_before_it_is_published_and_a_desks_plan_as_it_was(
    cli: Cli, published: Published, tmp_path: Path
) -> None:
    assert cli.refused("plan", "workbooks", "-o", tmp_path / "none")["fault"]["code"] in ("no-plan", "not-a-home")
    assert not (tmp_path / "none").exists()
    cli.ok("plan", "import", published.roster)
    before = cli.ok("plan", "workbooks", "-o", tmp_path)
    assert [f["rows"] for f in before["files"]] == [0, 0, 2], "no seats yet, so no rooms"
    desk = cli.at(published.control)
    desk.ok("plan", "workbooks", "-o", tmp_path)
    assert {r["计划名称"] for r in told(tmp_path / "考场信息.xlsx")} == {"2026年12月示例（演练）"}


def test_a_home_without_a_plan_has_no_workbooks(office: Cli, tmp_path: Path) -> None:
    from desktop.store.home import create_home
    from tests.cli.site import PASSPHRASE

    create_home(tmp_path / "fresh", PASSPHRASE).close()
    fault = office.at(tmp_path / "fresh").refused("plan", "workbooks", "-o", tmp_path / "out")["fault"]
    assert fault["code"] == "no-plan"
    assert not (tmp_path / "out").exists()


def test_a_folder_in_a_folder_that_is_not_there_is_refused(office: Cli, tmp_path: Path) -> None:
    fault = office.refused("plan", "workbooks", "-o", tmp_path / "none" / "centre")["fault"]
    assert (fault["code"], fault["facts"]["why"]) == ("cannot-write", "no-such-folder")
    (tmp_path / "file").write_text("x")
    assert office.refused("plan", "workbooks", "-o", tmp_path / "file")["fault"]["code"] == "cannot-write"
    assert (tmp_path / "file").read_text() == "x"


def test_results_hold_what_the_record_knows_and_leave_the_rest_empty(
    closed: Cli, morning: tuple[Path, Morning], tmp_path: Path
) -> None:
    file = tmp_path / "results.xlsx"
    said = closed.ok("record", "results", "-o", file)
    people = 2 * PER_ROOM
    assert {k: said[k] for k in ("absent", "cheated", "empty", "unseen")} == {
        "absent": 1,
        "cheated": 0,
        "empty": people - 1,
        "unseen": 0,
    }
    absent = morning[1].absent["document_number"]
    assert {r["证件号码"]: r["认定结果"] for r in told(file)} == {
        who["document_number"]: "缺考" if who["document_number"] == absent else "" for _, who in morning[1].seats
    }
    assert closed.ok("record", "results", "--sitting", "理论知识", "-o", file)["sitting"] == said["sitting"]
    assert "合格、不合格由阅卷登统后填写" in closed.run("record", "results", "-o", file).out


def test_nobody_is_absent_before_the_room_has_said_so(control: Cli, tmp_path: Path) -> None:
    file = tmp_path / "results.xlsx"
    said = control.ok("record", "results", "-o", file)
    assert (said["absent"], said["empty"], said["unseen"]) == (0, 2 * PER_ROOM, 2 * PER_ROOM)
    assert {r["认定结果"] for r in told(file)} == {""}
    assert "还没有结束" in control.run("record", "results", "-o", file).out


def test_who_was_sent_out_for_cheating_is_told(control: Cli, tmp_path: Path) -> None:
    day = Morning(control)
    day.before()
    day.doors()
    who = day.seats[0][1]
    about = f"candidate:{who['admission_number']}"
    data = {"kind": "phone", "removed": True, "told": True, "note": "x"}
    control.act("record-misconduct", about, data, *day.pair(day.rooms[0]), at="08:40")
    file = tmp_path / "results.xlsx"
    assert control.ok("record", "results", "-o", file)["cheated"] == 1
    assert [r["姓名"] for r in told(file) if r["认定结果"] == "舞弊"] == [who["name"]]


@pytest.mark.parametrize("named", ["s9", "技能操作"])
def test_results_of_a_sitting_that_is_not_planned_are_refused(control: Cli, tmp_path: Path, named: str) -> None:
    fault = control.refused("record", "results", "--sitting", named, "-o", tmp_path / "r.xlsx")["fault"]
    assert (fault["code"], fault["facts"]["sitting"]) == ("unknown-sitting", named)
    assert not (tmp_path / "r.xlsx").exists()


def test_results_need_a_record(office: Cli, tmp_path: Path) -> None:
    assert office.refused("record", "results", "-o", tmp_path / "r.xlsx")["fault"]["code"] == "not-enrolled"
