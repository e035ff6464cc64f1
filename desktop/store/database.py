"""The open SQLCipher file of a home.

One connection, opened with `check_same_thread=False` so that a home can be opened in one thread and handed to the lane
that owns it from then on: one thread at a time, never two at once. Other processes may have the same home open; their
writers wait for one another (`BEGIN IMMEDIATE`, five seconds), readers never wait (WAL).

Whatever a desk needs to open and to work goes through the bare cursor: Core costs nearly half of a durable commit, and
its import would double the time from the first paint to the first officer signing in. SQLAlchemy Core is imported when
it is first needed: to lay out a new home, to migrate an old one, for the tables of exchange and for the hub.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from desktop.faults import SiteFault
from desktop.store.passphrase import is_ours

if TYPE_CHECKING:
    import sqlalchemy

PAGE = 4096
APPLICATION_ID = 0x4B414F44  # "KAOD"

_SALT, _MAC = 16, 64
_ROOM = 256 * 1024
_TOLD_BY_TRIGGER = frozenset(
    ("entry-exists", "entry-gap", "entry-final", "package-exists", "package-final", "desk-exists", "desk-final")
)
_FAULTS = {
    5: "home-busy",  # SQLITE_BUSY
    6: "home-busy",  # SQLITE_LOCKED
    8: "home-read-only",  # SQLITE_READONLY
    10: "disk-failing",  # SQLITE_IOERR
    11: "damaged-home",  # SQLITE_CORRUPT
    13: "disk-full",  # SQLITE_FULL
    14: "home-unreachable",  # SQLITE_CANTOPEN
    26: "damaged-home",  # SQLITE_NOTADB
}


class Database:
    """Attributes:
    path: the file.
    raw: the DBAPI connection, in autocommit mode.
    """

    def __init__(self, path: Path, key: bytes, salt: bytes, *, create: bool = False) -> None:
        """Opens the file with its raw key. Raises SiteFault: wrong-passphrase, passphrase-or-damage, damaged-home and
        what `faults` tells."""
        self.path = path
        mode = "rwc" if create else "rw"
        with self.faults():
            self.raw: Any = dbapi2.connect(
                f"{uri_of(path.resolve())}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False
            )
        try:
            self.raw.execute("PRAGMA cipher_log_level = NONE")
            self.raw.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
            self._unlock(key, salt)
            with self.faults():
                self.raw.execute("PRAGMA busy_timeout = 5000")
                self.raw.execute("PRAGMA foreign_keys = ON")
                self.raw.execute("PRAGMA recursive_triggers = ON")
                self.raw.execute("PRAGMA temp_store = MEMORY")
                self.raw.execute("PRAGMA cache_size = -32768")
                if not create:
                    self.raw.execute("PRAGMA journal_mode = WAL")
                self.raw.execute("PRAGMA synchronous = FULL")
        except BaseException:
            self.raw.close()
            raise

    def _unlock(self, key: bytes, salt: bytes) -> None:
        try:
            self.raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.Error as error:
            if _code(error) == 26 and not _some_page_opens(self.path, key, salt):
                told = "wrong-passphrase" if is_ours(salt) else "passphrase-or-damage"
                raise SiteFault(told, path=str(self.path.parent)) from None
            raise self._told(error) from error

    def close(self) -> None:
        if "engine" in self.__dict__:
            self.engine.dispose()
        self.raw.close()

    # --- the bare cursor -------------------------------------------------------------------------------------------

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """A cursor in one durable transaction, which no other writer of this home interleaves with."""
        cursor = self.raw.cursor()
        with self.faults():
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield cursor
                cursor.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        if self.raw.in_transaction:  # a full disk may have ended it already
            self.raw.execute("ROLLBACK")

    def insert(self, statement: str, values: Sequence[object]) -> None:
        """One row in a durable transaction of its own; the door waits for this, so it goes the shortest way."""
        try:
            self.raw.execute(statement, values)
        except dbapi2.Error as error:
            raise self._told(error) from error

    def select(self, statement: str, *values: object) -> list[Any]:
        """All rows. Nothing stays open behind it, so that no reader holds back a checkpoint."""
        with self.faults():
            return self.raw.execute(statement, values).fetchall()  # type: ignore[no-any-return]

    # --- SQLAlchemy Core -------------------------------------------------------------------------------------------

    @cached_property
    def engine(self) -> sqlalchemy.Engine:
        """Core over this one connection. Its transactions are those of `changing`."""
        from sqlalchemy import create_engine, event
        from sqlalchemy.pool import StaticPool

        engine = create_engine("sqlite://", module=dbapi2, creator=lambda: self.raw, poolclass=StaticPool)

        @event.listens_for(engine, "begin")
        def _begin(connection: sqlalchemy.Connection) -> None:
            if connection.get_execution_options().get("changing"):
                connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine

    @contextmanager
    def changing(self) -> Iterator[sqlalchemy.Connection]:
        """One durable transaction in Core."""
        with (
            self.faults(),
            self.engine.connect() as connection,
            connection.execution_options(changing=True).begin(),
        ):
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sqlalchemy.Connection]:
        """Core for questions; each statement sees what is durable by then, and no writer waits for it."""
        with self.faults(), self.engine.connect() as connection:
            yield connection

    # --- faults ----------------------------------------------------------------------------------------------------

    @contextmanager
    def faults(self) -> Iterator[None]:
        """SQL errors that are the site's come out as SiteFault: home-busy, home-read-only, disk-failing, disk-full,
        damaged-home, home-unreachable, or what a trigger refused. All others are bugs and pass."""
        try:
            yield
        except Exception as error:
            cause = getattr(error, "orig", error)
            if not isinstance(cause, dbapi2.Error):
                raise
            told = self._told(cause)
            if told is cause:
                raise
            raise told from error

    def _told(self, error: Exception) -> Exception:
        if str(error) in _TOLD_BY_TRIGGER:
            return SiteFault(str(error))
        code = _FAULTS.get(_code(error))
        if code == "disk-failing" and _full(self.path.parent):
            code = "disk-full"  # files beside the database that find no room are told as a failing disk
        return error if code is None else SiteFault(code, path=str(self.path.parent))


def uri_of(path: PurePath) -> str:
    """A file as SQLite wants it named. What lies on a network drive of Windows stands in the address with its server as
    host, and SQLite takes no other host than none."""
    return re.sub("^file://(?=[^/])", "file:////", path.as_uri())


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < _ROOM
    except OSError:
        return False


def _some_page_opens(path: Path, key: bytes, salt: bytes) -> bool:
    """Whether the key fits a page of the file, so that a damaged first page is not taken for a wrong passphrase.

    SQLCipher 4 ends each page with HMAC-SHA-512 over its content and number; see "Security Approach" in its docs.
    """
    mac_key = hashlib.pbkdf2_hmac("sha512", key, bytes(b ^ 0x3A for b in salt), 2, 32)
    with path.open("rb") as file:
        for number in range(1, 65):
            page = file.read(PAGE)
            if len(page) < PAGE:
                return False
            body = page[_SALT if number == 1 else 0 : -_MAC]
            mac = hmac.new(mac_key, body + number.to_bytes(4, "little"), "sha512").digest()
            if hmac.compare_digest(mac, page[-_MAC:]):
                return True
    return False
