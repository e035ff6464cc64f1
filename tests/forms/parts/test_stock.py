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
        ("columns = 3", "columns = 0", "列数"),
        ("columns = 3", "columns = 4", "超出纸面"),
        ("pitch_y = 33.9 ", "pitch_y = 20 ", "重叠"),
        ("width = 64", "width = 30", "50×25"),
        ("rows = 8\n", "", "缺少 rows"),
        ("rows = 8", "rows = '八'", "数值不对"),
        ("rows = 8", "rows = = 8", "TOML"),
        ("page = [210, 297]", "page = [210]", "数值不对"),
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
