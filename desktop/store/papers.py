"""Attachments (photos, signatures, scans) by hash, and the log of what was printed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.store.database import Database


class AttachmentStore:
    """Bytes by their SHA-256. Entries name attachments by hash; the bytes travel apart from the record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, body: bytes) -> str:
        """Keep the bytes, durable when this returns; lower-case hexadecimal SHA-256. Again is the same."""
        name = hashlib.sha256(body).hexdigest()
        with self._database.writing() as cursor:
            cursor.execute("INSERT OR IGNORE INTO attachments (sha256, body) VALUES (?, ?)", (name, body))
        return name

    def put_all(self, bodies: Iterable[bytes]) -> None:
        """Keep many, gone through one at a time: all of them durable when this returns, or none."""
        with self._database.writing() as cursor:
            rows = ((hashlib.sha256(body).hexdigest(), body) for body in bodies)
            cursor.executemany("INSERT OR IGNORE INTO attachments (sha256, body) VALUES (?, ?)", rows)

    def get(self, sha256: str) -> bytes | None:
        rows = self._database.select("SELECT body FROM attachments WHERE sha256 = ?", sha256)
        return rows[0][0] if rows else None

    def hashes(self) -> list[str]:
        return [row[0] for row in self._database.select("SELECT sha256 FROM attachments ORDER BY sha256")]


@dataclass(frozen=True, slots=True)
class Printed:
    """One printing. `about` names what it was for (`room:r03`), `time` UTC milliseconds, `officer` a staff id or empty,
    `edition` the version mark on the sheet."""

    form: str
    about: str
    time: int
    officer: str
    copies: int
    edition: str = ""


class PrintLog:
    """What was printed, in order."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, printed: Printed) -> None:
        row = tuple(getattr(printed, name) for name in Printed.__slots__)
        with self._database.writing() as cursor:
            cursor.execute(
                "INSERT INTO prints (form, about, time, officer, copies, edition) VALUES (?, ?, ?, ?, ?, ?)", row
            )

    def note(self, form: str, abouts: Sequence[str], at: int, copies: int, edition: str) -> None:
        """One print run of everything in `abouts`, a row each: all of them or none."""
        rows = [(form, about, at, "", copies, edition) for about in abouts]
        with self._database.writing() as cursor:
            cursor.executemany(
                "INSERT INTO prints (form, about, time, officer, copies, edition) VALUES (?, ?, ?, ?, ?, ?)", rows
            )

    def before(self, form: str, edition: str) -> dict[str, int]:
        """How many times a form in this edition was printed, by what it was of."""
        question = "SELECT about, count(*) FROM prints WHERE form = ? AND edition = ? GROUP BY about"
        return {about: int(times) for about, times in self._database.select(question, form, edition)}

    def all(self, form: str | None = None, about: str | None = None) -> list[Printed]:
        """Oldest first, of one form, for one thing, or everything."""
        rows = self._database.select(
            "SELECT form, about, time, officer, copies, edition FROM prints"
            " WHERE form = coalesce(?, form) AND about = coalesce(?, about) ORDER BY id",
            *(form, about),
        )
        return [Printed(*row) for row in rows]

    def copies(self, form: str, about: str) -> int:
        """How many copies of a form exist for one thing; a second printing says so on its sheet."""
        question = "SELECT coalesce(sum(copies), 0) FROM prints WHERE form = ? AND about = ?"
        return int(self._database.select(question, form, about)[0][0])
