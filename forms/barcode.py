"""Code 128 and QR as vectors on a reportlab canvas: one filled path a symbol, modules of whole printer dots."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import segno
from barcode.charsets import code128 as charset
from barcode.codex import Code128

MODULE = 0.72
"""Points: 0.254 mm, 3 dots at 300 dpi and 6 at 600. Other widths gave misreads that pass the check digit."""
QUIET = 10
"""Modules of white that Code 128 needs at each side."""
_DOT = 0.24
"""Points of one dot at 300 dpi; symbols begin on a whole dot, or their modules would come out uneven."""
_LONGEST = 48
_SHORT, _MASK = 120, 2
"""A page's own code is made for every page: weighing all eight masks costs it four times as long, and of 150 skewed,
blurred and noisy codes as many were read with this one (109) as with the one weighed best (106)."""
_SYMBOL = 11
_STOP = len(charset.CODES)
_PATTERNS: tuple[str, ...] = (*charset.CODES, charset.STOP + "11")


class Unencodable(ValueError):
    """A number that Code 128 as we print it cannot hold: empty, not ASCII, control characters or too long."""


class SafeCode128(Code128):  # type: ignore[misc]
    """python-barcode 0.16.1 takes a leading "99" for a change of character set and drops it (WhyNotHugo/python-barcode
    #251), printing a valid symbol of another number; and it keeps its set from one `build` to the next."""

    def _try_to_optimize(self, encoded: list[int]) -> list[int]:
        if self.code[:2].isdigit():
            return encoded
        return list(super()._try_to_optimize(encoded))

    def build(self) -> list[str]:
        self._charset, self._buffer = "C", ""
        return list(super().build())

    def values(self) -> tuple[int, ...]:
        """Symbol values with start, check digit and stop."""
        self._charset, self._buffer = "C", ""
        encoded = self._build()
        return (*encoded, self._calculate_checksum(encoded), _STOP)


@dataclass(frozen=True, slots=True)
class Bars:
    """An encoded number, as symbol values."""

    values: tuple[int, ...]

    @property
    def modules(self) -> int:
        """Width in modules with both quiet zones."""
        return len(self.values) * _SYMBOL + 2 + 2 * QUIET

    @property
    def width(self) -> float:
        """Width in points at the usual module, with both quiet zones."""
        return self.modules * MODULE


def encodable(number: str) -> bool:
    """Whether `number` can be printed as Code 128: 1 to 48 printable ASCII characters, no blank at either end."""
    return 0 < len(number) <= _LONGEST and number.isascii() and number.isprintable() and number == number.strip()


def code128(number: str) -> Bars:
    """Encode `number`. Raises Unencodable."""
    if not encodable(number):
        raise Unencodable(number)
    return Bars(SafeCode128(number).values())


def code128_most(number: str) -> int:
    """No symbol of `number` is wider than this many modules, quiet zones included; cheap."""
    symbols = (len(number) + 1) // 2 + 1 if number.isdecimal() else 2 * len(number)
    return (symbols + 3) * _SYMBOL + 2 + 2 * QUIET


def draw_code128(canvas: Any, bars: Bars, x: float, y: float, height: float, module: float = MODULE) -> None:
    """Draw the symbol with its left quiet zone starting at x, bars from y up. Points."""
    left = _on_dot(x + QUIET * module)
    path = " ".join([_symbol(i, value) for i, value in enumerate(bars.values)])
    canvas._code.append(f"q {module} 0 0 {height:.2f} {left:.2f} {y:.2f} cm {path} f Q")


@lru_cache(maxsize=16)  # a print run shows one head code on all its sheets
def qr_matrix(text: str) -> tuple[tuple[int, ...], ...] | None:
    """The dark modules of a QR code without its quiet zone, error correction at least M where it fits, else L.

    None when the text does not fit the largest symbol.
    """
    for error in ("m", "l"):
        try:
            mask = _MASK if len(text) <= _SHORT else None
            code = segno.make(text, micro=False, error=error, boost_error=False, mask=mask)
        except segno.DataOverflowError:
            continue
        return tuple(tuple(row) for row in code.matrix)
    return None


def draw_qr(canvas: Any, matrix: tuple[tuple[int, ...], ...], x: float, y: float, module: float) -> None:
    """Draw the symbol with its lower left corner (without quiet zone) at x, y; `module` in points."""
    path: list[str] = []
    x, top = _on_dot(x), _on_dot(y + len(matrix) * module)
    for r, row in enumerate(matrix):
        start = None
        for c, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = c
            elif not dark and start is not None:
                w = (c - start) * module
                path.append(f"{x + start * module:.2f} {top - (r + 1) * module:.2f} {w:.2f} {module:.2f} re")
                start = None
    canvas._code.append(" ".join(path) + " f")


def _on_dot(value: float) -> float:
    return round(value / _DOT) * _DOT


@cache
def _symbol(place: int, value: int) -> str:
    """The bars of one symbol character as a path, in modules, at its place in the line."""
    out: list[str] = []
    pattern = f"{_PATTERNS[value]}0"
    start = None
    for i, module in enumerate(pattern):
        if module == "1" and start is None:
            start = i
        elif module == "0" and start is not None:
            out.append(f"{place * _SYMBOL + start} 0 {i - start} 1 re")
            start = None
    return " ".join(out)
