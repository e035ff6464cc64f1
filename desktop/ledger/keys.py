"""A desk's Ed25519 key, the desk id made from it, and the proof that a desk knew the record secret when it enrolled."""

from __future__ import annotations

import binascii
import hashlib
import hmac

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def desk_id_of(public: bytes) -> str:
    """The first 16 hexadecimal digits of SHA-256 over the raw 32-byte public key."""
    return hashlib.sha256(public).hexdigest()[:16]


def proof_of(secret: bytes, public: bytes) -> str:
    """HMAC-SHA-256(record secret, raw public key) in lower-case hexadecimal."""
    return hmac.new(secret, public, hashlib.sha256).hexdigest()


def same_proof(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(errors="replace"), wanted.encode())


def decode_base64(text: str, size: int) -> bytes | None:
    """`size` bytes from standard Base64, or None. Only the one spelling counts: a changed padding bit gives the same
    bytes and would be a change nobody sees."""
    try:
        raw = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        return None
    return raw if len(raw) == size and encode_base64(raw) == text else None


def encode_base64(raw: bytes) -> str:
    return binascii.b2a_base64(raw, newline=False).decode()


class DeskKey:
    """The private key of one desk. Kept in the encrypted home, never in a record."""

    __slots__ = ("_private", "desk_id", "public")

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public: bytes = private.public_key().public_bytes_raw()
        self.desk_id: str = desk_id_of(self.public)

    @classmethod
    def generate(cls) -> DeskKey:
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_bytes(cls, raw: bytes) -> DeskKey:
        """The key of 32 raw private bytes. ValueError for any other length."""
        return cls(Ed25519PrivateKey.from_private_bytes(raw))

    @property
    def raw(self) -> bytes:
        return self._private.private_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)


class Seal:
    """A desk's public key, loaded once, that checks signatures."""

    __slots__ = ("_key",)

    def __init__(self, public: bytes) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(public)

    def holds(self, signature: bytes, message: bytes) -> bool:
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True
