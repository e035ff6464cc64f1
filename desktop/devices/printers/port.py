"""What a printer is asked and what it tells. Two systems stand behind it: CUPS (cups.py) and Windows (windows.py)."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from desktop import progress
from desktop.devices.printers.wish import Wish

State = Literal["ready", "printing", "stopped"]
Progress = Literal["waiting", "printing", "done", "cancelled", "failed", "gone"]

ALERTS: Final = (
    "media-empty",
    "media-low",
    "media-needed",
    "media-jam",
    "toner-empty",
    "toner-low",
    "cover-open",
    "door-open",
    "offline",
    "paused",
)
"""What a printer may tell of itself (IPP, printer-state-reasons) that has a sentence of its own."""


@dataclass(frozen=True, slots=True)
class Printer:
    """A queue. `title` is what people call it; `accepting` whether it takes jobs; `alerts` are of `ALERTS`."""

    name: str
    title: str = ""
    state: State = "ready"
    accepting: bool = True
    default: bool = False
    alerts: tuple[str, ...] = ()

    @property
    def wording(self) -> str:
        """Key of the sentence for its state."""
        return f"printer-state-{self.state}"

    @property
    def alert_wordings(self) -> tuple[str, ...]:
        """Keys of the sentences for its alerts."""
        return tuple(f"printer-alert-{alert}" for alert in self.alerts)


@dataclass(frozen=True, slots=True)
class Job:
    """A print run on its way. `number` is the system's; `name` what its queue is called."""

    printer: str
    number: int


@dataclass(frozen=True, slots=True)
class JobState:
    """Where a job is. `gone`: the system no longer knows it, and does not say whether it was printed."""

    progress: Progress

    @property
    def over(self) -> bool:
        return self.progress not in ("waiting", "printing")

    @property
    def wording(self) -> str:
        """Key of the sentence."""
        return f"print-job-{self.progress}"


class Printers(Protocol):
    """The printers of this machine. Calls wait for the system, seconds at most; none belongs in the window's thread.

    All raise SiteFault printer-service-missing, -off, -silent when there is no printing on this machine, or none now.
    """

    def printers(self) -> tuple[Printer, ...]:
        """All queues, by name."""
        ...

    def send(self, path: Path, wish: Wish, tell: progress.Progress = progress.unwatched) -> Job:
        """Hand a PDF over; the file may go when this returns. Nothing is scaled to the paper. Where handing over takes
        long it tells of every sheet; called off, the printer has nothing of it (Cancelled).

        Raises SiteFault: printer-gone, printer-stopped, printer-refuses, printer-queue-full, printer-spool-full,
        printer-failed, print-pages-none (no such page in the file), pdf-unreadable, file-not-found, file-unreadable.
        """
        ...

    def follow(self, job: Job) -> JobState:
        """Where the job is now."""
        ...

    def cancel(self, job: Job) -> JobState:
        """Take the job back; where it is then: what is over stays as it was. Raises SiteFault printer-failed."""
        ...


def open_printers() -> Printers:
    """The printers of this system. Asks nothing yet."""
    if sys.platform == "win32":
        from desktop.devices.printers.windows import windows_printers

        return windows_printers()
    from desktop.devices.printers.cups import CupsPrinters

    return CupsPrinters()
