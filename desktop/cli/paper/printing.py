"""Paper from the command line: forms and reports."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.answer import Wrong
from desktop.cli.shared import SITE_OFFSET, Run
from desktop.faults import SiteFault, writing_fault
from desktop.paths import out_file

if TYPE_CHECKING:
    from desktop.devices.printers.port import Job, Printers
    from desktop.press.batch import Batched
    from desktop.press.printing import Flag
    from desktop.press.wanted import Wanted

_PATIENCE = 120.0
"""Seconds a job is followed; a long one goes on printing after that."""
_SHOWN = 40
_NOTHING = ("failed", "cancelled")
"""Ends of a job that left nothing on paper, or nothing whole: the log does not count it as printed."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The options of one print run as they were given."""

    room: str | None
    candidate: Sequence[str]
    pages: str
    copies: int
    start_at: int
    order: str
    stock: str
    blank: bool
    signature: bool
    accept_flags: bool
    again: bool
    offset_x: int
    offset_y: int
    scale: int

    def wanted(self, form: str) -> Wanted:
        from desktop.devices.printers.wish import Calibration
        from desktop.press.wanted import Wanted

        return Wanted(
            form,
            self.room,
            ",".join(self.candidate) or None,
            self.start_at,
            self.blank,
            self.signature,
            self.stock,
            "cut-stack" if self.order == "cut-stack" else "sheets",
            self.pages,
            self.copies,
            Calibration(self.offset_x, self.offset_y, self.scale),
            self.accept_flags,
            self.again,
        )


def print_(
    run: Run,
    form: str | None,
    list_: bool,
    all_: bool,
    out: Path | None,
    printer: str | None,
    measured: str | None,
    log: bool,
    **scope: Any,
) -> None:
    """打印表格。"""
    from desktop.press.printers import RULER
    from desktop.press.printing import forms_list

    given = Scope(**scope)
    if list_:
        _list(run)
    elif log:
        _log(run, form)
    elif measured is not None:
        _measure(run, printer, measured)
    elif all_:
        _all(run, given, out)
    elif not form or (out is None and printer is None):
        raise Wrong("请给出表名和 -o 文件（或 --printer 打印机），或用 print --list 查看全部表。")
    elif form not in {RULER, *(r["name"] for r in forms_list())}:
        raise Wrong(f"没有“{form}”这张表；用 print --list 查看全部表。")
    elif printer is not None:
        _send(run, given.wanted(form), out, printer)
    elif out is not None:
        _save(run, given.wanted(form), out)


def _list(run: Run) -> None:
    from desktop.press.printing import forms_list
    from desktop.press.stocks import stock_faults, stocks_list

    rows, text = forms_list(), run.answer.wording.text
    lines = []
    for r in rows:
        told = (r["paper"], text(f"press-input-{r['input']}"), r["clause"])
        lines.append(f"{r['name']:<18} {r['title']}（{'；'.join(told)}）")
    folders = (run.folder / "labels",)
    stocks, faults = stocks_list(folders), [run.answer.wording.fault(fault) for fault in stock_faults(folders)]
    lines += ["", text("press-stocks"), *(f"{s['name']:<18} {s['title']}" for s in stocks), *faults]
    run.answer.give({"forms": rows, "stocks": stocks, "stock_faults": faults}, "\n".join(lines))


def _log(run: Run, form: str | None) -> None:
    """What was printed of a form, or of all: oldest first."""
    with run.home() as home:
        kept = home.prints.all(form)
    names = ("form", "about", "time", "copies", "edition")
    rows = [{name: getattr(one, name) for name in names} for one in kept]
    site = timezone(timedelta(minutes=SITE_OFFSET))
    lines = []
    for one in kept:
        at = f"{datetime.fromtimestamp(one.time / 1000, site):%Y-%m-%d %H:%M}"
        lines.append(f"{at}  {one.form}  {one.about}  {one.edition}  × {one.copies}")
    run.answer.give({"prints": rows}, "\n".join(lines))


def _save(run: Run, wanted: Wanted, out: Path) -> None:
    from desktop.press.printers import RULER, print_ruler
    from desktop.press.printing import print_form

    if wanted.form == RULER:
        pages = print_ruler(out_file(out), "", run.parts.clock.wall())
        run.answer.give({"file": str(out), "pages": pages, "flags": []}, f"{out}：{pages} 页")
        return
    with run.home() as home:
        try:
            done = print_form(run.parts.print_source(home), wanted, out_file(out), run.parts.clock.wall())
        except SiteFault as fault:
            _undecided(run, fault)
            raise
    pages_told = f"：{done.pages} 页" if done.pages else ""
    flags = [_flag(f) for f in done.flags]
    run.answer.give(
        {"file": str(out), "pages": done.pages, "flags": flags}, f"{out}{pages_told}{_notes(run, done.flags)}"
    )


def _undecided(run: Run, fault: SiteFault) -> None:
    """What has to be decided first: listed, exit 1, nothing written. Any other fault is left to go on."""
    from desktop.press.printing import FlagsFound

    if fault.code not in ("print-flags", "print-again"):
        return
    found = fault.flags if isinstance(fault, FlagsFound) else ()
    data = {"file": None, "pages": 0, "flags": [_flag(f) for f in found], **run.answer.fault_data(fault)}
    facts = {**fault.facts, "list": _notes(run, found).removeprefix("\n")} if found else fault.facts
    if run.answer.as_json:
        run.answer.refuse(data, "")
    run.answer.aside(run.answer.wording.text(f"fault-{fault.code}", **facts))
    run.answer.refuse(data, "")


def _flag(flag: Flag) -> dict[str, str]:
    return {
        "kind": flag.kind,
        "subject": flag.subject,
        "value": flag.value,
        "detail": flag.detail,
        "message": flag.sentence,
    }


def _notes(run: Run, flags: Sequence[Flag]) -> str:
    """The flags a line each, as many as somebody reads; `--json` has them all."""
    lines = [f"\n! {flag.sentence}" for flag in flags[:_SHOWN]]
    if len(flags) > _SHOWN:
        lines.append("\n" + run.answer.wording.text("press-more-flags", count=len(flags) - _SHOWN))
    return "".join(lines)


def _send(run: Run, wanted: Wanted, out: Path | None, printer: str) -> None:
    """To a printer, and where a file is named there too; the file is not moved for the printer."""
    from desktop.devices.printers.wish import NEUTRAL, Wish
    from desktop.press.printers import RULER, calibration_of, print_ruler
    from desktop.press.printing import make_form, note_form, send_form, write_form

    printers, now = run.parts.printers, run.parts.clock.wall()
    flags: tuple[Flag, ...] = ()
    note: Callable[[], None] | None = None
    with run.home() as home, tempfile.TemporaryDirectory(prefix="kaodian-print-") as folder:
        if wanted.form == RULER:
            path = Path(folder) / "ruler.pdf"
            pages = print_ruler(path, printer, now)
            # As it was measured before: the second page comes out right, or shows what is left.
            job = printers.send(path, Wish(printer, title="ruler", calibration=calibration_of(home.settings, printer)))
        else:
            source = run.parts.print_source(home)
            try:
                made = make_form(source, wanted, now)
            except SiteFault as fault:
                _undecided(run, fault)
                raise
            given = wanted.calibration
            calibration = calibration_of(home.settings, printer) if given == NEUTRAL else given
            if out is not None:
                write_form(made, out_file(out))
            job = send_form(source, made, printers, printer, calibration, Path(folder))
            pages, flags, note = made.done.pages, made.done.flags, partial(note_form, source, made)
        progress = _followed(run, printers, job, note)
    data = {
        "file": str(out) if out else None,
        "pages": pages,
        "flags": [_flag(f) for f in flags],
        "printer": printer,
        "job": job.number,
        "progress": progress,
    }
    told = run.answer.wording.text(f"print-job-{progress[-1]}")
    text = f"{printer}：{pages} 页，{told}{_notes(run, flags)}"
    if progress[-1] in _NOTHING:
        run.answer.refuse(data, text)
    run.answer.give(data, text)


def _followed(run: Run, printers: Printers, job: Job, note: Callable[[], None] | None) -> list[str]:
    """What the job went through until it was over, or nobody waits any longer. Ctrl-C takes it back. `note` writes it
    down unless it came to nothing."""
    until = time.monotonic() + _PATIENCE
    seen: list[str] = []
    try:
        while True:
            state = printers.follow(job)
            if state.progress not in seen[-1:]:
                seen.append(state.progress)
                _tell(run, f"{job.printer}：{run.answer.wording.text(state.wording)}")
            if state.over or time.monotonic() >= until:
                return seen
            time.sleep(0.2)
    except KeyboardInterrupt:
        seen.append(printers.cancel(job).progress)
        return seen
    finally:
        if note is not None and (not seen or seen[-1] not in _NOTHING):
            note()


def _tell(run: Run, text: str) -> None:
    """Progress, for people; a program waits for the answer."""
    if not run.answer.as_json:
        run.answer.aside(text)


def _measure(run: Run, printer: str | None, given: str) -> None:
    from desktop.press.printers import calibration_of, keep_calibration, measured

    if not printer:
        raise Wrong("--measured 要与 --printer 一起给出。")
    with run.home() as home:
        found = measured(given, calibration_of(home.settings, printer))
        keep_calibration(home.settings, printer, found)
    data = {"printer": printer, "offset_x": found.offset_x, "offset_y": found.offset_y, "scale": found.scale}
    run.answer.give(
        data,
        run.answer.wording.text(
            "press-measured",
            printer=printer,
            across=f"{found.offset_x / 10:+.1f}",
            down=f"{found.offset_y / 10:+.1f}",
            scale=f"{found.scale / 10_000:+.2f}",
        ),
    )


def _all(run: Run, given: Scope, folder: Path | None) -> None:
    """Every form into a folder. Ctrl-C breaks off between two forms; what was written is whole and stays."""
    from desktop.press.batch import count, print_all

    if folder is None:
        raise Wrong("print --all 要用 -o 给出文件夹。")
    found: list[Batched] = []
    cancelled = False
    with run.home() as home:
        source, wanted = run.parts.print_source(home), given.wanted("")
        of = count(wanted)
        _make(folder)
        try:
            for one in print_all(source, wanted, folder, run.parts.clock.wall()):
                found.append(one)
                _tell(run, f"[{len(found)}/{of}] {one.title} {one.file}".rstrip())
        except KeyboardInterrupt:
            cancelled = True
    open_ = [one for one in found if one.fault is not None and not one.empty]
    data = {"folder": str(folder), "forms": [_batched(run, one) for one in found], "of": of, "cancelled": cancelled}
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
    )
    if open_ or cancelled:
        run.answer.refuse(data, "\n".join(lines))
    run.answer.give(data, "\n".join(lines))


def _batched(run: Run, one: Batched) -> dict[str, Any]:
    told = run.answer.fault_data(one.fault) if one.fault is not None else {}
    shown = {"form": one.form, "file": one.file or None, "pages": one.pages, "flags": [_flag(f) for f in one.flags]}
    return {**shown, **told}


def _make(folder: Path) -> None:
    """The folder, made where there is none. Raises SiteFault cannot-write."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise writing_fault(error, folder) from error


def report(
    run: Run,
    kind: str,
    out: Path,
    room: str | None,
) -> None:
    """由记录生成报告：当日情况、证据清单、合规核对。"""
    from desktop.press.reports import write_report

    with run.record() as (_, record):
        done = write_report(record, kind, room, out_file(out), run.parts)
    run.answer.give(done, f"{out}")
