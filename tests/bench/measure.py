"""Turns and medians. The yardstick and our work take turns, so that whatever else the machine does meets both."""

from __future__ import annotations

import gc
import json
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table.

    `ratio` is ours to the yardstick in `unit`; `reach` what it has to come to, `at_most` or at least. Without a
    yardstick `theirs` is None and `ratio` is our figure itself.
    """

    key: str
    work: str
    yardstick: str
    unit: str
    ours: float
    theirs: float | None
    reach: float
    at_most: bool
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def ratio(self) -> float:
        return self.ours if self.theirs is None else self.ours / self.theirs

    @property
    def reached(self) -> bool:
        return self.ratio <= self.reach if self.at_most else self.ratio >= self.reach

    def as_data(self) -> dict[str, Any]:
        return {**asdict(self), "ratio": round(self.ratio, 3), "reached": self.reached}


def seconds(work: Callable[[], object]) -> float:
    """How long it takes, without a collection of what the work before it left."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def turns(
    rounds: int, ours: Callable[[], float], theirs: Callable[[], float], warm: bool = True
) -> tuple[float, float]:
    """Medians of both, taken in turn. The first turn of each is thrown away when `warm`."""
    if warm:
        ours()
        theirs()
    pairs = [(ours(), theirs()) for _ in range(rounds)]
    return median(p[0] for p in pairs), median(p[1] for p in pairs)


def percentile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def table(measures: Sequence[Measure]) -> str:
    lines = [f"{'work':<60}{'ours':>17}{'yardstick':>17}{'ratio':>8}  reach"]
    for m in measures:
        theirs = "-" if m.theirs is None else _figure(m.theirs, m.unit)
        reach = f"{'<=' if m.at_most else '>='} {m.reach:g}"
        verdict = "reached" if m.reached else "MISSED"
        ratio = "-" if m.theirs is None else f"{m.ratio:.2f}"
        lines.append(f"{m.work:<60}{_figure(m.ours, m.unit):>17}{theirs:>17}{ratio:>8}  {reach:<10}{verdict}")
        lines.extend(f"    {name}: {value}" for name, value in m.facts.items())
    return "\n".join(lines)


def _figure(value: float, unit: str) -> str:
    if unit == "s":
        return f"{value * 1000:,.1f} ms" if value < 1 else f"{value:,.2f} s"
    return f"{value:,.2f} {unit}" if value < 10 else f"{value:,.0f} {unit}"


def write(path: Path, measures: Sequence[Measure]) -> None:
    """The results as JSON, with what they were taken on."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = {
        "machine": {"python": sys.version.split()[0], "system": platform.platform(), "processor": platform.machine()},
        "reached": all(m.reached for m in measures),
        "measures": [m.as_data() for m in measures],
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
