"""The office's jobs with the record on its way: hub, centre, files of other desks, verification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault
from desktop.ledger.verify import Report, verify
from desktop.operations.boards.shell import Tone
from desktop.operations.desks.office.given import path_of
from desktop.operations.exchange import gathered, merge, sync_hub
from desktop.operations.record import Record
from desktop.progress import Cancelled, watched

if TYPE_CHECKING:
    from desktop.operations.desks.office.desk import OfficeDesk

Said = tuple[str, Tone]


def hub(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    record = record_of(desk)
    try:
        with desk.parts.hub(str(data.get("url", ""))) as peer:
            done = sync_hub(record, desk.home.entries, peer, desk.tell)
    except Cancelled:
        return desk.words.text("job-sync-called-off"), "warn"
    return _synced(desk, done)


def central(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    url, token = str(data.get("url", "")), path_of(data, "token_file")
    try:
        done = desk.parts.sync_central(desk.home, record_of(desk), url, token, tell=desk.tell)
    except Cancelled:
        return desk.words.text("job-sync-called-off"), "warn"
    return _synced(desk, done)


def _synced(desk: OfficeDesk, done: Any) -> Said:
    key = "job-synced" if done.heads_agree and not done.refused else "job-synced-open"
    text = desk.words.text(
        key, sent=done.sent, received=done.received, refused=len(done.refused), receipts=len(done.receipts)
    )
    return text, "ok" if key == "job-synced" else "warn"


def merge_file(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Another desk's record taken in; what contradicts is the chief's to decide."""
    record = record_of(desk)
    file = desk.parts.read_ledger(desk.home, path_of(data, "record_file"))
    done = merge(record, desk.home.entries, gathered((file,), desk.tell), desk.tell)
    text = desk.words.text("job-merged", received=done.received, known=done.known, conflicts=done.conflicts)
    return text, "warn" if done.conflicts else "ok"


def verify_record(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    """Every entry of this home's record, or of a file, against its hashes and signatures."""
    record = record_of(desk)
    id, secret = record.opened.record, record.opened.secret
    if data.get("record_file"):
        lines, count = desk.parts.ledger_lines(desk.home, path_of(data, "record_file")), 0
    else:
        lines, count = desk.home.entries.lines(id), record.fold.count
    report = verify(watched(lines, desk.tell, count, "checking"), id, secret)
    if report.ok:
        return desk.words.text("job-verified", entries=report.entries, code=report.code), "ok"
    where = _where(desk, record, report)
    return desk.words.text("job-not-intact", where=where, reason=desk.words.text(f"verify-{report.reason}")), "stop"


def _where(desk: OfficeDesk, record: Record, report: Report) -> str:
    word = desk.words.text
    desks = record.state.desks()
    label = desks[report.desk].label if report.desk in desks else report.desk
    parts = [
        label or "",
        word("verify-at-entry", number=report.number) if report.number else "",
        word("verify-at-line", line=report.line) if report.line else "",
    ]
    return "，".join(filter(None, parts)) or word("verify-at-file")


def record_of(desk: OfficeDesk) -> Record:
    """Raises SiteFault not-enrolled."""
    if desk.record is None:
        raise SiteFault("not-enrolled", home=str(desk.home.folder))
    return desk.record
