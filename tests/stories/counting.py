"""What a task costs whoever does it: keys, PINs, scans and cards, counted by the hands that press them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

PROPERTY = "keys-per-task"


@dataclass
class Task:
    """`keys` are what fingers pressed but for PINs; of those `pins` were typed, each with its Enter."""

    name: str
    story: str = ""
    keys: int = 0
    pins: int = 0
    scans: int = 0
    cards: int = 0

    def told(self) -> tuple[str, dict[str, Any]]:
        """As a test's report carries it to the end of the run."""
        return PROPERTY, asdict(self)


def table(properties: Iterable[tuple[str, Any]]) -> list[str]:
    """The lines of the table, from the reports of all tests; empty where no task was counted. A task done twice at the
    same cost stands there once."""
    counted = {tuple(told.items()) for name, told in properties if name == PROPERTY}
    tasks = sorted((Task(**dict(told)) for told in counted), key=lambda t: (t.story, t.name))
    if not tasks:
        return []
    wide = max(len(t.name) for t in tasks)
    story = max(len(t.story) for t in tasks)
    out = [f"{'story':<{story}}  {'task':<{wide}}  keys  PINs  scans  cards"]
    for t in tasks:
        out.append(f"{t.story:<{story}}  {t.name:<{wide}}  {t.keys:>4}  {t.pins:>4}  {t.scans:>5}  {t.cards:>5}")
    return out
