"""Ordinary mornings, and those on which staff, clocks, power or the building are the matter."""

from __future__ import annotations

import json

from desktop.bootstrap.parts import Parts
from desktop.wording import Wording
from tests.days.playing import Play, about

FIRST, LAST = "staff-reported", "sitting-closed"


def test_an_ordinary_morning_is_closed_in_time_with_every_step_done(morning: Play) -> None:
    day = morning(candidates=25, rooms=2)
    day.assert_good()
    kinds = [e.kind for e in day.entries]
    assert (kinds[0], kinds[1], kinds[-1]) == ("desk-enrolled", FIRST, LAST)
    steps = day.told["steps"]
    assert len(steps["rooms"]) == 2
    assert not [s for room in (*steps["rooms"].values(), steps["sitting"]) for s in room if s["late"]]
    assert {r["in_time"] == r["steps"] for r in day.told["roles"].values()} == {True}
    assert day.told["door_ms"]["checks"] == len(day.of("candidate-admitted")) + sum(day.told["refusals"].values())
    assert day.told["door_ms"]["p50"] <= day.told["door_ms"]["p99"] <= day.told["door_ms"]["max"]
    signed = {about(e, "candidate") for e in day.of("signature-confirmed")}
    assert signed == {about(e, "candidate") for e in day.of("candidate-admitted")}
    assert len(day.of("candidate-checked-at-seat")) == day.told["present"]
    assert json.loads((day.out / "summary.json").read_text("utf-8")) == day.told


def test_no_entry_of_a_morning_holds_a_name_or_a_number_of_a_person(morning: Play) -> None:
    day = morning("impostor", "dead-reader")
    home = Parts().open_home(day.out / "home", "rehearsal")
    try:
        plan = Parts().open_record(home).plan
    finally:
        home.close()
    text = (day.out / "record.jsonl").read_text("utf-8")
    for person in (*plan.candidates, *plan.staff):
        assert person.name not in text
        assert person.document_number not in text


def test_every_kind_and_verdict_of_a_full_morning_has_words(morning: Play) -> None:
    faults = ("wrong-packet", "missing-copy", "leak-alarm", "expired-document", "stand-in", "cheating", "suspension")
    day = morning(*faults, candidates=24)
    day.assert_good()
    words = Wording()
    assert [k for k in sorted({e.kind for e in day.entries}) if not words.has(f"kind-{k}")] == []
    codes = {str(e.data["code"]) for e in day.entries if e.kind in ("candidate-admitted", "candidate-refused")}
    assert [c for c in sorted(codes) if not words.has(f"verdict-{c}")] == []
    assert [b["code"] for b in day.told["blocked"] if not words.has(f"refused-{b['code']}")] == []


def test_a_proctor_who_has_not_come_is_stood_in_for_and_takes_over_again(morning: Play) -> None:
    day = morning("stand-in", candidates=20)
    day.assert_good()
    [started], [ended] = day.of("stand-in-started"), day.of("stand-in-ended")
    absent, stand_in, room = (str(started.data[k]) for k in ("absent", "stand_in", "room"))
    reported = {about(e, "staff"): e.wall for e in day.of("staff-reported")}
    assert started.wall < reported[absent] <= ended.wall

    def signed(person: str) -> list[int]:
        own = [e for e in day.entries if any(a.endswith(f"/{room}") for a in e.about)]
        return [e.wall for e in own if person in e.officers]

    assert signed(stand_in)
    assert all(started.wall <= at <= ended.wall for at in signed(stand_in))
    assert signed(absent)
    assert all(at >= ended.wall for at in signed(absent))


def test_a_fire_suspends_the_site_and_gives_the_minutes_back_to_everybody(morning: Play) -> None:
    day = morning("suspension", candidates=20)
    day.assert_good()
    [stopped], [resumed] = day.of("exam-suspended"), day.of("exam-resumed")
    lost = resumed.wall - stopped.wall
    assert resumed.data["compensation"] == lost == 12 * 60_000
    assert not [e for e in day.of("paper-handed-in") if stopped.wall <= e.wall < resumed.wall]
    assert [b["code"] for b in day.told["blocked"]] == ["not-suspended"]
    [end] = day.of("order-given", order="end")
    [start] = day.of("order-given", order="start")
    assert end.wall - start.wall >= 90 * 60_000 + lost
    assert all(e.wall >= end.wall for e in day.of("exam-ended"))
    ends = [s for room in day.told["steps"]["rooms"].values() for s in room if s["step"] == "end"]
    assert {s["planned"] for s in ends} == {"10:12:00"}


def test_a_clock_set_back_is_the_first_thing_the_record_says_and_is_measured(morning: Play) -> None:
    day = morning("clock-set-back", candidates=20)
    day.assert_good()
    [back] = day.of("clock-set-back")
    assert back.data["back"] >= 120_000
    off, right = day.of("clock-measured")
    assert off.number == back.number + 1
    assert off.data["offset"] >= back.data["back"] - 1000
    assert right.data["offset"] == 0
    own = sorted((e for e in day.entries if e.desk == back.desk), key=lambda e: e.number)
    assert [e.time for e in own] == sorted(e.time for e in own), "order holds though the clock did not"
    assert own[back.number - 2].wall > back.wall


def test_a_power_cut_in_a_check_loses_nothing_that_was_confirmed(morning: Play) -> None:
    day = morning("power-cut", candidates=20)
    day.assert_good()
    before, after = [text for text in day.told["faults"]["power-cut"]["done"] if "断电" in text]
    assert before.endswith("全部在，未给出结论的一条未写入")
    assert after.endswith("全部在，未给出结论的一条已写入")
    own = {(e["desk"], e["number"]) for e in day.told["faults"]["power-cut"]["entries"]}
    [again] = [e for e in day.refused("already-in") if (e.desk, e.number) in own]
    who = about(again, "candidate")
    assert len([e for e in day.of("candidate-admitted") if about(e, "candidate") == who]) == 1
    assert who in {about(e, "candidate") for e in day.of("signature-confirmed")}


def test_many_mishaps_at_once_on_three_desks_end_with_every_room_closed(morning: Play) -> None:
    from desktop.rehearsal.faults import FAULTS

    day = morning(*FAULTS, candidates=60, rooms=3, desks=2, seed=5)
    day.assert_good()
    left_nothing = [f for f in FAULTS if not day.told["faults"][f]["entries"]]
    assert left_nothing == []
