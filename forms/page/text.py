"""Text on a page: measuring, shrinking to fit, wrapping, drawing. Lengths in points."""

from __future__ import annotations

from typing import Any, Literal

from forms import fonts
from forms.fonts import BOLD, REGULAR

Align = Literal["left", "centre", "right"]

_NO_START = frozenset("·，。、；：？！）》」』】〉”’％,.;:?!)]}%")
_NO_END = frozenset("（《「『【〈“‘([{")


def width(text: str, size: float, font: str = REGULAR) -> float:
    """Printed width; characters without a glyph count as the box that stands for them."""
    return fonts.face(font).stringWidth(text, size)


def fitted(text: str, size: float, room: float, smallest: float, font: str = REGULAR) -> tuple[float, bool]:
    """(size to print at, whether it fits one line of `room`), shrinking in quarter points down to `smallest`."""
    natural = width(text, size, font)
    if natural <= room or not text:
        return size, True
    scaled = int(size * room / natural * 4) / 4
    return (scaled, True) if scaled >= smallest else (smallest, False)


def wrapped(text: str, size: float, room: float, font: str = REGULAR) -> list[str]:
    """Lines no wider than `room`: Chinese breaks anywhere but before closing marks, Latin words and numbers stay whole
    while they fit. Newlines in the text begin a new line."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _wrap(part, size, room, fonts.face(font))
    return lines


def cut(text: str, size: float, room: float, font: str = REGULAR) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width(text, size, font) <= room:
        return text
    while text and width(text + "…", size, font) > room:
        text = text[:-1]
    return text + "…"


def put(canvas: Any, text: str, x: float, y: float, size: float, font: str = REGULAR, align: Align = "left") -> None:
    """Draw one line with its baseline at y; x is its left end, centre or right end."""
    if not text:
        return
    if align != "left":
        w = width(text, size, font)
        x -= w / 2 if align == "centre" else w
    canvas.setFont(font, size)
    canvas.drawString(x, y, text)


def cell_lines(text: str, size: float, room: float, smallest: float, font: str = REGULAR) -> tuple[list[str], float]:
    """What a cell of width `room` shows: one line shrunk down to `smallest`, else wrapped at `smallest`."""
    if "\n" not in text:
        fit, fits = fitted(text, size, room, smallest, font)
        if fits:
            return [text], fit
    return wrapped(text, smallest, room, font), smallest


def _wrap(text: str, size: float, room: float, face: fonts.CompositeFont) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for piece in _pieces(text):
        w = face.stringWidth(piece, size)
        if used + w <= room or (not line and w <= room):
            line, used = line + piece, used + w
            continue
        if w > room:
            for ch in piece:
                cw = face.stringWidth(ch, size)
                if used + cw > room and line:
                    lines.append(line)
                    line, used = "", 0.0
                line, used = line + ch, used + cw
            continue
        carried = ""
        if line and (piece[0] in _NO_START or line[-1] in _NO_END) and len(line) > 1:
            kept = len(line) - len(_pieces(line)[-1])  # a number goes over whole, not its last digit
            if kept:
                line, carried = line[:kept], line[kept:]
        lines.append(line.rstrip(" "))
        line = carried + piece.lstrip(" ")
        used = face.stringWidth(line, size)
    return [*lines, line]


def _pieces(text: str) -> list[str]:
    """Runs that must not be broken: words of ASCII letters and digits; everything else by the character."""
    out: list[str] = []
    for ch in text:
        if out and ch.isascii() and ch.isalnum() and out[-1].isascii() and out[-1].isalnum():
            out[-1] += ch
        else:
            out.append(ch)
    return out


__all__ = ["BOLD", "REGULAR", "Align", "cell_lines", "cut", "fitted", "put", "width", "wrapped"]
