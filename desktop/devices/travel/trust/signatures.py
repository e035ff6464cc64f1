"""Signatures of documents and certificates (ICAO 9303-12, 4.4): RSA with both paddings, ECDSA on the curves of PACE.

`cryptography` does RSA. Curves are ours, because documents may describe theirs by its numbers (9303-12, 4.1.6.3), which
that library does not take.
"""

from __future__ import annotations

import hashlib

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers

from desktop.devices.travel.curves import BY_OID, CURVES, Curve
from desktop.devices.travel.tlv import Object, TlvError, first, number, objects, oid, one, only

_RSA = "1.2.840.113549.1.1.1"
_PSS = "1.2.840.113549.1.1.10"
_EC = "1.2.840.10045.2.1"
_DIGESTS = {
    "1.3.14.3.2.26": "sha1",
    "2.16.840.1.101.3.4.2.4": "sha224",
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}
# Signature algorithms that name their digest; the ones that do not take it from elsewhere.
_SIGNATURES = {
    "1.2.840.113549.1.1.5": ("rsa", "sha1"),
    "1.2.840.113549.1.1.14": ("rsa", "sha224"),
    "1.2.840.113549.1.1.11": ("rsa", "sha256"),
    "1.2.840.113549.1.1.12": ("rsa", "sha384"),
    "1.2.840.113549.1.1.13": ("rsa", "sha512"),
    "1.2.840.10045.4.1": ("ec", "sha1"),
    "1.2.840.10045.4.3.1": ("ec", "sha224"),
    "1.2.840.10045.4.3.2": ("ec", "sha256"),
    "1.2.840.10045.4.3.3": ("ec", "sha384"),
    "1.2.840.10045.4.3.4": ("ec", "sha512"),
}
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha224": hashes.SHA224,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class AlgorithmUnknown(Exception):
    """An algorithm, curve or size that is not known here: nothing is proved, nothing is wrong."""


def verifies(key: bytes, algorithm: Object, signature: bytes, said: bytes, digest: str) -> bool:
    """Whether a signature holds. `digest` is for algorithms that name none. Raises AlgorithmUnknown, TlvError,
    CurveError and ValueError."""
    parts = objects(algorithm.value)
    name = oid(first(parts, 0x06).value)
    kind, named = _SIGNATURES.get(name, ("rsa" if name in (_RSA, _PSS) else "", digest))
    if kind == "ec":
        curve, point = _curve_key(key)
        r, s = pair(one(signature)[0])
        return curve.verifies(point, hashed(named, said), number(r.value), number(s.value))
    if kind != "rsa":
        raise AlgorithmUnknown
    scheme: padding.AsymmetricPadding = padding.PKCS1v15()
    if name == _PSS:
        scheme, named = _pss(parts[1].value if len(parts) > 1 else b"")
    try:
        _rsa_key(key).verify(signature, said, scheme, _hash_type(named)())
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm:
        raise AlgorithmUnknown from None
    return True


def _pss(parameters: bytes) -> tuple[padding.PSS, str]:
    """RSASSA-PSS-params (RFC 4055, 3.1), its defaults included."""
    given = {part.tag: part.value for part in objects(parameters)}
    digest = digest_name(one(given[0xA0])[0]) if 0xA0 in given else "sha1"
    mask = "sha1"
    if 0xA1 in given:
        generator = objects(only(given[0xA1], 0x30))
        mask = digest_name(generator[1]) if len(generator) > 1 else "sha1"
    salt = number(only(given[0xA2], 0x02)) if 0xA2 in given else 20
    if not 0 <= salt <= 512:
        raise TlvError("a salt of no length that is used")
    return padding.PSS(padding.MGF1(_hash_type(mask)()), salt), digest


def _rsa_key(info: bytes) -> RSAPublicKey:
    algorithm, bits = pair(one(info)[0])
    if oid(first(objects(algorithm.value), 0x06).value) not in (_RSA, _PSS):
        raise TlvError("a key of another kind")
    modulus, exponent = (number(part.value) for part in pair(one(bits_of(bits))[0]))
    if not 1024 <= modulus.bit_length() <= 8192 or not 3 <= exponent < 1 << 64:
        raise AlgorithmUnknown
    return RSAPublicNumbers(exponent, modulus).public_key()


def _curve_key(info: bytes) -> tuple[Curve, tuple[int, int]]:
    algorithm, bits = pair(one(info)[0])
    named, parameters = pair(algorithm)
    if oid(named.value) != _EC:
        raise TlvError("a key of another kind")
    curve = BY_OID.get(oid(parameters.value)) if parameters.tag == 0x06 else _by_numbers(parameters)
    if curve is None:
        raise AlgorithmUnknown
    return curve, curve.decode(bits_of(bits))


def _by_numbers(parameters: Object) -> Curve | None:
    """The known curve that explicit parameters describe (RFC 3279, 2.3.5): all of them must agree."""
    parts = objects(parameters.value)
    if len(parts) < 5:
        raise TlvError("no parameters of a curve")
    prime = number(pair(parts[1])[1].value)
    a, b = (int.from_bytes(part.value, "big") for part in pair(parts[2]))
    base, order = parts[3].value, number(parts[4].value)
    for curve in CURVES.values():
        if (curve.p, curve.a, curve.b, curve.n) == (prime, a, b, order):
            whole = curve.encode(curve.g)
            short = bytes((2 + curve.g[1] % 2,)) + whole[1 : curve.size + 1]
            return curve if base in (whole, short) else None
    return None


def digest_name(algorithm: Object) -> str:
    """The digest an algorithm identifier names, empty for one that is not known."""
    return _DIGESTS.get(oid(first(objects(algorithm.value), 0x06).value), "")


def hashed(digest: str, data: bytes) -> bytes:
    """Raises AlgorithmUnknown."""
    if digest not in _HASHES:
        raise AlgorithmUnknown
    return hashlib.new(digest, data).digest()


def _hash_type(digest: str) -> type[hashes.HashAlgorithm]:
    if digest not in _HASHES:
        raise AlgorithmUnknown
    return _HASHES[digest]


def bits_of(item: Object) -> bytes:
    """A BIT STRING of whole bytes."""
    if item.tag != 0x03 or item.value[:1] != b"\x00":
        raise TlvError("no bits in whole bytes")
    return item.value[1:]


def pair(item: Object) -> tuple[Object, Object]:
    """The first two objects inside one. Raises TlvError."""
    found = objects(item.value)
    if len(found) < 2:
        raise TlvError("no pair")
    return found[0], found[1]
