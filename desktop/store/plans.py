"""The draft plan, the published packages, and which desk this home is in each record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, text

from desktop.exam.plan.model import Plan, plan_from_data, plan_to_data
from desktop.store import tables
from desktop.store.database import Database
from desktop.store.settings import SettingStore

_CURRENT = "current-record"


@dataclass(frozen=True, slots=True)
class Package:
    """A published plan as this home keeps it. `document` is plain JSON data (plan, rules, protocols and whatever the
    publisher put beside them), `pins` staff id to PIN hash, `secret` the record secret."""

    record: str
    document: Mapping[str, Any]
    secret: bytes
    pins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OwnDesk:
    """The desk this home is in a record; `key` its raw private key."""

    record: str
    key: bytes
    label: str
    role: str


class PlanStore:
    """One draft, kept whole; packages, kept for good."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._settings = SettingStore(database)

    def draft(self) -> Plan | None:
        """The plan being edited. ValueError or TypeError when an older program wrote a shape this one does not know."""
        with self._database.reading() as core:
            found = core.execute(select(tables.draft.c.plan)).scalar()
        return None if found is None else plan_from_data(json.loads(found))

    def save_draft(self, plan: Plan | None) -> None:
        """Replace the draft; None clears it."""
        with self._database.changing() as core:
            core.execute(delete(tables.draft))
            if plan is not None:
                core.execute(insert(tables.draft).values(id=1, plan=_json(plan_to_data(plan))))

    def add_package(
        self, record: str, document: Mapping[str, Any], secret: bytes, pins: Mapping[str, str] | None = None
    ) -> None:
        """Keep a published plan. SiteFault package-exists when the record has one."""
        row = {"record": record, "document": _json(document), "pins": _json(pins or {}), "secret": secret}
        with self._database.changing() as core:
            core.execute(insert(tables.packages).values(row))

    def package(self, record: str) -> Package | None:
        with self._database.reading() as core:
            row = core.execute(select(tables.packages).where(tables.packages.c.record == record)).one_or_none()
        if row is None:
            return None
        return Package(row.record, json.loads(row.document), row.secret, json.loads(row.pins))

    def packages(self) -> list[str]:
        """Records that have a package, oldest first."""
        with self._database.reading() as core:
            return list(core.execute(select(tables.packages.c.record).order_by(text("rowid"))).scalars())

    def current_record(self) -> str | None:
        """The record this home is working in."""
        return self._settings.get(_CURRENT)

    def set_current_record(self, record: str | None) -> None:
        self._settings.put(_CURRENT, record)

    def add_desk(self, record: str, key: bytes, label: str, role: str) -> None:
        """This home becomes a desk of the record. SiteFault desk-exists when it is one already."""
        with self._database.changing() as core:
            core.execute(insert(tables.desks).values(record=record, key=key, label=label, role=role))

    def desk(self, record: str) -> OwnDesk | None:
        with self._database.reading() as core:
            row = core.execute(select(tables.desks).where(tables.desks.c.record == record)).one_or_none()
        return None if row is None else OwnDesk(row.record, row.key, row.label, row.role)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))
