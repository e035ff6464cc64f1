"""What plan and record put into the forms: the right people, times and counts, and nothing that is not so."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.plan.check import draw_sample
from desktop.operations.session import BADGE_PREFIX
from desktop.press.printing import Wanted, forms_list, print_form
from desktop.press.site.site_map import storey
from desktop.press.wanted import Filled
from forms import catalogue
from tests.forms import reading
from tests.helpers.morning import OPENING, clock, small_plan, with_afternoon
from tests.press.played import Played, nearly_everything

NOON = clock("12:00")


def inputs(m: Played, form: str, now: int = NOON, **wanted: Any) -> list[Any]:
    """What fills a form."""
    filled: Filled = import_module(f"desktop.press.{catalogue.form(form).place}").fill(
        m.source(),
        Wanted(form, **wanted),
        now,
    )
    return list(filled[0])


@pytest.fixture(scope="module")
def morning() -> Played:
    return nearly_everything()


@pytest.fixture(scope="module")
def halfway() -> Played:
    m = Played(small_plan(6), absent=["c00001"])
    m.run_until("8:20")
    return m


def test_misconduct_is_named_with_its_two_recorders_in_three_copies(morning: Played, tmp_path: Path) -> None:
    (case,) = inputs(morning, "misconduct")
    assert (case.name, case.told, case.removed, case.what) == (morning.plan.candidates[4].name, True, True, "手机响铃")
    assert len(case.recorders) == 2
    out = tmp_path / "m.pdf"
    assert print_form(morning.source(), Wanted("misconduct"), out, NOON).pages == 3
    pages = reading.texts(out)
    assert [copy for copy in ("考点存档", "报评价机构", "考生本人") if any(copy in page for page in pages)] != []
    assert all("第一联" in p or "第二联" in p or "第三联" in p for p in pages)


def test_a_blank_case_for_a_candidate_knows_who_it_is_about(morning: Played) -> None:
    (case,) = inputs(morning, "misconduct", candidate="c00007", blank=True)
    assert case.name == morning.plan.candidates[6].name
    assert (case.at, case.kind, case.told) == (None, None, None)


def test_the_slate_shows_the_room_as_it_is_drawn() -> None:
    plan = small_plan()
    drawn = replace(plan.rooms[0], row_sizes=(7, 8, 8, 7), gaps=("3-2",), aisles=(2,), door="back-right")
    halls = replace(plan.rooms[1], kind="tiered", rows=11)
    m = Played(replace(plan, rooms=(drawn, halls, plan.rooms[2])))
    one, other, _ = inputs(m, "slate-card")
    assert one.columns[0] == (29, 28, 27, 26, 25, 24, 23)
    assert one.columns[1] == (16, 17, 0, 18, 19, 20, 21, 22), "nobody sits in the pillar, and the rows stay in line"
    assert one.columns[3] == (1, 2, 3, 4, 5, 6, 7)
    assert (one.aisles, one.door_right, one.door_back) == ((2,), True, True)
    assert one.pillars == ((3, 2),)
    assert [len(column) for column in other.columns] == [6] * 5


def test_outings_and_stand_ins_are_on_their_logs(morning: Played) -> None:
    (leave,) = inputs(morning, "leave-log", room="01")[0].leaves
    assert (leave.name, leave.escort) == (morning.plan.candidates[3].name, "人员07")
    assert (leave.left, leave.back) == (clock("9:10"), clock("9:15"))
    (change,) = inputs(morning, "stand-in")[0].changes
    assert (change.replaced, change.name, change.lasting) == ("人员12", "人员08", False)
    assert (change.start, change.end) == (clock("9:20"), clock("9:35"))
    assert inputs(morning, "leave-log", room="02")[0].leaves == ()


def test_a_correction_shows_both_values(morning: Played) -> None:
    (sheet,) = inputs(morning, "correction")
    (changed,) = sheet.changes
    assert (changed.before, changed.after) == (morning.plan.candidates[1].name, "欧阳更正")
    assert sheet.reason == "登记有误"
    assert inputs(morning, "correction", room="02")[0].name == "", "nobody there was corrected: a blank one"


def test_the_roster_knows_who_was_absent_and_who_cheated(morning: Played) -> None:
    (roster,) = inputs(morning, "roster")
    rows = {row.admission_number: row for row in roster.rows}
    people = morning.plan.candidates
    assert len(roster.rows) == len(people)
    assert rows[people[0].admission_number].marks == ("缺考", "", "")
    assert rows[people[4].admission_number].result == "舞弊"
    assert rows[people[1].admission_number].name == "欧阳更正"
    assert rows[people[2].admission_number].marks == ("", "", ""), "late is not absent"


def test_the_roster_keeps_a_mark_when_a_second_sitting_has_none(tmp_path: Path) -> None:
    """A review by paper at 13:30 is no theory, and what is empty there takes nothing away."""
    m = Played(with_afternoon(small_plan(6)), absent=["c00007"])
    m.run_until("9:10")
    rows = {row.name: row for row in inputs(m, "roster")[0].rows}
    who = next(c for c in m.plan.candidates if c.id == "c00007")
    assert who.sittings == ("s1", "s2")
    assert rows[who.name].marks == ("缺考", "", "")


def test_an_exam_whose_name_says_no_subject_is_filed_by_its_mode() -> None:
    plan = small_plan()
    m = Played(replace(plan, sittings=(replace(plan.sittings[0], subject="专业能力测试"),)))
    theory = inputs(m, "plan-filing")[0].items[0]
    assert (theory.mode, theory.days) == ("笔试", ("2026年12月5日",))


@pytest.fixture(scope="module")
def short() -> Played:
    """A bag of r03 holds a copy less than its label says, and nobody made it good."""
    m = Played(with_afternoon(small_plan(6))).skip("open-bag", "bag:b03")
    m.run_until("8:26")
    m.act("open-bag", "bag:b03", {**OPENING, "counted": 6}, at="8:26")
    return m.run_normal_day()  # type: ignore[return-value]


def test_what_the_escorts_sign_for_is_what_the_slip_of_their_hop_says(short: Played, tmp_path: Path) -> None:
    (ride,) = (ride for ride in inputs(short, "escort-list") if ride.bags)
    (slip,) = (slip for slip in inputs(short, "custody-slip") if slip.hop == "押送")
    listed = {bag.label: (bag.copies, bag.cards or None) for bag in ride.bags}
    assert listed == {bag.label: (bag.copies, bag.cards) for bag in slip.bags}
    assert listed["T-03"] == (6, None)
    out = tmp_path / "e.pdf"
    print_form(short.source(), Wanted("escort-list"), out, NOON)
    assert "4袋218" in "".join(reading.texts(out)[0].split())


def test_nobody_is_absent_on_a_closing_slip_before_the_freeze(short: Played) -> None:
    afternoon = clock("13:00")
    slip = inputs(short, "room-closing", afternoon)[-1]
    assert (slip.exam.subject, dict(slip.counts)["应考"], dict(slip.counts)["缺考"]) == ("综合评审", 1, None)
    assert inputs(short, "site-closing", afternoon)[-1].rooms[0].counts[:3] == (1, None, None)


def test_the_way_back_is_ticked_by_what_the_office_counted(tmp_path: Path) -> None:
    m = Played(small_plan(6)).skip("count-returned", "room:s1/r01")

    def way_back() -> Any:
        return next(s for s in inputs(m, "custody-slip", m.now, room="01") if s.hop == "送回")

    m.run_until("10:07")
    assert way_back().agreed is None, "nobody has counted yet"
    m.act("count-returned", "room:s1/r01", m.blind("r01", answered=-1), at="10:07")
    assert way_back().agreed is False
    m.act("count-returned", "room:s1/r01", m.blind("r01"), at="10:07:30")
    assert way_back().agreed is True


def test_one_candidate_with_two_cases_is_one_person_in_the_count(tmp_path: Path) -> None:
    m = Played(small_plan(6))
    m.run_until("9:10")
    for at, note in (("9:10", "左顾右盼"), ("9:20", "交头接耳")):
        told = {"kind": "other", "told": True, "removed": False, "note": note}
        m.act("record-misconduct", "candidate:s1/c00002", told, at=at)
    out = tmp_path / "r.pdf"
    print_form(m.source(), Wanted("room-record", room="01"), out, clock("9:30"))
    said = "".join(reading.texts(out)[0].split())
    assert "违纪作弊1" in said
    assert "左顾右盼" in said
    assert "交头接耳" in said


def test_closing_slips_agree_with_the_room_records(morning: Played) -> None:
    (room,) = inputs(morning, "room-closing", room="01")
    assert dict(room.counts) == {"应考": 6, "实到": 5, "缺考": 1, "迟到": 1, "提前交卷": 1, "离场": 1}
    assert room.open == ()
    (site,) = inputs(morning, "site-closing")
    assert site.rooms[0].counts == (6, 5, 1, 1, 1, 1)
    assert site.rooms[0].papers == room.papers.returned
    assert (site.out, site.sealed, site.unissued) == (6, 4, 2)


def test_sealing_escort_and_sign_in_are_as_recorded(morning: Played) -> None:
    approvals = inputs(morning, "sealing-approval")
    assert all(a.accepted and a.approved and a.bags[0].seal for a in approvals)
    (ride,) = inputs(morning, "escort-list")
    assert len(ride.escorts) == 2
    assert all(bag.loaded and bag.arrived for bag in ride.bags)
    (sheet,) = inputs(morning, "sign-in")
    assert all(row.reported and row.badge for row in sheet.rows)


def test_blank_forms_know_nothing_of_the_day(morning: Played) -> None:
    assert not any(a.accepted or a.approved or a.bags[0].seal for a in inputs(morning, "sealing-approval", blank=True))
    (ride,) = inputs(morning, "escort-list", blank=True)
    assert (ride.departed, ride.vehicle, ride.escorts) == (None, "", ())
    assert inputs(morning, "stand-in", blank=True)[0].changes == ()
    assert inputs(morning, "secure-room-log", blank=True)[0].visits == ()
    assert [sheet.name for sheet in inputs(morning, "correction", blank=True)] == [""], "not of who was corrected"
    assert all(slip.blank for slip in inputs(morning, "room-closing", blank=True))
    assert not any(slip.blank for slip in inputs(morning, "room-closing"))


def test_the_fallback_shows_the_room_as_it_is_now(halfway: Played, tmp_path: Path) -> None:
    (sheet,) = inputs(halfway, "fallback", now=clock("8:20"), room="01")
    inside = [row for row in sheet.rows if row.admitted is not None]
    assert len(inside) == 5
    assert all(row.state == "在场" for row in inside)
    assert next(row for row in sheet.rows if row.seat == 1).state == "未到"
    assert any(step.actual is None for step in sheet.steps)
    assert any(step.actual is not None for step in sheet.steps)
    assert all(len(row.tail) <= 4 for row in sheet.rows)
    out = tmp_path / "f.pdf"
    print_form(halfway.source(), Wanted("fallback", room="01"), out, clock("8:20"))
    pages = reading.texts(out)
    assert all("2026-12-05 08:20" in page for page in pages)
    assert halfway.real.head_code() in pages[0]


def test_thirty_per_cent_are_drawn_rounded_up_and_anybody_can_draw_them_again(morning: Played) -> None:
    people = morning.plan.candidates
    for n, wanted in ((0, 0), (1, 1), (3, 1), (10, 3), (11, 4), (18, 6)):
        assert len(draw_sample(people[:n], 7, -(-n * 30 // 100))) == wanted
    drawn = draw_sample(people, 20261205, 6)
    assert draw_sample(tuple(reversed(people)), 20261205, 6) == drawn
    assert draw_sample(people, 1, 6) != drawn
    by_hand = sorted(people, key=lambda c: hashlib.sha256(f"20261205/{c.id}".encode()).hexdigest())[:6]
    assert drawn == by_hand
    (listed,) = inputs(morning, "sampling-list")
    assert (len(listed.rows), listed.of, listed.seed) == (6, 18, morning.plan.seed)


def test_badges_open_desks(morning: Played) -> None:
    badges = inputs(morning, "badge")
    assert {b.code for b in badges} == {f"{BADGE_PREFIX}{p.number}" for p in morning.plan.staff}
    lead = next(b for b in badges if b.name == "人员11")
    assert (lead.role, lead.post) == ("主监考", "第 01 考场")


def test_the_board_of_a_mixed_room_names_both_occupations(morning: Played) -> None:
    (board,) = inputs(morning, "blackboard-card", room="02")
    assert board.lines == ("职业：钳工、焊工", "等级：三级", "科目：理论知识", "关闭手机！", "考试时间：08:30-10:00")


def test_numbers_are_told_from_to_only_where_nobody_else_lies_between_them(tmp_path: Path) -> None:
    """Two people of r01 and r02 have changed places: a range would send whoever reads it to three rooms."""
    plan = small_plan(6)
    swap = {"c00002": "r02", "c00008": "r01"}
    seats = tuple(replace(s, room=swap.get(s.candidate, s.room)) for s in plan.seats)
    m, out = Played(replace(plan, seats=seats)), tmp_path / "x.pdf"
    (listed,) = inputs(m, "room-list")
    assert [bool(room.first) for room in listed.rooms] == [False, False, True]
    assert [sheet.ranged for sheet in inputs(m, "door-sign")] == [False, False, True]
    for form, page in (("room-list", 0), ("door-sign", 0)):
        print_form(m.source(), Wanted(form), out, NOON)
        said = "".join(reading.texts(out)[page].split())
        assert "见《考生信息汇总表》" in said
    assert "2612050100013—2612050100018" in "".join(reading.texts(out)[4].split())


def test_every_role_of_the_protocol_has_its_crib_sheet(morning: Played) -> None:
    sheets = {sheet.role: sheet for sheet in inputs(morning, "crib-sheet")}
    assert set(sheets) == {"主考", "主监考", "副监考", "考务人员", "保密员"}
    times = [step.at for step in sheets["主监考"].steps]
    assert times == sorted(times)
    assert any("试卷袋密封完好" in step.text for step in sheets["主监考"].steps)
    assert not any("002" in sheet.source + step.clause for sheet in sheets.values() for step in sheet.steps)


def test_a_bag_label_says_what_is_checked_at_the_receipt(morning: Played) -> None:
    labels = inputs(morning, "bag-label")
    assert [label.label for label in labels] == [bag.label for bag in morning.plan.bags]
    assert labels[0].opens == clock("8:25")
    assert [label.room for label in labels[-2:]] == ["", ""], "spare bags of the site come last"
    assert len(inputs(morning, "bag-label", room="02")) == 2


def test_an_incident_is_filled_from_the_record() -> None:
    m = Played(small_plan(4))
    m.run_until("8:50")
    m.act("report-incident", "room:s1/r02", {"kind": "medical", "note": "腹痛"}, at="8:50")
    found = inputs(m, "incident", now=clock("9:00"))
    assert [(i.room, i.what, i.kinds[i.kind]) for i in found] == [("02", "腹痛", "考生就医")]
    assert inputs(m, "incident", now=clock("9:00"), room="01")[0].kind is None


def test_floors_are_ordered_by_what_their_names_say() -> None:
    names = ["B2", "地下一层", "一层", "2", "三层", "十层", "十二层", "21"]
    assert sorted(sorted(names), key=storey) == names
    assert storey("夹层")[0] == 0


def test_a_plan_of_one_room_of_one_prints_everything(tmp_path: Path) -> None:
    plan = small_plan(1)
    one = replace(
        plan,
        candidates=plan.candidates[:1],
        seats=plan.seats[:1],
        rooms=plan.rooms[:1],
        bags=tuple(b for b in plan.bags if b.room == "r01"),
        duties=tuple(d for d in plan.duties if d.room in (None, "r01")),
    )
    m = Played(one)
    for form in forms_list():
        if form["name"] == "custody-slip":
            continue  # nothing has been handed over yet
        assert print_form(m.source(), Wanted(form["name"], accept_flags=True), tmp_path / "x.pdf", clock("7:00")).pages
        assert reading.strays(tmp_path / "x.pdf") == []
