"""The chief's board over a real record: silent rooms, two versions of one thing, the morning, names at a difference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.exam.frame.command import Refused
from desktop.operations.boards.control import SHOW, ControlBoard, MatterList
from desktop.operations.boards.custody import CustodyBoard
from desktop.operations.boards.shell import AlertRow
from desktop.operations.desks import paced
from tests.helpers.homes import enrolled, published_plan
from tests.helpers.morning import clock
from tests.operations.test_desks import Site
from tests.operations.test_exchange import admit, entries

MINUTE = 60_000


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with enrolled(tmp_path / "h", "control") as desk:
        yield Site(desk)


def open_control(site: Site, at: str) -> Any:
    site.desk.clock.set(at)
    return site.open("control", site.duty("chief"))


def board(site: Site, at: str = "") -> ControlBoard:
    """The board as the window asks for it once a second."""
    if at:
        site.desk.clock.set(at)
    site.session.refresh()
    shown = site.screen.last
    assert isinstance(shown, ControlBoard)
    return shown


def the(lists: tuple[MatterList, ...], id: str) -> MatterList:
    return next(one for one in lists if one.id == id)


def alert(shown: ControlBoard, start: str) -> AlertRow | None:
    return next((a for a in shown.alerts if a.id.startswith(start)), None)


def give(site: Site, order: str) -> None:
    done = site.desk.act("give-order", "sitting:s1", {"order": order}, site.duty("chief"))
    assert not isinstance(done, Refused), done


def acknowledge(site: Site, room: str, order: str) -> None:
    done = site.desk.act("acknowledge-order", f"room:s1/{room}", {"order": order}, site.duty("lead-proctor", room))
    assert not isinstance(done, Refused), done


# --- orders -----------------------------------------------------------------------------------------------------------


def test_a_room_that_does_not_answer_an_order_is_named_after_a_minute(site: Site) -> None:
    open_control(site, "8:20")
    give(site, "prepare")
    acknowledge(site, "r01", "prepare")
    shown = board(site)
    listed = the(shown.lists, "orders")
    assert listed.open == 2
    assert [row.id for row in listed.rows] == ["prepare-r02", "prepare-r03", "prepare-r01"]
    assert alert(shown, "silent-") is None
    assert not any(room.note for room in shown.rooms)
    shown = board(site, "8:22:30")
    silent = alert(shown, "silent-prepare")
    assert silent is not None
    assert silent.clause
    assert "02" in silent.text
    assert "01" not in silent.text.replace("08:20", "")
    assert [bool(room.note) for room in shown.rooms] == [False, True, True]
    assert shown.rooms[1].troubled


def test_a_room_that_has_heard_a_later_order_owes_nothing_for_the_one_before(site: Site) -> None:
    open_control(site, "8:20")
    give(site, "prepare")
    site.desk.clock.set("8:30")
    give(site, "start")
    for room in ("r01", "r02", "r03"):
        acknowledge(site, room, "start")
    shown = board(site, "8:40")
    assert alert(shown, "silent-") is None
    assert the(shown.lists, "orders").open == 0


# --- conflicts --------------------------------------------------------------------------------------------------------


def test_two_desks_that_admitted_one_person_stand_side_by_side_and_the_chief_decides(tmp_path: Path) -> None:
    published = published_plan()
    with (
        enrolled(tmp_path / "a", "control", "主考台一", published) as a,
        enrolled(tmp_path / "b", "door", "一门", published) as b,
        enrolled(tmp_path / "c", "door", "二门", published) as c,
    ):
        admit(b, 2, "8:12")
        admit(c, 2, "8:13")
        site = Site(a)
        desk = open_control(site, "8:15")
        for other in (b, c):
            site.record.take_in(entries(other))
        shown = board(site)
        (row,) = the(shown.lists, "conflicts").rows
        first, second = row.versions
        assert [label for label, _ in first.lines] == [label for label, _ in second.lines]
        assert {"一门", "二门"} == {words for v in row.versions for _, words in v.lines if words.endswith("门")}
        found = alert(shown, row.id)
        assert found is not None
        assert found.clause
        assert found.actions[0].command == f"{SHOW}conflicts"
        assert found.actions[0].about == (row.id,)
        keep = second.keep
        assert keep is not None
        values = {f.name: f.value for f in keep.fields if f.value is not None}
        assert values == {"keep": 2}
        me = site.session.who.officer  # type: ignore[union-attr]
        assert me is not None
        assert desk.act(keep.command, keep.about, {**values, "reason": "二门为准"}, (me,)).done
        assert not the(board(site).lists, "conflicts").rows
        who = site.record.plan.candidates[2].id
        assert site.record.state.candidate("s1", who).admission.at == clock("8:13")  # type: ignore[union-attr]


def test_a_bag_handed_over_at_two_desks_shows_both_hands(tmp_path: Path) -> None:
    published = published_plan()
    with (
        enrolled(tmp_path / "a", "control", "主考台一", published) as a,
        enrolled(tmp_path / "b", "custody", "保密一", published) as b,
        enrolled(tmp_path / "c", "custody", "保密二", published) as c,
    ):
        site = Site(a)
        site.briefed("7:36")
        chief, deputy, keeper = site.duty("chief"), site.duty("deputy-chief"), site.duty("confidentiality")
        bag = site.record.plan.bags[0]
        label = {"seal": bag.seal, "seal_intact": True}
        for other, signer, at in ((b, chief, "7:41"), (c, deputy, "7:42")):
            other.record.take_in(entries(a))
            taken = other.act("take-out-bag", f"bag:{bag.id}", label, signer, keeper, at=at)
            assert not isinstance(taken, Refused), taken
        open_control(site, "7:45")
        for other in (b, c):
            site.record.take_in(entries(other))
        (row,) = the(board(site).lists, "conflicts").rows
        names = site.record.index.staff
        said = [" ".join(words for _, words in version.lines) for version in row.versions]
        assert names[chief].name in said[0]
        assert names[deputy].name in said[1]
        assert "保密二" in said[1]
        assert bag.label in row.title


# --- the morning ------------------------------------------------------------------------------------------------------


def test_the_morning_has_every_step_planned_and_done_and_what_stopped_it(site: Site) -> None:
    site.briefed("7:36")
    open_control(site, "7:41")
    site.desk.act("check-clock", "room:s1/r01", {"seconds_off": 4}, site.duty("lead-proctor", "r01"))
    morning = board(site).morning
    assert morning is not None
    steps = {s.id: s for s in morning.steps}
    protocol = site.record.context().protocol("s1")
    assert protocol is not None
    assert list(steps) == [s.id for s in protocol.steps]
    assert (steps["briefing"].due, steps["briefing"].done) == (clock("7:35"), 1)
    assert (steps["clock"].done, steps["clock"].total, steps["clock"].first) == (1, 3, clock("7:41"))
    assert [b.kind for b in morning.blocks] == ["exam"]
    site.desk.clock.set("8:40")
    chief = site.duty("chief")
    stopped = site.desk.act("suspend-exam", "sitting:s1", {"scope": "room:r02", "reason": "停电"}, chief)
    assert not isinstance(stopped, Refused), stopped
    blocks = board(site).morning.blocks  # type: ignore[union-attr]
    assert [(b.kind, b.since, b.until) for b in blocks[1:]] == [("suspended", clock("8:40"), None)]
    site.desk.clock.set("8:52")
    site.desk.act("resume-exam", "sitting:s1", {"scope": "room:r02"}, chief)
    longer = site.desk.act("extend-exam", "sitting:s1", {"scope": "site", "minutes": 5, "reason": "补时"}, chief)
    assert not isinstance(longer, Refused), longer
    blocks = board(site).morning.blocks  # type: ignore[union-attr]
    assert ("suspended", clock("8:40"), clock("8:52")) in [(b.kind, b.since, b.until) for b in blocks]
    assert ("extended", clock("10:00"), clock("10:05")) in [(b.kind, b.since, b.until) for b in blocks]


def test_the_word_of_the_chief_and_the_first_and_last_room_stand_on_one_line(site: Site) -> None:
    open_control(site, "8:30:05")
    give(site, "start")
    morning = board(site).morning
    assert morning is not None
    (start,) = [s for s in morning.steps if s.ordered is not None]
    assert (start.due, start.ordered, start.first) == (clock("8:30"), clock("8:30:05"), None)
    assert "08:30:05" in start.told


def test_a_done_cell_says_who_did_it_and_when(site: Site) -> None:
    open_control(site, "7:41")
    lead = site.duty("lead-proctor", "r01")
    ticks = ("board_written", "rules_posted", "labels_placed", "desks_cleared", "clock_checked", "bag_store")
    site.desk.act("prepare-room", "room:s1/r01", dict.fromkeys(ticks, True), lead, at="7:58")
    shown = board(site)
    place = next(n for n, column in enumerate(shown.columns) if column.id == "room-prepared")
    told = shown.rooms[0].cells[place].told
    assert site.record.index.staff[lead].name in told
    assert "07:58" in told


# --- the pace ---------------------------------------------------------------------------------------------------------


def test_what_comes_from_elsewhere_is_built_at_a_pace_and_an_own_act_at_once(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paced, "LEAST", 3600.0)
    monkeypatch.setattr(paced, "MOST", 3600.0)
    desk = open_control(site, "8:20")
    sent = len(site.screen.boards)
    for room in ("r01", "r02", "r03"):
        site.desk.act("check-clock", f"room:s1/{room}", {"seconds_off": 1}, site.duty("lead-proctor", room))
    assert len(site.screen.boards) == sent
    me = site.session.who.officer  # type: ignore[union-attr]
    assert me is not None
    assert desk.act("give-order:prepare", ("sitting:s1",), {}, (me,)).done
    assert len(site.screen.boards) == sent + 1
    assert site.screen.last.orders[0].state == "given"


# --- custody ----------------------------------------------------------------------------------------------------------


def test_whoever_raised_a_leak_alarm_cannot_close_it_and_the_board_says_so(site: Site) -> None:
    site.desk.clock.set("7:30")
    chief, deputy = site.duty("chief"), site.duty("deputy-chief")
    desk = site.open("control", chief)
    me = site.session.who.officer  # type: ignore[union-attr]
    assert me is not None
    about = f"site:{site.record.plan.site.id}"
    raised = site.desk.act("raise-leak-alarm", about, {"cause": "封条破损"}, chief)
    assert not isinstance(raised, Refused), raised
    leak = alert(board(site), "leak-")
    assert leak is not None
    answers = {f.name: "已核实" for f in leak.actions[0].fields}
    refused = desk.act(leak.actions[0].command, leak.actions[0].about, answers, (me,))
    assert refused.refused is not None
    assert refused.refused.code == "sender-cannot-close"
    site.open("custody", site.duty("confidentiality"))
    shown: CustodyBoard = site.screen.last
    assert site.record.index.staff[chief].name in shown.alarm
    assert "封条破损" in shown.alarm
    assert not [row for row in shown.available if row.command.startswith("close-leak-alarm")]
    (row,) = [r for r in site.open("control", deputy).board().alerts if r.id.startswith("leak-")]
    second = site.session.who.officer  # type: ignore[union-attr]
    assert second is not None
    closed = site.session._desk.act(row.actions[0].command, row.actions[0].about, answers, (second,))
    assert closed.done, closed


def test_the_keyholders_and_who_is_inside_stand_on_the_custody_screen(site: Site) -> None:
    site.desk.clock.set("7:31")
    site.open("custody", site.duty("confidentiality"))
    assert "not appointed" in site.screen.last.top.subject
    about = f"site:{site.record.plan.site.id}"
    pair = [site.duty("confidentiality"), site.duty("office")]
    site.desk.act("appoint-keyholders", about, {"keyholders": pair}, site.duty("chief"))
    entered = site.desk.act("enter-secure-room", about, {"purpose": "取卷"}, *pair)
    assert not isinstance(entered, Refused), entered
    site.session.refresh()
    shown: CustodyBoard = site.screen.last
    names = [site.record.index.staff[p].name for p in pair]
    assert all(name in shown.top.subject for name in names)
    assert all(name in shown.log[0].words for name in names)
    assert shown.log[0].time == ""


def test_a_bag_waiting_for_its_count_stands_on_the_loading_list_with_who_has_it(site: Site) -> None:
    site.briefed("7:36")
    site.open("custody", site.duty("confidentiality"))
    site.session.refresh()
    assert site.screen.last.load == ()
    site.desk.clock.set("10:20")
    site.session.refresh()
    load = site.screen.last.load
    mine = [b.label for b in site.record.plan.bags if b.room is not None]
    assert [line.time for line in load[:-1]] == mine
    assert "0" in load[-1].words
