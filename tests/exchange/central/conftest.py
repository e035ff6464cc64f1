from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.exchange.central.client import CentralClient
from tests.helpers.central.running import RunningCentral, central_server


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[RunningCentral]:
    with central_server(tmp_path / "centre") as running:
        yield running


@pytest.fixture
def waits() -> list[float]:
    """What the client waited, without anybody waiting."""
    return []


@pytest.fixture
def client(centre: RunningCentral, waits: list[float]) -> Iterator[CentralClient]:
    with CentralClient(centre.url, centre.token, seconds=10, sleep=waits.append) as made:
        yield made
