from __future__ import annotations

import base64
import errno
import gzip
import os
import random
import subprocess
from pathlib import Path

import pyrage
import pytest

from desktop.exchange import durable, ledger_files, sealed
from desktop.exchange.ledger_files import is_encrypted, read_ledger, read_lines, write_ledger, write_lines
from desktop.faults import SiteFault, writing_fault
from desktop.ledger.entry import entry_line
from desktop.ledger.verify import verify
from tests.exchange.age_tool import AGE, age, age_with_passphrase, identity
from tests.helpers.central.records import SECRET, make_record

RECORD = make_record(desks=3, entries=20)
needs_age = pytest.mark.skipif(AGE is None, reason="the age tool is not installed")


def code_of(path: Path, **keys: object) -> str:
    with pytest.raises(SiteFault) as caught:
        list(read_ledger(path, **keys))  # type: ignore[arg-type]
    return caught.value.code


def test_a_record_comes_back_from_its_file_sorted_by_desk_and_number(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    shuffled = RECORD.all()
    random.Random(1).shuffle(shuffled)
    written = write_ledger(path, shuffled)
    assert list(read_ledger(path)) == RECORD.all()
    assert (written.entries, written.size) == (63, path.stat().st_size)
    assert path.read_bytes() == b"".join(entry_line(e) + b"\n" for e in RECORD.all())


def test_the_verifier_finds_a_file_intact_and_a_changed_byte(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    write_lines(path, map(entry_line, RECORD.all()))
    assert verify(read_lines(path), secret=SECRET).ok
    path.write_bytes(path.read_bytes().replace(b"c00007", b"c00008", 1))
    assert verify(read_lines(path), secret=SECRET).reason == "bad-hash"


def test_a_file_cut_in_its_last_line_is_malformed_to_the_verifier_and_no_record_to_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    write_ledger(path, RECORD.all())
    path.write_bytes(path.read_bytes()[:-1])
    assert verify(read_lines(path)).reason == "malformed"
    assert code_of(path) == "not-a-record"


def test_lines_longer_than_an_entry_can_be_end_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "record.jsonl"
    path.write_bytes(b"{" * 600_000)
    monkeypatch.setattr(ledger_files, "LONGEST_LINE", 1000)
    assert list(read_lines(path)) == [b""]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"hello\n", b"\x00" * 100, b"{}\n", b"[" * 100_000 + b"\n", b"\xff\xfe\n", b"PK\x03\x04\n"],
)
def test_what_is_no_record_is_named_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(content)
    assert code_of(path) == "not-a-record"


def test_missing_files_folders_and_full_disks_are_the_sites_faults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert code_of(tmp_path / "none.jsonl") == "file-not-found"
    assert code_of(tmp_path) == "file-unreadable"
    with pytest.raises(SiteFault, match="cannot-write"):
        write_ledger(tmp_path / "no" / "such" / "folder.jsonl", RECORD.all())

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    target = tmp_path / "record.jsonl"
    target.write_bytes(b"the file of before")
    monkeypatch.setattr(durable.os, "fsync", full)
    with pytest.raises(SiteFault, match="disk-full"):
        write_ledger(target, RECORD.all())
    assert target.read_bytes() == b"the file of before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_device_is_told_by_the_real_one() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with pytest.raises(OSError) as caught, Path("/dev/full").open("wb") as file:
        file.write(b"x")
    assert writing_fault(caught.value, Path("x")).code == "disk-full"


@pytest.mark.skipif(os.name == "nt", reason="a file has the rights of its folder there")
def test_new_files_are_for_their_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    write_ledger(path, RECORD.all())
    assert path.stat().st_mode & 0o077 == 0


@needs_age
def test_the_age_tool_opens_what_we_sealed_for_recipients_and_we_open_what_it_sealed(tmp_path: Path) -> None:
    file, secret, recipient = identity(tmp_path)
    ours, plain = tmp_path / "record.jsonl.age", tmp_path / "record.jsonl.gz"
    write_ledger(ours, RECORD.all(), recipients=[recipient])
    assert is_encrypted(ours)
    age("-d", "-i", str(file), "-o", str(plain), str(ours))
    assert gzip.decompress(plain.read_bytes()) == b"".join(entry_line(e) + b"\n" for e in RECORD.all())
    for armour in ([], ["-a"]):
        theirs = tmp_path / "theirs.age"
        age("-r", recipient, *armour, "-o", str(theirs), str(plain))
        assert list(read_ledger(theirs, identities=[secret])) == RECORD.all()


@needs_age
def test_the_age_tool_opens_our_passphrase_files_and_we_open_its_own(tmp_path: Path) -> None:
    ours, plain, theirs = tmp_path / "record.jsonl.age", tmp_path / "plain.gz", tmp_path / "theirs.age"
    write_ledger(ours, RECORD.all(), passphrase="考点口令-1214")
    assert age_with_passphrase("考点口令-1214", "-d", "-o", str(plain), str(ours)) == 0
    unpacked = subprocess.run(["gunzip", "-c", str(plain)], check=True, capture_output=True).stdout
    assert unpacked == b"".join(entry_line(e) + b"\n" for e in RECORD.all())
    assert age_with_passphrase("another", "-p", "-a", "-o", str(theirs), str(plain)) == 0
    assert list(read_ledger(theirs, passphrase="another")) == RECORD.all()
    assert code_of(theirs, passphrase="wrong") == "wrong-file-passphrase"


def test_without_the_right_key_a_sealed_file_asks_for_it(tmp_path: Path) -> None:
    mine, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    path = tmp_path / "r.jsonl.age"
    write_ledger(path, RECORD.all(), recipients=[str(mine.to_public())])
    assert code_of(path) == "wrong-file-passphrase"
    assert code_of(path, identities=[str(other)]) == "wrong-file-passphrase"
    assert code_of(path, identities=["no identity"]) == "wrong-file-passphrase"
    assert code_of(path, passphrase="a passphrase") == "wrong-file-passphrase"


def test_every_changed_byte_of_a_sealed_file_is_noticed(tmp_path: Path) -> None:
    mine = pyrage.x25519.Identity.generate()
    path = tmp_path / "r.jsonl.age"
    write_ledger(path, RECORD.all()[:3], recipients=[str(mine.to_public())])
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert code_of(path, identities=[str(mine)]) in ("not-a-record", "wrong-file-passphrase")
    for cut in range(0, len(whole), 17):
        path.write_bytes(whole[:cut])
        assert code_of(path, identities=[str(mine)]) in ("not-a-record", "wrong-file-passphrase")


def test_a_gzip_bomb_is_refused_before_it_unfolds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = pyrage.x25519.Identity.generate()
    recipients = [str(mine.to_public())]
    monkeypatch.setattr(ledger_files, "PLAIN_LIMIT", 1_000_000)
    path = tmp_path / "bomb.age"
    path.write_bytes(sealed.encrypt(gzip.compress(b"\n" * 50_000_000), recipients=recipients))
    with pytest.raises(SiteFault, match="file-too-large"):
        sum(1 for _ in read_lines(path, identities=[str(mine)]))
    path.write_bytes(sealed.encrypt(gzip.compress(b"{}\n") + gzip.compress(b"{}\n"), recipients=recipients))
    with pytest.raises(SiteFault, match="not-a-record"):
        list(read_lines(path, identities=[str(mine)]))


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_files, "FILE_LIMIT", 1000)
    path = tmp_path / "large.jsonl"
    path.write_bytes(b"x" * 1001)
    assert code_of(path) == "file-too-large"


@pytest.mark.parametrize("armoured", [False, True])
def test_a_work_factor_that_would_eat_the_memory_is_refused_at_once(tmp_path: Path, armoured: bool) -> None:
    stanza = b"-> scrypt CXqzGTifFk7s/a9NHq32UQ 22\n7CY2QE3gWo0QP+QJaxkfSo8iQbqx1qprR61yAWL/LDE\n"
    whole = sealed.AGE_START + stanza + b"--- kveuIJT8HfmxWb8ZQTTpNZSZkvDXVzT7AQ9gVJ0pT0E\n" + b"\x00" * 64
    if armoured:
        text = base64.encodebytes(whole).replace(b"\n", b"")
        lines = b"\n".join(text[at : at + 64] for at in range(0, len(text), 64))
        whole = sealed.ARMOUR_START + b"\n" + lines + b"\n-----END AGE ENCRYPTED FILE-----\n"
    path = tmp_path / "slow.age"
    path.write_bytes(whole)
    with pytest.raises(SiteFault) as caught:
        list(read_lines(path, passphrase="x"))
    assert caught.value.facts["reason"] == "work factor 22"


def test_the_same_record_packs_to_the_same_bytes() -> None:
    lines = [entry_line(e) + b"\n" for e in RECORD.all()]
    assert sealed.compress(lines) == sealed.compress([b"".join(lines)])
