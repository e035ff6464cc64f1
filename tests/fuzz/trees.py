"""Objects of tag, length and value (ISO 8825-1), spoiled deep inside: the lengths around the place are put right again,
so that a parser gets as far as the place itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from tests.fuzz.mutation import MOST, spoiled

_DEEPEST = 16


@dataclass(frozen=True, slots=True)
class Node:
    """One object of a seed by where its head begins, its value begins and it ends; `around` are those it lies in."""

    start: int
    value: int
    end: int
    around: tuple[tuple[int, int, int], ...]


def spoiled_tree(rng: Random, seeds: Sequence[bytes]) -> bytes:
    """Half of the time as any bytes, else one object of one seed: its value, its length, its tag, its neighbours."""
    if rng.random() < 0.5:
        return spoiled(rng, seeds)
    data = rng.choice(seeds)
    nodes = nodes_of(data)
    if not nodes:
        return spoiled(rng, seeds)
    node = nodes[int(rng.random() * len(nodes))]
    head, value = data[node.start : node.value], data[node.value : node.end]
    whole = _changed(rng, head, value, [data[n.start : n.end] for n in rng.sample(nodes, min(2, len(nodes)))])
    data = data[: node.start] + whole + data[node.end :]
    grown = len(whole) - (node.end - node.start)
    for start, begin, end in reversed(node.around):
        tag = _tag_of(data[start:begin])
        inside = data[begin : end + grown]
        again = tag + length_of(len(inside)) + inside
        data = data[:start] + again + data[end + grown :]
        grown = len(again) - (end - start)
    return data[:MOST]


def _changed(rng: Random, head: bytes, value: bytes, others: Sequence[bytes]) -> bytes:
    tag = _tag_of(head)
    match int(rng.random() * 9):
        case 0 | 1 | 2:
            value = spoiled(rng, [value])
        case 3:
            value = b""
        case 4:
            return tag + rng.choice((b"\x80", b"\x81", b"\x84\xff\xff\xff\xff", b"\x83\xff\xff\xff", b"\xff")) + value
        case 5:
            return tag + length_of(max(0, len(value) + rng.choice((-1, 1, 2, 100)))) + value
        case 6:
            tag = rng.choice((b"\x30", b"\x02", b"\x04", b"\x06", b"\x5f", b"\x7f\xff\xff\xff", rng.randbytes(1)))
        case 7:
            value = rng.choice(others)
        case _:
            return (tag + length_of(len(value)) + value) * rng.choice((0, 2, 2, 300 if len(value) < 40 else 3))
    return tag + length_of(len(value)) + value


@lru_cache(maxsize=1024)
def nodes_of(data: bytes) -> tuple[Node, ...]:
    """Every object of a seed that is whole, outermost first. What is in a primitive object is looked into as well:
    signatures and keys hold objects in strings of bytes and bits."""
    found: list[Node] = []
    _walk(data, 0, len(data), (), found)
    return tuple(found)


def _walk(data: bytes, at: int, end: int, around: tuple[tuple[int, int, int], ...], found: list[Node]) -> bool:
    """Whether everything from `at` to `end` is objects."""
    before = len(found)
    while at < end:
        begin, after = _head(data, at, end)
        if not begin:
            del found[before:]
            return False
        found.append(Node(at, begin, after, around))
        if len(around) < _DEEPEST and after - begin >= 2:
            inside = (*around, (at, begin, after))
            if data[at] & 0x20 or data[at] == 0x04:
                _walk(data, begin, after, inside, found)
            elif data[at] == 0x03 and data[begin] == 0:
                _walk(data, begin + 1, after, inside, found)
        at = after
    return True


def _head(data: bytes, at: int, end: int) -> tuple[int, int]:
    """Where the value of the object at `at` begins and ends; (0, 0) for no object."""
    begin = at + len(_tag_of(data[at : at + 4]))
    if begin >= end:
        return 0, 0
    length = data[begin]
    begin += 1
    if length & 0x80:
        count = length & 0x7F
        if not 1 <= count <= 3:
            return 0, 0
        length = int.from_bytes(data[begin : begin + count], "big")
        begin += count
    return (begin, begin + length) if begin + length <= end else (0, 0)


def _tag_of(head: bytes) -> bytes:
    if head[:1] and head[0] & 0x1F == 0x1F:
        return head[:3] if len(head) > 2 and head[1] & 0x80 else head[:2]
    return head[:1]


def length_of(count: int) -> bytes:
    if count < 0x80:
        return bytes((count,))
    size = (count.bit_length() + 7) // 8
    return bytes((0x80 | size,)) + count.to_bytes(size, "big")
