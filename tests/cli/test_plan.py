"""Before the day: import, arrange, show, check, publish, enrol, in the shapes the roster contract names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Published
from tests.cli.site import PER_ROOM, STAFF, Cli, workbook
from tests.helpers.morning import RESOURCES

FINDING = {"file", "sheet", "row", "column", "code", "value", "message"}
SHOWN = {
    "plan": {"id", "name", "kind", "organisation", "site", "revision", "content_hash"},
    "sittings": {"id", "subject", "mode", "start", "end"},
    "rooms": {"id", "number", "place", "building", "floor", "capacity", "columns", "rows", "door", "kind"},
    "candidates": {
        *("id", "name", "document_type", "document_number", "admission_number", "occupation"),
        *("direction", "level", "employer", "sittings"),
    },
    "staff": {"id", "number", "name", "role", "unit", "avoids"},
    "seats": {"candidate", "sitting", "room", "number", "row", "column", "locked"},
    "duties": {"staff", "sitting", "room", "role"},
}


def test_import_answers_what_it_took(cli: Cli, published: Published) -> None:
    said = cli.ok("plan", "import", published.roster)
    assert set(said) == {"accepted", "rejected", "warnings"}
    assert said["accepted"] == {"candidates": 2 * PER_ROOM, "rooms": 2, "staff": len(STAFF), "sittings": 1}
    assert said["rejected"] == []


def test_import_is_all_or_nothing_unless_told_otherwise(cli: Cli, tmp_path: Path) -> None:
    bad = workbook(tmp_path / "bad.xlsx", B3="990102199003072336")
    said = cli.refused("plan", "import", bad)
    (finding,) = said["rejected"]
    assert set(finding) == FINDING
    assert (finding["code"], finding["row"], finding["column"]) == ("bad-check-digit", 3, "证件号码")
    assert said["accepted"]["candidates"] == 2 * PER_ROOM - 1
    assert cli.refused("plan", "show")["fault"]["code"] in ("no-plan", "not-a-home")
    assert not (cli.home / "home.db").exists(), "a command that failed leaves nothing behind"
    taken = cli.run("plan", "import", bad, "--accept-valid", "--json")
    assert taken.code == 1, "something was rejected"
    assert len(cli.ok("plan", "show")["candidates"]) == 2 * PER_ROOM - 1


def test_private_use_characters_are_kept_and_replaced_by_likely_ones_where_that_was_asked(
    cli: Cli, tmp_path: Path
) -> None:
    file = workbook(tmp_path / "private.xlsx", A2="甲\ue863")
    assert "private-use-character" in {f["code"] for f in cli.ok("plan", "import", file, "--check")["warnings"]}
    said = cli.ok("plan", "import", file, "--standard")
    assert "private-use-character" not in {f["code"] for f in said["warnings"]}
    assert [(c["row"], c["column"], c["value"]) for c in said["changed"]] == [(2, "姓名", "甲䶮")]
    assert "甲䶮" in {c["name"] for c in cli.ok("plan", "show")["candidates"]}


def test_import_with_check_stores_nothing(cli: Cli, published: Published) -> None:
    assert cli.ok("plan", "import", published.roster, "--check")["accepted"]["candidates"] == 2 * PER_ROOM
    assert not (cli.home / "home.db").exists()
    told = cli.run("plan", "import", published.roster, "--check")
    assert told.out.endswith("可导入：考生 6，考场 2，人员 16，场次 1。\n")


def test_the_sample_is_taken_whole_and_seats_itself(cli: Cli) -> None:
    said = cli.ok("plan", "import", RESOURCES / "sample" / "roster.xlsx")
    assert said["rejected"] == []
    arranged = cli.ok("plan", "arrange", "--seed", "7")
    assert (arranged["unseated"], arranged["problems"]) == (0, [])
    assert arranged["seats"] == said["accepted"]["candidates"]


def test_template_is_a_workbook_import_reads(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "empty.xlsx"
    assert cli.ok("plan", "template", "-o", file) == {"file": str(file)}
    answer = cli.refused("plan", "import", file)
    assert {f["code"] for f in answer["rejected"]} <= {"missing", "empty"}


def test_show_answers_the_members_of_the_contract(office: Cli, published: Published) -> None:
    said = office.ok("plan", "show")
    assert set(said) == set(SHOWN)
    for member, names in SHOWN.items():
        rows = said[member] if isinstance(said[member], list) else [said[member]]
        assert rows, member
        assert all(set(row) == names for row in rows), member
    assert said["plan"]["content_hash"] == published.answer["content_hash"]
    assert said["plan"]["revision"] == published.answer["revision"] == 1
    assert {d["role"] for d in said["duties"]} >= {"chief", "lead-proctor", "assistant-proctor", "confidentiality"}
    assert all(s["locked"] for s in said["seats"])


def test_a_desk_shows_the_plan_it_enrolled_with(control: Cli, published: Published) -> None:
    there = control.ok("plan", "show")
    assert there["plan"]["content_hash"] == published.answer["content_hash"]
    assert there["seats"] == control.at(published.office).ok("plan", "show")["seats"]


def test_a_plan_changed_after_publishing_has_no_hash_of_that_publication(office: Cli) -> None:
    office.ok("plan", "mark", "D3", "--on", "2026-11-20")
    assert office.ok("plan", "show")["plan"]["content_hash"] == ""


def test_check_names_every_rule_with_clause_date_and_state(office: Cli) -> None:
    ran = office.run("plan", "check", "--today", "2026-11-21", "--json")
    checks = ran.json["checks"]
    assert {c["key"][0] for c in checks} == {"D", "N"}
    assert all(c["clause"] and c["title"] and c["state"] for c in checks)
    assert ran.code == (1 if any(c["state"] in ("missed", "not-met") for c in checks) else 0)
    text = office.run("plan", "check", "--today", "2026-11-21").out
    assert len(text.splitlines()) == len(checks)
    assert office.refused("plan", "check", "--today", "2026-13-01", code=2)["usage"].startswith("日期")


def test_marking_a_duty_done_is_kept_and_taken_back(office: Cli) -> None:
    assert office.ok("plan", "mark", "D3", "--on", "2026-11-20")["milestones"]["D3"] == "2026-11-20"
    assert office.ok("plan", "mark", "D3", "--on", "")["milestones"] == {}
    assert office.refused("plan", "mark", "D3", "--on", "gestern")["fault"]["code"] == "bad-date"
    for key in ("D23", "N0", "X1", ""):
        assert "plan check" in office.refused("plan", "mark", key, "--on", "2026-11-20", code=2)["usage"]


def test_the_chief_waives_a_missing_proctor_by_name_and_reason(office: Cli) -> None:
    refused = office.refused("plan", "waive", "--reason", "人员突发疾病", "--officer", "002")
    assert refused["fault"]["code"] == "waiver-not-chief"
    refused = office.refused("plan", "waive", "--reason", "人员突发疾病", "--officer", "001")
    assert refused["fault"]["code"] == "waiver-nothing-short"
    assert office.ok("plan", "waive", "--reason", "", "--officer", "001")["waiver"] == ""


def test_arranging_again_moves_no_printed_seat(office: Cli) -> None:
    before = office.ok("plan", "show")["seats"]
    office.ok("plan", "arrange", "--seed", "99")
    assert office.ok("plan", "show")["seats"] == before


def test_publish_answers_package_record_hash_and_pins(published: Published) -> None:
    said = published.answer
    assert set(said) == {"package", "record", "revision", "content_hash", "rehearsal", "pins", "short"}
    assert said["rehearsal"] is True
    assert said["short"] == []
    assert len(said["content_hash"]) == 64
    assert len(said["pins"]) == len(STAFF)
    assert published.package.read_bytes().startswith(b"age-encryption.org/v1")


@pytest.mark.parametrize("step", ["nothing", "no seats"])
def test_publish_refuses_an_incomplete_plan_in_a_sentence(cli: Cli, tmp_path: Path, step: str) -> None:
    cli.ok("plan", "import", workbook(tmp_path / "r.xlsx", candidates=0 if step == "nothing" else None))
    out = tmp_path / "p.kdp"
    fault = cli.refused("plan", "publish", "-o", out)["fault"]
    assert fault["code"] == "plan-incomplete"
    assert fault["message"].startswith("计划还不能发布")
    assert not out.exists()
    assert cli.ok("plan", "show")["plan"]["revision"] == 0


def test_publish_into_an_unwritable_place_changes_nothing(office: Cli, tmp_path: Path) -> None:
    for out in (tmp_path / "nowhere" / "p.kdp", tmp_path, Path("/dev/full/p.kdp")):
        assert office.refused("plan", "publish", "-o", out)["fault"]["code"] == "cannot-write"
    assert "没有“777”" in office.refused("plan", "publish", "-o", tmp_path / "p", "--officer", "777", code=2)["usage"]
    assert office.ok("plan", "show")["plan"]["revision"] == 1


def test_enrol_makes_a_desk_once(cli: Cli, published: Published) -> None:
    enrol = ("desk", "enrol", published.package, "--label", "一号门", "--role", "door")
    said = cli.ok(*enrol)
    assert set(said) == {"record", "desk", "label", "role", "entry"}
    assert (said["record"], said["role"], said["entry"]) == (published.answer["record"], "door", 1)
    again = cli.refused(*enrol)["fault"]
    assert again["code"] == "desk-enrolled"
    assert "一号门" in again["message"]
    assert cli.entries() == 1


def test_enrol_refuses_what_is_no_package(cli: Cli, published: Published, tmp_path: Path) -> None:
    rest = ("--label", "门", "--role", "door")
    junk = tmp_path / "junk"
    junk.write_bytes(b"\0" * 5000)
    assert cli.refused("desk", "enrol", junk, *rest)["fault"]["code"] == "package-damaged"
    assert cli.refused("desk", "enrol", tmp_path / "none", *rest)["fault"]["code"] == "file-not-found"
    assert cli.refused("desk", "enrol", tmp_path, *rest)["fault"]["code"] == "file-unreadable"
    assert cli.refused("desk", "enrol", published.package, "--label", " ", "--role", "door")["fault"]["code"] == (
        "desk-label"
    )
    assert (
        "只能是" in cli.refused("desk", "enrol", published.package, "--label", "x", "--role", "chef", code=2)["usage"]
    )
    assert not (cli.home / "home.db").exists()


def test_enrol_with_a_wrong_package_passphrase_says_so(
    cli: Cli, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAODIAN_PACKAGE_PASSPHRASE", "another")
    fault = cli.refused("desk", "enrol", published.package, "--label", "门", "--role", "door")["fault"]
    assert fault["code"] == "package-passphrase"


def test_a_package_of_another_edition_is_refused(
    cli: Cli, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.exchange import packages

    monkeypatch.setattr(packages, "EDITION", 0)
    fault = cli.refused("desk", "enrol", published.package, "--label", "门", "--role", "door")["fault"]
    assert fault["code"] == "package-newer"
    assert "格式 1" in fault["message"]


def test_human_text_is_chinese_and_names_the_numbers(office: Cli, published: Published) -> None:
    shown = office.run("plan", "show")
    assert shown.code == 0
    assert "考生 6" in shown.out
    assert json.loads(json.dumps(shown.out)) == shown.out
    assert "座位 6" in office.run("plan", "arrange").out
