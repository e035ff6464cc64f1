"""Printed forms: 10,000 seat labels and 340 room sheets beside a canvas written by hand, every form of a site, one of
them again.

The yardstick draws the same words, bars and lines by the fastest recipe known: fonts registered once, what is the same
on every page as one form XObject, text objects grouped by font, the bars of a symbol as one path. It checks nothing,
fits nothing and knows no page but this one.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop.bootstrap.parts import Parts
from desktop.press.printing import Wanted, make_form
from forms import barcode, fonts, stock, words
from forms.candidates import seat_labels, summary_sheet
from forms.candidates.seat_labels import SeatLabel
from forms.candidates.summary_sheet import RoomSheet
from forms.fonts import BOLD, REGULAR
from tests.bench import site
from tests.bench.measure import Measure, seconds, turns
from tests.forms import people

LABELS, SHEETS, ROWS = 10_000, 340, 30
REACH = 1.15
ROUNDS = 5


def measure(work: Path) -> list[Measure]:
    """Labels and sheets in this process, every form in one of its own, as `kaodian print --all` runs it."""
    labels = people.labels(LABELS)
    sheets = [_sheet(n) for n in range(SHEETS)]
    home = site.make(work, 680, 34)
    return [
        _beside("labels", f"{LABELS:,} seat labels with barcode", _ours(seat_labels, labels), partial(by_hand, labels)),
        _beside(
            "sheets",
            f"{SHEETS} room sheets of {ROWS}",
            _ours(summary_sheet, sheets),
            partial(sheets_by_hand, sheets),
        ),
        *_everything(home, work),
        *_again(home),
    ]


def _sheet(n: int) -> RoomSheet:
    """A room nobody of which sits in another one."""
    rows = tuple(
        replace(
            row,
            name=people.name(n * ROWS + row.seat),
            admission_number=f"26110028{n * ROWS + row.seat:06d}",
            document_number=people.document_number(n * ROWS + row.seat),
        )
        for row in people.room_sheet(ROWS).rows
    )
    return replace(people.room_sheet(ROWS, room=f"{n + 1:03d}"), rows=rows)


def _ours(form: Any, inputs: list[Any]) -> Callable[[], object]:
    context = replace(people.CONTEXT, head=None)
    return lambda: form.render(inputs, io.BytesIO(), context)


def _beside(key: str, work: str, ours: Callable[[], object], theirs: Callable[[], object]) -> Measure:
    taken = turns(ROUNDS, lambda: seconds(ours), lambda: seconds(theirs))
    return Measure(key, work, "a canvas by hand", "s", *taken, REACH, True)


# --- every form, one again --------------------------------------------------------------------------------------------


_PEAK = """
import sys
from desktop.__main__ import main
code = main(sys.argv[1:])
peak = next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(f"\\n{peak}\\n")
sys.exit(code)
"""
"""What the system says of a child's memory counts its parent's too, from which it was forked."""


def _everything(home: site.Site, work: Path) -> list[Measure]:
    command = ["--home", str(home.home), "--json", "print", "--all", "--accept-flags", "--again"]
    environment = {**os.environ, "KAODIAN_PASSPHRASE": site.PASSPHRASE}
    most = 0.0

    def run() -> None:
        nonlocal most
        done = subprocess.run(
            [sys.executable, "-c", _PEAK, *command, "-o", str(work / "all")],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
        most = max(most, int(done.stderr.split()[-1]) / 1024)

    taken = median(seconds(run) for _ in range(3))
    told = {"files": sum(1 for _ in (work / "all").glob("*.pdf"))}
    return [
        Measure("every-form", "every form, 680 candidates, 34 rooms", "15 s", "s", taken, None, 15, True, told),
        Measure("every-form-memory", "memory of that process at most", "300 MB", "MB", most, None, 300, True),
    ]


def _again(home: site.Site) -> list[Measure]:
    with Parts().open_home(home.home, site.PASSPHRASE) as opened:
        source = Parts().print_source(opened)
        who, room = home.plan.candidates[300].id, home.plan.rooms[20].id
        taken = []
        for wanted in (
            Wanted("seat-labels", candidate=who, again=True, accept_flags=True),
            Wanted("summary-sheet", room=room, again=True, accept_flags=True),
        ):
            once = partial(make_form, source, wanted, home.doors_open)
            once()
            taken.append(median(seconds(once) for _ in range(21)))
    return [
        Measure("label-again", "one label again, fonts warm", "30 ms", "s", taken[0], None, 0.03, True),
        Measure("sheet-again", "one room sheet of 20 again, fonts warm", "30 ms", "s", taken[1], None, 0.03, True),
    ]


# --- the yardstick ----------------------------------------------------------------------------------------------------


def by_hand(labels: list[SeatLabel]) -> bytes:
    """The labels on the default stock, each word where our form has it."""
    sheet = stock.load()
    canvas = _canvas(sheet.page)
    canvas.beginForm("page", 0, 0, *sheet.page)
    canvas.setDash(2, 2)
    for place in range(sheet.per_sheet):
        x, y = sheet.corner(place)
        canvas.rect(x, y, sheet.width, sheet.height)
        canvas.setFont(REGULAR, 6.5)
        canvas.drawString(x + sheet.width - 27, y + sheet.height - 11, "座位号")
    canvas.endForm()
    pages = -(-len(labels) // sheet.per_sheet)
    for number in range(pages):
        part = labels[number * sheet.per_sheet : (number + 1) * sheet.per_sheet]
        canvas.doForm("page")
        corners = [sheet.corner(place) for place in range(len(part))]
        text = canvas.beginText()
        for font, size, dx, dy, said in _LABEL:
            text.setFont(font, size)
            for item, (x, y) in zip(part, corners, strict=True):
                words_ = said(item)
                left = x + 7 if dx == 0 else x + sheet.width - 7 - canvas.stringWidth(words_, font, size)
                text.setTextOrigin(left, y + dy)
                text.textOut(words_)
        text.setFont(REGULAR, 9)
        text.setTextOrigin(260, sheet.page[1] - sheet.top + 6)
        text.textOut(f"第 {number + 1} 页  共 {pages} 页")
        canvas.drawText(text)
        for item, (x, y) in zip(part, corners, strict=True):
            _bars(canvas, item.admission_number, x + 7, y + 16, 23)
        canvas.showPage()
    return bytes(canvas.getpdfdata())


_LABEL: tuple[tuple[str, float, int, float, Callable[[SeatLabel], str]], ...] = (
    (BOLD, 11, 0, 79, lambda item: f"第 {item.room} 考场"),
    (BOLD, 16, 0, 59, lambda item: item.name),
    (REGULAR, 8, 0, 43, lambda item: words.occupation_level(item.occupation, item.level, item.direction)),
    (BOLD, 52, 1, 40, lambda item: f"{item.seat:02d}"),
    (REGULAR, 8.5, 0, 6, lambda item: item.admission_number),
    (REGULAR, 6.5, 1, 6, lambda item: f"{item.place}　{item.sitting}"),
)


def _bars(canvas: Any, number: str, x: float, y: float, height: float) -> None:
    """The symbol out of the library's string of modules, as one path."""
    modules = barcode.SafeCode128(number).build()[0]
    path, at = [], 0
    for dark, run in _runs(modules):
        if dark == "1":
            path.append(f"{x + at * 0.72:.2f} {y:.2f} {run * 0.72:.2f} {height} re")
        at += run
    canvas._code.append(" ".join(path) + " f")


def _runs(modules: str) -> list[tuple[str, int]]:
    out: list[tuple[str, int]] = []
    start = 0
    for end in range(1, len(modules) + 1):
        if end == len(modules) or modules[end] != modules[start]:
            out.append((modules[start], end - start))
            start = end
    return out


_EDGES = (42, 78, 150, 186, 298, 438, 553)
_HEADS = ("座位", "姓名", "性别", "准考证号", "证件号码", "职业等级")
_TOP, _ROW = 720.0, 20.0


def sheets_by_hand(sheets: list[RoomSheet]) -> bytes:
    """The posted lists: title, facts, a grid of six columns, footer."""
    canvas = _canvas((595.0, 842.0))
    canvas.beginForm("sheet", 0, 0, 595, 842)
    canvas.setFont(BOLD, 18)
    canvas.drawCentredString(297, 790, "考生信息汇总表")
    canvas.setLineWidth(0.5)
    canvas.grid(_EDGES, [_TOP - n * _ROW for n in range(ROWS + 2)])
    canvas.setFont(BOLD, 9)
    for left, right, head in zip(_EDGES, _EDGES[1:], _HEADS, strict=False):
        canvas.drawCentredString((left + right) / 2, _TOP - 14, head)
    canvas.setFont(REGULAR, 7.5)
    canvas.drawString(42, 26, "考生信息汇总表（第1版）　附件3 三(三)、附件5 8:05")
    canvas.endForm()
    for sheet in sheets:
        canvas.doForm("sheet")
        text = canvas.beginText()
        text.setFont(REGULAR, 9)
        for n, said in enumerate(_facts(sheet)):
            text.setTextOrigin(42 + n % 3 * 170, 750 - n // 3 * 16)
            text.textOut(said)
        for n, row in enumerate(sheet.rows, 1):
            y = _TOP - n * _ROW - 14
            for left, right, said in zip(_EDGES, _EDGES[1:], _cells(row), strict=False):
                text.setTextOrigin((left + right) / 2 - canvas.stringWidth(said, REGULAR, 9) / 2, y)
                text.textOut(said)
        text.setTextOrigin(270, 26)
        text.textOut("第 1 页  共 1 页")
        canvas.drawText(text)
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def _facts(sheet: RoomSheet) -> tuple[str, ...]:
    return (
        f"第 {sheet.room} 考场",
        words.day(sheet.start, 480),
        words.span(sheet.start, sheet.end, 480),
        sheet.subject,
        sheet.place,
        f"{len(sheet.rows)} 人",
    )


def _cells(row: summary_sheet.SheetRow) -> tuple[str, ...]:
    return (
        f"{row.seat:02d}",
        row.name,
        words.SEXES.get(row.sex, ""),
        row.admission_number,
        words.masked(row.document_number),
        words.short_occupation(row.occupation, row.level, row.direction),
    )


def _canvas(size: tuple[float, float]) -> Any:
    fonts.ensure()
    rl_config.useA85 = 0
    return Canvas(io.BytesIO(), pagesize=size, pageCompression=1, initialFontName=REGULAR)
