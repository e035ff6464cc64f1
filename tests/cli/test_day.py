"""The day by the command line alone: every act with its entries or its refusal, every verdict after its entry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from desktop.exam.decide import COMMANDS
from desktop.ledger.verify import verify
from tests.cli.conftest import Published
from tests.cli.morning import Morning
from tests.cli.site import DATE, PER_ROOM, Cli, document, pins

REPORT = ("act", "report-staff", "--about", "sitting", "--data", '{"staff": "002"}', "--at", f"{DATE}T07:30")
VERDICT = {
    *("verdict", "admitted", "colour", "title", "reason", "next", "clause", "facts", "candidate", "name"),
    *("room", "seat", "late", "warnings", "told", "names", "choices", "at", "entry"),
}


def seat_of(cli: Cli, n: int = 1) -> tuple[str, str]:
    """(room number, document number) of the n-th candidate."""
    plan = cli.ok("plan", "show")
    who = next(c["id"] for c in plan["candidates"] if c["document_number"] == document(n))
    room = next(s["room"] for s in plan["seats"] if s["candidate"] == who)
    return next(r["number"] for r in plan["rooms"] if r["id"] == room), document(n)


# --- the whole morning ------------------------------------------------------------------------------------------------


def test_a_whole_morning_by_commands_alone_closes_the_sitting(morning: tuple[Path, Morning], closed: Cli) -> None:
    said = closed.ok("record", "show")
    assert [r["status"] for r in said["rooms"]] == ["closed", "closed"]
    assert [r["open"] for r in said["rooms"]] == [[], []]
    assert said["sittings"][0]["status"] == "closed"
    assert sum(r["present"] for r in said["rooms"]) == 2 * PER_ROOM - 1
    assert said["conflicts"] == []
    assert all(v["admitted"] and set(v) == VERDICT for v in morning[1].verdicts)
    text = closed.run("record", "show").out
    assert "（演练）" in text
    assert said["code"] in text


def test_the_history_of_one_room_is_told_in_order(closed: Cli) -> None:
    said = closed.ok("record", "show", "--about", "room:01")
    found = [e["kind"] for e in said["entries"]]
    assert found.index("rules-read") < found.index("bag-opened") < found.index("papers-collected")
    assert found[-1] == "room-closed"
    assert closed.run("record", "show", "--about", "room:01").code == 0


# --- act --------------------------------------------------------------------------------------------------------------


def test_list_gives_each_commands_data_roles_and_clause(cli: Cli) -> None:
    rows = cli.ok("act", "--list")["commands"]
    assert [r["command"] for r in rows] == sorted(COMMANDS)
    assert all({"command", "title", "about", "data", "roles", "writes", "clause"} == set(r) for r in rows)
    assert all(r["clause"] and r["title"] != f"command-{r['command']}" for r in rows)
    order = next(r for r in rows if r["command"] == "give-order")
    assert order["roles"] == ["chief|deputy-chief"]
    (field,) = order["data"]
    assert (field["name"], field["required"]) == ("order", True)
    assert "start" in field["choices"]
    text = cli.run("act", "--list").out
    assert all(name in text for name in COMMANDS)


def test_act_answers_the_entries_it_wrote(control: Cli) -> None:
    before = control.entries()
    said = control.ok(*REPORT, "--officer", "003")
    (entry,) = said["entries"]
    assert (entry["kind"], entry["number"]) == ("staff-reported", before + 1)
    assert set(entry) == {
        *("v", "record", "desk", "number", "time", "wall", "offset", "officers", "kind", "edition"),
        *("about", "data", "previous", "hash", "signature"),
    }
    assert control.entries() == before + 1


def test_a_dry_run_writes_nothing(control: Cli) -> None:
    before = control.entries()
    said = control.ok(*REPORT, "--officer", "003", "--dry-run")
    assert said["dry_run"] is True
    assert control.entries() == before
    assert "未写入" in control.run(*REPORT, "--officer", "003", "--dry-run").out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--about", "room:01", "--data", "{}", "--officer", "001"), "about-type"),
        (("--about", "sitting:nowhere", "--data", '{"order": "start"}', "--officer", "001"), "about-unknown"),
        (("--about", "nothing", "--data", '{"order": "start"}', "--officer", "001"), "about-wrong"),
        (("--about", "sitting", "--data", '{"order": "lunch"}', "--officer", "001"), "data-wrong"),
        (("--about", "sitting", "--data", '{"order": {"a": [[1]]}}', "--officer", "001"), "data-wrong"),
        (("--about", "sitting", "--officer", "001"), "data-missing"),
        (("--about", "sitting", "--data", '{"order": "start", "x": 1}', "--officer", "001"), "data-unknown"),
        (("--about", "sitting", "--data", '{"order": "start"}'), "signature-missing"),
        (("--about", "sitting", "--data", '{"order": "start"}', "--officer", "777"), "officer-unknown"),
        (("--about", "sitting", "--data", '{"order": "start"}', "--officer", ""), "officer-unknown"),
        (("--about", "sitting", "--data", '{"order": "start"}', "--officer", "003"), "not-entitled"),
        (
            ("--about", "sitting", "--data", '{"order": "start"}', "--officer", "001", "--officer", "001"),
            "same-person",
        ),
        (("--about", "sitting", "--data", '{"order": "start"}', "--officer", "001"), "too-early"),
    ],
)
def test_a_refusal_names_code_facts_clause_and_what_to_do(control: Cli, arguments: tuple[str, ...], code: str) -> None:
    before = control.entries()
    given = ("act", "give-order", *arguments, "--at", f"{DATE}T07:30")
    said = control.refused(*given)
    assert set(said["refused"]) == {"code", "facts", "clause", "next"}
    assert said["refused"]["code"] == code
    assert said["refused"]["next"]
    assert said["message"] not in ("", f"refused-{code}")
    assert control.entries() == before
    told = control.run(*given)
    assert told.code == 1
    assert said["message"] in told.out


def test_a_wrong_pin_is_refused_and_names_nobodys_pin(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_PINS", '{"003": "000000"}')
    said = control.refused(*REPORT, "--officer", "003")
    assert said["refused"]["code"] == "pin-wrong"
    assert "000000" not in json.dumps(said)
    monkeypatch.setenv("KAODIAN_PINS", pins(["001"]))
    assert control.refused(*REPORT, "--officer", "003")["refused"]["code"] == "pin-wrong"


def test_five_wrong_pins_lock_a_person_out_for_a_minute_whatever_process_tries(
    control: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as wrong:
        wrong.setenv("KAODIAN_PINS", '{"003": "000000"}')
        left = [control.refused(*REPORT, "--officer", "003")["refused"]["facts"]["left"] for _ in range(5)]
    assert left == [4, 3, 2, 1, 0]
    locked = control.refused(*REPORT, "--officer", "003")["refused"]
    assert locked["code"] == "pin-locked"
    assert 0 < locked["facts"]["seconds"] <= 60
    assert control.ok(*REPORT, "--officer", "004")


def test_a_right_pin_forgets_the_wrong_ones(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as wrong:
        wrong.setenv("KAODIAN_PINS", '{"003": "000000"}')
        for _ in range(4):
            control.refused(*REPORT, "--officer", "003")
    control.ok(*REPORT, "--officer", "003", "--dry-run")
    monkeypatch.setenv("KAODIAN_PINS", '{"003": "000000"}')
    assert control.refused(*REPORT, "--officer", "003")["refused"]["facts"]["left"] == 4


def test_people_rooms_and_bags_are_known_by_their_numbers_and_by_their_ids(control: Cli) -> None:
    plan = control.ok("plan", "show")
    ids = {s["number"]: s["id"] for s in plan["staff"]}
    by_id = control.act("report-staff", "sitting", {"staff": ids["003"]}, ids["003"], at="07:30:00")
    by_number = control.act("report-staff", "sitting:理论知识", {"staff": "004"}, "003", at="07:30:10")
    assert by_id["entries"][0]["data"]["staff"] == ids["003"]
    assert by_number["entries"][0]["data"]["staff"] == ids["004"]
    assert by_number["entries"][0]["officers"] == [ids["003"]]


def test_a_corrected_value_lies_beside_the_record_and_never_in_it(control: Cli) -> None:
    plan = control.ok("plan", "show")
    who = plan["candidates"][0]
    data = {"field": "name", "value": "更正后的姓名", "reason": "录入错误"}
    about = f"candidate:{who['admission_number']}"
    said = control.act("correct-candidate", about, data, "001", "003", at="08:00")
    (entry,) = said["entries"]
    assert "更正后的姓名" not in json.dumps(entry, ensure_ascii=False)
    assert len(entry["data"]["attachment"]) == 64
    wrong = ("act", "correct-candidate", "--about", about, "--data", '{"field": "name", "value": 3, "reason": "x"}')
    assert "correct-candidate" in control.refused(*wrong, code=2)["usage"]


def test_a_photo_of_another_camera_comes_in_by_its_file(control: Cli, tmp_path: Path) -> None:
    plain = tmp_path / "p.png"
    Image.new("RGB", (1280, 720), (120, 120, 120)).save(plain)
    room = control.ok("plan", "show")["rooms"][0]["number"]
    given = ("act", "add-photo", "--about", f"room:{room}", "--data", '{"shows": "event"}', "--officer", "001")
    said = control.ok(*given, "--photo", plain, "--at", f"{DATE}T08:40")
    (entry,) = said["entries"]
    assert (entry["kind"], entry["data"]["problems"]) == ("photo-added", ["empty"])
    assert len(entry["data"]["attachment"]) == 64
    again = control.refused(*given, "--photo", plain, "--at", f"{DATE}T08:41")
    assert again["refused"]["code"] == "already-done"
    wrong = tmp_path / "p.jpg"
    wrong.write_text("no picture")
    assert control.refused(*given, "--photo", wrong)["fault"]["code"] == "photo-no-picture"
    other = ("act", "call-chief", "--about", f"room:{room}", "--photo", plain)
    assert "add-photo" in control.refused(*other, code=2)["usage"]


# --- the door ---------------------------------------------------------------------------------------------------------


def test_one_check_answers_the_verdict_with_its_entry(control: Cli) -> None:
    room, number = seat_of(control)
    said = control.ok("door", "--room", room, "--number", number, "--at", f"{DATE}T08:12")
    assert set(said) == VERDICT
    assert (said["verdict"], said["admitted"], said["colour"], said["room"]) == ("ok", True, "ok", room)
    last = control.ok("record", "show", "--about", f"candidate:{number}")["entries"][-1]
    assert last["hash"] == said["entry"]["hash"]


def test_the_verdict_is_said_in_chinese(control: Cli) -> None:
    room, number = seat_of(control)
    ran = control.run("door", "--room", room, "--number", number, "--at", f"{DATE}T08:12")
    assert ran.code == 0
    assert f"{room} 考场" in ran.out
    assert "verdict-" not in ran.out
    assert "reason-" not in ran.out


def test_a_name_that_needs_eyes_stands_beside_the_rosters(control: Cli) -> None:
    room, number = seat_of(control)
    name = next(c["name"] for c in control.ok("plan", "show")["candidates"] if c["document_number"] == number)
    step = json.dumps([{"number": number, "name": "□" + name[1:]}], ensure_ascii=False)
    asked = ("door", "--room", room, "--source", f"virtual:{step}", "--at", f"{DATE}T08:12")
    said = control.ok(*asked)
    assert said["verdict"] == "ok-name-check"
    assert said["names"] == {
        "roster": name,
        "read": "□" + name[1:],
        "roster_marks": [0],
        "read_marks": [0],
        "alike": False,
    }
    again = control.run(*asked)
    assert f"名册：〔{name[0]}〕{name[1:]}" in again.out


def test_a_chip_is_enrolled_by_its_serial_and_kept_by_its_digest(control: Cli) -> None:
    _, number = seat_of(control)
    data = '{"token": "04:A2:2B:91", "kind": "ticket"}'
    said = control.act("enrol-token", f"candidate:{number}", json.loads(data), "003", at="08:00")
    (entry,) = said["entries"]
    assert len(entry["data"]["token"]) == 64
    assert "A2:2B" not in json.dumps(control.ok("record", "show", "--about", f"candidate:{number}"))


def test_who_may_not_enter_is_refused_and_recorded(control: Cli) -> None:
    room, number = seat_of(control)
    other = "02" if room == "01" else "01"
    before = control.entries()
    said = control.refused("door", "--room", other, "--number", number, "--at", f"{DATE}T08:12")
    assert (said["verdict"], said["admitted"]) == ("wrong-room", False)
    assert said["next"]
    stranger = control.refused("door", "--room", room, "--number", document(900), "--at", f"{DATE}T08:12")
    assert stranger["verdict"] == "not-on-roster"
    assert control.entries() == before + 2


def test_an_unknown_room_is_refused_and_not_recorded(control: Cli) -> None:
    before = control.entries()
    said = control.refused("door", "--room", "77", "--number", document(1), "--at", f"{DATE}T08:12")
    assert said["refused"]["code"] == "room-unknown"
    assert control.entries() == before


def lines_of(cli: Cli, text: str, *more: str) -> tuple[int, list[Any]]:
    ran = cli.run("door", "--room", "01", "--stdin", *more, stdin=text)
    assert ran.err == ""
    return ran.code, [json.loads(line) for line in ran.out.splitlines()]


def test_stdin_answers_one_verdict_a_line_and_goes_on(control: Cli) -> None:
    room, first = seat_of(control)
    assert room == "01"
    at = f"{DATE}T08:10"
    text = f"{first},,{at}\n\n{document(900)},-,{at}\n{first},,{at}\r\n"
    code, said = lines_of(control, text)
    assert code == 0
    assert [s["verdict"] for s in said] == ["ok", "not-on-roster", "already-in"]
    assert [s["entry"]["number"] for s in said] == [2, 3, 4]


def test_stdin_answers_a_line_that_is_no_check(control: Cli) -> None:
    _, first = seat_of(control)
    at = f"{DATE}T08:10"
    text = f"a,b,c,d\n,,{at}\n{first},,yesterday\n\udcff\udcfe,,{at}\n{'9' * 5000},,{at}\n{first},,{at}\n"
    code, said = lines_of(control, text)
    assert code == 2
    assert ["usage" in s for s in said] == [True, True, True, False, True, False]
    assert said[3]["admitted"] is False
    assert said[-1]["verdict"] == "ok"


def test_stdin_takes_one_time_for_all_lines(control: Cli) -> None:
    _, first = seat_of(control)
    code, said = lines_of(control, f"{first}\n", "--at", f"{DATE}T08:10")
    assert (code, said[0]["verdict"]) == (0, "ok")


def test_stdin_is_signed_line_by_line(control: Cli) -> None:
    _, first = seat_of(control)
    pair = Morning(control).pair("01")
    code, said = lines_of(control, f"{first}\n", "--at", f"{DATE}T08:10", "--officer", pair[1])
    assert code == 0
    entry = control.ok("record", "show", "--about", f"candidate:{first}")["entries"][-1]
    assert entry["hash"] == said[0]["entry"]["hash"]
    assert len(entry["officers"]) == 1
    code, said = lines_of(control, f"{first}\n", "--at", f"{DATE}T08:11", "--officer", "777")
    assert (code, said[0]["refused"]["code"]) == (1, "officer-unknown")


def test_stdin_goes_on_after_a_fault_of_the_site(
    control: Cli, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.faults import SiteFault
    from desktop.store.entries import EntryStore

    _, first = seat_of(control)
    real, full = EntryStore.append, [True]

    def append(self: EntryStore, entries: Any) -> None:
        if full.pop() if full else False:
            raise SiteFault("disk-full", path="x")
        real(self, entries)

    monkeypatch.setattr(EntryStore, "append", append)
    line = f"{first},,{DATE}T08:10\n"
    code, said = lines_of(control, line + line)
    assert code == 1
    assert said[0]["fault"]["code"] == "disk-full"
    assert said[1]["verdict"] == "ok", "what was not confirmed did not happen"


def test_a_verdict_is_durable_before_it_is_printed(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a reader of the output has seen is in the file by then, for any other process to read."""
    from desktop.cli.answer import Answer
    from desktop.store.home import open_home
    from tests.cli.site import PASSPHRASE

    _, first = seat_of(control)
    real, seen = Answer.line, []

    def line(self: Answer, data: Any) -> None:
        with open_home(control.home, PASSPHRASE) as beside:
            record = beside.plans.current_record()
            assert record
            lines = list(beside.entries.lines(record))
        seen.append(verify(lines).ok and data["entry"]["hash"].encode() in lines[-1])
        real(self, data)

    monkeypatch.setattr(Answer, "line", line)
    text = f"{first},,{DATE}T08:10\n" * 2
    assert control.run("door", "--room", "01", "--stdin", stdin=text).code == 0
    assert seen == [True, True]


def test_a_virtual_reader_stands_at_the_door(control: Cli, tmp_path: Path) -> None:
    room, number = seat_of(control)
    script = tmp_path / "cards.json"
    script.write_text(json.dumps([{"number": number, "document_type": "居民身份证"}]), encoding="utf-8")
    said = control.ok("door", "--room", room, "--source", f"virtual:{script}", "--at", f"{DATE}T08:12")
    assert said["verdict"] == "ok"
    read = control.ok("read-id", "--source", f"virtual:{script}")
    assert read["number"] == number
    fault = control.refused("read-id", "--source", "virtual:nowhere.json")["fault"]
    assert fault["code"] == "file-not-found"
    assert control.refused("read-id", "--source", "crystal:ball")["fault"]["code"] == "source-unknown"


def test_a_time_is_only_taken_in_a_rehearsal(cli: Cli, published: Published, tmp_path: Path) -> None:
    office = cli.at(tmp_path / "office")
    import shutil

    shutil.copytree(published.office, office.home)
    package = tmp_path / "real.kdp"
    office.ok("plan", "mark", "D7", "--on", "2026-11-20")
    said = office.ok("plan", "publish", "-o", package)
    assert (said["rehearsal"], said["revision"]) == (False, 2)
    enrol = ("desk", "enrol", package, "--label", "台", "--role", "control")
    assert cli.refused(*enrol, "--at", f"{DATE}T07:00")["fault"]["code"] == "at-needs-rehearsal"
    assert not (cli.home / "home.db").exists()
    cli.ok(*enrol)
    assert cli.refused(*REPORT, "--officer", "003")["fault"]["code"] == "at-needs-rehearsal"
    door = ("door", "--room", "01", "--number", document(1))
    assert cli.refused(*door, "--at", f"{DATE}T08:10")["fault"]["code"] == "at-needs-rehearsal"
    code, lines = lines_of(cli, f"{document(1)},,{DATE}T08:10\n{document(1)}\n")
    assert (code, lines[0]["fault"]["code"], lines[1]["admitted"]) == (1, "at-needs-rehearsal", False)
