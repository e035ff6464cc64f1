from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.devices.resident.serial import RATES, SerialSource
from desktop.devices.resident.writing import write_addresses, write_text
from desktop.devices.sources import Document, Needs, SourceState
from desktop.faults import SiteFault
from tests.devices.resident.people import CARDS, PERMIT, RESIDENT_CARD
from tests.helpers.modules import (
    NUMBER,
    Line,
    Mishap,
    SyntheticModule,
    in_pieces,
    noise_before,
    silence,
    wrong_checksum,
)

LONG = 20.0


class Desk:
    """A source on a line, and what it told."""

    def __init__(self, line: Line, port: str = "", patience: float = 4.0) -> None:
        self.line, self.module = line, line.module
        self.states: list[SourceState] = []
        self.source = SerialSource(
            port or str(line.path), f"serial:{line.path.name}", Needs(told=self.states.append), patience
        )

    def read(self, timeout: float = LONG) -> Document:
        return self.source.read(timeout)

    def fault(self, timeout: float = 0.0) -> str:
        with pytest.raises(SiteFault) as caught:
            self.source.read(timeout)
        return caught.value.code

    @property
    def doings(self) -> list[str]:
        return [state.doing for state in self.states]


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    with Line(SyntheticModule(), tmp_path) as line:
        yield line


@pytest.fixture
def desk(line: Line) -> Iterator[Desk]:
    desk = Desk(line)
    with desk.source:
        yield desk


def nameless(document: Document) -> Document:
    """Without where it came from."""
    values = {name: getattr(document, name) for name in Document.__slots__}
    return Document(**{**values, "source": ""})


@pytest.mark.parametrize("card", CARDS, ids=["resident", "J", "I", "Y"])
def test_a_card_that_is_laid_is_read(desk: Desk, card: Document) -> None:
    desk.module.lay(write_text(card))
    read = desk.read()
    assert read.source == "serial:ttyUSB0"
    assert nameless(read) == card


def test_every_change_is_told_with_the_module_s_own_number(desk: Desk) -> None:
    assert desk.fault() == "read-timeout"
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.read()
    assert desk.doings == ["ready", "reading", "read"]
    assert desk.states[0].reader == f"{desk.line.path} {NUMBER}"


def test_the_latest_added_address_is_appended(desk: Desk) -> None:
    desk.module.lay(write_text(RESIDENT_CARD), added=write_addresses("样例路三号", "样例路四号"))
    assert desk.read().address == f"{RESIDENT_CARD.address}；样例路四号"


@pytest.mark.parametrize("status", [0x91, 0x21, 0x41, 0x66], ids=lambda status: f"{status:02X}")
def test_a_card_whose_added_address_cannot_be_had_is_read_all_the_same(desk: Desk, status: int) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse("3003", status, times=2)
    assert nameless(desk.read()) == RESIDENT_CARD


@pytest.mark.parametrize("rate", RATES)
def test_a_module_is_found_at_any_rate_it_can_be_set_to(tmp_path: Path, rate: int) -> None:
    with Line(SyntheticModule(), tmp_path, rate) as line:
        line.module.lay(write_text(PERMIT))
        desk = Desk(line, patience=2.0)
        with desk.source:
            assert desk.read().number == PERMIT.number


def test_a_rate_in_the_setting_is_the_only_one_tried(tmp_path: Path) -> None:
    with Line(SyntheticModule(), tmp_path, rate=9600) as line:
        line.module.lay(write_text(PERMIT))
        right, wrong = Desk(line, f"{line.path}@9600"), Desk(line, f"{line.path}@19200", patience=0.5)
        with wrong.source:
            assert wrong.fault() == "reader-silent"
        with right.source:
            assert right.read().number == PERMIT.number


@pytest.mark.parametrize("port", ["", " ", "@9600", "COM3@", "COM3@fast", "COM3@0", "COM3@99999999999"])
def test_a_port_nobody_can_mean_is_refused_before_anything_is_opened(port: str) -> None:
    with pytest.raises(SiteFault, match="source-unknown"):
        SerialSource(port, f"serial:{port}", Needs())


@pytest.mark.parametrize("mishap", [noise_before, in_pieces])
@pytest.mark.parametrize("command", ["2001", "2002", "3001", "3003"])
def test_noise_and_late_pieces_cost_nothing(desk: Desk, mishap: Mishap, command: str) -> None:
    desk.line.mishaps[command] = [mishap]
    desk.module.lay(write_text(RESIDENT_CARD))
    assert desk.read().number == RESIDENT_CARD.number
    assert desk.module.asked.count("3001") == 1


@pytest.mark.parametrize("command", ["2001", "2002", "3001"])
def test_an_answer_with_a_wrong_checksum_is_asked_for_once_more(desk: Desk, command: str) -> None:
    desk.line.mishaps[command] = [wrong_checksum]
    desk.module.lay(write_text(RESIDENT_CARD))
    assert desk.read().number == RESIDENT_CARD.number
    assert desk.module.asked.count(command) >= 2


@pytest.mark.parametrize("command", ["2001", "2002", "3001"])
def test_a_second_wrong_checksum_is_told_and_the_next_read_works(desk: Desk, command: str) -> None:
    desk.line.mishaps[command] = [wrong_checksum] * 2
    desk.module.lay(write_text(RESIDENT_CARD))
    assert desk.fault(LONG) == "reader-garbled"
    assert desk.doings[-1] == "no-reader"
    desk.module.lay(write_text(RESIDENT_CARD))
    assert desk.read().number == RESIDENT_CARD.number


# --- every row of the table of status words ------------------------------------------------------------------------


@pytest.mark.parametrize("status", [0x10, 0x11, 0x21, 0x23, 0x24, 0x77], ids=lambda status: f"{status:02X}")
@pytest.mark.parametrize("command", ["2001", "2002"])
def test_a_command_called_damaged_is_sent_once_more_then_the_reader_is_at_fault(
    desk: Desk, command: str, status: int
) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse(command, status)
    assert desk.read().number == RESIDENT_CARD.number
    desk.module.lay(write_text(PERMIT))
    desk.module.refuse(command, status, times=2)
    with pytest.raises(SiteFault) as caught:
        desk.read()
    assert (caught.value.code, caught.value.facts["status"]) == ("reader-garbled", f"{status:02X}")
    assert desk.read().number == PERMIT.number


@pytest.mark.parametrize("status", [0x10, 0x11])
def test_a_read_called_damaged_twice_is_told(desk: Desk, status: int) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse("3001", status, times=2)
    assert desk.fault(LONG) == "reader-garbled"


@pytest.mark.parametrize("status", [0x21, 0x23, 0x24], ids=lambda status: f"{status:02X}")
@pytest.mark.parametrize("finger", [b"", bytes(512), bytes(1024)], ids=len)
def test_a_module_that_only_reads_with_fingerprints_is_asked_that_way(desk: Desk, status: int, finger: bytes) -> None:
    desk.module.lay(write_text(PERMIT), finger=finger)
    desk.module.refuse("3001", status, times=2)
    assert desk.read().number == PERMIT.number


@pytest.mark.parametrize("status", [0x31, 0x32, 0x33, 0x40, 0x41, 0x47], ids=lambda status: f"{status:02X}")
@pytest.mark.parametrize("command", ["2002", "3001"])
def test_a_card_that_refuses_is_unreadable_until_it_is_lifted_and_put_back(
    desk: Desk, command: str, status: int
) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse(command, status, times=1000)
    read = desk.read()
    assert (read.unreadable, read.trouble, read.number) == (True, "lift-card", "")
    assert desk.states[-1] == SourceState("unreadable", desk.states[0].reader, "lift-card")
    assert desk.fault(0.1) == "read-timeout", "told once while it lies there"
    desk.module.lift()
    desk.module.forgive()
    desk.module.lay(write_text(RESIDENT_CARD))
    assert desk.read().number == RESIDENT_CARD.number


def test_an_unreadable_card_put_back_and_failing_again_is_told_again(desk: Desk) -> None:
    for _ in range(2):
        desk.module.lay(write_text(RESIDENT_CARD))
        desk.module.refuse("3001", 0x41, times=1000)
        assert desk.read().unreadable
        desk.module.lift()
        desk.module.forgive()
        assert desk.fault(1.5) == "read-timeout"
        assert desk.doings[-1] == "ready"


def test_a_card_that_refuses_once_while_it_settles_is_read(desk: Desk) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse("3001", 0x41)
    assert desk.read().number == RESIDENT_CARD.number
    assert "unreadable" not in desk.doings


@pytest.mark.parametrize("status", [0x60, 0x66], ids=lambda status: f"{status:02X}")
@pytest.mark.parametrize("command", ["2001", "2002", "3001"])
def test_a_defective_module_is_told_and_no_card_is_looked_for(desk: Desk, command: str, status: int) -> None:
    assert desk.fault() == "read-timeout"
    desk.module.health = status
    desk.module.refuse(command, status)
    desk.module.lay(write_text(RESIDENT_CARD))
    with pytest.raises(SiteFault) as caught:
        desk.read()
    assert (caught.value.code, caught.value.facts["status"]) == ("reader-defective", f"{status:02X}")
    searches = desk.module.asked.count("2001")
    assert desk.fault(0.2) == "reader-defective"
    assert desk.module.asked.count("2001") == searches
    desk.module.health = 0x90
    desk.module.lay(write_text(RESIDENT_CARD))
    assert desk.read().number == RESIDENT_CARD.number


def test_80_is_not_a_removal_the_card_may_still_lie_there(desk: Desk) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.read()
    searches = desk.module.asked.count("2001")
    assert desk.fault(0.5) == "read-timeout"
    assert desk.module.asked.count("2001") > searches
    assert desk.module.asked.count("3001") == 1
    desk.module.lay(write_text(PERMIT))
    assert desk.read().number == PERMIT.number


def test_81_until_the_card_has_settled_is_no_failure(desk: Desk) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse("2002", 0x81, times=3)
    assert desk.read().number == RESIDENT_CARD.number


def test_81_that_lasts_is_a_card_to_be_lifted(desk: Desk) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse("2002", 0x81, times=1000)
    assert desk.read().trouble == "lift-card"


def test_a_card_gone_again_before_it_was_selected_was_never_there(desk: Desk) -> None:
    desk.module.lay(write_text(RESIDENT_CARD))
    desk.module.refuse("2001", 0x9F)
    desk.module.refuse("2002", 0x81)
    desk.module.refuse("2001", 0x80, times=2)
    assert desk.read().number == RESIDENT_CARD.number


# --- silence, damage, cables -----------------------------------------------------------------------------------------


def test_a_module_that_finds_its_card_again_and_again_gives_it_once(tmp_path: Path) -> None:
    with Line(SyntheticModule(forgetful=True), tmp_path) as line:
        desk = Desk(line)
        with desk.source:
            line.module.lay(write_text(RESIDENT_CARD))
            desk.read()
            assert desk.fault(1.5) == "read-timeout"
            assert line.module.asked.count("3001") > 2
            assert desk.doings[-1] == "read"
            line.module.lay(write_text(PERMIT))
            assert desk.read().number == PERMIT.number


def test_a_read_without_an_answer_is_a_card_taken_away(line: Line) -> None:
    line.mishaps["3001"] = [silence]
    line.module.lay(write_text(RESIDENT_CARD))
    desk = Desk(line, patience=1.0)
    with desk.source:
        assert desk.read().trouble == "lift-card"


def test_a_module_that_falls_silent_is_lost_and_found_again(tmp_path: Path) -> None:
    with Line(SyntheticModule(), tmp_path) as line:
        desk = Desk(line, patience=1.0)
        with desk.source:
            assert desk.fault() == "read-timeout"
            line.mishaps["2001"] = [silence] * 1000
            line.mishaps["11ff"] = [silence] * 1000
            assert desk.fault(LONG) == "reader-lost"
            assert desk.fault() == "reader-silent"
            line.mishaps.clear()
            line.module.lay(write_text(PERMIT))
            assert desk.read().number == PERMIT.number
            assert desk.doings == ["ready", "no-reader", "ready", "reading", "read"]


@pytest.mark.parametrize("whole", [b"", bytes(256), b"\xff" * 256, b" \0" * 128], ids=["none", "nul", "ff", "blank"])
def test_a_record_without_a_number_is_a_card_to_be_lifted(desk: Desk, whole: bytes) -> None:
    desk.module.lay(whole)
    assert desk.read().trouble == "lift-card"


def test_a_cable_pulled_out_and_put_back_is_a_fault_and_then_none(line: Line, desk: Desk) -> None:
    assert desk.fault() == "read-timeout"
    line.pull()
    assert desk.fault(LONG) == "reader-lost"
    assert desk.fault(0.6) == "reader-lost"
    assert desk.doings == ["ready", "no-reader"]
    line.plug()
    line.module.lay(write_text(PERMIT))
    assert desk.read().number == PERMIT.number


def test_a_reader_put_back_while_somebody_waits_is_used_at_once(line: Line, desk: Desk) -> None:
    line.pull()
    assert desk.fault() == "reader-lost"
    line.module.lay(write_text(PERMIT))
    back = threading.Timer(0.3, line.plug)
    back.start()
    try:
        assert desk.read().number == PERMIT.number
    finally:
        back.join()


def test_a_cable_pulled_out_in_the_middle_of_an_answer_is_a_lost_reader(line: Line, desk: Desk) -> None:
    def torn_off(whole: bytes) -> list[bytes]:
        os.write(line._ends[3], b".")  # the player stops after this piece
        return [whole[:400]]

    line.mishaps["3001"] = [torn_off]
    line.module.lay(write_text(RESIDENT_CARD))
    gone = threading.Thread(target=_pull_when_stopped(line))
    gone.start()
    try:
        assert desk.fault(LONG) == "reader-lost"
    finally:
        gone.join()
    line.plug()
    line.module.lay(write_text(RESIDENT_CARD))
    assert desk.read().number == RESIDENT_CARD.number


def _pull_when_stopped(line: Line) -> Callable[[], None]:
    def run() -> None:
        assert line._thread is not None
        line._thread.join()
        line.pull()

    return run


def test_a_line_in_use_is_told_as_that(line: Line, desk: Desk) -> None:
    assert desk.fault() == "read-timeout"
    second = Desk(line)
    with second.source:
        assert second.fault() == "reader-port-refused"
        desk.source.close()
        assert second.fault() == "read-timeout"


@pytest.mark.parametrize("port", ["/dev/null", "/nowhere/tty"])
def test_what_is_no_line_is_a_lost_reader(port: str) -> None:
    with SerialSource(port, f"serial:{port}", Needs()) as source, pytest.raises(SiteFault, match="reader-lost"):
        source.read(0.0)
