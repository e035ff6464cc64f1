"""One Windows for all tests of a worker, and one printing service beside it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from tests.helpers.cups import Service, service
from tests.helpers.windows import Windows, windows_drive
from tests.windows.laser import DOTS, Laser, laser


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """A Windows of this run's own; nothing of it stays."""
    with windows_drive(tmp_path_factory.mktemp("windows")) as running:
        yield running


@pytest.fixture(scope="session")
def printing() -> Iterator[Service]:
    with service() as one:
        yield one


_NUMBERS = itertools.count(1)


@pytest.fixture
def printer(windows: Windows, printing: Service) -> Callable[..., Laser]:
    """Queues of a test's own: `printer()`, `printer(600)`."""
    return lambda dots=DOTS: laser(windows, printing, f"laser{next(_NUMBERS)}", dots)
