"""What a home prints from: its record, or its draft plan while there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.exchange.rulefiles import RuleFolder
from desktop.faults import SiteFault
from desktop.operations.record import Record
from desktop.operations.rooms.printed import PrintedSeats
from desktop.operations.verdicts import photo_of
from desktop.press.source import PrintSource, from_plan, from_record
from desktop.store.home import Home
from desktop.wording import Wording


def print_source(home: Home, record: Callable[[], Record], rules: RuleFolder, labels: Path, blind: bool) -> PrintSource:
    """Over what `record` opens, or else over the draft; `blind` see PrintSource. Raises SiteFault no-plan."""
    words = Wording("zh-CN")  # paper always speaks Chinese
    try:
        source = replace(from_record(record(), words), log=home.prints)
    except SiteFault as fault:
        if fault.code != "not-enrolled":
            raise
        draft = home.plans.draft()
        if draft is None:
            raise SiteFault("no-plan") from None
        source = from_plan(draft, rules.rule_set(draft.rule_set), rules.protocols(), words)
        source = replace(source, log=PrintedSeats(home, home.prints))
    return replace(
        source,
        photos=lambda who: photo_of(home.attachments, who),
        keep=home.attachments.put,
        labels=(labels,),
        blind=blind,
    )
