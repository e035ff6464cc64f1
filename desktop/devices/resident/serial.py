"""A security module on a serial line, real or behind a USB adapter: `serial:/dev/ttyUSB0`, `serial:COM3@9600`.

Without `@` every rate modules can be set to is tried until one is answered. A line that is pulled out is opened again
by the next read that finds it there.
"""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Callable

import serial

from desktop.devices.resident.module import SecurityModule, WiredModule
from desktop.devices.resident.source import ModuleSource
from desktop.devices.sources import Needs
from desktop.faults import SiteFault


def _terminal_error() -> type[Exception]:
    """What a terminal that went away raises besides OSError; Windows knows no such thing."""
    if sys.platform == "win32":
        return OSError
    import termios

    return termios.error


_TerminalError = _terminal_error()

RATES = (115200, 57600, 38400, 19200, 9600)
_TICK = 0.02
_WRITE_LIMIT = 1.0
_MOST = 4096
# Windows opens a line for one program only; elsewhere that has to be asked for.
_EXCLUSIVE = None if sys.platform == "win32" else True
_REFUSED = frozenset((errno.EACCES, errno.EPERM, errno.EBUSY, errno.EAGAIN))


class SerialSource(ModuleSource):
    """Cards through the module on `port` (`device` or `device@rate`). Nothing is opened before the first read.

    Raises SiteFault source-unknown for a port nobody can mean. A read raises, on top of ModuleSource: reader-lost (no
    such line, or it went away), reader-port-refused (in use, or not for this account), reader-silent (the line is
    there, no module answers on it at any rate).
    """

    def __init__(
        self,
        port: str,
        source: str,
        needs: Needs,
        patience: float = 1.0,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        device, at, rate = port.strip().rpartition("@")
        if not at:
            device, rate = rate, ""
        if not device or (at and not (rate.isascii() and rate.isdigit() and 0 < int(rate[:9]) <= 4_000_000)):
            raise SiteFault("source-unknown", source=source)
        self._device = device
        self._rates: tuple[int, ...] = (int(rate),) if rate else RATES
        self._patience = patience
        super().__init__(self._open, source, needs, wait)

    def _open(self) -> SecurityModule:
        line = _Line(self._device, self._rates[0], self._source)
        try:
            module = WiredModule(line, self._device, self._source, self._patience)
            for rate in self._rates:
                line.set_rate(rate)
                if module.answers():
                    # The rate that worked is tried first when the line comes back.
                    self._rates = (rate, *(r for r in self._rates if r != rate))
                    module.ask_number()
                    return module
        except OSError as error:
            line.close()
            raise SiteFault("reader-lost", source=self._source) from error
        except SiteFault:
            line.close()
            raise
        line.close()
        # What was sent at a wrong rate may have confused the module: each rate gets its turn on a line nobody used.
        self._rates = (*self._rates[1:], self._rates[0])
        raise SiteFault("reader-silent", source=self._source, port=self._device)


class _Line:
    """An open serial line as a Port. What the operating system calls a vanished line is always an OSError here."""

    def __init__(self, device: str, rate: int, source: str) -> None:
        try:
            self._serial = serial.Serial(device, rate, timeout=_TICK, write_timeout=_WRITE_LIMIT, exclusive=_EXCLUSIVE)
        except (OSError, ValueError, _TerminalError) as error:
            # On Windows the reason is only in the text.
            if (isinstance(error, OSError) and error.errno in _REFUSED) or "PermissionError" in str(error):
                raise SiteFault("reader-port-refused", source=source, port=device) from error
            raise SiteFault("reader-lost", source=source) from error

    def set_rate(self, rate: int) -> None:
        try:
            self._serial.baudrate = rate
        except (ValueError, _TerminalError) as error:
            raise OSError(f"rate {rate}") from error

    def write(self, data: bytes) -> None:
        try:
            self._serial.write(data)
        except _TerminalError as error:
            raise OSError("line") from error

    def read(self, wait: float) -> bytes:
        # pyserial's own limit is a tick: changing it would set up the line anew each time.
        until = time.monotonic() + wait
        try:
            while True:
                piece: bytes = self._serial.read(min(max(1, self._serial.in_waiting), _MOST))
                if piece or time.monotonic() >= until:
                    return piece
        except _TerminalError as error:
            raise OSError("line") from error

    def flush(self) -> None:
        try:
            self._serial.reset_input_buffer()
        except _TerminalError as error:
            raise OSError("line") from error

    def close(self) -> None:
        try:
            self._serial.close()
        except (OSError, _TerminalError):
            return
