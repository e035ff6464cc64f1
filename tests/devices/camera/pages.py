"""What a camera sees of our own forms: pages rendered by PDFium, then held, moved, lit and spoilt with a seed."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray

from forms import stock as stocks
from forms.candidates import seat_labels
from tests.forms.people import CONTEXT, labels

Pixels = NDArray[np.uint8]
DPI = 200


def rendered(body: bytes, dpi: int = DPI) -> Pixels:
    """The first page, blue, green, red."""
    with pypdfium2.PdfDocument(body) as document:
        return np.ascontiguousarray(document[0].render(scale=dpi / 72).to_numpy()[:, :, :3])


@cache
def sheet() -> Pixels:
    """A sheet of 24 seat labels."""
    out = BytesIO()
    seat_labels.render(labels(24), out, CONTEXT)
    return rendered(out.getvalue())


@cache
def ticket(n: int) -> Pixels:
    """One label, on a table: what somebody holds before a camera, 900 by 520 pixels."""
    stock = stocks.load()
    out = BytesIO()
    seat_labels.render(labels(24)[n : n + 1], out, CONTEXT, stock=stock)
    page, dot = rendered(out.getvalue(), 250), 250 / 72
    left, below = stock.corner(0)
    top, left = round((stock.page[1] - below - stock.height) * dot), round(left * dot)
    label = page[top : top + round(stock.height * dot), left : left + round(stock.width * dot)]
    table = np.full((520, 900, 3), (96, 120, 140), np.uint8)
    height, width = label.shape[:2]
    y, x = (520 - height) // 2, (900 - width) // 2
    table[y : y + height, x : x + width] = label
    return table


def number(n: int) -> str:
    """The admission number on that label."""
    return labels(24)[n].admission_number


def held(page: Pixels, seed: int, hardness: float = 1.0) -> Pixels:
    """As a hand holds it before a cheap camera: turned, tilted, out of focus, noisy, unevenly lit."""
    chance = np.random.default_rng(seed)
    height, width = page.shape[:2]
    turned = cv2.getRotationMatrix2D(
        (width / 2, height / 2), float(chance.uniform(-12, 12)) * hardness, float(chance.uniform(0.85, 1.1))
    )
    out = cv2.warpAffine(page, turned, (width, height), borderMode=cv2.BORDER_REPLICATE)
    corners = np.float32([[0, 0], [width, 0], [width, height], [0, height]])
    moved = corners + chance.uniform(-0.04, 0.04, (4, 2)).astype(np.float32) * np.float32([width, height]) * hardness
    out = cv2.warpPerspective(
        out, cv2.getPerspectiveTransform(corners, moved.astype(np.float32)), (width, height), borderMode=1
    )
    out = cv2.GaussianBlur(out, (0, 0), 0.3 + float(chance.uniform(0, 0.9)) * hardness)
    slope = np.linspace(1 - 0.35 * hardness * float(chance.uniform(0, 1)), 1, width)[None, :, None]
    lit = out * slope * float(chance.uniform(0.6, 1.05)) + chance.normal(0, 6 * hardness, out.shape)
    return np.clip(lit, 0, 255).astype(np.uint8)


def png(path: Path, pixels: Pixels) -> Path:
    """Written as a file that is whole from the moment it has its name."""
    there, body = cv2.imencode(".png", pixels)
    assert there
    part = path.with_suffix(".part")
    part.write_bytes(body.tobytes())
    part.rename(path)
    return path
