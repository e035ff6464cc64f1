from __future__ import annotations

import pytest

from desktop.faults import SiteFault
from tests.helpers.far_source import FarSource
from tests.helpers.windows import Windows


def test_a_windows_without_a_reader_is_told_as_that_and_not_as_a_service_that_fails(windows: Windows) -> None:
    """Windows' card service stops with the last reader: nobody can be asked. Wine's answers as if it had stopped."""
    with FarSource(windows, "pcsc:*") as source:
        for _ in range(2):
            with pytest.raises(SiteFault, match="reader-lost"):
                source.read(1.5)
        assert source.doings == ["no-reader"]
