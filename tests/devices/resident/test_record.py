from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.devices.resident.codes import ETHNIC, ETHNIC_CODES
from desktop.devices.resident.record import LENGTH, RecordError, added_address, read_text
from desktop.devices.resident.writing import write_addresses, write_payload, write_text
from desktop.devices.sources import Document
from desktop.exam.plan.documents import FOREIGNER_CARD, RESIDENCE_PERMIT, RESIDENT
from tests.devices.resident.people import CARD_2017, CARD_2023, CARDS, NUMBER, PERMIT, RESIDENT_CARD

GIVEN = ("number", "name", "expires", "sex", "birth", "ethnic", "address", "issuer", "valid_from", "nationality")


def changed(card: Document, at: int, text: str) -> bytes:
    """The card's record with `text` at a byte offset."""
    whole = bytearray(write_text(card))
    written = text.encode("utf-16-le", "surrogatepass")
    whole[at : at + len(written)] = written
    return bytes(whole)


@pytest.mark.parametrize("pad", [" ", "\0"], ids=["space", "nul"])
@pytest.mark.parametrize("card", CARDS, ids=["resident", "J", "I", "Y"])
def test_each_layout_gives_its_own_fields_whatever_the_padding(card: Document, pad: str) -> None:
    assert read_text(write_text(card, pad)) == card


def test_the_offsets_are_those_of_the_table() -> None:
    """Field by field in bytes, written by hand: the writer must not agree with the reader about a mistake."""
    fields = {0: "王样", 30: "2", 32: "05", 36: "19900307", 52: "某地", 122: NUMBER, 158: "某局", 188: "20200131"}
    whole = bytearray(b" \0" * 128)
    for at, text in {**fields, 204: "20300131"}.items():
        whole[at : at + len(text) * 2] = text.encode("utf-16-le")
    read = read_text(bytes(whole))
    assert (read.number, read.name, read.sex, read.ethnic) == (NUMBER, "王样", "female", "维吾尔")
    assert (read.birth, read.address, read.issuer) == ("1990-03-07", "某地", "某局")
    assert (read.valid_from, read.expires, read.document_type) == ("2020-01-31", "2030-01-31", RESIDENT)
    for flag, name in (("J", RESIDENCE_PERMIT), ("Y", FOREIGNER_CARD), ("0", RESIDENT), ("X", RESIDENT)):
        whole[248:250] = flag.encode("utf-16-le")
        assert read_text(bytes(whole)).document_type == name


def test_the_offsets_of_a_foreigner_of_2017_are_those_of_the_table() -> None:
    whole = bytearray(b" \0" * 128)
    fields = {0: "SAMPLE, ANNA", 120: "2", 122: "UTO990000000011", 152: "UTO", 158: "安娜", 188: "20170502"}
    for at, text in {**fields, 204: "20270501", 220: "19900307", 236: "01", 240: "9900", 248: "I"}.items():
        whole[at : at + len(text) * 2] = text.encode("utf-16-le")
    read = read_text(bytes(whole))
    assert (read.number, read.name, read.other_name) == ("UTO990000000011", "安娜", "SAMPLE, ANNA")
    assert (read.sex, read.nationality, read.birth, read.expires) == ("female", "UTO", "1990-03-07", "2027-05-01")


def test_a_y_card_s_english_name_is_no_address_and_its_renewals_are_no_ethnic_group() -> None:
    read = read_text(write_text(CARD_2023))
    assert (read.address, read.ethnic, read.other_numbers) == ("", "", ())
    assert read.other_name == "LEVI BARTHOLOMEW MAXIMILIAN VANDERSAMPLE"


@pytest.mark.parametrize("card", [CARD_2017, CARD_2023], ids=["I", "Y"])
def test_a_foreigner_without_a_chinese_name_is_called_by_the_english_one(card: Document) -> None:
    read = read_text(write_text(replace(card, name=card.other_name, other_name="")))
    assert (read.name, read.other_name) == (card.other_name, "")


def test_a_permit_without_a_pass_number_has_no_other_number() -> None:
    assert read_text(write_text(replace(PERMIT, other_numbers=()))).other_numbers == ()


@pytest.mark.parametrize(("code", "sex"), [("1", "male"), ("2", "female"), ("0", "unknown"), ("9", "unknown")])
def test_a_sex_that_is_not_male_is_not_female_by_that(code: str, sex: str) -> None:
    assert read_text(changed(RESIDENT_CARD, 30, code)).sex == sex


@pytest.mark.parametrize("code", ["99", "81", "A1", "7", "汉"])
def test_an_ethnic_code_no_table_has_is_shown(code: str) -> None:
    assert read_text(changed(RESIDENT_CARD, 32, code.ljust(2))).ethnic == code


@pytest.mark.parametrize(("code", "name"), [("97", "其他"), ("57", "其他"), ("98", "外国血统中国籍人士")])
def test_both_codes_some_readers_use_for_the_same_are_taken(code: str, name: str) -> None:
    assert read_text(changed(RESIDENT_CARD, 32, code)).ethnic == name
    assert ETHNIC["58"] == ETHNIC["98"]


def test_there_are_56_ethnic_groups_and_each_has_its_code() -> None:
    assert [code for code in ETHNIC if code <= "56"] == [f"{n:02d}" for n in range(1, 57)]
    assert {ETHNIC[code]: code for code in ETHNIC_CODES.values()} == ETHNIC_CODES


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("长期      ", "长期"),
        ("长期\0\0\0\0\0\0", "长期"),
        ("20301332", ""),
        ("20230229", ""),
        ("2024W011", ""),
        ("        ", ""),
        ("1990    ", ""),
        ("２０３００１０１", ""),
        ("20300101", "2030-01-01"),
    ],
)
def test_a_date_that_is_none_is_empty(written: str, read: str) -> None:
    whole = changed(RESIDENT_CARD, 204, written)
    assert read_text(whole).expires == read
    assert read_text(whole).number == NUMBER


def test_rare_characters_private_use_and_broken_halves_cost_nobody_the_admission() -> None:
    rare, private, broken = "王\U00030edd文", "王\ue863文", "王\ud840文"
    assert read_text(write_text(replace(RESIDENT_CARD, name=rare))) == replace(RESIDENT_CARD, name=rare)
    assert read_text(write_text(replace(RESIDENT_CARD, name=private))).name == private
    assert read_text(write_text(replace(RESIDENT_CARD, name=broken))) == replace(RESIDENT_CARD, name="王\ufffd文")


def test_a_pair_torn_over_two_fields_stays_in_its_fields() -> None:
    whole = changed(RESIDENT_CARD, 28, "\ud840")
    assert read_text(whole[:30] + "\udc00".encode("utf-16-le", "surrogatepass") + whole[32:]).sex == "unknown"
    with_pair = changed(RESIDENT_CARD, 0, "\U00020000" * 7 + "\ud840\udc00")
    assert read_text(with_pair).name == "\U00020000" * 7 + "\ufffd"


def test_invisible_characters_of_a_name_are_not_shown() -> None:
    read = read_text(changed(RESIDENT_CARD, 0, "王\u202e\x1b\n小\u200b"))
    assert read.name.split() == ["王", "小"]
    assert read.name.isprintable()


def test_a_number_in_lower_case_is_in_its_one_form() -> None:
    assert read_text(changed(RESIDENT_CARD, 122, "99010219900307233x")).number == "99010219900307233X"


@pytest.mark.parametrize("length", [0, 1, 100, 255, 257, 512])
def test_a_record_has_256_bytes(length: int) -> None:
    with pytest.raises(RecordError):
        read_text((write_text(RESIDENT_CARD) * 2)[:length])


@pytest.mark.parametrize(
    "number", ["", "12345", "ABCDEFGHIJKLMNOPQR", "99010219900307 233", "9901021990030723３", "9901021990030723\ufffd3"]
)
def test_bytes_without_a_number_are_no_record(number: str) -> None:
    with pytest.raises(RecordError):
        read_text(changed(RESIDENT_CARD, 122, number.ljust(18)))


def test_of_the_added_addresses_the_latest_is_told() -> None:
    assert added_address(write_addresses("甲", "乙", "丙")) == "丙"
    assert added_address(write_addresses("甲")) == "甲"
    assert added_address(write_addresses()) == added_address(b"") == added_address(b"\0" * 280) == ""
    assert added_address(b"\xff" * 280) == ""
    assert added_address("乙".encode("utf-16-le") + b"\0" * 68) == "乙"


@given(st.binary(max_size=600))
def test_added_addresses_of_any_bytes_are_text(added: bytes) -> None:
    assert len(added_address(added)) <= 35


# --- any bytes -------------------------------------------------------------------------------------------------------


@given(st.binary(max_size=300))
def test_any_bytes_are_a_document_or_a_record_error(text: bytes) -> None:
    try:
        read = read_text(text)
    except RecordError:
        return
    assert len(text) == LENGTH
    assert len(read.number) in (15, 18)


@given(
    st.sampled_from(CARDS),
    st.lists(st.tuples(st.integers(0, LENGTH - 2), st.binary(min_size=1, max_size=40)), max_size=4),
)
@example(RESIDENT_CARD, [(0, "\ud840\udc00".encode("utf-16-le", "surrogatepass") * 20)])
def test_a_record_with_any_bytes_in_it_is_read_or_refused(card: Document, patches: list[tuple[int, bytes]]) -> None:
    whole = bytearray(write_text(card))
    for at, patch in patches:
        whole[at : at + len(patch)] = patch
    text = bytes(whole[:LENGTH])
    try:
        read = read_text(text)
    except RecordError:
        return
    for name in GIVEN:
        value = getattr(read, name)
        assert value == value.strip()
        # Seen or not seen, but never a control: what the desk shows is what the card said.
        assert not {c for c in value if c < " " or "\ud800" <= c <= "\udfff"}
    assert read.document_type in (RESIDENT, RESIDENCE_PERMIT, FOREIGNER_CARD)


@given(st.binary(min_size=LENGTH, max_size=LENGTH), st.integers(0, 2**32))
def test_both_ways_of_cutting_agree(text: bytes, seed: int) -> None:
    """Pairs elsewhere must not change what a field says."""
    whole = bytearray(text)
    whole[122:158] = NUMBER.encode("utf-16-le")
    whole[248:250] = random.Random(seed).choice([b" \0", b"J\0"])
    for at in range(0, LENGTH, 2):
        if not 122 <= at < 158 and 0xD8 <= whole[at + 1] <= 0xDF:
            whole[at + 1] = 0x4E
    plain = read_text(bytes(whole))
    whole[250:254] = "\U00020000".encode("utf-16-le")
    assert read_text(bytes(whole)) == plain


def test_a_payload_is_as_long_as_modules_make_it() -> None:
    text = write_text(RESIDENT_CARD)
    assert len(write_payload(text)) == 1284
    assert [7 + 3 + len(write_payload(text, finger=bytes(n))) + 1 for n in (0, 512, 1024)] == [1297, 1809, 2321]
