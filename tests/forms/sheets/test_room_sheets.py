"""Door sign and candidate list: what hangs in a corridor is masked, what is signed is whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import words
from forms.candidates import summary_sheet
from forms.candidates.summary_sheet import SheetRow
from forms.rooms import door_sign
from tests.forms import reading
from tests.forms.people import CONTEXT, RARE, room_sheet


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("form", ["door", "list"])
def test_what_is_posted_is_masked(form: str, tmp_path: Path) -> None:
    out, sheet = tmp_path / "posted.pdf", room_sheet()
    if form == "door":
        door_sign.render([replace(sheet, posted=False)], out, CONTEXT)
    else:
        summary_sheet.render([sheet], out, CONTEXT)
    raw, text = out.read_bytes(), reading.text(out)
    for row in sheet.rows:
        assert row.name in text
        assert row.admission_number in text
        assert row.document_number not in text
        assert row.document_number[:-4] not in text
        assert row.document_number[6:14] not in text
        assert row.phone not in text
        assert row.document_number.encode() not in raw
    assert "考生签字" not in text


def test_the_copy_to_sign_is_whole_and_without_phones(tmp_path: Path) -> None:
    out, sheet = tmp_path / "signed.pdf", room_sheet(posted=False)
    assert summary_sheet.render([sheet], out, CONTEXT).pages == 1
    text = reading.text(out)
    for row in sheet.rows:
        assert row.name in text
        assert row.document_number in text
        assert row.phone not in text
    assert "考生签字" in text
    assert set(RARE) <= {row.name for row in sheet.rows}


@pytest.mark.parametrize("posted", [True, False])
def test_a_standard_room_of_thirty_stands_on_one_page(posted: bool, tmp_path: Path) -> None:
    out = tmp_path / "list.pdf"
    assert summary_sheet.render([room_sheet(30, posted)], out, CONTEXT).pages == 1
    assert reading.strays(out) == []


def test_a_longer_list_repeats_its_header_and_splits_no_row(tmp_path: Path) -> None:
    out, sheet = tmp_path / "list.pdf", room_sheet(95, posted=False)
    printed = summary_sheet.render([sheet, room_sheet(5, posted=False, room="04")], out, CONTEXT)
    texts = reading.texts(out)
    assert printed.pages == len(texts) == 4
    for n, text in enumerate(texts[:3], 1):
        assert "准考证号" in text
        assert f"第{n}页共3页" in squeezed(text)
    assert "第1页共1页" in squeezed(texts[3])
    for row in sheet.rows:
        holders = [text for text in texts[:3] if row.document_number in text]
        assert len(holders) == 1
        line = next(line for line in holders[0].splitlines() if row.document_number in line)
        assert row.name in line
        assert row.admission_number in line


def test_the_sign_says_where_and_when(tmp_path: Path) -> None:
    out = tmp_path / "sign.pdf"
    assert door_sign.render([room_sheet()], out, CONTEXT, with_list=False).pages == 1
    text = squeezed(reading.text(out))
    for expected in (
        "03",
        "考场",
        "1号教学楼二层203教室",
        "中式烹调师（四级/中级工）",
        "08:30—10:00",
        "30人",
        "01—30",
    ):
        assert expected in text
    assert reading.strays(out) == []


def test_a_rehearsal_is_marked_on_every_page(tmp_path: Path) -> None:
    out = tmp_path / "sign.pdf"
    door_sign.render([room_sheet(60)], out, replace(CONTEXT, rehearsal=True))
    assert reading.pages(out) == 3
    assert all("演练" in page for page in reading.texts(out))


def test_another_kind_of_document_is_named_on_the_copy_to_sign(tmp_path: Path) -> None:
    out, sheet = tmp_path / "list.pdf", room_sheet(1, posted=False)
    row = replace(sheet.rows[0], document_type="外国人永久居留身份证", document_number="USA990190030712", note="轮椅")
    summary_sheet.render([replace(sheet, rows=(row,))], out, CONTEXT)
    text = reading.text(out)
    assert "外国人永久居留身份证" in text
    assert "USA990190030712" in text
    assert "轮椅" in text


def test_preflight_names_missing_characters_long_names_and_duplicates() -> None:
    sheet = room_sheet(3)
    first, second, third = sheet.rows
    rows = (
        replace(first, name="李\ue863"),
        replace(second, admission_number=third.admission_number),
        replace(third, name="阿" * 40),
    )
    flags = summary_sheet.preflight([replace(sheet, rows=rows)])
    assert [flag.kind for flag in flags] == ["missing-glyph", "name-does-not-fit", "duplicate-number"]


def test_a_room_in_two_sittings_is_no_duplicate() -> None:
    sheet = room_sheet(3)
    assert summary_sheet.preflight([sheet, replace(sheet, subject="技能", start=sheet.start + 10)]) == ()


def test_a_row_taller_than_a_page_goes_on_in_another(tmp_path: Path) -> None:
    out, sheet = tmp_path / "list.pdf", room_sheet(1, posted=False)
    row = SheetRow(1, "王敏", "26", "99", note="备" * 3000)
    summary_sheet.render([replace(sheet, rows=(row,))], out, CONTEXT)
    assert reading.text(out).count("备") >= 3000
    assert reading.strays(out) == []


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=20))
def test_a_mask_shows_at_most_a_third_and_four_characters(number: str) -> None:
    masked = words.masked(number)
    assert len(masked) == len(number)
    hidden = max(len(number) - 4, len(number) - len(number) // 3)
    assert masked[:hidden] == "*" * hidden
    assert masked[hidden:] == number[hidden:]
