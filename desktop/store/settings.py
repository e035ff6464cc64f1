"""What a person chose at this desk: settings by key, and column profiles of the roster import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from desktop.store.database import Database


class SettingStore:
    """Text by key. What a value means is the asker's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        rows = self._database.select("SELECT value FROM settings WHERE key = ?", key)
        return rows[0][0] if rows else None

    def put(self, key: str, value: str | None) -> None:
        """None takes the setting away."""
        with self._database.writing() as cursor:
            if value is None:
                cursor.execute("DELETE FROM settings WHERE key = ?", (key,))
            else:
                cursor.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (key, value))

    def all(self) -> dict[str, str]:
        return dict(self._database.select("SELECT key, value FROM settings ORDER BY key"))


class ProfileStore:
    """Column profiles by name: how the columns of one sender's workbooks map to ours. Plain JSON data."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> dict[str, Any] | None:
        rows = self._database.select("SELECT columns FROM profiles WHERE name = ?", name)
        return json.loads(rows[0][0]) if rows else None

    def put(self, name: str, columns: Mapping[str, Any] | None) -> None:
        """None takes the profile away."""
        with self._database.writing() as cursor:
            if columns is None:
                cursor.execute("DELETE FROM profiles WHERE name = ?", (name,))
            else:
                row = (name, json.dumps(dict(columns), ensure_ascii=False))
                cursor.execute("INSERT OR REPLACE INTO profiles (name, columns) VALUES (?, ?)", row)

    def names(self) -> list[str]:
        return [row[0] for row in self._database.select("SELECT name FROM profiles ORDER BY name")]
