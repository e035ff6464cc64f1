"""What the room's desk offers over a real record: the order it owes an answer to, the sums of its count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.exam.day.balance import PAPER_NAMES
from desktop.exam.frame.command import Fact
from tests.helpers.homes import enrolled
from tests.operations.test_desks import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with enrolled(tmp_path / "h", "control") as desk:
        yield Site(desk)


def test_the_room_owes_its_answer_to_the_last_order_only_and_one_key_gives_it(site: Site) -> None:
    for at, order in (("8:20", "prepare"), ("8:31", "start")):
        site.desk.clock.set(at)
        site.desk.act("give-order", "sitting:s1", {"order": order}, site.duty("chief"))
    site.record.refresh()
    desk = site.open("room", site.duty("lead-proctor", "r01"))
    given = [o for o in ("prepare", "start") if o in site.record.state.sitting("s1").orders]
    owed = [a.id for a in site.screen.last.alerts if a.id.startswith("order-")]
    assert owed == [f"order-{given[-1]}"]
    row = next(r for r in site.screen.last.available if r.key == "K")
    assert row.immediate
    assert desk.act(row.command, row.about, {}, tuple(s.signed for s in row.slots)).done
    assert not [a for a in site.screen.last.alerts if a.id.startswith("order-")]
    assert "K" not in {r.key for r in site.screen.last.available}


def test_a_seat_with_time_of_its_own_says_until_when_at_the_rooms_desk(site: Site) -> None:
    for at, order in (("8:20", "prepare"), ("8:31", "start")):
        site.desk.clock.set(at)
        site.desk.act("give-order", "sitting:s1", {"order": order}, site.duty("chief"))
    seat = next(s for s in site.record.plan.seats if s.room == "r01")
    extended = {"scope": f"candidate:{seat.candidate}", "minutes": 15, "reason": "vision"}
    site.desk.act("extend-exam", "sitting:s1", extended, site.duty("chief"))
    site.record.refresh()
    desk = site.open("room", site.duty("lead-proctor", "r01"))
    notes = {c.number: c.note for c in site.screen.last.seats.cells if c.name}
    word = desk.words.text
    assert notes[seat.number] == word("seat-note-until", note=word("seat-note-expected"), time="10:15")
    assert [n for n, note in notes.items() if "10:15" in note] == [seat.number], "the others end with the room"
    held = {"scope": f"candidate:{seat.candidate}", "reason": "unwell"}
    site.desk.act("suspend-exam", "sitting:s1", held, site.duty("chief"))
    site.record.refresh()
    site.open("room", site.duty("lead-proctor", "r01"))
    cell = next(c for c in site.screen.last.seats.cells if c.number == seat.number)
    assert cell.note == word("seat-note-held", note=word("seat-note-expected"))


def test_the_count_at_the_end_knows_what_its_sums_must_come_to(site: Site) -> None:
    site.desk.clock.set("7:58")
    site.open("room", site.duty("lead-proctor", "r01"))
    row = next(r for r in site.screen.last.available if r.command == "collect-papers")
    papers = [s for s in row.sums if s.fields[0].startswith("papers.")]
    bag = next(b for b in site.record.plan.bags if b.room == "r01")
    assert [(s.fields, s.wanted) for s in papers][-1] == (tuple(f"papers.{n}" for n in PAPER_NAMES), bag.copies)
    assert papers[0].wanted == 0, "nobody has come yet"
    assert {f.name for f in row.fields} >= {name for s in row.sums for name in s.fields}
    assert all(f.required for f in row.fields)


def test_papers_are_with_the_candidates_only_once_they_were_handed_out(site: Site) -> None:
    site.desk.clock.set("7:58")
    desk = site.open("room", site.duty("lead-proctor", "r01"))
    word, account = desk.words.text, site.screen.last.balance
    assert account.lines[1].label == word("balance-to-give")
    site.record.write((Fact("papers-handed-out", ("room:s1/r01",), {"sitting": "s1"}),), ())
    assert site.screen.last.balance.lines[1].label == word("balance-in-hand")


def test_a_room_whose_exam_is_suspended_counts_down_to_nothing_and_the_chief_is_reminded(site: Site) -> None:
    site.desk.clock.set("8:31")
    scope = {"scope": "room:r01", "reason": "fire alarm"}
    site.desk.act("suspend-exam", "sitting:s1", scope, site.duty("chief"))
    site.record.refresh()
    room = site.open("room", site.duty("lead-proctor", "r01"))
    assert site.screen.last.step.held == room.words.text("room-held")
    assert site.screen.last.alerts[0].id == "suspended"
    site.open("control", site.duty("chief"))
    [alert] = [a for a in site.screen.last.alerts if a.id.startswith("suspended")]
    assert (alert.tone, [r.command for r in alert.actions]) == ("stop", ["resume-exam"])
    assert "fire alarm" in alert.text
    site.desk.act("resume-exam", "sitting:s1", {"scope": "room:r01"}, site.duty("chief"))
    site.record.refresh()
    site.open("control", site.duty("chief"))
    assert not [a for a in site.screen.last.alerts if a.id.startswith("suspended")]


def test_a_stand_in_begins_and_ends_at_the_room_with_the_chiefs_signature_in_place(site: Site) -> None:
    site.desk.clock.set("8:40")
    desk = site.open("room", site.duty("lead-proctor", "r01"))
    row = next(r for r in site.screen.last.available if r.command == "start-stand-in")
    assert next(f.value for f in row.fields if f.name == "room") == "r01"
    assert [s.signed for s in row.slots] == [None], "nobody at a room's desk may decide it"
    chief = site.signed(desk, site.duty("chief"))
    data = {
        "room": "r01",
        "role": "assistant-proctor",
        "absent": site.duty("assistant-proctor", "r01"),
        "stand_in": site.duty("roving-proctor"),
        "reason": "ill",
    }
    assert desk.act(row.command, row.about, data, (chief,)).done
    end = next(r for r in site.screen.last.available if r.command.startswith("end-stand-in:"))
    assert desk.act(end.command, end.about, {}, (site.signed(desk, site.duty("chief")),)).done
    assert not [r for r in site.screen.last.available if r.command.startswith("end-stand-in:")]
