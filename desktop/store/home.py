"""The home: the folder a desk keeps everything in. `home.db` is an SQLCipher database; nothing else is needed.

A home is made under another name and renamed when it is whole, so that a process killed on the way leaves no half home:
either `home.db` is there and complete, or the next `create_home` starts anew. One process at a time makes or takes away
the home of a folder; the system forgets that a process was at it when the process ends, however it ends.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.faults import SiteFault, why
from desktop.paths import HOME_FILE, SCANNED, take_place
from desktop.store.database import APPLICATION_ID, PAGE, Database
from desktop.store.entries import EntryStore
from desktop.store.passphrase import SALT_SIZE, derive_key, new_salt

if TYPE_CHECKING:
    from desktop.store.papers import AttachmentStore, PrintLog
    from desktop.store.plans import PlanStore
    from desktop.store.settings import ProfileStore, SettingStore
    from desktop.store.sync import SyncStore

FILE: Final = HOME_FILE
MAKING: Final = f"{FILE}.making"
"""There while a home is made or taken away; left behind it means nothing, only the lock on it counts."""

PATIENCE: Final = 10.0
"""Seconds to wait for another process that makes a home in the same folder; making one takes a third of a second."""

EDITION: Final = 2
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

    Raises SiteFault: home-exists, home-unreachable (no folder can be made or written there), disk-full, disk-failing,
    home-being-made (another process has been at it for ten seconds), damaged-home (what is left of a home lies there).
    ValueError for an empty passphrase.
    """
    with _alone(folder):
        return _create(folder, passphrase)


def open_or_create(folder: Path, passphrase: str) -> Home:
    """Open the home of the folder, or make it where there is none. Of several processes that come at once one makes the
    home and the others open it. Raises what `create_home` and `open_home` raise, never home-exists."""
    with _alone(folder):
        return open_home(folder, passphrase) if (folder / FILE).exists() else _create(folder, passphrase)


def remove_unused(folder: Path, passphrase: str) -> None:
    """Take away a home that holds no plan and that no other process has open. All else leaves it as it is."""
    with contextlib.suppress(SiteFault, OSError), _alone(folder):
        home = open_home(folder, passphrase)
        try:
            # Leaving WAL needs the file for ourselves: it is refused while anybody else has it open.
            home.database.raw.execute("PRAGMA busy_timeout = 0")
            (mode,) = home.database.select("PRAGMA journal_mode = DELETE")[0]
            unused = mode == "delete" and home.plans.draft() is None and not home.plans.packages()
        finally:
            home.close()
        if unused:
            for name in (FILE, f"{FILE}-wal", f"{FILE}-shm"):
                (folder / name).unlink(missing_ok=True)


def _create(folder: Path, passphrase: str) -> Home:
    if not passphrase:
        raise ValueError("a home needs a passphrase")
    path, draft = folder / FILE, folder / f"{FILE}.new"
    with _folder_faults(folder):
        if path.exists():
            raise SiteFault("home-exists", path=str(folder))
        if _bereft(folder):
            raise SiteFault("damaged-home", path=str(folder))
        _remove(draft)
    salt = new_salt()
    key = derive_key(passphrase, salt)
    try:
        database = Database(draft, key, salt, create=True)
        try:
            _lay_out(database)
        finally:
            database.close()
        with _folder_faults(folder):
            draft.chmod(0o600)  # on Windows the folder's rights count
            take_place(draft, path)
            _keep_name(folder)
    except BaseException:
        with contextlib.suppress(OSError):
            _remove(draft)
        raise
    database = Database(path, key, salt)
    database.select("PRAGMA user_version")  # from the first question on others see that somebody has it open
    return Home(folder, database)


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """The only process that makes or takes away a home in this folder, which is made too."""
    mark = folder / MAKING
    began = time.monotonic()
    while True:
        with _folder_faults(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle = _opened(mark, began + SCANNED)
        # Whoever had it before us may have removed the file we hold; then another one counts.
        if handle is not None:
            if _locked(handle) and _is(handle, mark):
                break
            os.close(handle)
        if time.monotonic() > began + PATIENCE:
            raise SiteFault("home-being-made", path=str(folder))
        time.sleep(0.02)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            mark.unlink()
        os.close(handle)
        if os.name == "nt":  # which removes no file that is open
            with contextlib.suppress(OSError):
                mark.unlink()


if sys.platform == "win32":

    def _locked(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _locked(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            # A file system without locks (some network folders) makes no home any worse than before.
            return error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EINTR)
        return True


def _opened(mark: Path, scanned: float) -> int | None:
    """None where Windows is still taking away the file of whoever had it before us, or a virus scanner looks at it; it
    says no more than that it may not be had, so nobody waits for that longer than until `scanned`."""
    try:
        return os.open(mark, os.O_RDWR | os.O_CREAT, 0o600)
    except PermissionError:
        if os.name != "nt" or time.monotonic() > scanned:
            raise
        return None


def _is(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _bereft(folder: Path) -> bool:
    """Whether the file of a home is gone and its journal still there: confirmed entries may be in it. A new home beside
    it would take it for its own and be ruined by it."""
    try:
        return (folder / f"{FILE}-wal").stat().st_size > 0 and not (folder / FILE).exists()
    except OSError:
        return False


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

    Raises SiteFault: not-a-home (nothing there, or something else), wrong-passphrase, passphrase-or-damage
    (nobody can say which), damaged-home, newer-edition, home-busy, home-unreachable, disk-full.
    """
    path = folder / FILE
    place = str(folder)
    try:
        with path.open("rb") as file:
            start = file.read(PAGE)
    except (FileNotFoundError, NotADirectoryError) as error:
        if why(error) == "name-too-long":  # Windows only says that it is not there
            raise SiteFault("home-unreachable", path=place) from error
        raise SiteFault("damaged-home" if _bereft(folder) else "not-a-home", path=place) from None
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
