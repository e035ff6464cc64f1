"""Paper from the command line: forms and reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.answer import Wrong
from desktop.cli.paper.decisions import flag_data, hidden_note, notes, source_of, undecided
from desktop.cli.paper.sending import send
from desktop.cli.paper.whole import all_to_folder, all_to_printer
from desktop.cli.shared import SITE_OFFSET, Run
from desktop.clocks import site_time
from desktop.faults import SiteFault
from desktop.paths import out_file

if TYPE_CHECKING:
    from desktop.press.wanted import Wanted


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
    show_counts: bool

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
    elif all_ and printer is not None:
        all_to_printer(run, given.wanted(""), printer, given.show_counts)
    elif all_:
        all_to_folder(run, given.wanted(""), out, given.show_counts)
    elif not form or (out is None and printer is None):
        raise Wrong("请给出表名和 -o 文件（或 --printer 打印机），或用 print --list 查看全部表。")
    elif form not in {RULER, *(r["name"] for r in forms_list())}:
        raise Wrong(f"没有“{form}”这张表；用 print --list 查看全部表。")
    elif printer is not None:
        send(run, given.wanted(form), out, printer, given.show_counts)
    elif out is not None:
        _save(run, given.wanted(form), out, given.show_counts)


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
    lines = []
    for one in kept:
        at = f"{site_time(one.time, SITE_OFFSET):%Y-%m-%d %H:%M}"
        lines.append(f"{at}  {one.form}  {one.about}  {one.edition}  × {one.copies}")
    run.answer.give({"prints": rows}, "\n".join(lines))


def _save(run: Run, wanted: Wanted, out: Path, show_counts: bool) -> None:
    from desktop.press.printers import RULER, print_ruler
    from desktop.press.printing import print_form

    if wanted.form == RULER:
        pages = print_ruler(out_file(out), "", run.parts.clock.wall())
        run.answer.give({"file": str(out), "pages": pages, "flags": []}, f"{out}：{pages} 页")
        return
    with run.home() as home:
        source = source_of(run, home, show_counts)
        try:
            done = print_form(source, wanted, out_file(out), run.parts.clock.wall())
        except SiteFault as fault:
            undecided(run, fault)
            raise
        hidden = source.hidden_rooms(wanted)
    pages_told = f"：{done.pages} 页" if done.pages else ""
    data = {"file": str(out), "pages": done.pages, "flags": [flag_data(f) for f in done.flags], "hidden": hidden}
    run.answer.give(data, f"{out}{pages_told}{notes(run, done.flags)}{hidden_note(run, hidden)}")


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
