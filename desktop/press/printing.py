"""`print_form`: what is wanted, from plan and record, as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from desktop.faults import SiteFault, writing_fault
from desktop.press.source import PrintSource
from forms import catalogue
from forms.context import Printed


@dataclass(frozen=True, slots=True)
class Wanted:
    """One print run. `room` is an id or number, `candidate` an id, admission or document number; None means all.

    `start_at` is the label to begin with, `blank` an empty form to fill in by hand, `signature` the unmasked copy.
    """

    form: str
    room: str | None = None
    candidate: str | None = None
    start_at: int = 1
    blank: bool = False
    signature: bool = False


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


def print_form(source: PrintSource, wanted: Wanted, out: Path, now: int) -> Printed:
    """Write the form to `out` and its line into the print log; `now` is UTC ms.

    Raises SiteFault: print-no-form, print-no-room, print-no-candidate, print-nothing, print-no-blank, print-start-at,
    disk-full, cannot-write.
    """
    known = {f.name: f for f in catalogue.FORMS}
    form = known.get(wanted.form)
    if form is None:
        raise SiteFault("print-no-form", form=wanted.form)
    if wanted.blank and not form.records:
        raise SiteFault("print-no-blank", title=form.title)
    inputs, render = _FILL[wanted.form](source, wanted, now)
    try:
        done = render(inputs, out, source.print_context(now))
    except OSError as error:
        raise writing_fault(error, out) from error
    if source.log is not None:
        source.log(form.name, _about(source, wanted), now, done.pages, form.edition)
    return done


def _about(source: PrintSource, wanted: Wanted) -> str:
    """What a line of the print log is for; `blank` is no record of anything."""
    if wanted.candidate:
        return f"candidate:{source.person(wanted.candidate).id}"
    room = source.context.index.room(wanted.room) if wanted.room else None
    return f"room:{room.id}" if room else f"site:{source.plan.site.id}"


Filled = tuple[Any, Callable[..., Printed]]


def _seat_labels(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    from desktop.press.seat_labels import seat_labels
    from forms import seat_labels as form
    from forms import stock

    sheet = stock.load()
    if not 1 <= wanted.start_at <= sheet.per_sheet:
        raise SiteFault("print-start-at", most=sheet.per_sheet, given=wanted.start_at)
    return seat_labels(source, wanted.room, wanted.candidate), partial(
        form.render, stock=sheet, start_at=wanted.start_at
    )


def _door_sign(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    from desktop.press.room_sheets import room_sheets
    from forms import door_sign as form

    return room_sheets(source, wanted.room, wanted.candidate, now, posted=True), form.render


def _summary_sheet(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    from desktop.press.room_sheets import room_sheets
    from forms import summary_sheet as form

    return room_sheets(source, wanted.room, wanted.candidate, now, posted=not wanted.signature), form.render


def _room_record(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    from desktop.press.room_records import room_records
    from forms import room_record as form

    return room_records(source, wanted.room, wanted.candidate, now, blank=wanted.blank), form.render


def _custody_slip(source: PrintSource, wanted: Wanted, now: int) -> Filled:
    from desktop.press.custody_slips import custody_slips
    from forms import custody_slip as form

    return custody_slips(source, wanted.room, wanted.candidate, now, blank=wanted.blank), form.render


_FILL: dict[str, Callable[[PrintSource, Wanted, int], Filled]] = {
    "seat-labels": _seat_labels,
    "door-sign": _door_sign,
    "summary-sheet": _summary_sheet,
    "room-record": _room_record,
    "custody-slip": _custody_slip,
}
