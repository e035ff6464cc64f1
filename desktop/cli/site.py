"""The site from the command line: the window, a rehearsal, the self-test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop.cli.answer import REFUSED, Stop, Wrong
from desktop.cli.shared import Run


def rehearse(
    run: Run,
    out: Path | None,
    candidates: int,
    rooms: int,
    desks: int,
    seed: int,
    faults: str,
    speed: float,
    list_faults: bool,
) -> None:
    """A whole morning through the real code; exit 1 while a room has an open point."""
    from desktop.rehearsal.faults import FAULTS
    from desktop.rehearsal.morning import Script
    from desktop.rehearsal.morning import rehearse as rehearse_
    from desktop.rehearsal.summary import in_words

    if list_faults:
        run.answer.give({"faults": list(FAULTS)}, "\n".join(f"{name:<18} {what}" for name, what in FAULTS.items()))
        return
    if out is None:
        raise Wrong("rehearse 需要 -o 文件夹。")
    chosen = tuple(f.strip() for f in faults.split(",") if f.strip())
    if unknown := [f for f in chosen if f not in FAULTS]:
        raise Wrong(f"没有“{unknown[0][:40]}”这种意外；可选：{'、'.join(FAULTS)}。")
    summary = rehearse_(Script(candidates, rooms, desks, seed, chosen, speed), out, run.parts)
    run.answer.give(summary, in_words(summary, run.answer.wording))
    if summary["open_points"]:
        raise Stop(REFUSED)


def selftest(run: Run) -> None:
    """Exit 1 when anything checked does not work."""
    from desktop.rehearsal.selftest import selftest as selftest_

    result = selftest_(run.folder, run.parts, run.ask)
    lines = [f"{'✓' if c['ok'] else '✕'} {c['title']}：{c['detail']}" for c in result["checks"]]
    run.answer.give(result, "\n".join([f"{result['date']} {result['home']}", *lines]))
    if not result["ok"]:
        raise Stop(REFUSED)


def open_(run: Run, desk: str | None, source: Sequence[str]) -> None:
    """The window, where it was asked for in another order of words than `desktop.__main__` takes by itself."""
    from desktop.bootstrap import open_window

    if code := open_window(str(run.folder), desk or "", source):
        raise Stop(code)
