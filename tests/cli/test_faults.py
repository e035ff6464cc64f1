"""Every wrong word, file, passphrase, home and disk is a sentence with its exit code, and changes nothing."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from desktop.store.home import open_home
from tests.cli.conftest import Published
from tests.cli.site import DATE, PASSPHRASE, Cli, document

ORDER = ("act", "give-order", "--about", "sitting", "--officer", "001", "--at", f"{DATE}T07:30")
DOOR = ("door", "--room", "01", "--number", document(1))


# --- the home ---------------------------------------------------------------------------------------------------------


def test_a_wrong_passphrase_is_a_sentence(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", "wrong")
    fault = control.refused("record", "show")["fault"]
    assert fault["code"] == "wrong-passphrase"
    told = control.run("record", "show")
    assert (told.code, told.out) == (1, "")
    assert told.err.strip() == fault["message"]


def test_without_a_passphrase_nobody_is_asked_where_nobody_sits(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAODIAN_PASSPHRASE")
    assert control.refused("record", "show")["fault"]["code"] == "passphrase-needed"


def test_a_folder_that_is_no_home_is_left_alone(cli: Cli, tmp_path: Path) -> None:
    for command in (("record", "show"), ("plan", "show"), ("plan", "arrange"), ("hub", "status"), DOOR):
        assert cli.refused(*command)["fault"]["code"] == "not-a-home"
    assert not cli.home.exists()
    cli.home.mkdir()
    (cli.home / "home.db").write_bytes(b"SQLite format 3\0" + bytes(8000))
    assert cli.refused("record", "show")["fault"]["code"] == "not-a-home"
    (cli.home / "home.db").write_bytes(b"short")
    assert cli.refused("record", "show")["fault"]["code"] == "damaged-home"
    file = tmp_path / "file"
    file.write_text("x")
    assert cli.at(file).refused("record", "show")["fault"]["code"] == "not-a-home"
    assert cli.at(file / "below").refused("plan", "import", file)["fault"]["code"] == "home-unreachable"


def test_a_home_of_a_newer_edition_is_refused(control: Cli) -> None:
    with open_home(control.home, PASSPHRASE) as home:
        home.database.raw.execute("PRAGMA user_version = 99")
    fault = control.refused("record", "show")["fault"]
    assert fault["code"] == "newer-edition"
    assert "更新" in fault["message"]


def test_a_home_another_program_holds_is_busy_and_nothing_is_written(
    control: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store import database

    connect = database.dbapi2.connect

    class Impatient:
        """The five seconds a writer waits for another are not waited in a test."""

        def __init__(self, *given: Any, **named: Any) -> None:
            self._real = connect(*given, **named)

        def execute(self, statement: str, *values: Any) -> Any:
            return self._real.execute(statement.replace("busy_timeout = 5000", "busy_timeout = 50"), *values)

        def __getattr__(self, name: str) -> Any:
            return getattr(self._real, name)

    before = control.entries()
    with open_home(control.home, PASSPHRASE) as home:
        home.database.raw.execute("BEGIN IMMEDIATE")
        with monkeypatch.context() as patch:
            patch.setattr(database.dbapi2, "connect", Impatient)
            assert control.refused(*DOOR, "--at", f"{DATE}T08:10")["fault"]["code"] == "home-busy"
            assert control.run("record", "show").code == 0, "readers never wait"
        home.database.raw.execute("ROLLBACK")
    assert control.entries() == before


def test_a_full_disk_refuses_the_next_confirmation(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.store.database import Database

    before = control.entries()
    init = Database.__init__

    def small(self: Database, *given: Any, **named: Any) -> None:
        init(self, *given, **named)
        pages = self.raw.execute("PRAGMA page_count").fetchone()[0]
        self.raw.execute(f"PRAGMA max_page_count = {pages}")

    with monkeypatch.context() as patch:
        patch.setattr(Database, "__init__", small)
        codes = [control.run(*DOOR, "--at", f"{DATE}T08:{n:02d}", "--json") for n in range(6, 40)]
    faults = [ran.json["fault"]["code"] for ran in codes if "fault" in ran.json]
    assert faults
    assert set(faults) == {"disk-full"}
    assert control.entries() == before + len(codes) - len(faults)
    assert control.run("record", "verify").code == 0


# --- values -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("at", ["", "yesterday", "25:00", "2026-13-01T08:00", "9999-12-31T23:59", "8:10", "-1", "１"])
def test_a_time_that_is_none_is_wrong_usage(control: Cli, at: str) -> None:
    said = control.refused(*DOOR, "--at", at, code=2)
    assert "ISO 8601" in said["usage"]


def test_times_are_site_time_unless_they_say_otherwise(control: Cli) -> None:
    stamps = ["2026-12-05T08:10", "2026-12-05 08:10:00.000", "2026-12-05T00:10Z", "20261205T001000+0000"]
    found = {control.ok(*DOOR, "--at", s)["at"] for s in stamps[:1]}
    found |= {control.run(*DOOR, "--at", s, "--json").json["at"] for s in stamps[1:]}
    assert found == {1_796_429_400_000}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("{", "不是 JSON"),
        ("[]", "JSON 对象"),
        ("null", "JSON 对象"),
        ('{"order": 1.0}', "小数"),
        ('{"order": NaN}', "小数"),
        ('{"order": 1e999}', "小数"),
        ('{"order": "start", "order": "end"}', "两次"),
        ('{"order": ' + "9" * 5000 + "}", "太长"),
        ('{"order": ' + "[" * 100_000 + "}", "嵌套太深"),
        ('{"order": "\\ud800"}', "不成字"),
    ],
)
def test_data_that_cannot_be_recorded_is_wrong_usage(control: Cli, data: str, told: str) -> None:
    said = control.refused(*ORDER, "--data", data, code=2)
    assert told in said["usage"]


def test_pins_that_are_no_json_object_are_wrong_usage(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    deepest = 30_000 if os.name == "nt" else 100_000  # no variable of Windows is longer
    for text in ("246810", "{", "[]", '{"001": 246810}', "[" * deepest):
        monkeypatch.setenv("KAODIAN_PINS", text)
        assert "KAODIAN_PINS" in control.refused(*ORDER, "--data", '{"order": "start"}', code=2)["usage"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("nosuch",),
        ("plan",),
        ("plan", "nosuch"),
        ("plan", "import"),
        ("plan", "template"),
        ("plan", "template", "-o"),
        ("plan", "template", "-o", "a", "-o", "b"),
        ("plan", "show", "more"),
        ("door",),
        ("door", "--room", "01"),
        ("door", "--room", "--number", "1"),
        ("door", "--room", "01", "--number", "1", "--source", "virtual:x"),
        ("door", "--room", "01", "--number", "1", "--number", "2"),
        ("door", "--room", "01", "--number", "1", "--can", "123456"),
        ("act",),
        ("act", "nosuch", "--about", "site"),
        ("act", "give-order"),
        ("act", "give-order", "--list"),
        ("read-id", "--source", "keyboard:", "--timeout", "nan"),
        ("read-id", "--source", "keyboard:", "--can", "1", "--mrz", "x"),
        ("read-id", "--source", "keyboard:", "--document", "x"),
        ("rehearse", "--rooms", "0", "-o", "x"),
        ("rehearse", "--faults", "rain", "-o", "x"),
        ("report", "weather", "-o", "x"),
        ("record", "verify", "a", "b"),
        ("--desk", "door", "open"),
        ("open", "--desk", "kitchen"),
        ("plan", "show", "--json=yes"),
        ("plan", "show", "--frobnicate"),
        ("desk", "enrol", "x", "--label", "a\udcff", "--role", "door"),
        ("plan", "import", "a\0b"),
    ],
)
def test_wrong_words_are_a_sentence_and_exit_2(cli: Cli, arguments: tuple[str, ...]) -> None:
    ran = cli.run(*arguments)
    assert ran.code == 2, ran
    assert ran.out == ""
    assert any("\u4e00" <= c <= "\u9fff" for c in ran.err)
    said = cli.run(*arguments, "--json")
    assert said.code == 2
    assert list(said.json) == ["usage"]
    assert said.err == ""


def test_a_word_nearly_right_is_named(cli: Cli) -> None:
    assert "是不是 plan import" in cli.run("plan", "improt").err
    assert "是不是 --number" in cli.run("door", "--room", "1", "--nubmer", "2").err


def test_home_and_json_stand_anywhere(control: Cli, tmp_path: Path) -> None:
    elsewhere = control.at(tmp_path / "nowhere")
    for given in (
        ("--json", "--home", str(control.home), "record", "show"),
        ("record", "--json", "show", f"--home={control.home}"),
        ("--home", str(control.home), "record", "show", "--json"),
    ):
        assert elsewhere.run(*given).json["entries"] == 1
    assert elsewhere.run("record", "show", "--home").code == 2


# --- our own faults ---------------------------------------------------------------------------------------------------


def test_our_own_fault_leaves_a_report_without_personal_data(control: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.operations.record import Record

    def broken(self: Record, *given: Any, **named: Any) -> None:
        raise KeyError(document(1), "考生第1", PASSPHRASE)

    monkeypatch.setattr(Record, "write", broken)
    ran = control.run(*DOOR, "--at", f"{DATE}T08:10", "--json")
    assert ran.code == 3
    report = Path(ran.json["error"]["report"])
    text = report.read_text(encoding="utf-8")
    assert "KeyError" in text
    assert "desktop/operations/door.py" in text.replace("\\", "/")
    for secret in (document(1), "考生第1", PASSPHRASE, "246810"):
        assert secret not in text + ran.out
    told = control.run(*DOOR, "--at", f"{DATE}T08:10")
    assert (told.code, told.out) == (3, "")
    assert "请交给技术人员" in told.err


def test_a_report_that_cannot_be_written_does_not_make_it_worse(
    control: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import tempfile

    from desktop.operations.record import Record

    monkeypatch.setattr(Record, "act", lambda *_, **__: 1 / 0)
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("KAODIAN_REPORTS", str(tmp_path / "file" / "below"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path / "file"))
    assert control.run(*ORDER, "--data", '{"order": "start"}').code == 3


@pytest.mark.parametrize(("error", "code"), [(KeyboardInterrupt(), "interrupted"), (MemoryError(), "memory-full")])
def test_an_interruption_says_that_nothing_is_lost(
    control: Cli, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: str
) -> None:
    from desktop.operations.record import Record

    def stop(self: Record, *given: Any, **named: Any) -> None:
        raise error

    monkeypatch.setattr(Record, "write", stop)
    fault = control.refused(*DOOR, "--at", f"{DATE}T08:10")["fault"]
    assert fault["code"] == code
    assert "不受影响" in fault["message"]


# --- help -------------------------------------------------------------------------------------------------------------


def test_every_command_explains_itself_in_chinese(cli: Cli) -> None:
    from desktop.cli.commands import FORMS

    everything = cli.run("--help")
    assert everything.code == 0
    for form in FORMS:
        assert form.name in everything.out
        ran = cli.run(*form.name.split(), "--help")
        assert ran.code == 0
        assert ran.out.startswith(f"用法：kaodian {form.name}")
        assert all(option.name in ran.out for option in form.options)
    assert cli.run("plan", "--help").out.count("plan import") == 1
    assert json.loads(cli.run("door", "--help", "--json").out)["help"].startswith("用法")


def test_the_version_is_told_by_the_command_the_self_test_and_a_report(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from importlib.metadata import version

    from desktop.logs import report_bug

    assert cli.run("--version").out == f"考点 Kaodian {version('kaodian')}\n"
    assert json.loads(cli.run("--version", "--json").out) == {"version": version("kaodian")}
    assert json.loads(cli.run("selftest", "--json").out)["version"] == version("kaodian")
    monkeypatch.setenv("KAODIAN_REPORTS", str(tmp_path))
    assert f"kaodian: {version('kaodian')} " in report_bug(ValueError()).read_text(encoding="utf-8")


def test_every_command_of_the_design_is_there_and_leads_somewhere() -> None:
    import importlib
    import inspect
    from dataclasses import fields

    from desktop.cli.commands import FORMS
    from desktop.cli.paper.printing import Scope

    for form in FORMS:
        module, _, name = form.runs.partition(":")
        function = getattr(importlib.import_module(f"desktop.cli.{module}"), name)
        taken = [p for p in inspect.signature(function).parameters if p not in ("run", "scope")]
        if "scope" in inspect.signature(function).parameters:
            taken += [field.name for field in fields(Scope)]
        assert sorted(taken) == sorted([*(w.parameter for w in form.words), *(o.parameter for o in form.options)]), (
            form.name
        )


def test_a_copied_home_still_opens(control: Cli, published: Published, tmp_path: Path) -> None:
    shutil.copytree(control.home, tmp_path / "copy")
    assert control.at(tmp_path / "copy").entries() == 1
