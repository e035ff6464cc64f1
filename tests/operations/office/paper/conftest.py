"""The office's desk at its print page over the small plan, with printers in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.helpers.morning import small_plan
from tests.operations.office.desks import Office, drafting
from tests.operations.office.paper.printers import Queues, look_around


@pytest.fixture
def queues() -> Queues:
    return Queues()


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, queues: Queues) -> Iterator[Office]:
    with drafting(tmp_path / "home", monkeypatch) as made:
        made.parts.__dict__["printers"] = queues
        made.plan(replace(small_plan(), rehearsal=False))
        made.desk.turn_to("print")
        look_around(made)
        yield made
