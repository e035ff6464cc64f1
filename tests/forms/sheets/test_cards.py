"""Tickets, badges and bag labels: what a reader reads from the paper, and what is said before printing."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

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


def test_a_picture_that_breaks_off_leaves_the_place_empty_and_is_told(tmp_path: Path) -> None:
    out = tmp_path / "t.pdf"
    done = admission_ticket.render([samples.ticket(1, photo=picture()[:900])], out, CONTEXT)
    assert [(flag.kind, flag.detail) for flag in done.flags] == [("photo-unreadable", "图像已损坏")]
    assert "贴照片处" in reading.text(out)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200), "HEIC 格式，请另存为 JPEG"),
        (b"GIF89a" + bytes(200), "GIF 格式，请另存为 JPEG"),
        (b"II*\0" + bytes(200), "TIFF 格式，请另存为 JPEG"),
        (b"resume of somebody", "不是照片文件"),
        (picture(9000, 6000, "PNG"), "9000×6000 像素，过大"),
        (picture(1, 1, "PNG"), "1×1 像素，不成照片"),
        (picture()[:900], "图像已损坏"),
    ],
    ids=["heic", "gif", "tiff", "text", "huge", "one pixel", "cut off"],
)
def test_a_photo_that_cannot_be_taken_in_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(photo.BadPhoto) as fault:
        photo.kept(data)
    assert fault.value.reason == reason


@pytest.mark.parametrize(
    ("mode", "colour", "kind", "grey"),
    [
        ("RGBA", (0, 0, 0, 0), "PNG", 255),
        ("LA", (0, 0), "PNG", 255),
        ("P", 0, "PNG", 255),
        ("CMYK", (0, 0, 0, 0), "JPEG", 255),
        ("I;16", 0x8000, "PNG", 128),
        ("L", 128, "WEBP", 128),
    ],
)
def test_pictures_of_every_kind_are_kept_as_they_look(mode: str, colour: Any, kind: str, grey: int) -> None:
    """What is cut out of its background stands on white; 16 bits of grey and inks are no black."""
    out = io.BytesIO()
    more = {"transparency": 0} if mode == "P" else {}
    Image.new(mode, (358, 441), colour).save(out, kind, **more)
    with Image.open(io.BytesIO(photo.kept(out.getvalue()))) as kept:
        assert (kept.format, kept.mode) == ("JPEG", "RGB")
        assert all(abs(value - grey) <= 3 for value in kept.getpixel((20, 20)))


def test_a_picture_the_telephone_stored_lying_stands_up() -> None:
    lying, turned = Image.new("RGB", (441, 358), "white"), Image.Exif()
    lying.paste((0, 0, 0), (0, 0, 100, 358))
    turned[0x112] = 6
    out = io.BytesIO()
    lying.save(out, "JPEG", exif=turned)
    with Image.open(io.BytesIO(photo.kept(out.getvalue()))) as kept:
        assert kept.height > kept.width
        assert max(kept.getpixel((kept.width // 2, 5))) < 40 < 200 < min(kept.getpixel((5, kept.height - 5)))
        assert not kept.getexif()


@pytest.mark.parametrize("place", ["一号楼 301 教室", "1号教学楼二层东侧 203 教室", "实训中心三层第二机房（东区）"])
def test_a_place_stands_whole_on_the_ticket(place: str, tmp_path: Path) -> None:
    out = tmp_path / "t.pdf"
    seats = tuple(TicketSeat(EXAM, "03", place, n) for n in (1, 2))
    for shown in (seats[:1], seats * 2):
        done = admission_ticket.render([samples.ticket(1, seats=shown)], out, CONTEXT)
        assert done.flags == ()
        with pypdfium2.PdfDocument(out) as document:
            said = "".join(document[0].get_textpage().get_text_range().split())
        assert said.count("".join(place.split())) == len(shown)


def test_a_place_too_long_for_its_box_is_cut_and_told_by_candidate(tmp_path: Path) -> None:
    who = samples.ticket(1, seats=(TicketSeat(EXAM, "03", "示例学校实训中心" * 9, 1),))
    (flag,) = admission_ticket.render([who], tmp_path / "t.pdf", CONTEXT).flags
    assert (flag.kind, flag.subject, flag.value) == ("text-cut", who.subject, "示例学校实训中心" * 9)


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


def test_a_number_on_two_cards_is_told() -> None:
    for form, first, second in (
        (admission_ticket, samples.ticket(1), samples.ticket(2, admission_number=samples.ticket(1).admission_number)),
        (badge, samples.badge(1), samples.badge(2, number="P001")),
        (bag_label, samples.bag_label(1), samples.bag_label(2, label=samples.bag_label(1).label)),
    ):
        (flag,) = form.preflight([first, second])
        assert (flag.kind, flag.subject) == ("duplicate-number", second.subject)
        assert first.subject in flag.detail


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
