"""Homes for tests: a real encrypted store, a real record, and fakes only at the ports (files, hasher, clock).

with enrolled(tmp_path / "a") as desk:          # its own plan, or share one: enrolled(path, published=...)
    desk.record.act(...)
"""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from desktop.exam.frame.command import Command, Signature
from desktop.exam.plan.model import Plan
from desktop.exchange import packages
from desktop.operations.publishing import enrol, open_record
from desktop.operations.record import Record
from desktop.store.home import Home, create_home, open_home
from tests.helpers.morning import RESOURCES, clock, small_plan

PASSPHRASE = "correct horse"


class ScriptedClock:
    """A clock the test sets; steady time follows it forward only."""

    def __init__(self, at: str | int = "8:05") -> None:
        self.now = clock(at)
        self._steady = 0

    def set(self, at: str | int) -> None:
        new = clock(at)
        self._steady += max(0, new - self.now)
        self.now = new

    def wall(self) -> int:
        return self.now

    def steady(self) -> int:
        return self._steady


class PlainPins:
    """PINs without the slow hash."""

    def hash(self, pin: str) -> str:
        return f"plain:{pin}"

    def matches(self, hashed: str, pin: str) -> bool:
        return hashed == f"plain:{pin}"


class Tireless:
    """A computer that never sleeps."""

    def keep(self, wanted: bool) -> None: ...


class KeptPackages:
    """Package files that stay in memory: no second of scrypt for every home of every test."""

    def __init__(self) -> None:
        self.kept: dict[Path, Any] = {}

    def publish(self, plan: Plan, rules: Any, protocols: Any, **facts: Any) -> Any:
        return packages.publish(plan, rules, protocols, **facts)

    def write(self, path: Path, published: Any, key: Any, passphrase: str) -> None:
        self.kept[path] = published

    def read(self, path: Path, passphrase: str) -> Any:
        return self.kept[path]


def published_plan(plan: Plan | None = None, rehearsal: bool = True) -> Any:
    """A plan as published, for any number of homes of one record. Everybody's PIN is 246810."""
    from desktop.exchange.rulefiles import RuleFolder

    folder = RuleFolder(RESOURCES)
    plan = replace(plan or small_plan(), rehearsal=rehearsal, revision=1)
    return packages.publish(
        plan,
        folder.rule_set("beijing-2022-1"),
        folder.protocols(),
        record=str(uuid.uuid4()),
        secret=secrets.token_bytes(32),
        pins={p.id: "plain:246810" for p in plan.staff},
        publisher=plan.staff[0].id,
        published_at=clock("7:00"),
    )


@dataclass
class Enrolled:
    """One desk: its home, its record and its clock."""

    home: Home
    record: Record
    clock: ScriptedClock
    published: Any

    def act(self, name: str, about: str, data: Mapping[str, Any] | None = None, *officers: str, at: str = "") -> Any:
        if at:
            self.clock.set(at)
        signatures = tuple(Signature(o, self.clock.now) for o in officers)
        return self.record.act(Command(name, about, data or {}, signatures, self.record.desk))

    def reopen(self) -> None:
        """Close and open from the disk, as after a restart."""
        folder = self.home.folder
        self.home.close()
        self.home = open_home(folder, PASSPHRASE)
        self.record = open_record(self.home, self.clock)


@contextmanager
def enrolled(
    folder: Path, role: str = "control", label: str = "", published: Any = None, at: str = "7:05"
) -> Iterator[Enrolled]:
    files, time = KeptPackages(), ScriptedClock(at)
    published = published or published_plan()
    files.kept[Path("plan")] = published
    home = create_home(folder, PASSPHRASE)
    enrol(home, files, time, Path("plan"), "", label or role, role)
    desk = Enrolled(home, open_record(home, time), time, published)
    try:
        yield desk
    finally:
        desk.home.close()
