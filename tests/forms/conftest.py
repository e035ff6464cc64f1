"""Every form printed once a session, for whoever reads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from forms import catalogue
from tests.forms.people import CONTEXT
from tests.forms.samples import samples


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The sample print of a form, by name."""
    folder = tmp_path_factory.mktemp("forms")

    @cache
    def make(name: str) -> Path:
        out = folder / f"{name}.pdf"
        catalogue.form(name).load().render(samples()[name], out, CONTEXT)
        return out

    return make
