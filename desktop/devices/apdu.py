"""What is said to a chip card: the card as a port, commands as bytes, status words (ISO 7816-4)."""

from __future__ import annotations

from typing import Protocol

OK = 0x9000
SHORT_LIMIT = 255
EXTENDED_LIMIT = 65535


class Card(Protocol):
    """A card that is connected. `atr` is its answer to reset."""

    @property
    def atr(self) -> bytes: ...

    def transmit(self, command: bytes) -> bytes:
        """One command, one answer with its two status bytes at the end: never shorter than two bytes.

        Raises SiteFault: read-torn (the card left the field, an answer of no bytes included), card-hung (no answer
        within the time limit; the card is given up), reader-lost (the reader or its service is gone).
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
