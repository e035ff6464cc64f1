from __future__ import annotations

import dataclasses
import json
import pickle

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from desktop.ledger.canonical import canonical
from desktop.ledger.entry import (
    Malformed,
    body,
    digest_of,
    entry_from_data,
    entry_line,
    entry_to_data,
    parse_entry,
    trusted_entry,
)
from tests.ledger.records import desk_of
from tests.ledger.test_canonical import text, values

ENTRY = desk_of(1, 3)[2]
LINE = entry_line(ENTRY)


def with_text(old: str, new: str) -> bytes:
    line = LINE.decode()
    assert line.count(old) == 1
    return line.replace(old, new).encode()


@given(about=st.lists(text, min_size=1), officers=st.lists(text), kind=text, data=st.dictionaries(text, values))
def test_a_line_is_canonical_json_and_reads_back(about: list[str], officers: list[str], kind: str, data: dict) -> None:
    entry = dataclasses.replace(ENTRY, about=tuple(about), officers=tuple(officers), kind=kind, data=data)
    line = entry_line(entry)
    assert line == rfc8785.dumps(entry_to_data(entry))
    assert parse_entry(line) == entry
    assert trusted_entry(json.loads(line)) == entry
    assert entry_from_data(json.loads(line)) == entry


def test_the_hash_is_over_the_canonical_object_without_hash_and_signature() -> None:
    obj = entry_to_data(ENTRY)
    hashed = canonical({k: v for k, v in obj.items() if k not in ("hash", "signature")})
    assert body(obj) == hashed
    assert digest_of(hashed) == ENTRY.hash


def test_an_entry_is_frozen_comparable_hashable_and_picklable() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        ENTRY.number = 9  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(ENTRY)) == ENTRY
    assert len({ENTRY, parse_entry(LINE)}) == 1
    assert isinstance(parse_entry(LINE), type(ENTRY))


HOSTILE = {
    "empty": b"",
    "no JSON": b"{",
    "null": b"null",
    "a list": b"[]",
    "a string": b'"entry"',
    "no members": b"{}",
    "deep nesting": b'{"a":' * 100_000,
    "deep nesting, closed": b"[" * 100_000 + b"]" * 100_000,
    "deep data": with_text('"tries":[1,null]', '"tries":' + "[" * 5000 + "]" * 5000),
    "no UTF-8": LINE[:-2] + b"\xff}",
    "byte order mark": b"\xef\xbb\xbf" + LINE,
    "carriage return": LINE + b"\r",
    "a space": LINE + b" ",
    "a space inside": with_text('"v":1', '"v": 1'),
    "a line feed inside": with_text('"v":1', '"v":\n1'),
    "duplicate key": with_text('"seat":2', '"seat":2,"seat":2'),
    "duplicate member": with_text('"v":1', '"v":1,"v":1'),
    "key order": with_text('"late":false,"seat":2', '"seat":2,"late":false'),
    "escaped letter": with_text('"准予入场"', '"\\u51c6予入场"'),
    "escaped slash": with_text('"sitting":"s1"', '"sitting":"s\\/1"'),
    "lone surrogate": with_text('"sitting":"s1"', '"sitting":"\\ud800"'),
    "NaN": with_text('"seat":2', '"seat":NaN'),
    "infinity": with_text('"seat":2', '"seat":-Infinity'),
    "a float": with_text('"seat":2', '"seat":2.0'),
    "a float, short": with_text('"seat":2', '"seat":2.5'),
    "an exponent": with_text('"seat":2', '"seat":2e1'),
    "minus zero": with_text('"seat":2', '"seat":-0'),
    "leading zero": with_text('"seat":2', '"seat":02'),
    "a large integer": with_text('"seat":2', '"seat":9007199254740992'),
    "a huge integer": with_text('"seat":2', '"seat":' + "9" * 10_000),
    "wall a huge integer": with_text('"wall":1', '"wall":' + "9" * 30),
    "v a string": with_text('"v":1', '"v":"1"'),
    "v true": with_text('"v":1', '"v":true'),
    "another format": with_text('"v":1', '"v":2'),
    "number 0": with_text('"number":3', '"number":0'),
    "number negative": with_text('"number":3', '"number":-3'),
    "number null": with_text('"number":3', '"number":null'),
    "number true": with_text('"number":3', '"number":true'),
    "offset false": with_text('"offset":-35', '"offset":false'),
    "offset a string": with_text('"offset":-35', '"offset":"-35"'),
    "officers null": with_text('"officers":["p012","p013"]', '"officers":null'),
    "officers of numbers": with_text('"officers":["p012","p013"]', '"officers":[12]'),
    "officers a string": with_text('"officers":["p012","p013"]', '"officers":"p012"'),
    "about empty": with_text('"about":["candidate:c00002","room:r03"]', '"about":[]'),
    "about nested": with_text('"about":["candidate:c00002","room:r03"]', '"about":[["a"]]'),
    "time short": with_text('"time":[1795217401000,0]', '"time":[1795217401000]'),
    "time a number": with_text('"time":[1795217401000,0]', '"time":1795217401000'),
    "time of booleans": with_text('"time":[1795217401000,0]', '"time":[true,false]'),
    "desk a list": with_text(f'"desk":"{ENTRY.desk}"', '"desk":[]'),
    "kind null": with_text('"kind":"candidate-admitted"', '"kind":null'),
    "another member": with_text('"v":1', '"u":1,"v":1'),
    "a member less": with_text('"v":1,', ""),
}


@pytest.mark.parametrize("line", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_line_is_malformed_and_nothing_worse(line: bytes) -> None:
    with pytest.raises(Malformed):
        parse_entry(line)


@given(st.binary(max_size=60), st.integers(0, len(LINE)))
def test_random_bytes_are_malformed_and_nothing_worse(noise: bytes, at: int) -> None:
    for line in (noise, LINE[:at] + noise + b"\x00" + LINE[at:]):
        with pytest.raises(Malformed):
            parse_entry(line)


@pytest.mark.parametrize(
    "obj",
    [
        None,
        [],
        {},
        entry_to_data(ENTRY) | {"data": {"a": 1.5}},
        entry_to_data(ENTRY) | {"data": {"a": "\ud800"}},
        entry_to_data(ENTRY) | {"data": {1: 2}},
        entry_to_data(ENTRY) | {"wall": 2**53},
        entry_to_data(ENTRY) | {"kind": "\ud800"},
        entry_to_data(ENTRY) | {"x": 1},
    ],
)
def test_an_object_from_the_wire_is_checked_as_a_line_is(obj: object) -> None:
    with pytest.raises(Malformed):
        entry_from_data(obj)
