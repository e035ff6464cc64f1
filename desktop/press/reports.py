"""A report as PDF or as a machine file, by the name of the file to write."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from desktop.exam.plan.limits.calendar import WorkingCalendar
from desktop.faults import SiteFault, writing_fault
from desktop.operations.record import Record
from desktop.operations.reporting.compliance import compliance_facts
from desktop.operations.reporting.day import day_facts
from desktop.operations.reporting.evidence.room import evidence_facts
from desktop.operations.reporting.heading import up_to
from desktop.press.pages.compliance import compliance_pages
from desktop.press.pages.day import day_pages
from desktop.press.pages.evidence import evidence_pages
from desktop.press.source import PrintSource, from_record
from desktop.wording import Wording
from forms.report import Report

Facts = dict[str, Any]
Pages = Callable[[PrintSource, Facts], list[Report]]

_PAGES: dict[str, Pages] = {"day": day_pages, "evidence": evidence_pages, "compliance": compliance_pages}


class Wall(Protocol):
    def wall(self) -> int: ...


class ReportParts(Protocol):
    """What a report needs besides the record: the clock and the calendar of working days."""

    @property
    def clock(self) -> Wall: ...
    def calendar(self) -> WorkingCalendar: ...


def write_report(record: Record, kind: str, room: str | None, out: Path, parts: ReportParts) -> Facts:
    """Write one report (day, evidence or compliance) as `.pdf` or `.json`; answers file, report, entries, code, and
    pages, gaps or totals.

    The machine file holds ids only; paper names people. Raises SiteFault report-no-room, report-file, disk-full,
    cannot-write.
    """
    ending = out.suffix.lower()
    if ending not in (".pdf", ".json"):
        raise SiteFault("report-file", path=str(out))
    facts = report_facts(record, kind, room, parts)
    answer = {"file": str(out), "report": kind, "entries": facts["entries"], "code": facts["code"]}
    answer |= {k: facts[k] for k in ("gaps", "totals") if k in facts}
    try:
        if ending == ".json":
            _write_json(facts, out)
        else:
            answer |= _write_pdf(record, facts, kind, out, parts)
    except OSError as error:
        raise writing_fault(error, out) from error
    return answer


def report_facts(record: Record, kind: str, room: str | None, parts: ReportParts) -> Facts:
    """The facts of a report as of now, JSON-ready."""
    now = up_to(record, parts.clock.wall())
    if kind == "compliance":
        return compliance_facts(record, room, now, parts.calendar(), _day(now, record.plan.site.utc_offset))
    return {"day": day_facts, "evidence": evidence_facts}[kind](record, room, now)


def _day(at: int, utc_offset: int) -> date:
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=at, minutes=utc_offset)).date()


def _write_json(facts: Facts, out: Path) -> None:
    from forms.page.sheet import write_whole

    write_whole(out, (json.dumps(facts, ensure_ascii=False, indent=1) + "\n").encode())


def _write_pdf(record: Record, facts: Facts, kind: str, out: Path, parts: ReportParts) -> Facts:
    from forms import report

    source = from_record(record, Wording("zh-CN"))
    done = report.render(_PAGES[kind](source, facts), out, source.print_context(parts.clock.wall()))
    return {"pages": done.pages}
