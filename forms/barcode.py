"""Code 128 and QR as vectors on a reportlab canvas: one filled path a symbol, modules of whole printer dots."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import segno
from barcode.codex import Code128

MODULE = 0.72
"""Points: 0.254 mm, 3 dots at 300 dpi and 6 at 600. Other widths gave misreads that pass the check digit."""
QUIET = 10
"""Modules of white that Code 128 needs at each side."""
_DOT = 0.24
"""Points of one dot at 300 dpi; symbols begin on a whole dot, or their modules would come out uneven."""
_LONGEST = 48


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


def encodable(number: str) -> bool:
    """Whether `number` can be printed as Code 128: 1 to 48 printable ASCII characters, no blank at either end."""
    return 0 < len(number) <= _LONGEST and number.isascii() and number.isprintable() and number == number.strip()


def code128_width(number: str, module: float = MODULE) -> float:
    """Width in points of the symbol with both quiet zones. Raises Unencodable."""
    return (_runs(number)[1] + 2 * QUIET) * module


def draw_code128(canvas: Any, number: str, x: float, y: float, height: float, module: float = MODULE) -> None:
    """Draw the symbol with its left quiet zone starting at x, bars from y up. Points. Raises Unencodable."""
    bars, _ = _runs(number)
    left = _on_dot(x + QUIET * module)
    path = [f"{left + a * module:.2f} {y:.2f} {n * module:.2f} {height:.2f} re" for a, n in bars]
    canvas._code.append(" ".join(path) + " f")


def qr_matrix(text: str) -> tuple[tuple[int, ...], ...] | None:
    """The dark modules of a QR code without its quiet zone, error correction at least M where it fits, else L.

    None when the text does not fit the largest symbol.
    """
    for error in ("m", "l"):
        try:
            code = segno.make(text, micro=False, error=error, boost_error=False)
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


@lru_cache(maxsize=4096)
def _runs(number: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """((first module, modules) of each bar, modules in all)."""
    if not encodable(number):
        raise Unencodable(number)
    line = SafeCode128(number).build()[0]
    out: list[tuple[int, int]] = []
    position = 0
    for white, part in enumerate(_alternations(line)):
        if white % 2 == 0:
            out.append((position, part))
        position += part
    return tuple(out), len(line)


def _alternations(line: str) -> list[int]:
    """Lengths of the runs of equal modules; a Code 128 always begins with a bar."""
    return [len(part) for part in line.replace("10", "1 0").replace("01", "0 1").split(" ")]
