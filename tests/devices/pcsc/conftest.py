"""The real PC/SC service, one for each file of tests that asks for it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.helpers.cards.service import PcscService, pcsc_service


@pytest.fixture(scope="module")
def _service() -> Iterator[PcscService]:
    with pcsc_service() as service:
        yield service


@pytest.fixture
def pcscd(_service: PcscService) -> PcscService:
    """Running, and its readers empty."""
    _service.empty()
    return _service
