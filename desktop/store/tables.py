"""Tables of a home (SQLCipher) and of the hub (PostgreSQL), with the triggers that make the record append-only.

UPDATE and DELETE triggers alone do not stop `INSERT OR REPLACE` and `ON CONFLICT DO UPDATE`; the BEFORE INSERT trigger
does, whatever a connection has set. It also refuses a number whose predecessor is missing, so that a desk's last number
is at the same time how far its chain is complete.

An entry's place is chain and number in one integer, which is the row's own id: a durable entry changes one page of one
tree, and there is no second one, an index, to be encrypted and flushed with it. It halves what an entry costs.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text, UniqueConstraint

EDITION: Final = 2
"""Edition of the schema of a home, kept in `PRAGMA user_version`. A change of any home table raises it and adds a step
to `migrations`."""

home_tables: Final = MetaData()
hub_tables: Final = MetaData()

chains: Final = Table(
    "chains",
    home_tables,
    Column("chain", Integer, primary_key=True),
    Column("record", Text, nullable=False),
    Column("desk", Text, nullable=False),
    UniqueConstraint("record", "desk"),
)

entries: Final = Table(
    "entries",
    home_tables,
    Column("place", Integer, primary_key=True, comment="chain << 40 | number"),
    Column("line", Text, nullable=False, comment="the entry in canonical JSON"),
)

draft: Final = Table(
    "draft",
    home_tables,
    Column("id", Integer, primary_key=True, comment="always 1: a home edits one plan"),
    Column("plan", Text, nullable=False, comment="plan_to_data as JSON"),
)

packages: Final = Table(
    "packages",
    home_tables,
    Column("record", Text, primary_key=True),
    Column("document", Text, nullable=False, comment="the published plan, rule set, protocols as JSON"),
    Column("pins", Text, nullable=False, comment="staff id to PIN hash as JSON"),
    Column("secret", LargeBinary, nullable=False, comment="the record secret"),
)

desks: Final = Table(
    "desks",
    home_tables,
    Column("record", Text, primary_key=True),
    Column("key", LargeBinary, nullable=False, comment="raw Ed25519 private key of this home's desk in the record"),
    Column("label", Text, nullable=False),
    Column("role", Text, nullable=False),
)

settings: Final = Table(
    "settings",
    home_tables,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

profiles: Final = Table(
    "profiles",
    home_tables,
    Column("name", Text, primary_key=True),
    Column("columns", Text, nullable=False, comment="a column profile of the roster import as JSON"),
)

attachments: Final = Table(
    "attachments",
    home_tables,
    Column("sha256", Text, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

prints: Final = Table(
    "prints",
    home_tables,
    Column("id", Integer, primary_key=True),
    Column("form", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("time", BigInteger, nullable=False, comment="UTC milliseconds"),
    Column("officer", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("edition", Text, nullable=False, comment="version mark printed on the sheet"),
)

accepted: Final = Table(
    "accepted",
    home_tables,
    Column("peer", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("desk", Text, primary_key=True),
    Column("number", Integer, nullable=False, comment="the peer holds the chain up to here"),
)

refused: Final = Table(
    "refused",
    home_tables,
    Column("peer", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("desk", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
)

receipts: Final = Table(
    "receipts",
    home_tables,
    Column("peer", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("sitting", Text, primary_key=True),
    Column("statement", Text, primary_key=True, comment="the outcome handed in, as canonical JSON"),
    Column("receipt", Text, nullable=False),
    Column("received", BigInteger, nullable=False, comment="UTC milliseconds, the centre's clock"),
)


def _final(table: str, fault: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_no_{word.lower()} BEFORE {word} ON {table} BEGIN SELECT RAISE(ABORT, '{fault}'); END"
        for word in ("UPDATE", "DELETE")
    ]


HOME_TRIGGERS: Final = (
    """CREATE TRIGGER chains_only_append BEFORE INSERT ON chains BEGIN
         SELECT RAISE(ABORT, 'entry-final') FROM chains
          WHERE chain = NEW.chain OR (record = NEW.record AND desk = NEW.desk);
       END""",
    *_final("chains", "entry-final"),
    # A row without a place of its own comes here as place -1, whose number is not 1 and has none before it.
    """CREATE TRIGGER entries_only_append BEFORE INSERT ON entries BEGIN
         SELECT RAISE(ABORT, 'entry-exists') FROM entries WHERE place = NEW.place;
         SELECT RAISE(ABORT, 'entry-gap')
          WHERE CASE NEW.place & 0xFFFFFFFFFF WHEN 0 THEN true
                WHEN 1 THEN NOT EXISTS (SELECT 1 FROM chains WHERE chain = NEW.place >> 40)
                ELSE NOT EXISTS (SELECT 1 FROM entries WHERE place = NEW.place - 1) END;
       END""",
    *_final("entries", "entry-final"),
    """CREATE TRIGGER packages_only_append BEFORE INSERT ON packages BEGIN
         SELECT RAISE(ABORT, 'package-exists') WHERE EXISTS (SELECT 1 FROM packages WHERE record = NEW.record);
       END""",
    *_final("packages", "package-final"),
    """CREATE TRIGGER desks_only_append BEFORE INSERT ON desks BEGIN
         SELECT RAISE(ABORT, 'desk-exists') WHERE EXISTS (SELECT 1 FROM desks WHERE record = NEW.record);
       END""",
    *_final("desks", "desk-final"),
)
"""Refusals are told by the fault code the trigger raises."""

HUB_EDITION: Final = 1

hub_editions: Final = Table("kaodian_hub", hub_tables, Column("edition", Integer, primary_key=True))

hub_entries: Final = Table(
    "kaodian_entries",
    hub_tables,
    Column("record", Text, primary_key=True),
    Column("desk", Text, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("line", Text, nullable=False),
)

HUB_TRIGGERS: Final = (
    """CREATE OR REPLACE FUNCTION kaodian_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN RAISE EXCEPTION 'entry-final'; END $$""",
    """CREATE OR REPLACE FUNCTION kaodian_only_append() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT 1 FROM kaodian_entries
                    WHERE record = NEW.record AND desk = NEW.desk AND number = NEW.number) THEN
           RAISE EXCEPTION 'entry-exists';
         END IF;
         IF NEW.number <> 1 AND NOT EXISTS (SELECT 1 FROM kaodian_entries
                    WHERE record = NEW.record AND desk = NEW.desk AND number = NEW.number - 1) THEN
           RAISE EXCEPTION 'entry-gap';
         END IF;
         RETURN NEW;
       END $$""",
    """CREATE OR REPLACE TRIGGER kaodian_entries_append BEFORE INSERT ON kaodian_entries
       FOR EACH ROW EXECUTE FUNCTION kaodian_only_append()""",
    """CREATE OR REPLACE TRIGGER kaodian_entries_final BEFORE UPDATE OR DELETE ON kaodian_entries
       FOR EACH ROW EXECUTE FUNCTION kaodian_refuse()""",
    """CREATE OR REPLACE TRIGGER kaodian_entries_keep BEFORE TRUNCATE ON kaodian_entries
       FOR EACH STATEMENT EXECUTE FUNCTION kaodian_refuse()""",
)
