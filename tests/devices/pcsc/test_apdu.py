"""Commands and answers as bytes: whole answers, other lengths, and whatever else a card may say."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.devices.apdu import EXTENDED_LIMIT, MOST_PIECES, StatusError, command, expecting, split, whole_answer

BLOCK = command(0x00, 0xB0, 0, 0, expect=256)


def test_more_that_waits_is_fetched_until_all_is_there() -> None:
    answers = iter([b"\x01\x02\x61\x03", b"\x03\x04\x05\x61\x00", b"\x06\x90\x00"])
    sent: list[bytes] = []

    def send(one: bytes) -> bytes:
        sent.append(one)
        return next(answers)

    assert whole_answer(send, BLOCK) == bytes(range(1, 7)) + b"\x90\x00"
    assert sent == [BLOCK, bytes.fromhex("00C0000003"), bytes.fromhex("00C0000000")]


def test_more_is_fetched_on_the_same_channel_and_in_the_clear() -> None:
    sent: list[bytes] = []

    def send(one: bytes) -> bytes:
        sent.append(one)
        return b"\x61\x08" if len(sent) == 1 else b"\x90\x00"

    whole_answer(send, command(0x0D, 0xB0, 0, 0, b"\x97\x00", 256))
    assert sent[1] == bytes.fromhex("01C0000008")


@pytest.mark.parametrize(
    ("asked", "again"),
    [
        ("00B00000", "00B0000010"),
        ("00B0000000", "00B0000010"),
        ("00A4040C02AABB", "00A4040C02AABB10"),
        ("00A4040C02AABB00", "00A4040C02AABB10"),
        ("00B00000000000", "00B00000000010"),
        ("00A4040C000002AABB", "00A4040C000002AABB0010"),
        ("00A4040C000002AABB0000", "00A4040C000002AABB0010"),
        ("FFCA000000", "FFCA000010"),
    ],
)
def test_another_length_is_asked_for_once_in_every_form_of_a_command(asked: str, again: str) -> None:
    sent: list[str] = []

    def send(one: bytes) -> bytes:
        sent.append(one.hex().upper())
        return b"\x6c\x10" if len(sent) == 1 else b"\x01" * 16 + b"\x90\x00"

    assert whole_answer(send, bytes.fromhex(asked)) == b"\x01" * 16 + b"\x90\x00"
    assert sent == [asked, again]


def test_a_card_that_insists_on_another_length_is_not_asked_for_ever() -> None:
    sent: list[bytes] = []

    def send(one: bytes) -> bytes:
        sent.append(one)
        return b"\x6c\x10"

    assert whole_answer(send, BLOCK) == b"\x6c\x10"
    assert len(sent) == 2


def test_the_reader_itself_has_nothing_to_fetch() -> None:
    assert whole_answer(lambda one: b"\x01\x61\x05", bytes.fromhex("FFCA000000")) == b"\x01\x61\x05"


def test_a_card_that_promises_more_for_ever_is_cut_off_and_is_no_success() -> None:
    sent: list[bytes] = []

    def send(one: bytes) -> bytes:
        sent.append(one)
        return b"\x61\xff"

    assert split(whole_answer(send, BLOCK)) == (b"", 0x61FF)
    assert len(sent) == MOST_PIECES + 1
    data, sw = split(whole_answer(lambda one: b"\x00" * 4000 + b"\x61\x00", BLOCK))
    assert EXTENDED_LIMIT < len(data) < 2 * EXTENDED_LIMIT
    assert sw == 0x6100


@given(st.binary(max_size=300), st.integers(0, 255))
@example(b"\x00\xb0\x00\x00\x00\x00\x02\xaa", 0)
def test_a_command_asks_for_another_length_or_is_none(sent: bytes, expect: int) -> None:
    try:
        again = expecting(sent, expect)
    except ValueError:
        return
    assert again[:4] == sent[:4]
    assert again[-1] == expect
    assert len(again) <= len(sent) + 2


@given(st.integers(0, 255), st.binary(max_size=70000), st.one_of(st.none(), st.integers(1, 65536)))
def test_every_command_of_ours_can_ask_for_another_length(ins: int, data: bytes, expect: int | None) -> None:
    again = expecting(command(0, ins, 0, 0, data, expect), 0x20)
    assert data in again
    assert again[-1] == 0x20


@given(st.lists(st.binary(min_size=2, max_size=300), min_size=1, max_size=40), st.binary(min_size=5, max_size=5))
def test_no_answers_make_a_whole_answer_fail(answers: list[bytes], sent: bytes) -> None:
    left = iter(answers)
    answer = whole_answer(lambda one: next(left, b"\x6f\x00"), sent)
    assert len(answer) >= 2


def test_an_answer_that_is_none_is_a_status_of_zero() -> None:
    with pytest.raises(StatusError) as caught:
        split(b"\x90")
    assert caught.value.sw == 0
