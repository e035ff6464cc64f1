"""Every form is where it was: text and places as somebody has looked at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.catalogue import FORMS, Form
from tests.forms.golden import FOLDER, structure

NEAR = 1
Run = tuple[str, str, int, int]


def runs(lines: list[str]) -> tuple[list[Run], list[str]]:
    """(page, text, x, y) of every run, and the lines that are no text."""
    parts = [line.split(" ", 3) for line in lines]
    placed = [(p[0], p[3] if len(p) > 3 else "", int(p[1]), int(p[2])) for p in parts if p[1].isdecimal()]
    return placed, [line for line, p in zip(lines, parts, strict=True) if not p[1].isdecimal()]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_has_its_golden_structure(form: Form, printed: Callable[[str], Path]) -> None:
    wanted, drawn = runs((FOLDER / f"{form.name}.txt").read_text(encoding="utf-8").splitlines())
    found, seen = runs(structure(printed(form.name)))
    assert seen == drawn
    for page, text, x, y in wanted:
        near = (r for r in found if r[:2] == (page, text) and abs(r[2] - x) <= NEAR and abs(r[3] - y) <= NEAR)
        same = next(near, None)
        assert same is not None, f"page {page}: {text!r} was at {x}, {y}"
        found.remove(same)
    assert not found


def test_no_golden_file_is_of_a_form_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {form.name for form in FORMS}
