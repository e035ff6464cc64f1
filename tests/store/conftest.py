"""One PostgreSQL for the tests of this folder, a fresh database for each that asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.postgres import Cluster, cluster


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture
def hub_url(postgres: Cluster) -> str:
    return postgres.fresh()
