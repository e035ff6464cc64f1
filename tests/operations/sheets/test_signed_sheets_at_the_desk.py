"""Signed sheets read back at the office desk: real photos of our own lists, the record they are laid beside, and the
entry a person's confirmation comes to."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop.exam.day.balance import room_equations
from desktop.faults import SiteFault
from desktop.operations.boards.returned.sheets import SheetBoard, SheetCard, SheetRow, SheetsBoard
from desktop.operations.boards.shell import ActionRow, Answer
from tests.helpers import scans
from tests.helpers.morning import small_plan
from tests.helpers.office import Office, office

ABSENT = ("c00001", "c00003")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Office]:
    with office(tmp_path / "home", "10:20", small_plan(6), ABSENT) as made:
        made.actions.turn_to("sheets")
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scans").mkdir()
    return tmp_path / "scans"


def read(desk: Office, *paths: Path) -> Answer:
    answer: Answer = desk.actions.job("read-sheets", {"scans": " | ".join(map(str, paths))})
    return answer


def board(desk: Office) -> SheetsBoard:
    work = desk.screen.page.work
    assert isinstance(work, SheetsBoard)
    return work


def sheet(desk: Office) -> SheetBoard:
    found = board(desk).sheet
    assert found is not None
    return found


def cards(desk: Office) -> list[SheetCard]:
    return list(board(desk).cards)


def row(desk: Office, key: str) -> SheetRow:
    return next(r for r in sheet(desk).rows if r.key == key)


def judge(desk: Office, key: str, answer: str) -> None:
    assert desk.actions.act("sheet", (), {"sheet": sheet(desk).card.id, "row": key, "answer": answer}, ()).done


def confirm(desk: Office) -> Answer:
    action = sheet(desk).confirm
    assert isinstance(action, ActionRow)
    assert action.enabled, action.why
    signed = tuple(slot.signed for slot in action.slots)
    assert None not in signed
    answer: Answer = desk.actions.act(action.command, action.about, {}, signed)
    return answer


def test_a_list_that_agrees_waits_for_nothing_but_a_confirmation(desk: Office, folder: Path) -> None:
    photo = desk.signed_list(folder, desk.seats("r01", absent=True))
    before = desk.kinds
    assert read(desk, photo).text == "读了 1 张"
    assert [(c.title, c.state) for c in cards(desk)] == [("01 考场 · 考生信息汇总表", "ready")]
    assert not any(r.open for r in sheet(desk).rows)
    assert desk.kinds == before
    assert not any(h == hashlib.sha256(photo.read_bytes()).hexdigest() for h in desk.home.attachments.hashes())
    action = sheet(desk).confirm
    assert action is not None
    assert action.confirm.endswith("与记录相符。")
    assert confirm(desk).done
    entry = list(desk.home.entries.load(desk.record.opened.record))[-1]
    assert (entry.kind, entry.officers, entry.about) == ("sheet-confirmed", ("p03",), ("room:s1/r01",))
    assert desk.home.attachments.get(str(entry.data["attachment"])) == photo.read_bytes()
    people = {c for c, p in desk.record.context().people("s1", "r01") if p.admission is not None}
    assert set(entry.data["signed"]) == people
    assert (entry.data["differs"], entry.data["by_eye"]) == ([], [])
    equation = next(e for e in room_equations(desk.record.context(), "s1", "r01") if e.key == "C3-sheet")
    assert equation.holds is True
    assert cards(desk)[0].state == "confirmed"
    assert sheet(desk).confirm is None


def test_what_differs_comes_first_with_its_picture_and_is_decided_by_eye(desk: Office, folder: Path) -> None:
    away, came = desk.seats("r01", absent=True), desk.seats("r01", absent=False)
    read(desk, desk.signed_list(folder, [*away[1:], came[-1]]))
    stray, missing = f"seat:{away[0]}", f"seat:{came[-1]}"
    assert {r.key for r in sheet(desk).rows[:2]} == {stray, missing}
    assert all(r.open and r.picture.startswith(b"\xff\xd8") for r in sheet(desk).rows[:2])
    assert row(desk, stray).record == "缺考"
    assert "10:02 收卷" not in row(desk, missing).record
    assert row(desk, missing).record.startswith("08:06 入场 · 门口已签")
    assert "系统没有入场记录" in row(desk, stray).says
    assert cards(desk)[0].words == "2 行要用眼看"
    action = sheet(desk).confirm
    assert action is not None
    assert (action.enabled, action.why) == (False, "2 行要用眼看")
    judge(desk, stray, "no")  # a shadow, says the officer
    judge(desk, missing, "no")
    assert (row(desk, stray).says, row(desk, stray).paper) == ("", "没有签字（人工）")
    assert [r.key for r in sheet(desk).rows[:2]] == sorted([stray, missing], key=lambda k: int(k[5:]))
    before = dict(desk.record.context().people("s1", "r01"))
    assert confirm(desk).done
    confirmed, told = list(desk.home.entries.load(desk.record.opened.record))[-2:]
    assert (confirmed.kind, told.kind) == ("sheet-confirmed", "incident-reported")
    assert len(confirmed.data["differs"]) == 1
    assert len(confirmed.data["by_eye"]) == 2
    assert dict(desk.record.context().people("s1", "r01")) == before


def test_a_judgement_can_be_taken_back(desk: Office, folder: Path) -> None:
    away = desk.seats("r01", absent=True)
    read(desk, desk.signed_list(folder, away[1:]))
    judge(desk, f"seat:{away[0]}", "no")
    assert cards(desk)[0].state == "ready"
    judge(desk, f"seat:{away[0]}", "")
    assert cards(desk)[0].state == "look"


def test_two_pictures_of_one_page_are_told_and_one_is_put_away(desk: Office, folder: Path) -> None:
    away = desk.seats("r01", absent=True)
    first, second = desk.signed_list(folder, away, seed=3), desk.signed_list(folder, away, seed=4)
    read(desk, first, second)
    assert [c.state for c in cards(desk)] == ["ready", "duplicate"]
    assert "IMG_0003.jpg" in cards(desk)[1].words
    desk.actions.act("sheet", (), {"sheet": cards(desk)[1].id}, ())
    action = sheet(desk).confirm
    assert action is not None
    assert not action.enabled
    before = desk.kinds
    officer = desk.screen.boards[-1].officer
    assert officer is not None
    assert not desk.actions.act(action.command, action.about, {}, (officer,)).done
    assert desk.kinds == before
    desk.actions.act("sheet", (), {"sheet": cards(desk)[0].id, "drop": True}, ())
    assert [c.state for c in cards(desk)] == ["ready"]
    assert confirm(desk).done


def test_after_one_is_confirmed_the_next_is_chosen_and_what_is_done_is_put_away(desk: Office, folder: Path) -> None:
    for number, room in ((1, "01"), (2, "02")):
        desk.signed_list(folder, desk.seats(f"r{room}", absent=True), room=room, name=f"{number}.jpg")
    for pdf in folder.glob("*.pdf"):
        pdf.unlink()
    read(desk, folder)
    assert [c.file for c in cards(desk)] == ["1.jpg", "2.jpg"]
    assert sheet(desk).card.file == "1.jpg"
    assert confirm(desk).done
    assert sheet(desk).card.file == "2.jpg"
    assert desk.screen.page.words == "共 2 张，1 张未确认"
    assert desk.actions.job("drop-confirmed-sheets", {}).text == "已收起 1 张"
    assert [c.file for c in cards(desk)] == ["2.jpg"]


def test_what_cannot_be_read_is_told_on_its_own_and_keeps_nothing_from_the_rest(desk: Office, folder: Path) -> None:
    good = desk.signed_list(folder, desk.seats("r01", absent=True))
    (folder / "a.jpg").write_bytes(b"no picture at all")
    blank = np.full((1200, 900), 240, np.uint8)
    (folder / "b.jpg").write_bytes(scans.scanned(blank, np.random.default_rng(1), 300))
    (folder / "c.jpg").write_bytes(b"\xff\xd8" + bytes(65 * 1024 * 1024))
    before = desk.kinds
    answer = read(desk, folder / "a.jpg", folder / "b.jpg", folder / "c.jpg", folder / "d.jpg", good)
    assert answer.text == "读了 1 张，4 张读不出来，原因写在该张上"
    said = [c.words for c in cards(desk)]
    assert "不是可读的图片" in said[0]
    assert said[1] == "这一页是空白的"
    assert "a.jpg" not in said[2]
    assert "d.jpg" in said[3]
    assert [c.state for c in cards(desk)] == ["fault"] * 4 + ["ready"]
    assert sheet(desk).card.state == "ready"
    assert desk.kinds == before


def test_a_sheet_of_another_plan_is_refused_even_where_its_layout_is_kept(
    desk: Office, folder: Path, tmp_path: Path
) -> None:
    with office(tmp_path / "other", "10:20", small_plan(6, name="2026年11月20261105别处"), ABSENT) as other:
        photo = other.signed_list(folder, [])
        bodies = [other.home.attachments.get(h) for h in other.home.attachments.hashes()]
    read(desk, photo)
    assert "本机没有打印过这张表" in cards(desk)[0].words
    for body in bodies:
        assert body is not None
        desk.home.attachments.put(body)
    read(desk, photo)
    assert cards(desk)[1].words.startswith("这张表是为“2026年11月20261105别处”的演练打印的")
    assert sheet(desk).confirm is None


def test_a_list_printed_before_a_move_says_who_sits_elsewhere_now(desk: Office, folder: Path) -> None:
    with_free = desk.record.index.rooms["r01"].capacity
    photo = desk.signed_list(folder, desk.seats("r01", absent=True))
    # The chief moves somebody after the list was printed and signed; the papers are counted, so by a peer's entry.
    from desktop.exam.frame.command import Fact

    who = next(c for c, p in desk.record.context().people("s1", "r01") if p.admission is not None)
    data = {"sitting": "s1", "room": "r01", "seat": with_free, "row": 1, "column": 1, "reason": "灯坏"}
    desk.record.write([Fact("seat-moved", (f"candidate:s1/{who}",), data)], ("p01",))
    read(desk, photo)
    assert f"座位已改为 {with_free} 号" in sheet(desk).rows[0].says
    assert sheet(desk).rows[0].open


def test_a_file_that_changed_since_is_not_confirmed(desk: Office, folder: Path) -> None:
    photo = desk.signed_list(folder, desk.seats("r01", absent=True))
    read(desk, photo)
    photo.write_bytes(photo.read_bytes() + b"\0")
    before = desk.kinds
    with pytest.raises(SiteFault, match="scan-file-changed"):
        confirm(desk)
    photo.unlink()
    with pytest.raises(SiteFault, match="file-not-found"):
        confirm(desk)
    assert desk.kinds == before


def test_who_may_not_confirm_keeps_no_picture_either(desk: Office, folder: Path) -> None:
    photo = desk.signed_list(folder, desk.seats("r01", absent=True))
    read(desk, photo)
    action = sheet(desk).confirm
    assert action is not None
    held = desk.home.attachments.hashes()
    assert desk.actions.act(action.command, action.about, {}, (desk.signed("p11"),)).refused is not None
    assert desk.home.attachments.hashes() == held


def test_a_room_record_has_its_signatures_and_ticks_beside_the_record(desk: Office, folder: Path) -> None:
    pages, boxes = desk.printed(folder, "room-record", room="01", blank=True)
    paper, chance = pages[-1].copy(), np.random.default_rng(9)
    last = {box.key: box for box in boxes} if len(pages) == 1 else {}
    if not last:
        _, more = desk.printed(folder, "room-record", number=len(pages) - 1, room="01", blank=True)
        last = {box.key: box for box in more}
    for key in ("sign:主监考", "sign:副监考", "sign:主考"):
        scans.sign(paper, last[key], "plain", chance)
    for key, box in last.items():
        if key.startswith("balance:") and key.endswith(":0"):
            scans.tick(paper, box, chance)
    scans.tick(paper, last["balance:papers-total:1"], chance)
    path = folder / "record.jpg"
    path.write_bytes(scans.scanned(paper, chance, 200))
    read(desk, path)
    found = {r.key: r for r in sheet(desk).rows}
    assert found["sign:主监考"].paper == "有签字"
    assert found["sign:主监考"].record.startswith("已登记 10:10")
    assert (found["sign:考务"].paper, found["sign:考务"].says) == ("没有签字", "纸上与记录不符")
    assert found["balance:papers-total"].open
    assert found["balance:papers-total"].options == ("符", "不符")
    assert found["balance:papers-collecting"].paper == "符"
    judge(desk, "sign:考务", "no")
    judge(desk, "balance:papers-total", "0")
    for r in sheet(desk).rows:
        if r.open:
            judge(desk, r.key, "none" if r.options else "yes")
    assert confirm(desk).done
    confirmed, told = list(desk.home.entries.load(desk.record.opened.record))[-2:]
    assert "sign:考务" in confirmed.data["contrary"]
    assert confirmed.data["boxes"]["balance:papers-total"] == "0"
    assert told.kind == "incident-reported"


def test_a_slip_is_read_beside_its_hand_over(desk: Office, folder: Path) -> None:
    pages, boxes = desk.printed(folder, "custody-slip", room="01", blank=True)
    paper, chance = pages[0].copy(), np.random.default_rng(10)
    for box in boxes:
        if box.kind == "sign":
            scans.sign(paper, box, "plain", chance)
        elif box.key in ("bag:1:1", "verdict:0"):
            scans.tick(paper, box, chance)
    path = folder / "slip.jpg"
    path.write_bytes(scans.scanned(paper, chance, 200))
    read(desk, path)
    assert cards(desk)[0].state in ("look", "ready"), cards(desk)[0].words
    found = {r.key: r for r in sheet(desk).rows}
    assert found["giver:1"].paper == "有签字"
    assert found["giver:1"].record.startswith("已登记 07:40")
    assert (found["bag:1"].who, found["bag:1"].paper, found["bag:1"].record) == ("T-01", "破损", "完好")
    assert found["bag:1"].open
    assert (found["verdict"].paper, found["verdict"].open) == ("与清单相符，交接完成", False)
    for r in sheet(desk).rows:
        if r.open:
            judge(desk, r.key, "0" if r.options else "yes")
    assert confirm(desk).done


def test_one_file_of_all_sheets_is_read_page_by_page_and_blank_backs_are_passed_over(
    desk: Office, folder: Path
) -> None:
    pages = []
    for room in ("01", "02"):
        photo = desk.signed_list(folder, desk.seats(f"r{room}", absent=True), room=room, name=f"{room}.jpg")
        pages += [Image.open(photo).convert("L"), Image.new("L", (1654, 2339), 238)]
    for name, kind in (("all.tif", "TIFF"), ("all.pdf", "PDF")):
        pages[0].save(folder / name, kind, save_all=True, append_images=pages[1:])
        answer = read(desk, folder / name)
        assert answer.text == "读了 2 张，另有 2 页空白"
    assert [(c.file, c.state) for c in cards(desk)[:2]] == [("all.tif 第 1 页", "ready"), ("all.tif 第 3 页", "ready")]
    assert [c.state for c in cards(desk)[2:]] == ["duplicate", "duplicate"]
    desk.actions.act("sheet", (), {"sheet": cards(desk)[0].id}, ())
    assert confirm(desk).done
    entry = list(desk.home.entries.load(desk.record.opened.record))[-1]
    assert desk.home.attachments.get(str(entry.data["attachment"])) == (folder / "all.tif").read_bytes()
    assert sheet(desk).card.file == "all.tif 第 3 页"


def test_a_file_of_many_pages_can_be_called_off_between_two(desk: Office, folder: Path) -> None:
    photo = desk.signed_list(folder, desk.seats("r01", absent=True))
    page = Image.open(photo).convert("L")
    page.save(folder / "all.pdf", "PDF", save_all=True, append_images=[page] * 30)
    adding = desk.actions.sheets._add

    def once(taken: object) -> None:
        adding(taken)
        desk.actions.call_off()

    desk.actions.sheets._add = once
    read(desk, folder / "all.pdf")
    assert len(cards(desk)) == 1


def test_reading_that_is_called_off_keeps_what_was_read_until_then(
    desk: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("1.jpg", "2.jpg", "3.jpg"):
        (folder / name).write_bytes(b"no picture")
    sheets = desk.actions.sheets
    add = sheets._add

    def first(taken: object) -> None:
        add(taken)
        desk.actions.call_off()

    monkeypatch.setattr(sheets, "_add", first)
    read(desk, folder)
    assert [c.file for c in cards(desk)] == ["1.jpg"]
    assert desk.screen.page.told_tone == "warn"


def test_a_folder_without_pictures_and_no_file_at_all_are_said(desk: Office, folder: Path) -> None:
    assert "没有照片" in str(read(desk, folder).refused)
    assert read(desk).refused is not None


def test_more_than_two_hundred_are_too_many(desk: Office, folder: Path) -> None:
    (folder / "0.jpg").write_bytes(b"x")
    for n in range(1, 201):
        shutil.copy(folder / "0.jpg", folder / f"{n}.jpg")
    assert "一次最多留 200 张" in str(read(desk, folder).refused)
    assert len(cards(desk)) == 200
