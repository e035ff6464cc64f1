"""One document from the command line, from whatever reader a setting names (DESIGN 7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.cli.answer import Wrong
from desktop.cli.shared import Run

if TYPE_CHECKING:
    from desktop.devices.sources import Document


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
    apart = (document, birth, expiry)
    if sum((mrz is not None, any(x is not None for x in apart), can is not None)) > 1:
        raise Wrong("--mrz、--document/--birth/--expiry、--can 只能用一种。")
    if any(x is not None for x in apart) and not all(apart):
        raise Wrong("--document、--birth、--expiry 要一起给出。")
    for name, given in (("--birth", birth), ("--expiry", expiry)):
        if given is not None and not (len(given) == 6 and given.isascii() and given.isdigit()):
            raise Wrong(f"{name} 要写成 YYMMDD，例如 900307。")
    key = {"mrz": mrz or "", "document": document or "", "birth": birth or "", "expiry": expiry or "", "can": can or ""}
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
