"""Headers where people put them: titles above, merged cells, synonyms, stars, line breaks; profiles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from desktop.exchange.roster.columns import SHEETS
from desktop.exchange.roster.layout import load_profile
from desktop.faults import SiteFault
from tests.exchange.roster.books import Book, book, read, told, write_ods, write_xlsx


def test_title_lines_and_a_shifted_table_keep_the_row_numbers(tmp_path: Path) -> None:
    made = book()
    made["考生"][1][7] = "九级"
    shifted: list[list[Any]] = [[""], ["", "", "2026 年 11 月考生名单"], [""], *(["", "", *r] for r in made["考生"])]
    made["考生"] = shifted
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert told(reading.rejected) == [("unknown-level", "考生", 5, "等级")]
    assert reading.accepted["candidates"] == 2


def test_every_synonym_is_a_column_of_its_own_sheet(tmp_path: Path) -> None:
    for kind, sheet in SHEETS.items():
        if kind == "计划":
            continue
        for column in sheet.columns:
            for word in column.synonyms:
                made = book()
                header = [str(h).rstrip("*") for h in made[kind][0]]
                if column.name not in header:
                    continue
                made[kind][0][header.index(column.name)] = word
                reading = read(write_xlsx(tmp_path / "a.xlsx", made))
                assert (reading.rejected, reading.warnings) == ((), ()), word


@pytest.mark.parametrize("word", ["证 件\n号 码＊", "＊证件号码", "证件号码（必填）", " 证件号码 ", "身份证号码*："])
def test_headings_are_found_in_any_dress(tmp_path: Path, word: str) -> None:
    made = book()
    made["考生"][0][2] = word
    assert read(write_xlsx(tmp_path / "a.xlsx", made)).rejected == ()


def _merged(path: Path, made: Book) -> Path:
    """The candidates' header over two rows: 姓名 merged downwards, 证件 and 报考 merged across their columns."""
    rows = made.pop("考生")
    write_xlsx(path.with_name("rest.xlsx"), made)
    with xlsxwriter.Workbook(str(path)) as out:
        sheet = out.add_worksheet("考生")
        sheet.merge_range(0, 0, 0, 9, "考生信息表")
        groups = [
            ("姓名*", 0, 0),
            ("证件", 1, 2),
            ("性别", 3, 3),
            ("准考证号", 4, 4),
            ("报考", 5, 8),
            ("工作单位", 9, 9),
        ]
        for word, first, last in groups:
            if first == last:
                sheet.merge_range(1, first, 2, first, word)
            else:
                sheet.merge_range(1, first, 1, last, word)
                for c in range(first, last + 1):
                    sheet.write_string(2, c, str(rows[0][c]))
        for r, row in enumerate(rows[1:], start=3):
            for c, cell in enumerate(row):
                sheet.write_string(r, c, str(cell))
    return path


def test_a_header_over_merged_cells_is_read(tmp_path: Path) -> None:
    made = book()
    made["考生"][2][7] = "九级"
    path = _merged(tmp_path / "a.xlsx", made)
    reading = read(tmp_path / "rest.xlsx", path)
    assert told(reading.rejected) == [("unknown-level", "考生", 5, "等级")]
    assert reading.warnings == ()
    assert reading.accepted["candidates"] == 2


def test_a_header_of_two_rows_is_read_where_the_file_knows_no_merges(tmp_path: Path) -> None:
    made = book()
    rows = made["考生"]
    top = ["姓名", "证件", "", "性别", "准考证号", "报考", "", "", "", "工作单位"]
    below = ["", "证件类型", "证件号码", "", "", "职业", "工种", "等级", "科目", ""]
    made["考生"] = [top, below, *rows[1:]]
    reading = read(write_ods(tmp_path / "a.ods", made))
    assert reading.rejected == ()
    assert reading.accepted["candidates"] == 3


def test_other_columns_are_listed_and_other_sheets_are_left_alone(tmp_path: Path) -> None:
    made = book()
    for n, row in enumerate(made["考生"]):
        row.append("民族" if n == 0 else "汉")
    made["说明"] = [["请按要求填写"]]
    made["选项"] = [["五级"], ["四级"]]
    reading = read(write_xlsx(tmp_path / "a.xlsx", made))
    assert reading.rejected == ()
    assert [(f.code, f.sheet, f.column) for f in reading.warnings] == [("unknown-column", "考生", "民族")]


def test_sheets_are_recognised_by_synonym_and_by_columns(tmp_path: Path) -> None:
    made = book()
    renamed = {"计划": "基本信息", "场次": "Sheet2", "考生": "Sheet3", "考场": "考场安排", "人员": "Sheet5"}
    reading = read(write_xlsx(tmp_path / "a.xlsx", {renamed[k]: v for k, v in made.items()}))
    assert reading.rejected == ()
    assert reading.accepted == {"candidates": 3, "rooms": 2, "staff": 3, "sittings": 2}


def test_two_sheets_and_two_files_of_one_kind_add_up(tmp_path: Path) -> None:
    made = book()
    header, *people = made["考生"]
    made["考生"] = [header, people[0]]
    made["第二批"] = [header, people[1]]
    first = write_xlsx(tmp_path / "a.xlsx", made)
    second = write_xlsx(tmp_path / "b.xlsx", {"考生": [header, people[2], people[0]]})
    reading = read(first, second)
    assert told(reading.rejected) == [("duplicate-document", "考生", 3, "证件号码")]
    assert "a.xlsx" in reading.rejected[0].message
    assert reading.accepted["candidates"] == 3


def test_a_profile_names_sheets_and_columns(tmp_path: Path) -> None:
    made = book()
    made["考生"][0][2] = "ID"
    made["考生"][0][7] = "Grade"
    book_path = write_xlsx(tmp_path / "a.xlsx", {("Roster" if k == "考生" else k): v for k, v in made.items()})
    saved = tmp_path / "profile.json"
    mapping = {"sheets": {"Roster": "考生"}, "考生": {"ID": "证件号码", "Grade": "等级"}}
    saved.write_text(json.dumps(mapping, ensure_ascii=False), encoding="utf-8")
    reading = read(book_path, profile=load_profile(saved))
    assert reading.rejected == ()
    assert reading.accepted["candidates"] == 3


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"别的": {}}', '{"考生": {"ID": "身高"}}', '{"考生": []}', '{"sheets": {"A": "身高"}}']
)
def test_a_profile_that_cannot_be_used_is_a_fault_of_the_site(tmp_path: Path, text: str) -> None:
    path = tmp_path / "p.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SiteFault) as raised:
        load_profile(path)
    assert raised.value.code == "bad-profile"


def test_a_named_sheet_without_any_heading_misses_all_its_columns(tmp_path: Path) -> None:
    reading = read(write_xlsx(tmp_path / "a.xlsx", {"考场": [["一", "二"], ["三", "四"]]}))
    assert told(reading.rejected) == [("missing", "考场", None, "考场号"), ("missing", "考场", None, "地点")]
