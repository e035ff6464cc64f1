"""Objects of tag, length and value (ISO 8825-1 in its definite form; ISO 7816-4): read flat, one level a call.

Nothing here calls itself, so a file cannot nest deeper than the code that asks for it. A length beyond the bytes there
are, an indefinite length and a tag of more than three bytes are refused.
"""

from __future__ import annotations

from typing import NamedTuple

# More siblings than any file of a travel document has.
MOST_OBJECTS = 4096


class TlvError(Exception):
    """The bytes are no such object."""


class Object(NamedTuple):
    """One object. `raw` is the whole of it, for hashes and signatures."""

    tag: int
    value: bytes
    raw: bytes


def head(data: bytes, start: int = 0) -> tuple[int, int, int]:
    """Tag, where the value starts and where it ends; the value itself need not be there yet. Raises TlvError."""
    at = start
    if at >= len(data):
        raise TlvError("no tag")
    tag = data[at]
    at += 1
    if tag & 0x1F == 0x1F:
        for _ in range(2):
            if at >= len(data):
                raise TlvError("the tag is cut off")
            more = data[at]
            tag = tag << 8 | more
            at += 1
            if not more & 0x80:
                break
        else:
            raise TlvError("a tag of more than three bytes")
    if at >= len(data):
        raise TlvError("no length")
    length = data[at]
    at += 1
    if length >= 0x80:
        count = length & 0x7F
        if not 1 <= count <= 3:
            raise TlvError("an indefinite length, or one of more than three bytes")
        if at + count > len(data):
            raise TlvError("the length is cut off")
        length = int.from_bytes(data[at : at + count], "big")
        at += count
    return tag, at, at + length


def one(data: bytes, start: int = 0) -> tuple[Object, int]:
    """The object at `start` and where the next one would begin. Raises TlvError."""
    tag, begin, end = head(data, start)
    if end > len(data):
        raise TlvError("longer than what is there")
    return Object(tag, data[begin:end], data[start:end]), end


def objects(data: bytes) -> list[Object]:
    """All objects side by side; every byte belongs to one. Raises TlvError."""
    found: list[Object] = []
    at = 0
    while at < len(data):
        item, at = one(data, at)
        found.append(item)
        if len(found) > MOST_OBJECTS:
            raise TlvError("too many objects")
    return found


def inside(data: bytes, *tags: int) -> bytes:
    """The value at the end of a path of tags, the first object of each. Raises TlvError if one is missing."""
    for tag in tags:
        data = first(objects(data), tag).value
    return data


def only(data: bytes, tag: int) -> bytes:
    """The value of the object that `data` starts with, which must be `tag`. What follows is a file's filling and left
    alone. Raises TlvError."""
    item, _ = one(data)
    if item.tag != tag:
        raise TlvError(f"{item.tag:X} in place of {tag:X}")
    return item.value


def first(items: list[Object], tag: int) -> Object:
    """The first with that tag. Raises TlvError if there is none."""
    for item in items:
        if item.tag == tag:
            return item
    raise TlvError(f"no {tag:X}")


def number(value: bytes) -> int:
    """A DER INTEGER's value. Raises TlvError for none, or one longer than any key here."""
    if not 1 <= len(value) <= 2049:
        raise TlvError("no integer of this size is used")
    return int.from_bytes(value, "big", signed=True)


def oid(value: bytes) -> str:
    """A DER OBJECT IDENTIFIER in dots. Raises TlvError."""
    if not 1 <= len(value) <= 64 or value[-1] & 0x80:
        raise TlvError("no object identifier")
    arcs: list[int] = []
    arc = 0
    for byte in value:
        arc = arc << 7 | byte & 0x7F
        if not byte & 0x80:
            arcs.append(arc)
            arc = 0
    top = min(arcs[0] // 40, 2)
    return ".".join(str(part) for part in (top, arcs[0] - 40 * top, *arcs[1:]))


def oid_bytes(dotted: str) -> bytes:
    """The DER value of an identifier written in dots."""
    arcs = [int(part) for part in dotted.split(".")]
    out = bytearray()
    for arc in (arcs[0] * 40 + arcs[1], *arcs[2:]):
        part = [arc & 0x7F]
        while arc := arc >> 7:
            part.append(arc & 0x7F | 0x80)
        out += bytes(reversed(part))
    return bytes(out)


def encode(tag: int, value: bytes) -> bytes:
    """The object as bytes, its length in the shortest form."""
    name = tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big")
    size = len(value)
    if size < 0x80:
        return name + bytes((size,)) + value
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return name + bytes((0x80 | len(length),)) + length + value
