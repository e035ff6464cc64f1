"""Every form is where it was: text, places and picture as somebody has looked at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from forms import catalogue
from forms.page import table
from tests.forms.golden import FOLDER, alike, differing, kept, pictures, structure
from tests.forms.people import CONTEXT
from tests.forms.samples import blanks, prints, samples

NEAR = 1
MOVED = 2 * 72 / 25.4
"""Two millimetres in points: what somebody with a ruler, or a pre-printed sheet, would notice."""
Run = tuple[str, str, int, int]
Printed = Callable[[str], Path]
ALL = pytest.mark.parametrize("key", list(prints()))


def runs(lines: list[str]) -> tuple[list[Run], list[str]]:
    """(page, text, x, y) of every run, and the lines that are no text."""
    parts = [line.split(" ", 3) for line in lines]
    placed = [(p[0], p[3] if len(p) > 3 else "", int(p[1]), int(p[2])) for p in parts if p[1].isdecimal()]
    return placed, [line for line, p in zip(lines, parts, strict=True) if not p[1].isdecimal()]


def moved(key: str, path: Path) -> str:
    """The first run of text that is not where it was, or a sentence about what is drawn; nothing where all is well."""
    wanted, drawn = runs((FOLDER / f"{key}.txt").read_text(encoding="utf-8").splitlines())
    found, seen = runs(structure(path))
    if seen != drawn:
        return f"drawn is {seen}, was {drawn}"
    for page, text, x, y in wanted:
        near = (r for r in found if r[:2] == (page, text) and abs(r[2] - x) <= NEAR and abs(r[3] - y) <= NEAR)
        same = next(near, None)
        if same is None:
            return f"page {page}: {text!r} was at {x}, {y}"
        found.remove(same)
    return f"new: {found[0]}" if found else ""


@ALL
def test_a_form_has_its_golden_structure(key: str, printed: Printed) -> None:
    assert moved(key, printed(key)) == ""


@ALL
def test_a_form_looks_as_it_did(key: str, printed: Printed) -> None:
    found = list(pictures(printed(key)))
    wanted = kept(key)
    assert len(found) == len(wanted) > 0
    for n, (path, picture) in enumerate(zip(wanted, found, strict=True), 1):
        with Image.open(path) as golden:
            assert alike(golden, picture), f"page {n}: {differing(golden, picture)} pixels"


def test_no_golden_file_is_of_a_form_that_is_gone() -> None:
    assert {path.name.split(".")[0] for path in FOLDER.iterdir()} == set(prints())
    assert set(blanks()) == {form.name for form in catalogue.FORMS if form.blank}


# --- these comparisons can fail ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["room-record", "plan-filing", "score-roster"])
def test_a_field_moved_by_two_millimetres_is_noticed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One word of a page, to the right."""
    word = {"room-record": "签到", "plan-filing": "评价机构", "score-roster": "考试科目"}[name]
    put = table.put

    def shifted(canvas: Any, text: str, x: float, *rest: Any) -> None:
        put(canvas, text, x + MOVED if text == word else x, *rest)

    monkeypatch.setattr(table, "put", shifted)
    out = tmp_path / "form.pdf"
    catalogue.form(name).load().render(samples()[name], out, CONTEXT)
    assert word in moved(name, out)
    assert not all(alike(Image.open(golden), found) for golden, found in zip(kept(name), pictures(out), strict=True))


def test_lines_moved_by_two_millimetres_are_seen_where_the_structure_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grid = table._grid
    monkeypatch.setattr(table, "_grid", lambda edges, height: grid((*edges[:-2], edges[-2] + MOVED, edges[-1]), height))
    out = tmp_path / "form.pdf"
    catalogue.form("leave-log").load().render(samples()["leave-log"], out, CONTEXT)
    assert moved("leave-log", out) == ""
    (golden,), (found,) = kept("leave-log"), list(pictures(out))
    assert not alike(Image.open(golden), found)
