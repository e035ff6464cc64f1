"""One Windows for all tests of a worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.windows import Windows, windows_drive


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A Windows of this run's own; nothing of it stays."""
    with windows_drive(tmp_path_factory.mktemp("windows")) as running:
        yield running
