"""What stands behind the office's view in its tests."""

from __future__ import annotations

import pytest

from tests.ui.office.boards import OfficeDesk


@pytest.fixture
def desk() -> OfficeDesk:
    return OfficeDesk()
