"""Signed sheets as a scanner or a telephone gives them: our own forms, rendered, written on by an invented hand, then
warped, shaded, blurred, made noisy and packed as JPEG. Everything follows from a seed."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import pypdfium2

from forms.candidates import summary_sheet
from forms.page.marks import Box, Layout
from tests.forms.people import CONTEXT, room_sheet

DPI = 300
DOT = DPI / 72
"""Pixels of the rendered page in a point."""

HANDS = (*("plain",) * 7, "large", "crossing", "faint", "short", "thin")
"""How people sign: most within their box; one in twelve each so large that it fills the box, over the lines into a
neighbour's box, with a failing pen, one small character, with a thin pen."""

Array = Any


@dataclass
class Taken:
    """A picture of a sheet and what is true of it: `signed` and `ticked` by key of the box."""

    data: bytes
    layout: Layout
    page: int
    signed: dict[str, str] = field(default_factory=dict)
    ticked: set[str] = field(default_factory=set)
    kind: str = ""


@lru_cache(maxsize=8)
def signature_copy(rows: int) -> tuple[tuple[Array, ...], Layout]:
    """The signature copy of a room of so many: its pages in grey, and its layout."""
    sheet = room_sheet(rows, posted=False)
    out = io.BytesIO()
    summary_sheet.render([sheet], out, CONTEXT)
    return drawn(out.getvalue()), summary_sheet.layout(sheet, CONTEXT)


def drawn(pdf: bytes) -> tuple[Array, ...]:
    """The pages of a PDF in grey at `DPI`."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.render(scale=DOT, grayscale=True).to_numpy() for page in document]
    return tuple(page.reshape(page.shape[:2]).copy() for page in pages)


def room_scan(seed: int, rows: int | None = None, kind: str | None = None, pixels: float | None = None) -> Taken:
    """One page of a signed list: some absent, all kinds of hands, as a photo or a scan. `kind` photo or scan;
    `pixels` a photo's, in millions."""
    chance = np.random.default_rng(seed)
    rows = rows or int(chance.choice([30, 30, 25, 12, 40]))
    pages, layout = signature_copy(rows)
    number = int(chance.integers(len(pages)))
    paper = pages[number].copy()
    taken = Taken(b"", layout, number + 1)
    absent = float(chance.choice([0.0, 0.05, 0.15, 0.5]))
    for box in layout.pages[number]:
        hand = "" if chance.random() < absent else str(chance.choice(HANDS))
        if hand:
            sign(paper, box, hand, chance)
        elif chance.random() < 0.15:
            dirt(paper, box, chance)
        taken.signed[box.key] = hand
    taken.kind = kind or str(chance.choice(["photo", "photo", "scan"]))
    taken.data = photographed(paper, chance, pixels) if taken.kind == "photo" else scanned(paper, chance)
    return taken


# --- the hand -------------------------------------------------------------------------------------------------------


def sign(paper: Array, box: Box, hand: str, chance: np.random.Generator) -> None:
    """A signature of two to four characters in a box, in points of that box; `hand` is one of `HANDS`."""
    height, width = min(box.height / 10, 26), box.width / 10
    count = 1 if hand == "short" else int(chance.integers(2, 5))
    size = height * {"large": 1.0, "short": 0.5, "crossing": 1.05}.get(hand, 0.72) * chance.uniform(0.85, 1.1)
    size = min(size, width / count)
    pen = {"thin": 0.7, "faint": 1.1}.get(hand, 1.3) * chance.uniform(0.85, 1.4)
    grey = float(chance.uniform(150, 175)) if hand == "faint" else float(chance.uniform(20, 95))
    left = box.x / 10 + chance.uniform(3, max(4, width - count * size - 3))
    middle = box.y / 10 + box.height / 20 + chance.uniform(-0.06, 0.06) * height
    if hand == "crossing":
        middle += float(chance.choice([-1, 1])) * height * chance.uniform(0.12, 0.28)
    slope = chance.uniform(-0.06, 0.06)
    for i in range(count):
        at = (left + (i + 0.5) * size, middle + slope * size * i)
        _character(paper, at, size, pen, grey, chance)


def _character(
    paper: Array, at: tuple[float, float], size: float, pen: float, grey: float, chance: np.random.Generator
) -> None:
    """Some strokes, long ones first, then hooks and dots, loosely joined."""
    for k in range(int(chance.integers(3, 8))):
        long = k < 3
        reach = size * (chance.uniform(0.55, 0.95) if long else chance.uniform(0.15, 0.45))
        direction = [0.05, math.pi / 2, 0.9, 2.3][int(chance.integers(4))] + chance.normal(0, 0.15)
        off = size * 0.08 if long else size * 0.25
        x, y = at[0] + chance.normal(0, off), at[1] + chance.normal(0, off)
        bend = chance.normal(0, 0.15) * reach
        along = np.linspace(-0.5, 0.5, 14)
        xs = x + along * reach * math.cos(direction) - bend * (1 - 4 * along**2) * math.sin(direction)
        ys = y + along * reach * math.sin(direction) + bend * (1 - 4 * along**2) * math.cos(direction)
        stroke(paper, list(zip(xs, ys, strict=True)), pen, grey)


def stroke(paper: Array, points: Sequence[tuple[float, float]], pen: float, grey: float) -> None:
    """A line of ink through points of the page, `pen` points wide; ink only ever darkens."""
    across = np.array([[round(x * DOT * 16), round(y * DOT * 16)] for x, y in points], np.int32)
    margin = int(pen * DOT) + 4
    x0, y0 = np.maximum(across.min(axis=0) // 16 - margin, 0)
    x1, y1 = np.minimum(across.max(axis=0) // 16 + margin, (paper.shape[1], paper.shape[0]))
    if x1 <= x0 or y1 <= y0:
        return
    mask = np.zeros((y1 - y0, x1 - x0), np.uint8)
    thick = max(1, round(pen * DOT))
    cv2.polylines(mask, [across - np.array([x0, y0]) * 16], False, 255, thick, cv2.LINE_AA, 4)
    part = paper[y0:y1, x0:x1]
    inked = 255 - (mask.astype(np.float32) * (255 - grey) / 255)
    paper[y0:y1, x0:x1] = np.minimum(part, inked.astype(np.uint8))


def dirt(paper: Array, box: Box, chance: np.random.Generator) -> None:
    """What is in a box without being a signature: specks, a rested pen, a pale smear."""
    for _ in range(int(chance.integers(1, 4))):
        x = (box.x + chance.uniform(0.1, 0.9) * box.width) / 10
        y = (box.y + chance.uniform(0.2, 0.8) * box.height) / 10
        stroke(paper, [(x, y), (x + chance.uniform(0, 0.6), y)], chance.uniform(0.4, 0.9), chance.uniform(60, 170))


def tick(paper: Array, box: Box, chance: np.random.Generator, how: str = "tick") -> None:
    """A tick or a cross by hand in a square, reaching over it as they do."""
    x, y, side = box.x / 10, box.y / 10, box.width / 10
    dx, dy = chance.normal(0, side * 0.08, 2)
    pen, grey = chance.uniform(1.0, 1.6), chance.uniform(20, 110)

    def at(across: float, down: float) -> tuple[float, float]:
        return x + dx + across * side, y + dy + down * side

    if how == "tick":
        stroke(paper, [at(0.05, 0.5), at(0.4, 0.95), at(1.15, -0.15)], pen, grey)
    else:
        stroke(paper, [at(0.0, 0.05), at(1.0, 0.95)], pen, grey)
        stroke(paper, [at(1.0, 0.05), at(0.0, 0.95)], pen, grey)


# --- the camera -----------------------------------------------------------------------------------------------------


def photographed(paper: Array, chance: np.random.Generator, pixels: float | None = None, skew: float = 15) -> bytes:
    """A photo: on a desk, turned by up to `skew` degrees (or lying on a side), seen aslant, bent, in uneven light."""
    megapixels = pixels or float(chance.choice([12.0, 12.0, 8.0]))
    high = round(math.sqrt(megapixels * 1e6 * 4 / 3))
    wide = round(high * 3 / 4)
    h, w = paper.shape
    turn = math.radians(chance.uniform(-skew, skew))
    c, s = abs(math.cos(turn)), abs(math.sin(turn))
    scale = min(wide / (w * c + h * s), high / (w * s + h * c)) * chance.uniform(0.9, 0.97)
    corners = np.array([[-w, -h], [w, -h], [w, h], [-w, h]], np.float32) / 2 * scale
    turned = corners @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]], np.float32)
    turned += chance.uniform(-0.015, 0.015, (4, 2)) * high
    turned += np.array([wide, high], np.float32) / 2 - turned.mean(axis=0)
    turned += np.maximum(0, 4 - turned.min(axis=0)) - np.maximum(0, turned.max(axis=0) - (wide - 4, high - 4))
    desk = cv2.resize(chance.normal(chance.uniform(40, 130), 12, (60, 45)).astype(np.float32), (wide, high))
    flat = np.array([[0, 0], [w, 0], [w, h], [0, h]], np.float32)
    matrix = cv2.getPerspectiveTransform(flat, turned.astype(np.float32))
    bent = _bent(paper, chance)
    seen = cv2.warpPerspective(bent, matrix, (wide, high), flags=cv2.INTER_AREA, borderValue=0).astype(np.float32)
    on = cv2.warpPerspective(np.full((h, w), 255, np.uint8), matrix, (wide, high)).astype(np.float32) / 255
    picture = seen * 0.86 * on + desk * (1 - on)
    picture *= _light(high, wide, chance)
    return _packed(picture, chance, chance.uniform(0.6, 1.3), chance.uniform(2, 6), int(chance.integers(70, 95)))


def scanned(paper: Array, chance: np.random.Generator, dpi: int | None = None) -> bytes:
    """A flatbed or feeder: straight within two degrees, even light, little blur; sometimes upside down."""
    scale = (dpi or int(chance.choice([200, 300]))) / DPI
    h, w = paper.shape
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), chance.uniform(-2.2, 2.2), scale)
    wide, high = round(w * scale), round(h * scale)
    matrix[:, 2] += (wide / 2 - w / 2, high / 2 - h / 2)
    source = cv2.GaussianBlur(paper, (0, 0), 0.5 / scale) if scale < 0.9 else paper
    seen = cv2.warpAffine(source, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderValue=255).astype(np.float32)
    picture = 20 + seen * chance.uniform(0.85, 0.92)
    if chance.random() < 0.3:
        picture = picture[::-1, ::-1]
    return _packed(picture, chance, chance.uniform(0.3, 0.8), chance.uniform(1, 3), int(chance.integers(75, 95)))


def _bent(paper: Array, chance: np.random.Generator) -> Array:
    """The sheet not quite flat: moved by up to 0.7 mm in long waves."""
    reach = chance.uniform(0, 0.7) * DPI / 25.4
    h, w = paper.shape
    y, x = np.mgrid[0:h:40, 0:w:40].astype(np.float32)
    y[-1], x[:, -1] = np.minimum(y[-1], h), np.minimum(x[:, -1], w)
    phase = chance.uniform(0, 2 * math.pi, 3)
    down = reach * np.sin(2 * math.pi * x / w * chance.uniform(0.5, 1) + phase[0] + y / h)
    across = reach * np.sin(2 * math.pi * y / h * chance.uniform(0.5, 1) + phase[1])
    size = (w, h)
    grid_x = cv2.resize(across.astype(np.float32), size) + np.arange(w, dtype=np.float32)[None, :]
    grid_y = cv2.resize(down.astype(np.float32), size) + np.arange(h, dtype=np.float32)[:, None]
    return cv2.remap(paper, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=255)


def _light(high: int, wide: int, chance: np.random.Generator) -> Array:
    """Brighter at one side, darker at the edges, and now and then the soft shadow of a hand or a head."""
    y, x = np.mgrid[0:64, 0:48].astype(np.float32) / np.array([64, 48], np.float32)[:, None, None] - 0.5
    angle = chance.uniform(0, 2 * math.pi)
    light = 1 + chance.uniform(0.05, 0.3) * (x * math.cos(angle) + y * math.sin(angle))
    light -= chance.uniform(0, 0.35) * (x**2 + y**2)
    if chance.random() < 0.4:
        edge = x * math.cos(angle + 1) + y * math.sin(angle + 1) + chance.uniform(-0.3, 0.3)
        light *= 1 - chance.uniform(0.15, 0.4) / (1 + np.exp(-edge * chance.uniform(15, 60)))
    return cv2.resize(light * chance.uniform(0.8, 1.05), (wide, high), interpolation=cv2.INTER_CUBIC)


def _packed(picture: Array, chance: np.random.Generator, blur: float, noise: float, quality: int) -> bytes:
    soft = cv2.GaussianBlur(np.ascontiguousarray(picture, np.float32), (0, 0), blur)
    grain = np.empty(soft.shape, np.float32)
    cv2.setRNGSeed(int(chance.integers(1 << 30)))
    cv2.randn(grain, 0, noise)
    done, data = cv2.imencode(
        ".jpg", np.clip(soft + grain, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality]
    )
    assert done
    return bytes(data)
