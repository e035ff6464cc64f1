"""What a person chose at this desk: settings by key, and column profiles of the roster import."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.store import tables
from desktop.store.database import Database


class SettingStore:
    """Text by key. What a value means is the asker's business."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, key: str) -> str | None:
        with self._database.reading() as core:
            return core.execute(select(tables.settings.c.value).where(tables.settings.c.key == key)).scalar()

    def put(self, key: str, value: str | None) -> None:
        """None takes the setting away."""
        with self._database.changing() as core:
            if value is None:
                core.execute(delete(tables.settings).where(tables.settings.c.key == key))
                return
            row = upsert(tables.settings).values(key=key, value=value)
            core.execute(row.on_conflict_do_update(index_elements=["key"], set_={"value": value}))

    def all(self) -> dict[str, str]:
        with self._database.reading() as core:
            rows = core.execute(select(tables.settings).order_by(tables.settings.c.key)).all()
        return {row.key: row.value for row in rows}


class ProfileStore:
    """Column profiles by name: how the columns of one sender's workbooks map to ours. Plain JSON data."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> dict[str, Any] | None:
        with self._database.reading() as core:
            text = core.execute(select(tables.profiles.c.columns).where(tables.profiles.c.name == name)).scalar()
        return None if text is None else json.loads(text)

    def put(self, name: str, columns: Mapping[str, Any] | None) -> None:
        """None takes the profile away."""
        with self._database.changing() as core:
            if columns is None:
                core.execute(delete(tables.profiles).where(tables.profiles.c.name == name))
                return
            text = json.dumps(dict(columns), ensure_ascii=False)
            row = upsert(tables.profiles).values(name=name, columns=text)
            core.execute(row.on_conflict_do_update(index_elements=["name"], set_={"columns": text}))

    def names(self) -> list[str]:
        with self._database.reading() as core:
            return list(core.execute(select(tables.profiles.c.name).order_by(tables.profiles.c.name)).scalars())
