"""Signed sheets read back stand in the reports: who confirmed which picture, what differed, what came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.frame.command import Fact
from desktop.operations.reporting.day import day_facts
from desktop.operations.reporting.evidence.room import evidence_facts
from desktop.press.pages.day import day_pages
from desktop.press.pages.evidence import evidence_pages
from desktop.press.reports import write_report
from desktop.press.source import from_record
from desktop.wording import Wording
from tests.helpers.morning import small_plan
from tests.helpers.office import CHIEF, OFFICE, Office, office

ABSENT = ("c00001", "c00003")
PICTURE, LATER = "ab" * 32, "cd" * 32


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "home", "10:20", small_plan(6), ABSENT) as made:
        made.actions.turn_to("sheets")
        yield made


def confirmed(attachment: str, **changes: Any) -> dict[str, Any]:
    """The data of an entry as a peer may send it."""
    told = {"form": "summary-sheet", "number": "", "page": 1, "pages": 1, "print": "ABCDEF01"}
    rows = {"signed": ["c00002"], "unsigned": [], "boxes": {}, "by_eye": [], "differs": [], "contrary": []}
    return {"sitting": "s1", "room": "r01", **told, **rows, "attachment": attachment, "incident": "", **changes}


def sheets(desk: Office, room: str = "r01") -> list[dict[str, Any]]:
    (found,) = evidence_facts(desk.record, room, desk.desk.clock.wall())["rooms"]
    return [item for item in found["items"] if item.get("what") == "sheet"]


def printed(desk: Office, folder: Path) -> tuple[str, ...]:
    """The row of the one sheet as the pages have it; they can be printed."""
    write_report(desk.record, "evidence", "01", folder / "e.pdf", desk.parts)
    source = from_record(desk.record, Wording("zh-CN"))
    (page,) = evidence_pages(source, evidence_facts(desk.record, "r01", desk.desk.clock.wall()))
    (section,) = [s for s in page.sections if s.title == "五、照片与回读的签名表"]
    (row,) = section.rows
    return tuple(map(str, row))


def test_a_confirmed_list_is_evidence_with_its_picture_and_what_the_chief_decided(desk: Office, tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    away = desk.seats("r01", absent=True)
    photo = desk.signed_list(folder, away[1:])
    desk.actions.job("read-sheets", {"scans": str(photo)})
    sheet = desk.screen.page.work.sheet  # type: ignore[union-attr]
    desk.actions.act("sheet", (), {"sheet": sheet.card.id, "row": f"seat:{away[0]}", "answer": "yes"}, ())
    action = desk.screen.page.work.sheet.confirm  # type: ignore[union-attr]
    assert desk.actions.act(action.command, action.about, {}, tuple(slot.signed for slot in action.slots)).done
    (item,) = sheets(desk)
    assert item["attachment"] == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert [slot["officer"] for slot in item["signatures"]] == [OFFICE]
    assert (item["form"], item["page"], item["pages"], item["superseded"]) == ("summary-sheet", 1, 1, False)
    assert ([one["seat"] for one in item["differs"]], item["by_eye"]) == ([away[0]], 1)
    assert (item["decided"], item["gaps"]) == (None, [])
    shown = printed(desk, tmp_path)
    assert shown[0] == "考生信息汇总表　第 1/1 页"
    assert shown[3].endswith(f"与入场记录不符的座位 {away[0]}；待主考处置")
    assert shown[4] == item["attachment"]
    desk.desk.clock.set("10:30")
    desk.act("resolve-incident", f"incident:{item['incident']}", {"decision": "核对录像，本人未到"}, CHIEF)
    (item,) = sheets(desk)
    assert (item["decided"]["decision"], item["decided"]["officers"]) == ("核对录像，本人未到", [CHIEF])
    assert printed(desk, tmp_path)[3].endswith("已处置（10:30 人员01）：核对录像，本人未到")


def test_every_picture_of_a_page_is_listed_and_the_last_word_stands(desk: Office) -> None:
    for attachment in (PICTURE, LATER, PICTURE):
        desk.record.write([Fact("sheet-confirmed", ("room:s1/r01",), confirmed(attachment))], (OFFICE,))
    assert [(s["attachment"], s["superseded"]) for s in sorted(sheets(desk), key=lambda s: s["attachment"])] == [
        (PICTURE, False),
        (LATER, True),
    ]
    assert sheets(desk, "r02") == []


def test_what_the_list_comes_to_is_counted_by_the_entry_that_confirmed_it(desk: Office) -> None:
    desk.record.write([Fact("sheet-confirmed", ("room:s1/r01",), confirmed(PICTURE))], (OFFICE,))
    last = list(desk.home.entries.load(desk.record.opened.record))[-1]
    (found,) = evidence_facts(desk.record, "r01", desk.desk.clock.wall())["rooms"]
    (count,) = [item for item in found["items"] if item.get("equation") == "C3-sheet"]
    assert count["proof"] == [{"desk": last.desk, "number": last.number}]
    assert count["state"] == "gap", "two are let in and one has signed"


@pytest.mark.parametrize(
    "odd",
    [
        {"signed": "c00002"},
        {"differs": [7, None, "nobody"], "incident": "i-none"},
        {"page": "two", "pages": None},
        {"contrary": ["sign:主监考", "balance:papers-total", "§"], "form": "?"},
    ],
)
def test_whatever_a_peer_has_written_is_reported_without_falling(desk: Office, tmp_path: Path, odd: Any) -> None:
    desk.record.write([Fact("sheet-confirmed", ("room:s1/r01",), confirmed(PICTURE, **odd))], (OFFICE,))
    write_report(desk.record, "evidence", "01", tmp_path / "e.pdf", desk.parts)
    write_report(desk.record, "evidence", "01", tmp_path / "e.json", desk.parts)


def test_a_slip_of_the_whole_sitting_stands_in_the_days_report(desk: Office) -> None:
    slip = confirmed(PICTURE, form="custody-slip", number="11", room="", signed=[], contrary=["giver:1"])
    desk.record.write([Fact("sheet-confirmed", ("sitting:s1",), slip)], (OFFICE,))
    facts = day_facts(desk.record, None, desk.desk.clock.wall())
    (told,) = facts["sittings"][0]["sheets"]
    assert (told["attachment"], told["contrary"], told["officers"]) == (PICTURE, ["giver:1"], [OFFICE])
    (page,) = day_pages(from_record(desk.record, Wording("zh-CN")), facts)
    (section,) = [s for s in page.sections if s.title == "本场回读的签名表"]
    assert section.rows[0][1] == "试卷交接单 11　第 1/1 页"
    assert section.rows[0][-1] == PICTURE
    (of_room,) = day_facts(desk.record, "r01", desk.desk.clock.wall())["sittings"]
    assert of_room["sheets"] == []
