"""What goes over the wire to a security module: frames, and what its status words ask of us.

    AA AA AA 96 69 | length, 2 bytes, big endian | body | exclusive or

The length counts the body and the last byte; the exclusive or covers length and body. A command's body is CMD, Para and
data; an answer's is SW1, SW2, SW3 and data (SW1 and SW2 are 0).
"""

from __future__ import annotations

from typing import Literal

PREAMBLE = bytes.fromhex("AAAAAA9669")
LONGEST = 4096
"""More than any command or answer has (2321 bytes, a read with fingerprints): a longer length is noise."""
_HEAD = len(PREAMBLE) + 2
_LEAST = 3

OK = 0x90
FOUND = 0x9F
NOT_FOUND = 0x80
NOT_SELECTED = 0x81
READ_FAILED = 0x41
NOTHING_THERE = 0x91

Reaction = Literal["go-on", "again", "lift", "defective", "nothing"]

REACTIONS: dict[int, Reaction] = {
    OK: "go-on",
    FOUND: "go-on",
    0x10: "again",  # the module received a wrong checksum
    0x11: "again",  # a wrong length
    0x21: "again",  # a wrong command
    0x23: "again",  # a command it may not do
    0x24: "again",  # something it does not know
    0x31: "lift",  # the card refuses the module
    0x32: "lift",  # the module refuses the card
    0x33: "lift",  # the data do not verify
    0x40: "lift",  # a card of another kind
    READ_FAILED: "lift",
    0x47: "lift",  # no random number
    0x60: "defective",  # the module's own test failed
    0x66: "defective",  # the module is not authorised
    NOT_FOUND: "nothing",  # no card, or the card that was read and still lies there: never "it was taken away"
    NOT_SELECTED: "nothing",
    NOTHING_THERE: "nothing",  # no such content: most cards have no added address
}


def reaction(status: int) -> Reaction:
    """What to do about a status word (SW3): "again" is to send once more and then to say that the reader is at fault.
    One that no table has is treated as a damaged answer."""
    return REACTIONS.get(status, "again")


def checksum(data: bytes) -> int:
    """All bytes by exclusive or; folded as one number, a photo's worth in microseconds."""
    value = int.from_bytes(data, "big")
    width = 8 << max(0, len(data) - 1).bit_length()
    while width > 8:
        width //= 2
        value = (value >> width) ^ (value & ((1 << width) - 1))
    return value


def frame(body: bytes) -> bytes:
    """A whole frame around a body. Raises ValueError for a body no frame can carry."""
    if not _LEAST - 1 <= len(body) < LONGEST:
        raise ValueError("a frame carries 2 to 4095 bytes")
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return PREAMBLE + counted + bytes((checksum(counted),))


class FrameParser:
    """Frames out of a stream of pieces. Noise is skipped, lengths that cannot be are noise, a frame may come in any
    number of pieces. Holds at most one frame and what came with it."""

    def __init__(self) -> None:
        self._rest = bytearray()

    def clear(self) -> None:
        """Forget what came so far."""
        self._rest.clear()

    def salvage(self) -> list[bytes | None]:
        """What lies behind a frame whose end never came: its length may have been noise."""
        found: list[bytes | None] = []
        while not found and self._rest.startswith(PREAMBLE):
            del self._rest[: len(PREAMBLE)]
            found = self.feed(b"")
        return found

    def feed(self, piece: bytes) -> list[bytes | None]:
        """The bodies that are whole now, in order; None stands for one whose checksum was wrong."""
        rest = self._rest
        rest += piece
        found: list[bytes | None] = []
        at = 0
        while True:
            at = rest.find(PREAMBLE, at)
            if at < 0:
                # The first bytes of a preamble may be the last of this piece.
                at = max(0, len(rest) - len(PREAMBLE) + 1)
                break
            if len(rest) - at < _HEAD:
                break
            length = int.from_bytes(rest[at + len(PREAMBLE) : at + _HEAD], "big")
            if not _LEAST <= length <= LONGEST:
                at += 1
                continue
            end = at + _HEAD + length
            if len(rest) < end:
                break
            counted = bytes(rest[at + len(PREAMBLE) : end - 1])
            if checksum(counted) == rest[end - 1]:
                found.append(counted[2:])
                at = end
            else:
                # Its length may be what was damaged: a whole frame may begin inside.
                found.append(None)
                at += len(PREAMBLE)
        del rest[:at]
        return found
