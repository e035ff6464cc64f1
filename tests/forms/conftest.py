"""Every form printed once a session, for whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from forms import catalogue
from tests.forms.people import CONTEXT
from tests.forms.samples import prints


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The sample print of a form, by its name in `prints`."""
    folder = tmp_path_factory.mktemp("forms")

    @cache
    def make(name: str) -> Path:
        out = folder / f"{name}.pdf"
        form, inputs = prints()[name]
        catalogue.form(form).load().render(inputs, out, CONTEXT)
        return out

    return make
