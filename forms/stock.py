"""Label sheets as data: `resources/labels/*.toml`, lengths there in millimetres, here in points."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "labels"
DEFAULT = "a4-3x8"
MM = 72 / 25.4

Outline = Literal["dashed", "line", "none"]
Order = Literal["sheets", "cut-stack"]
"""Along each sheet; or down the pile, so that the sheets cut as one and laid pile on pile are in order."""

_MOST = 99
"""Columns or rows of a sheet."""
_PLACE = re.compile(r"line (\d+), column (\d+)")

T = TypeVar("T")


class BadStock(ValueError):
    """A stock file that describes no sheet. `path` and `reason` (Chinese, for the person who edited it)."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path, self.reason = path, reason


@dataclass(frozen=True, slots=True)
class Stock:
    """A sheet of labels, lengths in points, `left` and `top` to the first label."""

    name: str
    title: str
    page: tuple[float, float]
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pitch_x: float
    pitch_y: float
    outline: Outline = "none"
    offset: tuple[float, float] = (0.0, 0.0)

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Lower left corner of the label at `place` (0 is the upper left, counted row by row)."""
        row, column = divmod(place, self.columns)
        x = self.left + column * self.pitch_x + self.offset[0]
        return x, self.page[1] - self.top - row * self.pitch_y - self.height + self.offset[1]

    def sheets(self, items: Sequence[T], start_at: int = 1, order: Order = "sheets") -> list[list[T | None]]:
        """The items on their sheets, None where a label stays empty; the first sheet begins at label `start_at` (1 is
        the upper left). Raises ValueError when the sheet has no such label."""
        if not 1 <= start_at <= self.per_sheet:
            raise ValueError(f"start_at {start_at} is not on a sheet of {self.per_sheet}")
        if not items:
            return []
        skipped = start_at - 1
        count = -(-(len(items) + skipped) // self.per_sheet)
        out: list[list[T | None]] = [[None] * self.per_sheet for _ in range(count)]
        slots = [(sheet, place) for sheet in range(count) for place in range(self.per_sheet)][skipped:]
        if order == "cut-stack":
            slots.sort(key=lambda slot: (slot[1], slot[0]))
        for item, (sheet, place) in zip(items, slots, strict=False):
            out[sheet][place] = item
        return out


def names(folder: Path = FOLDER) -> tuple[str, ...]:
    """Names of the stock files in a folder, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def load(name: str = DEFAULT, folder: Path = FOLDER) -> Stock:
    """Read one stock file. Raises BadStock, or OSError when there is none of that name."""
    path = folder / f"{name}.toml"
    try:
        stock = _from_data(name, _parsed(path.read_bytes()))
    except _Wrong as fault:
        raise BadStock(path, str(fault)) from fault
    reason = _fault(stock)
    if reason:
        raise BadStock(path, reason)
    return stock


class _Wrong(ValueError):
    """What is wrong with a file, in words."""


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(data.decode("utf-8-sig"))  # the editor of Windows puts a mark before it
    except UnicodeDecodeError as fault:
        raise _Wrong("文字编码不对，请在记事本里另存为 UTF-8") from fault
    except tomllib.TOMLDecodeError as fault:
        place = _PLACE.search(str(fault))
        where = f"第 {place[1]} 行第 {place[2]} 个字符处" if place else "有一处"
        raise _Wrong(f"{where}写法不对，或同一项写了两次（每行一项，如 width = 64）") from fault


def _from_data(name: str, data: dict[str, Any]) -> Stock:
    outline: Outline = data.get("outline", "none")
    right, up = _numbers(data, "offset", 2) if "offset" in data else (0.0, 0.0)
    page_width, page_height = _numbers(data, "page", 2)
    return Stock(
        name=name,
        title=str(_given(data, "title")),
        page=(page_width * MM, page_height * MM),
        columns=_count(data, "columns"),
        rows=_count(data, "rows"),
        width=_number(data, "width") * MM,
        height=_number(data, "height") * MM,
        left=_number(data, "left") * MM,
        top=_number(data, "top") * MM,
        pitch_x=_number(data, "pitch_x") * MM,
        pitch_y=_number(data, "pitch_y") * MM,
        outline=outline,
        offset=(right * MM, up * MM),
    )


def _given(data: dict[str, Any], key: str) -> Any:
    if key not in data:
        raise _Wrong(f"缺少 {key}")
    return data[key]


def _number(data: dict[str, Any], key: str) -> float:
    """A length in millimetres."""
    value = _given(data, key)
    if not _is_number(value):
        raise _Wrong(f"{key} 应是毫米数，如 {key} = 64，不加引号和单位")
    return float(value)


def _numbers(data: dict[str, Any], key: str, count: int) -> list[float]:
    value = _given(data, key)
    if not (isinstance(value, list) and len(value) == count and all(map(_is_number, value))):
        raise _Wrong(f"{key} 应是 {count} 个毫米数，如 {key} = [210, 297]")
    return [float(one) for one in value]


def _count(data: dict[str, Any], key: str) -> int:
    value = _given(data, key)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _MOST:
        raise _Wrong(f"{key} 应是 1 至 {_MOST} 的整数")
    return value


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _fault(stock: Stock) -> str:
    if not all(50 <= side / MM <= 610 for side in stock.page):
        return "纸面 page 的每边应在 50 至 610 毫米之间"
    if stock.width < 50 * MM or stock.height < 25 * MM:
        return "标签小于 50×25 毫米，条码放不下"
    if stock.outline not in ("dashed", "line", "none"):
        return "outline 只能是 dashed、line、none"
    if (stock.columns > 1 and stock.pitch_x < stock.width) or (stock.rows > 1 and stock.pitch_y < stock.height):
        return "标签互相重叠"
    slack = 0.5 * MM
    for place in (0, stock.per_sheet - 1):
        x, y = stock.corner(place)
        inside = -slack <= x and x + stock.width <= stock.page[0] + slack
        if not (inside and -slack <= y and y + stock.height <= stock.page[1] + slack):
            return "标签超出纸面"
    return ""
