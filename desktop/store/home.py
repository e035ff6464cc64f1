"""The home: the folder a desk keeps everything in. `home.db` is an SQLCipher database; nothing else is needed.

A home is made under another name and renamed when it is whole, so that a process killed on the way leaves no half home:
either `home.db` is there and complete, or the next `create_home` starts anew.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.faults import SiteFault
from desktop.store.database import APPLICATION_ID, PAGE, Database
from desktop.store.entries import EntryStore
from desktop.store.passphrase import SALT_SIZE, derive_key

if TYPE_CHECKING:
    from desktop.store.papers import AttachmentStore, PrintLog
    from desktop.store.plans import PlanStore
    from desktop.store.settings import ProfileStore, SettingStore
    from desktop.store.sync import SyncStore

FILE: Final = "home.db"
EDITION: Final = 1
"""Must equal `tables.EDITION` (a test checks it); repeated because `tables` brings SQLAlchemy with it."""

_PLAIN_SQLITE = b"SQLite format 3\0"


class Home:
    """An open home. Belongs to one thread at a time; close it in the end.

    Only `sync` loads SQLAlchemy, when it is first asked for.
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self.database = database
        self.entries = EntryStore(database)

    @cached_property
    def plans(self) -> PlanStore:
        from desktop.store.plans import PlanStore

        return PlanStore(self.database)

    @cached_property
    def settings(self) -> SettingStore:
        from desktop.store.settings import SettingStore

        return SettingStore(self.database)

    @cached_property
    def profiles(self) -> ProfileStore:
        from desktop.store.settings import ProfileStore

        return ProfileStore(self.database)

    @cached_property
    def attachments(self) -> AttachmentStore:
        from desktop.store.papers import AttachmentStore

        return AttachmentStore(self.database)

    @cached_property
    def prints(self) -> PrintLog:
        from desktop.store.papers import PrintLog

        return PrintLog(self.database)

    @cached_property
    def sync(self) -> SyncStore:
        from desktop.store.sync import SyncStore

        return SyncStore(self.database)

    def close(self) -> None:
        self.database.close()

    def __enter__(self) -> Home:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def create_home(folder: Path, passphrase: str) -> Home:
    """Make a home in the folder, which is made too, and open it.

    Raises SiteFault: home-exists, home-unreachable (no folder can be made or written there), disk-full, disk-failing.
    ValueError for an empty passphrase.
    """
    if not passphrase:
        raise ValueError("a home needs a passphrase")
    path, draft = folder / FILE, folder / f"{FILE}.new"
    with _folder_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise SiteFault("home-exists", path=str(folder))
        _remove(draft)
    salt = secrets.token_bytes(SALT_SIZE)
    key = derive_key(passphrase, salt)
    try:
        database = Database(draft, key, salt, create=True)
        try:
            _lay_out(database)
        finally:
            database.close()
        with _folder_faults(folder):
            draft.chmod(0o600)
            os.replace(draft, path)
            _keep_name(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            _remove(draft)
        raise
    return Home(folder, Database(path, key, salt))


def _remove(draft: Path) -> None:
    for leftover in (draft, draft.with_name(f"{draft.name}-journal")):
        leftover.unlink(missing_ok=True)


@contextlib.contextmanager
def _folder_faults(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "disk-full" if error.errno == errno.ENOSPC else "home-unreachable"
        raise SiteFault(code, path=str(folder)) from error


def open_home(folder: Path, passphrase: str) -> Home:
    """Open a home, bringing it to this edition when an older program made it.

    Raises SiteFault: not-a-home (nothing there, or something else), wrong-passphrase, damaged-home, newer-edition,
    home-busy, home-unreachable, disk-full.
    """
    path = folder / FILE
    place = str(folder)
    try:
        with path.open("rb") as file:
            start = file.read(PAGE)
    except (FileNotFoundError, NotADirectoryError):
        raise SiteFault("not-a-home", path=place) from None
    except OSError as error:
        raise SiteFault("home-unreachable", path=place) from error
    if start.startswith(_PLAIN_SQLITE):
        raise SiteFault("not-a-home", path=place)
    if len(start) < PAGE:
        raise SiteFault("damaged-home", path=place)
    salt = start[:SALT_SIZE]
    database = Database(path, derive_key(passphrase, salt), salt)
    try:
        _match_edition(database, place)
    except BaseException:
        database.close()
        raise
    return Home(folder, database)


def _lay_out(database: Database) -> None:
    from desktop.store.tables import HOME_TRIGGERS, home_tables

    with database.changing() as core:
        home_tables.create_all(core)
        for trigger in HOME_TRIGGERS:
            core.exec_driver_sql(trigger)
        core.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        core.exec_driver_sql(f"PRAGMA user_version = {EDITION}")


def _match_edition(database: Database, place: str) -> None:
    if database.select("PRAGMA application_id")[0][0] != APPLICATION_ID:
        raise SiteFault("not-a-home", path=place)
    found = database.select("PRAGMA user_version")[0][0]
    if found > EDITION:
        raise SiteFault("newer-edition", path=place, found=found, known=EDITION)
    if found < EDITION:
        from desktop.store.migrations.steps import migrate

        migrate(database, EDITION)


def _keep_name(folder: Path) -> None:
    """The new name survives a power cut only once the folder itself is on the disk. Windows has no such call."""
    with contextlib.suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
