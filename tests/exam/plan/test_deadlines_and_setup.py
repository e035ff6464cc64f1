"""D1-D22 and N1-N14: every rule answers, on the right day, with its clause."""

from __future__ import annotations

import random
import re
import tomllib
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.exam.plan.check import check_plan, draw_sample
from desktop.exam.plan.limits.calendar import WorkingCalendar
from desktop.exam.plan.limits.checked import Check
from desktop.exam.plan.limits.params import PlanningParams
from desktop.exam.plan.limits.timeline import timeline
from desktop.exam.plan.limits.waiver import waived
from desktop.exam.plan.model import (
    Bag,
    Candidate,
    Duty,
    Organisation,
    Plan,
    PlanKind,
    Role,
    Room,
    Seat,
    Site,
    Sitting,
    Staff,
)
from desktop.exam.plan.papers import order_bags
from desktop.exam.plan.seating import arrange_seats
from desktop.exam.plan.staffing import assign_staff

FILES = sorted((Path(__file__).parents[3] / "resources" / "calendars").glob("*.toml"))
CALENDAR = WorkingCalendar.from_data(*(tomllib.loads(f.read_text("utf-8")) for f in FILES))
CHINA = timezone(timedelta(hours=8))
KEYS = [f"D{n}" for n in range(1, 23)] + [f"N{n}" for n in range(1, 15)]


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=CHINA).timestamp() * 1000)


def sitting(id_: str, subject: str, on: str) -> Sitting:
    return Sitting(id_, subject, "paper", at(f"{on}T08:30"), at(f"{on}T10:00"))


THEORY = sitting("s1", "理论知识", "2026-11-28")


def a_plan(*sittings: Sitting, kind: PlanKind = "social", **milestones: str) -> Plan:
    """An arranged plan of 40 candidates in two rooms, fully staffed, first exam day 2026-11-28."""
    roles: list[Role] = ["chief", "deputy-chief", "office", "office", "office", "confidentiality", "support"]
    roles += ["roving-proctor", *["lead-proctor"] * 6]  # type: ignore[list-item]
    own = sittings or (THEORY,)
    plan = Plan(
        "p1",
        "20261128京饪",
        kind,
        Organisation("京饪评价机构", "京饪"),
        Site("k", "考点"),
        first_exam_date="2026-11-28",
        sittings=own,
        rooms=tuple(Room(f"r{i}", f"0{i}", "教室") for i in (1, 2)),
        candidates=tuple(
            Candidate(
                f"c{n}", f"考生{n}", "护照", f"E{n}", "male", f"{n}", "中式烹调师", 4, sittings=tuple(t.id for t in own)
            )
            for n in range(40)
        ),
        staff=tuple(Staff(f"p{i}", f"{i}", f"人员{i}", role) for i, role in enumerate(roles)),
        milestones=MappingProxyType({k.replace("_", "."): v for k, v in milestones.items()}),
    )
    plan = replace(plan, seats=arrange_seats(plan, 1).seats)
    plan = replace(plan, duties=assign_staff(plan, 1).duties)
    return replace(plan, bags=order_bags(plan))


def ask(plan: Plan, today: str, params: PlanningParams | None = None) -> dict[str, Check]:
    checks = check_plan(plan, day(today), CALENDAR, params)
    assert [c.key for c in checks] == KEYS
    return {c.key: c for c in checks}


@given(
    st.sampled_from(["social", "enterprise", "competition"]),
    st.dates(date(2025, 1, 1), date(2027, 12, 31)),
    st.sampled_from(["", "2026-11-28", "2027-03-01", "not a date"]),
    st.booleans(),
    st.sampled_from(["", "old", "new", "new-special"]),
    st.dictionaries(
        st.sampled_from([*KEYS, "D10.end", "closed"]), st.sampled_from(["2026-11-01", "x", ""]), max_size=6
    ),
)
def test_every_rule_answers_for_any_plan_on_any_day(  # type: ignore[no-untyped-def]
    kind, today, first, with_sittings, profile, milestones
) -> None:
    plan = Plan(
        "p", "x", kind, Organisation("机构"), Site("k", "考点"), first_exam_date=first,
        sittings=(THEORY, sitting("s2", "操作技能", "2026-12-05")) if with_sittings else (),
        milestones=MappingProxyType(milestones),
    )  # fmt: skip
    checks = check_plan(plan, today, CALENDAR, PlanningParams(system_2016=profile))
    assert [c.key for c in checks] == KEYS
    for c in checks:
        assert c.clause
        assert re.search("[\u4e00-\u9fff]", c.title)
        assert c.state not in ("not-applicable", "unknown") or c.facts["why"]


@pytest.mark.parametrize(
    ("key", "due"),
    [
        ("D1", "2025-11-30"),
        ("D2", "2026-01-31"),
        ("D3", "2026-11-08"),
        ("D4", "2026-11-13"),
        ("D5", "2026-11-16"),
        ("D6", "2026-11-27"),
        ("D7", "2026-11-21"),
        ("D8", "2026-11-25"),
        ("D9", "2026-12-28"),
    ],
)
def test_the_last_day_of_each_duty_for_the_first_exam_day_of_28_november(key: str, due: str) -> None:
    assert ask(a_plan(), "2026-10-01")[key].due == day(due)


@pytest.mark.parametrize(
    ("today", "state"),
    [("2026-11-02", "open"), ("2026-11-03", "due-soon"), ("2026-11-08", "due-soon"), ("2026-11-09", "missed")],
)
def test_the_last_permitted_day_is_d_minus_20_and_the_warning_starts_at_d_minus_25(today: str, state: str) -> None:
    assert ask(a_plan(), today)["D3"].state == state


def test_done_in_time_is_met_and_done_late_is_missed() -> None:
    assert ask(a_plan(D3="2026-11-08"), "2026-11-20")["D3"].state == "met"
    late = ask(a_plan(D3="2026-11-09"), "2026-11-20")["D3"]
    assert (late.state, late.facts["done"]) == ("missed", day("2026-11-09"))


def test_rooms_not_imported_seven_days_before_block_the_plan() -> None:
    open_ = ask(a_plan(), "2026-11-21")
    assert (open_["D7"].state, open_["D7"].blocking) == ("due-soon", False)
    missed = ask(a_plan(), "2026-11-22")
    assert missed["D7"].blocking
    assert missed["D7"].clause == "002 第十五条"
    assert [c.key for c in missed.values() if c.blocking] == ["D7"]
    assert not any(c.blocking for c in ask(a_plan(D7="2026-11-20"), "2026-11-22").values())
    assert not any(c.blocking for c in ask(replace(a_plan(), rehearsal=True), "2026-11-22").values())


def test_without_any_date_the_dated_rules_are_unknown_and_say_why() -> None:
    checks = ask(replace(a_plan(), first_exam_date="", sittings=()), "2026-11-01")
    assert {checks[k].state for k in ("D1", "D3", "D4", "D5", "D6", "D7", "D8", "D12")} == {"unknown"}
    assert checks["D3"].facts["why"] == "no-first-date"


def test_the_first_sitting_gives_the_first_exam_day_in_site_time() -> None:
    early = Sitting("s1", "理论知识", "paper", at("2026-11-28T07:00"), at("2026-11-28T08:30"))
    assert ask(replace(a_plan(early), first_exam_date=""), "2026-10-01")["D3"].due == day("2026-11-08")


def test_a_change_of_time_is_filed_three_working_days_before_or_is_missed() -> None:
    assert ask(a_plan(), "2026-11-20")["D8"].facts["why"] == "no-change"
    assert ask(a_plan(D8="2026-11-25"), "2026-11-26")["D8"].state == "met"
    assert ask(a_plan(D8="2026-11-26"), "2026-11-26")["D8"].state == "missed"


def test_working_days_of_an_unknown_year_are_refused() -> None:
    plan = replace(a_plan(sitting("s1", "理论知识", "2031-03-03")), first_exam_date="2031-03-03")
    check = ask(plan, "2030-12-01")["D8"]
    assert (check.state, check.due, check.facts["why"], check.facts["year"]) == ("unknown", None, "unknown-year", 2031)


@pytest.mark.parametrize(
    ("skills", "review", "state", "faults"),
    [
        ("2026-12-28", "2027-01-28", "met", []),
        ("2026-12-29", "2027-01-29", "not-met", ["too-late"]),
        ("2026-12-05", "2027-01-06", "not-met", ["too-late"]),
        ("2026-11-27", "2026-12-05", "not-met", ["order"]),
    ],
)
def test_skills_follow_theory_and_review_follows_skills_within_a_month(
    skills: str, review: str, state: str, faults: list[str]
) -> None:
    plan = a_plan(THEORY, sitting("s2", "操作技能", skills), sitting("s3", "综合评审", review))
    check = ask(plan, "2026-11-01")["D9"]
    assert check.state == state
    assert [b["fault"] for b in check.facts["broken"]] == faults


def test_a_month_after_the_last_of_january_is_the_last_of_february() -> None:
    plan = a_plan(sitting("s1", "理论知识", "2026-01-31"), sitting("s2", "操作技能", "2026-03-01"))
    assert ask(plan, "2026-01-01")["D9"].facts["broken"][0]["limit"] == day("2026-02-28")


def test_publicity_lasts_seven_days_and_the_upload_follows_within_seven() -> None:
    assert ask(a_plan(), "2026-12-01")["D10"].facts["why"] == "publicity-not-begun"
    begun = a_plan(D10="2026-12-01")
    assert (ask(begun, "2026-12-08")["D10"].state, ask(begun, "2026-12-09")["D10"].state) == ("open", "met")
    assert ask(begun, "2026-12-05")["D11"].due == day("2026-12-15")
    assert ask(a_plan(D10="2026-12-01", D10_end="2026-12-06"), "2026-12-07")["D10"].state == "not-met"
    assert ask(a_plan(D10="2026-12-01", D11="2026-12-15"), "2026-12-20")["D11"].state == "met"


def test_an_online_code_older_than_180_days_on_the_day_is_not_met() -> None:
    assert ask(a_plan(D12="2026-06-01"), "2026-11-01")["D12"].state == "met"
    assert ask(a_plan(D12="2026-05-31"), "2026-11-01")["D12"].state == "not-met"


def test_retention_counts_from_closing_and_rosters_are_never_disposable() -> None:
    kept = ask(a_plan(closed="2027-01-10", D13="2027-01-15"), "2027-02-01")["D13"]
    assert kept.state == "met"
    assert (kept.facts["paper_until"], kept.facts["electronic_until"]) == (day("2030-01-10"), day("2032-01-10"))
    assert kept.facts["roster_until"] == "永久"


def test_the_old_texts_count_only_when_their_profile_is_on() -> None:
    plan = a_plan(sitting("s1", "理论知识", "2026-11-28"), sitting("s2", "操作技能", "2026-11-29"))
    off = ask(plan, "2026-10-01")
    assert {off[f"D{n}"].facts["why"] for n in range(14, 20)} == {"profile-off"}
    new = ask(plan, "2026-10-01", PlanningParams(system_2016="new"))
    assert [new[f"D{n}"].due for n in (14, 16, 17, 18, 19)] == [
        day("2026-10-22"),
        day("2026-11-19"),
        day("2026-11-19"),
        day("2026-12-01"),
        day("2026-12-01"),
    ]
    assert new["D15"].facts["why"] == "other-system"
    old = ask(plan, "2026-10-01", PlanningParams(system_2016="old"))
    assert [old[f"D{n}"].due for n in (14, 15, 16)] == [day("2026-11-02"), day("2026-11-16"), day("2026-11-23")]


def test_after_dispatch_the_preparation_meeting_is_the_next_step() -> None:
    own = (sitting("s1", "理论知识", "2026-11-28"), sitting("s2", "操作技能", "2026-11-29"))
    new = PlanningParams(system_2016="new")
    waiting = ask(a_plan(*own, D17="2026-11-18"), "2026-11-20", new)["D17"]
    assert (waiting.due, waiting.state, waiting.facts["step"]) == (day("2026-11-24"), "due-soon", "meeting")
    assert ask(a_plan(*own, D17="2026-11-18", D17_meeting="2026-11-24"), "2026-11-25", new)["D17"].state == "met"


def test_competitions_and_enterprises_have_dates_of_their_own() -> None:
    competition = ask(a_plan(kind="competition"), "2025-12-30")
    assert (competition["D20"].due, competition["D20"].state) == (day("2025-12-31"), "due-soon")
    scheme = ask(a_plan(kind="competition", D20="2025-11-01"), "2026-04-01")["D20"]
    assert (scheme.due, scheme.state, scheme.facts["step"]) == (day("2026-03-31"), "missed", "scheme")
    assert competition["D1"].state == competition["D21"].state == competition["D22"].state == "not-applicable"
    assert ask(a_plan(kind="enterprise", D21="2023-11-28"), "2026-11-01")["D21"].state == "met"
    assert ask(a_plan(kind="enterprise", D21="2023-11-27"), "2026-11-01")["D21"].state == "not-met"
    assert ask(a_plan(kind="enterprise"), "2026-11-01")["D21"].facts["apply_by"] == day("2027-05-31")


def test_an_arranged_and_staffed_plan_meets_all_that_software_can_see() -> None:
    checks = ask(a_plan(), "2026-11-01")
    assert {k: checks[k].state for k in ("N1", "N2", "N3", "N4", "N5", "N13")} == dict.fromkeys(
        ("N1", "N2", "N3", "N4", "N5", "N13"), "met"
    )
    assert {checks[k].state for k in ("N6", "N7", "N8", "N9", "N11", "N12", "N14")} == {"open"}
    ticks = dict.fromkeys(("N6", "N7", "N8", "N9", "N11", "N12", "N14"), "2026-11-27")
    assert {ask(a_plan(**ticks), "2026-11-28")[k].state for k in ticks} == {"met"}


def test_missing_people_are_counted() -> None:
    plan = a_plan()
    without = tuple(p for p in plan.staff if p.role not in ("chief", "office", "roving-proctor"))
    checks = ask(replace(plan, staff=without), "2026-11-01")
    assert [checks[k].state for k in ("N1", "N3", "N4")] == ["not-met"] * 3
    assert checks["N1"].blocking
    assert checks["N3"].facts["missing"] == (("office", 3, 0),)


def test_a_room_below_fifteen_to_one_is_named_and_a_reason_of_the_chief_waives_it() -> None:
    plan = a_plan()
    fewer = replace(plan, duties=tuple(d for d in plan.duties if d.role != "assistant-proctor"))
    check = ask(fewer, "2026-11-01")["N2"]
    assert [(s["room"], s["needed"], s["present"]) for s in check.facts["short"]] == [("01", 2, 1), ("02", 2, 1)]
    waived = replace(fewer, milestones=MappingProxyType({"N2.waiver": "人员突发疾病"}))
    assert ask(waived, "2026-11-01")["N2"].state == "met"


def test_a_waiver_is_for_the_rooms_it_was_given_for() -> None:
    plan = a_plan()
    alone = [d for d in plan.duties if not (d.role == "assistant-proctor" and d.room == plan.rooms[0].id)]
    one_short = replace(plan, duties=tuple(alone))
    given = waived(one_short, ask(one_short, "2026-11-01")["N2"].facts["short"], "人员突发疾病", "p01", "2026-11-20")
    check = ask(given, "2026-11-01")["N2"]
    assert (check.state, check.facts["waiver"], check.facts["by"]) == ("met", "人员突发疾病", "p01")
    two_short = replace(given, duties=tuple(d for d in given.duties if d.role != "assistant-proctor"))
    check = ask(two_short, "2026-11-01")["N2"]
    assert (check.state, [s["room"] for s in check.facts["not_waived"]]) == ("not-met", ["02"])
    nobody = replace(given, duties=tuple(d for d in given.duties if d.room != plan.rooms[0].id))
    assert ask(nobody, "2026-11-01")["N2"].state == "not-met", "nobody can waive the only proctor"
    assert waived(given, (), "", "p01", "").milestones == one_short.milestones


def test_too_many_in_a_room_rows_in_succession_and_crossing_proctors_break_n5() -> None:
    plan = a_plan()
    tight = replace(plan, rooms=tuple(replace(r, capacity=10) for r in plan.rooms))
    assert len(ask(tight, "2026-11-01")["N5"].facts["over"]) == 2
    tiered = replace(plan, rooms=tuple(replace(r, kind="tiered") for r in plan.rooms))
    assert ask(tiered, "2026-11-01")["N5"].facts["rows"] == ("01", "02")
    lead = next(d for d in plan.duties if d.room == "r1" and d.role == "lead-proctor")
    both = replace(plan, duties=(*plan.duties, Duty(lead.staff, "s1", "r2", "assistant-proctor")))
    assert len(ask(both, "2026-11-01")["N5"].facts["crossing"]) == 1


def test_a_seat_off_the_snake_breaks_n7() -> None:
    plan = a_plan()
    moved = (replace(plan.seats[0], row=6, column=5), *plan.seats[1:])
    check = ask(replace(plan, seats=moved), "2026-11-01")["N7"]
    assert (check.state, check.facts["astray"][0]["number"]) == ("not-met", 1)


def test_the_plans_name_and_scope_are_checked() -> None:
    plan = a_plan()
    assert ask(replace(plan, name="京饪十一月"), "2026-11-01")["N13"].facts["fault"] == "shape"
    assert ask(replace(plan, name="20261129京饪"), "2026-11-01")["N13"].facts["fault"] == "other-date"
    inside = check_plan(plan, day("2026-11-01"), CALENDAR, scope={"中式烹调师": (5, 4)})
    outside = check_plan(plan, day("2026-11-01"), CALENDAR, scope={"中式烹调师": (5,)})
    states = [next(c for c in checks if c.key == "N13") for checks in (inside, outside)]
    assert [c.state for c in states] == ["met", "not-met"]
    assert states[1].facts["outside"] == ("中式烹调师/4",)


def test_a_proctor_who_meets_somebody_to_be_avoided_breaks_n14() -> None:
    plan = a_plan()
    lead = next(d for d in plan.duties if d.room == "r1" and d.role == "lead-proctor")
    met = next(s for s in plan.seats if s.room == "r1").candidate.replace("c", "考生")
    staff = tuple(replace(p, avoids=(met,)) if p.id == lead.staff else p for p in plan.staff)
    check = ask(replace(plan, staff=staff), "2026-11-01")["N14"]
    assert check.state == "not-met"
    assert [(c["avoids"], c["room"]) for c in check.facts["clashes"]] == [(met, "01")]


def test_n10_repeats_d6() -> None:
    checks = ask(a_plan(D6="2026-11-20"), "2026-11-21")
    assert (checks["N10"].state, checks["N10"].facts["needed"]) == ("met", 12)


@given(st.integers(0, 200), st.integers(0, 1000))
def test_the_sample_is_thirty_percent_rounded_up_and_can_be_drawn_again(size: int, seed: int) -> None:
    people = [Candidate(f"c{n}", "甲", "护照", f"{n}", "male", "", "美容师", 4) for n in range(size)]
    sample = draw_sample(people, seed, PlanningParams().sample_size(size))
    assert len(sample) == -(-3 * size // 10)
    assert len({c.id for c in sample}) == len(sample)
    assert set(sample) <= set(people)
    assert sample == draw_sample(people[::-1], seed, len(sample))


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (
            "2026-11-28",
            {"D3": "2026-11-08", "D4": "2026-11-13", "D5": "2026-11-16", "D7": "2026-11-21", "D8": "2026-11-25",
             "D9.skills": "2026-12-28", "D9.review": "2027-01-28"},
        ),
        (
            "2026-10-17",
            {"D3": "2026-09-27", "D4": "2026-10-02", "D5": "2026-10-05", "D7": "2026-10-10", "D8": "2026-10-14"},
        ),
        ("2026-10-10", {"D3": "2026-09-20", "D7": "2026-10-03", "D8": "2026-09-30"}),
        ("2025-02-10", {"D3": "2025-01-21", "D7": "2025-02-03", "D8": "2025-02-06"}),
        ("2026-03-01", {"D8": "2026-02-26", "D9.skills": "2026-04-01"}),
    ],
)  # fmt: skip
def test_the_what_if_calendar_gives_every_limit(first: str, expected: dict[str, str]) -> None:
    limits = {limit.key: limit for limit in timeline(day(first), CALENDAR)}
    assert {k: limits[k].due for k in expected} == {k: day(v) for k, v in expected.items()}


def test_conflicts_of_a_chosen_day_are_told() -> None:
    limits = {t.key: t for t in timeline(day("2026-10-01"), CALENDAR, today=day("2026-09-15"))}
    told = {k: [(c.code, dict(c.facts)) for c in t.conflicts] for k, t in limits.items() if t.conflicts}
    assert told["D"] == [("exam-on-holiday", {"off": "国庆节"})]
    assert ("limit-past", {"days": 4}) in told["D3"]
    assert told["D5"] == [("limit-on-day-off", {"off": "周六", "better": day("2026-09-18")})]
    assert [c.code for c in limits["D4"].conflicts] == []
    unknown = {t.key: t for t in timeline(day("2031-03-03"), CALENDAR)}
    assert unknown["D8"].due is None
    assert [c.code for c in unknown["D8"].conflicts] == ["unknown-year"]


def test_a_chain_that_breaks_order_or_month_is_told() -> None:
    chain = [
        ("理论知识", day("2026-11-28"), day("2026-11-28")),
        ("操作技能", day("2026-12-20"), day("2026-12-29")),
        ("综合评审", day("2026-12-28"), day("2026-12-30")),
    ]
    links = [t for t in timeline(day("2026-11-28"), CALENDAR, chain=chain) if t.key.startswith("D9")]
    assert [(t.due, [c.code for c in t.conflicts]) for t in links] == [
        (day("2026-12-28"), ["chain-too-late"]),
        (day("2027-01-29"), ["chain-order"]),
    ]


def test_planning_numbers_come_from_data_and_wrong_ones_are_refused() -> None:
    given_ = PlanningParams.from_data({"room-capacity": 25, "plan_days": {"value": 30, "clause": "某市规程 第三条"}})
    assert (given_.room_capacity, given_.plan_days, given_.clause("plan_days")) == (25, 30, "某市规程 第三条")
    assert given_.clause("room_capacity") == "002 附件3 三(一)"
    assert ask(a_plan(), "2026-10-01", given_)["D3"].due == day("2026-10-29")
    for wrong in (
        {"room_capcity": 1},
        {"room_capacity": 0},
        {"plan_days": -1},
        {"plan_days": "20"},
        {"system_2016": "x"},
    ):
        with pytest.raises(ValueError):
            PlanningParams.from_data(wrong)


def test_the_shipped_rule_set_fills_the_numbers_it_names() -> None:
    from desktop.exam.rules.ruleset import Param

    params = PlanningParams.from_rules({
        "room-capacity": Param("room-capacity", 28, "002 附件3 三(一)"),
        "late-cutoff": Param("late-cutoff", 30, "002 附件5 9:00"),
    })  # fmt: skip
    assert params.room_capacity == 28
    assert params == replace(PlanningParams(), room_capacity=28)


def test_bags_without_paper_code_are_named() -> None:
    plan = replace(a_plan(), bags=(Bag("b", "01-A", "s1", "r1", "中式烹调师", 4, 31),))
    assert ask(plan, "2026-11-01")["N14"].facts["uncoded"] == ("01-A",)


def test_a_plan_without_seats_leaves_the_seat_rules_open() -> None:
    checks = ask(replace(a_plan(), seats=(), duties=()), "2026-11-01")
    assert {checks[k].facts["why"] for k in ("N2", "N5")} == {"no-seats"}
    seat = Seat("c1", "s1", "gone", 1, 1, 1)
    assert ask(replace(a_plan(), seats=(seat,)), "2026-11-01")["N5"].state == "not-met"


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_what_is_arranged_never_breaks_a_rule_of_rooms_seats_or_avoidance(rnd: random.Random) -> None:
    other = Sitting("s2", "理论知识", "paper", THEORY.start + 1_800_000, THEORY.end + 1_800_000)
    plan = a_plan(THEORY, other)
    people = tuple(
        replace(c, level=rnd.randint(3, 5), employer=rnd.choice("甲乙丙"), sittings=(rnd.choice(["s1", "s2"]),))
        for c in plan.candidates
    )
    texts = ["甲", "乙", "考生3", "人员9", "人员10"]
    staff = tuple(replace(p, avoids=tuple(rnd.sample(texts, rnd.choice([0, 0, 1])))) for p in plan.staff)
    rooms = tuple(
        Room(
            f"r{i}", f"0{i}", "教室", capacity=rnd.randint(5, 40), columns=rnd.randint(2, 7), rows=rnd.randint(2, 9),
            kind=rnd.choice(["standard", "tiered"]), door=rnd.choice(["front-right", "back-left"]),
        )
        for i in range(1, rnd.randint(2, 8))
    )  # fmt: skip
    plan = replace(plan, candidates=people, staff=staff, rooms=rooms, duties=(), bags=())
    for _ in range(2):
        plan = replace(plan, seats=arrange_seats(plan, rnd.randint(0, 9)).seats)
        plan = replace(plan, duties=assign_staff(plan, rnd.randint(0, 9)).duties)
        checks = ask(plan, "2026-11-01")
        assert {checks[k].state for k in ("N5", "N7", "N14")} <= {"met", "open"}
        plan = replace(plan, candidates=plan.candidates[rnd.randint(0, 5) :], rooms=(*rooms, Room("r9", "09", "教室")))
