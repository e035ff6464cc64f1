"""Is an evidence photo good enough? The limits of photo.py lie between these pictures of one printed page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.devices.camera.frames import Frame
from desktop.devices.camera.photo import MOST_BYTES, SHARP, judged, photo, photo_of, take
from desktop.faults import SiteFault
from desktop.wording import Wording
from tests.devices.camera.pages import Pixels, sheet


def spoilt(
    pixels: Pixels, light: float = 0.85, lift: float = 10, blur: float = 0, moved: int = 0, noise: float = 3
) -> Pixels:
    out = pixels * light + lift
    if blur:
        out = cv2.GaussianBlur(out, (0, 0), blur)
    if moved:
        out = cv2.blur(out, (moved, 1))
    return np.clip(out + np.random.default_rng(4).normal(0, noise, out.shape), 0, 255).astype(np.uint8)


def page() -> Pixels:
    """A part of the sheet, as a camera of 1280 by 720 shows it."""
    return sheet()[100:820, 60:1340]


def scene() -> Pixels:
    """A desk without edges and a slip of paper on it."""
    down, across = np.mgrid[0:720, 0:1280]
    desk = (100 + 80 * np.sin(across / 400) + 40 * np.cos(down / 300)).clip(0, 255).astype(np.uint8)
    out = np.dstack([desk] * 3)
    out[200:400, 300:700] = page()[200:400, 300:700]
    return out


@cache
def whole() -> Pixels:
    """The whole sheet, as a document camera shows it."""
    return np.asarray(cv2.resize(sheet(), None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA), np.uint8)


SUBJECTS = {"sheet": whole, "page": page, "scene": scene}
GOOD = {
    "as it is": {},
    "noisy": {"noise": 10},
    "dim": {"light": 0.35, "lift": 0},
    "hardly out of focus": {"blur": 1},
    "off a scanner": {"light": 1.0, "lift": 0, "noise": 0},
}
BAD = {
    "blurred": [{"blur": 3}, {"blur": 8}, {"moved": 25}, {"light": 0.35, "blur": 5}],
    "dark": [{"light": 0.15, "lift": 0}, {"light": 0.1, "lift": 0, "blur": 5}, {"light": 0, "lift": 0}],
    "bright": [{"light": 2.0, "lift": 80}, {"light": 1.0, "lift": 150}, {"light": 0, "lift": 255, "noise": 0}],
}


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("how", GOOD)
def test_a_picture_that_can_be_read_is_good(subject: str, how: str) -> None:
    quality = judged(spoilt(SUBJECTS[subject](), **GOOD[how]))
    assert (quality.problems, quality.good) == ((), True)
    assert quality.sharpness >= SHARP


@pytest.mark.parametrize("subject", SUBJECTS)
@pytest.mark.parametrize("problem", BAD)
def test_a_picture_that_cannot_is_told_with_what_to_do(subject: str, problem: str) -> None:
    for how in BAD[problem]:
        quality = judged(spoilt(SUBJECTS[subject](), **how))
        assert quality.problems == (problem,), how
        for locale in ("zh-CN", "en"):
            assert all(Wording(locale).has(key, locale) for key in quality.sentences)


def test_there_is_room_between_good_and_bad() -> None:
    """The limit is not one that a little noise steps over."""
    good = [
        judged(spoilt(make(), **how)).sharpness
        for make in SUBJECTS.values()
        for how in GOOD.values()
        if "blur" not in how
    ]
    bad = [judged(spoilt(make(), **how)).sharpness for make in SUBJECTS.values() for how in BAD["blurred"]]
    assert min(good) >= 2 * SHARP
    assert max(bad) <= SHARP / 2


def test_an_empty_desk_is_empty_and_a_tiny_picture_small() -> None:
    assert judged(spoilt(np.full((720, 1280, 3), 220, np.uint8))).problems == ("empty",)
    assert judged(spoilt(np.full((720, 1280, 3), 220, np.uint8), noise=12)).problems == ("empty",)
    assert "small" in judged(page()[:300, :400]).problems
    assert judged(np.zeros((1, 1, 3), np.uint8)).problems == ("small", "dark")


def test_a_photo_is_a_small_jpeg_without_anything_beside_the_picture() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1500, 2400, 3), np.uint8)
    for pixels in (sheet(), noise):
        kept = photo(pixels)
        assert len(kept.jpeg) <= MOST_BYTES
        assert kept.jpeg.startswith(b"\xff\xd8\xff")
        assert b"Exif" not in kept.jpeg
        assert max(cv2.imdecode(np.frombuffer(kept.jpeg, np.uint8), cv2.IMREAD_COLOR).shape) <= 1600


class Roll:
    """Frames one after the other, then none."""

    def __init__(self, *pictures: Pixels, end: str = "") -> None:
        self._pictures, self._end = list(pictures), end

    def __call__(self, timeout: float) -> Frame | None:
        if self._pictures:
            return Frame(self._pictures.pop(0), 0.0)
        if self._end:
            raise SiteFault(self._end, source="camera:0")
        return None


@pytest.mark.parametrize("end", ["", "source-ended", "reader-lost"])
def test_the_best_of_a_few_frames_is_taken_whatever_comes_after(end: str) -> None:
    blurred, sharper = spoilt(page(), blur=8), spoilt(page(), blur=2)
    taken = take(Roll(blurred, sharper, blurred, end=end), 1.0, "camera:0")
    assert taken.quality == judged(sharper)
    assert take(Roll(blurred, page(), end=end), 1.0, "camera:0").quality.good


@pytest.mark.parametrize(("end", "code"), [("", "read-timeout"), ("reader-lost", "reader-lost")])
def test_without_any_frame_there_is_no_photo(end: str, code: str) -> None:
    with pytest.raises(SiteFault) as caught:
        take(Roll(end=end), 0.5, "camera:0")
    assert caught.value.code == code


@settings(max_examples=40)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**32 - 1), st.integers(0, 255), st.integers(0, 255))
def test_any_picture_is_judged_and_kept(height: int, width: int, seed: int, low: int, high: int) -> None:
    low, high = sorted((low, high))
    pixels = np.random.default_rng(seed).integers(low, high + 1, (height, width, 3), np.uint8)
    kept = photo(pixels)
    assert kept.quality.problems[0] == "small"
    assert 0 <= kept.quality.dark <= 1000
    assert 0 <= kept.quality.bright <= 1000


def test_a_photo_out_of_a_file_is_encoded_anew_with_nothing_else_the_file_carried(tmp_path: Path) -> None:
    there, body = cv2.imencode(".jpg", scene())
    assert there
    secret = b"GPS 39.9N 116.4E"
    file = tmp_path / "p.jpg"
    file.write_bytes(
        body[:2].tobytes() + b"\xff\xfe" + (len(secret) + 2).to_bytes(2, "big") + secret + body[2:].tobytes()
    )
    kept = photo_of(file)
    assert kept.quality.good
    assert kept.jpeg.startswith(b"\xff\xd8")
    assert secret not in kept.jpeg


@pytest.mark.parametrize(
    ("body", "code"),
    [(None, "file-not-found"), (b"", "photo-no-picture"), (b"\xff\xd8\xff\xe0junk", "photo-no-picture")],
)
def test_a_file_that_is_no_photo_is_refused(tmp_path: Path, body: bytes | None, code: str) -> None:
    file = tmp_path / "p.jpg"
    if body is not None:
        file.write_bytes(body)
    with pytest.raises(SiteFault) as refused:
        photo_of(file)
    assert refused.value.code == code
    assert "{" not in Wording("zh-CN").fault(refused.value)
