"""What was tried, as a table, and what was found, each with its input."""

from __future__ import annotations

from collections.abc import Mapping

from tests.fuzz.running import Came, Finding, Tally

_SHOWN = 400


def table(came: Came) -> str:
    lines = [f"{'parser':<18}{'inputs':>12}{'taken':>12}{'refused':>12}{'longest ms':>12}{'a second':>12}"]
    lines += [_row(name, tally) for name, tally in came.tallies.items()]
    lines.append(_row("broken off" if came.broken_off else "all", _sum(came.tallies)))
    for finding in distinct(came):
        data = finding.data.hex()
        shown = data if len(data) <= _SHOWN else f"{data[:_SHOWN]}... ({len(finding.data)} bytes)"
        lines.append(f"\n{finding.parser}: {finding.what}\n    {shown}")
    return "\n".join(lines)


def distinct(came: Came) -> list[Finding]:
    """One of each kind, the shortest input of it."""
    found: dict[tuple[str, str], Finding] = {}
    for finding in sorted(came.findings, key=lambda one: len(one.data)):
        found.setdefault((finding.parser, finding.what), finding)
    return list(found.values())


def _row(name: str, t: Tally) -> str:
    rate = t.inputs / t.seconds if t.seconds else 0.0
    return f"{name:<18}{t.inputs:>12,}{t.taken:>12,}{t.refused:>12,}{t.longest:>12.1f}{rate:>12,.0f}"


def _sum(tallies: Mapping[str, Tally]) -> Tally:
    whole = Tally()
    for tally in tallies.values():
        whole.add(tally)
    return whole
