"""The press as the office's desk needs it. `bootstrap` plugs in the real one (desktop.press.shop)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from desktop.faults import SiteFault
from desktop.progress import Progress


class Decided(Protocol):
    """A sentence of the preflight; `sentence` names whom or what it is about."""

    @property
    def sentence(self) -> str: ...


class MadeForm(Protocol):
    """A form as it will be printed. `abouts` names what each of its inputs is of, `again` how many times each was
    printed before; `hidden` are the rooms whose own count is left off; `at` is when it was made, UTC ms."""

    @property
    def title(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def flags(self) -> Sequence[Decided]: ...
    @property
    def again(self) -> Sequence[int]: ...
    @property
    def abouts(self) -> Sequence[str]: ...
    @property
    def hidden(self) -> Sequence[str]: ...
    @property
    def at(self) -> int: ...


class PageImage(Protocol):
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def pixels(self) -> bytes: ...


class PagePictures(Protocol):
    """The pages of what was made as pictures. Any thread may ask; nothing is there any more after `close`."""

    @property
    def count(self) -> int: ...
    def picture(self, number: int, width: int) -> PageImage:
        """Raises SiteFault pdf-no-page, pdf-unreadable."""
        ...

    def close(self) -> None: ...


class PrinterSeen(Protocol):
    """A queue of this machine; `wording` and `alert_wordings` are keys of sentences about it."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def default(self) -> bool: ...
    @property
    def state(self) -> str: ...
    @property
    def wording(self) -> str: ...
    @property
    def alert_wordings(self) -> Sequence[str]: ...


class PrintJob(Protocol):
    @property
    def printer(self) -> str: ...
    @property
    def number(self) -> int: ...


class PrintState(Protocol):
    """Where a job is: waiting, printing, done, cancelled, failed, gone."""

    @property
    def progress(self) -> str: ...
    @property
    def over(self) -> bool: ...


class PaperShop(Protocol):
    """The press as the office's desk has it. What waits for the printing system may be asked from any thread: printers,
    follow, cancel; the rest belongs to the home's lane."""

    def forms(self) -> Sequence[Mapping[str, Any]]: ...
    def stocks(self) -> Sequence[Mapping[str, Any]]: ...
    def make(self, wanted: Mapping[str, Any], tell: Progress) -> MadeForm:
        """A form by the members of the press's Wanted, not yet decided on. Raises SiteFault print-…, Cancelled."""
        ...

    def changed(self, made: MadeForm, tell: Progress) -> bool:
        """Whether plan or record would fill the form otherwise now. Raises Cancelled."""
        ...

    def decide(self, made: MadeForm, accept_flags: bool, again: bool, pages: str) -> None:
        """Whether these pages may be printed. Raises SiteFault print-flags, print-again, those of page ranges."""
        ...

    def look(self, made: MadeForm) -> PagePictures: ...
    def write(self, made: MadeForm, path: Path, pages: str, copies: int) -> int:
        """The very bytes that were looked at, or their pages and copies; notes them as printed. How many pages. Raises
        SiteFault disk-full, cannot-write, print-pages-…"""
        ...

    def write_table(self, wanted: Mapping[str, Any], path: Path) -> None:
        """Raises SiteFault print-no-table, disk-full, cannot-write."""
        ...

    def send(self, made: MadeForm, printer: str, pages: str, copies: int, tell: Progress) -> PrintJob:
        """The very bytes that were looked at, moved as the printer was measured. Raises what printers raise, and
        Cancelled: then the printer has nothing."""
        ...

    def send_ruler(self, printer: str) -> PrintJob: ...
    def measure(self, printer: str, given: str) -> tuple[int, int, int]:
        """Keep how far a printer misses: right and down in tenths of a millimetre, size in millionths."""
        ...

    def note(self, made: MadeForm, pages: str, copies: int) -> None:
        """These pages of it were printed; all of them where `pages` is empty."""
        ...

    def everything(self, folder: Path, accept_flags: bool, again: bool, tell: Progress) -> Iterator[MadeOfAll]: ...
    def to_printer(
        self, printer: str, accept_flags: bool, again: bool, labels: bool, tell: Progress
    ) -> Iterator[HandedOfAll]:
        """Every form to a printer, a job each, label sheets only with `labels`: all are drawn and decided on before the
        first is sent. Raises SiteFault print-set-undecided, disk-full, cannot-write, what printers raise; Cancelled."""
        ...

    def hidden_rooms(self) -> Sequence[str]:
        """Numbers of the rooms whose own count is left off paper now."""
        ...

    def printers(self) -> Sequence[PrinterSeen]: ...
    def follow(self, job: PrintJob) -> PrintState: ...
    def cancel(self, job: PrintJob) -> PrintState: ...


class MadeOfAll(Protocol):
    """What became of one form among all: its `file` and `pages`, or the `fault` that kept it from being written; an
    `empty` one had nothing to print."""

    @property
    def title(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def fault(self) -> SiteFault | None: ...
    @property
    def empty(self) -> bool: ...


class HandedOfAll(Protocol):
    """What became of one form of a set for a printer: `made` and its `job`, or the `fault` that kept it from being
    drawn; neither for label sheets that were not asked for."""

    @property
    def title(self) -> str: ...
    @property
    def pages(self) -> int: ...
    @property
    def made(self) -> MadeForm | None: ...
    @property
    def job(self) -> PrintJob | None: ...
    @property
    def fault(self) -> SiteFault | None: ...
    @property
    def empty(self) -> bool: ...
