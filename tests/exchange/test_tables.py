"""Lists as workbooks, read back by another library."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exchange.tables import write_tables
from desktop.faults import SiteFault

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40)


def test_cells_stay_text_whatever_they_look_like(tmp_path: Path) -> None:
    rows = [("0012", "=1+1", "http://example.invalid/"), ("990102199003070015", "", "一\n二")]
    write_tables(tmp_path / "x.xlsx", "名单", [("01考场 签到", ("编号", "式", "址"), rows)])
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    sheet = book["01考场 签到"]
    assert [[cell.value or "" for cell in row] for row in sheet.rows] == [["编号", "式", "址"], *map(list, rows)]
    assert {cell.data_type for row in sheet.rows for cell in row if cell.value} == {"s"}
    assert sheet.print_title_rows == "$1:$1"


def test_worksheets_get_names_that_workbooks_take(tmp_path: Path) -> None:
    names = ["A/B:[1]?*\\", "a b 1", "'quoted'", "长" * 60, "长" * 40, "", "History"]
    write_tables(tmp_path / "x.xlsx", "名单", [(name, ("一",), (("x",),)) for name in names])
    found = openpyxl.load_workbook(tmp_path / "x.xlsx").sheetnames
    assert len(found) == len({name.lower() for name in found}) == len(names)
    assert all(0 < len(name) <= 31 for name in found)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> pytest.TempPathFactory:
    return tmp_path_factory


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(texts, texts), max_size=5), texts)
def test_any_words_can_be_written(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], name: str
) -> None:
    path = tmp_path_factory.mktemp("tables") / "x.xlsx"
    write_tables(path, name or "名单", [(name, ("甲", "乙"), rows)])
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert sheet.max_row == len(rows) + 1


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteFault, match="cannot-write"):
        write_tables(tmp_path / "no" / "x.xlsx", "名单", [])
