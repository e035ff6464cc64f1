"""Homes of earlier editions, laid out by their own statements, opened by this program."""

from __future__ import annotations

import random
from pathlib import Path

from desktop.ledger.entry import Entry, entry_line
from desktop.ledger.verify import verify
from desktop.store import home as homes
from desktop.store.home import FILE, Home, create_home, open_home
from desktop.store.migrations.steps import edition_of
from tests.ledger.records import OTHER_RECORD, RECORD, SECRET, desk_of, record_of

PASSPHRASE = "synthetic"

FIRST = (
    """CREATE TABLE entries (place INTEGER NOT NULL, record TEXT NOT NULL, desk TEXT NOT NULL, number INTEGER NOT NULL,
         line TEXT NOT NULL, PRIMARY KEY (place), UNIQUE (record, desk, number))""",
    """CREATE TRIGGER entries_only_append BEFORE INSERT ON entries BEGIN
         SELECT CASE WHEN NEW.number BETWEEN 1 AND last THEN RAISE(ABORT, 'entry-exists')
                     WHEN NEW.number <> last + 1 THEN RAISE(ABORT, 'entry-gap') END
           FROM (SELECT coalesce(max(number), 0) AS last FROM entries WHERE record = NEW.record AND desk = NEW.desk);
         SELECT RAISE(ABORT, 'entry-exists') FROM entries WHERE place = NEW.place;
       END""",
    "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entry-final'); END",
    "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entry-final'); END",
)


def first_edition(folder: Path, entries: list[Entry]) -> None:
    """A home as edition 1 laid it out, with entries in the order they arrived."""
    with create_home(folder, PASSPHRASE) as home:
        raw = home.database.raw
        raw.execute("DROP TABLE entries")
        raw.execute("DROP TABLE chains")
        for statement in FIRST:
            raw.execute(statement)
        for e in entries:
            row = (e.record, e.desk, e.number, entry_line(e).decode())
            raw.execute("INSERT INTO entries (record, desk, number, line) VALUES (?, ?, ?, ?)", row)
        raw.execute("PRAGMA user_version = 1")


def layout(home: Home) -> list[tuple[str, str, str]]:
    """Everything the file is laid out by, white space apart."""
    rows = home.database.select("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name")
    return [(kind, name, " ".join(sql.replace("(", " ( ").replace(")", " ) ").split())) for kind, name, sql in rows]


def test_a_record_of_edition_1_is_the_same_record_after_and_goes_on(tmp_path: Path) -> None:
    record, other = record_of(3, 7), desk_of(0, 4, OTHER_RECORD)
    arrived = [*record, *other]
    random.Random(1).shuffle(arrived)
    arrived.sort(key=lambda e: e.number)  # each desk's own order stays
    first_edition(tmp_path / "home", arrived)

    with open_home(tmp_path / "home", PASSPHRASE) as home:
        assert edition_of(home.database) == homes.EDITION
        assert list(home.entries.since(RECORD, {})) == sorted(record, key=lambda e: (e.desk, e.number))
        assert list(home.entries.since(OTHER_RECORD, {})) == other
        assert home.entries.records() == sorted([RECORD, OTHER_RECORD])
        assert verify(home.entries.lines(RECORD), RECORD, SECRET).ok
        home.entries.append(desk_of(0, 5, OTHER_RECORD)[4])
        assert home.entries.versions(OTHER_RECORD) == {other[0].desk: 5}
    assert (tmp_path / "home" / f"{FILE}.edition1").exists()


def test_a_home_brought_forward_is_laid_out_as_a_new_one(tmp_path: Path) -> None:
    first_edition(tmp_path / "old", [])
    create_home(tmp_path / "new", PASSPHRASE).close()
    with open_home(tmp_path / "old", PASSPHRASE) as old, open_home(tmp_path / "new", PASSPHRASE) as new:
        assert layout(old) == layout(new)
