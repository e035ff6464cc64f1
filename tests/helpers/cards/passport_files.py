"""Files of an invented travel document, as an issuer would write them."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np

from desktop.devices.travel.curves import CURVES
from desktop.devices.travel.mrz import check_digit
from desktop.devices.travel.tlv import encode, oid_bytes

COM, SOD, DG1, DG2, DG11, CARD_ACCESS, CARD_INFO = 0x011E, 0x011D, 0x0101, 0x0102, 0x010B, 0x011C, 0x2F01
SPECIMEN = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"
"""The passport of 9303-4, appendix A."""
PACE = "0.4.0.127.0.7.2.2.4.2."
SUITES = {"3DES": "1", "AES-128": "2", "AES-192": "3", "AES-256": "4"}


def td3(
    name: str = "TANG<<SHIYI", number: str = "E00000001", birth: str = "900102", expiry: str = "350101", **other: str
) -> str:
    """A passport's zone with right check digits."""
    state = other.get("state", "UTO")
    upper = f"{other.get('code', 'P<')}{state}{name}".ljust(44, "<")
    optional = other.get("optional", "").ljust(14, "<")
    number = number.ljust(9, "<") + check_digit(number.ljust(9, "<"))
    days = birth + check_digit(birth), expiry + check_digit(expiry)
    lower = f"{number}{state}{days[0]}{other.get('sex', 'F')}{days[1]}{optional}{check_digit(optional)}"
    whole = lower[0:10] + lower[13:20] + lower[21:43]
    return upper + lower + check_digit(whole)


def td1(
    name: str, number: str, code: str = "I<", state: str = "UTO", birth: str = "900102", expiry: str = "350101"
) -> str:
    """A card's zone; a number of more than nine characters goes on in the optional data."""
    head, rest = number[:9].ljust(9, "<"), number[9:]
    more = f"<{rest}{check_digit(number)}" if rest else check_digit(head)
    upper = f"{code}{state}{head}{more}".ljust(30, "<")
    middle = f"{birth}{check_digit(birth)}F{expiry}{check_digit(expiry)}{state}".ljust(29, "<")
    whole = upper[5:] + middle[0:7] + middle[8:15] + middle[18:29]
    return upper + middle + check_digit(whole) + name.ljust(30, "<")


def com(*tags: int) -> bytes:
    listed = bytes(tags)
    return encode(0x60, encode(0x5F01, b"0107") + encode(0x5F36, b"040000") + encode(0x5C, listed))


def dg1(zone: str) -> bytes:
    return encode(0x61, encode(0x5F1F, zone.encode("ascii")))


def dg2(image: bytes, jpeg2000: bool = False, points: int = 1) -> bytes:
    """One face in ISO 19794-5:2005."""
    facial = points.to_bytes(2, "big") + bytes(14) + bytes(8 * points)
    picture = bytes((1, int(jpeg2000))) + bytes(10) + image
    face = (4 + len(facial) + len(picture)).to_bytes(4, "big") + facial + picture
    record = b"FAC\x00010\x00" + (14 + len(face)).to_bytes(4, "big") + b"\x00\x01" + face
    return dg2_of(record)


def dg2_of(record: bytes, tag: int = 0x5F2E) -> bytes:
    header = encode(0xA1, encode(0x87, b"\x01\x01") + encode(0x88, b"\x00\x08"))
    template = encode(0x7F60, header + encode(tag, record))
    return encode(0x75, encode(0x7F61, encode(0x02, b"\x01") + template))


def dg11(full_name: str, personal: str = "") -> bytes:
    items = encode(0x5F0E, full_name.encode())
    tags = b"\x5f\x0e"
    if personal:
        items, tags = items + encode(0x5F10, personal.encode()), tags + b"\x5f\x10"
    return encode(0x6B, encode(0x5C, tags) + items)


def card_access(*offers: tuple[str, int]) -> bytes:
    """PACE with the suites and parameters named, ECDH with generic mapping."""
    infos = b""
    for suite, parameter in offers:
        assert parameter in CURVES
        infos += pace_info(PACE + SUITES[suite], parameter)
    return encode(0x31, infos)


def pace_info(protocol: str, parameter: int) -> bytes:
    return encode(
        0x30,
        encode(0x06, oid_bytes(protocol)) + encode(0x02, b"\x02") + encode(0x02, bytes((parameter,))),
    )


def card_info(longest: int) -> bytes:
    """EF.ATR/INFO with the longest command and answer."""
    limit = encode(0x02, longest.to_bytes(3, "big"))
    return encode(0x7F66, limit + limit)


@cache
def portrait(suffix: str = ".jpg", width: int = 96, height: int = 128) -> bytes:
    """A drawn face on a plain ground: nobody's. `.jpg` or `.jp2`."""
    pixels = np.full((height, width, 3), 200, np.uint8)
    cv2.ellipse(pixels, (width // 2, height // 2), (width // 4, height // 3), 0, 0, 360, (120, 150, 190), -1)
    cv2.circle(pixels, (width * 2 // 5, height * 2 // 5), 3, (40, 40, 40), -1)
    cv2.circle(pixels, (width * 3 // 5, height * 2 // 5), 3, (40, 40, 40), -1)
    done, data = cv2.imencode(suffix, pixels)
    assert done
    return data.tobytes()
