"""The page of seats behind the office's desk: people taken up and put down, steps taken back, rooms drawn; the draft
follows and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop.bootstrap.parts import Parts
from desktop.exam.plan.model import Plan
from desktop.operations import planning
from desktop.operations.boards.seats import WAITING, LayoutWork, SeatBox, SeatsWork
from desktop.operations.desks.session import HomeSession
from desktop.operations.rooms.printed import PrintedSeats
from desktop.store.home import Home, create_home
from desktop.wording import Wording
from tests.exam.plan.test_seating_rules import AFTERNOON, MORNING, a_plan, candidate, rooms
from tests.helpers.homes import PASSPHRASE


class Page:
    """The office's desk at its page of seats, and the boards it sends."""

    def __init__(self, home: Home, plan: Plan, locale: str = "zh-CN") -> None:
        home.plans.save_draft(plan)
        self.home = home
        self.boards: list[Any] = []
        session = HomeSession(home, Parts(), Wording(locale))
        self.desk: Any = session.open_desk("office", self)
        self.desk.turn_to("seats")

    def board(self, board: object) -> None:
        self.boards.append(board)

    def fault(self, fault: BaseException) -> None:
        raise fault

    def act(self, name: str, **data: Any) -> Any:
        assert self.desk.act(f"seats:{name}", ("office",), data, ()).done
        return self.work

    @property
    def work(self) -> Any:
        return self.boards[-1].page.work

    @property
    def plan(self) -> Plan:
        found = self.home.plans.draft()
        assert found is not None
        return found

    def box(self, number: int) -> SeatBox:
        found: SeatBox = next(b for b in self.work.boxes if b.number == number)
        return found

    def job(self, command: str) -> Any:
        return next(j for j in self.boards[-1].page.jobs if j.command == f"seats:{command}")

    def where(self, who: str) -> tuple[str, int]:
        return next((s.room, s.number) for s in self.plan.seats if s.candidate == who)


def arranged(people: int = 40, rooms_: int = 3, **more: Any) -> Plan:
    plan = a_plan([candidate(n) for n in range(people)], rooms(rooms_, **more))
    params = planning.params_of(Parts().rules, plan)
    return planning.arrange(plan, params, 1).plan


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with create_home(tmp_path / "h", PASSPHRASE) as found:
        yield found


@pytest.fixture
def page(home: Home) -> Page:
    return Page(home, arranged())


def test_the_page_shows_a_room_desk_by_desk_and_why_everybody_sits_there(page: Page) -> None:
    work = page.work
    assert isinstance(work, SeatsWork)
    assert [r.number for r in work.rooms] == ["01", "02", "03"]
    assert (work.room, work.columns, work.rows, len(work.boxes)) == ("r01", 5, 6, 30)
    taken = page.box(1)
    assert taken.name
    assert [r.clause for r in taken.reasons if r.clause] == ["002 附件3 三(一)", "002 附件3 三(四)"]
    assert "蛇形" in " ".join(r.sentence for r in taken.reasons)
    assert page.boards[-1].deadlines == (), "the map needs the room"


def test_whoever_is_in_hand_sees_what_every_desk_and_room_would_come_to(page: Page) -> None:
    who = page.box(1).candidate
    work = page.act("pick", candidate=who)
    assert work.held == who
    assert "01 考场 1 号" in work.held_words
    assert page.box(1).verdict == ""
    assert all(b.told for b in work.boxes)
    assert {r.verdict for r in work.rooms[1:]} <= {"ok", "warn", "stop"}
    assert all(r.told for r in work.rooms)
    assert page.act("let-go").held == ""
    assert all(not b.told for b in page.work.boxes)


def test_put_down_on_a_taken_desk_two_people_change_seats_and_a_step_takes_it_back(page: Page) -> None:
    before = page.plan
    one, other = page.box(1).candidate, page.box(5).candidate
    page.act("pick", candidate=one)
    work = page.act("put", room="r01", number=5, seen=page.box(5).seen)
    assert (page.where(one), page.where(other)) == (("r01", 5), ("r01", 1))
    assert (work.held, work.said.tone) == ("", "ok")
    assert page.box(5).by_hand
    assert page.box(1).by_hand
    assert page.job("undo").enabled
    work = page.act("undo")
    assert page.plan == before
    assert "已撤销" in work.said.sentence
    assert not page.job("undo").enabled


def test_a_desk_that_was_closed_and_opened_again_still_takes_steps_back_in_their_order(home: Home) -> None:
    page = Page(home, arranged())
    states = [page.plan]
    for one, other in ((1, 5), (2, 9), (5, 3)):
        page.act("pick", candidate=page.box(one).candidate)
        page.act("put", room="r01", number=other, seen=page.box(other).seen)
        states.append(page.plan)
    page.act("layout")
    page.act("draw", aisle=2)
    page.act("save-layout")
    assert page.plan != states[-1]
    again = Page(home, page.plan)
    for before in reversed(states):
        assert again.job("undo").enabled
        again.act("undo")
        assert again.plan == before
    assert not again.job("undo").enabled


def test_steps_of_another_plan_or_of_no_shape_we_know_are_none(home: Home) -> None:
    page = Page(home, arranged())
    page.act("pick", candidate=page.box(1).candidate)
    page.act("put", room="r01", number=5, seen=page.box(5).seen)
    plan = page.plan
    assert not Page(home, replace(plan, id="another")).job("undo").enabled
    kept = home.settings.get("steps-seats")
    assert kept is not None
    for text in ("", "[]", "{", '{"plan": 1}', kept.replace('"number"', '"nummer"'), kept.replace('"told"', '"said"')):
        home.settings.put("steps-seats", text)
        assert not Page(home, plan).job("undo").enabled, text
    home.settings.put("steps-seats", kept)
    assert Page(home, plan).job("undo").enabled


def test_somebody_carried_to_another_room_takes_the_papers_along(page: Page) -> None:
    who = page.box(2).candidate
    page.act("pick", candidate=who)
    work = page.act("show", room="r02")
    assert (work.held, work.room) == (who, "r02")
    row = next(r for r in work.rooms if r.id == "r02")
    page.act("put", room="r02", seen=row.seen)
    room, number = page.where(who)
    assert room == "r02"
    assert page.box(number).candidate == who
    counts = {r: sum(s.room == r for s in page.plan.seats) for r in ("r01", "r02")}
    assert {b.room: b.copies for b in page.plan.bags if b.room in counts} == {r: n + 1 for r, n in counts.items()}


def test_a_warning_nobody_saw_is_asked_about_once(home: Home) -> None:
    people = [candidate(0, employer="甲"), candidate(1, employer="甲"), candidate(2, employer="乙")]
    plan = a_plan(people, rooms(1))
    page = Page(home, planning.arrange(plan, planning.params_of(Parts().rules, plan), 1).plan)
    one, other = (next(b for b in page.work.boxes if b.candidate == c) for c in ("c00000", "c00001"))
    target = next(n for n in (other.number - 1, other.number + 1) if n > 0 and n != one.number)
    page.act("pick", candidate="c00000")
    box = page.box(target)
    assert (box.verdict, box.seen) == ("warn", ("employer-beside",))
    before = page.plan
    work = page.act("put", room="r01", number=target, seen=())
    assert page.plan == before
    assert (work.held, work.said.tone) == ("c00000", "warn")
    assert "同单位" in work.said.sentence
    work = page.act("put", room="r01", number=target, seen=box.seen)
    assert work.said.tone == "ok"
    assert page.box(target).colleague
    assert any("同单位" in r.sentence for r in page.box(target).reasons)


def test_printed_seats_are_locked_say_why_and_forbid_layouts_that_would_move_them(home: Home) -> None:
    plan = arranged()
    page = Page(home, replace(plan, seats=tuple(replace(s, locked=True) for s in plan.seats)))
    box = page.box(1)
    assert box.printed
    assert "已打印或已发布" in box.reasons[0].sentence
    page.act("pick", candidate=box.candidate)
    assert {b.verdict for b in page.work.boxes} == {"stop"}
    work = page.act("put", room="r02", seen=())
    assert work.said.tone == "stop"
    assert page.plan.seats == tuple(replace(s, locked=True) for s in plan.seats)
    page.act("let-go")
    page.act("layout")
    work = page.act("draw", field="door", by=1)
    assert isinstance(work, LayoutWork)
    assert [t.tone for t in work.told] == ["stop"]
    assert not page.job("save-layout").enabled
    work = page.act("draw", field="door", by=-1)
    work = page.act("draw", aisle=2)
    assert work.saving
    page.act("save-layout")
    assert page.plan.rooms[1].aisles == (2,)


def test_people_without_a_seat_wait_in_a_room_of_their_own(home: Home) -> None:
    plan = arranged(12, 2)
    page = Page(home, replace(plan, seats=plan.seats[2:]))
    assert page.work.rooms[-1].id == WAITING
    work = page.act("show", room=WAITING)
    assert len(work.boxes) == 2
    assert not page.job("layout").enabled
    who = work.boxes[0].candidate
    page.act("pick", candidate=who)
    page.act("put", room=WAITING)
    assert page.work.held == who, "nobody is put down there"
    page.act("put", room="r02", seen=("room-without-proctors", "employer-beside", "would-mix"))
    assert page.where(who)[0] == "r02"
    assert len(page.act("show", room=WAITING).boxes) == 1


def test_a_layout_is_tried_at_every_stroke_and_kept_only_when_saved(page: Page) -> None:
    before = page.plan
    work = page.act("layout")
    assert [f.value for f in work.fields] == ["5", "6", "左前", "标准", "30"]
    page.act("draw", field="columns", value=4)
    page.act("draw", size=2, by=2)
    page.act("draw", size=3, by=2)
    page.act("draw", field="capacity", value=30)
    work = page.act("draw", gap=(1, 1))
    assert [f.value for f in work.fields][:2] == ["4", "6-8-8-6"]
    assert [p.kind for p in work.places if (p.row, p.column) == (1, 1)] == ["gap"]
    assert sorted(p.number for p in work.places if p.number) == list(range(1, 28))
    assert page.plan == before
    assert page.act("draw", again=True).saving is False
    page.act("draw", field="kind", by=1)
    work = page.act("draw", field="rows", value=11)
    assert {p.kind for p in work.places if p.row % 2 == 0} == {"free"}
    assert work.seats == 30
    page.act("save-layout")
    room = next(r for r in page.plan.rooms if r.id == "r01")
    assert (room.kind, room.rows) == ("tiered", 11)
    assert {(s.row, s.column) for s in page.plan.seats if s.room == "r01"} <= {
        (r, c) for r in range(1, 12, 2) for c in range(1, 6)
    }
    page.act("undo")
    assert page.plan == before


def test_a_layout_too_small_says_who_would_lose_a_seat_and_asks(page: Page) -> None:
    page.act("layout")
    work = page.act("draw", field="rows", value=1)
    (told,) = [t for t in work.told if "没有座位" in t.sentence]
    assert told.tone == "warn"
    assert page.job("save-layout").confirm
    page.act("leave-layout")
    assert "没有保存" in page.work.said.sentence
    assert len(page.plan.seats) == 40
    page.act("layout")
    page.act("draw", field="rows", value=1)
    page.act("save-layout")
    assert sum(s.room == "r01" for s in page.plan.seats) == 5
    assert page.work.rooms[-1].id == WAITING


def test_figures_stay_within_their_bounds(page: Page) -> None:
    page.act("layout")
    assert page.act("draw", field="columns", value=999).columns == 60
    assert page.act("draw", field="columns", by=-100).columns == 1
    assert page.act("draw", field="rows", value=0).rows == 1
    assert page.act("draw", gap=(9, 9)).places == page.work.places


def test_leaving_the_page_lets_go(page: Page) -> None:
    page.act("pick", candidate=page.box(1).candidate)
    page.desk.turn_to("staff")
    page.desk.turn_to("seats")
    assert page.work.held == ""


def test_each_sitting_has_its_own_seats(home: Home) -> None:
    plan = a_plan([candidate(n, sittings=("s1", "s2")) for n in range(20)], rooms(1), MORNING, AFTERNOON)
    page = Page(home, planning.arrange(plan, planning.params_of(Parts().rules, plan), 1).plan)
    assert (page.work.sittings, page.work.sitting) == (2, "理论知识")
    assert page.act("next-sitting").sitting == "操作技能"
    who = page.box(1).candidate
    page.act("pick", candidate=who)
    page.act("put", room="r01", number=30)
    seats = {s.sitting: s.number for s in page.plan.seats if s.candidate == who}
    assert seats["s2"] == 30
    assert seats["s1"] != 30
    assert page.act("next-sitting").sitting == "理论知识"


def test_a_plan_without_rooms_says_what_to_do(home: Home) -> None:
    page = Page(home, a_plan([candidate(1)], ()))
    assert page.work is None
    assert page.boards[-1].page.nothing


def test_a_seat_that_is_no_desk_any_more_stays_on_the_map(home: Home) -> None:
    plan = arranged(20, 1)
    smaller = replace(plan, rooms=(replace(plan.rooms[0], capacity=10),))
    page = Page(home, replace(smaller, seats=tuple(replace(s, locked=True) for s in plan.seats)))
    assert len([b for b in page.work.boxes if b.candidate]) == 20
    assert page.work.rooms[0].tone == "stop"
    assert any("不符" in r.sentence for r in page.box(20).reasons)


def test_seats_that_only_paper_holds_are_free_when_it_is_called_in(home: Home) -> None:
    page = Page(home, arranged())
    log = PrintedSeats(home, home.prints)
    log.note("site-map", ["site:k"], 0, 1, "1")
    assert not any(s.locked for s in page.plan.seats)
    who = page.box(1).candidate
    log.note("admission-ticket", [f"candidate:{who}"], 0, 1, "1")
    log.note("door-sign", ["room:r02"], 0, 1, "1")
    assert {s.candidate for s in page.plan.seats if s.locked and s.room == "r01"} == {who}
    assert all(s.locked for s in page.plan.seats if s.room == "r02")
    assert log.before("door-sign", "1") == {"room:r02": 1}
    page.act("show", room="r01")
    assert page.box(1).printed
    assert "1 座" in page.job("call-in").confirm
    page.act("call-in")
    assert not page.box(1).printed
    assert all(j.command != "seats:call-in" for j in page.boards[-1].page.jobs)
    assert all(s.locked for s in page.plan.seats if s.room == "r02")
