"""A chip lies on the reader and wants its key: scanned or typed, it is read where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.devices.keyboard import zone_document
from desktop.devices.sources import Document, SourceState
from tests.helpers.homes import enrolled, published_plan
from tests.operations.test_door import PASSPORT, ZONE, Door, the_plan

KEY = {"document": "L898902C3", "birth": "19740812", "expiry": "20320415"}


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    with enrolled(tmp_path / "h", "door", published=published_plan(the_plan()), at="8:10") as desk:
        yield Door(tmp_path, desk)


def shut(door: Door) -> None:
    door.tell(SourceState("unreadable", "Reader A 00", "travel-key-needed"))
    door.session.refresh()


def offered(door: Door) -> bool:
    return any(row.command == "enter-travel-key" for row in door.board.available)


def test_a_zone_scanned_while_the_chip_lies_there_says_that_it_is_being_read(door: Door) -> None:
    shut(door)
    door.actions.scanned(ZONE)
    assert door.actions.travel_key() == {"mrz": ZONE}
    assert "正在读芯片" in door.board.notice
    door.actions.read(PASSPORT)
    assert door.verdict.seat == "1"
    assert door.actions.travel_key() == {}


def test_a_key_may_be_typed_while_a_chip_waits_for_it(door: Door) -> None:
    door.tell(SourceState("ready", "Reader A 00"))
    assert not offered(door)
    shut(door)
    assert offered(door)
    row = next(row for row in door.board.available if row.command == "enter-travel-key")
    assert [(f.name, f.required) for f in row.fields] == [(name, True) for name in KEY]
    assert door.actions.act(row.command, row.about, KEY, ()).done
    assert door.actions.travel_key() == KEY
    assert "正在读芯片" in door.board.notice
    door.actions.dismiss()
    assert door.actions.travel_key() == {}


def refused(door: Door) -> None:
    door.actions.read(Document(unreadable=True, trouble="travel-key-wrong"))
    door.tell(SourceState("unreadable", "Reader A 00", "travel-key-wrong"))
    door.session.refresh()


def test_a_key_a_chip_refused_is_not_tried_on_the_next_persons_chip(door: Door) -> None:
    shut(door)
    door.actions.scanned(ZONE)
    refused(door)
    assert door.actions.travel_key() == {}
    assert "钥匙" in door.board.notice
    assert door.actions.act("enter-travel-key", ("desk",), KEY, ()).done
    refused(door)
    assert door.actions.act("enter-travel-key", ("desk",), KEY, ()).done
    assert "正在读芯片" not in door.board.notice, "nobody reads it with the same key again"
    assert door.actions.travel_key() == {}


def test_a_zone_scanned_again_after_its_chip_refused_it_is_the_document(door: Door) -> None:
    door.actions.zone_document = lambda zone: zone_document(zone, method="wedge")
    shut(door)
    door.actions.scanned(ZONE)
    refused(door)
    door.actions.scanned(ZONE)
    assert door.verdict.seat == "1"
