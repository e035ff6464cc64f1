from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.days.playing import Play, play


@pytest.fixture
def morning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    """`morning("late-candidates", candidates=20)` plays that day in a folder of its own."""
    monkeypatch.delenv("KAODIAN_PASSPHRASE", raising=False)
    return partial(play, tmp_path / "out")
