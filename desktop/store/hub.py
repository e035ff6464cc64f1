"""The hub: a PostgreSQL database several desks share as one more peer (DESIGN section 8).

A desk never waits for it: it writes its own home first and catches up here when it can. Pushing is idempotent, pulling
is by version vector, NOTIFY tells the others at once. What comes back is parsed as hostile: whoever runs the database
could write anything into it, and only what verifies is taken in by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from types import TracebackType
from typing import Any

import psycopg
from sqlalchemy import Connection, create_engine, func, insert, select
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, ProgrammingError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from desktop.faults import SiteFault
from desktop.ledger.entry import Entry, Malformed, entry_line, parse_entry
from desktop.ledger.heads import Head
from desktop.ledger.merge import chain_key
from desktop.store.entries import continuing
from desktop.store.tables import HUB_EDITION, HUB_TRIGGERS, hub_editions, hub_entries, hub_tables

CHANNEL = "kaodian"
CONNECT_SECONDS = 5


class Hub:
    """One shared database. Use as a context manager, from one thread.

    Every call raises SiteFault: hub-unreachable (no answer), hub-not-ready (never initialised), hub-newer (a newer
    edition made it), hub-refused (anything else the database says no to).
    """

    def __init__(self, url: str) -> None:
        self._url = _checked(url)
        self._engine: Engine = create_engine(
            self._url, poolclass=NullPool, connect_args={"connect_timeout": CONNECT_SECONDS}
        )

    def __enter__(self) -> Hub:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    # --- setting up -----------------------------------------------------------------------------------------------

    def init(self) -> None:
        """Make tables and triggers where they are missing. Repeating it, also from two desks at once, changes nothing.
        A hub of a newer edition is left alone: SiteFault hub-newer."""
        with self._begin() as core:
            core.execute(select(func.pg_advisory_xact_lock(func.hashtext(CHANNEL))))
            hub_editions.create(core, checkfirst=True)
            found = core.execute(select(hub_editions.c.edition)).scalar()
            if found is not None and found > HUB_EDITION:
                raise SiteFault("hub-newer", hub=_shown(self._url), found=found, known=HUB_EDITION)
            hub_tables.create_all(core)
            for statement in HUB_TRIGGERS:
                core.exec_driver_sql(statement)
            if found is None:
                core.execute(insert(hub_editions).values(edition=HUB_EDITION))

    def status(self) -> dict[str, Any]:
        """Edition of the hub and how many entries of which record it holds."""
        with self._ready() as core:
            t = hub_entries.c
            rows = core.execute(select(t.record, func.count()).group_by(t.record)).all()
        return {"edition": HUB_EDITION, "records": dict(tuple(r) for r in rows)}

    # --- entries --------------------------------------------------------------------------------------------------

    def push(self, record: str, entries: Iterable[Entry]) -> int:
        """Hand over entries; those held already are left out. Answers how many were new.

        Raises SiteFault record-forked or record-gap when they do not continue what the hub holds; what other desks
        sent is taken all the same. ValueError for entries of another record.
        """
        entries = list(entries)
        if any(e.record != record for e in entries):
            raise ValueError("entries of another record")
        sent, fault = 0, None
        with self._ready() as core:
            for desk, group in groupby(sorted(entries, key=chain_key), key=lambda e: e.desk):
                # One desk's chain is continued by one pusher at a time.
                core.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"{record}/{desk}"))))
                chain = list(group)
                missing, problem = continuing(chain, self._held(core, record, desk, chain[0].number - 1))
                fault = fault or problem
                if missing:
                    core.execute(insert(hub_entries), [_row(record, e) for e in missing])
                sent += len(missing)
            if sent:
                core.execute(select(func.pg_notify(CHANNEL, record)))
        if fault is not None:
            raise fault
        return sent

    def versions(self, record: str) -> dict[str, int]:
        """Desk to the last number held of it."""
        t = hub_entries.c
        with self._ready() as core:
            rows = core.execute(select(t.desk, func.max(t.number)).where(t.record == record).group_by(t.desk)).all()
        return dict(tuple(r) for r in rows)

    def pull(self, record: str, versions: Mapping[str, int]) -> list[Entry]:
        """What someone with these versions lacks, by desk and number. SiteFault hub-damaged for a line that is
        not the entry it stands for, naming its place."""
        t = hub_entries.c
        out: list[Entry] = []
        with self._ready() as core:
            for desk, last in self._versions(core, record).items():
                known = versions.get(desk, 0)
                if last <= known:
                    continue
                wanted = select(t.number, t.line).where(t.record == record, t.desk == desk, t.number > known)
                for number, line in core.execute(wanted.order_by(t.number)):
                    out.append(_entry(line, record, desk, number))
        return out

    def heads(self, record: str) -> dict[str, Head]:
        """Desk to its last entry in the hub."""
        t = hub_entries.c
        heads: dict[str, Head] = {}
        with self._ready() as core:
            for desk, last in self._versions(core, record).items():
                mine = select(t.line).where(t.record == record, t.desk == desk, t.number == last)
                heads[desk] = Head(last, _entry(core.execute(mine).scalar_one(), record, desk, last).hash)
        return heads

    # --- immediacy ------------------------------------------------------------------------------------------------

    def listen(self, changed: Callable[[str], None], stop: Callable[[], bool], seconds: float = 1.0) -> None:
        """Tell `changed(record)` of every push, until `stop()` says so; asked at least every `seconds`. Blocks: give
        it a lane of its own. Raises SiteFault hub-unreachable when the connection goes."""
        try:
            with psycopg.connect(_plain(self._url), autocommit=True, connect_timeout=CONNECT_SECONDS) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                while not stop():
                    for note in connection.notifies(timeout=seconds, stop_after=1):
                        changed(note.payload)
        except psycopg.Error as error:
            raise SiteFault("hub-unreachable", hub=_shown(self._url)) from error

    # --- inside ---------------------------------------------------------------------------------------------------

    @staticmethod
    def _held(core: Connection, record: str, desk: str, first: int) -> dict[int, str]:
        t = hub_entries.c
        rows = core.execute(select(t.number, t.line).where(t.record == record, t.desk == desk, t.number >= first)).all()
        return {number: _entry(line, record, desk, number).hash for number, line in rows}

    @staticmethod
    def _versions(core: Connection, record: str) -> dict[str, int]:
        t = hub_entries.c
        rows = core.execute(select(t.desk, func.max(t.number)).where(t.record == record).group_by(t.desk)).all()
        return dict(sorted(tuple(r) for r in rows))

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        """One transaction; what the database says becomes a fault of the site."""
        try:
            with self._engine.begin() as core:
                yield core
        except ProgrammingError as error:
            code = "hub-not-ready" if _state(error) == "42P01" else "hub-refused"
            raise SiteFault(code, hub=_shown(self._url), reason=_reason(error)) from error
        except DBAPIError as error:
            state = _state(error)
            unreachable = state is None or state.startswith(("08", "57", "28", "3D"))
            code = "hub-unreachable" if unreachable else "hub-refused"
            raise SiteFault(code, hub=_shown(self._url), reason=_reason(error)) from error
        except SQLAlchemyError as error:
            raise SiteFault("hub-refused", hub=_shown(self._url), reason=type(error).__name__) from error

    @contextmanager
    def _ready(self) -> Iterator[Connection]:
        with self._begin() as core:
            found = core.execute(select(hub_editions.c.edition)).scalar()
            if found is None:
                raise SiteFault("hub-not-ready", hub=_shown(self._url), reason="")
            if found > HUB_EDITION:
                raise SiteFault("hub-newer", hub=_shown(self._url), found=found, known=HUB_EDITION)
            yield core


def _row(record: str, entry: Entry) -> dict[str, Any]:
    return {"record": record, "desk": entry.desk, "number": entry.number, "line": entry_line(entry).decode()}


def _entry(line: str, record: str, desk: str, number: int) -> Entry:
    """The entry of a row, which has to be the one the row says. SiteFault hub-damaged."""
    try:
        entry = parse_entry(line.encode())
    except (Malformed, UnicodeEncodeError) as error:
        raise SiteFault("hub-damaged", desk=desk, number=number) from error
    if (entry.record, entry.desk, entry.number) != (record, desk, number):
        raise SiteFault("hub-damaged", desk=desk, number=number)
    return entry


def _checked(url: str) -> str:
    """`postgresql://…` with our driver. SiteFault hub-url for anything else."""
    try:
        found = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise SiteFault("hub-url", url=_masked(url)) from error
    if found.get_backend_name() not in ("postgresql", "postgres") or (found.port or 0) > 65_535:
        raise SiteFault("hub-url", url=_masked(url))
    return found.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _masked(url: str) -> str:
    """What was typed, whatever it is, without what may be a password."""
    return re.sub(r".*@", "…@", url)


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _shown(url: str) -> str:
    """Host and database; never the password."""
    found = make_url(url)
    return f"{found.host or 'local'}/{found.database or ''}"


def _state(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _reason(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0][:200] if error.orig else ""
