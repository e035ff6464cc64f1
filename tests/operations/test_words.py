"""Ids, instants and refusals as people read them: names from the plan, times of the site, official words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.exam.frame.command import Refused
from desktop.exam.plan.model import Index
from desktop.operations.words import Words
from desktop.wording import Wording
from tests.helpers.morning import clock, protocols, small_plan

WORDS = Words(Index(small_plan()), Wording())


def test_times_are_the_sites_own() -> None:
    assert WORDS.time(clock("8:24:10")) == "08:24"
    assert WORDS.time(clock("8:24:10"), seconds=True) == "08:24:10"
    assert WORDS.time(None) == ""
    assert WORDS.day(clock("0:30")) == "2026-12-05"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("officer", "p01", "人员01"),
        ("due", ["p01", "p02"], "人员01、人员02"),
        ("room", "r02", "02"),
        ("bag", "b02a", "T-02A"),
        ("opens", clock("8:05"), "08:05"),
        ("copies", 5, 5),
        ("intact", True, "true"),
        ("order", "start", Wording().text("choice-start")),
        ("role", "chief", Wording().text("role-chief")),
        ("label", "something else", "something else"),
        ("nothing", None, ""),
    ],
)
def test_a_fact_is_said_as_people_know_it(name: str, value: object, said: object) -> None:
    assert WORDS.fact(name, value) == said


def test_who_is_not_in_the_plan_keeps_the_id() -> None:
    assert WORDS.staff("p000") == "p000"
    assert WORDS.candidate("c99999") == "c99999"
    assert WORDS.room("r99") == "r99"
    assert WORDS.room(None) == ""
    assert WORDS.bag("b999") == "b999"


def test_a_slot_is_read_as_its_roles() -> None:
    said = WORDS.roles("lead-proctor|assistant-proctor@room")
    assert said == f"{WORDS.role('lead-proctor')} / {WORDS.role('assistant-proctor')}"
    assert "@" not in said


def test_a_refusal_says_why_and_what_to_do() -> None:
    refused = Refused("pin-locked", {"officer": "p01", "seconds": 42})
    why, then = WORDS.refusal(refused)
    assert "人员01" in why
    assert then
    assert "pin-locked" not in why + then


def test_no_sentence_of_a_refusal_shows_a_key_or_an_open_place() -> None:
    catalogue = Wording()
    for key in sorted(catalogue.keys()):
        if key.startswith("refused-"):
            code = key.removeprefix("refused-")
            assert catalogue.has(f"next-{code}"), code


def test_levels_and_floors_are_official_words() -> None:
    assert [WORDS.level(n) for n in (5, 1, None)] == ["五级", "一级", ""]
    assert "3" in WORDS.floor("3")
    assert WORDS.floor("地下") == "地下"


def test_a_step_is_named_in_the_language_spoken_with_its_official_name_beside_it() -> None:
    step = protocols()["paper"].step("rules-read")
    assert step is not None
    english = Words(Index(small_plan()), Wording("en"))
    assert (WORDS.step(step), WORDS.step_short(step), WORDS.step_official(step)) == ("宣布考场纪律", "纪律", "")
    assert (WORDS.step_mark(step), WORDS.step_whole(step)) == ("纪", "宣布考场纪律")
    assert (english.step(step), english.step_short(step)) == ("Read the rules", "Rules")
    assert english.step_whole(step) == "Read the rules (宣布考场纪律)"
    own = replace(step, title_en="", short_en="")
    assert (english.step(own), english.step_short(own), english.step_whole(own)) == (
        "宣布考场纪律",
        "纪律",
        "宣布考场纪律",
    )


def test_a_refusal_names_the_step_that_comes_first_in_its_own_language() -> None:
    refused = Refused("step-first", {"step": "rules-read", "title": "宣布考场纪律", "title_en": "Read the rules"})
    assert WORDS.refusal(refused)[0] == "须先完成“宣布考场纪律”"
    english = Words(Index(small_plan()), Wording("en"))
    assert english.refusal(refused)[0] == "“Read the rules (宣布考场纪律)” comes first"
