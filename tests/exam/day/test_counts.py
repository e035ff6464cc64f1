"""C1 to C8: the balance of papers and cards, and a seeded loss that has to be found where it is (X2)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.day.balance import PAPER_NAMES, Equation, first_broken, room_equations, site_equations, tally
from desktop.exam.frame.command import Fact
from tests.helpers.morning import FITTER, OPENING, SITTING, Morning

R1 = "room:s1/r01"


def equation(m: Morning, key: str, room: str = "r01") -> Equation:
    return next(e for e in room_equations(m.ctx, "s1", room) if e.key == key)


def test_c1_the_label_must_equal_the_rooms_order_at_the_receipt() -> None:
    m = Morning().skip("issue-bag", "bag:b01").run_until("7:43")
    label = {"occupation": FITTER, "level": 3, "copies": 30, "seal_intact": True}
    assert m.act("issue-bag", "bag:b01", label)[0].data["differences"] == ["copies"]


def test_c2_names_the_bag_whose_count_is_wrong() -> None:
    m = Morning().skip("open-bag", "bag:b02b").run_until("8:25")
    assert equation(m, "C2", "r02").holds is None
    m.act("open-bag", "bag:b02b", {**OPENING, "counted": 2}, at="8:25")
    m.run_until("8:26")
    broken = first_broken(m.ctx, "s1")
    assert broken is not None
    assert (broken.key, broken.holder, broken.difference) == ("C2", "bag:b02b", -1)


def test_c3_heads_that_differ_are_kept_and_nothing_is_frozen() -> None:
    m = Morning(absent=["c00003"]).skip("freeze-absentees", R1).run_until("9:00")
    assert equation(m, "C3").holds is None
    data = {"candidates": ["c00003"], "signatures": 3, "heads": 2}
    assert m.act("freeze-absentees", R1, data, at="9:00")[0].kind == "heads-counted"
    assert "absentees-frozen" not in m.room("r01").steps
    broken = equation(m, "C3")
    assert (broken.holds, dict(broken.left), dict(broken.right)) == (False, {"signatures": 3}, {"heads": 2})
    m.act("freeze-absentees", R1, {**data, "heads": 3})
    assert equation(m, "C3").holds
    assert equation(m, "C3-registered").holds
    assert len(m.room("r01").heads) == 1


def test_c3_counts_those_who_have_left_by_then() -> None:
    m = Morning().skip("freeze-absentees", R1).run_until("9:01")
    m.act("hand-in", "candidate:s1/c00001", {"paper_checked": True})
    m.act("freeze-absentees", R1, {"candidates": [], "signatures": 4, "heads": 3})
    assert equation(m, "C3").holds


def test_c3_wrong_by_the_same_number_is_seen_against_the_system() -> None:
    m = Morning().skip("freeze-absentees", R1).run_until("9:01")
    m.act("freeze-absentees", R1, {"candidates": [], "signatures": 3, "heads": 3})
    broken = equation(m, "C3")
    assert (broken.holds, dict(broken.left)) == (False, {"present": 4})


def test_c4_no_paper_on_an_absentees_desk() -> None:
    m = Morning().skip("hand-out-papers", R1).run_until("8:27")
    m.refuses("hand-out-papers", R1, {"absentee_desks_empty": False}, code="tick-missing")


def test_c5_a_removed_cheater_counts_in_f() -> None:
    m = Morning().run_until("9:30")
    m.act("record-misconduct", "candidate:s1/c00001", {"kind": "phone", "told": True, "removed": True})
    m.run_until("10:03")
    assert m.room("r01").balanced is not None
    assert tally(m.ctx, "s1", "r01").removed == 1


LOST = {
    "handed_in": "C5-answered",
    "collected": "C5-answered",
    "absent": "C5-absent",
    "void": "C5-void",
    "spare": "C5-papers",
}


@pytest.mark.parametrize("name", PAPER_NAMES)
@pytest.mark.parametrize("kind", ["papers", "cards"])
def test_c5_a_paper_or_card_lost_at_any_place_is_named_with_its_room(name: str, kind: str) -> None:
    m = Morning(absent=["c00005"])
    for r in ("r01", "r02", "r03"):
        m.skip("release-candidates", f"room:s1/{r}").skip("collect-papers", f"room:s1/{r}")
    m.run_until("9:20")
    m.act("hand-in", "candidate:s1/c00006", {"paper_checked": True})
    m.act("void-paper", "room:s1/r02", {"copies": 1, "cards": 1, "reason": "破损"})
    for r in ("r01", "r02", "r03"):
        m.skip("return-bags", f"room:s1/{r}").skip("count-returned", f"room:s1/{r}")
    m.run_until("10:02")
    for r in ("r01", "r02", "r03"):
        count = m.count(r)
        if r == "r02":
            count[kind] = {**count[kind], name: count[kind][name] - 1}
        m.act("collect-papers", f"room:s1/{r}", count, at="10:02")
    broken = first_broken(m.ctx, "s1")
    assert broken is not None
    names = {"C5-answered": "C5-cards-answered", "C5-absent": "C5-cards-absent", "C5-void": "C5-cards-void"}
    wanted = LOST[name] if kind == "papers" else names.get(LOST[name], "C5-cards")
    keys = [e.key for e in room_equations(m.ctx, "s1", "r02") if e.holds is False]
    assert wanted in keys
    assert broken.holder == "room:s1/r02"
    assert broken.difference == -1


def test_c6_the_office_holds_the_difference() -> None:
    m = Morning().skip("count-returned", R1).skip("approve-sealing", R1).skip("seal-bag", "bag:b01")
    m.skip("close-room", R1).skip("depart", SITTING).skip("receive-at-marking", SITTING).skip("close-sitting", SITTING)
    m.run_until("10:06")
    m.act("count-returned", R1, m.blind("r01", answered=-1), at="10:07")
    broken = first_broken(m.ctx, "s1")
    assert broken is not None
    assert (broken.key, broken.holder, broken.difference) == ("C6", "office", -1)


def test_c6_the_same_for_cards() -> None:
    m = Morning().skip("count-returned", "room:s1/r02").skip("approve-sealing", "room:s1/r02").run_until("10:06")
    wrong = m.blind("r02")
    wrong["cards"] = {**wrong["cards"], "unused": 0}
    assert m.act("count-returned", "room:s1/r02", wrong, at="10:07")[0].data["agreed"] is False
    assert equation(m, "C6-cards", "r02").holds is False


def test_c6_one_person_cannot_pack_and_accept_nor_count_and_approve() -> None:
    m = Morning()
    office = {"room": "r01", "role": "lead-proctor", "absent": "p11", "stand_in": "p03", "reason": "病"}
    m.run_until("7:36")
    m.act("replace-staff", SITTING, office)
    m.skip("count-returned", R1).skip("approve-sealing", R1).skip("seal-bag", "bag:b01").run_until("10:07")
    assert m.refuses("count-returned", R1, m.blind("r01"), officers=["p03"], code="same-person").clause.startswith(
        "002"
    )
    m.act("count-returned", R1, m.blind("r01"), officers=["p04"])


def test_c7_a_bag_still_in_a_room_keeps_the_sitting_open_and_is_named() -> None:
    m = Morning().skip("seal-bag", "bag:b03").skip("close-room", "room:s1/r03").skip("depart", SITTING)
    m.skip("receive-at-marking", SITTING).skip("close-sitting", SITTING).run_until("10:30")
    c7 = [e for e in site_equations(m.ctx, "s1") if e.key == "C7"]
    assert [(e.holds, e.holder) for e in c7] == [(None, "bag:b03"), (True, "")]


def test_c7_counts_a_spare_bag_never_issued_and_one_put_back() -> None:
    m = Morning().run_normal_day()
    assert all(e.holds for e in site_equations(m.ctx, "s1"))
    m.act("stow-bag", "bag:b90")
    assert m.bag("b90").place == "secure-room"
    assert all(e.holds for e in site_equations(m.ctx, "s1"))


def test_c8_marking_received_less_than_was_loaded() -> None:
    m = Morning().skip("receive-at-marking", SITTING).skip("close-sitting", SITTING).run_until("11:00")
    (entry,) = m.act("receive-at-marking", SITTING, {"bags": ["b01", "b03"]}, at="11:00")
    assert entry.data["missing"] == ["b02a", "b02b"]
    broken = first_broken(m.ctx, "s1")
    assert broken is not None
    assert (broken.key, broken.holder, broken.difference) == ("C8", "escort", 2)


def test_sealing_looks_at_the_balance_again_when_it_is_asked_for() -> None:
    """Another desk's entry may have come in since the count agreed."""
    m = Morning().skip("seal-bag", "bag:b01").run_until("10:09")
    m.record(Fact("papers-voided", (R1,), {"copies": 1, "cards": 0, "reason": "错印"}), at="9:50", desk="d2")
    refused = m.refuses("seal-bag", "bag:b01", {"seal": "M1"}, code="equation-broken")
    assert refused.facts["equation"] == "C5-void"


@settings(max_examples=40)
@given(
    absent=st.sets(st.integers(1, 12)),
    early=st.sets(st.integers(1, 12)),
    spoiled=st.integers(0, 1),
    room=st.sampled_from(["r01", "r02", "r03"]),
    where=st.sampled_from(PAPER_NAMES),
    lost=st.integers(-2, 2).filter(bool),
)
def test_a_seeded_loss_is_located_whatever_the_day_was_like(
    absent: set[int], early: set[int], spoiled: int, room: str, where: str, lost: int
) -> None:
    m = Morning(absent=[f"c{n:05d}" for n in absent])
    for r in ("r01", "r02", "r03"):
        for name in ("collect-papers", "release-candidates", "return-bags", "count-returned"):
            m.skip(name, f"room:s1/{r}")
    m.run_until("9:20")
    for n in sorted(early - absent):
        m.act("hand-in", f"candidate:s1/c{n:05d}", {"paper_checked": True})
    if spoiled:
        m.act("void-paper", f"room:s1/{room}", {"copies": 1, "cards": 1, "reason": "破损"})
    m.run_until("10:02")
    for r in ("r01", "r02", "r03"):
        right = m.count(r)
        m.act("collect-papers", f"room:s1/{r}", right)
        assert m.room(r).balanced is not None
    wrong = m.count(room)
    if wrong["papers"][where] + lost < 0:
        return
    wrong["papers"] = {**wrong["papers"], where: wrong["papers"][where] + lost}
    m.act("collect-papers", f"room:s1/{room}", wrong)
    broken = first_broken(m.ctx, "s1")
    assert broken is not None
    assert broken.holder == f"room:s1/{room}"
    assert broken.difference == lost
    keys = {e.key for e in room_equations(m.ctx, "s1", room) if e.holds is False}
    assert LOST[where] in keys
    m.refuses("release-candidates", f"room:s1/{room}", code="balanced")
