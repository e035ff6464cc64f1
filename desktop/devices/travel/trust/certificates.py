"""Certificates of document signers and of the issuing states (RFC 5280 as ICAO 9303-12 profiles it)."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from desktop.devices.travel.tlv import Object, TlvError, objects, oid, only
from desktop.devices.travel.trust.signatures import bits_of

_BASIC_CONSTRAINTS = "2.5.29.19"
_SUBJECT_KEY = "2.5.29.14"
_AUTHORITY_KEY = "2.5.29.35"
_PEM = re.compile(rb"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----")
_SUFFIXES = frozenset({".cer", ".crt", ".der", ".pem"})
_MOST_FILES = 2000
_MOST_FILE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is needed of an X.509 certificate (RFC 5280). `key` is the whole SubjectPublicKeyInfo."""

    signed: bytes
    algorithm: Object
    signature: bytes
    serial: bytes
    issuer: bytes
    subject: bytes
    not_before: date
    not_after: date
    key: bytes
    subject_key: bytes
    authority_key: bytes
    authority: bool


def read_folder(folder: Path) -> list[Certificate]:
    """Every certificate of a folder, DER or PEM; what is none is passed over. No folder is an empty one."""
    found: list[Certificate] = []
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)[:_MOST_FILES]
    except OSError:
        return found
    for path in paths:
        try:
            if path.stat().st_size > _MOST_FILE_BYTES:
                continue
            data = path.read_bytes()
        except OSError:
            continue
        for der in _encoded(data):
            try:
                found.append(read_certificate(der))
            except (TlvError, ValueError):
                continue
    return found


def read_certificate(der: bytes) -> Certificate:
    """Raises TlvError or ValueError for what is no certificate."""
    body, algorithm, signature = _three(only(der, 0x30))
    items = objects(body.value)
    if items and items[0].tag == 0xA0:
        items = items[1:]
    if len(items) < 6 or signature.tag != 0x03:
        raise TlvError("no certificate")
    extensions = _extensions(items[6:])
    validity = objects(items[3].value)
    if len(validity) != 2:
        raise TlvError("no validity")
    authority = extensions.get(_AUTHORITY_KEY, b"")
    return Certificate(
        signed=body.raw,
        algorithm=algorithm,
        signature=bits_of(signature),
        serial=items[0].value,
        issuer=items[2].raw,
        subject=items[4].raw,
        not_before=_time(validity[0]),
        not_after=_time(validity[1]),
        key=items[5].raw,
        subject_key=only(extensions[_SUBJECT_KEY], 0x04) if _SUBJECT_KEY in extensions else b"",
        authority_key=next((part.value for part in objects(only(authority, 0x30)) if part.tag == 0x80), b"")
        if authority
        else b"",
        authority=_is_authority(extensions),
    )


def _encoded(data: bytes) -> list[bytes]:
    if data[:1] == b"\x30":
        return [data]
    found = []
    for text in _PEM.findall(data):
        try:
            found.append(base64.b64decode(b"".join(text.split()), validate=True))
        except binascii.Error:
            continue
    return found


def _extensions(items: list[Object]) -> dict[str, bytes]:
    listed = next((item.value for item in items if item.tag == 0xA3), None)
    if listed is None:
        return {}
    found = {}
    for item in objects(only(listed, 0x30)):
        parts = objects(item.value)
        if len(parts) >= 2 and parts[-1].tag == 0x04:
            found[oid(parts[0].value)] = parts[-1].value
    return found


def _is_authority(extensions: dict[str, bytes]) -> bool:
    limits = extensions.get(_BASIC_CONSTRAINTS)
    return limits is not None and any(
        part.tag == 0x01 and part.value == b"\xff" for part in objects(only(limits, 0x30))
    )


def _time(item: Object) -> date:
    """UTCTime or GeneralizedTime, to the day; UTCTime's 50 to 99 are of the last century (RFC 5280, 4.1.2.5)."""
    text = item.value.decode("ascii")
    if item.tag == 0x17:
        text = ("19" if text[:2] >= "50" else "20") + text
    return datetime.strptime(text[:8], "%Y%m%d").replace(tzinfo=UTC).date()


def _three(data: bytes) -> tuple[Object, Object, Object]:
    found = objects(data)
    if len(found) != 3:
        raise TlvError("no certificate")
    return found[0], found[1], found[2]
