"""A page reader: the record of a synthetic resident card by READ BINARY."""

from __future__ import annotations

from datetime import date

from desktop.devices.pcsc.pages import BLOCK, HEAD
from desktop.exam.plan.documents import make_number
from tests.helpers.cards.vpcd import PAGE

NUMBER = make_number("990102", date(1990, 3, 7), 233)


def text(number: str = NUMBER, name: str = "王䶮") -> bytes:
    """A synthetic text record of the resident layout, 128 characters."""
    fields = ((name, 15), ("2", 1), ("01", 2), ("19900307", 8), ("考点路1号", 35), (number, 18), ("考点市公安局", 15))
    words = "".join(value.ljust(width) for value, width in fields) + "20200101" + "长期".ljust(8)
    return words.ljust(128).encode("utf-16-le")


def record(number: str = NUMBER, name: str = "王䶮") -> bytes:
    return HEAD + text(number, name) + bytes(range(256)) * 4


class Page:
    """A page reader: blocks by number. `cut`: the last block comes as long as the record, ending with that status."""

    def __init__(self, content: bytes, cut: bytes | None = b"\x90\x00", refused: int | None = None) -> None:
        self._content, self._cut, self._refused = content, cut, refused
        self.asked: list[int] = []

    atr = PAGE

    def transmit(self, command: bytes) -> bytes:
        assert (command[:2], command[3:]) == (b"\xff\xb0", b"\x00\x00")
        number = command[2]
        self.asked.append(number)
        if number == self._refused:
            return b"\x64\x00"
        block = self._content[number * BLOCK : (number + 1) * BLOCK]
        if len(block) == BLOCK:
            return block + b"\x90\x00"
        return block + self._cut if self._cut is not None else block.ljust(BLOCK, b"\x00") + b"\x90\x00"
