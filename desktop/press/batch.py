"""Every form of the site in one go, into a folder: one progress, broken off between two forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from desktop.faults import SiteFault
from desktop.press.printing import FlagsFound, print_form
from desktop.press.source import PrintSource
from desktop.press.wanted import Wanted
from desktop.progress import Progress, unwatched
from forms import catalogue
from forms.context import Flag

EMPTY: Final = ("print-nothing",)
"""What is no fault of a form among all: before the day there is nothing yet to hand over."""


@dataclass(frozen=True, slots=True)
class Batched:
    """What became of one form: its file and pages, or `fault`, why nothing of it was written."""

    form: str
    title: str
    file: str = ""
    pages: int = 0
    flags: tuple[Flag, ...] = ()
    fault: SiteFault | None = None

    @property
    def empty(self) -> bool:
        """There was nothing to print."""
        return self.fault is not None and self.fault.code in EMPTY


def print_all(
    source: PrintSource, wanted: Wanted, folder: Path, now: int, tell: Progress = unwatched
) -> Iterator[Batched]:
    """Print every form, and the copy to sign of the summary sheet, as `NN-name.pdf`, one after the other as they are
    asked for: who stops asking breaks off, and what was written is whole. `wanted` gives the decisions, its form and
    scope do not count. Raises SiteFault disk-full, cannot-write: what ails the folder ails every form; Cancelled."""
    runs = list(_runs(wanted))
    for n, one in enumerate(runs, 1):
        form = catalogue.form(one.form)
        path = folder / f"{n:02d}-{form.name}{'-signature' if one.signature else ''}.pdf"
        try:
            done = print_form(source, one, path, now, partial(_within, tell, n - 1, len(runs), form.title))
        except SiteFault as fault:
            if fault.code in ("disk-full", "cannot-write", "cancelled"):
                raise
            flags = fault.flags if isinstance(fault, FlagsFound) else ()
            yield Batched(form.name, form.title, flags=flags, fault=fault)
        else:
            yield Batched(form.name, form.title, path.name, done.pages, done.flags)


def _within(tell: Progress, forms: int, of: int, title: str, done: int, parts: int, on: str = "", /) -> None:
    """One bar for all forms: it moves from form to form, whatever a form says of its own sheets."""
    tell(forms, of, f"forms:{title}")


def count(wanted: Wanted) -> int:
    """How many print runs that are."""
    return len(list(_runs(wanted)))


def _runs(wanted: Wanted) -> Iterator[Wanted]:
    plain = Wanted("", accept_flags=wanted.accept_flags, again=wanted.again, copies=wanted.copies)
    for form in catalogue.FORMS:
        yield replace(plain, form=form.name)
        if form.name == "summary-sheet":
            yield replace(plain, form=form.name, signature=True)
