"""People at the office's desk: posts by room, whom their holders avoid, one changed by hand and undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.exam.plan.model import Plan
from desktop.operations.boards.planning.posts import PostDetail, PostsBoard
from desktop.operations.boards.shell import Choice
from desktop.operations.desks.session import HomeSession
from desktop.wording import Wording
from tests.helpers.morning import small_plan
from tests.operations.office.conftest import Office
from tests.operations.office.desks import Screen

Made = Callable[..., Office]


def opened(office: Made, **changes: Any) -> Office:
    made = office(section="staff")
    made.home.plans.save_draft(replace(small_plan(revision=0), **changes))
    made.desk.send()
    return made


def board(desk: Office) -> PostsBoard:
    assert isinstance(desk.page.work, PostsBoard)
    return desk.page.work


def detail(desk: Office) -> PostDetail:
    found = board(desk).detail
    assert found is not None
    return found


def cell(desk: Office, head: str, column: int) -> str:
    return next(row.cells[column].name for row in board(desk).rows if row.head == head)


def choose(desk: Office, head: str, column: int) -> PostDetail:
    row = next(row for row in board(desk).rows if row.head == head)
    desk.done("choose-post", post=row.cells[column].id)
    return detail(desk)


def choices(of: PostDetail) -> tuple[Choice, ...]:
    assert of.change is not None
    return of.change.fields[0].choices


def give(desk: Office, post: PostDetail, name: str) -> Any:
    assert post.change is not None
    who = next(c.value for c in choices(post) if c.label.endswith(name))
    return desk.desk.act(post.change.command, post.change.about, {"staff": who}, ())


def draft(desk: Office) -> Plan:
    found = desk.home.plans.draft()
    assert found is not None
    return found


def test_every_room_stands_there_with_its_two_and_the_site_with_its_posts(office: Made) -> None:
    desk = opened(office)
    heads = [row.head for row in board(desk).rows]
    assert heads[:2] == ["01", "02"]
    site = board(desk).rows[heads.index("全场岗位") + 1 :]
    assert {"主考", "副主考", "保密员"} <= {c.role for row in site for c in row.cells}
    assert [c.role for c in board(desk).rows[0].cells] == ["主监考", "副监考"]


def test_two_change_places_and_it_is_undone(office: Made) -> None:
    desk = opened(office)
    before = draft(desk).duties
    one, other = cell(desk, "01", 0), cell(desk, "02", 0)
    post = choose(desk, "01", 0)
    swap = next(c for c in choices(post) if c.label == f"⇄ {other}")
    assert swap.note == "对调：现任 02 考场主监考"
    assert give(desk, post, other).done
    assert (cell(desk, "01", 0), cell(desk, "02", 0)) == (other, one)
    assert "F8" in {row.key for row in desk.page.jobs}
    desk.done("undo-post")
    assert draft(desk).duties == before
    assert (detail(desk).title, detail(desk).holder) == ("01 考场主监考", one)
    assert "F8" not in {row.key for row in desk.page.jobs}


def test_a_desk_that_was_closed_and_opened_again_still_undoes_one_step_after_the_other(office: Made) -> None:
    desk = opened(office)
    states = [draft(desk).duties]
    for room, other in (("01", "02"), ("02", "03"), ("01", "03")):
        assert give(desk, choose(desk, room, 0), cell(desk, other, 0)).done
        states.append(draft(desk).duties)
    again = HomeSession(desk.home, Parts(), Wording()).open_desk("office", Screen())
    again.turn_to("staff")
    assert "F8" in {row.key for row in again.board().page.jobs}, "another desk over the same home"
    for before in reversed(states[:-1]):
        assert again.act("job:undo-post", ("office",), {}, ()).done
        assert draft(desk).duties == before
    assert "F8" not in {row.key for row in again.board().page.jobs}


def test_what_was_arranged_since_is_not_undone(office: Made) -> None:
    desk = opened(office)
    other = cell(desk, "02", 0)
    assert give(desk, choose(desk, "01", 0), other).done
    desk.home.plans.save_draft(replace(draft(desk), duties=small_plan().duties))
    refused = desk.job("undo-post").refused
    assert refused is not None
    assert "不能撤销" in refused.sentence


def test_who_may_not_is_shown_with_rule_and_clause_and_refused(office: Made) -> None:
    plan = small_plan(revision=0)
    seat = next(s for s in plan.seats if s.room == "r01")
    candidate = next(c for c in plan.candidates if c.id == seat.candidate)
    second = next(d.staff for d in plan.duties if (d.room, d.role) == ("r02", "lead-proctor"))
    staff = tuple(replace(p, avoids=(candidate.name,)) if p.id == second else p for p in plan.staff)
    desk = opened(office, staff=staff)
    name = cell(desk, "02", 0)
    before = draft(desk)
    post = choose(desk, "01", 0)
    barred = next(c for c in choices(post) if c.label == f"✕ {name}")
    assert barred.note == f"须回避「{candidate.name}」：考生 {candidate.name} 在本考场（002 第十七条）"
    refused = give(desk, post, name).refused
    assert refused is not None
    assert "002 第十七条" in refused.sentence
    assert draft(desk) == before
    assert desk.page.told == "", "a refusal stays in its form"
    own = choose(desk, "02", 0)
    assert own.lines == ((f"回避「{candidate.name}」（本人或亲属）：1 名考生，在 01×1", "plain"),)


def test_an_open_post_says_who_could_and_which_rules_stand_in_the_way(office: Made) -> None:
    plan = small_plan(revision=0)
    gone = next(d for d in plan.duties if (d.room, d.role) == ("r01", "assistant-proctor"))
    desk = opened(office, duties=tuple(d for d in plan.duties if d != gone))
    assert next(f.count for f in desk.page.figures if f.title == "空缺") == 1
    post = detail(desk)
    assert (post.title, post.holder) == ("01 考场副监考", "空缺")
    name = next(p.name for p in plan.staff if p.id == gone.staff)
    assert post.lines[0] == (f"可安排 1 人：{name}", "ok")
    assert any(words.startswith("已有岗位 ") and "002 附件3 三(一)" in words for words, _ in post.lines)
    assert give(desk, post, name).done
    assert set(draft(desk).duties) == set(plan.duties)


def test_nobody_left_for_a_post_is_said(office: Made) -> None:
    plan = small_plan(revision=0)
    gone = next(d for d in plan.duties if (d.room, d.role) == ("r01", "assistant-proctor"))
    without = tuple(p for p in plan.staff if p.id != gone.staff)
    desk = opened(office, duties=tuple(d for d in plan.duties if d != gone), staff=without)
    assert detail(desk).lines[0] == ("没有人可以直接安排，原因如下", "stop")


def test_the_chief_gives_a_reason_on_the_page(office: Made) -> None:
    plan = small_plan(revision=0)
    gone = next(d for d in plan.duties if (d.room, d.role) == ("r01", "assistant-proctor"))
    desk = opened(office, duties=tuple(d for d in plan.duties if d != gone))
    [row] = [row for row in desk.page.jobs if row.command == "job:waive"]
    chief = next(p for p in plan.staff if p.role == "chief")
    assert [c.value for c in row.fields[0].choices] == [chief.id]
    assert desk.desk.act(row.command, row.about, {"who": chief.id, "reason": "人员突发疾病"}, ()).done
    assert draft(desk).milestones["N2.waiver"] == "人员突发疾病"
    office_person = next(p for p in plan.staff if p.role == "office")
    refused = desk.desk.act(row.command, row.about, {"who": office_person.id, "reason": "忙"}, ()).refused
    assert refused is not None
    assert desk.desk.act(row.command, row.about, {"who": chief.id}, ()).done
    assert "N2.waiver" not in draft(desk).milestones
