"""What is said to a chip card: the card as a port, commands as bytes, status words (ISO 7816-4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

OK = 0x9000
SHORT_LIMIT = 255
EXTENDED_LIMIT = 65535
MOST_PIECES = 300
"""Pieces of one answer that are fetched: 65536 bytes in pieces of 256, and some more."""
_MORE_WAITS, _OTHER_LENGTH = 0x61, 0x6C
_READERS_OWN = 0xFF


class Card(Protocol):
    """A card that is connected. `atr` is its answer to reset."""

    @property
    def atr(self) -> bytes: ...

    def transmit(self, command: bytes) -> bytes:
        """One command, one answer with its two status bytes at the end: never shorter than two bytes.

        Raises SiteFault: read-torn (the card left the field, an answer of no bytes included), card-hung (no answer
        within the time limit; the card is given up), reader-lost (the reader or its service is gone). A real reader
        may say that this card cannot be spoken to (pcsc.connection.BadCard); who asks lets that pass.
        """
        ...


class StatusError(Exception):
    """The card answered with something else than it was asked for. `sw` is its status word."""

    def __init__(self, sw: int) -> None:
        self.sw = sw
        super().__init__(f"{sw:04X}")


def command(cla: int, ins: int, p1: int, p2: int, data: bytes = b"", expect: int | None = None) -> bytes:
    """A command APDU. `expect` is how many bytes should come back at most (256 and 65536 are the wildcards), None for
    none. Short form where it fits, extended otherwise. Raises ValueError for what no APDU can say."""
    if len(data) > EXTENDED_LIMIT or (expect is not None and not 1 <= expect <= EXTENDED_LIMIT + 1):
        raise ValueError("an APDU carries at most 65535 bytes and asks for at most 65536")
    head = bytes((cla, ins, p1, p2))
    if len(data) <= SHORT_LIMIT and (expect is None or expect <= SHORT_LIMIT + 1):
        length = bytes((len(data),)) + data if data else b""
        return head + length + (b"" if expect is None else bytes((expect & 0xFF,)))
    length = b"\x00" + len(data).to_bytes(2, "big") + data if data else b""
    if expect is None:
        return head + length
    wanted = (expect & 0xFFFF).to_bytes(2, "big")
    return head + (length + wanted if data else b"\x00" + wanted)


def split(answer: bytes) -> tuple[bytes, int]:
    """An answer's data and status word. Raises StatusError(0) for an answer that is too short to be one."""
    if len(answer) < 2:
        raise StatusError(0)
    return answer[:-2], int.from_bytes(answer[-2:], "big")


def ask(card: Card, sent: bytes) -> bytes:
    """The data of an answer that is 9000. Raises StatusError with any other status word, and what transmit raises."""
    data, sw = split(card.transmit(sent))
    if sw != OK:
        raise StatusError(sw)
    return data


def whole_answer(send: Callable[[bytes], bytes], sent: bytes) -> bytes:
    """A command's answer with everything that belongs to it (ISO 7816-4, 5.1.3 and 11.7.1). `send` is one exchange and
    answers at least two bytes.

    6Cxx: the same command again, asking for xx bytes. 61xx: xx more bytes wait for GET RESPONSE. A card that never
    stops promising more is cut off, its answer then ends with 61xx and is no success. Commands to the reader itself
    (class FF) have no GET RESPONSE.
    """
    answer = _fitting(send, sent)
    if answer[-2] != _MORE_WAITS or sent[0] == _READERS_OWN:
        return answer
    got = bytearray(answer[:-2])
    for _ in range(MOST_PIECES):
        # The channel stays (its two low bits), secure messaging does not: GET RESPONSE goes in the clear.
        answer = _fitting(send, bytes((sent[0] & 0x03, 0xC0, 0x00, 0x00, answer[-1])))
        got += answer[:-2]
        if answer[-2] != _MORE_WAITS or len(got) > EXTENDED_LIMIT:
            break
    return bytes(got) + answer[-2:]


def _fitting(send: Callable[[bytes], bytes], sent: bytes) -> bytes:
    answer = send(sent)
    if len(answer) == 2 and answer[0] == _OTHER_LENGTH:
        answer = send(expecting(sent, answer[1]))
    return answer


def expecting(sent: bytes, expect: int) -> bytes:
    """The command, asking for `expect` bytes (0 is 256) instead of what it asked for. Raises ValueError for bytes that
    are no command APDU."""
    head, rest = sent[:4], sent[4:]
    if len(head) < 4:
        raise ValueError("no command APDU")
    short = bytes((expect & 0xFF,))
    if len(rest) <= 1:
        return head + short
    if rest[0]:
        data = rest[: 1 + rest[0]]
        if len(data) != 1 + rest[0] or len(rest) > len(data) + 1:
            raise ValueError("no command APDU")
        return head + data + short
    extended = (expect & 0xFF or 0x100).to_bytes(2, "big")
    if len(rest) == 3:
        return head + b"\x00" + extended
    length = int.from_bytes(rest[1:3], "big")
    data = rest[: 3 + length]
    if len(data) != 3 + length or len(rest) not in (len(data), len(data) + 2):
        raise ValueError("no command APDU")
    return head + data + extended
