"""Seat labels: every name and number is on the sheet, on any stock, from any label on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forms import stock
from forms.candidates import seat_labels
from tests.forms import reading
from tests.forms.people import CONTEXT, LONG, RARE, labels


def test_every_name_is_found_and_every_bar_code_read(tmp_path: Path) -> None:
    out, inputs = tmp_path / "labels.pdf", labels(60)
    printed = seat_labels.render(inputs, out, CONTEXT)
    assert printed.flags == ()
    assert printed.pages == reading.pages(out) == 3
    text = reading.text(out)
    for item in inputs:
        assert item.name in text
        assert item.admission_number in text
    assert set(RARE) <= {item.name for item in inputs}
    found = reading.symbols(out, "Code128")
    asked = [item.admission_number for item in inputs]
    for page, codes in enumerate(found):
        assert sorted(codes) == sorted(asked[page * 24 : page * 24 + 24])
    assert reading.strays(out) == []


@pytest.mark.parametrize("name", stock.names())
def test_every_stock_prints_inside_its_page_and_reads_back(name: str, tmp_path: Path) -> None:
    out, inputs = tmp_path / "labels.pdf", labels(16)
    seat_labels.render(inputs, out, replace(CONTEXT, rehearsal=True), stock=stock.load(name))
    codes = [code for page in reading.symbols(out, "Code128") for code in page]
    assert sorted(codes) == sorted(item.admission_number for item in inputs)
    assert reading.strays(out) == []


def test_printing_can_start_at_any_label(tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    assert seat_labels.render(labels(24), out, CONTEXT, start_at=24).pages == 2
    first, second = reading.symbols(out, "Code128")
    assert len(first) == 1
    assert len(second) == 23
    for wrong in (0, 25):
        with pytest.raises(ValueError, match="start_at"):
            seat_labels.render(labels(1), out, CONTEXT, start_at=wrong)


def test_pages_are_counted_and_a_rehearsal_says_so_on_every_label(tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    seat_labels.render(labels(30), out, replace(CONTEXT, rehearsal=True))
    first, second = reading.texts(out)
    assert "第1页共2页" in "".join(first.split())
    assert "第2页共2页" in "".join(second.split())
    assert first.count("演练") == 25
    assert second.count("演练") == 7
    seat_labels.render(labels(30), out, CONTEXT)
    assert "演练" not in reading.text(out)


def test_preflight_names_what_will_not_print_well() -> None:
    good = labels(1)[0]
    inputs = [
        good,
        replace(good, seat=2, name="李\ue863", admission_number="26000000000002"),
        replace(good, seat=3, name=LONG * 3, admission_number="26000000000003"),
        replace(good, seat=4, admission_number="准考证四"),
        replace(good, seat=5),
        replace(good, seat=1, admission_number="26000000000006"),
        replace(good, seat=7, admission_number="abcdefghijklmnopqrstuvwxyzabcdefghij"),
    ]
    flags = seat_labels.preflight(inputs)
    assert [(flag.kind, flag.value) for flag in flags] == [
        ("missing-glyph", "\ue863"),
        ("name-does-not-fit", LONG * 3),
        ("unencodable-number", "准考证四"),
        ("unencodable-number", "abcdefghijklmnopqrstuvwxyzabcdefghij"),
        ("duplicate-number", good.admission_number),
        ("duplicate-number", "1"),
    ]
    assert "U+E863" in flags[0].detail
    assert all(flag.subject in flag.sentence and flag.value in flag.sentence for flag in flags)


def test_the_same_number_in_another_sitting_is_no_duplicate() -> None:
    good = labels(1)[0]
    assert seat_labels.preflight([good, replace(good, sitting="11月28日 13:30")]) == ()


def test_a_long_name_is_shrunk_and_stays_whole(tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    printed = seat_labels.render([replace(labels(1)[0], name=LONG)], out, CONTEXT)
    assert printed.flags == ()
    assert LONG in reading.text(out)


def test_a_print_of_nothing_is_still_a_file(tmp_path: Path) -> None:
    out = tmp_path / "labels.pdf"
    assert seat_labels.render([], out, CONTEXT).pages == 1
    assert reading.pages(out) == 1
