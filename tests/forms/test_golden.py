"""Every form is where it was: text and places as somebody has looked at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from forms.catalogue import FORMS, Form
from tests.forms.golden import FOLDER, structure

NEAR = 1


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_form_has_its_golden_structure(form: Form, printed: Callable[[str], Path]) -> None:
    golden = (FOLDER / f"{form.name}.txt").read_text(encoding="utf-8").splitlines()
    found = structure(printed(form.name))
    assert len(found) == len(golden)
    for seen, wanted in zip(found, golden, strict=True):
        (page, x, y, *words), (page_, x_, y_, *words_) = seen.split(" "), wanted.split(" ")
        assert (page, words) == (page_, words_), (seen, wanted)
        if x.isdecimal() and x_.isdecimal():
            assert abs(int(x) - int(x_)) <= NEAR, (seen, wanted)
            assert abs(int(y) - int(y_)) <= NEAR, (seen, wanted)
        else:
            assert (x, y) == (x_, y_)


def test_no_golden_file_is_of_a_form_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {form.name for form in FORMS}
