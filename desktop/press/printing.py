"""`print_form`: what is wanted, from plan and record, as a PDF."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from desktop.faults import SiteFault, writing_fault
from desktop.press.source import PrintSource
from desktop.press.wanted import Filled, Wanted
from forms import catalogue
from forms.catalogue import Form
from forms.context import Printed

__all__ = ["Wanted", "forms_list", "print_form"]


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

    Raises SiteFault: print-no-form, print-no-room, print-no-candidate, print-nothing, print-no-blank,
    print-whole-site, print-start-at, disk-full, cannot-write.
    """
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
    try:
        done = render(inputs, out, source.print_context(now))
    except OSError as error:
        raise writing_fault(error, out) from error
    if source.log is not None:
        source.log(form.name, _about(source, wanted), now, done.pages, form.edition)
    return done


def _fill(form: Form, source: PrintSource, wanted: Wanted, now: int) -> Filled:
    """What fills a form lies where the form lies: `forms.rooms.door_sign` is filled by `press.rooms.door_sign`."""
    filled: Filled = import_module(f"desktop.press.{form.place}").fill(source, wanted, now)
    return filled


def _about(source: PrintSource, wanted: Wanted) -> str:
    """What a line of the print log is for; `blank` is no record of anything."""
    if wanted.candidate:
        return f"candidate:{source.person(wanted.candidate).id}"
    room = source.context.index.room(wanted.room) if wanted.room else None
    return f"room:{room.id}" if room else f"site:{source.plan.site.id}"
