"""The self-test before a morning (U2): the rules with samples that must be admitted or refused and cards of every
layout, the readers themselves, fonts, clock, disk, roster, record, printers. It writes nothing into the record, and
works without a home, and says so."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.exam.plan.model import Plan
from desktop.faults import SiteFault
from desktop.rehearsal.checks import data, machine
from desktop.rehearsal.checks.finding import Finding
from desktop.rehearsal.checks.readers import readers
from desktop.rehearsal.checks.samples import samples
from desktop.version import __version__
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.bootstrap.parts import Parts
    from desktop.store.home import Home

Ask = Callable[[], str | None]


def selftest(folder: Path, parts: Parts, ask: Ask | None = None) -> dict[str, Any]:
    """For people and for the certificate: `{"date", "version", "home", "ok", "checks"}`, a check being
    `{"key", "title", "ok", "detail"}`."""
    words = Wording()
    checks: list[dict[str, Any]] = []

    def add(key: str, found: Finding) -> None:
        detail = words.text(found.key, **found.facts)
        checks.append({"key": key, "title": words.text(f"selftest-{key}"), "ok": found.ok, "detail": detail})

    with contextlib.ExitStack() as stack:
        home, found = _open(folder, parts, ask, stack)
        add("home", found)
        plan = _plan(home)
        add("reader", _guarded(words, lambda: samples(parts, plan)))
        add("readers", _guarded(words, lambda: readers(parts, home, folder, words)))
        add("fonts", _guarded(words, lambda: machine.fonts(parts, plan)))
        add("clock", _guarded(words, lambda: machine.clock(parts, home)))
        add("disk", _guarded(words, lambda: machine.disk(folder)))
        if home is not None:
            add("roster", _guarded(words, lambda: data.roster(plan)))
            add("record", _guarded(words, lambda: data.record(home)))
        add("printers", _guarded(words, lambda: machine.printers(parts)))
    now = datetime.fromtimestamp(parts.clock.wall() / 1000).astimezone()
    return {
        "date": now.isoformat(timespec="seconds"),
        "version": __version__,
        "home": str(folder) if home is not None else "",
        "ok": all(c["ok"] for c in checks),
        "checks": checks,
    }


def _guarded(words: Wording, check: Callable[[], Finding]) -> Finding:
    """A fault of the site is a finding like any other."""
    try:
        return check()
    except SiteFault as fault:
        return Finding(False, "selftest-said", {"message": words.fault(fault)})


def _open(folder: Path, parts: Parts, ask: Ask | None, stack: contextlib.ExitStack) -> tuple[Home | None, Finding]:
    from desktop.store.home import FILE

    # Not Path.exists, which fails on a name that is too long; that is a finding of the disk's check.
    if not any(os.path.exists(folder / name) for name in (FILE, f"{FILE}-wal")):
        return None, Finding(True, "selftest-no-home", {"path": str(folder)})
    try:
        home = parts.open_home(folder, parts.passphrase(folder, ask))
    except SiteFault as fault:
        return None, Finding(False, "selftest-said", {"message": Wording().fault(fault)})
    stack.callback(home.close)
    return home, Finding(True, "selftest-home-open", {"path": str(folder)})


def _plan(home: Home | None) -> Plan | None:
    """The published plan of this desk, or the draft of an office that has not published yet."""
    from desktop.operations.publishing import opened

    if home is None:
        return None
    try:
        return opened(home).plan
    except SiteFault:
        return home.plans.draft()
