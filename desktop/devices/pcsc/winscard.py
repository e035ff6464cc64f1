"""Windows' own PC/SC functions, by their wide names.

pyscard calls the narrow ones: a reader whose name has Chinese characters in it ends there as an error of encoding, and
with it the list of all others. Everything wide is written and read as UTF-16, two bytes a character.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import byref, c_size_t, c_ubyte, c_uint32, c_void_p
from typing import Any

from desktop.devices.pcsc.scard import E_NO_SERVICE, LEAVE_CARD, ReaderState, masked

_SCOPE_USER, _SHARED, _T0_OR_T1 = 0, 2, 3
_MOST_CHARACTERS = 16_384
_MOST_ANSWER = 65_544


class _State(ctypes.Structure):
    """SCARD_READERSTATEW."""

    _fields_ = (
        ("reader", c_void_p),
        ("user", c_void_p),
        ("current", c_uint32),
        ("event", c_uint32),
        ("atr_length", c_uint32),
        ("atr", c_ubyte * 36),
    )


class _Request(ctypes.Structure):
    """SCARD_IO_REQUEST."""

    _fields_ = (("protocol", c_uint32), ("length", c_uint32))


class WideScard:
    """See Scard. `library` is winscard.dll; None where it cannot be loaded."""

    def __init__(self, library: Any) -> None:
        self._library = library

    def establish(self) -> tuple[int, int]:
        if self._library is None:
            return E_NO_SERVICE, 0
        context = c_size_t(0)
        result = self._library.SCardEstablishContext(c_uint32(_SCOPE_USER), None, None, byref(context))
        return masked(result), context.value

    def release(self, context: int) -> int:
        return masked(self._library.SCardReleaseContext(c_size_t(context)))

    def cancel(self, context: int) -> int:
        return masked(self._library.SCardCancel(c_size_t(context)))

    def readers(self, context: int) -> tuple[int, list[str]]:
        held, length = ctypes.create_string_buffer(2 * _MOST_CHARACTERS), c_uint32(_MOST_CHARACTERS)
        result = masked(self._library.SCardListReadersW(c_size_t(context), None, held, byref(length)))
        return result, [] if result else [name for name in _text(held.raw[: 2 * length.value]).split("\0") if name]

    def wait(self, context: int, milliseconds: int, known: Sequence[ReaderState]) -> tuple[int, Sequence[ReaderState]]:
        names = [_wide(one.reader) for one in known]
        states = (_State * len(known))(
            *(_State(ctypes.addressof(name), None, one.state) for name, one in zip(names, known, strict=True))
        )
        result = self._library.SCardGetStatusChangeW(
            c_size_t(context), c_uint32(milliseconds), states, c_uint32(len(known))
        )
        return masked(result), [ReaderState(k.reader, int(s.event)) for k, s in zip(known, states, strict=True)]

    def connect(self, context: int, reader: str) -> tuple[int, int, int]:
        handle, protocol = c_size_t(0), c_uint32(0)
        result = self._library.SCardConnectW(
            c_size_t(context), _wide(reader), c_uint32(_SHARED), c_uint32(_T0_OR_T1), byref(handle), byref(protocol)
        )
        return masked(result), handle.value, protocol.value

    def atr(self, handle: int) -> tuple[int, bytes]:
        name, length = ctypes.create_string_buffer(2 * _MOST_CHARACTERS), c_uint32(_MOST_CHARACTERS)
        state, protocol = c_uint32(0), c_uint32(0)
        atr, atr_length = ctypes.create_string_buffer(36), c_uint32(36)
        result = self._library.SCardStatusW(
            c_size_t(handle), name, byref(length), byref(state), byref(protocol), atr, byref(atr_length)
        )
        return masked(result), b"" if result else atr.raw[: atr_length.value]

    def begin(self, handle: int) -> int:
        return masked(self._library.SCardBeginTransaction(c_size_t(handle)))

    def end(self, handle: int) -> int:
        return masked(self._library.SCardEndTransaction(c_size_t(handle), c_uint32(LEAVE_CARD)))

    def transmit(self, handle: int, protocol: int, command: bytes) -> tuple[int, bytes]:
        answer, length = ctypes.create_string_buffer(_MOST_ANSWER), c_uint32(_MOST_ANSWER)
        request = _Request(protocol, ctypes.sizeof(_Request))
        result = self._library.SCardTransmit(
            c_size_t(handle), byref(request), command, c_uint32(len(command)), None, answer, byref(length)
        )
        return masked(result), b"" if result else answer.raw[: length.value]

    def disconnect(self, handle: int, disposition: int) -> int:
        return masked(self._library.SCardDisconnect(c_size_t(handle), c_uint32(disposition)))


def _wide(words: str) -> ctypes.Array[ctypes.c_char]:
    return ctypes.create_string_buffer(words.encode("utf-16-le") + b"\0\0")


def _text(wide: bytes) -> str:
    return wide.decode("utf-16-le", "replace")
