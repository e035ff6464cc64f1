"""The shapes of what scanners and keyboards send."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.plan.documents import make_number
from desktop.exam.plan.scans import (
    could_be_number,
    follows,
    last_day,
    old_resident_number,
    plain,
    whole_zone,
    zone_line,
)

# The specimens of ICAO 9303 parts 4, 5 and 6.
PASSPORT = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10")
LARGE = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


@pytest.mark.parametrize("lines", [PASSPORT, LARGE, CARD], ids=["TD3", "TD2", "TD1"])
def test_a_zone_is_known_by_its_lines_in_their_order(lines: tuple[str, ...]) -> None:
    width = len(lines[0])
    assert [zone_line(line) for line in lines] == [(width, n) for n in range(1, len(lines) + 1)]
    whole = "\n".join(lines)
    for written in (whole, "".join(lines), "\r\n".join(lines).lower(), "　".join(lines), whole.replace("<", "《")):
        assert whole_zone(written) == whole
    for n, line in enumerate(lines):
        assert follows(lines[:n], line) == (n > 0)
    assert whole_zone("\n".join(reversed(lines))) == ""
    assert whole_zone(lines[0]) == ""


def test_letters_an_ocr_reader_took_for_digits_do_not_hide_a_zone() -> None:
    assert whole_zone(f"{PASSPORT[0]}\n{PASSPORT[1].replace('740812', '74O8I2')}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "990102199003072332",
        "2611280317",
        "KD-1001",
        "https://example.org/?q=1",
        "P<UTO",
        "A" * 44,
        "<" * 44,
        "1" * 30,
    ],
)
def test_what_is_no_zone_is_not_taken_for_one(text: str) -> None:
    assert zone_line(text) is None or text == "<" * 44
    assert whole_zone(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        make_number("990102", date(1990, 3, 7), 233),
        make_number("990102", date(1990, 3, 7), 233).lower(),
        "H00000001",
        "M0000000101",
        "00123456",
        "0012345678",
        "0012345678(A)",
        "UTA000000000000",
        "E12345678",
        "990102900307233",
    ],
)
def test_numbers_of_documents_could_be_numbers(text: str) -> None:
    assert could_be_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "012345678905",  # UPC-A
        "6901234567892",  # EAN-13
        "16901234567899",  # ITF-14
        "0106901234567892",  # GS1 without its brackets
        "(01)06901234567892",
        "(21)12345678",
        "(01)06901234567892(10)ABC123",
        "]C10106901234567892",
        "0106901234567892\x1d10ABC",
        "]E06901234567892",
        "012345678901234567",  # eighteen digits of a parcel
        "990102199003072333",  # a wrong check digit
        "01234567890123456789",  # SSCC
        "https://example.org/t/990102199003072332",
        "WIFI:S:x;T:WPA;P:12345678;;",
        "KD-1001",
        "张三123456",
        "1234",
        "ABCDEFGHI",
        "",
        "{}",
        "1" * 5000,
    ],
)
def test_products_addresses_and_other_codes_could_not(text: str) -> None:
    assert not could_be_number(plain(text))


def test_a_resident_number_of_fifteen_digits_is_known_as_old() -> None:
    assert old_resident_number("990102900307233")
    assert not old_resident_number("990102901307233")
    assert not old_resident_number("990102199003072332")
    assert not old_resident_number("９９０１０２９００３０７２３３")


@settings(max_examples=400)
@given(st.one_of(st.text(max_size=120), st.text("PIACV<0123456789UTOMFXé\n ", max_size=100)))
def test_any_text_has_an_answer(text: str) -> None:
    words = plain(text)
    assert plain(words) == words or words.startswith("]")
    could_be_number(text)
    old_resident_number(text)
    place = zone_line(text)
    assert place is None or place[0] in (0, 30, 36, 44)
    whole = whole_zone(text)
    assert not whole or len(whole) in (89, 73, 92)
    follows([text], text)
    follows([], text)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20310501", "2031-05-01"),
        ("2031-05-01", "2031-05-01"),
        (" 2031.5.1 ", "2031-05-01"),
        ("2031/5/1", "2031-05-01"),
        ("2031年5月1日", "2031-05-01"),
        ("２０３１．０５．０１", "2031-05-01"),
        ("2021.05.01-2031.05.01", "2031-05-01"),
        ("20210501-20310501", "2031-05-01"),
        ("2021.05.01-长期", "长期"),
        ("长期", "长期"),
        ("", ""),
        ("  ", ""),
        ("20310231", None),
        ("2031", None),
        ("310501", None),
        ("120310501", None),
        ("31 May 2031", None),
        ("00000000", None),
    ],
)
def test_the_last_day_of_a_document_is_typed_as_people_write_it(typed: str, day: str | None) -> None:
    assert last_day(typed) == day


@given(st.text(max_size=60))
def test_no_typed_day_is_too_strange(typed: str) -> None:
    found = last_day(typed)
    assert found in (None, "", "长期") or date.fromisoformat(str(found))
