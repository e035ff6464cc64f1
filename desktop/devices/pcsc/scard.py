"""The system's PC/SC functions as a port, and the result codes they answer with.

pyscard's own monitors are not used: their threads end for good when the service stops. Its `scard` module is the C
interface, name for name. Every call answers with a result first; nothing here raises for what a reader did.
Results are masked to 32 bits: platforms and versions differ in the sign.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

OK = 0
E_CANCELLED = 0x80100002
E_INVALID_HANDLE = 0x80100003
E_UNKNOWN_READER = 0x80100009
E_TIMEOUT = 0x8010000A
E_SHARING_VIOLATION = 0x8010000B
E_NO_SMARTCARD = 0x8010000C
E_SYSTEM_CANCELLED = 0x80100012
F_COMM_ERROR = 0x80100013
E_NOT_TRANSACTED = 0x80100016
E_READER_UNAVAILABLE = 0x80100017
E_NO_SERVICE = 0x8010001D
E_SERVICE_STOPPED = 0x8010001E
E_NO_READERS_AVAILABLE = 0x8010002E
E_COMM_DATA_LOST = 0x8010002F
WINDOWS_GONE = frozenset({0x6, 0x16, 0x37, 0x6D, 0x48F})
"""Results of Windows itself and not of its card service, when a reader is pulled out under a call: a handle that is
none, a command nobody takes, a device that is not there, a pipe that broke, a device that is not connected."""
W_UNRESPONSIVE_CARD = 0x80100066
W_UNPOWERED_CARD = 0x80100067
W_RESET_CARD = 0x80100068
W_REMOVED_CARD = 0x80100069

STATE_UNAWARE = 0x0
STATE_IGNORE = 0x1
STATE_CHANGED = 0x2
STATE_UNKNOWN = 0x4
STATE_UNAVAILABLE = 0x8
STATE_EMPTY = 0x10
STATE_PRESENT = 0x20
STATE_MUTE = 0x200

LEAVE_CARD = 0

PNP = "\\\\?PnP?\\Notification"
"""The pseudo reader whose state changes when a reader comes or goes."""


@dataclass(frozen=True, slots=True)
class ReaderState:
    """`state` holds the STATE_ flags; its upper 16 bits count insertions and removals."""

    reader: str
    state: int


class Scard(Protocol):
    """A context or a handle belongs to one thread: a call that hangs holds its context, and every other call on it."""

    def establish(self) -> tuple[int, int]:
        """Result and context."""
        ...

    def release(self, context: int) -> int: ...

    def cancel(self, context: int) -> int:
        """End a `wait` on this context, from any thread."""
        ...

    def readers(self, context: int) -> tuple[int, list[str]]: ...

    def wait(self, context: int, milliseconds: int, known: Sequence[ReaderState]) -> tuple[int, Sequence[ReaderState]]:
        """Until a reader's state is no longer what is known of it, or the time is over (E_TIMEOUT)."""
        ...

    def connect(self, context: int, reader: str) -> tuple[int, int, int]:
        """Shared with other programs. Result, handle, protocol."""
        ...

    def atr(self, handle: int) -> tuple[int, bytes]: ...
    def begin(self, handle: int) -> int: ...
    def end(self, handle: int) -> int: ...
    def transmit(self, handle: int, protocol: int, command: bytes) -> tuple[int, bytes]: ...
    def disconnect(self, handle: int, disposition: int) -> int: ...


class SystemScard:
    """The one of a Unix. Where the system's library is missing, `establish` answers E_NO_SERVICE."""

    def __init__(self) -> None:
        from smartcard import scard

        self._scard = scard

    def establish(self) -> tuple[int, int]:
        result, context = self._scard.SCardEstablishContext(self._scard.SCARD_SCOPE_USER)
        return masked(result), context

    def release(self, context: int) -> int:
        return masked(self._scard.SCardReleaseContext(context))

    def cancel(self, context: int) -> int:
        return masked(self._scard.SCardCancel(context))

    def readers(self, context: int) -> tuple[int, list[str]]:
        result, names = self._scard.SCardListReaders(context, [])
        return masked(result), list(names or [])

    def wait(self, context: int, milliseconds: int, known: Sequence[ReaderState]) -> tuple[int, Sequence[ReaderState]]:
        asked = [(one.reader, one.state) for one in known]
        result, answered = self._scard.SCardGetStatusChange(context, milliseconds, asked)
        return masked(result), [ReaderState(reader, masked(state)) for reader, state, _ in answered]

    def connect(self, context: int, reader: str) -> tuple[int, int, int]:
        result, handle, protocol = self._scard.SCardConnect(
            context, reader, self._scard.SCARD_SHARE_SHARED, self._scard.SCARD_PROTOCOL_ANY
        )
        return masked(result), handle, protocol

    def atr(self, handle: int) -> tuple[int, bytes]:
        result, _reader, _state, _protocol, atr = self._scard.SCardStatus(handle)
        return masked(result), bytes(atr or b"")

    def begin(self, handle: int) -> int:
        return masked(self._scard.SCardBeginTransaction(handle))

    def end(self, handle: int) -> int:
        return masked(self._scard.SCardEndTransaction(handle, self._scard.SCARD_LEAVE_CARD))

    def transmit(self, handle: int, protocol: int, command: bytes) -> tuple[int, bytes]:
        pci = self._scard.SCARD_PCI_T0 if protocol == self._scard.SCARD_PROTOCOL_T0 else self._scard.SCARD_PCI_T1
        result, answer = self._scard.SCardTransmit(handle, pci, list(command))
        return masked(result), bytes(answer or b"")

    def disconnect(self, handle: int, disposition: int) -> int:
        return masked(self._scard.SCardDisconnect(handle, disposition))


def system_scard() -> Scard:
    """This machine's. Where Windows' library cannot be loaded, `establish` answers E_NO_SERVICE."""
    if sys.platform != "win32":
        return SystemScard()
    import ctypes

    from desktop.devices.pcsc.winscard import WideScard

    try:
        return WideScard(ctypes.WinDLL("winscard.dll"))
    except OSError:
        return WideScard(None)


def masked(result: int) -> int:
    """A result or state as it is written in the tables: 32 bits, no sign."""
    return result & 0xFFFFFFFF
