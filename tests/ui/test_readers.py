"""Readers at the window: armed whatever a read came to, checked only at a desk somebody has signed in to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.devices.sources import Document, SourceState
from desktop.faults import SiteFault
from desktop.operations.boards.session import EvidencePhoto
from desktop.operations.boards.shell import Answer, Refusal
from desktop.ui.shared.readers.armed import Readers
from tests.ui import samples
from tests.ui.conftest import Opened

Open = Callable[..., Opened]
NUMBER = "990102199003072335"
ADMITTED = Document(number=NUMBER)


@dataclass
class Slot:
    """A reader into which a test lays documents or faults. `told` is what its opener was given."""

    laid: SimpleQueue[object] = field(default_factory=SimpleQueue)
    told: list[Callable[[object], None]] = field(default_factory=list)
    missing: int = 0
    opened: int = 0
    closed: Event = field(default_factory=Event)

    def open(self, told: Callable[[object], None]) -> Slot:
        self.opened += 1
        if self.opened <= self.missing:
            raise SiteFault("reader-lost", source="pcsc:*")
        self.told.append(told)
        return self

    def read(self, timeout: float) -> object:
        try:
            found = self.laid.get(timeout=min(timeout, 0.05))
        except Empty:
            raise SiteFault("read-timeout", source="pcsc:*", seconds=1) from None
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def slot(monkeypatch: pytest.MonkeyPatch) -> Slot:
    monkeypatch.setattr("desktop.ui.shared.readers.armed.AGAIN", 0.01)
    return Slot()


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def at_the_door(opened: Open, qtbot: QtBot, slot: Slot) -> Opened:
    out = opened("door", {"door": samples.WAITING, "room": samples.ROOM})
    out.desk.boards = {NUMBER: samples.ADMITTED}
    out.session.sources = {"pcsc:*": slot.open}
    out.session.readers = ("pcsc:*",)
    qtbot.waitUntil(lambda: bool(slot.told))
    return out


def test_a_document_on_the_reader_is_checked_without_a_key(opened: Open, qtbot: QtBot, slot: Slot) -> None:
    out = at_the_door(opened, qtbot, slot)
    slot.laid.put(ADMITTED)
    qtbot.waitUntil(lambda: out.desk.asked[-1:] == [("read", ADMITTED)])
    assert out.window.view is not None
    qtbot.waitUntil(lambda: out.window.view.board() == samples.ADMITTED)  # type: ignore[union-attr]


def test_whatever_a_read_came_to_the_next_one_counts(opened: Open, qtbot: QtBot, slot: Slot) -> None:
    out = at_the_door(opened, qtbot, slot)
    for n in range(40):
        slot.laid.put(SiteFault(("read-torn", "document-unknown", "reader-lost", "card-hung")[n % 4], source="pcsc:*"))
        slot.laid.put(ADMITTED)
    qtbot.waitUntil(lambda: out.desk.commands().count("read") == 40, timeout=20_000)
    assert out.desk.commands().count("read_failed") == 40


def test_a_reader_that_stays_away_says_so_once_and_is_armed_when_it_comes_back(qtbot: QtBot, slot: Slot) -> None:
    slot.missing = 5
    readers = Readers()
    faults: list[object] = []
    readers.failed.connect(lambda setting, fault: faults.append(fault))
    with qtbot.waitSignal(readers.document_read) as heard:
        readers.match(("pcsc:*",), lambda setting: slot.open)
        slot.laid.put(ADMITTED)
    assert heard.args == ["pcsc:*", ADMITTED]
    assert len(faults) == 1
    readers.close()
    assert slot.closed.wait(5)


def test_another_reader_may_be_chosen_at_any_time(qtbot: QtBot, slot: Slot) -> None:
    other, readers = Slot(), Readers()
    readers.match(("pcsc:*",), lambda setting: slot.open)
    qtbot.waitUntil(lambda: bool(slot.told))
    with qtbot.waitSignal(readers.document_read) as heard:
        readers.match(("serial:COM3",), lambda setting: other.open)
        other.laid.put(ADMITTED)
    assert heard.args is not None
    assert heard.args[0] == "serial:COM3"
    assert slot.closed.wait(5)
    readers.close()
    assert other.closed.wait(5)


def test_states_of_a_reader_reach_the_session(opened: Open, qtbot: QtBot, slot: Slot) -> None:
    out = at_the_door(opened, qtbot, slot)
    slot.told[0](SourceState("reading", "Reader 1"))
    qtbot.waitUntil(lambda: out.session.states == [("pcsc:*", SourceState("reading", "Reader 1"))])


def test_nobody_is_checked_past_a_locked_desk_but_a_badge_unlocks_it(opened: Open, qtbot: QtBot, slot: Slot) -> None:
    out = at_the_door(opened, qtbot, slot)
    out.desk.codes = {"04A1B2C3": "KD1011"}
    out.window.locking.lock()
    form = out.window.entry.sign_in
    assert form is not None
    slot.laid.put(ADMITTED)
    slot.laid.put(Document(token="04A1B2C3", method="token"))
    qtbot.waitUntil(lambda: form.who.text() == "KD1011")
    assert "read" not in out.desk.commands()


@pytest.mark.logs
def test_a_reader_that_fails_in_a_way_nobody_foresaw_is_reported_and_armed_again(
    qtbot: QtBot, slot: Slot, caplog: pytest.LogCaptureFixture
) -> None:
    readers = Readers()
    slot.laid.put(ZeroDivisionError())
    slot.laid.put(ADMITTED)
    with qtbot.waitSignal(readers.document_read):
        readers.match(("pcsc:*",), lambda setting: slot.open)
    readers.close()
    assert slot.closed.wait(5)
    assert "a reader failed" in caplog.text


# --- photos -----------------------------------------------------------------------------------------------------------


def test_a_photo_goes_to_the_session_and_what_it_came_to_stands_on_the_desk(
    opened: Open, qtbot: QtBot, slot: Slot
) -> None:
    out = at_the_door(opened, qtbot, slot)
    photo = EvidencePhoto(1, b"\xff\xd8", ("blurred",))
    slot.laid.put(photo)
    qtbot.waitUntil(lambda: out.session.photos == [photo])
    view = out.window.view
    assert view is not None
    qtbot.waitUntil(lambda: "已存取证照片" in words_of(view.side.notice))  # type: ignore[attr-defined]
    assert out.desk.asked == []


def test_a_photo_that_did_not_come_is_said_at_the_next_look_and_an_empty_answer_says_nothing(
    opened: Open, qtbot: QtBot, slot: Slot
) -> None:
    out = at_the_door(opened, qtbot, slot)
    notice = out.window.view.side.notice  # type: ignore[union-attr]
    out.window.refresh()
    qtbot.waitUntil(lambda: out.session.refreshed > 0 and not out.window.lane.waiting())
    assert words_of(notice) == ""
    out.session.late = Answer(refused=Refusal("photo-did-not-come", "摄像头没有给出照片"))
    out.window.refresh()
    qtbot.waitUntil(lambda: "摄像头没有给出照片" in words_of(notice))


def test_a_photo_is_kept_behind_a_locked_desk_without_a_word(opened: Open, qtbot: QtBot, slot: Slot) -> None:
    out = at_the_door(opened, qtbot, slot)
    out.window.locking.lock()
    slot.laid.put(EvidencePhoto(1))
    qtbot.waitUntil(lambda: len(out.session.photos) == 1)
    assert not out.window.on_desk()
