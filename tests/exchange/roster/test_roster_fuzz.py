"""Whatever a cell or a file holds: findings, never tracebacks, and every finding complete."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from dataclasses import asdict
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.exam.plan.model import plan_from_data, plan_to_data
from desktop.exchange.roster.columns import SHEETS
from desktop.exchange.roster.reading import Reading
from tests.exchange.roster.books import book, number, read, write_ods, write_xls, write_xlsx

quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CODES = (
    "missing bad-check-digit bad-birth-date bad-length number-lost-digits duplicate-document"
    " duplicate-admission-number duplicate-room duplicate-staff unknown-level unknown-role unknown-document-type"
    " bad-date bad-time end-before-start bad-number no-sitting control-character too-long unknown-value sex-mismatch"
    " unknown-occupation level-not-offered same-name kangxi-radical private-use-character no-glyph unknown-column"
    " photo-missing birth-implausible not-a-spreadsheet encrypted empty wrong-file-kind too-large"
)

odd = st.one_of(
    st.text(max_size=12),
    st.text("0123456789.E+-X年月日:：时分'`\u200b　⼀\ue863\x00\t\n", max_size=20),
    st.sampled_from(
        ["五级", "护照", number(1), number(3), "中式烹调师", "1.0", "监考员", "", "理论知识", "20261128", "8:30"]
    ),
)


def judge(reading: Reading) -> None:
    for found in (*reading.rejected, *reading.warnings):
        assert found.code in CODES.split()
        assert found.message.endswith("。")
        assert "{" not in found.message.replace(found.value, "") or "{" in found.value
        assert found.row is None or found.row >= 1
        json.dumps(asdict(found), ensure_ascii=False).encode("utf-8")
    if reading.plan is not None:
        assert plan_from_data(plan_to_data(reading.plan)) == reading.plan
        for rows in (reading.plan.candidates, reading.plan.rooms, reading.plan.staff, reading.plan.sittings):
            assert len({row.id for row in rows}) == len(rows)
        numbers = [c.admission_number for c in reading.plan.candidates]
        assert len(set(numbers)) == len(numbers)


@quick
@given(st.data())
def test_any_cells_give_findings(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["场次", "考生", "考场", "人员"]))
    made = book()
    width = len(made[kind][0])
    made[kind] += data.draw(st.lists(st.lists(odd, min_size=width, max_size=width), max_size=4))
    row = data.draw(st.integers(1, len(made[kind]) - 1))
    column = data.draw(st.integers(0, width - 1))
    made[kind][row][column] = data.draw(odd)
    out = io.StringIO()
    csv.writer(out).writerows(made.pop(kind))
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.csv"
        one.write_bytes(out.getvalue().encode("utf-8", "replace"))
        judge(read(write_xlsx(Path(folder) / "rest.xlsx", made), one, glyphs="⼀"))


@quick
@given(st.lists(st.tuples(odd, odd), max_size=8))
def test_any_plan_sheet_gives_findings(rows: list[tuple[str, str]]) -> None:
    made = book()
    made["计划"] += [list(r) for r in rows]
    keys = [c.name for c in SHEETS["计划"].columns]
    made["计划"] += [[keys[n % len(keys)], value] for n, (value, _) in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        clean = {k: [[_printable(c) for c in r] for r in v] for k, v in made.items()}
        judge(read(write_ods(Path(folder) / "a.ods", clean)))


def _printable(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\t\n") if text.isprintable() else "?"


@quick
@given(
    st.binary(max_size=3000), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"])
)
def test_any_bytes_give_findings(data: bytes, head: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        path.write_bytes(head + data)
        judge(read(path))


def _mangled(data: st.DataObject, whole: bytes) -> bytes:
    out = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(out) - 1))
        match data.draw(st.integers(0, 2)):
            case 0:
                out[at] = data.draw(st.integers(0, 255))
            case 1:
                del out[at : at + data.draw(st.integers(1, 40))]
            case _:
                out[at:at] = data.draw(st.binary(max_size=8))
        if not out:
            break
    return bytes(out)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_mangled_files_give_findings(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.bin"
        match data.draw(st.sampled_from(["xlsx", "ods", "xls", "member", "sheet"])):
            case "xlsx":
                whole = write_xlsx(path, book()).read_bytes()
                path.write_bytes(_mangled(data, whole))
            case "ods":
                whole = write_ods(path, book()).read_bytes()
                path.write_bytes(_mangled(data, whole))
            case "xls":
                whole = write_xls(path, "考生", book()["考生"]).read_bytes()
                path.write_bytes(_mangled(data, whole))
            case kind:
                write_xlsx(path, book())
                with zipfile.ZipFile(path) as archive:
                    members = {n: archive.read(n) for n in archive.namelist()}
                chosen = sorted(n for n in members if kind == "member" or "worksheets" in n)
                name = data.draw(st.sampled_from(chosen))
                members[name] = _mangled(data, members[name])
                with zipfile.ZipFile(path, "w") as archive:
                    for member, content in members.items():
                        archive.writestr(member, content)
        judge(read(path))
