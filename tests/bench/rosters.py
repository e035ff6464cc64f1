"""Import of a workbook beside calamine reading it; seats and staff for 10,000 and 100,000."""

from __future__ import annotations

from pathlib import Path

import python_calamine

from desktop.bootstrap.parts import Parts
from desktop.exchange.roster.synthetic import synthetic_roster, write_rows
from desktop.operations import planning
from tests.bench.measure import Measure, seconds, turns
from tests.bench.site import DAY, draft, workbook

COLUMNS = 20


def wide_workbook(folder: Path, candidates: int, rooms: int) -> Path:
    """A roster whose candidates have 20 columns, as an office sends it: the ones we know and some we do not."""
    path = folder / f"roster-wide-{candidates}.xlsx"
    rows = dict(synthetic_roster(candidates, rooms, 7, DAY))
    header, *people = rows["考生"]
    more = COLUMNS - len(header)
    rows["考生"] = [
        (*header, *(f"备用栏{n + 1}" for n in range(more))),
        *((*row, *(f"栏{n + 1}" for n in range(more))) for row in people),
    ]
    write_rows(path, rows)
    return path


def measure_import(folder: Path, candidates: int = 10_000, rooms: int = 340, rounds: int = 7) -> list[Measure]:
    parts = Parts()
    path = wide_workbook(folder, candidates, rooms)
    held: dict[str, int] = {}

    def ours() -> float:
        def work() -> None:
            read = parts.read_roster([path], None, None)
            assert read.plan is not None
            held.update(candidates=len(read.plan.candidates), rejected=len(read.rejected), warnings=len(read.warnings))

        return seconds(work)

    def theirs() -> float:
        def work() -> None:
            book = python_calamine.CalamineWorkbook.from_path(str(path))
            assert all(book.get_sheet_by_name(name).to_python() for name in book.sheet_names)

        return seconds(work)

    reading, yardstick = turns(rounds, ours, theirs)
    return [
        Measure(
            *("import", f"import a roster of {candidates:,} x {COLUMNS} with all checks", "calamine reading it", "s"),
            *(reading, yardstick, 3.0, True, held),
        )
    ]


def measure_arranging(folder: Path, candidates: int = 10_000, rooms: int = 340, rounds: int = 3) -> list[Measure]:
    """Also ten times as many: per candidate it may take at most half as long again."""
    parts = Parts()
    small = draft(workbook(folder, candidates, rooms))
    large = draft(workbook(folder, 10 * candidates, 10 * rooms))
    params = planning.params_of(parts.rules, small)
    left: dict[str, int] = {}

    def one() -> float:
        return seconds(lambda: left.update(small=len(planning.arrange(small, params, 1).problems)))

    def ten() -> float:
        return seconds(lambda: left.update(large=len(planning.arrange(large, params, 1).problems)))

    few, many = turns(rounds, one, ten, warm=False)
    facts = {"problems left": f"{left['small']} and {left['large']}"}
    return [
        Measure("arrange", f"arrange {candidates:,} in {rooms} rooms, seconds", "-", "s", few, None, 2.0, True, facts),
        Measure(
            *("arrange-linear", f"arrange {10 * candidates:,}, a candidate", f"a candidate of {candidates:,}", "µs"),
            *(many / (10 * candidates) * 1e6, few / candidates * 1e6, 1.5, True, {"seconds": round(many, 2)}),
        ),
    ]
