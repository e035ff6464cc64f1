"""A security module on COM5: pyserial's Windows side, with Wine's serial driver on a pseudo-terminal behind it.

A cable that is pulled out is not tried: Wine waits for ever for a read that hangs up. Nor is a port in use: Wine opens
a line as often as it is asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.devices.resident.writing import write_text
from desktop.faults import SiteFault
from tests.devices.resident.people import PERMIT, RESIDENT_CARD
from tests.helpers.far_source import FarSource
from tests.helpers.modules import NUMBER, Line, SyntheticModule, in_pieces, silence, wrong_checksum
from tests.helpers.windows import Windows

LONG = 20.0


class Port:
    """A module behind a port of a Windows."""

    def __init__(self, windows: Windows, line: Line, name: str = "COM5") -> None:
        self.line, self.module = line, line.module
        self._link = windows.folder / "dosdevices" / name.lower()

    def plug(self) -> None:
        self.line.plug()
        self._link.unlink(missing_ok=True)
        self._link.symlink_to(os.readlink(self.line.path))

    def pull(self) -> None:
        self._link.unlink(missing_ok=True)
        self.line.pull()


@pytest.fixture
def port(windows: Windows, tmp_path: Path) -> Iterator[Port]:
    port = Port(windows, Line(SyntheticModule(), tmp_path))
    port.plug()
    yield port
    port.pull()


def fault_of(source: FarSource, timeout: float = 0.0) -> str:
    with pytest.raises(SiteFault) as caught:
        source.read(timeout)
    return caught.value.code


def test_a_card_is_read_however_its_record_comes_and_once_only(windows: Windows, port: Port) -> None:
    with FarSource(windows, "serial:COM5") as source:
        port.line.mishaps["3001"] = [in_pieces, wrong_checksum]
        port.module.lay(write_text(RESIDENT_CARD))
        read = source.read(LONG)
        assert (read.number, read.name, read.address) == (
            RESIDENT_CARD.number,
            RESIDENT_CARD.name,
            RESIDENT_CARD.address,
        )
        assert source.states[0].reader == f"COM5 {NUMBER}"
        assert source.doings == ["ready", "reading", "read"]
        assert fault_of(source, 1.5) == "read-timeout"
        port.module.lay(write_text(PERMIT))
        assert source.read(LONG).number == PERMIT.number


def test_a_module_at_another_rate_is_found(windows: Windows, tmp_path: Path) -> None:
    port = Port(windows, Line(SyntheticModule(), tmp_path, rate=9600))
    port.plug()
    try:
        port.module.lay(write_text(PERMIT))
        with FarSource(windows, "serial:COM5") as source:
            assert source.read(LONG).number == PERMIT.number
    finally:
        port.pull()


def test_a_port_without_a_module_is_silent_and_no_port_is_lost(windows: Windows, port: Port) -> None:
    port.line.mishaps["11ff"] = [silence] * 1000
    with FarSource(windows, "serial:COM5") as source:
        assert fault_of(source) == "reader-silent"
        port.line.mishaps.clear()
        assert fault_of(source) == "read-timeout", "the module has woken up"
    with FarSource(windows, "serial:COM77") as nowhere:
        assert fault_of(nowhere) == "reader-lost"
