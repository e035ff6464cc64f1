"""`python -m tests.bench -o out/bench.json`: everything, or with `--only door,open` some of it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from desktop.wording import RESOURCES
from tests.bench import doors, opening, passports, records, rosters, searching, site, verifying
from tests.bench.measure import Measure, table, write
from tests.bench.paper import forms, scans
from tests.bench.readers import idling, mixed, verdicts
from tests.bench.screens import boards, painting, windows

ENTRIES = 50_000


def main() -> int:
    parser = argparse.ArgumentParser(prog="make bench")
    parser.add_argument("-o", "--output", type=Path, default=Path("out/bench.json"))
    parser.add_argument("--only", default="", help="keys, separated by commas")
    given = parser.parse_args()
    # On the disk the homes of this machine would lie on, not on one in memory.
    given.output.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="bench-", dir=given.output.parent))
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    try:
        measures = run(work, {key for key in given.only.split(",") if key})
    finally:
        shutil.rmtree(work, ignore_errors=True)
    write(given.output, measures)
    sys.stdout.write(f"{table(measures)}\n\nwritten to {given.output}\n")
    return 0 if all(m.reached for m in measures) else 1


def run(work: Path, only: set[str]) -> list[Measure]:
    """The order matters: decisions and verdicts are measured before the home is filled, opening and verifying after it.
    What needs the PC/SC service starts it."""
    measures: list[Measure] = []

    def take(keys: str, of: Callable[[], list[Measure]]) -> None:
        if not only or only & set(keys.split()):
            sys.stderr.write(f"measuring {keys.replace(' ', ', ')} ...\n")
            found = of()
            if not found:
                raise SystemExit(f"{keys} cannot be measured here: is pcscd with its virtual reader installed?")
            measures.extend(found)

    take("import", lambda: rosters.measure_import(work))
    take("arrange arrange-linear", lambda: rosters.measure_arranging(work))
    take("paint usable", lambda: windows.measure_start(site.sample(work, RESOURCES / "sample" / "roster.xlsx")))
    take("board board-frame board-live board-live-frame", lambda: boards.measure(work))
    take("search search-p99", searching.measure)
    take("records records-bare", records.measure)
    take("passport", passports.measure)
    take("mixed mixed-real", mixed.measure)
    take("idle", idling.measure)
    take("scans scans-wrong scan-time", scans.measure)
    take("labels sheets every-form every-form-memory label-again sheet-again", lambda: forms.measure(work))
    if only and not only & {
        "door",
        "door-p99",
        "verdict",
        "verdict-painted",
        "rows",
        "memory",
        "save",
        "open",
        "verify",
    }:
        return measures
    sys.stderr.write("making a site of 10,000 candidates ...\n")
    large = site.make(work, 10_000, 340)
    take("door door-p99", lambda: doors.measure(large, work))
    take("verdict", lambda: verdicts.measure(large))
    take("verdict-painted rows", lambda: painting.measure(large))
    take("memory", lambda: windows.measure_memory(large))
    take("save", lambda: opening.measure_saving(large, work))
    if not only or only & {"open", "verify"}:
        sys.stderr.write(f"filling it with {ENTRIES:,} entries ...\n")
        site.fill(large, ENTRIES)
    take("open", lambda: opening.measure(large))
    take("verify", lambda: verifying.measure(large))
    return measures


if __name__ == "__main__":
    sys.exit(main())
