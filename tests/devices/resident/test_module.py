"""A module on a line that says anything at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.devices.resident.frame import FOUND, NOT_FOUND, NOT_SELECTED, OK, READ_FAILED, frame
from desktop.devices.resident.module import WiredModule
from desktop.devices.resident.source import ModuleSource
from desktop.devices.resident.writing import write_payload, write_text
from desktop.devices.sources import Needs
from desktop.faults import SiteFault
from tests.devices.resident.people import RESIDENT_CARD

TEXT = write_text(RESIDENT_CARD)


class Script:
    """A line that says one piece after the other, whatever it is asked, on a clock without a wait."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self.now = 0.0
        self.sent: list[bytes] = []
        self._pieces = list(pieces)

    def write(self, data: bytes) -> None:
        self.sent.append(data)

    def read(self, wait: float) -> bytes:
        self.now += min(wait, 0.01) if self._pieces else wait
        return self._pieces.pop(0) if self._pieces else b""

    def flush(self) -> None:
        """What is in the script has not come yet."""

    def close(self) -> None: ...


def says(status: int, data: bytes = b"") -> bytes:
    return frame(bytes((0, 0, status)) + data)


def on(*pieces: bytes) -> tuple[WiredModule, Script]:
    line = Script(pieces)
    module = WiredModule(line, "script", "serial:script")
    module._clock = lambda: line.now
    return module, line


def test_each_command_is_its_frame() -> None:
    module, line = on(says(FOUND, bytes(4)), says(OK, bytes(8)), says(OK, write_payload(TEXT)), says(0x91))
    assert (module.find(), module.select(), module.read(), module.added()) == (FOUND, OK, (OK, TEXT), (0x91, b""))
    assert line.sent == [frame(bytes.fromhex(c)) for c in ("2001", "2002", "3001", "3003")]


def test_the_patience_is_that_of_the_field() -> None:
    module, line = on()
    module.find()
    assert line.now == pytest.approx(0.1)
    module.select()
    assert line.now == pytest.approx(0.2)
    with pytest.raises(SiteFault, match="reader-lost"):
        module.read()
    assert line.now == pytest.approx(0.2 + 2.0 + 0.2)


def test_with_fingerprints_three_seconds_are_waited() -> None:
    module, line = on(says(0x21), says(0x21))
    with pytest.raises(SiteFault, match="reader-lost"):
        module.read()
    assert line.now == pytest.approx(0.02 + 3.0 + 0.2)


def test_an_answer_that_came_too_late_is_not_taken_for_the_next_one_s() -> None:
    module, _ = on(says(FOUND, bytes(4)), says(OK, bytes(8)))
    assert module.select() == OK
    module, _ = on(says(OK, bytes(8)), says(OK), says(OK, write_payload(TEXT)))
    assert module.read() == (OK, TEXT)
    module, _ = on(says(NOT_FOUND), says(OK))
    assert module.status() == OK


def test_a_frame_whose_end_never_came_does_not_hide_the_answer_behind_it() -> None:
    module, _ = on(b"\xaa\xaa\xaa\x96\x69\x0f\xff" + says(FOUND, bytes(4)))
    assert module.find() == FOUND


def test_a_short_read_is_a_card_taken_away_when_the_module_lives() -> None:
    class Living(Script):
        def write(self, data: bytes) -> None:
            super().write(data)
            if data == frame(b"\x11\xff"):
                self._pieces.append(says(OK))

    line = Living([says(OK, write_payload(TEXT)[:200])])
    module = WiredModule(line, "script", "serial:script")
    module._clock = lambda: line.now
    assert module.read() == (READ_FAILED, b"")


def test_three_silent_searches_make_us_ask_whether_anybody_is_there() -> None:
    module, line = on()
    assert (module.find(), module.select()) == (NOT_FOUND, NOT_SELECTED)
    with pytest.raises(SiteFault, match="reader-lost"):
        module.find()
    assert line.sent[-1] == frame(b"\x11\xff")


def test_a_line_that_fails_is_a_lost_reader_at_every_call() -> None:
    class Gone(Script):
        def write(self, data: bytes) -> None:
            raise OSError(5, "gone")

    module = WiredModule(Gone(()), "script", "serial:script")
    for call in (module.find, module.select, module.read, module.added, module.status, module.answers):
        with pytest.raises(SiteFault, match="reader-lost"):
            call()


SAID = st.one_of(
    st.binary(max_size=40),
    st.builds(says, st.sampled_from([0x90, 0x9F, 0x80, 0x81, 0x91, 0x41, 0x10, 0x60, 0x77]), st.binary(max_size=300)),
    st.sampled_from([says(FOUND, bytes(4)), says(OK, bytes(8)), says(OK, write_payload(TEXT)), says(OK)]),
)


@settings(max_examples=200)
@given(st.lists(SAID, max_size=25))
def test_whatever_a_line_says_a_read_ends_in_a_document_or_a_fault_of_the_site(pieces: list[bytes]) -> None:
    module, line = on(*pieces)

    def wait(seconds: float) -> None:
        line.now += seconds

    source = ModuleSource(lambda: module, "serial:script", Needs(), wait)
    source._clock = lambda: line.now
    told: set[str] = set()
    for _ in range(3):
        try:
            read = source.read(1.0)
        except SiteFault as fault:
            told.add(fault.code)
        else:
            assert read.unreadable or read.number == RESIDENT_CARD.number
    assert told <= {"read-timeout", "reader-lost", "reader-garbled", "reader-defective"}
    assert line.now < 60
