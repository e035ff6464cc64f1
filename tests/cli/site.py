"""A small site for the command line: its roster workbook, and one run of a command as a stranger sees it."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop.__main__ import main
from tests.helpers.morning import document_number

PASSPHRASE = "考点 correct horse"
PIN = "246810"
DATE = "2026-12-05"
PER_ROOM = 3

STAFF = [
    ("001", "人员甲", "主考"),
    ("002", "人员乙", "副主考"),
    ("003", "人员丙", "考务人员"),
    ("004", "人员丁", "考务人员"),
    ("005", "人员戊", "考务人员"),
    ("006", "人员己", "保密员"),
    ("007", "人员庚", "流动监考员"),
    *((f"{11 + n:03d}", f"监考{'甲乙丙丁戊己'[n]}", "监考员") for n in range(6)),
    ("091", "人员辛", "督导员"),
    ("092", "人员壬", "质量内控人员"),
    ("093", "人员癸", "保障人员"),
]


def document(n: int) -> str:
    """Of the n-th candidate, born on 1990-03-07."""
    return document_number(7000 + n)


def workbook(path: Path, rooms: int = 2, candidates: int | None = None, **cells: Any) -> Path:
    """A roster of `rooms` rooms; `cells` (`B2="…"`) overwrite cells of the candidates' sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "计划"
    for row in (("计划名称", "2026年12月示例"), ("评价机构", "示例评价机构"), ("考点名称", "示例考点")):
        sheet.append(row)
    sittings = book.create_sheet("场次")
    sittings.append(("科目", "方式", "日期", "开始", "结束"))
    sittings.append(("理论知识", "笔试", DATE, "8:30", "10:00"))
    people = book.create_sheet("考生")
    people.append(("姓名", "证件号码", "准考证号", "职业", "等级", "科目"))
    for n in range(1, (PER_ROOM * rooms if candidates is None else candidates) + 1):
        people.append((f"考生第{n}", document(n), f"26120501{n:05d}", "钳工", "三级", "理论知识"))
    for cell, value in cells.items():
        people[cell] = value
    places = book.create_sheet("考场")
    places.append(("考场号", "地点", "容量"))
    for n in range(1, rooms + 1):
        places.append((f"{n:02d}", f"{300 + n} 教室", PER_ROOM))
    staff = book.create_sheet("人员")
    staff.append(("编号", "姓名", "角色"))
    for row in STAFF:
        staff.append(row)
    book.save(path)
    return path


@dataclass(frozen=True)
class Ran:
    """One command as it went."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output; anything beside it fails the test."""
        return json.loads(self.out)


@dataclass
class Cli:
    """Runs commands in this process, for one home."""

    home: Path
    patch: pytest.MonkeyPatch

    def run(self, *arguments: str | Path, stdin: str = "") -> Ran:
        out, err = _stream(), _stream()
        with self.patch.context() as patch:
            patch.setenv("KAODIAN_HOME", str(self.home))
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode("utf-8", "surrogateescape"))))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = main([str(a) for a in arguments])
        ran = Ran(code, _text(out), _text(err))
        assert "Traceback" not in ran.out + ran.err
        return ran

    def ok(self, *arguments: str | Path, stdin: str = "") -> Any:
        """The JSON answer of a command that must succeed."""
        ran = self.run(*arguments, "--json", stdin=stdin)
        assert ran.code == 0, ran
        assert ran.err == ""
        return ran.json

    def refused(self, *arguments: str | Path, code: int = 1) -> Any:
        """The JSON answer of a command that must not succeed."""
        ran = self.run(*arguments, "--json")
        assert ran.code == code, ran
        return ran.json

    def act(self, command: str, about: str, data: Any = None, *officers: str, at: str = "") -> Any:
        given = ["act", command, "--about", about]
        given += ["--data", json.dumps(data)] if data is not None else []
        given += [w for o in officers for w in ("--officer", o)]
        return self.ok(*given, *(["--at", f"{DATE}T{at}"] if at else []))

    def entries(self) -> int:
        """How many entries the record has."""
        return sum(d["number"] for d in self.ok("record", "show")["desks"])

    def at(self, home: Path) -> Cli:
        return Cli(home, self.patch)


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)


def _text(stream: io.TextIOWrapper) -> str:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode().replace("\r\n", "\n")


def pins(numbers: Sequence[str] = ()) -> str:
    """KAODIAN_PINS for these people, or for everybody."""
    return json.dumps(dict.fromkeys(numbers or [s[0] for s in STAFF], PIN))
