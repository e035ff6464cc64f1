"""Passive authentication (ICAO 9303-11, 5.1): EF.SOD's signature, the hashes it signs, and the signer's certificate
under one of the issuing state's (CSCA), which the site keeps in a folder.

The message itself (CMS, RFC 5652) is read here, object by object: what counts is the bytes that were signed.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.devices.sources import Authenticity
from desktop.devices.travel.curves import CurveError
from desktop.devices.travel.files import SOD
from desktop.devices.travel.tlv import Object, TlvError, first, inside, number, objects, oid, only
from desktop.devices.travel.trust.certificates import Certificate, read_certificate, read_folder
from desktop.devices.travel.trust.signatures import AlgorithmUnknown, digest_name, hashed, pair, verifies

_SIGNED_DATA = "1.2.840.113549.1.7.2"
_SECURITY_OBJECT = "2.23.136.1.1.1"
_CONTENT_TYPE = "1.2.840.113549.1.9.3"
_MESSAGE_DIGEST = "1.2.840.113549.1.9.4"


class _Wrong(Exception):
    """Something does not hold. The text is the reason's code."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What passive authentication came to.

    `reason` is empty for verified; for not-verified no-certificates, no-issuer (no certificate of this issuer in the
    folder), no-security-object (the chip did not give it), algorithm-unknown or no-date; for failed sod-malformed,
    data-changed, signature-wrong, signer-untrusted or signer-not-valid.
    """

    authenticity: Authenticity
    reason: str = ""


def judge(sod: bytes | None, groups: Mapping[int, bytes], certificates: Path | None, today: date | None) -> Proof:
    """EF.SOD against the data groups that were read (by number, 1 for DG1). Never raises for what a document holds."""
    if certificates is None:
        return Proof("not-verified", "no-certificates")
    if sod is None:
        return Proof("not-verified", "no-security-object")
    try:
        signer = _signed(sod, groups)
        return _trusted(signer, read_folder(certificates), today)
    except AlgorithmUnknown:
        return Proof("not-verified", "algorithm-unknown")
    except _Wrong as reason:
        return Proof("failed", str(reason))
    except (TlvError, CurveError, ValueError, OverflowError):
        return Proof("failed", "sod-malformed")


# --- EF.SOD -----------------------------------------------------------------------------------------------------------


def _signed(sod: bytes, groups: Mapping[int, bytes]) -> Certificate:
    """The document signer whose signature holds over hashes that hold."""
    content = objects(only(only(sod, SOD.tag), 0x30))
    if len(content) < 2 or oid(content[0].value) != _SIGNED_DATA:
        raise TlvError("no signed data")
    parts = objects(inside(content[1].value, 0x30))
    held = objects(first(parts, 0x30).value)
    if len(held) < 2 or oid(held[0].value) != _SECURITY_OBJECT:
        raise TlvError("no security object")
    security = inside(held[1].value, 0x04)
    carried = [read_certificate(item.raw) for item in objects(first(parts, 0xA0).value) if item.tag == 0x30]
    # The digest algorithms are the first set, the signers the last.
    signers = [part for part in parts if part.tag == 0x31]
    if not signers:
        raise TlvError("no signer")
    signer = objects(inside(signers[-1].value, 0x30))
    certificate = _signature(signer, security, carried)
    _hashes(security, groups)
    return certificate


def _signature(signer: list[Object], security: bytes, carried: list[Certificate]) -> Certificate:
    if len(signer) < 5:
        raise TlvError("no signer")
    certificate = _named(signer[1], carried)
    digest = digest_name(signer[2])
    rest = signer[3:]
    said = security
    if rest[0].tag == 0xA0:
        attributes = {oid(part[0].value): part[1].value for part in map(pair, objects(rest[0].value))}
        if oid(only(attributes.get(_CONTENT_TYPE, b""), 0x06)) != _SECURITY_OBJECT:
            raise _Wrong("signature-wrong")
        if not hmac.compare_digest(only(attributes.get(_MESSAGE_DIGEST, b""), 0x04), hashed(digest, security)):
            raise _Wrong("signature-wrong")
        # Signed as a set, whatever the tag in the message says (RFC 5652, 5.4).
        said, rest = b"\x31" + rest[0].raw[1:], rest[1:]
    if len(rest) < 2 or rest[1].tag != 0x04:
        raise TlvError("no signature")
    if not verifies(certificate.key, rest[0], rest[1].value, said, digest):
        raise _Wrong("signature-wrong")
    return certificate


def _named(name: Object, carried: list[Certificate]) -> Certificate:
    """The certificate a signer names by issuer and serial number or by key identifier."""
    for certificate in carried:
        if name.tag == 0x80 and name.value == certificate.subject_key:
            return certificate
        if name.tag == 0x30:
            issuer, serial = pair(name)
            if issuer.raw == certificate.issuer and serial.value == certificate.serial:
                return certificate
    raise TlvError("the signer's certificate is not there")


def _hashes(security: bytes, groups: Mapping[int, bytes]) -> None:
    parts = objects(only(security, 0x30))
    if len(parts) < 3:
        raise TlvError("no hashes")
    digest = digest_name(parts[1])
    listed = {number(which.value): value.value for which, value in map(pair, objects(parts[2].value))}
    for group, data in groups.items():
        if not hmac.compare_digest(listed.get(group, b""), hashed(digest, data)):
            raise _Wrong("data-changed")


# --- certificates -----------------------------------------------------------------------------------------------------


def _trusted(signer: Certificate, anchors: list[Certificate], today: date | None) -> Proof:
    """Whether a certificate of the folder has signed the signer's, both in force on the day."""
    if today is None:
        return Proof("not-verified", "no-date")
    named = [anchor for anchor in anchors if anchor.authority and _may_have_issued(anchor, signer)]
    if not named:
        return Proof("not-verified", "no-issuer")
    issuers = [anchor for anchor in named if _issued(anchor, signer)]
    if not issuers:
        # By name alone it may be a key of that state which the folder does not have.
        keyed = any(anchor.subject_key and anchor.subject_key == signer.authority_key for anchor in named)
        return Proof("failed", "signer-untrusted") if keyed else Proof("not-verified", "no-issuer")
    in_force = any(anchor.not_before <= today <= anchor.not_after for anchor in issuers)
    if not in_force or not signer.not_before <= today <= signer.not_after:
        return Proof("failed", "signer-not-valid")
    return Proof("verified")


def _may_have_issued(anchor: Certificate, signer: Certificate) -> bool:
    """By key identifier where both carry one: names are written in more than one encoding (9303-12, 7.1.1)."""
    if anchor.subject_key and signer.authority_key:
        return anchor.subject_key == signer.authority_key
    return anchor.subject == signer.issuer


def _issued(anchor: Certificate, signer: Certificate) -> bool:
    """Raises AlgorithmUnknown."""
    try:
        return verifies(anchor.key, signer.algorithm, signer.signature, signer.signed, "")
    except (TlvError, CurveError, ValueError):
        return False
