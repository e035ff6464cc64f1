"""Every entry judged again, in the order of the record, by rights and gates of its own instant: a second look that
trusts no desk. What one desk could not know of another shows here as well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.exam.decide import COMMANDS, find_target
from desktop.exam.fold import Fold, order_of
from desktop.exam.frame.command import Command, Refused, Signature, Spec
from desktop.exam.frame.context import Context
from desktop.exam.frame.gates import check_gate
from desktop.exam.frame.rights import check_rights
from desktop.exam.frame.state import Recorded
from desktop.operations.record import Record
from desktop.operations.reporting.heading import at_of


def _writers() -> Mapping[str, tuple[Spec, ...]]:
    out: dict[str, list[Spec]] = defaultdict(list)
    for spec in COMMANDS.values():
        for kind in spec.writes:
            out[kind].append(spec)
    return {kind: tuple(specs) for kind, specs in out.items()}


WRITERS = _writers()
"""kind of entry -> the commands that write it."""


@dataclass
class Judged:
    """What the second look found for one command."""

    entries: int = 0
    unsigned: list[Recorded] = field(default_factory=list)
    untimely: list[Recorded] = field(default_factory=list)
    first: Recorded | None = None


def replay(record: Record) -> dict[str, Judged]:
    """command -> what its entries came to. A command's accompanying entries are judged with its first one."""
    opened = record.opened
    fold = Fold()
    ctx = Context(record.index, opened.rules, opened.protocols, fold.state, record.context().corrections)
    out: dict[str, Judged] = defaultdict(Judged)
    for entry in sorted(_entries(record), key=order_of):
        specs = WRITERS.get(entry.kind, ())
        if specs:
            _judge(ctx, specs, entry, out)
        fold.take(entry)
    return dict(out)


def _entries(record: Record) -> list[Recorded]:
    """All entries that are about anything, each once."""
    found = {(e.desk, e.number): e for key in record.state.values for e in record.fold.history(key)}
    return list(found.values())


def _judge(ctx: Context, specs: tuple[Spec, ...], entry: Recorded, out: dict[str, Judged]) -> None:
    """Against every command that could have written it: the first that fits takes it, else the first of all."""
    own = sorted(specs, key=lambda spec: entry.kind != spec.writes[0])
    verdicts = [(spec, *_against(ctx, spec, entry)) for spec in own if entry.kind == spec.writes[0] or len(own) > 1]
    if not verdicts:
        return
    spec, signed, timely = next((v for v in verdicts if v[1] and v[2]), verdicts[0])
    judged = out[spec.name]
    judged.entries += 1
    judged.first = judged.first or entry
    if not signed:
        judged.unsigned.append(entry)
    if not timely:
        judged.untimely.append(entry)


def _against(ctx: Context, spec: Spec, entry: Recorded) -> tuple[bool, bool]:
    """(signed by those who may, allowed then) for one command. What it is about must fit it."""
    named = sorted(entry.about, key=lambda about: about.partition(":")[0] != spec.about)
    targets = ((about, find_target(ctx, spec, about)) for about in named)
    about, target = next(((a, t) for a, t in targets if not isinstance(t, Refused)), ("", None))
    if target is None:
        return False, False
    at = at_of(entry)
    command = Command(spec.name, about, signatures=tuple(Signature(o, at) for o in entry.officers))
    signed = check_rights(ctx, command, target, at) is None
    timely = not spec.gated or check_gate(ctx, spec.name, target, at) is None
    return signed, timely
