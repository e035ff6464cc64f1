"""A step of the room that two officers sign: its form, the badges, and what was ticked before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.operations.boards.room import CheckRow
from desktop.operations.boards.shell import FieldRow, SignerSlot
from desktop.ui.room.view import RoomView
from desktop.ui.shared.act.form import ActionForm
from tests.ui import samples
from tests.ui.conftest import Opened

FIELDS = (FieldRow("seals_intact", "密封完好", "tick"), FieldRow("counted", "清点份数", "number"))
SIGNERS = (SignerSlot("主监考", "", samples.HE_YING), SignerSlot("副监考", "应为 李敏"))


@pytest.fixture
def room(opened: Callable[..., Opened], qtbot: QtBot) -> Opened:
    """The room desk at 8:25: the seals are shown, then two sign."""
    step = samples.ROOM_DUE.step
    assert step is not None
    action = replace(step.action, command="open-bag", fields=FIELDS, persons=2, signers=SIGNERS)
    due = replace(step, action=action, checks=(CheckRow("seals_intact", "密封完好", False, True),))
    board = replace(samples.ROOM_DUE, step=due)
    out = opened("room", {"room": board})
    qtbot.waitUntil(lambda: view_of(out)._board == board)
    return out


def view_of(room: Opened) -> RoomView:
    assert isinstance(room.window.view, RoomView)
    return room.window.view


def form_of(room: Opened) -> ActionForm:
    form = view_of(room).sheet.form
    assert form is not None
    return form


def test_what_was_ticked_beside_the_text_is_not_asked_again(room: Opened, qtbot: QtBot) -> None:
    room.hands.key("Enter")
    room.hands.key("Enter")
    form = form_of(room)
    qtbot.waitUntil(lambda: form.editors[1].isAncestorOf(form.window().focusWidget()))
    room.hands.type("30")
    assert form.data() == {"seals_intact": True, "counted": 30}


def test_a_badge_goes_to_the_signature_wherever_the_cursor_stands_and_no_answer_is_lost(
    room: Opened, qtbot: QtBot
) -> None:
    room.hands.key("Enter")
    room.hands.key("Enter")
    form = form_of(room)
    qtbot.waitUntil(lambda: form.editors[1].isAncestorOf(form.window().focusWidget()))
    room.hands.type("30")
    room.hands.scan("KD-1012")
    assert form_of(room) is form
    assert form.signatures is not None
    assert form.signatures.form.who.text() == "KD-1012"
    assert form.data() == {"seals_intact": True, "counted": 30}
