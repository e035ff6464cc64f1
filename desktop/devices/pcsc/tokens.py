"""Chips that are known by their serial and nothing else: badges and tickets as contactless tokens, and the chip of a
resident card, which tells its serial without the security module ("the same card as at enrolment")."""

from __future__ import annotations

from desktop.devices.apdu import Card, StatusError, ask
from desktop.devices.sources import Document
from desktop.exam.plan.documents import RESIDENT

UID = bytes.fromhex("FFCA000000")
"""To the reader: the serial it found the chip by (PC/SC part 3)."""
CHIP_SERIAL = bytes.fromhex("0036000008")
"""To a resident card's chip, outside of any standard: its 8 bytes."""
_STORAGE = bytes.fromhex("A000000306")
_LENGTHS = range(4, 11)
_RANDOM = 0x08


def is_storage(card: Card) -> bool:
    """Whether the answer to reset is one that a reader makes for a storage chip (PC/SC part 3): it takes no commands of
    ISO 7816, and some readers fail when they are asked to pass one on."""
    return _STORAGE in card.atr


def read_uid(card: Card) -> Document | None:
    """The token, None where the serial is no identity: none is told, it is zero throughout (a resident card's chip), or
    it is made up anew for each visit (four bytes beginning with 08, ISO 14443-3)."""
    try:
        uid = ask(card, UID)
    except StatusError:
        return None
    if len(uid) not in _LENGTHS or not any(uid) or (len(uid) == 4 and uid[0] == _RANDOM):
        return None
    return Document(token=uid.hex().upper(), method="token")


def read_chip_serial(card: Card) -> Document | None:
    """A resident card by its chip's serial, None where this is no such chip."""
    try:
        serial = ask(card, CHIP_SERIAL)
    except StatusError:
        return None
    if len(serial) != 8 or not any(serial):
        return None
    return Document(document_type=RESIDENT, token=serial.hex().upper(), method="token")
