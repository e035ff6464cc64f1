"""Mornings on which something is wrong with the papers."""

from __future__ import annotations

from tests.days.playing import Play, about


def test_a_packet_of_another_room_is_not_signed_for_and_the_right_one_is(morning: Play) -> None:
    day = morning("wrong-packet")
    day.assert_good()
    [refused] = day.of("bag-refused")
    assert refused.data["hop"] == "issue"
    assert "seal-number" in refused.data["differences"]
    assert len(refused.officers) == 3
    bag = about(refused, "bag")
    assert [e.kind for e in day.entries if f"bag:{bag}" in e.about][:4] == [
        *("bag-taken-out", "bag-refused", "incident-reported", "bag-issued"),
    ]


def test_a_missing_copy_is_reported_at_the_opening_and_made_up_from_the_spare_bag(morning: Play) -> None:
    day = morning("missing-copy")
    day.assert_good()
    [defect] = day.of("paper-defect-reported")
    assert defect.data["missing"] == 1
    [released] = day.of("spare-released")
    assert (released.data["copies"], len(released.officers)) == (1, 2)
    assert defect.wall < released.wall
    equations = day.told["balances"]["rooms"][about(defect, "room")[1:]]
    [c2] = [e for e in equations if e["key"] == "C2"]
    assert c2["left"] == {"counted": c2["right"]["ordered"] - 1, "spare-released": 1}


def test_a_broken_seal_is_a_leak_alarm_and_a_whole_spare_bag(morning: Play) -> None:
    day = morning("broken-seal")
    day.assert_good()
    [refused] = day.of("bag-refused")
    assert "seal-broken" in refused.data["differences"]
    [raised], [closed] = day.of("leak-alarm-raised"), day.of("leak-alarm-closed")
    assert not set(raised.officers) & set(closed.officers)
    assert [b["code"] for b in day.told["blocked"]] == ["sender-cannot-close"]
    [swap] = day.of("bag-withdrawn")
    broken, whole = about(swap, "bag"), swap.data["replacement"]
    opened = {about(e, "bag") for e in day.of("bag-opened")}
    assert whole in opened
    assert broken not in opened
    [departed] = day.of("escort-departed")
    assert whole in departed.data["bags"]
    assert broken not in departed.data["bags"]


def test_a_wrong_seal_number_stops_the_hand_over_until_somebody_else_has_cleared_it(morning: Play) -> None:
    day = morning("leak-alarm")
    day.assert_good()
    [refused] = day.of("bag-refused")
    assert (refused.data["hop"], list(refused.data["differences"])) == ("take-out", ["seal-number"])
    [closed] = day.of("leak-alarm-closed")
    taken = next(e for e in day.of("bag-taken-out") if about(e, "bag") == about(refused, "bag"))
    assert refused.wall < closed.wall <= taken.wall
