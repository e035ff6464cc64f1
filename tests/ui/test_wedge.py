"""Readers that type, and people who type (U11, U12, U13)."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.shared.readers.wedge import Wedge
from tests.ui.conftest import Hands


class Plain(QLineEdit):
    """A line with a wedge, standing where a window would."""

    def __init__(self) -> None:
        super().__init__()
        self.time = 0.0
        self.wedge = Wedge(clock=lambda: self.time, parent=self)
        self.read: list[str] = []
        self.wedge.scanned.connect(self.read.append)
        self.returns = 0
        self.moves: list[tuple[str, str]] = []
        self.returnPressed.connect(self._returned)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.moves.append(("down", event.text()))
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.moves.append(("up", event.text()))
        super().keyReleaseEvent(event)

    def _returned(self) -> None:
        self.returns += 1


@pytest.fixture
def line(qtbot: QtBot) -> Plain:
    made = Plain()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.setFocus()
    handle = made.windowHandle()
    assert handle is not None
    made.wedge.watch(handle)
    qtbot.waitUntil(made.hasFocus)
    return made


@pytest.fixture
def hands(line: Plain, qtbot: QtBot) -> Hands:
    return Hands(line, qtbot)  # type: ignore[arg-type]  # a line with a wedge is all that hands need


def test_a_burst_with_enter_is_one_read_and_types_nothing(line: Plain, hands: Hands) -> None:
    hands.scan("990102199003072335")
    assert line.read == ["990102199003072335"]
    assert line.text() == ""
    assert line.returns == 0


def test_a_reader_may_close_with_tab_or_not_at_all(line: Plain, hands: Hands, qtbot: QtBot) -> None:
    hands.scan("2611280317", closing="Tab")
    line.time += 5000
    hands.scan("2611280318", closing="")
    qtbot.waitUntil(lambda: len(line.read) == 2)
    assert line.read == ["2611280317", "2611280318"]
    assert line.text() == ""


def test_a_short_tap_is_let_go_after_it_was_pressed_and_a_read_is_neither(line: Plain, hands: Hands) -> None:
    """A tick and a button work by the release of the space bar."""
    hands.key("Space")
    assert line.moves == [("down", " "), ("up", " ")]
    line.moves.clear()
    hands.scan("2611 280317")
    hands.key("a")
    assert line.read == ["2611 280317"]
    assert line.moves == [("down", "a"), ("up", "a")]


def test_what_a_person_types_arrives_in_the_line_in_order(line: Plain, hands: Hands) -> None:
    hands.type("Li Min 1012")
    hands.key("Enter")
    assert line.text() == "Li Min 1012"
    assert line.returns == 1
    assert line.read == []


def test_a_short_fast_run_is_typing_not_a_read(line: Plain, hands: Hands, qtbot: QtBot) -> None:
    hands.scan("03")
    qtbot.waitUntil(lambda: not line.wedge.holding())
    assert (line.text(), line.read) == ("03", [])


def test_a_key_before_the_burst_is_not_part_of_it(line: Plain, hands: Hands) -> None:
    hands.now += 200
    hands._send("7")
    hands.scan("2611280317")
    assert line.read == ["2611280317"]
    assert line.text() == "7"


def test_a_reader_that_sends_twice_is_read_once_and_again_later(line: Plain, hands: Hands) -> None:
    hands.scan("2611280317")
    line.time += 300
    hands.scan("2611280317")
    assert line.read == ["2611280317"]
    line.time += 2000
    hands.scan("2611280317")
    assert line.read == ["2611280317", "2611280317"]


def test_another_card_right_after_is_not_taken_for_an_echo(line: Plain, hands: Hands) -> None:
    hands.scan("2611280317")
    hands.scan("2611280318")
    assert line.read == ["2611280317", "2611280318"]


def test_a_thousand_mixed_reads_leave_it_armed(line: Plain, hands: Hands) -> None:
    chance = random.Random(7)
    expected: list[str] = []
    typed = ""
    for number in range(1000):
        line.time += 3000
        kind = chance.choice(("document", "ticket", "rubbish", "typed"))
        if kind == "typed":
            letter = chance.choice("abcxyz")
            hands.now += 500
            hands._send(letter)
            typed += letter
            continue
        words = {
            "document": f"99010219900307{number:04d}",
            "ticket": f"26112{number:05d}",
            "rubbish": f"HTTP://Q{number}/?%&",
        }[kind]
        hands.scan(words)
        expected.append(words)
    hands.key("Left")
    QCoreApplication.processEvents()
    assert line.read == expected
    assert line.text() == typed


def press(hands: Hands, key: Qt.Key, text: str, control: bool = False, repeat: bool = False, after: int = 3) -> None:
    """One key as a reader's cable or a person's hand sends it, press and release."""
    hands.now += after
    held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress,) if repeat else (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, held, text, repeat)
        event.setTimestamp(hands.now)
        QCoreApplication.sendEvent(hands.window.windowHandle(), event)


def test_return_and_line_feed_after_a_read_press_nothing(line: Plain, hands: Hands) -> None:
    hands.scan("2611280317")
    press(hands, Qt.Key.Key_J, "\n", control=True)
    press(hands, Qt.Key.Key_Return, "\r")
    assert (line.read, line.returns, line.text()) == (["2611280317"], 0, "")


def test_a_reader_may_close_with_a_line_feed(line: Plain, hands: Hands) -> None:
    hands.scan("2611280317", closing="")
    press(hands, Qt.Key.Key_unknown, "\n")
    hands.scan("2611280318", closing="")
    press(hands, Qt.Key.Key_J, "\n", control=True)
    assert line.read == ["2611280317", "2611280318"]


def test_frame_marks_sent_as_control_keys_are_no_shortcuts(line: Plain, hands: Hands) -> None:
    """STX is Ctrl+B on such a cable and ETX Ctrl+C; the control key itself comes too."""
    hands.now += 500
    press(hands, Qt.Key.Key_Control, "", control=True)
    press(hands, Qt.Key.Key_B, "\x02", control=True)
    for letter in "]C02611280317":
        press(hands, Qt.Key.Key_unknown, letter)
    press(hands, Qt.Key.Key_Control, "", control=True)
    press(hands, Qt.Key.Key_C, "\x03", control=True)
    press(hands, Qt.Key.Key_Return, "\r")
    assert (line.read, line.returns, line.text()) == (["2611280317"], 0, "")


def test_shortcuts_of_a_person_still_work(line: Plain, hands: Hands, qtbot: QtBot) -> None:
    hands.type("abc")
    press(hands, Qt.Key.Key_A, "\x01", control=True, after=300)
    qtbot.waitUntil(lambda: not line.wedge.holding())
    assert line.selectedText() == "abc"


def test_a_machine_readable_zone_of_two_bursts_is_one_read(line: Plain, hands: Hands) -> None:
    first, second = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"
    hands.scan(first)
    for name in [*second, "Enter"]:
        hands.now += 3
        hands._send(name)
    assert line.read == [f"{first}\n{second}"]
    assert (line.text(), line.returns) == ("", 0)


def test_half_a_zone_is_told_by_itself_after_a_moment(line: Plain, hands: Hands, qtbot: QtBot) -> None:
    first = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    hands.scan(first)
    qtbot.waitUntil(lambda: line.read == [first])


def test_a_key_held_down_types_and_is_never_a_read(line: Plain, hands: Hands, qtbot: QtBot) -> None:
    press(hands, Qt.Key.Key_7, "7", after=300)
    for _ in range(30):
        press(hands, Qt.Key.Key_7, "7", repeat=True, after=25)
    qtbot.waitUntil(lambda: not line.wedge.holding())
    assert (line.text(), line.read) == ("7" * 31, [])


def test_two_letters_alike_at_once_are_a_readers_though_the_system_says_that_the_key_repeats(
    line: Plain, hands: Hands
) -> None:
    for place, letter in enumerate("9901001"):
        alike = place > 0 and "9901001"[place - 1] == letter
        press(hands, Qt.Key(ord(letter)), letter, repeat=alike, after=12 if alike else 0)
    press(hands, Qt.Key.Key_Return, "\r", after=0)
    assert line.read == ["9901001"]
    assert line.text() == ""


def test_what_an_input_method_composes_is_neither_read_nor_lost_nor_doubled(line: Plain, hands: Hands) -> None:
    composed = QInputMethodEvent("limin", [])
    QCoreApplication.sendEvent(line, composed)
    committed = QInputMethodEvent()
    committed.setCommitString("李敏2611280317")
    QCoreApplication.sendEvent(line, committed)
    hands.scan("2611280318")
    assert line.text() == "李敏2611280317"
    assert line.read == ["2611280318"]


def test_where_no_line_has_the_focus_no_input_method_stands_before_the_reader(qtbot: QtBot) -> None:
    """Desks are plain widgets; Qt asks the focused one whether text may be composed for it."""
    desk = QWidget()
    qtbot.addWidget(desk)
    desk.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    assert not desk.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_flood_of_keys_is_cut_and_the_next_read_counts(line: Plain, hands: Hands) -> None:
    hands.scan("AB12" * 800)
    hands.scan("2611280317")
    assert [len(text) for text in line.read] == [41, 10]
    assert line.text() == ""
