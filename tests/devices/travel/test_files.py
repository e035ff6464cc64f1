"""Objects and files of a travel document: read right, and refused when they are not what they should be."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop.devices.travel import files, tlv
from desktop.devices.travel.files import FileError
from desktop.devices.travel.keys import AES128, TDES
from desktop.devices.travel.pace import offers
from desktop.devices.travel.portrait import show
from desktop.devices.travel.tlv import TlvError, encode
from tests.helpers.cards import passport_files as written

READERS: list[Callable[[bytes], object]] = [
    files.read_card_access,
    files.read_com,
    files.read_dg1,
    files.read_dg2,
    files.read_dg11,
]
WHOLE = [
    written.card_access(("AES-128", 13), ("3DES", 12)),
    written.com(0x61, 0x75),
    written.dg1(written.SPECIMEN),
    written.dg2(written.portrait(width=32, height=32)),
    written.dg11("唐<<诗一"),
]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x61",
        b"\x61\x80",
        b"\x61\x84\x00\x00\x00\x01\x00",
        b"\x61\x82\xff",
        b"\x61\x05abcd",
        b"\x5f",
        b"\x1f\xff\xff\xff\x00",
    ],
)
def test_hostile_lengths_and_tags_are_refused(data: bytes) -> None:
    with pytest.raises(TlvError):
        tlv.one(data)


def test_so_many_objects_are_no_file() -> None:
    with pytest.raises(TlvError):
        tlv.objects(b"\x05\x00" * (tlv.MOST_OBJECTS + 1))


def test_objects_nested_deeply_are_read_one_level_a_call() -> None:
    data = b""
    for _ in range(5000):
        data = encode(0x30, data)
    assert len(tlv.objects(data)) == 1


@given(st.integers(1, 0x7E) | st.sampled_from([0x5F1F, 0x7F61, 0x7F8201]), st.binary(max_size=400))
def test_what_is_encoded_is_read_again(tag: int, value: bytes) -> None:
    if tag <= 0x7E and tag & 0x1F == 0x1F:
        return
    item, end = tlv.one(encode(tag, value) + b"\x00")
    assert (item.tag, item.value) == (tag, value)
    assert item.raw == encode(tag, value)
    assert end == len(item.raw)


@pytest.mark.parametrize("dotted", ["0.4.0.127.0.7.2.2.4.2.2", "1.2.840.113549.1.7.2", "2.23.136.1.1.1", "2.999.3"])
def test_identifiers_are_read_as_they_were_written(dotted: str) -> None:
    assert tlv.oid(tlv.oid_bytes(dotted)) == dotted


def test_card_access_offers_what_we_know_aes_first() -> None:
    other = written.pace_info("0.4.0.127.0.7.2.2.4.1.2", 0)
    unknown = written.pace_info("0.4.0.127.0.7.2.2.4.2.2", 31)
    data = encode(
        0x31, written.pace_info(written.PACE + "1", 12) + other + unknown + written.pace_info(written.PACE + "2", 13)
    )
    found = offers(files.read_card_access(data))
    assert [(offer.suite, offer.parameter) for offer in found] == [(AES128, 13), (TDES, 12)]
    assert found[0].several  # the same protocol with a parameter unknown here


def test_com_lists_the_groups() -> None:
    assert files.read_com(written.com(0x61, 0x75, 0x6B)) == {0x61, 0x75, 0x6B}


@pytest.mark.parametrize("points", [0, 1, 40])
def test_the_face_is_found_behind_any_number_of_feature_points(points: int) -> None:
    image = written.portrait()
    assert files.read_dg2(written.dg2(image, points=points)) == image


def test_a_face_in_the_newer_format_is_found_by_its_beginning() -> None:
    image = written.portrait(".jp2")
    record = encode(0x30, encode(0x81, b"\x01") + encode(0x82, image))
    assert files.read_dg2(written.dg2_of(record, 0x7F2E)).startswith(image)


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"FAC\x00",
        b"FAC\x00010\x00" + b"\xff" * 40,
        b"FAC\x00010\x00" + bytes(6) + b"\x00\x00\x00\x24" + b"\xff\xff" + bytes(60),
        b"FAC\x00010\x00" + bytes(6) + b"\x7f\xff\xff\xff" + bytes(60),
        b"GIF89a" + bytes(100),
    ],
)
def test_a_face_record_whose_lengths_lie_is_refused(record: bytes) -> None:
    with pytest.raises(FileError):
        files.read_dg2(written.dg2_of(record))


@pytest.mark.parametrize(
    ("full", "told"),
    [("唐<<诗一", "唐诗一"), ("TANG<<SHIYI", "TANG SHIYI"), ("Đặng<<Thị\x00An", "Đặng Thị An"), ("", "")],
)
def test_the_own_name_has_no_fillers(full: str, told: str) -> None:
    assert files.read_dg11(written.dg11(full, "7"))[0] == told


@pytest.mark.parametrize(
    ("atr", "extended"),
    [
        ("3B858001 80 73C02140 00", True),
        ("3B858001 80 73C02100 00", False),
        ("3B80800101", False),
        ("3B848001 00 73C021 00", False),
        ("3B898001 00 31FF 73C02140 00 9000", True),
        ("3B9F", False),
        ("", False),
    ],
)
def test_extended_lengths_are_told_from_the_answer_to_reset(atr: str, extended: bool) -> None:
    assert files.offers_extended(bytes.fromhex(atr)) is extended


def test_the_longest_answer_is_stated_in_a_file() -> None:
    assert files.read_length_info(written.card_info(2048)) == 2048
    assert files.read_length_info(b"\x80" + written.card_info(2048) + bytes(4)) == 2048
    for data in (b"", b"\xff" * 9, encode(0x7F66, b""), written.card_info(12)):
        assert files.read_length_info(data) == 0


@pytest.mark.parametrize("suffix", [".jpg", ".jp2"])
def test_portraits_are_shown_as_jpeg(suffix: str) -> None:
    shown = show(written.portrait(suffix))
    assert shown is not None
    assert shown.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize("rest", [-2, -200])
def test_a_jpeg_that_was_cut_off_is_shown_as_far_as_it_goes(rest: int) -> None:
    image = written.portrait(".jpg", 200, 260)[:rest]
    assert show(image) == image


def test_more_than_eight_bits_of_grey_become_a_portrait() -> None:
    made = io.BytesIO()
    Image.fromarray(np.linspace(0, 4095, 64 * 80).reshape(80, 64).astype(np.uint16)).save(made, "JPEG2000")
    shown = show(made.getvalue())
    assert shown is not None
    with Image.open(io.BytesIO(shown)) as picture:
        assert (picture.mode, picture.size) == ("L", (64, 80))
        darkest, brightest = picture.getextrema()
        assert darkest < 3
        assert brightest > 252


def test_a_passport_with_its_portrait_needs_no_opencv() -> None:
    """Half a second and forty megabytes at a door without a camera."""
    code = (
        "import sys, desktop.devices.pcsc.identify, desktop.devices.travel.portrait as p;"
        "p.show(bytes(9)); sys.exit('cv2' in sys.modules or 'numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def patched(image: bytes, mark: bytes, skip: int, new: bytes) -> bytes:
    at = image.index(mark) + skip
    return image[:at] + new + image[at + len(new) :]


HOSTILE = {
    "no image": b"hello",
    "a jpeg without a frame": b"\xff\xd8\xff\xe0\x00\x02" * 4,
    "a jpeg of a billion pixels": patched(written.portrait(), b"\xff\xc0", 5, b"\xff\xff\xff\xff"),
    "a jpeg of no pixels": patched(written.portrait(), b"\xff\xc0", 5, b"\x00\x00\x00\x00"),
    "endless filling": b"\xff\xd8" + b"\xff" * 1000,
    "a jpeg 2000 of a billion pixels": patched(
        written.portrait(".jp2"), b"\xff\x4f\xff\x51", 8, b"\x7f\xff\xff\xff" * 2
    ),
    "a jpeg 2000 whose boxes say a billion pixels": patched(
        written.portrait(".jp2"), b"ihdr", 4, b"\x7f\xff\xff\xff" * 2
    ),
    "a jpeg 2000 of a million tiles": patched(
        written.portrait(".jp2"), b"\xff\x4f\xff\x51", 24, b"\x00\x00\x00\x01" * 2
    ),
    "a jpeg 2000 of no tiles": patched(written.portrait(".jp2"), b"\xff\x4f\xff\x51", 24, bytes(8)),
    "a jpeg 2000 cut off": written.portrait(".jp2")[:90],
    "too many bytes": written.portrait() + bytes(256 * 1024),
}


@pytest.mark.parametrize("image", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_images_are_not_shown(image: bytes) -> None:
    assert show(image) is None


@settings(max_examples=60)
@given(st.sampled_from([".jpg", ".jp2"]), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=6))
def test_spoiled_images_are_shown_or_not_and_nothing_else(suffix: str, changes: list[tuple[int, int]]) -> None:
    image = bytearray(written.portrait(suffix, 32, 40))
    for at, value in changes:
        image[at % len(image)] = value
    shown = show(bytes(image))
    assert shown is None or shown.startswith(b"\xff\xd8\xff")


def tried(data: bytes) -> None:
    for read in READERS:
        try:
            read(data)
        except FileError:
            continue
    files.read_length_info(data)
    files.offers_extended(data)


@settings(max_examples=300)
@given(st.binary(max_size=200))
def test_any_bytes_are_refused_by_every_file(data: bytes) -> None:
    tried(data)


@settings(max_examples=300)
@given(
    st.sampled_from(WHOLE),
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3), st.integers(0, 3)), min_size=1, max_size=4),
    st.integers(0, 10**6),
)
def test_spoiled_files_are_read_or_refused(whole: bytes, changes: list[tuple[int, bytes, int]], cut: int) -> None:
    """Bytes put in, taken out and changed, lengths among them; now and then the end is missing."""
    data = whole
    for at, new, gone in changes:
        at %= len(data) + 1
        data = data[:at] + new + data[at + gone :]
    tried(data)
    tried(data[: cut % (len(data) + 1)])
