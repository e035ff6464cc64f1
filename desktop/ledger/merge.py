"""Bringing entries of several desks together: order of folding, version vectors, what the other side lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop.ledger.entry import Entry


def fold_key(entry: Entry) -> tuple[tuple[int, int], str, int]:
    """State is folded in this order (contract, "Order and state")."""
    return entry.time, entry.desk, entry.number


def chain_key(entry: Entry) -> tuple[str, int]:
    """Files and exchange go in this order."""
    return entry.desk, entry.number


def order(entries: Iterable[Entry]) -> list[Entry]:
    """Sorted for folding."""
    return sorted(entries, key=fold_key)


def versions(entries: Iterable[Entry]) -> dict[str, int]:
    """desk to the last number up to which nothing is missing. A desk whose number 1 is missing is not named."""
    found: dict[str, set[int]] = {}
    for e in entries:
        found.setdefault(e.desk, set()).add(e.number)
    out: dict[str, int] = {}
    for desk, numbers in found.items():
        last = 0
        while last + 1 in numbers:
            last += 1
        if last:
            out[desk] = last
    return out


def lacking(entries: Iterable[Entry], known: Mapping[str, int]) -> list[Entry]:
    """What someone who has `known` (desk to last number) lacks, by desk and number."""
    return sorted((e for e in entries if e.number > known.get(e.desk, 0)), key=chain_key)
