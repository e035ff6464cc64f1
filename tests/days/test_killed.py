"""The plug, for real: a door desk killed in the middle of its stream, again and again (X12)."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.ledger.verify import verify
from desktop.operations.publishing import opened
from desktop.rehearsal.script import MINUTE, Script
from desktop.rehearsal.site import prepare
from tests.days.playing import QuickParts

KILLS = 10
ROOT = Path(__file__).parents[2]


def test_every_verdict_shown_before_a_kill_is_in_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAODIAN_PASSPHRASE", raising=False)
    parts = QuickParts()
    site = prepare(Script(40, 2, seed=3), tmp_path / "out", parts)
    plan = site.control.record.plan
    at = plan.sittings[0].start - 10 * MINUTE
    site.close()
    when = f"{(at + plan.site.utc_offset * MINUTE) // 1000 % 86400 // 3600:02d}:20:00"
    # Ten starts of the program: compiled once, into a folder of the test's own.
    stream = "".join(f"{c.document_number},,2026-12-05T{when}\n" for c in plan.candidates) * 40
    feed = tmp_path / "stream"
    feed.write_text(stream, encoding="utf-8")
    chance = random.Random(7)
    shown: dict[tuple[str, int], str] = {}
    for _ in range(KILLS):
        shown.update(_killed_run(tmp_path / "out" / "home", feed, chance.randrange(3, 60)))
        home = parts.open_home(tmp_path / "out" / "home", "rehearsal")
        try:
            desk = opened(home)
            held = {(e.desk, e.number): e.hash for e in home.entries.load(desk.record)}
            report = verify(home.entries.lines(desk.record), desk.record, desk.secret)
        finally:
            home.close()
        assert report.ok, report.reason
        assert [k for k, v in shown.items() if held.get(k) != v] == []
    assert len(shown) > KILLS * 3


def _killed_run(home: Path, feed: Path, after: int) -> dict[tuple[str, int], str]:
    """Run the door on the stream, kill it once it has shown `after` verdicts; what it had shown by then."""
    command = [sys.executable, "-m", "desktop", "--home", str(home), "door", "--room", "01", "--stdin"]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"KAODIAN_PASSPHRASE": "rehearsal", "PYTHONPYCACHEPREFIX": str(feed.with_name("compiled"))}
    with feed.open("rb") as lines:
        process = subprocess.Popen(command, stdin=lines, stdout=subprocess.PIPE, cwd=ROOT, env=environment)
    assert process.stdout is not None
    with process.stdout:
        seen = [process.stdout.readline() for _ in range(after)]
        process.kill()
        seen += process.stdout.read().splitlines(keepends=True)
    assert process.wait(30) == (1 if os.name == "nt" else -signal.SIGKILL)
    verdicts = [json.loads(line) for line in seen if line.endswith(b"\n")]
    assert len(verdicts) >= after
    return {(v["entry"]["desk"], v["entry"]["number"]): v["entry"]["hash"] for v in verdicts}
