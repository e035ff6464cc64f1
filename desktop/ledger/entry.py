"""One entry of the record (contract, "Entry").

Two ways in: `parse_entry` and `entry_from_data` for what strangers hand over (every shape is checked, nothing but
`Malformed` comes out), and `trusted_entry` for lines this program checked before it stored them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import Any, Final

from desktop.ledger.canonical import LARGEST, NotCanonical, canonical_text, check

FORMAT: Final = 1
NO_HASH: Final = "0" * 64
ENROLLED: Final = "desk-enrolled"
ROLES: Final = ("control", "door", "room", "custody", "office")


class Malformed(ValueError):
    """A line or object that is no entry. `reason` says why, for the log; the verdict is `malformed` in any case."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact, hashed and signed. Members and units as in the contract: times in UTC milliseconds, `time` the hybrid
    clock's (milliseconds, counter), `offset` site reference minus desk clock, `hash` lower-case hexadecimal,
    `signature` Base64. `data` is a plain dict that nobody may change."""

    v: int
    record: str
    desk: str
    number: int
    time: tuple[int, int]
    wall: int
    offset: int | None
    officers: tuple[str, ...]
    kind: str
    edition: int
    about: tuple[str, ...]
    data: Mapping[str, Any] = field(hash=False)
    previous: str
    hash: str
    signature: str
    line: bytes | None = field(default=None, init=False, repr=False, compare=False)
    """What `entry_line` gives, where sealing has come by it anyway; else it is written anew."""


class _Open:
    """An Entry while it is filled in. Same slots, so that it can turn into one: setting fifteen members of a frozen
    dataclass costs half as much as parsing the line did."""

    __slots__ = Entry.__slots__


def trusted_entry(obj: Mapping[str, Any], line: bytes | None = None) -> Entry:
    """An entry from parsed JSON that was checked before. No check is made here; a missing member is a KeyError."""
    made: Any = _Open()
    made.v = obj["v"]
    made.record = obj["record"]
    made.desk = obj["desk"]
    made.number = obj["number"]
    made.time = tuple(obj["time"])
    made.wall = obj["wall"]
    made.offset = obj["offset"]
    made.officers = tuple(obj["officers"])
    made.kind = obj["kind"]
    made.edition = obj["edition"]
    made.about = tuple(obj["about"])
    made.data = obj["data"]
    made.previous = obj["previous"]
    made.hash = obj["hash"]
    made.signature = obj["signature"]
    made.line = line
    made.__class__ = Entry
    done: Entry = made
    return done


# --- writing -------------------------------------------------------------------------------------------------------

_quote: Any = json.encoder.encode_basestring


def _pieces(
    about: Iterable[str],
    data: Mapping[str, Any],
    desk: str,
    edition: int,
    kind: str,
    number: int,
    officers: Iterable[str],
    offset: int | None,
    previous: str,
    record: str,
    time: Sequence[int],
    v: int,
    wall: int,
) -> tuple[str, str, str]:
    """Canonical text in three pieces; `hash` stands between the first two, `signature` between the last two.

    The data is the only part that needs an encoder; keys are written in their canonical order by hand, so that the
    hashed text and the line come out of one pass.
    """
    first, second = time
    head = (
        f'{{"about":[{",".join(map(_quote, about))}],"data":{canonical_text(data)},'
        f'"desk":{_quote(desk)},"edition":{edition},'
    )
    middle = (
        f'"kind":{_quote(kind)},"number":{number},"officers":[{",".join(map(_quote, officers))}],'
        f'"offset":{"null" if offset is None else offset},"previous":{_quote(previous)},"record":{_quote(record)},'
    )
    return head, middle, f'"time":[{first},{second}],"v":{v},"wall":{wall}}}'


_HASHED: Final = (
    *("about", "data", "desk", "edition", "kind", "number", "officers", "offset", "previous", "record"),
    *("time", "v", "wall"),
)
MEMBERS: Final = frozenset((*_HASHED, "hash", "signature"))
_in_order: Any = itemgetter(*_HASHED)
_in_order_of: Any = attrgetter(*_HASHED)


def _joined(pieces: tuple[str, str, str], digest: str, signature: str) -> str:
    head, middle, tail = pieces
    return f'{head}"hash":{_quote(digest)},{middle}"signature":{_quote(signature)},{tail}'


def body(members: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed: canonical JSON of the members without `hash` and `signature`."""
    return "".join(_pieces(*_in_order(members))).encode()


def sealed_entry(
    sign: Callable[[bytes], str],
    *,
    record: str,
    desk: str,
    number: int,
    time: tuple[int, int],
    wall: int,
    offset: int | None,
    officers: tuple[str, ...],
    kind: str,
    edition: int,
    about: tuple[str, ...],
    data: Mapping[str, Any],
    previous: str,
) -> Entry:
    """The entry of members that were checked: hashed, then signed by `sign`, digest to Base64. UnicodeEncodeError for a
    lone surrogate. The text is made once, for the hash and for the line."""
    pieces = _pieces(about, data, desk, edition, kind, number, officers, offset, previous, record, time, FORMAT, wall)
    digest = hashlib.sha256("".join(pieces).encode()).digest()
    made: Any = _Open()
    made.v = FORMAT
    made.record = record
    made.desk = desk
    made.number = number
    made.time = time
    made.wall = wall
    made.offset = offset
    made.officers = officers
    made.kind = kind
    made.edition = edition
    made.about = about
    made.data = data
    made.previous = previous
    made.hash = digest.hex()
    made.signature = sign(digest)
    made.line = _joined(pieces, made.hash, made.signature).encode()
    made.__class__ = Entry
    done: Entry = made
    return done


def entry_to_data(entry: Entry) -> dict[str, Any]:
    """The contract's JSON object, ready for any JSON writer."""
    return {
        "v": entry.v,
        "record": entry.record,
        "desk": entry.desk,
        "number": entry.number,
        "time": list(entry.time),
        "wall": entry.wall,
        "offset": entry.offset,
        "officers": list(entry.officers),
        "kind": entry.kind,
        "edition": entry.edition,
        "about": list(entry.about),
        "data": dict(entry.data),
        "previous": entry.previous,
        "hash": entry.hash,
        "signature": entry.signature,
    }


def entry_line(entry: Entry) -> bytes:
    """The entry in canonical JSON, without a line end."""
    if entry.line is not None:
        return entry.line
    return _joined(_pieces(*_in_order_of(entry)), entry.hash, entry.signature).encode()


# --- reading what strangers hand over ------------------------------------------------------------------------------


def _integer(digits: str) -> int:
    value = int(digits)
    if -LARGEST <= value <= LARGEST:
        return value
    raise Malformed("an integer beyond 2^53-1")


def _no_float(text: str) -> Any:
    raise Malformed("a number that is no integer")


_decode = json.JSONDecoder(parse_int=_integer, parse_float=_no_float, parse_constant=_no_float).decode


def read_line(line: bytes) -> tuple[dict[str, Any], bytes]:
    """The checked members of one canonical line, and the bytes its `hash` must be of.

    Raises Malformed for anything else: other JSON, another spelling of the same JSON (spaces, key order, escapes,
    duplicate keys), CRLF, wrong types, numbers out of range, nesting without end.
    """
    try:
        text = line.decode()
        obj = _decode(text)
        _check_shape(obj)
        pieces = _pieces(*_in_order(obj))
        if _joined(pieces, obj["hash"], obj["signature"]) != text:
            raise Malformed("not canonical")
        return obj, "".join(pieces).encode()
    except Malformed:
        raise
    except RecursionError:
        raise Malformed("nested too deeply") from None
    except UnicodeError:
        raise Malformed("not UTF-8") from None
    except ValueError as fault:
        raise Malformed(f"no JSON: {type(fault).__name__}") from None


def parse_entry(line: bytes) -> Entry:
    """One entry from its canonical line without line end. Checks its shape, not hash or signature. Raises Malformed."""
    return trusted_entry(read_line(line)[0])


def entry_from_data(obj: Any) -> Entry:
    """One entry from parsed JSON of any origin. Checks its shape, not hash or signature. Raises Malformed."""
    try:
        _check_shape(obj)
        check(obj)
        body(obj)
    except RecursionError:
        raise Malformed("nested too deeply") from None
    except UnicodeError:
        raise Malformed("a lone surrogate") from None
    except NotCanonical as fault:
        raise Malformed(str(fault)) from None
    return trusted_entry(obj)


def _strings(value: Any) -> bool:
    if type(value) is not list:
        return False
    for item in value:  # noqa: SIM110 - half the time of all() over a generator, and this runs for every line
        if type(item) is not str:
            return False
    return True


def _check_shape(obj: Any) -> None:
    """Exactly the members of the contract with their types."""
    if type(obj) is not dict or obj.keys() != MEMBERS:
        raise Malformed("not the members of an entry")
    for name in ("record", "desk", "kind", "previous", "hash", "signature"):
        if type(obj[name]) is not str:
            raise Malformed(f"{name} is no string")
    for name in ("v", "number", "wall", "edition"):
        if type(obj[name]) is not int:
            raise Malformed(f"{name} is no integer")
    offset, time, about = obj["offset"], obj["time"], obj["about"]
    if offset is not None and type(offset) is not int:
        raise Malformed("offset is neither integer nor null")
    if type(time) is not list or len(time) != 2 or type(time[0]) is not int or type(time[1]) is not int:
        raise Malformed("time is no pair of integers")
    if not _strings(obj["officers"]) or not _strings(about) or not about:
        raise Malformed("officers and about are arrays of strings, about with one at least")
    if type(obj["data"]) is not dict:
        raise Malformed("data is no object")
    if obj["v"] != FORMAT or obj["number"] < 1:
        raise Malformed("another format, or a number below 1")


def digest_of(hashed: bytes) -> str:
    """`hash` of the bytes `body` gives."""
    return hashlib.sha256(hashed).hexdigest()
