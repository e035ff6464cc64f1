"""Forms that record something: head code beside its QR, every figure, every person, places to sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.context import HeadMark
from forms.page.balance import PaperCount, balance_rows
from forms.page.table import Choices
from forms.papers import custody_slip
from forms.rooms import room_record
from forms.rooms.room_record import Incident
from tests.forms import reading
from tests.forms.people import CONTEXT, HEAD, LONG
from tests.forms.people import custody_slip as slip
from tests.forms.people import room_record as record

COUNTS = st.integers(0, 60)


def test_the_record_shows_everybody_and_every_figure(tmp_path: Path) -> None:
    out, sheet = tmp_path / "record.pdf", record()
    printed = room_record.render([sheet], out, CONTEXT)
    assert printed.flags == ()
    text = reading.text(out)
    for person in (*sheet.absentees, *sheet.late, *sheet.misconduct):
        assert person.name in text
        assert person.admission_number in text
    for expected in (
        "公交晚点",
        "08:34",
        "第17份试卷漏印",
        "赵𬭎",
        "30 = 28 + 2",
        "32 = 3 + 25 + 2 + 1 + 1",
        "BJ2026-004412",
    ):
        assert expected in text
    for signer in ("主监考（签字）", "副监考（签字）", "考务验收（签字）", "主考批准封装（签字）"):
        assert signer in text
    assert reading.strays(out) == []


@pytest.mark.parametrize("desks", [1, 3, 20, 60])
def test_the_head_code_stands_beside_a_qr_that_reads_back(desks: int, tmp_path: Path) -> None:
    heads = ",".join(f'["{i:016x}",{i * 7}]' for i in range(desks))
    payload = f'{{"record":"6f1c6a0e-2f70-4b3f-9a59-5ddaf0f2a111","heads":[{heads}],"code":"{HEAD.code}"}}'
    context = replace(CONTEXT, head=HeadMark(HEAD.code, payload))
    for form, sheet in ((room_record, record()), (custody_slip, slip())):
        out = tmp_path / "form.pdf"
        form.render([sheet], out, context)
        assert reading.symbols(out, "QRCode")[0] == [payload]
        assert HEAD.code in reading.texts(out)[0]
        assert reading.strays(out) == []


def test_heads_too_many_for_one_symbol_are_flagged_and_the_code_still_printed(tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    printed = custody_slip.render([slip()], out, replace(CONTEXT, head=HeadMark(HEAD.code, "x" * 3000)))
    assert [flag.kind for flag in printed.flags] == ["head-qr-too-long"]
    assert HEAD.code in reading.text(out)


def test_a_form_without_head_shows_none(tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    room_record.render([record(blank=True)], out, replace(CONTEXT, head=None))
    assert "链头码" not in reading.text(out)
    assert reading.symbols(out, "QRCode") == [[], []]


def test_a_blank_record_has_no_none_and_no_figures(tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    room_record.render([record(blank=True)], out, CONTEXT)
    text = reading.text(out)
    assert "无\n" not in text
    assert "None" not in text
    assert " = 3" not in text
    room_record.render([replace(record(blank=True), blank=False)], out, CONTEXT)
    assert reading.text(out).count("无") >= 4


def test_a_day_full_of_incidents_runs_over_pages_with_headers(tmp_path: Path) -> None:
    out = tmp_path / "record.pdf"
    incidents = tuple(Incident(None, f"情况{i:03d}" + "很长的说明" * (i % 40), "处置") for i in range(60))
    printed = room_record.render([replace(record(), incidents=incidents)], out, CONTEXT)
    texts = reading.texts(out)
    assert printed.pages == len(texts) > 3
    assert all(f"情况{i:03d}" in "".join(texts) for i in range(60))
    assert all("报告人" in text for text in texts[1:3])
    assert "03考场" in "".join(texts[1].split())
    assert "主监考（签字）" in texts[-1]
    assert "考务实数" in texts[-1]
    assert reading.strays(out) == []


def test_a_slip_lists_every_bag_and_who_signs(tmp_path: Path) -> None:
    out, one = tmp_path / "slip.pdf", slip(40)
    printed = custody_slip.render([one, slip(2)], out, replace(CONTEXT, rehearsal=True))
    texts = reading.texts(out)
    assert printed.pages == len(texts) == 3
    assert all("演练" in text for text in texts)
    text = "\n".join(texts[:2])
    for bag in one.bags:
        assert bag.label in text
        assert bag.seal in text
    assert "1280" in text
    for person in (*one.givers, *one.takers):
        assert person.name in text
        assert f"{person.role}（签字）" in text
    assert reading.strays(out) == []


def test_a_blank_slip_has_lines_to_write_on(tmp_path: Path) -> None:
    out = tmp_path / "slip.pdf"
    custody_slip.render([custody_slip.CustodySlip("送回", "", "", blank_rows=10)], out, CONTEXT)
    text = reading.text(out)
    assert text.count("完好") == 10
    assert "None" not in text


def test_preflight_of_records() -> None:
    sheet = record()
    twice = replace(sheet, absentees=sheet.absentees + sheet.absentees[:1], lead_proctor="张\ue000")
    assert [f.kind for f in room_record.preflight([twice])] == ["missing-glyph", "duplicate-number"]
    long = replace(sheet, late=(replace(sheet.late[0], name=LONG * 3),))
    assert [f.kind for f in room_record.preflight([long])] == ["name-does-not-fit"]
    bags = slip(2).bags
    assert [f.kind for f in custody_slip.preflight([replace(slip(), bags=bags + bags[:1])])] == ["duplicate-number"]


@given(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, st.integers(-1, 1))
def test_an_equation_is_ticked_exactly_when_it_holds(h: int, f: int, a: int, b: int, v: int, off: int) -> None:
    whole = max(0, h + f + a + b + v + off)
    count = PaperCount(labelled=whole, opened=whole, early=h, collected=f, absent=a, spare=b, void=v)
    rows = balance_rows(None, h + f, a, count, None)
    total = next(row for row in rows if row[1] == "P = H + F + A + B + V")
    assert total[3] == Choices(("符", "不符"), 0 if whole == h + f + a + b + v else 1)
    assert rows[-1][3] == Choices(("符", "不符"), None, "balance:papers-return")
    assert rows[0][3] == Choices(("符", "不符"), None, "balance:people")
