"""The site from the command line: the window, its passphrase, its readers, a rehearsal, the self-test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.answer import REFUSED, Stop, Wrong
from desktop.cli.shared import Run
from desktop.cli.travel import travel_key

if TYPE_CHECKING:
    from desktop.devices.sources import Document


def rehearse(
    run: Run,
    out: Path | None,
    candidates: int,
    rooms: int,
    desks: int,
    seed: int,
    faults: str,
    speed: float,
    list_faults: bool,
) -> None:
    """A whole morning through the real code; exit 1 while a room has an open point."""
    from desktop.rehearsal.faults import FAULTS
    from desktop.rehearsal.morning import Script
    from desktop.rehearsal.morning import rehearse as rehearse_
    from desktop.rehearsal.summary import in_words

    if list_faults:
        run.answer.give({"faults": list(FAULTS)}, "\n".join(f"{name:<18} {what}" for name, what in FAULTS.items()))
        return
    if out is None:
        raise Wrong("rehearse 需要 -o 文件夹。")
    chosen = tuple(f.strip() for f in faults.split(",") if f.strip())
    if unknown := [f for f in chosen if f not in FAULTS]:
        raise Wrong(f"没有“{unknown[0][:40]}”这种意外；可选：{'、'.join(FAULTS)}。")
    summary = rehearse_(Script(candidates, rooms, desks, seed, chosen, speed), out, run.parts)
    run.answer.give(summary, in_words(summary, run.answer.wording))
    if summary["open_points"]:
        raise Stop(REFUSED)


def selftest(run: Run) -> None:
    """Exit 1 when anything checked does not work."""
    from desktop.rehearsal.selftest import selftest as selftest_

    result = selftest_(run.folder, run.parts, run.ask)
    lines = [f"{'✓' if c['ok'] else '✕'} {c['title']}：{c['detail']}" for c in result["checks"]]
    run.answer.give(result, "\n".join([f"{result['date']} Kaodian {result['version']} {result['home']}", *lines]))
    if not result["ok"]:
        raise Stop(REFUSED)


def open_(run: Run, desk: str | None, source: Sequence[str]) -> None:
    """The window, where it was asked for in another order of words than `desktop.__main__` takes by itself."""
    from desktop.opening import open_window

    if code := open_window(str(run.folder), desk or "", source):
        raise Stop(code)


def remember(run: Run) -> None:
    """Only what opens the home is kept: what the key store may hold already is not asked, it may be another home's."""
    passphrase = run.parts.given_passphrase(run.folder, run.ask)
    run.parts.open_home(run.folder, passphrase).close()
    run.parts.remember(run.folder, passphrase)
    run.answer.give({"remembered": True}, run.answer.wording.text("passphrase-remembered"))


def forget(run: Run) -> None:
    """Needs no passphrase: a home that is gone is forgotten too. Nothing to forget is said, and no refusal."""
    forgotten = run.parts.forget(run.folder)
    told = "passphrase-forgotten" if forgotten else "passphrase-nothing-kept"
    run.answer.give({"forgotten": forgotten}, run.answer.wording.text(told, path=str(run.folder)))


def read_id(
    run: Run,
    source: str | None,
    list_: bool,
    timeout: float,
    mrz: str | None,
    document: str | None,
    birth: str | None,
    expiry: str | None,
    can: str | None,
) -> None:
    """One document as JSON; or what is plugged in."""
    if list_:
        found = run.parts.found_sources()
        lines = [f"{setting:<40} {name}" for setting, name in found] or ["没有找到读证设备。请检查连接后再试。"]
        run.answer.give({"sources": [{"setting": s, "name": n} for s, n in found]}, "\n".join(lines))
        return
    if source is None:
        raise Wrong("请用 --source 给出读证方式；read-id --list 列出现在接着的设备。")
    key = travel_key(mrz, document, birth, expiry, can)
    with run.parts.open_source(source, lambda state: None, lambda: key, run.folder) as reader:
        read = reader.read(timeout=timeout)
    run.answer.give(read.as_data(), _document_lines(run, read))


def _document_lines(run: Run, read: Document) -> str:
    """A document for people: what it is, who it names, until when; or why it could not be read."""
    if read.unreadable:
        return run.answer.wording.text(f"trouble-{read.trouble or 'unreadable'}")
    first = (read.document_type, read.number or read.token, read.name, read.other_name)
    until = run.answer.wording.text("read-until", until=read.expires) if read.expires else ""
    genuine = run.answer.wording.text(f"authenticity-{read.authenticity}") if read.authenticity else ""
    return "\n".join(part for part in (" ".join(p for p in first if p), until, genuine) if part)
