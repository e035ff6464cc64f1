"""The record by command: verify names the first fault, export and merge carry it to a second home, paper follows it."""

from __future__ import annotations

import base64
import json
import os
from pathlib import Path

import pytest

from desktop.store.home import open_home
from tests.cli.conftest import Published
from tests.cli.site import DATE, PASSPHRASE, Cli, document

REPORT = {"ok", "entries", "code", "heads", "proof_checked", "desk", "number", "line", "reason"}


@pytest.fixture
def exported(closed: Cli, tmp_path: Path) -> Path:
    file = tmp_path / "record.jsonl"
    said = closed.ok("record", "export", "-o", file)
    assert set(said) == {"file", "entries", "code", "qr"}
    assert said["qr"]["code"] == said["code"]
    (tmp_path / "qr.json").write_text(json.dumps(said["qr"]))
    return file


def test_the_own_record_is_intact_and_its_proof_checked(closed: Cli) -> None:
    said = closed.ok("record", "verify")
    assert set(said) == REPORT
    assert (said["ok"], said["proof_checked"], said["reason"]) == (True, True, None)
    assert said["code"] == closed.ok("record", "show")["code"]
    assert closed.run("record", "verify").out.startswith("记录完整：")


def test_a_file_is_verified_without_any_home(exported: Path, cli: Cli, tmp_path: Path) -> None:
    stranger = cli.at(tmp_path / "nowhere")
    said = stranger.ok("record", "verify", exported, "--heads", exported.with_name("qr.json"))
    assert (said["ok"], said["proof_checked"]) == (True, False)
    assert said["entries"] == len(exported.read_bytes().splitlines())
    assert "登记证明未核验" in stranger.run("record", "verify", exported).out


def test_a_changed_entry_is_named_by_desk_number_and_reason(exported: Path, cli: Cli) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    lines[9] = lines[9].replace(b'"staff"', b'"stuff"', 1)
    exported.write_bytes(b"".join(lines))
    said = cli.refused("record", "verify", exported)
    desk = json.loads(lines[0])["desk"]
    assert (said["ok"], said["desk"], said["number"], said["reason"]) == (False, desk, 10, "bad-hash")
    told = cli.run("record", "verify", exported)
    assert told.code == 1
    assert desk in told.out
    assert "第 10 条" in told.out


def test_a_record_cut_short_does_not_fit_its_printed_head_code(exported: Path, cli: Cli) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    exported.write_bytes(b"".join(lines[:-1]))
    assert cli.ok("record", "verify", exported)["ok"]
    said = cli.refused("record", "verify", exported, "--heads", exported.with_name("qr.json"))
    assert (said["reason"], said["number"]) == ("head-mismatch", len(lines) - 1)


def test_a_record_secret_checks_the_enrolments(exported: Path, closed: Cli) -> None:
    with open_home(closed.home, PASSPHRASE) as home:
        record = home.plans.current_record()
        package = home.plans.package(record) if record else None
        assert package is not None
        secret = package.secret.hex()
    assert closed.ok("record", "verify", exported, "--record-secret", secret)["proof_checked"]
    said = closed.refused("record", "verify", exported, "--record-secret", "00" * 32)
    assert (said["reason"], said["number"]) == ("bad-proof", 1)
    for wrong in ("", "xyz", "00", "00" * 33):
        assert "十六进制" in closed.refused("record", "verify", exported, "--record-secret", wrong, code=2)["usage"]


@pytest.mark.parametrize("content", [b"", b"\n", b"{}\n", b"\xff\xfe", b"[" * 100_000, b'{"v":1}\r\n'])
def test_what_is_no_record_is_malformed(cli: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.jsonl"
    file.write_bytes(content)
    said = cli.refused("record", "verify", file)
    assert (said["reason"], said["desk"], said["number"]) == ("malformed", None, None)


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"record":1,"heads":[],"code":"x"}'])
def test_a_head_code_file_that_is_none_is_a_sentence(exported: Path, cli: Cli, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "claim.json"
    file.write_bytes(content)
    assert cli.refused("record", "verify", exported, "--heads", file)["fault"]["code"] == "not-a-head-code"
    missing = cli.refused("record", "verify", exported, "--heads", tmp_path / "none")["fault"]
    assert missing["code"] == "file-not-found"


def test_export_and_merge_bring_a_second_home_to_the_same_head(
    closed: Cli, published: Published, tmp_path: Path
) -> None:
    files = [tmp_path / "plain.jsonl", tmp_path / "sealed.jsonl.age"]
    code = closed.ok("record", "export", "-o", files[0])["code"]
    closed.ok("record", "export", "-o", files[1])
    assert closed.ok("record", "verify", files[1])["code"] == code
    second = closed.at(tmp_path / "second")
    second.ok("desk", "enrol", published.package, "--label", "副台", "--role", "office", "--at", f"{DATE}T07:06")
    said = second.ok("record", "merge", *files)
    assert (said["received"], said["known"], said["conflicts"]) == (closed.entries(), 0, [])
    again = second.ok("record", "merge", *files)
    assert (again["received"], again["known"]) == (0, closed.entries())
    assert second.ok("record", "show")["rooms"] == closed.ok("record", "show")["rooms"]
    back = tmp_path / "back.jsonl"
    second.ok("record", "export", "-o", back)
    assert closed.ok("record", "merge", back)["received"] == 1
    assert closed.ok("record", "show")["code"] == second.ok("record", "show")["code"]


def test_a_bad_file_among_good_ones_changes_nothing(closed: Cli, published: Published, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    closed.ok("record", "export", "-o", good)
    lines = good.read_bytes().splitlines(keepends=True)
    second = closed.at(tmp_path / "second")
    second.ok("desk", "enrol", published.package, "--label", "副台", "--role", "office", "--at", f"{DATE}T07:06")
    forged = json.loads(lines[4])
    forged["signature"] = base64.b64encode(bytes(64)).decode()
    for content, code in (
        (b"junk", "not-a-record"),
        (b"".join(lines[:3] + lines[4:]), "record-not-intact"),
        (b"".join([*lines[:4], json.dumps(forged).encode() + b"\n", *lines[5:]]), "not-a-record"),
    ):
        bad.write_bytes(content)
        fault = second.refused("record", "merge", bad)["fault"]
        assert fault["code"] == code
    assert second.refused("record", "merge", good, tmp_path / "none")["fault"]["code"] == "file-not-found"
    assert second.refused("record", "merge", tmp_path)["fault"]["code"] == "file-unreadable"
    assert second.entries() == 1


def test_a_record_of_another_plan_is_not_merged(closed: Cli, published: Published, tmp_path: Path) -> None:
    import shutil

    office = closed.at(tmp_path / "office")
    shutil.copytree(published.office, office.home)
    package, file = tmp_path / "other.kdp", tmp_path / "other.jsonl"
    office.ok("plan", "publish", "--rehearsal", "-o", package)
    office.ok("desk", "enrol", package, "--label", "台", "--role", "office", "--at", f"{DATE}T07:06")
    office.ok("record", "export", "-o", file)
    assert closed.refused("record", "merge", file)["fault"]["code"] == "record-other"


def test_export_into_an_unwritable_place_says_so(closed: Cli, tmp_path: Path) -> None:
    device = tmp_path / "device" if os.name != "nt" else Path("NUL")
    if os.name != "nt":
        os.mkfifo(device)
    for out in (tmp_path, tmp_path / "no" / "where.jsonl", device):
        assert closed.refused("record", "export", "-o", out)["fault"]["code"] == "cannot-write"
    assert not device.is_file(), "a device is not replaced by a file"


def test_names_and_numbers_of_people_are_not_in_the_exported_record(exported: Path) -> None:
    text = exported.read_text(encoding="utf-8")
    assert "考生第" not in text
    assert not any(document(n) in text for n in range(1, 7))


# --- paper ------------------------------------------------------------------------------------------------------------


def test_every_form_of_the_list_is_printed(closed: Cli, tmp_path: Path) -> None:
    forms = closed.ok("print", "--list")["forms"]
    assert {"name", "title", "paper", "clause"} <= set(forms[0])
    for form in forms:
        file = tmp_path / f"{form['name']}.pdf"
        said = closed.ok("print", form["name"], "-o", file)
        assert set(said) == {"file", "pages", "flags", "hidden"}
        assert said["pages"] >= 1
        assert file.read_bytes().startswith(b"%PDF")
    assert all(f["name"] in closed.run("print", "--list").out for f in forms)


def test_a_form_that_cannot_be_printed_is_a_sentence(closed: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    assert "print --list" in closed.refused("print", "poster", "-o", file, code=2)["usage"]
    assert "-o" in closed.refused("print", "seat-labels", code=2)["usage"]
    assert closed.refused("print", "seat-labels", "--room", "77", "-o", file)["fault"]["code"] == "print-no-room"
    nobody = closed.refused("print", "seat-labels", "--candidate", "nobody", "-o", file)["fault"]
    assert nobody["code"] == "print-no-candidate"
    assert closed.refused("print", "seat-labels", "-o", tmp_path / "a" / "b.pdf")["fault"]["code"] == "cannot-write"
    assert not file.exists()


@pytest.mark.parametrize("kind", ["day", "evidence", "compliance"])
def test_every_report_is_written(closed: Cli, tmp_path: Path, kind: str) -> None:
    for suffix in (".pdf", ".json"):
        file = tmp_path / f"{kind}{suffix}"
        closed.ok("report", kind, "-o", file)
        assert file.stat().st_size > 500
    closed.ok("report", kind, "--room", "01", "-o", tmp_path / "one.pdf")
    assert closed.refused("report", kind, "--room", "77", "-o", tmp_path / "x.pdf")["fault"]["code"].endswith("no-room")
    assert not (tmp_path / "x.pdf").exists()
