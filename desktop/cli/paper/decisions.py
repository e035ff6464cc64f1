"""What somebody has to decide before a print, told; what is left off; and how far one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.cli.shared import Run
from desktop.exam.day.balance import counts_blind
from desktop.faults import SiteFault

if TYPE_CHECKING:
    from desktop.press.printing import Flag
    from desktop.press.source import PrintSource
    from desktop.store.home import Home

SHOWN = 40


def source_of(run: Run, home: Home, show_counts: bool) -> PrintSource:
    """What to print from. What a room has counted is left off until the office has counted it, unless this is the
    room's own desk or somebody asked for it in so many words."""
    source = run.parts.print_source(home)
    role = source.record.opened.role if source.record is not None else ""
    return replace(source, blind=not show_counts and counts_blind(role))


def hidden_note(run: Run, rooms: Sequence[str]) -> str:
    """Which rooms' counts were left off, as a line of its own; nothing for none."""
    return "\n" + run.answer.wording.text("press-hidden", rooms="、".join(rooms)) if rooms else ""


def undecided(run: Run, fault: SiteFault) -> None:
    """What has to be decided first: listed, exit 1, nothing written. Any other fault is left to go on."""
    from desktop.press.printing import FlagsFound

    if fault.code not in ("print-flags", "print-again"):
        return
    found = fault.flags if isinstance(fault, FlagsFound) else ()
    data = {"file": None, "pages": 0, "flags": [flag_data(f) for f in found], **run.answer.fault_data(fault)}
    facts = {**fault.facts, "list": notes(run, found).removeprefix("\n")} if found else fault.facts
    if run.answer.as_json:
        run.answer.refuse(data, "")
    run.answer.aside(run.answer.wording.text(f"fault-{fault.code}", **facts))
    run.answer.refuse(data, "")


def flag_data(flag: Flag) -> dict[str, str]:
    return {
        "kind": flag.kind,
        "subject": flag.subject,
        "value": flag.value,
        "detail": flag.detail,
        "message": flag.sentence,
    }


def notes(run: Run, flags: Sequence[Flag]) -> str:
    """The flags a line each, as many as somebody reads; `--json` has them all."""
    lines = [f"\n! {flag.sentence}" for flag in flags[:SHOWN]]
    if len(flags) > SHOWN:
        lines.append("\n" + run.answer.wording.text("press-more-flags", count=len(flags) - SHOWN))
    return "".join(lines)


def tell(run: Run, text: str) -> None:
    """Progress, for people; a program waits for the answer."""
    if not run.answer.as_json:
        run.answer.aside(text)
