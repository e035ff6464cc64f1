"""Signs and boards: few words, as large as the sheet allows, in a double frame; arrows as shapes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from forms.page.sheet import Paper
from forms.page.text import BOLD, REGULAR, fitted, left_out, put, shortened, width, wrapped

Arrow = Literal["left", "right", "ahead", "up", "down", "none"]


@dataclass(frozen=True, slots=True)
class Line:
    """One text of a sign. It shrinks to one line of the sheet down to `smallest`, then wraps to at most `lines` lines,
    then is cut. Sizes in points of A4 across; larger sheets enlarge them."""

    text: str
    size: float
    smallest: float
    font: str = BOLD
    lines: int = 1
    gap: float = 12.0


def frame(canvas: Any, paper: Paper) -> None:
    """A heavy and a fine line around what the margins leave."""
    high = paper.inner_height
    canvas.setLineWidth(3)
    canvas.rect(paper.left, paper.bottom, paper.inner_width, high)
    canvas.setLineWidth(1)
    canvas.rect(paper.left + 6, paper.bottom + 6, paper.inner_width - 12, high - 12)


def centred(
    canvas: Any,
    paper: Paper,
    lines: Sequence[Line],
    left: float | None = None,
    right: float | None = None,
    top: float | None = None,
    bottom: float | None = None,
) -> None:
    """The lines in the middle of the frame, or of the given box."""
    scale = min(paper.width, paper.height) / 595
    left = paper.left + 20 * scale if left is None else left
    right = paper.width - paper.right - 20 * scale if right is None else right
    top = paper.height - paper.top - 14 * scale if top is None else top
    bottom = paper.bottom + 14 * scale if bottom is None else bottom
    laid = [(line, *_laid(line, right - left, scale)) for line in lines if line.text]
    while laid and _height(laid, scale) > top - bottom and max(size for _, _, size in laid) > 8:
        laid = [(line, _again(line, parts, size * 0.94, right - left), size * 0.94) for line, parts, size in laid]
    y = (top + bottom) / 2 + _height(laid, scale) / 2
    for line, parts, size in laid:
        if parts[-1].endswith("…") and not line.text.endswith("…"):
            left_out(line.text)
        for part in parts:
            put(canvas, part, (left + right) / 2, y - size * 0.88, size, line.font, "centre")
            y -= size * 1.16
        y -= line.gap * scale


def arrow(canvas: Any, x: float, y: float, side: float, way: Arrow) -> None:
    """A full black arrow in a square of `side` with its lower left corner at x, y. Up means stairs up, ahead means
    straight on: both point up the sheet."""
    if way == "none":
        return
    canvas.saveState()
    canvas.translate(x + side / 2, y + side / 2)
    canvas.rotate({"right": 0, "ahead": 90, "up": 90, "left": 180, "down": 270}[way])
    canvas.scale(side / 100, side / 100)
    path = canvas.beginPath()
    for n, (px, py) in enumerate(((-48, -13), (4, -13), (4, -42), (48, 0), (4, 42), (4, 13), (-48, 13))):
        (path.lineTo if n else path.moveTo)(px, py)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _laid(line: Line, room: float, scale: float) -> tuple[list[str], float]:
    size, fits = fitted(line.text, line.size * scale, room, line.smallest * scale, line.font)
    if fits and (line.lines == 1 or size >= line.size * scale * 0.6):
        return [line.text], size
    while size < line.size * scale and len(balanced(line.text, size + 1, room, line.font)) <= line.lines:
        size += 1
    return _again(line, [line.text], size, room), size


def _again(line: Line, parts: list[str], size: float, room: float) -> list[str]:
    if len(parts) == 1 and width(parts[0], size, line.font) <= room:
        return parts
    rows = balanced(line.text, size, room, line.font)
    if len(rows) > line.lines:
        rows = [*rows[: line.lines - 1], shortened("".join(rows[line.lines - 1 :]), size, room, line.font)]
    return rows


def balanced(text: str, size: float, room: float, font: str = REGULAR) -> list[str]:
    """As few lines as `wrapped` makes, but of about the same length: no single character hangs below. An enumeration
    is broken between its parts while they fit."""
    parts = text.split("、")
    if len(parts) > 1 and max(width(part + "、", size, font) for part in parts) <= room:
        return _enumerated(parts, size, room, font)
    rows = wrapped(text, size, room, font)
    narrow = room
    while len(rows) > 1 and narrow > room / 2:
        narrow -= size / 2
        tighter = wrapped(text, size, narrow, font)
        if len(tighter) > len(rows):
            break
        rows = tighter
    return rows


def _enumerated(parts: Sequence[str], size: float, room: float, font: str) -> list[str]:
    rows = [""]
    for n, part in enumerate(parts):
        piece = part if n + 1 == len(parts) else part + "、"
        if rows[-1] and width(rows[-1] + piece, size, font) > room:
            rows.append("")
        rows[-1] += piece
    return rows


def _height(laid: Sequence[tuple[Line, list[str], float]], scale: float) -> float:
    return sum(len(parts) * size * 1.16 + line.gap * scale for line, parts, size in laid) - laid[-1][0].gap * scale
