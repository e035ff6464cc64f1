"""What a typed number says of itself."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.devices.numbers import told_by, type_told, typed_number
from desktop.exam.plan.documents import check_digit, make_number
from desktop.faults import SiteFault
from desktop.wording import Wording

ZONE = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"


def fault(text: str) -> str:
    with pytest.raises(SiteFault) as caught:
        typed_number(text)
    for locale in ("zh-CN", "en"):
        assert Wording(locale).has(f"fault-{caught.value.code}", locale)
    return caught.value.code


def eighteen(first17: str) -> str:
    return first17 + check_digit(first17)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("990102 19900307 2332", "990102199003072332"),
        ("９９０１０２１９９００３０７２３３２", "990102199003072332"),
        ("99010219900101004x", "99010219900101004X"),
        (" h00000001-", "H00000001"),
        ("E–1234 5678", "E12345678"),
        ("0012345678（a）", "0012345678(A)"),
        ("]C0990102199003072332\x03", "990102199003072332"),
        ("uta000000000000", "UTA000000000000"),
    ],
)
def test_a_number_has_one_form_however_it_is_typed(typed: str, number: str) -> None:
    assert typed_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "   ", "12", "李敏", "E1234567!", "1" * 31, "\x00\x01", "AB\x1d123456", "../../x"]
)
def test_what_no_document_has_is_malformed(typed: str) -> None:
    assert fault(typed) == "number-malformed"


def test_a_wrong_check_digit_is_told_for_cards_and_permits_and_foreigners_alike() -> None:
    for first in ("99010219900307233", "81000019900307233", "93199919900307233"):
        right = eighteen(first)
        assert typed_number(right) == right
        wrong = "0" if right[-1] != "0" else "1"
        assert fault(first + wrong) == "number-check-digit"


@given(st.integers(0, 17), st.integers(0, 9), st.integers(1, 999))
def test_one_wrong_digit_never_passes(place: int, digit: int, sequence: int) -> None:
    right = make_number("990102", date(1990, 3, 7), sequence)
    wrong = right[:place] + str(digit) + right[place + 1 :]
    if wrong != right:
        assert fault(wrong) == "number-check-digit"


@given(st.integers(0, 16), st.integers(1, 999))
def test_two_neighbours_changed_about_never_pass(place: int, sequence: int) -> None:
    right = make_number("990102", date(1990, 3, 7), sequence)
    turned = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if turned != right and turned[:17].isdecimal():
        assert fault(turned) == "number-check-digit"


def test_an_old_number_of_fifteen_digits_is_told_as_one() -> None:
    assert fault("990102900307233") == "number-old"
    assert "18位" in Wording().fault(SiteFault("number-old"))
    assert typed_number("990102901307233") == "990102901307233", "no month thirteen: no old number, the roster decides"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (eighteen("81000019900307233"), "港澳台居民居住证"),
        (eighteen("83000019900307233"), "港澳台居民居住证"),
        (eighteen("93199919900307233"), "外国人永久居留身份证"),
        ("UTA000000000000", "外国人永久居留身份证"),
        ("H0000000101", "港澳居民来往内地通行证"),
        ("M0000000101", "港澳居民来往内地通行证"),
        ("0012345678(A)", "台湾居民来往大陆通行证"),
        # Not unmistakable: a resident card and a temporary one share their number; M and eight digits are also Korean
        # passports; eight digits are a permit or a passport; 99 is nobody's province.
        (make_number("990102", date(1990, 3, 7), 233), ""),
        ("M00000001", ""),
        ("H00000001", ""),
        ("00123456", ""),
        ("E12345678", ""),
    ],
)
def test_the_type_is_told_only_where_the_number_is_unmistakable(number: str, kind: str) -> None:
    assert type_told(typed_number(number)) == kind


def test_sex_and_birth_come_from_eighteen_digits_alone() -> None:
    assert told_by("990102199003072332") == ("male", "1990-03-07")
    assert told_by(eighteen("99010219901307232")) == ("female", "")
    assert told_by("H00000001") == ("unknown", "")


@settings(max_examples=500)
@given(st.text(max_size=60))
def test_any_text_is_a_number_or_a_told_fault(text: str) -> None:
    number, code = "", ""
    try:
        number = typed_number(text)
    except SiteFault as caught:
        code = caught.code
    if code:
        assert code in ("number-malformed", "number-check-digit", "number-old")
        return
    assert number.isascii()
    assert 4 <= len(number) <= 30
    assert typed_number(number) == number, "reading it again changes nothing"
    assert told_by(number)[0] in ("male", "female", "unknown")
    type_told(number)
