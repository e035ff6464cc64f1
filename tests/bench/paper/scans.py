"""Signed sheets read back: 500 seeded photos and scans, and one of twelve megapixels by the clock.

There is no yardstick but the truth: what was drawn. A sheet that cannot be read counts all its rows as not right.
"""

from __future__ import annotations

import os
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from statistics import median

from desktop.devices.scans.reading import read_sheet
from desktop.faults import SiteFault
from tests.bench.measure import Measure, seconds
from tests.helpers import scans

FIRST, COUNT = 30_000, 500


def measure(count: int = COUNT) -> list[Measure]:
    with ProcessPoolExecutor(max_workers=min(4, os.cpu_count() or 1)) as pool:
        found = sum(pool.map(judged, range(FIRST, FIRST + count), chunksize=10), Counter[str]())
    rows = found.total() - found["sheets unread"]
    right = 100 * found["right"] / rows
    facts = {name: found[name] for name in ("doubtful", "not read", "sheets unread")}
    return [
        Measure(
            *("scans", f"rows read right, {count} scans, {rows:,} rows", "what was drawn", "%"),
            *(right, None, 99.5, False, facts),
        ),
        Measure("scans-wrong", "rows wrong in silence", "none", "rows", found["wrong"], None, 0, True),
        Measure("scan-time", "one sheet of 12 megapixels read back", "1.5 s", "s", clocked(), None, 1.5, True),
    ]


def judged(seed: int) -> Counter[str]:
    """The rows of one scan: right, doubtful, wrong, or not read at all."""
    taken = scans.room_scan(seed)
    try:
        sheet = read_sheet(taken.data, lambda identity: taken.layout.data())
    except SiteFault:
        return Counter({"not read": len(taken.signed), "sheets unread": 1})
    found: Counter[str] = Counter()
    for row in sheet.rows:
        truth = "yes" if taken.signed[row.key] else "no"
        found["right" if row.signed == truth else "doubtful" if row.signed == "doubtful" else "wrong"] += 1
    found["wrong"] += len(taken.signed) - len(sheet.rows)
    return found


def clocked(rounds: int = 5) -> float:
    """Seconds for a photo of twelve megapixels, from its bytes to its rows; the middle of some."""
    taken = [scans.room_scan(seed, rows=30, kind="photo", pixels=12.0) for seed in range(FIRST, FIRST + rounds)]
    return median(seconds(lambda one=one: read_sheet(one.data, lambda identity: one.layout.data())) for one in taken)
