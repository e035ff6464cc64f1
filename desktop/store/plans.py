"""The draft plan, the published packages, and which desk this home is in each record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.exam.plan.model import Plan, plan_from_data, plan_to_data
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
        self._read: tuple[str, Plan] | None = None

    def draft(self) -> Plan | None:
        """The plan being edited. ValueError or TypeError when an older program wrote a shape this one does not know."""
        rows = self._database.select("SELECT plan FROM draft")
        if not rows:
            return None
        text = rows[0][0]
        if self._read is None or self._read[0] != text:
            # A screen asks once a second, and ten thousand people are a tenth of a second to take apart.
            self._read = text, plan_from_data(json.loads(text))
        return self._read[1]

    def save_draft(self, plan: Plan | None) -> None:
        """Replace the draft; None clears it."""
        with self._database.writing() as cursor:
            cursor.execute("DELETE FROM draft")
            if plan is not None:
                cursor.execute("INSERT INTO draft (id, plan) VALUES (1, ?)", (_json(plan_to_data(plan)),))

    def add_package(
        self, record: str, document: Mapping[str, Any], secret: bytes, pins: Mapping[str, str] | None = None
    ) -> None:
        """Keep a published plan. SiteFault package-exists when the record has one."""
        row = (record, _json(document), _json(pins or {}), secret)
        with self._database.writing() as cursor:
            cursor.execute("INSERT INTO packages (record, document, pins, secret) VALUES (?, ?, ?, ?)", row)

    def package(self, record: str) -> Package | None:
        rows = self._database.select("SELECT document, secret, pins FROM packages WHERE record = ?", record)
        for document, secret, pins in rows:
            return Package(record, json.loads(document), secret, json.loads(pins))
        return None

    def packages(self) -> list[str]:
        """Records that have a package, oldest first."""
        return [row[0] for row in self._database.select("SELECT record FROM packages ORDER BY rowid")]

    def current_record(self) -> str | None:
        """The record this home is working in."""
        return self._settings.get(_CURRENT)

    def set_current_record(self, record: str | None) -> None:
        self._settings.put(_CURRENT, record)

    def add_desk(self, record: str, key: bytes, label: str, role: str) -> None:
        """This home becomes a desk of the record. SiteFault desk-exists when it is one already."""
        with self._database.writing() as cursor:
            cursor.execute(
                "INSERT INTO desks (record, key, label, role) VALUES (?, ?, ?, ?)", (record, key, label, role)
            )

    def desk(self, record: str) -> OwnDesk | None:
        rows = self._database.select("SELECT record, key, label, role FROM desks WHERE record = ?", record)
        return OwnDesk(*rows[0]) if rows else None


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(dict(value), ensure_ascii=False, separators=(",", ":"))
