"""One print run to a printer, followed until it is over."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.paper.decisions import flag_data, hidden_note, notes, source_of, tell, undecided
from desktop.cli.shared import Run
from desktop.faults import SiteFault
from desktop.paths import out_file

if TYPE_CHECKING:
    from desktop.devices.printers.port import Job, Printers
    from desktop.press.printing import Flag
    from desktop.press.wanted import Wanted

PATIENCE = 120.0
"""Seconds a job is followed; a long one goes on printing after that."""
NOTHING = ("failed", "cancelled")
"""Ends of a job that left nothing on paper, or nothing whole: the log does not count it as printed."""


def send(run: Run, wanted: Wanted, out: Path | None, printer: str, show_counts: bool) -> None:
    """To a printer, and where a file is named there too; the file is not moved for the printer."""
    from desktop.devices.printers.wish import NEUTRAL, Wish
    from desktop.press.printers import RULER, calibration_of, print_ruler
    from desktop.press.printing import make_form, note_form, send_form, write_form

    printers, now = run.parts.printers, run.parts.clock.wall()
    flags: tuple[Flag, ...] = ()
    note: Callable[[], None] | None = None
    hidden: list[str] = []
    with run.home() as home, tempfile.TemporaryDirectory(prefix="kaodian-print-") as folder:
        if wanted.form == RULER:
            path = Path(folder) / "ruler.pdf"
            pages = print_ruler(path, printer, now)
            # As it was measured before: the second page comes out right, or shows what is left.
            job = printers.send(path, Wish(printer, title="ruler", calibration=calibration_of(home.settings, printer)))
        else:
            source = source_of(run, home, show_counts)
            try:
                made = make_form(source, wanted, now)
            except SiteFault as fault:
                undecided(run, fault)
                raise
            given = wanted.calibration
            calibration = calibration_of(home.settings, printer) if given == NEUTRAL else given
            if out is not None:
                write_form(made, out_file(out))
            job = send_form(source, made, printers, printer, calibration, Path(folder))
            pages, flags, note = made.done.pages, made.done.flags, partial(note_form, source, made)
            hidden = source.hidden_rooms(wanted)
        progress = followed(run, printers, job, note)
    data = {
        "file": str(out) if out else None,
        "pages": pages,
        "flags": [flag_data(f) for f in flags],
        "printer": printer,
        "job": job.number,
        "progress": progress,
        "hidden": hidden,
    }
    told = run.answer.wording.text(f"print-job-{progress[-1]}")
    text = f"{printer}：{pages} 页，{told}{notes(run, flags)}{hidden_note(run, hidden)}"
    if progress[-1] in NOTHING:
        run.answer.refuse(data, text)
    run.answer.give(data, text)


def followed(run: Run, printers: Printers, job: Job, note: Callable[[], None] | None) -> list[str]:
    """What the job went through until it was over, or nobody waits any longer. Ctrl-C takes it back. `note` writes it
    down unless it came to nothing."""
    until = time.monotonic() + PATIENCE
    seen: list[str] = []
    try:
        while True:
            state = printers.follow(job)
            if state.progress not in seen[-1:]:
                seen.append(state.progress)
                tell(run, f"{job.printer}：{run.answer.wording.text(state.wording)}")
            if state.over or time.monotonic() >= until:
                return seen
            time.sleep(0.2)
    except KeyboardInterrupt:
        seen.append(printers.cancel(job).progress)
        return seen
    finally:
        if note is not None and (not seen or seen[-1] not in NOTHING):
            note()
