"""`record show`: the record in figures."""

from __future__ import annotations

import json

from desktop.operations.reports import record_summary
from tests.helpers.morning import OPENING, clock, small_plan
from tests.press.played import Played, full_day


def test_the_summary_follows_a_room_through_the_morning() -> None:
    m = Played(small_plan(4), absent=["c00001"])
    seen = []
    for at in ("7:45", "7:55", "8:00", "8:07", "8:22", "8:26", "8:31", "10:01", "10:04", "10:11", "11:00"):
        m.run_until(at)
        seen.append(record_summary(m.real)["rooms"][0]["status"])
    assert seen == [
        "waiting",
        "papers-there",
        "prepared",
        "door-open",
        "rules-read",
        "opened",
        "running",
        "ended",
        "released",
        "sealed",
        "closed",
    ]


def test_the_summary_of_a_finished_day() -> None:
    m = full_day(small_plan(4), absent=["c00001"])
    m.run_normal_day()
    found = record_summary(m.real)
    assert json.loads(json.dumps(found)) == found
    assert found["code"] == m.real.head_code()
    assert found["entries"] == found["desks"][0]["number"] == len(m.shelf.held)
    assert found["desks"][0]["label"] == "主考台"
    room = found["rooms"][0]
    assert (room["registered"], room["present"], room["absent"], room["late"]) == (4, 3, 1, 0)
    assert room["balance"] is None
    assert room["open"] == []
    assert found["sittings"][0]["status"] == "closed"
    assert found["sittings"][0]["closed"] == m.ctx.state.sitting("s1").closed.at >= clock("11:30")
    assert not found["conflicts"]
    assert not found["incidents"]


def test_the_summary_names_what_is_broken_and_open() -> None:
    m = Played(small_plan(4)).skip("open-bag", "bag:b01")
    m.run_until("8:26")
    m.act("open-bag", "bag:b01", {**OPENING, "counted": 4}, at="8:26")
    m.act("report-incident", "room:s1/r01", {"kind": "paper"}, at="8:27")
    found = record_summary(m.real)
    room = found["rooms"][0]
    assert room["balance"]["equation"] == "C2"
    assert room["balance"]["difference"] == -1
    assert {"incident", "bag-open"} <= {o["code"] for o in room["open"]}
    assert [i["room"] for i in found["incidents"]] == ["r01"]
    assert found["sittings"][0]["status"] == "open"


def test_the_summary_holds_no_names() -> None:
    m = full_day(small_plan(4))
    text = json.dumps(record_summary(m.real), ensure_ascii=False)
    assert not any(c.name in text or c.document_number in text for c in m.plan.candidates)
