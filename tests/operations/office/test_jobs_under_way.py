"""Long work says how far it is and can be called off: what was called off has changed nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desktop.exchange.ledger_files import write_lines
from desktop.exchange.roster.synthetic import synthetic_roster, write_rows
from tests.helpers.homes import enrolled
from tests.operations.office.desks import Office, drafting, on_the_day

DAY = date(2026, 11, 28)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    with drafting(tmp_path / "home", monkeypatch) as made:
        yield made


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    """Sixty people, one of them with a photo beside the workbook."""
    rows = {kind: [list(line) for line in lines] for kind, lines in synthetic_roster(60, 3, 7, DAY).items()}
    heads = rows["考生"][0]
    rows["考生"][5][heads.index("照片")] = "p.jpg"
    path = tmp_path / "roster.xlsx"
    write_rows(path, rows)  # type: ignore[arg-type]
    picture = io.BytesIO()
    Image.effect_noise((413, 579), 40).convert("RGB").save(picture, "JPEG")
    (tmp_path / "p.jpg").write_bytes(picture.getvalue())
    return path


def imported(office: Office, roster: Path) -> None:
    assert office.desk.job("import", {"path": str(roster)}).done
    assert office.desk.job("arrange", {}).done


def test_an_import_says_what_it_is_at(office: Office, roster: Path) -> None:
    answer = office.desk.job("import", {"path": str(roster)})
    assert answer.text == "已导入 60 名考生"
    assert [words.partition(" ")[0] for words in office.screen.done()][:3] == ["", "读取文件", "处理照片"]
    assert "保存" in office.screen.done()[-1]
    assert office.screen.last.doing is None
    assert office.screen.last.page.told == answer.text
    assert len(office.home.attachments.hashes()) == 1


@pytest.mark.parametrize("at", ["读取文件", "处理照片", "保存"])
def test_an_import_called_off_leaves_neither_people_nor_photos(office: Office, roster: Path, at: str) -> None:
    office.call_off_at(at)
    answer = office.desk.job("import", {"path": str(roster)})
    assert answer.text == "已取消，没有改动任何内容"
    assert office.home.plans.draft() is None
    assert office.home.attachments.hashes() == []
    assert (office.screen.last.page.told, office.screen.last.page.told_tone) == (answer.text, "warn")
    office.screen.on_doing = lambda doing: None
    assert office.desk.job("import", {"path": str(roster)}).text == "已导入 60 名考生"


@pytest.mark.parametrize("at", ["排座位", "排岗位", "排试卷袋", "保存"])
def test_an_arrangement_called_off_leaves_the_plan_as_it_was(office: Office, roster: Path, at: str) -> None:
    imported(office, roster)
    before = office.home.plans.draft()
    office.call_off_at(at)
    office.desk.job("arrange", {"seed": 77})
    assert office.home.plans.draft() == before


@pytest.mark.parametrize("at", ["生成签名密码", "写文件"])
def test_publishing_called_off_writes_no_package_and_locks_no_seat(
    office: Office, roster: Path, tmp_path: Path, at: str
) -> None:
    imported(office, roster)
    before = office.home.plans.draft()
    package = tmp_path / "plan.kaodian"
    office.call_off_at(at)
    data = {"out": str(package), "rehearsal": True}
    assert office.desk.job("publish", data).text == "已取消，没有改动任何内容"
    assert not list(tmp_path.glob("*.kaodian*"))
    assert not list(tmp_path.glob(".*.part"))
    assert office.home.plans.draft() == before
    assert office.desk.pins == {}


def test_publishing_says_how_many_pins_are_left(office: Office, roster: Path, tmp_path: Path) -> None:
    imported(office, roster)
    package = tmp_path / "plan.kaodian"
    assert office.desk.job("publish", {"out": str(package), "rehearsal": True}).done
    assert package.is_file()
    assert f"生成签名密码 0/{len(office.desk.pins)}" in office.screen.done()


def test_a_full_disk_is_one_sentence_and_no_package(
    office: Office, roster: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported(office, roster)
    before = office.home.plans.draft()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.exchange.durable.os.fsync", full)
    answer = office.desk.job("publish", {"out": str(tmp_path / "plan.kaodian"), "rehearsal": True})
    assert answer.refused is not None
    assert "磁盘" in answer.refused.sentence
    assert office.screen.last.page.told == answer.refused.sentence
    assert not [path for path in tmp_path.iterdir() if "plan" in path.name]
    assert office.home.plans.draft() == before


def test_a_folder_that_is_not_there_is_one_sentence(office: Office, roster: Path, tmp_path: Path) -> None:
    imported(office, roster)
    answer = office.desk.job("publish", {"out": str(tmp_path / "away" / "plan.kaodian"), "rehearsal": True})
    assert answer.refused is not None
    assert "away" in answer.refused.sentence
    assert office.screen.last.page.told_tone == "stop"


# --- the record on its way --------------------------------------------------------------------------------------------


def test_another_desks_record_is_merged_or_called_off_whole(tmp_path: Path) -> None:
    with on_the_day(tmp_path / "office") as office:
        record = office.desk.record
        assert record is not None
        with enrolled(tmp_path / "door", "door", published=office.published) as door:
            path = tmp_path / "door.jsonl"
            write_lines(path, door.home.entries.lines(door.record.opened.record))
        office.desk.parts.clock = office.parts.clock = Ticks(office)
        before = record.fold.count
        office.call_off_at("读取文件")
        assert office.desk.job("merge", {"record_file": str(path)}).text == "已取消，没有改动任何内容"
        assert record.fold.count == before
        office.screen.on_doing = lambda doing: None
        assert office.desk.job("merge", {"record_file": str(path)}).text.startswith("并入 1 条（已有 0 条）")
        assert record.fold.count == before + 1


class Ticks:
    """The home's own clock, but each look at its steady time is a second later."""

    def __init__(self, office: Office) -> None:
        self._wall, self._steady = office.parts.clock, 0

    def wall(self) -> int:
        return self._wall.wall()

    def steady(self) -> int:
        self._steady += 1000
        return self._steady


def test_the_record_is_verified_from_the_desk_and_a_changed_byte_named(tmp_path: Path) -> None:
    with on_the_day(tmp_path / "office") as office:
        record = office.desk.record
        assert record is not None
        answer = office.desk.job("verify", {})
        assert answer.text == f"记录完整：1 条，校验码 {record.head_code()}"
        path = tmp_path / "record.jsonl"
        write_lines(path, office.home.entries.lines(record.opened.record))
        path.write_bytes(path.read_bytes().replace(b'"label":"office"', b'"label":"Office"'))
        refused = office.desk.job("verify", {"record_file": str(path)}).refused
        assert refused is not None
        assert refused.sentence.startswith("记录不完整：office，第 1 条，文件第 1 行")


def test_what_is_offered_with_files_stands_among_all_actions(tmp_path: Path) -> None:
    with on_the_day(tmp_path / "office") as office:
        offered = [row.command for row in office.screen.last.available]
        assert {"job:merge", "job:verify"} <= set(offered)


def test_an_export_called_off_leaves_no_file(tmp_path: Path) -> None:
    with on_the_day(tmp_path / "office") as office:
        office.desk.parts.clock = office.parts.clock = Ticks(office)
        office.call_off_at("写文件")
        path = tmp_path / "record.jsonl"
        assert office.desk.job("export", {"out": str(path)}).text == "已取消，没有改动任何内容"
        assert not [one for one in tmp_path.iterdir() if "record" in one.name]
        office.screen.on_doing = lambda doing: None
        assert office.desk.job("export", {"out": str(path)}).done
        assert path.is_file()
