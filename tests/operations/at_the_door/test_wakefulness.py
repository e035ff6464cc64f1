from __future__ import annotations

from pathlib import Path

import pytest

from desktop.bootstrap.parts import Parts
from desktop.operations.desks.session import HomeSession
from desktop.wording import Wording
from tests.helpers.homes import enrolled


class Kept:
    def __init__(self) -> None:
        self.wanted: list[bool] = []

    def keep(self, wanted: bool) -> None:
        self.wanted.append(wanted)


@pytest.mark.parametrize(
    ("at", "awake"),
    [("5:00", False), ("7:00", True), ("8:55", True), ("10:30", True), ("23:30", False)],
)
def test_a_desk_stays_awake_from_before_the_exam_until_after_it(tmp_path: Path, at: str, awake: bool) -> None:
    """The plan's sitting is from 8:30 to 10:00."""
    with enrolled(tmp_path / "h", "door", at=at) as desk:
        parts, kept = Parts(), Kept()
        parts.__dict__["wakefulness"] = kept
        parts.open_record = lambda home: desk.record  # type: ignore[assignment, method-assign]
        parts.clock = desk.clock  # type: ignore[assignment]
        session = HomeSession(desk.home, parts, Wording())
        session.refresh()
        assert kept.wanted == [awake]
        session.close()
        assert kept.wanted == [awake, False], "whoever goes leaves the computer as it was"
