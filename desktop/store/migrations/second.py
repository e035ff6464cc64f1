"""Edition 2: an entry's place is its desk's chain and its number in one. Before, places counted arrivals and an index
beside them held record, desk and number, a second tree to be written with every entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alembic.operations import Operations

_STATEMENTS = (
    "DROP TRIGGER entries_only_append",
    "DROP TRIGGER entries_no_update",
    "DROP TRIGGER entries_no_delete",
    "ALTER TABLE entries RENAME TO arrivals",
    "CREATE TABLE chains (chain INTEGER NOT NULL, record TEXT NOT NULL, desk TEXT NOT NULL, PRIMARY KEY (chain),"
    " UNIQUE (record, desk))",
    "CREATE TABLE entries (place INTEGER NOT NULL, line TEXT NOT NULL, PRIMARY KEY (place))",
    "INSERT INTO chains (record, desk) SELECT record, desk FROM arrivals GROUP BY record, desk ORDER BY min(place)",
    "INSERT INTO entries SELECT (chain << 40) + number, line FROM arrivals JOIN chains USING (record, desk) ORDER BY 1",
    "DROP TABLE arrivals",
    """CREATE TRIGGER chains_only_append BEFORE INSERT ON chains BEGIN
         SELECT RAISE(ABORT, 'entry-final') FROM chains
          WHERE chain = NEW.chain OR (record = NEW.record AND desk = NEW.desk);
       END""",
    "CREATE TRIGGER chains_no_update BEFORE UPDATE ON chains BEGIN SELECT RAISE(ABORT, 'entry-final'); END",
    "CREATE TRIGGER chains_no_delete BEFORE DELETE ON chains BEGIN SELECT RAISE(ABORT, 'entry-final'); END",
    """CREATE TRIGGER entries_only_append BEFORE INSERT ON entries BEGIN
         SELECT RAISE(ABORT, 'entry-exists') FROM entries WHERE place = NEW.place;
         SELECT RAISE(ABORT, 'entry-gap')
          WHERE CASE NEW.place & 0xFFFFFFFFFF WHEN 0 THEN true
                WHEN 1 THEN NOT EXISTS (SELECT 1 FROM chains WHERE chain = NEW.place >> 40)
                ELSE NOT EXISTS (SELECT 1 FROM entries WHERE place = NEW.place - 1) END;
       END""",
    "CREATE TRIGGER entries_no_update BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'entry-final'); END",
    "CREATE TRIGGER entries_no_delete BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'entry-final'); END",
)


def chains_and_numbers(op: Operations) -> None:
    """The same lines under other places; nothing of an entry changes."""
    for statement in _STATEMENTS:
        op.get_bind().exec_driver_sql(statement)
