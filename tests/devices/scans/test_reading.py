"""Signed sheets as a camera or a scanner sees them: every row right or told to be doubtful, none wrong in silence."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from desktop.devices.scans.ink import judge
from desktop.devices.scans.reading import read_sheet
from desktop.devices.scans.sheet import Identity, Sheet
from desktop.faults import SiteFault
from forms.candidates import summary_sheet
from forms.page.marks import Layout
from forms.papers import custody_slip
from forms.rooms import room_record
from tests.forms import people
from tests.helpers import scans

SEEDS = range(9_000, 9_024)
PAPER = 240
"""How white paper is in a scan that has shades: never as white as can be."""


def layout_of(layout: Layout) -> Callable[[Identity], bytes | None]:
    """What the store would give: the layout by its check."""
    return lambda identity: layout.data() if identity.check == layout.check else None


def read(taken: scans.Taken) -> Sheet:
    return read_sheet(taken.data, layout_of(taken.layout))


def signed(taken: scans.Taken, sheet: Sheet) -> Counter[str]:
    """How many rows are right, doubtful and wrong."""
    assert [row.key for row in sheet.rows] == list(taken.signed)
    found: Counter[str] = Counter()
    for row in sheet.rows:
        truth = "yes" if taken.signed[row.key] else "no"
        found["right" if row.signed == truth else "doubtful" if row.signed == "doubtful" else "wrong"] += 1
    return found


@pytest.fixture(scope="module")
def plain() -> scans.Taken:
    return scans.room_scan(77, rows=30, kind="scan")


@pytest.fixture(scope="module")
def picture(plain: scans.Taken) -> np.ndarray:
    return cv2.imdecode(np.frombuffer(plain.data, np.uint8), cv2.IMREAD_GRAYSCALE)


def packed(pixels: np.ndarray, kind: str = ".png") -> bytes:
    return bytes(cv2.imencode(kind, pixels)[1])


def test_photos_and_scans_of_all_hands_are_read() -> None:
    found: Counter[str] = Counter()
    for seed in SEEDS:
        taken = scans.room_scan(seed)
        sheet = read(taken)
        assert (sheet.identity.form, sheet.identity.scope, sheet.identity.page) == ("summary-sheet", "03", taken.page)
        found += signed(taken, sheet)
    assert found["wrong"] == 0
    assert found["right"] >= 0.985 * found.total(), "the measure over 500 is in tests/bench"


def test_rows_carry_seat_number_and_confidence(plain: scans.Taken) -> None:
    sheet = read(plain)
    seats = [row for row in sheet.rows if row.seat is not None]
    assert [row.seat for row in seats] == list(range(1, 31))
    assert [row.who for row in seats] == [row.admission_number for row in people.room_sheet(30).rows]
    assert all(0 <= row.confidence <= 1000 for row in sheet.rows)
    assert all(row.confidence >= 600 for row in sheet.rows if row.signed != "doubtful")
    assert sheet.choices == ()


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_sheet_may_lie_on_any_side(turn: int, plain: scans.Taken, picture: np.ndarray) -> None:
    assert read_sheet(packed(np.rot90(picture, turn)), layout_of(plain.layout)) == read(plain) or (
        signed(plain, read_sheet(packed(np.rot90(picture, turn)), layout_of(plain.layout)))["wrong"] == 0
    )


def test_a_scan_may_be_a_page_of_a_pdf(plain: scans.Taken, picture: np.ndarray) -> None:
    pdf = io.BytesIO()
    pages = [Image.new("L", (1240, 1754), 255), Image.fromarray(picture)]
    pages[0].save(pdf, "PDF", resolution=150, save_all=True, append_images=pages[1:])
    sheet = read_sheet(pdf.getvalue(), layout_of(plain.layout), page=2)
    assert signed(plain, sheet)["wrong"] == 0
    with pytest.raises(SiteFault, match="scan-blank"):
        read_sheet(pdf.getvalue(), layout_of(plain.layout), page=1)


def test_a_sheet_nobody_printed_here_is_told(plain: scans.Taken) -> None:
    with pytest.raises(SiteFault, match="scan-unknown-sheet"):
        read_sheet(plain.data, lambda identity: None)
    with pytest.raises(SiteFault, match="scan-layout-unfit"):
        read_sheet(plain.data, lambda identity: plain.layout.data() + b" ")


def test_one_hidden_corner_is_borne_two_are_told(plain: scans.Taken, picture: np.ndarray) -> None:
    high, wide = picture.shape
    part = (slice(0, high // 14), slice(0, wide // 10)), (slice(high - high // 14, high), slice(0, wide // 10))
    one = picture.copy()
    one[part[0]] = 235
    sheet = read_sheet(packed(one), layout_of(plain.layout))
    assert signed(plain, sheet)["wrong"] == 0
    one[part[1]] = 235
    with pytest.raises(SiteFault, match="scan-no-corners"):
        read_sheet(packed(one), layout_of(plain.layout))


def test_a_covered_code_and_two_sheets_are_told(plain: scans.Taken, picture: np.ndarray) -> None:
    high, wide = picture.shape
    covered = picture.copy()
    covered[-high // 10 :], covered[: high // 10] = 235, 235
    with pytest.raises(SiteFault, match="scan-no-code"):
        read_sheet(packed(covered), layout_of(plain.layout))
    other = scans.scanned(scans.signature_copy(25)[0][0], np.random.default_rng(5), 200)
    second = cv2.imdecode(np.frombuffer(other, np.uint8), cv2.IMREAD_GRAYSCALE)
    both = np.full((max(high, second.shape[0]), wide + second.shape[1]), 235, np.uint8)
    both[:high, :wide] = picture
    both[: second.shape[0], wide:] = second
    with pytest.raises(SiteFault, match="scan-two-sheets"):
        read_sheet(packed(both), layout_of(plain.layout))


def test_rows_whose_lines_are_not_to_be_seen_are_doubtful(plain: scans.Taken) -> None:
    pages, layout = scans.signature_copy(30)
    paper = pages[0].copy()
    top, bottom = (round(y * scans.DOT) for y in (layout.pages[0][10].y / 10 - 2, layout.pages[0][18].y / 10 + 2))
    paper[top:bottom, round(400 * scans.DOT) : round(560 * scans.DOT)] = 255  # a sheet of paper lies there
    sheet = read_sheet(packed(np.minimum(paper, PAPER)), layout_of(layout))
    answers = {row.seat: row.signed for row in sheet.rows if row.seat}
    assert {answers[seat] for seat in range(13, 17)} == {"doubtful"}
    assert {answers[seat] for seat in (*range(1, 9), *range(22, 31))} == {"no"}


def test_a_red_seal_signs_nobody_and_hides_nobody(plain: scans.Taken) -> None:
    pages, layout = scans.signature_copy(30)
    paper, chance = pages[0].copy(), np.random.default_rng(8)
    boxes = {box.key: box for box in layout.pages[0]}
    for seat in range(1, 31, 2):
        scans.sign(paper, boxes[f"seat:{seat}"], "plain", chance)
    colour = cv2.cvtColor(paper, cv2.COLOR_GRAY2BGR)
    middle = tuple(round(v * scans.DOT) for v in (505, (boxes["seat:14"].y + boxes["seat:14"].height / 2) / 10))
    seal = np.zeros(paper.shape, np.uint8)
    cv2.circle(seal, middle, 150, 255, 10)
    cv2.line(seal, (middle[0] - 90, middle[1]), (middle[0] + 90, middle[1]), 255, 24)
    colour[seal > 0, :2] = np.minimum(colour[seal > 0, :2], 60)
    answers = {
        row.seat: row.signed
        for row in read_sheet(packed(np.minimum(colour, PAPER)), layout_of(layout)).rows
        if row.seat
    }
    assert {answers[seat] for seat in range(1, 31, 2)} == {"yes"}
    assert answers[14] == "doubtful"
    assert {answers[seat] for seat in (*range(2, 9, 2), *range(20, 31, 2))} == {"no"}


# --- strokes --------------------------------------------------------------------------------------------------------


def test_the_watermark_of_a_rehearsal_signs_nobody() -> None:
    context = replace(people.CONTEXT, rehearsal=True)
    sheet = people.room_sheet(30, posted=False)
    out = io.BytesIO()
    summary_sheet.render([sheet], out, context)
    layout = summary_sheet.layout(sheet, context)
    for number, page in enumerate(scans.drawn(out.getvalue())):
        taken = scans.Taken(scans.scanned(page, np.random.default_rng(4), 200), layout, number + 1)
        assert {row.signed for row in read(taken).rows} == {"no"}


def strip(*draw: Callable[[np.ndarray], None], rows: int = 3) -> list[str]:
    """What three rows of 80 by 384 pixels are judged, after drawing into them."""
    dark = np.random.default_rng(1).normal(15, 2, (80 * rows, 384)).astype(np.float32)
    for one in draw:
        one(dark)
    for edge in range(0, 80 * rows + 1, 80):
        dark[max(0, edge - 1) : edge + 1] = 200
    return [one.answer for one in judge(dark, tuple(range(0, 80 * rows + 1, 80)))]


def line(*points: tuple[int, int], thick: int = 5) -> Callable[[np.ndarray], None]:
    return lambda dark: cv2.polylines(dark, [np.array(points, np.int32)], False, 180, thick)


NAME = (
    line((100, 95), (150, 145), (160, 100)),
    line((170, 120), (240, 118)),
    line((205, 92), (200, 150)),
    line((260, 100), (300, 140)),
    line((300, 98), (262, 148)),
)


def test_a_name_is_signed_and_its_neighbours_are_not() -> None:
    assert strip(*NAME) == ["no", "yes", "no"]
    assert strip() == ["no", "no", "no"]


@pytest.mark.parametrize("stroke", [((60, 120), (320, 121)), ((40, 88), (340, 152)), ((100, 150), (180, 92))])
def test_one_straight_line_is_no_name(stroke: tuple[tuple[int, int], tuple[int, int]]) -> None:
    assert strip(line(*stroke)) == ["no", "doubtful", "no"]


def test_what_reaches_over_a_line_belongs_to_where_it_comes_from() -> None:
    assert strip(*NAME, line((205, 120), (200, 182), (190, 186))) == ["no", "yes", "no"]
    assert strip(*NAME, line((120, 110), (118, 60), (140, 62))) == ["no", "yes", "no"]


def test_dust_and_a_rested_pen_are_nothing_and_a_blot_is_doubtful() -> None:
    assert strip(line((100, 120), (103, 121)), line((300, 100), (301, 100), thick=4)) == ["no", "no", "no"]
    assert strip(line((100, 110), (118, 124), (120, 112), thick=7)) == ["no", "doubtful", "no"]


def test_one_thin_character_is_a_name_where_no_neighbour_signs() -> None:
    def character(top: int) -> tuple[Callable[[np.ndarray], None], ...]:
        ends = (((187, 29), (208, 52)), ((206, 28), (188, 53)), ((185, 40), (211, 41)))
        return tuple(line(*((x, top + y) for x, y in stroke), thick=2) for stroke in ends)

    assert strip(*character(80)) == ["no", "doubtful", "no"]
    assert strip(*character(0), rows=1) == ["yes"]
    assert strip(line((100, 40), (118, 54), (120, 42), thick=4), rows=1) == ["doubtful"]
    assert strip(line((60, 40), (320, 41)), rows=1) == ["doubtful"]
    assert strip(line((100, 40), (103, 41)), rows=1) == ["no"]


# --- ticks ----------------------------------------------------------------------------------------------------------


def form_scan(module: object, sheet: object, ticked: dict[str, str], seed: int, sign: set[str]) -> tuple[Sheet, Layout]:
    """A form with squares ticked (key to `tick` or `cross`) and places signed, photographed and read."""
    out = io.BytesIO()
    module.render([sheet], out, people.CONTEXT)
    layout = module.layout(sheet, people.CONTEXT)
    chance = np.random.default_rng(seed)
    paper = scans.drawn(out.getvalue())[-1].copy()
    for box in layout.pages[-1]:
        if box.key in ticked:
            scans.tick(paper, box, chance, ticked[box.key])
        if box.key in sign:
            scans.sign(paper, box, "plain", chance)
    return read_sheet(scans.photographed(paper, chance), layout_of(layout)), layout


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_room_record_filled_in_by_hand_is_read(seed: int) -> None:
    ticked = {"balance:people:0": "tick", "balance:papers-total:1": "cross", "balance:cards-return:0": "tick"}
    sheet, layout = form_scan(room_record, people.room_record(blank=True), ticked, seed, {"sign:主监考", "sign:主考"})
    assert {row.key: row.signed for row in sheet.rows} == {
        "sign:主监考": "yes",
        "sign:副监考": "no",
        "sign:考务": "no",
        "sign:主考": "yes",
    }
    found = {choice.key: choice.chosen for choice in sheet.choices}
    assert not any(choice.doubtful for choice in sheet.choices)
    assert {key: chosen for key, chosen in found.items() if chosen is not None} == {
        "balance:people": 0,
        "balance:papers-total": 1,
        "balance:cards-return": 0,
    }
    assert len(found) == 9
    assert len(layout.pages) == sheet.identity.page == 2


def test_a_custody_slip_is_read_and_two_ticks_in_one_question_are_doubtful() -> None:
    slip = people.custody_slip()
    blank = replace(slip, agreed=None, bags=tuple(replace(bag, seal_state=None) for bag in slip.bags))
    ticked = {"bag:1:0": "tick", "bag:2:1": "tick", "bag:3:0": "tick", "bag:3:2": "cross", "verdict:1": "tick"}
    sheet, _ = form_scan(custody_slip, blank, ticked, 4, {"giver:1", "taker:1"})
    assert {row.key: row.signed for row in sheet.rows} == {"giver:1": "yes", "giver:2": "no", "taker:1": "yes"}
    assert {choice.key: (choice.chosen, choice.doubtful) for choice in sheet.choices} == {
        "bag:1": (0, False),
        "bag:2": (1, False),
        "bag:3": (None, True),
        "bag:4": (None, False),
        "verdict": (1, False),
    }
    assert sheet.identity.scope == slip.number
