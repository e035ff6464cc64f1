"""What lpstat, lp and cancel say (in the C locale), read. Pure; what is not understood is passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from desktop.devices.printers.port import ALERTS, JobState, Printer, State

_PRINTER: Final = re.compile(r"printer (\S+) (is idle|now printing|disabled|is )(.*)")
_ACCEPTING: Final = re.compile(r"(\S+) (not accepting|accepting) requests\b")
_DEFAULT: Final = re.compile(r"system default destination: (\S+)")
_REQUEST: Final = re.compile(r"request id is (\S+)-([0-9]{1,9}) \(")
_JOB: Final = re.compile(r"(\S+)-([0-9]{1,9})\s")
_STATES: Final[dict[str, State]] = {"is idle": "ready", "now printing": "printing", "disabled": "stopped"}
_NAME: Final = re.compile(r"[^\x00-\x20\x7f/#'\"\\?-][^\x00-\x20\x7f/#'\"\\?]{0,126}")


def queue_name(name: str) -> bool:
    """Whether a queue can be called that: no blank, no control character, none of / # ? quotes, no - at its beginning
    (it would be taken for an option)."""
    return _NAME.fullmatch(name) is not None


def printers(listed: str, accepting: str, default: str) -> tuple[Printer, ...]:
    """Queues from `lpstat -l -p`, `lpstat -a` and `lpstat -d`."""
    takes = {m[1]: m[2] == "accepting" for line in accepting.splitlines() if (m := _ACCEPTING.match(line))}
    chosen = _DEFAULT.search(default)
    found: list[Printer] = []
    for block in re.split(r"^(?=printer )", listed, flags=re.MULTILINE):
        match = _PRINTER.match(block)
        if match is None or not queue_name(match[1]):
            continue
        name = match[1]
        told = _field(block, "Alerts").replace(",", " ").split()
        found.append(
            Printer(
                name,
                _field(block, "Description")[:80] or name,
                _STATES.get(match[2], "ready"),
                takes.get(name, True),
                chosen is not None and chosen[1] == name,
                tuple(alert for alert in ALERTS if any(word.startswith(alert) for word in told)),
            )
        )
    return tuple(sorted(found, key=lambda printer: printer.name))


def request_number(answer: str) -> int | None:
    """The job number from what lp says after taking a file."""
    match = _REQUEST.search(answer)
    return int(match[2]) if match else None


@dataclass(frozen=True, slots=True)
class Listed:
    """A job as lpstat lists it. `status` None: it was never begun."""

    number: int
    status: str | None
    alerts: frozenset[str]


def jobs(listed: str) -> dict[int, Listed]:
    """Jobs of one queue from `lpstat -l -o`, by number."""
    found: dict[int, Listed] = {}
    for block in re.split(r"^(?=\S)", listed, flags=re.MULTILINE):
        match = _JOB.match(block)
        if match:
            status = _field(block, "Status") if "\tStatus:" in block else None
            found[int(match[2])] = Listed(int(match[2]), status, frozenset(_field(block, "Alerts").split()))
    return found


def waiting(job: Listed) -> JobState:
    """Where a job is that the service still keeps; one that failed is kept stopped until somebody takes it away."""
    if any("error" in alert or alert.startswith("job-stopped") for alert in job.alerts):
        return JobState("failed")
    printing = any(alert.startswith("job-printing") for alert in job.alerts)
    return JobState("printing" if printing else "waiting")


def over(job: Listed) -> JobState:
    """How a job ended. One that ended well says either so or, through a raw queue, only that it came to its end; one
    that was taken back before it began says the same, but has no status line."""
    told = " ".join(job.alerts)
    if "canceled" in told:
        return JobState("cancelled")
    if "abort" in told or "error" in told or "job-stopped" in told:
        return JobState("failed")
    if "successfully" not in told and job.status is None:
        return JobState("cancelled")
    return JobState("done")


def _field(block: str, name: str) -> str:
    match = re.search(rf"^\t{name}:[ \t]*(.*)$", block, flags=re.MULTILINE)
    return match[1].strip() if match else ""
