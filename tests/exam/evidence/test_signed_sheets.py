"""Signed sheets that came back, as the rules see them (C3): a person confirms, the chief hears of what differs."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.exam.day.balance import Equation, first_broken, room_equations
from desktop.exam.day.roomrecord import open_points
from desktop.exam.fold import Fold
from desktop.exam.frame.command import Fact
from tests.helpers.morning import SITTING, Morning

ROOM = "room:s1/r01"
SCAN, OTHER = "ab" * 32, "cd" * 32
HERE = ["c00005", "c00006", "c00007"]
"""Let in by the door; c00008 stays away."""


def page(signed: list[str], unsigned: list[str], **more: Any) -> dict[str, Any]:
    data = {"form": "summary-sheet", "page": 1, "pages": 1, "print": "0123ABCD", "attachment": SCAN}
    return {**data, "signed": signed, "unsigned": unsigned, **more}


@pytest.fixture
def m() -> Morning:
    morning = Morning()
    people = [s.candidate for s in morning.plan.seats if s.room == "r01"]
    assert len(people) == 4
    HERE[:] = people[:3]
    return Morning(absent=[people[3]]).run_until("9:05")


@pytest.fixture
def away(m: Morning) -> str:
    return next(s.candidate for s in m.plan.seats if s.room == "r01" and s.candidate not in HERE)


def c3(m: Morning) -> Equation | None:
    return next((e for e in room_equations(m.ctx, "s1", "r01") if e.key == "C3-sheet"), None)


def test_a_list_that_agrees_is_written_down_and_balances(m: Morning, away: str) -> None:
    assert c3(m) is None
    (entry,) = m.act("confirm-sheet", ROOM, page(HERE, [away], by_eye=[away]), ["p03"], at="9:10")
    assert entry.kind == "sheet-confirmed"
    assert entry.officers == ("p03",)
    assert (entry.data["signed"], entry.data["unsigned"], entry.data["by_eye"]) == (HERE, [away], [away])
    assert (entry.data["differs"], entry.data["incident"]) == ([], "")
    assert c3(m) == Equation("C3-sheet", (("signatures", 3),), (("present", 3),), True, ROOM)


def test_what_differs_is_told_to_the_chief_and_changes_nobodys_attendance(m: Morning, away: str) -> None:
    before = dict(m.ctx.people("s1", "r01"))
    entry, told = m.act("confirm-sheet", ROOM, page([*HERE[1:], away], [HERE[0]]), at="9:10")
    assert entry.data["differs"] == sorted([HERE[0], away])
    assert told.kind == "incident-reported"
    assert entry.data["incident"] == told.data["incident"]
    assert dict(m.ctx.people("s1", "r01")) == before
    assert ("incident", {"incident": told.data["incident"]}) in open_points(m.ctx, "s1", "r01")


def test_a_signature_that_is_missing_breaks_c3_until_the_chief_has_settled_it(m: Morning, away: str) -> None:
    entry, _ = m.act("confirm-sheet", ROOM, page(HERE[1:], [HERE[0], away]), at="9:10")
    broken = c3(m)
    assert broken is not None
    assert (broken.holds, broken.difference) == (False, -1)
    assert first_broken(m.ctx, "s1") == broken
    assert not any(code.startswith("equation-broken") for code, _ in open_points(m.ctx, "s1", "r01"))
    m.act("resolve-incident", f"incident:{entry.data['incident']}", {"decision": "忘签，两人作证"}, at="9:20")
    settled = c3(m)
    assert settled is not None
    assert settled.left == (("signatures", 2), ("settled", 1))
    assert settled.holds is True
    assert first_broken(m.ctx, "s1") is None


def test_one_signature_too_many_is_settled_on_the_other_side(m: Morning, away: str) -> None:
    entry, _ = m.act("confirm-sheet", ROOM, page([*HERE, away], []), at="9:10")
    m.act("resolve-incident", f"incident:{entry.data['incident']}", {"decision": "签错行"}, at="9:20")
    settled = c3(m)
    assert settled is not None
    assert (settled.left, settled.right, settled.holds) == (
        (("signatures", 4),),
        (("present", 3), ("settled", 1)),
        True,
    )


def test_the_equation_waits_for_every_page_of_one_print(m: Morning, away: str) -> None:
    m.act("confirm-sheet", ROOM, page(HERE[:2], [], pages=2), at="9:10")
    assert c3(m) is None
    m.act("confirm-sheet", ROOM, page([HERE[2]], [away], page=2, pages=2), at="9:11")  # the same file, its second page
    assert c3(m) is not None
    m.act("confirm-sheet", ROOM, page(HERE[:2], [], pages=2, print="99999999", attachment=OTHER), at="9:12")
    assert c3(m) is None


def test_the_same_scan_of_a_page_is_confirmed_once_and_a_later_one_stands_in_its_place(m: Morning, away: str) -> None:
    entry, _ = m.act("confirm-sheet", ROOM, page(HERE[1:], [HERE[0], away]), at="9:10")
    m.refuses("confirm-sheet", ROOM, page(HERE, [away]), at="9:11", code="already-done")
    (again,) = m.act("confirm-sheet", ROOM, page(HERE[1:], [HERE[0], away], attachment=OTHER), at="9:12")
    assert again.data["incident"] == entry.data["incident"]
    m.act("confirm-sheet", ROOM, page(HERE, [away], attachment="ef" * 32), at="9:13")
    equation = c3(m)
    assert equation is not None
    assert equation.holds is True


def test_a_slip_of_the_whole_site_belongs_to_the_sitting(m: Morning) -> None:
    slip = {"form": "custody-slip", "number": "11", "page": 1, "pages": 1, "print": "0123ABCD", "attachment": SCAN}
    boxes = {"giver:1": "yes", "taker:1": "no", "bag:1": "0"}
    entry, told = m.act("confirm-sheet", SITTING, {**slip, "boxes": boxes, "contrary": ["taker:1"]}, at="9:10")
    assert entry.data["boxes"] == boxes
    assert told.about[1] == SITTING
    assert list(m.ctx.state.sitting("s1").sheets) == ["custody-slip:11:1"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"attachment": "no"}, "data-wrong"),
        ({"print": "no"}, "data-wrong"),
        ({"page": 2}, "data-wrong"),
        ({"signed": ["c00001", "c00001"]}, "data-wrong"),
        ({"signed": ["nobody"]}, "data-wrong"),
        ({"contrary": ["sign:1"]}, "data-wrong"),
        ({"by_eye": ["sign:1"]}, "data-wrong"),
        ({"form": "room-record"}, "data-wrong"),
        ({"form": "roster"}, "data-wrong"),
    ],
)
def test_what_no_sheet_can_say_is_refused(m: Morning, away: str, change: dict[str, Any], code: str) -> None:
    m.refuses("confirm-sheet", ROOM, {**page(HERE, [away]), **change}, code=code)


def test_a_list_belongs_to_a_room(m: Morning, away: str) -> None:
    m.refuses("confirm-sheet", SITTING, page(HERE, [away]), code="about-type")


@pytest.mark.parametrize(("officer", "may"), [("p01", True), ("p03", True), ("p11", False), ("p91", False)])
def test_the_office_and_the_chiefs_confirm(m: Morning, away: str, officer: str, may: bool) -> None:
    if may:
        m.act("confirm-sheet", ROOM, page(HERE, [away]), [officer])
    else:
        m.refuses("confirm-sheet", ROOM, page(HERE, [away]), [officer], code="not-entitled")


def test_a_confirmed_sheet_nobody_can_read_is_set_aside(m: Morning, away: str) -> None:
    m.act("confirm-sheet", ROOM, page(HERE, [away]), at="9:10")
    for broken in ({"boxes": []}, {"signed": "c00001"}, {"page": "1"}, {"incident": None}):
        m.record(Fact("sheet-confirmed", (ROOM,), {**m.entries[-1].data, **broken}))
        m.entries[-1] = m.entries[-2]
    assert len(m.fold.state.unreadable) == 4
    assert c3(m) is not None
    assert Fold(m.entries).state.room("s1", "r01").sheets == m.room("r01").sheets
