"""The custody desk by keyboard and reader: bag, label, badges, done; nobody signs for what was not compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import Refusal
from desktop.ui.custody.view import CustodyView
from desktop.ui.shared import theme
from tests.ui.custody.boards import AFTER, ALARM, BRING, IDLE, ISSUING, REFUSED, SEAL, SIXTY, CustodyDesk, at

Key = Qt.Key


@pytest.fixture
def desk() -> CustodyDesk:
    return CustodyDesk()


@pytest.fixture
def view(stage: Callable[..., CustodyView], desk: CustodyDesk) -> CustodyView:
    return stage(CustodyView, desk, IDLE, lambda: at(7, 43))


def key(view: CustodyView, *keys: Qt.Key) -> None:
    for one in keys:
        QTest.keyClick(QApplication.focusWidget() or view, one)


def ready(view: CustodyView, qtbot: QtBot) -> None:
    """Bag scanned, label compared."""
    view.take_scan("06-A")
    qtbot.waitUntil(lambda: view.rail.hand is not None)
    key(view, *[Key.Key_Space] * 4)


def sign(view: CustodyView, qtbot: QtBot, badge: str, how_many: int) -> None:
    view.take_scan(badge)
    assert view.rail.hand is not None
    signatures = view.rail.hand.signatures
    assert signatures is not None
    QTest.keyClicks(signatures.form.pin, "2468")
    QTest.keyClick(signatures.form.pin, Key.Key_Return)
    qtbot.waitUntil(lambda: len(signatures.taken()) == how_many)


def said(view: CustodyView) -> list[str]:
    """What stands in the hand-over."""
    assert view.rail.hand is not None
    return [label.text() for label in view.rail.hand.findChildren(QLabel) if label.isVisible()]


def test_scan_bag_compare_label_two_badges_done(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    ready(view, qtbot)
    sign(view, qtbot, "KD0016", 2)
    sign(view, qtbot, "KD0017", 3)
    qtbot.waitUntil(lambda: "dismiss" in desk.commands())
    assert ("issue-bag", (("bag:b06",), {}, ("p001", "p016", "p017"))) in desk.asked
    qtbot.waitUntil(lambda: view.rail.hand is None)
    assert view.rail.notice.sentence.text() == "试卷袋已签收"


def test_three_scans_and_the_pins_are_a_whole_hop(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    """Keys beyond the PINs: none. A badge says who, the PIN that the label agrees (附件5 7:40)."""
    view.take_scan("06-A")
    qtbot.waitUntil(lambda: view.rail.hand is not None)
    assert view.rail.hand is not None
    view.take_scan("KD0016")
    assert not view.rail.hand.checked()
    qtbot.waitUntil(lambda: any(words.startswith("输入密码即确认") for words in said(view)))
    assert "30 份 + 备用 1" in said(view)
    sign(view, qtbot, "KD0016", 2)
    assert view.rail.hand.checked()
    assert "30 份 + 备用 1" in said(view), "the second person compares too"
    sign(view, qtbot, "KD0017", 3)
    qtbot.waitUntil(lambda: "issue-bag" in desk.commands())
    qtbot.waitUntil(lambda: view.rail.hand is None)


def test_a_badge_laid_on_the_reader_counts_as_scanned(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    view.take_scan("06-A")
    qtbot.waitUntil(lambda: view.rail.hand is not None)
    view.take_document(SimpleNamespace(token="04A22B91", ticket=None))  # type: ignore[arg-type]
    signatures = view.rail.hand.signatures if view.rail.hand is not None else None
    assert signatures is not None
    qtbot.waitUntil(lambda: signatures.form.who.text() == "KD0016")
    assert signatures.form.pin.hasFocus()


def test_typed_numbers_wait_until_the_label_is_compared(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    view.take_scan("06-A")
    qtbot.waitUntil(lambda: view.rail.hand is not None)
    assert view.rail.hand is not None
    key(view, Key.Key_Space, Key.Key_Space, Key.Key_Space)
    key(view, Key.Key_Return)
    assert "核对" in view.rail.notice.sentence.text()
    signatures = view.rail.hand.signatures
    assert signatures is not None
    assert not signatures.isEnabled()
    assert signatures.form.isHidden()
    key(view, Key.Key_Space)
    assert signatures.isEnabled()
    assert not signatures.form.isHidden()


def test_the_same_person_never_signs_twice(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    ready(view, qtbot)
    sign(view, qtbot, "KD0016", 2)
    view.take_scan("KD0016")
    assert view.rail.hand is not None
    signatures = view.rail.hand.signatures
    assert signatures is not None
    QTest.keyClicks(signatures.form.pin, "2468")
    QTest.keyClick(signatures.form.pin, Key.Key_Return)
    qtbot.waitUntil(lambda: "另一人" in signatures.form.message.text())
    assert "issue-bag" not in desk.commands()


def test_another_bag_takes_the_place_of_the_one_before(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    ready(view, qtbot)
    view.take_scan("07-A")
    qtbot.waitUntil(lambda: ("choose", "07-A") in desk.asked)
    qtbot.waitUntil(lambda: not view.rail.notice.isHidden())
    assert "07-A" in view.rail.notice.sentence.text()


def test_a_difference_is_reported_with_f5_and_not_signed_for(
    view: CustodyView, desk: CustodyDesk, qtbot: QtBot
) -> None:
    view.take_scan("06-A")
    qtbot.waitUntil(lambda: view.rail.hand is not None)
    key(view, Key.Key_F5)
    assert view.sheet.form is not None
    assert view.sheet.form.row.title == "报告不符"
    assert "issue-bag" not in desk.commands()
    assert view.rail.isVisible()


def test_a_label_typed_by_hand_finds_its_bag(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    QTest.keyClicks(view, "06-a")
    assert "06-A" in view.rail.notice.sentence.text()
    key(view, Key.Key_Return)
    qtbot.waitUntil(lambda: view.rail.hand is not None)
    assert desk.asked[0] == ("choose", "06-A")


def test_escape_clears_the_typing_first_and_then_puts_the_bag_down(
    view: CustodyView, desk: CustodyDesk, qtbot: QtBot
) -> None:
    ready(view, qtbot)
    view.setFocus()
    QTest.keyClicks(view, "07")
    key(view, Key.Key_Escape)
    assert desk.commands() == ["choose"]
    key(view, Key.Key_Escape)
    qtbot.waitUntil(lambda: view.rail.hand is None)
    assert desk.commands() == ["choose", "dismiss"]


def test_a_blocked_hand_over_says_why_and_asks_nobody_to_sign(view: CustodyView, desk: CustodyDesk) -> None:
    view.show_board(REFUSED)
    assert view.rail.hand is not None
    assert view.rail.hand.signatures is None
    key(view, Key.Key_Return)
    assert "安排工作" in view.rail.notice.sentence.text()
    assert desk.asked == []


def test_a_refusal_begins_the_signing_anew(view: CustodyView, desk: CustodyDesk, qtbot: QtBot) -> None:
    desk.refuse["bring-bags"] = Refusal("signature-expired", "何英的签名超过了 120 秒", "附件4 三", "请重新签名")
    view.show_board(replace(IDLE, hand=BRING))
    sign(view, qtbot, "KD0016", 1)
    sign(view, qtbot, "KD0017", 2)
    qtbot.waitUntil(lambda: not view.rail.notice.isHidden())
    assert view.rail.hand is not None
    signatures = view.rail.hand.signatures
    assert signatures is not None
    assert signatures.taken() == ()
    assert "dismiss" not in desk.commands()


def test_a_hop_with_a_field_opens_its_form(view: CustodyView) -> None:
    view.show_board(replace(IDLE, hand=SEAL))
    key(view, Key.Key_Return)
    assert view.sheet.form is not None
    assert view.sheet.form.row.command == "seal-bag"


def test_a_board_that_only_moved_on_does_not_disturb_the_signing(view: CustodyView, qtbot: QtBot) -> None:
    ready(view, qtbot)
    sign(view, qtbot, "KD0016", 2)
    before = view.rail.hand
    view.show_board(replace(ISSUING, foot="记录校验码 AAAA-BBBB-CCCC"))
    assert view.rail.hand is before
    assert view.code.text().endswith("CCCC")


def test_what_is_missing_is_the_biggest_thing_of_an_idle_screen(view: CustodyView) -> None:
    assert view.rail._headline.font().pixelSize() == theme.LARGE
    assert view.rail._headline.text() == "还有 4 袋未领"


def test_an_alarm_stands_above_everything_and_no_key_closes_it(view: CustodyView) -> None:
    view.show_board(ALARM)
    key(view, Key.Key_Escape, Key.Key_Escape)
    assert view.rail._alarm.isVisible()


def test_the_leak_alarm_and_the_log_have_their_keys(view: CustodyView) -> None:
    key(view, Key.Key_F9)
    assert view.sheet.form is not None
    assert view.sheet.form.row.command == "raise-leak-alarm"
    view.sheet.leave()
    key(view, Key.Key_F7)
    assert view.sheet.form is not None
    assert view.sheet.form.row.command == "enter-secure-room"


def test_escorts_stand_with_their_bags_and_vehicle(view: CustodyView) -> None:
    view.show_board(AFTER)
    shown = [view.rail._log.itemAt(n).widget() for n in range(view.rail._log.count())]
    words = " ".join(w.property("text") or "" for w in shown)
    assert "京A·00001" in words


def test_only_the_places_that_changed_are_laid_anew_and_stay_in_order(view: CustodyView) -> None:
    view.show_board(SIXTY)
    row = view.bags._row
    before = [row.itemAt(place).widget() for place in range(row.count())]
    moved = (SIXTY.columns[0], replace(SIXTY.columns[1], bags=SIXTY.columns[1].bags[1:]), *SIXTY.columns[2:])
    view.show_board(replace(SIXTY, columns=moved))
    after = [row.itemAt(place).widget() for place in range(row.count())]
    assert [old is new for old, new in zip(before, after, strict=True)] == [True, False, True, True, True]
    names = {card.accessibleName() for card in after[1].findChildren(QFrame)}
    assert not any(name.startswith("15-A") for name in names)
    assert any(name.startswith("16-A") for name in names)


def test_sixty_bags_are_all_in_sight(view: CustodyView) -> None:
    view.show_board(SIXTY)
    QApplication.processEvents()
    bar = view._scroll.verticalScrollBar()
    assert bar.maximum() == 0
