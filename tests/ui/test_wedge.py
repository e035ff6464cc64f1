"""Readers that type, and people who type (U11, U12, U13)."""

from __future__ import annotations

import random

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.ui.shared.wedge import Wedge
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
        self.returnPressed.connect(self._returned)

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
