from __future__ import annotations

import hashlib
import json
import random

import pytest

from desktop.ledger.entry import Malformed
from desktop.ledger.heads import Head, HeadClaim, head_code, head_text, heads_of, qr_payload, read_claim, read_code
from desktop.ledger.merge import lacking, order, versions
from tests.ledger.records import RECORD, record_of

ENTRIES = record_of()


def test_heads_are_the_last_entries_whatever_the_order() -> None:
    mixed = random.Random(1).sample(ENTRIES, len(ENTRIES))
    heads = heads_of(mixed)
    assert heads == {e.desk: Head(6, e.hash) for e in ENTRIES if e.number == 6}
    assert head_text(heads) == "".join(f"{d} 6 {heads[d].hash}\n" for d in sorted(heads))


def test_the_head_code_is_sixty_bits_in_crockford_base_32() -> None:
    heads = heads_of(ENTRIES)
    number = int(hashlib.sha256(head_text(heads).encode()).hexdigest()[:15], 16)
    digits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    wanted = ""
    for _ in range(12):
        number, rest = divmod(number, 32)
        wanted = digits[rest] + wanted
    assert head_code(heads) == f"{wanted[:4]}-{wanted[4:8]}-{wanted[8:]}"


def test_the_head_code_of_a_known_text_never_changes() -> None:
    assert head_code({}) == "WERC-8GMR-ZGE1"
    assert head_code({"0123456789abcdef": Head(1, "0" * 64)}) == "EJ9K-1CK6-SG50"


def test_what_the_qr_code_holds_reads_back() -> None:
    heads = heads_of(ENTRIES)
    text = qr_payload(RECORD, heads)
    assert list(json.loads(text)) == ["record", "heads", "code"]
    assert read_claim(text) == HeadClaim(head_code(heads), dict.fromkeys(heads, 6), RECORD)


def test_a_typed_code_forgives_case_hyphens_and_lookalikes() -> None:
    assert read_code(" o123 4567-89il ") == "0123-4567-8911"


@pytest.mark.parametrize("typed", ["", "0123-4567-891", "0123-4567-891U", "0123-4567-8911-1", "准予"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(Malformed):
        read_code(typed)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"record":1,"heads":[],"code":"0123-4567-8911"}',
        '{"record":"r","heads":{},"code":"0123-4567-8911"}',
        '{"record":"r","heads":[["a"]],"code":"0123-4567-8911"}',
        '{"record":"r","heads":[["a",true]],"code":"0123-4567-8911"}',
        '{"record":"r","heads":[["a",0]],"code":"0123-4567-8911"}',
        '{"record":"r","heads":[["a",1],["a",2]],"code":"0123-4567-8911"}',
        '{"record":"r","heads":[["a",1]],"code":"xyz"}',
    ],
)
def test_what_is_no_claim_is_refused(text: str) -> None:
    with pytest.raises(Malformed):
        read_claim(text)


def test_folding_order_is_by_time_desk_and_number() -> None:
    mixed = random.Random(2).sample(ENTRIES, len(ENTRIES))
    assert order(mixed) == sorted(ENTRIES, key=lambda e: (e.time, e.desk, e.number))


def test_a_version_ends_where_something_is_missing() -> None:
    desks = sorted({e.desk for e in ENTRIES})
    holed = [e for e in ENTRIES if (e.desk, e.number) not in {(desks[0], 4), (desks[1], 1)}]
    assert versions(holed) == {desks[0]: 3, desks[2]: 6}


def test_what_is_lacking_completes_the_other_side() -> None:
    desks = sorted({e.desk for e in ENTRIES})
    known = {desks[0]: 6, desks[1]: 2, "ffffffffffffffff": 9}
    gap = lacking(reversed(ENTRIES), known)
    assert gap == [e for e in ENTRIES if e.number > known.get(e.desk, 0)]
    assert lacking(ENTRIES, versions(ENTRIES)) == []
