"""Label stock is data that people edit: what is wrong with a file is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms import stock

GOOD = (stock.FOLDER / f"{stock.DEFAULT}.toml").read_text(encoding="utf-8")


def test_the_default_is_three_by_eight_on_a4() -> None:
    sheet = stock.load()
    assert (sheet.columns, sheet.rows, sheet.per_sheet) == (3, 8, 24)
    assert sheet.page == pytest.approx((595.28, 841.89), abs=0.01)
    x, y = sheet.corner(0)
    assert x == pytest.approx(sheet.left)
    assert y + sheet.height == pytest.approx(sheet.page[1] - sheet.top)


def test_every_shipped_stock_loads() -> None:
    assert stock.DEFAULT in stock.names()
    assert [stock.load(name).name for name in stock.names()] == list(stock.names())


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("columns = 3", "columns = 0", "columns 应是 1 至 99 的整数"),
        ("columns = 3", "columns = 2.5", "columns 应是"),
        ("columns = 3", "columns = true", "columns 应是"),
        ("rows = 8", "rows = 100000000", "rows 应是"),
        ("width = 64", "width = nan", "width 应是毫米数"),
        ("width = 64", "width = '64'", "width 应是毫米数"),
        ("width = 64", "width = 64mm", "第 7 行第 11 个字符处写法不对"),
        ("offset = [0, 0]", "offset = [0]", "offset 应是 2 个毫米数"),
        ("page = [210, 297]", "page = 'A4'", "page 应是 2 个毫米数"),
        ("page = [210, 297]", "page = [21000, 29700]", "50 至 610 毫米"),
        ("title", "titel", "缺少 title"),
        ("columns = 3", "columns = 4", "超出纸面"),
        ("pitch_y = 33.9 ", "pitch_y = 20 ", "重叠"),
        ("width = 64", "width = 30", "50×25"),
        ("rows = 8\n", "", "缺少 rows"),
        ("rows = 8", "rows = '八'", "rows 应是"),
        ("rows = 8", "rows = = 8", "写法不对"),
        ("page = [210, 297]", "page = [210]", "page 应是"),
        ('outline = "dashed"', 'outline = "红"', "outline"),
    ],
)
def test_a_bad_stock_file_is_refused_with_its_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    assert old in GOOD
    (tmp_path / "mine.toml").write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(stock.BadStock, match=reason):
        stock.load("mine", tmp_path)


def test_an_unknown_stock_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        stock.load("none", tmp_path)


def test_a_file_of_the_editor_of_windows_is_read_and_one_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert stock.load("mine", tmp_path).per_sheet == 24
    (tmp_path / "mine.toml").write_bytes(GOOD.replace("×", "x").encode("gbk"))
    with pytest.raises(stock.BadStock, match="UTF-8"):
        stock.load("mine", tmp_path)
