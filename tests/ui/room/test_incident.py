"""An incident in two keys: E and a figure. Whoever wants to say more chooses with the arrows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.operations.boards.shell import ActionRow, Choice, FieldRow, SignerSlot
from tests.ui import samples
from tests.ui.conftest import Opened
from tests.ui.room.test_room import view_of

KINDS = tuple(Choice(f"k{n}", f"情况 {n}") for n in range(1, 11))
REPORT = ActionRow(
    "report-incident",
    "突发情况",
    "E",
    fields=(FieldRow("kind", "种类", "choice", KINDS, quick=True), FieldRow("note", "说明", required=False)),
    signers=samples.ONE,
)


@pytest.fixture
def open_room(opened: Callable[..., Opened]) -> Callable[[ActionRow], Opened]:
    def make(row: ActionRow) -> Opened:
        rest = tuple(r for r in samples.ROOM_ACTIONS if r.command != "report-incident")
        return opened("room", {"room": replace(samples.ROOM, available=(row, *rest))})

    return make


def acted(out: Opened) -> list[object]:
    return [data for command, (_, data, _) in out.desk.asked if command == "report-incident"]


def test_two_keys_report_it_and_zero_is_the_tenth(open_room: Callable[[ActionRow], Opened], qtbot: QtBot) -> None:
    out = open_room(REPORT)
    for keys, kind in (("E4", "k4"), ("E0", "k10")):
        out.desk.asked.clear()
        out.hands.type(keys)
        qtbot.waitUntil(lambda: bool(acted(out)))
        assert acted(out) == [{"kind": kind}]
        qtbot.waitUntil(lambda: not view_of(out).sheet.is_open())


def test_the_arrows_leave_room_for_words(open_room: Callable[[ActionRow], Opened], qtbot: QtBot) -> None:
    out = open_room(REPORT)
    for key in ("E", "Down", "Down", "Enter"):
        out.hands.key(key)
    assert acted(out) == []
    out.hands.type("abc")
    out.hands.key("Enter")
    qtbot.waitUntil(lambda: bool(acted(out)))
    assert acted(out) == [{"kind": "k2", "note": "abc"}]


def test_a_figure_does_not_sign_for_a_second_person(open_room: Callable[[ActionRow], Opened], qtbot: QtBot) -> None:
    two = replace(REPORT, persons=2, signers=(*samples.ONE, SignerSlot("副监考", "应为 李敏")))
    out = open_room(two)
    out.hands.type("E4")
    form = view_of(out).sheet.form
    assert form is not None
    assert form.signatures is not None
    assert form.signatures.missing()
    assert acted(out) == []
