"""A picture's bytes to pixels, with limits."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.devices.camera.pictures import LONGEST_SIDE, PictureError, decoded, picture_size, shrunk
from tests.devices.camera.pages import ticket


def encoded(kind: str) -> bytes:
    there, body = cv2.imencode(kind, ticket(0))
    assert there
    return body.tobytes()


@pytest.mark.parametrize("kind", [".png", ".jpg", ".bmp"])
def test_a_picture_is_decoded_and_its_size_known_before(kind: str) -> None:
    body = encoded(kind)
    assert picture_size(body) == (900, 520)
    assert decoded(body).shape == (520, 900, 3)


def bomb(width: int, height: int) -> bytes:
    """A PNG of some hundred bytes that says it is as large as that."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(10_000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("width", "height"), [(60_000, 60_000), (2**31 - 1, 2), (0, 10), (10, 0), (2**32 - 1, 2**32 - 1)]
)
def test_a_small_file_that_asks_for_a_huge_picture_is_refused_before_decoding(width: int, height: int) -> None:
    with pytest.raises(PictureError):
        decoded(bomb(width, height))


def test_a_large_picture_is_shrunk() -> None:
    assert shrunk(np.zeros((100, 9000, 3), np.uint8), LONGEST_SIDE).shape == (46, 4096, 3)
    assert shrunk(np.zeros((9000, 1), np.uint8), 100).shape[:2] == (100, 1)


@pytest.mark.parametrize(
    "body", [b"", b"GIF89a" + bytes(50), b"\xff\xd8\xff", b"BM", b"\x89PNG\r\n\x1a\n", b"%PDF-1.7"]
)
def test_what_is_no_picture_is_refused(body: bytes) -> None:
    with pytest.raises(PictureError):
        decoded(body)


@settings(max_examples=300)
@given(
    st.sampled_from([b"", b"\xff\xd8\xff\xe0", b"BM", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"]), st.binary(max_size=400)
)
def test_any_bytes_are_a_picture_or_refused(head: bytes, body: bytes) -> None:
    told = b""
    try:
        told = decoded(head + body).tobytes()
    except PictureError:
        return
    assert told


@settings(max_examples=60)
@given(st.sampled_from([".png", ".jpg", ".bmp"]), st.data())
def test_a_spoilt_picture_is_a_picture_or_refused(kind: str, data: st.DataObject) -> None:
    body = bytearray(SMALL[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(body)))
    try:
        pixels = decoded(bytes(body[:cut]))
    except PictureError:
        return
    assert max(pixels.shape[:2]) <= LONGEST_SIDE


@pytest.mark.parametrize("kind", [".png", ".jpg", ".bmp"])
def test_what_libraries_write_about_a_spoilt_picture_is_never_in_an_answer(
    kind: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """libpng and libjpeg tell standard error what they think of the bytes, past OpenCV's log. It names no file."""
    chance = np.random.default_rng(3)
    for turn in range(60):
        body = bytearray(SMALL[kind])
        for at in chance.integers(len(body) // 8, len(body), 1 + turn % 9):
            body[at] = int(chance.integers(256))
        with suppress(PictureError):
            decoded(bytes(body[: len(body) - turn * len(body) // 90]))
    said = capfd.readouterr()
    assert said.out == ""
    assert all(
        line.startswith(("libpng ", "Corrupt JPEG data", "Premature end of JPEG")) for line in said.err.splitlines()
    )


SMALL = {kind: cv2.imencode(kind, ticket(0)[::8, ::8])[1].tobytes() for kind in (".png", ".jpg", ".bmp")}
