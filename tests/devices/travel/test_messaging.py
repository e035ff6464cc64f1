"""Secure messaging: both ciphers keep step with a card, and nothing unsealed is believed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.devices.apdu import StatusError
from desktop.devices.travel.ciphers import pad, unpad
from desktop.devices.travel.keys import AES128, AES192, AES256, TDES, Suite
from desktop.devices.travel.messaging import Channel, MessagingError, Session, SessionLost
from desktop.devices.travel.tlv import encode

SUITES = [TDES, AES128, AES192, AES256]
SECRET = bytes(range(20))


class Answers:
    """A card with one answer."""

    atr = b""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer

    def transmit(self, command: bytes) -> bytes:
        return self.answer


def sealed(suite: Suite, data: bytes, status: bytes = b"\x90\x00", count: int = 2) -> bytes:
    """A card's protected answer to the first command of a session."""
    cipher = suite.session(SECRET)
    counter = count.to_bytes(cipher.block, "big")
    body = encode(0x87, b"\x01" + cipher.encrypt(pad(data, cipher.block), counter)) if data else b""
    body += encode(0x99, status)
    return body + encode(0x8E, cipher.seal(pad(counter + body, cipher.block)))


def opened(suite: Suite, answer: bytes) -> tuple[bytes, int]:
    session = Session(suite.session(SECRET))
    session.protect(0xB0, 0, 0, b"", 4)
    return session.accept(answer)


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_a_sealed_answer_is_opened(suite: Suite) -> None:
    assert opened(suite, sealed(suite, b"what the chip holds")) == (b"what the chip holds", 0x9000)
    assert opened(suite, sealed(suite, b"", b"\x6a\x82")) == (b"", 0x6A82)


@settings(max_examples=200)
@given(suite=st.sampled_from(SUITES), data=st.data())
def test_any_changed_bit_is_noticed(suite: Suite, data: st.DataObject) -> None:
    answer = bytearray(sealed(suite, b"what the chip holds"))
    at = data.draw(st.integers(0, len(answer) * 8 - 1))
    answer[at // 8] ^= 1 << at % 8
    with pytest.raises(MessagingError):
        opened(suite, bytes(answer))


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite.name)
def test_an_answer_is_good_once(suite: Suite) -> None:
    session = Session(suite.session(SECRET))
    session.protect(0xB0, 0, 0, b"", 4)
    answer = sealed(suite, b"once")
    assert session.accept(answer)[0] == b"once"
    session.protect(0xB0, 0, 0, b"", 4)
    with pytest.raises(MessagingError, match="seal"):
        session.accept(answer)


def without(tag: int) -> Callable[[bytes], bytes]:
    """An answer that lacks one object and is sealed all the same."""
    cipher = AES128.session(SECRET)
    counter = (2).to_bytes(16, "big")
    items = {0x99: encode(0x99, b"\x90\x00"), 0x87: encode(0x87, b"\x01" + cipher.encrypt(pad(b"x", 16), counter))}
    body = b"".join(raw for name, raw in items.items() if name != tag)
    seal = encode(0x8E, cipher.seal(pad(counter + body, 16)))
    return lambda answer: body + (b"" if tag == 0x8E else seal)


@pytest.mark.parametrize(
    "spoil",
    [
        without(0x99),
        without(0x8E),
        lambda answer: answer[:-3],
        lambda answer: answer + b"\x99\x02\x90\x00",
        lambda answer: answer[:4],
        lambda answer: b"\x99\x02\x90\x00" + answer,
        lambda answer: b"\x87\x83\xff\xff\xff" + answer,
        lambda answer: b"\x00" * 300,
    ],
)
def test_an_answer_that_is_none_is_refused(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(MessagingError):
        opened(AES128, spoil(sealed(AES128, b"what the chip holds")))


@pytest.mark.parametrize(
    "secret", [b"", b"\x01", b"\x02" + bytes(16), b"\x01" + bytes(15), b"\x01" + bytes(16)], ids=lambda s: s.hex()[:4]
)
def test_ciphertext_of_no_sense_is_refused_though_sealed(secret: bytes) -> None:
    cipher = AES128.session(SECRET)
    body = encode(0x87, secret) + encode(0x99, b"\x90\x00")
    answer = body + encode(0x8E, cipher.seal(pad((2).to_bytes(16, "big") + body, 16)))
    with pytest.raises(MessagingError):
        opened(AES128, answer)


def test_a_chip_that_answers_in_the_clear_has_ended_the_session() -> None:
    channel = Channel(Answers(b"\x69\x88"))
    channel.session = Session(AES128.session(SECRET))
    with pytest.raises(SessionLost) as lost:
        channel.send(0xB0, 0, 0, expect=4)
    assert lost.value.sw == 0x6988


def test_an_answer_shorter_than_a_status_word_is_no_answer() -> None:
    with pytest.raises(MessagingError):
        Channel(Answers(b"\x90")).send(0xB0, 0, 0, expect=4)


def test_a_plain_refusal_is_told_by_its_status_word() -> None:
    with pytest.raises(StatusError) as refused:
        Channel(Answers(b"\x6a\x82")).ask(0xB0, 0, 0, expect=4)
    assert refused.value.sw == 0x6A82


def test_long_answers_are_asked_for_in_extended_form() -> None:
    session = Session(AES128.session(SECRET))
    command = session.protect(0xB0, 0, 0, b"", 4000)
    assert command[4:7] == b"\x00\x00" + bytes((len(command) - 9,))
    assert b"\x97\x02\x0f\xa0" in command
    assert command[-2:] == b"\x00\x00"


@settings(max_examples=200)
@given(suite=st.sampled_from(SUITES), answers=st.lists(st.binary(max_size=200), min_size=1, max_size=4))
@example(suite=AES128, answers=[b"\x8e\x08" + bytes(8)])
def test_any_bytes_are_refused_as_an_answer(suite: Suite, answers: list[bytes]) -> None:
    session = Session(suite.session(SECRET))
    for answer in answers:
        session.protect(0xB0, 0, 0, b"", 4)
        with pytest.raises(MessagingError):
            session.accept(answer)


@settings(max_examples=120)
@given(suite=st.sampled_from(SUITES), texts=st.lists(st.binary(max_size=60), min_size=1, max_size=6))
def test_a_cipher_that_goes_on_gives_what_a_fresh_one_gives(suite: Suite, texts: list[bytes]) -> None:
    used = suite.session(SECRET)
    for turn, text in enumerate(texts, 1):
        counter = turn.to_bytes(used.block, "big")
        padded = pad(text, used.block)
        fresh = suite.session(SECRET)
        secret = fresh.encrypt(padded, counter)
        assert used.encrypt(padded, counter) == secret
        assert used.seal(padded) == fresh.seal(padded)
        assert used.decrypt(secret, counter) == padded
        assert suite.session(SECRET).decrypt(secret, counter) == padded


@given(st.binary(max_size=64), st.sampled_from([8, 16]))
def test_padding_comes_off_again(text: bytes, block: int) -> None:
    padded = pad(text, block)
    assert len(padded) % block == 0
    assert unpad(padded) == text


@pytest.mark.parametrize("text", [b"", bytes(8), b"\x80"[:0] + b"\x01" * 8])
def test_what_has_no_padding_is_told(text: bytes) -> None:
    assert unpad(text) is None
