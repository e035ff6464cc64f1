"""What the codes in a frame are."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import cv2
import numpy as np
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.devices.camera.codes import FOREIGN, Seen, Showings, look, meaning
from desktop.exam.plan.documents import make_number
from forms.papers import custody_slip as slips
from tests.devices.camera import pages
from tests.forms.people import CONTEXT, HEAD, custody_slip

NUMBER = make_number("990102", date(1990, 3, 7), 233)


def test_every_seat_label_of_a_sheet_gives_its_number() -> None:
    big = cv2.resize(pages.sheet(), None, fx=1.25, fy=1.25, interpolation=cv2.INTER_CUBIC)
    found = {seen for top in range(0, big.shape[0] - 400, 250) for seen in look(big[top : top + 600])}
    assert {Seen("number", pages.number(n)) for n in range(24)} <= found
    assert {seen.kind for seen in found} == {"number"}


def test_a_label_in_a_hand_is_read_and_never_as_another() -> None:
    told = [(seed % 24, look(pages.held(pages.ticket(seed % 24), seed, 0.5))) for seed in range(48)]
    assert sum(bool(found) for _, found in told) >= 46
    assert all(found in ((), (Seen("number", pages.number(n)),)) for n, found in told)


def test_a_label_in_a_shaking_hand_is_read_within_a_few_frames() -> None:
    for n in range(8):
        found = [look(pages.held(pages.ticket(n), 100 * n + turn, 1.0)) for turn in range(8)]
        assert any(found)
        assert {seen.text for frame in found for seen in frame} == {pages.number(n)}


def test_the_code_beside_a_head_code_is_a_claim() -> None:
    out = BytesIO()
    slips.render([custody_slip()], out, CONTEXT)
    assert Seen("head", HEAD.payload) in look(pages.rendered(out.getvalue(), 300))


def qr(text: str | bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    matrix = np.array(segno.make(text, micro=False, error="m").matrix, np.uint8)
    whole = np.pad(1 - matrix, 4, constant_values=1) * 255
    grown = np.kron(whole, np.ones((6, 6), np.uint8)).astype(np.uint8)
    return np.ascontiguousarray(np.dstack([grown] * 3))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("KD-1001", Seen("badge", "1001")),
        ("bag:b-031-A", Seen("bag", "b-031-A")),
        ("031-A", Seen("number", "031-A")),
        (NUMBER, Seen("document", NUMBER)),
        ("2611280317", Seen("number", "2611280317")),
        (HEAD.payload, Seen("head", HEAD.payload)),
        ("https://example.org/pay?n=2611280317", FOREIGN),
        ("WIFI:S:x;T:WPA;P:y;;", FOREIGN),
        ('{"record":"x"}', FOREIGN),
        ("{" * 900, FOREIGN),
        ("[" * 900, FOREIGN),
        ("9" * 1500, FOREIGN),
        ("26112803\x0017", FOREIGN),
        ("'; DROP TABLE x;--", FOREIGN),
        ("12", FOREIGN),
        ("准考证2611280317", FOREIGN),
    ],
)
def test_a_qr_code_is_one_of_ours_or_nothing(text: str, seen: Seen) -> None:
    assert look(qr(text)) == (seen,)


def test_bytes_that_are_no_text_are_nothing() -> None:
    assert look(qr(bytes(range(128, 228)))) in ((FOREIGN,), ())


def test_a_products_code_says_so_and_is_nothing() -> None:
    assert meaning("0106901234567892", "]C1") == FOREIGN
    assert meaning("0106901234567892", "]C0") == Seen("number", "0106901234567892")
    assert meaning("]C10106901234567892") == FOREIGN


def test_eighteen_digits_with_a_wrong_check_digit_are_a_number_for_the_roster_to_know() -> None:
    assert meaning(NUMBER[:-1] + "9").kind == "number"
    assert meaning(NUMBER[:-1] + NUMBER[-1].lower()) == Seen("document", NUMBER)


def test_a_code_that_stays_in_view_is_one_showing() -> None:
    showings, ticket = Showings(), Seen("number", "2611280317")
    assert showings.fresh((ticket,), 10.0) == [ticket]
    assert [showings.fresh((ticket,), 10.0 + n) for n in range(1, 9)] == [[]] * 8, "each look a second later"
    assert showings.fresh((), 18.5) == []
    assert showings.fresh((ticket,), 19.0) == []
    assert showings.fresh((), 20.6) == []
    assert showings.fresh((ticket,), 20.7) == [ticket]
    other = Seen("number", "2611280318")
    assert showings.fresh((ticket, other), 20.8) == [other]


@settings(max_examples=300)
@given(st.text(max_size=200), st.text(max_size=4))
def test_any_text_has_a_meaning(text: str, identifier: str) -> None:
    seen = meaning(text, identifier)
    if seen.kind in ("number", "document", "badge", "bag"):
        assert seen.text.replace("-", "").isalnum()
        assert seen.text.isascii()
        assert 1 <= len(seen.text) <= 48
    assert seen != FOREIGN or seen.text == ""


@settings(max_examples=40)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 2**32 - 1), st.sampled_from([1, 3]))
def test_any_frame_has_an_answer(height: int, width: int, seed: int, depth: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, depth), np.uint8)
    assert isinstance(look(pixels[:, :, 0] if depth == 1 else pixels), tuple)
