"""Everything real behind operations, windows and command line, one member each, made on first use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.clocks import SystemClock, site_time
from desktop.faults import SiteFault
from desktop.paths import RESOURCES
from desktop.progress import Progress, unwatched, watched

if TYPE_CHECKING:
    from desktop.devices.printers.port import Printers
    from desktop.devices.sources import Document, IdentitySource
    from desktop.exam.plan.limits.calendar import WorkingCalendar
    from desktop.exam.plan.model import Plan
    from desktop.exchange.central.client import CentralClient
    from desktop.exchange.roster.findings import Finding
    from desktop.exchange.roster.mending.matching import FileColumns
    from desktop.exchange.roster.reading import Reading
    from desktop.exchange.rulefiles import RuleFolder
    from desktop.ledger.entry import Entry
    from desktop.operations.boards.hall import Voice
    from desktop.operations.exchange import Synced
    from desktop.operations.ports import PackageFiles, PinHasher, SheetDrawing, SheetReading, Wakefulness
    from desktop.operations.record import Record
    from desktop.press.shop import Shop
    from desktop.press.source import PrintSource
    from desktop.store.home import Home
    from desktop.store.hub import Hub

CERTIFICATES = "certificates"
LABELS = "labels"


@dataclass
class Parts:
    """Everything real, made on first use. Tests build one with other parts."""

    resources: Path = RESOURCES
    clock: SystemClock = field(default_factory=SystemClock)

    @cached_property
    def packages(self) -> PackageFiles:
        from desktop.bootstrap.packages import Packages

        return Packages()

    @cached_property
    def rules(self) -> RuleFolder:
        from desktop.exchange.rulefiles import RuleFolder

        return RuleFolder(self.resources)

    @cached_property
    def pins(self) -> PinHasher:
        from desktop.store.pins import Argon2Pins

        return Argon2Pins()

    def readings(self) -> str:
        """The table of how Chinese characters are read, for finding people and names in two scripts."""
        return (self.resources / "pinyin" / "syllables.txt").read_text(encoding="utf-8")

    def calendar(self) -> WorkingCalendar:
        return self.rules.calendar()

    def read_roster(
        self,
        files: Sequence[Path],
        existing: Plan | None,
        profile: Mapping[str, Any] | None,
        corrections: Mapping[tuple[str, str, int | None, str], str] | None = None,
    ) -> Reading:
        """Roster files against the shipped catalogues and the fonts we print with (exchange/roster/reading)."""
        from desktop.exchange.catalogues import load_catalogue
        from desktop.exchange.roster.reading import read_roster

        return read_roster(
            files,
            catalogue=load_catalogue(self.resources / "catalogues"),
            glyphs=self.glyphs,
            today=self.today(),
            profile=profile,
            existing=existing,
            corrections=corrections,
        )

    def roster_columns(self, path: Path, kept: Callable[[str], Mapping[str, Any] | None]) -> FileColumns:
        """The columns of a roster file beside ours (exchange/roster/mending/matching)."""
        from desktop.exchange.roster.mending.matching import file_columns

        return file_columns(path, kept)

    def write_tables(self, path: Path, title: str, sheets: Sequence[tuple[str, Sequence[str], Any]]) -> None:
        from desktop.exchange.tables import write_tables

        write_tables(path, title, sheets)

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
        from desktop.store.passphrase import find_passphrase, readable

        found = find_passphrase(folder, ask)
        if not found:
            raise SiteFault("passphrase-needed", path=str(folder))
        return readable(found)

    def given_passphrase(self, folder: Path, ask: Callable[[], str | None]) -> str:
        """What somebody gives now, whatever the key store holds. Raises SiteFault passphrase-needed."""
        from desktop.store.passphrase import given_passphrase, readable

        found = given_passphrase(ask)
        if not found:
            raise SiteFault("passphrase-needed", path=str(folder))
        return readable(found)

    def remember(self, folder: Path, passphrase: str) -> None:
        """Have the system's key store keep a home's passphrase. Raises SiteFault passphrase-not-kept."""
        from desktop.store.passphrase import remember

        if not remember(folder, passphrase):
            raise SiteFault("passphrase-not-kept")

    def forget(self, folder: Path) -> bool:
        """Take it out again; False when nothing was kept. Raises SiteFault passphrase-not-forgotten."""
        from desktop.store.passphrase import forget

        return forget(folder)

    def package_passphrase(self, folder: Path, ask: Callable[[], str | None] | None = None) -> str:
        """What plan packages are encrypted with: their own, or else the home's."""
        from desktop.store.passphrase import readable

        return readable(os.environ.get("KAODIAN_PACKAGE_PASSPHRASE", "")) or self.passphrase(folder, ask)

    def open_home(self, folder: Path, passphrase: str) -> Home:
        from desktop.store.home import open_home

        return open_home(folder, passphrase)

    def open_or_create(self, folder: Path, passphrase: str) -> Home:
        from desktop.store.home import open_or_create

        return open_or_create(folder, passphrase)

    def remove_unused(self, folder: Path, passphrase: str) -> None:
        """Take away a home that was made for a command which then kept nothing in it, unless another is at it."""
        from desktop.store.home import remove_unused

        remove_unused(folder, passphrase)

    def open_record(self, home: Home) -> Record:
        from desktop.exam.identity.pinyin import Readings
        from desktop.operations.publishing import open_record

        return open_record(home, self.clock, Readings(self.readings))

    # --- readers --------------------------------------------------------------------------------------------------

    def open_source(
        self, setting: str, told: Callable[[object], None], key: Callable[[], Mapping[str, str]], home: Path
    ) -> IdentitySource:
        """The reader of a setting (DESIGN 7). `key` gives a travel document's key by the members of TravelKey; the
        issuing states' certificates are what lies in the home's folder `certificates`. Raises SiteFault."""
        from desktop.devices.sources import Needs, TravelKey, open_source

        needs = Needs(lambda: TravelKey(**key()), told, self.certificates(home), self.today)
        return open_source(setting, needs)

    def certificates(self, home: Path) -> Path | None:
        """Where the site keeps the issuing states' certificates, if it does."""
        folder = home / CERTIFICATES
        return folder if folder.is_dir() else None

    def zone_document(self, zone: str) -> Document:
        """The document that a whole machine-readable zone is, by itself."""
        from desktop.devices.keyboard import zone_document

        return zone_document(zone, method="wedge")

    def found_sources(self) -> list[tuple[str, str]]:
        """(setting, name) of every reader, serial port and camera plugged in now."""
        from desktop.devices.finding import found_sources

        return [(found.setting, found.name) for found in found_sources()]

    @cached_property
    def voice(self) -> Voice:
        """What speaks and plays on this computer."""
        from desktop.devices.voice.finding import find_voice

        return find_voice()

    @cached_property
    def wakefulness(self) -> Wakefulness:
        from desktop.devices.wakefulness import find_wakefulness

        return find_wakefulness()

    # --- paper ----------------------------------------------------------------------------------------------------

    def print_source(self, home: Home, record: Record | None = None, blind: bool = True) -> PrintSource:
        """What to print from: the home's record (`record` where it is open already), or its draft plan while there is
        none. Paper always speaks Chinese; every print goes into the home's log. `blind`: what a room has counted stays
        off paper until the office has counted it. Raises SiteFault no-plan."""
        from desktop.bootstrap.printing import print_source

        return print_source(home, lambda: record or self.open_record(home), self.rules, home.folder / LABELS, blind)

    def keep_photos(
        self, plan: Plan, files: Sequence[Path], keep: Callable[[bytes], str] | None, tell: Progress = unwatched
    ) -> tuple[Plan, list[Finding]]:
        """The photos a roster names, shrunk and given to `keep`, which names them by hash; None only looks at them."""
        from desktop.exchange.roster.photos import with_photos
        from forms import photo

        return with_photos(plan, files, photo.kept, photo.BadPhoto, keep, tell)

    def sheets(self) -> SheetDrawing:
        from desktop.press.preview import RoomSheets

        return RoomSheets()

    @cached_property
    def printers(self) -> Printers:
        """The printers of this machine."""
        from desktop.devices.printers.port import open_printers

        return open_printers()

    # --- for the office desk --------------------------------------------------------------------------------------

    def paper(self, home: Home, record: Record | None = None) -> Shop:
        """The press for the print page, over the desk's own record where it has one."""
        from desktop.press.shop import Shop

        labels = (home.folder / LABELS,)
        return Shop(lambda: self.print_source(home, record), home.settings, lambda: self.printers, self.clock, labels)

    def sheet_reading(self, home: Home, record: Record) -> SheetReading:
        """Signed sheets that come back to a desk of this home."""
        from desktop.press.reading.desk import DeskSheets

        return DeskSheets(record, home.attachments, self.clock)

    def write_template(self, path: Path) -> None:
        from desktop.exchange.roster.template import write_template

        write_template(path)

    def write_plan_workbooks(self, folder: Path, plan: Plan) -> tuple[tuple[Path, int], ...]:
        """Rooms, assessors and quality staff for a centre that takes workbooks (exchange/results)."""
        from desktop.exchange.results import write_plan_workbooks

        return write_plan_workbooks(folder, plan)

    def export(self, home: Home, record: Record, path: Path, tell: Progress = unwatched) -> None:
        """The record as a file; `.age` encrypts it with the home's passphrase."""
        from desktop.exchange.ledger_files import write_lines

        passphrase = self.package_passphrase(home.folder) if path.suffix == ".age" else None
        lines = watched(home.entries.lines(record.opened.record), tell, record.fold.count, "writing")
        write_lines(path, lines, passphrase=passphrase)

    def ledger_lines(self, home: Home, path: Path) -> Iterator[bytes]:
        """The lines of a record's file, opened with the passphrase of packages where it is encrypted."""
        from desktop.exchange.ledger_files import is_encrypted, read_lines

        passphrase = self.package_passphrase(home.folder) if is_encrypted(path) else None
        return read_lines(path, passphrase=passphrase)

    def read_ledger(self, home: Home, path: Path) -> Iterator[Entry]:
        """The entries of a record's file."""
        from desktop.exchange.ledger_files import is_encrypted, read_ledger

        passphrase = self.package_passphrase(home.folder) if is_encrypted(path) else None
        return read_ledger(path, passphrase=passphrase)

    # --- wires ----------------------------------------------------------------------------------------------------

    def hub(self, url: str) -> Hub:
        from desktop.store.hub import Hub

        return Hub(url)

    def central(self, url: str, token_file: Path, ca: Path | None = None) -> CentralClient:
        """The centre's client with the site's token. Raises SiteFault central-token-file, central-insecure."""
        from desktop.exchange.central.client import CentralClient, read_token

        return CentralClient(url, read_token(token_file), ca_file=ca)

    def fetch_plan(self, client: CentralClient, plan: str) -> Plan:
        """A plan of the centre as a draft of ours."""
        from desktop.bootstrap.central import fetch_plan

        return fetch_plan(client, plan)

    def sync_central(
        self, home: Home, record: Record, url: str, token_file: Path, ca: Path | None = None, tell: Progress = unwatched
    ) -> Synced:
        """Bring the centre up to date and hand in every closed sitting (bootstrap/central)."""
        from desktop.bootstrap.central import bring_up_to_date

        with self.central(url, token_file, ca) as client:
            return bring_up_to_date(client, home, record, url, tell)
