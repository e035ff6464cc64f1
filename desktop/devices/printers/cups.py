"""Linux: the PDF itself goes to CUPS by lp, never a picture of it; lpstat and cancel do the rest.

Programs are called with their arguments as a list and in the C locale; nothing passes through a shell. A queue that is
stopped is not sent to: what would lie there is printed at some later hour, beside what was printed elsewhere meanwhile.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from desktop import progress
from desktop.devices.printers import answers
from desktop.devices.printers.port import Job, JobState, Printer
from desktop.devices.printers.wish import Wish, plain_ranges
from desktop.faults import SiteFault, writing_fault

_log = logging.getLogger(__name__)
_SIDES: Final = {"one-sided": "one-sided", "long-edge": "two-sided-long-edge", "short-edge": "two-sided-short-edge"}
_PATIENCE: Final = 30.0
"""Seconds an answer may take; handing over a large file included."""
_OFF: Final = ("scheduler is not running", "unable to connect", "connection refused", "bad file descriptor")
_FULL: Final = ("no space left", "too large", "disk full", "unable to write", "quota")
_BUSY: Final = ("too many", "queue full", "quota limit")


class CupsPrinters:
    """The queues of a CUPS service: this machine's, or the one at `server` (a host, host:port or socket)."""

    def __init__(self, server: str = "") -> None:
        self._environment: Mapping[str, str] = {
            **os.environ,
            "LC_ALL": "C",
            **({"CUPS_SERVER": server} if server else {}),
        }
        self._cancelled: set[Job] = set()

    def printers(self) -> tuple[Printer, ...]:
        listed = self._ask("lpstat", "-l", "-p")
        if listed.returncode != 0:
            self._running()
            return ()  # a service without queues says so as an error
        return answers.printers(listed.stdout, self._ask("lpstat", "-a").stdout, self._ask("lpstat", "-d").stdout)

    def send(self, path: Path, wish: Wish, tell: progress.Progress = progress.unwatched) -> Job:
        tell(0, 0, "handing")
        self._ready(wish.printer)
        from desktop.devices.printers.pages import Pages
        from desktop.devices.printers.rewriting import chosen_pages, rewritten

        with Pages.of(path) as pages:
            chosen_pages(wish.pages, pages.count)
        if wish.calibration.neutral and not wish.copies_in_file:
            return self._lp(path, wish, plain_ranges(wish.pages), wish.copies)

        with tempfile.TemporaryDirectory(prefix="kaodian-print-") as folder:
            file = Path(folder) / "print.pdf"
            copies = 1 if wish.copies_in_file else wish.copies
            try:
                data = rewritten(path.read_bytes(), wish.pages, wish.copies // copies, wish.calibration)
                file.write_bytes(data)
            except OSError as error:
                raise writing_fault(error, file) from error
            return self._lp(file, wish, "", copies)

    def follow(self, job: Job) -> JobState:
        kept = self._kept(job)
        if kept is not None:
            return kept
        ended = answers.jobs(self._jobs(job.printer, "completed"))
        if job.number not in ended:
            return JobState("gone")
        state = answers.over(ended[job.number])
        # For a moment a job that was taken back while printing looks like one that came to its end.
        return JobState("cancelled") if job in self._cancelled and state.progress == "done" else state

    def cancel(self, job: Job) -> JobState:
        before = self.follow(job)
        if before.over and self._kept(job) is None:
            return before
        done = self._ask("cancel", f"{job.printer}-{job.number}")
        if done.returncode == 0:
            self._cancelled.add(job)
            return JobState("cancelled")
        self._running()
        if self._kept(job) is not None:
            raise self._failed(job.printer, done.stderr)
        return self.follow(job)

    def _kept(self, job: Job) -> JobState | None:
        """Where a job is that the service still keeps in its queue."""
        known = answers.jobs(self._jobs(job.printer, "not-completed"))
        return answers.waiting(known[job.number]) if job.number in known else None

    def _ready(self, name: str) -> None:
        """Raise what stands in the way before anything is sent."""
        found = {printer.name: printer for printer in self.printers()}
        if not answers.queue_name(name) or name not in found:
            raise SiteFault("printer-gone", printer=name[:60])
        if found[name].state == "stopped":
            raise SiteFault("printer-stopped", printer=name)
        if not found[name].accepting:
            raise SiteFault("printer-refuses", printer=name)

    def _lp(self, path: Path, wish: Wish, pages: str, copies: int) -> Job:
        command = ["lp", "-d", wish.printer, "-n", str(copies)]
        if pages:
            command += ["-P", pages]
        for option in (f"media={wish.media}", f"sides={_SIDES[wish.sides]}", "print-scaling=none"):
            command += ["-o", option]
        if wish.title:
            command += ["-t", "".join(ch for ch in wish.title if ch.isprintable())[:100]]
        done = self._ask(*command, "--", str(path))
        number = answers.request_number(done.stdout)
        if done.returncode == 0 and number is not None:
            return Job(wish.printer, number)
        said = done.stderr.lower()
        if any(word in said for word in _OFF):
            raise SiteFault("printer-service-off")
        if any(word in said for word in _FULL):
            raise SiteFault("printer-spool-full", printer=wish.printer)
        if any(word in said for word in _BUSY):
            raise SiteFault("printer-queue-full", printer=wish.printer)
        self._ready(wish.printer)  # it may have gone since
        raise self._failed(wish.printer, done.stderr)

    def _jobs(self, printer: str, which: str) -> str:
        if not answers.queue_name(printer):
            return ""
        listed = self._ask("lpstat", "-l", "-W", which, "-o", printer)
        if listed.returncode != 0:
            self._running()
            return ""  # the queue is gone, and its jobs with it
        return listed.stdout

    def _running(self) -> None:
        if "scheduler is running" not in self._ask("lpstat", "-r").stdout:
            raise SiteFault("printer-service-off")

    def _failed(self, printer: str, said: str) -> SiteFault:
        _log.info("printing on %s: %s", printer, said.strip()[:300])
        return SiteFault("printer-failed", printer=printer)

    def _ask(self, *command: str) -> subprocess.CompletedProcess[str]:
        program = shutil.which(command[0])
        if program is None:
            raise SiteFault("printer-service-missing", program=command[0])
        try:
            return subprocess.run(
                [program, *command[1:]],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise SiteFault("printer-service-silent", seconds=int(_PATIENCE)) from error
        except OSError as error:
            raise SiteFault("printer-service-missing", program=command[0]) from error
