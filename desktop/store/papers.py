"""Attachments (photos, signatures, scans) by hash, and the log of what was printed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.store import tables
from desktop.store.database import Database


class AttachmentStore:
    """Bytes by their SHA-256. Entries name attachments by hash; the bytes travel apart from the record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, body: bytes) -> str:
        """Keep the bytes, durable when this returns; lower-case hexadecimal SHA-256. Again is the same."""
        name = hashlib.sha256(body).hexdigest()
        with self._database.changing() as core:
            core.execute(upsert(tables.attachments).values(sha256=name, body=body).on_conflict_do_nothing())
        return name

    def get(self, sha256: str) -> bytes | None:
        with self._database.reading() as core:
            return core.execute(select(tables.attachments.c.body).where(tables.attachments.c.sha256 == sha256)).scalar()

    def hashes(self) -> list[str]:
        with self._database.reading() as core:
            return list(core.execute(select(tables.attachments.c.sha256).order_by("sha256")).scalars())


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
        row = {name: getattr(printed, name) for name in Printed.__slots__}
        with self._database.changing() as core:
            core.execute(insert(tables.prints).values(row))

    def all(self, form: str | None = None, about: str | None = None) -> list[Printed]:
        """Oldest first, of one form, for one thing, or everything."""
        t = tables.prints.c
        wanted = [column == value for column, value in ((t.form, form), (t.about, about)) if value is not None]
        query = select(t.form, t.about, t.time, t.officer, t.copies, t.edition).where(*wanted).order_by(t.id)
        with self._database.reading() as core:
            return [Printed(*row) for row in core.execute(query)]

    def copies(self, form: str, about: str) -> int:
        """How many copies of a form exist for one thing; a second printing says so on its sheet."""
        t = tables.prints.c
        with self._database.reading() as core:
            query = select(func.coalesce(func.sum(t.copies), 0)).where(t.form == form, t.about == about)
            return int(core.execute(query).scalar_one())
