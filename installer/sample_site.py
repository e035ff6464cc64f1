"""A rehearsal site out of the shipped roster: imported, arranged, published, enrolled, and played until 8:12.

Everybody's PIN is the same and told to whoever runs it, which is why it can only be a rehearsal.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.bootstrap.parts import Parts
from desktop.clocks import site_time
from desktop.exam.day.verdict import Reading
from desktop.exam.frame.command import Command, Refused, Signature
from desktop.exam.plan.model import Candidate, Plan, Role, Seat
from desktop.operations import planning
from desktop.operations.door import check
from desktop.operations.publishing import enrol, publish
from desktop.operations.record import Record
from desktop.wording import RESOURCES

PIN = "246810"
PASSPHRASE = "rehearsal"
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class SampleSite:
    """`home` is enrolled as a control desk, which may open all five desks; `clock` is when it goes on (site time)."""

    home: Path
    plan: Plan
    clock: str

    def officer(self, role: Role) -> str:
        """The number (工号) of the first person on duty in this role, in the first room where the role has rooms."""
        first = self.plan.rooms[0].id
        duties = [d for d in self.plan.duties if d.role == role and d.room in (None, first)]
        return next(p.number for p in self.plan.staff if p.id == duties[0].staff)

    def waiting(self) -> tuple[Seat, Candidate]:
        """Somebody of the first room who has not come yet."""
        people = {c.id: c for c in self.plan.candidates}
        seat = next(s for s in self.plan.seats if s.room == self.plan.rooms[0].id and not has_come(s))
        return seat, people[seat.candidate]

    def of_another_room(self) -> Candidate:
        """Somebody who has come to the first room's door and sits in the last."""
        seat = next(s for s in self.plan.seats if s.room == self.plan.rooms[-1].id and not has_come(s))
        return next(c for c in self.plan.candidates if c.id == seat.candidate)


def has_come(seat: Seat) -> bool:
    """Seven of ten have come by the time the windows open."""
    return seat.number % 10 < 7


def make(folder: Path) -> SampleSite:
    """A fresh site in `folder`; one that was there is thrown away."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts = Parts()
    reading = parts.read_roster([RESOURCES / "sample" / "roster.xlsx"], None, None)
    assert reading.plan is not None
    package = folder / "plan.kdp"
    with parts.open_or_create(folder / "home", PASSPHRASE) as home:
        home.plans.save_draft(reading.plan)
        planning.arrange_draft(home, parts.rules)
        pins = {person.id: PIN for person in reading.plan.staff}
        publish(
            home, parts.packages, parts.rules, parts.pins, parts.clock, package, PASSPHRASE, rehearsal=True, pins=pins
        )
        start = min(t.start for t in reading.plan.sittings)
        enrol(home, parts.packages, parts.clock, package, PASSPHRASE, "演练台", "control", start - 90 * MINUTE)
        record = parts.open_record(home)
        before_the_doors(record, start)
        come = [s for s in record.plan.seats if has_come(s)]
        people = record.index.candidates
        for n, seat in enumerate(sorted(come, key=lambda s: (s.number, s.room))):
            who = people[seat.candidate]
            given = Reading(who.document_number, who.name, who.document_type, ticket=who.admission_number)
            check(record, seat.room, given, (), start - 25 * MINUTE + n * 1500)
        clock = site_time(start - 18 * MINUTE, record.plan.site.utc_offset).strftime("%Y-%m-%dT%H:%M:%S")
        return SampleSite(folder / "home", record.plan, clock)


def before_the_doors(record: Record, start: int) -> None:
    """What has happened by 8:05: staff reported and briefed, the bags in their rooms, the doors open."""
    plan, sitting = record.plan, record.plan.sittings[0].id
    ctx = record.context()

    def duty(role: Role, room: str | None = None) -> str:
        return next(d.staff for d in plan.duties if d.role == role and d.room == room)

    acts: list[tuple[int, Command]] = []

    def act(minutes: int, name: str, about: str, data: dict[str, Any], *officers: str) -> None:
        at = start + minutes * MINUTE
        acts.append((at, Command(name, about, data, tuple(Signature(o, at) for o in officers))))

    chief, keeper, whole = duty("chief"), duty("confidentiality"), f"sitting:{sitting}"
    for staff in dict.fromkeys(d.staff for d in plan.duties):
        act(-60, "report-staff", whole, {"staff": staff}, chief)
    act(-55, "appoint-keyholders", f"site:{plan.site.id}", {"keyholders": [keeper, duty("office")]}, chief)
    act(-55, "brief-staff", whole, {"lists_announced": True, "clocks_compared": True}, chief)
    for bag in plan.bags:
        act(-50, "take-out-bag", f"bag:{bag.id}", {"seal_intact": True}, chief, keeper)
    for room in ctx.rooms(sitting):
        about, lead, second = f"room:{sitting}/{room}", duty("lead-proctor", room), duty("assistant-proctor", room)
        for bag in ctx.bags(sitting, room):
            label = {"occupation": bag.occupation, "level": bag.level, "copies": bag.copies, "seal_intact": True}
            act(-48, "issue-bag", f"bag:{bag.id}", label, chief, lead, second)
        act(-40, "bring-bags", about, {}, lead, second)
        act(-38, "check-clock", about, {"seconds_off": 4}, lead)
        ticks = ("board_written", "rules_posted", "labels_placed", "desks_cleared", "clock_checked", "bag_store")
        act(-30, "prepare-room", about, dict.fromkeys(ticks, True), lead)
        act(-25, "open-door", about, {}, second)
    for at, command in sorted(acts, key=lambda a: a[0]):
        done = record.act(command, at)
        assert not isinstance(done, Refused), (command, done)
