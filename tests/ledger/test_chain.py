from __future__ import annotations

import base64
import hashlib
import hmac

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from desktop.ledger.canonical import NotCanonical
from desktop.ledger.chain import Chain, Draft
from desktop.ledger.clock import HybridClock, after
from desktop.ledger.keys import DeskKey, decode_base64, desk_id_of, proof_of
from tests.ledger.records import MORNING, RECORD, SECRET, key

times = st.tuples(st.integers(0, 50), st.integers(0, 3))


def test_a_key_survives_its_bytes_and_gives_the_contracts_desk_id() -> None:
    made = DeskKey.generate()
    again = DeskKey.from_bytes(made.raw)
    assert again.public == made.public
    assert len(made.raw) == len(made.public) == 32
    assert made.desk_id == desk_id_of(made.public) == hashlib.sha256(made.public).hexdigest()[:16]
    assert proof_of(b"s", made.public) == hmac.new(b"s", made.public, "sha256").hexdigest()


@pytest.mark.parametrize("text", ["", "=", "AAA=", "A" * 43, "AB==", "AA==\n", " AA==", "A-==", "é", "\ud800"])
def test_only_one_spelling_of_base64_counts(text: str) -> None:
    assert decode_base64(text, 1) is None


def test_base64_of_the_right_size_is_read() -> None:
    assert decode_base64("AA==", 1) == b"\0"
    assert decode_base64("AA==", 2) is None


def test_sealing_does_not_move_the_chain_and_advancing_does() -> None:
    chain = Chain(RECORD, key(1))
    first = chain.enrol("north gate", "door", SECRET, wall=MORNING)
    assert chain.enrol("north gate", "door", SECRET, wall=MORNING) == first
    chain.advance(first)
    second = chain.seal("phase-told", ["site:1"], {"a": 1}, ["p001"], 2, wall=MORNING, offset=12)
    assert (second.number, second.previous, second.time) == (2, first.hash, (MORNING, 1))
    assert (second.officers, second.edition, second.offset) == (("p001",), 2, 12)
    digest = bytes.fromhex(second.hash)
    Ed25519PublicKey.from_public_bytes(key(1).public).verify(base64.b64decode(second.signature), digest)


def test_several_drafts_are_sealed_one_after_another() -> None:
    chain = Chain(RECORD, key(1))
    chain.advance(chain.enrol("a", "door", SECRET, wall=MORNING))
    two = chain.seal_all([Draft("a", ["x:1"], {}), Draft("b", ["x:1"], {})], wall=MORNING + 5)
    assert [e.number for e in two] == [2, 3]
    assert two[1].previous == two[0].hash
    assert two[1].time > two[0].time
    assert chain.head is not None
    assert chain.head.number == 1
    one = chain.seal("a", ["x:1"], {}, wall=MORNING + 5)
    assert one == two[0]


@pytest.mark.parametrize("data", [{"a": 1.5}, {"a": 2**60}, {"a": "\ud800"}, {"a": b""}])
def test_data_no_record_may_hold_is_not_sealed(data: dict[str, object]) -> None:
    with pytest.raises(NotCanonical):
        Chain(RECORD, key(1)).seal("a", ["x:1"], data, wall=1)


def test_an_entry_about_nothing_is_not_sealed() -> None:
    with pytest.raises(NotCanonical):
        Chain(RECORD, key(1)).seal("a", [], {}, wall=1)


@given(st.lists(st.integers(0, 50) | times, max_size=30))
def test_the_clock_only_goes_forward_whatever_it_is_told(
    steps: list[int | tuple[int, int]],
) -> None:
    clock, seen = HybridClock(), (0, 0)
    for step in steps:
        if isinstance(step, tuple):
            clock.observe(step)
            seen = max(seen, step)
        else:
            time = after(clock.last, step)
            clock.observe(time)
            assert time > seen
            assert time[0] >= step
            seen = time
