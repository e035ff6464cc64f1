"""Text records of invented people, for rehearsal, virtual readers and tests. The inverse of record.py."""

from __future__ import annotations

from desktop.devices.resident.codes import ETHNIC_CODES
from desktop.devices.resident.record import LENGTH, LONG_TERM, UNITS
from desktop.devices.sources import Document
from desktop.exam.plan.documents import FOREIGNER_CARD, RESIDENCE_PERMIT
from desktop.exam.plan.model import Sex

PHOTO_LENGTH = 1024
ADDRESS_LENGTH = 70
_SEX: dict[Sex, str] = {"male": "1", "female": "2"}

# (offset and length in characters) of each field, in the order of record.py's table.
_Field = tuple[int, int, str]


def write_text(document: Document, pad: str = " ") -> bytes:
    """The 256 bytes a card with this document's fields would hold, filled up with `pad` (a space or NUL).

    The layout follows from `document_type`, and for foreigners from the number's length. What does not fit is cut, as
    the issuing office would; what has no room on that layout is left out.
    """
    units = [pad] * UNITS
    for at, length, text in _fields(document):
        # By unit: a character outside the basic plane takes two.
        whole = text.encode("utf-16-le", "surrogatepass")[: length * 2]
        for n in range(0, len(whole), 2):
            units[at + n // 2] = chr(int.from_bytes(whole[n : n + 2], "little"))
    written = "".join(units).encode("utf-16-le", "surrogatepass")
    assert len(written) == LENGTH
    return written


def write_payload(text: bytes, photo: bytes = bytes(PHOTO_LENGTH), finger: bytes | None = None) -> bytes:
    """What reading a card hands out: the lengths, the text record, the photo, and with `finger` (0, 512 or 1024 bytes)
    the fingerprint. Without it 1284 bytes, as page readers keep them too."""
    parts = (text, photo) if finger is None else (text, photo, finger)
    return b"".join(len(part).to_bytes(2, "big") for part in parts) + b"".join(parts)


def write_addresses(*addresses: str) -> bytes:
    """Up to four added addresses, the latest last: 280 bytes."""
    places = [*addresses, "", "", "", ""][:4]
    return b"".join(place.ljust(ADDRESS_LENGTH // 2)[: ADDRESS_LENGTH // 2].encode("utf-16-le") for place in places)


def _fields(d: Document) -> list[_Field]:
    sex = _SEX.get(d.sex, "0")
    birth, since, until = _eight(d.birth), _eight(d.valid_from), _eight(d.expires)
    period: list[_Field] = [(94, 8, since), (102, 8, until)]
    chinese, english = (d.name, d.other_name) if d.other_name else ("", d.name)
    if d.document_type == FOREIGNER_CARD and len(d.number) == 15:
        own: list[_Field] = [(0, 60, english), (60, 1, sex), (61, 15, d.number), (76, 3, d.nationality)]
        return [*own, *period, (79, 15, chinese), (110, 8, birth), (118, 2, "01"), (120, 4, d.issuer), (124, 1, "I")]
    if d.document_type == FOREIGNER_CARD:
        own = [(0, 15, chinese), (15, 1, sex), (16, 2, "01"), (18, 8, birth), (26, 35, english), (61, 18, d.number)]
        return [*own, *period, (110, 11, english[35:]), (121, 3, d.nationality), (124, 1, "Y")]
    own = [(0, 15, d.name), (15, 1, sex), (18, 8, birth), (26, 35, d.address), (61, 18, d.number), (79, 15, d.issuer)]
    if d.document_type == RESIDENCE_PERMIT:
        return [*own, *period, (110, 9, "".join(d.other_numbers[:1])), (119, 2, "01"), (124, 1, "J")]
    return [*own, *period, (16, 2, ETHNIC_CODES.get(d.ethnic, d.ethnic))]


def _eight(day: str) -> str:
    return LONG_TERM if day == LONG_TERM else day.replace("-", "")
