"""The site made ready by the real operations: roster file, import, arrangement, publication, desks."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.exam.plan.model import Bag, Plan
from desktop.exchange.durable import write_durably
from desktop.exchange.roster.synthetic import write_synthetic
from desktop.faults import SiteFault, writing_fault
from desktop.operations import planning, publishing
from desktop.rehearsal.desk import Desk
from desktop.rehearsal.script import MINUTE, Script

if TYPE_CHECKING:
    from desktop.bootstrap.parts import Parts

MARK = "kaodian-rehearsal"
PASSPHRASE = "rehearsal"
PIN = "246810"
"""Everybody's in a rehearsal, told in the handbook: no secret, so nothing secret lies beside the data."""
OWN = ("home", "desks", "forms", "roster.xlsx", "plan.kdplan", "record.jsonl", "summary.json")


@dataclass
class Site:
    """A published plan, its desks, and who has to know what."""

    folder: Path
    passphrase: str
    pins: Mapping[str, str]
    keyholders: tuple[str, ...]
    control: Desk
    doors: list[Desk]

    @property
    def desks(self) -> list[Desk]:
        return [self.control, *self.doors]

    def door_of(self, room: str) -> Desk:
        """The desk at a room's door."""
        if not self.doors:
            return self.control
        rooms = self.control.record.index.rooms_of_sitting[self.sitting]
        return self.doors[[r.id for r in rooms].index(room) % len(self.doors)]

    @property
    def sitting(self) -> str:
        return self.control.record.plan.sittings[0].id

    def close(self) -> None:
        for desk in self.desks:
            desk.close()


def make_room(out: Path, script: Script) -> None:
    """Clear what an earlier rehearsal left in the folder; touch nothing of anybody else's.

    Raises SiteFault: rehearsal-folder (something that is no rehearsal lies there), disk-full,
    cannot-write.
    """
    mark = out / "script.json"
    ours = False
    try:
        if mark.exists():
            ours = json.loads(mark.read_text(encoding="utf-8")).get("format") == MARK
    except (OSError, ValueError, AttributeError):
        ours = False
    try:
        taken = [name for name in OWN if (out / name).exists()]
        if taken and not ours:
            raise SiteFault("rehearsal-folder", path=str(out), found=taken[0])
        for name in taken:
            path = out / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise writing_fault(error, out) from error
    text = json.dumps({"format": MARK, **script.as_data()}, ensure_ascii=False, indent=2)
    write_durably(mark, (text.encode(),))


def prepare(script: Script, out: Path, parts: Parts) -> Site:
    """Everything up to the evening before: see the module's first line."""
    make_room(out, script)
    passphrase = os.environ.get("KAODIAN_PASSPHRASE") or PASSPHRASE
    roster, package = out / "roster.xlsx", out / "plan.kdplan"
    write_synthetic(roster, script.candidates, script.rooms, script.seed, script.day)
    home = parts.open_or_create(out / "home", passphrase)
    try:
        done = planning.import_roster(home, parts.read_roster, [roster])
        if not done.taken:
            raise SiteFault("rehearsal-roster", count=len(done.rejected), code=done.rejected[0].code)
        arranged = planning.arrange_draft(home, parts.rules, script.seed)
        plan = packed(arranged.plan, script)
        home.plans.save_draft(plan)
        published = publishing.publish(
            home,
            parts.packages,
            parts.rules,
            parts.pins,
            parts.clock,
            package,
            passphrase,
            rehearsal=True,
            publisher=next((p.id for p in plan.staff if p.role == "chief"), ""),
            pins={p.id: PIN for p in plan.staff},
        )
        at = plan.sittings[0].start - 120 * MINUTE
        publishing.enrol(home, parts.packages, parts.clock, package, passphrase, "主考台", "control", at)
    finally:
        home.close()
    doors = [
        _door(n, out, package, passphrase, published.pins, parts, at + n * MINUTE)
        for n in range(1, script.desks + 1 if script.desks > 1 else 1)
    ]
    control = Desk("control", out / "home", passphrase, published.pins, parts)
    return Site(out, passphrase, published.pins, _keyholders(arranged), control, doors)


def _keyholders(arranged: planning.Arranged) -> tuple[str, ...]:
    return tuple(next(iter(arranged.keyholders.values()), ()))


def _door(n: int, out: Path, package: Path, passphrase: str, pins: Mapping[str, str], parts: Parts, at: int) -> Desk:
    folder = out / "desks" / f"door-{n}"
    home = parts.open_or_create(folder, passphrase)
    try:
        publishing.enrol(home, parts.packages, parts.clock, package, passphrase, f"查证台{n}", "door", at)
    finally:
        home.close()
    return Desk(f"door-{n}", folder, passphrase, pins, parts)


def packed(plan: Plan, script: Script) -> Plan:
    """The bags as they come from the printer's: sealed and numbered. A morning in which a seal breaks has ordered one
    whole spare bag for every paper: the regulation's five copies could not replace a room's bag."""
    bags = list(plan.bags)
    if "broken-seal" in script.faults:
        spares = [b for b in bags if b.room is None]
        for n, spare in enumerate(spares, start=1):
            most = max(b.copies for b in bags if b.room is not None and paper_of(b) == paper_of(spare))
            whole = replace(
                spare, id=f"{spare.id}-w", label=f"W-{n:02}", copies=most, spares=most, cards=most if spare.cards else 0
            )
            bags.append(whole)
    return replace(plan, bags=tuple(replace(b, seal=f"F{n:05d}") for n, b in enumerate(bags, start=1)))


def paper_of(bag: Bag) -> tuple[str, str, int]:
    return bag.occupation, bag.direction, bag.level
