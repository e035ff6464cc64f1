from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.devices.resident.vendor_wire import (
    CALLS,
    FAILURES,
    LONGEST,
    Answered,
    Asked,
    MessageParser,
    WireError,
    read_answered,
    read_asked,
    write_answered,
    write_asked,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["n", "status", "data"]), inner),
    max_leaves=6,
)
ANSWERS = st.builds(Answered, st.integers(0, 2**31), st.integers(-(2**31), 2**31 - 1), st.binary(max_size=300))


@pytest.mark.parametrize("name", ["vendor_wire", "vendor_process"])
def test_an_old_python_without_anything_installed_runs_the_other_end(name: str) -> None:
    path = Path(__file__).parents[3] / "desktop" / "devices" / "resident" / f"{name}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 8))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    foreign = {module for module in modules if module.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign <= {"desktop.devices.resident.vendor_wire"}


def bodies(stream: bytes) -> list[bytes]:
    return MessageParser().feed(stream)


@given(st.integers(0, 2**31), st.sampled_from(CALLS), st.integers(0, 2000))
def test_a_question_arrives_as_it_was_asked(n: int, call: str, port: int) -> None:
    asked = Asked(n, call, port)
    assert [read_asked(body) for body in bodies(write_asked(asked))] == [asked]


@given(st.lists(ANSWERS, max_size=5), st.lists(st.integers(0, 2000), max_size=5))
def test_answers_arrive_as_they_were_given_however_they_are_cut(answers: list[Answered], cuts: list[int]) -> None:
    stream = b"".join(map(write_answered, answers))
    parser, found, at = MessageParser(), [], 0
    for cut in [*sorted(cuts), len(stream)]:
        found += [read_answered(body) for body in parser.feed(stream[at:cut])]
        at = max(at, cut)
    assert found == answers


@pytest.mark.parametrize("reason", FAILURES)
def test_why_there_is_no_library_arrives(reason: str) -> None:
    assert read_answered(bodies(write_answered(Answered(0, failed=reason)))[0]).failed == reason


def test_data_without_end_are_cut_where_they_cannot_be_a_card_s() -> None:
    assert len(read_answered(bodies(write_answered(Answered(1, 0x90, bytes(10**6))))[0]).data) == 16384


@pytest.mark.parametrize("length", [0, 1, LONGEST + 1, 2**32 - 1])
def test_a_length_that_cannot_be_ends_the_conversation(length: int) -> None:
    with pytest.raises(WireError):
        bodies(length.to_bytes(4, "big") + b"{}" * 10)


@pytest.mark.parametrize(
    "said",
    [
        b"[]",
        b"{}",
        b"nul",
        b"[" * 60000,
        b'{"n": 1, "status": 144}',
        b'{"n": 1, "status": 144, "data": "zz"}',
        b'{"n": 1, "status": 144, "data": 5}',
        b'{"n": true, "status": 144, "data": ""}',
        b'{"n": 1, "status": 1e3, "data": ""}',
        b'{"n": 1, "status": 4294967296, "data": ""}',
        b'{"n": 1, "status": 144, "data": "", "more": 1}',
        b'{"n": 1, "failed": "for no reason"}',
        b'{"n": 1, "failed": []}',
        b'{"n": 1, "status": 144, "data": "' + b"00" * 16385 + b'"}',
        b'{"n": 1' + b"1" * 5000 + b', "status": 144, "data": ""}',
        "{}é".encode(),
    ],
    ids=range(16),
)
def test_what_is_no_answer_is_refused(said: bytes) -> None:
    with pytest.raises(WireError):
        read_answered(said)


@given(st.one_of(st.binary(max_size=200), JSON.map(lambda value: json.dumps(value).encode())))
def test_any_bytes_are_an_answer_a_question_or_a_wire_error(said: bytes) -> None:
    for read in (read_answered, read_asked):
        try:
            told = read(said)
        except WireError:
            continue
        assert isinstance(told, (Answered, Asked))


@given(st.lists(st.binary(max_size=100), max_size=10))
def test_any_stream_is_messages_or_a_wire_error_and_is_not_hoarded(pieces: list[bytes]) -> None:
    parser = MessageParser()
    try:
        for piece in pieces:
            for body in parser.feed(piece):
                assert 2 <= len(body) <= LONGEST
    except WireError:
        return
    assert len(parser._rest) <= LONGEST + 4
