"""Signed sheets that came back: photos and scans read, a room's list laid beside the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.cli.shared import Run
from desktop.faults import SiteFault

if TYPE_CHECKING:
    from desktop.devices.scans.reading import LayoutOf
    from desktop.devices.scans.sheet import Choice, Row, Sheet
    from desktop.exam.evidence.signatures import Difference
    from desktop.press.source import PrintSource

LIST = "summary-sheet"


def sheets(run: Run, files: list[Path], keep: bool) -> None:
    """读取签字后的表，与记录核对。

    Exit 1 when a page cannot be read or anything on one is for a person to look at. The record is never changed; with
    `keep` the files of pages that were read are kept in the home by their SHA-256.
    """
    from desktop.press.reading.comparing import nowhere_listed
    from desktop.press.reading.layouts import anew, either, kept

    with run.home() as home:
        source = run.parts.print_source(home)
        layout_of = either(kept(home.attachments.hashes, home.attachments.get), anew(source, run.parts.clock.wall()))
        put = home.attachments.put if keep else None
        pages = [_page(run, source, *taken) for path in files for taken in _taken(path, layout_of, put)]
        lists = [sheet for sheet, _ in pages if sheet is not None and sheet.identity.form == LIST]
        left = nowhere_listed(source, lists)
    told = [data for _, data in pages]
    text = "\n".join([*map(_text, told), *_left(run, left)])
    data = {"pages": told, "unlisted": left}
    if left or any(page["look"] for page in told):
        run.answer.refuse(data, text)
    run.answer.give(data, text)


Taken = tuple[dict[str, Any], "Sheet | SiteFault"]


def _taken(path: Path, layout_of: LayoutOf, put: Callable[[bytes], str] | None) -> Iterator[Taken]:
    """Where every page of a file stands, and the page as read; one that cannot be read does not keep the others from
    it. The bytes a page was read from are `put` where they are to be kept, and named by the hash as `attachment`."""
    from desktop.devices.scans.picture import MOST_BYTES, page_count
    from desktop.devices.scans.reading import read_sheet
    from desktop.exchange.durable import read_whole

    try:
        data = read_whole(path, MOST_BYTES)
        count = page_count(data)
    except SiteFault as fault:
        yield {"file": str(path), "page": 1}, fault
        return
    kept: dict[str, Any] = {}
    for page in range(1, count + 1):
        where = {"file": str(path), "page": page}
        try:
            sheet = read_sheet(data, layout_of, page)
        except SiteFault as fault:
            if fault.code != "scan-blank" or count == 1:  # the back of a sheet, from a scanner that takes both sides
                yield where, fault
            continue
        if put is not None and not kept:
            kept["attachment"] = put(data)
        yield where | kept, sheet


def _page(
    run: Run, source: PrintSource, where: dict[str, Any], read: Sheet | SiteFault
) -> tuple[Sheet | None, dict[str, Any]]:
    """A page as JSON; `look` says in sentences what a person has to look at."""
    from desktop.press.reading.comparing import compare

    try:
        if isinstance(read, SiteFault):
            raise read
        found = compare(source, read) if read.identity.form == LIST else ()
    except SiteFault as fault:
        return None, where | run.answer.fault_data(fault) | {"look": [run.answer.wording.fault(fault)]}
    identity = read.identity
    return read, where | {
        "form": identity.form,
        "scope": identity.scope,
        "sheet": f"{identity.page}/{identity.pages}",
        "rows": [_row(row) for row in read.rows],
        "choices": [_choice(choice) for choice in read.choices],
        "differences": [{"kind": d.kind, "seat": d.seat, "who": d.who, "now": d.now} for d in found],
        "look": [_sentence(run, d) for d in found] or _doubts(run, read),
    }


def _row(row: Row) -> dict[str, Any]:
    return {"place": row.key, "seat": row.seat, "who": row.who, "signed": row.signed, "confidence": row.confidence}


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "question": choice.key,
        "chosen": choice.chosen,
        "doubtful": choice.doubtful,
        "confidence": choice.confidence,
    }


def _sentence(run: Run, difference: Difference) -> str:
    return run.answer.wording.text(
        difference.wording, seat=difference.seat, who=difference.who, now=difference.now or 0
    )


def _doubts(run: Run, sheet: Sheet) -> list[str]:
    """What cannot be told on a sheet that is not laid beside the record."""
    if not sheet.doubtful:
        return []
    places = sum(row.signed == "doubtful" for row in sheet.rows) + sum(c.doubtful for c in sheet.choices)
    return [run.answer.wording.text("scan-doubtful-places", count=places)]


def _left(run: Run, left: dict[str, tuple[str, ...]]) -> list[str]:
    words = run.answer.wording
    return [words.text("scan-unlisted", room=room, who="、".join(who)) for room, who in left.items()]


def _text(page: dict[str, Any]) -> str:
    head = f"{page['file']} 第 {page['page']} 页"
    if "form" not in page:
        return f"{head}：{page['look'][0]}"
    signed = sum(row["signed"] == "yes" for row in page["rows"])
    title = f"{head}：{page['form']} {page['scope']}（{page['sheet']}），签字 {signed} 处"
    return "\n".join([title, *(f"  {line}" for line in page["look"])])
