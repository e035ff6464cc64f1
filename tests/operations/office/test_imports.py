"""A roster file at the office's desk: read, matched, put right in place, taken with the rest held back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.exchange.roster.mending.matching import KINDS
from desktop.operations.boards.planning.columns import ColumnsBoard
from tests.exchange.roster.books import book, number, write_xlsx
from tests.operations.office.conftest import Office

Made = Callable[..., Office]


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Three candidates: one with a wrong check digit, one with a level nobody knows."""
    made = book()
    made["考生"][2][2] = number(2)[:-1] + "X"
    made["考生"][3][7] = "六级"
    return write_xlsx(tmp_path / "名单.xlsx", made)


def figures(office: Office) -> list[int]:
    return [figure.count for figure in office.page.figures]


def keys(office: Office) -> dict[str, str]:
    return {row.key: row.title for row in office.page.jobs}


def test_a_file_is_checked_first_and_its_wrong_cells_are_marked(office: Made, faulty: Path) -> None:
    desk = office(section="import")
    desk.done("check-file", path=str(faulty))
    assert figures(desk) == [3, 1, 2, 0]
    assert desk.page.words == "名单.xlsx · 工作表「考生」 · 第 1 行为表头 · 尚未导入"
    assert keys(desk)["F6"] == "导入 1 名，暂缓 2 名"
    line = desk.row("校验位不对")
    assert line.cells[:3] == ("3", "乙二", number(2)[:-1] + "X")
    assert line.tones == ("plain", "plain", "stop", "plain", "plain", "plain")
    assert desk.row("六级").tones[4] == "stop"
    assert desk.home.plans.draft() is None


def test_a_cell_is_put_right_in_place_judged_at_once_and_used(office: Made, faulty: Path) -> None:
    desk = office(section="import")
    desk.done("check-file", path=str(faulty))
    before = faulty.read_bytes()
    form = desk.row("校验位不对").action
    assert form is not None
    assert [(f.name, f.label, f.value) for f in form.fields] == [("value", "证件号码", number(2)[:-1] + "X")]
    refused = desk.desk.act(form.command, form.about, {"value": number(2)[:-2]}, ()).refused
    assert refused is not None
    assert refused.sentence.startswith("仍不对：")
    assert figures(desk) == [3, 1, 2, 0]
    assert desk.desk.act(form.command, form.about, {"value": number(2)}, ()).done
    assert figures(desk) == [3, 2, 1, 0]
    listed = desk.row("已更正「证件号码」")
    assert (listed.cells[2], listed.tones[2]) == (number(2), "ok")
    desk.done("import-rest")
    plan = desk.home.plans.draft()
    assert plan is not None
    assert [c.document_number for c in plan.candidates] == [number(1), number(2)]
    assert faulty.read_bytes() == before
    [logged] = json.loads(desk.home.settings.get("import-corrections") or "")
    assert (logged["row"], logged["column"], logged["before"], logged["value"]) == (
        3,
        "证件号码",
        number(2)[:-1] + "X",
        number(2),
    )


def test_a_correction_is_taken_back(office: Made, faulty: Path) -> None:
    desk = office(section="import")
    desk.done("check-file", path=str(faulty))
    form = desk.row("六级").action
    assert form is not None
    desk.desk.act(form.command, form.about, {"value": "五级"}, ())
    assert figures(desk) == [3, 2, 1, 0]
    back = desk.row("已更正").action
    assert back is not None
    assert desk.desk.act(back.command, back.about, {}, ()).done
    assert figures(desk) == [3, 1, 2, 0]


def test_private_use_characters_are_offered_with_their_likely_meaning_and_all_taken_at_once(
    office: Made, tmp_path: Path
) -> None:
    made = book()
    made["考生"][1][0], made["考生"][2][0], made["考生"][3][0] = "甲\ue863", "乙\ue863\ue81e", "丙\ue000"
    desk = office(section="import")
    desk.done("check-file", path=str(write_xlsx(tmp_path / "a.xlsx", made)))
    form = next(line.action for line in desk.page.lines if line.cells[1] == "甲\ue863")
    assert form is not None
    assert form.fields[0].value == "甲䶮"
    [offer] = [row for row in desk.page.jobs if row.key == "F9"]
    assert "甲\ue863 → 甲䶮" in offer.confirm
    assert "丙" not in offer.confirm
    desk.done("standard")
    assert "F9" not in keys(desk)
    assert desk.row("U+E000").cells[1] == "丙\ue000"
    back = desk.row("现用「乙䶮").action
    assert back is not None
    assert desk.desk.act(back.command, back.about, {}, ()).done
    desk.done("import")
    plan = desk.home.plans.draft()
    assert plan is not None
    assert [c.name for c in plan.candidates] == ["甲䶮", "乙\ue863\ue81e", "丙\ue000"]


def test_what_fits_no_sitting_is_put_right_in_the_column_somebody_chooses(office: Made, tmp_path: Path) -> None:
    made = book()
    made["考生"][3][8] = "操作"
    desk = office(section="import")
    desk.done("check-file", path=str(write_xlsx(tmp_path / "a.xlsx", made)))
    form = desk.row("没有对应的场次").action
    assert form is not None
    assert [choice.value for choice in form.fields[0].choices] == ["科目", "职业", "等级"]
    wrong = desk.desk.act(form.command, form.about, {"column": "科目", "value": "体育"}, ())
    assert wrong.refused is not None
    assert desk.desk.act(form.command, form.about, {"column": "科目", "value": "理论"}, ()).done
    assert figures(desk) == [3, 3, 0, 0]


def test_another_file_begins_anew_with_what_was_held_back(office: Made, faulty: Path, tmp_path: Path) -> None:
    desk = office(section="import")
    desk.done("check-file", path=str(faulty))
    assert "暂缓 2 行" in desk.done("import-rest")
    assert "F6" not in keys(desk)
    good = write_xlsx(tmp_path / "改好的.xlsx", book())
    desk.done("check-file", path=str(good))
    assert keys(desk)["F6"] == "导入 3 名"
    desk.done("import")
    plan = desk.home.plans.draft()
    assert plan is not None
    assert len(plan.candidates) == 3


def test_a_file_of_which_nothing_can_be_taken_says_so(office: Made, tmp_path: Path) -> None:
    desk = office(section="import")
    bad = tmp_path / "a.xlsx"
    bad.write_bytes(b"%PDF-1.7")
    desk.done("check-file", path=str(bad))
    [take] = [row for row in desk.page.jobs if row.key == "F6"]
    assert not take.enabled
    assert take.why
    assert desk.page.lines[0].action is None


def test_foreign_columns_are_matched_once_for_their_layout(office: Made, tmp_path: Path) -> None:
    made: dict[str, Any] = book()
    people = made.pop("考生")
    made["Sheet1"] = [["人名", "", "ID", "", "", "工种名", "", "档次", "", "部门"], *people[1:]]
    desk = office(section="import")
    desk.done("check-file", path=str(write_xlsx(tmp_path / "a.xlsx", made)))
    assert figures(desk)[1:] == [0, 0, 1]
    told = desk.row("工作表「Sheet1」没有认出来")
    assert told.action is not None
    assert told.action.command == "job:columns"
    desk.done("columns")
    board = desk.page.work
    assert isinstance(board, ColumnsBoard)
    at = next(n for n, sheet in enumerate(board.sheets) if sheet.name == "Sheet1")
    sheet = board.sheets[at]
    assert tuple(sheet.fields) == KINDS
    place = {column.heading: n for n, column in enumerate(sheet.columns)}
    fed = dict.fromkeys((f.name for f in sheet.fields["考生"]), None) | {
        "姓名": place["人名"],
        "证件号码": place["ID"],
        "职业": place["工种名"],
        "等级": place["档次"],
    }
    kept = [(s.kind, {f.name: f.column for f in s.fields.get(s.kind, ())}) for s in board.sheets]
    kept[at] = ("考生", fed)
    assert desk.done("match-columns", sheets=kept).startswith("列对应已保存")
    assert desk.page.work is None
    # The passport in the third row has no type where that column is not fed.
    assert figures(desk)[:2] == [3, 2]
    made["Sheet1"] = made["Sheet1"][:3]
    again = office(section="import")
    again.home.profiles.put(*next((n, desk.home.profiles.get(n)) for n in desk.home.profiles.names()))
    again.done("check-file", path=str(write_xlsx(tmp_path / "b.xlsx", made)))
    assert figures(again) == [2, 2, 0, 0]


def test_leaving_the_columns_changes_nothing(office: Made, faulty: Path) -> None:
    desk = office(section="import")
    desk.done("check-file", path=str(faulty))
    desk.done("columns")
    desk.done("columns-leave")
    assert desk.page.work is None
    assert desk.home.profiles.names() == []
    desk.done("columns")
    desk.desk.turn_to("plan")
    desk.desk.turn_to("import")
    assert desk.page.work is None


def test_the_list_of_findings_goes_into_a_workbook(office: Made, faulty: Path, tmp_path: Path) -> None:
    import openpyxl

    desk = office(section="import")
    desk.done("check-file", path=str(faulty))
    form = desk.row("六级").action
    assert form is not None
    desk.desk.act(form.command, form.about, {"value": "五级"}, ())
    desk.done("write-list", out=str(tmp_path / "list.xlsx"))
    written = openpyxl.load_workbook(tmp_path / "list.xlsx")
    problems, right = (list(sheet.values) for sheet in written.worksheets)
    assert len(problems) == 2
    assert problems[1][2:5] == ("3", "证件号码", number(2)[:-1] + "X")
    assert right[1][2:] == ("4", "等级", "六级", "五级")


def test_a_sheet_somebody_said_is_no_roster_is_not_asked_about_again(office: Made, tmp_path: Path) -> None:
    made: dict[str, Any] = {**book(), "说明": [["填表说明", "联系人"], ["请用文本格式", "某人"]]}
    path = str(write_xlsx(tmp_path / "a.xlsx", made))
    desk = office(section="import")
    desk.done("check-file", path=path)
    assert figures(desk) == [3, 3, 0, 1]
    desk.done("columns")
    board = desk.page.work
    assert isinstance(board, ColumnsBoard)
    desk.done(
        "match-columns", sheets=[(s.kind, {f.name: f.column for f in s.fields.get(s.kind, ())}) for s in board.sheets]
    )
    assert figures(desk) == [3, 3, 0, 0]
    assert desk.page.lines == ()
