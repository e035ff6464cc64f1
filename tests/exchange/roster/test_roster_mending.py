"""Columns matched by hand and cells put right: the next file of the layout needs nothing, the file is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from desktop.exchange.roster.columns import column_letters
from desktop.exchange.roster.layout import profile_fault
from desktop.exchange.roster.mending.matching import FileColumns, FileSheet, file_columns
from tests.exchange.roster.books import book, number, read, told, write_xlsx

FOREIGN = [
    ["报名汇总表", "", "", "", ""],
    ["人名", "ID", "工种名", "档次", "部门"],
    ["甲一", number(1), "中式烹调师", "五级", "春和饭店"],
    ["乙二", number(2), "中式烹调师", "四级", ""],
]
MATCHED = {
    "sheets": {"Sheet1": "考生"},
    "考生": {"人名": "姓名", "ID": "证件号码", "工种名": "职业", "档次": "等级", "部门": ""},
}


def columns(path: Path, kept: dict[str, Any] | None = None) -> FileColumns:
    return file_columns(path, (kept or {}).get)


def fed(sheet: FileSheet, kind: str) -> dict[str, str]:
    """Our columns to the headings that feed them."""
    return {f.name: sheet.columns[f.column].heading for f in sheet.matches[kind] if f.column is not None}


def test_a_standard_file_needs_no_matching(tmp_path: Path) -> None:
    found = columns(write_xlsx(tmp_path / "a.xlsx", book()))
    assert [(s.name, s.kind, s.header_row) for s in found.sheets] == [
        ("场次", "场次", 1),
        ("考生", "考生", 1),
        ("考场", "考场", 1),
        ("人员", "人员", 1),
    ]
    people = found.sheets[1]
    assert {f.name for f in people.matches["考生"] if f.required and f.column is None} == set()
    at = next(f.column for f in people.matches["考生"] if f.name == "姓名")
    assert at is not None
    assert people.columns[at].samples == ("甲一", "乙二", "丙三")


def test_a_file_nobody_recognises_shows_its_columns_and_is_matched_once_for_its_layout(tmp_path: Path) -> None:
    one = write_xlsx(tmp_path / "a.xlsx", {"Sheet1": FOREIGN})
    assert [f.code for f in read(one).rejected] == ["wrong-file-kind"]
    found = columns(one)
    [sheet] = found.sheets
    assert (sheet.kind, sheet.header_row) == ("", 2)
    assert [c.heading for c in sheet.columns] == ["人名", "ID", "工种名", "档次", "部门"]
    assert profile_fault(MATCHED) == ""
    home = {found.layout: MATCHED}
    later = [FOREIGN[0], FOREIGN[1], ["丙三", number(3), "西式面点师", "五级", "麦香坊"]]
    next_one = columns(write_xlsx(tmp_path / "b.xlsx", {"Sheet1": later}), home)
    assert next_one.profile == MATCHED
    [sheet] = next_one.sheets
    assert sheet.kind == "考生"
    assert fed(sheet, "考生") == {"姓名": "人名", "证件号码": "ID", "职业": "工种名", "等级": "档次"}
    plain = write_xlsx(tmp_path / "c.xlsx", {k: v for k, v in book().items() if k != "考生"})
    reading = read(plain, tmp_path / "b.xlsx", profile=next_one.profile)
    assert (reading.accepted["candidates"], told(reading.rejected), told(reading.warnings)) == (1, [], [])


def test_what_is_matched_by_hand_goes_before_what_would_be_recognised(tmp_path: Path) -> None:
    made = book()
    made["考生"][0].append("现用名")
    for row in made["考生"][1:]:
        row.append(row[0] + "新")
    profile = {"考生": {"现用名": "姓名", "工作单位": ""}}
    reading = read(write_xlsx(tmp_path / "a.xlsx", made), profile=profile)
    assert reading.plan is not None
    assert [c.name for c in reading.plan.candidates] == ["甲一新", "乙二新", "丙三新"]
    assert {c.employer for c in reading.plan.candidates} == {""}
    assert [f.value for f in reading.warnings if f.code == "unknown-column"] == ["姓名*"]


TWICE = [
    ["姓名", "证件号码", "职业", "等级", "联系电话", "联系电话", "单位"],
    ["甲一", number(1), "中式烹调师", "五级", "010-1", "13800000001", "春和饭店"],
    ["乙二", number(2), "中式烹调师", "四级", "010-2", "13800000002", ""],
]


def test_columns_of_one_heading_are_told_apart_by_their_letter_and_each_can_be_matched(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {**book(), "考生": TWICE})
    found = columns(path)
    sheet = next(s for s in found.sheets if s.name == "考生")
    assert [c.heading for c in sheet.columns][3:] == ["等级", "联系电话 (E)", "联系电话 (F)", "单位"]
    assert fed(sheet, "考生")["联系电话"] == "联系电话 (E)", "the first of them, until somebody says otherwise"
    left = [f.value for f in read(path).warnings if f.code == "unknown-column"]
    assert left == ["联系电话 (F)"], "the one nobody reads is named so that it can be found"
    profile = {"考生": {"联系电话 (E)": "", "联系电话 (F)": "联系电话"}}
    matched = columns(path, {found.layout: profile})
    assert fed(next(s for s in matched.sheets if s.name == "考生"), "考生")["联系电话"] == "联系电话 (F)"
    reading = read(path, profile=profile)
    assert reading.plan is not None
    assert [c.phone for c in reading.plan.candidates] == ["13800000001", "13800000002"]
    assert told(reading.warnings) == []


def test_both_columns_of_one_heading_may_feed_columns_of_ours(tmp_path: Path) -> None:
    rows = [["名称", "编码", "名称", "等级"], ["甲一", number(1), "中式烹调师", "五级"]]
    path = write_xlsx(tmp_path / "a.xlsx", {**book(), "考生": rows})
    profile = {"考生": {"名称 (A)": "姓名", "编码": "证件号码", "名称 (C)": "职业"}}
    reading = read(path, profile=profile)
    assert reading.plan is not None
    assert [(c.name, c.occupation) for c in reading.plan.candidates] == [("甲一", "中式烹调师")]


def test_the_letter_is_the_spreadsheet_s_own_where_a_table_does_not_begin_in_its_first_column(tmp_path: Path) -> None:
    shifted = [["", "", *row] for row in TWICE]
    path = write_xlsx(tmp_path / "a.xlsx", {**book(), "考生": shifted})
    sheet = next(s for s in columns(path).sheets if s.name == "考生")
    assert [c.heading for c in sheet.columns if "(" in c.heading] == ["联系电话 (G)", "联系电话 (H)"]


def test_what_was_matched_before_two_columns_were_told_apart_still_holds(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", {**book(), "考生": TWICE})
    reading = read(path, profile={"考生": {"联系电话": ""}})
    assert reading.plan is not None
    assert {c.phone for c in reading.plan.candidates} == {""}


@given(st.integers(1, 20_000))
def test_letters_of_columns_count_as_a_spreadsheet_does(number: int) -> None:
    assert column_letters(number) == get_column_letter(number) if number <= 18_278 else len(column_letters(number)) == 4


def test_other_headings_are_another_layout_other_rows_are_not(tmp_path: Path) -> None:
    made = book()
    one = columns(write_xlsx(tmp_path / "a.xlsx", made)).layout
    made["考生"].pop()
    assert columns(write_xlsx(tmp_path / "b.xlsx", made)).layout == one
    made["考生"][0][9] = "部门"
    assert columns(write_xlsx(tmp_path / "c.xlsx", made)).layout != one


def test_a_file_that_cannot_be_read_has_no_columns(tmp_path: Path) -> None:
    bad = tmp_path / "a.xlsx"
    bad.write_bytes(b"%PDF-1.7")
    assert columns(bad).sheets == ()
    assert columns(tmp_path / "nowhere.xlsx").sheets == ()


def test_a_cell_put_right_is_judged_in_the_files_place_and_the_file_is_left_alone(tmp_path: Path) -> None:
    made = book()
    made["考生"][2][2] = number(2)[:-1] + "X"
    path = write_xlsx(tmp_path / "a.xlsx", made)
    before = path.read_bytes()
    bad = read(path)
    assert told(bad.rejected) == [("bad-check-digit", "考生", 3, "证件号码")]
    assert (bad.read, bad.accepted["candidates"]) == (3, 2)
    row = bad.rows["a.xlsx", "考生", 3]
    assert (row["姓名"], row["证件号码"], row["等级"]) == ("乙二", number(2)[:-1] + "X", "四级")
    cell = ("a.xlsx", "考生", 3, "证件号码")
    wrong = read(path, corrections={cell: number(2)[:-1]})
    assert told(wrong.rejected) == [("bad-length", "考生", 3, "证件号码")]
    good = read(path, corrections={cell: number(2)})
    assert good.rejected == ()
    assert good.plan is not None
    assert good.plan.candidates[1].document_number == number(2)
    assert path.read_bytes() == before


def test_a_correction_may_give_a_column_or_a_key_the_sheet_lacks(tmp_path: Path) -> None:
    made = book()
    made["计划"] = [["评价机构*", "京饪技能评价中心（演练）"], ["首次认定日期", "十一月"]]
    made["场次"][0].append("备忘")
    for n, row in enumerate(made["场次"][1:]):
        row.append(str(n))
    path = write_xlsx(tmp_path / "a.xlsx", made)
    assert ("missing", "计划", None, "考点名称") in told(read(path).rejected)
    given = {
        ("a.xlsx", "计划", None, "考点名称"): "京饪考点",
        ("a.xlsx", "计划", 2, "首次认定日期"): "2026-11-28",
        ("a.xlsx", "考生", 2, "特殊需要"): "轮椅",
        ("a.xlsx", "考生", 999, "姓名"): "不在表里",
        ("b.xlsx", "考生", 2, "姓名"): "别的文件",
    }
    good = read(path, corrections=given)
    assert good.rejected == ()
    assert good.plan is not None
    assert (good.plan.site.name, good.plan.first_exam_date) == ("京饪考点", "2026-11-28")
    assert [(c.name, c.needs) for c in good.plan.candidates][:2] == [("甲一", "轮椅"), ("乙二", "")]


def test_a_file_without_sheets_is_corrected_by_its_rows_too(tmp_path: Path) -> None:
    rows = book()["考生"]
    rows[1][7] = "六级"
    path = tmp_path / "a.csv"
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    rest = write_xlsx(tmp_path / "b.xlsx", {k: v for k, v in book().items() if k != "考生"})
    [bad] = read(path, rest).rejected
    assert (bad.code, bad.row) == ("unknown-level", 2)
    assert read(path, rest, corrections={(bad.file, bad.sheet, bad.row, "等级"): "五级"}).rejected == ()
