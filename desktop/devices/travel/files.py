"""The files of a travel document (ICAO 9303-10, logical data structure 1.7 and 1.8; EF.CardAccess of 9303-11).

Each reader takes a file's bytes and raises FileError for anything that is not that file.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.devices.travel.mrz import Mrz, MrzError, parse_mrz
from desktop.devices.travel.tlv import TlvError, first, inside, number, objects, oid, one, only

APPLICATION = bytes.fromhex("A0000002471001")
MASTER_FILE = bytes.fromhex("3F00")


@dataclass(frozen=True, slots=True)
class Place:
    """A file's identifier, and the tag its content begins with."""

    identifier: int
    tag: int


CARD_ACCESS = Place(0x011C, 0x31)
CARD_INFO = 0x2F01
COM = Place(0x011E, 0x60)
SOD = Place(0x011D, 0x77)
DG1 = Place(0x0101, 0x61)
DG2 = Place(0x0102, 0x75)
DG11 = Place(0x010B, 0x6B)

_MOST_INFOS = 64
_FACE_TAGS = (0x5F2E, 0x7F2E)
_JPEG = b"\xff\xd8\xff"
_JP2 = b"\x00\x00\x00\x0cjP  \r\n\x87\n"
_CODESTREAM = b"\xff\x4f\xff\x51"


class FileError(Exception):
    """The bytes are not the file they should be."""


def read_card_access(data: bytes) -> list[tuple[str, int | None]]:
    """Protocol and parameter of every security info (9303-11, 9.2); the parameter is None where none is said."""
    try:
        found: list[tuple[str, int | None]] = []
        for info in objects(only(data, 0x31))[:_MOST_INFOS]:
            parts = objects(info.value) if info.tag == 0x30 else []
            if not parts or parts[0].tag != 0x06:
                continue
            numbers = [number(part.value) for part in parts[1:] if part.tag == 0x02]
            found.append((oid(parts[0].value), numbers[1] if len(numbers) > 1 else None))
        return found
    except TlvError as fault:
        raise FileError(str(fault)) from None


def read_com(data: bytes) -> frozenset[int]:
    """The tags of the data groups that are there (EF.COM)."""
    try:
        return frozenset(_tags(inside(only(data, COM.tag), 0x5C)))
    except TlvError as fault:
        raise FileError(str(fault)) from None


def read_dg1(data: bytes, printed: Mrz | None = None) -> Mrz:
    """The zone; `printed` itself where it is the same."""
    try:
        text = inside(only(data, DG1.tag), 0x5F1F).decode("ascii")
        return printed if printed is not None and printed.text == text else parse_mrz(text)
    except (TlvError, MrzError, UnicodeDecodeError) as fault:
        raise FileError(str(fault)) from None


def read_dg2(data: bytes) -> bytes:
    """The first face image, as the chip holds it: JPEG or JPEG 2000. Raises FileError where there is none.

    ISO 19794-5 has fixed headers; what follows ISO 39794-5 is found by how its image begins.
    """
    try:
        groups = objects(inside(only(data, DG2.tag), 0x7F61))
        block = objects(first(groups, 0x7F60).value)
        face = next((item.value for item in block if item.tag in _FACE_TAGS), None)
    except TlvError as fault:
        raise FileError(str(fault)) from None
    if face is None:
        raise FileError("no biometric data")
    image = _face_image(face) if face.startswith(b"FAC\x00") else _by_beginning(face)
    if not image.startswith((_JPEG, _JP2, _CODESTREAM)):
        raise FileError("no image of a kind that is used")
    return image


def read_dg11(data: bytes) -> tuple[str, str]:
    """The full name in the document's own script and the personal number; empty where the issuer gave none."""
    try:
        items = objects(only(data, DG11.tag))
        texts = {item.tag: item.value.decode("utf-8") for item in items if item.tag in (0x5F0E, 0x5F10)}
    except (TlvError, UnicodeDecodeError) as fault:
        raise FileError(str(fault)) from None
    return _name(texts.get(0x5F0E, "")), _name(texts.get(0x5F10, ""))


def read_length_info(data: bytes) -> int:
    """The longest answer a chip gives in extended form, from EF.ATR/INFO (ISO 7816-4, 12.7.1); 0 where none is said."""
    at = 1 if data[:1] == b"\x80" else 0
    try:
        while at < len(data) and data[at]:
            item, at = one(data, at)
            if item.tag == 0x7F66:
                limits = [number(part.value) for part in objects(item.value) if part.tag == 0x02]
                return limits[1] if len(limits) > 1 and 256 < limits[1] <= 65536 else 0
    except TlvError:
        pass
    return 0


def offers_extended(atr: bytes) -> bool:
    """Whether the historical bytes of an answer to reset say that extended lengths are understood (card capabilities,
    third byte; ISO 7816-4, 12.1.1.9)."""
    items = _historical(atr)
    if items[:1] not in (b"\x00", b"\x80"):
        return False
    end = len(items) - (3 if items[0] == 0 else 0)
    at = 1
    while at < end:
        tag, length = items[at] >> 4, items[at] & 0xF
        value = items[at + 1 : at + 1 + length]
        if tag == 7 and length == 3 and len(value) == 3:
            return bool(value[2] & 0x40)
        at += 1 + length
    return False


def _historical(atr: bytes) -> bytes:
    if len(atr) < 2:
        return b""
    count, at, interface = atr[1] & 0xF, 2, atr[1] >> 4
    while interface:
        steps = interface.bit_count()
        if not interface & 8:
            at += steps
            break
        at += steps
        if at - 1 >= len(atr):
            return b""
        interface = atr[at - 1] >> 4
    return atr[at : at + count]


def _tags(listed: bytes) -> list[int]:
    found, at = [], 0
    while at < len(listed):
        tag = listed[at]
        at += 1
        if tag & 0x1F == 0x1F and at < len(listed):
            tag = tag << 8 | listed[at]
            at += 1
        found.append(tag)
    return found


def _face_image(record: bytes) -> bytes:
    """The image of the first face in a record of ISO 19794-5:2005: header of 14 bytes, face header of 20, eight for
    each feature point, image header of 12. Lengths in the record are bounds, never more than what is there."""
    if len(record) < 46:
        raise FileError("the face record is cut off")
    length = int.from_bytes(record[14:18], "big")
    points = int.from_bytes(record[18:20], "big")
    start, end = 46 + 8 * points, 14 + length
    if not start < end <= len(record):
        raise FileError("the face record's lengths do not fit")
    return record[start:end]


def _by_beginning(block: bytes) -> bytes:
    found = [at for at in (block.find(_JPEG), block.find(_JP2), block.find(_CODESTREAM)) if at >= 0]
    return block[min(found) :] if found else b""


def _name(text: str) -> str:
    """Without fillers; scripts that write names in one piece have no space between them."""
    words = "".join(char if char.isprintable() else " " for char in text.replace("<", " ")).split()
    return ("" if all(char >= "\u2e80" for word in words for char in word) else " ").join(words)
