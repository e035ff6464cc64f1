"""Page readers: the record of a resident card by READ BINARY."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.devices.pcsc import pages
from desktop.devices.pcsc.connection import BadCard
from desktop.devices.pcsc.pages import BLOCKS, HEAD, RECORD, is_page, read_page
from desktop.devices.pcsc.tokens import is_storage, read_chip_serial, read_uid
from tests.helpers.cards.page import NUMBER, Page, record
from tests.helpers.cards.vpcd import CONTACTLESS, PAGE, STORAGE

Answers = list[bytes]


@pytest.mark.parametrize("cut", [b"\x90\x00", b"\x62\x82", None], ids=["cut", "ended early", "padded"])
def test_six_blocks_are_one_document(cut: bytes | None) -> None:
    page = Page(record(), cut)
    document = read_page(page)
    assert document is not None
    assert (document.number, document.name, document.expires) == (NUMBER, "王䶮", "长期")
    assert page.asked == list(range(BLOCKS)) == [0, 1, 2, 3, 4, 5]
    assert RECORD == 1284


@pytest.mark.parametrize("number", range(1, 6))
def test_a_block_that_is_refused_is_a_card_to_lay_down_again(number: int) -> None:
    with pytest.raises(BadCard) as caught:
        read_page(Page(record(), refused=number))
    assert caught.value.trouble == "page-refused"


def test_what_does_not_begin_as_a_record_is_no_page() -> None:
    assert read_page(Page(record(), refused=0)) is None
    assert read_page(Page(b"\x00" * RECORD)) is None
    assert read_page(Page(b"")) is None


@pytest.mark.parametrize("length", [4, 255, 256, 257, 1283])
def test_a_record_that_is_too_short_is_refused(length: int) -> None:
    with pytest.raises(BadCard) as caught:
        read_page(Page(record()[:length]))
    assert caught.value.trouble == "page-refused"


def test_a_record_that_says_nothing_is_damaged() -> None:
    with pytest.raises(BadCard) as caught:
        read_page(Page(HEAD + b"\x00" * 1280))
    assert caught.value.trouble == "page-damaged"


def test_the_answer_to_reset_hints_at_a_page_reader() -> None:
    class Reset:
        def __init__(self, atr: bytes) -> None:
            self.atr = atr

        def transmit(self, command: bytes) -> bytes:
            raise AssertionError

    assert [is_page(Reset(atr)) for atr in (PAGE, PAGE[:15], PAGE[:14], CONTACTLESS, STORAGE, b"")] == [
        True,
        True,
        False,
        False,
        False,
        False,
    ]
    assert [is_storage(Reset(atr)) for atr in (PAGE, CONTACTLESS, STORAGE)] == [False, False, True]


class Says:
    """A card that answers whatever it likes."""

    def __init__(self, answers: Answers, atr: bytes = PAGE) -> None:
        self._answers = iter(answers)
        self.atr = atr

    def transmit(self, command: bytes) -> bytes:
        return next(self._answers, b"\x6d\x00")


ANSWER = st.one_of(
    st.binary(min_size=2, max_size=300),
    st.binary(max_size=260).map(lambda data: data + b"\x90\x00"),
    st.binary(max_size=252).map(lambda data: HEAD + data + b"\x90\x00"),
    st.binary(min_size=252, max_size=252).map(lambda data: HEAD + data + b"\x90\x00"),
    st.binary(min_size=256, max_size=256).map(lambda data: data + b"\x90\x00"),
)


@given(st.lists(ANSWER, max_size=7), st.binary(max_size=40))
def test_whatever_a_page_reader_answers_is_a_document_none_or_a_bad_card(answers: Answers, atr: bytes) -> None:
    card = Says(answers, atr)
    is_page(card)
    try:
        document = read_page(card)
        told = "" if document is None else document.method
    except BadCard as bad:
        told = bad.trouble
    assert told in ("", "reader", "page-refused", "page-damaged")


@given(st.lists(ANSWER, max_size=2))
def test_whatever_a_chip_answers_is_a_token_or_none(answers: Answers) -> None:
    token, chip = read_uid(Says(answers)), read_chip_serial(Says(answers))
    assert token is None or 8 <= len(token.token) <= 20
    assert chip is None or len(chip.token) == 16


def test_the_length_of_the_record_is_that_of_its_parts() -> None:
    assert len(record()) == RECORD
    assert pages.BLOCKS == 6
