"""Tickets, badges and bag labels: what a reader reads from the paper, and what is said before printing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import photo, stock
from forms.candidates import admission_ticket
from forms.candidates.admission_ticket import TicketSeat
from forms.papers import bag_label
from forms.staff import badge
from tests.forms import reading, samples
from tests.forms.people import CONTEXT, LONG
from tests.forms.samples import EXAM, RULES, picture

Printed = Callable[[str], Path]


def test_every_ticket_badge_and_bag_reads_back(printed: Printed) -> None:
    for name, wanted in (
        ("admission-ticket", [t.admission_number for t in samples.samples()["admission-ticket"]]),
        ("badge", [b.code for b in samples.samples()["badge"]]),
        ("bag-label", [b.label for b in samples.samples()["bag-label"]]),
    ):
        found = [code for page in reading.symbols(printed(name), "Code128") for code in page]
        assert sorted(found) == sorted(wanted)


def test_what_a_badge_says_signs_its_person_in(printed: Printed) -> None:
    from desktop.operations.session import BADGE_PREFIX

    codes = [code for page in reading.symbols(printed("badge"), "Code128") for code in page]
    assert {code.removeprefix(BADGE_PREFIX) for code in codes} == {b.number for b in samples.samples()["badge"]}


def test_a_ticket_tells_the_rules_with_the_numbers_of_the_rule_set(printed: Printed) -> None:
    text = "".join(reading.text(printed("admission-ticket")).split())
    assert f"开考{RULES.late_cutoff}分钟后不得入场" in text
    assert "迟到不补时间" in text
    assert "居民身份证、护照、军官证" in text
    assert "待定" in text, "a sitting without a seat yet"


def test_no_early_hand_in_where_there_is_no_window_for_it(tmp_path: Path) -> None:
    short = replace(RULES, early=False)
    admission_ticket.render([samples.ticket(1, rules=short)], tmp_path / "t.pdf", CONTEXT)
    assert "本场考试不得提前交卷" in "".join(reading.text(tmp_path / "t.pdf").split())
    assert any("不得提前交卷" in line for line in short.for_room())


def test_photos_are_shrunk_to_what_prints(tmp_path: Path) -> None:
    large = picture(3000, 4000)
    out = tmp_path / "t.pdf"
    assert admission_ticket.render([samples.ticket(1, photo=large)] * 4, out, CONTEXT).flags == ()
    small = photo.shrunk(large, 71, 99.5)
    assert len(small) < 60_000
    with pypdfium2.PdfDocument(out) as document:
        images = [item for item in document[0].get_objects(max_depth=3) if item.type == 3]
        assert len(images) == 4
        assert all(max(image.get_px_size()) <= 420 for image in images)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "不是照片文件"),
        (b"\xff\xd8\xff\xe0 this is no picture at all", "不是照片文件"),
        (picture(9000, 6000, "PNG"), "9000×6000 像素，过大"),
        (picture(400, 40), "400×40 像素，不成照片"),
    ],
)
def test_what_is_no_photo_is_told_by_candidate_and_leaves_a_place_to_paste(
    data: bytes, reason: str, tmp_path: Path
) -> None:
    out = tmp_path / "t.pdf"
    who = samples.ticket(3, photo=data)
    (flag,) = admission_ticket.render([who], out, CONTEXT).flags
    assert (flag.kind, flag.subject, flag.detail) == ("photo-unreadable", who.subject, reason)
    assert "贴照片处" in reading.text(out)


def test_a_picture_that_breaks_off_leaves_the_place_empty(tmp_path: Path) -> None:
    out = tmp_path / "t.pdf"
    assert admission_ticket.render([samples.ticket(1, photo=picture()[:900])], out, CONTEXT).pages == 1
    assert "贴照片处" in reading.text(out)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 900))
def test_no_bytes_break_the_photo(noise: bytes, at: int) -> None:
    for data in (noise, picture()[:at] + noise + picture()[at:]):
        with contextlib.suppress(photo.BadPhoto):  # the one error it may raise
            assert photo.shrunk(data, 71, 99.5)[:2] == b"\xff\xd8"


def test_flags_name_the_candidate() -> None:
    people = [
        samples.ticket(1, photo=None),
        samples.ticket(2, name=LONG * 3),
        samples.ticket(3, admission_number="准考"),
        samples.ticket(4, name="李\ue863"),
    ]
    flags = admission_ticket.preflight(people)
    assert {(flag.kind, flag.subject) for flag in flags} == {
        ("photo-missing", people[0].subject),
        ("name-does-not-fit", people[1].subject),
        ("unencodable-number", people[2].subject),
        ("missing-glyph", people[3].subject),
    }
    assert all(flag.subject in flag.sentence for flag in flags)


def test_the_last_half_full_sheet_prints_and_a_started_one_goes_on(tmp_path: Path) -> None:
    out = tmp_path / "b.pdf"
    assert badge.render([samples.badge(n) for n in range(9)], out, CONTEXT).pages == 2
    assert badge.render([samples.badge(n) for n in range(2)], out, CONTEXT, start_at=8).pages == 2
    with pytest.raises(ValueError):
        bag_label.render([samples.bag_label(1)], out, CONTEXT, start_at=7)
    assert [stock.load(name).per_sheet for name in ("a4-2x2", "a4-2x4-badge", "a4-2x3-bag")] == [4, 8, 6]


def test_six_sittings_stand_on_one_ticket(tmp_path: Path) -> None:
    out = tmp_path / "t.pdf"
    seats = tuple(TicketSeat(EXAM, f"{n:02d}", "203 教室", n) for n in range(1, 7))
    admission_ticket.render([samples.ticket(1, seats=seats)], out, CONTEXT)
    assert reading.strays(out) == []
    text = reading.text(out)
    assert all(f"{n:02d}" in text for n in range(1, 7))
    assert "舞弊" in text
