"""Page codes, layouts and pictures as bytes that may be anybody's; and what differs from the record."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from desktop.devices.scans.corners import code_side
from desktop.devices.scans.picture import page_count, planes
from desktop.devices.scans.sheet import Answer, Identity, Plan, Row, Sheet
from desktop.exam.evidence.signatures import differences, unlisted
from desktop.faults import SiteFault
from forms import barcode
from forms.candidates import summary_sheet
from forms.page.marks import Layout
from tests.forms.people import CONTEXT, room_sheet

SHEET = room_sheet(40, posted=False)
LAYOUT = summary_sheet.layout(SHEET, CONTEXT)


def identity(page: int = 1, layout: Layout = LAYOUT) -> Identity:
    found = Identity.of(layout.codes()[page - 1])
    assert found is not None
    return found


@contextmanager
def may_fail(*codes: str) -> Iterator[None]:
    try:
        yield
    except SiteFault as told:
        if told.code not in codes:
            raise


def test_what_the_forms_write_is_what_is_read() -> None:
    assert len(LAYOUT.pages) == 2
    for number in (1, 2):
        found = identity(number)
        assert (found.form, found.edition, found.scope) == ("summary-sheet", "1", "03")
        assert (found.page, found.pages, found.start) == (number, 2, SHEET.start)
        plan = Plan.of(found, LAYOUT.data())
        assert (plan.width, plan.height) == (595.0, 842.0)
        assert [place.key for place in plan.places] == [box.key for box in LAYOUT.pages[number - 1]]
        assert all(place.width >= 60 and place.height >= 15 for place in plan.places)
    seats = [box.who for page in LAYOUT.pages for box in page if box.key.startswith("seat:")]
    assert seats == [row.admission_number for row in SHEET.rows]


@pytest.mark.parametrize("scope", ["03", "a7", "一层 东", "x:y%z", "", "A-1/2"])
def test_any_number_of_a_room_comes_back(scope: str) -> None:
    layout = summary_sheet.layout(replace(SHEET, room=scope), CONTEXT)
    assert identity(1, layout).scope == scope
    code = layout.codes()[0]
    matrix = barcode.qr_matrix(code)
    assert matrix is not None
    printed = max(2, min(4, int(31 / len(matrix) / 0.24))) * 0.24 * len(matrix)
    assert code_side(code) == pytest.approx(printed), "where the code ends is what the corners are looked for by"


def test_a_sheet_of_other_people_has_another_check() -> None:
    exchanged = replace(SHEET, rows=(replace(SHEET.rows[1], seat=1), replace(SHEET.rows[0], seat=2), *SHEET.rows[2:]))
    others = summary_sheet.layout(exchanged, CONTEXT)
    assert others.check != LAYOUT.check
    assert summary_sheet.layout(SHEET, replace(CONTEXT, rehearsal=True)).check != LAYOUT.check
    assert summary_sheet.layout(SHEET, replace(CONTEXT, printed_at=1, printed_by="x")).check == LAYOUT.check
    with pytest.raises(SiteFault, match="scan-layout-unfit"):
        Plan.of(identity(), others.data())


@given(st.text(max_size=300))
def test_no_code_of_others_is_taken_for_one_of_ours(text: str) -> None:
    assert Identity.of(text) is None
    found = Identity.of("KD1:A:1:1:1:00000000:1:" + text)
    assert found is None or found.scope is not None


@given(st.binary(max_size=300))
def test_no_bytes_are_a_layout(data: bytes) -> None:
    with pytest.raises(SiteFault, match="scan-layout-unfit"):
        Plan.of(identity(), data)


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda x: st.lists(x, max_size=8), max_leaves=12))
def test_no_nonsense_in_a_layout_breaks_it(value: object) -> None:
    import hashlib

    for data in ({"pages": value}, {"pages": [[value]], "width": 5950, "height": 8420}, value):
        raw = json.dumps(data).encode()
        check = hashlib.sha256(raw).hexdigest()[:8].upper()
        with may_fail("scan-layout-unfit"):
            Plan.of(replace(identity(), check=check), raw)


# --- pictures -------------------------------------------------------------------------------------------------------


def picture(kind: str, size: tuple[int, int] = (700, 900)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind)
    return out.getvalue()


def test_pictures_are_read_in_their_red() -> None:
    for kind in ("JPEG", "PNG"):
        seen = planes(picture(kind))
        assert seen.red.shape == (900, 700)
        assert abs(int(seen.red[5, 5]) - 200) < 3, "red is pale in the plane that is read"
    pdf = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(pdf, "PDF", resolution=150, save_all=True)
    assert page_count(pdf.getvalue()) == 1
    assert planes(pdf.getvalue()).red.shape[1] in (2480, 2481)


def test_a_small_file_cannot_ask_for_gigabytes() -> None:
    head = picture("PNG")[:16] + (60_000).to_bytes(4, "big") * 2 + picture("PNG")[24:]
    with pytest.raises(SiteFault, match="scan-too-large"):
        planes(head)
    with pytest.raises(SiteFault, match="scan-too-small"):
        planes(picture("JPEG", (300, 2000)))
    for data in (b"", b"GIF89a", picture("GIF"), picture("BMP"), picture("PNG")[:200], b"%PDF-1.7\n", b"\xff\xd8\xff"):
        with pytest.raises(SiteFault, match="scan-unreadable"):
            planes(data)
    with pytest.raises(SiteFault, match="scan-unreadable"):
        page_count(b"%PDF-1.4 no")


@given(
    st.binary(max_size=200),
    st.sampled_from([b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"%PDF-1.7\n", b""]),
)
def test_no_bytes_break_a_picture(data: bytes, head: bytes) -> None:
    with may_fail("scan-unreadable", "scan-too-large", "scan-too-small"):
        planes(head + data)


# --- differences ----------------------------------------------------------------------------------------------------


def read(*answers: Answer) -> Sheet:
    rows = tuple(Row(f"seat:{n}", n, f"N{n}", answer, 900) for n, answer in enumerate(answers, 1))
    return Sheet(identity(), (*rows, Row("sign:主监考", None, "", "no", 900)), ())


def told(sheet: Sheet, seats: dict[str, int], admitted: set[str]) -> list[tuple[str, int]]:
    return [(d.kind, d.seat) for d in differences(sheet.rows, seats, admitted)]


def test_each_way_to_differ_is_told_once_and_agreement_not_at_all() -> None:
    seats = {"N1": 1, "N2": 2, "N3": 3, "N4": 4, "N5": 7}
    sheet = read("yes", "no", "yes", "no", "yes", "yes")
    assert told(sheet, seats, {"N1", "N4", "N5"}) == [
        ("signed-not-admitted", 3),
        ("admitted-not-signed", 4),
        ("moved", 5),
        ("unknown", 6),
    ]
    assert told(read("doubtful", "no"), {"N1": 1, "N2": 2}, {"N1"}) == [("doubtful", 1)]
    assert told(read("yes", "no"), {"N1": 1, "N2": 2}, {"N1"}) == []
    assert read("yes", "doubtful").doubtful
    assert not read("yes", "no").doubtful
    assert unlisted(sheet.rows, {"N1", "N9"}) == ("N9",)
    assert {d.wording for d in differences(sheet.rows, seats, set())} >= {"scan-difference-moved"}


@given(st.lists(st.tuples(st.sampled_from(["yes", "no"]), st.booleans()), max_size=40))
def test_without_doubt_and_moves_signatures_and_entries_differ_by_what_is_told(rows: list[tuple[Answer, bool]]) -> None:
    sheet = read(*(answer for answer, _ in rows))
    seats = {f"N{n}": n for n in range(1, len(rows) + 1)}
    admitted = {f"N{n}" for n, (_, inside) in enumerate(rows, 1) if inside}
    found = told(sheet, seats, admitted)
    assert len(found) == sum((answer == "yes") != inside for answer, inside in rows)
    signed = sum(answer == "yes" for answer, _ in rows)
    more = sum(kind == "signed-not-admitted" for kind, _ in found)
    assert signed - more == len(admitted) - (len(found) - more)
