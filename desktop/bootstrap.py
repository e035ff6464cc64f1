"""The only file that wires stores, devices, operations and windows together. Nothing connects at import time; every
real part is imported where it is first needed, so that the window paints before any of them is loaded."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault
from desktop.paths import RESOURCES

if TYPE_CHECKING:
    from desktop.exam.plan.limits.calendar import WorkingCalendar
    from desktop.exam.plan.model import Plan
    from desktop.exchange.roster.reading import Reading
    from desktop.exchange.rulefiles import RuleFolder
    from desktop.ledger.keys import DeskKey
    from desktop.operations.ports import PackageFiles, PinHasher, PublishedPlan
    from desktop.operations.record import Record
    from desktop.store.home import Home


class SystemClock:
    """The machine's clocks, in milliseconds."""

    def wall(self) -> int:
        return time.time_ns() // 1_000_000

    def steady(self) -> int:
        return time.monotonic_ns() // 1_000_000


class Packages:
    """Plan packages as operations ask for them."""

    def publish(
        self, plan: Plan, rules: Mapping[str, Any], protocols: Mapping[str, Any], **facts: Any
    ) -> PublishedPlan:
        from desktop.exchange import packages

        return packages.publish(plan, rules, protocols, **facts)

    def write(self, path: Path, published: Any, key: DeskKey, passphrase: str) -> None:
        from desktop.exchange import packages

        packages.write_package(path, published, key, passphrase)

    def read(self, path: Path, passphrase: str) -> PublishedPlan:
        from desktop.exchange import packages

        return packages.read_package(path, passphrase)


@dataclass
class Parts:
    """Everything real, made on first use. Tests build one with other parts."""

    resources: Path = RESOURCES
    clock: SystemClock = field(default_factory=SystemClock)

    @cached_property
    def packages(self) -> PackageFiles:
        return Packages()

    @cached_property
    def rules(self) -> RuleFolder:
        from desktop.exchange.rulefiles import RuleFolder

        return RuleFolder(self.resources)

    @cached_property
    def pins(self) -> PinHasher:
        from desktop.store.pins import Argon2Pins

        return Argon2Pins()

    def calendar(self) -> WorkingCalendar:
        return self.rules.calendar()

    def read_roster(self, files: Sequence[Path], existing: Plan | None, profile: str | None) -> Reading:
        """Roster files against the shipped catalogues and the fonts we print with."""
        from desktop.exchange.catalogues import load_catalogue
        from desktop.exchange.roster.reading import read_roster

        columns = json.loads(profile) if profile else None
        return read_roster(
            files,
            catalogue=load_catalogue(self.resources / "catalogues"),
            glyphs=self.glyphs,
            today=self.today(),
            profile=columns,
            existing=existing,
        )

    @cached_property
    def glyphs(self) -> Callable[[str], str]:
        """The characters of a text that no font of ours can print."""
        from forms import fonts

        return fonts.missing

    def today(self) -> date:
        return site_time(self.clock.wall(), 480).date()

    # --- homes ----------------------------------------------------------------------------------------------------

    def passphrase(self, folder: Path, ask: Callable[[], str | None] | None = None) -> str:
        """The home's passphrase. Raises SiteFault passphrase-needed."""
        from desktop.store.passphrase import find_passphrase

        found = find_passphrase(folder, ask)
        if not found:
            raise SiteFault("passphrase-needed", path=str(folder))
        return found

    def package_passphrase(self, folder: Path, ask: Callable[[], str | None] | None = None) -> str:
        """What plan packages are encrypted with: their own, or else the home's."""
        return os.environ.get("KAODIAN_PACKAGE_PASSPHRASE") or self.passphrase(folder, ask)

    def open_home(self, folder: Path, passphrase: str) -> Home:
        from desktop.store.home import open_home

        return open_home(folder, passphrase)

    def open_or_create(self, folder: Path, passphrase: str) -> Home:
        from desktop.store.home import FILE, create_home, open_home

        return open_home(folder, passphrase) if (folder / FILE).exists() else create_home(folder, passphrase)

    def open_record(self, home: Home) -> Record:
        from desktop.operations.publishing import open_record

        return open_record(home, self.clock)


def site_time(at: int, utc_offset: int) -> datetime:
    """UTC ms as the site's own time."""
    return datetime.fromtimestamp(at / 1000, tz=timezone(timedelta(minutes=utc_offset)))
