"""Text on a page: measuring, shrinking to fit, wrapping, drawing. Lengths in points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Literal

from forms import fonts
from forms.fonts import BOLD, REGULAR

Align = Literal["left", "centre", "right"]

_NO_START = frozenset("·，。、；：？！）》」』】〉”’％,.;:?!)]}%")
_NO_END = frozenset("（《「『【〈“‘([{")
_OPEN, _CLOSE = "（《「『【〈“‘", "，。、；：？！）》」』】〉”’"
_DOTTED = re.compile("(?<=[·•‧・])")
_BLANKS = " \u3000"
_SQUEEZED = re.compile(f"[{_CLOSE}](?=[{_CLOSE}{_OPEN}])|[{_OPEN}](?=[{_OPEN}])")
"""Full-width marks that another one follows: they give up the white half of their square (标点挤压)."""
_noticed: ContextVar[list[str] | None] = ContextVar("noticed", default=None)
_RUNS = re.compile(r"[A-Za-z0-9]+(?:[:./-][A-Za-z0-9]+)*|.", re.DOTALL)


@lru_cache(maxsize=16_384)  # every text is fitted, then placed; half of a sheet is on the next one too
def width(text: str, size: float, font: str = REGULAR) -> float:
    """Printed width; characters without a glyph count as the box that stands for them, marks that follow each other
    as squeezed."""
    wide = fonts.face(font).stringWidth(text, size)
    return wide if text.isascii() else wide - size / 2 * len(_SQUEEZED.findall(text))


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


def parted(text: str, size: float, room: float, font: str = REGULAR) -> list[str]:
    """`wrapped`, but a name of several parts is broken after a middle dot while the parts fit a line."""
    parts = [part for part in _DOTTED.split(text) if part]
    if len(parts) == 1 or any(width(part, size, font) > room for part in parts):
        return wrapped(text, size, room, font)
    lines = [""]
    for part in parts:
        if lines[-1] and width(lines[-1] + part, size, font) > room:
            lines.append("")
        lines[-1] += part
    return lines


def cut(text: str, size: float, room: float, font: str = REGULAR) -> str:
    """The text, or as much of it as fits with an ellipsis; what is left out is told to `noticing`."""
    shown = shortened(text, size, room, font)
    if shown != text:
        left_out(text)
    return shown


def shortened(text: str, size: float, room: float, font: str = REGULAR) -> str:
    """`cut` that tells nobody: for what is told of in another way, or tried out only."""
    if width(text, size, font) <= room:
        return text
    while text and width(text + "…", size, font) > room:
        text = text[:-1]
    return text + "…"


@contextmanager
def noticing() -> Iterator[list[str]]:
    """Texts of which paper shows only the beginning, while this is open: somebody must know before it is printed."""
    found: list[str] = []
    before = _noticed.set(found)
    try:
        yield found
    finally:
        _noticed.reset(before)


def left_out(text: str) -> None:
    """Say that not all of `text` stands on the paper."""
    found = _noticed.get()
    if found is not None:
        found.append(text)


def put(canvas: Any, text: str, x: float, y: float, size: float, font: str = REGULAR, align: Align = "left") -> None:
    """Draw one line with its baseline at y; x is its left end, centre or right end. An opening mark at the left end
    hangs by its white half."""
    if not text:
        return
    if align != "left":
        w = width(text, size, font)
        x -= w / 2 if align == "centre" else w
    elif text[0] in _OPEN:
        x -= size / 2
    face = fonts.face(font)
    start = 0
    for mark in () if text.isascii() else _SQUEEZED.finditer(text):
        _show(canvas, text[start : mark.end()], x, y, size, face)
        x += face.stringWidth(text[start : mark.end()], size) - size / 2
        start = mark.end()
    _show(canvas, text[start:], x, y, size, face)


def _show(canvas: Any, text: str, x: float, y: float, size: float, face: fonts.CompositeFont) -> None:
    """`canvas.drawString` without its text object: a sheet has hundreds of cells."""
    shown = face.operators(text, size, canvas._doc)
    canvas._code.append(f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {shown} ET")


@lru_cache(maxsize=256)
def tidy(text: str, size: float, room: float, font: str = REGULAR) -> tuple[str, ...]:
    """`wrapped`, but no line of up to three characters is left hanging at the end where a narrower column avoids it."""
    lines = wrapped(text, size, room, font)
    narrow = room
    while len(lines) > 1 and len(lines[-1]) < 4 and narrow > room * 0.8:
        narrow -= size / 2
        lines = wrapped(text, size, narrow, font)
    return tuple(lines)


def cell_lines(text: str, size: float, room: float, smallest: float, font: str = REGULAR) -> tuple[list[str], float]:
    """What a cell of width `room` shows: its lines shrunk down to `smallest` until each fits, else wrapped there."""
    if "\n" not in text:
        fit, fits = fitted(text, size, room, smallest, font)
        if fits and fit >= size * 0.85:
            return [text], fit
        return _enumeration(text, size, room, fit, font) or (
            ([text], fit) if fits else (parted(text, smallest, room, font), smallest)
        )
    parts = text.split("\n")
    sizes = [fitted(part, size, room, smallest, font) for part in parts]
    if all(fits for _, fits in sizes):
        return parts, min(fit for fit, _ in sizes)
    return wrapped(text, smallest, room, font), smallest


def _enumeration(text: str, size: float, room: float, smallest: float, font: str) -> tuple[list[str], float] | None:
    """A、B、C broken between its parts, larger than it would be in one line; None where that takes more than three."""
    parts = text.split("、")
    if len(parts) == 1:
        return None
    parts = [f"{part}、" for part in parts[:-1]] + parts[-1:]
    fits = [fitted(part, size, room, smallest, font) for part in parts]
    if not all(fit for _, fit in fits):
        return None
    size = min(fit for fit, _ in fits)
    lines = [""]
    for part in parts:
        if lines[-1] and width(lines[-1] + part, size, font) > room:
            lines.append("")
        lines[-1] += part
    return (lines, size) if len(lines) <= 3 else None


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
            parts = _pieces(line)
            carried = parts.pop()  # a number goes over whole, not its last digit
            while parts and (carried[0] in _NO_START or parts[-1][-1] in _NO_END) and len(carried) < 8:
                carried = parts.pop() + carried
            line, carried = ("".join(parts), carried) if parts else (line, "")
        lines.append(line.rstrip(_BLANKS))
        line = carried + piece.lstrip(_BLANKS)
        used = face.stringWidth(line, size)
    return [*lines, line]


def _pieces(text: str) -> list[str]:
    """Runs that must not be broken: words of ASCII letters and digits, times, dates and numbers of clauses; everything
    else by the character."""
    return _RUNS.findall(text)


__all__ = [
    "BOLD",
    "REGULAR",
    "Align",
    "cell_lines",
    "cut",
    "fitted",
    "left_out",
    "noticing",
    "parted",
    "put",
    "shortened",
    "tidy",
    "width",
    "wrapped",
]
