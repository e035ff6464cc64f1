"""The self-test before a morning (U2): reader and rules with known-good, wrong-room and unknown samples, fonts, clock,
disk, roster, record, printers. It writes nothing into the record, and works without a home, and says so."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.devices.sources import open_source
from desktop.exam.day.verdict import judge
from desktop.exam.frame.command import Target
from desktop.exam.frame.context import Context
from desktop.exam.frame.state import State
from desktop.exam.plan.model import Candidate, Index, Organisation, Plan, Room, Seat, Site, Sitting
from desktop.exam.rules.protocol import protocol_from_data
from desktop.exam.rules.ruleset import ruleset_from_data
from desktop.faults import SiteFault, why
from desktop.ledger.verify import verify
from desktop.operations.door import reading_of
from desktop.rehearsal.cast import stranger
from desktop.rehearsal.script import MINUTE
from desktop.wording import Wording

if TYPE_CHECKING:
    from desktop.bootstrap import Parts
    from desktop.store.home import Home

RARE = "䶮𬭎㛃𠅤𬍛𣲗㼆喆堃·"
LEAST_FREE = 512 * 1024 * 1024
SLOW_DISK = 200.0
SET_BACK = 30_000
EARLIEST_YEAR = 2026

Ask = Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class _Found:
    ok: bool
    key: str
    facts: Mapping[str, object]


def selftest(folder: Path, parts: Parts, ask: Ask | None = None) -> dict[str, Any]:
    """`{"date", "home", "ok", "checks": [{"key", "title", "ok", "detail"}]}`, for people and for the certificate."""
    words = Wording()
    checks: list[dict[str, Any]] = []

    def add(key: str, found: _Found) -> None:
        detail = words.text(found.key, **found.facts)
        checks.append({"key": key, "title": words.text(f"selftest-{key}"), "ok": found.ok, "detail": detail})

    with contextlib.ExitStack() as stack:
        home, found = _open(folder, parts, ask, stack)
        add("home", found)
        plan = _plan(home)
        add("reader", _guarded(words, lambda: _reader(parts, plan)))
        add("fonts", _guarded(words, lambda: _fonts(parts, plan)))
        add("clock", _guarded(words, lambda: _clock(parts, home)))
        add("disk", _guarded(words, lambda: _disk(folder)))
        if home is not None:
            add("roster", _guarded(words, lambda: _roster(plan)))
            add("record", _guarded(words, lambda: _record(home)))
        add("printers", _guarded(words, _printers))
    now = datetime.fromtimestamp(parts.clock.wall() / 1000).astimezone()
    return {
        "date": now.isoformat(timespec="seconds"),
        "home": str(folder) if home is not None else "",
        "ok": all(c["ok"] for c in checks),
        "checks": checks,
    }


def _guarded(words: Wording, check: Callable[[], _Found]) -> _Found:
    """A fault of the site is a finding like any other."""
    try:
        return check()
    except SiteFault as fault:
        return _Found(False, "selftest-said", {"message": words.fault(fault)})


def _open(folder: Path, parts: Parts, ask: Ask | None, stack: contextlib.ExitStack) -> tuple[Home | None, _Found]:
    from desktop.store.home import FILE

    # Not Path.exists, which fails on a name that is too long; that is a finding of the disk's check.
    if not any(os.path.exists(folder / name) for name in (FILE, f"{FILE}-wal")):
        return None, _Found(True, "selftest-no-home", {"path": str(folder)})
    try:
        home = parts.open_home(folder, parts.passphrase(folder, ask))
    except SiteFault as fault:
        return None, _Found(False, "selftest-said", {"message": Wording().fault(fault)})
    stack.callback(home.close)
    return home, _Found(True, "selftest-home-open", {"path": str(folder)})


def _plan(home: Home | None) -> Plan | None:
    """The published plan of this desk, or the draft of an office that has not published yet."""
    from desktop.operations.publishing import opened

    if home is None:
        return None
    try:
        return opened(home).plan
    except SiteFault:
        return home.plans.draft()


# --- reader and rules -------------------------------------------------------------------------------------------------


def _reader(parts: Parts, plan: Plan | None) -> _Found:
    """Samples through a reader and the rules, on an empty record: each must get exactly the verdict it should (U2)."""
    seated = plan if plan is not None and plan.seats and plan.sittings else _invented()
    ctx = _context(parts, seated)
    wrong = []
    for sample, room, step, expected in _samples(ctx):
        with open_source("virtual:" + json.dumps([step], ensure_ascii=False)) as reader:
            reading = reading_of(reader.read(timeout=0.0), b"")
        verdict = judge(ctx, room, reading, 1, ctx.start(room.sitting) - 10 * MINUTE)
        if verdict.code != expected:
            wrong.append(f"{sample}: {verdict.code}")
    if wrong:
        return _Found(False, "selftest-reader-wrong", {"wrong": "、".join(wrong)})
    return _Found(True, "selftest-reader-good", {"roster": "yes" if seated is plan else "no"})


def _samples(ctx: Context) -> Iterator[tuple[str, Target, Any, str]]:
    """(name, door, what the reader sees, verdict it must get)."""
    seat = ctx.index.plan.seats[0]
    who = ctx.index.candidates[seat.candidate]
    rooms = ctx.index.rooms_of_sitting[seat.sitting]
    here = Target(f"room:{seat.sitting}/{seat.room}", "room", seat.sitting, seat.room)
    good = {"number": who.document_number, "name": who.name, "document_type": who.document_type}
    yield "known-good", here, {**good, "expires": "长期", "ticket": who.admission_number}, "ok"
    other = next((r for r in rooms if r.id != seat.room), None)
    if other is not None:
        door = Target(f"room:{seat.sitting}/{other.id}", "room", seat.sitting, other.id)
        yield "wrong-room", door, good, "wrong-room"
    yield "unknown", here, stranger(77, ctx.index), "not-on-roster"
    yield "expired", here, {**good, "expires": "2001-01-01"}, "document-expired"
    yield "another's ticket", here, {**good, "ticket": "0"}, "ticket-mismatch"
    yield "unreadable", here, "unreadable", "document-unreadable"


def _context(parts: Parts, plan: Plan) -> Context:
    rules = ruleset_from_data(parts.rules.rule_set(plan.rule_set))
    protocols = {p.mode: p for p in (protocol_from_data(d) for d in parts.rules.protocols().values())}
    return Context(Index(plan), rules, protocols, State())


def _invented() -> Plan:
    """Two rooms with one candidate each, where there is no roster yet."""
    start = 1_796_434_200_000
    people = tuple(
        Candidate(
            f"c{n}", f"样本{n}", "居民身份证", stranger(n, Index(_EMPTY))["number"], "unknown", f"9{n}", "钳工", 5,
            sittings=("s1",),
        )
        for n in (1, 2)
    )  # fmt: skip
    return Plan(
        id="selftest",
        name="",
        kind="social",
        organisation=Organisation(""),
        site=Site("k", ""),
        sittings=(Sitting("s1", "", "paper", start, start + 90 * MINUTE),),
        rooms=tuple(Room(f"r{n}", f"{n:02d}", "") for n in (1, 2)),
        candidates=people,
        seats=tuple(Seat(f"c{n}", "s1", f"r{n}", 1, 1, 1) for n in (1, 2)),
    )


_EMPTY = Plan(id="", name="", kind="social", organisation=Organisation(""), site=Site("", ""))


# --- the machine ------------------------------------------------------------------------------------------------------


def _fonts(parts: Parts, plan: Plan | None) -> _Found:
    """Rare characters, and every name and place of the roster, must have a glyph in the fonts we print with."""
    text = RARE + "".join(sorted({ch for c in plan.candidates for ch in c.name} if plan else set()))
    missing = parts.glyphs(text)
    if missing:
        return _Found(False, "selftest-fonts-missing", {"missing": "、".join(missing)})
    return _Found(True, "selftest-fonts-good", {"count": len(set(text))})


def _clock(parts: Parts, home: Home | None) -> _Found:
    """A plausible year, the two clocks of the machine in step, and no clock set back since the last entry (X14)."""
    wall, steady = parts.clock.wall(), parts.clock.steady()
    time.sleep(0.05)
    drift = abs((parts.clock.wall() - wall) - (parts.clock.steady() - steady))
    now = datetime.fromtimestamp(wall / 1000).astimezone()
    told = {"now": now.strftime("%Y-%m-%d %H:%M:%S")}
    if now.year < EARLIEST_YEAR or now.year > EARLIEST_YEAR + 50:
        return _Found(False, "selftest-clock-year", told)
    if drift > 1000:
        return _Found(False, "selftest-clock-jumps", {**told, "drift": drift})
    last = _last_wall(home)
    if last is not None and last - wall > SET_BACK:
        return _Found(False, "selftest-clock-back", {**told, "seconds": (last - wall) // 1000})
    return _Found(True, "selftest-clock-good", told)


def _last_wall(home: Home | None) -> int | None:
    """When this desk wrote last; rehearsals run on a clock of their own and tell nothing."""
    from desktop.operations.publishing import opened

    if home is None:
        return None
    try:
        desk = opened(home)
    except SiteFault:
        return None
    last = home.entries.last(desk.record, desk.key.desk_id)
    return None if last is None or desk.plan.rehearsal else last.wall


def _disk(folder: Path) -> _Found:
    """How long a durable write takes where the home lies, and how much room there is."""
    place = folder
    try:
        place = next((p for p in (folder, *folder.parents) if p.is_dir()), Path(tempfile.gettempdir()))
        took = sorted(_write(place) for _ in range(5))[2]
        free = shutil.disk_usage(place).free
    except OSError as error:
        return _Found(False, "selftest-disk-fails", {"path": str(place), "why": why(error)})
    facts: dict[str, object] = {"milliseconds": round(took, 1), "free": free // (1024 * 1024)}
    if free < LEAST_FREE:
        return _Found(False, "selftest-disk-full", facts)
    return _Found(took < SLOW_DISK, "selftest-disk-good" if took < SLOW_DISK else "selftest-disk-slow", facts)


def _write(place: Path) -> float:
    with tempfile.TemporaryFile(dir=place) as file:
        began = time.perf_counter()
        file.write(b"k" * 4096)
        file.flush()
        os.fsync(file.fileno())
        return (time.perf_counter() - began) * 1000


def _roster(plan: Plan | None) -> _Found:
    if plan is None:
        return _Found(True, "selftest-no-roster", {})
    seated = {(s.sitting, s.candidate) for s in plan.seats}
    without = sum(1 for c in plan.candidates for s in c.sittings if (s, c.id) not in seated)
    facts = {"candidates": len(plan.candidates), "rooms": len(plan.rooms), "without": without}
    return _Found(not without, "selftest-roster-good" if not without else "selftest-roster-seats", facts)


def _record(home: Home) -> _Found:
    """The whole record of this home verifies."""
    from desktop.operations.publishing import opened

    if home.plans.current_record() is None:
        return _Found(True, "selftest-no-record", {})
    desk = opened(home)
    report = verify(home.entries.lines(desk.record), desk.record, desk.secret)
    if not report.ok:
        facts = {"desk": report.desk or "", "number": report.number or 0, "reason": report.reason or ""}
        return _Found(False, "selftest-record-broken", facts)
    return _Found(True, "selftest-record-good", {"entries": report.entries, "code": report.code})


def _printers() -> _Found:
    """What the system knows of printers; none is no failure, forms come as PDF."""
    tool = shutil.which("lpstat")
    if tool is None:
        return _Found(True, "selftest-printers-none", {})
    try:
        done = subprocess.run([tool, "-p"], capture_output=True, text=True, timeout=5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return _Found(True, "selftest-printers-none", {})
    names = [line.split()[1] for line in done.stdout.splitlines() if line.startswith("printer ") and " " in line]
    return _Found(True, "selftest-printers-found" if names else "selftest-printers-none", {"names": "、".join(names)})
