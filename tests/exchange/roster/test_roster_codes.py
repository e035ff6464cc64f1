"""Every code of the contract, each from a workbook with exactly one fault."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.plan.documents import check_digit
from tests.exchange.roster.books import Book, book, number, read, told, write_xlsx


def _with_birth(text: str) -> str:
    body = "990102" + text + "233"
    return body + check_digit(body)


def change(sheet: str, row: int, column: str, value: Any) -> Book:
    """The valid book with one cell changed; `row` as the spreadsheet counts it."""
    made = book()
    header = [str(h).rstrip("*") for h in made[sheet][0]]
    made[sheet][row - 1][header.index(column)] = value
    return made


def test_the_valid_book_has_no_finding(tmp_path: Path) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", book()))
    assert (reading.rejected, reading.warnings) == ((), ())
    assert reading.accepted == {"candidates": 3, "rooms": 2, "staff": 3, "sittings": 2}


REJECTED: list[tuple[str, str, int, str, Any]] = [
    ("missing", "考生", 3, "姓名", ""),
    ("missing", "考生", 3, "证件号码", " 　"),
    ("missing", "考生", 3, "等级", ""),
    ("missing", "考场", 2, "地点", ""),
    ("missing", "场次", 3, "开始", ""),
    ("missing", "人员", 3, "角色", ""),
    ("bad-check-digit", "考生", 2, "证件号码", number(1)[:17] + ("0" if number(1)[17] != "0" else "1")),
    ("bad-birth-date", "考生", 2, "证件号码", _with_birth("19900230")),
    ("bad-birth-date", "考生", 2, "证件号码", _with_birth("20270101")),
    ("bad-length", "考生", 2, "证件号码", "990102900307233"),
    ("bad-length", "考生", 2, "证件号码", number(1)[:17]),
    ("bad-length", "考生", 2, "证件号码", 6.0),
    ("bad-length", "考生", 2, "证件号码", 410000000000000),
    ("number-lost-digits", "考生", 2, "证件号码", "1.0"),
    ("number-lost-digits", "考生", 2, "证件号码", "4.1E+17"),
    ("number-lost-digits", "考生", 2, "证件号码", 990102199003072335),
    ("number-lost-digits", "考生", 4, "证件号码", 123.5),
    ("number-lost-digits", "考生", 2, "准考证号", "2.6E+09"),
    ("number-lost-digits", "人员", 2, "证件号码", 990102199003072335),
    ("bad-check-digit", "人员", 2, "证件号码", number(5001)[:17] + ("0" if number(5001)[17] != "0" else "1")),
    ("bad-number", "考生", 4, "证件号码", "ZZ-000003"),
    ("bad-number", "考生", 2, "准考证号", "一号"),
    ("duplicate-document", "考生", 3, "证件号码", number(1)),
    ("duplicate-admission-number", "考生", 3, "准考证号", "2611280001"),
    ("duplicate-room", "考场", 3, "考场号", "1"),
    ("duplicate-staff", "人员", 3, "编号", "001"),
    ("unknown-level", "考生", 2, "等级", "六级"),
    ("unknown-level", "考生", 2, "等级", "五级/中级工"),
    ("unknown-level", "场次", 3, "等级", "特级"),
    ("unknown-role", "人员", 3, "角色", "校长"),
    ("unknown-document-type", "考生", 4, "证件类型", "驾驶证"),
    ("bad-date", "场次", 3, "日期", "2026-02-30"),
    ("bad-date", "场次", 3, "日期", "明天"),
    ("bad-date", "场次", 3, "日期", 46354),
    ("bad-time", "场次", 3, "开始", "25:00"),
    ("bad-time", "场次", 3, "结束", "下午"),
    ("end-before-start", "场次", 3, "结束", "12:59"),
    ("end-before-start", "场次", 3, "结束", "13:00"),
    ("bad-number", "考场", 3, "容量", "三十"),
    ("bad-number", "考场", 3, "容量", 0),
    ("bad-number", "考场", 3, "列数", 7.5),
    ("unknown-value", "考场", 3, "门", "天窗"),
    ("unknown-value", "场次", 3, "方式", "抽签"),
    ("control-character", "考生", 2, "姓名", "甲\x01一"),
    ("control-character", "考生", 2, "证件号码", number(1) + "\x7f"),
    ("too-long", "考生", 2, "姓名", "甲" * 101),
    ("too-long", "考生", 2, "工作单位", "单" * 32_000),
]


@pytest.mark.parametrize(("code", "sheet", "row", "column", "value"), REJECTED)
def test_a_faulty_cell_is_rejected_by_its_code(
    tmp_path: Path, code: str, sheet: str, row: int, column: str, value: Any
) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", change(sheet, row, column, value)))
    here = [f for f in told(reading.rejected) if f[1] == sheet]
    assert here == [(code, sheet, row, column)]
    expected = {"candidates": 3, "rooms": 2, "staff": 3, "sittings": 2}
    expected[{"考生": "candidates", "考场": "rooms", "人员": "staff", "场次": "sittings"}[sheet]] -= 1
    if sheet != "场次":
        assert reading.accepted == expected
    message = next(f.message for f in reading.rejected if f.sheet == sheet)
    assert f"「{sheet}」表第 {row} 行" in message
    assert message.endswith("。")


WARNED: list[tuple[str, str, int, str, Any]] = [
    ("sex-mismatch", "考生", 2, "性别", "女"),
    ("unknown-occupation", "考生", 2, "职业", "占星师"),
    ("kangxi-radical", "考生", 2, "姓名", "甲⼀"),
    ("private-use-character", "考生", 2, "姓名", "甲\ue863"),
    ("no-glyph", "考生", 2, "姓名", "甲𠮷"),
    ("photo-missing", "考生", 2, "照片", "a/b.jpg"),
    ("birth-implausible", "考生", 2, "证件号码", number(1, date(2010, 11, 29))),
    ("birth-implausible", "考生", 2, "证件号码", number(1, date(1935, 11, 28))),
    ("kangxi-radical", "考场", 2, "地点", "⼀号楼"),
]


@pytest.mark.parametrize(("code", "sheet", "row", "column", "value"), WARNED)
def test_a_doubtful_cell_is_taken_with_a_warning(
    tmp_path: Path, code: str, sheet: str, row: int, column: str, value: Any
) -> None:
    made = book()
    if column == "照片":
        for n, line in enumerate(made["考生"]):
            line.append("照片" if n == 0 else "")
    header = [str(h).rstrip("*") for h in made[sheet][0]]
    made[sheet][row - 1][header.index(column)] = value
    reading = read(write_xlsx(tmp_path / "a.xlsx", made), glyphs="𠮷")
    assert reading.rejected == ()
    assert told(reading.warnings) == [(code, sheet, row, column)]
    assert reading.accepted["candidates"] == 3


def test_levels_of_the_catalogue_are_compared(tmp_path: Path) -> None:
    made = change("考生", 2, "职业", "数控车工")
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert told(reading.warnings) == [("level-not-offered", "考生", 2, "等级")]


def test_the_youngest_and_oldest_plausible_are_not_told(tmp_path: Path) -> None:
    made = book()
    made["考生"][1][2] = number(1, date(2010, 11, 28))
    made["考生"][2][2] = number(2, date(1935, 11, 29))
    assert read(write_xlsx(tmp_path / "a.xlsx", made)).warnings == ()


def test_same_names_stand_on_both_rows(tmp_path: Path) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", change("考生", 3, "姓名", "甲一")))
    assert told(reading.warnings) == [("same-name", "考生", 2, "姓名"), ("same-name", "考生", 3, "姓名")]
    assert "第 3 行" in reading.warnings[0].message
    assert "第 2 行" in reading.warnings[1].message


def test_no_sitting_fits_a_candidate_of_another_subject_level_or_occupation(tmp_path: Path) -> None:
    made = change("考生", 2, "科目", "综合评审")
    assert [f.code for f in read(write_xlsx(tmp_path / "a.xlsx", made)).rejected] == ["no-sitting"]
    made = book()
    made["场次"][1][6] = "四级"
    made["场次"][2][5] = "茶艺师"
    reading = read(write_xlsx(tmp_path / "b.xlsx", made))
    assert [(f.code, f.row) for f in reading.rejected] == [("no-sitting", 2), ("no-sitting", 4)]


def test_an_unknown_level_does_not_also_lack_a_sitting(tmp_path: Path) -> None:
    made = change("考生", 2, "等级", "六级")
    made["考生"][1][8] = "综合评审"
    assert [f.code for f in read(write_xlsx(tmp_path / "a.xlsx", made)).rejected] == ["unknown-level"]


def test_two_missing_cells_are_two_findings(tmp_path: Path) -> None:
    made = change("考生", 3, "姓名", "")
    made["考生"][2][5] = ""
    found = told(read(write_xlsx(tmp_path / "a.xlsx", made)).rejected)
    assert found == [("missing", "考生", 3, "姓名"), ("missing", "考生", 3, "职业")]


def test_a_missing_column_is_one_finding_without_a_row(tmp_path: Path) -> None:
    made = book()
    made["考生"] = [[c for n, c in enumerate(row) if n != 5] for row in made["考生"]]
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert told(reading.rejected) == [("missing", "考生", None, "职业")]
    assert reading.accepted["candidates"] == 0
    assert reading.accepted["rooms"] == 2


def test_what_the_plan_sheet_lacks_is_told(tmp_path: Path) -> None:
    made = book()
    made["计划"] = [["评价机构", ""], ["计划类型", "慈善"], ["首次认定日期", "某日"], ["口令", "x"]]
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert set(told(reading.rejected)) == {
        ("missing", "计划", 1, "评价机构"),
        ("missing", "计划", None, "考点名称"),
        ("unknown-value", "计划", 2, "计划类型"),
        ("bad-date", "计划", 3, "首次认定日期"),
    }
    assert told(reading.warnings) == [("unknown-column", "计划", 4, "口令")]


def test_duplicates_name_the_row_they_repeat_and_the_first_stays(tmp_path: Path) -> None:
    made = book()
    made["考生"].append([*made["考生"][1][:4], "", *made["考生"][1][5:]])
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert told(reading.rejected) == [("duplicate-document", "考生", 5, "证件号码")]
    assert "第 2 行" in reading.rejected[0].message
    assert reading.plan
    assert [c.name for c in reading.plan.candidates] == ["甲一", "乙二", "丙三"]


@pytest.mark.parametrize(
    "value",
    [
        "2026-11-28",
        "2026/11/28",
        "2026.11.28",
        "20261128",
        20261128,
        "2026年11月28日",
        "２０２６-11-28",
        date(2026, 11, 28),
        datetime(2026, 11, 28, 0, 0),  # noqa: DTZ001
    ],
)
def test_dates_are_read_in_every_writing(tmp_path: Path, value: Any) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", change("场次", 2, "日期", value)))
    assert reading.rejected == ()
    assert reading.plan
    assert reading.plan.sittings[0].start == 1795825800000


@pytest.mark.parametrize("value", ["8:30", "08：30", "8时30分", "08:30:00", time(8, 30), 8.5 / 24])
def test_times_are_read_in_every_writing(tmp_path: Path, value: Any) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", change("场次", 2, "开始", value)))
    assert reading.rejected == ()
    assert reading.plan
    assert reading.plan.sittings[0].start == 1795825800000


@pytest.mark.parametrize(
    "value",
    [
        "五级",
        "5",
        5,
        "五",
        "初级工",
        "初级",
        "五级/初级工",
        "国家职业资格五级",
        "五级（初级工）",
        "５",
        "5级",
        "初级工/五级",
    ],
)
def test_levels_are_read_in_every_writing(tmp_path: Path, value: Any) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", change("考生", 2, "等级", value)))
    assert reading.rejected == ()
    assert reading.plan
    assert reading.plan.candidates[0].level == 5


@pytest.mark.parametrize(
    "value", ["'" + number(1), "`" + number(1), "\u200b" + number(1), " " + number(1).translate({48: "０", 49: "１"})]
)
def test_marks_and_widths_do_not_spoil_a_number(tmp_path: Path, value: str) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", change("考生", 2, "证件号码", value)))
    assert reading.rejected == ()
    assert reading.plan
    assert reading.plan.candidates[0].document_number == number(1)


def test_a_line_break_inside_a_cell_becomes_a_space(tmp_path: Path) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", change("考生", 2, "工作单位", "春和\n饭\t店")))
    assert reading.rejected == ()
    assert reading.plan
    assert reading.plan.candidates[0].employer == "春和 饭 店"


def test_a_number_cell_that_kept_its_digits_is_taken(tmp_path: Path) -> None:
    made = change("考生", 4, "证件号码", 12345678)
    made["考生"][3][1] = "台胞证"
    made["考场"][1][0] = 3
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert reading.rejected == ()
    assert reading.plan
    assert reading.plan.candidates[2].document_number == "12345678"
    assert reading.plan.rooms[0].number == "3"
