"""An invented issuing state: its certificate authority, its document signers and the security objects they sign."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from desktop.devices.travel.curves import BY_OID, Curve
from desktop.devices.travel.tlv import encode, objects, oid_bytes, only

Kind = Literal["rsa", "pss", "ec", "ec-by-numbers"]
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
BEGIN, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
SHA256 = "2.16.840.1.101.3.4.2.1"
_HASH = hashes.SHA256()
_PSS = padding.PSS(padding.MGF1(_HASH), 32)
_NULL = encode(0x05, b"")


class Issuer:
    """One key pair of the state. `kind` is how it signs certificates."""

    def __init__(self, kind: Kind = "ec", country: str = "UT", begin: datetime = BEGIN, end: datetime = END) -> None:
        self.kind = kind
        self.name = x509.Name(
            [
                x509.NameAttribute(NameOID.COUNTRY_NAME, country),
                x509.NameAttribute(NameOID.COMMON_NAME, "CSCA"),
            ]
        )
        self.key = _key(kind)
        self.certificate = self._certify(self.name, self.key, True, begin, end)

    def signer(
        self, kind: Kind = "ec", begin: datetime = BEGIN, end: datetime = END, keyed: bool = True
    ) -> tuple[Key, bytes]:
        """A document signer's key and certificate."""
        key = _key(kind)
        name = x509.Name(
            [x509.NameAttribute(NameOID.COUNTRY_NAME, "UT"), x509.NameAttribute(NameOID.COMMON_NAME, "DS")]
        )
        return key, self._certify(name, key, False, begin, end, kind == "ec-by-numbers", keyed)

    def _certify(
        self,
        name: x509.Name,
        key: Key,
        authority: bool,
        begin: datetime,
        end: datetime,
        by_numbers: bool = False,
        keyed: bool = True,
    ) -> bytes:
        built = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(authority, 0 if authority else None), critical=True)
        )
        if keyed:
            mine = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
            built = built.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            built = built.add_extension(mine, critical=False)
        made = built.sign(self.key, _HASH, rsa_padding=_PSS if self.kind == "pss" else None)
        der = made.public_bytes(Encoding.DER)
        return self._by_numbers(der, key) if by_numbers or (authority and self.kind == "ec-by-numbers") else der

    def _by_numbers(self, der: bytes, key: Key) -> bytes:
        """The same certificate with its curve's parameters written out, signed anew."""
        body, algorithm, _ = objects(only(der, 0x30))
        named = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        _, bits = objects(only(named, 0x30))
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        curve = BY_OID[_OIDS[key.curve.name]]
        written = encode(0x30, encode(0x06, oid_bytes("1.2.840.10045.2.1")) + _explicit(curve))
        replaced = encode(0x30, only(body.raw, 0x30).replace(named, encode(0x30, written + bits.raw)))
        signature = sign(self.key, self.kind, replaced)
        return encode(0x30, replaced + algorithm.raw + encode(0x03, b"\x00" + signature))


_OIDS = {"secp256r1": "1.2.840.10045.3.1.7", "brainpoolP256r1": "1.3.36.3.3.2.8.1.1.7"}


@cache
def _rsa(bits: int, which: int) -> rsa.RSAPrivateKey:
    """Large keys take long to make; a test run makes each once."""
    del which
    return rsa.generate_private_key(65537, bits)


_made = 0


def _key(kind: Kind) -> Key:
    if kind in ("rsa", "pss"):
        global _made
        _made = (_made + 1) % 3
        return _rsa(2048, _made)
    return ec.generate_private_key(ec.BrainpoolP256R1() if kind == "ec-by-numbers" else ec.SECP256R1())


def sign(key: Key, kind: Kind, text: bytes) -> bytes:
    if isinstance(key, rsa.RSAPrivateKey):
        return key.sign(text, _PSS if kind == "pss" else padding.PKCS1v15(), _HASH)
    return key.sign(text, ec.ECDSA(_HASH))


def security_object(
    files: dict[int, bytes],
    signer: tuple[Key, bytes],
    kind: Kind = "ec",
    digest: str = "sha256",
    attributes: bool = True,
) -> bytes:
    """EF.SOD over data groups by number (1 for DG1)."""
    key, certificate = signer
    listed = b"".join(
        encode(0x30, _integer(number) + encode(0x04, hashlib.new(digest, data).digest()))
        for number, data in sorted(files.items())
    )
    algorithm = encode(0x30, encode(0x06, oid_bytes(_DIGESTS[digest])) + _NULL)
    content = encode(0x30, _integer(0) + algorithm + encode(0x30, listed))
    sha256 = encode(0x30, encode(0x06, oid_bytes(SHA256)) + _NULL)
    body = objects(only(objects(only(certificate, 0x30))[0].raw, 0x30))[1:]
    named = encode(0x30, body[2].raw + body[0].raw)
    said, signed = content, b""
    if attributes:
        signed = _attribute("1.2.840.113549.1.9.3", encode(0x06, oid_bytes("2.23.136.1.1.1")))
        signed += _attribute("1.2.840.113549.1.9.4", encode(0x04, hashlib.sha256(content).digest()))
        said, signed = encode(0x31, signed), encode(0xA0, signed)
    info = _integer(1) + named + sha256 + signed + _algorithm(kind) + encode(0x04, sign(key, kind, said))
    held = encode(0x30, encode(0x06, oid_bytes("2.23.136.1.1.1")) + encode(0xA0, encode(0x04, content)))
    message = _integer(3) + encode(0x31, sha256) + held + encode(0xA0, certificate) + encode(0x31, encode(0x30, info))
    whole = encode(0x06, oid_bytes("1.2.840.113549.1.7.2")) + encode(0xA0, encode(0x30, message))
    return encode(0x77, encode(0x30, whole))


_DIGESTS = {
    "sha1": "1.3.14.3.2.26",
    "sha256": SHA256,
    "sha384": "2.16.840.1.101.3.4.2.2",
    "sha512": "2.16.840.1.101.3.4.2.3",
}


def _algorithm(kind: Kind) -> bytes:
    if kind == "rsa":
        return encode(0x30, encode(0x06, oid_bytes("1.2.840.113549.1.1.1")) + _NULL)
    if kind == "pss":
        sha256 = encode(0x30, encode(0x06, oid_bytes(SHA256)) + _NULL)
        mask = encode(0x30, encode(0x06, oid_bytes("1.2.840.113549.1.1.8")) + sha256)
        given = encode(0xA0, sha256) + encode(0xA1, mask) + encode(0xA2, _integer(32))
        return encode(0x30, encode(0x06, oid_bytes("1.2.840.113549.1.1.10")) + encode(0x30, given))
    return encode(0x30, encode(0x06, oid_bytes("1.2.840.10045.4.3.2")))


def _attribute(name: str, value: bytes) -> bytes:
    return encode(0x30, encode(0x06, oid_bytes(name)) + encode(0x31, value))


def _explicit(curve: Curve) -> bytes:
    """ECParameters (RFC 3279, 2.3.5)."""
    field = encode(0x30, encode(0x06, oid_bytes("1.2.840.10045.1.1")) + _integer(curve.p))
    numbers = [encode(0x04, value.to_bytes(curve.size, "big")) for value in (curve.a, curve.b)]
    base = encode(0x04, curve.encode(curve.g))
    return encode(0x30, _integer(1) + field + encode(0x30, b"".join(numbers)) + base + _integer(curve.n) + _integer(1))


def _integer(value: int) -> bytes:
    return encode(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def in_force(days: int) -> tuple[datetime, datetime]:
    """A validity that ended so many days before BEGIN."""
    return BEGIN - timedelta(days=days + 30), BEGIN - timedelta(days=days)
