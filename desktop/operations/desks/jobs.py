"""The office's jobs: each does one thing through the wiring and says in a sentence what it came to, with a tone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.faults import SiteFault
from desktop.operations import planning
from desktop.operations.exchange import sync_hub
from desktop.operations.publishing import enrol, publish

if TYPE_CHECKING:
    from desktop.operations.desks.office import OfficeDesk

Said = tuple[str, str]


def import_file(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    return _read(desk, data, check=False)


def check_file(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    return _read(desk, data, check=True)


def _read(desk: OfficeDesk, data: Mapping[str, Any], check: bool) -> Said:
    path = _path(data, "path")
    read = desk.parts.read_roster
    done = planning.import_roster(desk.home, read, [path], check=check, accept_valid=data.get("accept_valid") is True)
    desk.imported = done
    desk.turn_to("import")
    key = "job-imported" if done.taken else "job-checked" if check else "job-not-imported"
    text = desk.words.text(key, count=done.accepted["candidates"], bad=len(done.rejected))
    return text, "ok" if done.taken or (check and not done.rejected) else "warn"


def template(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    path = _path(data, "out")
    desk.parts.write_template(path)
    return desk.words.text("job-written", path=str(path)), "ok"


def arrange(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    seed = data.get("seed")
    done = planning.arrange_draft(desk.home, desk.parts.rules, seed if isinstance(seed, int) else None)
    desk.problems = done.problems
    text = desk.words.text(
        "job-arranged", seats=len(done.plan.seats), duties=len(done.plan.duties), bags=len(done.plan.bags)
    )
    hard = done.unseated or any(p.weight == "problem" for p in done.problems)
    return text, "warn" if hard else "ok"


def mark(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    key, day = str(data.get("key", "")).strip().upper(), str(data.get("day", "")).strip()
    planning.mark(desk.home, key, day)
    return desk.words.text("job-marked", rule=key, day=day), "ok"


def print_form(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    path = _path(data, "out")
    pages, flags = desk.parts.print_form(
        desk.home,
        str(data.get("form")),
        data.get("room") or None,
        data.get("blank") is True,
        data.get("signature") is True,
        path,
    )
    return desk.words.text("job-printed", path=str(path), pages=pages, flags=flags), "warn" if flags else "ok"


def publish_plan(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    parts = desk.parts
    path = _path(data, "out")
    passphrase = parts.package_passphrase(desk.home.folder)
    done = publish(
        desk.home,
        parts.packages,
        parts.rules,
        parts.pins,
        parts.clock,
        path,
        passphrase,
        rehearsal=data.get("rehearsal") is True,
    )
    pins = "  ".join(f"{staff} {pin}" for staff, pin in done.pins.items())
    return desk.words.text("job-published", path=str(path), revision=done.revision, pins=pins), "ok"


def enrol_home(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    parts = desk.parts
    passphrase = parts.package_passphrase(desk.home.folder)
    own, _ = enrol(
        desk.home,
        parts.packages,
        parts.clock,
        _path(data, "package"),
        passphrase,
        str(data.get("label", "")),
        str(data.get("role", "")),
    )
    return desk.words.text("job-enrolled", label=own.label), "ok"


def export(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    record = desk.record
    if record is None:
        raise SiteFault("not-enrolled", home=str(desk.home.folder))
    path = _path(data, "out")
    desk.parts.export(desk.home, record, path)
    return desk.words.text("job-exported", path=str(path), code=record.head_code()), "ok"


def hub(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    if desk.record is None:
        raise SiteFault("not-enrolled", home=str(desk.home.folder))
    with desk.parts.hub(str(data.get("url", ""))) as peer:
        done = sync_hub(desk.record, desk.home.entries, peer)
    return _synced(desk, done)


def central(desk: OfficeDesk, data: Mapping[str, Any]) -> Said:
    if desk.record is None:
        raise SiteFault("not-enrolled", home=str(desk.home.folder))
    done = desk.parts.sync_central(desk.home, desk.record, str(data.get("url", "")), _path(data, "token_file"))
    return _synced(desk, done)


def _synced(desk: OfficeDesk, done: Any) -> Said:
    key = "job-synced" if done.heads_agree and not done.refused else "job-synced-open"
    text = desk.words.text(
        key, sent=done.sent, received=done.received, refused=len(done.refused), receipts=len(done.receipts)
    )
    return text, "ok" if key == "job-synced" else "warn"


def _path(data: Mapping[str, Any], name: str) -> Path:
    given = str(data.get(name) or "").strip()
    if not given:
        raise SiteFault("file-not-found", path=given)
    return Path(given).expanduser()


JOBS: Mapping[str, Callable[[Any, Mapping[str, Any]], Said]] = {
    "import": import_file,
    "check-file": check_file,
    "template": template,
    "arrange": arrange,
    "mark": mark,
    "print": print_form,
    "publish": publish_plan,
    "enrol": enrol_home,
    "export": export,
    "sync-hub": hub,
    "sync-central": central,
}
