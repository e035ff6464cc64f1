"""Photos in a room's evidence (X10, N11): each with who took it and what it shows, and no picture ever a gap."""

from __future__ import annotations

from desktop.exam.frame.command import Fact
from desktop.operations.reporting.day import day_facts
from desktop.operations.reporting.evidence.room import evidence_facts
from desktop.press.pages.day import day_pages
from desktop.press.pages.evidence import item_title
from tests.helpers.morning import small_plan
from tests.press.played import Played

PICTURE, OTHER = "ab" * 32, "cd" * 32


def items(m: Played, room: str = "r01") -> list[dict[str, object]]:
    (found,) = evidence_facts(m.real, room, m.now)["rooms"]
    return [i for i in found["items"] if i.get("what") == "photo"]


def test_a_rooms_photos_are_listed_once_each_with_who_took_them_and_when() -> None:
    m = Played(small_plan(4))
    (first,) = m.act("add-photo", "room:s1/r01", {"attachment": PICTURE, "shows": "blackboard"}, ["p12"], at="8:00")
    m.act("add-photo", "candidate:s1/c00001", {"attachment": OTHER, "shows": "event"}, ["p11"], at="9:10")
    m.record(Fact("photo-added", ("room:s1/r01",), {**first.data}), ["p11"], "9:20")
    one, other = items(m)
    assert (one["key"], one["at"], one["shows"]) == (f"photo:{PICTURE}", first.wall, "blackboard")
    assert [s["officer"] for s in one["signatures"]] == ["p12"]  # type: ignore[attr-defined]
    assert one["clause"] == "002 第二十二条"
    assert (other["key"], other["state"]) == (f"photo:{OTHER}", "proven")
    assert items(m, "r02") == []


def test_the_printed_evidence_says_what_a_photo_shows() -> None:
    m = Played(small_plan(4))
    m.act("add-photo", "room:s1/r01", {"attachment": PICTURE, "shows": "paper-seal"}, at="8:00")
    m.record(Fact("photo-added", ("room:s1/r01",), {"attachment": OTHER, "shows": ["?"]}), ["p11"], "8:01")
    titles = [item_title(m.source(), "s1", i) for i in items(m)]
    assert titles == ["取证照片　试卷密封", "取证照片　其他"]


def test_photos_of_the_sitting_stand_in_the_days_report_with_their_hashes() -> None:
    m = Played(small_plan(4))
    (first,) = m.act(
        "add-photo", "sitting:s1", {"attachment": PICTURE, "shows": "overview", "note": "主席台"}, at="8:00"
    )
    m.act("add-photo", "room:s1/r01", {"attachment": OTHER, "shows": "blackboard"}, ["p12"], at="8:01")
    m.record(Fact("photo-added", ("sitting:s1",), {"attachment": OTHER, "shows": ["?"], "note": 7}), ["p11"], "8:02")
    (sitting,) = day_facts(m.real, None, m.now)["sittings"]
    one, odd = sitting["photos"]
    assert one == {
        "attachment": PICTURE,
        "shows": "overview",
        "note": "主席台",
        "at": first.wall,
        "officers": list(first.officers),
    }
    assert (odd["attachment"], odd["shows"], odd["note"]) == (OTHER, "other", "")
    (of_room,) = day_facts(m.real, "r01", m.now)["sittings"]
    assert of_room["photos"] == [], "a room's report is of the room"
    (page,) = day_pages(m.source(), day_facts(m.real, None, m.now))
    (section,) = [s for s in page.sections if s.title == "本场取证照片"]
    assert section.rows[0][:3] == ("08:00", "考场全景", "主席台")
    assert section.rows[0][-1] == PICTURE


def test_a_day_without_such_photos_says_nothing_of_them() -> None:
    m = Played(small_plan(4))
    (page,) = day_pages(m.source(), day_facts(m.real, None, m.now))
    assert not [s for s in page.sections if "照片" in s.title]
