"""The hall clock out of a real record: what is left under suspensions and extensions, what is announced when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop.exam.frame.command import Refused
from desktop.faults import SiteFault
from desktop.operations.boards.hall import AnnouncementRow, Announcing, Custom, HallBoard
from desktop.operations.desks.hall.desk import HallDesk
from desktop.operations.desks.hall.schedule import Schedule
from desktop.operations.desks.session import HomeSession
from desktop.operations.words import Words
from desktop.store.home import create_home
from desktop.wording import Wording
from tests.helpers.homes import PASSPHRASE, Enrolled, enrolled, published_plan
from tests.helpers.morning import SITTING, clock
from tests.operations.test_desks import Screen, Site

MINUTE = 60_000


class Voice:
    """Nothing sounds here."""

    name = "voice"

    def say(self, words: str) -> None: ...

    def play(self, path: Path) -> None: ...

    def length(self, path: Path) -> int:
        return 1000

    def stop(self) -> None: ...


class Hall:
    """A hall desk with the boards it has sent."""

    def __init__(self, desk: Enrolled, room: str = "") -> None:
        self.home = desk
        self.boards: list[HallBoard] = []
        self.faults: list[BaseException] = []
        words = Words(desk.record.index, Wording())
        self.desk = HallDesk(desk.record, desk.home.settings, words, Voice(), self, room)

    def board(self, board: Any) -> None:
        self.boards.append(board)

    def fault(self, fault: BaseException) -> None:
        self.faults.append(fault)

    def at(self, time: str) -> HallBoard:
        self.home.clock.set(time)
        return self.desk.board()

    def act(self, name: str, data: dict[str, Any], at: str) -> None:
        done = self.home.act(name, SITTING, data, "p01", at=at)
        assert not isinstance(done, Refused), done

    def row(self, kind: str) -> AnnouncementRow:
        return next(row for row in self.desk.board().announcements if row.kind == kind)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Enrolled]:
    with enrolled(tmp_path / "h", "control") as desk:
        yield desk


@pytest.fixture
def begun(home: Enrolled) -> Hall:
    """The whole site after the chief's order to start."""
    hall = Hall(home)
    hall.act("give-order", {"order": "prepare"}, "8:29")
    hall.act("give-order", {"order": "start"}, "8:30")
    return hall


def left(board: HallBoard, at: str) -> int:
    return board.left if board.left is not None else board.end - clock(at)


def test_the_blackboard_has_its_five_lines_in_their_order(home: Enrolled) -> None:
    board = Hall(home, "r01").at("8:00")
    assert board.lines == ("职业：钳工", "等级：三级", "科目：理论知识", "关闭手机！", "考试时间：08:30-10:00")
    whole = Hall(home).at("8:00")
    assert whole.lines[0] == "职业：钳工、焊工"
    assert board.place == "第 01 考场"


def test_before_the_start_the_start_is_counted_down_to_and_after_it_the_end(begun: Hall) -> None:
    waiting = Hall(begun.home)
    begun.home.clock.set("8:10")
    board = begun.at("8:45")
    assert (board.phase, board.state, board.note) == ("running", "考试进行中", "10:00 结束")
    assert left(board, "8:45") == 75 * MINUTE
    assert waiting.at("8:20:00").phase == "running", "what has begun has begun, whatever a clock says"


def test_a_start_that_nobody_has_ordered_is_not_called_an_exam_in_progress(home: Enrolled) -> None:
    hall = Hall(home)
    assert hall.at("8:20").phase == "waiting"
    assert hall.at("8:20").note == "08:30 开考"
    assert hall.at("8:31").phase == "unopened"


def test_time_stands_still_while_the_exam_is_suspended_and_goes_on_from_there(begun: Hall) -> None:
    begun.act("suspend-exam", {"reason": "火警"}, "9:12")
    for at in ("9:12", "9:30", "10:12"):
        board = begun.at(at)
        assert (board.phase, left(board, at)) == ("suspended", 48 * MINUTE), at
        assert board.next is None
        assert board.note.startswith("09:12 起暂停")
    begun.act("resume-exam", {}, "10:12:30")
    board = begun.at("10:12:30")
    assert (board.phase, left(board, "10:12:30")) == ("running", 48 * MINUTE)
    assert board.note == "原定 10:00 结束，延长至 11:00:30"
    assert board.lines[-1] == "考试时间：08:30-11:00"


def test_what_the_chief_gives_back_instead_is_what_counts(begun: Hall) -> None:
    begun.act("suspend-exam", {"reason": "停电"}, "9:20")
    begun.act("resume-exam", {"compensation_minutes": 5}, "9:40")
    assert left(begun.at("9:40"), "9:40") == 25 * MINUTE


def test_a_room_with_more_time_shows_its_own_end_and_the_site_names_it(begun: Hall) -> None:
    begun.act("extend-exam", {"scope": "room:r02", "minutes": 10, "reason": "设备故障"}, "9:00")
    assert left(Hall(begun.home, "r02").at("9:50"), "9:50") == 20 * MINUTE
    assert left(Hall(begun.home, "r01").at("9:50"), "9:50") == 10 * MINUTE
    whole = begun.at("9:50")
    assert left(whole, "9:50") == 10 * MINUTE
    assert whole.rooms == ("02 考场 10:10 结束",)
    assert "02" in begun.row("end").words
    assert "02" not in begun.row("start").words


def test_a_room_that_is_suspended_alone_does_not_stop_the_others(begun: Hall) -> None:
    begun.act("suspend-exam", {"reason": "设备", "scope": "room:r02"}, "9:10")
    assert begun.at("9:20").phase == "running"
    assert begun.at("9:20").rooms == ("02 考场暂停（09:10 起）",)
    assert Hall(begun.home, "r02").at("9:20").phase == "suspended"
    assert Hall(begun.home, "r01").at("9:20").rooms == ()


def test_suspensions_that_overlap_cost_their_time_once(begun: Hall) -> None:
    begun.act("suspend-exam", {"reason": "设备", "scope": "room:r02"}, "9:10")
    begun.act("suspend-exam", {"reason": "火警"}, "9:20")
    room = Hall(begun.home, "r02")
    assert left(room.at("9:40"), "9:40") == 50 * MINUTE
    begun.act("resume-exam", {}, "9:40")
    assert (room.at("9:50").phase, left(room.at("9:50"), "9:50")) == ("suspended", 50 * MINUTE)
    begun.act("resume-exam", {"scope": "room:r02"}, "10:00")
    assert left(room.at("10:00"), "10:00") == 50 * MINUTE


def test_a_clock_that_is_set_back_takes_no_time_away_and_says_so(begun: Hall) -> None:
    begun.act("suspend-exam", {"reason": "火警"}, "9:12")
    assert left(begun.at("8:50"), "8:50") == 48 * MINUTE
    begun.act("extend-exam", {"scope": "site", "minutes": 5, "reason": "开考晚"}, "9:00")
    board = begun.at("9:13")
    assert board.clock is not None
    assert "拨回" in board.clock.text
    assert left(board, "9:13") == 53 * MINUTE


def test_the_current_and_the_next_step_follow_an_extension(begun: Hall) -> None:
    board = begun.at("9:50")
    assert board.step.startswith("09:45")
    begun.act("extend-exam", {"scope": "site", "minutes": 10, "reason": "开考晚"}, "9:50")
    board = begun.at("9:50")
    assert not board.step.startswith("09:45")
    assert board.next is not None
    assert board.next.due == clock("9:55")


def test_everything_says_rehearsal_in_one_and_nothing_in_an_exam(tmp_path: Path, home: Enrolled) -> None:
    board = Hall(home).at("8:00")
    assert board.rehearsal
    assert all(row.words.startswith("演练。") for row in board.announcements)
    with enrolled(tmp_path / "real", published=published_plan(rehearsal=False)) as real:
        board = Hall(real).at("8:00")
        assert not board.rehearsal
        assert not [row for row in board.announcements if "演练" in row.words]


def test_the_clock_turns_from_the_site_to_each_room_and_round(home: Enrolled) -> None:
    hall = Hall(home)
    places = []
    for _ in range(4):
        hall.desk.turn(1)
        places.append(hall.boards[-1].place)
    assert places == ["第 01 考场", "第 02 考场", "第 03 考场", hall.at("8:00").place]
    hall.desk.turn(-1)
    assert hall.boards[-1].place == "第 03 考场"


def test_a_board_follows_every_entry_and_none_after_it_was_closed(begun: Hall) -> None:
    before = len(begun.boards)
    begun.act("suspend-exam", {"reason": "火警"}, "9:12")
    assert begun.boards[-1].phase == "suspended"
    begun.desk.close()
    sent = len(begun.boards)
    assert sent > before
    begun.act("resume-exam", {}, "9:20")
    assert len(begun.boards) == sent


# --- announcements ----------------------------------------------------------------------------------------------------


def test_nothing_is_announced_until_somebody_switches_it_on_and_only_for_this_record(begun: Hall) -> None:
    assert {row.state for row in begun.at("8:45").announcements} == {"off"}
    begun.desk.choose(Announcing(on=True, when="clock"))
    assert {r.kind: (r.state, r.time) for r in begun.at("8:45").announcements} == {
        "start": ("missed", "08:30"),
        "fifteen": ("coming", "09:45"),
        "end": ("coming", "10:00"),
    }
    assert Hall(begun.home).row("end").state == "coming", "kept over a restart"
    kept = json.loads(begun.home.home.settings.get("announcing") or "")
    begun.home.home.settings.put("announcing", json.dumps({**kept, "record": "another"}))
    assert Hall(begun.home).row("end").state == "off"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"record": 1}', '{"record": "R", "data": {"customs": [1], "on": 1}}'])
def test_settings_that_nobody_can_read_are_no_settings(home: Enrolled, text: str) -> None:
    for key in ("announcing", "announced"):
        home.home.settings.put(key, text.replace("R", home.record.opened.record))
    assert {row.state for row in Hall(home).at("8:00").announcements} == {"off"}


def test_moments_move_with_the_end_and_have_no_time_while_it_is_suspended(begun: Hall) -> None:
    begun.desk.choose(Announcing(on=True, when="clock"))
    begun.act("suspend-exam", {"reason": "火警"}, "9:40")
    begun.at("10:30")
    assert (begun.row("fifteen").state, begun.row("fifteen").due) == ("held", None)
    begun.act("resume-exam", {}, "10:40")
    assert (begun.row("fifteen").state, begun.row("fifteen").due) == ("coming", clock("10:45"))


def test_what_was_said_is_said_again_only_for_a_later_moment(begun: Hall) -> None:
    begun.desk.choose(Announcing(on=True, when="clock"))
    begun.at("9:45")
    begun.desk.told(begun.row("fifteen"), "said")
    assert begun.row("fifteen").state == "said"
    assert Hall(begun.home).row("fifteen").state == "said", "kept over a restart"
    begun.act("extend-exam", {"scope": "site", "minutes": 10, "reason": "开考晚"}, "9:50")
    assert (begun.row("fifteen").state, begun.row("fifteen").due) == ("coming", clock("9:55"))
    begun.at("9:58")
    assert (begun.row("fifteen").state, begun.row("fifteen").time) == ("said", "09:45")


def test_turning_the_clock_to_a_room_says_nothing_again(begun: Hall) -> None:
    begun.desk.choose(Announcing(on=True, when="clock"))
    begun.at("9:45:05")
    begun.desk.told(begun.row("fifteen"), "said")
    begun.desk.turn(1)
    assert begun.row("fifteen").state == "said"


def test_announcements_may_wait_for_the_chiefs_order(begun: Hall) -> None:
    begun.desk.choose(Announcing(on=True, when="orders"))
    begun.at("9:45:10")
    assert begun.row("fifteen").state == "held"
    begun.act("give-order", {"order": "fifteen-minutes"}, "9:46")
    assert (begun.row("fifteen").state, begun.row("fifteen").due) == ("coming", clock("9:46"))


def test_own_words_stand_at_their_own_times(begun: Hall) -> None:
    customs = (Custom("请注意时间", "9：30"), Custom("还有五分钟", "-5"))
    begun.desk.choose(Announcing(on=True, customs=customs))
    begun.act("extend-exam", {"scope": "site", "minutes": 10, "reason": "开考晚"}, "9:00")
    rows = [row for row in begun.at("9:00").announcements if row.kind == "custom"]
    assert [row.due for row in rows] == [clock("9:30"), clock("10:05")]


@pytest.mark.parametrize(
    ("custom", "code"),
    [
        (Custom("请注意", "25:00"), "announce-when"),
        (Custom("请注意", "很快"), "announce-when"),
        (Custom(" ", "9:30"), "announce-words"),
        (Custom("长" * 201, "9:30"), "announce-words"),
        (Custom("两\n行", "9:30"), "announce-words"),
    ],
)
def test_an_announcement_nobody_could_say_is_refused_and_changes_nothing(
    home: Enrolled, custom: Custom, code: str
) -> None:
    hall = Hall(home)
    with pytest.raises(SiteFault) as caught:
        hall.desk.choose(Announcing(on=True, customs=(custom,)))
    assert caught.value.code == code
    assert not hall.at("8:00").announcing.on


# --- the schedule -----------------------------------------------------------------------------------------------------


def row(due: int, key: str = "k") -> AnnouncementRow:
    return AnnouncementRow(key, "end", "", "结束", due)


def test_a_moment_is_handed_out_once_and_not_before_it_has_come() -> None:
    schedule = Schedule()
    schedule.take([row(1_000_000)], 940_000, 50_000)
    assert schedule.next(999_999, 109_999) is None
    assert schedule.next(1_000_000, 110_000) == row(1_000_000)
    assert schedule.next(1_000_100, 110_100) is None
    schedule.take([row(1_000_000)], 1_000_200, 110_200)
    assert schedule.next(1_000_200, 110_200) is None


def test_a_busy_desk_that_sends_no_boards_misses_nothing_even_when_its_clock_is_moved() -> None:
    schedule = Schedule()
    schedule.take([row(1_000_000)], 940_000, 50_000)
    assert schedule.next(400_000, 110_000) == row(1_000_000), "steady time has come, whoever set the clock back"
    schedule.take([row(1_000_000)], 400_000, 110_001)
    assert schedule.next(1_000_000, 710_001) is None, "and when the clock comes there again, it was said"


def test_a_computer_that_slept_through_the_moment_stays_silent() -> None:
    schedule = Schedule()
    schedule.take([row(1_000_000)], 999_000, 50_000)
    assert schedule.next(4_600_000, 51_000) is None, "steady time stood still while it slept"
    schedule.take([row(1_000_000)], 4_600_000, 51_100)
    assert schedule.next(4_600_000, 51_100) is None


@pytest.mark.parametrize(("late", "said"), [(0, True), (20_000, True), (20_001, False)])
def test_twenty_seconds_late_is_the_latest(late: int, said: bool) -> None:
    schedule = Schedule()
    schedule.take([row(1_000_000)], 1_000_000 + late, 50_000)
    assert (schedule.next(1_000_000 + late, 50_000) is not None) is said


def test_a_moment_that_moved_on_is_a_new_one_and_the_earliest_goes_first() -> None:
    schedule = Schedule()
    schedule.take([row(1_000_000)], 1_000_000, 0)
    assert schedule.next(1_000_000, 0) is not None
    schedule.take([row(1_600_000), row(1_590_000, "other")], 1_500_000, 500_000)
    assert schedule.next(1_601_000, 601_000) == row(1_590_000, "other")
    assert schedule.next(1_601_000, 601_000) == row(1_600_000)


def test_what_waited_behind_another_is_still_timely_or_not() -> None:
    schedule = Schedule()
    schedule.take([row(1_000_000)], 1_000_000, 0)
    assert schedule.still_timely(row(1_000_000), 1_019_000, 19_000)
    assert not schedule.still_timely(row(1_000_000), 1_021_000, 21_000)


# --- in a session -----------------------------------------------------------------------------------------------------


def test_a_session_shows_the_clock_beside_its_desk_and_keeps_it_fresh(home: Enrolled) -> None:
    site = Site(home)
    site.session._parts.voice = Voice()
    screen = Screen()
    home.clock.set("8:00")
    desk = site.open("control", site.duty("chief"))
    hall = site.session.open_hall(screen)
    assert screen.last.whole
    assert hall.voice.name == "voice"
    sent, mine = len(screen.boards), len(site.screen.boards)
    home.clock.set("8:31")
    site.session.refresh()
    assert len(screen.boards) > sent
    assert len(site.screen.boards) > mine
    assert screen.last.phase == "unopened"
    assert desk is not None
    site.open("room", site.duty("chief"))
    site.session.open_hall(screen)
    assert screen.last.place == "Room 01"
    assert "关闭手机！" in screen.last.lines


def test_before_a_plan_is_published_there_is_no_clock(tmp_path: Path) -> None:
    made = create_home(tmp_path / "new", PASSPHRASE)
    parts = SimpleNamespace(found_sources=list, clock=None, voice=Voice())
    session = HomeSession(made, parts, Wording())
    with pytest.raises(SiteFault) as caught:
        session.open_hall(Screen())
    assert caught.value.code == "no-plan"
    session.close()
