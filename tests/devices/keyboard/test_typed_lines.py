"""Lines from a console or a reader on it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.devices.keyboard import WAITING, KeyboardSource, zone_document
from desktop.faults import SiteFault
from desktop.wording import Wording

NUMBER = "990102199003072332"
FIRST = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
SECOND = "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
CARD = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")


@pytest.fixture
def typing() -> Iterator[tuple[KeyboardSource, int]]:
    reading, writing = os.pipe()
    with KeyboardSource(reading) as source:
        yield source, writing
        os.close(writing)
    if source._thread is not None:
        source._thread.join(5)
        assert not source._thread.is_alive()
    os.close(reading)


def fault(source: KeyboardSource, timeout: float = 5.0) -> str:
    with pytest.raises(SiteFault) as caught:
        source.read(timeout)
    for locale in ("zh-CN", "en"):
        assert Wording(locale).has(f"fault-{caught.value.code}", locale)
    return caught.value.code


@pytest.mark.parametrize("end", ["\n", "\r", "\t", "\r\n", "\x03\r\n"])
def test_a_line_ends_with_whatever_the_reader_sends(typing: tuple[KeyboardSource, int], end: str) -> None:
    source, keys = typing
    os.write(keys, f"\x02{NUMBER}{end}]C0ZZ0000001{end}".encode())
    assert source.read(5.0).number == NUMBER
    assert source.read(5.0).number == "ZZ0000001"


@pytest.mark.parametrize(
    "lines", [(FIRST, SECOND), (FIRST.rstrip("<"), SECOND), (FIRST.lower(), SECOND), (FIRST + SECOND,)]
)
def test_a_zone_typed_line_by_line_is_one_document(typing: tuple[KeyboardSource, int], lines: tuple[str, ...]) -> None:
    source, keys = typing
    os.write(keys, ("\n".join(lines) + "\n").encode())
    document = source.read(5.0)
    assert (document.number, document.document_type, document.method) == ("L898902C3", "护照", "typed")
    assert (document.birth, document.expires, document.sex) == ("1974-08-12", "2012-04-15", "female")
    assert (document.name, document.other_name, document.nationality) == ("", "ERIKSSON ANNA MARIA", "UTO")


def test_a_card_has_three_lines(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    os.write(keys, ("\r".join(CARD) + "\r").encode())
    assert source.read(5.0).number == "D23145890"


def test_a_zone_may_take_longer_to_type_than_one_read_waits(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    os.write(keys, f"{FIRST}\n".encode())
    assert fault(source, 0.1) == "read-timeout"
    os.write(keys, f"{SECOND}\n".encode())
    assert source.read(5.0).number == "L898902C3"


def test_a_zone_left_off_half_way_does_not_stick_to_the_next_document(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    os.write(keys, f"{FIRST}\n{NUMBER}\n{SECOND}\n{FIRST}\n{FIRST}\n{SECOND}\n".encode())
    assert source.read(5.0).number == NUMBER
    assert fault(source) == "number-malformed", "the second line alone is no document"
    assert source.read(5.0).number == "L898902C3"


def test_a_wrong_check_digit_in_a_zone_is_told(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    os.write(keys, f"{FIRST}\n{SECOND.replace('7408122', '7408123')}\n{FIRST}\n{SECOND}\n".encode())
    assert fault(source) == "zone-check-digit"
    assert source.read(5.0).number == "L898902C3"


def test_a_visa_is_no_identity_document() -> None:
    with pytest.raises(SiteFault, match="zone-malformed"):
        zone_document("V" + FIRST[1:] + "\n" + SECOND)


def test_a_reader_that_types_without_end_fills_no_memory(typing: tuple[KeyboardSource, int]) -> None:
    source, keys = typing
    os.write(keys, b"ZZ0000001\n" * 3000 + b"9" * 20000)
    assert source.read(5.0).number == "ZZ0000001"
    assert source._lines.qsize() <= WAITING


def test_an_end_of_input_in_the_middle_of_a_zone_is_an_end(typing: tuple[KeyboardSource, int]) -> None:
    reading, writing = os.pipe()
    os.write(writing, FIRST.encode())
    os.close(writing)
    with KeyboardSource(reading) as source:
        assert [fault(source), fault(source)] == ["source-ended", "source-ended"]
    os.close(reading)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=2000))
def test_whatever_comes_down_the_wire_the_line_after_it_is_read(wire: bytes) -> None:
    reading, writing = os.pipe()
    os.write(writing, wire + b"\n" + NUMBER.encode() + b"\n")
    os.close(writing)
    numbers, codes = [], []
    with KeyboardSource(reading) as source:
        while "source-ended" not in codes:
            try:
                numbers.append(source.read(5.0).number)
            except SiteFault as caught:
                codes.append(caught.code)
    os.close(reading)
    assert all(code.startswith(("number-", "zone-", "source-ended")) for code in codes)
    assert numbers[-1] == NUMBER
