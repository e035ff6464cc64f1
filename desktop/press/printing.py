"""`print_form`: what is wanted, from plan and record, as a PDF: looked through first, asked about where it was printed
before, written in one piece, noted in the log."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop.faults import SiteFault, writing_fault
from desktop.paths import take_place
from desktop.press.reading.layouts import layouts
from desktop.press.scope import about_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from desktop.progress import Cancelled, Progress, unwatched
from forms import catalogue
from forms.catalogue import Form
from forms.context import Flag, Printed

if TYPE_CHECKING:
    from desktop.devices.printers.port import Job, Printers
    from desktop.devices.printers.wish import Calibration, Wish

__all__ = [
    "Flag",
    "FlagsFound",
    "Made",
    "Wanted",
    "changed",
    "decide",
    "draw_form",
    "forms_list",
    "lay_down",
    "make_form",
    "note_form",
    "print_form",
    "send_form",
    "wish_of",
    "write_form",
]

_KINDS: Final = ("", ".pdf", ".xlsx")
"""Under any other name a program would open the file as what it is not."""
_SHOWN: Final = 8
"""So many flags stand in the sentence; all of them in `flags`."""


class FlagsFound(SiteFault):
    """print-flags: the preflight found what somebody has to decide on; nothing was written. `flags` are all of it."""

    def __init__(self, title: str, flags: Sequence[Flag]) -> None:
        self.flags = tuple(flags)
        told = "\n".join(f"  {flag.sentence}" for flag in self.flags[:_SHOWN])
        more = f"\n  …… {len(self.flags)}" if len(self.flags) > _SHOWN else ""
        super().__init__("print-flags", title=title, count=len(self.flags), list=told + more)


@dataclass(frozen=True, slots=True)
class Made:
    """A form ready to be written or sent: `data` the PDF, `done` pages and flags, `abouts` what each input is of and
    `again` how many times it was printed before; `accepted` where flags need nobody's decision; `hidden` the rooms
    whose own count is left off; `inputs` what it was filled with."""

    form: Form
    wanted: Wanted
    data: bytes
    done: Printed
    abouts: tuple[str, ...]
    edition: str
    at: int
    kept: tuple[bytes, ...] = ()
    again: tuple[int, ...] = ()
    accepted: bool = False
    hidden: tuple[str, ...] = ()
    inputs: tuple[Any, ...] = ()


def forms_list() -> list[dict[str, str]]:
    """Every form: name, title, edition, paper size, clause, and what one input stands for. Loads no PDF engine."""
    return [
        {
            "name": f.name,
            "title": f.title,
            "edition": f.edition,
            "paper": f.paper,
            "clause": f.clause,
            "input": f.scope,
        }
        for f in catalogue.FORMS
    ]


def print_form(source: PrintSource, wanted: Wanted, out: Path, now: int, tell: Progress = unwatched) -> Printed:
    """Write the form to `out`, a PDF or, where it is a list, an .xlsx; `now` is UTC ms. A print is noted in the log.

    Raises SiteFault: print-no-form, print-no-room, print-no-candidate, print-nothing, print-no-blank,
    print-whole-site, print-start-at, print-no-labels, print-no-stock, print-stock-bad, print-stock-small, print-flags
    (FlagsFound), print-again, print-no-table, print-file-kind, those of page ranges, disk-full, cannot-write.
    """
    kind = out.suffix.lower()
    if kind not in _KINDS:
        raise SiteFault("print-file-kind", given=out.name[-40:])
    if kind == ".xlsx":
        return _write_workbook(source, wanted, out, now)
    made = make_form(source, wanted, now, tell)
    write_form(made, out)
    note_form(source, made)
    return made.done


def make_form(source: PrintSource, wanted: Wanted, now: int, tell: Progress = unwatched) -> Made:
    """The form as a PDF in memory, its flags decided on and its reprints marked. Raises what `print_form` raises, and
    Cancelled."""
    made = draw_form(source, wanted, now, tell)
    decide(made, wanted.accept_flags, wanted.again)
    return made


def draw_form(source: PrintSource, wanted: Wanted, now: int, tell: Progress = unwatched) -> Made:
    """The same before anybody has decided anything: to be looked at. The very bytes are printed once it is decided."""
    tell(0, 0, "filling")
    form, inputs, render = _filled(replace(source, told=partial(tell, 0, 0, "filling")), wanted, now)
    context = source.print_context(now)
    hidden = tuple(source.hidden_rooms(wanted))
    edition = _edition(form, wanted, context.head.code if context.head else "", bool(hidden))
    abouts = tuple(about_of(source.context.index, item) for item in inputs)
    before = source.log.before(form.name, edition) if source.log is not None and not wanted.blank else {}
    again = tuple(before.get(about, 0) for about in abouts)
    context = replace(context, again=again, told=lambda done, of: tell(done, of, "drawing"))
    out = io.BytesIO()
    done = render(inputs, out, context)
    kept = tuple(layouts(form, inputs, context)) if source.keep is not None else ()
    tell(1, 1, "drawing")
    accepted, pdf = source.plan.rehearsal, out.getvalue()
    return Made(form, wanted, pdf, done, abouts, edition, now, kept, again, accepted, hidden, tuple(inputs))


def changed(source: PrintSource, made: Made, tell: Progress = unwatched) -> bool:
    """Whether the form would be filled otherwise now than it was, as of the same minute: then what somebody has looked
    at is not so any more. Raises Cancelled."""
    try:
        _, inputs, _ = _filled(replace(source, told=partial(tell, 0, 0, "filling")), made.wanted, made.at)
    except Cancelled:
        raise
    except SiteFault:
        return True  # there is nothing to fill it with any more
    return tuple(inputs) != made.inputs


def decide(made: Made, accept_flags: bool, again: bool) -> None:
    """Whether it may be printed. Raises SiteFault print-flags (FlagsFound) and print-again where nobody has decided to
    print what was found, or what was printed before."""
    if made.done.flags and not (accept_flags or made.accepted):
        raise FlagsFound(made.form.title, made.done.flags)
    printed = {made.abouts[n]: made.again[n] for n in _on_paper(made) if made.again[n]}
    if printed and not again:
        raise SiteFault("print-again", title=made.form.title, count=len(printed), times=max(printed.values()))


def _on_paper(made: Made) -> list[int]:
    """Which inputs stand on the pages wanted: the rest of a run of which only pages 1-3 are printed was not printed.
    Raises what page ranges raise."""
    if not made.wanted.pages or not made.done.inputs:
        return list(range(len(made.abouts)))
    from desktop.devices.printers.rewriting import chosen_pages

    pages = chosen_pages(made.wanted.pages, made.done.pages)
    return sorted({n for page in pages for n in made.done.inputs[page - 1]})


def write_form(made: Made, out: Path) -> None:
    """Write the pages wanted, as many times as wanted, moved as the printer needs it. Raises SiteFault disk-full,
    cannot-write, print-pages-malformed, print-pages-none."""
    from forms.page.sheet import write_whole

    wanted, data = made.wanted, made.data
    if wanted.pages or wanted.copies > 1 or not wanted.calibration.neutral:
        from desktop.devices.printers.rewriting import rewritten

        data = rewritten(data, wanted.pages, wanted.copies, wanted.calibration)
    try:
        write_whole(out, data, take_place)
    except OSError as error:
        raise writing_fault(error, out) from error


def send_form(
    source: PrintSource,
    made: Made,
    printers: Printers,
    printer: str,
    calibration: Calibration,
    folder: Path,
    tell: Progress = unwatched,
) -> Job:
    """Hand the form to a printer, unscaled; `note_form` it once it is printed. `folder` is where it may lie meanwhile.
    Raises what `Printers.send` raises, disk-full and cannot-write."""
    return printers.send(lay_down(made, folder), wish_of(made, printer, calibration), tell)


def lay_down(made: Made, folder: Path) -> Path:
    """The form's PDF as a file for the printer. Raises SiteFault disk-full, cannot-write."""
    path = folder / f"{made.form.name}{'-signature' if made.wanted.signature else ''}.pdf"
    try:
        path.write_bytes(made.data)
    except OSError as error:
        raise writing_fault(error, path) from error
    return path


def wish_of(made: Made, printer: str, calibration: Calibration) -> Wish:
    """The form's own paper. One side of it: every sheet is posted, cut, signed or read back by a scanner."""
    from desktop.devices.printers.wish import Wish

    media = "A3" if made.form.paper.startswith("A3") else "A4"
    return Wish(printer, made.wanted.copies, made.wanted.pages, "one-sided", media, made.form.title, calibration)


def note_form(source: PrintSource, made: Made) -> None:
    """What was printed goes into the log, the layouts of what comes back signed among the attachments."""
    for layout in made.kept:
        if source.keep is not None:
            source.keep(layout)
    if source.log is not None:
        abouts = [made.abouts[n] for n in _on_paper(made)] or [f"site:{source.plan.site.id}"]
        abouts = list(dict.fromkeys(abouts))
        source.log.note(made.form.name, abouts, made.at, made.wanted.copies, made.edition)


def _write_workbook(source: PrintSource, wanted: Wanted, out: Path, now: int) -> Printed:
    """The form's lists, to be worked on; no print, so neither asked about nor logged."""
    form, inputs, _ = _filled(source, wanted, now)
    if not form.table:
        tables = "、".join(f.title for f in catalogue.FORMS if f.table)
        raise SiteFault("print-no-table", title=form.title, tables=tables)
    from desktop.exchange.tables import write_tables

    module = form.load()
    found = module.tables(inputs, source.print_context(now))
    write_tables(out, form.title, [(table.name, table.heads, table.rows) for table in found])
    return Printed(0, module.preflight(inputs))


def _filled(source: PrintSource, wanted: Wanted, now: int) -> tuple[Form, Sequence[Any], Any]:
    known = {f.name: f for f in catalogue.FORMS}
    form = known.get(wanted.form)
    if form is None:
        raise SiteFault("print-no-form", form=wanted.form)
    if wanted.blank and not form.blank:
        blanks = "、".join(f.title for f in catalogue.FORMS if f.blank)
        raise SiteFault("print-no-blank", title=form.title, blanks=blanks)
    if form.scope in ("site", "staff") and (wanted.room or wanted.candidate):
        raise SiteFault("print-whole-site", title=form.title)
    inputs, render = _fill(form, source, wanted, now)
    if "stock" not in getattr(render, "keywords", {}) and (
        wanted.stock or wanted.start_at != 1 or wanted.order != "sheets"
    ):
        raise SiteFault("print-no-labels", title=form.title)
    return form, inputs, render


def _fill(form: Form, source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """What fills a form lies where the form lies: `forms.rooms.door_sign` is filled by `press.rooms.door_sign`."""
    filled: Filled = import_module(f"desktop.press.{form.place}").fill(source, wanted, now)
    return filled


def _edition(form: Form, wanted: Wanted, code: str, hidden: bool) -> str:
    """What tells a sheet from another one of the same form: its edition, which copy it is, and for a form that records
    something the head code it shows, since the same sheet an hour later says something else; so does one with counts
    left off."""
    which = "blank" if wanted.blank else "signature" if wanted.signature else "hidden" if hidden else ""
    return " ".join(part for part in (form.edition, which, code if form.records else "") if part)
