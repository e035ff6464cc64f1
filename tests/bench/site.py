"""Sites of invented people: a home enrolled in a rehearsal, with as many candidates and entries as a measure wants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.bootstrap.parts import Parts
from desktop.exam.day.admission import check_facts
from desktop.exam.day.verdict import Reading, judge
from desktop.exam.frame.command import Refused
from desktop.exam.plan.model import Plan
from desktop.exchange.roster.synthetic import write_synthetic
from desktop.ledger.chain import Draft
from desktop.operations import planning
from desktop.operations.door import door_of
from desktop.operations.publishing import enrol, publish
from desktop.operations.record import Record

DAY = date(2026, 11, 28)
PASSPHRASE = "bench"
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Site:
    """`home` is the folder of an enrolled door desk; `plan` the published plan; `roster` the workbook it came from."""

    home: Path
    roster: Path
    plan: Plan

    @property
    def doors_open(self) -> int:
        """UTC ms, a minute after the doors open."""
        return min(t.start for t in self.plan.sittings) - 24 * MINUTE


def workbook(folder: Path, candidates: int, rooms: int) -> Path:
    path = folder / f"roster-{candidates}.xlsx"
    if not path.exists():
        write_synthetic(path, candidates, rooms, 7, DAY)
    return path


def draft(roster: Path) -> Plan:
    """The workbook as a plan without seats."""
    plan = Parts().read_roster([roster], None, None).plan
    assert plan is not None
    return plan


def make(folder: Path, candidates: int, rooms: int) -> Site:
    """A site of that size."""
    return _enrolled(folder, f"home-{candidates}", workbook(folder, candidates, rooms))


def sample(folder: Path, roster: Path) -> Site:
    """The shipped sample."""
    return _enrolled(folder, "home-sample", roster)


def _enrolled(folder: Path, name: str, roster: Path) -> Site:
    """Import, arrange, publish, enrol: by the operations the command line calls."""
    parts = Parts()
    with parts.open_or_create(folder / name, PASSPHRASE) as home:
        home.plans.save_draft(draft(roster))
        plan = planning.arrange_draft(home, parts.rules).plan
        early = min(t.start for t in plan.sittings) - 150 * MINUTE
        package = folder / f"{name}.kdp"
        publish(
            home, parts.packages, parts.rules, QuickPins(), parts.clock, package, PASSPHRASE, rehearsal=True, pins={}
        )
        opened, _ = enrol(home, parts.packages, parts.clock, package, PASSPHRASE, "door", "door", early)
        return Site(home.folder, roster, opened.plan)


class QuickPins:
    """Publishing hashes 800 PINs slowly on purpose; no measure is about that."""

    def hash(self, pin: str) -> str:
        return "not-a-hash"

    def matches(self, hashed: str, pin: str) -> bool:
        return False


def fill(site: Site, entries: int) -> None:
    """Entries as the doors write them: everybody comes in, then reads again and again and is told so. Written in
    batches: how fast they get in is another measure."""
    parts = Parts()
    with parts.open_home(site.home, PASSPHRASE) as home:
        record = parts.open_record(home)
        wanted = entries - home.entries.count(record.opened.record)
        at = site.doors_open
        seats = [(s.sitting, s.room, record.index.candidates[s.candidate]) for s in site.plan.seats]
        done = 0
        while done < wanted:
            batch = []
            for _, room, candidate in seats[: wanted - done]:
                at += 10
                batch.append((room, Reading(candidate.document_number, ticket=candidate.admission_number), at))
            done += _write(record, home.entries, batch)


def _write(record: Record, store: object, batch: list[tuple[str, Reading, int]]) -> int:
    drafts = []
    for room, reading, at in batch:
        ctx = record.context()
        door = door_of(ctx, room, at)
        assert not isinstance(door, Refused)
        verdict = judge(ctx, door, reading, 0, at)
        drafts += [
            Draft(f.kind, f.about, dict(f.data), (), f.edition) for f in check_facts(ctx, door, reading, verdict)
        ]
    entries = record.chain.seal_all(drafts, wall=batch[-1][2])
    store.append(entries)  # type: ignore[attr-defined]
    for entry in entries:
        record.chain.advance(entry)
    record._take(entries)
    return len(entries)
