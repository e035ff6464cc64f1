"""The fuzz run itself: what goes wrong is named with its input. Every parser stands a few hundred in `make test`."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.fuzz import report
from tests.fuzz.mutation import joined, pieces_of, spoiled, spoiled_text, text_of
from tests.fuzz.parsers.all import parsers
from tests.fuzz.running import Finding, Job, run, try_block
from tests.fuzz.samples import samples
from tests.fuzz.trees import nodes_of, spoiled_tree
from tests.helpers.cards.passport_files import SPECIMEN, dg1

EVERY = parsers()
INPUTS = 300
FEW = 15
"""Of those that cost a native decoder or a key agreement."""


def test_what_hangs_dies_or_fails_is_named_with_its_input_and_the_rest_is_tried(tmp_path: Path) -> None:
    jobs = [Job(str(n), 0, 3) for n in (1, 7, 5, 8, 6, 2)]
    came = run(samples, jobs, tmp_path, workers=2, limit=0.5)
    assert {name: (t.taken, t.refused) for name, t in came.tallies.items()} == {
        "1": (3, 0),
        "5": (0, 3),
        "6": (0, 3),
        "2": (3, 0),
    }
    found = {finding.parser: finding for finding in came.findings}
    assert {name: finding.data for name, finding in found.items()} == {"6": b"6", "7": b"7", "8": b"8"}
    assert "died (3)" in found["7"].what
    assert "more than 0.5 s" in found["8"].what
    assert "ZeroDivisionError" in found["6"].what
    assert b"8".hex() in report.table(came)


def test_the_same_seed_makes_the_same_inputs_in_whatever_pieces(tmp_path: Path) -> None:
    whole, cut = list[bytes](), list[bytes]()
    parser = samples()["many"]
    for block in range(3):
        try_block(parser, 7, block, 50, whole.append)
    for block in (2, 0, 1):
        try_block(parser, 7, block, 50, cut.append)
    assert cut[50:] + cut[:50] == whole
    came = run(samples, [Job("many", 0, 2500), Job("many", 3, 500)], tmp_path, seed=7, workers=1)
    assert came.tallies["many"].inputs == 3000
    assert not came.findings


@pytest.mark.parametrize("name", list(EVERY))
def test_spoiled_inputs_are_taken_or_refused_and_nothing_else(name: str) -> None:
    parser = EVERY[name]
    assert any(parser.tried(seed) for seed in parser.seeds()), "what is valid is taken"
    found: list[Finding] = []
    tally = try_block(parser, 0, 0, INPUTS if parser.share >= 0.25 else FEW, found=found.append)
    assert not found, report.distinct(_came(found))
    assert tally.inputs == tally.taken + tally.refused


def _came(found: list[Finding]) -> report.Came:
    return report.Came(findings=found)


def test_a_place_deep_inside_is_spoiled_under_right_lengths() -> None:
    whole = dg1(SPECIMEN)
    assert [(n.start, n.end) for n in nodes_of(whole)] == [(0, len(whole)), (2, len(whole))]
    chance = Random(3)
    made = [spoiled_tree(chance, [whole]) for _ in range(2000)]
    kept = [data for data in made if data != whole and len(data) != len(whole) and nodes_of(data)]
    assert len(kept) > 100, "the outer length follows what was done inside"


def test_pieces_and_texts_come_back_as_they_went_in() -> None:
    pieces = [b"", b"a", b"\x00" * 300]
    assert pieces_of(joined(pieces)) == pieces
    assert pieces_of(b"\x00") == []
    assert pieces_of(b"\x00\x09ab") == [b"ab"]
    chance = Random(5)
    for _ in range(500):
        data = spoiled_text(chance, ["王<\udc80".encode("utf-8", "surrogatepass")])
        assert text_of(data).encode("utf-8", "surrogatepass") == data
        assert len(spoiled(chance, [data])) <= 70_000
