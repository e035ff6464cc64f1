"""Document numbers: arithmetic, lengths, what a number tells, masking; all people are synthetic (region 99)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.exam.plan import documents as d

TODAY = date(2026, 11, 21)
births = st.dates(date(1930, 1, 1), date(2026, 11, 20))


@given(st.integers(0, 9999), births, st.integers(0, 999))
def test_a_made_number_is_valid_and_every_wrong_digit_is_found(region: int, birth: date, sequence: int) -> None:
    number = d.make_number(f"99{region:04d}", birth, sequence)
    assert d.check_number(d.RESIDENT, number, TODAY) is None
    assert d.read_number(d.RESIDENT, number, TODAY) == (None, "male" if sequence % 2 else "female", birth)
    wrong = number[:16] + str((int(number[16]) + 1) % 10) + number[17]
    assert d.check_number(d.RESIDENT, wrong, TODAY) == "bad-check-digit"


@given(st.integers(0, 10**17 - 1))
def test_one_changed_digit_never_passes(body: int) -> None:
    digits = f"{body:017d}"
    check = d.check_digit(digits)
    for place in range(17):
        other = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
        assert d.check_digit(other) != check


@pytest.mark.parametrize(
    ("kind", "number", "fault"),
    [
        (d.RESIDENT, "990102199003072332", None),
        (d.RESIDENT, "990102199003072335", "bad-check-digit"),
        (d.RESIDENT, "99010219900307233A", "bad-check-digit"),
        (d.RESIDENT, "9901021990X3072335", "bad-number"),
        (d.RESIDENT, "990102900307233", "bad-length"),
        (d.RESIDENT, "", "bad-length"),
        (d.TEMPORARY, "990102199003072332", None),
        (d.PASSPORT, "E12345678", None),
        (d.PASSPORT, "E1", "bad-length"),
        (d.PASSPORT, "E1234-678", "bad-number"),
        (d.HOME_RETURN, "H99999999", None),
        (d.HOME_RETURN, "M9999999901", None),
        (d.HOME_RETURN, "H9999999", "bad-length"),
        (d.HOME_RETURN, "X99999999", "bad-number"),
        (d.TAIWAN_PERMIT, "99999999", None),
        (d.TAIWAN_PERMIT, "9999999901", None),
        (d.TAIWAN_PERMIT, "9999999", "bad-length"),
        (d.TAIWAN_PERMIT, "9999999A", "bad-number"),
        (d.FOREIGNER_CARD, "USA990090010112", None),
        (d.FOREIGNER_CARD, "US9990090010112", "bad-number"),
        (d.FOREIGNER_CARD, "USA99009001011", "bad-length"),
        (d.OFFICER, "军字第0000001号", None),
        (d.OFFICER, "1", "bad-length"),
        ("别的证件", "A123", None),
    ],
)
def test_each_document_has_its_own_rule(kind: str, number: str, fault: str | None) -> None:
    assert d.check_number(kind, number, TODAY) == fault


def test_new_foreigner_cards_begin_with_nine_and_residence_permits_carry_a_birth_date() -> None:
    new = d.make_number("999840", date(1988, 2, 29), 11)
    assert d.check_number(d.FOREIGNER_CARD, new, TODAY) is None
    assert d.read_number(d.FOREIGNER_CARD, new, TODAY) == (None, "male", date(1988, 2, 29))
    other = d.make_number("110101", date(1988, 2, 29), 11)
    assert d.check_number(d.FOREIGNER_CARD, other, TODAY) == "bad-number"
    permit = d.make_number("830000", date(1990, 1, 1), 2)
    assert d.check_number(d.RESIDENCE_PERMIT, permit, TODAY) is None
    assert d.read_number(d.RESIDENCE_PERMIT, permit, TODAY) == (None, "female", date(1990, 1, 1))
    assert d.read_number(d.PASSPORT, permit, TODAY) == (None, "unknown", None)


def test_a_birth_date_must_exist_and_lie_in_the_past() -> None:
    def with_birth(text: str) -> str:
        body = "990102" + text + "233"
        return body + d.check_digit(body)

    assert d.check_number(d.RESIDENT, with_birth("19900230"), TODAY) == "bad-birth-date"
    assert d.check_number(d.RESIDENT, with_birth("19901301"), TODAY) == "bad-birth-date"
    assert d.check_number(d.RESIDENT, d.make_number("990102", TODAY + timedelta(1), 1), TODAY) == "bad-birth-date"
    assert d.check_number(d.RESIDENT, d.make_number("990102", TODAY, 1), TODAY) is None


def test_types_are_found_by_alias_and_empty_is_the_resident_card() -> None:
    def name(written: str) -> str:
        found = d.document_type(written)
        assert found is not None
        return found.name

    assert name("") == d.RESIDENT
    assert name("二代身份证") == name("身份证") == d.RESIDENT
    assert name("回乡证") == d.HOME_RETURN
    assert name("台胞证") == d.TAIWAN_PERMIT
    assert name("居民身份证（中国）".replace("（中国）", "")) == d.RESIDENT
    assert d.document_type("驾驶证") is None
    other = d.document_type("驾驶证", also=("驾驶证",))
    assert other is not None
    assert other.name == "驾驶证"


@pytest.mark.parametrize("text", ["1.0", "4.1E+17", "9.90102199003072e+17", "123.", "4E+17"])
def test_spreadsheet_numbers_have_lost_their_digits(text: str) -> None:
    assert d.lost_digits(text)


@pytest.mark.parametrize("text", ["990102199003072335", "E12345678", "12E45678", "", "A.1"])
def test_other_numbers_have_not(text: str) -> None:
    assert not d.lost_digits(text)


def test_ages_count_full_years() -> None:
    assert d.age_on(date(2010, 11, 29), date(2026, 11, 28)) == 15
    assert d.age_on(date(2010, 11, 28), date(2026, 11, 28)) == 16


def test_a_staff_number_is_judged_only_when_it_looks_like_a_resident_card() -> None:
    assert d.check_staff_number("990102199003072335", TODAY) == "bad-check-digit"
    assert d.check_staff_number("9901021990030723", TODAY) == "bad-length"
    assert d.check_staff_number("E12345678", TODAY) is None
