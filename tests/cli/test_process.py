"""The real program in a process of its own: streams that close or fill up, signals, bytes that are no text."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import ROOT
from tests.cli.site import DATE, Cli, document

DOOR = ("door", "--room", "01", "--stdin")


def start(cli: Cli, *arguments: str | bytes, **given: Any) -> subprocess.Popen[bytes]:
    env = {**os.environ, "KAODIAN_HOME": str(cli.home), **given.pop("env", {})}
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **given}
    return subprocess.Popen([sys.executable, "-m", "desktop", *arguments], cwd=ROOT, env=env, **streams)


def end(process: subprocess.Popen[bytes], text: bytes = b"") -> tuple[int, bytes, bytes]:
    out, err = process.communicate(text, timeout=60)
    assert b"Traceback" not in (out or b"") + (err or b"")
    assert b"Exception ignored" not in (err or b"")
    return process.returncode, out, err


def test_python_m_desktop_answers(control: Cli) -> None:
    code, out, err = end(start(control, "--json", "record", "show"))
    assert (code, err) == (0, b"")
    assert json.loads(out)["entries"] == 1


@pytest.mark.skipif(os.name == "nt", reason="arguments are text on Windows")
def test_bytes_that_are_no_text_are_wrong_usage_and_file_names_may_hold_them(control: Cli) -> None:
    code, out, err = end(start(control, "act", b"\xff\xfe", "--about", b"room:\xff"))
    assert (code, out) == (2, b"")
    assert err
    code, out, _ = end(start(control, "record", "verify", b"/nowhere/\xff.jsonl", "--json"))
    assert code == 1
    assert json.loads(out)["fault"]["code"] == "file-not-found"


def test_json_is_utf8_whatever_the_terminal_speaks(control: Cli) -> None:
    code, out, _ = end(start(control, "plan", "show", "--json", env={"PYTHONIOENCODING": "gbk", "LC_ALL": "C"}))
    assert code == 0
    assert json.loads(out.decode("utf-8"))["candidates"][0]["name"].startswith("考生第")
    code, out, _ = end(start(control, "plan", "show", env={"PYTHONIOENCODING": "ascii"}))
    assert code == 0


def test_a_reader_that_goes_away_is_no_fault_of_ours(control: Cli) -> None:
    reading, writing = os.pipe()
    process = start(control, "act", "--list", stdout=writing)
    os.close(reading)
    os.close(writing)
    code, _, err = end(process)
    assert (code, err) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_an_output_that_is_full_is_said_on_the_other(control: Cli, flags: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        code, _, err = end(start(control, "act", "--list", *flags, stdout=full))
    assert code == 1
    assert "输出写不下去" in err.decode()


@pytest.mark.skipif(os.name == "nt", reason="closed by a shell Windows has not")
def test_closed_streams_are_no_fault_of_ours(control: Cli) -> None:
    shell = f'exec "{sys.executable}" -m desktop record show "$@" <&- >&- 2>&-'
    env = {**os.environ, "KAODIAN_HOME": str(control.home)}
    assert subprocess.run(["sh", "-c", shell], cwd=ROOT, env=env, check=False, timeout=60).returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl+C to a console, not to a process")
def test_verdicts_come_as_the_lines_do_and_an_interruption_loses_none(control: Cli) -> None:
    process = start(control, *DOOR)
    assert process.stdin is not None
    assert process.stdout is not None
    shown = []
    for minute in (6, 7):
        process.stdin.write(f"{document(1)},,{DATE}T08:{minute:02d}\n".encode())
        process.stdin.flush()
        shown.append(json.loads(process.stdout.readline()))
    process.send_signal(signal.SIGINT)
    code, out, _ = end(process)
    assert code == 1
    assert json.loads(out)["fault"]["code"] == "interrupted"
    assert [s["verdict"] for s in shown] == ["ok", "already-in"]
    assert control.entries() == 1 + len(shown)
    assert control.ok("record", "verify")["ok"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_lines_are_read_as_the_tools_of_any_system_write_them(control: Cli, encoding: str) -> None:
    text = f"{document(1)},,{DATE}T08:06\r\n{document(1)},,{DATE}T08:07\r\n"
    code, out, _ = end(start(control, *DOOR), text.encode(encoding))
    assert code == 0
    assert [json.loads(line)["verdict"] for line in out.splitlines()] == ["ok", "already-in"]


def test_a_process_that_is_killed_loses_nothing_it_confirmed(control: Cli) -> None:
    process = start(control, *DOOR)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f"{document(1)},,{DATE}T08:06\n".encode() * 200)
    process.stdin.flush()
    confirmed = [json.loads(process.stdout.readline())["entry"] for _ in range(20)]
    process.kill()
    process.communicate(timeout=60)
    said = control.ok("record", "verify")
    assert said["ok"]
    assert said["entries"] >= confirmed[-1]["number"] == 21
    kept = control.ok("record", "show", "--about", f"candidate:{document(1)}")["entries"]
    assert {c["hash"] for c in confirmed} <= {e["hash"] for e in kept}


def test_a_command_about_a_file_loads_neither_database_nor_rules(control: Cli, tmp_path: Path) -> None:
    file = tmp_path / "record.jsonl"
    control.ok("record", "export", "-o", file)
    code = (
        "import json, sys\nfrom desktop.__main__ import main\n"
        f"assert main(['record', 'verify', {str(file)!r}]) == 0\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=60)
    loaded = set(json.loads(ran.stdout.splitlines()[-1]))
    assert not loaded & {"sqlalchemy", "sqlcipher3", "PySide6", "pydantic", "desktop.exam.decide", "httpx", "keyring"}
