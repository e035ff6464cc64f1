"""Reports from the record, from the command line."""

from __future__ import annotations

from pathlib import Path

from desktop.cli.paper.decisions import source_of
from desktop.cli.shared import Run
from desktop.faults import SiteFault
from desktop.paths import out_file


def report(
    run: Run,
    kind: str,
    out: Path,
    room: str | None,
    show_counts: bool,
) -> None:
    """由记录生成报告：当日情况、证据清单、合规核对。

    A report tells what the rooms have counted, and as a machine file it may leave nothing out: while the office has
    still to count, it is asked for in so many words.
    """
    from desktop.press.reports import write_report

    with run.record() as (home, record):
        if hidden := source_of(run, home, show_counts).hidden_rooms():
            raise SiteFault("report-uncounted", rooms="、".join(hidden))
        done = write_report(record, kind, room, out_file(out), run.parts)
    run.answer.give(done, f"{out}")
