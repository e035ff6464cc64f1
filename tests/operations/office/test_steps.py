"""The way to a published plan: the next step is one, each step tells its rules with clause and remedy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from desktop.operations.boards.office import Guide
from desktop.operations.desks.office.planning.steps import RULES, WAY
from tests.exchange.roster.books import book, write_xlsx
from tests.helpers.morning import small_plan
from tests.operations.office.conftest import Office

Made = Callable[..., Office]
MARKED = MappingProxyType({"D3": "2026-11-01", "D4": "2026-11-02", "D5": "2026-11-03", "D6": "2026-11-04"})


def coming(desk: Office) -> list[str]:
    return [section.id for section in desk.last.sections if section.next]


def guide(desk: Office, section: str = "") -> Guide:
    if section:
        desk.desk.turn_to(section)
    assert desk.last.guide is not None
    return desk.last.guide


def primary(desk: Office) -> list[str]:
    return [row.command for row in desk.page.jobs if row.primary]


def test_an_empty_home_begins_with_the_roster(office: Made) -> None:
    desk = office()
    assert coming(desk) == ["import"]
    assert guide(desk, "seats").words == "下一步：导入名单"
    assert guide(desk, "import").here
    assert primary(desk) == ["job:check-file"]


def test_each_step_done_leads_to_the_next_one(office: Made, tmp_path: Path) -> None:
    desk = office(today="2026-11-05", section="import")
    desk.done("check-file", path=str(write_xlsx(tmp_path / "a.xlsx", book())))
    assert coming(desk) == ["import"], "read is not taken"
    assert primary(desk) == ["job:import"]
    desk.done("import")
    assert coming(desk) == ["plan"], "D3 is due soon"
    for key, day in MARKED.items():
        desk.done("mark", key=key, day=day)
    assert coming(desk) == ["seats"]
    plan = small_plan(revision=0, milestones=MARKED)
    for step, draft in (
        ("seats", replace(plan, seats=(), duties=())),
        ("staff", replace(plan, duties=())),
        ("staff", replace(plan, duties=plan.duties[:-3])),
        ("print", plan),
    ):
        desk.home.plans.save_draft(draft)
        desk.desk.send()
        assert coming(desk) == [step]
    desk.home.prints.note("seat-labels", ["r01"], 1, 1, "")
    desk.desk.send()
    assert coming(desk) == ["publish"]


def test_only_the_next_steps_job_is_the_brand_coloured_one(office: Made) -> None:
    desk = office(today="2026-11-05")
    desk.home.plans.save_draft(replace(small_plan(revision=0, milestones=MARKED), duties=()))
    desk.desk.turn_to("staff")
    assert (coming(desk), primary(desk)) == (["staff"], ["job:arrange"])
    desk.desk.turn_to("publish")
    assert primary(desk) == []
    assert guide(desk).key == "4"


def test_a_step_tells_its_rules_what_is_open_with_the_clause_and_what_to_do(office: Made) -> None:
    desk = office(today="2026-11-05")
    plan = small_plan(revision=0, milestones=MARKED)
    gone = next(d for d in plan.duties if (d.room, d.role) == ("r01", "assistant-proctor"))
    desk.home.plans.save_draft(replace(plan, duties=tuple(d for d in plan.duties if d != gone)))
    found = guide(desk, "staff")
    assert [rule.key for rule in found.rules] == list(RULES["staff"])
    n2 = next(rule for rule in found.rules if rule.key == "N2")
    assert n2.said == "不符合（002 附件3 一(2)）"
    assert "F7" in n2.todo
    assert next(rule for rule in found.rules if rule.key == "N1").todo == ""
    assert min(found.rules, key=lambda rule: rule.weight).key == "N2"


def test_every_rule_of_every_step_has_its_remedy_in_words(office: Made) -> None:
    words = office().desk.words
    for step in WAY:
        for key in RULES[step]:
            assert words.text(f"guide-todo-{key}") != f"guide-todo-{key}"


def test_the_plans_page_lists_the_rules_itself(office: Made) -> None:
    desk = office(today="2026-11-05")
    desk.home.plans.save_draft(small_plan(revision=0))
    assert guide(desk, "plan").rules == ()
