"""What people lay under a camera and what scanners deliver: many pages in one file, blanks, halves, mirrors, bombs. A
sheet is read rightly or it is told what is wrong with it; nothing is wrong in silence, and nothing eats the machine."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections import Counter
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image

from desktop.devices.scans.picture import MOST_PIXELS, page_count
from desktop.devices.scans.reading import read_sheet
from desktop.devices.scans.sheet import Identity
from desktop.devices.scans.tiff import MOST_FRAMES
from desktop.faults import SiteFault
from forms.page.marks import Layout
from tests.helpers import scans

WHITE = np.full((3508, 2480), 238, np.uint8)


@pytest.fixture(scope="module")
def taken() -> scans.Taken:
    return scans.room_scan(77, rows=30, kind="scan")


@pytest.fixture(scope="module")
def picture(taken: scans.Taken) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(taken.data, np.uint8), cv2.IMREAD_GRAYSCALE)


def layout_of(layout: Layout) -> Callable[[Identity], bytes | None]:
    return lambda identity: layout.data() if identity.check == layout.check else None


def jpeg(pixels: np.ndarray) -> bytes:
    return bytes(cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, 88])[1])


def tiff(*pages: Image.Image, compression: str = "tiff_lzw") -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "TIFF", save_all=True, append_images=list(pages[1:]), compression=compression, dpi=(300, 300))
    return out.getvalue()


def verdicts(taken: scans.Taken, data: bytes, page: int = 1) -> Counter[str]:
    """Rows right, doubtful and wrong."""
    found: Counter[str] = Counter()
    for row in read_sheet(data, layout_of(taken.layout), page).rows:
        truth = "yes" if taken.signed[row.key] else "no"
        found["right" if row.signed == truth else "doubtful" if row.signed == "doubtful" else "wrong"] += 1
    return found


def fault(taken: scans.Taken, data: bytes, page: int = 1) -> str:
    with pytest.raises(SiteFault) as told:
        read_sheet(data, layout_of(taken.layout), page)
    return told.value.code


# --- one file with all sheets -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["grey", "colour", "fax"])
def test_a_scanners_tiff_of_many_pages_is_read_page_by_page(taken: scans.Taken, picture: np.ndarray, kind: str) -> None:
    sheet, blank = Image.fromarray(picture), Image.fromarray(WHITE)
    if kind == "fax":
        data = tiff(blank.convert("1"), sheet.point(lambda v: 255 * (v > 150)).convert("1"), compression="group4")
    elif kind == "colour":
        data = tiff(blank.convert("RGB"), sheet.convert("RGB"), compression="jpeg")
    else:
        data = tiff(blank, sheet)
    assert page_count(data) == 2
    assert fault(taken, data, 1) == "scan-blank"
    found = verdicts(taken, data, 2)
    assert found["wrong"] == 0
    assert found["doubtful"] <= (8 if kind == "fax" else 1)
    if kind == "fax":
        rows = read_sheet(data, layout_of(taken.layout), 2).rows
        assert not [row for row in rows if row.signed == "no"], "what was faint is gone: no box is surely empty"


def test_a_pdf_of_many_pages_is_read_page_by_page(taken: scans.Taken, picture: np.ndarray) -> None:
    out = io.BytesIO()
    Image.fromarray(WHITE).save(out, "PDF", save_all=True, append_images=[Image.fromarray(picture)], resolution=300)
    data = out.getvalue()
    assert page_count(data) == 2
    assert fault(taken, data, 1) == "scan-blank"
    assert verdicts(taken, data, 2)["wrong"] == 0


def test_a_back_is_blank_whatever_shines_through_and_a_page_with_a_word_is_not(taken: scans.Taken) -> None:
    chance = np.random.default_rng(4)
    through = WHITE.copy()
    cv2.putText(through, "SHINES THROUGH" * 3, (200, 900), cv2.FONT_HERSHEY_SIMPLEX, 3, 215, 8)
    through[:, :90] = 60  # the scanner's shadow
    cv2.circle(through, (110, 1700), 45, 40, -1)  # a hole
    assert fault(taken, scans.scanned(through, chance, 200)) == "scan-blank"
    written = WHITE.copy()
    cv2.putText(written, "see over", (900, 1500), cv2.FONT_HERSHEY_SIMPLEX, 4, 60, 9)
    assert fault(taken, scans.scanned(written, chance, 200)) == "scan-no-code"


def test_a_tiff_of_nonsense_is_told_and_costs_nothing(taken: scans.Taken) -> None:
    began = time.thread_time()
    ring = b"II*\0" + struct.pack("<I", 8) + struct.pack("<HI", 0, 8)
    assert page_count(ring) == 1, "a frame that names itself as the next one"
    assert fault(taken, ring) == "scan-unreadable"
    chain = bytearray(b"II*\0" + struct.pack("<I", 8))
    for n in range(20_000):
        chain += struct.pack("<HI", 0, 8 + 6 * (n + 1))
    assert page_count(bytes(chain)) == MOST_FRAMES
    with pytest.raises(SiteFault, match="scan-unreadable"):
        page_count(b"MM\0*" + struct.pack(">I", 9_999_999))
    assert time.thread_time() - began < 1


def test_a_tiff_that_unfolds_to_gigabytes_is_not_unfolded(taken: scans.Taken) -> None:
    side = 30_000
    strip = zlib.compress(bytes(side), 9)
    tags = [(256, 4, 1, side), (257, 4, 1, side), (258, 3, 1, 8), (259, 3, 1, 8), (262, 3, 1, 1)]
    tags += [(273, 4, 1, 200), (277, 3, 1, 1), (278, 4, 1, side), (279, 4, 1, len(strip))]
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
    data = head.ljust(200, b"\0") + strip
    began = time.thread_time()
    assert fault(taken, data) in ("scan-too-large", "scan-unreadable")
    assert time.thread_time() - began < 1


def test_a_jpeg_and_a_png_that_say_they_are_huge_are_not_unfolded(taken: scans.Taken) -> None:
    small = bytearray(jpeg(WHITE[:800, :800]))
    at = next(n for n in range(len(small)) if small[n] == 0xFF and small[n + 1] == 0xC0)
    small[at + 5 : at + 9] = struct.pack(">HH", 65_000, 65_000)
    assert fault(taken, bytes(small)) == "scan-too-large"
    head = b"IHDR" + struct.pack(">IIBBBBB", 200_000, 200_000, 1, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    assert fault(taken, png) == "scan-too-large"


# --- what lies under the camera ---------------------------------------------------------------------------------------


def test_a_telephones_48_megapixels_at_15_degrees_are_read(taken: scans.Taken) -> None:
    large = scans.room_scan(9_003, rows=30, kind="photo", pixels=48)
    size = cv2.imdecode(np.frombuffer(large.data, np.uint8), cv2.IMREAD_GRAYSCALE).size
    assert 45_000_000 < size < MOST_PIXELS
    assert verdicts(large, large.data)["wrong"] == 0


def test_upside_down_and_in_a_mirror_a_sheet_says_the_same(taken: scans.Taken, picture: np.ndarray) -> None:
    plain = verdicts(taken, jpeg(picture))
    for turned in (picture[::-1, ::-1], picture[:, ::-1], picture[::-1]):
        found = verdicts(taken, jpeg(np.ascontiguousarray(turned)))
        assert found["wrong"] == 0
        assert found["right"] >= plain["right"] - 1


def test_a_photo_with_too_much_light_leaves_no_box_surely_empty(taken: scans.Taken, picture: np.ndarray) -> None:
    glaring = np.clip(picture.astype(np.float32) * 1.25, 0, 255).astype(np.uint8)
    rows = read_sheet(jpeg(glaring), layout_of(taken.layout)).rows
    assert {row.signed for row in rows} <= {"yes", "doubtful"}


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("upper half", slice(0, 0.5), slice(0, 1)),
        ("lower half", slice(0.5, 1), slice(0, 1)),
        ("left half", slice(0, 1), slice(0, 0.5)),
        ("right half", slice(0, 1), slice(0.5, 1)),
    ],
)
def test_half_a_sheet_is_told(taken: scans.Taken, picture: np.ndarray, name: str, rows: slice, columns: slice) -> None:
    high, wide = picture.shape
    cut = picture[int(rows.start * high) : int(rows.stop * high), int(columns.start * wide) : int(columns.stop * wide)]
    assert fault(taken, jpeg(np.ascontiguousarray(cut))) in ("scan-no-code", "scan-no-corners")


def test_two_sheets_beside_each_other_are_told(taken: scans.Taken, picture: np.ndarray) -> None:
    other = scans.room_scan(78, rows=12, kind="scan")
    beside = cv2.imdecode(np.frombuffer(other.data, np.uint8), cv2.IMREAD_GRAYSCALE)
    beside = cv2.resize(beside, picture.shape[::-1])
    assert fault(taken, jpeg(np.hstack([picture, beside]))) == "scan-two-sheets"


def test_a_hard_shadow_over_half_the_sheet_hides_no_signature(taken: scans.Taken, picture: np.ndarray) -> None:
    shadow = picture.astype(np.float32)
    shadow[:, : picture.shape[1] // 2] *= 0.45
    shadow[picture.shape[0] // 3 : picture.shape[0] // 3 + 90] *= 0.6
    assert verdicts(taken, jpeg(shadow.astype(np.uint8)))["wrong"] == 0
