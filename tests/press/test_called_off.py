"""A print called off while it is made: soon, wherever it was, and nothing is left of it."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.bootstrap.parts import Parts
from desktop.press.printing import Wanted, draw_form, print_form
from desktop.press.source import PrintSource, from_plan
from desktop.progress import Cancelled
from desktop.wording import Wording
from tests.helpers.morning import small_plan

PER_ROOM = 400
LONG = ("seat-labels", "roster", "admission-ticket", "eligibility-index")


@pytest.fixture(scope="module")
def source() -> PrintSource:
    plan, parts = small_plan(PER_ROOM), Parts()
    rules = parts.rules
    made = from_plan(plan, rules.rule_set("beijing-2022-1"), rules.protocols(), Wording("zh-CN"))
    return replace(made, keep=lambda body: None)


class Called:
    """Counts how often it is told and how much work lies between two times; ends it at `at`."""

    def __init__(self, at: int = 0) -> None:
        self.times, self.at, self.longest = 0, at, 0.0
        self._last = self.began = time.thread_time()

    def __call__(self, done: int, of: int, on: str = "", /) -> None:
        self.times += 1
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        if self.times == self.at:
            raise Cancelled


@pytest.mark.parametrize("form", LONG)
def test_no_part_of_a_long_print_goes_on_for_long_without_asking(source: PrintSource, form: str) -> None:
    draw_form(source, Wanted(form), 0)
    longest = []
    for _ in range(3):  # the collector may run in any of them
        called = Called()
        draw_form(source, Wanted(form), 0, called)
        longest.append(called.longest)
    assert min(longest) < 0.05, f"{min(longest):.3f} s in one go, for {3 * PER_ROOM} people"


@pytest.mark.parametrize("part", [0.0, 0.1, 0.35, 0.6, 0.8, 0.95, 1.0])
def test_called_off_anywhere_nothing_is_left(source: PrintSource, tmp_path: Path, part: float) -> None:
    whole = Called()
    draw_form(source, Wanted("seat-labels"), 0, whole)
    called = Called(max(1, round(whole.times * part)))
    with pytest.raises(Cancelled):
        print_form(source, Wanted("seat-labels"), tmp_path / "l.pdf", 0, called)
    assert called.times == called.at
    assert list(tmp_path.iterdir()) == []
