from __future__ import annotations

from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.devices.resident.frame import (
    LONGEST,
    PREAMBLE,
    REACTIONS,
    FrameParser,
    checksum,
    frame,
    reaction,
)
from desktop.devices.resident.module import module_number, text_of
from desktop.devices.resident.writing import write_payload
from tests.helpers.modules import NUMBER, SERIAL

BODIES = st.binary(min_size=2, max_size=300)

# The command table of the protocol pages, checksum and all.
WHOLE = {
    "10FF": "000310FFEC",
    "11FF": "000311FFED",
    "12FF": "000312FFEE",
    "2001": "0003200122",
    "2002": "0003200221",
    "3001": "0003300132",
    "3010": "0003301023",
    "3003": "0003300330",
    "6000": "0003600063",
    "00009F00000000": "000800009F0000000097",
    "000080": "0004000080" + "84",
    "0000900000000000000000": "000C0000900000000000000000" + "9C",
    "000081": "0004000081" + "85",
}


@pytest.mark.parametrize(("body", "whole"), WHOLE.items(), ids=WHOLE)
def test_frames_are_those_of_the_protocol_pages(body: str, whole: str) -> None:
    assert frame(bytes.fromhex(body)) == PREAMBLE + bytes.fromhex(whole)


@pytest.mark.parametrize("length", [0, 1, LONGEST, 100_000])
def test_what_no_frame_can_carry_is_refused(length: int) -> None:
    with pytest.raises(ValueError):
        frame(bytes(length))


@given(st.binary(max_size=2000))
def test_the_checksum_is_every_byte_by_exclusive_or(data: bytes) -> None:
    assert checksum(data) == reduce(xor, data, 0)


@given(st.lists(BODIES, max_size=5), st.lists(st.integers(0, 1500), max_size=8))
def test_frames_come_out_whole_however_they_are_cut(bodies: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(map(frame, bodies))
    parser, found, at = FrameParser(), [], 0
    for cut in [*sorted(cuts), len(stream)]:
        found += parser.feed(stream[at:cut])
        at = max(at, cut)
    assert found == bodies


@given(st.binary(max_size=60), BODIES)
def test_noise_before_a_frame_does_not_hide_it(noise: bytes, body: bytes) -> None:
    parser = FrameParser()
    found = parser.feed(noise + frame(body))
    if body not in found:
        # The noise began like a long frame: what lies inside is found when the rest of it never comes.
        found = parser.salvage()
    assert body in found


def test_more_of_the_same_byte_before_the_preamble_is_noise() -> None:
    assert FrameParser().feed(b"\xaa" * 9 + frame(b"\x00\x00\x90")) == [b"\x00\x00\x90"]


def test_a_damaged_frame_is_told_and_the_next_one_is_found() -> None:
    good = frame(b"\x00\x00\x90")
    parser = FrameParser()
    assert parser.feed(good[:-1] + b"\x00" + good) == [None, b"\x00\x00\x90"]
    # Its length was damaged: it swallows the next one, which is found inside.
    assert parser.feed(good[:6] + b"\x0e" + good[7:] + good) == [None, b"\x00\x00\x90"]


@pytest.mark.parametrize("length", [b"\x00\x00", b"\x00\x02", b"\x10\x01", b"\xff\xff"])
def test_a_length_that_cannot_be_is_noise(length: bytes) -> None:
    good = frame(b"\x00\x00\x80")
    assert FrameParser().feed(PREAMBLE + length + good) == [b"\x00\x00\x80"]


def test_what_was_before_is_forgotten_when_a_command_is_sent() -> None:
    good = frame(b"\x00\x00\x80")
    parser = FrameParser()
    parser.feed(good[:6])
    parser.clear()
    assert parser.feed(good[6:]) == []


@given(st.lists(st.one_of(st.binary(max_size=50), st.just(PREAMBLE), BODIES.map(frame)), max_size=20))
def test_any_stream_gives_only_bodies_that_were_in_it_and_is_not_hoarded(pieces: list[bytes]) -> None:
    parser = FrameParser()
    for piece in pieces:
        for body in parser.feed(piece):
            assert body is None or frame(body) in b"".join(pieces)
        assert len(parser._rest) <= LONGEST + 7
    parser.salvage()
    assert len(parser._rest) <= LONGEST + 7


def test_a_flood_of_false_beginnings_is_gone_through_in_no_time() -> None:
    parser = FrameParser()
    for _ in range(20):
        parser.feed((PREAMBLE + b"\x0f\xff") * 600)
    assert len(parser._rest) <= LONGEST + 7


def test_every_status_word_has_its_reaction() -> None:
    table = {
        "go-on": (0x90, 0x9F),
        "again": (0x10, 0x11, 0x21, 0x23, 0x24),
        "lift": (0x31, 0x32, 0x33, 0x40, 0x41, 0x47),
        "defective": (0x60, 0x66),
        "nothing": (0x80, 0x81, 0x91),
    }
    assert {status: name for name, row in table.items() for status in row} == REACTIONS
    assert reaction(0x77) == reaction(-1) == "again"


@pytest.mark.parametrize("finger", [None, b"", bytes(512), bytes(1024)])
def test_the_text_is_taken_out_of_every_form_of_payload(finger: bytes | None) -> None:
    text = bytes(range(256))
    assert text_of(write_payload(text, finger=finger), 2 if finger is None else 3) == text


@pytest.mark.parametrize("cut", [0, 1, 3, 4, 259, 260, 1283])
def test_a_payload_that_is_cut_off_has_no_text(cut: int) -> None:
    whole = write_payload(bytes(256))
    assert text_of(whole[:cut], 2) == text_of(whole + b"\x00", 2) == b""


@given(st.binary(max_size=2400), st.integers(2, 3))
def test_any_payload_has_a_whole_text_or_none(payload: bytes, lengths: int) -> None:
    assert len(text_of(payload, lengths)) in (0, 256)


def test_a_module_s_number_is_written_as_makers_print_it() -> None:
    assert module_number(SERIAL) == NUMBER
    with pytest.raises(ValueError):
        module_number(SERIAL[:15])
