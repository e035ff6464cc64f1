"""A morning of two machines, one with Windows, one with this system: each enrols, checks at its door and prints, what
one hands over the other reads, by file and by the hub, and in the end both write the same record, byte for byte."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.cli.site import DATE, PASSPHRASE, Cli, document, workbook
from tests.helpers.postgres import cluster
from tests.helpers.windows import Windows

ROOM = "01"
FORMS = ("summary-sheet", "seat-labels")
AT = ("--at", f"{DATE}T08:10")


@dataclass(frozen=True)
class Far:
    """The command line on Windows: `home` is a folder of its drive."""

    windows: Windows
    home: str

    def __call__(self, *commands: tuple[str, ...] | dict[str, Any]) -> list[Any]:
        """One process for all of them. A command that must succeed is a tuple, any other says its code itself."""
        asked = [c if isinstance(c, dict) else {"arguments": [*c, "--json"]} for c in commands]
        lines = "".join(json.dumps({"home": self.home, **each}) + "\n" for each in asked)
        ran = self.windows.python("-m", "tests.windows.commands", stdin=lines, env=_ENVIRONMENT)
        assert ran.returncode == 0, ran.stderr
        answers = [json.loads(line) for line in ran.stdout.splitlines()]
        assert len(answers) == len(commands)
        for given, answer in zip(asked, answers, strict=True):
            assert answer["code"] == given.get("code", 0), answer
        return [json.loads(a["out"]) if "out" in a else a["answers"] for a in answers]


_ENVIRONMENT = {"KAODIAN_PASSPHRASE": PASSPHRASE}


@pytest.fixture
def near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setenv("KAODIAN_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("KAODIAN_REPORTS", str(tmp_path / "reports"))
    return Cli(tmp_path / "near", monkeypatch)


def refused(code: int, *arguments: str) -> dict[str, Any]:
    return {"arguments": [*arguments, "--json"], "code": code}


def door(*numbers: int) -> str:
    """Lines for `door --stdin`."""
    return "".join(f"{document(n)},,{DATE}T08:{10 + n:02d}\n" for n in numbers)


def text_of(path: Path) -> list[str]:
    """What the pages of a PDF say, without when and where it was printed."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [re.sub(r"\d{2}:\d{2}(:\d{2})?", "", page.get_textpage().get_text_range()) for page in pdf]


def test_two_machines_of_two_systems_share_a_morning(windows: Windows, near: Cli, tmp_path: Path) -> None:
    office, desk = Far(windows, r"C:\考点\考务"), Far(windows, r"C:\考点\查证台 1")
    folder = tmp_path / "优盘"
    folder.mkdir()
    roster, package = workbook(tmp_path / "roster.xlsx"), folder / "计划.kdplan"
    at = windows.path

    # Windows publishes, both enrol. No file hides behind another's name.
    office(
        ("plan", "import", at(roster)),
        ("plan", "arrange", "--seed", "7"),
        ("plan", "publish", "--rehearsal", "-o", at(package)),
    )
    near.ok("desk", "enrol", package, "--label", "主考台", "--role", "control", *AT)
    door_of_three = {"arguments": ["door", "--room", ROOM, "--stdin"], "lines": door(1, 2, 3), "until": 2, "code": 1}
    _, shown, _, _, _, _, ended, verified, left = desk(
        ("desk", "enrol", at(package), "--label", "查证台", "--role", "door", *AT),
        ("plan", "show"),
        *(("print", form, "--accept-flags", "-o", at(folder / f"far-{form}.pdf")) for form in FORMS),
        refused(1, "print", FORMS[0], "--again", "-o", at(folder / "8:30.pdf")),
        refused(1, "print", FORMS[0], "--again", "-o", r"C:\nul"),
        door_of_three,
        ("record", "verify"),
        ("record", "export", "-o", at(folder / "far.jsonl")),
    )
    assert shown == near.ok("plan", "show")
    rooms = {r["id"]: r["number"] for r in shown["rooms"]}
    seats = {s["candidate"]: rooms[s["room"]] for s in shown["seats"]}
    assert sorted(set(seats.values())) == ["01", "02"]
    for form in FORMS:
        near.ok("print", form, "--accept-flags", "-o", folder / f"near-{form}.pdf")
        assert text_of(folder / f"far-{form}.pdf") == text_of(folder / f"near-{form}.pdf") != []

    # The door on Windows was ended from outside after two answers: both are kept, and the record is whole.
    assert verified["ok"]
    entries = [json.loads(line) for line in (folder / "far.jsonl").read_bytes().splitlines()]
    assert {answer["entry"]["hash"] for answer in ended} <= {e["hash"] for e in entries}
    assert left["entries"] == len(entries) >= 3

    last = next(c["id"] for c in shown["candidates"] if c["document_number"] == document(6))
    hand_over(desk, near, folder, seats[last])
    assert {path.suffix for path in folder.iterdir()} == {".kdplan", ".jsonl", ".pdf"}


def hand_over(desk: Far, near: Cli, folder: Path, room: str) -> None:
    """What one wrote the other takes in, by file and by the hub, and they end with the same bytes. `room`: where the
    sixth candidate sits."""
    at = desk.windows.path
    assert near.ok("record", "verify", folder / "far.jsonl")["ok"]
    near.ok("record", "merge", folder / "far.jsonl")
    near.run("door", "--room", "02", "--stdin", stdin=door(5))
    near.ok("record", "export", "-o", folder / "near.jsonl")
    with cluster(wire=True) as hub:
        url = hub.fresh()
        near.ok("hub", "init", url)
        near.ok("sync")
        verified, merged, _, synced, exported = desk(
            ("record", "verify", at(folder / "near.jsonl")),
            ("record", "merge", at(folder / "near.jsonl")),
            ("door", "--room", room, "--number", document(6), "--at", f"{DATE}T08:25"),
            ("sync", "--hub", url),
            ("record", "export", "-o", at(folder / "both.jsonl")),
        )
        near.ok("sync")
    assert (verified["ok"], merged["conflicts"]) == (True, [])
    assert (synced["heads_agree"], synced["sent"] > 0) == (True, True)
    assert near.ok("record", "export", "-o", folder / "near2.jsonl")["entries"] == exported["entries"]
    assert (folder / "both.jsonl").read_bytes() == (folder / "near2.jsonl").read_bytes()
