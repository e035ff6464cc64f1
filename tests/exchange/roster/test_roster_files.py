"""Files of every kind, and bad files of every sort: findings, never tracebacks."""

from __future__ import annotations

import csv
import io
import json
import os
import struct
import zipfile
from pathlib import Path

import pytest

from desktop.exchange.roster.opening import limits
from tests.exchange.roster.books import (
    Rows,
    book,
    compound_file,
    number,
    read,
    told,
    write_ods,
    write_xls,
    write_xlsx,
)


def _csv(rows: Rows, separator: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def _rest(tmp_path: Path) -> Path:
    made = book()
    del made["考生"]
    return write_xlsx(tmp_path / "rest.xlsx", made)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_text_tables_are_read_in_every_encoding(tmp_path: Path, encoding: str, separator: str) -> None:
    rows = book()["考生"]
    rows[1][0] = "王䶮𠮷"
    path = tmp_path / "考生.csv"
    path.write_bytes(_csv(rows, separator).encode(encoding))
    reading = read(_rest(tmp_path), path)
    assert reading.rejected == ()
    assert reading.plan
    assert [c.name for c in reading.plan.candidates] == ["王䶮𠮷", "乙二", "丙三"]


@pytest.mark.parametrize("sheet", ["场次", "考生", "考场", "人员"])
def test_a_file_with_one_table_is_recognised_by_its_columns(tmp_path: Path, sheet: str) -> None:
    made = book()
    rows = made.pop(sheet)
    one = tmp_path / "one.csv"
    one.write_text(_csv(rows), encoding="utf-8")
    reading = read(write_xlsx(tmp_path / "rest.xlsx", made), one)
    assert reading.rejected == ()
    assert reading.accepted == {"candidates": 3, "rooms": 2, "staff": 3, "sittings": 2}


def test_rows_of_a_text_table_are_counted_as_a_spreadsheet_counts_them(tmp_path: Path) -> None:
    rows = book()["考生"]
    rows[1][9] = "两行\n单位"
    rows[2][7] = "九级"
    path = tmp_path / "a.csv"
    path.write_text("\n" + _csv(rows), encoding="utf-8", newline="")
    assert told(read(_rest(tmp_path), path).rejected) == [("unknown-level", "", 4, "等级")]


def test_old_workbooks_are_read(tmp_path: Path) -> None:
    path = write_xls(tmp_path / "a.xls", "考生", [["考生名单"], *book()["考生"]])
    reading = read(_rest(tmp_path), path)
    assert reading.rejected == ()
    assert reading.accepted["candidates"] == 3


def test_open_document_sheets_are_read(tmp_path: Path) -> None:
    made = book()
    made["考生"].insert(0, ["", ""])
    made["考生"][2][7] = "九级"
    reading = read(write_ods(tmp_path / "a.ods", made))
    assert told(reading.rejected) == [("unknown-level", "考生", 3, "等级")]
    assert reading.accepted == {"candidates": 2, "rooms": 2, "staff": 3, "sittings": 2}


BAD: list[tuple[str, bytes, str]] = [
    ("empty.xlsx", b"", "empty"),
    ("blank.csv", b"\r\n \r\n", "empty"),
    ("noise.xlsx", bytes(range(256)) * 40, "not-a-spreadsheet"),
    ("broken.xlsx", b"PK\x03\x04" + b"x" * 500, "not-a-spreadsheet"),
    ("broken.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500, "not-a-spreadsheet"),
    ("words.csv", "只是一段话。".encode(), "not-a-spreadsheet"),
    ("nul.csv", b"a,b\n" + b"\0" * 400, "not-a-spreadsheet"),
    ("encrypted.xlsx", compound_file({"EncryptionInfo": b"", "EncryptedPackage": b"x"}), "encrypted"),
    ("letter.xlsx", compound_file({"WordDocument": b"x"}), "wrong-file-kind"),
    ("print.xlsx", b"%PDF-1.7\n...", "wrong-file-kind"),
    ("photo.xlsx", b"\x89PNG\r\n\x1a\n....", "wrong-file-kind"),
    ("package.csv", b"age-encryption.org/v1\n-> X25519", "wrong-file-kind"),
    ("record.csv", json.dumps({"v": 1, "record": "x"}).encode(), "wrong-file-kind"),
    ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "wrong-file-kind"),
    ("prices.csv", "商品,价格\n苹果,3\n".encode(), "wrong-file-kind"),
    ("marks.csv", f"姓名,证件号码,职业,等级,成绩\n甲,{number(1)},中式烹调师,五级,80\n".encode(), "wrong-file-kind"),
    ("headings.csv", "姓名,证件号码,职业,等级\n".encode(), "empty"),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD)
def test_a_file_that_cannot_be_a_roster_is_one_finding(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    reading = read(path)
    assert [(f.code, f.file, f.row) for f in reading.rejected] == [(code, name, None)]
    assert name in reading.rejected[0].message


def test_a_good_file_beside_a_bad_one_is_still_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.pdf"
    bad.write_bytes(b"%PDF-1.4")
    reading = read(bad, write_xlsx(tmp_path / "a.xlsx", book()), tmp_path / "not there.xlsx", tmp_path)
    assert [f.code for f in reading.rejected] == ["wrong-file-kind", "not-a-spreadsheet", "not-a-spreadsheet"]
    assert reading.accepted["candidates"] == 3


def test_a_file_that_cannot_be_had_is_told_as_that_and_nobody_is_asked_to_save_it_again(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"x")
    for path, words in (
        (tmp_path / "名单.xlsx", "文件「名单.xlsx」找不到，请核对路径和文件名"),
        (tmp_path, "是一个文件夹，请给出里面的名单文件"),
        (tmp_path / "plain" / "a.xlsx", "所在的文件夹不存在，请核对路径"),
        (tmp_path / ("长" * 300), "的名称太长"),
        (Path("/"), f"文件「{Path('/')}」是一个文件夹"),
    ):
        (found,) = read(path).rejected
        assert (found.code, found.row) == ("not-a-spreadsheet", None)
        assert words in found.message
        assert "另存" not in found.message
    assert str(tmp_path)[:50] in read(tmp_path / "a").rejected[0].message


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices by name")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", Path("/dev/zero")):
        (found,) = read(path).rejected
        assert found.code == "not-a-spreadsheet"
        assert "不是文件" in found.message


def _office_zip(path: Path, names: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in names.items():
            archive.writestr(name, data)
    return path


def test_other_archives_are_named(tmp_path: Path) -> None:
    word = _office_zip(tmp_path / "w.xlsx", {"[Content_Types].xml": b"", "word/document.xml": b""})
    other = _office_zip(tmp_path / "z.xlsx", {"a.txt": b"x"})
    assert [f.code for f in read(word, other).rejected] == ["wrong-file-kind"] * 2
    assert "Word" in read(word).rejected[0].message


def test_an_archive_that_unfolds_beyond_measure_is_not_unfolded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000_000)
    bomb = _office_zip(tmp_path / "b.xlsx", {"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": b" " * 2_000_000})
    assert [f.code for f in read(bomb).rejected] == ["too-large"]
    many = _office_zip(tmp_path / "m.xlsx", {f"xl/{n}.xml": b"" for n in range(limits.MAX_MEMBERS + 1)})
    assert [f.code for f in read(many).rejected] == ["too-large"]


def _rewritten(path: Path, old: bytes, new: bytes) -> Path:
    with zipfile.ZipFile(path) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            if name.startswith("xl/worksheets/"):
                assert old in data
                data = data.replace(old, new)
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "far",
    [
        b'<c r="XFD1048576" t="s"><v>1</v></c>',
        b"<c r='XFD1048576' t='s'><v>1</v></c>",
        b'<c\tr = "XFD1048576" t="s"><v>1</v></c>',
        b'</row><row r="1048576"><c t="s"><v>1</v></c>',
        b'<c r="ZZ140000" t="s"><v>1</v></c>',
    ],
)
def test_two_cells_in_opposite_corners_do_not_ask_for_all_memory(tmp_path: Path, far: bytes) -> None:
    path = write_xlsx(tmp_path / "far.xlsx", {"考生": [["姓名"], ["甲"]]})
    _rewritten(path, b"</row></sheetData>", far + b"</row></sheetData>")
    assert [f.code for f in read(path).rejected] == ["too-large"]


def test_far_cells_that_only_have_a_format_do_no_harm(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "far.xlsx", {"考生": book()["考生"]})
    _rewritten(path, b"</row></sheetData>", b'<c r="XFD1048576" s="1"/></row></sheetData>')
    made = book()
    del made["考生"]
    reading = read(write_xlsx(tmp_path / "rest.xlsx", made), path)
    assert reading.accepted["candidates"] == 3


def test_repeated_cells_of_an_open_document_are_measured(tmp_path: Path) -> None:
    path = write_ods(tmp_path / "a.ods", {"考生": [["姓名", "等级"], ["甲", "五级"]]})
    content = zipfile.ZipFile(path).read("content.xml")
    for old, new in (
        (b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1048576">'),
        (b"<table:table-cell office", b'<table:table-cell table:number-columns-repeated="99999999" office'),
    ):
        changed = _office_zip(
            tmp_path / "b.ods",
            {
                "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": content.replace(old, new),
                "META-INF/manifest.xml": b"<manifest/>",
            },
        )
        assert [f.code for f in read(changed).rejected] == ["too-large"]


def test_an_encrypted_open_document_is_told(tmp_path: Path) -> None:
    names = {
        "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": b"...",
        "META-INF/manifest.xml": b"<manifest:encryption-data/>",
    }
    assert [f.code for f in read(_office_zip(tmp_path / "e.ods", names)).rejected] == ["encrypted"]


def test_two_hundred_thousand_rows_are_too_many(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,证件号码,职业,等级\n" + "甲,1,乙,五级\n" * 200_000, encoding="utf-8")
    assert [f.code for f in read(path).rejected] == ["too-large"]


def test_a_file_beyond_the_size_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", book())
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    assert [f.code for f in read(path).rejected] == ["too-large"]


def test_a_cell_of_a_megabyte_is_too_long(tmp_path: Path) -> None:
    rows = book()["考生"]
    rows[1][0] = "甲" * 1_000_000
    rows[2][9] = "乙" * 1_000_000
    path = tmp_path / "a.csv"
    path.write_text(_csv(rows), encoding="utf-8", newline="")
    found = read(_rest(tmp_path), path).rejected
    assert [(f.code, f.row, f.column) for f in found] == [("too-long", 2, "姓名"), ("too-long", 3, "工作单位")]
    assert all(len(f.value) <= 60 for f in found)


def test_a_member_longer_than_it_says_is_a_broken_file(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", book())
    data = bytearray(path.read_bytes())
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    data[place + 24 : place + 28] = (10).to_bytes(4, "little")
    path.write_bytes(data)
    assert [f.code for f in read(path).rejected] == ["not-a-spreadsheet"]


def test_an_old_workbook_that_claims_a_far_cell_is_not_laid_out(tmp_path: Path) -> None:
    rows = book()["考生"]
    path = write_xls(tmp_path / "a.xls", "考生", rows)
    data = path.read_bytes()
    old = "甲一".encode("utf-16-le")
    at = data.index(old) - 13
    path.write_bytes(data[: at + 4] + struct.pack("<HH", 0xFFFF, 0xFFFF) + data[at + 8 :])
    assert [f.code for f in read(path).rejected] == ["too-large"]
