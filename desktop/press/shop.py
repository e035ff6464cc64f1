"""The press behind the office's print page: the same steps as the command line's `print`, one by one, so that a form
can be looked at between being made and being printed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from desktop.devices.printers.pages import Pages
from desktop.devices.printers.port import Job, JobState, Printer, Printers
from desktop.devices.printers.rewriting import chosen_pages
from desktop.devices.printers.wish import NEUTRAL, Wish
from desktop.faults import SiteFault
from desktop.press.batch import Batched, Run, print_all, send_all
from desktop.press.printers import Settings, calibration_of, keep_calibration, measured, print_ruler
from desktop.press.printing import Made, changed, decide, draw_form, note_form, print_form, send_form, write_form
from desktop.press.source import PrintSource
from desktop.press.stocks import stocks_list
from desktop.press.wanted import Wanted
from desktop.progress import Progress
from forms import catalogue
from forms.context import Flag


class Wall(Protocol):
    def wall(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Shown:
    """A form as it will be printed."""

    made: Made

    @property
    def title(self) -> str:
        return self.made.form.title

    @property
    def pages(self) -> int:
        return self.made.done.pages

    @property
    def flags(self) -> Sequence[Flag]:
        """What somebody has to decide on; nothing where a rehearsal needs no decision."""
        return () if self.made.accepted else self.made.done.flags

    @property
    def again(self) -> Sequence[int]:
        return self.made.again

    @property
    def abouts(self) -> Sequence[str]:
        return self.made.abouts

    @property
    def at(self) -> int:
        return self.made.at

    @property
    def hidden(self) -> Sequence[str]:
        """Numbers of the rooms whose own count is left off."""
        return self.made.hidden

    def as_wanted(self, pages: str, copies: int) -> Made:
        return replace(self.made, wanted=replace(self.made.wanted, pages=pages, copies=copies))


@dataclass(frozen=True, slots=True)
class HandedOver:
    """See press.batch.Handed."""

    title: str
    pages: int
    made: Shown | None
    job: Job | None
    fault: SiteFault | None
    empty: bool


class Shop:
    """See PaperShop in the operations of the office's desk. `source` gives what to print from as it stands now."""

    def __init__(
        self,
        source: Callable[[], PrintSource],
        settings: Settings,
        printers: Callable[[], Printers],
        clock: Wall,
        labels: Sequence[Path],
    ) -> None:
        self._source, self._settings, self._printers, self._clock = source, settings, printers, clock
        self._labels = labels

    def forms(self) -> Sequence[Mapping[str, Any]]:
        names = ("name", "title", "paper", "clause", "scope", "blank", "table", "labels")
        return [{name: getattr(form, name) for name in names} for form in catalogue.FORMS]

    def stocks(self) -> Sequence[Mapping[str, Any]]:
        return stocks_list(self._labels)

    def make(self, wanted: Mapping[str, Any], tell: Progress) -> Shown:
        return Shown(draw_form(self._source(), Wanted(**wanted), self._clock.wall(), tell))

    def changed(self, made: Shown, tell: Progress) -> bool:
        return changed(self._source(), made.made, tell)

    def decide(self, made: Shown, accept_flags: bool, again: bool, pages: str) -> None:
        decide(made.as_wanted(pages, 1), accept_flags, again)

    def look(self, made: Shown) -> Pages:
        return Pages(made.made.data)

    def write(self, made: Shown, path: Path, pages: str, copies: int) -> int:
        given = made.as_wanted(pages, copies)
        write_form(given, path)
        note_form(self._source(), given)
        return len(chosen_pages(pages, made.pages)) * copies

    def write_table(self, wanted: Mapping[str, Any], path: Path) -> None:
        print_form(self._source(), Wanted(**wanted), path, self._clock.wall())

    def send(self, made: Shown, printer: str, pages: str, copies: int, tell: Progress) -> Job:
        given, calibration = made.as_wanted(pages, copies), calibration_of(self._settings, printer)
        with tempfile.TemporaryDirectory(prefix="kaodian-print-") as folder:
            return send_form(self._source(), given, self._printers(), printer, calibration, Path(folder), tell)

    def send_ruler(self, printer: str) -> Job:
        """As it was measured before: the second page comes out right, or shows what is left."""
        with tempfile.TemporaryDirectory(prefix="kaodian-print-") as folder:
            path = Path(folder) / "ruler.pdf"
            print_ruler(path, printer, self._clock.wall())
            calibration = calibration_of(self._settings, printer)
            return self._printers().send(path, Wish(printer, title="ruler", calibration=calibration))

    def measure(self, printer: str, given: str) -> tuple[int, int, int]:
        found = measured(given, calibration_of(self._settings, printer)) if given else NEUTRAL
        keep_calibration(self._settings, printer, found)
        return found.offset_x, found.offset_y, found.scale

    def note(self, made: Shown, pages: str, copies: int) -> None:
        note_form(self._source(), made.as_wanted(pages, copies))

    def everything(self, folder: Path, accept_flags: bool, again: bool, tell: Progress) -> Iterator[Batched]:
        wanted = Wanted("", accept_flags=accept_flags, again=again)
        return print_all(self._source(), wanted, folder, self._clock.wall(), tell)

    def to_printer(
        self, printer: str, accept_flags: bool, again: bool, labels: bool, tell: Progress
    ) -> Iterator[HandedOver]:
        run = Run(printer, self._printers(), calibration_of(self._settings, printer), labels)
        wanted = Wanted("", accept_flags=accept_flags, again=again)
        for one in send_all(self._source(), wanted, run, self._clock.wall(), tell):
            made = Shown(one.made) if one.made is not None else None
            yield HandedOver(one.title, one.pages, made, one.job, one.fault, one.empty)

    def hidden_rooms(self) -> Sequence[str]:
        return self._source().hidden_rooms()

    def printers(self) -> Sequence[Printer]:
        return self._printers().printers()

    def follow(self, job: Job) -> JobState:
        return self._printers().follow(job)

    def cancel(self, job: Job) -> JobState:
        return self._printers().cancel(job)
