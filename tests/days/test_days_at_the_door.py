"""Mornings on which the doors have something to decide."""

from __future__ import annotations

import pytest

from tests.days.playing import Day, Play, about


def admission_of(day: Day, candidate: str) -> int | None:
    found = [e for e in day.of("candidate-admitted") if about(e, "candidate") == candidate]
    return found[0].wall if found else None


def test_late_ones_come_in_until_the_cut_off_and_are_absent_after_it(morning: Play) -> None:
    day = morning("late-candidates", candidates=20)
    day.assert_good()
    in_time = day.story("late-candidates")
    assert in_time.count("candidate-admitted") >= 1
    refused = day.refused("after-cutoff")
    assert refused
    assert all(admission_of(day, about(e, "candidate")) is None for e in refused)
    frozen = {c for e in day.of("absentees-frozen") for c in e.data["candidates"]}
    assert {about(e, "candidate") for e in refused} <= frozen
    assert day.told["late"] >= 1


def test_the_wrong_room_is_told_the_right_one_and_the_person_sits_there(morning: Play) -> None:
    day = morning("wrong-room")
    day.assert_good()
    for refused in day.refused("wrong-room"):
        who = about(refused, "candidate")
        admitted = next(e for e in day.of("candidate-admitted") if about(e, "candidate") == who)
        assert admitted.wall > refused.wall
        assert admitted.data["room"] != refused.data["room"]
    assert day.story("wrong-room").count("candidate-admitted") == 2


def test_impostors_stay_out_and_those_they_came_for_are_absent(morning: Play) -> None:
    day = morning("impostor", "unknown-person", "early-candidate", "expired-document", candidates=24)
    day.assert_good()
    [ticket] = day.refused("ticket-mismatch")
    assert ticket.data["ticket"] == "scanned"
    [face] = day.refused("face-mismatch")
    assert face.data["method"] == "officer"
    assert len(face.officers) == 1
    assert admission_of(day, about(face, "candidate")) is None
    assert len(day.refused("not-on-roster")) == 2
    assert len(day.refused("too-early")) == 2
    first, second = day.refused("document-expired")
    outcomes = [admission_of(day, about(e, "candidate")) is not None for e in (first, second)]
    assert sorted(outcomes) == [False, True]
    [forced] = day.of("candidate-admitted", forced=True)
    assert (forced.data["code"], len(forced.officers)) == ("document-expired", 2)
    assert forced.data["reason"]


def test_a_lost_reader_means_two_officers_and_typed_numbers_until_it_is_back(morning: Play) -> None:
    day = morning("dead-reader")
    day.assert_good()
    assert [e.data["state"] for e in day.of("reader-changed")] == ["lost", "ready"]
    [alone] = day.refused("second-officer-needed")
    assert alone.officers == ()
    typed = day.of("candidate-admitted", method="typed")
    assert len(typed) >= 3
    assert all(len(set(e.officers)) == 2 for e in typed)
    lost, ready = day.of("reader-changed")
    others = [e for e in day.of("candidate-admitted") if e.wall > ready.wall and e.data["room"] == alone.data["room"]]
    assert all(e.data["method"] == "virtual" for e in others)
    assert lost.wall < alone.wall < ready.wall


def test_every_kind_of_document_ends_in_a_seat_whatever_the_reader_does(morning: Play) -> None:
    day = morning("documents", candidates=130, rooms=5, seed=2)
    day.assert_good()
    told = "\n".join(day.told["faults"]["documents"]["done"])
    assert "没有可以参加的" not in told
    assert "{" not in told
    assert told.count("出示护照") == 2
    assert told.count("出示外国人永久居留身份证") == 2
    kinds = day.story("documents")
    assert kinds.count("candidate-admitted") == 11, "six with rare documents, three at the reader, one torn, one hung"
    assert [kind for kind in kinds if kind == "candidate-refused"] != []
    places = {(e["desk"], e["number"]) for e in day.told["faults"]["documents"]["entries"]}
    seen = [e for e in day.entries if (e.desk, e.number) in places]
    admitted = {about(e, "candidate"): e.data["code"] for e in seen if e.kind == "candidate-admitted"}
    assert {"ok", "ok-name-check", "ok-other-document"} <= set(admitted.values())
    assert {about(e, "candidate") for e in seen if e.kind == "signature-confirmed"} == set(admitted)
    assert [e.data["state"] for e in seen if e.kind == "reader-changed"] == ["lost", "ready"]
    typed = [e for e in seen if e.kind == "candidate-admitted" and e.data["method"] == "typed"]
    assert len(typed) >= 3
    assert all(len(set(e.officers)) == 2 for e in typed)


@pytest.mark.parametrize(("candidates", "rooms", "desks"), [(1, 1, 1), (3, 1, 1), (44, 2, 2)])
def test_documents_at_a_small_site_take_whom_there_is_and_say_who_is_not(
    morning: Play, candidates: int, rooms: int, desks: int
) -> None:
    day = morning("documents", "dead-reader", candidates=candidates, rooms=rooms, desks=desks, seed=3)
    day.assert_good()
    told = day.told["faults"]["documents"]
    assert any("没有可以参加的" in line for line in told["done"])
    assert told["skipped"] == ""
    places = {(e["desk"], e["number"]) for e in told["entries"]}
    seen = [e for e in day.entries if (e.desk, e.number) in places and "code" in e.data]
    admitted = {about(e, "candidate") for e in seen if e.kind == "candidate-admitted"}
    assert admitted
    assert {about(e, "candidate") for e in seen if any(a.startswith("candidate:") for a in e.about)} == admitted


def test_two_desks_apart_admit_one_person_and_the_chief_decides_when_they_meet(morning: Play) -> None:
    day = morning("double-admission", candidates=16, desks=2)
    day.assert_good()
    [decided] = day.of("conflict-resolved")
    who = about(decided, "candidate")
    first, second = [e for e in day.of("candidate-admitted") if about(e, "candidate") == who]
    assert first.desk != second.desk
    assert second.wall < decided.wall
    assert decided.officers == tuple(day.of("order-given")[0].officers)
    desks = day.told["desks"]
    assert len(desks) == 3
    assert len({d["head_code"] for d in desks}) == 1
    assert sum(d["checks"] for d in desks[1:]) > 0


def test_two_at_once_to_the_toilet_are_escorted_one_after_the_other(morning: Play) -> None:
    day = morning("toilet", "cheating", candidates=20)
    day.assert_good()
    assert "someone-out" in [b["code"] for b in day.told["blocked"]]
    outs = [(e.wall, 1, e.data["room"] if "room" in e.data else about(e, "room")) for e in day.of("candidate-let-out")]
    backs = [(e.wall, -1, about(e, "room")) for e in day.of("candidate-returned")]
    gone: dict[str, int] = {}
    for _, step, room in sorted(outs + backs):
        gone[room] = gone.get(room, 0) + step
        assert gone[room] in (0, 1)
    [caught] = day.of("misconduct-recorded")
    assert caught.data["removed"]
    assert caught.data["told"]
    assert len(caught.officers) == 2
    assert day.told["removed"] == 1
