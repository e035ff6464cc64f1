"""Label sheets as data: `resources/labels/*.toml`, lengths there in millimetres, here in points."""

from __future__ import annotations

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
