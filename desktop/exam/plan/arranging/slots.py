"""Sittings that overlap in time: they share rooms and people, and nobody and no room can be in two at once."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.exam.plan.model import Sitting


def overlapping(sittings: Sequence[Sitting]) -> tuple[tuple[Sitting, ...], ...]:
    """The sittings in clusters, each in order of start. A chain of overlaps is one cluster, which may lock a room a
    little longer than needed but never too short."""
    out: list[list[Sitting]] = []
    until = 0
    for sitting in sorted(sittings, key=lambda t: (t.start, t.end, t.id)):
        if out and sitting.start < until:
            out[-1].append(sitting)
            until = max(until, sitting.end)
        else:
            out.append([sitting])
            until = sitting.end
    return tuple(tuple(cluster) for cluster in out)
