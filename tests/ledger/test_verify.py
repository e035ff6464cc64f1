"""Every way to tamper with a record, and the reason it is found for. Each verdict is asked of the program and of the
stand-alone verifier; both must agree."""

from __future__ import annotations

import importlib.util
import io
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import rfc8785

from desktop.ledger.chain import Chain
from desktop.ledger.entry import Entry, entry_line
from desktop.ledger.heads import Head, HeadClaim, head_code, heads_of, qr_payload, read_claim
from desktop.ledger.verify import REASONS, Report, file_lines, verify, verify_file
from tests.ledger.records import (
    MORNING,
    OTHER_RECORD,
    RECORD,
    SECRET,
    changed,
    desk_of,
    key,
    key_of,
    lines_of,
    record_of,
    resealed,
)

SCRIPT = Path(__file__).parents[2] / "resources" / "verifier" / "verify_record.py"
ENTRIES = record_of()
LINES = lines_of(ENTRIES)
DESKS = sorted({e.desk for e in ENTRIES})


def stranger() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_record", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STRANGER = stranger()


def judged(
    lines: list[bytes], record: str | None = None, secret: bytes | None = None, expected: HeadClaim | None = None
) -> Report:
    """The verdict both verifiers give."""
    ours = verify(lines, record, secret, expected)
    if record is None and expected is not None:
        record = expected.record
    claim = None if expected is None else (expected.code, None if expected.numbers is None else dict(expected.numbers))
    theirs = STRANGER.Verification(record, secret, claim).run(lines)
    assert theirs == {
        "ok": ours.ok,
        "entries": ours.entries,
        "heads": [[desk, *ours.heads[desk]] for desk in sorted(ours.heads)],
        "code": ours.code,
        "proof_checked": ours.proof_checked,
        "desk": ours.desk,
        "number": ours.number,
        "line": ours.line,
        "reason": ours.reason,
    }
    return ours


def fault(report: Report) -> tuple[str | None, str | None, int | None, int | None]:
    assert not report.ok
    assert report.reason in REASONS
    return report.reason, report.desk, report.number, report.line


def line_at(entries: list[Entry], at: int, new: bytes) -> list[bytes]:
    lines = lines_of(entries)
    lines[at] = new
    return lines


# --- what is whole -------------------------------------------------------------------------------------------------


def test_a_whole_record_is_intact_and_says_whether_proofs_were_checked() -> None:
    report = judged(LINES, RECORD, SECRET)
    assert (report.ok, report.entries, report.proof_checked, report.reason) == (True, 18, True, None)
    assert report.heads == heads_of(ENTRIES)
    assert report.code == head_code(heads_of(ENTRIES))
    assert not judged(LINES).proof_checked
    assert judged(LINES).ok


def test_a_record_grown_after_printing_fits_what_was_printed() -> None:
    early = [e for e in ENTRIES if e.number <= (4 if e.desk != DESKS[2] else 0)]
    claim = read_claim(qr_payload(RECORD, heads_of(early)))
    assert judged(LINES, None, SECRET, claim).ok


# --- malformed -----------------------------------------------------------------------------------------------------


def test_an_empty_file_is_malformed() -> None:
    assert fault(judged([])) == ("malformed", None, None, None)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[" * 99_999,
        b"\xff",
        b'"\\ud800"',
        b"NaN",
        b"9" * 9999,
        LINES[4] + LINES[5],
        LINES[4] + b"\r",
        LINES[4] + b" ",
        LINES[4].replace(b'"v":1', b'"v": 1'),
        LINES[4].replace(b'"v":1', b'"v":1.0'),
        LINES[4].replace(b'"v":1', b'"v":true'),
        LINES[4].replace(b'"seat":4', b'"seat":4,"seat":4'),
        LINES[4].replace(b'"seat":4', b'"seat":9007199254740992'),
        LINES[4].replace(b'"seat":4', b'"seat":-0'),
        LINES[4].replace(b'"s1"', b'"\\ud800"'),
    ],
)
def test_a_line_that_is_no_canonical_entry_is_malformed_and_named_by_its_line(line: bytes) -> None:
    assert fault(judged(line_at(ENTRIES, 4, line))) == ("malformed", None, None, 5)


def test_a_file_with_other_line_ends_or_cut_in_the_last_line_is_malformed() -> None:
    whole = b"".join(line + b"\n" for line in LINES)
    assert verify_file(io.BytesIO(whole)).ok
    assert fault(verify_file(io.BytesIO(whole.replace(b"\n", b"\r\n")))) == ("malformed", None, None, 1)
    for cut in (whole[:-1], whole[:-9]):
        assert fault(verify_file(io.BytesIO(cut))) == ("malformed", None, None, 18)
        assert list(file_lines(io.BytesIO(cut))) == list(STRANGER.lines_of(io.BytesIO(cut)))
    assert fault(verify_file(io.BytesIO(whole + b"\n"))) == ("malformed", None, None, 19)
    assert fault(verify_file(io.BytesIO(b"x" * (5 << 20)))) == ("malformed", None, None, 1)


@pytest.mark.parametrize("at", range(len(LINES) - 1))
def test_two_lines_that_changed_places_are_a_file_out_of_order(at: int) -> None:
    mixed = [*LINES[:at], LINES[at + 1], LINES[at], *LINES[at + 2 :]]
    assert fault(judged(mixed, RECORD, SECRET))[0] == "malformed"


def test_desks_in_another_order_are_a_file_out_of_order() -> None:
    assert fault(judged(LINES[6:] + LINES[:6])) == ("malformed", DESKS[0], 1, 13)


def test_any_shuffle_is_a_file_out_of_order() -> None:
    chance = random.Random(5)
    for _ in range(40):
        mixed = LINES[:]
        chance.shuffle(mixed)
        assert fault(judged(mixed))[0] == "malformed"


# --- one entry, changed and not made to fit ------------------------------------------------------------------------


@pytest.mark.parametrize("at", [1, 2, 8])
@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("number", 7),
        ("number", 4),
        ("number", 99),
        ("number", 1),
        ("previous", "0" * 64),
        ("previous", "x"),
        ("time", [1, 0]),
        ("wall", 1),
        ("offset", 1),
        ("officers", ["p099"]),
        ("kind", "candidate-refused"),
        ("edition", 2),
        ("about", ["candidate:c99999"]),
        ("data", {}),
        ("hash", "0" * 64),
        ("hash", ""),
    ],
)
def test_content_that_does_not_give_its_hash_is_bad_hash_whatever_the_neighbours_say(
    at: int, member: str, value: object
) -> None:
    e = ENTRIES[at]
    found = value if member == "number" else e.number
    assert fault(judged(line_at(ENTRIES, at, changed(e, **{member: value})))) == ("bad-hash", e.desk, found, at + 1)


def test_a_changed_record_or_desk_is_named_for_what_it_is() -> None:
    e = ENTRIES[7]
    line = changed(e, record=OTHER_RECORD)
    assert fault(judged(line_at(ENTRIES, 7, line))) == ("wrong-record", e.desk, 2, 8)
    assert fault(judged(line_at(ENTRIES, 7, changed(e, desk="x")))) == ("bad-desk-id", "x", 2, 8)
    assert fault(judged(line_at(ENTRIES, 7, changed(e, desk="f" * 16)))) == ("bad-hash", "f" * 16, 2, 8)
    assert fault(judged(line_at(ENTRIES, 6, changed(ENTRIES[6], desk="f" * 16)))) == ("bad-desk-id", "f" * 16, 1, 7)


def reason_of(line: bytes, tampered: bytes) -> str:
    """Why a line with one changed byte is no good, worked out from the contract without either verifier."""
    whole = json.loads(line)
    try:
        obj = json.loads(tampered.decode(), parse_float=lambda text: no_entry())
        if obj.keys() != whole.keys() or rfc8785.dumps(obj) != tampered:
            return "malformed"
        if obj["v"] != 1 or obj["number"] < 1 or len(obj["time"]) != 2:
            return "malformed"
    except ValueError:
        return "malformed"
    if obj["record"] != whole["record"]:
        return "wrong-record"
    enrols = obj["kind"] == "desk-enrolled"
    key_changed = obj["desk"] != whole["desk"] or obj["data"].get("public_key") != whole["data"].get("public_key")
    if not re.fullmatch("[0-9a-f]{16}", obj["desk"]) or (enrols and key_changed):
        return "bad-desk-id"
    return "bad-signature" if obj["signature"] != whole["signature"] else "bad-hash"


def no_entry() -> None:
    raise ValueError


@pytest.mark.parametrize("at", range(4))
def test_every_single_changed_byte_is_found_at_its_line_for_the_right_reason(at: int) -> None:
    """Two desks of two entries: enrolment and fact, at the beginning, in the middle and at the end of the file."""
    lines = lines_of(record_of(2, 2))
    line = lines[at]
    chance = random.Random(at)
    reasons = set()
    for i in range(len(line)):
        for new in {line[i] ^ 1, chance.randrange(256)} - {line[i]}:
            tampered = line[:i] + bytes([new]) + line[i + 1 :]
            report = judged([*lines[:at], tampered, *lines[at + 1 :]], RECORD, SECRET)
            reason, _, _, found = fault(report)
            assert (found, reason) == (at + 1, reason_of(line, tampered))
            reasons.add(reason)
    assert reasons >= {"malformed", "wrong-record", "bad-hash", "bad-signature"}


def test_a_changed_byte_anywhere_in_the_file_is_found() -> None:
    whole = b"".join(line + b"\n" for line in LINES)
    chance = random.Random(3)
    for _ in range(200):
        i = chance.randrange(len(whole))
        tampered = whole[:i] + bytes([whole[i] ^ (1 << chance.randrange(8))]) + whole[i + 1 :]
        report = verify_file(io.BytesIO(tampered), RECORD, SECRET)
        assert not report.ok
        assert (
            STRANGER.Verification(RECORD, SECRET).run(STRANGER.lines_of(io.BytesIO(tampered)))["reason"]
            == report.reason
        )


# --- whole lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", range(len(LINES)))
def test_a_line_left_out_is_missed_except_at_the_end_of_a_chain(at: int) -> None:
    report = judged(LINES[:at] + LINES[at + 1 :], RECORD, SECRET)
    e = ENTRIES[at]
    if e.number == 6:
        assert report.ok
        claim = read_claim(qr_payload(RECORD, heads_of(ENTRIES)))
        late = judged(LINES[:at] + LINES[at + 1 :], RECORD, SECRET, claim)
        assert fault(late) == ("head-mismatch", e.desk, 5, None)
    elif e.number == 1:
        assert fault(report) == ("not-enrolled", e.desk, 2, at + 1)
    else:
        assert fault(report) == ("gap", e.desk, e.number + 1, at + 1)


@pytest.mark.parametrize("at", range(len(LINES)))
def test_a_line_written_twice_is_a_duplicate(at: int) -> None:
    e = ENTRIES[at]
    assert fault(judged([*LINES[: at + 1], *LINES[at:]])) == ("duplicate", e.desk, e.number, at + 2)


def test_a_second_entry_under_a_used_number_is_a_duplicate() -> None:
    other = entry_line(resealed(ENTRIES[8], data={"other": 1}))
    assert fault(judged([*LINES[:9], other, *LINES[9:]])) == ("duplicate", ENTRIES[8].desk, 3, 10)


def test_a_gap_early_on_is_a_gap_though_another_desk_is_out_of_order() -> None:
    mixed = [*LINES[:2], *LINES[3:14], LINES[15], LINES[14], *LINES[16:]]
    assert fault(judged(mixed)) == ("gap", DESKS[0], 4, 3)


# --- dishonest desks: hashed and signed anew -----------------------------------------------------------------------


def test_an_entry_of_another_record_is_found() -> None:
    other = record_of(1, 3, OTHER_RECORD)
    own = lines_of(desk_of(0, 3))
    assert fault(judged([*own[:2], entry_line(other[2])])) == ("wrong-record", other[2].desk, 3, 3)
    assert fault(judged(own, OTHER_RECORD)) == ("wrong-record", other[0].desk, 1, 1)
    claim = read_claim(qr_payload(OTHER_RECORD, heads_of(other)))
    assert fault(judged(own, None, None, claim)) == ("wrong-record", other[0].desk, 1, 1)


def test_a_desk_id_not_made_from_the_key_is_found() -> None:
    first = resealed(ENTRIES[0], desk="0" * 16, about=["desk:" + "0" * 16], signer=key_of(ENTRIES[0]))
    assert fault(judged([entry_line(first)])) == ("bad-desk-id", "0" * 16, 1, 1)
    data = dict(ENTRIES[0].data)
    for public in (None, 5, "", "AAAA", data["public_key"][:-2] + "==", [], key(9).raw.hex()):
        broken = resealed(ENTRIES[0], data=data | {"public_key": public})
        assert fault(judged([entry_line(broken)])) == ("bad-desk-id", DESKS[0], 1, 1)
    del data["public_key"]
    assert fault(judged([entry_line(resealed(ENTRIES[0], data=data))])) == ("bad-desk-id", DESKS[0], 1, 1)


def test_a_desk_whose_first_entry_is_no_enrolment_is_found() -> None:
    chain = Chain(RECORD, key(1))
    bare = chain.seal("candidate-admitted", ["candidate:c1"], {}, wall=MORNING)
    assert fault(judged([entry_line(bare)])) == ("not-enrolled", key(1).desk_id, 1, 1)
    data = dict(ENTRIES[0].data)
    for wrong in ({"role": "king"}, {"role": ["door"]}, {"label": None}, {"proof": 3}):
        broken = resealed(ENTRIES[0], data=data | wrong)
        assert fault(judged([entry_line(broken)])) == ("not-enrolled", DESKS[0], 1, 1)
    assert fault(judged([entry_line(resealed(ENTRIES[0], about=["desk:x"]))])) == ("not-enrolled", DESKS[0], 1, 1)


def test_an_enrolment_that_does_not_come_first_is_a_gap() -> None:
    late = resealed(ENTRIES[0], number=2)
    assert fault(judged([entry_line(late)])) == ("gap", DESKS[0], 2, 1)


def test_an_entry_that_follows_another_one_than_its_neighbour_breaks_the_chain() -> None:
    e = resealed(ENTRIES[3], previous=ENTRIES[1].hash)
    assert fault(judged(line_at(ENTRIES, 3, entry_line(e)))) == ("broken-chain", e.desk, 4, 4)
    first = resealed(ENTRIES[0], previous="1" * 64)
    assert fault(judged(line_at(ENTRIES, 0, entry_line(first)))) == ("broken-chain", e.desk, 1, 1)


def test_an_entry_rewritten_by_the_desk_itself_breaks_the_chain_at_the_next() -> None:
    e = resealed(ENTRIES[3], data={"seat": 1})
    assert fault(judged(line_at(ENTRIES, 3, entry_line(e)))) == ("broken-chain", e.desk, 5, 5)


def test_a_signature_by_another_key_or_in_another_spelling_is_found() -> None:
    e = ENTRIES[3]
    forged = resealed(e, signer=key(9))
    assert fault(judged(line_at(ENTRIES, 3, entry_line(forged)))) == ("bad-signature", e.desk, 4, 4)
    spelt = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = spelt[spelt.index(e.signature[85]) ^ 1]
    for text in ("", "é", "A" * 88, e.signature[:85] + last + "==", e.signature + "\n", e.signature.rstrip("=")):
        line = changed(e, signature=text)
        assert fault(judged(line_at(ENTRIES, 3, line))) == ("bad-signature", e.desk, 4, 4)


def test_a_clock_that_stands_still_or_runs_backwards_is_found() -> None:
    e = ENTRIES[3]
    for time in (ENTRIES[2].time, (ENTRIES[2].time[0] - 1, 99), (-5, 0)):
        back = resealed(e, time=list(time))
        assert fault(judged(line_at(ENTRIES, 3, entry_line(back)))) == ("clock-backwards", e.desk, 4, 4)


def test_a_desk_that_did_not_know_the_record_secret_is_found_only_with_the_secret() -> None:
    assert fault(judged(LINES, RECORD, b"another secret")) == ("bad-proof", DESKS[0], 1, 1)
    data = dict(ENTRIES[0].data)
    for proof in ("", "é", data["proof"].upper()):
        broken = entry_line(resealed(ENTRIES[0], data=data | {"proof": proof}))
        assert fault(judged([broken], RECORD, SECRET)) == ("bad-proof", DESKS[0], 1, 1)
        assert judged([broken]).ok


# --- what was printed ----------------------------------------------------------------------------------------------


def test_a_cut_tail_passes_alone_and_fails_against_the_printed_heads() -> None:
    claim = read_claim(qr_payload(RECORD, heads_of(ENTRIES)))
    for size in range(1, 6):
        cut = [e for e in ENTRIES if e.desk != DESKS[1] or e.number <= size]
        assert judged(lines_of(cut), RECORD, SECRET).ok
        assert fault(judged(lines_of(cut), RECORD, SECRET, claim)) == ("head-mismatch", DESKS[1], size, None)
    gone = [e for e in ENTRIES if e.desk != DESKS[1]]
    assert fault(judged(lines_of(gone), RECORD, SECRET, claim)) == ("head-mismatch", DESKS[1], None, None)


def test_a_record_written_anew_fails_against_the_printed_code() -> None:
    claim = read_claim(qr_payload(RECORD, heads_of(ENTRIES)))
    e = resealed(ENTRIES[5], data={})
    assert fault(judged(line_at(ENTRIES, 5, entry_line(e)), None, None, claim)) == ("head-mismatch", None, None, None)
    one = desk_of(1, 3)
    claim = HeadClaim("0000-0000-0000", {one[0].desk: 2}, RECORD)
    assert fault(judged(lines_of(one), None, None, claim)) == ("head-mismatch", one[0].desk, 2, None)


def test_a_code_typed_without_its_heads_must_fit_the_whole_file() -> None:
    assert judged(LINES, None, None, HeadClaim(head_code(heads_of(ENTRIES)))).ok
    assert fault(judged(LINES[:-1], None, None, HeadClaim(head_code(heads_of(ENTRIES)))))[0] == "head-mismatch"


def test_heads_are_pairs_so_that_both_verifiers_can_be_compared() -> None:
    assert tuple(Head(1, "a")) == (1, "a")


# --- the stand-alone program ---------------------------------------------------------------------------------------


def run_script(*arguments: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-I", str(SCRIPT), *arguments], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_stand_alone_program_runs_alone_and_answers_by_exit_code(tmp_path: Path) -> None:
    file, qr = tmp_path / "record.jsonl", tmp_path / "qr.json"
    file.write_bytes(b"".join(line + b"\n" for line in LINES))
    qr.write_text(qr_payload(RECORD, heads_of(ENTRIES)), encoding="utf-8")
    code, said = run_script(str(file), "--heads", str(qr), "--record-secret", SECRET.hex())
    assert (code, said.split()[0]) == (0, "INTACT")
    code, said = run_script(str(file), "--code", head_code(heads_of(ENTRIES)).lower(), "--json")
    assert (code, json.loads(said)["ok"]) == (0, True)
    file.write_bytes(b"".join(line + b"\n" for line in LINES[:-1]))
    code, said = run_script(str(file), "--heads", str(qr))
    assert (code, said.split(":")[0]) == (1, "NOT INTACT  head-mismatch")
