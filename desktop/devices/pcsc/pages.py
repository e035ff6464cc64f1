"""Readers that hand out the record of a resident card or permit by READ BINARY, the security module inside them.

Six blocks of the 1284 bytes `01 00 | 04 00 | text 256 | photo 1024`, as the module sends them. The photo stays closed:
no open decoder is known. The answer to reset only hints at such a reader (many passports end alike): the first four
bytes of the record prove it.
"""

from __future__ import annotations

from desktop.devices.apdu import OK, Card, StatusError, command, split
from desktop.devices.pcsc.connection import BadCard
from desktop.devices.resident.record import LENGTH, RecordError, read_text
from desktop.devices.sources import Document

BLOCK = 256
HEAD = bytes.fromhex("01000400")
RECORD = len(HEAD) + LENGTH + 1024
BLOCKS = -(-RECORD // BLOCK)
_HINT = slice(13, 15)
_ENDED_EARLY = 0x6282


def is_page(card: Card) -> bool:
    """Whether the answer to reset looks like a page reader's: fifteen bytes or more, 90 00 at 13 and 14."""
    return card.atr[_HINT] == b"\x90\x00"


def read_page(card: Card) -> Document | None:
    """The document a page reader shows, None where this is none. Raises BadCard page-refused (a block is refused or
    has another length), page-damaged (a record that says nothing), and what transmit raises."""
    try:
        first = _block(card, 0)
    except StatusError:
        return None
    if not first.startswith(HEAD):
        return None
    record = bytearray(first)
    try:
        # The photo is not used, but the blocks are all taken: a reader may hold the page until they are.
        for number in range(1, BLOCKS):
            if len(record) != number * BLOCK:
                raise BadCard("page-refused")
            record += _block(card, number)
    except StatusError as error:
        raise BadCard("page-refused", error.sw) from error
    if len(record) < RECORD:
        raise BadCard("page-refused")
    try:
        return read_text(bytes(record[len(HEAD) : len(HEAD) + LENGTH]))
    except RecordError as error:
        raise BadCard("page-damaged") from error


def _block(card: Card, number: int) -> bytes:
    """256 bytes; the last block may come cut to what is left of the record, with 6282 or without, or padded."""
    data, sw = split(card.transmit(command(0xFF, 0xB0, number, 0x00, expect=BLOCK)))
    if sw != OK and not (sw == _ENDED_EARLY and number == BLOCKS - 1):
        raise StatusError(sw)
    return data
