"""Every form of the site in one go, into a folder or to a printer, with one progress.

Into a folder form after form is written, and what was written stays. For a printer all are drawn first, so that what
they have found is decided on before the first sheet; then one job after the other is handed over.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.faults import SiteFault
from desktop.press.printing import FlagsFound, Made, draw_form, lay_down, print_form, wish_of
from desktop.press.source import PrintSource
from desktop.press.wanted import Wanted
from desktop.progress import Progress, unwatched
from forms import catalogue
from forms.context import Flag

if TYPE_CHECKING:
    from desktop.devices.printers.port import Job, Printers
    from desktop.devices.printers.wish import Calibration

EMPTY: Final = ("print-nothing",)
"""What is no fault of a form among all: before the day there is nothing yet to hand over."""
_SHOWN: Final = 12
"""So many forms stand in a sentence; all of them in `forms`."""


class _Outcome:
    """What a form of a set came to. `fault` is why there is nothing of it."""

    __slots__ = ()
    fault: SiteFault | None

    @property
    def empty(self) -> bool:
        """There was nothing to print."""
        return self.fault is not None and self.fault.code in EMPTY


@dataclass(frozen=True, slots=True)
class Batched(_Outcome):
    """What became of one form: its file and pages, or `fault`, why nothing of it was written."""

    form: str
    title: str
    file: str = ""
    pages: int = 0
    flags: tuple[Flag, ...] = ()
    fault: SiteFault | None = None


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


@dataclass(frozen=True, slots=True)
class Run:
    """A set for one printer. `labels`: forms on label sheets go too, which must lie in the printer's tray then."""

    printer: str
    printers: Printers
    calibration: Calibration
    labels: bool = False


@dataclass(frozen=True, slots=True)
class Handed(_Outcome):
    """What became of one form of a set: its `job` and the `made` form (without its bytes), or why it was not sent:
    `fault`, or for label sheets that were not asked for none."""

    title: str
    pages: int = 0
    made: Made | None = None
    job: Job | None = None
    fault: SiteFault | None = None


class SetUndecided(SiteFault):
    """print-set-undecided: forms of a set have findings, or were printed before, and nobody has decided; nothing was
    sent. `forms` are those."""

    def __init__(self, forms: Sequence[Made], flags: bool, again: bool) -> None:
        self.forms = tuple(forms)
        told = [f"  {_undecided(made, flags, again)}" for made in forms[:_SHOWN]]
        more = [f"  …… {len(forms)}"] if len(forms) > _SHOWN else []
        super().__init__("print-set-undecided", count=len(forms), list="\n".join((*told, *more)))


def _undecided(made: Made, flags: bool, again: bool) -> str:
    """A form and what is to be decided on it. Paper's own language, as its findings are."""
    times = sum(map(bool, made.again))
    found = [f"核对出 {len(made.done.flags)} 处"] if flags and made.done.flags and not made.accepted else []
    return f"{_title(made)}：" + "，".join([*found, *([f"{times} 项以前印过"] if again and times else [])])


def _title(made: Made) -> str:
    return f"{made.form.title}（签字件）" if made.wanted.signature else made.form.title


def send_all(source: PrintSource, wanted: Wanted, run: Run, now: int, tell: Progress = unwatched) -> Iterator[Handed]:
    """Send every form to a printer, each on its own paper, in the order of the catalogue, label sheets last. Nothing
    is noted as printed: `note_form` each once it is.

    Raises SiteFault print-set-undecided (SetUndecided), disk-full, cannot-write, and what printers raise; Cancelled.
    What was handed over until then has been told.
    """
    with tempfile.TemporaryDirectory(prefix="kaodian-print-") as folder:
        drawn: list[tuple[Made, Path]] = []
        runs = sorted(_runs(wanted), key=lambda one: catalogue.form(one.form).sticky)
        for n, one in enumerate(runs):
            form = catalogue.form(one.form)
            if form.sticky and not run.labels:
                yield Handed(form.title)
                continue
            try:
                made = draw_form(source, one, now, partial(_within, tell, n, 2 * len(runs), form.title))
            except SiteFault as fault:
                if fault.code in ("disk-full", "cannot-write", "cancelled"):
                    raise
                yield Handed(form.title, fault=fault)
                continue
            drawn.append((replace(made, data=b""), lay_down(made, Path(folder))))
        decide_all([made for made, _ in drawn], wanted)
        for n, (made, path) in enumerate(drawn):
            handing = partial(_handing, tell, len(runs) + n * len(runs) // len(drawn), 2 * len(runs), _title(made))
            handing(0, 0)
            job = run.printers.send(path, wish_of(made, run.printer, run.calibration), handing)
            yield Handed(_title(made), made.done.pages, made, job)


def decide_all(made: Sequence[Made], wanted: Wanted) -> None:
    """Raises SiteFault print-set-undecided where `wanted` does not decide on everything that was found."""
    flags, again = not wanted.accept_flags, not wanted.again
    left = [m for m in made if (flags and m.done.flags and not m.accepted) or (again and any(m.again))]
    if left:
        raise SetUndecided(left, flags, again)


def _within(tell: Progress, forms: int, of: int, title: str, done: int, parts: int, on: str = "", /) -> None:
    """One bar for all forms: it moves from form to form, whatever a form says of its own sheets."""
    tell(forms, of, f"forms:{title}")


def _handing(tell: Progress, forms: int, of: int, title: str, done: int, sheets: int, on: str = "", /) -> None:
    tell(forms, of, f"handing:{title}")


def count(wanted: Wanted) -> int:
    """How many print runs that are."""
    return len(list(_runs(wanted)))


def _runs(wanted: Wanted) -> Iterator[Wanted]:
    plain = Wanted("", accept_flags=wanted.accept_flags, again=wanted.again, copies=wanted.copies)
    for form in catalogue.FORMS:
        yield replace(plain, form=form.name)
        if form.name == "summary-sheet":
            yield replace(plain, form=form.name, signature=True)
