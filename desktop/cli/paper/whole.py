"""Every form of the site in one go: into a folder, or to a printer."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.answer import Wrong
from desktop.cli.paper.decisions import flag_data, hidden_note, source_of, tell
from desktop.cli.paper.sending import NOTHING, PATIENCE
from desktop.cli.shared import Run
from desktop.faults import SiteFault, writing_fault

if TYPE_CHECKING:
    from desktop.devices.printers.port import Printers
    from desktop.press.batch import Batched, Handed, SetUndecided
    from desktop.press.source import PrintSource
    from desktop.press.wanted import Wanted


def all_to_folder(run: Run, wanted: Wanted, folder: Path | None, show_counts: bool) -> None:
    """Every form into a folder. Ctrl-C breaks off at once; what was written until then is whole and stays."""
    from desktop.press.batch import count, print_all

    if folder is None:
        raise Wrong("print --all 要用 -o 给出文件夹，或用 --printer 给出打印机。")
    found: list[Batched] = []
    cancelled = False
    with run.home() as home:
        source = source_of(run, home, show_counts)
        hidden, of = source.hidden_rooms(), count(wanted)
        _make(folder)
        try:
            for one in print_all(source, wanted, folder, run.parts.clock.wall()):
                found.append(one)
                tell(run, f"[{len(found)}/{of}] {one.title} {one.file}".rstrip())
        except KeyboardInterrupt:
            cancelled = True
    open_ = [one for one in found if one.fault is not None and not one.empty]
    data = {
        "folder": str(folder),
        "forms": [_batched(run, one) for one in found],
        "of": of,
        "cancelled": cancelled,
        "hidden": hidden,
    }
    text = run.answer.wording.text
    lines = [f"{one.title}：{run.answer.wording.fault(one.fault)}" for one in open_ if one.fault is not None]
    written = [one for one in found if one.file]
    lines.append(
        text(
            "press-all-cancelled" if cancelled else "press-all",
            folder=str(folder),
            forms=len(written),
            pages=sum(one.pages for one in written),
            empty=sum(one.empty for one in found),
        )
        + hidden_note(run, hidden)
    )
    if open_ or cancelled:
        run.answer.refuse(data, "\n".join(lines))
    run.answer.give(data, "\n".join(lines))


def _batched(run: Run, one: Batched) -> dict[str, Any]:
    told = run.answer.fault_data(one.fault) if one.fault is not None else {}
    shown = {"form": one.form, "file": one.file or None, "pages": one.pages, "flags": [flag_data(f) for f in one.flags]}
    return {**shown, **told}


def _make(folder: Path) -> None:
    """The folder, made where there is none. Raises SiteFault cannot-write."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise writing_fault(error, folder) from error


# --- to a printer -----------------------------------------------------------------------------------------------------


def all_to_printer(run: Run, wanted: Wanted, printer: str, show_counts: bool) -> None:
    """Every form on plain paper to a printer, a job each, once what was found is decided on. Ctrl-C stops drawing and
    sending at once and takes back what is not printed yet; what a job came to is told of each."""
    from desktop.press import batch
    from desktop.press.printers import calibration_of

    printers = run.parts.printers
    handed: list[Handed] = []
    fault: SiteFault | None = None
    with run.home() as home:
        source = source_of(run, home, show_counts)
        hidden = source.hidden_rooms()
        to = batch.Run(printer, printers, calibration_of(home.settings, printer))
        try:
            for one in batch.send_all(source, wanted, to, run.parts.clock.wall(), _Telling(run)):
                handed.append(one)
        except batch.SetUndecided as undecided:
            _refuse(run, undecided)
        except SiteFault as stopped:
            fault = stopped
        except KeyboardInterrupt:
            fault = SiteFault("interrupted")
        if fault is not None and not any(one.job for one in handed):
            raise fault
        ends = _followed(run, source, printers, handed, take_back=fault is not None and fault.code == "interrupted")
    _tell_set(run, printer, handed, ends, hidden, fault)


class _Telling:
    """How far a set is, a line each time it goes on to another form."""

    def __init__(self, run: Run) -> None:
        self._run, self._last = run, ""

    def __call__(self, done: int, of: int, on: str = "", /) -> None:
        what, _, title = on.partition(":")
        if on != self._last:
            self._last = on
            tell(self._run, f"[{done}/{of}] {self._run.answer.wording.text(f'doing-{what}')} {title}")


def _refuse(run: Run, undecided: SetUndecided) -> None:
    """What has to be decided first, form by form; nothing was sent."""
    forms = [
        {
            "form": made.form.name,
            "flags": [flag_data(flag) for flag in made.done.flags],
            "again": sum(map(bool, made.again)),
        }
        for made in undecided.forms
    ]
    data = {"jobs": [], "undecided": forms, **run.answer.fault_data(undecided)}
    run.answer.refuse(data, run.answer.wording.fault(undecided))


def _followed(
    run: Run, source: PrintSource, printers: Printers, handed: Sequence[Handed], take_back: bool
) -> dict[int, str]:
    """What each job came to, by its place, as far as it could be waited for; those that came to something are noted as
    printed. Ctrl-C takes back what is left."""
    from desktop.press.printing import note_form

    ends: dict[int, str] = {}
    try:
        if not take_back:
            for n, progress in _watched(printers, handed):
                ends[n] = progress
    except KeyboardInterrupt:
        take_back = True
    for n, one in enumerate(handed):
        if one.job is None or one.made is None:
            continue
        if n not in ends:
            ends[n] = "printing"
            with contextlib.suppress(SiteFault):  # what cannot be asked any more counts as printed
                ends[n] = (printers.cancel if take_back else printers.follow)(one.job).progress
        if ends[n] not in NOTHING:
            note_form(source, one.made)
        tell(run, f"{one.title}：{run.answer.wording.text(f'print-job-{ends[n]}')}")
    return ends


def _watched(printers: Printers, handed: Sequence[Handed]) -> Iterator[tuple[int, str]]:
    """The place of each job in its turn once it is over, and what it came to. A printer takes its jobs in their order;
    one that makes none of them ready for so long is left to itself."""
    for n, one in enumerate(handed):
        if one.job is None:
            continue
        until = time.monotonic() + PATIENCE
        while not (state := printers.follow(one.job)).over:
            if time.monotonic() >= until:
                return
            time.sleep(0.2)
        yield n, state.progress


def _tell_set(
    run: Run,
    printer: str,
    handed: Sequence[Handed],
    ends: dict[int, str],
    hidden: Sequence[str],
    fault: SiteFault | None,
) -> None:
    text = run.answer.wording.text
    jobs = [
        {"title": one.title, "pages": one.pages, "job": one.job.number, "progress": ends[n]}
        for n, one in enumerate(handed)
        if one.job is not None
    ]
    left = [one.title for one in handed if one.job is None and one.fault is None]
    failed = [one for one in handed if one.fault is not None and not one.empty]
    data: dict[str, Any] = {
        "printer": printer,
        "jobs": jobs,
        "labels": left,
        "hidden": list(hidden),
        "failed": [{"title": one.title, **run.answer.fault_data(one.fault)} for one in failed if one.fault],
    }
    lines = [f"{one.title}：{run.answer.wording.fault(one.fault)}" for one in failed if one.fault is not None]
    sent = [one for one in handed if one.job is not None]
    lines.append(
        text(
            "press-set-sent",
            printer=printer,
            forms=len(sent),
            pages=sum(one.pages for one in sent),
            empty=sum(one.empty for one in handed),
        )
    )
    if left:
        lines.append(text("press-set-labels", forms="、".join(left)))
    if lost := [one.title for n, one in enumerate(handed) if ends.get(n) in NOTHING]:
        lines.append(text("press-set-lost", forms="、".join(lost)))
    if fault is not None:
        data |= run.answer.fault_data(fault)
        lines.append(run.answer.wording.fault(fault))
    told = "\n".join(lines) + hidden_note(run, hidden)
    if failed or fault is not None or lost:
        run.answer.refuse(data, told)
    run.answer.give(data, told)
