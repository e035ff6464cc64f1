"""Label sheets as data: `resources/labels/*.toml`, lengths there in millimetres, here in points."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "labels"
DEFAULT = "a4-3x8"
MM = 72 / 25.4

Outline = Literal["dashed", "line", "none"]


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


def names(folder: Path = FOLDER) -> tuple[str, ...]:
    """Names of the stock files in a folder, sorted."""
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def load(name: str = DEFAULT, folder: Path = FOLDER) -> Stock:
    """Read one stock file. Raises BadStock, or OSError when there is none of that name."""
    path = folder / f"{name}.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        stock = _from_data(name, data)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadStock(path, f"不是合格的 TOML 文件（{fault}）") from fault
    except KeyError as fault:
        raise BadStock(path, f"缺少 {fault.args[0]}") from fault
    except (TypeError, ValueError) as fault:
        raise BadStock(path, f"数值不对（{fault}）") from fault
    reason = _fault(stock)
    if reason:
        raise BadStock(path, reason)
    return stock


def _from_data(name: str, data: dict[str, Any]) -> Stock:
    page_width, page_height = data["page"]
    right, up = data.get("offset", [0, 0])
    outline: Outline = data.get("outline", "none")
    return Stock(
        name=name,
        title=str(data["title"]),
        page=(float(page_width) * MM, float(page_height) * MM),
        columns=int(data["columns"]),
        rows=int(data["rows"]),
        width=float(data["width"]) * MM,
        height=float(data["height"]) * MM,
        left=float(data["left"]) * MM,
        top=float(data["top"]) * MM,
        pitch_x=float(data["pitch_x"]) * MM,
        pitch_y=float(data["pitch_y"]) * MM,
        outline=outline,
        offset=(float(right) * MM, float(up) * MM),
    )


def _fault(stock: Stock) -> str:
    if stock.columns < 1 or stock.rows < 1:
        return "列数、行数至少为 1"
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
