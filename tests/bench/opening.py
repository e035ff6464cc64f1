"""A home of 50,000 entries to a usable state, beside reading and JSON-parsing the same rows; a draft plan kept, beside
writing the same data as JSON into one row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop.bootstrap.parts import Parts
from desktop.exam.plan.model import plan_to_data
from desktop.store.home import FILE
from desktop.store.passphrase import derive_key
from tests.bench.measure import Measure, seconds, turns
from tests.bench.site import PASSPHRASE, Site


def measure(site: Site, rounds: int = 7) -> list[Measure]:
    parts = Parts()
    path = site.home / FILE
    salt = path.read_bytes()[:16]
    key = f"x'{derive_key(PASSPHRASE, salt).hex()}{salt.hex()}'"
    found: dict[str, Any] = {}

    def ours() -> float:
        def work() -> None:
            with parts.open_home(site.home, PASSPHRASE) as home:
                record = parts.open_record(home)
                found["desks"] = len(record.heads())
                found["entries"] = sum(h.number for h in record.heads().values())

        return seconds(work)

    def theirs() -> float:
        def work() -> None:
            raw = dbapi2.connect(str(path))
            raw.execute(f'PRAGMA key = "{key}"')
            rows = [json.loads(line) for (line,) in raw.execute("SELECT line FROM entries ORDER BY place")]
            found["rows"] = len(rows)
            raw.close()

        return seconds(work)

    opening, reading = turns(rounds, ours, theirs)
    assert found["rows"] == found["entries"]
    facts = {"entries": found["rows"], "candidates in the plan": len(site.plan.candidates)}
    return [
        Measure(
            *("open", "open a home with 50,000 entries, 10,000 candidates", "reading and parsing the rows", "s"),
            *(opening, reading, 3.0, True, facts),
        )
    ]


def measure_saving(site: Site, work: Path, rounds: int = 5) -> list[Measure]:
    """Every change an office makes to its draft keeps the whole plan again."""
    data = plan_to_data(site.plan)
    with Parts().open_or_create(work / "home-draft", PASSPHRASE) as home:
        raw = dbapi2.connect(str(work / "raw.db"), isolation_level=None)
        raw.execute(f'PRAGMA key = "{PASSPHRASE}"')
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE draft (id INTEGER PRIMARY KEY, plan TEXT)")

        def theirs() -> float:
            text = "REPLACE INTO draft (id, plan) VALUES (1, ?)"
            return seconds(lambda: raw.execute(text, (json.dumps(data, ensure_ascii=False),)))

        saving, writing = turns(rounds, lambda: seconds(lambda: home.plans.save_draft(site.plan)), theirs)
        assert home.plans.draft() == site.plan
        raw.close()
    facts = {"candidates": len(site.plan.candidates)}
    return [
        Measure(
            *("save", "keep a draft plan of 10,000 candidates", "the same data as JSON, one FULL commit", "s"),
            *(saving, writing, 2.0, True, facts),
        )
    ]
