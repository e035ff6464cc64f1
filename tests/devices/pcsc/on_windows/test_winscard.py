"""Windows' wide functions: a library that answers as winscard.dll does, by pointers, lengths and UTF-16."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from desktop.devices.pcsc import scard as sc
from desktop.devices.pcsc.connection import Connection
from desktop.devices.pcsc.loop import Arrived, Attached, ReaderLoop
from desktop.devices.pcsc.scard import PNP, ReaderState, Scard
from desktop.devices.pcsc.winscard import WideScard
from desktop.faults import SiteFault
from tests.helpers.cards.reading import Queue, next_of

CHINESE, PLAIN = "华视电子 CVR-100U 0", "ACS ACR122 0"
CONTEXT, HANDLE = 0xCD00_0000_0001, 0xEA00_0000_0002
"""As large as Windows' are: they do not fit into 32 bits."""
ATR, ANSWER = bytes.fromhex("3B8F8001"), b"\x04\xa1\x90\x00"


def text_at(pointer: Any) -> str:
    """The wide text at an address, to its end."""
    address = pointer if isinstance(pointer, int) else ctypes.addressof(pointer)
    out = b""
    while (pair := ctypes.string_at(address + len(out), 2)) != b"\0\0":
        out += pair
    return out.decode("utf-16-le")


class Winscard:
    """Two readers, a card on the first one."""

    def __init__(self, transmits: int = 0) -> None:
        self.names = [CHINESE, PLAIN]
        self.transmits = transmits
        self.released: list[int] = []

    def SCardEstablishContext(self, scope: Any, one: None, other: None, context: Any) -> int:
        context._obj.value = CONTEXT
        return 0

    def SCardReleaseContext(self, context: Any) -> int:
        self.released.append(context.value)
        return 0

    def SCardCancel(self, context: Any) -> int:
        return 0

    def SCardListReadersW(self, context: Any, groups: None, held: Any, length: Any) -> int:
        assert context.value == CONTEXT
        if not self.names:
            return sc.E_NO_READERS_AVAILABLE - 2**32
        whole = "".join(f"{name}\0" for name in self.names) + "\0"
        held.raw = whole.encode("utf-16-le")
        length._obj.value = len(whole)
        return 0

    def SCardGetStatusChangeW(self, context: Any, limit: Any, states: Any, count: Any) -> int:
        for state in states[: count.value]:
            name = text_at(state.reader)
            assert name in (*self.names, PNP)
            there = {CHINESE: 0x10000 | sc.STATE_PRESENT, PLAIN: sc.STATE_EMPTY, PNP: 0x20000}[name]
            state.event = there | (0 if state.current == there else sc.STATE_CHANGED)
        changed = any(state.event & sc.STATE_CHANGED for state in states)
        return 0 if changed else sc.E_TIMEOUT - 2**32

    def SCardConnectW(self, context: Any, name: Any, share: Any, protocols: Any, handle: Any, protocol: Any) -> int:
        if text_at(name) not in self.names:
            return sc.E_UNKNOWN_READER - 2**32
        assert (share.value, protocols.value) == (2, 3)
        handle._obj.value, protocol._obj.value = HANDLE, 2
        return 0

    def SCardStatusW(self, handle: Any, name: Any, size: Any, state: Any, protocol: Any, atr: Any, length: Any) -> int:
        atr.raw, length._obj.value = ATR, len(ATR)
        return 0

    def SCardTransmit(
        self, handle: Any, request: Any, command: bytes, size: Any, got: None, answer: Any, length: Any
    ) -> int:
        assert (handle.value, request._obj.protocol, request._obj.length) == (HANDLE, 2, 8)
        assert len(command) == size.value
        if self.transmits:
            return self.transmits
        answer.raw, length._obj.value = ANSWER, len(ANSWER)
        return 0

    def SCardBeginTransaction(self, handle: Any) -> int:
        return 0

    def SCardEndTransaction(self, handle: Any, disposition: Any) -> int:
        return 0

    def SCardDisconnect(self, handle: Any, disposition: Any) -> int:
        return 0


def test_readers_of_any_name_are_listed_watched_and_their_cards_seen() -> None:
    library, events = Winscard(), Queue()
    scard: Scard = WideScard(library)
    with ReaderLoop(scard, events.put, wait=0.05):
        assert next_of(events, Attached).readers == (CHINESE, PLAIN)
        assert next_of(events, Arrived).reader == CHINESE
    assert set(library.released) == {CONTEXT}


def test_no_reader_is_no_name() -> None:
    library = Winscard()
    library.names = []
    assert WideScard(library).readers(CONTEXT) == (sc.E_NO_READERS_AVAILABLE, [])


def test_what_is_known_already_is_a_wait_to_its_end() -> None:
    scard = WideScard(Winscard())
    result, states = scard.wait(CONTEXT, 10, [ReaderState(PLAIN, sc.STATE_EMPTY)])
    assert (result, states) == (sc.E_TIMEOUT, [ReaderState(PLAIN, sc.STATE_EMPTY)])


def test_a_card_is_asked_and_answers() -> None:
    connection = Connection(WideScard(Winscard()), CHINESE)
    connection.open()
    assert connection.atr == ATR
    with connection.undisturbed():
        assert connection.transmit(bytes.fromhex("FFCA000000")) == ANSWER
    connection.close()


@pytest.mark.parametrize("result", sorted(sc.WINDOWS_GONE), ids=hex)
def test_a_reader_that_windows_itself_misses_is_lost(result: int) -> None:
    connection = Connection(WideScard(Winscard(result)), CHINESE)
    connection.open()
    with pytest.raises(SiteFault, match="reader-lost"):
        connection.transmit(b"\0\xa4\0\0")


def test_a_windows_without_the_library_has_no_service() -> None:
    assert WideScard(None).establish() == (sc.E_NO_SERVICE, 0)
