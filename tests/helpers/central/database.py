"""What the centre keeps: one SQLite file, the same after a restart."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.helpers.central.judge import NOTHING, Held

_TABLES = """
CREATE TABLE IF NOT EXISTS plans (id TEXT PRIMARY KEY, site TEXT NOT NULL, revision INTEGER NOT NULL,
    hash TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS desks (record TEXT, desk TEXT, key TEXT NOT NULL, label TEXT, role TEXT,
    PRIMARY KEY (record, desk));
CREATE TABLE IF NOT EXISTS entries (record TEXT, desk TEXT, number INTEGER, hash TEXT NOT NULL, ms INTEGER NOT NULL,
    counter INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (record, desk, number));
CREATE TABLE IF NOT EXISTS attachments (record TEXT, sha256 TEXT, content BLOB NOT NULL, PRIMARY KEY (record, sha256));
CREATE TABLE IF NOT EXISTS receipts (record TEXT, sitting TEXT, statement TEXT, receipt TEXT NOT NULL,
    received INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (record, sitting, statement));
"""


class Database:
    """One connection behind a lock; tests may look in, and tamper, while the server runs."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()

    # --- plans --------------------------------------------------------------------------------------------------------

    def add_plan(self, plan: dict[str, Any]) -> str:
        """Assigns a plan (contract's Plan) to its site; gives its content hash."""
        body = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        digest = hashlib.sha256(body.encode()).hexdigest()
        values = (plan["id"], plan["site"]["id"], plan["revision"], digest, body)
        self.rows("INSERT OR REPLACE INTO plans VALUES (?, ?, ?, ?, ?)", *values)
        return digest

    def plans(self, site: str) -> list[dict[str, Any]]:
        found = self.rows("SELECT hash, body FROM plans WHERE site = ? ORDER BY revision DESC, id DESC", site)
        return [_summary(json.loads(body), digest) for digest, body in found]

    def plan(self, plan: str) -> tuple[str, str] | None:
        """Content hash and body."""
        found = self.rows("SELECT hash, body FROM plans WHERE id = ?", plan)
        return found[0] if found else None

    # --- records ------------------------------------------------------------------------------------------------------

    def open_record(self, record: str, body: str) -> str:
        """`opened`, `same` or `another`."""
        with self.transaction():
            found = self.rows("SELECT body FROM records WHERE id = ?", record)
            if not found:
                self.rows("INSERT INTO records VALUES (?, ?)", record, body)
                return "opened"
            return "same" if found[0][0] == body else "another"

    def has_record(self, record: str) -> bool:
        return bool(self.rows("SELECT 1 FROM records WHERE id = ?", record))

    def enrol(self, record: str, desk: str, key: str, label: str, role: str) -> str:
        """`enrolled`, `same` or `another`."""
        with self.transaction():
            found = self.rows("SELECT key FROM desks WHERE record = ? AND desk = ?", record, desk)
            if not found:
                self.rows("INSERT INTO desks VALUES (?, ?, ?, ?, ?)", record, desk, key, label, role)
                return "enrolled"
            return "same" if found[0][0] == key else "another"

    def key(self, record: str, desk: str) -> str | None:
        found = self.rows("SELECT key FROM desks WHERE record = ? AND desk = ?", record, desk)
        return found[0][0] if found else None

    def last(self, record: str, desk: str) -> Held:
        found = self.rows(
            "SELECT number, hash, ms, counter FROM entries WHERE record = ? AND desk = ? ORDER BY number DESC LIMIT 1",
            *(record, desk),
        )
        return Held(found[0][0], found[0][1], (found[0][2], found[0][3])) if found else NOTHING

    def hash_of(self, record: str, desk: str, number: int) -> str | None:
        found = self.rows("SELECT hash FROM entries WHERE record = ? AND desk = ? AND number = ?", record, desk, number)
        return found[0][0] if found else None

    def take(self, entry: dict[str, Any]) -> None:
        body = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        values = (entry["record"], entry["desk"], entry["number"], entry["hash"], *entry["time"], body)
        self.rows("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", *values)

    def heads(self, record: str) -> dict[str, dict[str, Any]]:
        found = self.rows("SELECT desk, MAX(number), hash FROM entries WHERE record = ? GROUP BY desk", record)
        return {desk: {"number": number, "hash": digest} for desk, number, digest in found}

    def count(self, record: str) -> int:
        return int(self.rows("SELECT COUNT(*) FROM entries WHERE record = ?", record)[0][0])

    # --- attachments and outcomes -------------------------------------------------------------------------------------

    def has_attachment(self, record: str, sha256: str) -> bool:
        return bool(self.rows("SELECT 1 FROM attachments WHERE record = ? AND sha256 = ?", record, sha256))

    def put_attachment(self, record: str, sha256: str, content: bytes) -> None:
        self.rows("INSERT OR IGNORE INTO attachments VALUES (?, ?, ?)", record, sha256, content)

    def receipt(self, record: str, sitting: str, body: str, now: int) -> tuple[str, int]:
        """The receipt of this very statement: the one given before, or a new one."""
        statement = hashlib.sha256(body.encode()).hexdigest()
        with self.transaction():
            where = (record, sitting, statement)
            found = self.rows(
                "SELECT receipt, received FROM receipts WHERE record = ? AND sitting = ? AND statement = ?", *where
            )
            if not found:
                found = [(f"CN-{uuid.uuid4().hex[:12].upper()}", now)]
                self.rows("INSERT INTO receipts VALUES (?, ?, ?, ?, ?, ?)", *where, *found[0], body)
            return found[0][0], found[0][1]


def _summary(plan: dict[str, Any], digest: str) -> dict[str, Any]:
    summary = {"id": plan["id"], "name": plan["name"], "revision": plan["revision"], "content_hash": digest}
    if plan["sittings"]:
        first = min(sitting["start"] for sitting in plan["sittings"])
        summary["first_exam_date"] = str((datetime.fromtimestamp(first / 1000, UTC) + timedelta(hours=8)).date())
    return summary
