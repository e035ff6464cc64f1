"""Who signs what (R, X4): every slot another person on that duty now, all within the window; stand-ins included."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, permutations

import pytest

from desktop.exam.decide import COMMANDS, decide
from desktop.exam.frame.command import Command, Refused, Signature
from desktop.exam.frame.context import Context
from desktop.exam.frame.rights import check_rights, may
from desktop.exam.rules.ruleset import Slot
from tests.helpers.morning import SITE, SITTING, Morning, rule_set

TWO_PERSON = sorted(name for name, right in rule_set().rights.items() if len(right.slots) > 1)
ROOM_ROLES = {"lead-proctor", "assistant-proctor"}
ABOUT = {
    "site": SITE,
    "sitting": SITTING,
    "room": "room:s1/r01",
    "candidate": "candidate:s1/c00001",
    "bag": "bag:b01",
    "staff": "staff:p11",
}


def allowed(ctx: Context, name: str, signers: tuple[str, ...], now: int = 0, ages: tuple[int, ...] = ()) -> bool:
    signed = tuple(Signature(s, now - age) for s, age in zip(signers, ages or (0,) * len(signers), strict=True))
    command = Command(name, ABOUT[COMMANDS[name].about], {}, signed)
    target = ctx.target(command.about)
    assert not isinstance(target, Refused)
    return check_rights(ctx, command, target, now) is None


def fits(slot: Slot, person: str, m: Morning) -> bool:
    """Independently of the rules: has this person a duty of the slot, in room r01 where the slot asks for the room?"""
    for duty in m.plan.duties:
        if duty.staff == person and duty.role in slot.roles:
            room_bound = slot.in_room and duty.role in ROOM_ROLES
            if not room_bound or duty.room == "r01":
                return True
    return False


@pytest.mark.parametrize("name", TWO_PERSON)
def test_every_pair_of_roles_is_refused_unless_each_fills_a_slot_of_its_own(name: str) -> None:
    m = Morning()
    slots = rule_set().rights[name].slots
    people = [p.id for p in m.plan.staff]
    for signers in combinations(people, 2):
        expected = len(slots) == 2 and any(
            all(fits(s, p, m) for s, p in zip(slots, order, strict=True)) for order in permutations(signers)
        )
        assert allowed(m.ctx, name, signers) == expected, (name, signers)


@pytest.mark.parametrize("name", TWO_PERSON)
def test_one_person_alone_or_twice_never_does_for_two(name: str) -> None:
    m = Morning()
    for person in m.plan.staff:
        assert not allowed(m.ctx, name, (person.id,))
        assert not allowed(m.ctx, name, (person.id, person.id))
        assert not allowed(m.ctx, name, (person.id, person.id, person.id))


@pytest.mark.parametrize("name", sorted(n for n, r in rule_set().rights.items() if len(r.slots) == 1))
def test_a_single_signature_needs_exactly_the_duty(name: str) -> None:
    m = Morning()
    (slot,) = rule_set().rights[name].slots
    room = COMMANDS[name].about in ("room", "candidate", "bag")
    for person in m.plan.staff:
        duties = [d for d in m.plan.duties if d.staff == person.id and d.role in slot.roles]
        bound = slot.in_room and room
        expected = any(d.role not in ROOM_ROLES or not bound or d.room == "r01" for d in duties)
        if COMMANDS[name].about in ABOUT:
            assert allowed(m.ctx, name, (person.id,)) == expected, (name, person.id)


def test_a_third_person_may_sign_too_but_not_a_crowd() -> None:
    m = Morning()
    assert allowed(m.ctx, "bring-bags", ("p11", "p12", "p07"))
    crowd = tuple(p.id for p in m.plan.staff[:9])
    command = Command("bring-bags", "room:s1/r01", {}, tuple(Signature(p, 0) for p in crowd))
    refused = decide(m.ctx, command, 0)
    assert isinstance(refused, Refused)
    assert refused.code == "too-many-signers"


def test_both_credentials_within_the_window_and_none_from_the_future() -> None:
    m, now = Morning(), 10_000_000
    window = rule_set().value("two-person-window") * 1000
    assert allowed(m.ctx, "bring-bags", ("p11", "p12"), now, (0, window))
    assert not allowed(m.ctx, "bring-bags", ("p11", "p12"), now, (0, window + 1))
    assert not allowed(m.ctx, "bring-bags", ("p11", "p12"), now, (-1, 0))


def test_an_old_signature_cannot_be_used_again_later() -> None:
    """A replay: the very command that was good at 7:50 is worth nothing five minutes on."""
    m = Morning().skip("bring-bags", "room:s1/r01").run_until("7:50")
    signed = tuple(Signature(p, m.now) for p in ("p11", "p12"))
    command = Command("bring-bags", "room:s1/r01", {}, signed)
    assert not isinstance(decide(m.ctx, command, m.now), Refused)
    refused = decide(m.ctx, command, m.now + 300_000)
    assert isinstance(refused, Refused)
    assert refused.code == "signature-expired"


def test_a_refusal_names_the_open_slot_whose_duty_it_is_and_the_clause() -> None:
    m = Morning().run_until("7:45")
    refused = m.refuses("bring-bags", "room:s1/r01", officers=["p11"], code="signature-missing")
    assert (refused.facts["needs"], refused.facts["due"]) == ("assistant-proctor@room", ["p12"])
    assert refused.clause == "002 附件5 7:50"
    assert m.refuses("bring-bags", "room:s1/r01", officers=["p11", "x"], code="officer-unknown").facts["officer"] == "x"
    assert m.refuses("bring-bags", "room:s1/r01", officers=["p11", "p12", "p12"]).facts["officer"] == "p12"


# --- stand-ins -------------------------------------------------------------------------------------------------------

STAND_IN = {"room": "r01", "role": "lead-proctor", "absent": "p11", "stand_in": "p07", "reason": "就医"}


def test_a_stand_in_signs_for_the_absent_one_who_signs_no_more_until_it_ends() -> None:
    m = Morning().run_until("8:40")
    m.act("start-stand-in", SITTING, STAND_IN)
    assert allowed(m.ctx, "collect-papers", ("p07", "p12"), m.now)
    assert not allowed(m.ctx, "collect-papers", ("p11", "p12"), m.now)
    m.now += 60_000
    m.act("end-stand-in", SITTING, {"stand_in": "p07"})
    assert allowed(m.ctx, "collect-papers", ("p11", "p12"), m.now)
    assert not allowed(m.ctx, "collect-papers", ("p07", "p12"), m.now)
    change = m.fold.state.sitting("s1").duty_changes[0]
    assert (change.since, change.until) == (m.now - 60_000, m.now)


def test_a_stand_in_cannot_fill_two_slots_with_two_hats() -> None:
    """The roving proctor who stands in for the lead is one person, though both slots would take one."""
    m = Morning().run_until("8:40")
    m.act("start-stand-in", SITTING, STAND_IN)
    assert not allowed(m.ctx, "record-misconduct", ("p07",), m.now)
    assert not allowed(m.ctx, "record-misconduct", ("p07", "p07"), m.now)
    assert allowed(m.ctx, "record-misconduct", ("p07", "p08"), m.now)


def test_a_stand_in_is_a_roving_proctor_without_another_room_and_for_proctors_only() -> None:
    m = Morning().run_until("8:40")
    m.refuses("start-stand-in", SITTING, {**STAND_IN, "stand_in": "p03"}, code="not-roving")
    m.refuses("start-stand-in", SITTING, {**STAND_IN, "stand_in": "p21"}, code="has-duty")
    m.refuses("start-stand-in", SITTING, {**STAND_IN, "absent": "p21"}, code="not-on-duty")
    m.refuses("start-stand-in", SITTING, {**STAND_IN, "stand_in": "p11"}, code="same-person")
    chief = {"role": "chief", "absent": "p01", "stand_in": "p07", "reason": "x"}
    m.refuses("start-stand-in", SITTING, chief, code="only-proctors")
    m.act("start-stand-in", SITTING, STAND_IN)
    other = {**STAND_IN, "room": "r02", "absent": "p21"}
    assert m.refuses("start-stand-in", SITTING, other, code="has-duty").clause == "002 附件3 三(一)"  # N5: no crossing


def test_nobody_replaces_a_stand_in_so_that_two_leads_are_left_when_it_ends() -> None:
    m = Morning().run_until("8:40")
    m.act("start-stand-in", SITTING, STAND_IN)
    change = {"room": "r01", "role": "lead-proctor", "absent": "p07", "stand_in": "p99", "reason": "x"}
    m.refuses("replace-staff", SITTING, change, code="standing-in")


def test_avoidance_holds_for_the_person_who_comes_instead() -> None:
    plan = Morning().plan
    name = next(c.name for c in plan.candidates if c.id == "c00001")
    staff = tuple(replace(p, avoids=(name,)) if p.id == "p99" else p for p in plan.staff)
    m = Morning(replace(plan, staff=staff)).run_until("7:36")
    change = {"room": "r01", "role": "lead-proctor", "absent": "p11", "stand_in": "p99", "reason": "病"}
    refused = m.refuses("replace-staff", SITTING, change, code="avoidance")
    assert (refused.facts["because"], refused.clause) == ("c00001", "002 第十七条")
    m.act("replace-staff", SITTING, {**change, "room": "r02", "absent": "p21"})


def test_a_replacement_takes_over_for_good() -> None:
    m = Morning().run_until("7:36")
    change = {"room": "r01", "role": "lead-proctor", "absent": "p11", "stand_in": "p99", "reason": "病"}
    m.act("replace-staff", SITTING, change)
    assert allowed(m.ctx, "bring-bags", ("p99", "p12"), m.now)
    assert not allowed(m.ctx, "bring-bags", ("p11", "p12"), m.now)
    m.refuses("end-stand-in", SITTING, {"stand_in": "p99"}, code="not-standing-in")


# --- duties of single roles (R) --------------------------------------------------------------------------------------


def test_the_secure_room_opens_only_with_both_keyholders() -> None:
    m = Morning().run_until("7:30:30")
    m.refuses("appoint-keyholders", SITE, {"keyholders": ["p03", "p04"]}, code="keyholder-roles")
    m.refuses("appoint-keyholders", SITE, {"keyholders": ["p06"]}, code="two-people-needed")
    m.refuses("appoint-keyholders", SITE, {"keyholders": ["p06", "p11"]}, code="keyholder-roles")
    m.act("enter-secure-room", SITE, {"purpose": "检查"}, officers=["p06", "p01"])
    m.act("leave-secure-room", SITE, officers=["p06", "p01"])
    m.refuses("leave-secure-room", SITE, code="nobody-inside")
    m.act("appoint-keyholders", SITE, {"keyholders": ["p06", "p03"]})
    refused = m.refuses("enter-secure-room", SITE, {"purpose": "取卷"}, officers=["p06", "p01"], code="not-keyholder")
    assert refused.facts["due"] == ["p03", "p06"]
    m.act("enter-secure-room", SITE, {"purpose": "取卷"}, officers=["p06", "p03"])
    assert m.fold.state.site("k1").inside == ("p06", "p03")


def test_only_chiefs_and_supervision_enter_a_room() -> None:
    m = Morning().run_until("8:40")
    for visitor in ("p01", "p02", "p91", "p92", "p07"):
        m.act("log-visitor", "room:s1/r01", {"visitor": visitor})
    for visitor in ("p03", "p21", "p93", "外来人员"):
        m.refuses("log-visitor", "room:s1/r01", {"visitor": visitor}, code="visitor-not-allowed")


def test_everyone_signs_the_own_work_record() -> None:
    m = Morning()
    m.refuses("sign-work-record", "staff:p11", officers=["p12"], code="own-record-only")
    m.act("sign-work-record", "staff:p11", officers=["p11"])
    m.act("record-training", "staff:p11", {"subject": "监考培训"})
    assert m.fold.state.staff("p11").trained is not None


def test_supervision_looks_and_notes_and_changes_nothing() -> None:
    m = Morning()
    m.act("note-supervision", SITE, {"note": "秩序良好"})
    target = m.ctx.target("room:s1/r01")
    assert not isinstance(target, Refused)
    for name, spec in COMMANDS.items():
        if spec.about == "room":
            assert not may(m.ctx, "p91", name, target, 0), name


def test_no_way_to_shift_times_for_proctors() -> None:
    for name in ("give-order", "extend-exam", "suspend-exam", "resume-exam"):
        roles = {r for slot in rule_set().rights[name].slots for r in slot.roles}
        assert roles <= {"chief", "deputy-chief"}, name
