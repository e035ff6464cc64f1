from __future__ import annotations

import enum
from types import MappingProxyType

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from desktop.ledger.canonical import LARGEST, NotCanonical, canonical

text = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=5),
    max_leaves=20,
)


@given(values)
def test_the_fast_path_writes_what_rfc8785_writes(value: object) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(
    st.dictionaries(
        st.sampled_from(["a", "z", "é", "中", "\ue000", "\uffff", "\U00010000", "𠮷", "€"]), st.integers(0, 9)
    )
)
def test_keys_beyond_the_basic_plane_sort_by_utf16(value: dict[str, int]) -> None:
    assert canonical(value) == rfc8785.dumps(value)


def test_utf16_order_differs_from_code_point_order() -> None:
    assert canonical({"\ue000": 1, "𠮷": 2}) == '{"𠮷":2,"\ue000":1}'.encode()


def test_control_characters_are_escaped_as_the_standard_says() -> None:
    wanted = r'"\u0000\b\t\n\u000b\f\r\u001f\"\\/' + '\x7f é"'
    assert canonical('\x00\x08\t\n\x0b\x0c\r\x1f"\\/\x7f é') == wanted.encode()


class Level(enum.IntEnum):
    five = 5


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        float("inf"),
        {"a": [1.5]},
        LARGEST + 1,
        -LARGEST - 1,
        10**400,
        "\ud800",
        {"\udfff": 1},
        {1: "a"},
        {None: 1},
        b"bytes",
        {1, 2},
        object(),
        Level.five,
    ],
)
def test_what_two_programs_could_write_differently_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_nesting_without_end_is_refused() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(NotCanonical):
        canonical(deep)


def test_the_largest_integers_tuples_and_read_only_mappings_are_welcome() -> None:
    assert canonical((LARGEST, -LARGEST)) == b"[9007199254740991,-9007199254740991]"
    assert canonical(MappingProxyType({"b": (), "a": MappingProxyType({})})) == b'{"a":{},"b":[]}'
