"""What a peer (the central system, a hub) took, refused and gave receipts for.

A refused entry is kept and shown until a person deals with it; it is never dropped and never sent as if it were new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from desktop.store import tables
from desktop.store.database import Database


@dataclass(frozen=True, slots=True)
class Refusal:
    """An entry a peer refused, with the peer's code and words."""

    desk: str
    number: int
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The centre's receipt for a sitting's closing statement (`statement`: canonical JSON); `received` by its clock."""

    sitting: str
    statement: str
    receipt: str
    received: int


class SyncStore:
    """Per peer (its URL) and record."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def accepted(self, peer: str, record: str) -> dict[str, int]:
        """desk to the number up to which the peer holds its chain."""
        t = tables.accepted.c
        with self._database.reading() as core:
            rows = core.execute(select(t.desk, t.number).where(t.peer == peer, t.record == record)).all()
        return {row.desk: row.number for row in rows}

    def refused(self, peer: str, record: str) -> list[Refusal]:
        """What the peer refused and has not taken since, by desk and number."""
        t = tables.refused.c
        query = select(t.desk, t.number, t.code, t.message).where(t.peer == peer, t.record == record)
        with self._database.reading() as core:
            return [Refusal(*row) for row in core.execute(query.order_by(t.desk, t.number))]

    def note(
        self,
        peer: str,
        record: str,
        accepted: Mapping[str, int],
        refused: Iterable[Refusal] = (),
    ) -> None:
        """Write down an answer of the peer, in one transaction. Refusals an acceptance has overtaken go away."""
        with self._database.changing() as core:
            for desk, number in accepted.items():
                row = upsert(tables.accepted).values(peer=peer, record=record, desk=desk, number=number)
                core.execute(
                    row.on_conflict_do_update(index_elements=["peer", "record", "desk"], set_={"number": number})
                )
                t = tables.refused.c
                overtaken = (t.peer == peer, t.record == record, t.desk == desk, t.number <= number)
                core.execute(delete(tables.refused).where(*overtaken))
            for r in refused:
                told = {"code": r.code, "message": r.message}
                made = upsert(tables.refused).values(peer=peer, record=record, desk=r.desk, number=r.number, **told)
                core.execute(made.on_conflict_do_update(index_elements=["peer", "record", "desk", "number"], set_=told))

    def add_receipt(self, peer: str, record: str, receipt: Receipt) -> None:
        """Keep a receipt; the same statement again changes nothing."""
        row = {name: getattr(receipt, name) for name in Receipt.__slots__}
        made = upsert(tables.receipts).values(peer=peer, record=record, **row)
        with self._database.changing() as core:
            core.execute(made.on_conflict_do_nothing())

    def receipts(self, peer: str, record: str) -> list[Receipt]:
        t = tables.receipts.c
        query = select(t.sitting, t.statement, t.receipt, t.received).where(t.peer == peer, t.record == record)
        with self._database.reading() as core:
            return [Receipt(*row) for row in core.execute(query.order_by(t.received, t.sitting))]
