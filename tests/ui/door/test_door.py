"""The door desk by keyboard and by reader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.faults import SiteFault
from desktop.operations.boards.shell import Refusal
from desktop.ui.door.looks import NamesPanel
from desktop.ui.door.view import DoorView
from tests.ui import samples
from tests.ui.conftest import Opened
from tests.ui.door import reads

Open = Callable[..., Opened]


@pytest.fixture
def door(opened: Open, qtbot: QtBot) -> Opened:
    out = opened("door", {"door": samples.WAITING, "room": samples.ROOM})
    qtbot.waitUntil(lambda: view_of(out).board().prompt != "")
    out.desk.boards = {
        "990102199003072335": samples.ADMITTED,
        "990102199003071178": samples.WRONG_ROOM,
        "6901234567892": samples.BAD_READ,
    }
    return out


def view_of(out: Opened) -> DoorView:
    assert isinstance(out.window.view, DoorView)
    return out.window.view


def show(out: Opened, qtbot: QtBot, board: samples.DoorBoard) -> None:
    assert out.desk.listener is not None
    out.desk.listener.board(board)
    qtbot.waitUntil(lambda: view_of(out).board() == board)


def scan(out: Opened, qtbot: QtBot, words: str) -> None:
    before = len(out.desk.asked)
    out.hands.scan(words)
    qtbot.waitUntil(lambda: len(out.desk.asked) > before)
    if words in out.desk.boards:
        qtbot.waitUntil(lambda: view_of(out).board() == out.desk.boards[words])


def test_a_read_shows_its_verdict_and_the_next_read_replaces_it(door: Opened, qtbot: QtBot) -> None:
    scan(door, qtbot, "990102199003072335")
    assert view_of(door).pane.tone() == "ok"
    scan(door, qtbot, "990102199003071178")
    assert view_of(door).pane.tone() == "stop"
    scan(door, qtbot, "990102199003072335")
    assert view_of(door).pane.tone() == "ok"


def test_a_verdict_stays_until_the_signature_is_confirmed(door: Opened, qtbot: QtBot) -> None:
    scan(door, qtbot, "990102199003072335")
    door.window.tick()
    assert view_of(door).board() == samples.ADMITTED
    door.hands.key("Enter")
    qtbot.waitUntil(lambda: view_of(door).board() == samples.WAITING)
    assert door.desk.commands()[-1] == "confirm_signature"


def test_enter_confirms_nothing_while_waiting_or_refused(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("Enter")
    scan(door, qtbot, "990102199003071178")
    door.hands.key("Enter")
    door.hands.key("Esc")
    qtbot.waitUntil(lambda: view_of(door).board() == samples.WAITING)
    assert door.desk.commands() == ["scanned", "dismiss"]


def test_no_name_stands_on_the_screen_while_waiting(door: Opened, qtbot: QtBot) -> None:
    shown = all_words(door)
    assert not [name for name in samples.NAMES if any(name in words for words in shown)]
    show(door, qtbot, samples.ADMITTED)
    assert any("17 欧阳䶮菲" in words for words in all_words(door))


def all_words(out: Opened) -> list[str]:
    from PySide6.QtWidgets import QLabel

    view = view_of(out)
    view.grab()
    labels = [label.text() for label in view.findChildren(QLabel) if label.isVisible()]
    return [*labels, view.pane.accessibleName()]


def test_a_read_that_is_no_document_says_so_and_leaves_the_door_armed(door: Opened, qtbot: QtBot) -> None:
    scan(door, qtbot, "6901234567892")
    assert "6901234567892" in view_of(door).pane.accessibleName()
    scan(door, qtbot, "990102199003072335")
    assert view_of(door).pane.tone() == "ok"


def test_a_typed_number_needs_a_second_person_in_place(door: Opened, qtbot: QtBot) -> None:
    hands, view = door.hands, view_of(door)
    hands.key("F2")
    assert view.sheet.form is not None
    hands.type("990102199003072335")
    hands.key("Enter")
    hands.key("2")
    hands.key("Enter")
    hands.type("1011")
    hands.key("Enter")
    hands.type("2468")
    hands.key("Enter")
    qtbot.waitUntil(lambda: not view.sheet.is_open())
    command, (about, data, signed) = door.desk.asked[-1]
    assert command == "check-typed-number"
    assert (about, data) == ((), {"number": "990102199003072335", "reason": "reader"})
    assert signed == ("p012", "p011")


def test_the_same_person_cannot_sign_twice(door: Opened, qtbot: QtBot) -> None:
    hands, view = door.hands, view_of(door)
    hands.key("F2")
    hands.type("990102199003072335")
    hands.key("Enter")
    hands.key("1")
    hands.key("Enter")
    hands.type("1012")
    hands.key("Enter")
    hands.type("2468")
    hands.key("Enter")
    form = view.sheet.form
    assert form is not None
    assert form.signatures is not None
    signing = form.signatures
    qtbot.waitUntil(lambda: "李敏" in signing.form.message.text())
    assert "check-typed-number" not in door.desk.commands()


def test_a_wrong_pin_is_told_and_forgotten(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F3")
    door.hands.type("x")
    door.hands.key("Enter")
    door.hands.type("1001")
    door.hands.key("Enter")
    door.hands.type("1111")
    door.hands.key("Enter")
    form = view_of(door).sheet.form
    assert form is not None
    assert form.signatures is not None
    sign_in = form.signatures.form
    qtbot.waitUntil(lambda: "密码不对" in sign_in.message.text())
    assert sign_in.pin.text() == ""
    assert "1111" not in repr(door.desk.asked)


def test_a_badge_goes_to_the_signature_and_not_to_the_door(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F3")
    door.hands.type("x")
    door.hands.key("Enter")
    door.hands.scan("KD1001")
    form = view_of(door).sheet.form
    assert form is not None
    assert form.signatures is not None
    assert form.signatures.form.who.text() == "KD1001"
    door.hands.type("2468")
    door.hands.key("Enter")
    qtbot.waitUntil(lambda: not view_of(door).sheet.is_open())
    assert door.desk.commands() == ["identify", "override-refusal"]
    assert door.desk.asked[0][1].badge


def test_a_card_closes_a_form_that_waits_for_no_badge(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F5")
    assert view_of(door).sheet.is_open()
    scan(door, qtbot, "990102199003072335")
    assert not view_of(door).sheet.is_open()
    assert view_of(door).pane.tone() == "ok"


def test_a_read_that_is_no_document_beside_a_verdict_is_told_too(door: Opened, qtbot: QtBot) -> None:
    show(door, qtbot, samples.ADMITTED)
    show(door, qtbot, replace(samples.ADMITTED, notice="刚才读到的不是证件"))
    assert view_of(door).side.notice.sentence.text() == "刚才读到的不是证件"
    assert not view_of(door).side.notice.isHidden()
    show(door, qtbot, samples.ADMITTED)
    assert view_of(door).side.notice.isHidden()


def test_a_candidates_card_is_never_taken_for_an_officers_badge(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F3")
    door.hands.type("x")
    door.hands.key("Enter")
    scan(door, qtbot, "990102199003072335")
    assert not view_of(door).sheet.is_open()
    assert door.desk.commands() == ["scanned"]


def test_a_refused_act_says_why_with_clause_and_next_step_in_the_form(door: Opened, qtbot: QtBot) -> None:
    door.desk.refuse["refuse-entry"] = Refusal("too-late", "考生已经入场", "附件5 8:05", "先撤销入场")
    door.hands.key("F5")
    door.hands.key("1")
    door.hands.key("Enter")
    form = view_of(door).sheet.form
    assert form is not None
    qtbot.waitUntil(lambda: not form.notice.isHidden())
    assert form.notice.sentence.text() == "考生已经入场"
    assert form.notice.more.text() == "先撤销入场\n附件5 8:05"


def test_every_action_is_reached_by_f10_and_a_blocked_one_says_why(door: Opened, qtbot: QtBot) -> None:
    sheet = view_of(door).sheet
    door.hands.key("F10")
    assert [sheet.panel.list.item(n).text() for n in range(sheet.panel.list.count())] == [
        row.title for row in samples.DOOR_ACTIONS
    ]
    door.hands.type("启封")
    door.hands.key("Enter")
    assert sheet.form is not None
    assert not sheet.form.row.enabled
    door.hands.key("Enter")
    door.hands.key("Esc")
    assert sheet.form is None
    door.hands.key("Esc")
    assert not sheet.is_open()
    assert door.desk.asked == []


def test_an_act_without_questions_is_done_at_once(door: Opened, qtbot: QtBot) -> None:
    door.hands.key("F9")
    qtbot.waitUntil(lambda: door.desk.commands() == ["call-chief"])
    qtbot.waitUntil(lambda: not view_of(door).side.notice.isHidden())


def test_a_fault_of_the_site_is_a_sentence_and_the_door_goes_on(door: Opened, qtbot: QtBot) -> None:
    door.desk.fault = SiteFault("disk-full")
    door.hands.scan("990102199003072335")
    qtbot.waitUntil(lambda: "磁盘已满" in view_of(door).side.notice.sentence.text())
    door.desk.fault = None
    scan(door, qtbot, "990102199003071178")
    assert view_of(door).pane.tone() == "stop"


def test_a_new_verdict_takes_away_a_form_about_the_person_before(door: Opened, qtbot: QtBot) -> None:
    show(door, qtbot, samples.CHECK_BY_HAND)
    door.hands.key("F5")
    assert view_of(door).sheet.is_open()
    show(door, qtbot, samples.ADMITTED)
    assert not view_of(door).sheet.is_open()


def test_f6_goes_to_the_room_and_back(door: Opened, qtbot: QtBot) -> None:
    from desktop.ui.room.view import RoomView

    door.hands.key("F6")
    qtbot.waitUntil(lambda: isinstance(door.window.view, RoomView))
    door.hands.key("F6")
    qtbot.waitUntil(lambda: isinstance(door.window.view, DoorView))


def test_each_verdict_sounds_once_with_its_own_tone(
    door: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[str] = []
    monkeypatch.setattr(view_of(door).tools.sound, "play", played.append)
    show(door, qtbot, samples.ADMITTED)
    show(door, qtbot, replace(samples.ADMITTED, notice="still there"))
    show(door, qtbot, samples.WRONG_ROOM)
    show(door, qtbot, samples.CHECK_BY_HAND)
    assert played == ["admit", "refuse", "attention"]


def test_a_thousand_mixed_reads_leave_the_door_armed(door: Opened, qtbot: QtBot) -> None:
    reads = ["990102199003072335", "6901234567892", "990102199003071178", "RUBBISH-%&/"]
    for number in range(1000):
        door.hands.scan(reads[number % 4])
        if number % 97 == 0:
            door.hands.key("F2")
        if number % 89 == 0:
            door.hands.key("Enter")
    qtbot.waitUntil(lambda: door.desk.commands().count("scanned") == 1000, timeout=10_000)
    scan(door, qtbot, "990102199003071178")
    assert view_of(door).pane.tone() == "stop"


def test_names_that_agree_by_their_sound_ask_for_nothing(door: Opened, qtbot: QtBot) -> None:
    panel = view_of(door).side.findChildren(NamesPanel)[0]
    show(door, qtbot, reads.PASSPORT)
    assert (panel.property("look"), panel.alike) == ("warn", False)
    show(door, qtbot, reads.ALIKE)
    assert (panel.property("look"), panel.alike) == ("ok", True)
    assert "拼音相符" in panel.accessibleName()
